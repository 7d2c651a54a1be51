"""Designs as the documents that TOML files and the workspace hold; what is as it would be anyway is left out."""

from dataclasses import MISSING, fields
from typing import Any

from affiliate_desktop.studio.frames import Design, Frame, FrameKind, Guides, Page

_FIELDS = fields(Frame)


def document_of(design: Design) -> dict[str, Any]:
    """The design as TOML and JSON hold it: what is as it would be anyway is left out."""
    document: dict[str, Any] = {"id": design.id, "name": design.name, "kind": design.kind}
    if design.about:
        document["about"] = design.about
    page = {
        part.name: list(value) if isinstance(value, tuple) else value
        for part in fields(Page)
        if (value := getattr(design.page, part.name)) != part.default
    }
    tables = {
        "format": page,
        "colors": dict(design.colors),
        "fonts": dict(design.fonts),
        "texts": dict(design.texts),
        "pictures": dict(design.pictures),
        "references": {shape: list(size) for shape, size in design.references.items()},
        "guides": {spot: table for spot, guides in design.guides.items() if (table := _guides_table(guides))},
    }
    document |= {key: table for key, table in tables.items() if table}
    document |= {shape: [_frame_table(frame) for frame in frames] for shape, frames in design.variants.items()}
    if design.parts:
        document["part"] = {name: [_frame_table(frame) for frame in frames] for name, frames in design.parts.items()}
    return document


def _frame_table(frame: Frame) -> dict[str, Any]:
    table: dict[str, Any] = {}
    for part in _FIELDS:
        value = getattr(frame, part.name)
        if part.default is MISSING or value != part.default:
            table[part.name] = _plain(value)
    return table


def _guides_table(guides: Guides) -> dict[str, Any]:
    ways = {"upright": guides.upright, "level": guides.level}
    return {way: _plain(places) for way, places in ways.items() if places}


def _plain(value: Any) -> Any:
    """The value as TOML holds it; places to a ten-thousandth of the page, which is less than a printer's dot."""
    if isinstance(value, FrameKind):
        return value.value
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return round(value, 5) if isinstance(value, float) else value


def write_design(design: Design) -> bytes:
    """The design as a TOML file."""
    import tomli_w

    return tomli_w.dumps(document_of(design)).encode()

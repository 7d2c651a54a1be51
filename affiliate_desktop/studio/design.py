"""Designs: TOML files that say where the frames of a page stand, for each shape of page.

A design file has an ``id``, a ``name``, a ``kind`` (``banner`` or ``flyer``) and one list of frames a shape class:
``[[leaderboard]]``, ``[[rectangle]]`` ... The keys of a frame are those of :class:`~.model.Frame`.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from affiliate_desktop.core.problems import BadInput, NotFound
from affiliate_desktop.core.resources import resource_folder
from affiliate_desktop.studio.color import rgb
from affiliate_desktop.studio.model import Design, Frame, FrameKind

SHAPES = ("button", "leaderboard", "rectangle", "square", "story", "skyscraper", "page")
COLORS = frozenset({"background", "foreground", "accent", "accent_deep", "on_accent", "white", "black"})
_FIELDS = {field.name for field in fields(Frame)}
_SHARE = re.compile("|[0-9]{1,2}|100")
_CHOICES = {
    "align": {"left", "center", "right"},
    "valign": {"top", "middle", "bottom"},
    "fit": {"cover", "contain"},
}


def shape_of(width: float, height: float) -> str:
    """The shape class of a page."""
    if max(width, height) <= 240 and min(width, height) <= 60:
        return "button"
    ratio = width / height
    for shape, least in (("leaderboard", 2.9), ("rectangle", 1.15), ("square", 0.78), ("story", 0.53)):
        if ratio >= least:
            return shape
    return "skyscraper"


def load_design(design_id: str) -> Design:
    """A design that ships with the program.

    Raises:
        NotFound: when there is none of this id.
    """
    designs = _shipped()
    if design_id not in designs:
        raise NotFound(
            "unknown_design",
            "There is no design “{id}”; there are {known}.",
            id=design_id[:60],
            known=", ".join(sorted(designs)),
        )
    return designs[design_id]


@cache
def _shipped() -> Mapping[str, Design]:
    files = sorted((resource_folder() / "designs").glob("*.toml"))
    designs = (read_design(file) for file in files)
    return {design.id: design for design in designs}


def read_design(file: Path) -> Design:
    """A design from its file.

    Raises:
        BadInput: naming the place, when the file is no TOML or a frame is not understood.
    """
    try:
        document = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _bad(file, "", str(error)) from error
    for key in ("id", "name", "kind"):
        if not isinstance(document.get(key), str) or not document[key]:
            raise _bad(file, key, "a text is missing here")
    variants = {key: value for key, value in document.items() if key not in {"id", "name", "kind"}}
    if not variants:
        raise _bad(file, "", "it has no frames")
    for shape, frames in variants.items():
        if shape not in SHAPES or not isinstance(frames, list):
            raise _bad(file, shape, f"is none of {', '.join(SHAPES)}")
    read = {
        shape: tuple(_frame(file, f"{shape} {number}", frame) for number, frame in enumerate(frames, 1))
        for shape, frames in variants.items()
    }
    return Design(document["id"], document["name"], document["kind"], read)


def _frame(file: Path, place: str, table: Any) -> Frame:
    if not isinstance(table, dict) or not {"kind", "box"} <= table.keys():
        raise _bad(file, place, "a frame needs a kind and a box")
    values: dict[str, Any] = {}
    kinds = get_type_hints(Frame)
    for key, value in table.items():
        if key not in _FIELDS:
            raise _bad(file, place, f"“{key}” is not known")
        values[key] = _value(file, f"{place}, {key}", value, kinds[key])
    for key, choices in _CHOICES.items():
        if values.get(key, min(choices)) not in choices:
            raise _bad(file, f"{place}, {key}", f"is none of {', '.join(sorted(choices))}")
    if not 1 <= values.get("weight", 400) <= 1000:
        raise _bad(file, f"{place}, weight", "is from 100 to 900")
    for key in ("color", "fill", "fade"):
        _check_color(file, f"{place}, {key}", values.get(key, ""))
    return Frame(**values)


def _value(file: Path, place: str, value: Any, kind: Any) -> Any:
    if kind is FrameKind:
        if value not in set(FrameKind):
            raise _bad(file, place, f"is none of {', '.join(FrameKind)}")
        return FrameKind(value)
    if get_origin(kind) is tuple:
        count = len(get_args(kind))
        if not isinstance(value, list) or len(value) != count or not all(_is_number(part) for part in value):
            raise _bad(file, place, f"{count} numbers are needed")
        return tuple(float(part) for part in value)
    if kind is float and _is_number(value):
        return float(value)
    if not isinstance(value, kind) or isinstance(value, bool) is not (kind is bool):
        raise _bad(file, place, f"a value of another kind is needed ({kind.__name__})")
    return value


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 100_000


def _check_color(file: Path, place: str, color: str) -> None:
    name, _, share = color.partition("@")
    if not color or (name in COLORS and _SHARE.fullmatch(share)):
        return
    try:
        rgb(color)
    except BadInput as error:
        raise _bad(file, place, str(error)) from error


def _bad(file: Path, place: str, reason: str) -> BadInput:
    where = f"{file.name}, {place}" if place else file.name
    return BadInput("bad_design", "The design cannot be used ({where}): {reason}.", where=where, reason=reason)

"""The user's designs and brand kits: rows <-> records."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from affiliate_desktop.studio.design_file import design_of
from affiliate_desktop.studio.design_writer import document_of
from affiliate_desktop.studio.frames import Brand, Design
from affiliate_desktop.workspace import schema


@dataclass(frozen=True, slots=True)
class KeptDesign:
    """A design of the workspace; ``pictures`` are the SHA-256 of the pictures it carries, by name."""

    key: int
    design: Design
    pictures: Mapping[str, str]


def designs(connection: Connection) -> tuple[KeptDesign, ...]:
    """The user's designs by name."""
    table = schema.design
    rows = connection.execute(select(table.c.id, table.c.name, table.c.content).order_by(table.c.name))
    return tuple(
        KeptDesign(row.id, design_of(row.content["design"], row.name), row.content.get("pictures", {})) for row in rows
    )


def design_values(design: Design, pictures: Mapping[str, str]) -> dict[str, Any]:
    """The columns of a design."""
    return {"name": design.name, "content": {"design": document_of(design), "pictures": dict(pictures)}}


def brands(connection: Connection) -> tuple[Brand, ...]:
    """The brand kits by name."""
    table = schema.brand
    rows = connection.execute(select(table.c.id, table.c.name, table.c.content).order_by(table.c.name))
    return tuple(
        Brand(
            name=row.name,
            colors=row.content.get("colors", {}),
            fonts=row.content.get("fonts", {}),
            logos=tuple(row.content.get("logos", ())),
            id=row.id,
        )
        for row in rows
    )


def brand_values(brand: Brand) -> dict[str, Any]:
    """The columns of a brand kit."""
    content = {"colors": dict(brand.colors), "fonts": dict(brand.fonts), "logos": list(brand.logos)}
    return {"name": brand.name, "content": content}

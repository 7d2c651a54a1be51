"""Kits: rows <-> records."""

from typing import Any

from sqlalchemy import Connection, RowMapping, select

from affiliate_desktop.kits.model import BANNER_DESIGN, FLYER_DESIGN, Kit, Part
from affiliate_desktop.workspace import schema

_PLAIN = ("headline", "text", "call_to_action", "qr_mm", "background", "foreground", "accent")


def kits(connection: Connection) -> list[Kit]:
    """Every kit, by name."""
    table = schema.kit
    return [_kit(row) for row in connection.execute(select(table).order_by(table.c.name)).mappings()]


def kit_values(kit: Kit) -> dict[str, Any]:
    """The columns of what was asked for."""
    content = {name: getattr(kit, name) for name in _PLAIN}
    lists = {
        "link_ids": list(kit.link_ids),
        "sizes": list(kit.sizes),
        "papers": list(kit.papers),
        "flyer_designs": list(kit.flyer_designs),
    }
    look = {"banner_design": kit.banner_design, "brand": kit.brand, "values": dict(kit.values)}
    return {
        "name": kit.name,
        "campaign_id": kit.campaign_id,
        "holder": kit.holder,
        "logo": kit.logo,
        "picture": kit.picture,
        "content": {**content, **lists, **look, "parts": [part.value for part in kit.parts]},
    }


def manifest(connection: Connection, key: int) -> dict[str, Any]:
    """What was noted when the kit was built: ``items`` (path -> inputs) and ``files`` (path -> checksum)."""
    found = connection.execute(select(schema.kit.c.manifest).where(schema.kit.c.id == key)).scalar()
    return found or {"items": {}, "files": {}}


def _kit(row: RowMapping) -> Kit:
    content = row["content"]
    return Kit(
        name=row["name"],
        campaign_id=row["campaign_id"],
        link_ids=tuple(content["link_ids"]),
        holder=row["holder"],
        parts=tuple(Part(part) for part in content["parts"]),
        sizes=tuple(content["sizes"]),
        papers=tuple(content["papers"]),
        banner_design=content.get("banner_design", BANNER_DESIGN),
        flyer_designs=tuple(content.get("flyer_designs", (FLYER_DESIGN,))),
        brand=content.get("brand", ""),
        values=content.get("values", {}),
        logo=row["logo"],
        picture=row["picture"],
        place=row["place"],
        built_at=row["built_at"],
        id=row["id"],
        **{name: content[name] for name in _PLAIN},
    )

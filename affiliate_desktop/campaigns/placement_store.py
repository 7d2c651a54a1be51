"""Placements: rows <-> records."""

from typing import Any

from sqlalchemy import Connection, select

from affiliate_desktop.campaigns.model import Placement
from affiliate_desktop.workspace import schema

_PLACEMENT = schema.placement


def placements(connection: Connection, campaign_id: int | None = None) -> list[Placement]:
    """The placements of a campaign, or of all, by name."""
    query = select(_PLACEMENT)
    if campaign_id is not None:
        query = query.where(_PLACEMENT.c.campaign_id == campaign_id)
    rows = connection.execute(query).mappings()
    found = [Placement(**{name: row[name] for name in _COLUMNS}) for row in rows]
    return sorted(found, key=lambda placement: placement.name.casefold())


def campaign_of(connection: Connection, key: int) -> int | None:
    """The campaign of a placement; None when there is no such placement."""
    return connection.execute(select(_PLACEMENT.c.campaign_id).where(_PLACEMENT.c.id == key)).scalar()


def links(connection: Connection, key: int) -> list[int]:
    """Ids of the links at a placement."""
    link = schema.link.c
    return list(connection.execute(select(link.id).where(link.placement_id == key)).scalars())


def values(placement: Placement) -> dict[str, Any]:
    """The columns of a placement."""
    return {name: getattr(placement, name) for name in _COLUMNS if name != "id"}


_COLUMNS = ("id", "name", "campaign_id", "kind", "place", "notes", "archived")

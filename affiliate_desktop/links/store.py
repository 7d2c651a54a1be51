"""Links: rows <-> records."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, func, select

from affiliate_desktop.links.copies import LinkCopy
from affiliate_desktop.links.model import Link, Utm
from affiliate_desktop.workspace import schema
from affiliate_desktop.workspace.history import Edit

_LINK = schema.link


def links(connection: Connection, words: Sequence[str], campaign_id: int | None, *, archived: bool) -> list[Link]:
    """The links that hold every word, newest first.

    Args:
        connection: open for reading.
        words: looked for in name, url, destination, campaign and click reference; case-folded.
        campaign_id: only links of this campaign.
        archived: also the archived ones.
    """
    campaign = schema.campaign
    query = select(_LINK, func.coalesce(campaign.c.name, "").label("campaign_name"))
    query = query.select_from(_LINK.outerjoin(campaign, _LINK.c.campaign_id == campaign.c.id))
    if campaign_id is not None:
        query = query.where(_LINK.c.campaign_id == campaign_id)
    if not archived:
        query = query.where(~_LINK.c.archived)
    rows = connection.execute(query.order_by(_LINK.c.id.desc())).mappings()
    return [_link(row) for row in rows if _holds(row, words)]


def link(connection: Connection, key: int) -> Link | None:
    """One link."""
    row = connection.execute(select(_LINK).where(_LINK.c.id == key)).mappings().first()
    return None if row is None else _link(row)


def names(connection: Connection) -> list[tuple[int, str]]:
    """Id and name of every link."""
    return [(key, name) for key, name in connection.execute(select(_LINK.c.id, _LINK.c.name))]


def by_reference(connection: Connection, reference: str) -> Link | None:
    """The link with this click reference, in any letter case."""
    query = select(_LINK).where(func.lower(_LINK.c.click_reference) == reference.lower())
    row = connection.execute(query).mappings().first()
    return None if row is None else _link(row)


def by_copy(connection: Connection, reference: str) -> Link | None:
    """The link that has a copy with this click reference, in any letter case."""
    table = schema.link_copy
    query = select(table.c.link_id).where(func.lower(table.c.reference) == reference.lower())
    key = connection.execute(query).scalar()
    return None if key is None else link(connection, key)


def latest_of_program(connection: Connection, program_id: int) -> Link | None:
    """The newest link of a program."""
    query = select(_LINK).where(_LINK.c.program_id == program_id).order_by(_LINK.c.id.desc()).limit(1)
    row = connection.execute(query).mappings().first()
    return None if row is None else _link(row)


def earnings(connection: Connection, key: int) -> int:
    """How many transactions are attributed to a link."""
    table = schema.transaction
    return int(connection.execute(select(func.count()).select_from(table).where(table.c.link_id == key)).scalar_one())


def remove(edit: Edit, key: int) -> None:
    """Removes a link with its copies; referrals that came by it stay, without a link."""
    table = schema.referral
    for row in list(edit.connection.execute(select(table.c.id).where(table.c.link_id == key)).scalars()):
        edit.update(table, row, {"link_id": None})
    for copy in copies(edit.connection, key):
        edit.delete(schema.link_copy, copy.id)
    edit.delete(schema.link, key)


def copies(connection: Connection, link_id: int | None = None) -> list[LinkCopy]:
    """The copies of a link, or of all links, by number."""
    table = schema.link_copy
    query = select(table).order_by(table.c.link_id, table.c.number, table.c.id)
    if link_id is not None:
        query = query.where(table.c.link_id == link_id)
    return [LinkCopy(**row) for row in connection.execute(query).mappings()]


def references(connection: Connection) -> set[str]:
    """The click references of all links and copies, in lower case."""
    found = connection.execute(select(_LINK.c.click_reference).where(_LINK.c.click_reference.is_not(None))).scalars()
    copied = connection.execute(select(schema.link_copy.c.reference)).scalars()
    return {reference.lower() for reference in (*found, *copied)}


def copy_values(copy: LinkCopy) -> dict[str, Any]:
    """The columns of a copy."""
    return {
        "link_id": copy.link_id,
        "reference": copy.reference,
        "url": copy.url,
        "holder": copy.holder,
        "number": copy.number,
    }


def link_values(link: Link) -> dict[str, Any]:
    """The columns of a link."""
    return {
        "name": link.name,
        "network": link.network,
        "account_id": link.account_id,
        "program_id": link.program_id,
        "campaign_id": link.campaign_id,
        "placement_id": link.placement_id,
        "destination": link.destination,
        "url": link.url,
        "utm_campaign": link.utm.campaign,
        "utm_source": link.utm.source,
        "utm_medium": link.utm.medium,
        "utm_content": link.utm.content,
        "utm_term": link.utm.term,
        "parameters": dict(link.parameters),
        "click_reference": link.click_reference,
        "notes": link.notes,
        "archived": link.archived,
    }


def _holds(row: RowMapping, words: Sequence[str]) -> bool:
    if not words:
        return True
    fields = (row["name"], row["url"], row["destination"], row["campaign_name"], row["click_reference"] or "")
    text = "\n".join(fields).casefold()
    return all(word in text for word in words)


def _link(row: RowMapping) -> Link:
    return Link(
        id=row["id"],
        name=row["name"],
        destination=row["destination"],
        url=row["url"],
        network=row["network"],
        utm=Utm(row["utm_campaign"], row["utm_source"], row["utm_medium"], row["utm_content"], row["utm_term"]),
        parameters=row["parameters"],
        click_reference=row["click_reference"],
        account_id=row["account_id"],
        program_id=row["program_id"],
        campaign_id=row["campaign_id"],
        placement_id=row["placement_id"],
        notes=row["notes"],
        archived=row["archived"],
        created_at=row["created_at"],
    )

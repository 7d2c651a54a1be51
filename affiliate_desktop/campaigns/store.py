"""Campaigns and the programs in them: rows <-> records."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, func, select

from affiliate_desktop.campaigns.model import Campaign, CampaignStatus
from affiliate_desktop.core.money import Money
from affiliate_desktop.workspace import schema
from affiliate_desktop.workspace.history import Edit


def campaigns(connection: Connection) -> list[Campaign]:
    """Every campaign, by name."""
    joined = schema.campaign_program
    programs: dict[int, list[int]] = defaultdict(list)
    for campaign_id, program_id in connection.execute(select(joined.c.campaign_id, joined.c.program_id)):
        programs[campaign_id].append(program_id)
    rows = connection.execute(select(schema.campaign)).mappings()
    found = [_campaign(row, programs[row["id"]]) for row in rows]
    return sorted(found, key=lambda campaign: campaign.name.casefold())


def campaign(connection: Connection, key: int) -> Campaign | None:
    """One campaign."""
    row = connection.execute(select(schema.campaign).where(schema.campaign.c.id == key)).mappings().first()
    if row is None:
        return None
    joined = schema.campaign_program
    programs = connection.execute(select(joined.c.program_id).where(joined.c.campaign_id == key)).scalars()
    return _campaign(row, list(programs))


def names(connection: Connection) -> list[tuple[int, str]]:
    """Id and name of every campaign."""
    query = select(schema.campaign.c.id, schema.campaign.c.name)
    return [(key, name) for key, name in connection.execute(query)]


def campaign_values(campaign: Campaign) -> dict[str, Any]:
    """The columns of a campaign."""
    return {
        "name": campaign.name,
        "status": campaign.status.value,
        "channel": campaign.channel,
        "starts_on": campaign.starts_on and campaign.starts_on.isoformat(),
        "ends_on": campaign.ends_on and campaign.ends_on.isoformat(),
        "budget_micro": campaign.budget and campaign.budget.micro,
        "budget_currency": campaign.budget and campaign.budget.currency,
        "goal": campaign.goal,
        "notes": campaign.notes,
        "archived": campaign.archived,
    }


def missing_program(connection: Connection, program_ids: Sequence[int]) -> int | None:
    """The first of these programs that does not exist."""
    known = set(connection.execute(select(schema.program.c.id).where(schema.program.c.id.in_(program_ids))).scalars())
    return next((key for key in program_ids if key not in known), None)


def set_programs(edit: Edit, key: int, program_ids: Sequence[int]) -> None:
    """Makes these the programs of a campaign."""
    joined = schema.campaign_program
    query = select(joined.c.id, joined.c.program_id).where(joined.c.campaign_id == key)
    present = {program_id: row for row, program_id in edit.connection.execute(query)}
    for program_id, row in present.items():
        if program_id not in program_ids:
            edit.delete(joined, row)
    for program_id in program_ids:
        if program_id not in present:
            edit.insert(joined, {"campaign_id": key, "program_id": program_id})


def earnings(connection: Connection, key: int) -> int:
    """How many transactions are attributed to a campaign."""
    table = schema.transaction
    query = select(func.count()).select_from(table).where(table.c.campaign_id == key)
    return int(connection.execute(query).scalar_one())


def remove(edit: Edit, key: int) -> None:
    """Removes a campaign with its placements and rules; its links and tracking ids stay, without a campaign."""
    for row in _keys(edit.connection, schema.link, key):
        edit.update(schema.link, row, {"campaign_id": None, "placement_id": None})
    for row in _keys(edit.connection, schema.tracking_id, key):
        edit.update(schema.tracking_id, row, {"campaign_id": None})
    for table in (schema.placement, schema.attribution_rule, schema.attribution_decision):
        edit.delete_where(table, "campaign_id", key)
    for row in _keys(edit.connection, schema.campaign_program, key):
        edit.delete(schema.campaign_program, row)
    edit.delete(schema.campaign, key)


def _keys(connection: Connection, table: Table, campaign_id: int) -> list[int]:
    return list(connection.execute(select(table.c.id).where(table.c.campaign_id == campaign_id)).scalars())


def _campaign(row: RowMapping, program_ids: list[int]) -> Campaign:
    micro, currency = row["budget_micro"], row["budget_currency"]
    return Campaign(
        id=row["id"],
        name=row["name"],
        status=CampaignStatus(row["status"]),
        channel=row["channel"],
        program_ids=tuple(sorted(program_ids)),
        starts_on=_day(row["starts_on"]),
        ends_on=_day(row["ends_on"]),
        budget=None if micro is None else Money(micro, currency),
        goal=row["goal"],
        notes=row["notes"],
        archived=row["archived"],
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)

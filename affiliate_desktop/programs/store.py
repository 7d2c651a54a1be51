"""Accounts, programs and tracking ids: rows <-> records."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, Text, cast, delete, func, select

from affiliate_desktop.programs.model import Account, Program, TrackingId
from affiliate_desktop.workspace import schema
from affiliate_desktop.workspace.history import Edit

NOTHING_SAID = "{}"
"""Values of a correction that was taken back."""


def accounts(connection: Connection) -> list[Account]:
    """Every account, by name."""
    rows = connection.execute(select(schema.account).order_by(schema.account.c.id)).mappings()
    return sorted((_account(row) for row in rows), key=lambda account: account.name.casefold())


def account(connection: Connection, key: int) -> Account | None:
    """One account."""
    row = connection.execute(select(schema.account).where(schema.account.c.id == key)).mappings().first()
    return None if row is None else _account(row)


def account_values(account: Account) -> dict[str, Any]:
    """The columns of an account."""
    return {
        "name": account.name,
        "network": account.network,
        "publisher_id": account.publisher_id,
        "currency": account.currency,
        "parameters": dict(account.parameters),
        "notes": account.notes,
        "archived": account.archived,
    }


def programs(connection: Connection, account_id: int | None = None) -> list[Program]:
    """Every program, or those of one account, by name."""
    query = select(schema.program)
    if account_id is not None:
        query = query.where(schema.program.c.account_id == account_id)
    rows = connection.execute(query).mappings()
    return sorted((_program(row) for row in rows), key=lambda program: (program.name.casefold(), program.id))


def program(connection: Connection, key: int) -> Program | None:
    """One program."""
    row = connection.execute(select(schema.program).where(schema.program.c.id == key)).mappings().first()
    return None if row is None else _program(row)


def program_values(program: Program) -> dict[str, Any]:
    """The columns of a program."""
    return {
        "account_id": program.account_id,
        "name": program.name,
        "external_id": program.external_id,
        "notes": program.notes,
        "archived": program.archived,
    }


def tracking_ids(connection: Connection, account_id: int) -> list[TrackingId]:
    """The tracking ids of an account, by value."""
    table = schema.tracking_id
    rows = connection.execute(select(table).where(table.c.account_id == account_id)).mappings()
    return sorted((_tracking_id(row) for row in rows), key=lambda each: each.value.casefold())


def tracking_id(connection: Connection, key: int) -> TrackingId | None:
    """One tracking id."""
    row = connection.execute(select(schema.tracking_id).where(schema.tracking_id.c.id == key)).mappings().first()
    return None if row is None else _tracking_id(row)


def tracking_id_values(tracking_id: TrackingId) -> dict[str, Any]:
    """The columns of a tracking id."""
    return {
        "account_id": tracking_id.account_id,
        "value": tracking_id.value,
        "campaign_id": tracking_id.campaign_id,
    }


def dependents(connection: Connection, column: str, key: int) -> Mapping[str, int]:
    """How many records of each kind point to an account or program.

    Args:
        connection: open for reading.
        column: ``account_id`` or ``program_id``.
        key: the account's or program's id.
    """
    tables = {
        "links": schema.link,
        "statements": schema.statement,
        "earnings": schema.transaction,
        "rows of statements": schema.observation,
        "rows of replaced statements": schema.shelved,
        "referrals": schema.referral,
        "requests": schema.request,
        "payouts": schema.payout,
    }
    found = {what: _count(connection, table, column, key) for what, table in tables.items() if column in table.c}
    own = schema.correction.c
    said = select(func.count()).where(own[column] == key, own.entered | (cast(own["values"], Text) != NOTHING_SAID))
    found["corrections"] = int(connection.execute(said).scalar_one())
    return found


def network_of(connection: Connection, account_id: int) -> str:
    """The id of an account's network."""
    query = select(schema.account.c.network).where(schema.account.c.id == account_id)
    return str(connection.execute(query).scalar_one())


def campaign_exists(connection: Connection, key: int) -> bool:
    """Whether there is such a campaign."""
    return _count(connection, schema.campaign, "id", key) > 0


def remove_program(edit: Edit, key: int) -> None:
    """Takes a program out of its campaigns, then removes it with its plan."""
    joined = schema.campaign_program
    for row in _keys(edit.connection, joined, "program_id", key):
        edit.delete(joined, row)
    for table in (schema.plan_version, schema.program_terms):
        for row in _keys(edit.connection, table, "program_id", key):
            edit.delete(table, row)
    edit.delete_where(schema.attribution_rule, "program_id", key)
    edit.delete(schema.program, key)


def remove_account(edit: Edit, key: int) -> None:
    """Removes an account with its tracking ids and programs."""
    for row in _keys(edit.connection, schema.tracking_id, "account_id", key):
        edit.delete(schema.tracking_id, row)
    for row in _keys(edit.connection, schema.program, "account_id", key):
        remove_program(edit, row)
    edit.delete_where(schema.attribution_rule, "account_id", key)
    edit.delete_where(schema.attribution_decision, "account_id", key)
    own = schema.correction.c
    nothing = (own.account_id == key, ~own.entered, cast(own["values"], Text) == NOTHING_SAID)
    edit.connection.execute(delete(schema.correction).where(*nothing))
    edit.delete(schema.account, key)


def _keys(connection: Connection, table: Table, column: str, key: int) -> list[int]:
    return list(connection.execute(select(table.c.id).where(table.c[column] == key)).scalars())


def _count(connection: Connection, table: Table, column: str, key: int) -> int:
    return int(connection.execute(select(func.count()).select_from(table).where(table.c[column] == key)).scalar_one())


def _account(row: RowMapping) -> Account:
    return Account(
        id=row["id"],
        name=row["name"],
        network=row["network"],
        publisher_id=row["publisher_id"],
        currency=row["currency"],
        parameters=row["parameters"],
        notes=row["notes"],
        archived=row["archived"],
    )


def _program(row: RowMapping) -> Program:
    return Program(
        id=row["id"],
        account_id=row["account_id"],
        name=row["name"],
        external_id=row["external_id"],
        notes=row["notes"],
        archived=row["archived"],
    )


def _tracking_id(row: RowMapping) -> TrackingId:
    return TrackingId(id=row["id"], account_id=row["account_id"], value=row["value"], campaign_id=row["campaign_id"])

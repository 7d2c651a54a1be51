"""The rows of one imported file as the file has them, with what they belong to now."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, func, select, tuple_

from affiliate_desktop.ledger.holding import HELD
from affiliate_desktop.ledger.model import Transaction
from affiliate_desktop.ledger.store import sheet_names, transaction_of
from affiliate_desktop.workspace import schema

_t = schema.transaction.c
_s = schema.statement.c

Place = tuple[int, int]
"""Index of the sheet in its file, and line."""


def said_by(connection: Connection, statement_id: int, after: Place, limit: int) -> list[tuple[Place, Transaction]]:
    """Rows of a file in its order, from behind sheet and line; see ``Ledger.said_by``."""
    query, said = _query(statement_id, replaced=is_replaced(connection, statement_id))
    query = query.where(tuple_(said.sheet, said.line) > tuple_(*after)).order_by(said.sheet, said.line).limit(limit)
    return _rows(connection, query, statement_id)


def said_at(connection: Connection, statement_id: int, places: Sequence[Place]) -> dict[Place, Transaction]:
    """The rows of a file at some places; those that are none are left out."""
    query, said = _query(statement_id, replaced=is_replaced(connection, statement_id))
    found: dict[Place, Transaction] = {}
    for sheet in {sheet for sheet, _ in places}:  # sheet by sheet, as SQLite finds no pairs of values by an index
        lines = [line for other, line in places if other == sheet]
        found |= _rows(connection, query.where(said.sheet == sheet, said.line.in_(lines)), statement_id)
    return found


def is_replaced(connection: Connection, statement_id: int) -> bool:
    """Whether a corrected file stands in for this one; then what it said stands aside."""
    return connection.execute(select(_s.replaced_by).where(_s.id == statement_id)).scalar() is not None


def _query(statement_id: int, *, replaced: bool) -> tuple[Select[Any], Any]:
    """All rows of a file, and the columns of what they say.

    Those of a file that was replaced belong to what has the same key now, if anything has.
    """
    source = schema.shelved if replaced else schema.observation
    said = source.c
    same = (_t.account_id == _s.account_id) & (_t.key == said["key"]) if replaced else _t.id == said.transaction_id
    account, program, campaign, link = schema.account, schema.program, schema.campaign, schema.link
    query = (
        select(
            *(said[name] for name in HELD),
            (said if replaced else _t).external_id,
            func.coalesce(_t.id, 0).label("id"),
            _t.attributed,
            account.c.name.label("account"),
            program.c.name.label("program"),
            campaign.c.name.label("campaign"),
            link.c.name.label("link"),
            schema.placement.c.name.label("placement"),
            said.sheet,
            said.line,
            _s.file,
        )
        .select_from(source)
        .join(schema.statement, _s.id == said.statement_id)
        .join(account, account.c.id == _s.account_id)
        .outerjoin(schema.transaction, same)
        .outerjoin(program, program.c.id == said.program_id)
        .outerjoin(campaign, campaign.c.id == _t.campaign_id)
        .outerjoin(link, link.c.id == _t.link_id)
        .outerjoin(schema.placement, schema.placement.c.id == link.c.placement_id)
        .where(said.statement_id == statement_id)
    )
    return query, said


def _rows(connection: Connection, query: Select[Any], statement_id: int) -> list[tuple[Place, Transaction]]:
    names = sheet_names(connection, [statement_id])
    result = []
    for row in connection.execute(query).mappings():
        sheet = names.get((statement_id, row["sheet"]), "")
        found = transaction_of(row, row["file"], sheet, row["line"], statement_id)
        result.append(((row["sheet"], row["line"]), found))
    return result

"""Visits in the database: those of each import, and which of them count."""

from collections.abc import Iterator, Sequence
from itertools import islice

from sqlalchemy import ColumnElement, Connection, and_, bindparam, case, delete, exists, func, insert, select, update

from affiliate_desktop.core.periods import Period
from affiliate_desktop.statements.overlaps import silenced
from affiliate_desktop.statements.visit_model import Silenced, TagVisits, Visits, VisitSums
from affiliate_desktop.workspace.schema import statement as statement_table
from affiliate_desktop.workspace.schema import visits

_NAME = 255
_COLUMNS = tuple(
    visits.c[name]
    for name in (
        *("line", "first_day", "last_day", "source", "medium", "campaign", "sessions", "users", "sheet"),
        *("statement_id", "left_out_for", "id"),
    )
)
"""In the order of the fields of ``Visits``."""

Meant = tuple[tuple[str, str, str], str, str]
"""Tags and days: what a row says how many visits there were of."""


def add(connection: Connection, statement_id: int, rows: Sequence[Visits]) -> None:
    """Keeps visits of an import; which of them count is settled afterwards."""
    if rows:
        values = [
            {
                "statement_id": statement_id,
                "sheet": row.sheet[:_NAME],
                "line": row.line,
                "first_day": row.first,
                "last_day": row.last,
                "source": row.source,
                "medium": row.medium,
                "campaign": row.campaign,
                "sessions": row.sessions,
                "users": row.users,
            }
            for row in rows
        ]
        connection.execute(insert(visits), values)


def settle(connection: Connection, account_id: int, first: str | None, last: str | None) -> None:
    """Notes anew which visits of an account count; after each import, retry or undo.

    Visits of a file that another replaced are left out for that one.

    Args:
        connection: inside a write transaction.
        account_id: whose visits.
        first: the first of the days about which something was said or taken back; None for none.
        last: the last of them.
    """
    if first is None or last is None:
        return
    first, last = _touched(connection, account_id, first, last)
    rows: list[Visits] = []
    changed: list[dict[str, int | None]] = []
    for row, by in _of_days(connection, account_id, first, last):
        if by is None:
            rows.append(row)
        elif row.left_out_for != by:
            changed.append({"key": row.id, "by": by})
    left_out = silenced(rows)
    now = [(row, left_out.get(row.id)) for row in rows]
    changed += [{"key": row.id, "by": by} for row, by in now if row.left_out_for != by]
    if changed:
        noted = update(visits).where(visits.c.id == bindparam("key")).values(left_out_for=bindparam("by"))
        connection.execute(noted, changed)


def remove(connection: Connection, statement_id: int) -> None:
    """Takes the visits of an import away; what they had left out counts again, as does the file that it replaced."""
    account_id = connection.execute(
        select(statement_table.c.account_id).where(statement_table.c.id == statement_id)
    ).scalar_one()
    days = _span(connection, (visits.c.statement_id == statement_id) | (visits.c.left_out_for == statement_id))
    connection.execute(delete(visits).where(visits.c.statement_id == statement_id))
    settle(connection, account_id, *days)


def known(
    connection: Connection, account_id: int, first: str, last: str, besides: int
) -> dict[Meant, tuple[int, int | None]]:
    """How many visits and users the visits that count within some days say, by tags and days.

    Args:
        connection: open for reading.
        account_id: whose visits.
        first: the first of the days.
        last: the last of them.
        besides: the import whose own visits are not meant.
    """
    found: dict[Meant, tuple[int, int | None]] = {}
    for row, by in _of_days(connection, account_id, first, last):
        if by is None and row.left_out_for is None and row.statement_id != besides:
            add_to(found, row)
    return found


def add_to(sums: dict[Meant, tuple[int, int | None]], row: Visits) -> None:
    """Adds a row to the sums of its tags and days."""
    meant = row.tags, row.first, row.last
    sessions, users = sums.get(meant, (0, None))
    more = users if row.users is None else (users or 0) + row.users
    sums[meant] = sessions + row.sessions, more


def span(connection: Connection, statement_id: int) -> tuple[str | None, str | None]:
    """The first and the last day of an import's visits."""
    return _span(connection, visits.c.statement_id == statement_id)


def _span(connection: Connection, which: ColumnElement[bool]) -> tuple[str | None, str | None]:
    days = select(func.min(visits.c.first_day), func.max(visits.c.last_day))
    first, last = connection.execute(days.where(which)).one()
    return first, last


def sums(connection: Connection, keys: Sequence[int]) -> dict[int, VisitSums]:
    """What the visits of imports add up to; those without visits are not in it."""
    held = visits.c
    query = (
        select(
            held.statement_id,
            func.count(),
            func.sum(held.sessions),
            func.sum(held.users),
            func.min(held.first_day),
            func.max(held.last_day),
            func.sum(case((held.left_out_for.is_not(None), 1), else_=0)),
        )
        .where(held.statement_id.in_(keys))
        .group_by(held.statement_id)
    )
    return {key: VisitSums(*rest) for key, *rest in connection.execute(query)}


def sheets_with(connection: Connection, keys: Sequence[int]) -> set[tuple[int, str]]:
    """The imports and names of their sheets that hold visits."""
    query = select(visits.c.statement_id, visits.c.sheet).where(visits.c.statement_id.in_(keys)).distinct()
    return {(key, sheet) for key, sheet in connection.execute(query)}


def of_statement(connection: Connection, statement_id: int) -> Iterator[Visits]:
    """The visits of an import, in the order of its file."""
    query = select(*_COLUMNS).where(visits.c.statement_id == statement_id).order_by(visits.c.id)
    yield from (Visits(*row) for row in connection.execute(query))


def silenced_by(connection: Connection, statement_id: int, most: int) -> tuple[Silenced, ...]:
    """Visits of earlier files that count no more because of an import, although the days are not the same."""
    held = visits.c
    query = (
        select(*_COLUMNS, statement_table.c.file)
        .join(statement_table, statement_table.c.id == held.statement_id)
        .where(held.left_out_for == statement_id, statement_table.c.replaced_by.is_(None))
        .order_by(held.id)
    )
    found = [Silenced(row.statement_id, row.file, Visits(*row[:-1])) for row in connection.execute(query)]
    own = select(held.campaign, held.first_day, held.last_day).where(held.statement_id == statement_id).distinct()
    said = {(campaign.casefold(), *days) for campaign, *days in connection.execute(own)} if found else set()
    others = (one for one in found if (one.row.campaign.casefold(), one.row.first, one.row.last) not in said)
    return tuple(islice(others, most))


def has_any(connection: Connection) -> bool:
    """Whether there are any visits."""
    return connection.execute(select(visits.c.id).limit(1)).first() is not None


def by_tags(connection: Connection, period: Period) -> Iterator[TagVisits]:
    """Visits that count and lie within a period, added up by import and tags."""
    held = visits.c
    tags = (statement_table.c.account_id, held.statement_id, held.source, held.medium, held.campaign)
    query = (
        select(*tags, func.sum(held.sessions), func.sum(held.users), func.min(held.first_day), func.max(held.last_day))
        .join(statement_table, statement_table.c.id == held.statement_id)
        .where(held.left_out_for.is_(None), *_within(period))
        .group_by(*tags)
        .order_by(held.statement_id, func.min(held.id))
    )
    yield from (TagVisits(*row) for row in connection.execute(query))


def tell_of(statement_id: ColumnElement[int], period: Period) -> ColumnElement[bool]:
    """The condition that an import has visits that count and lie within a period."""
    held = visits.c
    return exists().where(held.statement_id == statement_id, held.left_out_for.is_(None), *_within(period))


def beyond(connection: Connection, period: Period) -> int:
    """How many visits that count are of days of which only some are in a period."""
    held = visits.c
    inside = [held.last_day >= period.start.isoformat()] if period.start else []
    inside += [held.first_day <= period.end.isoformat()] if period.end else []
    within = _within(period)
    if not within:
        return 0
    query = select(func.coalesce(func.sum(held.sessions), 0))
    return int(connection.execute(query.where(held.left_out_for.is_(None), *inside, ~and_(*within))).scalar_one())


def _within(period: Period) -> list[ColumnElement[bool]]:
    within = [visits.c.first_day >= period.start.isoformat()] if period.start else []
    return [*within, *([visits.c.last_day <= period.end.isoformat()] if period.end else [])]


def _touched(connection: Connection, account_id: int, first: str, last: str) -> tuple[str, str]:
    """Some days, and all that are bound to them because a row speaks of both: what counts of others is not touched."""
    held = visits.c
    own = select(statement_table.c.id).where(statement_table.c.account_id == account_id)
    while True:
        which = held.statement_id.in_(own) & (held.first_day <= last) & (held.last_day >= first)
        least, most = _span(connection, which)
        wider = min(first, least or first), max(last, most or last)
        if wider == (first, last):
            return wider
        first, last = wider


def _of_days(connection: Connection, account_id: int, first: str, last: str) -> Iterator[tuple[Visits, int | None]]:
    """Visits that have a day in common with some days, each with the import that replaced its file."""
    query = (
        select(*_COLUMNS, statement_table.c.replaced_by)
        .join(statement_table, statement_table.c.id == visits.c.statement_id)
        .where(statement_table.c.account_id == account_id, visits.c.first_day <= last, visits.c.last_day >= first)
        .order_by(visits.c.id)
    )
    for *values, by in connection.execute(query):
        yield Visits(*values), by

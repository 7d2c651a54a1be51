"""Referrals, the statement rows an audit looks at, and where they stand: rows <-> records."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, RowMapping, func, select

from affiliate_desktop.audit.model import AuditScope, Evidence, RecordedEvent, Referral
from affiliate_desktop.programs.belonging import account_of_only
from affiliate_desktop.programs.plan import PlanEvent
from affiliate_desktop.workspace import schema
from affiliate_desktop.workspace.history import Edit

CHUNK = 5_000
"""Statement rows that are in memory at a time."""


class StatementRow(NamedTuple):
    """A transaction as an audit reads it; days and times are text, amounts millionths."""

    id: int
    key: str
    day: str
    time: str | None
    event: str
    status: str
    currency: str
    sale_micro: int
    commission_micro: int
    link_id: int | None


_COLUMNS = ", ".join(StatementRow._fields)


def referrals(connection: Connection, program_id: int | None = None) -> list[Referral]:
    """The referrals of a program or of all, by name, with their events in order of time."""
    table, events = schema.referral, schema.referral_event
    query, inner = select(table), select(events)
    if program_id is not None:
        query = query.where(table.c.program_id == program_id)
        inner = inner.join(table, table.c.id == events.c.referral_id).where(table.c.program_id == program_id)
    of_referral: dict[int, list[RecordedEvent]] = defaultdict(list)
    for row in connection.execute(inner.order_by(events.c.time, events.c.id)).mappings():
        of_referral[row["referral_id"]].append(_event(row))
    found = [_referral(row, of_referral[row["id"]]) for row in connection.execute(query).mappings()]
    return sorted(found, key=lambda each: (each.name.casefold(), each.id))


def referral(connection: Connection, key: int) -> Referral | None:
    """One referral."""
    table, events = schema.referral, schema.referral_event
    row = connection.execute(select(table).where(table.c.id == key)).mappings().first()
    if row is None:
        return None
    inner = select(events).where(events.c.referral_id == key).order_by(events.c.time, events.c.id)
    return _referral(row, [_event(each) for each in connection.execute(inner).mappings()])


def referral_values(referral: Referral) -> dict[str, Any]:
    """The columns of a referral."""
    return {
        "program_id": referral.program_id,
        "name": referral.name,
        "link_id": referral.link_id,
        "via": referral.via,
        "signed_up": referral.signed_up or None,
        "status": "valid" if referral.valid else "reversed",
        "transaction_key": referral.transaction_key or None,
        "notes": referral.notes,
        "created_at": referral.created_at,
    }


def event_values(referral_id: int, event: RecordedEvent) -> dict[str, Any]:
    """The columns of an event."""
    return {
        "referral_id": referral_id,
        "event": event.event.value,
        "time": event.time,
        "amount_micro": event.amount_micro,
        "currency": event.currency or None,
        "status": "valid" if event.valid else "reversed",
        "transaction_key": event.transaction_key or None,
        "notes": event.notes,
    }


def remove(edit: Edit, referral_id: int) -> None:
    """Removes a referral with its events."""
    table = schema.referral_event
    for key in edit.connection.execute(select(table.c.id).where(table.c.referral_id == referral_id)).scalars().all():
        edit.delete(table, key)
    edit.delete(schema.referral, referral_id)


def link_exists(connection: Connection, key: int) -> bool:
    """Whether there is such a link."""
    table = schema.link
    return connection.execute(select(table.c.id).where(table.c.id == key)).first() is not None


def links_by_name(connection: Connection) -> dict[str, int]:
    """Names and click references of links, in small letters, and their ids; a name that several have is left out."""
    table, found = schema.link, defaultdict[str, set[int]](set)
    for row in connection.execute(select(table.c.id, table.c.name, table.c.click_reference)):
        for text in (row.name, row.click_reference):
            if text:
                found[text.casefold()].add(row.id)
    return {name: next(iter(keys)) for name, keys in found.items() if len(keys) == 1}


def count_rows(connection: Connection, scope: AuditScope) -> int:
    """How many statement rows the program has."""
    where, values = _where(connection, scope)
    found = connection.connection.cursor().execute(f"SELECT count(*) FROM transaction_ WHERE {where}", values)  # noqa: S608 - our own names
    return int(found.fetchone()[0])


def statement_rows(
    connection: Connection, scope: AuditScope, span: tuple[str, str] | None = None
) -> Iterator[list[StatementRow]]:
    """The program's rows by day, some at a time; of a span of days where one is given."""
    where, values = _where(connection, scope)
    if span is not None:
        where, values = f"{where} AND day BETWEEN ? AND ?", [*values, *span]
    cursor: Any = connection.connection.cursor()
    cursor.execute(f"SELECT {_COLUMNS} FROM transaction_ WHERE {where} ORDER BY day, id", values)  # noqa: S608 - our own names
    while rows := cursor.fetchmany(CHUNK):
        yield [StatementRow._make(row) for row in rows]


def rows_of_keys(connection: Connection, scope: AuditScope, keys: Sequence[str]) -> Iterator[StatementRow]:
    """The program's rows with these keys; a tie to a row that has become another program's counts no more."""
    cursor: Any = connection.connection.cursor()
    named, values = _named(connection, scope)
    query = f"SELECT {_COLUMNS} FROM transaction_ WHERE account_id = ? AND key = ? AND ({named})"  # noqa: S608 - our own names
    for key in keys:
        for row in cursor.execute(query, (scope.account_id, key, *values)).fetchall():
            yield StatementRow._make(row)


def evidence(connection: Connection, transaction_ids: Sequence[int]) -> dict[int, Evidence]:
    """Where rows stand: the latest file that reports each."""
    table, said, statement, sheets = schema.transaction.c, schema.observation.c, schema.statement.c, _sheets()
    found: dict[int, Evidence] = {}
    for start in range(0, len(transaction_ids), 500):
        part = transaction_ids[start : start + 500]
        plain = select(table.id, table.external_id, table.product).where(table.id.in_(part))
        found |= {row.id: Evidence(row.external_id or "", row.product) for row in connection.execute(plain)}
        query = (
            select(said.transaction_id, statement.file, sheets.c.sheet, said.line, statement.sha256)
            .join(schema.statement, statement.id == said.statement_id)
            .outerjoin(sheets, (sheets.c.statement_id == said.statement_id) & (sheets.c.place == said.sheet))
            .where(said.transaction_id.in_(part))
            .order_by(statement.last_day, statement.id, said.sheet, said.line)
        )
        for key, file, sheet, line, sha256 in connection.execute(query):
            known = found.get(key, Evidence())
            found[key] = Evidence(known.external_id, known.product, file, sheet or "", line, sha256)
    return found


def _sheets() -> Any:
    """The sheets of each statement, numbered from 0 as they stand in the file."""
    sheet = schema.statement_sheet.c
    place = func.row_number().over(partition_by=sheet.statement_id, order_by=sheet.id) - 1
    return select(sheet.statement_id, sheet.sheet, place.label("place")).subquery()


def _where(connection: Connection, scope: AuditScope) -> tuple[str, list[Any]]:
    named, values = _named(connection, scope)
    # The plus keeps SQLite from going by account: by day it reads in order, and sorts a million rows nowhere in memory.
    return f"+account_id = ? AND ({named})", [scope.account_id, *values]


def _named(connection: Connection, scope: AuditScope) -> tuple[str, list[Any]]:
    """The program's rows; where it is the only one of its account also those that name no program."""
    alone = account_of_only(connection, scope.program_id) is not None
    return "program_id = ? OR program_id IS NULL" if alone else "program_id = ?", [scope.program_id]


def _referral(row: RowMapping, events: Sequence[RecordedEvent]) -> Referral:
    return Referral(
        id=row["id"],
        program_id=row["program_id"],
        name=row["name"],
        link_id=row["link_id"],
        via=row["via"],
        signed_up=row["signed_up"] or "",
        valid=row["status"] == "valid",
        transaction_key=row["transaction_key"] or "",
        notes=row["notes"],
        events=tuple(events),
        created_at=row["created_at"],
    )


def _event(row: RowMapping) -> RecordedEvent:
    return RecordedEvent(
        id=row["id"],
        event=PlanEvent(row["event"]),
        time=row["time"],
        amount_micro=row["amount_micro"],
        currency=row["currency"] or "",
        valid=row["status"] == "valid",
        transaction_key=row["transaction_key"] or "",
        notes=row["notes"],
    )

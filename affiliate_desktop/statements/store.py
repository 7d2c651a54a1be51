"""Imported files in the database: the files, their sheets, rejected rows, and saved mappings."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, exists, func, insert, literal, select, update

from affiliate_desktop.core.periods import Period
from affiliate_desktop.statements import visit_store
from affiliate_desktop.statements.model import (
    Choices,
    ColumnMap,
    Field,
    Profile,
    RejectedRow,
    SheetReport,
    Statement,
    StatusTotal,
)
from affiliate_desktop.statements.visit_model import VisitSums
from affiliate_desktop.workspace import attachments, schema
from affiliate_desktop.workspace.schema import observation, profile, rejected_row, statement_sheet
from affiliate_desktop.workspace.schema import program as program_table
from affiliate_desktop.workspace.schema import statement as statement_table

_NAME = 255


def add_statement(connection: Connection, values: Mapping[str, Any]) -> int:
    """A new statement without rows; returns its id."""
    counts = {"rows": 0, "new": 0, "updated": 0, "unchanged": 0, "rejected": 0}
    values = {**values, "file": values["file"][:_NAME]}
    query = insert(statement_table).values(**counts, **values).returning(statement_table.c.id)
    return int(connection.execute(query).scalar_one())


def note_days(connection: Connection, key: int) -> None:
    """Notes the first and the last day of a statement's rows."""
    days = select(func.min(observation.c.day), func.max(observation.c.day)).where(observation.c.statement_id == key)
    pairs = [connection.execute(days).one(), visit_store.span(connection, key)]
    first = min((pair[0] for pair in pairs if pair[0]), default=None)
    note_span(connection, key, first, max((pair[1] for pair in pairs if pair[1]), default=None))


def note_span(connection: Connection, key: int, first: str | None, last: str | None) -> None:
    """Notes the first and the last day of a statement's rows, as they are known."""
    connection.execute(
        update(statement_table).where(statement_table.c.id == key).values(first_day=first, last_day=last)
    )


def note_counts(connection: Connection, key: int, counts: Mapping[str, int]) -> None:
    """Notes how many rows a statement had and what became of them."""
    connection.execute(update(statement_table).where(statement_table.c.id == key).values(**counts))


def add_counts(connection: Connection, key: int, new: int, updated: int, unchanged: int) -> None:
    """Notes that rejected rows of a statement were read at last, and what became of them."""
    held = statement_table.c
    left = select(func.count()).select_from(rejected_row).where(rejected_row.c.statement_id == key).scalar_subquery()
    connection.execute(
        update(statement_table)
        .where(held.id == key)
        .values(new=held.new + new, updated=held.updated + updated, unchanged=held.unchanged + unchanged, rejected=left)
    )


def last_day(connection: Connection, key: int) -> str | None:
    """The last day of a statement's rows."""
    return connection.execute(select(statement_table.c.last_day).where(statement_table.c.id == key)).scalar()


def add_sheets(connection: Connection, key: int, sheets: Sequence[SheetReport]) -> None:
    """Notes the sheets of a statement, in the order of the file."""
    rows = [
        {
            "statement_id": key,
            "sheet": sheet.sheet[:_NAME],
            "format": sheet.format,
            "rows": sheet.rows,
            "counted": sheet.counted,
        }
        for sheet in sheets
    ]
    connection.execute(insert(statement_sheet), rows)


def add_rejected(connection: Connection, key: int, rows: Sequence[RejectedRow]) -> None:
    """Keeps rows that could not be read."""
    if rows:
        values = [
            {
                "statement_id": key,
                "sheet": row.sheet[:_NAME],
                "line": row.line,
                "code": row.code,
                "reason": row.reason,
                "cells": list(row.cells),
                "raw": row.raw,
            }
            for row in rows
        ]
        connection.execute(insert(rejected_row), values)


def totals_of(connection: Connection, key: int) -> tuple[StatusTotal, ...]:
    """What a statement's accepted rows add up to, by currency and status; also of one that was replaced."""
    for said in (observation.c, schema.shelved.c):
        query = (
            select(said.currency, said.status, func.count(), func.sum(said.sale_micro), func.sum(said.commission_micro))
            .where(said.statement_id == key)
            .group_by(said.currency, said.status)
            .order_by(said.currency, said.status)
        )
        if found := tuple(StatusTotal(*row) for row in connection.execute(query)):
            return found
    return ()


def known_file(connection: Connection, account_id: int, sha256: str) -> int | None:
    """Id of the statement that was imported from the very same file."""
    held = statement_table.c
    query = select(held.id).where(held.account_id == account_id, held.sha256 == sha256)
    return connection.execute(query).scalar()


def currencies_of(connection: Connection, account_id: int) -> tuple[str, ...]:
    """The currencies that files of an account were imported with, the latest first."""
    held = statement_table.c
    query = select(held.currency).where(held.account_id == account_id, held.currency.is_not(None))
    return tuple(dict.fromkeys(connection.execute(query.order_by(held.id.desc())).scalars()))


def statements(connection: Connection, *conditions: Any) -> tuple[Statement, ...]:
    """Imported files, the newest import first."""
    query = (
        select(*statement_table.c, schema.account.c.name.label("account"))
        .join(schema.account, schema.account.c.id == statement_table.c.account_id)
        .where(*conditions)
        .order_by(statement_table.c.id.desc())
    )
    found = connection.execute(query).all()
    keys = [row.id for row in found]
    sheets, sums = _sheets(connection, keys), visit_store.sums(connection, keys)
    return tuple(_statement(row, tuple(sheets.get(row.id, ())), sums.get(row.id)) for row in found)


def statement(connection: Connection, key: int) -> Statement | None:
    """One imported file."""
    return next(iter(statements(connection, statement_table.c.id == key)), None)


def statements_in(connection: Connection, period: Period, account_id: int | None) -> tuple[Statement, ...]:
    """Imported files that hold rows of a period: earnings of its days, or visits that count and lie within it."""
    said = [observation.c.statement_id == statement_table.c.id]
    if period.start:
        said.append(observation.c.day >= period.start.isoformat())
    if period.end:
        said.append(observation.c.day <= period.end.isoformat())
    earned = exists(select(literal(1)).select_from(observation).where(*said))
    conditions: list[ColumnElement[bool]] = [earned | visit_store.tell_of(statement_table.c.id, period)]
    if account_id is not None:
        conditions.append(statement_table.c.account_id == account_id)
    return statements(connection, *conditions)


def rejected(connection: Connection, key: int) -> tuple[RejectedRow, ...]:
    """The rows of a file that could not be read, in the order of the file."""
    held = rejected_row.c
    query = (
        select(held.sheet, held.line, held.code, held.reason, held.cells, held.raw)
        .where(held.statement_id == key)
        .order_by(held.id)
    )
    return tuple(RejectedRow(*row[:4], tuple(row.cells), row.raw) for row in connection.execute(query))


def settle_rejected(
    connection: Connection, key: int, read: Collection[tuple[str, int]], still: Sequence[RejectedRow]
) -> None:
    """Takes rows that were read at last off the list, and notes why others can't be read still.

    Args:
        connection: inside a write transaction.
        key: the statement.
        read: sheet and line of the rows that were read.
        still: the rows that were tried and not read, with the cells that were tried.
    """
    held = rejected_row.c
    for sheet, line in read:
        connection.execute(
            delete(rejected_row).where(held.statement_id == key, held.sheet == sheet[:_NAME], held.line == line)
        )
    for row in still:
        connection.execute(
            update(rejected_row)
            .where(held.statement_id == key, held.sheet == row.sheet[:_NAME], held.line == row.line)
            .values(code=row.code, reason=row.reason, cells=list(row.cells))
        )


def remove_statement(connection: Connection, key: int) -> None:
    """Removes a statement whose observations have gone, and its file when nothing else refers to it."""
    visit_store.remove(connection, key)
    connection.execute(delete(rejected_row).where(rejected_row.c.statement_id == key))
    connection.execute(delete(statement_sheet).where(statement_sheet.c.statement_id == key))
    connection.execute(delete(statement_table).where(statement_table.c.id == key))
    attachments.drop_unused(connection)


class ProgramNames(dict[str, int | None]):
    """Name of a program -> its id within an account; a new name makes a program.

    Args:
        connection: inside a write transaction.
        account_id: the account.
        only: name of the one program of the network; rows of such an account all belong to it.
    """

    def __init__(self, connection: Connection, account_id: int, only: str | None) -> None:
        found = connection.execute(
            select(program_table.c.name, program_table.c.id)
            .where(program_table.c.account_id == account_id)
            .order_by(program_table.c.id)
        ).all()
        super().__init__(dict(found))
        self._connection = connection
        self._account_id = account_id
        self.made = 0
        if only is None:
            self[""] = None
            return
        self._one: int | None = found[0][1] if found else self._make(only)
        self[""] = self._one

    def __missing__(self, name: str) -> int | None:
        one = self.get("")
        key = self[name] = one if one is not None else self._make(name[:200])
        return key

    def _make(self, name: str) -> int:
        self.made += 1
        query = (
            "INSERT INTO program (account_id, name) VALUES (?, ?) RETURNING id"  # as it is: a file may name thousands
        )
        made = self._connection.exec_driver_sql(query, (self._account_id, name))
        return int(made.scalar_one())


def profiles(connection: Connection) -> tuple[Profile, ...]:
    """Saved mappings, the newest first."""
    rows = connection.execute(select(profile).order_by(profile.c.id.desc())).all()
    return tuple(Profile(row.name, tuple(row.headers), columns_of(row.mapping), row.id) for row in rows)


def mapping_of(columns: ColumnMap) -> dict[str, Any]:
    """A mapping as JSON."""
    return {
        "columns": {name.value: header for name, header in columns.columns.items()},
        "header_line": columns.header_line,
        "sheet": columns.sheet,
        "date_format": columns.date_format,
        "decimal": columns.decimal,
        "currency": columns.currency,
        "statuses": dict(columns.statuses),
        "default_status": columns.default_status,
        "event": columns.event,
        "events": dict(columns.events),
        "signs": dict(columns.signs),
        "skip_bottom": columns.skip_bottom,
        "language": columns.language,
        "encoding": columns.encoding,
        "delimiter": columns.delimiter,
        "identity": list(columns.identity),
    }


def choices_of(choices: Choices) -> dict[str, Any] | None:
    """What the user decided about a file without mapping its columns, as JSON; None for nothing."""
    said = {name: value for name, value in asdict(choices).items() if value}
    return {"choices": said} if said else None


def reading_of(mapping: Mapping[str, Any] | None) -> tuple[ColumnMap | None, Choices]:
    """How the user said that a file is read, from the JSON of its import."""
    if mapping is None:
        return None, Choices()
    if "choices" in mapping:
        return None, Choices(**mapping["choices"])
    return columns_of(mapping), Choices()


def columns_of(mapping: Mapping[str, Any]) -> ColumnMap:
    """A mapping from JSON."""
    rest = {name: value for name, value in mapping.items() if name not in {"columns", "identity"}}
    columns = {Field(name): header for name, header in mapping["columns"].items()}
    return ColumnMap(columns=columns, identity=tuple(mapping.get("identity", ())), **rest)


def _sheets(connection: Connection, keys: Sequence[int]) -> dict[int, list[SheetReport]]:
    held = statement_sheet.c
    query = select(held.statement_id, held.sheet, held.format, held.rows, held.counted)
    found: dict[int, list[SheetReport]] = {}
    with_visits = visit_store.sheets_with(connection, keys)
    for key, sheet, name, rows, counted in connection.execute(
        query.where(held.statement_id.in_(keys)).order_by(held.id)
    ):
        reports = found.setdefault(key, [])
        visits = (key, sheet) in with_visits
        reports.append(SheetReport(len(reports), sheet, name, rows, counted, visits=visits))
    return found


def _statement(row: Any, sheets: tuple[SheetReport, ...], visits: VisitSums | None) -> Statement:
    return Statement(
        id=row.id,
        account=row.account,
        account_id=row.account_id,
        file=row.file,
        sha256=row.sha256,
        size=row.size,
        imported_at=row.imported_at,
        first_day=row.first_day,
        last_day=row.last_day,
        rows=row.rows,
        new=row.new,
        updated=row.updated,
        unchanged=row.unchanged,
        rejected=row.rejected,
        formats=sheets,
        replaced_by=row.replaced_by,
        visits=visits,
        extra={"currency": row.currency, "mapping": row.mapping},
    )

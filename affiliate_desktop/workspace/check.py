"""Proves that a workspace is whole: its pages, its keys, its attachments, its counts."""

import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from affiliate_desktop.workspace import schema
from affiliate_desktop.workspace.attachments import unpack
from affiliate_desktop.workspace.copies import rows_of_tables
from affiliate_desktop.workspace.engine import SAFE_SQLITE
from affiliate_desktop.workspace.file import Workspace


@dataclass(frozen=True)
class Contents:
    """What a workspace holds.

    Attributes:
        schema: number of the file's schema as four digits.
        size: bytes of the main file.
        rows: how many rows each table has.
    """

    schema: str
    size: int
    rows: dict[str, int]


@dataclass(frozen=True)
class CheckReport:
    """What a check found.

    Attributes:
        ok: nothing is wrong.
        findings: what is wrong, as English sentences.
        notes: what is worth knowing though nothing is wrong.
        sqlite_version: of the library in use.
        schema: number of the file's schema as four digits.
        size: bytes of the main file.
        rows: how many rows each table has.
    """

    ok: bool
    findings: tuple[str, ...]
    notes: tuple[str, ...]
    sqlite_version: str
    schema: str
    size: int
    rows: dict[str, int]


def check(workspace: Workspace) -> CheckReport:
    """Reads everything and writes nothing; about 3 s for a million transactions."""
    with workspace.read() as connection:
        findings = tuple(_findings(connection))
    held = contents(workspace)
    return CheckReport(
        ok=not findings,
        findings=findings,
        notes=tuple(_notes()),
        sqlite_version=sqlite3.sqlite_version,
        schema=held.schema,
        size=held.size,
        rows=held.rows,
    )


def contents(workspace: Workspace) -> Contents:
    """Counts the rows of each table."""
    with workspace.read() as connection:
        version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        rows = rows_of_tables(connection.exec_driver_sql)
    return Contents(f"{version:04d}", workspace.path.stat().st_size, rows)


def _findings(connection: Connection) -> Iterator[str]:
    for (message,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if message != "ok":
            yield f"The file's pages are damaged: {message}."
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(20):
        yield f"Row {row} of {table} refers to a row of {parent} that is gone."
    yield from _damaged_attachments(connection)
    yield from _wrong_counts(connection)


def _damaged_attachments(connection: Connection) -> Iterator[str]:
    """A flipped bit inside a value passes SQLite's own check; the attachments know their SHA-256."""
    table = schema.attachment
    names = connection.execute(select(table.c.sha256)).scalars().all()
    for sha256 in names:
        row = connection.execute(select(table).where(table.c.sha256 == sha256)).one()
        content = unpack(row.content, row.size) if row.packed else row.content
        if content is None or hashlib.sha256(content).hexdigest() != sha256:
            yield f"The kept file {sha256[:12]} is damaged."


def _wrong_counts(connection: Connection) -> Iterator[str]:
    table = schema.statement
    total = table.c.new + table.c.updated + table.c.unchanged + table.c.rejected
    for row in connection.execute(select(table.c.id, table.c.file).where(total != table.c.rows)):
        yield f"The counts of statement {row.id} ({row.file}) do not add up."


def _notes() -> Iterator[str]:
    if sqlite3.sqlite_version_info < SAFE_SQLITE:
        yield (
            f"SQLite {sqlite3.sqlite_version} can damage a file that two programs write at the same instant "
            "(mended in 3.51.3); here only one program writes at a time, so it can't happen."
        )

"""Whole copies of a database, and what proves that one is whole."""

import hashlib
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from affiliate_desktop.core.problems import Failed
from affiliate_desktop.workspace.engine import address, plain_connection
from affiliate_desktop.workspace.faults import explain


def copy_into(source: sqlite3.Connection, target: Path) -> None:
    """Copies a database page by page into a file, as one state of it.

    Raises:
        Failed: when it can't be written.
    """
    try:
        with plain_connection(address(target, "rwc")) as copy:
            copy.execute("PRAGMA synchronous = OFF")  # the whole file is synced before it gets its name
            transfer(source, copy, target)
            copy.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise explain(target, error) or damaged_backup(target) from error


def transfer(source: sqlite3.Connection, target: sqlite3.Connection, path: Path) -> None:
    """Writes one database's content over another's in one transaction.

    Raises:
        Failed: when another program keeps one of them busy; left alone, Python would try for ever.
        sqlite3.Error: when it can't be written.
    """

    def watch(status: int, _remaining: int, _total: int) -> None:
        if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise Failed(
                "workspace_busy",
                "Another program keeps “{file}” busy. Nothing of this was written. Try again.",
                file=str(path),
            )

    source.backup(target, progress=watch)


def describe(file: Path) -> tuple[int, dict[str, int]]:
    """The schema and the rows of each table of a database that nobody writes, after checking its pages and keys.

    Raises:
        Failed: when it is damaged.
    """
    try:
        with plain_connection(address(file, "ro", immutable=True)) as connection:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            orphan = connection.execute("PRAGMA foreign_key_check").fetchone()
            if found != "ok" or orphan is not None:
                raise damaged_backup(file)
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
            return version, rows_of_tables(connection.execute)
    except (sqlite3.Error, UnicodeDecodeError) as error:  # the latter where a message quotes damaged pages
        raise damaged_backup(file) from error


def rows_of_tables(execute: Callable[[str], Any]) -> dict[str, int]:
    """How many rows each table has, by name."""
    names = [row[0] for row in execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()]
    counts = {}
    for name in names:
        if not name.startswith("sqlite_"):
            quoted = name.replace('"', '""')
            counts[name] = int(execute(f'SELECT count(*) FROM "{quoted}"').fetchone()[0])  # noqa: S608 - quoted
    return counts


def damaged_backup(file: Path) -> Failed:
    """The refusal of a backup that is not whole."""
    return Failed(
        "backup_damaged",
        "The backup “{file}” is damaged. Nothing was changed. Choose another backup.",
        file=str(file),
    )


def match_page_size(copy: Path, model: Path) -> None:
    """Rewrites a copy in pages of the size of another database, where they differ: pages are copied as they are.

    Raises:
        Failed: when it can't be written.
    """
    try:
        with plain_connection(address(model, "ro")) as connection:
            size = int(connection.execute("PRAGMA page_size").fetchone()[0])
        with plain_connection(address(copy, "rw")) as connection:
            if int(connection.execute("PRAGMA page_size").fetchone()[0]) != size:
                connection.execute("PRAGMA journal_mode = DELETE")
                connection.execute(f"PRAGMA page_size = {size:d}")
                connection.execute("VACUUM")
    except sqlite3.Error as error:
        raise explain(copy, error) or damaged_backup(copy) from error


def sha256_of(file: Path) -> str:
    """The SHA-256 of a file as hexadecimal."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()

"""SQLite the way that keeps acknowledged data: WAL with full sync, foreign keys, explicit BEGIN.

Sources of the settings: SQLAlchemy's pysqlite recipe for explicit transactions; measured power-loss and
two-writer behavior in docs/robustness.md.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, QueuePool, create_engine, event

APPLICATION_ID = 0x41464644
"""``AFFD`` at byte 68 of the file: tells our files from other SQLite files."""

BUSY_SECONDS = 15

SAFE_SQLITE = (3, 51, 3)
"""First SQLite that cannot damage a WAL file that two connections write and checkpoint at the same instant."""


def make_engine(
    path: Path, *, read_only: bool = False, immutable: bool = False, enforce_foreign_keys: bool = True
) -> Engine:
    """An engine for an existing workspace file.

    Every connection has foreign keys on, waits for locks, and starts transactions only where told: reads
    with BEGIN, writes with BEGIN IMMEDIATE (execution option ``writes``).

    Args:
        path: the file.
        read_only: refuse every write.
        immutable: make no ``-wal`` and ``-shm`` beside the file; only where nobody can write it.
        enforce_foreign_keys: off for migrations, where rebuilding a table would delete its children.
    """
    uri = address(path, "ro" if read_only or immutable else "rw", immutable=immutable)

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _settings(connection: Any, _record: Any) -> None:
        connection.execute(f"PRAGMA foreign_keys = {'ON' if enforce_foreign_keys else 'OFF'}")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA trusted_schema = OFF")
        if read_only or immutable:
            connection.execute("PRAGMA query_only = ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def address(path: Path, mode: str, *, immutable: bool = False, readonly_shm: bool = False) -> str:
    """The file as an SQLite URI; any character may stand in its name."""
    extra = "&immutable=1" if immutable else "&readonly_shm=1" if readonly_shm else ""
    return f"{path.resolve().as_uri()}?mode={mode}{extra}"


@contextmanager
def plain_connection(uri: str) -> Iterator[sqlite3.Connection]:
    """A bare connection for looking at, copying and checking files; closed at the end."""
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        yield connection
    finally:
        connection.close()


def wal_path(path: Path) -> Path:
    """SQLite's file of commits that are not in the main file yet."""
    return path.with_name(path.name + "-wal")


def shm_path(path: Path) -> Path:
    """SQLite's index into the ``-wal`` file, shared by all who have the workspace open."""
    return path.with_name(path.name + "-shm")

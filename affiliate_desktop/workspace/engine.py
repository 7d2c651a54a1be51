"""SQLite the way that keeps acknowledged data: WAL with full sync, foreign keys, explicit BEGIN.

Sources of the settings: SQLAlchemy's pysqlite recipe for explicit transactions; measured power-loss and
two-writer behavior in docs/robustness.md.
"""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, QueuePool, create_engine, event

APPLICATION_ID = 0x41464644
"""``AFFD`` at byte 68 of the file: tells our files from other SQLite files."""

BUSY_SECONDS = 15


def make_engine(path: Path, *, read_only: bool = False) -> Engine:
    """An engine for an existing workspace file.

    Every connection has foreign keys on, waits for locks, and starts transactions only where told: reads
    with BEGIN, writes with BEGIN IMMEDIATE (execution option ``writes``).
    """
    uri = f"{path.resolve().as_uri()}?mode={'ro' if read_only else 'rw'}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)

    @event.listens_for(engine, "connect")
    def _settings(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA trusted_schema = OFF")
        if read_only:
            connection.execute("PRAGMA query_only = ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine

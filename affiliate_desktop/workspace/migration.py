"""Brings an older file to the current schema, whole or not at all.

Foreign keys are off meanwhile: with them on, rebuilding a table deletes its children without a word. So the
keys and the number of rows are compared in the same transaction, before it is committed.
"""

from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from affiliate_desktop.core.problems import Failed, Problem
from affiliate_desktop.workspace import schema
from affiliate_desktop.workspace.copies import rows_of_tables
from affiliate_desktop.workspace.engine import make_engine

SCRIPTS = Path(__file__).with_name("migrations")


def migrate(path: Path, scripts: Path = SCRIPTS, version: int = schema.VERSION) -> None:
    """Runs the revisions that the file lacks in one transaction.

    The caller holds the writer's lock and has made a backup.

    Args:
        path: the workspace file.
        scripts: folder of the migration environment.
        version: number of the schema to reach.

    Raises:
        Failed: ``migration_failed``; the file is as it was.
    """
    engine = make_engine(path, enforce_foreign_keys=False)
    try:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            before = _rows(connection)
            upgrade(connection, scripts, version)
            _check(connection, before)
            connection.exec_driver_sql(f"PRAGMA user_version = {version:d}")
        with engine.connect() as connection:
            connection.connection.execute("PRAGMA busy_timeout = 0")
            connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except Problem:
        raise
    except (SQLAlchemyError, OSError, ValueError, KeyError, TypeError, ArithmeticError) as error:
        raise Failed(
            "migration_failed",
            "“{file}” could not be brought up to date ({reason}). It is as it was. "
            "Keep using the version of the program that made it, and report this.",
            file=str(path),
            reason=type(error).__name__,
        ) from error
    finally:
        engine.dispose()


def upgrade(connection: Connection, scripts: Path, version: int) -> None:
    """Runs Alembic's revisions on a connection whose transaction is open."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.attributes["connection"] = connection
    command.upgrade(config, f"{version:04d}")


def _rows(connection: Connection) -> dict[str, int]:
    return rows_of_tables(connection.exec_driver_sql)


def _check(connection: Connection, before: dict[str, int]) -> None:
    after = _rows(connection)
    lost = sorted(name for name, rows in before.items() if name in after and after[name] != rows)
    lost = [name for name in lost if name != "alembic_version"]
    orphan = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if lost or orphan is not None:
        raise ValueError(f"rows changed in {lost}, orphans: {orphan is not None}")

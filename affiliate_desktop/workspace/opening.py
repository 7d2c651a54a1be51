"""Making and opening workspace files, and refusing what would be damaged.

A refusal touches nothing: the file is looked at without SQLite writing anything (see ``inspection``), and
the place before the file is opened (see ``location``).
"""

import os
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import create_mock_engine
from sqlalchemy.schema import ExecutableDDLElement

from affiliate_desktop.core.clock import Clock
from affiliate_desktop.core.files import write_whole
from affiliate_desktop.core.problems import BadInput, Failed
from affiliate_desktop.workspace import schema
from affiliate_desktop.workspace.backup import write_backup
from affiliate_desktop.workspace.engine import APPLICATION_ID, address, make_engine, plain_connection, wal_path
from affiliate_desktop.workspace.faults import explain_system, explained
from affiliate_desktop.workspace.file import WRITE_WAIT_SECONDS, Workspace, file_lock, hold
from affiliate_desktop.workspace.inspection import Inspection, inspect
from affiliate_desktop.workspace.location import probe_wal, refuse_unsafe
from affiliate_desktop.workspace.recents import recent_workspaces, remember_workspace
from affiliate_desktop.workspace.rescue import copy_to_safe_place, default_folder

__all__ = [
    "copy_to_safe_place",
    "create_workspace",
    "default_path",
    "open_or_create",
    "open_workspace",
    "recent_workspaces",
    "remember_workspace",
]


def default_path() -> Path:
    """The default workspace in the platform's data folder."""
    return default_folder() / "Default.affiliate"


def open_or_create(path: Path, clock: Clock) -> Workspace:
    """Opens a workspace, or makes it where there is no file; two programs may do so at the same time."""
    path = _spelled(path)
    if path.exists():
        return open_workspace(path, clock)
    refuse_unsafe(path)
    _make_folder(path.parent)
    with hold(file_lock(path), path, WRITE_WAIT_SECONDS):
        if not path.exists():
            _make(path)
    return open_workspace(path, clock)


def create_workspace(path: Path, clock: Clock) -> Workspace:
    """Makes an empty workspace file, readable by the user only, and opens it.

    Raises:
        BadInput: the file exists, or lies where it would be damaged.
        Failed: the folder can't be written or its disk can't hold a workspace.
    """
    path = _spelled(path)
    if path.exists():
        raise BadInput("file_exists", "“{file}” exists already. Open it, or choose another name.", file=str(path))
    return open_or_create(path, clock)


def open_workspace(path: Path, clock: Clock) -> Workspace:
    """Opens an existing workspace file, brought to the current schema first where it is older.

    Where it can only be read (a newer schema, a place that can't be written) it opens with ``read_only`` set.

    Raises:
        NotFound: there is no such file.
        BadInput: it is no workspace, is empty, or lies where it would be damaged.
        Failed: it is damaged or can't be read.
    """
    path = _spelled(path)
    found = inspect(path)
    refuse_unsafe(path)
    obstacle = _obstacle(path)
    if found.version > schema.VERSION:
        return Workspace(path, clock, read_only=_newer(path, found.version), immutable=obstacle is not None)
    if obstacle is not None:
        return _open_read_only(path, clock, found, obstacle)
    if found.version < schema.VERSION or not found.wal:
        _bring_up_to_date(path, clock)
    return Workspace(path, clock)


def _spelled(path: Path) -> Path:
    """One spelling for each file, so that all programs share one lock."""
    try:
        return path.expanduser().resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise BadInput("bad_path", "“{file}” is no usable file name.", file=str(path)) from error


def _make_folder(folder: Path) -> None:
    missing = [folder, *folder.parents]
    try:
        for parent in reversed(missing):
            if not parent.exists():
                parent.mkdir(mode=0o700, exist_ok=True)
        if folder == default_folder():
            folder.chmod(0o700)
    except OSError as error:
        raise explain_system(folder, error) from error


def _make(path: Path) -> None:
    try:
        probe_wal(path.parent)
    except OSError as error:
        raise explain_system(path, error) from error
    with explained(path):
        write_whole(path, _fill, private=True)


def _fill(path: Path) -> None:
    """Makes an empty workspace that is wholly in its main file, so that its first bytes always tell what it is."""
    engine = make_engine(path)
    try:
        with engine.connect() as connection:
            bare: Any = connection.connection.driver_connection
            bare.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            bare.execute("BEGIN")
            for statement in (*_tables(), *_STAMP):
                bare.execute(statement)
            bare.execute("COMMIT")
            bare.execute("PRAGMA journal_mode = WAL")
    finally:
        engine.dispose()


@cache
def _tables() -> tuple[str, ...]:
    """What makes the tables of an empty file; putting it into words takes longer than making them."""
    made: list[str] = []

    def take(statement: ExecutableDDLElement, *_arguments: Any, **_keywords: Any) -> None:
        made.append(str(statement.compile(dialect=writer.dialect)))

    writer = create_mock_engine("sqlite://", take)
    schema.metadata.create_all(writer, checkfirst=False)
    return tuple(made)


_STAMP = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) CONSTRAINT alembic_version_pkc PRIMARY KEY NOT NULL)",
    f"INSERT INTO alembic_version VALUES ('{schema.VERSION:04d}')",  # noqa: S608 - a number of our own
    f"PRAGMA user_version = {schema.VERSION:d}",
)


def _obstacle(path: Path) -> Failed | None:
    """Why the file can't be written where it is; None when it can."""
    try:
        os.close(os.open(path, os.O_RDWR))
        probe_wal(path.parent)
    except OSError as error:
        return Failed(
            "read_only_file",
            "“{file}” can't be written ({reason}), so it is open for reading only. "
            "Copy it to a folder of your own to work on it.",
            file=str(path),
            reason=error.strerror or str(error),
        )
    return None


def _open_read_only(path: Path, clock: Clock, found: Inspection, obstacle: Failed) -> Workspace:
    wal = wal_path(path)
    pending = wal.exists() and wal.stat().st_size > 0
    if found.version < schema.VERSION or pending:
        raise Failed(
            "read_only_unfinished",
            "“{file}” can't be written here, but has to be before it can be read: it is of an older version, or "
            "its last changes are not in the main file yet. Copy it to a folder of your own and open the copy.",
            file=str(path),
        ) from obstacle
    return Workspace(path, clock, read_only=obstacle, immutable=True)


def _newer(path: Path, version: int) -> Failed:
    return Failed(
        "newer_schema",
        "“{file}” was written by a newer version of the program (schema {theirs}; this one knows {ours}), so it is "
        "open for reading only. Update the program to change it.",
        file=str(path),
        theirs=version,
        ours=schema.VERSION,
    )


def _bring_up_to_date(path: Path, clock: Clock) -> None:
    """Migrates an older file, after a backup, and turns write-ahead mode on; one program at a time."""
    with hold(file_lock(path), path, WRITE_WAIT_SECONDS):
        found = inspect(path)
        if found.version < schema.VERSION:
            from affiliate_desktop.workspace.migration import migrate

            with plain_connection(address(path, "rw")) as source:
                write_backup(source, path, "migration", clock.now())
            migrate(path)
        if not found.wal:
            _turn_wal_on(path)


def _turn_wal_on(path: Path) -> None:
    with explained(path), plain_connection(address(path, "rw")) as connection:
        connection.execute("PRAGMA journal_mode = WAL")

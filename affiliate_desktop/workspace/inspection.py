"""Looks at a file without touching it: whether it is a workspace, whole, and of which schema.

The first bytes are read before SQLite sees the file. SQLite then reads it in ways that write nothing: as
immutable where nobody has it open, with a read-only index where somebody has, from a copy otherwise.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from affiliate_desktop.core.problems import BadInput, Failed, NotFound, Problem
from affiliate_desktop.workspace import schema
from affiliate_desktop.workspace.engine import APPLICATION_ID, address, plain_connection, shm_path, wal_path

_MAGIC = b"SQLite format 3\0"
_TRIES = 3
_EMPTY_LOG = 32
"""A log of commits of this size has a head and no commit; SQLite tries to read it in place for 10 s, in vain."""


@dataclass(frozen=True)
class Inspection:
    """What a sound workspace file is.

    Attributes:
        version: number of its schema.
        wal: whether it is in write-ahead mode already.
    """

    version: int
    wal: bool


def inspect(path: Path) -> Inspection:
    """Looks at a workspace file and writes nothing.

    Raises:
        NotFound: there is no such file.
        BadInput: it is a folder, empty, no SQLite file, or another program's.
        Failed: it is damaged, or can't be read.
    """
    check_header(path)
    for turn in range(_TRIES):
        before = _trace(path)
        verdict = _verdict(path)
        if isinstance(verdict, Inspection):
            return verdict
        if _trace(path) == before or turn == _TRIES - 1:
            raise verdict
    raise damaged(path)


def _verdict(path: Path) -> Inspection | Problem:
    """Looks in place; a bad verdict on a file that has a log of commits needs the second opinion of a copy."""
    verdict: Inspection | Problem = damaged(path)
    ways = (_in_place, _as_copy) if wal_path(path).exists() else (_in_place,)
    for way in ways:
        try:
            with way(path) as connection:
                return _look(path, connection)
        except sqlite3.Error as error:
            verdict = _explain(path, error)
        except UnicodeDecodeError:  # SQLite's own message quotes names out of the damaged pages
            verdict = damaged(path)
        except OSError as error:
            verdict = _cannot_read(path, error.strerror or str(error))
        except Failed as refusal:
            verdict = refusal
    return verdict


def check_header(path: Path) -> None:
    """Refuses by the first 100 bytes what is no workspace; SQLite does not get to see it."""
    if path.is_dir():
        raise BadInput("is_a_folder", "“{file}” is a folder; choose a workspace file in it.", file=str(path))
    if not path.exists():
        raise NotFound("no_such_workspace", "There is no workspace “{file}”.", file=str(path))
    try:
        with path.open("rb") as file:
            head = file.read(100)
        links = path.stat().st_nlink
    except OSError as error:
        raise _cannot_read(path, error.strerror or str(error)) from error
    if not head:
        raise _empty(path)
    if not head.startswith(_MAGIC):
        raise _foreign(path)
    if len(head) < 100:
        raise damaged(path)
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise _foreign_database(path)
    if links > 1:
        raise BadInput(
            "hard_linked",
            "“{file}” has a second name elsewhere (a hard link), which can damage it when both are used. "
            "Make a copy of it and open the copy.",
            file=str(path),
        )


@contextmanager
def _in_place(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that reads the file as it is now and leaves nothing behind."""
    log = wal_path(path)
    if not log.exists() or log.stat().st_size <= _EMPTY_LOG:
        with plain_connection(address(path, "ro", immutable=True)) as connection:
            yield connection
    elif shm_path(path).exists():
        with plain_connection(address(path, "ro", readonly_shm=True)) as connection:
            yield connection
    else:
        with _as_copy(path) as connection:
            yield connection


@contextmanager
def _as_copy(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a copy of the file and its log of commits."""
    with tempfile.TemporaryDirectory(prefix="affiliate-desktop-") as folder:
        copy = Path(folder) / "copy.affiliate"
        shutil.copyfile(path, copy)
        with suppress(FileNotFoundError):
            shutil.copyfile(wal_path(path), wal_path(copy))
        with plain_connection(address(copy, "rw")) as connection:
            yield connection


def damaged(path: Path) -> Failed:
    """The refusal of a damaged file, naming the backups where there are some."""
    folder = backup_folder(path)
    if folder.is_dir():
        return Failed(
            "workspace_damaged",
            "“{file}” is damaged. Nothing was changed. Restore a backup from “{folder}”.",
            file=str(path),
            folder=str(folder),
        )
    return Failed(
        "workspace_damaged",
        "“{file}” is damaged and has no backups beside it. Nothing was changed. "
        "Look for an older copy of it, or start a new workspace under another name.",
        file=str(path),
    )


def backup_folder(path: Path) -> Path:
    """Where a workspace's backups are: a folder beside it, named after it."""
    return path.with_name(f"{path.stem} backups")


def _look(path: Path, connection: sqlite3.Connection) -> Inspection:
    connection.execute("PRAGMA cell_size_check = ON")
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    expected = set(schema.metadata.tables) if version == schema.VERSION else {"alembic_version"}
    with path.open("rb") as file:
        mode = file.read(20)[18:20]
    if found != "ok" or version < 1 or not expected <= tables or mode not in (b"\1\1", b"\2\2"):
        raise damaged(path)
    return Inspection(version, wal=mode == b"\2\2")


def _trace(path: Path) -> list[tuple[int, int] | None]:
    """Size and time of the file and its companion: differs when somebody wrote meanwhile."""
    found: list[tuple[int, int] | None] = []
    for file in (path, wal_path(path)):
        try:
            state = file.stat()
            found.append((state.st_size, state.st_mtime_ns))
        except OSError:
            found.append(None)
    return found


def _explain(path: Path, error: sqlite3.Error) -> Problem:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_PROTOCOL")):
        return Failed("workspace_busy", "“{file}” is in use by another program. Try again in a moment.", file=str(path))
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH", "SQLITE_READONLY")):
        return _cannot_read(path, str(error))
    return damaged(path)


def _cannot_read(path: Path, reason: str) -> Failed:
    return Failed("cannot_read", "“{file}” can't be read: {reason}.", file=str(path), reason=reason)


def _empty(path: Path) -> BadInput:
    folder = backup_folder(path)
    if folder.is_dir():
        return BadInput(
            "workspace_empty",
            "“{file}” is empty: its data is missing. Restore a backup from “{folder}”, or choose another file.",
            file=str(path),
            folder=str(folder),
        )
    return BadInput(
        "workspace_empty",
        "“{file}” is empty: its data is missing. Choose another file, or remove this one to start anew.",
        file=str(path),
    )


def _foreign(path: Path) -> BadInput:
    folder = backup_folder(path)
    if folder.is_dir():
        return BadInput(
            "not_a_workspace",
            "“{file}” is no workspace file any more. Nothing was changed. Restore a backup from “{folder}”.",
            file=str(path),
            folder=str(folder),
        )
    return BadInput(
        "not_a_workspace",
        "“{file}” is no workspace file. Nothing was changed. Choose a file that ends in .affiliate, or make a new one.",
        file=str(path),
    )


def _foreign_database(path: Path) -> BadInput:
    return BadInput(
        "not_a_workspace",
        "“{file}” is another program's database, no workspace. Nothing was changed. Choose another file.",
        file=str(path),
    )

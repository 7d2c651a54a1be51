"""An open workspace file: reads at any time, one write at a time, undo and redo."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import RLock, get_ident
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError

from affiliate_desktop.core.changes import NOTHING, Changes
from affiliate_desktop.core.clock import Clock
from affiliate_desktop.core.problems import Failed
from affiliate_desktop.workspace import history
from affiliate_desktop.workspace.engine import make_engine
from affiliate_desktop.workspace.faults import explain_system, explained

WRITE_WAIT_SECONDS = 30
CLOSE_WAIT_SECONDS = 0.2


class Workspace:
    """One open workspace.

    Args:
        path: an existing, current workspace file (see ``opening.open_workspace``).
        clock: tells when edits happen.
        read_only: why nothing may be written, as a problem to raise; None when writing is allowed.
        immutable: nobody at all can write the file, so nothing is made beside it.
    """

    def __init__(self, path: Path, clock: Clock, *, read_only: Failed | None = None, immutable: bool = False) -> None:
        self.path = path
        self.clock = clock
        self.read_only = read_only
        self.writes = 0
        """Committed writes of this process."""
        self.follow: Callable[[Changes], Changes] = _nothing
        """Called after each edit, undo and redo with what changed; answers what it changed in turn."""
        self._backed_up = 0
        self._engine = make_engine(path, read_only=read_only is not None, immutable=immutable)
        self._thread_turn = RLock()
        self._process_turn = file_lock(path)
        self._writing: int | None = None
        self._file = _identity(path)

    @property
    def changed(self) -> bool:
        """Whether this process has written since the last backup."""
        return self.writes != self._backed_up

    def backed_up(self, writes: int) -> None:
        """Notes that a backup holds everything up to this count of writes."""
        self._backed_up = max(self._backed_up, writes)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the file from its first query on.

        Raises:
            Failed: when the file can't be read any more.
        """
        with explained(self.path), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection inside the one write transaction; committed at the end, rolled back on any error.

        Not in the history: for imports and settings. Ordinary edits use ``edit``.

        Raises:
            Failed: when the workspace is read-only, the disk is full, or another program writes for too long.
            RuntimeError: when this thread is writing already.
        """
        with self.writer_turn():
            if self._writing == get_ident():
                raise RuntimeError("a write inside a write")
            self._writing = get_ident()
            try:
                with explained(self.path), self._engine.connect() as connection:
                    connection.execution_options(writes=True)
                    with connection.begin():
                        yield connection
                    self.writes += 1
            finally:
                self._writing = None

    @contextmanager
    def edit(self, label: str, **values: Any) -> Iterator[history.Edit]:
        """One undoable edit; see ``history.Edit``. Its ``changes`` are complete when the block has ended."""
        with self.write() as connection:
            edit = history.Edit(connection, label, values, self.clock.now().isoformat())
            yield edit
        if not edit.settled:
            edit.changes |= self.follow(edit.changes)

    @contextmanager
    def writer_turn(self) -> Iterator[None]:
        """Waits until no other thread or process writes, and keeps them waiting.

        Raises:
            Failed: when the workspace is read-only, its file was moved, or another program writes for too long.
        """
        if self.read_only is not None:
            raise self.read_only
        if not self._thread_turn.acquire(timeout=WRITE_WAIT_SECONDS):
            raise busy(self.path)
        try:
            with hold(self._process_turn, self.path, WRITE_WAIT_SECONDS):
                self._refuse_elsewhere()
                yield
        finally:
            self._thread_turn.release()

    def undo(self) -> Changes:
        """Takes back the last edit, also one made before a restart."""
        return self._turn(history.undo)

    def redo(self) -> Changes:
        """Makes the last undone edit again."""
        return self._turn(history.redo)

    def undo_label(self) -> tuple[str, Mapping[str, Any]] | None:
        """What undo would take back: English label with places, and its values."""
        with self.read() as connection:
            entry = history.next_undo(connection)
        return entry and (entry[1], entry[2])

    def redo_label(self) -> tuple[str, Mapping[str, Any]] | None:
        """What redo would make again: English label with places, and its values."""
        with self.read() as connection:
            entry = history.next_redo(connection)
        return entry and (entry[1], entry[2])

    def close(self) -> None:
        """Lets go of the file; what is in the ``-wal`` file goes into the main file, where nobody else writes now."""
        if self.read_only is not None or not self.writes or _identity(self.path) != self._file:
            self._engine.dispose()
            return
        try:
            with hold(self._process_turn, self.path, CLOSE_WAIT_SECONDS):
                self._tidy()
                self._engine.dispose()
        except Failed:
            self._engine.dispose()

    def _refuse_elsewhere(self) -> None:
        """A file that was moved or replaced while it was open would take the write with it, or lose it."""
        if _identity(self.path) != self._file:
            raise Failed(
                "workspace_moved",
                "“{file}” was moved, removed or replaced while it was open. Nothing was written. "
                "Put it back, or open it where it is now.",
                file=str(self.path),
            )

    def _tidy(self) -> None:
        try:
            with self._engine.connect() as connection:
                bare: Any = connection.connection.driver_connection
                bare.execute("PRAGMA busy_timeout = 0")
                bare.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except (DBAPIError, sqlite3.Error):
            return  # a reader holds it, or the disk is full: the commits are safe in the -wal file

    def _turn(self, step: Callable[[Connection], Changes]) -> Changes:
        try:
            with self.write() as connection:
                changes = step(connection)
            return changes | self.follow(changes)
        except IntegrityError as error:
            if getattr(error.orig, "sqlite_errorname", "") == "SQLITE_CONSTRAINT_FOREIGNKEY":
                raise Failed(
                    "still_used",
                    "This can't be undone or redone: other records depend on it, or it depends on one that is gone.",
                ) from error
            raise Failed(
                "taken_since",
                "This can't be undone or redone: another record has the same name or key by now.",
            ) from error


def _nothing(_changes: Changes) -> Changes:
    return NOTHING


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_dev, state.st_ino


def file_lock(path: Path) -> FileLock:
    """The lock that is held around each write to a workspace; one owner at a time over all programs."""
    return FileLock(lock_path(path), mode=0o600, thread_local=False, fallback_to_soft=False, poll_interval=0.01)


@contextmanager
def hold(lock: FileLock, path: Path, seconds: float) -> Iterator[None]:
    """Holds the lock.

    Raises:
        Failed: when another program holds it for that long, or the lock file can't be made.
    """
    try:
        lock.acquire(timeout=seconds)
    except Timeout as error:
        raise busy(path) from error
    except (OSError, NotImplementedError) as error:
        raise explain_system(path, error) from error
    try:
        yield
    finally:
        lock.release()


def busy(path: Path) -> Failed:
    """What is said when another program does not stop writing."""
    return Failed(
        "workspace_busy",
        "Another program has been writing to “{file}” for {seconds} seconds. Try again in a moment.",
        file=str(path),
        seconds=WRITE_WAIT_SECONDS,
    )


def lock_path(path: Path) -> Path:
    """The file that is held while a workspace is written."""
    return path.with_name(path.name + ".lock")

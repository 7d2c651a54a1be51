"""An open workspace file: reads at any time, one write at a time, undo and redo."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from affiliate_desktop.core.changes import Changes
from affiliate_desktop.core.clock import Clock
from affiliate_desktop.core.problems import Failed
from affiliate_desktop.workspace import history
from affiliate_desktop.workspace.engine import make_engine

WRITE_WAIT_SECONDS = 30


class Workspace:
    """One open workspace.

    Args:
        path: an existing, current workspace file (see ``opening.open_workspace``).
        clock: tells when edits happen.
        read_only: why nothing may be written, as a problem to raise; None when writing is allowed.
    """

    def __init__(self, path: Path, clock: Clock, *, read_only: Failed | None = None) -> None:
        self.path = path
        self.clock = clock
        self.read_only = read_only
        self.changed = False
        """Whether this process has written since the last backup."""
        self._engine = make_engine(path, read_only=read_only is not None)
        self._thread_turn = RLock()
        self._process_turn = FileLock(lock_path(path), mode=0o600, thread_local=False)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the file from its first query on."""
        with self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection inside the one write transaction; committed at the end, rolled back on any error.

        Not in the history: for imports and settings. Ordinary edits use ``edit``.

        Raises:
            Failed: when the workspace is read-only, or another program writes for too long.
        """
        with self.writer_turn(), self._engine.connect().execution_options(writes=True) as connection:
            with connection.begin():
                yield connection
            self.changed = True

    @contextmanager
    def edit(self, label: str, **values: Any) -> Iterator[history.Edit]:
        """One undoable edit; see ``history.Edit``. Its ``changes`` are complete when the block has ended."""
        with self.write() as connection:
            yield history.Edit(connection, label, values, self.clock.now().isoformat())

    @contextmanager
    def writer_turn(self) -> Iterator[None]:
        """Waits until no other thread or process writes, and keeps them waiting.

        Raises:
            Failed: when the workspace is read-only, or another program writes for too long.
        """
        if self.read_only is not None:
            raise self.read_only
        if not self._thread_turn.acquire(timeout=WRITE_WAIT_SECONDS):
            raise _busy()
        try:
            try:
                self._process_turn.acquire(timeout=WRITE_WAIT_SECONDS)
            except Timeout as error:
                raise _busy() from error
            try:
                yield
            finally:
                self._process_turn.release()
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
        """Lets go of the file."""
        self._engine.dispose()

    def _turn(self, step: Any) -> Changes:
        try:
            with self.write() as connection:
                changes: Changes = step(connection)
                return changes
        except IntegrityError as error:
            raise Failed(
                "still_used",
                "This can't be undone: other records have come to depend on it. Remove those first.",
            ) from error


def _busy() -> Failed:
    return Failed(
        "workspace_busy",
        "Another program has been writing to this workspace for {seconds} seconds. Try again in a moment.",
        seconds=WRITE_WAIT_SECONDS,
    )


def lock_path(path: Path) -> Path:
    """The file that is held while a workspace is written."""
    return path.with_name(path.name + ".lock")

"""Queries that stop in the middle when nobody waits for their answer any more."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from affiliate_desktop.core.progress import Progress

STEPS = 50_000
"""Steps of SQLite's machine between two looks; some milliseconds."""


@contextmanager
def stopped_by(connection: Connection, progress: Progress) -> Iterator[None]:
    """While it is open, a query on the connection ends as soon as the progress is cancelled.

    Raises:
        Cancelled: when it was.
    """
    raw: Any = connection.connection.driver_connection
    raw.set_progress_handler(progress.stop.is_set, STEPS)
    try:
        progress.check()
        yield
    except OperationalError:
        progress.check()
        raise
    finally:
        raw.set_progress_handler(None, 0)

"""What SQLite and the system report about the disk or the file, in words a person can act on."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from affiliate_desktop.core.problems import Failed

_SENTENCES = {
    "SQLITE_FULL": ("disk_full", "The disk of “{file}” is full. Nothing of this was written. Make room and try again."),
    "SQLITE_IOERR": (
        "disk_error",
        "The disk of “{file}” reported an error or is full. Nothing was written. Make room, check it, and try again.",
    ),
    "SQLITE_BUSY": ("workspace_busy", "Another program keeps “{file}” busy. Nothing of this was written. Try again."),
    "SQLITE_LOCKED": ("workspace_busy", "Another program keeps “{file}” busy. Nothing of this was written. Try again."),
    "SQLITE_READONLY": (
        "read_only_file",
        "“{file}” can't be written any more, or was moved or replaced while it was open. Close it and open it again.",
    ),
    "SQLITE_CANTOPEN": (
        "cannot_open",
        "“{file}” can't be opened: it was moved or removed, its folder can't be written, or too many files are open.",
    ),
    "SQLITE_CORRUPT": (
        "workspace_damaged",
        "“{file}” is damaged. Nothing of this was written. Check it, and restore a backup if the check says so.",
    ),
    "SQLITE_NOTADB": (
        "workspace_damaged",
        "“{file}” is damaged. Nothing of this was written. Check it, and restore a backup if the check says so.",
    ),
    "SQLITE_NOMEM": ("no_memory", "There is not enough memory for this. Close other programs and try again: “{file}”."),
}


def explain(path: Path, error: BaseException | None) -> Failed | None:
    """The words for an error of SQLite about the file; None for one that is a fault of the program."""
    name = "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])
    if name not in _SENTENCES:
        return None
    code, sentence = _SENTENCES[name]
    return Failed(code, sentence, file=str(path))


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns what the database reports about the disk or the file into words; anything else stays as it is."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        problem = explain(path, error.orig if isinstance(error, DBAPIError) else error)
        if problem is None:
            raise
        raise problem from error


def explain_system(path: Path, error: BaseException) -> Failed:
    """The words for an error of the operating system about the file."""
    number = getattr(error, "errno", None)
    if number in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        code, sentence = _SENTENCES["SQLITE_FULL"]
        return Failed(code, sentence, file=str(path))
    return Failed(
        "cannot_write",
        "“{file}” can't be written: {reason}. Nothing of this was written.",
        file=str(path),
        reason=getattr(error, "strerror", None) or type(error).__name__,
    )

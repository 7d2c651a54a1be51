"""The program's log: where a fault happened, never what the user keeps.

Five files of at most 1 MB in the platform's state folder, readable by the user only. An error is recorded by
its type and the places it went through; its message may hold names, amounts or paths and is left out.
"""

import logging
import os
import sys
import traceback
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from typing_extensions import override

NAME = "affiliate_desktop"
_BYTES, _FILES = 1_000_000, 5
_SOURCE = Path(__file__).resolve().parents[2]


def install_log(folder: Path | None = None) -> Path | None:
    """Makes the program's logger write to its file; a second call changes nothing.

    Args:
        folder: where the log is kept; the platform's state folder when None.

    Returns:
        The log file; None when it can't be written, and then nothing is recorded anywhere.
    """
    logger = logging.getLogger(NAME)
    for handler in logger.handlers:
        if isinstance(handler, _PrivateFiles):
            return Path(handler.baseFilename)
    logger.propagate = False
    logger.setLevel(logging.INFO)
    folder = folder or state_folder()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        files = _PrivateFiles(folder / "log.txt", maxBytes=_BYTES, backupCount=_FILES - 1, encoding="utf-8")
    except OSError:
        logger.addHandler(logging.NullHandler())
        return None
    files.setFormatter(_PlacesOnly("%(asctime)s %(levelname)s %(threadName)s %(message)s"))
    logger.addHandler(files)
    return Path(files.baseFilename)


def remove_log() -> None:
    """Closes the log file; the next ``install_log`` opens it anew."""
    logger = logging.getLogger(NAME)
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()


def state_folder() -> Path:
    """The platform's folder for a program's state: XDG_STATE_HOME, ~/Library/Logs, or LOCALAPPDATA."""
    name = "affiliate-desktop"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local") / name / "Logs"
    if sys.platform == "darwin":
        return Path.home() / "Library/Logs" / name
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local/state") / name


class _PrivateFiles(RotatingFileHandler):
    """Files of mode 0600 from their first byte on; a full disk is no reason to say anything on standard error."""

    @override
    def _open(self) -> TextIOWrapper:
        handle = os.open(self.baseFilename, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        return TextIOWrapper(os.fdopen(handle, "ab", buffering=0), self.encoding, write_through=True)

    @override
    def handleError(self, record: logging.LogRecord) -> None:
        return


class _PlacesOnly(logging.Formatter):
    """An error's types and places, without messages, and with paths relative to the program or the home folder."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # what another handler's formatter left there holds the messages
        return super().format(record)

    @override
    def formatException(
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        lines: list[str] = []
        error, seen = ei[1], set[int]()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
            frames = traceback.extract_tb(error.__traceback__)
            lines.extend(f"  {_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames)
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


def _place(file: str) -> str:
    path = Path(file)
    if path.is_relative_to(_SOURCE):
        return path.relative_to(_SOURCE).as_posix()
    if "site-packages" in path.parts:
        return "/".join(path.parts[path.parts.index("site-packages") + 1 :])
    return path.name

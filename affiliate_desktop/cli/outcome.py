"""How a call of the command line ends when something is raised: words, and an exit code."""

import io
import os
import sys
from contextlib import suppress

import click

from affiliate_desktop.cli.session import Session
from affiliate_desktop.core.problems import Cancelled, Problem


def exit_code_for(error: BaseException, session: Session) -> int:
    """Tells what happened and lets go of the workspace.

    Returns:
        1 failed or not ready, 2 wrong usage or bad input; 0 when the reader went away.
    """
    with suppress(Exception):
        session.close()
    if isinstance(error, BrokenPipeError):
        _to_nowhere()
        return 0
    try:
        return _told(error, session)
    except OSError:
        _to_nowhere()
        return 1


def make_output_safe() -> None:
    """No character stops an answer: what the terminal can't show is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _told(error: BaseException, session: Session) -> int:
    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, click.ClickException):
        return session.fail("usage", error.format_message(), 2, hint=error)
    if isinstance(error, Problem):
        return session.fail(error.code, str(error), error.exit_code)
    if isinstance(error, (Cancelled, click.Abort, KeyboardInterrupt)):
        return session.fail("cancelled", "Stopped; nothing was written.", 1)
    if isinstance(error, OverflowError) and "SQLite" in str(error):
        return session.fail("number_too_large", "There is nothing with so large a number.", 2)
    if isinstance(error, OSError):
        place = f" ({error.filename})" if error.filename else ""
        return session.fail("system", f"{error.strerror or error}{place}.", 1)
    return _unforeseen(error, session)


def _unforeseen(error: BaseException, session: Session) -> int:
    import logging

    from affiliate_desktop.core.logs import install_log

    log = install_log()
    logging.getLogger("affiliate_desktop").error("unforeseen", exc_info=error)
    kind = f"{type(error).__name__}: {error}" if isinstance(error, ImportError) else type(error).__name__
    where = f" Its place in the program is recorded in {log}." if log else ""
    return session.fail("internal", f"This is a fault of the program or of its installation ({kind}).{where}", 1)


def _to_nowhere() -> None:
    """Standard output and error lead nowhere from here, so that closing them can't fail."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
        with suppress(OSError, ValueError):
            os.dup2(nowhere, stream.fileno())

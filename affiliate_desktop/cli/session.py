"""One call of the command line: the workspace it opens and the way it answers."""

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from affiliate_desktop.cli.stopping import Stopping

if TYPE_CHECKING:
    from affiliate_desktop.app import App
    from affiliate_desktop.core.progress import Progress

_UNSEEN = re.compile("[\x7f-\x9f]")
"""Control characters that JSON leaves as they are."""
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""All of them but tab and line end."""


class Session:
    """Opens the workspace when first asked; prints answers to standard output and the rest to standard error.

    Attributes:
        as_json: answers and failures are JSON documents.
        workspace_path: the file that was named, or None.
        exit_code: what the call ends with when nothing is raised; a command may set it to 1.
    """

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        self.workspace_path: Path | None = None
        self.exit_code = 0
        self._app: App | None = None
        self._stopping = Stopping()
        self._line_begun = False

    @property
    def app(self) -> "App":
        """The services on the workspace of this call; opened, or made, when first asked."""
        if self._app is None:
            from affiliate_desktop.app import App

            self._app = App.open(self.workspace_path)
        return self._app

    @property
    def opened(self) -> bool:
        """Whether this call has a workspace open."""
        return self._app is not None

    def answer(self, document: Any, text: str) -> None:
        """Prints the answer: the document with ``--json``, else the text."""
        click.echo(self._json(document, sys.stdout) if self.as_json else harmless(text))

    def note(self, text: str) -> None:
        """Prints a message beside the answer."""
        self._end_line()
        click.echo(harmless(text), err=True)

    def progress(self) -> "Progress":
        """Progress for long work, which Ctrl-C stops: a line that is rewritten, where a person watches."""
        from affiliate_desktop.core.progress import Progress

        progress = Progress() if self.as_json or not sys.stderr.isatty() else Progress(report=self._report)
        self._stopping.watch(progress)
        return progress

    def fail(self, code: str, message: str, exit_code: int, *, hint: click.ClickException | None = None) -> int:
        """Prints a failure and returns the exit code."""
        self._end_line()
        if self.as_json:
            click.echo(self._json({"error": {"code": code, "message": message}}, sys.stderr), err=True)
        elif isinstance(hint, click.UsageError):
            hint.show()
        else:
            click.echo(f"affiliate-desktop: {harmless(message)}", err=True)
        return exit_code

    def close(self) -> None:
        """Lets go of the workspace; a backup is made when something changed."""
        self._stopping.end()
        app, self._app = self._app, None
        if app is None:
            return
        from affiliate_desktop.core.problems import Problem

        try:
            app.close()
        except Problem as problem:
            self.note(f"affiliate-desktop: Everything is saved, but no backup was made. {problem}")

    def _report(self, done: int, total: int | None, what: str) -> None:
        share = f"{done}/{total}" if total else str(done)
        ended = bool(total and done >= total)
        click.echo(f"\r{harmless(what)} {share}\x1b[K", err=True, nl=ended)
        self._line_begun = not ended

    def _end_line(self) -> None:
        """Wipes a line of progress that was left in its middle."""
        if self._line_begun:
            click.echo("\r\x1b[K", err=True, nl=False)
            self._line_begun = False

    @staticmethod
    def _json(document: Any, stream: Any) -> str:
        """The document; with escapes where the stream does not write UTF-8."""
        utf_8 = str(getattr(stream, "encoding", "")).lower().replace("-", "") == "utf8"
        return _UNSEEN.sub(_escaped, json.dumps(document, ensure_ascii=not utf_8, default=str))


def harmless(text: str) -> str:
    """A text whose control characters are written as code points: what a file holds must not command a terminal."""
    return _CONTROLS.sub(_named, text)


def _named(found: re.Match[str]) -> str:
    return f"<U+{ord(found[0]):04X}>"


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


pass_session = click.make_pass_decorator(Session)

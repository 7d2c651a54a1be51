"""What a page or dialog gets: the services, jobs, messages, theme, formats, and the signals that tie the window."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from affiliate_desktop.app import App
from affiliate_desktop.core.changes import Changes
from affiliate_desktop.gui.drafts import Drafts
from affiliate_desktop.gui.format import Formats
from affiliate_desktop.gui.jobs import Jobs
from affiliate_desktop.gui.messages import Messages
from affiliate_desktop.gui.theme import Theme


@dataclass(frozen=True)
class Request:
    """Somebody wants a page shown, and something done there.

    Attributes:
        page: id of the page, one of ``sidebar.PAGES``.
        action: ``show``, ``new``, ``import`` or one that the page knows.
        key: id of the record that it is about, 0 for none.
        files: files to import.
    """

    page: str
    action: str = "show"
    key: int = 0
    files: tuple[Path, ...] = ()


class Context(QObject):
    """One open workspace as the window knows it. Pages get this, never the window.

    Signals:
        changed(Changes): something was written here; each page decides whether it cares.
        wanted(Request): somebody asks for a page. Pages never call each other.
    """

    changed = Signal(object)
    wanted = Signal(object)

    def __init__(self, app: App, jobs: Jobs, messages: Messages, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.app = app
        self.jobs = jobs
        self.messages = messages
        self.theme = theme
        self.formats = Formats()
        self.drafts = Drafts()
        jobs.changed.connect(self._pass_changes)

    @property
    def read_only(self) -> bool:
        """Whether nothing may be written."""
        return self.app.workspace.read_only is not None

    def go(self, page: str, action: str = "show", *, key: int = 0, files: tuple[Path, ...] = ()) -> None:
        """Asks for a page."""
        self.wanted.emit(Request(page, action, key, files))

    @Slot()
    def undo(self) -> None:
        """Takes the last edit back."""
        self.jobs.write(self.app.workspace.undo)

    @Slot()
    def redo(self) -> None:
        """Makes the last undone edit again."""
        self.jobs.write(self.app.workspace.redo)

    @Slot(object)
    def _pass_changes(self, changes: Changes) -> None:
        self.changed.emit(changes)

"""What every page is: a header with title and buttons, a body, and the habit of looking again when needed."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from affiliate_desktop.core.changes import Changes, Kind
from affiliate_desktop.gui.context import Context, Request
from affiliate_desktop.gui.fields import SearchField
from affiliate_desktop.gui.parts import GAP, GUTTER, MARGIN, Elided, button, label


class Page(QWidget):
    """One page of the window.

    A subclass sets ``kinds``, builds its body in ``__init__`` (``self.body`` is a vertical layout) and overrides
    ``refresh`` to fetch (with ``self.context.jobs.read``) and show. ``refresh`` is called when the page is shown
    for the first time and whenever a record of its kinds has changed: at once when it is visible, else at the
    next showing. It may also override ``new`` (Ctrl+N), ``seek`` (Ctrl+F), ``answer`` (requests of other pages)
    and ``can_close``.

    Attributes:
        kinds: kinds of record whose changes concern the page.
        context: services, jobs, messages, theme.
        body: where the content goes.
        search: the search field in the header, when ``add_search`` was called.
    """

    kinds: ClassVar[frozenset[Kind]] = frozenset()

    def __init__(self, context: Context, title: str, subtitle: str = "") -> None:
        super().__init__()
        self.context = context
        self.setProperty("kind", "canvas")
        self.setAccessibleName(title)
        self.title = label(title, "title")
        self.subtitle = Elided(subtitle, "muted")
        self.subtitle.setVisible(bool(subtitle))
        self.search: SearchField | None = None
        self._stale = True
        self._actions = QHBoxLayout()
        self._actions.setSpacing(8)
        heads = QVBoxLayout()
        heads.setSpacing(2)
        heads.addWidget(self.title)
        heads.addWidget(self.subtitle)
        header = QHBoxLayout()
        header.setSpacing(GAP)
        header.setContentsMargins(0, 0, GUTTER, 0)
        header.addLayout(heads, 1)
        header.addLayout(self._actions)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(MARGIN, 26, MARGIN - GUTTER, 24)
        outer.setSpacing(20)
        outer.addLayout(header)
        self.body = QVBoxLayout()
        self.body.setSpacing(GAP)
        self.body.setContentsMargins(0, 0, GUTTER, 0)
        outer.addLayout(self.body, 1)
        context.changed.connect(self._look)

    # --- what a page overrides ---------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Fetches and shows; called again when something of its kinds changed."""

    def new(self) -> None:
        """Ctrl+N: starts a new record of what the page shows."""

    def seek(self) -> None:
        """Ctrl+F: puts the cursor into the search field."""
        if self.search is not None:
            self.search.setFocus()
            self.search.selectAll()

    def answer(self, request: Request) -> None:
        """Does what somebody asked of the page (after it is shown). The base knows ``new`` only."""
        if request.action == "new":
            self.new()

    def can_close(self) -> bool:
        """Whether the window may close now; False when the page has asked the user something."""
        return True

    # --- what a page uses --------------------------------------------------------------------------------------

    def add_action(
        self, text: str, on_click: Callable[[], object], *, kind: str = "", icon: str = "", writes: bool = False
    ) -> QPushButton:
        """Adds a button to the header, from left to right; the primary one comes last.

        Args:
            text: what it says.
            on_click: bound method of a QObject.
            kind: as for ``parts.button``.
            icon: name of an icon.
            writes: it is disabled while the workspace is read-only.
        """
        result = button(text, on_click, kind=kind, icon=icon, theme=self.context.theme)
        result.setEnabled(not (writes and self.context.read_only))
        self._actions.addWidget(result)
        return result

    def add_widget(self, widget: QWidget) -> None:
        """Adds any widget to the header."""
        self._actions.addWidget(widget)

    def add_search(self, placeholder: str) -> SearchField:
        """Adds a search field to the header; connect its ``textChanged``."""
        self.search = SearchField(self.context.theme, placeholder)
        self._actions.addWidget(self.search)
        return self.search

    def finds(self, text: str) -> bool:
        """Whether a text holds what is searched for."""
        return self.search is None or self.search.finds(text)

    def look_again(self) -> None:
        """Refreshes now when the page is visible, else when it is shown next."""
        if self.isVisible():
            self._stale = False
            self.refresh()
        else:
            self._stale = True

    @Slot(object)
    def _look(self, changes: Changes) -> None:
        if changes.touches(*self.kinds):
            self.look_again()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.refresh()

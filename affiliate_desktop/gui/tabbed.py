"""A page of several tabs, each with the habits of a page: it looks again when a record of its kinds has changed."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QSettings, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from affiliate_desktop.core.changes import Changes, Kind
from affiliate_desktop.gui.context import Context, Request
from affiliate_desktop.gui.fields import SearchField
from affiliate_desktop.gui.page import Page
from affiliate_desktop.gui.parts import GAP, button


class Tab(QWidget):
    """One tab of a ``TabbedPage``.

    A subclass sets ``kinds``, fills ``bar`` (a line of fields and buttons) and ``body``, and overrides ``refresh``.
    ``refresh`` is called when the tab is shown for the first time and whenever a record of its kinds has changed:
    at once when it is visible, else at the next showing.

    Attributes:
        kinds: kinds of record whose changes concern the tab.
        search: the field that Ctrl+F goes to, where there is one.
    """

    kinds: ClassVar[frozenset[Kind]] = frozenset()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.search: SearchField | None = None
        self._stale = True
        self.bar = QHBoxLayout()
        self.bar.setSpacing(8)
        self.body = QVBoxLayout()
        self.body.setSpacing(GAP)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, GAP, 0, 0)
        outer.setSpacing(GAP)
        outer.addLayout(self.bar)
        outer.addLayout(self.body, 1)
        context.changed.connect(self._look)

    def refresh(self) -> None:
        """Fetches and shows; called again when something of its kinds changed."""

    def new(self) -> None:
        """Ctrl+N: starts a new record of what the tab shows."""

    def seek(self) -> None:
        """Ctrl+F: puts the cursor into the search field."""
        if self.search is not None:
            self.search.setFocus()
            self.search.selectAll()

    def answer(self, request: Request) -> None:
        """Does what somebody asked of the tab, after it is shown. The base knows ``new`` only."""
        if request.action == "new":
            self.new()

    def can_close(self) -> bool:
        """Whether the window may close now; False when the tab has asked the user something."""
        return True

    def add_action(
        self, text: str, on_click: Callable[[], object], *, kind: str = "", icon: str = "", writes: bool = False
    ) -> QPushButton:
        """Adds a button to the bar; one that ``writes`` is disabled while the workspace is read-only."""
        made = button(text, on_click, kind=kind, icon=icon, theme=self.context.theme)
        made.setEnabled(not (writes and self.context.read_only))
        self.bar.addWidget(made)
        return made

    def add_search(self, placeholder: str) -> SearchField:
        """Adds a search field to the bar; connect its ``textChanged``."""
        self.search = SearchField(self.context.theme, placeholder)
        self.bar.addWidget(self.search)
        return self.search

    def finds(self, text: str) -> bool:
        """Whether a text holds what is searched for."""
        return self.search is None or self.search.finds(text)

    def look_again(self) -> None:
        """Refreshes now when the tab is visible, else when it is shown next."""
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


class TabbedPage(Page):
    """A row of tabs. Requests name the tab, then what to do there: ``referrals`` or ``referrals.new``."""

    def __init__(self, context: Context, title: str, subtitle: str, name: str) -> None:
        super().__init__(context, title, subtitle)
        self._name = name
        self._tabs: dict[str, Tab] = {}
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(title)
        self.body.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(self._turned)

    def add_tabs(self, *tabs: tuple[str, str, Tab]) -> None:
        """Adds tabs, (name, title, tab) each, and turns to the one that was used last."""
        last = str(QSettings().value(f"tabs/{self._name}", ""))
        for name, title, tab in tabs:
            self._tabs[name] = tab
            self.tabs.addTab(tab, title)
        self.turn_to(last)

    def turn_to(self, name: str) -> None:
        """Shows a tab."""
        if name in self._tabs:
            self.tabs.setCurrentWidget(self._tabs[name])

    @property
    def tab(self) -> Tab | None:
        """The tab that is shown."""
        shown = self.tabs.currentWidget()
        return shown if isinstance(shown, Tab) else None

    @override
    def refresh(self) -> None:
        if self.tab is not None:
            self.tab.look_again()

    @override
    @Slot()
    def new(self) -> None:
        if self.tab is not None:
            self.tab.new()

    @override
    def seek(self) -> None:
        if self.tab is not None:
            self.tab.seek()

    @override
    def answer(self, request: Request) -> None:
        name, dot, rest = request.action.partition(".")
        if name in self._tabs:
            self.turn_to(name)
            request = Request(request.page, rest if dot else "show", request.key, request.files)
        if self.tab is not None:
            self.tab.answer(request)

    @override
    def can_close(self) -> bool:
        return all(tab.can_close() for tab in self._tabs.values())

    @Slot(int)
    def _turned(self, at: int) -> None:
        if self._tabs:
            QSettings().setValue(f"tabs/{self._name}", list(self._tabs)[at])

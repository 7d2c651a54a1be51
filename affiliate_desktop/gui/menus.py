"""The menu bar: every command with its words, its shortcut, and what it needs."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from affiliate_desktop.gui.sidebar import PAGES, page_keys, page_title

Command = Callable[[], object]


class Menus(QObject):
    """Builds the menus and keeps their commands enabled as they should be.

    Signals:
        recent_chosen(object): a workspace file of the list.
        theme_chosen(str): ``system``, ``light`` or ``dark``.
        page_chosen(str): a page's id.

    Attributes:
        actions: the commands by name.
    """

    recent_chosen = Signal(object)
    theme_chosen = Signal(str)
    page_chosen = Signal(str)

    def __init__(self, bar: QMenuBar, commands: dict[str, Command]) -> None:
        super().__init__(bar)
        self._commands = commands
        self.actions: dict[str, QAction] = {}
        self._file(bar)
        self._edit(bar)
        self._view(bar)
        self._help(bar)

    def set_open(self, *, is_open: bool, read_only: bool) -> None:
        """Enables what an open workspace allows."""
        for name in ("new", "find", "refresh", "summary", "backup", "restore", "settings"):
            self.actions[name].setEnabled(is_open)
        for name in ("import", "new", "backup", "restore"):
            self.actions[name].setEnabled(is_open and not read_only)
        for page in PAGES:
            self.actions[page].setEnabled(is_open)
        if not is_open or read_only:
            self.set_history("", "")

    def set_history(self, undo: str, redo: str) -> None:
        """Says what undo and redo would do; an empty text disables the command."""
        for name, text, plain, told in (
            ("undo", undo, self.tr("&Undo"), self.tr("&Undo: {what}")),
            ("redo", redo, self.tr("&Redo"), self.tr("&Redo: {what}")),
        ):
            self.actions[name].setEnabled(bool(text))
            self.actions[name].setText(told.format(what=text.replace("&", "&&")) if text else plain)

    def set_recent(self, files: tuple[Path, ...]) -> None:
        """Lists workspaces; those whose file is missing are greyed."""
        self._recent.clear()
        for file in files:
            action = self._recent.addAction(f"{file.stem}  —  {file.parent}".replace("&", "&&"))
            action.setData(file)
            action.setEnabled(file.is_file())
            action.triggered.connect(self._recent_triggered)
        self._recent.setEnabled(bool(files))

    def set_theme(self, choice: str) -> None:
        """Ticks the chosen theme."""
        for action in self._themes.actions():
            action.setChecked(action.data() == choice)

    # --- the menus ---------------------------------------------------------------------------------------------

    def _file(self, bar: QMenuBar) -> None:
        menu = self._menu(bar, self.tr("&File"))
        self._add(menu, "create", self.tr("New &workspace…"), "Ctrl+Shift+N")
        self._add(menu, "open", self.tr("&Open workspace…"), "Ctrl+O")
        self._recent = QMenu(self.tr("Open &recent"), menu)
        menu.addMenu(self._recent)
        menu.addSeparator()
        self._add(menu, "import", self.tr("&Import statement…"), "Ctrl+I")
        self._add(menu, "summary", self.tr("Save PDF &summary…"), "Ctrl+P")
        menu.addSeparator()
        self._add(menu, "backup", self.tr("&Back up now"))
        self._add(menu, "restore", self.tr("Res&tore a backup…"))
        menu.addSeparator()
        settings = self._add(menu, "settings", self.tr("S&ettings…"), "Ctrl+,")
        settings.setMenuRole(QAction.MenuRole.PreferencesRole)
        leave = self._add(menu, "quit", self.tr("&Quit"), "Ctrl+Q")
        leave.setMenuRole(QAction.MenuRole.QuitRole)

    def _edit(self, bar: QMenuBar) -> None:
        menu = self._menu(bar, self.tr("&Edit"))
        self._add(menu, "undo", self.tr("&Undo"), "Ctrl+Z")
        self._add(menu, "redo", self.tr("&Redo"), "Ctrl+Shift+Z")
        menu.addSeparator()
        self._add(menu, "new", self.tr("&New on this page"), "Ctrl+N")
        self._add(menu, "find", self.tr("&Find"), "Ctrl+F")

    def _view(self, bar: QMenuBar) -> None:
        menu = self._menu(bar, self.tr("&View"))
        for number, page in enumerate(PAGES, 1):
            action = QAction(page_title(page), self)
            action.setData(page)
            action.setProperty("plain", page_title(page))
            action.setShortcut(QKeySequence(page_keys(number)))
            action.triggered.connect(self._page_triggered)
            menu.addAction(action)
            self.actions[page] = action
        menu.addSeparator()
        themes = QMenu(self.tr("&Theme"), menu)
        menu.addMenu(themes)
        self._themes = QActionGroup(self)
        for choice, text in (
            ("system", self.tr("Like the &system")),
            ("light", self.tr("&Light")),
            ("dark", self.tr("&Dark")),
        ):
            action = themes.addAction(text)
            action.setData(choice)
            action.setCheckable(True)
            self._themes.addAction(action)
        self._themes.triggered.connect(self._theme_triggered)
        menu.addSeparator()
        self._add(menu, "refresh", self.tr("&Refresh"), "F5")

    def _help(self, bar: QMenuBar) -> None:
        menu = self._menu(bar, self.tr("&Help"))
        self._add(menu, "shortcuts", self.tr("&Keyboard shortcuts"), "F1")
        self._add(menu, "sample", self.tr("Explore with sa&mple data"))
        self._add(menu, "log", self.tr("Open the &log folder"))
        menu.addSeparator()
        about = self._add(menu, "about", self.tr("&About Affiliate Desktop"))
        about.setMenuRole(QAction.MenuRole.AboutRole)

    def _menu(self, bar: QMenuBar, title: str) -> QMenu:
        menu = QMenu(title, bar)
        bar.addMenu(menu)
        return menu

    def _add(self, menu: QMenu, name: str, text: str, keys: str = "") -> QAction:
        action = QAction(text, self)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.setProperty("plain", text.replace("&", "").rstrip("…"))
        action.triggered.connect(self._commands[name])
        menu.addAction(action)
        self.actions[name] = action
        return action

    @Slot()
    def _recent_triggered(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.recent_chosen.emit(action.data())

    @Slot()
    def _page_triggered(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.page_chosen.emit(str(action.data()))

    @Slot(QAction)
    def _theme_triggered(self, action: QAction) -> None:
        self.theme_chosen.emit(str(action.data()))

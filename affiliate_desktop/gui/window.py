"""The window: navigation, menus and the pages' frame. It knows no page by class and does no page's work."""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QSettings, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget
from typing_extensions import override

from affiliate_desktop.gui.commands import Commands
from affiliate_desktop.gui.context import Context, Request
from affiliate_desktop.gui.jobs import Jobs
from affiliate_desktop.gui.menus import Menus
from affiliate_desktop.gui.messages import Messages
from affiliate_desktop.gui.page import Page
from affiliate_desktop.gui.parts import Banner, column, row
from affiliate_desktop.gui.sidebar import PAGES, Sidebar
from affiliate_desktop.gui.status import JobStrip, PathLabel, Toast
from affiliate_desktop.gui.theme import Theme
from affiliate_desktop.gui.watcher import WatchBanner

STATEMENT_SUFFIXES = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".json", ".zip", ".gz"})
WORKSPACE_SUFFIX = ".affiliate"


class Window(QMainWindow):
    """The program's one window.

    Signals:
        workspace_wanted(object): open this workspace file (a Path).
        creation_wanted(object): make a workspace there.
        sample_wanted(): show sample data.
        closing(): the user closes the window; everything is saved when the slots return.

    Args:
        theme, jobs: live as long as the program.
    """

    workspace_wanted = Signal(object)
    creation_wanted = Signal(object)
    sample_wanted = Signal()
    closing = Signal()

    def __init__(self, theme: Theme, jobs: Jobs) -> None:
        super().__init__()
        self.theme, self.jobs = theme, jobs
        self.messages = Messages(self)
        self.context: Context | None = None
        self.pages: dict[str, Page] = {}
        self._waiting: list[Request] = []
        self.setWindowTitle(self.tr("Affiliate Desktop"))
        self.setMinimumSize(940, 600)
        self.setAcceptDrops(True)
        self.commands = Commands(self, self)
        self.menus = Menus(self.menuBar(), self.commands.table())
        self._build()
        self._connect()
        self._restore_size()
        self.menus.set_open(is_open=False, read_only=False)

    # --- workspaces --------------------------------------------------------------------------------------------

    def use(self, context: Context) -> None:
        """Shows a workspace: forgets the pages of the one before."""
        self.leave()
        self.context = context
        context.changed.connect(self._changed)
        context.wanted.connect(self._answer)
        workspace = context.app.workspace
        self.sidebar.workspace.setText(workspace.path.stem)
        self.setWindowTitle(self.tr("{name} — Affiliate Desktop").format(name=workspace.path.stem))
        self.path.setText(_short(workspace.path))
        self.trouble.say("" if workspace.read_only is None else str(workspace.read_only), "warning")
        self.menus.set_open(is_open=True, read_only=context.read_only)
        self.sidebar.setEnabled(True)
        self.commands.look_at_history()
        self.watch.begin(context)

    def leave(self) -> None:
        """Lets go of the pages of a workspace."""
        self.toast.dismiss()
        self.watch.stop()
        for page in self.pages.values():
            self.stack.removeWidget(page)
            page.deleteLater()
        self.pages.clear()
        if self.context is not None:
            self.context.deleteLater()
            self.context = None
        self.menus.set_open(is_open=False, read_only=False)

    def show_instead(self, widget: QWidget) -> None:
        """Shows something that is no page (the first screen, a file that can't be opened); it is freed afterwards."""
        self._drop_stranger()
        self.stack.addWidget(widget)
        self.stack.setCurrentWidget(widget)
        self.sidebar.show_page("")
        widget.setFocus()

    # --- pages -------------------------------------------------------------------------------------------------

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    @Slot(str)
    def show_page(self, name: str) -> None:
        """Shows a page, made when it is shown for the first time."""
        if self.context is None or name not in PAGES:
            return
        if name not in self.pages:
            self.pages[name] = _make_page(name, self.context)
            self.stack.addWidget(self.pages[name])
        self.stack.setCurrentWidget(self.pages[name])
        self._drop_stranger()
        self.sidebar.show_page(name)
        QSettings().setValue("window/page", name)

    def take_files(self, files: tuple[Path, ...]) -> None:
        """Opens a workspace file, or brings statements to their page."""
        own = [file for file in files if file.suffix.casefold() == WORKSPACE_SUFFIX]
        rest = tuple(file for file in files if file not in own)
        if own:
            self.workspace_wanted.emit(own[0])
        if rest and self.context is not None:
            self.context.go("statements", "import", files=rest)
        elif rest:
            self._waiting.append(Request("statements", "import", files=rest))

    def send_waiting(self) -> None:
        """Passes on what was asked for before the workspace was open."""
        waiting, self._waiting = self._waiting, []
        for request in waiting:
            self._answer(request)

    @Slot(object)
    def _answer(self, request: Request) -> None:
        self.show_page(request.page)
        page = self.pages.get(request.page)
        if page is not None:
            page.answer(request)

    @Slot(object)
    def _changed(self, _changes: object) -> None:
        self.toast.dismiss()
        self.commands.look_at_history()

    # --- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.sidebar = Sidebar(self.theme)
        self.sidebar.setEnabled(False)
        self.stack = QStackedWidget()
        self.trouble = Banner("warning")
        self.watch = WatchBanner(self.theme)
        held = QWidget()
        right = column(spacing=0)
        right.addWidget(self.trouble)
        right.addWidget(self.watch)
        right.addWidget(self.stack, 1)
        center = row(spacing=0)
        center.addWidget(self.sidebar)
        center.addLayout(right, 1)
        held.setLayout(center)
        self.setCentralWidget(held)
        self.path = PathLabel()
        self.strip = JobStrip(self.jobs, self.theme)
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.addWidget(self.path, 1)
        bar.addPermanentWidget(self.strip)
        self.toast = Toast(self.stack)

    def _connect(self) -> None:
        self.commands.workspace_wanted.connect(self.workspace_wanted)
        self.commands.creation_wanted.connect(self.creation_wanted)
        self.commands.sample_wanted.connect(self.sample_wanted)
        self.sidebar.chosen.connect(self.show_page)
        self.menus.page_chosen.connect(self.show_page)
        self.menus.recent_chosen.connect(self.workspace_wanted)
        self.menus.theme_chosen.connect(self.commands.choose_theme)
        self.toast.undo_wanted.connect(self.commands.undo)
        self.jobs.said.connect(self.toast.say)
        self.jobs.failed.connect(self._failed)
        self.connect_messages(self.messages)
        self._backup_timer = QTimer(self)
        self._backup_timer.setInterval(60_000)
        self._backup_timer.timeout.connect(self.commands.back_up_if_due)
        self._backup_timer.start()

    def connect_messages(self, messages: Messages) -> None:
        """Takes another door for messages."""
        self.messages = messages
        messages.noted.connect(self.toast.say)
        messages.saved.connect(self.toast.say_saved)
        self.toast.file_wanted.connect(messages.reveal)

    @Slot(object)
    def _failed(self, problem: BaseException) -> None:
        self.messages.problem(problem)

    def _drop_stranger(self) -> None:
        for at in reversed(range(self.stack.count())):
            widget = self.stack.widget(at)
            if widget is not None and not isinstance(widget, Page):
                self.stack.removeWidget(widget)
                widget.deleteLater()

    # --- size, drops, closing ----------------------------------------------------------------------------------

    def _restore_size(self) -> None:
        """Size and state only: on Wayland a window can't know its place."""
        settings = QSettings()
        size = settings.value("window/size")
        wanted = size if isinstance(size, QSize) and size.isValid() else QSize(1280, 800)
        room = self.screen().availableGeometry().size()
        self.resize(wanted.boundedTo(room).expandedTo(self.minimumSize()))
        if settings.value("window/maximized") in (True, "true"):
            self.setWindowState(Qt.WindowState.WindowMaximized)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()
            self.statusBar().showMessage(self.tr("Drop to import the statement or open the workspace"))

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.statusBar().clearMessage()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.statusBar().clearMessage()
        files = _dropped(event)
        if files:
            event.acceptProposedAction()
            self.take_files(files)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not all(page.can_close() for page in self.pages.values()):
            event.ignore()
            return
        if not self.isMaximized():
            QSettings().setValue("window/size", self.size())
        QSettings().setValue("window/maximized", self.isMaximized())
        self.hide()
        self.closing.emit()
        event.accept()

    @Slot()
    def come_to_front(self) -> None:
        """Shows the window above others, as far as the system allows."""
        self.setWindowState((self.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive)
        self.show()
        self.raise_()
        self.activateWindow()


def _make_page(name: str, context: Context) -> Page:
    """Imports a page's module and makes the page: ``pages/links.py`` holds ``LinksPage``."""
    module = f"affiliate_desktop.gui.pages.{name}"
    if find_spec(module) is None:
        return Page(context, name.title())
    made = getattr(import_module(module), f"{name.title()}Page")(context)
    assert isinstance(made, Page)  # noqa: S101 - narrows the type
    return made


def _short(path: Path) -> str:
    """A path as people write it, with ``~`` for the home folder."""
    home = Path.home()
    return f"~/{path.relative_to(home).as_posix()}" if path.is_relative_to(home) else str(path)


def _dropped(event: QDropEvent) -> tuple[Path, ...]:
    """Local files of a drop that the window can take."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    known = STATEMENT_SUFFIXES | {WORKSPACE_SUFFIX}
    return tuple(path for path in paths if path.suffix.casefold() in known)

"""Opens, makes and changes the workspace that the window shows; the work is done off the window's thread."""

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTimer, Slot

from affiliate_desktop.app import App
from affiliate_desktop.core.problems import Failed, Problem
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.instance import Instance
from affiliate_desktop.gui.messages import words
from affiliate_desktop.gui.sidebar import PAGES
from affiliate_desktop.gui.window import Window

log = logging.getLogger("affiliate_desktop.workspaces")

_NO_COPY = {"workspace_damaged", "workspace_empty", "not_a_workspace"}
"""Of a file that is at fault itself a copy is no way out."""


class Workspaces(QObject):
    """Holds the open workspace of a window.

    Args:
        window: shows it.
        instance: the right to show the first one, claimed before the window was made; None where it is to be
            claimed at opening.
    """

    def __init__(self, window: Window, instance: Instance | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._jobs = window.jobs
        self.app: App | None = None
        self._instance = instance
        self._next: Instance | None = None
        window.workspace_wanted.connect(self.open)
        window.creation_wanted.connect(self.create)
        window.sample_wanted.connect(self.sample)
        window.closing.connect(self.close)

    @Slot(object)
    def open(self, path: Path) -> None:
        """Opens a workspace file; a default or recent one that does not exist yet is made."""
        self._open(path, create=path == default_path())

    def open_first(self, path: Path) -> None:
        """Opens the workspace of a start; one that was named and does not exist is made."""
        self._open(path, create=True)

    @Slot(object)
    def create(self, path: Path) -> None:
        """Makes a workspace file and shows it."""
        if path.exists():
            text = "“{file}” exists already. Choose another name, or open it."
            self._window.messages.problem(Failed("file_exists", text, file=path.name))
            return
        self._open(path, create=True)

    @Slot()
    def sample(self) -> None:
        """Shows sample data in a workspace file of its own."""
        path = default_path().with_name("Sample.affiliate")
        if path.exists():
            self._open(path, create=False)
            return
        if not self._claim(path):
            return
        progress = self._jobs.progress(self.tr("Making sample data"))
        work = partial(_make_sample, path, progress)
        self._jobs.write(work, self._opened, partial(self._failed, path), progress=progress)

    @Slot()
    def close(self) -> None:
        """Finishes what is being written, backs up what changed and lets go of the file."""
        self._jobs.drain()
        self._let_go(self._window.messages.farewell)
        for held in (self._instance, self._next):
            if held is not None:
                held.release()

    def _open(self, path: Path, *, create: bool) -> None:
        if self._claim(path):
            self._jobs.write(partial(_open, path, create), self._opened, partial(self._failed, path))

    def _claim(self, path: Path) -> bool:
        """Takes the right to show a workspace; where another window shows it, that one comes to the front."""
        if self.app is not None and self.app.workspace.path == path.expanduser().resolve():
            return False
        if self._instance is not None and self.app is None and self._instance.name == Instance(path).name:
            return True
        wanted = Instance(path, self)
        if wanted.claim():
            self._next = wanted
            return True
        wanted.hand_over(())
        self._window.messages.note(self.tr("Another window shows this workspace"))
        return False

    @Slot(object)
    def _opened(self, app: App) -> None:
        from affiliate_desktop.workspace.recents import recent_workspaces, remember_workspace

        self._let_go(self._window.messages.problem)
        if self._next is not None:
            if self._instance is not None:
                self._instance.release()
            self._instance, self._next = self._next, None
        self.app = app
        remember_workspace(app.workspace.path)
        window = self._window
        window.menus.set_recent(recent_workspaces())
        window.use(Context(app, self._jobs, window.messages, window.theme, window))
        self._jobs.read(partial(_first_look, app), self._show)
        QTimer.singleShot(0, self._listen)

    @Slot(object)
    def _show(self, look: tuple[str, bool]) -> None:
        theme, first = look
        window = self._window
        window.theme.choose(theme)
        window.menus.set_theme(theme)
        QSettings().setValue("window/theme", theme)
        if first and window.context is not None:
            from affiliate_desktop.gui.welcome import Welcome

            welcome = Welcome(window.context)
            welcome.sample_wanted.connect(self.sample)
            welcome.done.connect(self._start)
            window.show_instead(welcome)
        else:
            self._start()
        window.send_waiting()

    @Slot()
    def _start(self) -> None:
        page = str(QSettings().value("window/page", "home"))
        self._window.show_page(page if page in PAGES else "home")

    def _failed(self, path: Path, problem: BaseException) -> None:
        if self._next is not None:
            self._next.release()
            self._next = None
        if self.app is not None:
            self._window.messages.problem(problem)
            return
        from affiliate_desktop.gui.welcome import CannotOpen

        if not isinstance(problem, Problem):
            log.error("a workspace could not be opened", exc_info=problem)
        whole = not isinstance(problem, Problem) or problem.code not in _NO_COPY
        page = CannotOpen(self._window.theme, path, words(problem), copies=whole)
        page.other_wanted.connect(self._window.commands.open_workspace)
        page.new_wanted.connect(self._window.commands.create)
        page.copy_wanted.connect(self._copy)
        self._window.show_instead(page)

    @Slot(object)
    def _copy(self, path: Path) -> None:
        """Copies a workspace out of a place where it would be damaged, and opens the copy."""
        from affiliate_desktop.workspace.opening import copy_to_safe_place

        self._jobs.write(partial(copy_to_safe_place, path), self.open)

    @Slot()
    def _listen(self) -> None:
        if self._instance is not None:
            self._instance.called.connect(self._called)
            self._instance.listen()

    @Slot(object)
    def _called(self, files: tuple[Path, ...]) -> None:
        self._window.come_to_front()
        self._window.take_files(files)

    def _let_go(self, tell: Callable[[Problem], object]) -> None:
        if self.app is None:
            return
        self._window.leave()
        app, self.app = self.app, None
        try:
            app.close()
        except Problem as problem:
            log.exception("the backup at closing failed")
            tell(problem)


def default_path() -> Path:
    """The default workspace; as ``workspace.opening`` says, without importing the database for it."""
    import platformdirs

    return platformdirs.user_data_path("affiliate-desktop", appauthor=False) / "Default.affiliate"


def first_path(asked: Path | None) -> Path:
    """The workspace that a start shows: the one asked for, the last one that is still there, or the default."""
    from affiliate_desktop.workspace.recents import recents

    if asked is not None:
        return asked
    return next((recent.path for recent in recents() if not recent.missing), default_path())


def _open(path: Path, create: bool) -> App:  # noqa: FBT001 - called through partial
    return App.open(path, create=create)


def _make_sample(path: Path, progress: Progress) -> App:
    from affiliate_desktop.kits.sample import build_sample

    app = App.open(path)
    try:
        build_sample(app, progress)
        app.preferences.save(first_run_done=True)
    except BaseException:
        app.workspace.close()
        path.unlink(missing_ok=True)
        raise
    return app


def _first_look(app: App) -> tuple[str, bool]:
    """The theme, and whether the first screen is to be shown."""
    settings = app.preferences.load()
    first = not settings.first_run_done and app.workspace.read_only is None
    return settings.theme, first and not app.campaigns.list() and not app.programs.accounts()

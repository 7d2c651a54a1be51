"""What tests of the window may use: real services, a recorder in the place of dialogs, a strict end of each test."""

import gc
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from affiliate_desktop.app import App
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.jobs import Jobs
from affiliate_desktop.gui.messages import Messages, words
from affiliate_desktop.gui.theme import Theme
from affiliate_desktop.gui.window import Window


@dataclass
class Asked:
    """A question or file picker that was shown."""

    kind: str
    title: str
    text: str
    answer: Callable[..., object]


@dataclass
class Told:
    """What the recorder has seen."""

    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    saved: list[Path] = field(default_factory=list)
    revealed: list[Path] = field(default_factory=list)


class RecordedMessages(Messages):
    """Records instead of showing; a test answers with ``yes`` or ``give``."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.told = Told()

    @override
    def note(self, text: str, *, undoable: bool = False) -> None:
        self.told.notes.append(text)
        super().note(text, undoable=undoable)

    @override
    def problem(self, problem: BaseException) -> None:
        self.told.problems.append(words(problem))

    @override
    def farewell(self, problem: BaseException) -> None:
        self.told.problems.append(words(problem))

    @override
    def tell(self, title: str, text: str) -> None:
        self.told.texts.append(f"{title}: {text}")

    @override
    def ask(self, title: str, text: str, yes: str, on_yes: Any, *, danger: bool = False) -> None:
        self.told.asked.append(Asked("question", title, text, on_yes))

    @override
    def ask_open(self, title: str, filters: str, on_path: Any) -> None:
        self.told.asked.append(Asked("open", title, filters, on_path))

    @override
    def ask_open_many(self, title: str, filters: str, on_paths: Any) -> None:
        self.told.asked.append(Asked("open many", title, filters, on_paths))

    @override
    def ask_save(self, title: str, name: str, filters: str, on_path: Any) -> None:
        self.told.asked.append(Asked("save", title, name, on_path))

    @override
    def ask_folder(self, title: str, on_path: Any) -> None:
        self.told.asked.append(Asked("folder", title, "", on_path))

    @override
    def note_saved(self, path: Path) -> None:
        self.told.saved.append(path)
        super().note_saved(path)

    @override
    def reveal(self, path: Path) -> None:
        self.told.revealed.append(path)

    def yes(self) -> None:
        """Agrees to the last question."""
        self.told.asked.pop().answer()

    def give(self, path: object) -> None:
        """Answers the last file picker."""
        self.told.asked.pop().answer(path)


@pytest.fixture(autouse=True)
def no_modal_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dialog that nobody can close would hang the run."""

    def refuse(*_arguments: object, **_keywords: object) -> None:
        raise AssertionError("exec() was called; show dialogs with open()")

    for kind in (QDialog, QMessageBox, QFileDialog):
        monkeypatch.setattr(kind, "exec", refuse)


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, qapp: QApplication) -> None:
    """Window state of its own for each test."""
    qapp.setApplicationName("affiliate-desktop")
    qapp.setOrganizationName("affiliate-desktop")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "home" / "qt"))
    QSettings().clear()


@pytest.fixture(autouse=True)
def nothing_is_left(qapp: QApplication, own_settings: None) -> Iterator[None]:
    """The collector is off while a test runs; afterwards every window is freed and no thread is left.

    What was there before the test is left out of the collections, which took longer than the tests.
    """
    gc.collect()
    gc.freeze()
    gc.disable()
    yield
    for widget in qapp.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    flush()
    gc.collect()
    flush()
    gc.enable()
    ours = [thread.name for thread in threading.enumerate() if thread.name.startswith(("writer", "reader"))]
    assert not ours, f"threads were left running: {ours}"
    assert not qapp.topLevelWidgets()


def flush() -> None:
    """Delivers deferred deletes; ``processEvents`` alone does not."""
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The look, made once as the program does."""
    return Theme(qapp)


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    """The background, drained at the end."""
    jobs = Jobs()
    yield jobs
    jobs.drain()
    flush()
    jobs.deleteLater()


@pytest.fixture
def messages(qapp: QApplication, qtbot: QtBot) -> RecordedMessages:
    """The recorder in the place of dialogs."""
    owner = QWidget()
    qtbot.addWidget(owner)
    return RecordedMessages(owner)


@pytest.fixture
def context(app: App, jobs: Jobs, messages: RecordedMessages, theme: Theme) -> Iterator[Context]:
    """What pages get, on a fresh workspace."""
    context = Context(app, jobs, messages, theme)
    jobs.failed.connect(messages.problem)
    yield context
    jobs.drain()
    context.deleteLater()


@pytest.fixture
def settle(qtbot: QtBot, jobs: Jobs) -> Callable[[], None]:
    """Waits until no job runs and everything that was posted has arrived."""

    def wait() -> None:
        for _ in range(3):
            QCoreApplication.processEvents()
            qtbot.waitUntil(lambda: not jobs.busy, timeout=30_000)
        QCoreApplication.processEvents()

    return wait


@pytest.fixture
def window(app: App, jobs: Jobs, theme: Theme, qtbot: QtBot, settle: Callable[[], None]) -> Iterator[Window]:
    """The whole window on a fresh workspace, with recorded messages (``window.messages``)."""
    made = Window(theme, jobs)
    made.connect_messages(RecordedMessages(made))
    made.use(Context(app, jobs, made.messages, theme, made))
    made.show()
    settle()
    yield made
    jobs.drain()
    made.leave()
    made.close()
    made.deleteLater()
    flush()

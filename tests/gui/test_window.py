import gc
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QAccessible, QAction, QDropEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from affiliate_desktop.app import App
from affiliate_desktop.campaigns.model import Campaign
from affiliate_desktop.core.clock import FixedClock
from affiliate_desktop.core.problems import Failed
from affiliate_desktop.gui.context import Context, Request
from affiliate_desktop.gui.jobs import Jobs
from affiliate_desktop.gui.parts import EmptyState
from affiliate_desktop.gui.sidebar import PAGES
from affiliate_desktop.gui.theme import Theme
from affiliate_desktop.gui.window import Window
from affiliate_desktop.workspace.file import Workspace
from tests.gui.conftest import RecordedMessages

INPUTS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView, QAbstractSpinBox, QTabWidget)
SOURCE = Path(sys.modules[Window.__module__].__file__ or "").parent


@pytest.mark.parametrize("page", PAGES)
def test_every_control_of_a_page_has_an_accessible_name(window: Window, page: str, settle) -> None:
    window.show_page(page)
    settle()
    nameless = [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in window.findChildren(QWidget)
        if isinstance(widget, INPUTS) and _is_for_people(widget) and not _name(widget)
    ]
    assert not nameless


@pytest.mark.parametrize("page", PAGES)
def test_no_two_commands_share_a_shortcut(window: Window, page: str, settle) -> None:
    window.show_page(page)
    settle()
    seen: dict[str, str] = {}
    for action in [*window.menus.actions.values(), *window.findChildren(QAction)]:
        keys = action.shortcut().toString()
        if not keys or action.shortcutContext() == Qt.ShortcutContext.WidgetShortcut:
            continue
        assert seen.setdefault(keys, action.text()) == action.text(), keys


def test_mnemonics_are_unique_in_each_menu(window: Window) -> None:
    for top in window.menuBar().actions():
        letters = [
            action.text().replace("&&", "").partition("&")[2][:1].casefold()
            for action in top.menu().actions()  # type: ignore[attr-defined]
            if "&" in action.text().replace("&&", "")
        ]
        assert len(letters) == len(set(letters)), (top.text(), letters)


def test_every_page_is_reached_by_mouse_and_by_key(window: Window, qtbot: QtBot, settle) -> None:
    buttons = {str(each.property("page")): each for each in window.sidebar.findChildren(QAbstractButton)}
    for page in PAGES:
        qtbot.mouseClick(buttons[page], Qt.MouseButton.LeftButton)
        assert window.page is window.pages[page]
    for page in reversed(PAGES):
        window.menus.actions[page].trigger()
        assert window.page is window.pages[page]
        assert buttons[page].isChecked()
    assert QSettings().value("window/page") == PAGES[0]
    settle()


def test_the_menu_says_what_undo_would_take_back(window: Window, app: App, settle) -> None:
    assert not window.menus.actions["undo"].isEnabled()
    window.jobs.write(lambda: app.campaigns.add(Campaign("Spring & summer")))
    settle()
    assert "Spring && summer" in window.menus.actions["undo"].text()
    window.menus.actions["undo"].trigger()
    settle()
    assert app.campaigns.list() == ()
    assert "Spring && summer" in window.menus.actions["redo"].text()
    window.menus.actions["redo"].trigger()
    settle()
    assert [each.name for each in app.campaigns.list()] == ["Spring & summer"]


def test_a_success_with_undo_is_offered_in_the_toast(window: Window, app: App, qtbot: QtBot, settle) -> None:
    window.jobs.write(lambda: app.campaigns.add(Campaign("Spring")), said="Campaign added", undoable=True)
    settle()
    assert window.toast.isVisible()
    assert window.toast.text.text() == "Campaign added"
    qtbot.mouseClick(window.toast.undo, Qt.MouseButton.LeftButton)
    settle()
    assert app.campaigns.list() == ()


def test_an_error_nobody_waits_for_is_shown_in_words(window: Window, settle) -> None:
    window.jobs.write(_fail)
    settle()
    assert _told(window).problems == ["The disk is full."]


def test_a_workspace_that_is_dropped_is_opened(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "other.affiliate"
    file.write_bytes(b"x")
    with qtbot.waitSignal(window.workspace_wanted) as wanted:
        window.dropEvent(_drop(file))
    assert wanted.args == [file]


def test_statements_that_are_dropped_go_to_their_page(window: Window, tmp_path: Path, settle) -> None:
    asked: list[Request] = []
    assert window.context is not None
    window.context.wanted.disconnect()
    window.context.wanted.connect(asked.append)
    files = [tmp_path / "one.csv", tmp_path / "two.xlsx", tmp_path / "photo.png"]
    window.dropEvent(_drop(*files))
    assert [(request.page, request.action, request.files) for request in asked] == [
        ("statements", "import", tuple(files[:2]))
    ]


def test_a_read_only_workspace_says_so_and_disables_what_writes(
    app: App, theme: Theme, jobs: Jobs, qtbot: QtBot, settle, clock: FixedClock
) -> None:
    why = Failed("newer", "This workspace was made by a newer program, so it is open for reading only.")
    locked = App(Workspace(app.workspace.path, clock, read_only=why), clock)
    window = Window(theme, jobs)
    window.connect_messages(RecordedMessages(window))
    window.use(Context(locked, jobs, window.messages, theme, window))
    window.show()
    for page in ("campaigns", "accounts", "home"):
        window.show_page(page)
        settle()
        offered = [each.action for each in window.findChildren(EmptyState) if each.action.isVisible()]
        assert [each.isEnabled() for each in offered] == [False]
    assert window.trouble.isVisible()
    assert "newer program" in window.trouble.text.text()
    assert not window.menus.actions["import"].isEnabled()
    assert not window.menus.actions["undo"].isEnabled()
    window.menus.actions["new"].trigger()
    settle()
    assert _told(window).problems == []
    jobs.drain()
    window.leave()
    locked.close()


def test_the_windows_size_is_remembered_and_its_place_is_not_needed(window: Window, app: App, theme: Theme) -> None:
    window.resize(940, 700)
    window.close()
    other = Window(theme, Jobs(window))
    assert (other.width(), other.height()) == (940, 700)
    other.jobs.drain()


def test_the_shortcuts_dialog_lists_each_command_that_has_a_key(window: Window) -> None:
    window.menus.actions["shortcuts"].trigger()
    dialog = window.findChild(QWidget, "shortcuts")
    assert dialog is not None
    texts = {str(each.property("text")) for each in dialog.findChildren(QWidget)}
    for action in window.menus.actions.values():
        if not action.shortcut().isEmpty():
            assert action.property("plain") in texts


def test_no_slot_is_a_lambda_or_a_partial() -> None:
    wrong = [
        f"{file.name}:{number}"
        for file in SOURCE.rglob("*.py")
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if ".connect(lambda" in line or ".connect(partial" in line or ".connect(functools" in line
    ]
    assert not wrong


def test_no_reference_to_none_is_lost_in_a_thousand_calls(qapp, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    gc.collect()
    before = sys.getrefcount(None)
    for _ in range(1000):
        widget.setEnabled(True)
        widget.update()
    assert sys.getrefcount(None) > before - 100


def _is_for_people(widget: QWidget) -> bool:
    """Seen, and not a part of another control, which speaks for it."""
    part = isinstance(widget, QHeaderView) or isinstance(
        widget.parentWidget(), QAbstractSpinBox | QLineEdit | QComboBox
    )
    return widget.isVisible() and not part and not widget.objectName().startswith("qt_")


def _name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip()


def _told(window: Window):
    assert isinstance(window.messages, RecordedMessages)
    return window.messages.told


def _fail() -> None:
    raise Failed("disk_full", "The disk is full.")


_DATA: list[QMimeData] = []


def _drop(*files: Path) -> QDropEvent:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    _DATA.append(data)
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    return QDropEvent(QPointF(QPoint(5, 5)), Qt.DropAction.CopyAction, data, buttons, keys)


@pytest.fixture(autouse=True)
def _forget_drops() -> Iterator[None]:
    yield
    _DATA.clear()

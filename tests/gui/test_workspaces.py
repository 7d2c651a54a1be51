"""Opening, making and changing workspaces; the first screen; settings and backups."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from affiliate_desktop.app import App
from affiliate_desktop.campaigns.model import Campaign
from affiliate_desktop.core.problems import Failed
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.instance import Instance
from affiliate_desktop.gui.jobs import Jobs
from affiliate_desktop.gui.pages.home import HomePage
from affiliate_desktop.gui.settings.dialog import SettingsDialog
from affiliate_desktop.gui.theme import Theme
from affiliate_desktop.gui.welcome import CannotOpen, Welcome
from affiliate_desktop.gui.window import Window
from affiliate_desktop.gui.workspaces import Workspaces, default_path
from tests.gui.conftest import RecordedMessages


@pytest.fixture
def started(theme: Theme, jobs: Jobs, qtbot: QtBot) -> Iterator[Workspaces]:
    """The window as a start makes it, without a workspace yet."""
    window = Window(theme, jobs)
    window.connect_messages(RecordedMessages(window))
    workspaces = Workspaces(window)
    window.show()
    yield workspaces
    window.close()


def _window(workspaces: Workspaces) -> Window:
    window = workspaces.parent()
    assert isinstance(window, Window)
    return window


def _messages(workspaces: Workspaces) -> RecordedMessages:
    messages = _window(workspaces).messages
    assert isinstance(messages, RecordedMessages)
    return messages


def test_starting_empty_is_one_click(started: Workspaces, tmp_path: Path, qtbot: QtBot, settle) -> None:
    started.open_first(tmp_path / "mine.affiliate")
    settle()
    welcome = _window(started).stack.currentWidget()
    assert isinstance(welcome, Welcome)
    qtbot.mouseClick(welcome.empty_button, Qt.MouseButton.LeftButton)
    settle()
    assert isinstance(_window(started).page, HomePage)
    assert started.app is not None
    assert started.app.preferences.load().first_run_done


def test_sample_data_is_made_in_a_file_of_its_own(started: Workspaces, tmp_path: Path, qtbot: QtBot, settle) -> None:
    started.open_first(tmp_path / "mine.affiliate")
    settle()
    welcome = _window(started).stack.currentWidget()
    assert isinstance(welcome, Welcome)
    qtbot.mouseClick(welcome.sample_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: started.app is not None and started.app.workspace.path.stem == "Sample", timeout=30_000)
    settle()
    assert started.app is not None
    assert started.app.campaigns.list()
    assert isinstance(_window(started).page, HomePage)
    assert default_path().with_name("Sample.affiliate").is_file()
    mine = App.open(tmp_path / "mine.affiliate")
    assert mine.campaigns.list() == ()
    mine.close()


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100])
def test_a_file_that_is_no_workspace_is_told_with_ways_out(
    started: Workspaces, tmp_path: Path, content: bytes, settle
) -> None:
    file = tmp_path / "broken.affiliate"
    file.write_bytes(content)
    started.open_first(file)
    settle()
    page = _window(started).stack.currentWidget()
    assert isinstance(page, CannotOpen)
    assert page.why.text()
    assert "Traceback" not in page.why.text()
    assert not page.copy.isVisible()
    page.new.click()
    _messages(started).give(tmp_path / "fresh.affiliate")
    settle()
    assert isinstance(_window(started).stack.currentWidget(), Welcome)
    assert file.read_bytes() == content


def test_another_workspace_takes_the_place_of_the_first(started: Workspaces, tmp_path: Path, settle) -> None:
    for name in ("one", "two"):
        app = App.open(tmp_path / f"{name}.affiliate")
        app.campaigns.add(Campaign(f"campaign of {name}"))
        app.close()
    started.open_first(tmp_path / "one.affiliate")
    settle()
    _window(started).show_page("campaigns")
    settle()
    _window(started).menus.actions["open"].trigger()
    _messages(started).give(tmp_path / "two.affiliate")
    settle()
    assert started.app is not None
    assert [each.name for each in started.app.campaigns.list()] == ["campaign of two"]
    assert _window(started).windowTitle().startswith("two")
    recents = [action.data() for action in _window(started).menus._recent.actions()]
    assert recents == [tmp_path / "two.affiliate", tmp_path / "one.affiliate"]
    released = Instance(tmp_path / "one.affiliate")
    assert released.claim()
    released.release()


def test_a_broken_file_leaves_the_open_workspace_alone(started: Workspaces, tmp_path: Path, settle) -> None:
    started.open_first(tmp_path / "good.affiliate")
    settle()
    (tmp_path / "bad.affiliate").write_bytes(b"x" * 5000)
    started.open(tmp_path / "bad.affiliate")
    settle()
    assert len(_messages(started).told.problems) == 1
    assert started.app is not None
    assert started.app.workspace.path.name == "good.affiliate"


def test_a_new_workspace_never_replaces_a_file(started: Workspaces, tmp_path: Path, settle) -> None:
    started.open_first(tmp_path / "good.affiliate")
    settle()
    (tmp_path / "old.affiliate").write_bytes(b"precious")
    started.create(tmp_path / "old.affiliate")
    settle()
    assert "exists already" in _messages(started).told.problems[0]
    assert (tmp_path / "old.affiliate").read_bytes() == b"precious"


def test_closing_backs_up_what_changed(started: Workspaces, tmp_path: Path, settle) -> None:
    started.open_first(tmp_path / "mine.affiliate")
    settle()
    assert started.app is not None
    app = started.app
    app.campaigns.add(Campaign("New"))
    _window(started).close()
    assert _is_closed(started)
    again = App.open(tmp_path / "mine.affiliate")
    assert [backup.reason for backup in again.backups.list()] == ["close"]
    again.close()


def test_a_backup_that_fails_at_closing_is_told(
    started: Workspaces, tmp_path: Path, settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    started.open_first(tmp_path / "mine.affiliate")
    settle()

    def full(_app: App) -> None:
        raise Failed("disk_full", "The backup could not be written: the disk is full.")

    app = started.app
    monkeypatch.setattr(App, "close", full)
    _window(started).close()
    assert _messages(started).told.problems == ["The backup could not be written: the disk is full."]
    assert _is_closed(started)
    monkeypatch.undo()
    assert app is not None
    app.close()


def _is_closed(workspaces: Workspaces) -> bool:
    return workspaces.app is None


def test_settings_are_saved_and_applied(context: Context, theme: Theme, qtbot: QtBot, messages, settle) -> None:
    dialog = SettingsDialog(context, messages.parent())
    dialog.open()
    settle()
    dialog.theme.set_value("dark")
    dialog.paper.set_value("Letter")
    dialog.disclosure.setPlainText("Ad")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    settle()
    settings = context.app.preferences.load()
    assert (settings.theme, settings.paper, settings.disclosure) == ("dark", "Letter", "Ad")
    assert theme.choice == "dark"
    theme.choose("light")


def test_a_workspace_is_checked_from_the_settings(context: Context, messages, settle) -> None:
    dialog = SettingsDialog(context, messages.parent(), "workspace")
    dialog.open()
    settle()
    dialog.check_button.click()
    settle()
    assert dialog.verdict.text.text() == "The file is sound."
    dialog.close()


def test_a_backup_is_made_and_restored(context: Context, app: App, messages: RecordedMessages, settle) -> None:
    app.campaigns.add(Campaign("Before"))
    dialog = SettingsDialog(context, messages.parent(), "backups")  # type: ignore[arg-type]
    dialog.open()
    settle()
    dialog.backups.make.click()
    settle()
    assert dialog.backups.model.rowCount() == 1
    app.campaigns.add(Campaign("After"))
    changes: list[object] = []
    context.changed.connect(changes.append)
    dialog.backups.table.selectRow(0)
    dialog.backups.restore.click()
    assert messages.told.asked[-1].title == "Restore this backup?"
    messages.yes()
    settle()
    assert [each.name for each in app.campaigns.list()] == ["Before"]
    assert changes
    assert dialog.backups.model.rowCount() == 2
    dialog.close()


def test_the_theme_menu_changes_and_keeps_the_theme(window: Window, app: App, theme: Theme, settle) -> None:
    window.commands.choose_theme("dark")
    settle()
    assert theme.colors.dark
    assert app.preferences.load().theme == "dark"
    window.commands.choose_theme("light")
    settle()


def test_the_menus_open_the_settings(window: Window, settle) -> None:
    for name, tab in (("settings", 0), ("restore", 2)):
        window.menus.actions[name].trigger()
        settle()
        dialog = next(each for each in window.findChildren(QDialog) if isinstance(each, SettingsDialog))
        assert dialog.tabs.currentIndex() == tab
        dialog.close()
        from tests.gui.conftest import flush

        flush()
    window.menus.actions["backup"].trigger()
    settle()
    assert window.toast.text.text() == "A verified backup was made"

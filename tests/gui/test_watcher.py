"""The watched folder in the window: chosen in Settings, new files offered above the page, none imported by itself."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from affiliate_desktop.gui.jobs import Jobs
from affiliate_desktop.gui.settings.dialog import SettingsDialog
from affiliate_desktop.gui.statements.dialog import ImportDialog
from affiliate_desktop.gui.watcher import WatchBanner
from affiliate_desktop.gui.window import Window
from affiliate_desktop.programs.model import Account
from affiliate_desktop.statements import watching
from tests.gui.conftest import RecordedMessages
from tests.gui.person import Person

Settle = Callable[[], None]
TABLE = "When,Got\n2026-03-01,5.00\n2026-03-02,6.00\n"


@pytest.fixture
def person(qtbot: QtBot, window: Window, jobs: Jobs) -> Person:
    return Person(qtbot, window, jobs)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose files settle at once."""
    monkeypatch.setattr(watching, "SETTLED_S", 0.0)
    made = tmp_path / "downloads"
    made.mkdir()
    return made


def chosen(person: Person, folder: Path | None) -> WatchBanner:
    """The folder is chosen in Settings, or the watch is turned off."""
    window = person.window
    window.commands.settings()
    dialog = person.dialog(SettingsDialog)
    if folder is None:
        person.click(dialog.watch.clear)
    else:
        person.click(dialog.watch.choose)
        assert isinstance(window.messages, RecordedMessages)
        window.messages.give(folder)
    person.press("Save", dialog)
    assert person.sees_no_dialog()
    window.watch._soon.setInterval(50)
    return window.watch


def test_a_new_file_is_offered_and_comes_in_through_the_dialog_only(person, window, folder, qtbot):
    app = window.context.app
    app.programs.add_account(Account("Shops", "utm", currency="EUR"))
    banner = chosen(person, folder)
    assert not banner.isVisible()
    (folder / "march.csv").write_text(TABLE)
    qtbot.waitUntil(banner.isVisible, timeout=10_000)
    assert "march.csv" in banner.text.text()
    assert app.ledger.count() == 0
    person.click(banner.import_button)
    dialog = person.dialog(ImportDialog)
    assert dialog.file.text() == "march.csv"
    person.click(dialog.import_button)
    assert app.ledger.count() == 2
    assert not banner.isVisible()


def test_ignored_files_are_offered_again_only_after_undo(person, window, folder, qtbot):
    banner = chosen(person, folder)
    for name in ("a", "b", "c", "d"):
        (folder / f"{name}.csv").write_text(TABLE.replace("5.00", f"{ord(name)}.00"))
    qtbot.waitUntil(lambda: "1 more" in banner.text.text(), timeout=10_000)
    person.click(banner.ignore_button)
    qtbot.waitUntil(lambda: not banner.isVisible(), timeout=10_000)
    banner.look()
    person.rest()
    assert not banner.isVisible()
    window.commands.undo()
    qtbot.waitUntil(banner.isVisible, timeout=10_000)
    person.click(banner.close_button)
    banner.look()
    person.rest()
    assert not banner.isVisible()


def test_a_folder_that_goes_away_says_so_until_it_is_turned_off(person, window, folder, qtbot):
    banner = chosen(person, folder)
    folder.rmdir()
    banner.look()
    qtbot.waitUntil(banner.isVisible, timeout=10_000)
    assert "downloads" in banner.text.text()
    assert banner.property("tone") == "warning"
    assert not banner.import_button.isVisible()
    folder.mkdir()
    banner.look()
    qtbot.waitUntil(lambda: not banner.isVisible(), timeout=10_000)
    chosen(person, None)
    (folder / "march.csv").write_text(TABLE)
    banner.look()
    person.rest()
    assert not banner.isVisible()
    assert window.context.app.preferences.load().watch_folder == ""


def test_files_that_lay_there_are_left_alone(person, window, folder):
    (folder / "old.csv").write_text(TABLE)
    banner = chosen(person, folder)
    window.jobs.write(partial(window.context.app.preferences.save, watch_since="2099-01-01T00:00:00+00:00"))
    person.rest()
    assert not banner.isVisible()
    assert [each.name for each in folder.iterdir()] == ["old.csv"]

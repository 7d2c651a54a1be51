"""Saved mappings in the window: renamed, removed and taken back, exported and imported, by mouse alone."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from affiliate_desktop.app import App
from affiliate_desktop.gui.jobs import Jobs
from affiliate_desktop.gui.statements.formats_dialog import FormatsDialog
from affiliate_desktop.gui.statements.profiles_dialog import ProfilesDialog, RenameDialog
from affiliate_desktop.gui.window import Window
from affiliate_desktop.statements.model import ColumnMap, Field
from tests.gui.conftest import RecordedMessages
from tests.gui.person import Person

KETTLE = ColumnMap({Field.DATE: "When", Field.COMMISSION: "Earned"}, date_format="%d.%m.%Y")


def names(dialog: ProfilesDialog) -> list[str]:
    """What the list holds."""
    return sorted(each.name for each in dialog.model.records)


def test_mappings_are_renamed_removed_taken_back_and_shared_with_the_mouse(
    app: App, window: Window, qtbot: QtBot, jobs: Jobs, tmp_path: Path
) -> None:
    app.profiles.save("Kettle shop", ("When", "Earned"), KETTLE)
    app.profiles.save("Tea", ("Day", "Amount"), ColumnMap({Field.DATE: "Day", Field.COMMISSION: "Amount"}))
    person, messages = Person(qtbot, window, jobs), window.messages
    assert isinstance(messages, RecordedMessages)
    person.go("Statements")
    person.press("Formats…")
    formats = person.dialog(FormatsDialog)
    person.press("Saved mappings…", formats)
    dialog = person.dialog(ProfilesDialog)
    person.rest()
    assert names(dialog) == ["Kettle shop", "Tea"]
    kettle = next(each.id for each in dialog.model.records if each.name == "Kettle shop")

    dialog.table.select(kettle)
    person.press("Rename…", dialog)
    rename = person.dialog(RenameDialog)
    person.write(rename.wanted, "tea")
    person.press("Rename", rename)
    person.rest()
    assert "already" in rename.trouble.text.text()
    person.write(rename.wanted, "Kettles")
    person.press("Rename", rename)
    person.rest()
    assert names(dialog) == ["Kettles", "Tea"]

    dialog.table.select(kettle)
    person.press("Export…", dialog)
    messages.give(tmp_path / "out.toml")
    person.rest()
    assert messages.told.saved == [tmp_path / "out.toml"]
    person.press("Remove", dialog)
    person.rest()
    assert names(dialog) == ["Tea"]
    app.workspace.undo()
    assert app.profiles.get("Kettles").columns == KETTLE
    app.profiles.remove("Kettles")
    person.press("Import…", dialog)
    messages.give((tmp_path / "out.toml",))
    person.rest()
    assert names(dialog) == ["Kettles", "Tea"]
    assert app.profiles.get("Kettles").columns == KETTLE

    (tmp_path / "bad.toml").write_text("network = 1")
    person.press("Import…", dialog)
    messages.give((tmp_path / "bad.toml",))
    person.rest()
    assert dialog.trouble.text.text()
    assert names(dialog) == ["Kettles", "Tea"]
    person.press("Close", dialog)
    person.press("Close", formats)
    assert person.sees_no_dialog()

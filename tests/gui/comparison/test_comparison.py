"""Comparing statements by mouse: two imports chosen, kinds narrowed, rows sorted, and saved as files."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from affiliate_desktop.app import App
from affiliate_desktop.gui.comparison.chooser import ChooserDialog
from affiliate_desktop.gui.comparison.window import ComparisonWindow
from affiliate_desktop.gui.jobs import Jobs
from affiliate_desktop.gui.window import Window
from affiliate_desktop.programs.model import Account
from affiliate_desktop.statements.comparison_model import DifferenceKind, OnDisk
from affiliate_desktop.statements.model import ColumnMap, Field
from tests.gui.conftest import RecordedMessages
from tests.gui.person import Person

HEAD = "Date,Id,Commission,Product\n"
MAY = HEAD + "2026-05-01,A1,5.00,Boots\n2026-05-02,A2,2.50,Poles\n2026-05-03,A3,9.00,Kettle\n"
LATER = HEAD + "2026-05-01,A1,4.00,Boots\n2026-05-02,A2,2.50,Poles\n2026-05-03,A4,1.00,Cup\n"
COLUMNS = ColumnMap(
    {Field.DATE: "Date", Field.EXTERNAL_ID: "Id", Field.COMMISSION: "Commission", Field.PRODUCT: "Product"}
)


@pytest.fixture
def files(app: App, tmp_path: Path) -> tuple[Path, Path]:
    account = app.programs.add_account(Account("Shops", "awin", currency="EUR")).value
    made = (tmp_path / "may.csv", tmp_path / "later.csv")
    for file, text in zip(made, (MAY, LATER), strict=True):
        file.write_text(text)
        app.statements.import_file(file, account.id, column_map=COLUMNS)
    return made


@pytest.fixture
def person(files: tuple[Path, Path], window: Window, qtbot: QtBot, jobs: Jobs) -> Person:
    return Person(qtbot, window, jobs)


def test_two_imports_are_compared_with_the_mouse_alone(
    person: Person, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    person.go("Statements")
    person.press("Compare…")
    chooser = person.dialog(ChooserDialog)
    assert (chooser.before.currentText()[:7], chooser.after.currentText()[:9]) == ("may.csv", "later.csv")
    person.press("Compare", chooser)
    shown = person.dialog(ComparisonWindow)
    person.rest()
    assert [record.external_id for record in shown.model.records] == ["A3", "A1", "A4"]
    assert set(shown.chips) == {DifferenceKind.VANISHED, DifferenceKind.APPEARED, DifferenceKind.SHRANK}
    assert "1 row" in shown.chips[DifferenceKind.VANISHED].text()
    assert "9.00" in shown.chips[DifferenceKind.VANISHED].text()
    person.click(shown.chips[DifferenceKind.SHRANK])
    assert [record.external_id for record in shown.model.records] == ["A1"]
    person.click(shown.chips[DifferenceKind.SHRANK])
    person.write(shown.search, "kettle")
    qtbot.waitUntil(lambda: [record.external_id for record in shown.model.records] == ["A3"])
    messages = window.messages
    assert isinstance(messages, RecordedMessages)
    for press, name in (("Save as CSV…", "d.csv"), ("Save as spreadsheet…", "d.xlsx")):
        person.press(press, shown)
        messages.give(tmp_path / name)
        person.rest()
        assert messages.told.saved[-1] == tmp_path / name
        assert (tmp_path / name).stat().st_size > 100
    person.press("Save as PDF…", shown)
    assert messages.told.asked[-1].text == "comparison Shops 2026-05-01 2026-05-03.pdf"
    person.press("Close", shown)
    assert person.sees_no_dialog()


def test_the_same_file_twice_and_days_that_are_none_are_said_in_place(person: Person, files: tuple[Path, Path]) -> None:
    person.go("Statements")
    person.press("Compare…")
    chooser = person.dialog(ChooserDialog)
    person.pick(chooser.after, chooser.before.currentText())
    person.press("Compare", chooser)
    assert "both sides" in chooser.form.rows["after"].complaint.text()
    chooser.choose_file(chooser.after, files[1])
    assert chooser.after.value() == OnDisk(files[1])
    person.pick(chooser.days, "These days")
    person.write(chooser.start, "2026-05-44")
    person.press("Compare", chooser)
    assert "no date" in chooser.form.rows["start"].complaint.text()
    person.write(chooser.start, "2026-05-02")
    person.press("Compare", chooser)
    shown = person.dialog(ComparisonWindow)
    assert [record.external_id for record in shown.model.records] == ["A3", "A4"]
    person.press("Close", shown)


def test_closing_the_chooser_stops_a_comparison_and_closing_the_rows_stops_a_save(
    person: Person, window: Window, files: tuple[Path, Path], tmp_path: Path
) -> None:
    person.go("Statements")
    person.press("Compare…")
    chooser = person.dialog(ChooserDialog)
    chooser.save()
    assert chooser._progress is not None
    progress = chooser._progress
    chooser.reject()
    assert progress.stop.is_set()
    assert person.sees_no_dialog()
    person.press("Compare…")
    person.press("Compare", person.dialog(ChooserDialog))
    shown = person.dialog(ComparisonWindow)
    shown.comparison.close()
    person.press("Save as CSV…", shown)
    messages = window.messages
    assert isinstance(messages, RecordedMessages)
    messages.give(tmp_path / "never.csv")
    person.rest()
    assert messages.told.problems == ["Stopped; nothing was written."]
    assert not (tmp_path / "never.csv").exists()
    person.press("Close", shown)


def test_a_file_whose_dates_do_not_tell_their_order_is_asked_about_and_compared(person: Person, tmp_path: Path) -> None:
    file = tmp_path / "open.csv"
    file.write_text(HEAD + "05/01/2026,A1,4.00,Boots\n05/02/2026,A2,2.50,Poles\n05/03/2026,A3,many,Kettle\n")
    person.go("Statements")
    person.press("Compare…")
    chooser = person.dialog(ChooserDialog)
    chooser.choose_file(chooser.after, file)
    person.press("Compare", chooser)
    person.rest()
    assert "05/01/2026" in chooser.asking.text.text()
    assert not chooser.trouble.isVisible()
    person.press("Month first", chooser)
    shown = person.dialog(ComparisonWindow)
    person.rest()
    assert [record.external_id for record in shown.model.records] == ["A1"]
    person.press("Close", shown)

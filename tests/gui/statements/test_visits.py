"""A report of visits in the window: its days asked for, its rows shown before and after, its import taken back."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from affiliate_desktop.app import App
from affiliate_desktop.gui.jobs import Jobs
from affiliate_desktop.gui.pages.statements import StatementsPage
from affiliate_desktop.gui.statements.dialog import ImportDialog
from affiliate_desktop.gui.statements.visit_rows import VisitRowsDialog
from affiliate_desktop.gui.window import Window
from affiliate_desktop.programs.model import Account
from tests.gui.person import Person
from tests.statements.files import write_text

ROWS = "Session campaign,Sessions,Active users\nspring,1200,1000\nfall,30,20\n"
JANUARY = "# Start date: 20260101\n# End date: 20260131\n"


@pytest.fixture
def person(app: App, qtbot: QtBot, window: Window, jobs: Jobs) -> Person:
    """Somebody with pages of their own."""
    app.programs.add_account(Account("Blog", "utm"))
    window.resize(1280, 800)
    return Person(qtbot, window, jobs)


def dropped(person: Person, file: Path) -> ImportDialog:
    """The dialog for a file that was dropped on the window."""
    person.go("Statements")
    person.drop(file)
    return person.dialog(ImportDialog)


def texts(page: StatementsPage) -> str:
    """All that the panel beside the list says."""
    return " | ".join(each.text() for each in page.panel.findChildren(QLabel))


def test_days_that_the_file_does_not_tell_are_asked_for_before_anything_else(
    app: App, person: Person, tmp_path: Path
) -> None:
    dialog = dropped(person, write_text(tmp_path / "ga.csv", ROWS))
    assert "Of which days" in dialog.question.text.text()
    assert dialog.question.days.isVisible()
    assert not dialog.question.days.use_button.isEnabled()
    assert not dialog.import_button.isEnabled()
    dialog.question.days.first.setText("2026-01-31")
    dialog.question.days.last.setText("2026-01-01")
    assert not dialog.question.days.use_button.isEnabled()
    dialog.question.days.first.setText("2026-01-01")
    dialog.question.days.last.setText("2026-01-31")
    person.click(dialog.question.days.use_button)
    assert not dialog.question.isVisible()
    assert [one.campaign for one in dialog.preview.visits.records.records] == ["spring", "fall"]
    assert "Import 2 rows" in dialog.import_button.text()
    person.click(dialog.import_button)
    (statement,) = app.statements.list()
    assert (statement.first_day, statement.last_day, statement.new) == ("2026-01-01", "2026-01-31", 2)


def test_the_panel_and_the_rows_speak_of_visits_and_a_later_file_of_the_same_days_counts(
    app: App, person: Person, tmp_path: Path
) -> None:
    account = app.programs.account("Blog").id
    app.statements.import_file(write_text(tmp_path / "one.csv", JANUARY + ROWS), account)
    quarter = JANUARY.replace("0131", "0331")
    dialog = dropped(person, write_text(tmp_path / "two.csv", quarter + "Session campaign,Sessions\nspring,2000\n"))
    assert "1,200 visits" in dialog.preview.silenced.text()
    person.click(dialog.import_button)
    page = person.window.findChild(StatementsPage)
    assert page is not None
    page.table.select(1)
    person.rest()
    assert "Visits in this file" in texts(page)
    assert "1,230" in texts(page)
    assert "1 row counts no more" in texts(page)
    assert "Commission in this file" not in texts(page)
    page.panel.rows_wanted.emit()
    rows = person.dialog(VisitRowsDialog)
    person.rest()
    model = rows.table.model()
    assert model is not None
    shown = {model.index(at, 1).data(): model.index(at, 6).data() for at in range(model.rowCount())}
    assert shown == {"spring": "No, import 2 does", "fall": "Yes"}
    rows.accept()

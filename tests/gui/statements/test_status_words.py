"""Status words in the window: what was said once is chosen already, can be changed and forgotten; mended rows ask."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from affiliate_desktop.app import App
from affiliate_desktop.gui.jobs import Jobs
from affiliate_desktop.gui.pages.accounts import AccountsPage
from affiliate_desktop.gui.pages.statements import StatementsPage
from affiliate_desktop.gui.statements.dialog import ImportDialog
from affiliate_desktop.gui.statements.mending import MendDialog
from affiliate_desktop.gui.statements.rejected import RejectedDialog
from affiliate_desktop.gui.window import Window
from affiliate_desktop.programs.model import Account
from affiliate_desktop.statements.model import Choices
from tests.gui.person import Person
from tests.statements.files import write_text
from tests.statements.test_status_words import HEAD, line

Row = tuple[str, str, str]


def statement(folder: Path, name: str, *rows: Row) -> Path:
    """A file of Awin: (id, day, status) each."""
    return write_text(folder / name, HEAD + "".join(line(*row) for row in rows))


@pytest.fixture
def person(app: App, window: Window, jobs: Jobs, qtbot: QtBot) -> Person:
    """Somebody with an account at Awin."""
    app.programs.add_account(Account("Awin", "awin", currency="EUR"))
    window.resize(1280, 800)
    return Person(qtbot, window, jobs)


def texts(place: QWidget) -> str:
    """Everything that is written in a part of the window."""
    return "\n".join(each.text() for each in place.findChildren(QLabel))


def statuses(app: App) -> dict[str, str]:
    """Status by the network's id."""
    return {row.external_id or "": row.status.value for row in app.ledger.rows(limit=1000)}


def test_what_was_said_before_is_chosen_already_and_can_be_changed(person: Person, app: App, tmp_path: Path) -> None:
    said = Choices(statuses={"frozen": "reversed", "on ice": "paid"})
    app.statements.import_file(statement(tmp_path, "a.csv", ("1", "2026-03-01", "frozen")), 1, choices=said)
    person.go("Statements")
    page = person.window.findChild(StatementsPage)
    assert page is not None
    file = statement(tmp_path, "b.csv", ("2", "2026-04-01", "frozen"), ("3", "2026-04-02", "on ice"))
    page._import((file,))
    dialog = person.dialog(ImportDialog)
    person._qtbot.waitUntil(lambda: dialog._report is not None)
    person.rest()
    assert {word: box.value() for word, box in dialog.unknown.boxes.items()} == {"frozen": "reversed", "on ice": "paid"}
    assert texts(dialog.unknown).count("as you said before") == 2
    assert "not known" not in texts(dialog.unknown)
    person.pick(dialog.unknown.boxes["on ice"], "Pending")
    person._qtbot.waitUntil(lambda: dialog._report is not None and dialog._choices.statuses != {})
    person.rest()
    person.press("Import 2 rows", dialog)
    assert statuses(app) == {"1": "reversed", "2": "reversed", "3": "pending"}
    assert {each.word: each.status.value for each in app.status_words.list(1)} == {
        "frozen": "reversed",
        "on ice": "pending",
    }


def test_a_word_is_shown_with_its_account_and_forgotten(person: Person, app: App, tmp_path: Path) -> None:
    file = statement(tmp_path, "a.csv", ("1", "2026-03-01", "frozen"))
    app.statements.import_file(file, 1, choices=Choices(statuses={"frozen": "reversed"}))
    person.go("Accounts")
    person.rest()
    page = person.window.findChild(AccountsPage)
    assert page is not None
    assert "Status words that you explained" in texts(page.panel)
    (forget,) = (each for each in page.panel.findChildren(QToolButton) if each.toolTip() == "Forget “frozen”")
    person.click(forget)
    assert app.status_words.list(1) == ()
    assert "Status words that you explained" not in texts(page.panel)
    assert statuses(app) == {"1": "reversed"}


def rejected_of(person: Person, app: App, tmp_path: Path) -> RejectedDialog:
    """The rows of a file that were not understood."""
    rows = (("1", "soon", "frozen"), ("2", "2026-03-02", "pending"))
    app.statements.import_file(statement(tmp_path, "a.csv", *rows), 1)
    person.go("Statements")
    person.rest()
    page = person.window.findChild(StatementsPage)
    assert page is not None
    page.table.selectRow(0)
    person.rest()
    person.press("Show 1 row", page.panel)
    return person.dialog(RejectedDialog)


@pytest.mark.parametrize(("answer", "status"), [("Reversed", "reversed"), ("", "pending")])
def test_a_mended_row_with_an_unknown_status_asks_before_it_is_taken(
    person: Person, app: App, tmp_path: Path, answer: str, status: str
) -> None:
    rejected = rejected_of(person, app, tmp_path)
    rejected.table.selectRow(0)
    person.press("Mend this row…", rejected)
    dialog = person.dialog(MendDialog)
    person.write(dialog.cells[4], "2026-03-01")
    person.click(dialog.save_button)
    assert dialog.isVisible()
    assert "“frozen”" in dialog.trouble.text.text()
    assert statuses(app) == {"2": "pending"}
    if answer:
        person.pick(dialog.words.boxes["frozen"], answer)
    person.click(dialog.save_button)
    assert statuses(app) == {"1": status, "2": "pending"}
    assert [each.word for each in app.status_words.list(1)] == (["frozen"] if answer else [])

"""What an earning rests on, in the window: history, corrections, conflicts with payouts, rows mended in place."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from affiliate_desktop.app import App
from affiliate_desktop.core.money import Money
from affiliate_desktop.gui.earnings.conflicts import ConflictsDialog
from affiliate_desktop.gui.earnings.dialog import EarningDialog
from affiliate_desktop.gui.jobs import Jobs
from affiliate_desktop.gui.pages.earnings import EarningsPage
from affiliate_desktop.gui.pages.statements import StatementsPage
from affiliate_desktop.gui.statements.mending import MendDialog
from affiliate_desktop.gui.statements.rejected import RejectedDialog
from affiliate_desktop.gui.window import Window
from affiliate_desktop.ledger.payout import Chosen, Payout
from affiliate_desktop.programs.model import Account
from affiliate_desktop.statements.model import ColumnMap, Field
from tests.gui.conftest import RecordedMessages
from tests.gui.person import Person

MAPPING = ColumnMap(
    {
        Field.EXTERNAL_ID: "id",
        Field.DATE: "day",
        Field.COMMISSION: "amount",
        Field.STATUS: "state",
        Field.PRODUCT: "what",
    }
)
HEAD = "id,day,amount,state,what\n"


def load(app: App, folder: Path, name: str, *rows: str) -> None:
    """Imports a file of such rows."""
    file = folder / name
    file.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    app.statements.import_file(file, app.programs.account("Shop").id, column_map=MAPPING)


@pytest.fixture
def person(app: App, window: Window, jobs: Jobs, qtbot: QtBot, tmp_path: Path) -> Person:
    """Somebody whose earnings come from two files, of which the second contradicts a payout."""
    account = app.programs.add_account(Account("Shop", "awin", currency="EUR")).value.id
    load(app, tmp_path, "march.csv", "T1,2026-03-01,10.00,approved,Pan", "T2,2026-03-02,4.00,approved,Pot")
    first = next(row.id for row in app.ledger.rows() if row.external_id == "T1")
    payout = app.payouts.add(Payout(date(2026, 4, 20), Money.of("10", "EUR"), account)).value
    app.payouts.match(payout.id, Chosen("EUR", only=(first,)))
    load(
        app,
        tmp_path,
        "april.csv",
        "T1,2026-03-01,8.00,approved,Pan",
        "T2,2026-03-02,5.00,approved,Pot",
        "T3,soon,6.00,approved,Lid",
    )
    window.resize(1280, 800)
    return Person(qtbot, window, jobs)


def texts(place: object) -> str:
    """Everything that is written in a part of the window."""
    return "\n".join(each.text() for each in place.findChildren(QLabel))  # type: ignore[attr-defined]


def choose(person: Person, page: EarningsPage, key: str) -> None:
    """Clicks the row with an id."""
    person.rest()
    at = next(at for at, row in enumerate(page.model.records) if row.external_id == key)
    view = page.table
    place = view.visualRect(view.model().index(at, 1)).center()
    person._qtbot.mouseClick(view.viewport(), person_left(), pos=place)
    person.rest()


def person_left() -> object:
    """The left button."""
    from tests.gui.person import LEFT

    return LEFT


def test_an_earning_is_traced_corrected_and_given_back(person: Person, app: App) -> None:
    person.go("Earnings")
    page = person.window.findChild(EarningsPage)
    assert page is not None
    choose(person, page, "T2")
    said = texts(page.panel)
    assert "april.csv" in said
    assert "commission: €4.00 → €5.00" in said
    person.press("Show the raw values", page.panel)
    assert "amount" in texts(page.panel)
    person.press("Correct…", page.panel)
    dialog = person.dialog(EarningDialog)
    person.write(dialog.commission.amount, "7.50")
    person.write(dialog.note, "by letter")
    person.click(dialog.save_button)
    row = next(each for each in app.ledger.rows() if each.external_id == "T2")
    assert (row.commission_micro, row.corrected, row.product) == (7_500_000, ("commission_micro",), "Pot")
    choose(person, page, "T2")
    assert "by letter" in texts(page.panel)
    person.press("Take correction back", page.panel)
    row = next(each for each in app.ledger.rows() if each.external_id == "T2")
    assert (row.commission_micro, row.corrected) == (5_000_000, ())


def test_an_earning_is_entered_by_hand_and_removed(person: Person, app: App) -> None:
    person.go("Earnings")
    page = person.window.findChild(EarningsPage)
    assert page is not None
    person.press("Enter an earning…")
    dialog = person.dialog(EarningDialog)
    person.write(dialog.commission.amount, "3")
    person.write(dialog.external_id, "H1")
    person.click(dialog.save_button)
    row = next(each for each in app.ledger.rows() if each.external_id == "H1")
    assert (row.entered, row.currency, row.commission_micro) == (True, "EUR", 3_000_000)
    choose(person, page, "H1")
    assert "Entered by hand" in texts(page.panel)
    person.press("Remove", page.panel)
    assert not [each for each in app.ledger.rows() if each.external_id == "H1"]


def test_what_contradicts_a_payout_is_decided(person: Person, app: App) -> None:
    person.go("Earnings")
    page = person.window.findChild(EarningsPage)
    assert page is not None
    person.rest()
    assert "1 earning was paid" in page.contested.text.text()
    person.press("Decide…", page.contested)
    dialog = person.dialog(ConflictsDialog)
    view = dialog.table
    person._qtbot.mouseClick(view.viewport(), person_left(), pos=view.visualRect(view.model().index(0, 0)).center())
    person.click(dialog.accept_button)
    assert next(each for each in app.ledger.rows() if each.external_id == "T1").commission_micro == 8_000_000
    person.rest()
    assert not page.contested.isVisible()
    assert app.corrections.conflicts() == ()


def test_a_row_that_was_not_understood_is_mended_in_place(person: Person, app: App) -> None:
    person.go("Statements")
    page = person.window.findChild(StatementsPage)
    assert page is not None
    person.rest()
    view = page.table
    person._qtbot.mouseClick(view.viewport(), person_left(), pos=view.visualRect(view.model().index(0, 0)).center())
    person.rest()
    person.press("Show 1 row", page.panel)
    dialog = person.dialog(RejectedDialog)
    rows = dialog.table
    person._qtbot.mouseClick(rows.viewport(), person_left(), pos=rows.visualRect(rows.model().index(0, 0)).center())
    person.click(dialog.mend_button)
    mending = person.dialog(MendDialog)
    person.write(mending.cells[1], "2026-02-30")
    person.click(mending.save_button)
    assert "no day of the calendar" in mending.trouble.text.text()
    person.write(mending.cells[1], "2026-03-20")
    person.write(mending.cells[3], "on ice")
    person.click(mending.save_button)
    assert "“on ice” means" in mending.trouble.text.text()
    person.click(mending.save_button)
    messages = person.window.messages
    assert isinstance(messages, RecordedMessages)
    assert "“on ice” was taken as" in messages.told.texts[-1]
    row = next(each for each in app.ledger.rows() if each.external_id == "T3")
    assert (row.day.isoformat(), row.file, row.line) == ("2026-03-20", "april.csv", 4)
    assert person.sees_no_dialog()

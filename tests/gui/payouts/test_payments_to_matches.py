"""Files of payers through the window: recorded, matched by the suggestion, and no second time."""

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from affiliate_desktop.app import App
from affiliate_desktop.core.money import Money
from affiliate_desktop.gui.jobs import Jobs
from affiliate_desktop.gui.pages.payouts import PayoutsPage
from affiliate_desktop.gui.payouts.dialog import PayoutDialog
from affiliate_desktop.gui.payouts.import_dialog import PaymentsDialog
from affiliate_desktop.gui.payouts.matching import MatchDialog
from affiliate_desktop.gui.payouts.payouts_tab import PayoutsTab
from affiliate_desktop.gui.window import Window
from affiliate_desktop.ledger.model import Status
from affiliate_desktop.ledger.payout import Chosen, Payout
from affiliate_desktop.programs.model import Account
from affiliate_desktop.statements.model import ColumnMap, Field
from tests.gui.conftest import RecordedMessages
from tests.gui.person import Person
from tests.statements.payers import CASES, Case

TABLE = ColumnMap(
    {Field.EXTERNAL_ID: "id", Field.DATE: "day", Field.COMMISSION: "commission", Field.CURRENCY: "currency"}
)


@pytest.fixture
def person(window: Window, qtbot: QtBot, jobs: Jobs) -> Person:
    window.resize(1400, 850)
    return Person(qtbot, window, jobs)


def earn(app: App, case: Case, folder: Path) -> None:
    """An account with the earnings of a case."""
    account = app.programs.add_account(Account("Mine", case.network, currency=case.currency)).value.id
    if case.earnings:
        app.statements.import_file(case.table(folder), account, column_map=TABLE)
    else:
        app.statements.import_file(case.path, account)


def payouts_tab(person: Person) -> PayoutsTab:
    person.go("Payouts")
    page = person.window.page
    assert isinstance(page, PayoutsPage)
    person.turn_to(page.tabs, "Payouts")
    assert isinstance(page.tab, PayoutsTab)
    return page.tab


def open_file(person: Person, tab: PayoutsTab, file: Path) -> PaymentsDialog:
    person.click(tab.import_button)
    messages = person.window.messages
    assert isinstance(messages, RecordedMessages)
    messages.give(file)
    return person.dialog(PaymentsDialog)


def select_commissions(dialog: PaymentsDialog, case: Case) -> None:
    """Picks the payments that are commissions, where the file's payers do not tell."""
    wanted = {reference for _, _, _, reference in case.paid}
    dialog.table.clearSelection()
    model = dialog.table.selectionModel()
    for at, payout in enumerate(dialog.model.records):
        if payout.reference in wanted:
            model.select(dialog.model.index(at, 0), model.SelectionFlag.Select | model.SelectionFlag.Rows)


def note_fee(person: Person, tab: PayoutsTab, fee: str) -> None:
    """Notes what the network kept."""
    person.press("Edit…", tab.panel)
    dialog = person.dialog(PayoutDialog)
    person.write(dialog.fee, fee)
    person.click(dialog.save_button)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
def test_payments_are_recorded_and_matched_by_their_suggestion(
    app: App, person: Person, case: Case, tmp_path: Path
) -> None:
    earn(app, case, tmp_path)
    tab = payouts_tab(person)
    dialog = open_file(person, tab, case.path)
    if case.date_format:
        assert "Is “03/04/2026 08:00:00” day 03 of month 04" in dialog.question.text.text()
        person.press("Day first", dialog)
        assert not dialog.question.isVisible()
    if not case.payer:
        select_commissions(dialog, case)
        person.pick(dialog.account, "Mine")
    assert [each.reference for each in dialog.chosen()] == [reference for *_, reference in case.paid]
    person.click(dialog.save_button)
    assert person.sees_no_dialog()
    assert len(tab.model.records) == len(case.paid)
    for key in sorted(view.payout.id for view in tab.model.records):
        tab.table.select(key)
        person.rest()
        if case.kept:
            note_fee(person, tab, case.kept)
        person.press("Match earnings…", tab.panel)
        match = person.dialog(MatchDialog)
        assert "exactly" in match.reasons.text()
        person.click(match.match_button)
        person.click(match.close_button)
    assert {tab.model.index(at, tab.model.columnCount() - 1).data() for at in range(len(case.paid))} == {"Settled"}
    paid = sum(row.commission_micro for row in app.ledger.rows().rows if row.status is Status.PAID)
    assert paid == sum(
        Money.of(received, case.currency).micro + Money.of(case.kept or fee, case.currency).micro
        for _, received, fee, _ in case.paid
    )
    views, rows = app.payouts.list(), app.ledger.rows().rows
    again = open_file(person, tab, case.path)
    if case.date_format:
        person.press("Day first", again)
    assert not {each.reference for each in again.model.records} & {reference for *_, reference in case.paid}
    assert f"{len(case.paid)} recorded already" in again.summary.text()
    person.click(again.cancel_button)
    assert (app.payouts.list(), app.ledger.rows().rows) == (views, rows)


def test_rows_that_are_not_understood_are_told_with_their_lines(app: App, person: Person, tmp_path: Path) -> None:
    earn(app, CASES[0], tmp_path)
    file = tmp_path / "odd.csv"
    file.write_text(CASES[0].path.read_text(encoding="utf-8").replace('"400.00"', '"4oo"'), encoding="utf-8")
    dialog = open_file(person, payouts_tab(person), file)
    assert "Line 8" in dialog.refused.text.text()
    assert dialog.refused.isVisible()
    assert "1 not understood" in dialog.summary.text()
    person.click(dialog.cancel_button)


def test_a_file_that_holds_no_payments_is_refused_in_words(app: App, person: Person, tmp_path: Path) -> None:
    earn(app, CASES[0], tmp_path)
    tab = payouts_tab(person)
    person.click(tab.import_button)
    messages = person.window.messages
    assert isinstance(messages, RecordedMessages)
    messages.give(CASES[0].table(tmp_path))
    person.rest()
    assert person.sees_no_dialog()
    assert "no known list of payments" in messages.told.problems[-1]


def enter(app: App) -> int:
    """The first payment of the first case, entered by hand a day late and matched."""
    money = Money.of("1250", "USD")
    made = app.payouts.add(Payout(date(2026, 3, 15), money, app.programs.accounts()[0].id)).value
    app.payouts.match(
        made.id, Chosen("USD", only=tuple(row.id for row in app.ledger.rows().rows if row.day.month == 2))
    )
    return made.id


def test_a_payment_entered_by_hand_is_asked_about_and_completed(app: App, person: Person, tmp_path: Path) -> None:
    earn(app, CASES[0], tmp_path)
    key = enter(app)
    before = app.payouts.get(key)
    tab = payouts_tab(person)
    dialog = open_file(person, tab, CASES[0].path)
    assert "1 payment looks like one that you entered by hand" in dialog.alike.text.text()
    assert "2 exchanged" in dialog.left_out.text()
    assert [each.reference for each in dialog.chosen()] == ["2AB12345CD678907A"]
    at = dialog.model.row_of("paypal:2AB12345CD678901A")
    column = [each.name for each in dialog.model.columns].index("alike")
    assert dialog.model.index(at, column).data().startswith("Like yours")
    person.click(dialog.alike.same_button)
    assert dialog.model.index(at, column).data().startswith("Completes yours")
    assert dialog.save_button.text() == "Record 2 payments"
    person.click(dialog.save_button)
    assert person.sees_no_dialog()
    completed = app.payouts.get(key)
    assert (completed.payout.reference, completed.payout.fee_micro) == ("2AB12345CD678901A", 2_500_000)
    assert completed.matched == before.matched
    assert len(tab.model.records) == 2
    app.workspace.undo()
    assert [app.payouts.get(key)] == list(app.payouts.list()) == [before]


def test_a_payment_that_only_looks_alike_is_recorded_as_another(app: App, person: Person, tmp_path: Path) -> None:
    earn(app, CASES[0], tmp_path)
    enter(app)
    tab = payouts_tab(person)
    dialog = open_file(person, tab, CASES[0].path)
    person.click(dialog.alike.another_button)
    assert not dialog.alike.isVisible()
    person.click(dialog.save_button)
    assert person.sees_no_dialog()
    assert len(tab.model.records) == 3


def test_a_payout_entered_after_its_file_is_warned_of_once(app: App, person: Person, tmp_path: Path) -> None:
    earn(app, CASES[0], tmp_path)
    app.receipts.take(app.receipts.look(CASES[0].path))
    tab = payouts_tab(person)
    person.click(tab.new_button)
    dialog = person.dialog(PayoutDialog)
    dialog.day.set_day(date(2026, 3, 16))
    dialog.received.set_money(Money.of("1247.50", "USD"))
    person.click(dialog.save_button)
    assert "paypal-us.csv" in dialog.advice.text.text()
    assert dialog.save_button.text() == "Record it as another"
    assert len(app.payouts.list()) == 2
    person.click(dialog.save_button)
    assert person.sees_no_dialog()
    assert len(app.payouts.list()) == 3

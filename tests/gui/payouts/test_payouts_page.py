"""The payouts page: recorded, matched with reasons, taken off, aged, expected; with real services."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from affiliate_desktop.app import App
from affiliate_desktop.core.money import Money
from affiliate_desktop.core.periods import month_of
from affiliate_desktop.gui.jobs import Jobs
from affiliate_desktop.gui.pages.payouts import PayoutsPage
from affiliate_desktop.gui.payouts.dialog import PayoutDialog
from affiliate_desktop.gui.payouts.expected_tab import ExpectedTab
from affiliate_desktop.gui.payouts.import_dialog import PaymentsDialog
from affiliate_desktop.gui.payouts.matching import MatchDialog
from affiliate_desktop.gui.payouts.payouts_tab import PayoutsTab
from affiliate_desktop.gui.payouts.terms_dialog import TermsDialog
from affiliate_desktop.gui.payouts.unpaid_tab import UnpaidTab
from affiliate_desktop.gui.payouts.words import day_known_by
from affiliate_desktop.gui.window import Window
from affiliate_desktop.ledger.payout import Chosen, Expected, Payout, Reason
from affiliate_desktop.programs.model import Account
from tests.gui.conftest import RecordedMessages
from tests.gui.person import Person
from tests.ledger.earnings import import_rows
from tests.statements.files import FIXTURES

ROWS = (
    "1,2026-01-10,10.00,EUR,approved,Tea\n"
    "2,2026-02-10,20.25,EUR,approved,Books\n"
    "3,2026-02-11,5.00,EUR,approved,Books\n"
    "4,2026-06-01,7.00,EUR,pending,Books\n"
)


@pytest.fixture
def awin(app: App, tmp_path: Path) -> int:
    account = app.programs.add_account(Account("Awin", "awin", currency="EUR")).value.id
    import_rows(app, account, tmp_path, ROWS)
    return account


@pytest.fixture
def person(awin: int, window: Window, qtbot: QtBot, jobs: Jobs) -> Person:
    window.resize(1400, 850)
    return Person(qtbot, window, jobs)


def page_of(person: Person) -> PayoutsPage:
    person.go("Payouts")
    page = person.window.page
    assert isinstance(page, PayoutsPage)
    return page


def payouts_tab(person: Person) -> PayoutsTab:
    page = page_of(person)
    person.turn_to(page.tabs, "Payouts")
    assert isinstance(page.tab, PayoutsTab)
    return page.tab


def statuses(app: App) -> dict[str | None, str]:
    return {row.external_id: row.status.value for row in app.ledger.rows()}


def test_a_payout_is_recorded_and_matched_by_mouse(app: App, person: Person) -> None:
    tab = payouts_tab(person)
    person.click(tab.new_button)
    dialog = person.dialog(PayoutDialog)
    assert dialog.account.currentText() == "Awin"
    person.write(dialog.day, "2026-03-20")
    person.write(dialog.received.amount, "24.25")
    person.write(dialog.fee, "1.00")
    person.click(dialog.save_button)
    assert person.sees_no_dialog()
    (view,) = tab.model.records
    assert (str(view.payout.received), view.payout.fee_micro) == ("24.25", 1_000_000)
    tab.table.select(view.payout.id)
    person.rest()
    assert ("trouble", "Not explained by earnings", "+€25.25") in tab.panel.gap.lines
    assert "Match the earnings that this payout paid." in {each.text() for each in tab.panel.gap.findChildren(QLabel)}
    person.press("Match earnings…", tab.panel)
    match = person.dialog(MatchDialog)
    assert "exactly" in match.reasons.text()
    assert ("part", "Fees", "-€1.00") in match.gap.lines
    assert not [line for line in match.gap.lines if line[0] == "trouble"]
    person.click(match.match_button)
    assert statuses(app) == {"1": "approved", "2": "paid", "3": "paid", "4": "pending"}
    assert match.tabs.currentIndex() == 2
    match.matched_table.selectRow(0)
    person.click(match.take_button)
    assert list(statuses(app).values()).count("paid") == 1
    person.click(match.close_button)
    person.window.context.undo()  # type: ignore[union-attr]
    person.rest()
    assert list(statuses(app).values()).count("paid") == 2
    assert tab.model.index(0, tab.model.columnCount() - 1).data() == "Settled"


def test_rows_of_chosen_days_are_matched_and_a_mistake_is_said(app: App, awin: int, person: Person) -> None:
    app.payouts.add(Payout(date(2026, 3, 20), Money.of("10", "EUR"), awin))
    tab = payouts_tab(person)
    tab.refresh()
    person.rest()
    tab.table.selectRow(0)
    person.rest()
    person.press("Match earnings…", tab.panel)
    match = person.dialog(MatchDialog)
    person.turn_to(match.tabs, "Days")
    assert not match.match_button.isEnabled()
    person.write(match.start, "2026-05-01")
    person.click(match.match_button)
    assert "approved and unpaid" in match.trouble.text.text()
    person.write(match.start, "2026-01-01")
    person.write(match.end, "2026-01-31")
    person.click(match.match_button)
    assert statuses(app)["1"] == "paid"
    person.click(match.close_button)


def test_a_gap_is_split_into_all_that_it_may_be_and_adds_up(app: App, person: Person, tmp_path: Path) -> None:
    account = app.programs.add_account(Account("Shops", "awin", currency="USD")).value.id
    days = {"a": ("2026-01-10", "40.00"), "b": ("2026-02-10", "60.00"), "c": ("2026-02-11", "50.00")}
    rows = "".join(f"{key},{day},{amount},USD,approved,Tea\n" for key, (day, amount) in days.items())
    import_rows(app, account, tmp_path, rows, "shops.csv")
    rate = app.rates.on("USD", "EUR", date(2026, 3, 20))
    assert rate is not None
    payout = app.payouts.add(
        Payout(
            date(2026, 3, 20),
            Money.of("125.00", "EUR"),
            account,
            fee_micro=1_000_000,
            statement=Money.of("150.00", "USD"),
            rate=Decimal("0.85"),
        )
    ).value
    app.payouts.match(payout.id, Chosen("USD", month_of(date(2026, 2, 1))))
    import_rows(app, account, tmp_path, "c,2026-05-25,50.00,USD,reversed,Tea\n", "later.csv")
    (conflict,) = app.corrections.conflicts()
    app.corrections.decide(conflict.id, accept=True)
    tab = payouts_tab(person)
    tab.refresh()
    person.rest()
    assert tab.table.select(payout.id)
    person.rest()
    converted = (Decimal(150) * rate.value).quantize(Decimal("0.01"))
    margin = Decimal("127.50") - converted
    lines = {words: amount for _, words, amount in tab.panel.gap.lines}
    assert {words: amount for words, amount in lines.items() if "at 0." not in words} == {
        "2 earnings": "$60.00",
        "Reversed since": "+$50.00",
        "Carried over (2026-01)": "+$40.00",
        "Statement": "$150.00",
        "Fees": "-€1.00",
        "Exchange margin": f"-€{-margin}",
        "Not explained": "-€1.50",
        "Received": "€125.00",
    }
    assert converted - 1 + margin - Decimal("1.50") == 125
    hints = [each.text() for each in tab.panel.gap.findChildren(QLabel) if each.isVisible()]
    assert any("Note a fee" in hint for hint in hints)
    assert tab.model.index(0, tab.model.columnCount() - 1).data() == "Changed since"


def test_a_payout_of_which_less_arrived_than_was_stated_is_not_settled(app: App, awin: int, person: Person) -> None:
    payout = app.payouts.add(
        Payout(date(2026, 3, 20), Money.of("20.25", "EUR"), awin, statement=Money.of("25.25", "EUR"))
    )
    app.payouts.match(payout.value.id, Chosen("EUR", month_of(date(2026, 2, 1))))
    tab = payouts_tab(person)
    tab.refresh()
    person.rest()
    assert tab.model.index(0, tab.model.columnCount() - 1).data() == "Gap"


def test_a_payout_without_day_or_with_a_bad_amount_is_not_saved(app: App, person: Person) -> None:
    tab = payouts_tab(person)
    person.click(tab.new_button)
    dialog = person.dialog(PayoutDialog)
    person.write(dialog.received.amount, "12,5o")
    person.click(dialog.save_button)
    assert "no amount" in dialog.form.rows["received"].complaint.text()
    person.write(dialog.received.amount, "12.50")
    person.write(dialog.rate, "0.9")
    person.click(dialog.save_button)
    assert "rate needs" in dialog.trouble.text.text()
    dialog.reject()
    assert app.payouts.list() == ()


def test_what_is_unpaid_shows_ages_and_takes_terms(app: App, awin: int, person: Person) -> None:
    page = page_of(person)
    tab = page.tab
    assert isinstance(tab, UnpaidTab)
    assert "€35.25 unpaid" in tab.sums.accessibleName()
    books = next(row for row in tab.model.records if row.program == "Books")
    assert tab.table.select((books.account_id, books.program_id, "EUR"))
    person.click(tab.terms_button)
    dialog = person.dialog(TermsDialog)
    person.write(dialog.hold, "60")
    person.write(dialog.day, "32")
    person.click(dialog.save_button)
    assert "1 to 31" in dialog.trouble.text.text()
    person.write(dialog.day, "15")
    person.write(dialog.threshold.amount, "50")
    person.click(dialog.save_button)
    assert person.sees_no_dialog()
    assert {row.program: row.progress for row in tab.model.records} == {"Tea": 70, "Books": 70}


def test_expected_payments_are_listed_and_saved_as_a_calendar(
    app: App, awin: int, person: Person, tmp_path: Path
) -> None:
    from affiliate_desktop.ledger.payout import Terms

    app.unpaid.save_terms(awin, Terms(60, 15))
    page = page_of(person)
    person.turn_to(page.tabs, "Expected")
    tab = page.tab
    assert isinstance(tab, ExpectedTab)
    assert [row.on for row in tab.model.records] == [date(2026, 3, 15), date(2026, 4, 15), date(2026, 8, 15)]
    assert tab.model.index(0, 5).data() == "Overdue"
    person.click(tab.save_button)
    messages = person.window.messages
    assert isinstance(messages, RecordedMessages)
    messages.give(tmp_path / "money.ics")
    person.rest()
    assert (tmp_path / "money.ics").read_bytes().count(b"BEGIN:VEVENT") == 3
    assert messages.told.saved == [tmp_path / "money.ics"]


def test_rows_are_copied_and_found_by_words(app: App, awin: int, person: Person, qtbot: QtBot) -> None:
    app.payouts.add(Payout(date(2026, 3, 20), Money.of("10", "EUR"), awin, method="PayPal", reference="A1"))
    app.payouts.add(Payout(date(2026, 3, 21), Money.of("11", "EUR"), awin, method="Wise"))
    tab = payouts_tab(person)
    tab.refresh()
    person.rest()
    assert tab.search is not None
    person.write(tab.search, "paypal a1")
    assert [view.payout.reference for view in tab.model.records] == ["A1"]
    tab.table.selectRow(0)
    qtbot.keyClick(tab.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "PayPal" in QApplication.clipboard().text() or "Awin" in QApplication.clipboard().text()
    person.write(tab.search, "nothing")
    assert tab.area.currentWidget() is tab.area.nothing_found


def test_the_models_keep_qts_rules(person: Person, qtmodeltester: ModelTester, settle: Callable[[], None]) -> None:
    page = page_of(person)
    for at in range(page.tabs.count()):
        page.tabs.setCurrentIndex(at)
        settle()
        tab = page.tab
        assert isinstance(tab, UnpaidTab | PayoutsTab | ExpectedTab)
        qtmodeltester.check(tab.model)


def test_payments_of_a_file_are_picked_and_recorded(app: App, awin: int, person: Person) -> None:
    tab = payouts_tab(person)
    person.click(tab.import_button)
    messages = person.window.messages
    assert isinstance(messages, RecordedMessages)
    messages.give(FIXTURES / "payments" / "paypal-activity.csv")
    dialog = person.dialog(PaymentsDialog)
    assert [(each.payer, each.account_id) for each in dialog.chosen()] == [("Awin Ltd", awin)]
    assert dialog.save_button.text() == "Record 1 payment"
    person.click(dialog.save_button)
    assert person.sees_no_dialog()
    assert [view.account for view in tab.model.records] == ["Awin"]
    person.click(tab.import_button)
    messages.give(FIXTURES / "payments" / "rakuten-payment-history.csv")
    second = person.dialog(PaymentsDialog)
    person.pick(second.account, "Awin")
    assert [each.account_id for each in second.chosen()] == [awin]
    person.click(second.cancel_button)
    assert len(app.payouts.list()) == 1


def test_how_an_expected_day_is_known_is_short_and_its_tip_the_sentence() -> None:
    def row(why: Reason, on: date | None = date(2026, 4, 1), *, below: bool = False) -> Expected:
        return Expected(
            1, "A", 1, "P", Money.of("1", "USD"), 1, 0, ("2026-03",), on, why, overdue=False, below_threshold=below
        )

    end = {"days": 3, "count": 2}
    assert [
        day_known_by(row(Reason("x", {"hold": hold, "pay": pay}))) for hold, pay in ((30, 20), (30, 0), (0, 20), (0, 0))
    ] == ["Terms: 30 days, then day 20", "Terms: 30 days after", "Terms: day 20", "Terms: at once"]
    assert day_known_by(row(Reason("x", {**end, "late": 3}))) == "Usually 3 days after the month"
    assert day_known_by(row(Reason("x", {**end, "late": -3}))) == "Usually 3 days before month's end"
    assert day_known_by(row(Reason("x"), None)) == "Not known yet"
    assert day_known_by(row(Reason("x"), None, below=True)) == "Waits for the threshold"

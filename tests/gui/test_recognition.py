"""The import dialog says what a file is taken for and why, and asks what the file does not tell."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from affiliate_desktop.gui.jobs import Jobs
from affiliate_desktop.gui.statements.dialog import ImportDialog
from affiliate_desktop.gui.window import Window
from affiliate_desktop.ledger.model import EarningsFilter
from affiliate_desktop.programs.model import Account
from affiliate_desktop.statements.model import Field
from tests.gui.person import Person
from tests.statements.files import FIXTURES, write_text
from tests.statements.test_explanation import PEPPERJAM, ambiguous, fee_earnings


@pytest.fixture
def person(qtbot: QtBot, window: Window, jobs: Jobs) -> Person:
    return Person(qtbot, window, jobs)


def opened(person: Person, file: Path) -> ImportDialog:
    person.go("Statements")
    person.drop(file)
    return person.dialog(ImportDialog)


def account(window: Window, name: str, network: str, currency: str | None = None) -> None:
    assert window.context is not None
    window.context.app.programs.add_account(Account(name, network, currency=currency))


def test_what_is_known_of_a_format_is_behind_why(person, window):
    account(window, "Amazon", "amazon", "USD")
    dialog = opened(person, FIXTURES / "amazon-us-fee-earnings.csv")
    assert "as year-month-day" in dialog.explained.read.text().replace("Shipped” as", "Shipped”, as")
    assert not dialog.explained.why.isVisible()
    person.click(dialog.explained.why_button)
    assert dialog.explained.why.isVisible()
    assert "Commission = column 11 “Ad Fees($)”" in dialog.explained.why.text()
    assert "Sure: the format was seen in a real file" in dialog.explained.why.text()
    dialog.reject()


def test_a_bare_dollar_sign_is_asked_about_once_and_remembered(person, window, tmp_path):
    account(window, "Amazon", "amazon")
    assert window.context is not None
    app = window.context.app
    file = fee_earnings(tmp_path)
    dialog = opened(person, file)
    assert "currency" in dialog.question.text.text()
    assert not dialog.import_button.isEnabled()
    person.press("CAD", dialog)
    person.click(dialog.import_button)
    later = write_text(tmp_path / "later.csv", file.read_text("utf-8").replace("2026-03", "2026-04"))
    again = opened(person, later)
    assert not again.question.isVisible()
    person.click(again.import_button)
    assert {row.currency for row in app.ledger.rows(EarningsFilter())} == {"CAD"}
    assert app.ledger.count() == 6


def test_of_two_reports_that_fit_one_is_asked_for_and_brings_its_accounts(person, window, tmp_path):
    account(window, "Web", "webgains", "EUR")
    account(window, "Double", "tradedoubler", "EUR")
    dialog = opened(person, ambiguous(tmp_path))
    assert dialog.question.isVisible()
    assert not dialog.mapping.isVisible()
    assert not dialog.import_button.isEnabled()
    person.press("Webgains: earnings", dialog)
    assert dialog.settings.account.currentText() == "Web"
    person.click(dialog.import_button)
    assert window.context is not None
    assert window.context.app.statements.list()[0].formats[0].format == "webgains/earnings"


def test_none_of_the_reports_leads_to_the_columns(person, window, tmp_path):
    account(window, "Web", "webgains", "EUR")
    dialog = opened(person, ambiguous(tmp_path))
    person.press("None of these", dialog)
    assert dialog.mapping.isVisible()
    assert dialog.mapping.fields[Field.COMMISSION].column() == "commission"
    dialog.reject()


def test_the_order_of_day_and_month_is_asked_for_in_a_known_format_too(person, window, tmp_path):
    account(window, "P", "pepperjam", "USD")
    rows = "".join(f"{n},A,0{n}/0{n + 1}/2026,20.00,1.00,paid,x\n" for n in range(1, 5))
    dialog = opened(person, write_text(tmp_path / "p.csv", f"{PEPPERJAM}\n{rows}"))
    assert "01/02/2026" in dialog.question.text.text()
    person.press("Day first", dialog)
    assert not dialog.question.isVisible()
    person.click(dialog.import_button)
    assert window.context is not None
    assert min(row.day.isoformat() for row in window.context.app.ledger.rows()) == "2026-02-01"


def test_a_file_without_column_names_is_known_through_the_account(person, window):
    account(window, "Shops", "utm", "EUR")
    account(window, "Avant", "avantlink", "USD")
    dialog = opened(person, FIXTURES / "networks" / "avantlink-sales.csv")
    assert not dialog.mapping.isVisible()
    assert dialog.settings.account.currentText() == "Avant"
    assert dialog.import_button.isEnabled()
    dialog.reject()


def test_a_list_of_payments_is_called_one(person, window):
    account(window, "Shops", "utm", "EUR")
    dialog = opened(person, FIXTURES / "payments" / "paypal-activity.csv")
    assert "payments" in dialog.found.text()
    assert "Payouts" in dialog.trouble.text.text()
    assert not dialog.import_button.isEnabled()
    dialog.reject()

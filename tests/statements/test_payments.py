"""Files of payers: which money came in, what was kept on the way, and what only looks like it."""

from pathlib import Path
from typing import NamedTuple

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.core.money import plain_micro
from affiliate_desktop.core.problems import BadInput, NotFound
from affiliate_desktop.programs.catalog import NetworkCatalog
from affiliate_desktop.statements.known import KnownFormats
from tests.statements.files import FIXTURES, write_text

FOLDER = FIXTURES / "payments"


class Row(NamedTuple):
    """One payment."""

    day: str
    time: str | None
    amount: str
    fee: str
    currency: str
    counterparty: str
    reference: str | None
    status: str
    description: str


EXPECTED = {
    "paypal/activity": (
        Row(
            "2026-03-14",
            "2026-03-14T09:10:11",
            "1250.00",
            "2.50",
            "USD",
            "Awin Ltd",
            "9AB12345CD678901E",
            "paid",
            "Commissions February",
        ),
        Row(
            "2026-03-15",
            "2026-03-15T10:00:00",
            "-20.00",
            "0.00",
            "USD",
            "Shop",
            "9AB12345CD678902E",
            "paid",
            "Express Checkout Payment",
        ),
        Row(
            "2026-03-16",
            "2026-03-16T11:00:00",
            "30.00",
            "0.90",
            "EUR",
            "Tool Co",
            "9AB12345CD678904E",
            "pending",
            "General Payment",
        ),
        Row(
            "2026-03-17",
            "2026-03-17T11:00:00",
            "-5.00",
            "-0.15",
            "USD",
            "Tool Co",
            "9AB12345CD678905E",
            "paid",
            "Payment Refund",
        ),
    ),
    "paypal/activity-de": (
        Row(
            "2026-03-05",
            "2026-03-05T08:09:10+01:00",
            "1250.50",
            "0.35",
            "EUR",
            "Netz GmbH",
            "4XY",
            "paid",
            "Allgemeine Zahlung",
        ),
        Row("2026-03-06", "2026-03-06T08:09:10+01:00", "-10.00", "-0.35", "EUR", "Laden", "4XZ", "paid", "Rückzahlung"),
    ),
    "payoneer/transactions": (
        Row("2026-03-20", "2026-03-20T10:11:12", "310.40", "0.00", "USD", "eBay Commerce", "7001", "paid", "EPN 5523"),
        Row(
            "2026-03-22",
            "2026-03-22T09:00:00",
            "-300.00",
            "0.00",
            "USD",
            "Withdrawal to bank",
            "7002",
            "paid",
            "Withdrawal to bank",
        ),
    ),
    "stripe/balance-change": (
        Row("2026-03-01", "2026-03-01T10:11:12+00:00", "100.00", "3.20", "USD", "", "txn_1", "paid", "Workshop seat"),
        Row("2026-03-02", "2026-03-02T10:11:12+00:00", "1200", "40", "JPY", "", "txn_2", "paid", "transfer"),
        Row("2026-03-04", "2026-03-04T10:11:12+00:00", "-96.80", "0.00", "USD", "", "txn_3", "paid", "STRIPE PAYOUT"),
    ),
    "stripe/balance-activity": (
        Row("2026-03-01", "2026-03-01T10:11:00+00:00", "100.00", "3.20", "USD", "", "txn_1", "paid", "charge"),
        Row("2026-03-05", "2026-03-05T10:11:00+00:00", "-100.00", "0.00", "USD", "", "txn_2", "paid", "refund"),
    ),
    "rakuten/payment-history": (
        Row("2026-03-21", None, "1062.50", "0.00", "USD", "", "998877", "paid", "Direct Deposit"),
    ),
    "upwork/withdrawals": (Row("2026-03-05", None, "90.00", "0.00", "USD", "", "500003", "paid", "To bank account"),),
    "upwork/withdrawals-new": (
        Row("2026-03-05", None, "90.00", "0.00", "USD", "", "500003", "paid", "To bank account"),
    ),
    "gumroad/payouts": (Row("2026-03-04", None, "17.50", "0.00", "USD", "", None, "paid", "PayPal Payouts"),),
}


def file_of(form: str) -> Path:
    """The fixture of a format."""
    return FOLDER / f"{form.replace('/', '-')}.csv"


@pytest.mark.parametrize("form", EXPECTED)
def test_the_payments_of_a_file_are_read_right(form: str, app: App) -> None:
    assert app.payment_files.recognized(file_of(form)) == form
    found = app.payment_files.read(file_of(form))
    assert (found.format, found.rejected) == (form, ())
    assert [
        Row(
            each.day,
            each.time,
            plain_micro(each.amount_micro, each.currency),
            plain_micro(each.fee_micro, each.currency),
            each.currency,
            each.counterparty,
            each.reference,
            each.status,
            each.description,
        )
        for each in found.payments
    ] == list(EXPECTED[form])


def test_every_format_of_payments_has_a_fixture() -> None:
    assert {each.title for each in KnownFormats(NetworkCatalog()).payments()} == set(EXPECTED)


def test_what_arrived_is_the_amount_without_what_was_kept(app: App) -> None:
    first = app.payment_files.read(file_of("paypal/activity")).payments[0]
    assert plain_micro(first.net_micro, "USD") == "1247.50"


def test_a_payer_is_no_network_to_have_an_account_at() -> None:
    catalog = NetworkCatalog()
    assert {"paypal", "payoneer", "stripe"} & {each.id for each in catalog.all()} == set()
    assert {"paypal", "payoneer", "stripe"} <= {each.id for each in catalog.every()}


def test_a_british_file_whose_dates_do_not_tell_is_asked_about_never_guessed(app: App, tmp_path: Path) -> None:
    head = file_of("paypal/activity").read_text(encoding="utf-8").splitlines()[0]
    row = '"03/04/2026","09:10:11","GMT","Awin","Mass Pay","Completed","GBP","5.00","0","5.00","","","1","","",""'
    file = write_text(tmp_path / "uk.csv", f"{head}\n{row}\n")
    asked = app.payment_files.read(file)
    assert [each.code for each in asked.rejected] == ["date_unclear"]
    assert [each.day for each in app.payment_files.read(file, date_format="%d/%m/%Y").payments] == ["2026-04-03"]


def test_a_file_of_earnings_is_no_list_of_payments(app: App) -> None:
    file = FIXTURES / "amazon-us-fee-earnings.csv"
    assert app.payment_files.recognized(file) is None
    with pytest.raises(BadInput) as problem:
        app.payment_files.read(file)
    assert problem.value.code == "no_payments"


def test_a_format_that_is_named_must_be_one_of_payments(app: App) -> None:
    for form, problem in (("amazon/bounty", BadInput), ("nothing/here", NotFound)):
        with pytest.raises(problem):
            app.payment_files.read(file_of("paypal/activity"), form=form)

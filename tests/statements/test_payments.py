"""Files of payers: which money came in, what was kept on the way, and what only looks like it."""

from pathlib import Path

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.core.money import plain_micro
from affiliate_desktop.core.problems import BadInput, NotFound
from affiliate_desktop.programs.catalog import NetworkCatalog
from affiliate_desktop.statements.model import Choices
from tests.statements.expected import Expected, expected
from tests.statements.files import FIXTURES, write_text

FOLDER = FIXTURES / "payments"


EXPECTED = [each for each in expected() if each.payments is not None]


def file_of(form: str) -> Path:
    """The fixture of a format."""
    return FOLDER / f"{form.replace('/', '-')}.csv"


@pytest.mark.parametrize("wanted", EXPECTED, ids=[each.file.name for each in EXPECTED])
def test_the_payments_of_a_file_are_read_right(wanted: Expected, app: App) -> None:
    assert app.payment_files.recognized(wanted.file) == wanted.format
    found = app.payment_files.read(wanted.file)
    assert (found.format, found.rejected) == (wanted.format, ())
    assert [
        {
            "day": each.day,
            "time": each.time,
            "amount": plain_micro(each.amount_micro, each.currency),
            "fee": plain_micro(each.fee_micro, each.currency),
            "currency": each.currency,
            "counterparty": each.counterparty,
            "reference": each.reference,
            "status": each.status,
            "description": each.description,
        }
        for each in found.payments
    ] == wanted.payments


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
    assert [each.day for each in app.payment_files.read(file, choices=Choices(date_format="%d/%m/%Y")).payments] == [
        "2026-04-03"
    ]


def test_a_file_of_earnings_is_no_list_of_payments(app: App) -> None:
    file = FIXTURES / "amazon-us-fee-earnings.csv"
    assert app.payment_files.recognized(file) is None
    with pytest.raises(BadInput) as problem:
        app.payment_files.read(file)
    assert problem.value.code == "no_payments"


def test_a_format_that_is_named_must_be_one_of_payments(app: App) -> None:
    for form, problem in (("amazon/bounty", BadInput), ("nothing/here", NotFound)):
        with pytest.raises(problem):
            app.payment_files.read(file_of("paypal/activity"), choices=Choices(form=form))

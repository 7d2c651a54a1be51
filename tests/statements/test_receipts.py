"""Payments of files become payouts: whose they are, once each, with their evidence."""

from pathlib import Path

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.programs.model import Account
from tests.statements.files import FIXTURES

PAYMENTS = FIXTURES / "payments"


@pytest.fixture
def awin(app: App) -> int:
    return app.programs.add_account(Account("My blog", "awin")).value.id


def test_a_payer_with_the_networks_name_pays_its_account(app: App, awin: int) -> None:
    arrived = app.receipts.look(PAYMENTS / "paypal-activity.csv")
    assert [(each.account_id, str(each.received), each.fee_micro, each.method) for each in arrived.payouts] == [
        (awin, "1247.50", 2_500_000, "PayPal")
    ]
    assert [(each.line, each.reason) for each in arrived.skipped] == [
        (3, "outgoing"),
        (5, "pending"),
        (6, "refund"),
    ]
    done = app.receipts.take(arrived).value
    assert len(done.added) == 1
    evidence = app.payouts.list()[0].payout.evidence
    assert (evidence.file, evidence.line, evidence.sha256) == ("paypal-activity.csv", 2, arrived.file.sha256)


def test_the_same_file_again_adds_nothing(app: App, awin: int) -> None:
    app.receipts.take(app.receipts.look(PAYMENTS / "paypal-activity.csv"))
    again = app.receipts.look(PAYMENTS / "paypal-activity.csv")
    assert again.fresh == ()
    done = app.receipts.take(again).value
    assert (done.added, done.known) == ((), 1)
    assert len(app.payouts.list()) == 1


def test_two_equal_rows_without_an_id_are_two_payments(app: App, awin: int, tmp_path: Path) -> None:
    head, row = (PAYMENTS / "rakuten-payment-history.csv").read_text().splitlines()[:2]
    bare = row.replace("998877", "")
    file = tmp_path / "twice.csv"
    file.write_text("\n".join((head, bare, bare)) + "\n")
    arrived = app.receipts.look(file, account_id=awin)
    assert len({each.evidence.key for each in arrived.payouts}) == 2
    assert len(app.receipts.take(arrived).value.added) == 2
    assert app.receipts.look(file).fresh == ()


def test_a_payer_that_was_told_apart_before_stays_so(app: App, awin: int, tmp_path: Path) -> None:
    other = app.programs.add_account(Account("Tools", "awin")).value.id
    text = (PAYMENTS / "paypal-activity.csv").read_text().replace("Awin Ltd", "Blue Sea GmbH")
    first, second = tmp_path / "1.csv", tmp_path / "2.csv"
    first.write_text(text)
    second.write_text(text.replace("9AB12345CD678901E", "9AB12345CD678999E"))
    app.receipts.take(app.receipts.look(first, account_id=other))
    assert [each.account_id for each in app.receipts.look(second).payouts] == [other]


def test_two_accounts_that_fit_a_payer_are_left_open(app: App, awin: int) -> None:
    app.programs.add_account(Account("Second", "awin"))
    assert [each.account_id for each in app.receipts.look(PAYMENTS / "paypal-activity.csv").payouts] == [None]


def test_a_networks_own_list_pays_its_one_account(app: App) -> None:
    rakuten = app.programs.add_account(Account("R", "rakuten", currency="USD")).value.id
    found = app.receipts.look(PAYMENTS / "rakuten-payment-history.csv")
    assert [each.account_id for each in found.payouts] == [rakuten]


def test_only_the_payers_that_are_asked_for_count(app: App, awin: int) -> None:
    found = app.receipts.look(PAYMENTS / "paypal-activity.csv", payer="tool")
    assert found.payouts == ()
    assert {each.reason for each in found.skipped} == {"payer", "outgoing", "refund", "pending"}


def test_a_file_that_changed_meanwhile_is_refused(app: App, awin: int, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text((PAYMENTS / "paypal-activity.csv").read_text())
    arrived = app.receipts.look(file)
    file.write_text("gone")
    with pytest.raises(BadInput, match="has changed"):
        app.receipts.take(arrived)
    assert app.payouts.list() == ()


def test_plan_terms_say_when_money_should_come(app: App, awin: int, tmp_path: Path) -> None:
    from decimal import Decimal

    from affiliate_desktop.programs.model import Program
    from affiliate_desktop.programs.plan import DatedPlan, Plan, PlanEvent, Rule, Terms
    from tests.ledger.earnings import import_rows

    program = app.programs.add_program(Program(awin, "Tea")).value.id
    import_rows(app, awin, tmp_path, "1,2026-05-10,10.00,EUR,approved,Tea\n2,2026-05-10,10.00,EUR,approved,Books\n")
    rule = Rule("sale", PlanEvent.SALE, percent=Decimal(5))
    terms = Terms(hold_days=30, pay_day=15, payout_threshold=Decimal(8))
    app.plans.add(DatedPlan(program, Plan("p", "EUR", rules=(rule,), terms=terms)))
    found = {each.program: each.on for each in app.unpaid.expected()}
    assert found == {"Tea": app.clock.today(), "Books": None}
    assert {each.program: each.progress for each in app.unpaid.ageing()} == {"Tea": 100, "Books": None}

"""Payments entered by hand that a file tells of later: found, completed with their earnings, and undone."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiliate_desktop.app import App
from affiliate_desktop.core.money import Money
from affiliate_desktop.core.problems import Failed
from affiliate_desktop.ledger.payout import Chosen, Evidence, Payout
from affiliate_desktop.ledger.twins import NEAR_DAYS, alike, completed, twins
from affiliate_desktop.programs.model import Account
from tests.ledger.earnings import import_rows

DAY = date(2026, 3, 14)
FILE = Payout(
    DAY,
    Money.of("1247.50", "USD"),
    account_id=1,
    fee_micro=2_500_000,
    method="PayPal",
    payer="Awin Inc.",
    reference="2AB",
    evidence=Evidence("paypal:2AB", "p.csv", 2, "00"),
)
HAND = Payout(DAY + timedelta(days=1), Money.of("1247.50", "USD"), account_id=1, notes="March", id=7)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, True),
        ({"received": Money.of("1250.00", "USD")}, True),
        ({"received": Money.of("1245.00", "USD"), "fee_micro": 5_000_000}, True),
        ({"account_id": None}, True),
        ({"paid_on": DAY - timedelta(days=NEAR_DAYS)}, True),
        ({"paid_on": DAY + timedelta(days=NEAR_DAYS + 1)}, False),
        ({"account_id": 2}, False),
        ({"received": Money.of("1247.50", "EUR")}, False),
        ({"received": Money.of("1247.51", "USD")}, False),
    ],
)
def test_same_account_and_amount_within_days_is_alike(changes: dict[str, object], found: bool) -> None:
    entered = replace(HAND, **changes)  # type: ignore[arg-type]
    assert alike(FILE, entered) is alike(entered, FILE) is found
    assert bool(twins([FILE], [entered])) is found


def test_the_file_gives_day_amounts_reference_and_evidence_and_the_rest_stays() -> None:
    entered = replace(
        HAND, received=Money.of("1250", "USD"), statement=Money.of("1250", "USD"), reference="mail of 3/15"
    )
    made = completed(entered, FILE)
    assert (made.paid_on, made.received, made.fee_micro) == (DAY, FILE.received, 2_500_000)
    assert (made.reference, made.payer, made.method, made.evidence) == ("2AB", "Awin Inc.", "PayPal", FILE.evidence)
    assert (made.id, made.statement, made.notes) == (7, entered.statement, "March\nmail of 3/15")


def test_of_two_that_fit_the_one_with_the_reference_is_taken_then_the_nearest_day() -> None:
    near, named = replace(HAND, paid_on=DAY, id=1), replace(HAND, reference="2ab", id=2)
    assert twins([FILE], [near, named])["paypal:2AB"].id == 2
    other = replace(FILE, reference="9", evidence=Evidence("paypal:9"))
    assert {key: twin.id for key, twin in twins([other, FILE], [near, named]).items()} == {
        "paypal:2AB": 2,
        "paypal:9": 1,
    }


@given(st.lists(st.integers(-9, 9), max_size=6), st.lists(st.integers(-9, 9), max_size=6))
def test_each_is_the_twin_of_one_at_most(files: list[int], hands: list[int]) -> None:
    payments = [
        replace(FILE, paid_on=DAY + timedelta(days=at), evidence=Evidence(f"k{number}"))
        for number, at in enumerate(files)
    ]
    entered = [replace(HAND, paid_on=DAY + timedelta(days=at), id=number) for number, at in enumerate(hands)]
    found = twins(payments, entered)
    assert len({twin.id for twin in found.values()}) == len(found)
    by_key = {each.evidence.key: each for each in payments}
    assert all(alike(by_key[key], twin) for key, twin in found.items())
    rest = [each for each in payments if each.evidence.key not in found]
    free = [each for each in entered if each.id not in {twin.id for twin in found.values()}]
    assert not any(alike(one, other) for one in rest for other in free)


@pytest.fixture
def account(app: App, tmp_path: Path) -> int:
    key = app.programs.add_account(Account("Awin", "awin", currency="USD")).value.id
    import_rows(app, key, tmp_path, "1,2026-02-10,1250.00,USD,approved,Tea\n")
    return key


def test_a_completed_payout_keeps_its_earnings_and_one_undo_takes_the_file_off(app: App, account: int) -> None:
    entered = app.payouts.add(replace(HAND, account_id=account, id=0)).value
    app.payouts.match(entered.id, Chosen("USD"))
    before = app.payouts.list()
    payment = replace(FILE, account_id=account)
    receipt = app.payouts.receive([payment], "p.csv", b"x", "text/csv", {"paypal:2AB": entered.id}).value
    assert (receipt.added, [each.id for each in receipt.completed]) == ((), [entered.id])
    (view,) = app.payouts.list()
    assert (view.payout.fee_micro, view.payout.evidence.line, view.matched) == (2_500_000, 2, before[0].matched)
    assert app.payouts.reconcile(entered.id).unexplained == ()
    assert app.payouts.entered() == ()
    app.workspace.undo()
    assert app.payouts.list() == before
    app.workspace.redo()
    assert app.payouts.list() == (view,)


def test_a_payout_that_has_a_file_by_now_is_not_completed_again(app: App, account: int) -> None:
    entered = app.payouts.add(replace(HAND, account_id=account, id=0)).value
    app.payouts.receive([FILE], "p.csv", b"x", "text/csv", {"paypal:2AB": entered.id})
    before = app.payouts.list()
    other = replace(FILE, evidence=Evidence("paypal:9", "q.csv", 2))
    with pytest.raises(Failed, match="has a file by now"):
        app.payouts.receive([other], "q.csv", b"y", "text/csv", {"paypal:9": entered.id})
    assert app.payouts.list() == before


def test_a_payout_entered_after_the_file_is_alike_and_one_entered_by_hand_is_not(app: App, account: int) -> None:
    hand = replace(HAND, account_id=account, id=0)
    app.payouts.add(hand)
    assert app.payouts.alike(hand) == ()
    (made,) = app.payouts.receive([replace(FILE, account_id=account)], "p.csv", b"x", "text/csv").value.added
    assert [view.payout.id for view in app.payouts.alike(hand)] == [made.id]

"""Rows of payers' files that look like money received and are none, and the reasons that are given."""

from collections.abc import Callable
from pathlib import Path

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.programs.model import Account
from tests.statements.files import write_text

PAYPAL = (
    '"Date","Time","TimeZone","Name","Type","Status","Currency","Gross","Fee","Net","From Email Address",'
    '"To Email Address","Transaction ID","Subject","Balance Impact","Reference Txn ID"'
)
GERMAN = (
    '"Datum","Uhrzeit","Zeitzone","Beschreibung","Währung","Brutto","Entgelt","Netto","Guthaben","Transaktionscode",'
    '"Absender E-Mail-Adresse","Name","Zugehöriger Transaktionscode"'
)
PAYONEER = (
    "Transaction Date,Time,Time Zone,Transaction ID,Description,Credit Amount,Debit Amount,Currency,Status,"
    "Running Balance,Source"
)
STRIPE = "balance_transaction_id,created_utc,currency,gross,fee,net,reporting_category,description"
ACTIVITY = "id,Type,Amount,Fee,Net,Currency,Created (UTC)"


def paypal(number: int, kind: str, gross: str = "50.00", related: str = "", *, currency: str = "USD") -> str:
    return (
        f'"03/{13 + number}/2026","09:10:11","PST","Awin Ltd","{kind}","Completed","{currency}","{gross}","0.00",'
        f'"{gross}","a@b.example","me@blog.example","T{number}","","","{related}"'
    )


def german(number: int, kind: str) -> str:
    return (
        f'"{13 + number}.03.2026","09:10:11","Europe/Berlin","{kind}","EUR","50,00","0,00","50,00","0,00","T{number}",'
        '"a@b.example","Awin",""'
    )


def payoneer(number: int, kind: str) -> str:
    return f"03/{13 + number}/2026,10:00:00,UTC,T{number},{kind},50.00,,USD,Completed,0.00,Awin"


def stripe(number: int, kind: str) -> str:
    return f"T{number},2026-03-{13 + number} 10:00:00,usd,50.00,0.00,50.00,{kind},Awin"


def activity(number: int, kind: str) -> str:
    return f"T{number},{kind},50.00,0.00,50.00,usd,2026-03-{13 + number} 10:00"


KINDS = [
    *(
        (PAYPAL, paypal, kind, reason)
        for kind, reason in (
            ("Mass Pay Payment", ""),
            ("General Payment", ""),
            ("Payment Refund", "refund"),
            ("Payment Reversal", "refund"),
            ("Chargeback Reversal", "refund"),
            ("Fee Reversal", "fee"),
            ("General Withdrawal", "withdrawal"),
            ("Reversal of ACH Withdrawal", "withdrawal"),
            ("Bank Deposit to PP Account ", "deposit"),
            ("General Card Deposit", "deposit"),
            ("General Currency Conversion", "conversion"),
            ("User Initiated Currency Conversion", "conversion"),
            ("Reversal of General Account Hold", "hold"),
            ("Cancellation of Hold for Dispute Resolution", "hold"),
        )
    ),
    *(
        (GERMAN, german, kind, reason)
        for kind, reason in (
            ("Allgemeine Zahlung", ""),
            ("Rückzahlung", "refund"),
            ("Rückbuchung", "refund"),
            ("Allgemeine Abbuchung", "withdrawal"),
            ("Bankgutschrift auf PayPal-Konto", "deposit"),
            ("Allgemeine Währungsumrechnung", "conversion"),
            ("Rückbuchung allgemeiner Einbehaltung", "hold"),
        )
    ),
    *(
        (PAYONEER, payoneer, kind, reason)
        for kind, reason in (
            ("Payment from Refund Exchange Ltd", ""),
            ("Refund of card purchase", "refund"),
            ("Withdrawal reversed", "refund"),
            ("Converted from EUR balance", "conversion"),
            ("Cancelled withdrawal", "withdrawal"),
        )
    ),
    *(
        (STRIPE, stripe, kind, reason)
        for kind, reason in (
            ("transfer", ""),
            ("charge", ""),
            ("platform_earning", ""),
            ("refund_failure", "refund"),
            ("dispute_reversal", "refund"),
            ("transfer_reversal", "refund"),
            ("payout_reversal", "withdrawal"),
            ("topup", "deposit"),
            ("fee", "fee"),
            ("risk_reserved_funds", "hold"),
            ("other_adjustment", "other"),
        )
    ),
    *(
        (ACTIVITY, activity, kind, reason)
        for kind, reason in (
            ("payment", ""),
            ("payment_refund", "refund"),
            ("payout_failure", "withdrawal"),
            ("stripe_fx_fee", "fee"),
        )
    ),
]


@pytest.fixture
def awin(app: App) -> int:
    return app.programs.add_account(Account("My blog", "awin")).value.id


@pytest.mark.parametrize(
    ("head", "made", "kind", "reason"), KINDS, ids=[f"{each[1].__name__}-{each[2]}" for each in KINDS]
)
def test_what_came_in_is_offered_only_where_it_was_received(
    app: App,
    awin: int,
    tmp_path: Path,
    head: str,
    made: Callable[[int, str], str],
    kind: str,
    reason: str,
) -> None:
    file = write_text(tmp_path / "p.csv", f"{head}\n{made(1, kind)}\n")
    found = app.receipts.look(file, account_id=awin)
    assert found.file.rejected == ()
    assert ([each.reason for each in found.skipped], len(found.payouts)) == (([reason], 0) if reason else ([], 1))


def test_money_that_returns_what_had_gone_out_belongs_to_it_whatever_its_row_is_called(
    app: App, awin: int, tmp_path: Path
) -> None:
    rows = [
        paypal(1, "Express Checkout", "-50.00"),
        paypal(2, "Storno", "50.00", "T1"),
        paypal(3, "Storno", "9.00", "X"),
    ]
    found = app.receipts.look(write_text(tmp_path / "p.csv", "\n".join([PAYPAL, *rows])))
    assert [(each.line, each.reason) for each in found.skipped] == [(2, "outgoing"), (3, "belongs")]
    assert [each.reference for each in found.payouts] == ["T3"]


def test_a_payment_that_was_taken_back_whole_is_not_offered_and_one_in_part_is(
    app: App, awin: int, tmp_path: Path
) -> None:
    rows = [
        paypal(1, "Mass Pay Payment"),
        paypal(2, "Payment Refund", "-20.00", "T1"),
        paypal(3, "Payment Reversal", "-30.00", "T1"),
        paypal(4, "Mass Pay Payment"),
        paypal(5, "Payment Refund", "-20.00", "T4"),
    ]
    found = app.receipts.look(write_text(tmp_path / "p.csv", "\n".join([PAYPAL, *rows])))
    assert [(each.line, each.reason, each.takes_back) for each in found.skipped] == [
        (2, "taken_back", ""),
        (3, "refund", "paypal:T1"),
        (4, "refund", "paypal:T1"),
        (6, "refund", "paypal:T4"),
    ]
    assert [each.reference for each in found.payouts] == ["T4"]


def test_a_refund_names_the_recorded_payout_that_it_takes_back(app: App, awin: int, tmp_path: Path) -> None:
    first = write_text(tmp_path / "1.csv", "\n".join([PAYPAL, paypal(1, "Mass Pay Payment")]))
    (made,) = app.receipts.take(app.receipts.look(first)).value.added
    later = write_text(tmp_path / "2.csv", "\n".join([PAYPAL, paypal(2, "Payment Reversal", "-50.00", "T1")]))
    (skipped,) = app.receipts.look(later).skipped
    assert (skipped.reason, skipped.payout_id) == ("refund", made.id)

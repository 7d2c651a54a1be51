"""``affiliate-desktop payout``: record, suggest, match, what is unpaid and when it should come."""

from pathlib import Path

import pytest
from icalendar import Calendar

from tests.cli.calls import Call, caller
from tests.statements.files import FIXTURES


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """The command line with JSON on a workspace with five Amazon earnings of March 2026, 1.39 USD in all."""
    call = caller(capsys, "--workspace", str(tmp_path / "w.affiliate"), "--json")
    call("account", "add", "US", "--network", "amazon", "--currency", "USD")
    assert call("statement", "import", str(FIXTURES / "amazon-us-fee-earnings.csv"), "--account", "US").code == 0
    return call


ADD = ("payout", "add", "--account", "US", "--date", "2026-05-29", "--amount", "1.29", "--currency", "USD")


def test_a_payout_has_the_agreed_keys(call: Call) -> None:
    made = call(*ADD, "--fee", "0.10", "--method", "Bank", "--from", "2026-03-01", "--to", "2026-03-31").document
    assert made == {
        "id": 1,
        "account": "US",
        "date": "2026-05-29",
        "amount": "1.29",
        "fee": "0.10",
        "currency": "USD",
        "statement_amount": None,
        "statement_currency": None,
        "carried": None,
        "rate": None,
        "method": "Bank",
        "payer": None,
        "reference": None,
        "period_from": "2026-03-01",
        "period_to": "2026-03-31",
        "notes": None,
        "file": None,
        "line": None,
        "sha256": None,
        "matched": {"count": 0, "amount": "0.00", "now": "0.00", "currency": "USD"},
    }
    assert call("payout", "list").document == {"payouts": [made]}
    changed = call("payout", "edit", "1", "--method", "PayPal", "--fee", "", "--to", "").document
    assert (changed["method"], changed["fee"], changed["period_to"], changed["period_from"]) == (
        "PayPal",
        "0.00",
        None,
        "2026-03-01",
    )
    assert call("payout", "remove", "1").document["id"] == 1
    assert call("payout", "list").document == {"payouts": []}


def test_a_suggestion_is_confirmed_and_the_gap_is_told(call: Call) -> None:
    call(*ADD, "--fee", "0.10")
    first = call("payout", "suggest", "1").document["suggestions"][0]
    assert (first["number"], first["exact"], first["count"], first["amount"], first["gap"]) == (
        1,
        True,
        5,
        "1.39",
        "0.00",
    )
    assert "The sum is exactly the amount." in first["reasons"]
    answer = call("payout", "match", "1", "--suggestion", "1").document
    assert answer["reconciliation"] == {
        "rows": {"amount": "1.39", "currency": "USD", "count": 5},
        "statement": {"amount": "1.39", "currency": "USD", "assumed": True},
        "converted": {"amount": "1.39", "currency": "USD"},
        "rate": None,
        "received": {"amount": "1.29", "currency": "USD"},
        "parts": [{"kind": "fees", "amount": "-0.10", "currency": "USD", "note": None}],
        "unexplained": [],
    }
    assert call("earnings", "totals").document["totals"][0]["status"] == "paid"
    shown = call("payout", "show", "1").document
    assert [row["status"] for row in shown["rows"]] == ["paid"] * 5
    assert call("payout", "unmatch", "1").document["reconciliation"]["rows"]["count"] == 0
    assert call("earnings", "totals").document["totals"][0]["status"] == "approved"


def test_chosen_rows_are_matched_by_day_or_by_id(call: Call) -> None:
    call(*ADD)
    row = call("earnings", "list").document["earnings"][0]
    one = call("payout", "match", "1", "--earning", str(row["id"])).document["reconciliation"]["rows"]
    assert (one["count"], one["amount"]) == (1, row["commission"])
    rest = call("payout", "match", "1", "--from", "2026-03-01", "--to", "2026-03-31").document
    assert rest["reconciliation"]["rows"]["count"] == 5


def test_what_is_unpaid_is_told_by_age_and_expected_by_terms(call: Call, tmp_path: Path) -> None:
    terms = call("payout", "terms", "US", "--hold-days", "60", "--pay-day", "29", "--threshold", "10").document
    assert terms == {
        "account": "US",
        "hold_days": 60,
        "pay_day": 29,
        "threshold": "10.00",
        "threshold_currency": "USD",
    }
    aged = call("payout", "ageing").document["ageing"][0]
    assert (aged["unpaid"], aged["count"], aged["threshold_percent"]) == ("1.39", 5, 13)
    assert sum(bucket["count"] for bucket in aged["buckets"]) == 5
    assert call("payout", "expected").document["expected"][0]["below_threshold"] is True
    call("payout", "terms", "US", "--threshold", "")
    file = tmp_path / "payments.ics"
    found = call("payout", "expected", "--ics", str(file)).document
    assert (found["events"], found["expected"][0]["date"], found["expected"][0]["amount"]) == (1, "2026-05-29", "1.39")
    (event,) = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert event.decoded("DTSTART").isoformat() == "2026-05-29"
    assert str(event["SUMMARY"]) == "US (Amazon Associates): 1.39 USD expected"
    again = call("payout", "expected", "--ics", str(tmp_path / "again.ics")).document
    assert again["events"] == 1
    (same,) = Calendar.from_ical((tmp_path / "again.ics").read_bytes()).walk("VEVENT")
    assert same["UID"] == event["UID"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("payout", "add", "--amount", "1"), "usage"),
        (("payout", "add", "--date", "31.02.", "--amount", "1", "--currency", "USD"), "bad_date"),
        (("payout", "add", "--date", "2026-05-29", "--amount", "1e9_0", "--currency", "USD"), "bad_amount"),
        (("payout", "add", "--date", "2026-05-29", "--amount", "\u0661", "--currency", "USD"), "bad_amount"),
        (("payout", "add", "--date", "2026-05-29", "--amount", "-1", "--currency", "USD"), "payout_amount"),
        (("payout", "show", "9"), "no_such_payout"),
        (("payout", "match", "9"), "usage"),
        (("payout", "match", "9", "--suggestion", "1"), "no_such_payout"),
        (("payout", "terms", "US", "--pay-day", "x"), "bad_number"),
        (("payout", "terms", "US", "--pay-day", "32"), "pay_day"),
    ],
)
def test_wrong_input_is_refused_and_nothing_written(call: Call, words: tuple[str, ...], code: str) -> None:
    outcome = call(*words)
    assert (outcome.code, outcome.error["code"]) == (2, code)
    assert call("payout", "list").document == {"payouts": []}


def test_rates_say_where_they_come_from(call: Call, tmp_path: Path) -> None:
    shipped = call("payout", "rates").document
    assert (shipped["source"], shipped["file"]) == ("European Central Bank", None)
    file = tmp_path / "eurofxref-hist.csv"
    file.write_text("Date,USD,JPY\n2036-11-20,1.25,150\n")
    assert call("payout", "rates", str(file)).document["last_day"] == "2036-11-20"

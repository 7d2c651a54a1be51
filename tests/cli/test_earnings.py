"""``affiliate-desktop earnings``: totals and rows as agreed."""

from pathlib import Path

import pytest

from tests.cli.calls import Call, caller
from tests.statements.files import FIXTURES


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """The command line with JSON on a workspace with an import in each of two accounts."""
    call = caller(capsys, "--workspace", str(tmp_path / "w.affiliate"), "--json")
    call("account", "add", "US", "--network", "amazon", "--currency", "USD")
    call("account", "add", "UK", "--network", "amazon", "--currency", "GBP")
    for file, account in (("amazon-us-fee-earnings.csv", "US"), ("amazon-uk-fee-earnings.csv", "UK")):
        assert call("statement", "import", str(FIXTURES / file), "--account", account).code == 0
    return call


def test_totals_are_by_currency_and_status_if_nothing_is_asked(call: Call) -> None:
    assert call("earnings", "totals").document == {
        "totals": [
            {"currency": "GBP", "status": "approved", "count": 2, "sale_amount": "25.00", "commission": "1.12"},
            {"currency": "USD", "status": "approved", "count": 5, "sale_amount": "37.00", "commission": "1.39"},
        ]
    }


def test_totals_by_groups_hold_a_key_for_each(call: Call) -> None:
    found = call("earnings", "totals", "--by", "month,account,program", "--by", "campaign,status").document["totals"]
    assert found[1] == {
        "currency": "USD",
        "month": "2026-03",
        "account": "US",
        "program": "Amazon Associates",
        "campaign": None,
        "status": "approved",
        "count": 5,
        "sale_amount": "37.00",
        "commission": "1.39",
    }


def test_from_and_to_include_their_day(call: Call) -> None:
    words = ("--from", "2026-03-15", "--to", "2026-03-20", "--account", "US")
    assert call("earnings", "totals", *words).document["totals"][0]["count"] == 2
    assert len(call("earnings", "list", *words).document["earnings"]) == 2


def test_a_row_has_the_agreed_keys(call: Call) -> None:
    row = call("earnings", "list", "--account", "US", "--limit", "1").document["earnings"][0]
    assert row == {
        "id": row["id"],
        "external_id": None,
        "account": "US",
        "program": "Amazon Associates",
        "time": "2026-03-20T23:59:59",
        "day": "2026-03-20",
        "status": "approved",
        "status_raw": None,
        "event": "sale",
        "sale_amount": "-29.99",
        "commission": "-1.35",
        "currency": "USD",
        "sub_id": "mystore-20",
        "link": None,
        "campaign": None,
        "product": 'Cast iron pan, 10"',
        "file": "amazon-us-fee-earnings.csv",
        "sheet": None,
        "line": 7,
        "quantity": 0,
        "attributed": "none",
        "placement": None,
    }
    shown = call("earnings", "show", str(row["id"])).document
    assert {key: shown[key] for key in row} == row
    assert [each["line"] for each in shown["history"]] == [7]


def test_rows_can_be_searched_and_chosen(call: Call) -> None:
    assert len(call("earnings", "list", "--search", "spoon").document["earnings"]) == 2
    assert call("earnings", "list", "--status", "pending").document == {"earnings": []}


def test_the_text_shows_the_same_figures(call: Call, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    say = caller(capsys, "--workspace", str(tmp_path / "w.affiliate"))
    assert "1.39" in say("earnings", "totals").out
    assert "-1.35 USD" in say("earnings", "list").out
    assert "Cast iron pan" in say("earnings", "show", "5").out

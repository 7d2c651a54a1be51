"""``statement formats`` and ``statement identify``: JSON for scripts, sentences for people."""

from pathlib import Path

import pytest

from tests.cli.calls import Call, caller
from tests.statements.files import FIXTURES

EARNINGS = str(FIXTURES / "amazon-us-fee-earnings.csv")


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """The command line with JSON."""
    return caller(capsys, "--workspace", str(tmp_path / "w.affiliate"), "--json")


@pytest.fixture
def say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """The command line with text."""
    return caller(capsys, "--workspace", str(tmp_path / "w.affiliate"))


def test_the_list_says_of_each_format_how_sure_it_is(call: Call) -> None:
    found = {each["format"]: each for each in call("statement", "formats", "list").document["formats"]}
    assert found["amazon/fee-earnings"]["certainty"] == "sample"
    assert found["paypal/activity"]["kind"] == "payment"
    assert found["amazon/fee-tracking"]["counted"] is False
    assert {each["certainty"] for each in found.values()} <= {"sample", "code", "docs", "inferred"}
    awin = call("statement", "formats", "list", "--network", "awin").document["formats"]
    assert {each["network"] for each in awin} == {"awin"}


def test_a_format_goes_out_and_comes_in_as_one_file(call: Call, tmp_path: Path) -> None:
    target = tmp_path / "out.toml"
    assert call("statement", "formats", "export", "awin/transactions", "-o", str(target)).document["file"]
    assert call("statement", "formats", "check", str(target)).document["files"] == [
        {"file": "out.toml", "formats": ["awin/transactions"], "replaces": ["awin/transactions"], "rivals": []}
    ]
    (taken,) = call("statement", "formats", "import", str(target)).document["formats"]
    assert (taken["format"], taken["origin"]) == ("awin/transactions", "own")
    shown = call("statement", "formats", "show", "awin/transactions").document
    assert shown["statement"]["id"] == "transactions"
    assert call("statement", "formats", "remove", "awin/transactions").code == 0
    assert call("statement", "formats", "show", "awin/transactions").document["origin"] == "built-in"


def test_a_bad_file_is_bad_input(call: Call, tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text("network = 1", encoding="utf-8")
    for verb in ("check", "import"):
        answer = call("statement", "formats", verb, str(bad))
        assert (answer.code, answer.error["code"]) == (2, "bad_format_file")


def test_identify_tells_scripts_everything_that_it_tells_people(call: Call, say: Call) -> None:
    (sheet,) = call("statement", "identify", EARNINGS).document["sheets"]
    assert (sheet["format"], sheet["certainty"], sheet["rows"], sheet["rows_exact"]) == (
        "amazon/fee-earnings",
        "sample",
        5,
        True,
    )
    assert {"field": "date", "column": 6, "header": "Date Shipped"} in sheet["columns"]
    assert (sheet["date"], sheet["decimal"], sheet["not_understood"]) == ("year-month-day", ".", 0)
    assert [(one["code"], one["option"]) for one in sheet["questions"]] == [("currency", "--currency")]
    text = say("statement", "identify", EARNINGS).out
    for part in (
        "text in utf-8, separated by commas",
        "header on line 2",
        "date = column 6 “Date Shipped”, as year-month-day",
        "5 rows, 0 not understood",
        "Sure: the format was seen in a real file",
        "--currency: USD, CAD",
    ):
        assert part in text


def test_identify_for_an_account_asks_only_what_the_account_does_not_tell(call: Call, say: Call) -> None:
    assert call("account", "add", "US", "--network", "amazon", "--currency", "USD").code == 0
    (sheet,) = call("statement", "identify", EARNINGS, "--account", "US").document["sheets"]
    assert (sheet["currency"], sheet["currency_from"], sheet["questions"]) == ("USD", "account", [])
    assert "in USD (from the account)" in say("statement", "identify", EARNINGS, "--account", "US").out


def test_import_takes_a_format_and_the_order_of_dates(call: Call, tmp_path: Path) -> None:
    head = "transaction_id,program_name,date,sale_amount,commission,status,sid"
    file = tmp_path / "p.csv"
    file.write_text(f"{head}\n1,A,03/04/2026,20.00,1.00,paid,x\n", encoding="utf-8")
    assert call("account", "add", "P", "--network", "pepperjam", "--currency", "USD").code == 0
    words = ("statement", "import", str(file), "--account", "P")
    asked = call(*words, "--dry-run")
    assert (asked.code, asked.error["code"]) == (2, "date_unclear")
    chosen = ("--format", "pepperjam/transaction-details-api", "--date-format", "%d/%m/%Y")
    (answer,) = call(*words, *chosen).document["imports"]
    assert (answer["new"], answer["rejected"]) == (1, [])
    (row,) = call("statement", "rows", str(answer["id"])).document["rows"]
    assert row["time"].startswith("2026-04-03")

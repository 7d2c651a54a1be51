"""Campaigns at the command line."""

from pathlib import Path

import pytest

from tests.cli.calls import Call, caller

EMPTY = {
    "id": 1,
    "name": "Spring",
    "status": "active",
    "channel": None,
    "programs": [],
    "starts_on": None,
    "ends_on": None,
    "budget": None,
    "currency": None,
    "goal": None,
    "notes": None,
    "archived": False,
}


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Call:
    call = caller(capsys, "--json", "--workspace", str(tmp_path / "w.affiliate"))
    call("account", "add", "Awin", "--network", "awin")
    for program in ("Brand", "Other"):
        call("program", "add", program, "--account", "Awin")
    return call


def test_a_campaign_needs_no_more_than_a_name(call: Call):
    assert call("campaign", "add", "Spring").document == EMPTY
    assert call("campaign", "list").document == {"campaigns": [EMPTY]}


def test_a_campaign_is_added_whole_changed_emptied_and_removed(call: Call):
    words = ["--program", "brand", "--program", "2", "--from", "2026-03-01", "--to", "2026-03-31", "--budget", "100"]
    words += ["--currency", "eur", "--goal", "Sell", "--status", "planned", "--channel", "mail", "--notes", "n"]
    whole = call("campaign", "add", "Spring", *words).document
    assert whole == EMPTY | {
        "status": "planned",
        "channel": "mail",
        "programs": ["Brand", "Other"],
        "starts_on": "2026-03-01",
        "ends_on": "2026-03-31",
        "budget": "100.00",
        "currency": "EUR",
        "goal": "Sell",
        "notes": "n",
    }
    assert call("campaign", "edit", "spring", "--budget", "0.5", "--program", "Other").document == whole | {
        "budget": "0.50",
        "programs": ["Other"],
    }
    assert call("campaign", "edit", "1", "--currency", "JPY", "--budget", "7").document["budget"] == "7"
    emptied = ["--from", "", "--to", "", "--budget", "", "--goal", "", "--channel", "", "--notes", "", "--program", ""]
    assert call("campaign", "edit", "1", *emptied, "--status", "active").document == EMPTY
    assert call("campaign", "archive", "1").document["archived"] is True
    assert call("campaign", "list").document == {"campaigns": []}
    assert call("campaign", "archive", "1", "--back").document == EMPTY
    assert call("campaign", "remove", "1").document == EMPTY
    assert call("campaign", "show", "1").error["code"] == "no_such_campaign"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--from", "31.02.2026"], "bad_date"),
        (["--from", "2026-02-30"], "bad_date"),
        (["--from", "2026-03-02", "--to", "2026-03-01"], "campaign_reversed"),
        (["--budget", "100"], "usage"),
        (["--currency", "USD"], "usage"),
        (["--budget", "1e5", "--currency", "USD"], "bad_amount"),
        (["--budget", "NaN", "--currency", "USD"], "bad_amount"),
        (["--budget", "-1", "--currency", "USD"], "bad_amount"),
        (["--budget", "\u0661", "--currency", "USD"], "bad_amount"),
        (["--budget", "1" * 20, "--currency", "USD"], "amount_too_large"),
        (["--budget", "1", "--currency", "XX"], "unknown_currency"),
        (["--status", "done"], "usage"),
        (["--program", "nope"], "no_such_program"),
    ],
)
def test_what_cannot_be_used_ends_with_two_and_writes_nothing(call: Call, words: list[str], code: str):
    done = call("campaign", "add", "Spring", *words)
    assert (done.code, done.error["code"]) == (2, code)
    assert call("campaign", "list").document == {"campaigns": []}


def test_text_answers_show_days_and_budget(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    call = caller(capsys, "--workspace", str(tmp_path / "w.affiliate"))
    call("campaign", "add", "Spring", "--from", "2026-03-01", "--budget", "5", "--currency", "USD")
    assert call("campaign", "list").out.splitlines()[2].split() == [
        "1",
        "Spring",
        "active",
        "-",
        "2026-03-01",
        "-",
        "5.00",
        "USD",
    ]

"""``affiliate-desktop plan compare``."""

from pathlib import Path

import pytest

from tests.cli.calls import Call, caller
from tests.statements.files import FIXTURES


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    return caller(capsys, "--workspace", str(tmp_path / "w.affiliate"), "--json")


def test_typed_numbers_run_through_ready_plans_and_files(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('name = "m"\ncurrency = "USD"\n[[rule]]\nevent = "signup"\nfixed = "7.00"\n')
    words = ("--signups", "10", "--projects", "2", "--amount", "250", "--months", "6")
    found = call("plan", "compare", "pay-per-signup", str(file), "--currency", "USD", *words).document
    assert found["events"] == {
        "source": "typed",
        "count": 72,
        "months": 6,
        "signups": "10",
        "projects": "2",
        "sales": "0",
        "amount": "250",
    }
    mine = next(each for each in found["plans"] if each["name"] == "mine")
    assert (mine["total"], mine["paid"], mine["currency"]) == ("420.00", 60, "USD")
    assert found["best"]
    assert len(found["curves"]) == 2
    assert found["forecast"] is None


def test_the_users_own_rows_run_through_the_program_in_force(call: Call) -> None:
    call("account", "add", "US", "--network", "amazon", "--currency", "USD")
    call("statement", "import", str(FIXTURES / "amazon-us-fee-earnings.csv"), "--account", "US")
    found = call("plan", "compare", "pay-per-sale", "--currency", "USD", "--program", "Amazon Associates").document
    assert found["events"]["source"] == "statements"
    assert [each["name"] for each in found["plans"]] == ["pay-per-sale"]
    assert found["next_steps"] == []


def test_without_numbers_or_plans_it_says_what_to_name(call: Call) -> None:
    assert call("plan", "compare", "pay-per-sale").error["code"] == "usage"
    assert call("plan", "compare", "--sales", "3").error["code"] == "no_plans"
    assert call("plan", "compare", "pay-per-sale", "--sales", "x").error["code"] == "bad_number"
    assert call("plan", "compare", "nothing-such", "--sales", "3").error["code"] == "no_such_plan"

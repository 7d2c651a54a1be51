"""``plan list|show|add|edit|remove|import|export|sentence``: the versions of programs' plans."""

from pathlib import Path

import pytest

from tests.cli.calls import Call, caller

RESOURCES = Path(__file__).parents[2] / "resources/plans"


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """Calls with a workspace that has one program."""
    call = caller(capsys, "--workspace", str(tmp_path / "a.affiliate"), "--json")
    assert call("account", "add", "Upwork", "--network", "upwork").code == 0
    return call


def test_a_ready_plan_is_added_and_said_in_words(call: Call) -> None:
    words = ("--ready", "pay-per-project", "--set", "hold_days=14", "--set", "with_vat=no", "--note", "as in May")
    added = call("plan", "add", "--program", "Upwork", *words).document
    assert added["sentence"] == "10 % of each referred user's first three projects, at most 50.00 each."
    assert (added["program"], added["valid_from"], added["note"]) == ("Upwork", None, "as in May")
    assert "commissions are held for 14 days" in added["terms"]
    assert call("plan", "list").document["plans"] == [added]
    assert call("plan", "sentence", "Upwork").document["sentence"] == added["sentence"]


def test_what_is_exported_imports_as_a_later_version_with_a_changelog(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "plan.toml"
    call("plan", "add", "--program", "Upwork", "--file", str(RESOURCES / "pay-per-signup.toml"))
    assert "[terms]" in call("plan", "export", "1", "-o", str(file)).document["toml"]
    assert "[terms]" not in call("plan", "export", "1", "--plain").document["toml"]
    file.write_text(file.read_text().replace('"5.00"', '"6.50"'))
    call("plan", "import", str(file), "--program", "Upwork", "--from", "2026-03-01")
    log = call("plan", "show", "2").document["changelog"]
    assert [entry["valid_from"] for entry in log] == ["2026-03-01", None]
    assert log[0]["changes"] == ["sign-up: 5.00 USD for each sign-up → 6.50 USD for each sign-up"]
    assert call("plan", "show", "Upwork", "--on", "2026-02-28").document["id"] == 1
    assert call("plan", "sentence", str(file)).document["clauses"] == ["6.50 USD for each sign-up"]


def test_a_version_is_edited_and_removed(call: Call) -> None:
    call("plan", "add", "--program", "Upwork", "--ready", "pay-per-sale")
    changed = call("plan", "edit", "1", "--set", "cookie_days=", "--from", "2026-01-01", "--note", "x").document
    assert (changed["valid_from"], changed["note"]) == ("2026-01-01", "x")
    assert not [each for each in changed["terms"] if "clicks" in each]
    assert call("plan", "remove", "1").document["id"] == 1
    assert call("plan", "list").document == {"plans": []}
    call("workspace", "undo")
    assert len(call("plan", "list").document["plans"]) == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("plan", "show", "7"), "no_such_plan"),
        (("plan", "show", "Nobody"), "no_such_program"),
        (("plan", "add", "--program", "Upwork", "--ready", "nothing"), "no_such_plan"),
        (("plan", "add", "--program", "Upwork"), "usage"),
        (("plan", "add", "--program", "Upwork", "--ready", "pay-per-sale", "--set", "x=1"), "plan_invalid"),
        (("plan", "import", "missing.toml", "--program", "Upwork"), "cannot_read"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(call: Call, words: tuple[str, ...], code: str) -> None:
    answer = call(*words)
    assert answer.code == 2
    assert answer.error["code"] == code


def test_ready_plans_are_listed_and_text_is_for_people(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], call: Call
) -> None:
    assert len(call("plan", "list", "--ready").document["plans"]) == 6
    call("plan", "add", "--program", "Upwork", "--ready", "tiered-whole")
    tell = caller(capsys, "--workspace", str(tmp_path / "a.affiliate"))
    assert "from the beginning" in tell("plan", "show", "1").out
    assert "8.00 USD for all of a month that reaches 11 sign-ups" in tell("plan", "list").out


def test_a_program_is_judged_by_the_signup_and_with_a_tolerance_until_undone(call: Call) -> None:
    call("plan", "add", "--program", "Upwork", "--ready", "pay-per-signup")
    asked = call("plan", "judge", "Upwork", "--by", "signup", "--tolerance", "0.05").document
    assert asked == {"program": "Upwork", "judged_by": "signup", "tolerance": "0.05"}
    assert call("plan", "judge", "Upwork").document == asked
    audit = call("audit", "run", "--program", "Upwork").document
    assert (audit["judged_by"], audit["tolerance"]) == ("signup", "0.05")
    call("workspace", "undo")
    assert call("plan", "judge", "Upwork").document["judged_by"] == "event"
    assert call("plan", "judge", "Upwork", "--tolerance", "-1").error["code"] == "bad_amount"


def test_a_file_that_is_too_large_is_refused_before_it_is_read_whole(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("affiliate_desktop.cli.plan_versions.MOST_BYTES", 10)
    file = tmp_path / "plan.toml"
    file.write_bytes(b"#" * 11)
    assert call("plan", "sentence", str(file)).error["code"] == "file_too_large"
    file.write_bytes(b"#" * 10)
    assert call("plan", "sentence", str(file)).error["code"] == "plan_invalid"


def test_where_nothing_is_recorded_lists_say_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    say = caller(capsys, "--workspace", str(tmp_path / "b.affiliate"))
    assert say("plan", "list").out == "There are no plans yet; “plan add” takes a ready one, such as pay-per-sale.\n"
    assert say("referral", "list").out == "There are no referrals yet.\n"

"""``affiliate-desktop request``."""

from pathlib import Path

import pytest

from tests.cli.calls import Call, caller


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """The command line with an account and a program."""
    call = caller(capsys, "--workspace", str(tmp_path / "w.affiliate"), "--json")
    call("account", "add", "Shops", "--network", "awin", "--currency", "EUR")
    call("program", "add", "Tea", "--account", "Shops")
    return call


def test_a_claim_is_noted_answered_and_counted(call: Call) -> None:
    made = call(
        "request", "add", "Sales of May", "--program", "Tea", "--asked", "2026-05-01", "--amount", "35"
    ).document
    assert (made["kind"], made["claimed"], made["currency"], made["outcome"]) == ("claim", "35.00", "EUR", "open")
    waiting = call("request", "list", "--open").document["requests"]
    assert [each["id"] for each in waiting] == [made["id"]]
    key = str(made["id"])
    answered = call("request", "answer", key, "partly", "--on", "2026-05-09", "--granted", "20", "--text", "So be it")
    assert (answered.document["days"], answered.document["granted"], answered.document["answer"]) == (
        8,
        "20.00",
        "So be it",
    )
    assert call("request", "list", "--open", "--program", "Tea").document == {"requests": []}
    card = call("report", "scorecard", "--program", "Tea").document
    assert (card["requests"], card["answered"]) == (1, 1)
    assert card["answers"] == {
        "outcomes": {"partly": 1},
        "days": {"count": 1, "median": 8, "nine_of_ten": 8, "fastest": 8, "slowest": 8},
        "waiting_days": None,
        "claims": [{"currency": "EUR", "count": 1, "claimed": "35.00", "granted": "20.00"}],
    }
    again = call("request", "answer", key, "accepted", "--on", "2026-05-10").document
    assert (again["granted"], again["answer"]) == ("35.00", "So be it")
    call("request", "remove", key)
    assert call("request", "show", key).error["code"] == "no_such_request"
    call("workspace", "undo")
    assert call("request", "show", key).document == again


def test_a_question_is_noted_and_changed(call: Call) -> None:
    made = call("request", "add", "When is pay day?", "--program", "Tea", "--asked", "2026-05-01").document
    key = str(made["id"])
    assert (made["kind"], made["currency"]) == ("question", None)
    changed = call("request", "edit", key, "--subject", "Which day?", "--asked", "2026-05-02", "--notes", "by mail")
    assert changed.document == {**made, "subject": "Which day?", "asked_on": "2026-05-02", "notes": "by mail",
                                "waiting_days": made["waiting_days"] - 1}  # fmt: skip
    assert call("request", "answer", key, "answered", "--on", "2026-05-03").document["days"] == 1
    assert call("request", "answer", key, "open").document["answered_on"] is None


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("answer", "1", "accepted", "--on", "2026-04-01"), "answered_before_asked"),
        (("answer", "1", "answered"), "bad_outcome"),
        (("answer", "9", "refused"), "no_such_request"),
        (("answer", "1", "refused", "--granted", "3"), "granted_too_much"),
        (("edit", "1", "--amount", "-3"), "bad_amount"),
        (("edit", "1", "--asked", "31.02."), "bad_date"),
        (("add", "x", "--program", "None such"), "no_such_program"),
        (("add", "", "--program", "Tea"), "subject_missing"),
    ],
)
def test_what_can_not_be_is_refused_and_nothing_changes(call: Call, words: tuple[str, ...], code: str) -> None:
    call("request", "add", "Sales", "--program", "Tea", "--asked", "2026-05-01", "--amount", "35")
    before = call("request", "list").document
    assert call("request", *words).error["code"] == code
    assert call("request", "list").document == before

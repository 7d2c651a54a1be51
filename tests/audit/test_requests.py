"""Requests to programs: what is accepted, what the scorecard makes of it, undo."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiliate_desktop.app import App
from affiliate_desktop.audit.model import FindingKind
from affiliate_desktop.audit.request import (
    ANSWERS,
    OUTCOMES,
    Outcome,
    ProgramRequest,
    RequestKind,
    answers_of,
    checked_request,
)
from affiliate_desktop.audit.scorecard_words import answers_words, claims_words
from affiliate_desktop.core.periods import Period
from affiliate_desktop.core.problems import BadInput, Failed, NotFound
from tests.audit.making import HOLD, SALE, Desk, micro

TODAY = date(2026, 6, 15)
CLAIM = ProgramRequest(1, RequestKind.CLAIM, "Three sales of May", date(2026, 6, 1), currency="EUR")


@pytest.fixture
def desk(app: App, tmp_path: Path) -> Desk:
    """A program."""
    return Desk(app, tmp_path)


def claim(
    desk: Desk, asked: str, outcome: Outcome = Outcome.OPEN, answered: str = "", *, claimed: str = "", granted: str = ""
) -> ProgramRequest:
    """Records a claim in EUR."""
    request = ProgramRequest(
        desk.program,
        RequestKind.CLAIM,
        f"asked on {asked}",
        date.fromisoformat(asked),
        outcome,
        date.fromisoformat(answered) if answered else None,
        "EUR",
        micro(claimed) if claimed else None,
        micro(granted) if granted else None,
    )
    return desk.app.requests.add(request).value


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"subject": "  "}, "subject_missing"),
        ({"subject": "x" * 301}, "text_too_long"),
        ({"outcome": Outcome.ANSWERED, "answered_on": TODAY}, "bad_outcome"),
        ({"asked_on": TODAY + timedelta(1)}, "bad_day"),
        ({"asked_on": date(1970, 1, 1)}, "bad_day"),
        ({"outcome": Outcome.REFUSED}, "answer_day_missing"),
        ({"answered_on": TODAY}, "answer_day_too_much"),
        ({"outcome": Outcome.UNANSWERED, "answered_on": TODAY}, "answer_day_too_much"),
        ({"outcome": Outcome.REFUSED, "answered_on": date(2026, 5, 31)}, "answered_before_asked"),
        ({"kind": RequestKind.QUESTION, "claimed_micro": 5}, "question_amount"),
        ({"claimed_micro": 0}, "bad_amount"),
        ({"claimed_micro": -5}, "bad_amount"),
        ({"claimed_micro": 10**18}, "bad_amount"),
        ({"claimed_micro": 5, "currency": ""}, "no_currency"),
        ({"claimed_micro": 5, "currency": "XQZ"}, "unknown_currency"),
        ({"claimed_micro": 5, "granted_micro": 5}, "granted_too_much"),
        ({"claimed_micro": 5, "granted_micro": 5, "outcome": Outcome.PARTLY, "answered_on": TODAY}, "granted_whole"),
        ({"answer": "a\x00b"}, "text_unseen"),
    ],
)
def test_what_can_not_be_is_refused_in_words(changes: dict[str, object], code: str) -> None:
    with pytest.raises(BadInput) as caught:
        checked_request(replace(CLAIM, **changes), TODAY)  # type: ignore[arg-type]
    assert caught.value.code == code
    assert str(caught.value)


def test_an_accepted_claim_is_granted_whole_unless_it_says_otherwise() -> None:
    accepted = replace(CLAIM, claimed_micro=20, outcome=Outcome.ACCEPTED, answered_on=TODAY)
    assert checked_request(accepted, TODAY).granted_micro == 20
    assert checked_request(replace(accepted, granted_micro=25), TODAY).granted_micro == 25
    assert checked_request(replace(accepted, claimed_micro=None), TODAY).currency == ""


def test_a_request_is_kept_answered_and_taken_back(desk: Desk) -> None:
    asked = claim(desk, "2026-05-01", claimed="35.00")
    assert desk.app.requests.find(asked.id) == asked
    assert (asked.waits(TODAY), asked.days) == (45, None)
    answered = replace(asked, outcome=Outcome.PARTLY, answered_on=date(2026, 5, 9), granted_micro=micro("20.00"))
    assert desk.app.requests.edit(answered).value.days == 8
    desk.app.workspace.undo()
    assert desk.app.requests.list() == (asked,)
    desk.app.workspace.redo()
    assert desk.app.requests.remove([asked.id]).value == 1
    assert desk.app.requests.list(desk.program) == ()
    with pytest.raises(NotFound, match="no request"):
        desk.app.requests.find(asked.id)
    with pytest.raises(Failed, match="does not exist any more"):
        desk.app.requests.edit(answered)
    desk.app.workspace.undo()
    assert desk.app.requests.find(str(asked.id)).granted_micro == micro("20.00")


@pytest.mark.parametrize("ref", ["", "abc", "-1", "0", "9" * 40, "1.0"])
def test_a_request_that_is_not_there_is_not_found(desk: Desk, ref: str) -> None:
    claim(desk, "2026-05-01")
    with pytest.raises(NotFound):
        desk.app.requests.find(ref)


def test_a_program_with_requests_is_not_removed(desk: Desk) -> None:
    claim(desk, "2026-05-01")
    with pytest.raises(Failed, match="1 request"):
        desk.app.programs.remove_program(desk.program)


def test_the_scorecard_tells_answers_of_the_period(desk: Desk) -> None:
    assert answers_words(desk.app.scorecards.of(desk.program)) == "no request is recorded"
    claim(desk, "2026-01-10", Outcome.ACCEPTED, "2026-01-12", claimed="10.00")
    claim(desk, "2026-02-10", Outcome.PARTLY, "2026-02-20", claimed="25.00", granted="10.00")
    claim(desk, "2026-03-10", Outcome.REFUSED, "2026-04-09", claimed="5.00")
    claim(desk, "2026-05-01", claimed="99.00")
    claim(desk, "2026-06-01", Outcome.UNANSWERED, claimed="1.00")
    question = ProgramRequest(desk.program, RequestKind.QUESTION, "When is pay day?", date(2026, 6, 14))
    desk.app.requests.add(question)
    card = desk.app.scorecards.of(desk.program)
    assert answers_words(card) == (
        "3 of 6 answered, 10 days in the middle, 30 days at most; 2 wait, the longest since 45 days"
    )
    assert claims_words(card) == "1 accepted, 1 accepted in part, 1 refused; 20.00 of 41.00 EUR granted"
    card = desk.app.scorecards.of(desk.program, Period(date(2026, 6, 2), None))
    assert (answers_words(card), claims_words(card)) == ("0 of 1 answered; 1 waits, since 1 day", "")


def test_a_claim_asks_for_the_kinds_of_findings_that_it_lists(desk: Desk) -> None:
    desk.terms(SALE + HOLD)
    desk.rows("a,2026-05-01,sale,100.00,4.00,USD,paid", "b,2026-05-02,sale,50.00,5.00,USD,pending")
    report = desk.audit()
    (whole,) = desk.app.requests.claims_of(report)
    (late,) = desk.app.requests.claims_of(report, [FindingKind.LATE])
    assert (whole.subject, whole.claimed_micro) == ("2 commissions to check", micro("11.00"))
    assert (late.subject, late.claimed_micro) == ("1 commission to check", micro("5.00"))
    assert desk.app.requests.claims_of(report, [FindingKind.OVERPAID]) == ()
    report.findings.close()


_DAYS = st.dates(date(2026, 1, 1), TODAY)


@st.composite
def requests(draw: st.DrawFn) -> ProgramRequest:
    """A request that may be kept."""
    kind = draw(st.sampled_from(RequestKind))
    outcome = draw(st.sampled_from(OUTCOMES[kind]))
    asked = draw(_DAYS)
    answered = draw(st.dates(asked, TODAY)) if outcome in ANSWERS else None
    made = ProgramRequest(1, kind, "x", asked, outcome, answered)
    if kind is RequestKind.CLAIM and draw(st.booleans()):
        claimed = draw(st.integers(2, 10**9))
        granted = draw(st.integers(1, claimed - 1)) if outcome is Outcome.PARTLY else None
        made = replace(
            made, currency=draw(st.sampled_from(["EUR", "USD"])), claimed_micro=claimed, granted_micro=granted
        )
    return checked_request(made, TODAY)


@given(st.lists(requests(), min_size=1, max_size=12))
def test_sums_of_answers_are_those_of_the_requests(found: list[ProgramRequest]) -> None:
    answers = answers_of(found, TODAY)
    assert answers is not None
    assert answers.requests == len(found)
    assert answers.answered == sum(each.answered_on is not None for each in found)
    assert (answers.days is None) == (answers.answered == 0)
    assert (answers.waiting_days is None) == (Outcome.OPEN not in answers.counts)
    for each in answers.sums:
        assert 0 <= each.granted_micro <= each.claimed_micro
    settled = sum(each.claimed_micro or 0 for each in found if each.outcome is not Outcome.OPEN)
    assert sum(each.claimed_micro for each in answers.sums) == settled

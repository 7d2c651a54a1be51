"""Ties: a recorded sign-up, project or sale and the statement row that reports it, as the user says."""

from pathlib import Path

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.audit.model import FindingKind as K
from affiliate_desktop.audit.model import RecordedEvent, Referral
from affiliate_desktop.core.problems import BadInput, NotFound
from affiliate_desktop.programs.model import Program
from affiliate_desktop.programs.plan import PlanEvent
from tests.audit.making import PROJECT, Desk, kinds, micro

ROWS = (
    "far,2026-05-20,project,250.00,25.00,USD,approved",
    "near,2026-05-11,project,240.00,24.00,USD,approved",
    "same,2026-05-13,project,250.00,25.00,USD,approved",
    "euro,2026-05-10,project,250.00,25.00,EUR,approved",
    "join,2026-05-10,signup,0,0,USD,approved",
    "old,2026-01-10,project,250.00,25.00,USD,approved",
)


@pytest.fixture
def ann(desk: Desk) -> Referral:
    """Somebody with a project whose row says another amount and another day."""
    desk.terms(PROJECT)
    desk.rows(*ROWS)
    return desk.referral("Ann", "2026-05-01", ("project", "2026-05-10", "250.00"))


def offered(desk: Desk, event: RecordedEvent, text: str = "") -> list[str]:
    return [each.external_id for each in desk.app.referrals.rows(desk.program, event, text)]


def test_rows_are_offered_by_kind_amount_and_day(desk: Desk, ann: Referral) -> None:
    assert offered(desk, ann.events[0]) == ["same", "far", "euro", "near", "join"]
    signup = RecordedEvent(PlanEvent.SIGNUP, "2026-05-12")
    assert offered(desk, signup) == ["join", "near", "same", "euro", "far"]
    assert offered(desk, RecordedEvent(PlanEvent.SIGNUP, ""))[0] == "join"
    assert offered(desk, ann.events[0], "ol") == ["old"], "a search finds rows of any day"
    assert offered(desk, ann.events[0], "%") == []


def test_the_audit_takes_the_row_that_was_chosen_until_it_is_untied_or_undone(desk: Desk, ann: Referral) -> None:
    referrals, event = desk.app.referrals, ann.events[0]
    assert {each.day.isoformat(): each.referral for each in desk.found()}["2026-05-13"] == "Ann", "found by itself"
    tied = referrals.tie(ann.id, "i:old", event.id).value
    assert tied.events[0].transaction_key == "i:old"
    found = {each.day.isoformat(): each for each in desk.found()}
    assert (found["2026-01-10"].referral, found["2026-01-10"].kind) == ("Ann", K.RIGHT)
    assert (found["2026-05-13"].kind, found["2026-05-13"].referral) == (K.UNCHECKED, "")
    assert referrals.rows(desk.program, event, "old")[0].tied_to == "Ann, project of 2026-05-10"
    desk.app.workspace.undo()
    assert referrals.find("Ann").events[0].transaction_key == ""
    desk.app.workspace.redo()
    referrals.tie(ann.id, "", event.id)
    assert {each.day.isoformat(): each.referral for each in desk.found()}["2026-05-13"] == "Ann"
    signup = referrals.tie(ann.id, "i:join").value
    assert (signup.transaction_key, signup.events[0].transaction_key) == ("i:join", "")
    assert set(referrals.tied_rows(signup)) == {"i:join"}


def test_a_row_is_tied_to_one_event_only(desk: Desk, ann: Referral, tmp_path: Path) -> None:
    referrals = desk.app.referrals
    referrals.tie(ann.id, "i:same", ann.events[0].id)
    ben = desk.referral("Ben", "2026-05-01", ("project", "2026-05-13", "250.00"))
    with pytest.raises(BadInput, match="Ann, project of 2026-05-10"):
        referrals.tie(ben.id, "i:same", ben.events[0].id)
    with pytest.raises(BadInput, match="tied to Ann"):
        referrals.tie(ann.id, "i:same")
    with pytest.raises(BadInput, match="tied to Ann"):
        desk.referral("Cleo", "2026-05-01", row="same")
    file = tmp_path / "r.csv"
    file.write_text(
        "name,date,event,amount,row\nDora,2026-05-01,signup,,same\nDora,2026-05-10,project,250,same\n"
        "Ann,2026-05-10,project,250.00,same\nBen,2026-05-13,project,250,near\nBen,2026-05-14,project,9,near\n"
    )
    report = referrals.import_file(desk.program, file).value
    assert [each.line for each in report.rejected] == [2, 3, 6]
    assert all("tied to another event" in each.reason for each in report.rejected)
    assert (report.unchanged, report.updated, report.new) == (1, 1, 0)
    assert [each.name for each in referrals.list()] == ["Ann", "Ben"]


def test_what_is_not_there_cannot_be_tied(app: App, desk: Desk, ann: Referral) -> None:
    other = app.programs.add_program(Program(desk.account, "Books")).value.id
    stranger = app.referrals.add(Referral(other, "Eve", signed_up="2026-05-10")).value
    with pytest.raises(NotFound, match="No imported row of this program"):
        app.referrals.tie(stranger.id, "i:join")
    with pytest.raises(NotFound, match="No imported row"):
        app.referrals.tied_key(other, "join")
    assert app.referrals.tied_key(desk.program, "i:join") == "i:join"
    with pytest.raises(NotFound, match="has no event 99"):
        app.referrals.tie(ann.id, "i:join", 99)
    assert app.referrals.of_record(f"e{ann.events[0].id}") == (ann, ann.events[0].id)
    assert app.referrals.of_record(f"s{ann.id}") == (ann, 0)
    with pytest.raises(NotFound, match="removed from your record"):
        app.referrals.of_record("e99")


def test_a_tie_makes_a_row_of_another_amount_underpaid_instead_of_missing(desk: Desk) -> None:
    desk.terms(PROJECT)
    desk.rows("a,2026-05-25,project,200.00,15.00,USD,approved")
    ann = desk.referral("Ann", "2026-05-01", ("project", "2026-05-10", "250.00"))
    assert sorted(kinds(desk.found())) == [K.MISSING, K.UNCHECKED]
    desk.app.referrals.tie(ann.id, "i:a", ann.events[0].id)
    (found,) = desk.found()
    assert (found.kind, found.referral, found.sale_micro) == (K.UNDERPAID, "Ann", micro("200"))

"""The user's own record: added, changed, imported, undone."""

from dataclasses import replace
from pathlib import Path

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.audit.model import RecordedEvent, Referral
from affiliate_desktop.audit.referral_service import ReferralChange
from affiliate_desktop.campaigns.model import Campaign, Placement
from affiliate_desktop.core.problems import BadInput, Failed, NotFound
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.links.model import LinkDraft
from affiliate_desktop.programs.plan import PlanEvent
from tests.audit.making import Desk, micro


def test_a_referral_is_added_changed_and_removed_with_its_events(desk: Desk) -> None:
    referrals = desk.app.referrals
    ann = desk.referral(" Ann ", "2026-05-01", ("project", "2026-05-10", "250.00"), ("sale", "2026-05-11", "20"))
    assert [event.event for event in ann.events] == [PlanEvent.PROJECT, PlanEvent.SALE]
    first = replace(ann.events[0], amount_micro=micro("300"), valid=False)
    changed = referrals.edit(
        replace(ann, name="Anna", events=(first, RecordedEvent(PlanEvent.SALE, "2026-05-12")))
    ).value
    assert [(each.amount_micro, each.valid) for each in changed.events] == [(micro("300"), False), (0, True)]
    assert changed.events[0].id == ann.events[0].id
    assert (
        referrals.add_event(ann.id, RecordedEvent(PlanEvent.PROJECT, "2026-06-01")).value.events[-1].time
        == "2026-06-01"
    )
    referrals.remove([ann.id])
    assert referrals.list(desk.program) == ()
    for _ in range(3):
        desk.app.workspace.undo()
    assert referrals.find("ann") == ann


@pytest.mark.parametrize(
    ("referral", "words"),
    [
        (Referral(1, ""), "Give a name"),
        (Referral(1, "Ann", signed_up="31.02.2026"), "no date"),
        (Referral(1, "Ann", signed_up="0001-01-01"), "no date"),
        (Referral(1, "Ann", signed_up="2026-05-01T10:00:00"), "no offset"),
        (Referral(1, "Ann", events=(RecordedEvent(PlanEvent.SALE, ""),)), "no date"),
        (Referral(1, "Ann", events=(RecordedEvent(PlanEvent.SALE, "2026-05-01", -1),)), "0 or more"),
        (Referral(1, "Ann", events=(RecordedEvent(PlanEvent.SIGNUP, "2026-05-01"),)), "sign-up stands"),
        (Referral(1, "Ann", link_id=9), "no link 9"),
        (Referral(1, "ben"), "already"),
    ],
)
def test_what_cannot_be_recorded_is_refused_in_words(desk: Desk, referral: Referral, words: str) -> None:
    desk.referral("Ben")
    with pytest.raises(BadInput, match=words):
        desk.app.referrals.add(replace(referral, program_id=desk.program))
    assert len(desk.app.referrals.list()) == 1


def test_several_are_changed_at_once_and_taken_back_together(desk: Desk) -> None:
    keys = [desk.referral(name).id for name in ("Ann", "Ben", "Cleo")]
    done = desk.app.referrals.change(keys[:2], ReferralChange(valid=False, via="Workshop in May"))
    assert done.value == 2
    assert [(each.valid, each.via) for each in desk.app.referrals.list()] == [
        (False, "Workshop in May"),
        (False, "Workshop in May"),
        (True, ""),
    ]
    desk.app.workspace.undo()
    assert all(each.valid and not each.via for each in desk.app.referrals.list())
    with pytest.raises(Failed, match="removed elsewhere"):
        desk.app.referrals.change([99], ReferralChange(valid=True))


def test_a_referral_keeps_the_rest_when_its_link_is_removed(desk: Desk) -> None:
    link = desk.app.links.add("Tea flyer", LinkDraft("https://tea.example/", "utm")).value
    ann = desk.app.referrals.add(Referral(desk.program, "Ann", link_id=link.id, via="talk")).value
    desk.app.links.remove(link.id)
    assert desk.app.referrals.find(ann.id) == replace(ann, link_id=None)
    desk.app.workspace.undo()
    assert desk.app.referrals.find(ann.id) == ann


def test_a_tie_to_a_row_outlives_taking_the_statement_back(desk: Desk) -> None:
    desk.terms('currency = "USD"\n[[rule]]\nevent = "signup"\nfixed = "5.00"\n')
    file = desk.rows("a,2026-05-20,signup,0,4.00,USD,approved")
    desk.referral("Ann", "2026-04-01", row="a")
    assert [each.referral for each in desk.found()] == ["Ann"]
    desk.app.statements.undo(desk.app.statements.list()[0].id)
    from tests.audit.making import MAPPING

    desk.app.statements.import_file(file, desk.account, column_map=MAPPING)
    assert [(each.referral, each.difference_micro) for each in desk.found()] == [("Ann", -1_000_000)]
    with pytest.raises(NotFound, match="No imported row"):
        desk.referral("Ben", row="b")


TABLE = """name,date,event,amount,currency,status,via,row,notes
Ann,2026-05-01,signup,,,,Workshop,a,met in May
Ann,2026-05-10,project,"1,250.00",USD,,,,
Ann,2026-05-10,project,"1,250.00",USD,,,,
ben,2026-05-02,,,,reversed,,,
,2026-05-03,signup,,,,,,
Cleo,soon,signup,,,,,,
Dora,2026-05-04,click,,,,,,
Eve,2026-05-05,sale,-3.00,,,,,
Fay,2026-05-06,sale,20.50,XXQ,,,,
Gil,2026-05-07,sale,20.50,,maybe,,,
Hal,2026-05-07,signup,,,,,zz,
"""


def test_a_table_is_imported_with_its_bad_rows_listed_and_once_only(desk: Desk, tmp_path: Path) -> None:
    desk.rows("a,2026-05-01,signup,0,5.00,USD,approved")
    file = tmp_path / "referrals.csv"
    file.write_text(TABLE)
    report = desk.app.referrals.import_file(desk.program, file).value
    assert (report.rows, report.new, report.updated, report.events, report.unchanged) == (11, 2, 0, 2, 0)
    assert [each.line for each in report.rejected] == [6, 7, 8, 9, 10, 11, 12]
    assert [
        word in each.reason
        for word, each in zip(
            ("name", "soon", "no event", "negative", "XXQ", "no status", "zz"), report.rejected, strict=True
        )
    ] == [True] * 7
    ann, ben = desk.app.referrals.list()
    assert (ann.via, ann.transaction_key, ann.notes, len(ann.events)) == ("Workshop", "i:a", "met in May", 2)
    assert ann.events[0].amount_micro == micro("1250")
    assert (ben.name, ben.valid) == ("ben", False)
    again = desk.app.referrals.import_file(desk.program, file).value
    assert (again.new, again.updated, again.events, again.unchanged) == (0, 0, 0, 4)
    desk.app.workspace.undo()
    assert desk.app.referrals.list() == ()


def test_a_known_event_takes_the_status_a_later_file_says_and_keeps_its_own_where_none_is_said(
    desk: Desk, tmp_path: Path
) -> None:
    desk.referral("Ann", "2026-05-01", ("sale", "2026-05-02", "20"), ("sale", "2026-05-02", "20"))
    file = tmp_path / "referrals.csv"
    file.write_text(
        "name,date,event,amount,status\nAnn,2026-05-01,signup,,reversed\nAnn,2026-05-02,sale,20,valid\n"
        "Ann,2026-05-02,sale,20,reversed\n"
    )
    report = desk.app.referrals.import_file(desk.program, file).value
    assert (report.updated, report.events, report.unchanged) == (2, 0, 1)
    ann = desk.app.referrals.find("Ann")
    assert (ann.valid, [each.valid for each in ann.events]) == (False, [True, False])
    file.write_text("name,date,event,amount\nAnn,2026-05-01,signup,\nAnn,2026-05-02,sale,20\nAnn,2026-05-02,sale,20\n")
    assert desk.app.referrals.import_file(desk.program, file).value.unchanged == 3
    assert desk.app.referrals.find("Ann") == ann
    desk.app.workspace.undo()
    assert desk.app.referrals.find("Ann").valid


def test_the_events_table_of_plan_evaluate_is_read_too(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "events.csv"
    file.write_text(
        "id,time,event,referral,amount,currency,status\n"
        "1,2026-05-01T10:00:00+02:00,signup,Ann,,,valid\n2,2026-05-09T10:00:00+02:00,sale,Ann,12.50,USD,reversed\n"
    )
    report = desk.app.referrals.import_file(desk.program, file).value
    assert report.rejected == ()
    ann = desk.app.referrals.find("Ann")
    assert ann.signed_up == "2026-05-01T10:00:00+02:00"
    assert [(each.amount_micro, each.valid) for each in ann.events] == [(micro("12.5"), False)]


@pytest.mark.parametrize(("content", "words"), [(b"", "empty"), (b"who,when\nAnn,2026-05-01\n", "no column of names")])
def test_a_file_that_is_no_table_of_referrals_is_refused(
    desk: Desk, tmp_path: Path, content: bytes, words: str
) -> None:
    file = tmp_path / "x.csv"
    file.write_bytes(content)
    with pytest.raises(BadInput, match=words):
        desk.app.referrals.import_file(desk.program, file)


def test_a_cancelled_import_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    from affiliate_desktop.core.problems import Cancelled

    file = tmp_path / "many.csv"
    file.write_text("name,date\n" + "".join(f"Person {n},2026-05-01\n" for n in range(250)))

    def stop(done: int, _total: int | None, what: str) -> None:
        if what == "rows" and done >= 100:
            progress.cancel()

    progress = Progress(stop)
    with pytest.raises(Cancelled):
        desk.app.referrals.import_file(desk.program, file, progress)
    assert desk.app.referrals.list() == ()


def test_a_name_that_two_programs_share_needs_its_id(app: App, desk: Desk) -> None:
    from affiliate_desktop.programs.model import Program

    other = app.programs.add_program(Program(desk.account, "Books")).value.id
    desk.referral("Ann")
    app.referrals.add(Referral(other, "Ann"))
    with pytest.raises(NotFound, match="Several programs"):
        app.referrals.find("Ann")
    assert app.referrals.find("Ann", other).program_id == other


def test_campaigns_and_placements_are_offered_and_read_from_a_table(app: App, desk: Desk, tmp_path: Path) -> None:
    fair, talks = (app.campaigns.add(Campaign(name)).value.id for name in ("Fair", "Talks"))
    app.campaigns.add(Campaign("Past", archived=True))
    app.placements.add(Placement("Poster", fair))
    app.placements.add(Placement("Slides", talks))
    app.placements.add(Placement("poster", talks))
    assert app.referrals.ways() == ("Fair", "Fair · Poster", "Talks", "Talks · poster", "Talks · Slides")
    file = tmp_path / "referrals.csv"
    file.write_text(
        "name,date,campaign,placement,via\nAnn,2026-05-01,fair,,\nBen,2026-05-01,,slides,\nCleo,2026-05-01,talks,Poster,x\n"
        "Dora,2026-05-01,,poster,\nEve,2026-05-01,Winter,,\nFay,2026-05-01,,,At the gym\n"
    )
    report = app.referrals.import_file(desk.program, file).value
    assert [each.via for each in app.referrals.list()] == ["Fair", "Talks · Slides", "Talks · poster", "At the gym"]
    assert [(each.line, each.reason) for each in report.rejected] == [
        (5, "Several campaigns have a placement “poster”; name the campaign too."),
        (6, "There is no campaign “Winter”."),
    ]

"""``audit run`` and ``referral ...``: documents for scripts and text for people."""

from pathlib import Path

import pytest

from affiliate_desktop.app import App
from tests.audit.making import HOLD, SALE, SIGNUP, Desk
from tests.cli.calls import Call, caller

RUN = ("audit", "run", "--program", "Tea", "--on", "2026-06-15")


@pytest.fixture
def call(app: App, capsys: pytest.CaptureFixture[str]) -> Call:
    """Calls on the workspace of the desk."""
    return caller(capsys, "--json", "--workspace", str(app.workspace.path))


@pytest.fixture
def desk(app: App, tmp_path: Path) -> Desk:
    """A program with two kinds of finding and one event that waits."""
    desk = Desk(app, tmp_path)
    desk.terms(SALE + SIGNUP.partition("\n")[2] + HOLD)
    desk.rows("a,2026-05-01,sale,100.00,8.00,USD,paid", "b,2026-05-02,sale,50.00,5.00,USD,approved")
    desk.referral("Ann", "2026-04-01")
    desk.referral("Ben", "2026-06-10")
    return desk


def test_an_audit_is_one_document_with_totals_arithmetic_and_evidence(desk: Desk, call: Call) -> None:
    found = call(*RUN, "--from", "2026-03-01", "--to", "2026-06-30").document
    assert (found["program"], found["account"], found["from"], found["to"]) == (
        "Tea",
        "Shops",
        "2026-03-01",
        "2026-06-30",
    )
    assert (found["tolerance"], found["judged_by"], found["waiting"], found["today"]) == (
        "0.00",
        "event",
        1,
        "2026-06-15",
    )
    assert found["versions"][0]["sentence"] == "10 % of each sale; 5.00 USD for each sign-up."
    assert found["totals"] == [
        {"kind": "right", "currency": "USD", "count": 1, "reported": "5.00", "due": "5.00", "difference": "0.00"},
        {"kind": "underpaid", "currency": "USD", "count": 1, "reported": "8.00", "due": "10.00", "difference": "-2.00"},
        {"kind": "missing", "currency": "USD", "count": 1, "reported": "0.00", "due": "5.00", "difference": "-5.00"},
    ]
    missing, underpaid, _right = found["findings"]
    assert (missing["kind"], missing["referral"], missing["row"], missing["reported"]) == ("missing", "Ann", None, None)
    assert missing["days_late"] == 45
    row = underpaid.pop("row")
    assert underpaid == {
        "kind": "underpaid",
        "reason": None,
        "date": "2026-05-01",
        "event": "sale",
        "referral": None,
        "currency": "USD",
        "sale_amount": "100.00",
        "reported": "8.00",
        "due": "10.00",
        "difference": "-2.00",
        "status": "paid",
        "days_late": None,
        "version": 1,
        "lines": [{"rule": "share", "commission": "10.00", "unrounded": "10.00", "step": [], "cut_by": []}],
        "not_paid": [],
    }
    assert (row["external_id"], row["file"], row["line"]) == ("a", "statement-1.csv", 2)
    assert row["sha256"] == desk.app.statements.list()[0].sha256


def test_findings_are_chosen_by_kind_and_tolerance(desk: Desk, call: Call) -> None:
    only = call(*RUN, "--kind", "missing").document
    assert [each["kind"] for each in only["findings"]] == ["missing"]
    assert len(only["totals"]) == 3
    near = call(*RUN, "--tolerance", "2").document
    assert [each["kind"] for each in near["findings"]] == ["missing", "right", "right"]


def test_the_text_names_what_differs_and_where_it_stands(
    desk: Desk, app: App, capsys: pytest.CaptureFixture[str]
) -> None:
    out = caller(capsys, "--workspace", str(app.workspace.path))(*RUN).out
    assert "underpaid" in out
    assert "statement-1.csv:2" in out
    assert "1 recorded events are due" in out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("audit", "run", "--program", "Nobody"), "no_such_program"),
        (("audit", "run", "--program", "Tea", "--tolerance", "-1"), "bad_tolerance"),
        (("audit", "run", "--program", "Tea", "--from", "2026-02-30"), "bad_date"),
        (("audit", "run", "--program", "Tea", "--from", "2026-03-02", "--to", "2026-03-01"), "period_reversed"),
        (("referral", "show", "Nobody"), "no_such_referral"),
        (("referral", "add", "X", "--program", "Tea", "--event", "click:2026-01-01"), "bad_event"),
        (("referral", "add", "X", "--program", "Tea", "--event", "sale:2026-01-01:-3"), "bad_amount"),
        (("audit", "claim", "--program", "Tea", "-o", "claim.txt"), "unknown_format"),
        (("referral", "add", "X", "--program", "Tea", "--row", "zz"), "no_such_row"),
        (("referral", "edit", "Ann", "Ben", "--name", "C"), "usage"),
    ],
)
def test_bad_input_is_said_in_words(desk: Desk, call: Call, words: tuple[str, ...], code: str) -> None:
    answer = call(*words)
    assert answer.code == 2
    assert answer.error["code"] == code


def test_a_program_without_terms_is_a_failure(app: App, tmp_path: Path, call: Call) -> None:
    Desk(app, tmp_path)
    answer = call("audit", "run", "--program", "Tea")
    assert (answer.code, answer.error["code"]) == (1, "no_plan")


def test_referrals_are_kept_at_the_command_line(desk: Desk, call: Call, tmp_path: Path) -> None:
    added = call(
        *("referral", "add", "Cleo", "--program", "Tea", "--signed-up", "2026-05-03", "--via", "Talk"),
        *("--event", "project:2026-05-09:250.00", "--event", "sale:2026-05-10:20:eur", "--row", "a"),
    ).document
    assert [(each["event"], each["amount"], each["currency"]) for each in added["events"]] == [
        ("project", "250.00", None),
        ("sale", "20.00", "EUR"),
    ]
    assert (added["row"], added["status"], added["via"]) == ("i:a", "valid", "Talk")
    edited = call("referral", "edit", "Cleo", "--signed-up", "", "--row", "", "--status", "reversed").document
    assert (edited["row"], edited["status"], edited["signed_up"]) == (None, "reversed", None)
    project, sale = (str(each["id"]) for each in added["events"])
    fewer = call("referral", "edit", "Cleo", "--remove-event", project, "--reverse-event", sale).document
    assert [(str(each["id"]), each["status"]) for each in fewer["events"]] == [(sale, "reversed")]
    assert call("referral", "edit", "Cleo", "--remove-event", project).error["code"] == "no_such_event"
    assert call("referral", "edit", "Ann", "Ben", "--remove-event", sale).error["code"] == "usage"
    both = call("referral", "edit", "Ann", "Ben", "--via", "Fair").document["referrals"]
    assert [each["via"] for each in both] == ["Fair", "Fair"]
    assert [each["name"] for each in call("referral", "list").document["referrals"]] == ["Ann", "Ben", "Cleo"]
    assert len(call("referral", "remove", "Ann", "Ben").document["referrals"]) == 2
    file = tmp_path / "r.csv"
    file.write_text("name,date\nDora,2026-05-01\nEve,never\n")
    report = call("referral", "import", str(file), "--program", "Tea").document
    assert (report["new"], report["rejected"][0]["line"]) == (1, 3)
    assert call("referral", "show", "dora").document["signed_up"] == "2026-05-01"


def test_a_row_is_chosen_tied_and_untied_at_the_command_line(desk: Desk, call: Call) -> None:
    made = call(
        *("referral", "add", "Cleo", "--program", "Tea", "--signed-up", "2026-05-03"),
        *("--event", "sale:2026-05-05:100.00"),
    ).document
    event = str(made["events"][0]["id"])
    rows = call("referral", "rows", "Cleo", "--event", event).document["rows"]
    assert [(each["external_id"], each["sale_amount"], each["tied_to"]) for each in rows] == [
        ("a", "100.00", None),
        ("b", "50.00", None),
    ]
    tied = call("referral", "tie", "Cleo", "b", "--event", event).document
    assert tied["events"][0]["row"] == "i:b"
    found = {each["date"]: each["referral"] for each in call(*RUN).document["findings"]}
    assert found["2026-05-02"] == "Cleo"
    held = {each["external_id"]: each["tied_to"] for each in call("referral", "rows", "Cleo").document["rows"]}
    assert held == {"a": None, "b": "Cleo, sale of 2026-05-05"}
    assert call("referral", "tie", "Ann", rows[1]["key"]).error["code"] == "row_taken"
    assert call("referral", "untie", "Cleo", "--event", event).document["events"][0]["row"] is None
    assert call("referral", "tie", "Cleo", "zz").error["code"] == "no_such_row"
    assert call("referral", "tie", "Cleo", "").error["code"] == "usage"
    assert call("referral", "rows", "Cleo", "--event", "99").error["code"] == "no_such_event"


def test_a_campaign_or_a_placement_is_named_at_the_command_line(desk: Desk, call: Call) -> None:
    call("campaign", "add", "Spring fair")
    call("placement", "add", "Poster", "--campaign", "Spring fair")
    made = call("referral", "add", "Cleo", "--program", "Tea", "--placement", "poster").document
    assert made["via"] == "Spring fair · Poster"
    both = call("referral", "edit", "Ann", "Cleo", "--campaign", "spring fair").document["referrals"]
    assert [each["via"] for each in both] == ["Spring fair", "Spring fair"]
    assert call("referral", "edit", "Ann", "--campaign", "Autumn").error["code"] == "no_such_campaign"
    assert call("referral", "edit", "Ann", "--placement", "Door").error["code"] == "no_such_placement"

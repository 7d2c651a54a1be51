"""``affiliate-desktop statement diff``: the answer as JSON, text, CSV and PDF."""

from pathlib import Path

import pypdfium2
import pytest

from tests.cli.calls import Call, caller
from tests.statements.files import write_text

HEAD = "Date,Id,Commission,Sub\n"
MAY = HEAD + "2026-05-01,A1,5.00,s1\n2026-05-02,A2,2.50,s1\n2026-05-03,A3,9.00,s1\n"
JUNE = HEAD + "2026-05-01,A1,4.00,s1\n2026-05-02,A2,2.50,s2\n2026-05-03,A4,1.00,s1\n"
MAP = ("--map", "date=Date", "--map", "external_id=Id", "--map", "commission=Commission", "--map", "sub_id=Sub")


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """The command line with JSON on a workspace with two imports, 1 and 2."""
    call = caller(capsys, "--workspace", str(tmp_path / "w.affiliate"), "--json")
    assert call("account", "add", "Shops", "--network", "awin", "--currency", "EUR").code == 0
    for name, text in (("may.csv", MAY), ("june.csv", JUNE)):
        (tmp_path / name).write_text(text)
        assert call("statement", "import", str(tmp_path / name), "--account", "Shops", *MAP).code == 0
    return call


def test_two_imports_answer_with_every_kind_and_its_worth(call: Call) -> None:
    document = call("statement", "diff", "1", "2").document
    assert document["period"] == {"from": "2026-05-01", "to": "2026-05-03", "common": True}
    assert (document["before"]["name"], document["before"]["id"], document["before"]["rows"]) == ("may.csv", 1, 3)
    assert {each["kind"]: (each["currency"], each["count"], each["difference"]) for each in document["kinds"]} == {
        "vanished": ("EUR", 1, "-9.00"),
        "appeared": ("EUR", 1, "1.00"),
        "shrank": ("EUR", 1, "-1.00"),
        "sub_id": ("EUR", 1, "0.00"),
    }
    assert [each["difference"] for each in document["totals"]] == ["-9.00"]
    assert document["status_changes"] == []
    assert [(each["external_id"], each["kinds"], each["difference"]) for each in document["differences"]] == [
        ("A3", ["vanished"], "-9.00"),
        ("A1", ["shrank"], "-1.00"),
        ("A2", ["sub_id"], "0.00"),
        ("A4", ["appeared"], "1.00"),
    ]
    assert document["differences"][0]["after"] is None
    assert document["left_off"] == 0
    assert call("statement", "diff", "1", "2", "--limit", "1").document["left_off"] == 3


def test_a_file_is_compared_with_the_ledger(call: Call, tmp_path: Path) -> None:
    (tmp_path / "third.csv").write_text(HEAD.lower() + "2026-05-01,A1,4.00,s1\n")
    assert call("statement", "diff", "1", "--ledger", "--account", "Shops").document["before"]["kind"] == "ledger"
    failed = call("statement", "diff", "1", "--ledger")
    assert (failed.code, failed.error["code"]) == (2, "usage")
    assert call("statement", "diff", "1", "9").code == 2
    assert call("statement", "diff", "1", "2", "--kind", "lost").code == 2
    assert call("statement", "diff", "1", "2", "--from", "2026-05-09", "--to", "2026-05-01").code == 2


def test_text_csv_and_report_say_the_same(call: Call, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    say = caller(capsys, "--workspace", str(tmp_path / "w.affiliate"))
    files = [str(tmp_path / name) for name in ("d.csv", "d.xlsx", "d.pdf")]
    done = say("statement", "diff", "1", "2", "--csv", files[0], "--xlsx", files[1], "--pdf", files[2])
    assert done.err == ""
    text = done.out
    assert "Compared from 2026-05-01 to 2026-05-03, the days both cover" in text
    assert "-8.00" not in text
    assert "sub-id" in text
    assert len((tmp_path / "d.csv").read_text("utf-8-sig").splitlines()) == 5
    assert (tmp_path / "d.xlsx").stat().st_size > 1000
    with pypdfium2.PdfDocument(files[2]) as document:
        paper = "\n".join(page.get_textpage().get_text_range() for page in document)
    for expected in ("Comparison of statements", "Vanished", "-9.00", "Sub-id changed", "-9.00", "A3", "may.csv"):
        assert expected in paper
    assert say("statement", "diff", "1", "2", "--pdf", files[2], "--paper", "B9").code == 2


def test_a_file_is_compared_with_the_corrected_one_that_stands_in_for_it(call: Call, tmp_path: Path) -> None:
    head = "id,sale_amount,commission,date,commission_status\n"
    wrong = write_text(tmp_path / "wrong.csv", f"{head}1,10,3.00,2026-03-01,approved\n2,10,1.00,2026-03-02,approved\n")
    right = write_text(tmp_path / "right.csv", f"{head}1,10,2.50,2026-03-01,approved\n3,10,1.00,2026-03-02,pending\n")
    call("account", "add", "Replaced", "--network", "awin", "--currency", "GBP")
    (first,) = call("statement", "import", str(wrong), "--account", "Replaced").document["imports"]
    old = str(first["id"])
    (answer,) = call("statement", "import", str(right), "--account", "Replaced", "--replaces", old).document["imports"]
    found = call("statement", "diff", old, str(answer["id"])).document
    assert {each["kind"]: (each["count"], each["difference"]) for each in found["kinds"]} == {
        "shrank": (1, "-0.50"),
        "vanished": (1, "-1.00"),
        "appeared": (1, "1.00"),
    }
    assert call("statement", "show", old).document["totals"] == first["totals"]


def test_an_import_whose_dates_were_explained_can_be_compared(call: Call, tmp_path: Path) -> None:
    head = "id,sale_amount,commission,date,commission_status\n"
    file = write_text(tmp_path / "told.csv", f"{head}1,10,3.00,03/04/2026,approved\n")
    call("account", "add", "Told", "--network", "awin", "--currency", "GBP")
    words = ("statement", "import", str(file), "--account", "Told", "--date-format", "%d/%m/%Y")
    (answer,) = call(*words).document["imports"]
    other = write_text(tmp_path / "other.csv", f"{head}1,10,2.00,2026-04-03,approved\n")
    found = call("statement", "diff", str(answer["id"]), str(other)).document
    assert [(each["kind"], each["difference"]) for each in found["kinds"]] == [("shrank", "-1.00")]


@pytest.mark.parametrize(
    ("rows", "said", "day", "commission"),
    [
        ("01/05/2026,A1,4.00,s1\n03/05/2026,A9,4.00,s1\n", ("--date-format", "%d/%m/%Y"), "2026-05-03", "4.00"),
        ("05/01/2026,A1,4.00,s1\n05/03/2026,A9,4.00,s1\n", ("--date-format", "%m/%d/%Y"), "2026-05-03", "4.00"),
        ("2026-05-01,A9,1.234,s1\n", ("--decimal", ","), "2026-05-01", "1234.00"),
        ("2026-05-01,A9,1.234,s1\n", ("--decimal", "."), "2026-05-01", "1.234"),
    ],
)
def test_a_file_is_compared_as_the_user_says_it_is_written(
    call: Call, tmp_path: Path, rows: str, said: tuple[str, str], day: str, commission: str
) -> None:
    (tmp_path / "open.csv").write_text(HEAD + rows)
    document = call("statement", "diff", "1", str(tmp_path / "open.csv"), "--whole", *said).document
    (told,) = [each["after"] for each in document["differences"] if each["external_id"] == "A9"]
    assert (told["day"], told["commission"]) == (day, commission)


def test_a_file_whose_dates_only_the_user_can_read_is_asked_about_and_not_taken_for_vanished_rows(
    call: Call, tmp_path: Path
) -> None:
    file = write_text(tmp_path / "unclear.csv", HEAD + "01/05/2026,A1,5.00,s1\n02/05/2026,A2,2.50,s1\n")
    failed = call("statement", "diff", "1", str(file), "--account", "Shops", "--whole")
    assert (failed.code != 0, failed.error["code"]) == (True, "date_unclear")
    assert "--date-format" in failed.error["message"]
    assert "was imported" not in failed.error["message"]
    assert "“unclear.csv” was not compared" in failed.error["message"]


def test_rows_that_can_not_be_read_are_named_with_line_and_reason(
    call: Call, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = "".join(f"2026-05-02,B{number},many,s1\n" for number in range(25))
    file = write_text(tmp_path / "bad.csv", HEAD + "2026-05-01,A1,5.00,s1\n" + bad)
    found = call("statement", "diff", "1", str(file)).document
    assert (found["before"]["not_read"], found["after"]["rejected"], len(found["after"]["not_read"])) == ([], 25, 20)
    assert found["after"]["not_read"][0]["line"] == 3
    text = caller(capsys, "--workspace", str(tmp_path / "w.affiliate"))("statement", "diff", "1", str(file)).out
    assert "Not compared: 25 rows of bad.csv that could not be read." in text
    assert found["after"]["not_read"][0]["reason"] in text
    assert "and 5 more" in text


def test_unclear_dates_behind_many_other_rows_that_can_not_be_read_are_asked_about(call: Call, tmp_path: Path) -> None:
    short = "05/01/2026\n" * 1_500
    file = write_text(tmp_path / "long.csv", HEAD + short + "02/05/2026,A2,2.50,s1\n")
    failed = call("statement", "diff", "1", str(file), "--account", "Shops", "--whole")
    assert failed.error["code"] == "date_unclear"

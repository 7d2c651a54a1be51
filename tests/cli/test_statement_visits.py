"""Visits at the command line: identified, asked about, imported, listed and taken back, with their JSON."""

from pathlib import Path

import pytest

from tests.cli.calls import Call, caller
from tests.statements.files import write_text

HEAD = "Session source / medium,Session campaign,Sessions,Active users\n"
ROWS = 'newsletter / email,spring,"1,200",1000\nGrand total,,"1,200",1000\nposter / print,spring,many,3\n'
JANUARY = "# Start date: 20260101\n# End date: 20260131\n"


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """The command line with JSON on a workspace with an account for pages of your own."""
    call = caller(capsys, "--workspace", str(tmp_path / "w.affiliate"), "--json")
    assert call("account", "add", "Blog", "--network", "utm").code == 0
    return call


@pytest.fixture
def say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """The command line with text on the same workspace."""
    return caller(capsys, "--workspace", str(tmp_path / "w.affiliate"))


def test_identify_says_whose_visits_of_which_days_and_why(call: Call, say: Call, tmp_path: Path) -> None:
    file = str(write_text(tmp_path / "ga.csv", JANUARY + HEAD + ROWS))
    (sheet,) = call("statement", "identify", file).document["sheets"]
    assert (sheet["format"], sheet["visits"], sheet["counted"]) == ("utm/ga4-utm", True, False)
    assert (sheet["first_day"], sheet["last_day"], sheet["left_out"]) == ("2026-01-01", "2026-01-31", 1)
    assert [(one["line"], one["code"]) for one in sheet["problems"]] == [(6, "not_a_count")]
    text = say("statement", "identify", file).out
    assert "The lines above the header say that it is of 2026-01-01 to 2026-01-31." in text
    assert "source_medium = column 1 “Session source / medium”" in text
    assert "3 rows of visits of 2026-01-01 to 2026-01-31, 1 not understood, 1 left out as no visits" in text


def test_days_are_asked_for_with_options_that_answer_it(call: Call, say: Call, tmp_path: Path) -> None:
    file = str(write_text(tmp_path / "ga.csv", HEAD + ROWS))
    assert "Answer with --from and --to." in say("statement", "identify", file).out
    refused = call("statement", "import", file, "--account", "Blog")
    assert refused.error["code"] == "days_needed"
    days = ("--from", "2026-01-01", "--to", "2026-01-31")
    (answer,) = call("statement", "import", file, "--account", "Blog", *days).document["imports"]
    assert answer["visits"]["from"] == "2026-01-01"


def test_an_import_answers_with_its_visits_and_is_listed_shown_and_undone(
    call: Call, say: Call, tmp_path: Path
) -> None:
    file = str(write_text(tmp_path / "ga.csv", JANUARY + HEAD + ROWS))
    (answer,) = call("statement", "import", file, "--account", "Blog").document["imports"]
    sums = {"rows": 1, "sessions": 1200, "users": 1000, "from": "2026-01-01", "to": "2026-01-31", "left_out": 0}
    assert (answer["rows"], answer["new"], len(answer["rejected"]), answer["totals"]) == (2, 1, 1, [])
    assert (answer["visits"], answer["silenced"]) == (sums, [])
    (listed,) = call("statement", "list").document["statements"]
    assert (listed["visits"], listed["from"], listed["to"]) == (sums, "2026-01-01", "2026-01-31")
    assert call("statement", "show", "1").document["visits"] == sums
    document = call("statement", "rows", "1").document
    assert document["rows"] == []
    assert document["visits"] == [
        {
            "sheet": None,
            "line": 4,
            "from": "2026-01-01",
            "to": "2026-01-31",
            "source": "newsletter",
            "medium": "email",
            "campaign": "spring",
            "sessions": 1200,
            "users": 1000,
            "left_out_for": None,
        }
    ]
    shown = say("statement", "show", "1").out
    assert "1200 visits, 1000 users at most, 2026-01-01 to 2026-01-31. Visits hold no money." in shown
    assert "1200 visits" in say("statement", "list").out
    assert "newsletter" in say("statement", "rows", "1").out
    assert call("statement", "retry", "1", "--line", "6", "--set", "Sessions=7").document["new"] == 1
    assert call("statement", "undo", "1").code == 0
    assert call("statement", "list").document["statements"] == []


def test_visits_of_days_that_overlap_otherwise_are_named_as_counting_no_more(
    call: Call, say: Call, tmp_path: Path
) -> None:
    month = str(write_text(tmp_path / "month.csv", JANUARY + HEAD + ROWS))
    quarter = JANUARY.replace("20260131", "20260331") + HEAD + "newsletter / email,Spring,3000,2000\n"
    later = str(write_text(tmp_path / "quarter.csv", quarter))
    call("statement", "import", month, "--account", "Blog")
    (answer,) = call("statement", "import", later, "--account", "Blog").document["imports"]
    assert [(one["id"], one["file"], one["sessions"]) for one in answer["silenced"]] == [(1, "month.csv", 1200)]
    assert call("statement", "rows", "1").document["visits"][0]["left_out_for"] == 2
    assert "no: import 2" in say("statement", "rows", "1").out
    assert "1 rows count no more" in say("statement", "show", "1").out
    assert "import 1 (month.csv), line 4: newsletter / email / spring" in say("statement", "show", "2").out


def test_formats_say_which_hold_visits(call: Call, say: Call) -> None:
    found = {each["format"]: each for each in call("statement", "formats", "list").document["formats"]}
    assert found["utm/ga4-campaigns"]["visits"]
    assert not found["utm/ga4-channels"]["visits"]
    assert "visits" in say("statement", "formats", "list", "--network", "utm").out

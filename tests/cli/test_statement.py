"""``affiliate-desktop statement``: the agreed JSON, key by key."""

from pathlib import Path

import pytest

from tests.cli.calls import Call, caller
from tests.statements.files import FIXTURES, SAMPLES, amazon_sheets, write_text, write_workbook

EARNINGS = str(FIXTURES / "amazon-us-fee-earnings.csv")
UPWORK = str(FIXTURES / "upwork-weekly-summary.csv")
SHA256 = "sha256"


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """The command line with JSON on a workspace with two accounts."""
    call = caller(capsys, "--workspace", str(tmp_path / "w.affiliate"), "--json")
    assert call("account", "add", "US", "--network", "amazon", "--currency", "USD").code == 0
    assert call("account", "add", "Work", "--network", "upwork").code == 0
    return call


@pytest.fixture
def say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """The command line with text on the same workspace."""
    return caller(capsys, "--workspace", str(tmp_path / "w.affiliate"))


def test_an_import_answers_with_exactly_the_agreed_keys(call: Call, tmp_path: Path) -> None:
    book = write_workbook(tmp_path / "all.xlsx", amazon_sheets())
    document = call("statement", "import", str(book), "--account", "US").document
    assert list(document) == ["imports"]
    (answer,) = document["imports"]
    sha256 = answer.pop("sha256")
    assert len(sha256) == 64
    formats = answer.pop("formats")
    assert {(each["sheet"], each["format"], each["rows"], each["counted"]) for each in formats} >= {
        ("Fee-Earnings", "amazon/fee-earnings", 3, True),
        ("Fee-Tracking", "amazon/fee-tracking", 1, False),
    }
    assert all(set(each) == {"sheet", "format", "rows", "counted"} for each in formats)
    assert answer == {
        "id": 1,
        "file": "all.xlsx",
        "rows": 5,
        "new": 5,
        "updated": 0,
        "unchanged": 0,
        "rejected": [],
        "conflicts": [],
        "totals": [
            {"currency": "USD", "status": "approved", "count": 5, "sale_amount": "29.99", "commission": "4.60"},
        ],
    }


def test_a_dry_run_has_no_id_and_writes_nothing(call: Call) -> None:
    (answer,) = call("statement", "import", EARNINGS, "--account", "US", "--dry-run").document["imports"]
    assert (answer["id"], answer["rows"], answer["new"]) == (None, 5, 5)
    assert call("statement", "list").document == {"statements": []}
    assert call("earnings", "totals").document == {"totals": []}


def test_a_known_file_answers_with_its_id_and_everything_unchanged(call: Call) -> None:
    (first,) = call("statement", "import", EARNINGS, "--account", "US").document["imports"]
    (second,) = call("statement", "import", EARNINGS, "--account", "US").document["imports"]
    assert second == {**first, "new": 0, "unchanged": 5}
    assert call("earnings", "totals").document["totals"][0]["count"] == 5


def test_rejected_rows_are_part_of_the_answer(call: Call, tmp_path: Path) -> None:
    text = Path(EARNINGS).read_text(encoding="utf-8") + "Home,X,B9,3rd Party,t-20,2026-02-30,1,1,0,1,0.10,PHONE\n"
    outcome = call("statement", "import", str(write_text(tmp_path / "bad.csv", text)), "--account", "US")
    assert outcome.code == 0
    (answer,) = outcome.document["imports"]
    assert answer["rejected"] == [{"sheet": None, "line": 8, "reason": "“2026-02-30” is no day of the calendar."}]
    assert (answer["rows"], answer["new"]) == (6, 5)
    rows = call("statement", "rows", "1").document
    assert len(rows["rows"]) == 5
    assert [(row["line"], row["cells"][1]) for row in rows["rejected"]] == [(8, "X")]


def test_undo_takes_an_import_back(call: Call) -> None:
    call("statement", "import", EARNINGS, "--account", "US")
    assert call("statement", "undo", "1").document == {"id": 1, "file": "amazon-us-fee-earnings.csv", "undone": True}
    assert call("earnings", "totals").document == {"totals": []}
    assert call("statement", "undo", "1").error["code"] == "no_such_statement"


def test_several_files_are_several_entries(call: Call, tmp_path: Path) -> None:
    book = write_workbook(tmp_path / "all.xlsx", amazon_sheets())
    document = call("statement", "import", EARNINGS, str(book), EARNINGS, "--account", "US").document
    assert [(each["id"], each["new"]) for each in document["imports"]] == [(1, 5), (2, 5), (1, 0)]


def test_when_one_of_several_files_is_bad_none_is_imported(call: Call, tmp_path: Path) -> None:
    empty = write_text(tmp_path / "empty.csv", "")
    outcome = call("statement", "import", EARNINGS, str(empty), "--account", "US")
    assert outcome.code == 2
    assert outcome.error["code"] == "empty_file"
    assert "empty.csv" in outcome.error["message"]
    assert call("statement", "list").document == {"statements": []}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("statement", "import", "nowhere.csv", "--account", "US"), "no_such_file"),
        (("statement", "import", EARNINGS, "--account", "Nobody"), "no_such_account"),
        (("statement", "import", UPWORK, "--account", "US"), "other_network"),
        (("statement", "import", EARNINGS, "--account", "US", "--currency", "XXX"), "unknown_currency"),
        (("statement", "import", str(FIXTURES / "german-table.csv"), "--account", "US"), "mapping_needed"),
        (("statement", "import", EARNINGS, "--account", "US", "--map", "color=Name"), "no_such_field"),
        (("statement", "show", "9"), "no_such_statement"),
        (("statement", "rows", "9"), "no_such_statement"),
        (("earnings", "show", "9"), "no_such_earning"),
        (("earnings", "totals", "--by", "color"), "no_such_grouping"),
        (("earnings", "totals", "--from", "yesterday"), "bad_date"),
        (("statement", "import", EARNINGS), "usage"),
    ],
)
def test_what_cannot_be_done_ends_with_two_and_one_error_document(
    call: Call, words: tuple[str, ...], code: str
) -> None:
    outcome = call(*words)
    assert outcome.code == 2
    assert outcome.error["code"] == code
    assert set(outcome.error) == {"code", "message"}


def test_columns_of_an_unknown_table_can_be_named(call: Call) -> None:
    call("account", "add", "Shops", "--network", "awin")
    file = str(FIXTURES / "german-table.csv")
    found = call("statement", "identify", file).document
    assert (found["encoding"], found["delimiter"], found["needs_mapping"], found["network"]) == (
        "cp1252",
        ";",
        True,
        None,
    )
    maps = [word for field, column in found["suggested"].items() for word in ("--map", f"{field}={column}")]
    (answer,) = call("statement", "import", file, "--account", "Shops", *maps).document["imports"]
    assert (answer["rows"], answer["new"], len(answer["rejected"])) == (4, 2, 2)


def test_fields_may_be_named_as_people_name_them(call: Call, tmp_path: Path) -> None:
    call("account", "add", "Shops", "--network", "awin", "--currency", "EUR")
    file = tmp_path / "own.csv"
    file.write_text("When,Number,Sold,Fee,Ref\n2026-01-31,A1,100.00,7.50,spring\n", encoding="utf-8")
    maps = ("date=When", "id=Number", "amount=Sold", "commission=Fee", "Sub-ID=Ref")
    words = [word for each in maps for word in ("--map", each)]
    assert call("statement", "import", str(file), "--account", "Shops", *words).code == 0
    (row,) = call("earnings", "list").document["earnings"]
    told = (row["external_id"], row["sale_amount"], row["commission"], row["sub_id"])
    assert told == ("A1", "100.00", "7.50", "spring")


def test_identify_says_what_a_file_is_and_needs(call: Call, tmp_path: Path) -> None:
    found = call("statement", "identify", str(write_workbook(tmp_path / "all.xlsx", amazon_sheets()))).document
    assert (found["container"], found["network"], found["needs_currency"], found["needs_mapping"]) == (
        "xlsx", "amazon", True, False,
    )  # fmt: skip
    assert {sheet["sheet"] for sheet in found["sheets"] if sheet["counted"]} == {
        "Fee-Earnings", "Bounty", "Fee-BonusEarnings",
    }  # fmt: skip


def test_list_and_show_tell_file_hash_and_counts(call: Call) -> None:
    call("statement", "import", UPWORK, "--account", "Work")
    (listed,) = call("statement", "list").document["statements"]
    shown = call("statement", "show", "1").document
    assert (listed["file"], listed["from"], listed["to"], listed["rows"]) == (
        "upwork-weekly-summary.csv", "2026-03-02", "2026-03-04", 4,
    )  # fmt: skip
    assert shown["totals"] == [
        {"currency": "USD", "status": "approved", "count": 4, "sale_amount": "0.00", "commission": "645.75"}
    ]


def test_the_answers_read_well_without_json(call: Call, say: Call) -> None:
    out = say("statement", "import", EARNINGS, "--account", "US").out
    assert "5 rows: 5 new, 0 updated, 0 unchanged, 0 rejected" in out
    assert "1.39 USD" in out
    for words in (("list",), ("show", "1"), ("rows", "1"), ("identify", EARNINGS), ("undo", "1"), ("list",)):
        outcome = say("statement", *words)
        assert outcome.code == 0
        assert outcome.out.strip()


def test_the_rows_of_a_replaced_file_are_listed_and_said_to_count_no_more(
    call: Call, say: Call, tmp_path: Path
) -> None:
    call("statement", "import", UPWORK, "--account", "Work")
    before = call("statement", "rows", "1").document
    text = Path(UPWORK).read_text("utf-8").replace('"165"', '"160"').replace('"420.75"', '"400"')
    corrected = tmp_path / "corrected.csv"
    corrected.write_text("\n".join(line for line in text.splitlines() if "Bonus" not in line), "utf-8")
    call("statement", "import", str(corrected), "--account", "Work", "--replaces", "1")
    after = call("statement", "rows", "1").document

    assert before["replaced_by"] is None
    assert after["replaced_by"] == 2
    facts = ("line", "day", "commission", "status", "program", "file")
    told = [[tuple(row[name] for name in facts) for row in each["rows"]] for each in (before, after)]
    assert told[0] == told[1]
    assert [row[2] for row in told[1]] == ["165.00", "50.00", "420.75", "10.00"]
    held = {row["id"] for row in call("earnings", "list").document["earnings"]}
    assert [row["id"] in held for row in after["rows"]] == [row["id"] is not None for row in after["rows"]]
    assert after["rows"][1]["id"] is None, "the corrected file has no bonus"
    assert "Import 2 replaced this file" in say("statement", "rows", "1").out
    assert "50.00 USD" in say("statement", "rows", "1").out


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the real files are not part of the project")
def test_real_files_are_imported_once(call: Call) -> None:
    call("account", "add", "CA", "--network", "amazon", "--currency", "CAD")
    file = str(next(SAMPLES.glob("amazon-ca*")))
    (first,) = call("statement", "import", file, "--account", "CA").document["imports"]
    (second,) = call("statement", "import", file, "--account", "CA").document["imports"]
    assert first["totals"] == second["totals"]
    assert second["unchanged"] == first["new"] == 539

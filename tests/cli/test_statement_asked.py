"""What nothing in a file tells is asked before anything is written, and the answer is followed."""

from pathlib import Path

import pytest

from tests.cli.calls import Call, caller
from tests.statements.files import FIXTURES, write_text

MAP = ("--map", "date=Date", "--map", "commission=Fee")


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """The command line with JSON on a workspace with an account."""
    call = caller(capsys, "--workspace", str(tmp_path / "w.affiliate"), "--json")
    assert call("account", "add", "Own", "--network", "utm", "--currency", "EUR").code == 0
    return call


def table(tmp_path: Path, rows: str, name: str = "t.csv") -> str:
    """A file of no known format."""
    return str(write_text(tmp_path / name, f"Date,Fee,State,Item\n{rows}"))


def imported(call: Call, *words: str) -> dict[str, object]:
    """The answer to importing one file."""
    (answer,) = call("statement", "import", *words, "--account", "Own").document["imports"]
    assert isinstance(answer, dict)
    return answer


@pytest.mark.parametrize("rehearsal", [(), ("--dry-run",)])
@pytest.mark.parametrize(
    ("rows", "code", "answer", "told"),
    [
        ("01/02/2026,5,,\n03/04/2026,5,,\n", "date_unclear", ("--date-format", "%d/%m/%Y"), "2026-04-03"),
        ("01/01/2026,5,,\n03/04/2026,5,,\n", "date_unclear", ("--date-format", "%m/%d/%Y"), "2026-03-04"),
        ("2026-01-02,1.234,,\n2026-01-03,5.678,,\n", "amount_unclear", ("--decimal", ","), "6912.00"),
        ("2026-01-02,1.234,,\n2026-01-03,5.678,,\n", "amount_unclear", ("--decimal", "."), "6.912"),
        ("1 listopada 2026,5,,\n2 listopada 2026,5,,\n", "month_unclear", ("--language", "pl"), "2026-11-01"),
    ],
)
def test_what_only_the_user_knows_of_a_column_is_asked_and_nothing_is_written_before(
    call: Call, tmp_path: Path, rows: str, code: str, answer: tuple[str, str], told: str, rehearsal: tuple[str, ...]
) -> None:
    file = table(tmp_path, rows)
    asked = call("statement", "import", file, "--account", "Own", *MAP, *rehearsal)
    assert (asked.code, asked.error["code"]) == (2, code)
    assert answer[0] in asked.error["message"]
    assert call("statement", "list").document == {"statements": []}
    found = imported(call, file, *MAP, *answer)
    assert (found["new"], found["rejected"]) == (2, [])
    days = {row["day"] for row in call("earnings", "list").document["earnings"]}
    (total,) = call("earnings", "totals").document["totals"]
    assert told in {*days, total["commission"]}


def test_of_several_files_none_goes_in_when_one_leaves_the_order_of_its_dates_open(call: Call, tmp_path: Path) -> None:
    good = table(tmp_path, "2026-01-02,5,,\n", "good.csv")
    open_ = table(tmp_path, "01/02/2026,5,,\n", "open.csv")
    asked = call("statement", "import", good, open_, "--account", "Own", *MAP)
    assert (asked.code, asked.error["code"]) == (2, "date_unclear")
    assert call("statement", "list").document == {"statements": []}


def test_an_answer_is_kept_for_rows_that_are_retried(call: Call, tmp_path: Path) -> None:
    file = table(tmp_path, "2026-01-02,1.234,,\n2026-01-03,x,,\n")
    assert imported(call, file, *MAP, "--decimal", ",")["new"] == 1
    assert call("statement", "retry", "1", "--line", "3", "--set", "Fee=5.678").document["new"] == 1
    assert call("earnings", "totals").document["totals"][0]["commission"] == "6912.00"


def test_a_decimal_mark_is_a_point_or_a_comma(call: Call, tmp_path: Path) -> None:
    file = table(tmp_path, "2026-01-02,1.234,,\n")
    refused = call("statement", "import", file, "--account", "Own", *MAP, "--decimal", ";")
    assert (refused.code, refused.error["code"]) == (2, "usage")


def test_words_of_a_status_column_mean_what_they_say_in_any_mapping(call: Call, tmp_path: Path) -> None:
    file = table(tmp_path, "2026-01-02,5,offen,\n2026-01-03,7,storniert,\n2026-01-04,9,bestätigt,\n")
    found = imported(call, file, *MAP, "--map", "status=State")
    assert found["totals"] == [
        {"currency": "EUR", "status": "approved", "count": 1, "sale_amount": "0.00", "commission": "9.00"},
        {"currency": "EUR", "status": "pending", "count": 1, "sale_amount": "0.00", "commission": "5.00"},
        {"currency": "EUR", "status": "reversed", "count": 1, "sale_amount": "0.00", "commission": "7.00"},
    ]


@pytest.mark.parametrize("rehearsal", [(), ("--dry-run",)])
def test_a_status_word_that_nobody_knows_is_asked_and_never_taken_for_approved(
    call: Call, tmp_path: Path, rehearsal: tuple[str, ...]
) -> None:
    file = table(tmp_path, "2026-01-02,5,Zurbelt,\n2026-01-03,7,open,\n2026-01-04,9,,\n2026-01-05,2,zax,\n")
    words = (file, *MAP, "--map", "status=State")
    asked = call("statement", "import", *words, "--account", "Own", *rehearsal)
    assert (asked.code, asked.error["code"]) == (2, "status_unclear")
    assert all(each in asked.error["message"] for each in ("“Zurbelt”", "“zax”", "--status"))
    assert "open" not in asked.error["message"]
    half = call("statement", "import", *words, "--account", "Own", "--status", "zax=paid", *rehearsal)
    assert (half.code, half.error["code"]) == (2, "status_unclear")
    assert "zax" not in half.error["message"]
    assert call("statement", "list").document == {"statements": []}
    meant = ("--status", "zurbelt=reversed", "--status", "zax=paid")
    (found,) = call("statement", "import", *words, "--account", "Own", *meant, *rehearsal).document["imports"]
    assert {each["status"]: each["commission"] for each in found["totals"]} == {
        "approved": "9.00",
        "paid": "2.00",
        "pending": "7.00",
        "reversed": "5.00",
    }


def test_a_rare_unknown_status_is_found_beside_many_common_ones(call: Call, tmp_path: Path) -> None:
    rows = "".join(f"2026-01-02,1,word {number},\n" * 2 for number in range(250)) + "2026-01-02,1,zax,\n"
    file = table(tmp_path, rows)
    meanings = [part for number in range(250) for part in ("--status", f"word {number}=pending")]
    asked = call("statement", "import", file, "--account", "Own", *MAP, "--map", "status=State", *meanings)
    assert (asked.code, asked.error["code"]) == (2, "status_unclear")
    assert "zax" in asked.error["message"]


@pytest.mark.parametrize(
    ("words", "code"),
    [(("--status", "x=paid"), "usage"), (("--map", "status=State", "--status", "x=good"), "no_such_status")],
)
def test_a_meaning_is_one_of_four_and_needs_a_status_column(
    call: Call, tmp_path: Path, words: tuple[str, ...], code: str
) -> None:
    file = table(tmp_path, "2026-01-02,5,x,\n")
    refused = call("statement", "import", file, "--account", "Own", *MAP, *words)
    assert (refused.code, refused.error["code"]) == (2, code)


def test_a_row_without_an_id_is_the_same_earning_when_only_its_status_changes(call: Call, tmp_path: Path) -> None:
    status = ("--map", "status=State", "--map", "product=Item")
    imported(call, table(tmp_path, "2026-01-02,5,open,a\n2026-01-02,5,open,a\n2026-01-02,9,open,b\n"), *MAP, *status)
    later = table(tmp_path, "2026-01-02,5,declined,a\n2026-01-02,5,open,a\n2026-01-02,9,paid,b\n", "later.csv")
    found = imported(call, later, *MAP, *status)
    assert (found["new"], found["updated"], found["unchanged"]) == (0, 2, 1)
    totals = call("earnings", "totals").document["totals"]
    assert [(each["status"], each["commission"]) for each in totals] == [
        ("paid", "9.00"),
        ("pending", "5.00"),
        ("reversed", "5.00"),
    ]
    assert call("statement", "undo", "2").code == 0
    (total,) = call("earnings", "totals").document["totals"]
    assert (total["status"], total["count"], total["commission"]) == ("pending", 3, "19.00")


def test_a_corrected_file_can_be_given_twice(call: Call, tmp_path: Path) -> None:
    imported(call, table(tmp_path, "2026-01-02,5,,\n"), *MAP)
    corrected = table(tmp_path, "2026-01-02,6,,\n", "corrected.csv")
    first = imported(call, corrected, *MAP, "--replaces", "1")
    again = imported(call, corrected, *MAP, "--replaces", "1")
    assert (first["id"], first["new"]) == (2, 1)
    assert (again["id"], again["new"], again["unchanged"]) == (2, 0, 1)


@pytest.mark.parametrize(
    "words",
    [
        ("statement", "show"),
        ("statement", "rows"),
        ("statement", "undo"),
        ("statement", "retry"),
        ("earnings", "show"),
        ("earnings", "correct", "--restore"),
        ("earnings", "attribute", "--accept"),
    ],
)
def test_a_number_that_no_database_holds_is_bad_input(call: Call, words: tuple[str, ...]) -> None:
    refused = call(*words, str(10**30))
    assert refused.code == 2
    assert refused.error["code"] == "number_too_large"


def unreviewed(tmp_path: Path) -> str:
    """A file of a known format with two words that the format does not know."""
    text = (FIXTURES / "networks" / "awin-transactions.csv").read_text("utf-8")
    lines = text.replace(",pending,", ",in review,").replace(",declined,", ",on ice,").splitlines()
    return str(write_text(tmp_path / "awin.csv", "\n".join(lines) + "\n"))


def test_status_words_that_a_network_s_format_does_not_know_are_told_and_answered(
    call: Call, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call("account", "add", "Awin", "--network", "awin", "--currency", "EUR")
    words = ("statement", "import", unreviewed(tmp_path), "--account", "Awin")
    say = caller(capsys, "--workspace", str(tmp_path / "w.affiliate"))
    text = say(*words, "--dry-run").out
    assert "“in review” is not known as a status, taken as pending (1 row)." in text
    assert "--status “in review=pending”" in text
    (question,) = (
        each
        for each in call("statement", "identify", words[2]).document["sheets"][0]["questions"]
        if each["code"] == "status"
    )
    assert "“on ice”" in question["text"]
    (told,) = call(*words, "--dry-run").document["imports"]
    assert told["unknown_statuses"] == [
        {"word": "in review", "rows": 1, "taken_as": "pending"},
        {"word": "on ice", "rows": 1, "taken_as": "pending"},
    ]
    assert call(*words, "--status", "on ice=frozen").code == 2
    (done,) = call(*words, "--status", "ON ICE=reversed", "--status", "in review=approved").document["imports"]
    assert "unknown_statuses" not in done
    rows = call("earnings", "list").document["earnings"]
    held = {row["external_id"]: (row["status"], row["status_raw"]) for row in rows}
    assert (held["900000001"], held["900000003"]) == (("approved", "in review"), ("reversed", "on ice"))


def test_new_status_words_in_a_file_of_a_saved_mapping_are_told_and_answered(call: Call, tmp_path: Path) -> None:
    first = table(tmp_path, "2026-01-02,5,wartet,\n", "first.csv")
    imported(call, first, *MAP, "--map", "status=State", "--status", "wartet=pending", "--save-profile", "Mine")
    later = table(tmp_path, "2026-02-02,6,wartet,\n2026-02-03,7,geprüft,\n", "later.csv")
    (told,) = call("statement", "import", later, "--account", "Own", "--dry-run").document["imports"]
    assert told["unknown_statuses"] == [{"word": "geprüft", "rows": 1, "taken_as": "approved"}]
    found = imported(call, later, "--status", "geprüft=paid")
    assert "unknown_statuses" not in found
    totals = call("earnings", "totals").document["totals"]
    assert {each["status"]: each["commission"] for each in totals} == {"pending": "11.00", "paid": "7.00"}


def test_a_mended_row_whose_status_is_not_known_is_told(call: Call, tmp_path: Path) -> None:
    first = table(tmp_path, "2026-01-02,5,wartet,\nsoon,5,wartet,\n")
    imported(call, first, *MAP, "--map", "status=State", "--status", "wartet=pending")
    words = ("statement", "retry", "1", "--line", "3", "--set", "Date=2026-01-03", "--set", "State=bald")
    assert call(*words).document["unknown_statuses"] == [{"word": "bald", "rows": 1, "taken_as": "approved"}]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--map", "date=", "--map", "commission=Fee"), "mapping_incomplete"),
        ((*MAP, "--map", "date=Item"), "usage"),
        ((*MAP, "--language", "../xx"), "unknown_language"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused_in_words(
    call: Call, tmp_path: Path, words: tuple[str, ...], code: str
) -> None:
    refused = call("statement", "import", table(tmp_path, "2 mars 2026,5,,\n"), "--account", "Own", *words)
    assert (refused.code, refused.error["code"]) == (2, code)

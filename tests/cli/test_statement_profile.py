"""``affiliate-desktop statement profile``, and importing with one."""

from pathlib import Path

import pytest

from tests.cli.calls import Call, caller
from tests.statements.files import write_text

PROFILE = """
kind = "statement-profile"
name = "Kettle shop"
headers = ["When", "Earned", "State"]

[columns]
date = "When"
commission = "Earned"
status = "State"

[reading]
delimiter = "~"
decimal = ","
currency = "EUR"
skip_bottom = 1

[statuses]
wartet = "pending"
"""
TABLE = "When~Earned~State\n01.03.2026~5,50~wartet\n14.03.2026~6,00~da\nSumme~11,50~\n"


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """The command line with JSON on a fresh workspace."""
    return caller(capsys, "--workspace", str(tmp_path / "w.affiliate"), "--json")


def test_a_profile_goes_from_a_file_through_an_import_into_a_file(call: Call, tmp_path: Path) -> None:
    call("account", "add", "Kettle", "--network", "utm")
    file, table = write_text(tmp_path / "kettle.toml", PROFILE), write_text(tmp_path / "march.csv", TABLE)
    assert call("statement", "profile", "import", str(file)).document["profiles"][0]["name"] == "Kettle shop"
    (listed,) = call("statement", "profile", "list").document["profiles"]
    assert (listed["columns"]["date"], listed["delimiter"], listed["statuses"]) == ("When", "~", {"wartet": "pending"})
    (answer,) = call("statement", "import", str(table), "--account", "Kettle", "--profile", "kettle SHOP").document[
        "imports"
    ]
    assert (answer["rows"], answer["rejected"]) == (2, [])
    assert [(each["status"], each["commission"]) for each in answer["totals"]] == [
        ("approved", "6.00"),
        ("pending", "5.50"),
    ]
    assert call("statement", "identify", str(table)).document["profile"] == "Kettle shop"
    call("statement", "profile", "rename", "Kettle shop", "Kettle")
    out = tmp_path / "out.toml"
    assert call("statement", "profile", "export", "Kettle", "-o", str(out)).document["file"] == str(out)
    assert call("statement", "profile", "remove", "Kettle").document == {"name": "Kettle", "removed": True}
    assert call("statement", "profile", "import", str(out)).document["profiles"] == [{**listed, "name": "Kettle"}]
    assert call("statement", "profile", "show", "Kettle").document["skip_bottom"] == 1


def test_what_is_not_there_or_makes_no_sense_is_said(call: Call, tmp_path: Path) -> None:
    call("account", "add", "Kettle", "--network", "utm")
    good, bad = write_text(tmp_path / "good.toml", PROFILE), write_text(tmp_path / "bad.toml", "kind = 1")
    outcome = call("statement", "profile", "import", str(good), str(bad))
    assert (outcome.code, outcome.error["code"]) == (2, "bad_profile")
    assert call("statement", "profile", "list").document == {"profiles": []}
    for words in (("show", "X"), ("remove", "X"), ("rename", "X", "Y"), ("export", "X")):
        assert call("statement", "profile", *words).error["code"] == "no_such_profile"
    missing = call("statement", "import", str(good), "--account", "Kettle", "--profile", "X")
    assert missing.error["code"] == "no_such_profile"
    both = call("statement", "import", str(good), "--account", "Kettle", "--profile", "X", "--map", "date=When")
    assert (both.code, both.error["code"]) == (2, "usage")


def test_what_an_import_was_told_is_saved_as_a_profile_and_read_again(call: Call, tmp_path: Path) -> None:
    call("account", "add", "Kettle", "--network", "utm", "--currency", "EUR")
    first = write_text(tmp_path / "march.csv", "When;Earned;State\n01.03.2026;5,50;wartet\n14.03.2026;6,00;wartet\n")
    later = write_text(tmp_path / "april.csv", "State;When;Earned\nwartet;02.04.2026;7,00\n")
    told = ("--map", "date=When", "--map", "commission=Earned", "--map", "status=State", "--status", "wartet=pending")
    words = ("statement", "import", str(first), "--account", "Kettle", *told, "--save-profile", "Kettle shop")
    assert call(*words).document["profile"] == "Kettle shop"
    (saved,) = call("statement", "profile", "list").document["profiles"]
    assert (saved["headers"], saved["statuses"]) == (["When", "Earned", "State"], {"wartet": "pending"})
    (answer,) = call("statement", "import", str(later), "--account", "Kettle").document["imports"]
    assert [(each["status"], each["commission"]) for each in answer["totals"]] == [("pending", "7.00")]


@pytest.mark.parametrize(
    "words",
    [
        ("--save-profile", "Any"),
        ("--map", "date=When", "--map", "commission=Earned", "--save-profile", "Any", "--dry-run"),
        ("--map", "date=When", "--map", "commission=Earned", "--save-profile", " "),
        ("--map", "date=When", "--map", "commission=Nowhere", "--save-profile", "Any"),
    ],
)
def test_what_can_not_be_saved_as_a_profile_is_refused_before_anything_is_imported(
    call: Call, tmp_path: Path, words: tuple[str, ...]
) -> None:
    call("account", "add", "Kettle", "--network", "utm", "--currency", "EUR")
    file = write_text(tmp_path / "march.csv", "When;Earned\n01.03.2026;5,50\n14.03.2026;6,00\n")
    assert call("statement", "import", str(file), "--account", "Kettle", *words).code == 2
    assert call("statement", "list").document["statements"] == []
    assert call("statement", "profile", "list").document["profiles"] == []

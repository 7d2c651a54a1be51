"""``affiliate-desktop earnings attribute`` and ``earnings rule``."""

from pathlib import Path

import pytest

from tests.cli.calls import Call, caller

ROWS = """Date,Id,Commission,Sub,Product
2026-05-01,A1,5.00,spring-flyer-2,Boots
2026-05-02,A2,9.00,,Coffee grinder
2026-05-03,A3,0.50,zz9,Umbrella
"""
MAP = [f"--map={part}" for part in ("date=Date", "external_id=Id", "commission=Commission", "sub_id=Sub")]


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """The command line with JSON on three earnings that nothing explains: 1, 2 and 3."""
    call = caller(capsys, "--workspace", str(tmp_path / "w.affiliate"), "--json")
    assert call("account", "add", "Shops", "--network", "awin", "--currency", "EUR").code == 0
    for name in ("Spring flyer", "Coffee corner"):
        assert call("campaign", "add", name).code == 0
    (tmp_path / "rows.csv").write_text(ROWS)
    words = ("statement", "import", str(tmp_path / "rows.csv"), "--account", "Shops", *MAP, "--map=product=Product")
    assert call(*words).code == 0
    return call


def test_the_queue_its_decisions_and_guesses(call: Call, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    queue = call("earnings", "attribute", "--unattributed").document
    assert [(each["id"], each["commission"]) for each in queue["unattributed"]] == [
        (2, "9.00"),
        (1, "5.00"),
        (3, "0.50"),
    ]
    first = queue["unattributed"][0]["candidates"][0]
    assert (first["campaign"], first["reasons"][0]["code"]) == ("Coffee corner", "product")
    assert call("earnings", "attribute", "--reject", "2").document["rejected"] == 2
    queue = call("earnings", "attribute", "--unattributed").document
    assert queue["unattributed"][0]["candidates"] == []
    assert call("earnings", "attribute", "--guess").document["attributed"]["guess"] == 1
    (guess,) = call("earnings", "attribute", "--guesses").document["guesses"]
    assert (guess["id"], guess["guess"]["campaign"]) == (1, "Spring flyer")
    assert call("earnings", "show", "1").document["attributed"] == "guess"
    say = caller(capsys, "--workspace", str(tmp_path / "w.affiliate"))
    assert "Spring flyer (guess)" in say("earnings", "list").out
    sure = call("earnings", "totals", "--by", "campaign", "--attributed", "exact,rule,user,none").document["totals"]
    assert [(each["campaign"], each["commission"]) for each in sure] == [(None, "9.50")]
    accepted = call("earnings", "attribute", "--accept", "1").document
    assert (accepted["accepted"], accepted["campaign"], accepted["attributed"]["user"]) == (1, "Spring flyer", 1)
    assert call("earnings", "attribute", "--assign", "3", "--campaign", "Coffee corner").document == {"assigned": 1}
    assert call("earnings", "list", "--attributed", "user").document["earnings"][0]["campaign"] == "Coffee corner"
    assert call("earnings", "attribute", "--forget", "3").document == {"forgotten": 1}
    assert call("earnings", "attribute").document["changed"] == 0
    assert "Coffee grinder" in say("earnings", "attribute", "--unattributed").out


def test_rules_are_tried_first_then_saved_changed_moved_and_removed(call: Call) -> None:
    words = ("earnings", "attribute", "--rule", "product=grinder", "--rule", "campaign=Coffee corner")
    dry = call(*words, "--dry-run").document
    assert (dry["rule"], dry["changes"]["count"], dry["changes"]["rows"][0]["after"]) == (None, 1, "Coffee corner")
    assert call(*words).document["rule"]["id"] == 1
    assert call("earnings", "show", "2").document["attributed"] == "rule"
    added = call("earnings", "rule", "add", "tracking=zz*", "campaign=Spring flyer", "position=1").document
    assert added["changes"]["totals"] == [{"currency": "EUR", "count": 1, "commission": "0.50"}]
    assert [each["id"] for each in call("earnings", "rule", "list").document["rules"]] == [2, 1]
    assert call("earnings", "rule", "move", "1", "1").document["rules"][0]["id"] == 1
    changed = call("earnings", "rule", "edit", "2", "from=2026-06-01").document
    assert (changed["rule"]["from"], changed["changes"]["count"]) == ("2026-06-01", 1)
    assert call("earnings", "rule", "remove", "1").document == {"removed": 1}
    assert call("earnings", "show", "2").document["attributed"] == "none"


@pytest.mark.parametrize(
    "words",
    [
        ("attribute", "--accept", "99"),
        ("attribute", "--accept", "1", "--reject", "1"),
        ("attribute", "--dry-run"),
        ("attribute", "--rule", "colour=red"),
        ("attribute", "--rule", "campaign=Spring flyer"),
        ("rule", "add", "product=x", "campaign=Nobody"),
        ("rule", "edit", "9", "product=x"),
        ("totals", "--attributed", "magic"),
    ],
)
def test_what_makes_no_sense_ends_with_two(call: Call, words: tuple[str, ...]) -> None:
    assert call("earnings", *words).code == 2


def test_what_is_said_of_a_row_holds_beside_rules_also_when_files_come_in_or_go(call: Call, tmp_path: Path) -> None:
    assert call("earnings", "attribute", "--rule", "product=o", "--rule", "campaign=Coffee corner").code == 0
    assert call("earnings", "attribute", "--assign", "1", "--campaign", "Spring flyer").document == {"assigned": 1}

    def campaigns() -> dict[str, tuple[str | None, str]]:
        earnings = call("earnings", "list").document["earnings"]
        return {row["external_id"]: (row["campaign"], row["attributed"]) for row in earnings}

    before = {"A1": ("Spring flyer", "user"), "A2": ("Coffee corner", "rule"), "A3": (None, "none")}
    assert campaigns() == before
    (tmp_path / "more.csv").write_text(ROWS + "2026-05-04,A4,2.00,,Boots\n")
    words = ("statement", "import", str(tmp_path / "more.csv"), "--account", "Shops", *MAP, "--map=product=Product")
    assert call(*words).code == 0
    assert campaigns() == {**before, "A4": ("Coffee corner", "rule")}
    for key in ("1", "2"):
        assert call("statement", "undo", key).code == 0
    assert campaigns() == {}
    assert call(*words).code == 0
    assert campaigns() == {**before, "A4": ("Coffee corner", "rule")}


def test_a_rule_without_a_value_is_told_by_the_name_of_its_option(call: Call) -> None:
    refused = call("earnings", "attribute", "--rule", "grinder")
    assert (refused.code, refused.error["message"]) == (2, "--rule takes KEY=VALUE, not “grinder”.")


def test_rows_of_a_link_without_a_campaign_are_listed_and_mended(call: Call) -> None:
    words = ("--network", "awin", "--set", "awinmid=1", "--set", "awinaffid=2", "--reference", "zz9")
    assert call("link", "add", "https://shop.example/", "--name", "Footer", *words).code == 0
    queue = call("earnings", "attribute", "--unattributed").document["unattributed"]
    (item,) = (each for each in queue if each["link"])
    assert (item["id"], item["link"], item["count"]) == (3, "Footer", 1)
    assert call("earnings", "attribute", "--accept", "3", "--campaign", "Coffee corner").code == 0
    shown = call("earnings", "show", "3").document
    assert (shown["link"], shown["campaign"], shown["attributed"]) == ("Footer", "Coffee corner", "exact")


def test_totals_by_placement_hold_what_is_attributed_to_its_links(call: Call) -> None:
    call("placement", "add", "Door", "--campaign", "Coffee corner")
    words = ("--network", "awin", "--set", "awinmid=1", "--set", "awinaffid=2", "--reference", "ZZ9")
    assert call("link", "add", "https://shop.example/", "--placement", "Door", *words).code == 0
    totals = call("earnings", "totals", "--by", "campaign,placement").document["totals"]
    assert [(each["campaign"], each["placement"], each["commission"]) for each in totals] == [
        ("Coffee corner", "Door", "0.50"),
        (None, None, "14.00"),
    ]
    assert call("earnings", "list", "--attributed", "case").document["earnings"][0]["placement"] == "Door"

"""Kits at the command line."""

from pathlib import Path

import pytest

from tests.cli.calls import Call, caller


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Call:
    call = caller(capsys, "--json", "--workspace", str(tmp_path / "w.affiliate"))
    call("campaign", "add", "Fair")
    call("link", "add", "https://shop.example/bags", "--name", "Bags", "--campaign", "Fair")
    return call


def test_a_campaign_s_kit_is_built_by_its_name(call: Call, tmp_path: Path) -> None:
    found = call("kit", "build", "Fair", "-o", str(tmp_path / "kit"), "--part", "qr", "--part", "texts").document
    assert (found["kit"], found["failed"]) == ("Fair", [])
    (code,) = [file for file in found["files"] if file["file"].endswith(".png")]
    assert code["codes"][0]["verdict"] == "green"
    assert Path(code["file"]).stat().st_size == code["bytes"]
    assert call("kit", "stale", "Fair").document == {"stale": []}
    call("link", "edit", "Bags", "--source", "blog")
    stale = call("kit", "stale", "Fair").document["stale"]
    assert {"path": "qr/bags.png", "state": "changed", "because": ["url"]} in stale


def test_a_kit_for_somebody_is_a_kit_of_its_own(call: Call, tmp_path: Path) -> None:
    for words in ([], ["--for", "Ada"]):
        call("kit", "build", "Fair", "-o", str(tmp_path / f"kit{len(words)}.zip"), "--part", "texts", *words)
    kits = call("kit", "list").document["kits"]
    assert [(kit["name"], kit["for"]) for kit in kits] == [("Fair", None), ("Fair, Ada", "Ada")]


def test_a_kit_is_described_changed_shown_and_removed(call: Call) -> None:
    added = call("kit", "add", "Handout", "--campaign", "Fair", "--headline", "Come", "--paper", "A4").document
    assert (added["name"], added["campaign"], added["papers"]) == ("Handout", "Fair", ["A4"])
    assert call("kit", "edit", "Handout", "--part", "qr").document["parts"] == ["qr"]
    shown = call("kit", "show", "Handout").document
    assert {each["state"] for each in shown["stale"]} == {"new"}
    call("kit", "remove", "Handout")
    assert call("kit", "list").document == {"kits": []}


def test_what_is_wrong_with_a_kit_is_told(call: Call, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.txt").write_text("x")
    refused = call("kit", "build", "Fair", "-o", str(tmp_path / "other"))
    assert (refused.code, refused.error["code"]) == (2, "bad_place")
    assert call("kit", "build", "Nothing", "-o", str(tmp_path / "kit")).code == 2
    assert call("kit", "add", "X", "--campaign", "Fair", "--size", "9x9").code == 2

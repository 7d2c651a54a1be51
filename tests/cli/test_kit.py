"""Kits at the command line."""

import zipfile
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

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
    written = {str(file) for file in (tmp_path / "kit").rglob("*") if file.is_file()}
    assert {file["file"] for file in found["files"]} == written
    assert call("kit", "stale", "Fair").document == {"stale": []}
    call("link", "edit", "Bags", "--source", "blog")
    stale = call("kit", "stale", "Fair").document["stale"]
    assert {"path": "qr/bags.png", "state": "changed", "because": ["url"]} in stale


def test_a_kit_for_somebody_is_a_kit_of_its_own(call: Call, tmp_path: Path) -> None:
    for words in ([], ["--for", "Ada"]):
        place = tmp_path / f"kit{len(words)}.zip"
        packed, *inside = call("kit", "build", "Fair", "-o", str(place), "--part", "texts", *words).document["files"]
        assert (packed["file"], packed["bytes"]) == (str(place), place.stat().st_size)
        with zipfile.ZipFile(place) as archive:
            assert {each["file"] for each in inside} == {str(place / name) for name in archive.namelist()}
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


def test_designs_papers_brand_and_code_size_are_chosen_and_kept(call: Call, tmp_path: Path) -> None:
    call("design", "brand", "add", "Trail", "--background", "#7a1020", "--accent", "#ffd000")
    call("link", "add", "https://shop.example/hats", "--name", "Hats", "--campaign", "Fair")
    words = ["--link", "Hats", "--part", "flyers", "--part", "qr", "--flyer-design", "flyer", "--flyer-design", "tent"]
    look = ["--paper", "A6", "--brand", "Trail", "--mm", "42"]
    found = call("kit", "build", "Fair", "-o", str(tmp_path / "kit"), *words, *look).document
    assert found["failed"] == []
    names = {Path(each["file"]).relative_to(tmp_path / "kit").as_posix() for each in found["files"]}
    assert {"flyers/hats-A6.pdf", "flyers/tent/hats-A4.pdf", "qr/hats.png"} <= names
    assert not [name for name in names if "bags" in name]
    assert "flyers/tent/hats-A4.pdf" in (tmp_path / "kit" / "index.html").read_text()
    (code,) = [file for file in found["files"] if file["file"].endswith("qr/hats.png")]
    image = QImage(code["file"])
    assert image.width() / image.dotsPerMeterX() * 1000 == pytest.approx(42, abs=0.2)
    kept = call("kit", "show", "Fair").document
    assert (kept["flyer_designs"], kept["papers"], kept["brand"], kept["mm"]) == (
        ["flyer", "tent"],
        ["A6"],
        "Trail",
        42,
    )
    assert kept["stale"] == []
    call("design", "brand", "edit", "Trail", "--accent", "#00aa00")
    stale = {each["path"] for each in call("kit", "stale", "Fair").document["stale"]}
    assert stale == {"flyers/hats-A6.pdf", "flyers/tent/hats-A4.pdf"}
    again = call("kit", "edit", "Fair", "--all-links", "--brand", "").document
    assert (again["links"], again["brand"]) == ([], None)


def test_designs_that_are_none_of_the_kind_are_refused(call: Call) -> None:
    for words in (["--flyer-design", "banner"], ["--banner-design", "flyer"]):
        refused = call("kit", "add", "X", "--campaign", "Fair", *words)
        assert (refused.code, refused.error["code"]) == (2, "kit_design")
    assert call("kit", "add", "X", "--campaign", "Fair", "--flyer-design", "none").error["code"] == "unknown_design"
    assert call("kit", "add", "X", "--campaign", "Fair", "--brand", "Gone").error["code"] == "unknown_brand"


def test_fields_of_the_designs_own_are_set_kept_and_taken_back(call: Call, tmp_path: Path) -> None:
    words = ["--part", "flyers", "--flyer-design", "event", "--paper", "A5", "-o", str(tmp_path / "kit")]
    call("kit", "build", "Fair", *words, "--set", "event.date=Friday", "--set", "event.place=Hall 3")
    shown = call("kit", "show", "Fair").document
    assert {name: text for name, text in shown["fields"].items() if text} == {
        "event.date": "Friday",
        "event.place": "Hall 3",
    }
    assert shown["fields"]["event.time"] == ""
    assert shown["stale"] == []
    call("kit", "edit", "Fair", "--set", "event.place=")
    (stale,) = call("kit", "stale", "Fair").document["stale"]
    assert (stale["state"], stale["because"]) == ("changed", ["{event.place}"])
    refused = call("kit", "build", "Fair", "--set", "event.day=Friday")
    assert (refused.code, refused.error["code"]) == (2, "kit_field")

import json
from pathlib import Path

import pytest

from tests.cli.calls import Call, caller


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    call = caller(capsys, "--workspace", str(tmp_path / "w.affiliate"), "--json")
    call("link", "add", "https://shop.example/boots", "--name", "Boots", "--source", "blog", "--medium", "banner")
    return call


def test_formats_scales_and_variables_are_chosen(call: Call, tmp_path: Path) -> None:
    words = ["--sizes", "300x250", "--formats", "webp,html5", "--scale", "1,2", "--design", "offer", "--contact-sheet"]
    answer = call("banner", "render", "--link", "1", "-o", str(tmp_path / "set"), "--set", "offer=20 % off", *words)
    files = answer.document["files"]
    assert [Path(each["file"]).suffix for each in files] == [".webp", ".webp", ".zip", ".zip", ".html", ".md", ".pdf"]
    assert [each["width"] for each in files] == [300, 600, 300, 600, None, None, 595]
    assert all(each["codes"] == [] and isinstance(each["notes"], list) for each in files)
    assert {Path(each["file"]) for each in files} == set((tmp_path / "set").iterdir())


def test_a_table_answers_with_the_files_and_with_what_failed(call: Call, tmp_path: Path) -> None:
    table = tmp_path / "rows.csv"
    table.write_text("headline,accent\nTents,#00ff00\nRopes,blueish\n")
    words = ("--link", "Boots", "-o", str(tmp_path / "sets"), "--sizes", "300x250", "--table", str(table))
    answer = call("banner", "render", *words)
    assert answer.code == 1
    document = json.loads(answer.out)
    assert {Path(each["file"]) for each in document["files"]} == set((tmp_path / "sets" / "Tents").iterdir())
    (failed,) = document["failed"]
    assert (failed["line"], failed["name"]) == (3, "Ropes")
    assert "blueish" in failed["reason"]


@pytest.mark.parametrize("words", [("--formats", "bmp"), ("--scale", "3"), ("--set", "offer")])
def test_choices_that_are_none_are_wrong_usage(call: Call, tmp_path: Path, words: tuple[str, str]) -> None:
    assert call("banner", "render", "--link", "1", "-o", str(tmp_path / "set"), *words).code == 2
    assert not (tmp_path / "set").exists()


def test_a_card_is_printed_with_marks_and_variables(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "card.pdf"
    words = ("--design", "card", "--per-sheet", "1", "--marks", "--cmyk", "--set", "contact.name=Mara Lindqvist")
    (made,) = call("flyer", "render", "--link", "1", "-o", str(file), *words).document["files"]
    assert [made["width"], made["height"]] == [round((85 + 14) / 25.4 * 72), round((55 + 14) / 25.4 * 72)]
    assert made["codes"][0]["verdict"] == "green"

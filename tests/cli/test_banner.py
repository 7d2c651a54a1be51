import re
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.cli.calls import Call, caller


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    call = caller(capsys, "--workspace", str(tmp_path / "w.affiliate"), "--json")
    call("link", "add", "https://shop.example/boots?a=1&b=2", "--name", "Walking boots", "--source", "blog")
    return call


def test_the_starter_set_is_rendered_with_the_links_name_and_address(call: Call, tmp_path: Path) -> None:
    files = call("banner", "render", "--link", "Walking boots", "-o", str(tmp_path / "set")).document["files"]
    assert {Path(made["file"]) for made in files} == set((tmp_path / "set").iterdir())
    *banners, page, marked = files
    assert len(banners) == 11
    for extra in (page, marked):
        assert (extra["width"], extra["height"], extra["bytes"]) == (None, None, Path(extra["file"]).stat().st_size)
    for made in banners:
        image = QImage(made["file"])
        assert (image.width(), image.height()) == (made["width"], made["height"])
        assert made["bytes"] == Path(made["file"]).stat().st_size
        assert made["codes"] == []
        assert 'href="https://shop.example/boots?a=1&amp;b=2&amp;utm_source=blog"' in made["snippet"]
        assert 'alt="Walking boots"' in made["snippet"]


def test_sizes_colors_and_words_are_chosen(call: Call, tmp_path: Path) -> None:
    words = ["--sizes", "728x90,social-og", "--headline", "Half price", "--cta", "", "--background", "#aa0000"]
    files = call("banner", "render", "--link", "1", "-o", str(tmp_path / "set"), *words).document["files"]
    assert [Path(made["file"]).name for made in files[:2]] == ["iab-leaderboard.png", "social-og.png"]
    assert QImage(files[1]["file"]).pixelColor(3, 3).red() > 150


def test_a_table_is_printed_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = caller(capsys, "--workspace", str(tmp_path / "w.affiliate"))
    call("link", "add", "https://shop.example/boots", "--name", "Boots")
    long = "A headline of very many words " * 6
    out = call("banner", "render", "--link", "Boots", "-o", str(tmp_path), "--sizes", "320x50", "--headline", long).out
    assert re.search(r"320 x 50\s+[\d,]+", out)
    assert "does not fit" in out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--link", "Nothing"], "no_such_link"),
        (["--link", "1", "--sizes", "1x1"], "unknown_size"),
        (["--link", "1", "--sizes", ","], "banner_sizes"),
        (["--link", "1", "--picture", "none.png"], "picture_unreadable"),
        (["--link", "1", "--accent", "gold"], "bad_color"),
        (["--link", "1", "--design", "none"], "unknown_design"),
    ],
)
def test_wrong_input_exits_2_and_writes_nothing(call: Call, tmp_path: Path, words: list[str], code: str) -> None:
    outcome = call("banner", "render", "-o", str(tmp_path / "set"), *words)
    assert outcome.code == 2
    assert outcome.error["code"] == code
    assert not (tmp_path / "set").exists()


def test_the_sizes_are_listed_without_a_workspace(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    sizes = caller(capsys, "--json")("banner", "sizes").document["sizes"]
    assert {"id": "social-og", "width": 1200, "height": 630}.items() <= next(
        size for size in sizes if size["id"] == "social-og"
    ).items()
    assert not list((tmp_path / "home").rglob("*.affiliate"))


def test_a_brand_is_put_on_by_its_name(call: Call, tmp_path: Path) -> None:
    call("design", "brand", "add", "Trail", "--background", "#7a1020")
    words = ["--sizes", "728x90", "--brand", "trail"]
    made, *_ = call("banner", "render", "--link", "1", "-o", str(tmp_path / "set"), *words).document["files"]
    assert QImage(made["file"]).pixelColor(2, 2).red() > QImage(made["file"]).pixelColor(2, 2).green() + 60
    outcome = call("banner", "render", "--link", "1", "-o", str(tmp_path / "other"), "--brand", "Gone")
    assert (outcome.code, outcome.error["code"]) == (2, "unknown_brand")
    assert not (tmp_path / "other").exists()

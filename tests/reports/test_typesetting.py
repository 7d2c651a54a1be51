"""The one door through which text gets onto a page."""

import unicodedata
from html import unescape
from pathlib import Path
from re import sub

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from affiliate_desktop.reports import fonts
from affiliate_desktop.reports.fonts import BOLD, REGULAR
from affiliate_desktop.reports.scripts import plain_form, visual
from affiliate_desktop.reports.typesetting import UNKNOWN, Typesetter


@settings(deadline=None)
@given(some.text(some.characters(max_codepoint=0x24F), max_size=60))
def test_markup_says_what_the_text_says(text: str) -> None:
    setter = Typesetter()
    shown = "".join(part for _, part in setter.runs(text))
    assert unescape(sub(r"</?font[^>]*>", "", setter.markup(text))) == shown


@settings(deadline=None)
@given(some.text(max_size=200), some.floats(1, 300))
def test_a_fitted_text_fits_or_is_an_ellipsis(text: str, width: float) -> None:
    setter = Typesetter()
    fitted = setter.fitted(text, 9, width)
    assert setter.width(fitted, 9) <= width or fitted == "…"


def test_latin_greek_and_cyrillic_stay_in_one_font() -> None:
    setter = Typesetter()
    assert setter.runs("Żółć Ωμέγα Журнал €") == [(REGULAR, "Żółć Ωμέγα Журнал €")]
    assert setter.runs("Żółć", bold=True) == [(BOLD, "Żółć")]


def test_the_two_weights_are_different_fonts() -> None:
    setter = Typesetter()
    assert setter.width("Total", 10, bold=True) > setter.width("Total", 10)


def test_one_east_asian_name_is_set_in_one_font() -> None:
    setter = Typesetter()
    for name in ("日本語", "語中", "中文名称", "ひらがな漢字", "한국어漢字"):
        assert len(setter.runs(name)) == 1
    assert not setter.missing


def test_what_no_font_shows_is_marked_and_counted() -> None:
    setter = Typesetter()
    (run,) = setter.runs("a\U00012000b")
    known = "\U00012000" not in setter.missing
    assert run[1] == ("a\U00012000b" if known else f"a{UNKNOWN}b")


def test_arabic_letters_take_the_form_their_neighbors_ask_for() -> None:
    forms = [unicodedata.decomposition(letter).split()[0] for letter in visual("بيت")]
    assert forms == ["<final>", "<medial>", "<initial>"]
    assert visual("لا") == "\ufefb"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("plain", "plain"),
        ("שלום", "םולש"),
        ("abc שלום def", "abc םולש def"),
        ("שלום 2026 עולם", "םלוע 2026 םולש"),
        ("(שלום)", "(םולש)"),
        ("אב (גד) הו", "וה (דג) בא"),
    ],
)
def test_right_to_left_runs_are_laid_out_from_the_right(text: str, seen: str) -> None:
    assert visual(text) == seen


@settings(deadline=None)
@given(some.text(some.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئى "), max_size=30))
def test_joining_and_turning_loses_no_letter(text: str) -> None:
    back = "".join(plain_form(letter) for letter in visual(text))
    assert sorted(back) == sorted(text)


def test_fonts_are_cut_into_the_cache_once_and_are_the_same_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents = []
    for place in ("one", "two"):
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / place))
        file = fonts._cut(REGULAR)
        assert isinstance(file, Path)
        assert fonts._cut(REGULAR) == file
        contents.append(file.read_bytes())
    assert contents[0] == contents[1]


def test_a_cache_that_cannot_be_written_does_not_stop_the_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert not isinstance(fonts._cut(BOLD), Path)

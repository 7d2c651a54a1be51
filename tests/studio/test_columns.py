import unicodedata
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affiliate_desktop.studio.columns import Column, set_column
from affiliate_desktop.studio.fonts import Face, ensure_gui
from affiliate_desktop.studio.frames import Frame, FrameKind
from affiliate_desktop.studio.lettering import Piece, wording
from affiliate_desktop.studio.measure import measured

BOX = (0.0, 0.0, 1.0, 1.0)
HEADLINE = Frame(FrameKind.TEXT, BOX, weight=800, leading=1.1, optional=False)
LINE = Frame(FrameKind.TEXT, BOX)
BUTTON = Frame(FrameKind.TEXT, BOX, weight=700, hug=True, padding=0.7, optional=False)


@pytest.fixture(autouse=True)
def _fonts() -> None:
    ensure_gui()


def set_texts(width: float, height: float, *texts: tuple[Frame, str]) -> Column:
    return set_column(
        tuple(Piece(wording(frame, text), 20, 60, floor=9, gap=8) for frame, text in texts), width, height
    )


def lines(column: Column, index: int = 0) -> list[str]:
    layout = column.blocks[index].layout
    units = layout.text().encode("utf-16-le")
    spans = [layout.lineAt(number) for number in range(layout.lineCount())]
    return [
        units[2 * line.textStart() : 2 * (line.textStart() + line.textLength())].decode("utf-16-le").strip()
        for line in spans
    ]


def test_a_short_text_is_set_at_its_largest() -> None:
    column = set_texts(900, 300, (HEADLINE, "Half price"))
    assert column.blocks[0].size == 60
    assert column.notes == ()


def test_a_long_text_shrinks_until_it_fits() -> None:
    column = set_texts(400, 160, (HEADLINE, "A longer headline that needs a few lines to be told"))
    assert 20 <= column.blocks[0].size < 60
    assert column.height <= 160.5
    assert column.notes == ()


def test_a_headline_breaks_into_even_lines() -> None:
    column = set_texts(560, 200, (HEADLINE, "Build your own website this weekend"))
    assert column.blocks[0].evenness > 0.6


def test_the_text_below_is_left_out_before_the_headline_is_cut() -> None:
    column = set_texts(300, 60, (HEADLINE, "Spring sale"), (LINE, "With a very long explanation of what is in it " * 3))
    assert [block.piece.text for block in column.blocks] == ["Spring sale"]
    assert column.notes == ("“With a very long explanation of what is…” does not fit and was left out.",)


def test_what_cannot_fit_ends_in_an_ellipsis_and_is_told() -> None:
    column = set_texts(120, 24, (HEADLINE, "A headline that is much too long for a button of this size, and goes on"))
    assert lines(column)[-1].endswith("…")
    assert column.height <= 24.5
    assert "does not fit even at its smallest size" in column.notes[0]


def test_a_button_stays_in_one_line_or_wraps_in_two() -> None:
    assert len(lines(set_texts(400, 200, (BUTTON, "Read the first chapter")))) == 1
    wrapped = set_texts(240, 200, (BUTTON, "Read the first chapter for free"))
    assert lines(wrapped) == ["Read the first", "chapter for free"]
    assert wrapped.blocks[0].fits(240)


def test_a_word_that_is_wider_than_the_column_is_broken_and_not_lost() -> None:
    word = "Donaudampfschifffahrtsgesellschaft"
    column = set_texts(110, 300, (HEADLINE, word))
    assert "".join(lines(column)) == word
    assert all(block.fits(110) for block in column.blocks)


def test_paragraphs_stand_apart() -> None:
    one = set_texts(900, 900, (LINE, "First\nSecond"))
    first, second = (one.blocks[0].layout.lineAt(number) for number in range(2))
    assert second.y() - first.y() > 1.4 * LINE.leading * one.blocks[0].size


def test_characters_that_no_font_has_are_named() -> None:
    column = set_texts(900, 100, (HEADLINE, "a\U00107777b\uf8fe c\u200d"))
    assert column.blocks[0].missing() == "\U00107777\uf8fe"
    assert set_texts(900, 100, (HEADLINE, "Ąćę ñ Ελλάδα Київ")).blocks[0].missing() == ""


TEXTS = (
    st.text(min_size=1, max_size=120).map(lambda text: "".join(c for c in text if c.isprintable())).filter(str.strip)
)


@settings(max_examples=80, deadline=None)
@given(headline=TEXTS, text=TEXTS, width=st.integers(60, 900), height=st.integers(40, 600))
def test_no_text_leaves_its_place_without_a_note(headline: str, text: str, width: int, height: int) -> None:
    column = set_texts(width, height, (HEADLINE, headline), (LINE, text))
    inside = column.height <= height + 0.5 and all(block.fits(width) for block in column.blocks)
    assert inside or column.notes
    shown = {block.piece.text for block in column.blocks}
    assert column.notes or shown == {headline, text}


def test_writing_from_right_to_left_and_combining_marks_are_set() -> None:
    for text in ("שלום עולם", "مرحبا بالعالم", "नमस्ते दुनिया", unicodedata.normalize("NFD", "Żółć"), "e" + "\u0301" * 40):
        column = set_texts(600, 200, (HEADLINE, text))
        assert column.blocks[0].width > 0


@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_words_of_both_directions_stand_in_the_order_of_the_first_one(align: str) -> None:
    def left_of(text: str, word: str) -> float:
        layout = set_texts(900, 200, (replace(HEADLINE, align=align), text)).blocks[0].layout
        place: Any = layout.lineAt(0).cursorToX(text.index(word))
        return float(place[0])

    assert left_of("Fair مرحبا", "Fair") < left_of("Fair مرحبا", "مرحبا")
    assert left_of("مرحبا بكم: Fair", "Fair") < left_of("مرحبا بكم: Fair", "بكم") < left_of("مرحبا بكم: Fair", "مرحبا")


def test_a_text_from_right_to_left_is_aligned_as_its_frame_says() -> None:
    def right_of(align: str) -> float:
        frame = replace(HEADLINE, align=align)
        layout = set_texts(900, 200, (frame, "مرحبا")).blocks[0].layout
        return float(layout.lineAt(0).naturalTextRect().right())

    assert right_of("left") < right_of("center") < right_of("right")


@pytest.mark.parametrize(
    "text", ["مرحبا بكم: shop.example/p3", "نص عربي 123 و English في", "Fair مرحبا بكم now", "שלום 2026"]
)
def test_a_text_of_both_directions_is_as_wide_as_its_words(text: str) -> None:
    column = set_texts(3000, 200, (HEADLINE, text))
    (block,) = column.blocks
    face = Face("", HEADLINE.weight, HEADLINE.width, HEADLINE.italic, HEADLINE.tracking)
    assert measured(text, face).longest * block.size == pytest.approx(block.width, rel=0.03)

"""Words are measured once for all sizes, and characters that no font has are named in the order of the text."""

import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QRawFont, QTextLayout

from affiliate_desktop.studio.fonts import SHIPPED, Face, ensure_gui, font
from affiliate_desktop.studio.measure import measured


@pytest.fixture(autouse=True)
def _fonts() -> None:
    ensure_gui()


@pytest.mark.parametrize("family", ["", *SHIPPED])
def test_families_that_come_with_the_program_hold_ascii(family: str) -> None:
    """So nothing of such a text has to be looked for."""
    face = Face(family, 400, 100.0, italic=False)
    letters = QRawFont.fromFont(font(40, face))
    assert all(letters.supportsCharacter(ord(letter)) for letter in string.printable.strip())
    assert measured(string.printable.strip(), face).missing == ""


def test_lost_characters_are_named_in_the_order_of_the_text() -> None:
    for text in ("\uf8fe and \U00107777", "\U00107777 and \uf8fe", "é \uf8fe\U00107777\uf8fd \uf8fe"):
        lost = [letter for letter in text if letter not in " andé"]
        assert measured(text, Face()).missing == "".join(dict.fromkeys(lost))


@pytest.mark.parametrize("text", ["Boots for the first warm weekend", "two  blanks , and\ttabs", "Ähre 👟 naïve", "w"])
def test_words_are_as_wide_together_as_their_line(text: str) -> None:
    known = measured(text, Face())
    layout = QTextLayout(text, font(240))
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(100_000)
    layout.endLayout()
    assert known.longest * 240 == pytest.approx(line.naturalTextWidth(), abs=1)


@given(
    st.text(alphabet="aW -\n\u200b", min_size=1, max_size=60).filter(lambda text: text.strip(" \n")),
    st.lists(st.floats(0.05, 30), min_size=1, max_size=12),
)
def test_lines_break_in_a_room_as_they_did_whatever_was_asked_before(text: str, rooms: list[float]) -> None:
    ensure_gui()
    asked = replace(measured(text, Face()), breaks_known=[])
    widths = [wide for room in rooms for wide in (*asked.broken(room)[0], room)]
    for room in (*rooms, *widths):
        assert asked.broken(room) == replace(asked, breaks_known=[]).broken(room)

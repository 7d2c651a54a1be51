import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.studio.color import contrast, hexadecimal, mixed, readable, readable_on, rgb

COLORS = st.tuples(*[st.integers(0, 255)] * 3).map(hexadecimal)


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


@given(one=COLORS, other=COLORS)
def test_contrast_is_symmetric_and_at_least_one(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one) >= 1


@given(color=COLORS)
def test_text_can_be_read_on_any_color(color: str) -> None:
    assert contrast(readable_on(color), color) >= 4


@given(color=COLORS, background=COLORS)
def test_a_color_for_text_is_itself_where_it_can_be_read_and_readable_where_not(color: str, background: str) -> None:
    assert contrast(readable(color, background), background) >= 3.6
    if contrast(color, background) >= 3.6:
        assert readable(color, background) == color


@given(over=COLORS, under=COLORS)
def test_a_mix_of_all_or_nothing_is_one_of_the_two(over: str, under: str) -> None:
    assert mixed(over, under, 1) == over
    assert mixed(over, under, 0) == under


def test_short_colors_are_read_and_words_refused() -> None:
    assert rgb("#0fA") == (0, 255, 170)
    for text in ("", "red", "#12345", "#12345g", "rgb(0,0,0)", "#fff\n#"):
        with pytest.raises(BadInput, match="no color"):
            rgb(text)

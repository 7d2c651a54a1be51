import random
from typing import Any

import pytest
import qrcode
from hypothesis import given, settings
from hypothesis import strategies as st
from qrcode import util

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.studio.code_words import LEVEL_BITS
from affiliate_desktop.studio.matrix import Matrix, matrix
from affiliate_desktop.studio.model import Level

LEVELS = list(Level)


def by_library(text: str, level: Level) -> list[list[bool]]:
    code: Any = qrcode.QRCode(error_correction=LEVEL_BITS[level])
    code.add_data(text)
    code.make()
    modules: list[list[bool]] = code.modules
    return modules


def as_lists(code: Matrix) -> list[list[bool]]:
    return [[bool(row >> column & 1) for column in range(code.size)] for row in code.rows()]


@pytest.mark.parametrize("version", range(1, 41))
def test_every_version_equals_the_library(version: int) -> None:
    level = LEVELS[version % 4]
    fits = util.BIT_LIMIT_TABLE[LEVEL_BITS[level]][version] // 8 - 3
    chance = random.Random(version)
    text = "".join(chance.choice("abcdefghijklmnopqrstuvwxyz:/?&=%-_é") for _ in range(fits * 2))
    while len(text.encode()) > fits:
        text = text[:-1]
    code = matrix(text, level)
    assert code.version == version
    assert as_lists(code) == by_library(text, level)


PARTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60),
    st.text("0123456789", max_size=80),
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 $%*+-./:", max_size=60),
)


@settings(max_examples=200, deadline=None)
@given(text=st.lists(PARTS, min_size=1, max_size=4).map("".join).filter(bool), level=st.sampled_from(LEVELS))
def test_any_text_gives_the_matrix_of_the_library(text: str, level: Level) -> None:
    assert as_lists(matrix(text, level)) == by_library(text, level)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_two_thousand_payloads_equal_the_library() -> None:
    chance = random.Random(2026)
    seen = set()
    for number in range(2000):
        version, level = 1 + number % 40, LEVELS[number // 40 % 4]
        fits = util.BIT_LIMIT_TABLE[LEVEL_BITS[level]][version] // 8 - 3
        text = "".join(chance.choice("abc:/?&=%-_~") for _ in range(fits - chance.randint(0, 2)))
        if number % 3 == 0:  # a stretch of digits or of capitals takes a mode of its own, and less room
            stretch = "".join(chance.choice("0123456789" if number % 2 else "ABC019 $%") for _ in range(fits // 2))
            text = text[: len(text) - len(stretch)] + stretch
        code = matrix(text, level)
        seen.add((code.version, level))
        assert as_lists(code) == by_library(text, level), text
    assert len(seen) == 160


@given(text=st.text("abcXYZ019/", min_size=1, max_size=200), level=st.sampled_from(LEVELS))
@settings(max_examples=40, deadline=None)
def test_runs_are_the_dark_modules(text: str, level: Level) -> None:
    code = matrix(text, level)
    bits = sum(((1 << length) - 1) << (row * code.size + column) for row, column, length in code.runs())
    assert bits == code.bits


def test_a_text_of_zero_bytes_is_a_code_too() -> None:
    assert matrix("\0" * 40).version == 3


@pytest.mark.parametrize("level", LEVELS)
def test_a_text_that_no_version_holds_is_refused_with_the_limit(level: Level) -> None:
    limit = util.BIT_LIMIT_TABLE[LEVEL_BITS[level]][40] // 8 - 3
    assert matrix("x" * limit, level).version == 40
    with pytest.raises(BadInput, match=rf"{limit + 1} bytes.*{limit} fit"):
        matrix("x" * (limit + 1), level)


@pytest.mark.parametrize("text", ["", "\ud800"])
def test_no_text_and_half_characters_are_refused(text: str) -> None:
    with pytest.raises(BadInput):
        matrix(text)

"""Names are tidy, and records are found by id or name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affiliate_desktop.core.names import (
    clean_line,
    clean_name,
    clean_notes,
    ids_named,
    same_name,
    visible,
    without_unseen,
)
from affiliate_desktop.core.problems import BadInput


def test_a_name_loses_the_blanks_around_it_and_is_composed():
    assert clean_name("  E\u0301te\u0301 2026 ") == "Été 2026"


@pytest.mark.parametrize("text", ["", "  ", "a\x00b", "a\nb", "a\u202eb", "\ud800", "a\u2028b", "x" * 201])
def test_names_that_cannot_be_read_are_refused_in_readable_words(text: str):
    with pytest.raises(BadInput) as refused:
        clean_name(text)
    assert str(refused.value).isprintable()


def test_a_line_may_be_empty_and_notes_may_have_lines():
    assert clean_line("  ", "channel") == ""
    assert clean_notes(" a\r\nb\rc\t ") == "a\nb\nc"
    with pytest.raises(BadInput, match="channel"):
        clean_line("a\tb", "channel")
    with pytest.raises(BadInput, match="control characters"):
        clean_notes("a\x07")
    with pytest.raises(BadInput, match="more than 3 characters"):
        clean_notes("abcd", longest=3)


@pytest.mark.parametrize(
    ("ref", "ids"),
    [
        (1, [1]),
        ("1", [1]),
        ("3", [4]),
        (9, []),
        ("straße", [2]),
        ("STRASSE", [2]),
        ("ÉTÉ", [1]),
        ("Twice", [5]),
        ("TWICE", [5, 6]),
        ("", []),
        ("99999999999999999999", []),
        ("²", []),
    ],
)
def test_digits_are_an_id_first_and_else_a_name_in_any_case(ref: int | str, ids: list[int]):
    names = [(1, "Été"), (2, "Straße"), (4, "3"), (5, "Twice"), (6, "twice")]
    assert ids_named(ref, names) == ids


def test_what_cannot_be_seen_is_shown_by_its_code_point():
    assert visible("a\x00\u202e\u200b\xa0é") == "a<U+0000><U+202E><U+200B><U+00A0>é"
    assert visible("x" * 70) == "x" * 60 + "…"


@given(st.text(max_size=80))
@settings(deadline=None)
def test_a_clean_name_stays_clean(text: str):
    try:
        name = clean_name(text)
    except BadInput:
        return
    assert clean_name(name) == name
    assert same_name(name, f" {name} ")


@given(st.text(max_size=50))
def test_a_text_without_what_is_unseen_is_a_clean_line(text: str):
    assert clean_line(without_unseen(text), "payer") == without_unseen(text)


def test_only_what_is_unseen_goes():
    assert (
        without_unseen(" \u200eAn\tna\x07 \U0001f469\u200d\U0001f33e\u00a0B ")
        == "An na \U0001f469\u200d\U0001f33e\u00a0B"
    )

"""JSON of the networks' interfaces becomes a table, or is refused with the reason."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.statements.json_table import open_json
from affiliate_desktop.statements.model import Cell

SINGLE = st.none() | st.booleans() | st.integers() | st.floats() | st.text()


def rows(text: str) -> list[list[Cell]]:
    return [row for chunk in open_json(text.encode(), "a.json").chunks() for row in chunk.rows]


def test_nested_values_get_names_with_dots_and_missing_ones_are_empty() -> None:
    text = '[{"id": 1, "sum": {"amount": 0.10, "unit": "EUR"}}, {"id": 2, "late": true, "tags": ["a", null]}]'
    assert rows(text) == [
        ["id", "sum.amount", "sum.unit", "late", "tags"],
        ["1", "0.10", "EUR", "", ""],
        ["2", "", "", "true", "a, "],
    ]


def test_the_records_nearest_to_the_top_are_taken_with_what_stands_beside_them() -> None:
    items = '[{"row": {"a": 1, "parts": [{"b": 2}, {"b": 3}]}}, {"row": {"a": 3, "c": 4}}]'
    text = f'{{"unit": "SEK", "data": {{"items": {items}}}}}'
    assert rows(text) == [["unit", "a", "c"], ["SEK", "1", ""], ["SEK", "3", "4"]]


def test_digits_stay_as_they_are_written() -> None:
    assert rows('[{"a": 12345678901234567890.10, "b": NaN}]')[1] == ["12345678901234567890.10", "NaN"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[{", "damaged_file"),
        ("[" * 100_000, "damaged_file"),
        ("{}", "not_a_statement"),
        ("[]", "not_a_statement"),
        ('[{"id": 1}]', "not_a_statement"),
        ('{"a": {"b": {"c": {"d": {"e": {"f": {"g": [{"x": 1, "y": 2}]}}}}}}}', "not_a_statement"),
        (json.dumps([{f"k{number}": 1 for number in range(300)}]), "too_many_columns"),
    ],
)
def test_what_holds_no_table_is_refused(text: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        open_json(text.encode(), "a.json")
    assert refused.value.code == code


@settings(deadline=None, max_examples=200)
@given(st.recursive(SINGLE, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=30))
def test_any_json_is_a_table_of_even_rows_or_refused(value: object) -> None:
    try:
        table = open_json(json.dumps(value).encode(), "a.json")
    except BadInput:
        return
    found = [row for chunk in table.chunks() for row in chunk.rows]
    assert len({len(row) for row in found}) == 1
    assert len(found) == table.size()


def test_of_a_list_inside_a_record_one_object_is_taken_and_never_one_of_several() -> None:
    text = '[{"id": 1, "parts": [{"sum": 5}]}, {"id": 2, "parts": [{"sum": 6}, {"sum": 7}]}]'
    assert rows(text) == [["id", "parts.sum"], ["1", "5"], ["2", ""]]


def test_a_name_that_stands_twice_in_a_record_is_refused() -> None:
    with pytest.raises(BadInput, match="names “id” twice"):
        rows('[{"id": 1, "sum": 2, "id": 3}]')

"""Label sheets: every shipped one fits its paper, and what does not fit is refused with the measure."""

from collections.abc import Mapping
from math import inf, nan
from typing import Any

import pytest

from affiliate_desktop.core.problems import BadInput, NotFound
from affiliate_desktop.studio.label_sheet import SLACK_MM, LabelShape, LabelSheet, find_sheet, sheet_of, shipped_sheets

GOOD: Mapping[str, Any] = {
    "id": "own-1",
    "brand": "Own",
    "part": "1",
    "paper": "A4",
    "shape": "rect",
    "label": [70, 37],
    "grid": [3, 8],
    "first": [0, 0.5],
    "pitch": [70, 37],
}


def test_the_sheets_of_six_makers_ship_with_the_program() -> None:
    sheets = shipped_sheets()
    assert len(sheets) == 63
    assert len({sheet.id for sheet in sheets}) == 63
    assert {sheet.brand for sheet in sheets} >= {"Avery", "Avery Zweckform", "Herma"}
    assert all(sheet.source and sheet.certainty for sheet in sheets)


@pytest.mark.parametrize("sheet", shipped_sheets(), ids=lambda sheet: sheet.id)
def test_the_last_label_of_a_shipped_sheet_lies_on_the_paper(sheet: LabelSheet) -> None:
    for axis in (0, 1):
        last = sheet.first[axis] + (sheet.grid[axis] - 1) * sheet.pitch[axis] + sheet.label[axis]
        assert last <= sheet.page[axis] + SLACK_MM
    if sheet.shape in {LabelShape.ROUND, LabelShape.SQUARE}:
        assert sheet.label[0] == sheet.label[1]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("avery-l7160", "avery-l7160"),
        ("Avery L7160", "avery-l7160"),
        ("l7160", "avery-l7160"),
        ("8160", "avery-5160"),
        (" herma 4625 ", "herma-4625"),
    ],
)
def test_a_sheet_is_found_by_id_name_or_part_number(name: str, found: str) -> None:
    assert find_sheet(name, shipped_sheets()).id == found


def test_an_unknown_sheet_is_told() -> None:
    with pytest.raises(NotFound, match="label list"):
        find_sheet("nothing", shipped_sheets())


def test_a_sheet_is_read_from_its_keys() -> None:
    sheet = sheet_of(GOOD, own=True)
    assert (sheet.count, sheet.page, sheet.name, sheet.own) == (24, (210.0, 297.0), "Own 1", True)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"paper": "A9"}, "paper"),
        ({"shape": "star"}, "shape"),
        ({"grid": [0, 8]}, "from 1 to"),
        ({"grid": [3.5, 8]}, "whole numbers"),
        ({"grid": [3, 9]}, "down, the labels reach 36.50 mm past the paper"),
        ({"pitch": [60, 37]}, "across, the labels overlap"),
        ({"label": [2, 37]}, "at least 5 mm"),
        ({"label": ["70", 37]}, "two numbers"),
        ({"label": [True, 37]}, "two numbers"),
        ({"first": [-1, 0]}, "outside"),
        ({"label": [nan, 37]}, "outside"),
        ({"pitch": [70, inf]}, "outside"),
        ({"color": "red"}, "color"),
    ],
)
def test_a_sheet_that_cannot_be_is_refused_with_its_measure(change: dict[str, Any], reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        sheet_of({**GOOD, **change})


def test_a_sheet_without_a_measure_is_refused() -> None:
    with pytest.raises(BadInput, match="pitch"):
        sheet_of({key: value for key, value in GOOD.items() if key != "pitch"})

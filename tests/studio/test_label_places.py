"""Places of labels: row by row, from any label on, moved as the printer needs it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.studio.label_places import (
    Calibration,
    checked_calibration,
    next_start,
    pages_of,
    places,
)
from affiliate_desktop.studio.label_sheet import LabelSheet, find_sheet, shipped_sheets

L7160 = find_sheet("avery-l7160", shipped_sheets())


def test_labels_run_row_by_row_from_the_first_free_one() -> None:
    found = list(places(L7160, 3, start=21))
    assert found[0].page == 0
    assert (found[0].left, found[0].top) == pytest.approx((7.2 + 2 * 66.04, 15.15 + 6 * 38.1))
    assert [(place.page, round(place.left, 3), round(place.top, 3)) for place in found[1:]] == [
        (1, 7.2, 15.15),
        (1, 73.24, 15.15),
    ]


def test_a_calibrated_printer_gets_every_label_moved() -> None:
    straight = list(places(L7160, 5))
    moved = list(places(L7160, 5, calibration=Calibration(0.5, -0.3)))
    for before, after in zip(straight, moved, strict=True):
        assert (after.left - before.left, after.top - before.top) == pytest.approx((0.5, -0.3))


@given(st.sampled_from(shipped_sheets()), st.integers(0, 1000), st.data())
def test_two_jobs_use_a_sheet_as_one_would(sheet: LabelSheet, count: int, data: st.DataObject) -> None:
    start = data.draw(st.integers(1, sheet.count))
    first = data.draw(st.integers(0, count))
    whole = [(place.left, place.top) for place in places(sheet, count, start)]
    second = next_start(sheet, first, start)
    parts = [*places(sheet, first, start), *places(sheet, count - first, second)]
    assert [(place.left, place.top) for place in parts] == whole
    assert pages_of(sheet, count, start) == max((place.page + 1 for place in places(sheet, count, start)), default=0)


@pytest.mark.parametrize("start", [0, 22, -1])
def test_a_sheet_has_no_label_before_its_first_or_after_its_last(start: int) -> None:
    with pytest.raises(BadInput, match="labels 1 to 21"):
        list(places(L7160, 1, start))


def test_a_printer_that_is_off_by_centimeters_is_a_mistake() -> None:
    with pytest.raises(BadInput):
        checked_calibration(Calibration(0, 12))
    with pytest.raises(BadInput):
        checked_calibration(Calibration(float("nan"), 0))

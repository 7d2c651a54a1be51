"""What is dragged goes to lines that are near, and to no others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from affiliate_desktop.studio.snapping import guides_of, snap_edges, snap_move

GUIDES = guides_of(300, 200, 10, [QRectF(40, 60, 50, 20)])


def test_a_page_has_lines_at_its_edges_middle_safe_area_and_neighbors() -> None:
    assert list(GUIDES.upright) == [0, 10, 40, 65, 90, 150, 290, 300]
    assert list(GUIDES.level) == [0, 10, 60, 70, 80, 100, 190, 200]


@pytest.mark.parametrize(
    ("area", "right", "down", "upright", "level"),
    [
        (QRectF(12, 120, 30, 30), -2, 0, (10, 40), ()),
        (QRectF(131, 90, 40, 21), -1, -0.5, (150,), (100,)),
        (QRectF(200, 120, 30, 30), 0, 0, (), ()),
        (QRectF(263, 3, 25, 33), 2, -3, (290,), (0,)),
    ],
)
def test_the_nearest_line_wins(
    area: QRectF, right: float, down: float, upright: tuple[float, ...], level: tuple[float, ...]
) -> None:
    snap = snap_move(area, GUIDES, 4)
    assert (snap.right, snap.down) == (right, down)
    assert (snap.upright, snap.level) == (upright, level)


def test_only_the_edges_that_are_pulled_go_to_lines() -> None:
    area, snap = snap_edges(QRectF(12, 62, 136, 50), "r", GUIDES, 4)
    assert area == QRectF(12, 62, 138, 50)
    assert list(snap.upright) == [150]
    area, snap = snap_edges(QRectF(12, 62, 136, 50), "lt", GUIDES, 4)
    assert area == QRectF(10, 60, 138, 52)
    assert (snap.upright, snap.level) == ((10,), (60,))


@given(st.floats(-50, 350), st.floats(-50, 250), st.floats(1, 200), st.floats(1, 200), st.floats(0, 10))
def test_nothing_snaps_farther_than_it_may(left: float, top: float, width: float, height: float, within: float) -> None:
    snap = snap_move(QRectF(left, top, width, height), GUIDES, within)
    assert abs(snap.right) <= within
    assert abs(snap.down) <= within

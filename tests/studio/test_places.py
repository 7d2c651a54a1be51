from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from affiliate_desktop.studio.frames import Frame, FrameKind
from affiliate_desktop.studio.places import area_of, box_of, mirrored, with_bleed
from affiliate_desktop.studio.sheet import Sheet

FRAME = Frame(FrameKind.SHAPE, (0.1, 0.2, 0.3, 0.4))


def sheet(width: float, height: float, reference: tuple[float, float] | None = (200, 100)) -> Sheet:
    return Sheet(width, height, 9, 1, {}, reference=reference)


def edges(area: QRectF) -> tuple[float, float, float, float]:
    return area.x(), area.y(), area.width(), area.height()


def test_without_an_anchor_a_frame_is_a_share_of_the_page() -> None:
    assert edges(area_of(FRAME, sheet(1000, 100))) == pytest.approx((100, 20, 300, 40))


@pytest.mark.parametrize(
    ("anchor", "expected"),
    [
        ("left", (20, 20, 60, 40)),  # 20 from the left edge, as on the reference page
        ("right", (820, 20, 60, 40)),  # 120 from the right edge
        ("left right", (20, 20, 860, 40)),
        ("center", (420, 20, 60, 40)),
        ("bottom", (100, 20, 300, 40)),
    ],
)
def test_an_anchored_side_keeps_its_distance_when_the_page_becomes_wider(
    anchor: str, expected: tuple[float, ...]
) -> None:
    assert edges(area_of(replace(FRAME, anchor=anchor), sheet(1000, 100))) == pytest.approx(expected)


def test_an_anchored_frame_grows_with_the_shorter_edge_of_the_page() -> None:
    area = area_of(replace(FRAME, anchor="left top"), sheet(2000, 400))
    assert edges(area) == pytest.approx((80, 80, 240, 160))


ANCHORS = st.lists(st.sampled_from(["left", "right", "center", "top", "bottom", "middle"]), unique=True)
SHARES = st.floats(0.05, 0.9)


@given(
    words=ANCHORS,
    box=st.tuples(SHARES, SHARES, SHARES, SHARES),
    width=st.integers(50, 3000),
    height=st.integers(50, 3000),
)
def test_a_frame_put_where_it_is_has_the_box_it_had(
    words: list[str], box: tuple[float, float, float, float], width: int, height: int
) -> None:
    frame = Frame(FrameKind.SHAPE, box, anchor=" ".join(words))
    page = sheet(width, height)
    area = area_of(frame, page)
    again = area_of(replace(frame, box=box_of(area, frame, page)), page)
    assert edges(again) == pytest.approx(edges(area), abs=1e-6 * max(width, height))


def test_what_touches_an_edge_reaches_into_the_bleed_and_what_does_not_stays() -> None:
    page = replace(sheet(200, 100), bleed=(3, 3, 3, 3))
    whole = replace(FRAME, box=(0, 0, 1, 0.5))
    assert edges(with_bleed(whole, area_of(whole, page), page)) == pytest.approx((-3, -3, 206, 53))
    assert edges(with_bleed(FRAME, area_of(FRAME, page), page)) == edges(area_of(FRAME, page))
    text = replace(whole, kind=FrameKind.TEXT)
    assert edges(with_bleed(text, area_of(text, page), page)) == (0, 0, 200, 50)


def test_mirroring_twice_changes_nothing() -> None:
    frame = replace(FRAME, anchor="left top", align="right", lean=0.2)
    again = mirrored(mirrored(frame))
    assert again.box == pytest.approx(frame.box)
    assert replace(again, box=frame.box) == frame

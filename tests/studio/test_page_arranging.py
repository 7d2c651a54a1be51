"""Edits on a page at hand: what is seen goes where it was put, whatever the anchor and the page's proportions."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSize

from affiliate_desktop.studio import arranging
from affiliate_desktop.studio.design_catalog import DesignCatalog
from affiliate_desktop.studio.frames import Frame, FrameKind
from affiliate_desktop.studio.leaves import Specimen, leaf_sheet, leaves, specimen, thumbnail
from affiliate_desktop.studio.page_arranging import anchored, at_area, on_page
from affiliate_desktop.studio.places import area_of
from affiliate_desktop.studio.sample import sample_texts
from affiliate_desktop.studio.seen import frame_at, seen_frames
from affiliate_desktop.studio.sheet import Sheet
from tests.studio import draw

ANCHORS = ("", "left", "right top", "center middle", "left right", "left right top bottom", "bottom")
COLORS = {"background": "#ffffff", "foreground": "#000000", "accent": "#336699"}


def sheet(width: float = 600.0, height: float = 200.0) -> Sheet:
    return Sheet(width, height, 9, 1, {}, colors=COLORS, reference=(300.0, 250.0))


def shape(**values: object) -> Frame:
    return replace(Frame(FrameKind.SHAPE, (0.1, 0.2, 0.3, 0.4), fill="accent"), **values)  # type: ignore[arg-type]


def near(one: QRectF, other: QRectF) -> bool:
    return one.getRect() == pytest.approx(other.getRect(), abs=1e-6)


@given(st.sampled_from(ANCHORS), st.floats(-50, 50), st.floats(-50, 50), st.floats(40, 900), st.floats(40, 900))
def test_a_frame_goes_as_far_as_it_was_moved(
    anchor: str, right: float, down: float, width: float, height: float
) -> None:
    page, frames = sheet(width, height), (shape(anchor=anchor), shape(anchor=anchor, square=0.2))
    made = on_page(frames, page, lambda f: arranging.moved(f, {0, 1}, right / width, down / height))
    for before, after in zip(frames, made, strict=True):
        assert near(area_of(after, page), area_of(before, page).translated(right, down))
        assert after.square == before.square


@pytest.mark.parametrize("anchor", ANCHORS)
def test_a_frame_is_put_at_a_rectangle_and_keeps_its_place_when_it_gets_another_anchor(anchor: str) -> None:
    page, wanted = sheet(), QRectF(30, 20, 200, 90)
    made = at_area(shape(), wanted, page)
    assert near(area_of(made, page), wanted)
    assert near(area_of(anchored(made, anchor, page), page), wanted)


def test_a_square_frame_stays_square_when_it_is_resized() -> None:
    page = sheet()
    made = at_area(shape(square=0.2, align="center", valign="middle"), QRectF(10, 10, 80, 60), page)
    area = area_of(made, page)
    assert area.width() == area.height() == pytest.approx(60)
    assert area.center() == QPointF(50, 40)


def test_frames_that_stay_are_the_same() -> None:
    frames = (shape(anchor="right"), shape())
    made = on_page(frames, sheet(), lambda f: arranging.moved(f, {1}, 0.1, 0.0))
    assert made[0] is frames[0]


def test_texts_of_a_stack_are_seen_where_they_stand() -> None:
    design = DesignCatalog().get("banner")
    leaf = next(leaf for leaf in leaves(design) if leaf.spot == "rectangle")
    frames, page = leaf_sheet(design, leaf, specimen(sample_texts(design), {}))
    seen = {each.index: each.area for each in seen_frames(frames, page)}
    stack = [index for index in seen if frames[index].stack]
    assert len(stack) > 1
    tops = [seen[index].top() for index in stack]
    assert tops == sorted(tops)
    assert all(seen[low].bottom() <= seen[high].top() + 1e-6 for low, high in pairwise(stack))
    assert frame_at(seen_frames(frames, page), seen[stack[1]].center()) == stack[1]


def test_the_topmost_frame_is_met_first_and_the_next_below_it_on_asking_again() -> None:
    frames = (shape(box=(0, 0, 1, 1)), shape(box=(0, 0, 0.5, 0.5)), shape(box=(0, 0, 0.5, 0.5), turn=45.0))
    seen = seen_frames(frames, replace(sheet(), reference=None))
    middle = QPointF(150, 50)
    assert frame_at(seen, middle) == 2
    assert frame_at(seen, middle, below=2) == 1
    assert frame_at(seen, middle, below=0) == 2
    assert frame_at(seen, QPointF(5, 50)) == 1
    assert frame_at(seen, QPointF(-5, -5)) is None


@pytest.mark.parametrize(("ident", "count"), [("banner", 11), ("flyer", 7), ("card", 1), ("tearoff", 6)])
def test_every_page_of_a_design_can_be_filled(ident: str, count: int) -> None:
    design = DesignCatalog().get(ident)
    pages = leaves(design)
    assert len(pages) == count
    for leaf in pages:
        frames, page = leaf_sheet(design, leaf, Specimen(sample_texts(design)))
        assert page.width == leaf.width
        assert seen_frames(frames, page)


def test_a_thumbnail_is_the_page_and_its_memory_stays_small() -> None:
    design = DesignCatalog().get("banner")
    filled = specimen(sample_texts(design), {"picture": draw.photo()})
    leaf, memory = leaves(design)[0], {}  # type: ignore[var-annotated]
    first = thumbnail(design, leaf, filled, QSize(100, 66), memory)
    assert first.height() == 66
    assert abs(first.width() / first.height() - leaf.width / leaf.height) < 0.02
    assert thumbnail(design, leaf, filled, QSize(100, 66), memory) == first
    for edge in range(20, 60):
        thumbnail(design, leaf, filled, QSize(edge, edge), memory)
    assert "pictures" not in memory  # those that are kept are shared by all sizes; see the test of levels
    assert thumbnail(design, leaf, filled, QSize(100, 66), memory) == first

"""Guides are dragged out of the rulers, snapped to, moved, nudged and removed, and saved with the design."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from affiliate_desktop.gui.editor.rulers import BREADTH, Ruler
from affiliate_desktop.studio.frames import Guides
from affiliate_desktop.studio.guides import LEVEL, UPRIGHT, Line, guides_at
from affiliate_desktop.studio.places import area_of
from tests.gui.editor.conftest import LEFT, PLAIN, Hand, Open, send_move


def ruler(hand: Hand, *, across: bool) -> Ruler:
    return next(each for each in hand.canvas.findChildren(Ruler) if (each.width() > each.height()) is across)


def pull(hand: Hand, place: QPoint, *, across: bool, keys: Qt.KeyboardModifier = PLAIN) -> None:
    """Drags a guide out of a ruler to a place of the viewport."""
    source = ruler(hand, across=across)
    there = source.mapFromGlobal(hand.view.mapToGlobal(place))
    start = QPoint(there.x(), BREADTH // 2) if across else QPoint(BREADTH // 2, there.y())
    QTest.mousePress(source, LEFT, keys, start)
    for part in (0.4, 1.0):
        send_move(source, start + (there - start) * part, keys)
    QTest.mouseRelease(source, LEFT, keys, there)


def own(hand: Hand) -> Guides:
    return guides_at(hand.editing.design, hand.editing.leaf.spot)


def chosen(hand: Hand) -> Line | None:
    return hand.editing.guide


def at(hand: Hand, across: float, down: float) -> QPoint:
    """The point of the viewport at shares of the page."""
    leaf, view = hand.editing.leaf, hand.canvas.view()
    return QPointF(view.x(across * leaf.width), view.y(down * leaf.height)).toPoint()


def test_a_guide_comes_out_of_each_ruler_and_stands_on_whole_steps(edit: Open) -> None:
    hand = edit("flyer")
    pull(hand, at(hand, 0.31, 0.62), across=False)
    pull(hand, at(hand, 0.31, 0.62), across=True)
    found, leaf = own(hand), hand.editing.leaf
    near = 8 / hand.canvas.view().scale
    assert found.upright[0] * leaf.width == pytest.approx(0.31 * leaf.width, abs=near)
    assert found.level[0] * leaf.height == pytest.approx(0.62 * leaf.height, abs=near)
    assert chosen(hand) == (LEVEL, 0)
    assert hand.editing.stack.count() == 2
    hand.press("Undo")
    assert own(hand) == Guides(found.upright)
    hand.press("Redo")
    assert own(hand) == found


def test_a_guide_is_drawn_over_the_page_only_while_guides_are_shown(edit: Open) -> None:
    hand = edit("flyer")
    before = hand.canvas.viewport().grab().toImage()
    pull(hand, at(hand, 0.31, 0.5), across=False)
    hand.editing.choose_guide(None)
    drawn = hand.canvas.viewport().grab().toImage()
    assert drawn != before
    hand.editor.guides.click()
    without = hand.canvas.viewport().grab().toImage()
    assert without != drawn
    place = at(hand, own(hand).upright[0], 0.1)
    assert hand.canvas.guide_at(QPointF(place)) is None
    pull(hand, at(hand, 0.8, 0.5), across=False)
    assert hand.editor.guides.isChecked()
    assert hand.editing.guides_shown
    assert len(own(hand).upright) == 2


def test_what_is_dragged_snaps_to_a_guide(edit: Open) -> None:
    hand = edit("flyer")
    hand.press("Add: Shape")
    index = next(iter(hand.editing.selection))
    pull(hand, at(hand, 0.83, 0.5), across=False, keys=Qt.KeyboardModifier.AltModifier)
    line = own(hand).upright[0] * hand.editing.leaf.width
    hand.editing.choose([index])
    right = area_of(hand.editing.frames[index], hand.editing.sheet()).right()
    hand.drag(hand.canvas.place_of(index), round((line - right) * hand.canvas.view().scale) + 1, 0)
    assert area_of(hand.editing.frames[index], hand.editing.sheet()).right() == pytest.approx(line)


def test_a_guide_is_moved_nudged_and_dragged_off(edit: Open) -> None:
    hand = edit("card")
    pull(hand, at(hand, 0.31, 0.5), across=False)
    first, leaf = own(hand).upright[0], hand.editing.leaf
    hand.drag(at(hand, first, 0.02), 31, 0, Qt.KeyboardModifier.AltModifier)
    second = own(hand).upright[0]
    assert (second - first) * leaf.width * hand.canvas.view().scale == pytest.approx(31, abs=2)
    steps = hand.editing.stack.count()
    hand.keys(Qt.Key.Key_Right)
    hand.keys(Qt.Key.Key_Right)
    hand.keys(Qt.Key.Key_Up)
    assert (own(hand).upright[0] - second) * leaf.width == pytest.approx(2 * 0.5 * leaf.units)
    assert hand.editing.stack.count() == steps + 1
    hand.drag(at(hand, own(hand).upright[0], 0.02), -hand.view.width(), 0)
    assert own(hand) == Guides()
    hand.press("Undo")
    assert len(own(hand).upright) == 1


def test_delete_removes_the_selected_guide_and_no_frame(edit: Open) -> None:
    hand = edit("flyer")
    frames = hand.editing.frames
    pull(hand, at(hand, 0.31, 0.62), across=True)
    hand.keys(Qt.Key.Key_Escape)
    assert chosen(hand) is None
    hand.click(at(hand, 0.01, own(hand).level[0]))
    assert chosen(hand) == (LEVEL, 0)
    assert "mm" in hand.editor.frame_form.heading.text()
    hand.keys(Qt.Key.Key_Delete)
    assert own(hand) == Guides()
    assert hand.editing.frames == frames
    assert chosen(hand) is None


def test_escape_and_the_ruler_give_a_new_guide_up(edit: Open) -> None:
    hand = edit("flyer")
    source = ruler(hand, across=True)
    QTest.mousePress(source, LEFT, PLAIN, QPoint(100, 8))
    send_move(source, QPoint(100, 120), PLAIN)
    assert own(hand).level
    hand.keys(Qt.Key.Key_Escape)
    QTest.mouseRelease(source, LEFT, PLAIN, QPoint(100, 120))
    assert own(hand) == Guides()
    QTest.mousePress(source, LEFT, PLAIN, QPoint(100, 8))
    send_move(source, QPoint(100, 120), PLAIN)
    send_move(source, QPoint(100, 8), PLAIN)
    QTest.mouseRelease(source, LEFT, PLAIN, QPoint(100, 8))
    assert own(hand) == Guides()
    assert hand.editing.stack.count() == 0


def test_guides_are_added_and_cleared_without_a_mouse_and_belong_to_their_variant(edit: Open) -> None:
    hand = edit("banner")
    hand.editor.commands.actions["guide-upright"].trigger()
    hand.editor.commands.actions["guide-level"].trigger()
    assert own(hand) == Guides((0.5,), (0.5,))
    assert chosen(hand) == (LEVEL, 0)
    other = next(leaf for leaf in hand.editing.leaves if leaf.spot != hand.editing.leaf.spot)
    first = hand.editing.leaf
    hand.editing.turn_to(other)
    assert own(hand) == Guides()
    assert chosen(hand) is None
    hand.editing.turn_to(first)
    hand.editor.commands.actions["no-guides"].trigger()
    assert own(hand) == Guides()
    assert not hand.editor.commands.actions["no-guides"].isEnabled()
    assert hand.canvas.guide_at(QPointF(at(hand, 0.5, 0.01))) is None
    assert UPRIGHT not in hand.editing.design.guides

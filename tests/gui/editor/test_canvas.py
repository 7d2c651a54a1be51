"""On the canvas frames are selected, moved, pulled and nudged by hand."""

import math

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest

from affiliate_desktop.gui.editor.gestures import moving_area
from affiliate_desktop.studio.places import area_of
from tests.gui.editor.conftest import Hand, Open, send_move

Keys = Qt.KeyboardModifier
SHIFT, ALT, CTRL = Keys.ShiftModifier, Keys.AltModifier, Keys.ControlModifier


def area(hand: Hand, content: str):
    return area_of(hand.frame(content), hand.editing.sheet())


def test_a_click_selects_shift_adds_and_the_table_selects_nothing(edit: Open) -> None:
    hand = edit("card")
    texts = [frame.content for frame in hand.editing.frames if frame.content.startswith("{contact")]
    assert len(texts) > 1
    hand.click(hand.place(texts[0]))
    assert hand.editing.selection == {hand.index(texts[0])}
    assert hand.frame(texts[0]).name in hand.canvas.accessibleDescription()
    hand.click(hand.place(texts[1]), SHIFT)
    assert hand.editing.selection == {hand.index(texts[0]), hand.index(texts[1])}
    hand.click(hand.place(texts[1]), SHIFT)
    assert hand.editing.selection == {hand.index(texts[0])}
    hand.click(QPoint(3, 3))
    assert not hand.editing.selection


def test_alt_selects_what_lies_below(edit: Open) -> None:
    hand = edit("flyer")
    place = hand.place("{headline}")
    hand.click(place)
    headline = hand.editing.selection
    assert headline == {hand.index("{headline}")}
    hand.click(place, ALT)
    below = hand.editing.one()
    assert below is not None
    assert below.kind == "shape"
    hand.click(place)
    assert hand.editing.selection == headline


def test_a_rubber_band_selects_what_it_touches(edit: Open) -> None:
    hand = edit("flyer")
    size = hand.view.size()
    hand.drag(QPoint(5, 5), size.width() - 10, size.height() - 10)
    assert hand.editing.selection == {each.index for each in hand.editing.seen()}


def test_what_is_dragged_snaps_to_the_middle_of_the_page(edit: Open) -> None:
    hand = edit("flyer")
    hand.press("Add: Shape")
    index = next(iter(hand.editing.selection))
    view = hand.canvas.view()
    before = hand.editing.seen()
    start = next(each.area for each in before if each.index == index)
    hand.drag(hand.canvas.place_of(index), 40, 0)
    moved = next(each.area for each in hand.editing.seen() if each.index == index)
    assert moved.left() > start.left() + 20 / view.scale
    middle = hand.editing.leaf.width / 2
    hand.drag(hand.canvas.place_of(index), round((middle - moved.center().x()) * view.scale) + 4, 0)
    again = next(each.area for each in hand.editing.seen() if each.index == index)
    assert again.center().x() == pytest.approx(middle)
    hand.drag(hand.canvas.place_of(index), 13, 0, ALT)
    free = next(each.area for each in hand.editing.seen() if each.index == index)
    assert free.center().x() == pytest.approx(middle + 13 / view.scale, abs=1)


def test_a_handle_resizes_and_shift_keeps_the_proportions(edit: Open) -> None:
    hand = edit("banner")
    hand.press("Add: Shape")
    index = next(iter(hand.editing.selection))
    before = next(each.area for each in hand.editing.seen() if each.index == index)
    scale = hand.canvas.view().scale
    hand.drag(hand.canvas.place_of_handle("rb"), 31, 17, ALT)
    after = next(each.area for each in hand.editing.seen() if each.index == index)
    assert after.topLeft() == before.topLeft()
    assert after.width() == pytest.approx(before.width() + 31 / scale, abs=1)
    assert after.height() == pytest.approx(before.height() + 17 / scale, abs=1)
    hand.drag(hand.canvas.place_of_handle("rb"), 40, 0, SHIFT)
    grown = next(each.area for each in hand.editing.seen() if each.index == index)
    assert grown.width() / grown.height() == pytest.approx(after.width() / after.height(), rel=1e-3)
    assert grown.width() > after.width()


def test_arrows_nudge_and_a_run_of_them_is_one_step(edit: Open) -> None:
    hand = edit("flyer")
    hand.click(hand.place("{cta}"))
    before, steps = area(hand, "{cta}"), hand.editing.stack.count()
    for _ in range(3):
        hand.keys(Qt.Key.Key_Right)
    hand.keys(Qt.Key.Key_Down, SHIFT)
    after = area(hand, "{cta}")
    assert (after.x() - before.x(), after.y() - before.y()) == pytest.approx((15, 50))
    assert area(hand, "{link}").x() == after.x()
    assert hand.editing.stack.count() == steps + 1
    hand.press("Undo")
    assert area(hand, "{cta}") == before
    hand.press("Redo")
    assert area(hand, "{cta}") == after


def test_escape_gives_a_drag_up(edit: Open) -> None:
    hand = edit("flyer")
    hand.click(hand.place("{cta}"))
    before = hand.editing.design
    place = hand.place("{cta}")
    QTest.mousePress(hand.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    for way in (20, 50):
        send_move(hand.view, place + QPoint(way, way), Qt.KeyboardModifier.NoModifier)
    assert hand.editing.design != before
    hand.keys(Qt.Key.Key_Escape)
    assert hand.editing.design == before
    assert hand.editing.stack.count() == 0
    hand.keys(Qt.Key.Key_Escape)
    assert not hand.editing.selection


def test_the_wheel_zooms_at_the_pointer(edit: Open) -> None:
    hand = edit("flyer")
    place = QPointF(hand.place("{cta}"))
    held = hand.canvas.view().to_page(place)
    for _ in range(6):
        event = QWheelEvent(
            place, place, QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton, CTRL, Qt.ScrollPhase.NoScrollPhase, False
        )
        QCoreApplication.sendEvent(hand.view, event)
    assert hand.canvas.view().scale > 1
    now = hand.canvas.view().to_page(place)
    assert (now.x(), now.y()) == pytest.approx((held.x(), held.y()), abs=3)
    QTest.mouseClick(hand.editor.zoom, Qt.MouseButton.LeftButton)
    assert hand.editor.zoom.text() == "100 %"


def test_another_page_is_shown_from_the_previews(edit: Open) -> None:
    hand = edit("banner")
    previews = hand.editor.previews
    row = next(row for row, leaf in enumerate(hand.editing.leaves) if leaf.spot == "leaderboard")
    index = previews.pages.index(row, 0)
    previews.scrollTo(index)
    QTest.mouseClick(
        previews.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        previews.visualRect(index).center(),
    )
    assert hand.editing.leaf.spot == "leaderboard"
    assert hand.editor.layers.layers.rowCount() == len(hand.editing.design.variants["leaderboard"])


def test_the_round_handle_turns_in_eighths_steps_or_freely(edit: Open) -> None:
    hand = edit("banner")
    hand.press("Add: Shape")
    at, steps = next(iter(hand.editing.selection)), hand.editing.stack.count()
    area_before = area_of(hand.editing.frames[at], hand.editing.sheet())
    middle, grip = hand.canvas.place_of(at), hand.canvas.place_of_handle("o")
    reach = middle.y() - grip.y()

    def turn_to(degrees: float, keys: Qt.KeyboardModifier = Keys.NoModifier) -> float:
        start = hand.canvas.place_of_handle("o")
        angle = math.radians(degrees)
        end = QPointF(middle) + QPointF(math.sin(angle), -math.cos(angle)) * 3 * reach
        hand.drag(start, end.x() - start.x(), end.y() - start.y(), keys)
        return hand.editing.frames[at].turn

    assert turn_to(43) == 45
    assert turn_to(33, SHIFT) == 30
    assert turn_to(-43, ALT) == pytest.approx(-43, abs=0.6)
    assert hand.editing.stack.count() == steps + 3
    assert area_of(hand.editing.frames[at], hand.editing.sheet()).getRect() == pytest.approx(area_before.getRect())
    assert turn_to(89) == 90
    upright = next(each.area for each in hand.editing.seen() if each.index == at)
    assert upright.center().toPoint() == area_before.center().toPoint()
    assert upright.size().transposed().toSize() == area_before.size().toSize()
    for _ in range(4):
        hand.press("Undo")
    assert hand.editing.frames[at].turn == 0


def test_a_corner_of_a_turned_frame_is_pulled_along_its_own_edges(edit: Open) -> None:
    hand = edit("banner")
    hand.press("Add: Shape")
    at = next(iter(hand.editing.selection))
    field = hand.editor.frame_form.entries["turn"].field
    field.setValue(30)  # type: ignore[attr-defined]
    before, held = area_of(hand.editing.frames[at], hand.editing.sheet()), hand.canvas.place_of_handle("lt")
    scale, angle = hand.canvas.view().scale, math.radians(30)
    hand.drag(hand.canvas.place_of_handle("rb"), 60 * math.cos(angle), 60 * math.sin(angle), ALT)
    after = area_of(hand.editing.frames[at], hand.editing.sheet())
    assert after.width() == pytest.approx(before.width() + 60 / scale, abs=1.5 / scale)
    assert after.height() == pytest.approx(before.height(), abs=1.5 / scale)
    assert (hand.canvas.place_of_handle("lt") - held).manhattanLength() <= 2


def test_a_part_that_repeats_is_turned_by_quarters(edit: Open) -> None:
    hand = edit("tearoff")
    at = next(index for index, frame in enumerate(hand.editing.frames) if frame.kind == "part")
    hand.editing.choose({at})
    steps, before = hand.editing.stack.count(), hand.editing.frames[at].turn
    hand.drag(hand.canvas.place_of_handle("o"), 30, 6)
    assert hand.editing.frames[at].turn == before
    middle, grip = hand.canvas.place_of(at), hand.canvas.place_of_handle("o")
    reach = middle.y() - grip.y()
    hand.drag(grip, reach, reach - 5)
    assert hand.editing.frames[at].turn == (before + 270) % 360 - 180
    assert hand.editing.stack.count() == steps + 1


def test_several_frames_are_turned_about_their_common_middle(edit: Open) -> None:
    hand = edit("banner")
    for left in (20.0, 200.0):
        hand.press("Add: Shape")
        hand.editor.frame_form.entries["x"].field.setValue(left)  # type: ignore[attr-defined]
    last = len(hand.editing.frames) - 1
    hand.editing.choose({last - 1, last})
    around = moving_area(hand.editing)
    middle, grip = hand.canvas.view().to_screen(around).center(), hand.canvas.place_of_handle("o")
    end = middle + QPointF(0, middle.y() - grip.y())
    hand.drag(grip, 60, 60)
    hand.editing.stack.undo()
    hand.drag(grip, end.x() - grip.x(), end.y() - grip.y())
    first, second = (area_of(hand.editing.frames[at], hand.editing.sheet()) for at in (last - 1, last))
    assert (first.x(), second.x()) == pytest.approx((200, 20))
    assert moving_area(hand.editing).getRect() == pytest.approx(around.getRect())


def test_the_round_handle_hangs_below_where_there_is_no_room_above(edit: Open) -> None:
    hand = edit("card")
    hand.click(hand.place("link"))
    assert hand.canvas.place_of_handle("o").y() < hand.canvas.place_of_handle("t").y()
    hand.canvas.zoom_in()
    bar = hand.canvas.verticalScrollBar()
    bar.setValue(bar.value() + hand.canvas.place_of_handle("t").y() - 4)
    grip = hand.canvas.place_of_handle("o")
    assert grip.y() > hand.canvas.place_of_handle("b").y()
    middle = hand.place("link")
    assert hand.canvas.handle_at(QPointF(grip)) == "o"
    hand.drag(grip, grip.y() - middle.y(), middle.y() - grip.y())
    assert hand.frame("link").turn == -90

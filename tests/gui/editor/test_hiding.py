"""Layers are hidden and locked by their eye and lock and by keys; the canvas and the findings go by it."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from affiliate_desktop.gui.editor.layer_rows import sign_area
from tests.gui.editor.conftest import LEFT, PLAIN, Hand, Open

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def click_sign(hand: Hand, at: int, sign: str) -> None:
    view = hand.editor.layers
    index = view.layers.index(view.layers.at(at), 0)
    view.scrollTo(index)
    QTest.mouseClick(view.viewport(), LEFT, PLAIN, sign_area(view.visualRect(index), sign).center())


def told(hand: Hand, at: int) -> str:
    layers = hand.editor.layers.layers
    return str(layers.index(layers.at(at), 0).data(Qt.ItemDataRole.AccessibleDescriptionRole))


def test_the_eye_hides_a_frame_and_shows_it_again(edit: Open) -> None:
    hand = edit("flyer")
    at = hand.index("{cta}")
    before = hand.canvas.viewport().grab().toImage()
    click_sign(hand, at, "eye")
    assert hand.editing.frames[at].hidden
    assert not hand.editing.selection
    assert at not in {each.index for each in hand.editing.seen()}
    assert "hidden" in told(hand, at)
    assert hand.canvas.viewport().grab().toImage() != before
    hand.press("Undo")
    assert hand.canvas.viewport().grab().toImage() == before
    hand.press("Redo")
    click_sign(hand, at, "eye")
    assert not hand.editing.frames[at].hidden
    assert hand.canvas.viewport().grab().toImage() == before


def test_a_locked_frame_is_neither_selected_nor_moved_on_the_canvas(edit: Open) -> None:
    hand = edit("flyer")
    at, place = hand.index("link"), hand.place("link")
    click_sign(hand, at, "lock")
    frames = hand.editing.frames
    assert frames[at].locked
    assert "locked" in told(hand, at)
    hand.click(place)
    assert at not in hand.editing.selection
    hand.drag(QPoint(5, 5), hand.view.width() - 10, hand.view.height() - 10)
    assert at not in hand.editing.selection
    hand.keys(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    hand.editing.choose_all()
    assert hand.editing.selection
    assert at not in hand.editing.selection
    assert hand.editing.frames == frames


def test_a_locked_frame_chosen_in_the_layers_stays_where_it_is(edit: Open) -> None:
    hand = edit("flyer")
    at, place = hand.index("link"), hand.place("link")
    click_sign(hand, at, "lock")
    hand.editing.choose([at], groups=False)
    frames, commands = hand.editing.frames, hand.editor.commands.actions
    assert hand.canvas.handle_at(hand.canvas.place_of(at).toPointF()) == ""
    hand.keys(Qt.Key.Key_Right)
    hand.keys(Qt.Key.Key_Delete)
    assert hand.editing.frames == frames
    hand.drag(place, 40, 0)  # goes through it, to what lies below
    assert hand.editing.frames[at] == frames[at]
    assert at not in hand.editing.selection
    hand.editing.choose([at], groups=False)
    assert not commands["remove"].isEnabled()
    assert not commands["align-left"].isEnabled()
    assert not hand.editor.frame_form.entries["x"].field.isEnabled()
    assert "locked" in hand.editor.frame_form.heading.text()
    QTest.keyClick(hand.canvas, Qt.Key.Key_L, CTRL_SHIFT)
    assert not hand.editing.frames[at].locked
    assert hand.editor.frame_form.entries["x"].field.isEnabled()
    hand.keys(Qt.Key.Key_Right)
    assert hand.editing.frames[at].box[0] > frames[at].box[0]


def test_one_locked_text_holds_its_stack(edit: Open) -> None:
    hand = edit("flyer")
    stack = hand.frame("{cta}").stack
    assert stack
    both = [at for at, frame in enumerate(hand.editing.frames) if frame.stack == stack]
    hand.editing.choose([both[0]], groups=False)
    hand.editor.commands.actions["lock"].trigger()
    frames = hand.editing.frames
    hand.editing.choose([both[1]], groups=False)
    hand.keys(Qt.Key.Key_Right)
    assert hand.editing.frames == frames


def test_keys_hide_all_that_is_selected_as_one_step(edit: Open) -> None:
    hand = edit("flyer")
    chosen = {hand.index("{cta}"), hand.index("link")}
    hand.editing.choose(chosen)
    QTest.keyClick(hand.canvas, Qt.Key.Key_H, CTRL_SHIFT)
    assert {at for at, frame in enumerate(hand.editing.frames) if frame.hidden} == chosen
    assert hand.editing.stack.count() == 1
    QTest.keyClick(hand.canvas, Qt.Key.Key_H, CTRL_SHIFT)
    assert not any(frame.hidden for frame in hand.editing.frames)


def test_a_click_on_the_eye_of_a_selected_layer_hides_all_that_are_selected(edit: Open) -> None:
    hand = edit("flyer")
    chosen = {hand.index("{cta}"), hand.index("link")}
    hand.editing.choose(chosen)
    click_sign(hand, hand.index("link"), "eye")
    assert {at for at, frame in enumerate(hand.editing.frames) if frame.hidden} == chosen


def test_the_findings_warn_of_a_hidden_code_and_lead_to_it(edit: Open, settle) -> None:
    hand = edit("flyer")
    at = hand.index("link")
    click_sign(hand, at, "eye")
    hand.editor.findings.look()
    settle()
    (found,) = [
        row for row, each in enumerate(hand.editor.findings.found) if "QR code is not on the page" in each.words
    ]
    hand.editor.findings.list.itemClicked.emit(hand.editor.findings.list.item(found))
    assert hand.editing.selection == {at}

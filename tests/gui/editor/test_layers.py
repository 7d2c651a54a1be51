"""The layers show what the page holds, and what is done to one is seen in the other."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester

from tests.gui.editor.conftest import LEFT, Open


def test_layers_are_selected_named_and_dragged(edit: Open, qtmodeltester: ModelTester) -> None:
    hand = edit("flyer")
    view, layers = hand.editor.layers, hand.editor.layers.layers
    qtmodeltester.check(layers)
    at = hand.index("{cta}")
    index = layers.index(layers.at(at), 0)
    view.scrollTo(index)
    QTest.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, view.visualRect(index).center())
    assert hand.editing.selection == {at}
    hand.click(hand.place("link"))
    assert [each.row() for each in view.selectedIndexes()] == [layers.at(hand.index("link"))]

    assert layers.setData(index, "Call")
    assert hand.frame("{cta}").name == "Call"
    assert index.data() == "Call"

    frames = hand.editing.frames
    data = layers.mimeData([index])
    assert not layers.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, QModelIndex())
    assert hand.editing.frames[-1] == frames[at]
    assert hand.editing.selection == {len(frames) - 1}
    assert sorted(map(repr, hand.editing.frames)) == sorted(map(repr, frames))
    hand.press("Lower")
    assert hand.editing.frames[-2] == frames[at]
    hand.press("Undo")
    hand.press("Undo")
    assert hand.editing.frames == frames


def test_layers_that_the_page_does_not_show_say_so(edit: Open) -> None:
    hand = edit("flyer")
    layers = hand.editor.layers.layers
    hidden = next(at for at, frame in enumerate(hand.editing.frames) if frame.when == "picture")
    tip = layers.index(layers.at(hidden), 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "not shown" in tip
    assert "not shown" in layers.index(layers.at(hidden), 0).data()
    hand.editor.picture.click()
    assert "not shown" not in layers.index(layers.at(hidden), 0).data(Qt.ItemDataRole.ToolTipRole)


def test_tools_align_distribute_group_duplicate_and_delete(edit: Open) -> None:
    hand = edit("card")
    editing = hand.editing
    for _ in range(3):
        hand.press("Add: Shape")
    added = range(len(editing.frames) - 3, len(editing.frames))
    for number, at in enumerate(added):
        editing.choose([at])
        for _ in range(number * number):
            hand.keys(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    editing.choose(added)
    hand.press("Distribute across")
    lefts = [editing.frames[at].box[0] for at in added]
    assert lefts[0] < lefts[1] < lefts[2]
    assert lefts[1] - lefts[0] == pytest.approx(lefts[2] - lefts[1])
    hand.press("Align left")
    assert len({round(editing.frames[at].box[0], 9) for at in added}) == 1
    hand.press("Group")
    hand.click(hand.canvas.place_of(added[0]))
    assert editing.selection == set(added)
    hand.press("Duplicate")
    assert len(editing.selection) == 3
    copies = {editing.frames[at].group for at in editing.selection}
    assert len(copies) == 1
    assert copies.isdisjoint({editing.frames[added[0]].group})
    hand.press("Ungroup")
    assert {editing.frames[at].group for at in editing.selection} == {""}
    hand.keys(Qt.Key.Key_Delete)
    assert len(editing.frames) == added[-1] + 1
    assert not editing.selection
    while editing.can_go(back=True):
        hand.press("Undo")
    assert editing.design == hand.editor._opened.draft.design


def test_what_is_copied_is_pasted_onto_a_page_of_another_variant(edit: Open) -> None:
    hand = edit("banner")
    paste = hand.editor.commands.actions["paste"]
    assert not paste.isEnabled()
    hand.press("Add: Shape")
    (at,) = hand.editing.selection
    copied = hand.editing.frames[at]
    hand.keys(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    hand.editing.turn_to(next(leaf for leaf in hand.editing.leaves if leaf.spot == "skyscraper"))
    before = hand.editing.frames
    hand.keys(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert hand.editing.frames[:-1] == before
    made = hand.editing.one()
    assert made is not None
    assert (made.box, made.fill, made.kind) == (copied.box, copied.fill, copied.kind)
    hand.editing.turn_to(next(leaf for leaf in hand.editing.leaves if leaf.spot == "rectangle"))
    hand.keys(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    beside = hand.editing.one()
    assert beside is not None
    assert (beside.name != copied.name, beside.box[0] > copied.box[0]) == (True, True)
    hand.press("Undo")
    hand.press("Undo")
    assert hand.editing.design.variants["skyscraper"] == before


def test_a_part_is_not_pasted_into_a_part(edit: Open) -> None:
    hand = edit("tearoff")
    at = next(index for index, frame in enumerate(hand.editing.frames) if frame.kind == "part")
    hand.editing.choose({at, at - 1})
    hand.keys(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    hand.editing.turn_to(next(leaf for leaf in hand.editing.leaves if leaf.spot.startswith("part.")))
    count = len(hand.editing.frames)
    hand.keys(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(hand.editing.frames) == count + 1
    assert all(frame.kind != "part" for frame in hand.editing.frames)


def test_a_layer_of_a_variable_is_called_by_what_it_stands_for(edit: Open) -> None:
    hand = edit("banner")
    layers = hand.editor.layers.layers
    names = {layers.index(row, 0).data() for row in range(layers.rowCount())}
    assert {"Headline", "Text", "Call to action"} <= names
    hand.press("Add: Text")
    (at,) = hand.editing.selection
    hand.editor.layers.layers.named.emit(at, "")
    hand.editor.frame_form.content.text.setPlainText("Come {event.date}, all of you")
    assert layers.index(layers.at(at), 0).data().startswith("Come {event.date}")

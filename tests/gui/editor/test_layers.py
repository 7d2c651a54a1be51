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

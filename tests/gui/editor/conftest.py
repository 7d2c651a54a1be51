"""What tests of the editor share: an editor on a design, and a hand at the mouse."""

from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.editor.opening import opened
from affiliate_desktop.gui.editor.window import EditorWindow
from affiliate_desktop.gui.studio.design_choice import DesignWanted
from affiliate_desktop.studio.frames import Frame

LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class Hand:
    """A hand at the mouse and the keyboard of an editor."""

    def __init__(self, editor: EditorWindow) -> None:
        self.editor, self.canvas, self.editing = editor, editor.canvas, editor.editing
        self.view = editor.canvas.viewport()

    def drag(self, start: QPoint, right: float, down: float, keys: Qt.KeyboardModifier = PLAIN) -> None:
        """Presses, moves in steps, lets go."""
        QTest.mousePress(self.view, LEFT, keys, start)
        for part in (0.3, 0.7, 1.0):
            send_move(self.view, start + QPoint(round(right * part), round(down * part)), keys)
        QTest.mouseRelease(self.view, LEFT, keys, start + QPoint(round(right), round(down)))

    def click(self, place: QPoint, keys: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.mouseClick(self.view, LEFT, keys, place)

    def press(self, name: str) -> None:
        """Clicks the tool of this name."""
        from PySide6.QtWidgets import QToolButton

        found = [each for each in self.editor.findChildren(QToolButton) if each.accessibleName() == name]
        assert len(found) == 1, name
        assert found[0].isEnabled(), name
        QTest.mouseClick(found[0], LEFT)

    def keys(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(self.canvas, key, modifier)

    def index(self, content: str) -> int:
        """The frame in sight that holds this."""
        frames = self.editing.frames
        return next(each.index for each in self.editing.seen() if frames[each.index].content == content)

    def frame(self, content: str) -> Frame:
        return self.editing.frames[self.index(content)]

    def place(self, content: str) -> QPoint:
        return self.canvas.place_of(self.index(content))


def send_move(view: QWidget, place: QPoint, keys: Qt.KeyboardModifier) -> None:
    """A move with the button held; that of QTest has none."""
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtGui import QMouseEvent

    there = QPointF(place)
    event = QMouseEvent(
        QEvent.Type.MouseMove, there, QPointF(view.mapToGlobal(place)), Qt.MouseButton.NoButton, LEFT, keys
    )
    QCoreApplication.sendEvent(view, event)


Open = Callable[..., Hand]


@pytest.fixture
def edit(context: Context, qtbot: QtBot, settle: Callable[[], None]) -> Iterator[Open]:
    """Opens an editor on a design by its id, in a brand by its name where one is given."""
    made: list[EditorWindow] = []
    parent = QWidget()
    parent.resize(1280, 800)
    qtbot.addWidget(parent)

    def open_editor(ident: str, brand: str = "") -> Hand:
        found = opened(context.app, DesignWanted(ident, {}, {}, brand=brand))
        editor = EditorWindow(context, parent, found)
        made.append(editor)
        editor.open()
        editor.resize(1203, 800)  # the screen of the tests is narrower than most
        settle()
        return Hand(editor)

    yield open_editor
    settle()
    for editor in made:
        if shiboken6.isValid(editor):
            editor.leave()

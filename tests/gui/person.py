"""A person at the window: points, clicks, types and drops; nothing is called that a mouse could not reach."""

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from affiliate_desktop.gui.jobs import Jobs
from affiliate_desktop.gui.window import Window

W = TypeVar("W", bound=QWidget)
PATIENCE_MS = 20_000
LEFT = Qt.MouseButton.LeftButton


class Person:
    """Uses the window as people do, and waits until what was asked for has happened.

    Args:
        qtbot: moves the mouse.
        window: what is looked at.
        jobs: tells whether the program is still at work.
    """

    def __init__(self, qtbot: QtBot, window: Window, jobs: Jobs) -> None:
        self._qtbot, self.window, self._jobs = qtbot, window, jobs

    def rest(self) -> None:
        """Waits until nothing is at work and everything that was posted has arrived."""
        for _ in range(3):
            QCoreApplication.processEvents()
            self._qtbot.waitUntil(lambda: not self._jobs.busy, timeout=PATIENCE_MS)
        QCoreApplication.processEvents()

    def click(self, widget: QWidget) -> None:
        """Clicks on something that can be seen and used, once it can."""
        self._qtbot.waitUntil(lambda: widget.isVisible() and widget.isEnabled(), timeout=PATIENCE_MS)
        self._qtbot.mouseClick(widget, LEFT)
        self.rest()

    def press(self, text: str, place: QWidget | None = None) -> None:
        """Clicks the one button of the window or a dialog that says this."""
        self.rest()
        found = [
            each
            for each in (place or self.window).findChildren(QAbstractButton)
            if each.isVisible() and each.text().strip().replace("&&", "&") == text
        ]
        assert len(found) == 1, f"{len(found)} buttons say {text!r}"
        self.click(found[0])

    def go(self, page: str) -> None:
        """Clicks a page in the navigation at the left."""
        self.press(page, self.window.sidebar)

    def write(self, field: QWidget, text: str) -> None:
        """Clicks into a field, takes out what stands there and types."""
        line = field.lineEdit() if isinstance(field, QComboBox) else field
        assert line is not None
        assert line.isVisible()
        self._qtbot.mouseClick(line, LEFT)
        if isinstance(line, QLineEdit):
            line.selectAll()
        self._qtbot.keyClicks(line, text)
        self.rest()

    def pick(self, box: QComboBox, text: str) -> None:
        """Opens a list and clicks an entry of it."""
        row = box.findText(text)
        assert row >= 0, [box.itemText(at) for at in range(box.count())]
        assert box.isVisible()
        assert box.isEnabled()
        arrow = QPoint(box.width() - 8, box.height() // 2)
        self._qtbot.mouseClick(box, LEFT, pos=arrow)
        view = box.view()
        self._qtbot.waitUntil(view.isVisible)

        def chosen() -> bool:
            """The list takes no click in the moment after it has opened."""
            if view.isVisible():
                place = view.visualRect(box.model().index(row, box.modelColumn(), box.rootModelIndex())).center()
                self._qtbot.mouseMove(view.viewport(), place)
                self._qtbot.mouseClick(view.viewport(), LEFT, pos=place)
            return not view.isVisible() and box.currentText() == text

        self._qtbot.waitUntil(chosen, timeout=PATIENCE_MS)
        self.rest()

    def turn_to(self, tabs: QTabWidget, text: str) -> None:
        """Clicks a tab."""
        bar = tabs.tabBar()
        at = next(at for at in range(bar.count()) if bar.tabText(at) == text)
        self._qtbot.mouseClick(bar, LEFT, pos=bar.tabRect(at).center())
        self.rest()

    def drag_column(self, header: QHeaderView, section: int, target: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
        """Presses on the name of a column, draws it over something and lets go there.

        Without a screen Qt carries nothing, so the person carries what was taken up.
        """
        assert target.isVisible()
        carried: list[QMimeData] = []

        def carry(drag: QDrag, *_actions: Qt.DropAction) -> Qt.DropAction:
            carried.append(drag.mimeData())
            return Qt.DropAction.CopyAction if drop_on(target, drag.mimeData()) else Qt.DropAction.IgnoreAction

        monkeypatch.setattr(QDrag, "exec", carry)
        place = QPoint(header.sectionViewportPosition(section) + header.sectionSize(section) // 2, header.height() // 2)
        view = header.viewport()
        self._qtbot.mousePress(view, LEFT, pos=place)
        for step in (4, 12, 30):
            there = place + QPoint(0, step)
            moved = QMouseEvent(
                QEvent.Type.MouseMove,
                QPointF(there),
                QPointF(view.mapToGlobal(there)),
                Qt.MouseButton.NoButton,
                LEFT,
                Qt.KeyboardModifier.NoModifier,
            )
            QCoreApplication.sendEvent(view, moved)
        self._qtbot.mouseRelease(view, LEFT, pos=place)
        assert len(carried) == 1, "nothing was taken up"
        self.rest()

    def dialog(self, kind: type[W]) -> W:
        """The dialog of a kind that is open."""
        self.rest()
        found = [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]
        assert len(found) == 1
        return found[0]

    def sees_no_dialog(self) -> bool:
        """Whether every dialog has been closed."""
        self.rest()
        return not [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]

    def drop(self, *files: Path) -> None:
        """Drags files over the window and lets them go in its middle."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        middle, keys = self.window.rect().center(), Qt.KeyboardModifier.NoModifier
        entering = QDragEnterEvent(middle, Qt.DropAction.CopyAction, data, LEFT, keys)
        _deliver(self.window, entering)
        assert entering.isAccepted()
        _deliver(self.window, QDropEvent(QPointF(middle), Qt.DropAction.CopyAction, data, LEFT, keys))
        self.rest()


def drop_on(target: QWidget, data: QMimeData) -> bool:
    """Brings something over the middle of a widget and lets it go; what lies there and takes drops gets it.

    Returns:
        Whether it was taken.
    """
    point = target.rect().center()
    under: QWidget | None = target.childAt(point) or target
    while under is not None and not under.acceptDrops():
        under = under.parentWidget()
    assert under is not None, "nothing here takes drops"
    place, keys = under.mapFromGlobal(target.mapToGlobal(point)), Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(place, Qt.DropAction.CopyAction, data, LEFT, keys)
    QCoreApplication.sendEvent(under, entering)
    if not entering.isAccepted():
        QCoreApplication.sendEvent(under, QDragLeaveEvent())
        return False
    dropping = QDropEvent(QPointF(place), Qt.DropAction.CopyAction, data, LEFT, keys)
    QCoreApplication.sendEvent(under, dropping)
    return dropping.isAccepted()


def _deliver(window: Window, event: QEvent) -> None:
    QCoreApplication.sendEvent(window, event)

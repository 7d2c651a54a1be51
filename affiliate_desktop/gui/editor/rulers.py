"""A ruler along an edge of the canvas, in pixels or millimeters of the page."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from affiliate_desktop.gui.editor.view import View, steps
from affiliate_desktop.gui.theme import Theme, font
from affiliate_desktop.studio.guides import LEVEL, UPRIGHT

BREADTH = 22


class Ruler(QWidget):
    """Numbers and ticks, and where guides are pulled out of.

    Signals:
        pressed(str): the way of a guide that is wanted: ``level`` from the top, ``upright`` from the left.
        pulled(QPointF, KeyboardModifier): where the pointer is in the parent, while the button is held.
        let_go(): the button is let go.

    Args:
        theme: colors.
        parent: the canvas.
        across: lies at the top, else at the left.
    """

    pressed = Signal(str)
    pulled = Signal(QPointF, Qt.KeyboardModifier)
    let_go = Signal()

    def __init__(self, theme: Theme, parent: QWidget, *, across: bool) -> None:
        super().__init__(parent)
        self._theme, self._across = theme, across
        self._view, self._units = View(), 1.0
        self._from, self._to = 0.0, 0.0
        self.setFont(font("small"))
        self.setCursor(Qt.CursorShape.SplitVCursor if across else Qt.CursorShape.SplitHCursor)
        self.setToolTip(self.tr("Drag a guide out of the ruler; drag it back to remove it"))
        theme.changed.connect(self.update)

    def show_view(self, view: View, units: float, marked: tuple[float, float]) -> None:
        """Shows a page's scale.

        Args:
            view: of the canvas.
            units: units of the page in one of what people count in.
            marked: start and end of what is selected, in units; equal for nothing.
        """
        self._view, self._units = view, units
        self._from, self._to = marked
        self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(LEVEL if self._across else UPRIGHT)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.pulled.emit(self.mapToParent(event.position()), event.modifiers())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.let_go.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colors = self._theme.colors
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colors.side))
        start = self._view.left if self._across else self._view.top
        scale = self._view.scale * self._units
        length = self.width() if self._across else self.height()
        self._paint_marked(painter, start)
        painter.setPen(QColor(colors.line))
        edge = BREADTH - 0.5
        ends = (QPointF(0, edge), QPointF(length, edge)) if self._across else (QPointF(edge, 0), QPointF(edge, length))
        painter.drawLine(*ends)
        step = steps(scale)
        number = int(-start / scale / step) - 1
        while (at := start + number * step * scale) <= length:
            self._paint_number(painter, at, f"{number * step:g}", colors.muted)
            for part in range(1, 5):
                self._tick(painter, at + part * step * scale / 5, 4, colors.edge)
            number += 1

    def _paint_marked(self, painter: QPainter, start: float) -> None:
        if self._to > self._from:
            begin = start + self._from * self._view.scale
            length = (self._to - self._from) * self._view.scale
            area = QRectF(begin, 0, length, BREADTH) if self._across else QRectF(0, begin, BREADTH, length)
            painter.fillRect(area, QColor(self._theme.colors.selected))

    def _paint_number(self, painter: QPainter, at: float, text: str, color: str) -> None:
        self._tick(painter, at, 9, color)
        painter.save()
        painter.setPen(QColor(color))
        if self._across:
            painter.drawText(QPointF(at + 3, 13), text)
        else:
            painter.translate(13, at + 3)
            painter.rotate(90)
            painter.drawText(QPointF(0, 9 - 5), text)
        painter.restore()

    def _tick(self, painter: QPainter, at: float, length: float, color: str) -> None:
        painter.setPen(QColor(color))
        if self._across:
            painter.drawLine(QPointF(at, BREADTH - length), QPointF(at, BREADTH - 1))
        else:
            painter.drawLine(QPointF(BREADTH - length, at), QPointF(BREADTH - 1, at))

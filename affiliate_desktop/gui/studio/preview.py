"""A picture that is shown as it is: one of its pixels is one of the screen's, smaller where there is no room."""

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from affiliate_desktop.gui.theme import Theme

EDGE = 16
"""Room around the picture."""


class Preview(QWidget):
    """Shows a picture, or says why there is none.

    Signals:
        resized(): there is more or less room; a picture of that size would be crisp.

    Args:
        theme: colors of the ground.
        title: accessible name.
        in_logical_pixels: the picture's pixels are counted as a browser does; else one is one of the device, so that
            pictures that are made for the screen are crisp.
    """

    resized = Signal()

    def __init__(self, theme: Theme, title: str, *, in_logical_pixels: bool = False) -> None:
        super().__init__()
        self._theme, self._logical = theme, in_logical_pixels
        self._image = QImage()
        self._words = ""
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(220, 180)
        theme.changed.connect(self.update)

    def room(self) -> QSize:
        """How large a picture can be, in device pixels."""
        ratio = self.devicePixelRatioF()
        inner = self.size() - QSize(2 * EDGE, 2 * EDGE)
        return QSize(max(int(inner.width() * ratio), 50), max(int(inner.height() * ratio), 50))

    def show_image(self, content: bytes) -> None:
        """Shows a PNG."""
        self._image = QImage.fromData(QByteArray(content))
        self._words = ""
        self.setAccessibleDescription("")
        self.update()

    def say(self, words: str) -> None:
        """Shows words in the place of a picture."""
        self._image, self._words = QImage(), words
        self.setAccessibleDescription(words)
        self.update()

    @property
    def image(self) -> QImage:
        """The picture that is shown; null when there is none."""
        return self._image

    def box(self) -> QRectF:
        """Where the picture is drawn, in logical pixels."""
        ratio = 1.0 if self._logical else self.devicePixelRatioF()
        width, height = self._image.width() / ratio, self._image.height() / ratio
        room = QRectF(self.rect()).adjusted(EDGE, EDGE, -EDGE, -EDGE)
        shrink = min(1.0, room.width() / max(width, 1), room.height() / max(height, 1))
        width, height = width * shrink, height * shrink
        grid = self.devicePixelRatioF()
        left = round((self.width() - width) / 2 * grid) / grid
        top = round((self.height() - height) / 2 * grid) / grid
        return QRectF(left, top, width, height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colors = self._theme.colors
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.neutral_soft))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        if self._image.isNull():
            painter.setPen(QColor(colors.muted))
            room = self.rect().adjusted(EDGE * 2, EDGE, -EDGE * 2, -EDGE)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self._words)
            return
        box = self.box()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(box, self._image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(colors.line))
        painter.drawRect(box.adjusted(-1, -1, 0, 0))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

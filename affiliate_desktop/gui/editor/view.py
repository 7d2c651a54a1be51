"""How a page lies on the screen: its scale and its corner; from units to pixels and back."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF

PAD = 48.0
"""Pixels around the page."""
LEAST, MOST = 0.02, 64.0
CSS_DPI = 96.0


@dataclass(frozen=True)
class View:
    """A page on the screen.

    Attributes:
        scale: pixels a unit.
        left, top: where the page's corner is, in pixels.
    """

    scale: float = 1.0
    left: float = 0.0
    top: float = 0.0

    def to_page(self, point: QPointF) -> QPointF:
        """A point of the screen on the page."""
        return QPointF((point.x() - self.left) / self.scale, (point.y() - self.top) / self.scale)

    def to_screen(self, area: QRectF) -> QRectF:
        """A rectangle of the page on the screen."""
        scale = self.scale
        return QRectF(
            self.left + area.x() * scale, self.top + area.y() * scale, area.width() * scale, area.height() * scale
        )

    def x(self, across: float) -> float:
        """Where a page's x is on the screen."""
        return self.left + across * self.scale

    def y(self, down: float) -> float:
        """Where a page's y is on the screen."""
        return self.top + down * self.scale


def natural_scale(unit: str, units: float) -> float:
    """Pixels a unit at 100 %: a pixel is a pixel, a millimeter is one on a screen of 96 dpi."""
    return CSS_DPI / 25.4 / units if unit == "mm" else 1.0


def fitting_scale(page: QSizeF, room: QSizeF) -> float:
    """The scale at which a page fills a room with some space around."""
    inner = QSizeF(max(room.width() - 2 * PAD, 40.0), max(room.height() - 2 * PAD, 40.0))
    return min(inner.width() / page.width(), inner.height() / page.height())


def steps(scale: float, least: float = 56.0) -> float:
    """Distance of a ruler's numbers in what people count in: 1, 2 or 5 times a power of ten.

    Args:
        scale: pixels of one of what people count in.
        least: pixels between two numbers.
    """
    size = 10.0**-2
    while True:
        for factor in (1, 2, 5):
            if size * factor * scale >= least:
                return size * factor
        size *= 10

"""A gradient from corner to corner, painted onto pixels a strip at a time.

Qt reckons each pixel of such a gradient. But each row is the row above it, a little farther along: a few rows, long
enough for the way from the top to the bottom, are reckoned once and copied again and again, which is several times as
fast. A color is off by what one pixel changes it at most, which nobody sees.
"""

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QBrush, QImage, QPainter, QTransform

_FEW, _ROWS = 4, 24
"""Rows that are reckoned, and those of the strip that is made of them: fewer copies at a time, or more, take longer."""
_LEAST_PIXELS = 25_000
"""Of a rectangle that is worth a strip."""
_MOST_OF_IT = 0.8
"""Share of the rectangle's pixels that a strip has at most to be worth it."""


def fill_with_ramp(painter: QPainter, seen: QRectF, area: QRectF, brush: QBrush) -> None:
    """Fills what is seen of a rectangle with a gradient from its upper left to its lower right corner.

    Args:
        painter: of an image.
        seen: what is to be painted; where it ends within the area, something else is painted over its edge.
        area: all of the rectangle.
        brush: the gradient.
    """
    transform = painter.combinedTransform()
    place = (seen if transform.isIdentity() else transform.mapRect(seen)).toAlignedRect()
    left, top, width, height = place.x(), place.y(), place.width(), place.height()
    pixels = width * height
    if pixels < _LEAST_PIXELS or not _on_dots(area, transform):
        painter.fillRect(seen, brush)
        return
    shift = area.height() * transform.m11() / (area.width() * transform.m22())  # dots that a row is farther along
    length = width + round(shift * height) + 1
    if length * _ROWS > _MOST_OF_IT * pixels:
        painter.fillRect(seen, brush)
        return
    few = _strip(QRect(left, top, length + round(shift * _ROWS) + 1, _FEW), transform, brush)
    strip = QImage(length, _ROWS, few.format())
    with QPainter(strip) as copying:
        _repeat(copying, QRect(0, 0, length, _ROWS), few, shift)
    painter.save()
    painter.resetTransform()
    _repeat(painter, place, strip, shift)
    painter.restore()


def _repeat(painter: QPainter, place: QRect, strip: QImage, shift: float) -> None:
    """Fills a place with copies of its upper rows, each so much farther along as it is lower."""
    left, top, width, height, rows = place.x(), place.y(), place.width(), place.height(), strip.height()
    for row in range(0, height, rows):
        painter.drawImage(left, top + row, strip, round(shift * row), 0, width, min(rows, height - row))


def _on_dots(area: QRectF, transform: QTransform) -> bool:
    """Whether a rectangle is upright and its edges lie between dots; else they have to be made smooth."""
    if transform.isIdentity():
        return all(map(float.is_integer, area.getRect()))  # type: ignore[call-overload]
    if transform.isRotating() or transform.m11() <= 0 or transform.m22() <= 0:
        return False
    place = transform.mapRect(area)
    return QRectF(place.toRect()) == place


def _strip(place: QRect, transform: QTransform, brush: QBrush) -> QImage:
    """What a brush fills a place of the page with, in dots."""
    strip = QImage(place.size(), QImage.Format.Format_RGB32)
    painter = QPainter(strip)
    painter.setTransform(transform * QTransform.fromTranslate(-place.x(), -place.y()))
    painter.fillRect(transform.inverted()[0].mapRect(QRectF(place)), brush)
    painter.end()
    return strip

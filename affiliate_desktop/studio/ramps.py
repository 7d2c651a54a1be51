"""A gradient from corner to corner, painted onto pixels a strip at a time.

Qt reckons each pixel of such a gradient. But each row is the row above it, a little farther along: a strip of a few
rows, long enough for the way from the top to the bottom, is reckoned once and copied again and again, which is several
times as fast. A color is off by what half a pixel changes it at most, which nobody sees.
"""

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QBrush, QImage, QPainter, QTransform

_ROWS = 24
"""Of a strip: what fewer rows save in reckoning, they cost in copies."""
_LEAST_PIXELS = 25_000
"""Of a rectangle that is worth a strip."""
_MOST_OF_IT = 0.5
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
    place = transform.mapRect(seen).toAlignedRect()
    left, top, width, height = place.x(), place.y(), place.width(), place.height()
    pixels = width * height
    if pixels < _LEAST_PIXELS or not _on_dots(area, transform):
        painter.fillRect(seen, brush)
        return
    shift = area.height() * transform.m11() / (area.width() * transform.m22())  # dots that a row is farther along
    length = width + round(shift * height)
    if length * _ROWS > _MOST_OF_IT * pixels:
        painter.fillRect(seen, brush)
        return
    strip = _strip(QRect(left, top, length, _ROWS), transform, brush)
    painter.save()
    painter.resetTransform()
    for row in range(0, height, _ROWS):
        painter.drawImage(left, top + row, strip, round(shift * row), 0, width, min(_ROWS, height - row))
    painter.restore()


def _on_dots(area: QRectF, transform: QTransform) -> bool:
    """Whether a rectangle is upright and its edges lie between dots; else they have to be made smooth."""
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

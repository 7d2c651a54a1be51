"""A picture at two thirds, a half, a third, a quarter ... of its size, to paint it small without reading all of it.

Qt's painter takes the mean of the four pixels about each dot. That looks right down to two thirds of a picture's size;
what is to be smaller starts from a smaller level. Each level is the average of the one that is twice as large, and is
made when it is first asked for.
"""

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

_REDUCTIONS = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0, 32.0, 48.0, 64.0)
"""How many times smaller each level is."""
_LEAST_EDGE = 8
"""Pixels of the shorter edge below which no level is made."""


def level_for(image: QImage, source: QRectF, width: float, height: float) -> tuple[QImage, QRectF]:
    """The smallest level of a picture that still holds all that is shown of it, and where the source is in that level.

    Args:
        image: the picture.
        source: the part that is shown, in its pixels.
        width: of what is painted, in dots of the device.
        height: likewise.
    """
    most = min(source.width() / max(width, 1.0), source.height() / max(height, 1.0))
    most = min(most, image.width() / _LEAST_EDGE, image.height() / _LEAST_EDGE)
    number = max((number for number, each in enumerate(_REDUCTIONS) if each <= most), default=0)
    found = _level(image, number)
    across, down = found.width() / image.width(), found.height() / image.height()
    return found, QRectF(source.x() * across, source.y() * down, source.width() * across, source.height() * down)


def forget_levels() -> None:
    """Forgets all levels, so that they are made anew."""
    _kept.cache_clear()


def _level(image: QImage, number: int) -> QImage:
    kept = _kept(image.cacheKey())
    if number and number not in kept:
        larger = _level(image, number - 2) if number >= 2 else image
        width, height = (max(1, round(edge / _REDUCTIONS[number])) for edge in (image.width(), image.height()))
        kept[number] = _reduced(larger, width, height)
    return kept.get(number, image)


def _reduced(image: QImage, width: int, height: int) -> QImage:
    """The picture in a smaller size, each pixel the mean of those that it covers."""
    if (image.width(), image.height()) != (2 * width, 2 * height):
        aspect, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        return image.scaled(width, height, aspect, smooth)
    # Of exactly half the size the painter's four pixels are just that, in half the time.
    return resized(image, QRectF(image.rect()), width, height)


def resized(image: QImage, part: QRectF, width: int, height: int) -> QImage:
    """A part of a picture in another size, each pixel the mean of the four about its place."""
    made = QImage(width, height, image.format())
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    painter.drawImage(QRectF(0, 0, width, height), image, part)
    painter.end()
    return made


@lru_cache(maxsize=2)
def _kept(_key: int) -> dict[int, QImage]:
    """The levels of a picture by their number; those of two pictures are held, since large ones take their room."""
    return {}

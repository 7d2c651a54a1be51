"""A picture at a half, a quarter, an eighth ... of its size, to paint it small without reading all of it.

Qt's painter takes the mean of the four pixels about each dot. That looks right down to half of a picture's size; what
is to be smaller starts from a smaller level. Each level is the average of the one that is twice as large, and is made
when it is first asked for.
"""

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

_REDUCTIONS = (1, 2, 4, 8, 16, 32, 64)
"""How many times smaller each level is."""
_BAND = 90
"""Rows of dots that Qt draws in one thread; from 96 on it takes several."""
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
    found = _level(image, max((each for each in _REDUCTIONS if each <= most), default=1))
    across, down = found.width() / image.width(), found.height() / image.height()
    return found, QRectF(source.x() * across, source.y() * down, source.width() * across, source.height() * down)


def forget_levels() -> None:
    """Forgets all levels, so that they are made anew."""
    _kept.cache_clear()


def _level(image: QImage, reduction: int) -> QImage:
    kept = _kept(image.cacheKey())
    if reduction > 1 and reduction not in kept:
        larger = _level(image, reduction // 2)
        width, height = (max(1, round(edge / reduction)) for edge in (image.width(), image.height()))
        kept[reduction] = _reduced(larger, width, height)
    return kept.get(reduction, image)


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
    draw_scaled(painter, QRectF(0, 0, width, height), image, part)
    painter.end()
    return made


def draw_scaled(painter: QPainter, area: QRectF, image: QImage, part: QRectF) -> None:
    """Draws a part of a picture into an area of an image.

    Qt shares what is higher than some rows among threads, which takes longer than it saves where they share a core, as
    in many a virtual machine; so it is drawn in bands.
    """
    transform = painter.combinedTransform()
    place = transform.mapRect(area).toAlignedRect()
    if transform.isRotating() or place.height() <= _BAND:
        painter.drawImage(area, image, part)
        return
    back = transform.inverted()[0]
    for top in range(place.top(), place.bottom() + 1, _BAND):
        painter.save()
        band = QRectF(place.x(), top, place.width(), _BAND)
        painter.setClipRect(back.mapRect(band), Qt.ClipOperation.IntersectClip)
        painter.drawImage(area, image, part)
        painter.restore()


@lru_cache(maxsize=2)
def _kept(_key: int) -> dict[int, QImage]:
    """The levels of a picture by how many times smaller they are; two pictures are held, since large ones take room."""
    return {}

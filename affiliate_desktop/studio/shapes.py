"""Painting shapes, lines, gradients and pictures."""

import math
from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QGradient,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QRadialGradient,
    QTransform,
)

from affiliate_desktop.studio.color import contrast, readable_on
from affiliate_desktop.studio.frames import Frame, FrameKind
from affiliate_desktop.studio.levels import draw_scaled, level_for, resized
from affiliate_desktop.studio.places import area_of, placed
from affiliate_desktop.studio.ramps import fill_with_ramp
from affiliate_desktop.studio.sheet import Sheet, parted

_LOST = 1.6
"""Contrast below which no part of a logo can be told from the background."""
_GRADIENT_PIXELS = 1200
_DASHES = (3.0, 3.0)
_MOST_PICTURES = 6
"""Scaled pictures that a page's memory holds; they are large."""


def paint_shape(painter: QPainter, frame: Frame, area: QRectF, sheet: Sheet, seen: QRectF | None = None) -> None:
    """A filled or outlined rectangle or ellipse.

    Args:
        painter: in the sheet's units.
        frame: what it looks like.
        area: where it stands.
        sheet: its page.
        seen: of a gradient on pixels, the part that is not hidden by what is painted over it.
    """
    plain = frame.content != "ellipse" and not frame.radius and not frame.lean
    if plain and frame.fill and seen is not None:
        fill_with_ramp(painter, seen, area, brush(frame, area, sheet))
    elif plain and frame.fill:
        painter.fillRect(area, brush(frame, area, sheet))
    elif frame.fill:
        painter.fillPath(outline(frame, area, frame.content), brush(frame, area, sheet))
    if frame.thickness:
        painter.strokePath(outline(frame, area, frame.content), _pen(frame, sheet))


def in_sight(painter: QPainter, area: QRectF, above: Sequence[Frame], sheet: Sheet) -> QRectF:
    """What is seen of a rectangle below pictures that hide one of its sides altogether; two dots more, for their edges.

    Half of a banner is a picture as a rule, and a gradient takes longer to reckon than anything else on it.
    """
    seen, edge = QRectF(area), 2 / _dots(painter)
    for frame in above:
        if not _hides(frame, sheet):
            continue
        cover = area_of(frame, sheet)
        inward = cover.width() * frame.lean
        cover.adjust(max(0.0, inward), 0, min(0.0, inward), 0)
        if cover.top() <= seen.top() and cover.bottom() >= seen.bottom():
            if cover.left() <= seen.left():
                seen.setLeft(max(seen.left(), cover.right() - edge))
            elif cover.right() >= seen.right():
                seen.setRight(min(seen.right(), cover.left() + edge))
        elif cover.left() <= seen.left() and cover.right() >= seen.right():
            if cover.top() <= seen.top():
                seen.setTop(max(seen.top(), cover.bottom() - edge))
            elif cover.bottom() >= seen.bottom():
                seen.setBottom(min(seen.bottom(), cover.top() + edge))
    return seen


def _hides(frame: Frame, sheet: Sheet) -> bool:
    """Whether nothing shines through a frame, as far as its leaning sides go."""
    if frame.kind is not FrameKind.PICTURE or frame.fit == "contain" or frame.turn or frame.radius:
        return False
    return frame.opacity == 1 and frame.mask != "ellipse" and not sheet.pictures[frame.content].hasAlphaChannel()


def _dots(painter: QPainter) -> float:
    """Dots of the device in a unit of the painter."""
    return math.sqrt(abs(painter.combinedTransform().determinant())) or 1.0


def paint_gradient(painter: QPainter, frame: Frame, area: QRectF, sheet: Sheet) -> None:
    """A fill that runs into another; where one is a share of a color, what lies below shines through."""
    start, end = _see_through(frame.fill or "background@0", sheet), _see_through(frame.fade or "background@0", sheet)
    if frame.content == "radial":
        radius = math.hypot(area.width(), area.height()) / 2
        gradient: QLinearGradient | QRadialGradient = QRadialGradient(area.center(), radius)
    else:
        angle = math.radians(frame.angle)
        reach = (abs(math.cos(angle)) * area.width() + abs(math.sin(angle)) * area.height()) / 2
        way = QPointF(math.cos(angle) * reach, math.sin(angle) * reach)
        gradient = QLinearGradient(area.center() - way, area.center() + way)
    gradient.setColorAt(0, start)
    gradient.setColorAt(1, end)
    clear = min(start.alpha(), end.alpha()) < 255
    if clear and not isinstance(painter.device(), QImage) and not frame.radius and not frame.lean:
        key = ("gradient", frame, area.getRect(), *sheet.colors.items())
        painter.drawImage(area, sheet.remembered(key, lambda: _gradient_picture(gradient, area)))
    else:
        painter.fillPath(outline(frame, area, ""), QBrush(gradient))


def _gradient_picture(gradient: QGradient, area: QRectF) -> QImage:
    """A gradient that lets through what lies below, as a picture: readers of PDF disagree about those of Qt."""
    scale = _GRADIENT_PIXELS / max(area.width(), area.height())
    width, height = max(2, round(area.width() * scale)), max(2, round(area.height() * scale))
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.scale(width / area.width(), height / area.height())
    painter.translate(-area.topLeft())
    painter.fillRect(area, QBrush(gradient))
    painter.end()
    return image


def paint_line(painter: QPainter, frame: Frame, area: QRectF, sheet: Sheet) -> None:
    """A line through the middle of its area, or from corner to corner."""
    middle = area.center()
    ends = {
        "down": (QPointF(middle.x(), area.top()), QPointF(middle.x(), area.bottom())),
        "fall": (area.topLeft(), area.bottomRight()),
        "rise": (area.bottomLeft(), area.topRight()),
    }
    across = (QPointF(area.left(), middle.y()), QPointF(area.right(), middle.y()))
    painter.setPen(_pen(frame, sheet))
    painter.drawLine(*ends.get(frame.content, across))


def cutting_pen(sheet: Sheet) -> QPen:
    """A fine dashed line to cut or tear along."""
    pen = QPen(QColor(sheet.color("foreground@45")), max(sheet.edge * 0.0012, 1.0))
    pen.setDashPattern([5.0, 4.0])
    return pen


def _pen(frame: Frame, sheet: Sheet) -> QPen:
    pen = QPen(_see_through(frame.color, sheet), max(frame.thickness or 0.002, 0.0002) * sheet.edge)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if frame.dash:
        pen.setDashPattern(list(_DASHES))
    return pen


def _see_through(word: str, sheet: Sheet) -> QColor:
    name, share = parted(word)
    return shade(sheet.color(name), share)


@lru_cache(maxsize=1024)
def _plain(color: str, opacity: float) -> QBrush:
    return QBrush(shade(color, opacity))


@lru_cache(maxsize=1024)
def shade(color: str, opacity: float = 1.0) -> QColor:
    """``#rrggbb`` as Qt's; shared, so not to be changed."""
    made = QColor(color)
    made.setAlphaF(opacity)
    return made


def brush(frame: Frame, area: QRectF, sheet: Sheet) -> QBrush:
    """What fills a shape or a button."""
    if not frame.fade:
        name, share = parted(frame.fill)
        return _plain(sheet.color(name), share)
    gradient = QLinearGradient(area.topLeft(), area.bottomRight())
    gradient.setColorAt(0, shade(sheet.color(frame.fill)))
    gradient.setColorAt(1, shade(sheet.color(frame.fade)))
    return QBrush(gradient)


def outline(frame: Frame, area: QRectF, form: str) -> QPainterPath:
    """The outline of a frame: an ellipse, a leaning or a rounded rectangle."""
    path = QPainterPath()
    if form == "ellipse":
        path.addEllipse(area)
    elif frame.lean:
        inward = QPointF(area.width() * frame.lean, 0)
        on_left, on_right = (inward, QPointF()) if frame.lean > 0 else (QPointF(), inward)
        path.addPolygon([area.topLeft() + on_left, area.topRight() + on_right, area.bottomRight(), area.bottomLeft()])
        path.closeSubpath()
    else:
        radius = frame.radius * min(area.width(), area.height())
        path.addRoundedRect(area, radius, radius)
    return path


# --- pictures --------------------------------------------------------------------------------------------------


def paint_picture(painter: QPainter, frame: Frame, area: QRectF, sheet: Sheet) -> None:
    """A picture: filling its frame, cropped about its focal point, or whole within it."""
    if area.isEmpty():
        return
    image = sheet.pictures[frame.content]
    source = _cropped(image, frame)
    if frame.fit == "contain":
        _paint_whole(painter, frame, area, sheet, image, source)
        return
    if frame.fit == "cover":
        source = _about_focus(source, area, frame)
    formed = frame.mask == "ellipse" or bool(frame.radius or frame.lean)
    if isinstance(painter.device(), QImage):
        _paint_level(painter, frame, area, image, source, formed=formed)
        return
    shape = (frame.mask, frame.radius, frame.lean) if formed else None
    shown = _kept(image, source, area.size(), sheet, shape, lambda part: _masked(part, frame, area) if formed else part)
    painter.drawImage(area, shown)


def _paint_level(painter: QPainter, frame: Frame, area: QRectF, image: QImage, source: QRectF, *, formed: bool) -> None:
    """Paints a part of a picture onto pixels, from the level of it that is just large enough."""
    dots = _dots(painter)
    shown, part = level_for(image, source, area.width() * dots, area.height() * dots)
    if not formed:
        draw_scaled(painter, area, shown, part)
        return
    # First in the device's dots, then into the outline: a brush that needs no scaling is several times as fast.
    place = QTransform.fromScale(dots, dots).mapRect(area).toAlignedRect()
    if place.isEmpty():
        return
    fill = QBrush(resized(shown, part, place.width(), place.height()))
    fill.setTransform(QTransform.fromScale(1 / dots, 1 / dots).translate(place.x(), place.y()))
    painter.fillPath(outline(frame, area, frame.mask if frame.mask == "ellipse" else ""), fill)


def _cropped(image: QImage, frame: Frame) -> QRectF:
    left, top, width, height = frame.crop
    whole = QRectF(image.rect())
    part = QRectF(left * image.width(), top * image.height(), width * image.width(), height * image.height())
    part = part.intersected(whole)
    return whole if part.isEmpty() else part


def _about_focus(source: QRectF, area: QRectF, frame: Frame) -> QRectF:
    """The largest part of the source with the area's proportions, moved so that the focal point is in sight."""
    most, high, ratio = source.width(), source.height(), area.width() / area.height()
    width, height = min(most, high * ratio), min(high, most / ratio)
    x, y = (min(1.0, max(0.0, share)) for share in frame.focal)
    return QRectF(source.x() + (most - width) * x, source.y() + (high - height) * y, width, height)


def _paint_whole(painter: QPainter, frame: Frame, area: QRectF, sheet: Sheet, image: QImage, source: QRectF) -> None:
    mode = Qt.AspectRatioMode.KeepAspectRatio
    target = placed(source.size().scaled(area.size(), mode), area, frame)
    if chip := _chip(image, sheet):
        margin = 0.14 * area.height()
        target = placed(source.size().scaled(area.size().shrunkBy(QMarginsF(*[margin] * 4)), mode), area, frame)
        target.translate({"left": margin, "center": 0.0, "right": -margin}[frame.align], 0)
        ground = target.marginsAdded(QMarginsF(*[margin] * 4))
        path = QPainterPath()
        path.addRoundedRect(ground, 1.4 * margin, 1.4 * margin)
        painter.fillPath(path, QColor(chip))
    painter.drawImage(target, _kept(image, source, target.size(), sheet))


def _chip(image: QImage, sheet: Sheet) -> str:
    """The color of a ground for a see-through logo that would be lost on the background; empty for none."""
    if not image.hasAlphaChannel():
        return ""
    background = sheet.colors["background"]
    return sheet.remembered(("chip", image.cacheKey(), background), lambda: _ground_for(image, background))


def _ground_for(image: QImage, background: str) -> str:
    small = image.scaled(24, 24, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    seen = [color for y in range(24) for x in range(24) if (color := small.pixelColor(x, y)).alpha() > 128]
    if not seen or any(contrast(color.name(), background) >= _LOST for color in seen):
        return ""
    return readable_on(background)


def _kept(
    image: QImage,
    source: QRectF,
    size: QSizeF,
    sheet: Sheet,
    shape: Hashable = None,
    formed: Callable[[QImage], QImage] = lambda part: part,
) -> QImage:
    """A part of a picture as the device takes it, made smaller where it shows less, then formed.

    The page's memory keeps it: pages that differ in their texts and codes hold one picture, and so does their PDF.
    """
    width, height = max(1, round(size.width() * sheet.dots)), max(1, round(size.height() * sheet.dots))
    key = (image.cacheKey(), source.getRect(), width, height, shape, sheet.cmyk)
    kept = sheet.remembered("pictures", dict[Any, QImage])
    if key not in kept:
        if len(kept) >= _MOST_PICTURES:
            del kept[next(iter(kept))]
        kept[key] = _for_device(formed(_part(image, source, width, height)), sheet)
    return kept[key]


def _part(image: QImage, source: QRectF, width: int, height: int) -> QImage:
    part = image if source == QRectF(image.rect()) else image.copy(source.toAlignedRect())
    if width >= part.width() or height >= part.height():
        return part
    return part.scaled(width, height, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)


def _for_device(image: QImage, sheet: Sheet) -> QImage:
    """The picture in the device's colors; what is see-through stays as it is, as Qt masks RGB pictures only.

    ``print_pdf`` turns it into the colors of printing presses in the finished file.
    """
    return image.convertToFormat(QImage.Format.Format_CMYK8888) if sheet.cmyk and not image.hasAlphaChannel() else image


def _masked(image: QImage, frame: Frame, area: QRectF) -> QImage:
    """The picture with everything outside of its outline see-through; edges are smooth, unlike those of a clip."""
    masked = QImage(image.size(), QImage.Format.Format_ARGB32_Premultiplied)
    masked.fill(Qt.GlobalColor.transparent)
    painter = QPainter(masked)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    across, down = image.width() / area.width(), image.height() / area.height()
    path = outline(frame, QRectF(QPointF(0, 0), area.size()), frame.mask if frame.mask == "ellipse" else "")
    painter.fillPath(QTransform.fromScale(across, down).map(path), QBrush(image))
    painter.end()
    return masked

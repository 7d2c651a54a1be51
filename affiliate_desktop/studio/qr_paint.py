"""Styled codes on any painter: the one function that screens, pictures, pages and printers share."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QGradient, QImage, QLinearGradient, QPainter, QPainterPath, QRadialGradient

from affiliate_desktop.studio.matrix import Matrix
from affiliate_desktop.studio.model import QrStyle
from affiliate_desktop.studio.pictures import open_picture
from affiliate_desktop.studio.qr_shapes import Ink, Plan, Step, plan
from affiliate_desktop.studio.qr_style import Gradient, QrLook

_LEAST_LOGO_DOTS = 8
_PLAIN = QrLook()


def logo_of(style: QrStyle) -> QImage | None:
    """The logo of a style, upright and as pixels; None when it has none.

    Raises:
        BadInput: when the file is no picture that can be used.
    """
    return None if style.look.logo is None else open_picture(style.look.logo)


def plan_of(code: Matrix, style: QrStyle, logo: QImage | None) -> Plan:
    """What is drawn of a code with this logo."""
    return plan(code, style, None if logo is None else logo.width() / max(logo.height(), 1))


def paint_code(painter: QPainter, area: QRectF, code: Matrix, style: QrStyle, logo: QImage | None = None) -> None:
    """Paints a code with its own ground and quiet zone, so that it can stand on any background.

    Args:
        painter: any device's; its state is as before afterwards.
        area: a square in the painter's units; the quiet zone of ``style.quiet`` modules lies within it.
        code: the modules.
        style: colors, quiet zone and look; its size and dpi do not matter here.
        logo: as :func:`logo_of` gives it; read once where many codes are painted.

    Raises:
        BadInput: when the code's level bears no logo.
    """
    module = area.width() / (code.size + 2 * style.quiet)
    # What cannot be drawn is refused before anything is: the painter stays as it was.
    drawn = None if style.look == _PLAIN and logo is None else plan_of(code, style, logo)
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.fillRect(area, QColor(style.light))
    painter.translate(area.x() + style.quiet * module, area.y() + style.quiet * module)
    painter.scale(module, module)
    if drawn is None:
        painter.fillPath(_plain_path(code), QColor(style.dark))
        painter.restore()
        return
    for layer in drawn.layers:
        path = path_of(layer.outline)
        path.setFillRule(Qt.FillRule.OddEvenFill if layer.holes else Qt.FillRule.WindingFill)
        painter.fillPath(path, _brush(layer.ink, code.size))
    if drawn.logo is not None and logo is not None:
        _paint_logo(painter, QRectF(*drawn.logo), logo)
    painter.restore()


def _plain_path(code: Matrix) -> QPainterPath:
    """Square modules as one path of whole runs: many copies are painted, and most codes are plain."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    add = path.addRect
    for row, column, length in code.runs():
        add(column, row, length, 1)
    return path


def _paint_logo(painter: QPainter, place: QRectF, logo: QImage) -> None:
    """The logo, averaged down to the device's dots where it has more: sampling would break fine lines."""
    dots = max(painter.combinedTransform().mapRect(place).width(), _LEAST_LOGO_DOTS)
    if dots < logo.width() / 1.5:
        logo = logo.scaledToWidth(round(dots), Qt.TransformationMode.SmoothTransformation)
    painter.drawImage(place, logo)


def path_of(outline: list[Step]) -> QPainterPath:
    """An outline as Qt's path."""
    path = QPainterPath()
    for letter, *numbers in outline:
        if letter == "M":
            path.moveTo(*numbers)
        elif letter == "L":
            path.lineTo(*numbers)
        elif letter == "C":
            path.cubicTo(*numbers)
        else:
            path.closeSubpath()
    return path


def _brush(ink: Ink, size: int) -> QBrush:
    if ink.gradient is Gradient.NONE:
        return QBrush(QColor(ink.color))
    gradient: QGradient
    if ink.gradient is Gradient.RADIAL:
        gradient = QRadialGradient(QPointF(size / 2, size / 2), size * 0.7072)
    else:
        across = size if ink.gradient is Gradient.DIAGONAL else 0
        gradient = QLinearGradient(0, 0, across, size)
    gradient.setColorAt(0, QColor(ink.color))
    gradient.setColorAt(1, QColor(ink.fade))
    return QBrush(gradient)

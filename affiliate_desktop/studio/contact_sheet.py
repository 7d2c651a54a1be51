"""A contact sheet: all banners of a set on pages of A4, each with its name, size and weight."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from affiliate_desktop.studio.fonts import Face, font
from affiliate_desktop.studio.print_pdf import PrintPage, pages_pdf
from affiliate_desktop.studio.sheet import UNITS_A_MM

_WIDTH, _HEIGHT, _MARGIN = 2100.0, 2970.0, 150.0
"""Tenths of a millimeter."""
PAGE_MM = (_WIDTH / UNITS_A_MM, _HEIGHT / UNITS_A_MM)
_TOP, _GAP, _CAPTION = 300.0, 70.0, 90.0
_ROW = 560.0
"""Most room that a row of pictures takes in height."""
_UNITS_A_PIXEL = 2.6
"""Banners are shown at about the size they have on a screen, and smaller where that is too large."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A banner on the sheet; ``bytes`` is the weight of its first file."""

    name: str
    width: int
    height: int
    bytes: int
    picture: QImage


@dataclass(frozen=True, slots=True)
class _Place:
    banner: Shown
    area: QRectF


def contact_sheet(title: str, banners: Sequence[Shown]) -> bytes:
    """The PDF."""
    pages = _pages(banners)
    page = PrintPage(*PAGE_MM, title=title)
    painters = [partial(_paint, title, places, number, len(pages)) for number, places in enumerate(pages, 1)]
    content, _ = pages_pdf(page, painters)
    return content


def _pages(banners: Sequence[Shown]) -> list[list[_Place]]:
    """The banners in rows, as many on a page as fit."""
    pages: list[list[_Place]] = [[]]
    x, y, row = _MARGIN, _TOP, 0.0
    room = _WIDTH - 2 * _MARGIN
    for banner in banners:
        size = QSizeF(banner.width, banner.height) * _UNITS_A_PIXEL
        if size.width() > room or size.height() > _ROW:
            size.scale(QSizeF(min(room, size.width()), min(_ROW, size.height())), Qt.AspectRatioMode.KeepAspectRatio)
        cell = max(size.width(), 330.0)
        if x > _MARGIN and x + cell > _WIDTH - _MARGIN:
            x, y, row = _MARGIN, y + row + _CAPTION + _GAP, 0.0
        if pages[-1] and y + size.height() + _CAPTION > _HEIGHT - _MARGIN:
            pages.append([])
            x, y, row = _MARGIN, _TOP, 0.0
        pages[-1].append(_Place(banner, QRectF(QPointF(x, y), size)))
        x, row = x + cell + _GAP, max(row, size.height())
    return pages


def _paint(title: str, places: Sequence[_Place], number: int, count: int, painter: QPainter) -> None:
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    head = QRectF(_MARGIN, 130, _WIDTH - 2 * _MARGIN, 90)
    painter.setPen(QColor("#1c2b2f"))
    painter.setFont(font(56, Face(weight=700)))
    words = painter.fontMetrics().elidedText(
        " ".join(title.split()), Qt.TextElideMode.ElideRight, int(head.width() - 200)
    )
    painter.drawText(head, int(Qt.AlignmentFlag.AlignVCenter), words)
    painter.setFont(font(30))
    painter.setPen(QColor("#5b6b70"))
    if count > 1:
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(head, int(flags), f"{number} / {count}")
    for place in places:
        painter.drawImage(place.area, place.banner.picture)
        painter.setPen(QPen(QColor("#c9d2d4"), 1.5))
        painter.drawRect(place.area)
        _caption(painter, place)


def _caption(painter: QPainter, place: _Place) -> None:
    banner = place.banner
    left, top, width = place.area.x(), place.area.bottom() + 14, max(place.area.width(), 330.0)
    painter.setFont(font(27, Face(weight=600)))
    painter.setPen(QColor("#1c2b2f"))
    name = painter.fontMetrics().elidedText(banner.name, Qt.TextElideMode.ElideRight, int(width))
    painter.drawText(QRectF(left, top, width, 36), 0, name)
    painter.setFont(font(25))
    painter.setPen(QColor("#5b6b70"))
    facts = f"{banner.width} x {banner.height} px, {-(-banner.bytes // 1000)} kB"
    painter.drawText(QRectF(left, top + 36, width, 36), 0, facts)

"""Where frames stand: from shares of a reference page and anchors to the units of the page at hand, and back."""

from dataclasses import replace
from functools import lru_cache

from PySide6.QtCore import QRectF, QSizeF

from affiliate_desktop.studio.frames import Box, Frame, FrameKind
from affiliate_desktop.studio.sheet import Sheet

_ACROSS = {"left": 0.0, "center": 0.5, "right": 1.0}
_DOWN = {"top": 0.0, "middle": 0.5, "bottom": 1.0}
_BLEEDING = frozenset({FrameKind.SHAPE, FrameKind.GRADIENT, FrameKind.PICTURE})
_TOUCHES = 1e-3


def area_of(frame: Frame, sheet: Sheet) -> QRectF:
    """The rectangle of a frame on a page, in its units; without bleed and before any turn that is no quarter."""
    return QRectF(*place_of(frame, sheet))


def place_of(frame: Frame, sheet: Sheet) -> Box:
    """The same as left, top, width and height."""
    left, top, width, height = frame.box
    if frame.anchor:
        sides_across, sides_down = _sides(frame.anchor)
        reference = _reference(sheet)
        left, width = _span((left, width), reference[0], sheet.width, sides_across)
        top, height = _span((top, height), reference[1], sheet.height, sides_down)
    else:
        left, width = left * sheet.width, width * sheet.width
        top, height = top * sheet.height, height * sheet.height
    if not frame.square:
        return left, top, width, height
    edge = frame.square * sheet.edge
    left += (width - edge) * _ACROSS[frame.align]
    return left, top + (height - edge) * _DOWN[frame.valign], edge, edge


def box_of(area: QRectF, frame: Frame, sheet: Sheet) -> Box:
    """The box that puts a frame at a rectangle of this page; the other way round of :func:`area_of`."""
    sides_across, sides_down = _sides(frame.anchor)
    width, height = _reference(sheet)
    left, across = _share((area.x(), area.width()), width, sheet.width, sides_across)
    top, down = _share((area.y(), area.height()), height, sheet.height, sides_down)
    return (left, top, across, down)


def _reference(sheet: Sheet) -> tuple[float, float]:
    """The reference page's edges in units of this page, made as large as its shorter edge."""
    width, height = sheet.reference or (sheet.width, sheet.height)
    scale = sheet.edge / min(width, height)
    return width * scale, height * scale


_Sides = tuple[bool, bool, bool]
"""Whether the first side, the last side and the middle of an axis are named."""


@lru_cache(maxsize=64)
def _sides(anchor: str) -> tuple[_Sides, _Sides]:
    """What an anchor names across and down."""
    words = anchor.split()
    across, down = (tuple(name in words for name in names) for names in (_ACROSS, _DOWN))
    return (across[0], across[2], across[1]), (down[0], down[2], down[1])


def _span(place: tuple[float, float], reference: float, page: float, sides: _Sides) -> tuple[float, float]:
    """Start and length on one axis; see ``Frame.anchor``."""
    (start, length), (first, last, middle) = place, sides
    begin, end = start * reference, page - (1 - start - length) * reference
    if first and last:
        return begin, max(0.0, end - begin)
    if first:
        return begin, length * reference
    if last:
        return end - length * reference, length * reference
    if middle:
        return page / 2 + (start - 0.5) * reference, length * reference
    return start * page, length * page


def _share(place: tuple[float, float], reference: float, page: float, sides: _Sides) -> tuple[float, float]:
    (start, length), (first, last, middle) = place, sides
    if first and last:
        begin, end = start / reference, 1 - (page - start - length) / reference
        return begin, end - begin
    if first:
        return start / reference, length / reference
    if last:
        share = length / reference
        return 1 - (page - start - length) / reference - share, share
    if middle:
        return (start - page / 2) / reference + 0.5, length / reference
    return start / page, length / page


def with_bleed(frame: Frame, area: QRectF, sheet: Sheet) -> QRectF:
    """The area, reaching past the edges that it touches."""
    if frame.kind not in _BLEEDING or not any(sheet.bleed):
        return area
    near = _TOUCHES * sheet.edge
    left, top, right, bottom = sheet.bleed
    return area.adjusted(
        -left if area.left() <= near else 0,
        -top if area.top() <= near else 0,
        right if area.right() >= sheet.width - near else 0,
        bottom if area.bottom() >= sheet.height - near else 0,
    )


def lies_across(turn: float) -> bool:
    """Whether a turn is a quarter to either side: a frame's box is what is seen, and its content's edges swap."""
    return round(turn, 3) % 180 == 90


def placed(size: QSizeF, area: QRectF, frame: Frame) -> QRectF:
    """A size within an area, as the frame is aligned."""
    return within(size.width(), size.height(), area, frame)


def within(width: float, height: float, area: QRectF, frame: Frame) -> QRectF:
    """What is so wide and high within an area, as the frame is aligned."""
    left = area.x() + (area.width() - width) * _ACROSS[frame.align]
    return QRectF(left, area.y() + (area.height() - height) * _DOWN[frame.valign], width, height)


def mirrored(frame: Frame) -> Frame:
    """The frame at the other side, for scripts that run from right to left."""
    left, top, width, height = frame.box
    swap = {"left": "right", "right": "left"}
    anchor = " ".join(swap.get(word, word) for word in frame.anchor.split())
    x, y, across, down = frame.crop
    return replace(
        frame,
        box=(1 - left - width, top, width, height),
        align=swap.get(frame.align, frame.align),
        anchor=anchor,
        lean=-frame.lean,
        crop=(x, y, across, down),
    )

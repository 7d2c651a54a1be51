"""Edits as a person sees them: on the page at hand, whatever the anchors of the frames say.

The frames' places on the page are turned into shares of it, the edit is made there (see ``arranging``), and what it
moved goes back through each frame's anchor.
"""

from collections.abc import Callable, Collection
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTransform

from affiliate_desktop.studio.frames import Box, Frame, Frames
from affiliate_desktop.studio.places import area_of, box_of, lies_across
from affiliate_desktop.studio.sheet import Sheet


def on_page(frames: Frames, sheet: Sheet, edit: Callable[[Frames], Frames]) -> Frames:
    """The frames after an edit of their boxes, in which the boxes are shares of this page.

    Args:
        frames: of a variant or part.
        sheet: the page that is seen.
        edit: keeps the number and the order of the frames.
    """
    seen = tuple(replace(frame, box=shares(area_of(frame, sheet), sheet)) for frame in frames)
    pairs = zip(frames, seen, edit(seen), strict=True)
    return tuple(_back(frame, before.box, after.box, sheet) for frame, before, after in pairs)


def at_area(frame: Frame, area: QRectF, sheet: Sheet) -> Frame:
    """The frame at a rectangle of the page."""
    return _back(frame, shares(area_of(frame, sheet), sheet), shares(area, sheet), sheet)


def anchored(frame: Frame, anchor: str, sheet: Sheet) -> Frame:
    """The frame with another anchor, in the place where it is seen on this page."""
    whole = area_of(replace(frame, square=0.0), sheet)
    made = replace(frame, anchor=anchor)
    return replace(made, box=box_of(whole, made, sheet))


def at_turn(frame: Frame, turn: float, sheet: Sheet) -> Frame:
    """The frame turned about its middle, in the form it is seen in.

    Args:
        frame: of a variant or part.
        turn: degrees clockwise; kept between -180 and 180.
        sheet: the page that is seen.
    """
    turn = round(180 - (180 - turn) % 360, 3)
    made = replace(frame, turn=turn)
    if lies_across(turn) is lies_across(frame.turn) or frame.square:
        return made
    area = area_of(frame, sheet)
    swapped = QRectF(QPointF(0, 0), area.size().transposed())
    swapped.moveCenter(area.center())
    return replace(made, box=box_of(swapped, made, sheet))


def turned(frames: Frames, chosen: Collection[int], degrees: float, about: QPointF, sheet: Sheet) -> Frames:
    """Turns frames about a point of the page, each as it stands to the others."""
    way = QTransform().translate(about.x(), about.y()).rotate(degrees).translate(-about.x(), -about.y())

    def turn(frame: Frame) -> Frame:
        made = at_turn(frame, frame.turn + degrees, sheet)
        area = area_of(made, sheet)
        area.moveCenter(way.map(area_of(frame, sheet).center()))
        return at_area(made, area, sheet)

    if not degrees:
        return frames
    return tuple(turn(frame) if index in chosen else frame for index, frame in enumerate(frames))


def shares(area: QRectF, sheet: Sheet) -> Box:
    """A rectangle as shares of the page."""
    return (
        area.x() / sheet.width,
        area.y() / sheet.height,
        area.width() / sheet.width,
        area.height() / sheet.height,
    )


def _back(frame: Frame, before: Box, after: Box, sheet: Sheet) -> Frame:
    if after == before:
        return frame
    left, top, width, height = after
    area = QRectF(left * sheet.width, top * sheet.height, width * sheet.width, height * sheet.height)
    if not frame.square:
        return replace(frame, box=box_of(area, frame, sheet))
    if max(abs(width - before[2]), abs(height - before[3])) < 1e-9:
        whole = area_of(replace(frame, square=0.0), sheet)
        whole.translate((left - before[0]) * sheet.width, (top - before[1]) * sheet.height)
        return replace(frame, box=box_of(whole, frame, sheet))
    return replace(frame, box=box_of(area, frame, sheet), square=min(area.width(), area.height()) / sheet.edge)

"""What a pressed mouse does on the canvas: moves or turns what is selected, pulls at a handle, draws a rubber band."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QTransform

from affiliate_desktop.gui.editor.editing import Editing
from affiliate_desktop.studio import arranging
from affiliate_desktop.studio.frames import FrameKind, Frames, Guides
from affiliate_desktop.studio.guides import guides_at
from affiliate_desktop.studio.leaves import safe_of
from affiliate_desktop.studio.page_arranging import on_page, shares, turned
from affiliate_desktop.studio.places import area_of
from affiliate_desktop.studio.snapping import Snap, guides_of, snap_edges, snap_move

translate = QCoreApplication.translate
Keys = Qt.KeyboardModifier
HANDLES = ("lt", "t", "rt", "r", "rb", "b", "lb", "l")
"""The handles around a selection, by the edges that they pull."""

TURN = "o"
"""The handle that turns."""
REACH = 24.0
"""How far above what is selected it stands, in pixels; below it where it would be out of sight."""
_NEAR, _STEP, _EIGHTH, _QUARTER = 3.0, 15.0, 45.0, 90.0


def handle_point(area: QRectF, handle: str, turn: float = 0.0) -> QPointF:
    """Where a handle of a rectangle on the screen is, which is turned about its middle."""
    x = area.left() if "l" in handle else area.right() if "r" in handle else area.center().x()
    y = area.top() if "t" in handle else area.bottom() if "b" in handle else area.center().y()
    return about(area.center(), turn).map(QPointF(x, y))


def turn_handle(area: QRectF, turn: float, room: QRectF) -> tuple[QPointF, str]:
    """Where the handle that turns is, and the handle it hangs on.

    Args:
        area: around what is selected, on the screen.
        turn: of the handles.
        room: what is in sight of the screen.
    """
    across = area.center().x()
    turned_about = about(area.center(), turn)
    above, below = (turned_about.map(QPointF(across, y)) for y in (area.top() - REACH, area.bottom() + REACH))
    return (below, "b") if room.contains(below) and not room.contains(above) else (above, "t")


def about(middle: QPointF, turn: float) -> QTransform:
    """A turn about a point."""
    return QTransform().translate(middle.x(), middle.y()).rotate(turn).translate(-middle.x(), -middle.y())


def outer_area(editing: Editing) -> QRectF:
    """The rectangle around what is selected, on the page; null when nothing is."""
    area = QRectF()
    seen = {each.index: each.area for each in editing.seen()}
    for index in editing.selection:
        area = area.united(seen.get(index) or area_of(editing.frames[index], editing.sheet()))
    return area


def moving_area(editing: Editing) -> QRectF:
    """The rectangle around the boxes of what is selected and can be moved; null when nothing is.

    Texts of a stack share one box.
    """
    area, sheet = QRectF(), editing.sheet()
    for index in editing.selection & editing.movable():
        area = area.united(area_of(editing.frames[index], sheet))
    return area


def turn_of(editing: Editing) -> float:
    """By how many degrees the handles stand turned: as the one frame that is selected; upright around several."""
    frame = editing.one()
    return 0.0 if frame is None or round(frame.turn, 3) % _QUARTER == 0 else frame.turn


def _guides(editing: Editing) -> Guides:
    """The lines of the page and of the frames that stay, and the page's guides while they are shown."""
    staying = arranging.with_stacks(editing.frames, editing.selection)
    leaf = editing.leaf
    neighbors = [each.area for each in editing.seen() if each.index not in staying and not each.turn]
    own = guides_at(editing.design, leaf.spot) if editing.guides_shown else None
    return guides_of(leaf.width, leaf.height, safe_of(editing.design, leaf), neighbors, own)


@dataclass
class Band:
    """A rubber band: selects what it touches.

    Attributes:
        kept: what stays selected besides.
    """

    start: QPointF
    kept: frozenset[int]
    area: QRectF
    snap: Snap = Snap()  # noqa: RUF009 - frozen

    def drag(self, editing: Editing, point: QPointF, keys: Keys, within: float) -> None:  # noqa: ARG002 - as others
        """Follows the mouse."""
        self.area = QRectF(self.start, point).normalized()
        met = {
            each.index
            for each in editing.reachable()
            if self.area.intersects(each.area) and not each.area.contains(self.area)
        }
        editing.choose(self.kept | met)

    def end(self, editing: Editing) -> None:
        """The mouse is let go."""


class Move:
    """Moves what is selected; Shift keeps it on one axis, Alt lets it go anywhere."""

    def __init__(self, editing: Editing, start: QPointF) -> None:
        self._start, self._frames = start, editing.frames
        self._area, self._sheet, self._guides = moving_area(editing), editing.sheet(), _guides(editing)
        self._chosen = editing.movable()
        self.snap = Snap()

    def drag(self, editing: Editing, point: QPointF, keys: Keys, within: float) -> None:
        """Follows the mouse."""
        way = point - self._start
        if keys & Keys.ShiftModifier:
            way = QPointF(way.x(), 0) if abs(way.x()) >= abs(way.y()) else QPointF(0, way.y())
        free = bool(keys & Keys.AltModifier)
        self.snap = Snap() if free else snap_move(self._area.translated(way), self._guides, within)
        right = (way.x() + self.snap.right) / self._sheet.width
        down = (way.y() + self.snap.down) / self._sheet.height
        editing.try_out(on_page(self._frames, self._sheet, lambda f: arranging.moved(f, self._chosen, right, down)))

    def end(self, editing: Editing) -> None:
        """The mouse is let go."""
        editing.settle(translate("Editor", "Move"))


class Resize:
    """Pulls at a handle; Shift keeps the proportions, Alt lets the edges go anywhere."""

    def __init__(self, editing: Editing, start: QPointF, handle: str) -> None:
        self._start, self._handle, self._frames = start, handle, editing.frames
        self._turn = turn_of(editing)
        self._area, self._sheet, self._guides = moving_area(editing), editing.sheet(), _guides(editing)
        self._chosen = editing.movable()
        self.snap = Snap()

    def drag(self, editing: Editing, point: QPointF, keys: Keys, within: float) -> None:
        """Follows the mouse."""
        area = self._pulled(about(QPointF(), -self._turn).map(point - self._start))
        self.snap = Snap()
        if keys & Keys.ShiftModifier:
            area = self._in_proportion(area)
        elif not keys & Keys.AltModifier and not self._turn:
            area, self.snap = snap_edges(area, self._handle, self._guides, within)
        if self._turn:  # it turns about its new middle: the side that is not pulled at stays where it is seen
            way = area.center() - self._area.center()
            area.translate(about(QPointF(), self._turn).map(way) - way)
        old, new = shares(self._area, self._sheet), shares(area, self._sheet)

        def resize(frames: Frames) -> Frames:
            return arranging.resized(frames, self._chosen, old, new)

        editing.try_out(on_page(self._frames, self._sheet, resize))

    def end(self, editing: Editing) -> None:
        """The mouse is let go."""
        editing.settle(translate("Editor", "Resize"))

    def _pulled(self, way: QPointF) -> QRectF:
        """The rectangle with the handle's edges moved, never turned inside out."""
        least = self._sheet.edge * 0.01
        area = QRectF(self._area)
        if "l" in self._handle:
            area.setLeft(min(area.left() + way.x(), area.right() - least))
        if "r" in self._handle:
            area.setRight(max(area.right() + way.x(), area.left() + least))
        if "t" in self._handle:
            area.setTop(min(area.top() + way.y(), area.bottom() - least))
        if "b" in self._handle:
            area.setBottom(max(area.bottom() + way.y(), area.top() + least))
        return area

    def _in_proportion(self, area: QRectF) -> QRectF:
        old = self._area
        scale = max(area.width() / max(old.width(), 1e-6), area.height() / max(old.height(), 1e-6))
        if self._handle in {"t", "b"}:
            scale = area.height() / max(old.height(), 1e-6)
        if self._handle in {"l", "r"}:
            scale = area.width() / max(old.width(), 1e-6)
        width, height = old.width() * scale, old.height() * scale
        left = old.right() - width if "l" in self._handle else old.left()
        top = old.bottom() - height if "t" in self._handle else old.top()
        return QRectF(left, top, width, height)


class Turn:
    """Turns what is selected about its middle; Shift goes in steps of 15°, Alt stops at no eighth of a turn.

    A part that repeats is turned by quarters only, as its cells stay in their rows.
    """

    def __init__(self, editing: Editing, start: QPointF) -> None:
        self._frames, self._sheet = editing.frames, editing.sheet()
        self._chosen = editing.movable()
        self._middle = moving_area(editing).center()
        self._start = self._angle(start)
        one = editing.one()
        self._first = one.turn if one is not None else 0.0
        self._quarters = any(editing.frames[index].kind is FrameKind.PART for index in self._chosen)
        self.snap = Snap()

    def drag(self, editing: Editing, point: QPointF, keys: Keys, within: float) -> None:  # noqa: ARG002 - as others
        """Follows the mouse."""
        turn = self._first + self._angle(point) - self._start
        eighth = round(turn / _EIGHTH) * _EIGHTH
        if self._quarters:
            turn = round(turn / _QUARTER) * _QUARTER
        elif keys & Keys.ShiftModifier:
            turn = round(turn / _STEP) * _STEP
        elif abs(turn - eighth) <= _NEAR and not keys & Keys.AltModifier:
            turn = eighth
        degrees = round(turn, 1) - self._first
        editing.try_out(turned(self._frames, self._chosen, degrees, self._middle, self._sheet))

    def end(self, editing: Editing) -> None:
        """The mouse is let go."""
        editing.settle(translate("Editor", "Turn"))

    def _angle(self, point: QPointF) -> float:
        way = point - self._middle
        return math.degrees(math.atan2(way.y(), way.x()))


Gesture = Band | Move | Resize | Turn

"""The canvas: the page in sight, painted by the studio's painter, and what the mouse and the keys do to its frames."""

from dataclasses import replace

from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea
from typing_extensions import override

from affiliate_desktop.core.problems import Problem
from affiliate_desktop.gui.editor.editing import Editing
from affiliate_desktop.gui.editor.gestures import (
    HANDLES,
    TURN,
    Band,
    Gesture,
    Keys,
    Move,
    Resize,
    Turn,
    handle_point,
    moving_area,
    outer_area,
    turn_handle,
    turn_of,
)
from affiliate_desktop.gui.editor.guides import Pull, guide_near, nudge_guide, place_words
from affiliate_desktop.gui.editor.overlay import Overlay
from affiliate_desktop.gui.editor.rulers import BREADTH, Ruler
from affiliate_desktop.gui.editor.view import LEAST, MOST, PAD, View, fitting_scale, natural_scale
from affiliate_desktop.gui.editor.words import frame_name
from affiliate_desktop.gui.messages import words
from affiliate_desktop.gui.theme import Theme
from affiliate_desktop.studio import arranging
from affiliate_desktop.studio.frames import Frames
from affiliate_desktop.studio.guides import UPRIGHT, Line
from affiliate_desktop.studio.leaves import bleed_of
from affiliate_desktop.studio.paint import paint
from affiliate_desktop.studio.seen import frame_at

SNAP = 6.0
"""How near a line has to be to be snapped to, in pixels."""
GRIP = 7.0
"""How near the pointer has to be to a handle, in pixels."""
HOLD = 4.0
"""How near the pointer has to be to a guide, in pixels."""
START = 4.0
"""How far the pointer goes before what is pressed moves, in pixels."""
_WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_CURSORS = (
    Qt.CursorShape.SizeFDiagCursor,
    Qt.CursorShape.SizeVerCursor,
    Qt.CursorShape.SizeBDiagCursor,
    Qt.CursorShape.SizeHorCursor,
)
"""Of the handles in their order, each an eighth of a turn after the one before."""


class Canvas(QAbstractScrollArea):
    """Shows the page in sight.

    Signals:
        zoomed(int): the zoom in percent.
        opened(): a frame was double-clicked.
        guides_wanted(): a guide is worked with while guides are not shown.
    """

    zoomed = Signal(int)
    opened = Signal()
    guides_wanted = Signal()

    def __init__(self, editing: Editing, theme: Theme) -> None:
        super().__init__()
        self._editing, self._theme = editing, theme
        self._fit, self._scale = True, 1.0
        self._gesture: Gesture | Pull | None = None
        self._pressed: QPointF | None = None
        self._again: int | None = None
        self._page = QImage()
        self._trouble = ""
        self._overlay = Overlay(editing, theme)
        self._across, self._down = Ruler(theme, self, across=True), Ruler(theme, self, across=False)
        for ruler in (self._across, self._down):
            ruler.pressed.connect(self._pull_new)
            ruler.pulled.connect(self._pull)
            ruler.let_go.connect(self._drop)
        self.setViewportMargins(BREADTH, BREADTH, 0, 0)
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Page"))
        self.viewport().setMouseTracking(True)
        self.setMinimumSize(320, 240)
        editing.changed.connect(self._repaint_page)
        editing.chosen.connect(self._mark)
        editing.turned.connect(self._show_whole)
        theme.changed.connect(self._refresh)

    # --- zoom --------------------------------------------------------------------------------------------------

    @Slot()
    def fit(self) -> None:
        """Shows the whole page."""
        self._fit = True
        self._arrange()

    @Slot()
    def zoom_natural(self) -> None:
        """100 %: a pixel is a pixel, a millimeter about a millimeter."""
        self._zoom_to(natural_scale(self._editing.leaf.unit, self._editing.leaf.units))

    @Slot()
    def zoom_in(self) -> None:
        """A step closer."""
        self._zoom_to(self._scale * 1.25)

    @Slot()
    def zoom_out(self) -> None:
        """A step away."""
        self._zoom_to(self._scale / 1.25)

    def view(self) -> View:
        """Where the page is in the viewport."""
        size, leaf = self.viewport().size(), self._editing.leaf
        across, down = leaf.width * self._scale, leaf.height * self._scale
        if self._fits():
            return View(self._scale, (size.width() - across) / 2, (size.height() - down) / 2)
        left = size.width() / 2 - self.horizontalScrollBar().value()
        return View(self._scale, left, size.height() / 2 - self.verticalScrollBar().value())

    def _fits(self) -> bool:
        """Whether the whole page is in sight; else each of its points can be scrolled to the middle."""
        size, leaf = self.viewport().size(), self._editing.leaf
        across, down = leaf.width * self._scale, leaf.height * self._scale
        return across + 2 * PAD <= size.width() + 1 and down + 2 * PAD <= size.height() + 1

    def show_guides(self, shown: bool) -> None:  # noqa: FBT001 - a slot of a toggle
        """Shows or hides the guides, the safe area and the edge of the page."""
        self._editing.guides_shown = shown
        if not shown and self._editing.guide is not None:
            self._editing.choose_guide(None)
        self.viewport().update()

    def _zoom_to(self, scale: float, about: QPointF | None = None) -> None:
        """Zooms, so that a point of the screen (the middle where none is given) stays on its place of the page."""
        natural = natural_scale(self._editing.leaf.unit, self._editing.leaf.units)
        middle = about or QPointF(self.viewport().rect().center())
        held = self.view().to_page(middle)
        self._fit = False
        self._scale = min(max(scale, natural * LEAST), natural * MOST)
        self._arrange()
        size = self.viewport().size()
        self.horizontalScrollBar().setValue(round(size.width() / 2 + held.x() * self._scale - middle.x()))
        self.verticalScrollBar().setValue(round(size.height() / 2 + held.y() * self._scale - middle.y()))

    def _arrange(self) -> None:
        size, leaf = self.viewport().size(), self._editing.leaf
        page = QSizeF(leaf.width, leaf.height)
        if self._fit:
            self._scale = fitting_scale(page, QSizeF(size))
        for bar, room, length in (
            (self.horizontalScrollBar(), size.width(), leaf.width * self._scale),
            (self.verticalScrollBar(), size.height(), leaf.height * self._scale),
        ):
            bar.setPageStep(room)
            bar.setRange(0, 0 if self._fits() else round(length))
        self.zoomed.emit(round(100 * self._scale / natural_scale(leaf.unit, leaf.units)))
        self._repaint_page()

    # --- painting ----------------------------------------------------------------------------------------------

    @Slot()
    def _show_whole(self) -> None:
        self._gesture = None
        self.fit()
        self._mark()

    @Slot()
    def _refresh(self) -> None:
        self.viewport().update()

    @Slot()
    def _repaint_page(self) -> None:
        self._page = QImage()
        self._mark()

    @Slot()
    def _mark(self) -> None:
        view, units = self.view(), self._editing.leaf.units
        area = outer_area(self._editing)
        self._across.show_view(view, units, (area.left(), area.right()))
        self._down.show_view(view, units, (area.top(), area.bottom()))
        self.setAccessibleDescription(self._said())
        if self._editing.guide is not None and not self._editing.guides_shown:
            self.guides_wanted.emit()
        self.viewport().update()

    def _said(self) -> str:
        if self._editing.guide is not None:
            return self.tr("Guide at {place}").format(place=place_words(self._editing, self._editing.guide))
        frames = [self._editing.frames[index] for index in sorted(self._editing.selection)]
        names = ", ".join(frame_name(frame) for frame in frames)
        return self.tr("Selected: {names}").format(names=names) if names else self.tr("Nothing is selected")

    def _painted(self, view: View) -> QImage:
        """The part of the page that is in sight, kept until the design, the zoom or the scrolling changes."""
        if not self._page.isNull():
            return self._page
        ratio, size = self.devicePixelRatioF(), self.viewport().size()
        image = QImage(size * ratio, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        image.setDevicePixelRatio(ratio)
        bleed = bleed_of(self._editing.design, self._editing.leaf)
        painter = QPainter(image)
        painter.translate(view.left, view.top)
        painter.scale(view.scale, view.scale)
        try:
            sheet = replace(self._editing.sheet(), dots=view.scale * ratio, bleed=(bleed,) * 4)
            paint(painter, self._editing.frames, sheet)
            self._trouble = ""
        except Problem as problem:
            self._trouble = words(problem)
        finally:
            painter.end()
        self._page = image
        return image

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        view = self.view()
        page = self._painted(view)
        painter = QPainter(self.viewport())
        self._overlay.ground(painter, QRectF(self.viewport().rect()))
        painter.drawImage(0, 0, page)
        self._overlay.edges(painter, view, whole=self._editing.guides_shown)
        self._overlay.guides(painter, view, QRectF(self.viewport().rect()))
        self._overlay.selection(painter, view, QRectF(self.viewport().rect()))
        if self._gesture is not None:
            self._overlay.snapped(painter, view, self._gesture.snap, QRectF(self.viewport().rect()))
        if isinstance(self._gesture, Band):
            self._overlay.band(painter, view.to_screen(self._gesture.area))
        if self._trouble:
            self._overlay.trouble(painter, QRectF(self.viewport().rect()), self._trouble)
        painter.end()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        corner = self.viewport().geometry()
        self._across.setGeometry(corner.left(), corner.top() - BREADTH, corner.width(), BREADTH)
        self._down.setGeometry(corner.left() - BREADTH, corner.top(), BREADTH, corner.height())
        self._arrange()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._repaint_page()

    # --- mouse -------------------------------------------------------------------------------------------------

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        editing, point = self._editing, event.position()
        if event.button() != Qt.MouseButton.LeftButton:
            hit = frame_at(editing.reachable(), self.view().to_page(point))
            if hit is not None and not self._under(self.view().to_page(point)):
                editing.choose({hit})  # what the menu is about
            return
        self._pressed = point
        handle = self.handle_at(point)
        place = self.view().to_page(point)
        if handle:
            self._gesture = Turn(editing, place) if handle == TURN else Resize(editing, place, handle)
            return
        line = self.guide_at(point)
        if line is not None:
            editing.choose_guide(line)
            self._gesture = Pull(editing, line[0], line)
            return
        more = bool(event.modifiers() & (Keys.ShiftModifier | Keys.ControlModifier))
        hit = frame_at(editing.reachable(), place)
        if hit is None or (hit not in editing.selection and self._is_ground(hit)):
            kept = editing.selection if more else frozenset()
            editing.choose(kept)
            self._gesture = Band(place, kept, QRectF(place, place))
        elif more:
            whole = arranging.with_groups(editing.frames, {hit})
            editing.choose(editing.selection - whole if hit in editing.selection else editing.selection | whole)
        else:
            self._again = hit if self._under(place) else None
            if self._again is None:
                editing.choose({hit})

    def _is_ground(self, index: int) -> bool:
        """Whether a frame fills the page: a rubber band can begin on it, a click selects it."""
        leaf = self._editing.leaf
        page = QRectF(0, 0, leaf.width, leaf.height).adjusted(1, 1, -1, -1)
        return any(each.index == index and each.area.contains(page) for each in self._editing.seen())

    def _under(self, place: QPointF) -> bool:
        """Whether something that is selected lies under a point; it is moved, though another may lie above it."""
        return any(each.index in self._editing.selection and each.holds(place) for each in self._editing.reachable())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point, view = event.position(), self.view()
        if self._pressed is None:
            self._show_cursor(point)
            return
        far = (point - self._pressed).manhattanLength() >= START
        if self._gesture is None and far and self._editing.movable():
            self._editing.seal()
            self._gesture = Move(self._editing, view.to_page(self._pressed))
            self._again = None
        if self._gesture is not None:
            self._follow(point, event.modifiers())

    def _follow(self, point: QPointF, keys: Keys) -> None:
        view, gesture = self.view(), self._gesture
        if isinstance(gesture, Pull):
            gesture.off = not self.viewport().rect().contains(point.toPoint())
        if gesture is not None:
            gesture.drag(self._editing, view.to_page(point), keys, SNAP / view.scale)
            self.viewport().update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        gesture, self._gesture, pressed, self._pressed = self._gesture, None, self._pressed, None
        if isinstance(gesture, Band) and pressed is not None and event.position() == pressed:
            hit = frame_at(self._editing.reachable(), self.view().to_page(pressed))
            self._editing.choose(gesture.kept if hit is None else gesture.kept | {hit})
        elif gesture is not None:
            gesture.end(self._editing)
        elif self._again is not None:
            self._choose_again(self._again, event)
        self._again = None
        self.viewport().update()

    def _choose_again(self, hit: int, event: QMouseEvent) -> None:
        """A click on what is selected: of several the one is selected; with Alt what lies below it."""
        place, selection = self.view().to_page(event.position()), self._editing.selection
        if event.modifiers() & Keys.AltModifier and len(selection) == 1:
            below = frame_at(self._editing.reachable(), place, below=next(iter(selection)))
            self._editing.choose(selection if below is None else {below})
        else:
            self._editing.choose({hit})

    # --- guides ------------------------------------------------------------------------------------------------

    @Slot(str)
    def _pull_new(self, way: str) -> None:
        """A ruler was pressed: a guide comes out of it once the pointer is over the page's table."""
        self.setFocus()
        self._gesture = Pull(self._editing, way)

    @Slot(QPointF, Qt.KeyboardModifier)
    def _pull(self, point: QPointF, keys: Keys) -> None:
        if isinstance(self._gesture, Pull):
            self._follow(point - QPointF(self.viewport().pos()), keys)

    @Slot()
    def _drop(self) -> None:
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.end(self._editing)

    def guide_at(self, point: QPointF) -> Line | None:
        """The guide at a point of the viewport; None where there is none, or guides are not shown."""
        if not self._editing.guides_shown:
            return None
        view = self.view()
        return guide_near(self._editing, view.to_page(point), HOLD / view.scale)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        hit = frame_at(self._editing.reachable(), self.view().to_page(event.position()))
        if hit is not None:
            self._editing.choose({hit}, groups=False)
            self.opened.emit()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Keys.ControlModifier:
            self._zoom_to(self._scale * 1.0015 ** event.angleDelta().y(), event.position())
            event.accept()
            return
        super().wheelEvent(event)

    def handle_at(self, point: QPointF) -> str:
        """The handle at a point of the viewport; empty for none."""
        if not self._editing.selection & self._editing.movable():
            return ""
        ways = {each: (self._handle_point(each) - point).manhattanLength() for each in (*HANDLES, TURN)}
        near = min(ways, key=lambda each: ways[each])
        return near if ways[near] <= 1.5 * GRIP else ""

    def place_of(self, index: int) -> QPoint:
        """The middle of a frame in the viewport."""
        area = next(each.area for each in self._editing.seen() if each.index == index)
        return self.view().to_screen(area).center().toPoint()

    def place_of_handle(self, handle: str) -> QPoint:
        """The middle of a handle in the viewport."""
        return self._handle_point(handle).toPoint()

    def _handle_point(self, handle: str) -> QPointF:
        area, turn = self.view().to_screen(moving_area(self._editing)), turn_of(self._editing)
        if handle == TURN:
            return turn_handle(area, turn, QRectF(self.viewport().rect()))[0]
        return handle_point(area, handle, turn)

    def _show_cursor(self, point: QPointF) -> None:
        handle, line = self.handle_at(point), self.guide_at(point)
        over = frame_at(self._editing.reachable(), self.view().to_page(point)) is not None
        if handle == TURN:
            shape = Qt.CursorShape.PointingHandCursor
        elif handle:
            eighths = round(turn_of(self._editing) / 45)
            shape = _CURSORS[(HANDLES.index(handle) + eighths) % len(_CURSORS)]
        elif line is not None:
            shape = Qt.CursorShape.SplitHCursor if line[0] == UPRIGHT else Qt.CursorShape.SplitVCursor
        else:
            shape = Qt.CursorShape.SizeAllCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    # --- keys --------------------------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = _WAYS.get(Qt.Key(event.key()))
        if way is not None and (self._editing.selection or self._editing.guide):
            self._nudge(*way, 10 if event.modifiers() & Keys.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape and self._cancel():
            return
        else:
            super().keyPressEvent(event)

    def _nudge(self, right: int, down: int, times: int) -> None:
        """Moves by a pixel or half a millimeter, or ten times as far."""
        leaf = self._editing.leaf
        step = (0.5 * leaf.units if leaf.unit == "mm" else 1.0) * times
        if self._editing.guide is not None:
            nudge_guide(self._editing, self._editing.guide, right, down, step)
            return
        chosen = self._editing.movable()

        def move(frames: Frames) -> Frames:
            return arranging.moved(frames, chosen, right * step / leaf.width, down * step / leaf.height)

        self._editing.edit_on_page(self.tr("Move"), move, run="nudge")

    def _cancel(self) -> bool:
        """Gives a drag up, or selects nothing; False when there is neither."""
        if self._gesture is not None:
            self._gesture, self._pressed = None, None
            self._editing.give_up()
        elif self._editing.selection or self._editing.guide:
            self._editing.choose(())
        else:
            return False
        self.viewport().update()
        return True

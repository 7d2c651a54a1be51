"""What is painted over the page: its edges, the safe area, what is selected, and lines that were snapped to."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from affiliate_desktop.gui.editor.editing import Editing
from affiliate_desktop.gui.editor.gestures import HANDLES, about, handle_point, moving_area, turn_handle, turn_of
from affiliate_desktop.gui.editor.guides import place_words
from affiliate_desktop.gui.editor.view import View
from affiliate_desktop.gui.theme import Theme, font
from affiliate_desktop.studio.guides import LEVEL, UPRIGHT, guides_at, lines_of
from affiliate_desktop.studio.leaves import bleed_of, safe_of
from affiliate_desktop.studio.snapping import Snap

MARK = "#1a73e8"
"""Of what is selected: seen on light and dark pages, and unlike any of the program's accents."""
GUIDE = "#0097c4"
"""Of guides: told apart from what is selected and from the safe area."""
LINE = "#e0218a"
"""Of lines that are snapped to."""
_HANDLE = 8.0
_ROUND = 5.0


class Overlay:
    """Paints marks in pixels of the screen, over the page."""

    def __init__(self, editing: Editing, theme: Theme) -> None:
        self._editing, self._theme = editing, theme

    def ground(self, painter: QPainter, room: QRectF) -> None:
        """The table that the page lies on."""
        painter.fillRect(room, QColor(self._theme.colors.neutral_soft))

    def edges(self, painter: QPainter, view: View, *, whole: bool) -> None:
        """The edge of the trimmed page and the safe area; what is cut away is dimmed."""
        leaf = self._editing.leaf
        page = view.to_screen(QRectF(0, 0, leaf.width, leaf.height))
        bleed = bleed_of(self._editing.design, leaf) * view.scale
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if bleed:
            around = page.adjusted(-bleed, -bleed, bleed, bleed)
            dim = QColor(self._theme.colors.neutral_soft)
            dim.setAlpha(140)
            for strip in _frame(around, page):
                painter.fillRect(strip, dim)
            if whole:
                painter.setPen(QPen(QColor("#d0312d"), 1, Qt.PenStyle.DotLine))
                painter.drawRect(around)
        painter.setPen(QColor(self._theme.colors.edge))
        painter.drawRect(page.adjusted(-0.5, -0.5, 0.5, 0.5))
        safe = safe_of(self._editing.design, leaf) * view.scale
        if whole and safe:
            painter.setPen(QPen(QColor("#1b8a5a"), 1, Qt.PenStyle.DashLine))
            painter.drawRect(page.adjusted(safe, safe, -safe, -safe))

    def guides(self, painter: QPainter, view: View, room: QRectF) -> None:
        """The page's guides, from edge to edge of the room; the selected one with its place."""
        editing, leaf = self._editing, self._editing.leaf
        if not editing.guides_shown:
            return
        own = guides_at(editing.design, leaf.spot)
        for way, length in ((UPRIGHT, leaf.width), (LEVEL, leaf.height)):
            for number, share in enumerate(lines_of(own, way)):
                chosen = editing.guide == (way, number)
                painter.setPen(QPen(QColor(MARK if chosen else GUIDE), 2 if chosen else 1))
                at = share * length
                if way == UPRIGHT:
                    painter.drawLine(QPointF(view.x(at), room.top()), QPointF(view.x(at), room.bottom()))
                else:
                    painter.drawLine(QPointF(room.left(), view.y(at)), QPointF(room.right(), view.y(at)))
                if chosen:
                    corner = QPointF(view.x(at) + 5, room.top() + 5)
                    corner = corner if way == UPRIGHT else QPointF(room.left() + 5, view.y(at) + 5)
                    self._place_label(painter, corner, place_words(editing, (way, number)))

    def _place_label(self, painter: QPainter, corner: QPointF, words: str) -> None:
        painter.setFont(font("small"))
        lines = painter.fontMetrics()
        area = QRectF(corner, QSizeF(lines.horizontalAdvance(words) + 12, lines.height() + 4))
        painter.fillRect(area, QColor(MARK))
        painter.setPen(QColor("#ffffff"))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), words)

    def selection(self, painter: QPainter, view: View, room: QRectF) -> None:
        """Outlines of what is selected, and the handles around it."""
        editing = self._editing
        if not editing.selection:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(MARK), 1.4))
        for each in editing.seen():
            if each.index in editing.selection:
                area = view.to_screen(each.area)
                painter.drawPolygon(_turned(area, each.turn))
        if moving_area(editing).isNull():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            return
        area, turn = view.to_screen(moving_area(editing)), turn_of(editing)
        painter.setPen(QPen(QColor(MARK), 1, Qt.PenStyle.DashLine))
        painter.drawPolygon(_turned(area, turn))
        painter.setPen(QPen(QColor(MARK), 1.4))
        grip, foot = turn_handle(area, turn, room)
        painter.drawLine(handle_point(area, foot, turn), grip)
        painter.setBrush(QColor("#ffffff"))
        for handle in HANDLES:
            middle = handle_point(area, handle, turn)
            square = QRectF(middle - QPointF(_HANDLE / 2, _HANDLE / 2), QSizeF(_HANDLE, _HANDLE))
            painter.drawPolygon(_turned(square, turn))
        painter.drawEllipse(grip, _ROUND, _ROUND)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def snapped(self, painter: QPainter, view: View, snap: Snap, room: QRectF) -> None:
        """Lines that what is dragged has snapped to."""
        painter.setPen(QPen(QColor(LINE), 1))
        for across in snap.upright:
            painter.drawLine(QPointF(view.x(across), room.top()), QPointF(view.x(across), room.bottom()))
        for down in snap.level:
            painter.drawLine(QPointF(room.left(), view.y(down)), QPointF(room.right(), view.y(down)))

    def band(self, painter: QPainter, area: QRectF) -> None:
        """The rubber band."""
        fill = QColor(MARK)
        fill.setAlpha(40)
        painter.setPen(QColor(MARK))
        painter.setBrush(fill)
        painter.drawRect(area)

    def trouble(self, painter: QPainter, room: QRectF, text: str) -> None:
        """Why the page cannot be painted."""
        painter.fillRect(room, QColor(self._theme.colors.danger_soft))
        painter.setPen(QColor(self._theme.colors.danger))
        painter.setFont(font("body"))
        flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        painter.drawText(room.adjusted(40, 20, -40, -20), flags, text)


def _frame(outer: QRectF, inner: QRectF) -> list[QRectF]:
    """The four strips between two rectangles."""
    return [
        QRectF(outer.topLeft(), QPointF(outer.right(), inner.top())),
        QRectF(QPointF(outer.left(), inner.bottom()), outer.bottomRight()),
        QRectF(QPointF(outer.left(), inner.top()), inner.bottomLeft()),
        QRectF(inner.topRight(), QPointF(outer.right(), inner.bottom())),
    ]


def _turned(area: QRectF, turn: float) -> QPolygonF:
    return about(area.center(), turn).map(QPolygonF(area))

"""How a layer is shown: its icon and name, and at the right an eye and a lock to click."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip, QWidget
from typing_extensions import override

from affiliate_desktop.gui.theme import Theme
from affiliate_desktop.studio.frames import Frame

FRAME = Qt.ItemDataRole.UserRole
"""The role of the frame itself."""
ROOM, SIZE = 24, 16
"""Of each sign, in pixels."""
_EYE, _LOCK = "eye", "lock"
Index = QModelIndex | QPersistentModelIndex


class LayerRows(QStyledItemDelegate):
    """Paints layers, and tells of clicks on their signs.

    Signals:
        hide_wanted(int), lock_wanted(int): the eye or the lock of this row was clicked.
    """

    hide_wanted = Signal(int)
    lock_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        room = option.rect.width() - 2 * ROOM - option.decorationSize.width() - 22
        option.text = option.fontMetrics.elidedText(option.text, Qt.TextElideMode.ElideRight, max(room, 20))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        frame, colors = index.data(FRAME), self._theme.colors
        for sign, is_set in ((_EYE, frame.hidden), (_LOCK, frame.locked)):
            icon = {(_EYE, True): "eye-off", (_LOCK, False): "unlock"}.get((sign, is_set), sign)
            pixmap = self._theme.pixmap(
                icon, colors.text if is_set else colors.edge, SIZE, painter.device().devicePixelRatio()
            )
            place = QRect(0, 0, SIZE, SIZE)
            place.moveCenter(sign_area(option.rect, sign).center())
            painter.drawPixmap(place.topLeft(), pixmap)

    @override
    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        presses = {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick}
        if event.type() not in {*presses, QEvent.Type.MouseButtonRelease} or not isinstance(event, QMouseEvent):
            return super().editorEvent(event, model, option, index)
        sign = sign_at(option.rect, event.position().toPoint())
        if not sign:
            return super().editorEvent(event, model, option, index)
        if event.type() in presses and event.button() == Qt.MouseButton.LeftButton:
            (self.hide_wanted if sign == _EYE else self.lock_wanted).emit(index.row())
        return True

    @override
    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        sign = sign_at(option.rect, event.pos())
        if not sign:
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), self._tip(index.data(FRAME), sign), view)
        return True

    def _tip(self, frame: Frame, sign: str) -> str:
        if sign == _EYE:
            return self.tr("Show (Ctrl+Shift+H)") if frame.hidden else self.tr("Hide (Ctrl+Shift+H)")
        return self.tr("Unlock (Ctrl+Shift+L)") if frame.locked else self.tr("Lock (Ctrl+Shift+L)")


def sign_area(row: QRect, sign: str) -> QRect:
    """Where the eye or the lock of a row is."""
    right = row.right() - 4 - (ROOM if sign == _EYE else 0)
    return QRect(right - ROOM, row.top(), ROOM, row.height())


def sign_at(row: QRect, point: QPoint) -> str:
    """The sign at a point: ``eye``, ``lock``, or none."""
    return next((sign for sign in (_EYE, _LOCK) if sign_area(row, sign).contains(point)), "")

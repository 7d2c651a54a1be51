"""All pages of a design side by side, painted anew at each change; one of them is in sight on the canvas."""

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Slot,
)
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from affiliate_desktop.core.problems import Problem
from affiliate_desktop.gui.editor.editing import Editing
from affiliate_desktop.gui.theme import Theme, font
from affiliate_desktop.studio.arranging import frames_at
from affiliate_desktop.studio.leaves import Leaf, thumbnail

Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_PICTURE = Qt.ItemDataRole.UserRole
CELL = QSize(116, 116)
PLACE = QSize(100, 66)
"""Room of a page in its cell."""


class Pages(QAbstractListModel):
    """The pages and their pictures; only those that a change touches are painted again."""

    def __init__(self, editing: Editing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editing = editing
        self._memories: dict[str, dict[Any, Any]] = {leaf.id: {} for leaf in editing.leaves}
        self._painted: dict[str, object] = {}
        self._pictures: dict[str, QImage] = {}
        self.ratio = 1.0

    def paint_pages(self) -> None:
        """Paints each page that would look different now."""
        editing = self._editing
        for row, leaf in enumerate(editing.leaves):
            state = self._state(leaf)
            if self._painted.get(leaf.id) == state:
                continue
            room = PLACE * self.ratio
            try:
                made = thumbnail(editing.shown, leaf, editing.filled, room, self._memories[leaf.id])
            except Problem:
                made = QImage()  # the canvas says why
            made.setDevicePixelRatio(self.ratio)
            self._painted[leaf.id], self._pictures[leaf.id] = state, made
            index = self.index(row, 0)
            self.dataChanged.emit(index, index, [_PICTURE])

    def _state(self, leaf: Leaf) -> object:
        """What a page's picture depends on."""
        design, filled = self._editing.shown, self._editing.filled
        look = (design.colors, design.fonts, design.parts, design.page, tuple(filled.small.values()))
        return (frames_at(design, leaf.spot), id(filled.texts), look, self.ratio)

    @override
    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._editing.leaves)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        leaf = self._editing.leaves[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return leaf.name
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{leaf.name}, {size_words(leaf)}"
        if role == Qt.ItemDataRole.StatusTipRole:
            return size_words(leaf)
        return self._pictures.get(leaf.id) if role == _PICTURE else None


def size_words(leaf: Leaf) -> str:
    """Width and height of a page as people write them."""
    width, height = leaf.width / leaf.units, leaf.height / leaf.units
    words = f"{round(width)} \N{MULTIPLICATION SIGN} {round(height)}"
    return f"{words} mm" if leaf.unit == "mm" else words


class _Thumbs(QStyledItemDelegate):
    """Paints a page with its name and size below."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return CELL

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colors, cell = self._theme.colors, QRect(option.rect).adjusted(3, 3, -3, -3)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setPen(QColor(colors.accent) if chosen else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.selected) if chosen else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(cell), 8, 8)
        self._paint_page(painter, cell, index.data(_PICTURE))
        foot = QRect(cell.left() + 6, cell.top() + PLACE.height() + 12, cell.width() - 12, 34)
        painter.setFont(font("small"))
        lines = painter.fontMetrics()
        name = lines.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, foot.width())
        flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        painter.setPen(QColor(colors.text))
        painter.drawText(foot, flags, name)
        painter.setPen(QColor(colors.muted))
        size = str(index.data(Qt.ItemDataRole.StatusTipRole))
        painter.drawText(foot.adjusted(0, lines.lineSpacing(), 0, 6), flags, size)
        painter.restore()

    def _paint_page(self, painter: QPainter, cell: QRect, picture: object) -> None:
        if not isinstance(picture, QImage) or picture.isNull():
            return
        size = picture.deviceIndependentSize()
        place = QRectF(0, 0, size.width(), size.height())
        place.moveCenter(QRectF(cell.left(), cell.top() + 7, cell.width(), PLACE.height()).center())
        place.moveTopLeft(place.topLeft().toPoint())
        painter.drawImage(place, picture)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(self._theme.colors.line))
        painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))


class Previews(QListView):
    """The pages in a row."""

    def __init__(self, editing: Editing, theme: Theme) -> None:
        super().__init__()
        self._editing = editing
        self.pages = Pages(editing, self)
        self.setModel(self.pages)
        self.setItemDelegate(_Thumbs(theme, self))
        self.setAccessibleName(self.tr("All sizes"))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(CELL.height() + 20)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.repaint_pages)
        editing.changed.connect(self._soon.start)
        editing.turned.connect(self._turned)
        self._turned()
        self.selectionModel().currentChanged.connect(self._moved)
        self._soon.start()

    @Slot()
    def repaint_pages(self) -> None:
        """Paints the pages as the design is now."""
        self.pages.ratio = self.devicePixelRatioF()
        self.pages.paint_pages()

    @Slot()
    def _turned(self) -> None:
        index = self.pages.index(self._editing.leaves.index(self._editing.leaf), 0)
        if index != self.currentIndex():
            self.setCurrentIndex(index)

    @Slot(QModelIndex, QModelIndex)
    def _moved(self, to: QModelIndex, _from: QModelIndex) -> None:
        if to.isValid():
            self._editing.turn_to(self._editing.leaves[to.row()])

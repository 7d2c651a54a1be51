"""Designs side by side, each with a picture of itself; one is chosen."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from affiliate_desktop.gui.theme import Theme, font
from affiliate_desktop.studio.frames import Design

Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_PICTURE = Qt.ItemDataRole.UserRole
CELL = QSize(104, 110)
PLACE = QSize(90, 78)
"""Room of a picture in its cell."""


class DesignList(QAbstractListModel):
    """Designs and their pictures."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.designs: tuple[Design, ...] = ()
        self._pictures: dict[str, QPixmap] = {}

    def show_designs(self, designs: Sequence[Design]) -> None:
        """Shows other designs; their pictures are made anew."""
        self.beginResetModel()
        self.designs = tuple(designs)
        self._pictures.clear()
        self.endResetModel()

    def set_picture(self, design_id: str, content: bytes, ratio: float) -> None:
        """Shows a design's picture; one whose design has gone is dropped."""
        at = self.place(design_id)
        if at < 0:
            return
        image = QImage.fromData(QByteArray(content))
        smooth = Qt.TransformationMode.SmoothTransformation
        image = image.scaled(PLACE * ratio, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(ratio)
        self._pictures[design_id] = pixmap
        index = self.index(at, 0)
        self.dataChanged.emit(index, index, [_PICTURE])

    def place(self, design_id: str) -> int:
        """The row of a design; -1 where it is not there."""
        return next((at for at, design in enumerate(self.designs) if design.id == design_id), -1)

    @override
    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.designs)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        design = self.designs[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return design.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return design.about or design.name
        return self._pictures.get(design.id) if role == _PICTURE else None


class _Pictures(QStyledItemDelegate):
    """Paints a design's picture with its name below."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return CELL

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colors, cell = self._theme.colors, QRect(option.rect).adjusted(2, 2, -2, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setPen(QColor(colors.accent) if chosen else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.selected) if chosen else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(cell), 8, 8)
        picture = index.data(_PICTURE)
        place = QRect(cell.center().x() - PLACE.width() // 2, cell.top() + 7, PLACE.width(), PLACE.height())
        if isinstance(picture, QPixmap):
            size = picture.deviceIndependentSize().toSize()
            left, top = place.center().x() - size.width() // 2, place.center().y() - size.height() // 2
            painter.drawPixmap(left, top, picture)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(colors.line))
            painter.drawRect(QRectF(left - 0.5, top - 0.5, size.width() + 1, size.height() + 1))
        foot = QRect(cell.left() + 4, place.bottom() + 5, cell.width() - 8, cell.bottom() - place.bottom() - 6)
        painter.setFont(font("small"))
        painter.setPen(QColor(colors.text))
        name = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, foot.width())
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), name)
        painter.restore()


class DesignStrip(QListView):
    """The designs; one is chosen.

    Signals:
        chosen(Design): another one was chosen.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self.designs = DesignList(self)
        self.setModel(self.designs)
        self.setItemDelegate(_Pictures(theme, self))
        self.setAccessibleName(title)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(CELL.height() + 18)
        self.selectionModel().currentChanged.connect(self._moved)

    def design(self) -> Design | None:
        """The chosen design."""
        at = self.currentIndex()
        return self.designs.designs[at.row()] if at.isValid() else None

    def choose(self, design_id: str) -> None:
        """Chooses a design, or the first where it is not there."""
        at = max(0, self.designs.place(design_id))
        if self.designs.rowCount():
            self.setCurrentIndex(self.designs.index(at, 0))
            self.scrollTo(self.currentIndex())

    def show_designs(self, designs: Sequence[Design], keep: str) -> None:
        """Shows other designs and chooses one of them."""
        self.selectionModel().blockSignals(True)
        self.designs.show_designs(designs)
        self.selectionModel().blockSignals(False)
        self.choose(keep)

    @Slot(QModelIndex, QModelIndex)
    def _moved(self, _to: QModelIndex, _from: QModelIndex) -> None:
        design = self.design()
        if design is not None:
            self.chosen.emit(design)

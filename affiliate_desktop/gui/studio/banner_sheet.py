"""The sizes of a banner set side by side, each with its picture."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from affiliate_desktop.gui.theme import Theme, font
from affiliate_desktop.studio.model import BannerSize

Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_PICTURE = Qt.ItemDataRole.UserRole
CELL = QSize(114, 110)
PLACE = QSize(98, 62)
"""Room of a thumbnail in its cell."""


def pixels(width: float, height: float) -> str:
    """Width and height as people write them."""
    return f"{width:g} \N{MULTIPLICATION SIGN} {height:g}"


class BannerSizes(QAbstractListModel):
    """Sizes and their thumbnails."""

    def __init__(self, sizes: Sequence[BannerSize], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sizes: tuple[BannerSize, ...] = tuple(sizes)
        self._pictures: dict[str, QPixmap] = {}

    def show_sizes(self, sizes: Sequence[BannerSize]) -> None:
        """Shows other sizes."""
        self.beginResetModel()
        self.sizes = tuple(sizes)
        self.endResetModel()

    def set_picture(self, size_id: str, content: bytes, ratio: float) -> None:
        """Shows a banner's picture; one whose size has gone is dropped."""
        row = next((at for at, size in enumerate(self.sizes) if size.id == size_id), -1)
        if row < 0:
            return
        image = QImage.fromData(QByteArray(content))
        box = PLACE * ratio
        if image.width() > box.width() or image.height() > box.height():
            smooth = Qt.TransformationMode.SmoothTransformation
            image = image.scaled(box, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(ratio)
        self._pictures[size_id] = pixmap
        index = self.index(row, 0)
        self.dataChanged.emit(index, index, [_PICTURE])

    @override
    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.sizes)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        size = self.sizes[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return pixels(size.width, size.height)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{size.name}, {pixels(size.width, size.height)}"
        if role == Qt.ItemDataRole.StatusTipRole:
            return size.name
        return self._pictures.get(size.id) if role == _PICTURE else None


class _Thumbs(QStyledItemDelegate):
    """Paints a thumbnail with its size below."""

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
        painter.drawRoundedRect(cell, 8, 8)
        picture = index.data(_PICTURE)
        place = QRect(cell.center().x() - PLACE.width() // 2, cell.top() + 8, PLACE.width(), PLACE.height())
        if isinstance(picture, QPixmap):
            size = picture.deviceIndependentSize().toSize()
            left, top = place.center().x() - size.width() // 2, place.center().y() - size.height() // 2
            painter.drawPixmap(left, top, picture)
        foot = QRect(cell.left() + 6, place.bottom() + 6, cell.width() - 12, cell.bottom() - place.bottom() - 8)
        painter.setFont(font("small"))
        lines = painter.fontMetrics()
        name = lines.elidedText(
            str(index.data(Qt.ItemDataRole.StatusTipRole)), Qt.TextElideMode.ElideRight, foot.width()
        )
        painter.setPen(QColor(colors.text))
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), name)
        painter.setPen(QColor(colors.muted))
        below = foot.adjusted(0, lines.lineSpacing(), 0, 4)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), str(index.data()))
        painter.restore()


class BannerSheet(QListView):
    """The thumbnails; one is chosen.

    Signals:
        chosen(BannerSize): another one was chosen.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, sizes: Sequence[BannerSize], title: str) -> None:
        super().__init__()
        self.sizes = BannerSizes(sizes, self)
        self.setModel(self.sizes)
        self.setItemDelegate(_Thumbs(theme, self))
        self.setAccessibleName(title)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(CELL.height() + 20)
        self.selectionModel().currentChanged.connect(self._moved)
        self.choose_first()

    def choose_first(self) -> None:
        """Chooses the first size."""
        if self.sizes.rowCount():
            self.setCurrentIndex(self.sizes.index(0, 0))

    def size_chosen(self) -> BannerSize | None:
        """The chosen size."""
        at = self.currentIndex()
        return self.sizes.sizes[at.row()] if at.isValid() else None

    @Slot(QModelIndex, QModelIndex)
    def _moved(self, _to: QModelIndex, _from: QModelIndex) -> None:
        size = self.size_chosen()
        if size is not None:
            self.chosen.emit(size)

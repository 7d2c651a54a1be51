"""The table as it stands in the file; the names of its columns can be dragged onto fields."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QColor, QDrag, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget
from typing_extensions import override

from affiliate_desktop.gui.statements.slots import COLUMN_NAME
from affiliate_desktop.gui.statements.titles import field_title
from affiliate_desktop.gui.tables import Index
from affiliate_desktop.gui.theme import Theme, font
from affiliate_desktop.statements.model import Field
from affiliate_desktop.statements.trials import Line, Look

_NONE = QModelIndex()
GAP_LINE: Line = (0, ("…",))
"""Stands between the first and the last lines."""
NARROWEST, WIDEST = 132, 220
"""Widths of a column; the name of any field has room above it."""


class RawModel(QAbstractTableModel):
    """The first and the last lines of a table.

    Args:
        theme: colors of lines that are no rows and of mapped columns.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._look: Look | None = None
        self._lines: tuple[Line, ...] = ()
        self._meanings: dict[str, str] = {}
        self._ends = 0

    def show_look(self, look: Look | None) -> None:
        """Shows another table."""
        self.beginResetModel()
        self._look = look
        self._meanings = {}
        self._lines = () if look is None else _lines(look)
        self.endResetModel()

    def mark(self, columns: Mapping[Field, str], skip_bottom: int) -> None:
        """Shows which columns are mapped, and how many lines at the end are left out."""
        self._meanings = {name: field_title(field) for field, name in columns.items()}
        last = [number for number, _ in (self._look.bottom if self._look else ())][-skip_bottom:] if skip_bottom else []
        self._ends = last[0] if last else 0
        if self._look is not None and self._look.names:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._look.names) - 1)
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def name(self, column: int) -> str:
        """The name of a column."""
        return self._look.names[column] if self._look and 0 <= column < len(self._look.names) else ""

    def line(self, row: int) -> int:
        """The line that a row shows; 0 for the gap."""
        return self._lines[row][0]

    @override
    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    @override
    def columnCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() or self._look is None else len(self._look.names)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        number, cells = self._lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return cells[index.column()] if index.column() < len(cells) else ""
        if role == Qt.ItemDataRole.ForegroundRole:
            return QBrush(QColor(self._theme.colors.text if self._is_row(number) else self._theme.colors.muted))
        if role == Qt.ItemDataRole.BackgroundRole:
            mapped = self.name(index.column()) in self._meanings and self._is_row(number)
            return QBrush(QColor(self._theme.colors.selected)) if mapped else None
        if role == Qt.ItemDataRole.FontRole and not self._is_row(number):
            light = font("small")
            light.setItalic(True)
            return light
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return (str(self._lines[section][0] or "")) if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            meaning = self._meanings.get(self.name(section), "")
            return f"{self.name(section)}\n{'→ ' + meaning if meaning else ' '}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.tr("Drag it onto a field at the left")
        return Qt.AlignmentFlag.AlignLeft if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _is_row(self, number: int) -> bool:
        above = self._look.header_line if self._look else 0
        return number > max(above, 0) and not (self._ends and number >= self._ends)


class ColumnHeader(QHeaderView):
    """The names of the columns, which can be dragged."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._pressed: QPoint | None = None
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(60)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint() if event.button() == Qt.MouseButton.LeftButton else None
        super().mousePressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at, place = self._pressed, event.position().toPoint()
        resizing = self.cursor().shape() == Qt.CursorShape.SplitHCursor
        if at is None or resizing or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
        elif (place - at).manhattanLength() >= QApplication.startDragDistance():
            self._pressed = None
            self._drag(self.logicalIndexAt(at))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        super().mouseReleaseEvent(event)

    def _drag(self, section: int) -> None:
        model = self.model()
        if not isinstance(model, RawModel) or section < 0:
            return
        name = model.name(section)
        data = QMimeData()
        data.setData(COLUMN_NAME, name.encode())
        data.setText(name)
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.setPixmap(self._ghost(name))
        drag.setHotSpot(QPoint(12, 12))
        drag.exec(Qt.DropAction.CopyAction)

    def _ghost(self, name: str) -> QPixmap:
        """The name on a ground, as it hangs on the pointer."""
        width = self.fontMetrics().horizontalAdvance(name) + 24
        picture = QPixmap(width, self.fontMetrics().height() + 12)
        picture.fill(self.palette().highlight().color())
        painter = QPainter(picture)
        painter.setPen(self.palette().highlightedText().color())
        painter.setFont(self.font())
        painter.drawText(picture.rect(), Qt.AlignmentFlag.AlignCenter, name)
        painter.end()
        return picture


class RawTable(QTableView):
    """The lines of a file.

    Signals:
        header_wanted(int): the column names stand in this line.
        end_wanted(int): this line and those below it are no rows.
    """

    header_wanted = Signal(int)
    end_wanted = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.lines = RawModel(theme, self)
        self.names = ColumnHeader(self)
        self.setHorizontalHeader(self.names)
        self.setModel(self.lines)
        self.setProperty("kind", "raw")
        self.setAccessibleName(self.tr("The file"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        numbers = self.verticalHeader()
        numbers.setDefaultSectionSize(self.fontMetrics().height() + 8)
        numbers.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        numbers.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for text, slot in (
            (self.tr("The column names stand in this line"), self._header),
            (self.tr("The rows end above this line"), self._end),
        ):
            self.addAction(text).triggered.connect(slot)
        theme.changed.connect(self._repaint)

    def show_look(self, look: Look | None) -> None:
        """Shows another table, its columns as wide as what stands in them."""
        self.lines.show_look(look)
        for column in range(self.lines.columnCount()):
            wanted = max(self.sizeHintForColumn(column), self.names.sectionSizeHint(column)) + 12
            self.setColumnWidth(column, max(NARROWEST, min(wanted, WIDEST)))

    def _chosen_line(self) -> int:
        return self.lines.line(self.currentIndex().row()) if self.currentIndex().isValid() else 0

    @Slot()
    def _header(self) -> None:
        if self._chosen_line():
            self.header_wanted.emit(self._chosen_line())

    @Slot()
    def _end(self) -> None:
        if self._chosen_line():
            self.end_wanted.emit(self._chosen_line())

    @Slot()
    def _repaint(self) -> None:
        self.viewport().update()


def _lines(look: Look) -> tuple[Line, ...]:
    shown = look.top[: 14 + max(look.header_line, 0)]
    last = max((number for number, _ in shown), default=0)
    below = [line for line in look.bottom if line[0] > last]
    gap = [GAP_LINE] if below and below[0][0] > last + 1 else []
    return (*shown, *gap, *below)

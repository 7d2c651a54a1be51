"""The table as pages show it: set-up, pills, remembered widths and order, copy, and what an empty one says."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QRect, QRectF, QSettings, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from affiliate_desktop.gui.colors import tone
from affiliate_desktop.gui.parts import EmptyState, paint_pill
from affiliate_desktop.gui.tables import MUTED, RECORD, TONE, Index, RecordModel, as_csv, as_text
from affiliate_desktop.gui.theme import Theme, font

R = TypeVar("R")
PAD = 12
SHARED_WIDTH = 160
"""What a column that shares the room has at least."""


class _Cells(QStyledItemDelegate):
    """Paints cells with room around them, and statuses as pills."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width() + 2 * PAD, size.height())

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colors = self._theme.colors
        painter.save()
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, colors.selected)
        painter.setPen(colors.line)
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        text, means = str(index.data() or ""), index.data(TONE)
        inner = box.adjusted(PAD, 0, -PAD, 0)
        if means and text:
            self._paint_pill(painter, inner, text, means)
        else:
            painter.setPen(colors.muted if index.data(MUTED) else colors.text)
            flags = index.data(Qt.ItemDataRole.TextAlignmentRole)
            painter.setFont(option.font)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, flags, shown)
        painter.restore()

    def _paint_pill(self, painter: QPainter, inner: QRect, text: str, means: str) -> None:
        painter.setFont(font("small"))
        metrics = painter.fontMetrics()
        width = min(metrics.horizontalAdvance(text) + 20, inner.width())
        height = metrics.height() + 6
        pill = QRectF(inner.left(), inner.center().y() - height / 2 + 0.5, width, height)
        paint_pill(painter, pill, text, *tone(self._theme.colors, means))


class RecordTable(QTableView, Generic[R]):
    """A table of records.

    Signals:
        activated_record(R): double click or Enter on a row.
        selection_moved(): the selection is another one; ask ``selected``.

    Args:
        model: the records.
        theme: colors of pills and lines.
        name: under which widths and order are remembered; also the accessible name's source.
        title: accessible name.
        sorted_by: column and direction at first, such as ``("day", True)`` for descending.
    """

    activated_record = Signal(object)
    selection_moved = Signal()

    def __init__(
        self, model: RecordModel[R], theme: Theme, name: str, title: str, sorted_by: tuple[str, bool] | None = None
    ) -> None:
        super().__init__()
        self.records = model
        self._name = name
        self._kept: list[object] = []
        self._sized: dict[str, int] = {}
        self.setAccessibleName(title)
        self.setItemDelegate(_Cells(theme, self))
        self.setModel(model)
        model.setParent(self)
        self._set_up()
        self._set_up_header(sorted_by)
        self._remember = QTimer(self)
        self._remember.setSingleShot(True)
        self._remember.setInterval(400)
        self._remember.timeout.connect(self._save)
        header = self.horizontalHeader()
        header.sectionResized.connect(self._resized)
        header.sortIndicatorChanged.connect(self._remember_soon)
        self.selectionModel().selectionChanged.connect(self._selection_changed)
        self.activated.connect(self._activated)
        model.modelAboutToBeReset.connect(self._keep_selection)
        model.modelReset.connect(self._restore_selection)
        theme.changed.connect(self._repaint)

    def selected(self) -> list[R]:
        """The selected records, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.records.record(row) for row in rows]

    def current(self) -> R | None:
        """The one selected record; None when there is none or there are several."""
        chosen = self.selected()
        return chosen[0] if len(chosen) == 1 else None

    def select(self, key: object) -> bool:
        """Selects a record by its key and scrolls to it; False when it is not shown."""
        row = self.records.row_of(key)
        if row < 0:
            return False
        self.selectRow(row)
        self.scrollTo(self.records.index(row, 0))
        return True

    def offer(self, text: str, on_trigger: Callable[[], object], keys: str = "") -> QAction:
        """Adds a command to the context menu.

        Args:
            text: what it says.
            on_trigger: bound method of a QObject.
            keys: its shortcut, which works while the table has the focus.
        """
        action = QAction(text, self)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(on_trigger)
        self.addAction(action)
        return action

    @Slot()
    def copy(self) -> None:
        """Puts the selected rows on the clipboard, as text and as CSV."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        texts = [[str(self.records.index(row, at).data()) for at in self._shown_columns()] for row in rows]
        if not texts:
            return
        data = QMimeData()
        data.setText(as_text(texts))
        titles = [self.records.columns[at].title for at in self._shown_columns()]
        data.setData("text/csv", as_csv(titles, texts).encode())
        QGuiApplication.clipboard().setMimeData(data)

    # --- inside ------------------------------------------------------------------------------------------------

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setCornerButtonEnabled(False)
        rows = self.verticalHeader()
        rows.setDefaultSectionSize(self.fontMetrics().height() + 20)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.hide()

    def _set_up_header(self, sorted_by: tuple[str, bool] | None) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(48)
        names = [column.name for column in self.records.columns]
        saved = QSettings().value(f"tables/{self._name}/sort", None)
        if isinstance(saved, list) and len(saved) == 2 and saved[0] in names:
            sorted_by = (str(saved[0]), saved[1] in (True, "true"))
        if sorted_by is not None:
            falling = Qt.SortOrder.DescendingOrder if sorted_by[1] else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(names.index(sorted_by[0]), falling)
        else:
            header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def _shown_columns(self) -> list[int]:
        return [at for at in range(len(self.records.columns)) if not self.isColumnHidden(at)]

    def _wanted_widths(self) -> dict[int, int]:
        character = self.fontMetrics().averageCharWidth()
        settings = QSettings()
        widths = {}
        for at, column in enumerate(self.records.columns):
            saved: Any = self._sized.get(column.name) or settings.value(f"tables/{self._name}/{column.name}")
            usable = isinstance(saved, int | str) and str(saved).isdigit()
            widths[at] = int(saved) if usable else column.width * character + 2 * PAD
        return widths

    def _hide_spare(self, widths: dict[int, int]) -> None:
        """Hides columns that can be spared until the others have room."""
        columns = self.records.columns
        need = sum(widths[at] if column.width else SHARED_WIDTH for at, column in enumerate(columns))
        for at in sorted(widths, key=lambda each: -columns[each].spare):
            hide = bool(columns[at].spare) and need > self.viewport().width()
            self.setColumnHidden(at, hide)
            need -= widths[at] if hide else 0

    def _lay_out(self) -> None:
        """Gives fixed columns their width and shares the rest among those of width 0."""
        header = self.horizontalHeader()
        header.blockSignals(True)
        widths = self._wanted_widths()
        self._hide_spare(widths)
        shared = [at for at in self._shown_columns() if self.records.columns[at].width == 0]
        room = self.viewport().width() - sum(widths[at] for at in self._shown_columns() if at not in shared)
        for at in self._shown_columns():
            wanted = max(room // len(shared), SHARED_WIDTH) if at in shared else widths[at]
            header.resizeSection(at, wanted)
        header.blockSignals(False)
        self.updateGeometries()

    @Slot(int, int, int)
    def _resized(self, section: int, _old: int, new: int) -> None:
        if self.records.columns[section].width:
            self._sized[self.records.columns[section].name] = new
        self._remember_soon()

    @Slot()
    def _remember_soon(self) -> None:
        self._remember.start()

    @Slot()
    def _save(self) -> None:
        header, settings = self.horizontalHeader(), QSettings()
        for column, width in self._sized.items():
            settings.setValue(f"tables/{self._name}/{column}", width)
        section = header.sortIndicatorSection()
        if 0 <= section < len(self.records.columns):
            falling = header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            settings.setValue(f"tables/{self._name}/sort", [self.records.columns[section].name, falling])

    @Slot()
    def _selection_changed(self) -> None:
        self.selection_moved.emit()

    @Slot(QModelIndex)
    def _activated(self, index: QModelIndex) -> None:
        self.activated_record.emit(index.data(RECORD))

    @Slot()
    def _keep_selection(self) -> None:
        self._kept = [self.records.key(record) for record in self.selected()]

    @Slot()
    def _restore_selection(self) -> None:
        kept, self._kept = self._kept, []
        for key in kept[:1]:
            self.select(key)
        self.selection_moved.emit()

    @Slot()
    def _repaint(self) -> None:
        self.viewport().update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current() is not None:
            self.activated_record.emit(self.current())
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 20)


class TableArea(QStackedWidget):
    """A table, or what to do next while it is empty.

    Args:
        table: the table.
        empty: shown while there are no records at all.
        nothing_found: shown while a search or filter leaves none.
    """

    def __init__(self, table: RecordTable[Any], empty: EmptyState, nothing_found: EmptyState | None = None) -> None:
        super().__init__()
        self.table = table
        self.empty = empty
        self.nothing_found = nothing_found
        for widget in (table, empty, nothing_found):
            if widget is not None:
                self.addWidget(widget)
        self.searching: Callable[[], bool] | None = None
        table.records.modelReset.connect(self._choose)
        table.records.rowsInserted.connect(self._choose)
        table.records.rowsRemoved.connect(self._choose)

    @Slot()
    def _choose(self) -> None:
        if self.table.records.rowCount():
            self.setCurrentWidget(self.table)
        elif self.nothing_found is not None and self.searching is not None and self.searching():
            self.setCurrentWidget(self.nothing_found)
        else:
            self.setCurrentWidget(self.empty)

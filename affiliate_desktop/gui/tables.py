"""Tables of records: columns declared as data, sorted by native values, copied as text and CSV."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()

SORT = Qt.ItemDataRole.UserRole
"""Role: the native value that a column is sorted by."""
RECORD = Qt.ItemDataRole.UserRole + 1
"""Role: the record of the row."""
TONE = Qt.ItemDataRole.UserRole + 2
"""Role: the tone of a pill (``colors.TONES``); empty for plain text."""
MUTED = Qt.ItemDataRole.UserRole + 3
"""Role: whether the text is less important."""

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column of a table.

    Attributes:
        name: stable short name; widths and sort order are remembered under it.
        title: heading, translated.
        text: what a cell shows.
        sort: native value to sort by (None comes first); the text, ignoring case, when there is none.
        right: aligned right, as figures are.
        tone: gives a tone when the cell is shown as a pill.
        muted: the text is less important.
        tip: tool tip of a cell.
        width: in characters; 0 shares the room that is left.
        spare: when a narrow table has no room, the columns with the highest number are hidden first; 0 always stays.
    """

    name: str
    title: str
    text: Callable[[R], str]
    sort: Callable[[R], Any] | None = None
    right: bool = False
    tone: Callable[[R], str] | None = None
    muted: bool = False
    tip: Callable[[R], str] | None = None
    width: int = 14
    spare: int = 0

    def order(self, record: R) -> tuple[bool, Any]:
        """What the record is sorted by."""
        value = self.sort(record) if self.sort is not None else self.text(record).casefold()
        return (value is not None, value)


class RecordModel(QAbstractTableModel, Generic[R]):
    """Frozen records in rows.

    Args:
        columns: what is shown.
        key: the identity of a record, such as its id.
    """

    def __init__(self, columns: Sequence[Column[R]], key: Callable[[R], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.key = key
        self._records: list[R] = []
        self._texts: list[tuple[str, ...] | None] = []
        self._sorted = (-1, Qt.SortOrder.AscendingOrder)

    @property
    def records(self) -> tuple[R, ...]:
        """The records in the order shown."""
        return tuple(self._records)

    def show_records(self, records: Sequence[R]) -> None:
        """Shows these records. The same rows in the same order are updated in place, others are a new query."""
        wanted = self._in_order(list(records))
        if wanted and [self.key(record) for record in wanted] == [self.key(record) for record in self._records]:
            self._update(wanted)
            return
        self.beginResetModel()
        self._records = wanted
        self._texts = [None] * len(wanted)
        self.endResetModel()

    def record(self, row: int) -> R:
        """The record in a row."""
        return self._records[row]

    def row_of(self, key: object) -> int:
        """The row of a record, -1 when it is not shown."""
        return next((row for row, record in enumerate(self._records) if self.key(record) == key), -1)

    # --- Qt's questions ----------------------------------------------------------------------------------------

    @override
    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._records)

    @override
    def columnCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, at = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._row_texts(row)[at]
        column = self.columns[at]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        if role == TONE:
            return column.tone(self._records[row]) if column.tone is not None else ""
        if role == MUTED:
            return column.muted
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip(self._records[row]) if column.tip is not None else None
        if role == SORT:
            return column.order(self._records[row])[1]
        return self._records[row] if role == RECORD else None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[section].right else _LEFT
        return None

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted = (column, order)
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        keys = [self.key(self._records[index.row()]) for index in old]
        self._records = self._in_order(self._records)
        self._texts = [None] * len(self._records)
        rows = {self.key(record): row for row, record in enumerate(self._records)}
        new = [self.index(rows[key], index.column()) for key, index in zip(keys, old, strict=True)]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    # --- inside ------------------------------------------------------------------------------------------------

    def _in_order(self, records: list[R]) -> list[R]:
        column, order = self._sorted
        if not 0 <= column < len(self.columns):
            return records
        return sorted(records, key=self.columns[column].order, reverse=order == Qt.SortOrder.DescendingOrder)

    def _row_texts(self, row: int) -> tuple[str, ...]:
        texts = self._texts[row]
        if texts is None:
            record = self._records[row]
            texts = tuple(column.text(record) for column in self.columns)
            self._texts[row] = texts
        return texts

    def _update(self, wanted: list[R]) -> None:
        for row, (old, new) in enumerate(zip(self._records, wanted, strict=True)):
            if old != new or self._texts[row] is not None:
                self._records[row] = new
                self._texts[row] = None
        if wanted:
            self.dataChanged.emit(self.index(0, 0), self.index(len(wanted) - 1, len(self.columns) - 1))


class PagedModel(RecordModel[R]):
    """Records that are fetched by key in pages while the user scrolls; for tables without a limit.

    Signals:
        more_wanted(object): the page after this record is wanted (None: the first); answer with ``add_page``.
        order_wanted(str, bool): sort by this column, descending or not; answer with ``restart`` and pages.
    """

    more_wanted = Signal(object)
    order_wanted = Signal(str, bool)

    def __init__(self, columns: Sequence[Column[R]], key: Callable[[R], object], parent: QObject | None = None) -> None:
        super().__init__(columns, key, parent)
        self._complete = True
        self._waiting = False

    def restart(self) -> None:
        """Forgets all rows and asks for the first page; for a new query."""
        self._waiting = True
        self._complete = False
        self.more_wanted.emit(None)

    def add_page(self, after: R | None, records: Sequence[R], *, complete: bool) -> None:
        """Adds a page; one that does not follow the last row any more is dropped.

        Args:
            after: the record it follows, as ``more_wanted`` said.
            records: the rows.
            complete: nothing comes after it.
        """
        if after is None:
            self._waiting, self._complete = False, complete
            self.beginResetModel()
            self._records, self._texts = list(records), [None] * len(records)
            self.endResetModel()
            return
        if not self._records or self.key(self._records[-1]) != self.key(after):
            return
        self._waiting, self._complete = False, complete
        if records:
            first = len(self._records)
            self.beginInsertRows(_NONE, first, first + len(records) - 1)
            self._records.extend(records)
            self._texts.extend([None] * len(records))
            self.endInsertRows()

    @override
    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._complete and not self._waiting

    @override
    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._waiting = True
            self.more_wanted.emit(self._records[-1] if self._records else None)

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.columns):
            self.order_wanted.emit(self.columns[column].name, order == Qt.SortOrder.DescendingOrder)


def as_csv(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A CSV text; a cell that a spreadsheet would take for a formula gets an apostrophe before it."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(titles)
    writer.writerows([_defused(cell) for cell in row] for row in rows)
    return file.getvalue()


def as_text(rows: Sequence[Sequence[str]]) -> str:
    """Cells separated by tabs, rows by line ends."""
    return "\n".join("\t".join(_defused(" ".join(cell.split())) for cell in row) for row in rows)


_MONEY = "$€£¥ \u00a0\u202f,.'"
"""What stands in amounts beside digits."""


def _defused(cell: str) -> str:
    figure = "".join(each for each in cell[1:] if each not in _MONEY)
    if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not figure.isdigit():
        return "'" + cell
    return cell

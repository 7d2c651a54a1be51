"""A short list to tick several things in."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView
from typing_extensions import override

Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_CHECK = Qt.ItemDataRole.CheckStateRole


class _Choices(QAbstractListModel):
    """(key, label) pairs with a tick."""

    ticked = Signal()

    def __init__(self, choices: Sequence[tuple[int, str]], parent: QListView) -> None:
        super().__init__(parent)
        self._choices = tuple(choices)
        self.chosen: set[int] = set()

    @override
    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._choices)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        key, text = self._choices[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == _CHECK:
            return Qt.CheckState.Checked if key in self.chosen else Qt.CheckState.Unchecked
        return None

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != _CHECK:
            return False
        key = self._choices[index.row()][0]
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self.chosen.add(key)
        else:
            self.chosen.discard(key)
        self.dataChanged.emit(index, index, [_CHECK])
        self.ticked.emit()
        return True

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable

    def offer(self, choices: Sequence[tuple[int, str]]) -> None:
        """Offers other things; those that were ticked and are there still are so."""
        self.beginResetModel()
        self._choices = tuple(choices)
        self.chosen &= {key for key, _ in self._choices}
        self.endResetModel()

    def choose(self, keys: Sequence[int]) -> None:
        """Ticks these and no others; unknown ones are ignored."""
        self.chosen = {key for key, _ in self._choices if key in keys}
        if self._choices:
            self.dataChanged.emit(self.index(0), self.index(len(self._choices) - 1), [_CHECK])

    def in_order(self) -> tuple[int, ...]:
        """The ticked keys in the order of the list."""
        return tuple(key for key, _ in self._choices if key in self.chosen)


class CheckList(QListView):
    """Things to tick.

    Signals:
        changed(): a tick was set or taken away.

    Args:
        choices: (key, label) pairs.
        rows: how many are seen without scrolling.
    """

    changed = Signal()

    def __init__(self, choices: Sequence[tuple[int, str]], rows: int = 5) -> None:
        super().__init__()
        self._choices = _Choices(choices, self)
        self.setModel(self._choices)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self._rows = rows
        self._size(len(choices))
        self._choices.ticked.connect(self.changed)

    def offer(self, choices: Sequence[tuple[int, str]]) -> None:
        """Offers other things to tick; those that were ticked and are there still are so."""
        self._choices.offer(choices)
        self._size(len(choices))

    def _size(self, count: int) -> None:
        seen = min(max(count, 1), self._rows)
        self.setFixedHeight(seen * max(self.sizeHintForRow(0), self.fontMetrics().height() + 8) + 14)

    def chosen(self) -> tuple[int, ...]:
        """The keys of what is ticked."""
        return self._choices.in_order()

    def choose(self, keys: Sequence[int]) -> None:
        """Ticks these and no others."""
        self._choices.choose(keys)

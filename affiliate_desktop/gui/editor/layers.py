"""The layers of the page in sight, the topmost first: select, name, hide, lock, drag to another place."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtWidgets import QAbstractItemView, QListView
from typing_extensions import override

from affiliate_desktop.gui.editor.commands import Commands
from affiliate_desktop.gui.editor.editing import Editing
from affiliate_desktop.gui.editor.layer_rows import FRAME, LayerRows
from affiliate_desktop.gui.editor.words import frame_name, kind_name
from affiliate_desktop.gui.theme import Theme
from affiliate_desktop.studio import arranging
from affiliate_desktop.studio.frames import Frame, Frames

Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_MIME = "application/x-affiliate-layers"
_ICONS = {
    "text": "text",
    "disclosure": "text",
    "picture": "picture",
    "qr": "code",
    "shape": "shape",
    "line": "line",
    "gradient": "shape",
    "part": "duplicate",
}


class LayerList(QAbstractListModel):
    """The frames, the topmost first.

    Signals:
        dropped(list, int): layers of these rows were dropped above a row.
        named(int, str): a layer got another name.
    """

    dropped = Signal(list, int)
    named = Signal(int, str)

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._frames: Frames = ()
        self._shown: frozenset[int] = frozenset()

    def show_frames(self, frames: Frames, shown: frozenset[int]) -> None:
        """Shows frames; those that are not ``shown`` on the page say so."""
        if len(frames) != len(self._frames):
            self.beginResetModel()
            self._frames, self._shown = frames, shown
            self.endResetModel()
        elif (frames, shown) != (self._frames, self._shown):
            self._frames, self._shown = frames, shown
            self.dataChanged.emit(self.index(0, 0), self.index(len(frames) - 1, 0))

    def at(self, row: int) -> int:
        """The place of a row's frame among the frames; and the other way round."""
        return len(self._frames) - 1 - row

    @override
    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._frames)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        at = self.at(index.row())
        frame, shown = self._frames[at], at in self._shown
        if role == FRAME:
            return frame
        if role == Qt.ItemDataRole.DisplayRole:
            plain = shown or frame.hidden  # the eye tells of what is hidden
            return frame_name(frame) if plain else self.tr("{name} · not shown").format(name=frame_name(frame))
        if role == Qt.ItemDataRole.EditRole:
            return frame.name
        if role == Qt.ItemDataRole.DecorationRole:
            colors = self._theme.colors
            return self._theme.icon(_ICONS[frame.kind], colors.text if shown else colors.muted)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self._told(frame, shown=shown)
        return None

    def _told(self, frame: Frame, *, shown: bool) -> str:
        told = kind_name(frame.kind)
        if frame.hidden:
            told = self.tr("{kind}, hidden").format(kind=told)
        elif not shown:
            told = self.tr("{kind}, not shown with this content").format(kind=told)
        return self.tr("{kind}, locked").format(kind=told) if frame.locked else told

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        self.named.emit(self.at(index.row()), str(value))
        return True

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag
        if not index.isValid():
            return flags.ItemIsDropEnabled
        return flags.ItemIsEnabled | flags.ItemIsSelectable | flags.ItemIsEditable | flags.ItemIsDragEnabled

    @override
    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    @override
    def mimeTypes(self) -> list[str]:
        return [_MIME]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(_MIME, QByteArray(b" ".join(str(index.row()).encode() for index in indexes)))
        return data

    @override
    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        if not data.hasFormat(_MIME):
            return False
        rows = [int(word) for word in bytes(data.data(_MIME).data()).split()]
        self.dropped.emit(rows, self.rowCount() if row < 0 else row)
        return False  # the frames were put in order by whoever listens; the view is to remove nothing


class LayerView(QListView):
    """Shows the layers and keeps what is selected in step with the canvas."""

    def __init__(self, editing: Editing, commands: Commands, theme: Theme) -> None:
        super().__init__()
        self._editing, self._commands = editing, commands
        self._busy = False
        self.layers = LayerList(theme, self)
        self.setModel(self.layers)
        rows = LayerRows(theme, self)
        self.setItemDelegate(rows)
        rows.hide_wanted.connect(self._hide)
        rows.lock_wanted.connect(self._lock)
        self.setAccessibleName(self.tr("Layers"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.layers.dropped.connect(self._dropped)
        self.layers.named.connect(self._named)
        self.selectionModel().selectionChanged.connect(self._chosen)
        for signal in (editing.changed, editing.turned, editing.chosen):
            signal.connect(self._show)
        theme.changed.connect(self.viewport().update)
        self._show()

    @Slot()
    def _show(self) -> None:
        self._busy = True
        shown = frozenset(each.index for each in self._editing.seen())
        self.layers.show_frames(self._editing.frames, shown)
        wanted = QItemSelection()
        for at in self._editing.selection:
            index = self.layers.index(self.layers.at(at), 0)
            wanted.select(index, index)
        self.selectionModel().select(wanted, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if self._editing.selection and not self.hasFocus():
            self.scrollTo(self.layers.index(self.layers.at(max(self._editing.selection)), 0))
        self._busy = False

    @Slot()
    def _chosen(self) -> None:
        if not self._busy:
            self._editing.choose([self.layers.at(each.row()) for each in self.selectedIndexes()], groups=False)

    @Slot(int)
    def _hide(self, row: int) -> None:
        self._commands.hide(self._meant(row))

    @Slot(int)
    def _lock(self, row: int) -> None:
        self._commands.lock(self._meant(row))

    def _meant(self, row: int) -> frozenset[int]:
        """The frames that a click on a row's eye or lock is about: all that are selected, where it is one of them."""
        at, selection = self.layers.at(row), self._editing.selection
        return selection if at in selection else frozenset({at})

    @Slot(list, int)
    def _dropped(self, rows: list[int], above: int) -> None:
        moving = frozenset(self.layers.at(row) for row in rows)
        below = sum(1 for row in range(above, self.layers.rowCount()) if self.layers.at(row) not in moving)
        frames, places = arranging.reordered(self._editing.frames, moving, below)
        self._editing.edit(self.tr("Order layers"), lambda _frames: frames, chosen=places)

    @Slot(int, str)
    def _named(self, at: int, name: str) -> None:
        self._editing.edit(self.tr("Name layer"), lambda frames: arranging.named(frames, at, name))

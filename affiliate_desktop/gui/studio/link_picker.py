"""Which link the artwork is made for."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QCompleter
from typing_extensions import override

from affiliate_desktop.gui.links.rows import LinkRow


class LinkPicker(QComboBox):
    """Links to choose from; typing finds those whose name holds the words.

    Signals:
        picked(LinkRow): the user chose another link.
    """

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[LinkRow, ...] = ()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(16)
        self.setMinimumContentsLength(20)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        completer = self.completer()
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        line = self.lineEdit()
        if line is not None:
            line.editingFinished.connect(self._put_back)
        self.activated.connect(self._activated)

    @override
    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        line = self.lineEdit()
        if line is not None:
            line.setAccessibleName(name)

    def show_rows(self, rows: Sequence[LinkRow]) -> None:
        """Offers these links; the chosen one stays chosen where it is among them."""
        kept = self.row()
        self._rows = tuple(rows)
        self.blockSignals(True)
        self.clear()
        self.addItems([row.link.name for row in self._rows])
        self.blockSignals(False)
        if kept is None or not self.choose(kept.link.id):
            self.setCurrentIndex(0 if self._rows else -1)

    def choose(self, link_id: int) -> bool:
        """Chooses a link without ``picked``; False when it is not offered."""
        at = next((at for at, row in enumerate(self._rows) if row.link.id == link_id), -1)
        if at >= 0:
            self.setCurrentIndex(at)
        return at >= 0

    def row(self) -> LinkRow | None:
        """The chosen link."""
        at = self.currentIndex()
        return self._rows[at] if 0 <= at < len(self._rows) else None

    @Slot(int)
    def _activated(self, _index: int) -> None:
        row = self.row()
        if row is not None:
            self.picked.emit(row)

    @Slot()
    def _put_back(self) -> None:
        """Words that name no link give way to the chosen one."""
        row = self.row()
        if row is not None and self.currentText() != row.link.name:
            self.setEditText(row.link.name)

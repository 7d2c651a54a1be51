"""A folder, or none."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.parts import button, row


class FolderField(QWidget):
    """Shows a folder and lets the user choose another one or none.

    Signals:
        changed(): another folder, or none any more.

    Args:
        context: asks for the folder.
        title: of the picker.
    """

    changed = Signal()

    def __init__(self, context: Context, title: str) -> None:
        super().__init__()
        self._context, self._title = context, title
        self._folder = ""
        self.path = QLineEdit()
        self.path.setReadOnly(True)
        self.path.setPlaceholderText(self.tr("off"))
        self.choose = button(self.tr("Choose…"), self._ask)
        self.clear = button(self.tr("Turn off"), self._clear)
        self.setFocusProxy(self.choose)
        layout = row(spacing=8)
        layout.addWidget(self.path, 1)
        layout.addWidget(self.choose)
        layout.addWidget(self.clear)
        self.setLayout(layout)
        self.show_folder("")

    @override
    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.path.setAccessibleName(name)
        self.choose.setAccessibleName(self.tr("{name}: choose").format(name=name))
        self.clear.setAccessibleName(self.tr("{name}: turn off").format(name=name))

    def folder(self) -> str:
        """The folder; empty for none."""
        return self._folder

    def show_folder(self, folder: str) -> None:
        """Shows a folder."""
        self._folder = folder
        self.path.setText(folder)
        self.path.setToolTip(folder)
        self.clear.setEnabled(bool(folder))

    @Slot()
    def _ask(self) -> None:
        self._context.messages.ask_folder(self._title, self._picked)

    def _picked(self, folder: Path) -> None:
        self.show_folder(str(folder))
        self.changed.emit()

    @Slot()
    def _clear(self) -> None:
        self.show_folder("")
        self.changed.emit()

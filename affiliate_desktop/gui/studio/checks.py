"""Several yes-or-no choices side by side, remembered by name."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from affiliate_desktop.gui.studio.choices import recall, remember


class Checks(QWidget):
    """Boxes in columns.

    Signals:
        changed(): one was ticked or cleared.

    Args:
        name: under which they are remembered.
        choices: (value, label) pairs.
        default: values that are ticked at first.
        columns: how many stand beside each other.
    """

    changed = Signal()

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], default: Sequence[str], columns: int) -> None:
        super().__init__()
        self._name = name
        self.boxes = {value: QCheckBox(text) for value, text in choices}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        ticked = recall(name, ",".join(default)).split(",")
        for at, (value, box) in enumerate(self.boxes.items()):
            box.setChecked(value in ticked)
            box.toggled.connect(self._toggled)
            grid.addWidget(box, at // columns, at % columns)

    def values(self) -> tuple[str, ...]:
        """What is ticked, in the order it is shown."""
        return tuple(value for value, box in self.boxes.items() if box.isChecked())

    def set_values(self, values: Sequence[str]) -> None:
        """Ticks these and no others; nothing is remembered of that."""
        for value, box in self.boxes.items():
            _quiet = QSignalBlocker(box)
            box.setChecked(value in values)

    @Slot()
    def _toggled(self) -> None:
        remember(self._name, ",".join(self.values()))
        self.changed.emit()

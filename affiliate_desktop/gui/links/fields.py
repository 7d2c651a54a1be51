"""Fields of the link editor."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox


class SuggestBox(QComboBox):
    """A line of text with suggestions to pick from; anything else can be typed."""

    def __init__(self, suggestions: Iterable[str] = (), placeholder: str = "") -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMinimumContentsLength(6)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        completer = self.completer()
        if completer is not None:
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseSensitive)
        self.suggest(suggestions)
        line = self.lineEdit()
        if line is not None:
            line.setPlaceholderText(placeholder)

    def suggest(self, suggestions: Iterable[str]) -> None:
        """Offers other suggestions; what was typed stays."""
        typed = self.currentText()
        self.blockSignals(True)
        self.clear()
        self.addItems(list(suggestions))
        self.setCurrentIndex(-1)
        self.setEditText(typed)
        self.blockSignals(False)

    def text(self) -> str:
        """What was typed or picked, without blanks around it."""
        return self.currentText().strip()

    def set_text(self, text: str) -> None:
        """Shows a text."""
        self.setEditText(text)

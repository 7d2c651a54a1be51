"""Asks for the first and the last day of what a file tells."""

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.gui.fields import DateField
from affiliate_desktop.gui.parts import button, label, row
from affiliate_desktop.gui.theme import Theme
from affiliate_desktop.statements.model import Choices


class DaysBar(QWidget):
    """Two days and a button; hidden while nothing is asked.

    Signals:
        said(object): the ``Choices`` with both days.
    """

    said = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._choices = Choices()
        self.first, self.last = DateField(theme), DateField(theme)
        self.first.setAccessibleName(self.tr("First day"))
        self.last.setAccessibleName(self.tr("Last day"))
        for each in (self.first, self.last):
            each.setFixedWidth(150)
            each.textChanged.connect(self._changed)
            each.returnPressed.connect(self._say)
        self.use_button = button(self.tr("Use these days"), self._say)
        inside = row(self.first, label(self.tr("to"), "muted"), self.last, self.use_button, spacing=8)
        self.setLayout(inside)
        self.ask(None)

    def ask(self, choices: Choices | None) -> None:
        """Asks; None asks nothing.

        Args:
            choices: what else was decided about the file.
        """
        self.setVisible(choices is not None)
        self._choices = choices or Choices()
        self._changed()

    def _days(self) -> tuple[str, str] | None:
        """The days; None while they are none, or the last stands before the first."""
        try:
            first, last = self.first.day(), self.last.day()
        except BadInput:
            return None
        return (first.isoformat(), last.isoformat()) if first and last and first <= last else None

    @Slot()
    def _changed(self, _text: str = "") -> None:
        self.use_button.setEnabled(self._days() is not None)

    @Slot()
    def _say(self) -> None:
        days = self._days()
        if days is not None:
            self.said.emit(replace(self._choices, first_day=days[0], last_day=days[1]))

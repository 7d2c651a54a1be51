"""What would give a code larger modules, below the level of error correction; what is safe is taken at a click."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame

from affiliate_desktop.gui.parts import button, column, label
from affiliate_desktop.studio.model import Level
from affiliate_desktop.studio.shorter import Advice

_SHOWN = 3


class AdviceView(QFrame):
    """A few lines of advice, and a button where the level of error correction alone does it.

    Signals:
        level_wanted(object): the user takes this level.
    """

    level_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._level: Level | None = None
        self.words = label("", "hint", wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setAccessibleName(self.tr("Advice for larger modules"))
        self.take = button("", self._take, kind="link")
        self.take.setAccessibleName(self.tr("Take the advice"))
        self.setLayout(column(self.words, self.take, spacing=2))
        self.hide()

    def show_advice(self, advice: Sequence[Advice], modules: int) -> None:
        """Shows advice on a code that has so many modules an edge now."""
        lines = [
            self.tr("{words} ({modules} instead of {now} modules an edge)").format(
                words=each.words, modules=each.modules, now=modules
            )
            for each in advice[:_SHOWN]
        ]
        self.words.setText("\n".join([self.tr("For larger modules at the same size:"), *lines]) if lines else "")
        level = next((each.level for each in advice if each.kind == "level"), None)
        self._level = level
        if level is not None:
            self.take.setText(self.tr("Take error correction {level}").format(level=level.value))
        self.take.setVisible(level is not None)
        self.setVisible(bool(lines))

    @Slot()
    def _take(self) -> None:
        if self._level is not None:
            self.level_wanted.emit(self._level)

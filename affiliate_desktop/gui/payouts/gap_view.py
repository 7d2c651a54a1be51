"""The way from the earnings to the money, line by line."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from affiliate_desktop.gui.format import Formats
from affiliate_desktop.gui.parts import label
from affiliate_desktop.gui.payouts.words import gap_lines
from affiliate_desktop.gui.theme import font
from affiliate_desktop.ledger.payout import ThreeWay


class GapView(QWidget):
    """Sums in bold, the parts between them below each other; what nothing explains stands out, with what to do."""

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self._formats = formats
        self.lines: list[tuple[str, str, str]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)

    def show_gap(self, found: ThreeWay | None) -> None:
        """Shows a payout's gap; None empties it."""
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        told = [] if found is None else gap_lines(found, self._formats)
        self.lines = [(line.kind, line.words, line.amount) for line in told]
        for at, line in enumerate(told):
            tone = {"sum": "body", "trouble": "error"}.get(line.kind, "muted")
            left, right = label(line.words, wrap=True), label(line.amount)
            for each in (left, right):
                each.setProperty("kind", tone)
                each.setFont(font("body", bold=line.kind == "sum"))
                each.setToolTip(line.hint)
            self._grid.addWidget(left, 2 * at, 0)
            self._grid.addWidget(right, 2 * at, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            if line.kind == "trouble":
                self._grid.addWidget(label(line.hint, "hint", wrap=True), 2 * at + 1, 0, 1, 2)
        self.setAccessibleDescription("; ".join(f"{words}: {amount}" for _, words, amount in self.lines))

"""The panel beside a list that tells about the selected record."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from affiliate_desktop.gui.format import Formats
from affiliate_desktop.gui.parts import Card, Elided, button, label
from affiliate_desktop.gui.statuses import commission_status
from affiliate_desktop.reports.measures import Figures
from affiliate_desktop.reports.palette import STACK

WIDTH = 360


class DetailPanel(Card):
    """A scrolling card of fixed width; ``clear`` and fill it anew for each record."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.content.addWidget(self._scroll)
        self.inside = QVBoxLayout()
        self.clear()

    def clear(self) -> None:
        """Takes everything out; ``inside`` is empty then."""
        held = QWidget()
        self.inside = QVBoxLayout(held)
        self.inside.setContentsMargins(0, 0, 6, 0)
        self.inside.setSpacing(6)
        old = self._scroll.takeWidget()
        self._scroll.setWidget(held)
        if old is not None:
            old.deleteLater()

    def add_heading(self, text: str) -> None:
        """A small heading with room above it."""
        self.inside.addSpacing(12)
        self.inside.addWidget(label(text, "caption"))

    def add_facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """Names and values; those without a value are left out."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        at = 0
        for name, value in facts:
            if value:
                grid.addWidget(label(name, "muted"), at, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(label(value, wrap=True), at, 1)
                at += 1
        self.inside.addLayout(grid)

    def add_figures(self, figures: Sequence[Figures], formats: Formats) -> None:
        """Commission by status, a heading for each currency."""
        for each in figures:
            if len(figures) > 1:
                self.inside.addSpacing(4)
                self.inside.addWidget(label(each.currency, "caption"))
            for status in STACK:
                amounts = each.of(status)
                if amounts.count:
                    self.add_pair(commission_status(status), formats.money(amounts.commission_micro, each.currency))

    def add_pair(self, left: str, right: str) -> None:
        """A text and an amount on one line."""
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.addWidget(Elided(left), 0, 0)
        grid.addWidget(label(right), 0, 1, Qt.AlignmentFlag.AlignRight)
        self.inside.addLayout(grid)

    def add_link(self, text: str, on_click: Callable[[], object], tip: str = "") -> QPushButton:
        """A text that leads somewhere."""
        made = button(text.replace("&", "&&"), on_click, kind="link")
        made.setToolTip(tip)
        made.setMaximumWidth(WIDTH - 60)
        self.inside.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        return made

    def add_layout(self, layout: QLayout) -> None:
        """Anything else."""
        self.inside.addLayout(layout)

    def end(self) -> None:
        """Called when everything is in: pushes it to the top."""
        self.inside.addStretch(1)

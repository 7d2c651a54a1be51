"""What earned most: names with their amount and a bar of their share."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from affiliate_desktop.gui.format import Formats
from affiliate_desktop.gui.parts import Card, Elided, column, label, row
from affiliate_desktop.gui.theme import Theme
from affiliate_desktop.reports.measures import Figures

SHOWN = 6


class _Share(QWidget):
    """A bar as long as a share of the largest."""

    def __init__(self, theme: Theme, share: float) -> None:
        super().__init__()
        self._theme, self._share = theme, max(0.0, min(share, 1.0))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @override
    def sizeHint(self) -> QSize:
        return QSize(60, 6)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.colors.neutral_soft))
        painter.drawRoundedRect(QRectF(0, 0, self.width(), 6), 3, 3)
        if self._share > 0:
            painter.setBrush(QColor(self._theme.colors.accent))
            painter.drawRoundedRect(QRectF(0, 0, max(self.width() * self._share, 6), 6), 3, 3)


class Ranking(Card):
    """The largest commissions of one kind of name.

    Args:
        theme, formats: how it looks.
        heading: what the names are.
        nameless: what is said for figures without a name.
    """

    def __init__(self, theme: Theme, formats: Formats, heading: str, nameless: str) -> None:
        super().__init__(heading)
        self._theme, self._formats, self._nameless = theme, formats, nameless
        self._held: QWidget | None = None

    def show_figures(self, figures: Sequence[Figures]) -> None:
        """Shows the first few; the rest is summed up in a line."""
        held = QWidget()
        layout = column(spacing=12)
        largest = max((each.total.commission_micro for each in figures if each.name), default=0)
        for each in figures[:SHOWN]:
            layout.addLayout(self._line(each, largest))
        rest = len(figures) - SHOWN
        if rest > 0:
            layout.addWidget(label(self.tr("and {n} more").format(n=rest), "muted"))
        layout.addStretch(1)
        held.setLayout(layout)
        if self._held is not None:
            self.content.removeWidget(self._held)
            self._held.deleteLater()
        self._held = held
        self.content.addWidget(held)

    def _line(self, figures: Figures, largest: int) -> QVBoxLayout:
        money = self._formats.money(figures.total.commission_micro, figures.currency)
        name = Elided(figures.name or self._nameless, "body" if figures.name else "muted")
        head = row(spacing=12)
        head.addWidget(name, 1)
        head.addWidget(label(money), 0, Qt.AlignmentFlag.AlignRight)
        if not figures.name or largest <= 0:
            return column(head)
        return column(head, _Share(self._theme, figures.total.commission_micro / largest), spacing=5)

"""The figures of one currency."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from affiliate_desktop.gui.format import Formats
from affiliate_desktop.gui.parts import Card, Elided, column, label, restyle, row
from affiliate_desktop.gui.statuses import commission_status
from affiliate_desktop.gui.theme import Theme
from affiliate_desktop.ledger.model import Status
from affiliate_desktop.reports import palette
from affiliate_desktop.reports.measures import Figures


class Dot(QWidget):
    """A dot in the color of a status, beside its word."""

    def __init__(self, theme: Theme, status: Status) -> None:
        super().__init__()
        self._theme, self._status = theme, status
        self.setFixedSize(QSize(10, 10))
        theme.changed.connect(self.update)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(status_colors(self._theme)[self._status]))
        painter.drawRoundedRect(QRectF(0.5, 0.5, 9, 9), 3, 3)


class CurrencyCard(Card):
    """What was earned in one currency, in all and by status.

    Signals:
        chosen(str): show this currency in the chart and the rankings.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, formats: Formats, figures: Figures, *, choosable: bool) -> None:
        super().__init__()
        self._currency, self._choosable = figures.currency, choosable
        caption = self.tr("Commission in {currency}").format(currency=figures.currency)
        total = formats.money(figures.total.commission_micro, figures.currency)
        self.total = label(total, "display")
        count = figures.total.count
        sales = formats.counted(count, self.tr("{n} transaction"), self.tr("{n} transactions"))
        if figures.total.sale_micro:
            money = formats.money(figures.total.sale_micro, figures.currency)
            sales = self.tr("{transactions}, {money} sales").format(transactions=sales, money=money)
        left = column(label(caption, "caption"), self.total, Elided(sales, "caption"), 1, spacing=2)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(5)
        for at, status in enumerate(palette.STACK):
            grid.addWidget(Dot(theme, status), at, 0)
            grid.addWidget(label(commission_status(status), "muted"), at, 1)
            money = formats.money(figures.of(status).commission_micro, figures.currency)
            shown = label(money, "body" if figures.of(status).count else "muted")
            grid.addWidget(shown, at, 2, Qt.AlignmentFlag.AlignRight)
        parts = row(spacing=16)
        parts.addLayout(left, 1)
        parts.addLayout(grid)
        self.content.addLayout(parts)
        self.setAccessibleName(f"{caption}: {total}")
        if choosable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mark(self, currency: str) -> None:
        """Shows whether this currency is the one that is looked at."""
        restyle(self, "chosen", "true" if self._choosable and currency == self._currency else "false")

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._choosable:
            self.chosen.emit(self._currency)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._choosable and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self._currency)
        else:
            super().keyPressEvent(event)


def status_colors(theme: Theme) -> dict[Status, str]:
    """The colors of the statuses in the theme."""
    return dict(palette.DARK if theme.colors.dark else palette.LIGHT)

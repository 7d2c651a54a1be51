"""The line of figures above the earnings: what the shown rows add up to, a currency each."""

from PySide6.QtWidgets import QGridLayout, QWidget

from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.parts import Card, label
from affiliate_desktop.gui.statuses import commission_status
from affiliate_desktop.ledger.model import Grouping, Status, Total
from affiliate_desktop.reports.measures import currencies_of, key_figures


class TotalsBar(Card):
    """A card with a line for each currency: every status that occurs, and the sum."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._held: QWidget | None = None

    def show_totals(self, totals: tuple[Total, ...], count: int) -> None:
        """Shows the sums of ``count`` transactions."""
        if self._held is not None:
            self.content.removeWidget(self._held)
            self._held.deleteLater()
        self._held = QWidget()
        grid = QGridLayout(self._held)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(36)
        grid.setVerticalSpacing(2)
        formats = self._context.formats
        present = {total.group(Grouping.STATUS) for total in totals}
        statuses = [status for status in Status if status in present]
        heads = [
            formats.counted(count, self.tr("{n} transaction"), self.tr("{n} transactions")),
            *(commission_status(status) for status in statuses),
        ]
        for at, text in enumerate([*heads, self.tr("Without reversed")]):
            grid.addWidget(label(text, "caption"), 0, at)
        for line, currency in enumerate(currencies_of(totals), 1):
            figures = key_figures(totals, currency)
            grid.addWidget(label(currency, "section"), line, 0)
            for at, status in enumerate(statuses, 1):
                amounts = figures.of(status)
                grid.addWidget(label(formats.money(amounts.commission_micro, currency), "section"), line, at)
            total = label(formats.money(figures.total.commission_micro, currency), "section")
            grid.addWidget(total, line, len(statuses) + 1)
        grid.setColumnStretch(len(statuses) + 2, 1)
        self.content.addWidget(self._held)
        self.setVisible(bool(totals))

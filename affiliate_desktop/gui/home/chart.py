"""Commission by month and status. The plotting library is imported when the window has painted."""

from collections.abc import Sequence
from functools import partial
from importlib import import_module

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.home.currency_card import Dot
from affiliate_desktop.gui.parts import Card, label, row
from affiliate_desktop.gui.statuses import commission_status
from affiliate_desktop.reports import palette
from affiliate_desktop.reports.measures import Figures

HEIGHT = 210


class MonthChart(Card):
    """A card with the chart, a placeholder until it can be drawn."""

    def __init__(self, context: Context) -> None:
        super().__init__(" ")
        self._context = context
        self._months: Sequence[Figures] = ()
        self._currency = ""
        self._plot: QWidget | None = None
        self._asked = False
        self.legend = QHBoxLayout()
        self.legend.setSpacing(14)
        for status in palette.STACK:
            word = label(commission_status(status), "caption")
            self.legend.addLayout(row(Dot(context.theme, status), word, spacing=6))
        self.heading_row.addLayout(self.legend)
        self.placeholder = label("", "muted")
        self.placeholder.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.placeholder.setMinimumHeight(HEIGHT)
        self.content.addWidget(self.placeholder)

    def show_months(self, months: Sequence[Figures], currency: str) -> None:
        """Shows the figures of each month of a currency."""
        self._months, self._currency = months, currency
        self.heading.setText(self.tr("Commission by month, {currency}").format(currency=currency))
        if self._plot is not None:
            self._draw()
        elif not self._asked:
            self._asked = True
            self._context.jobs.read(partial(import_module, "numpy"), self._ready)

    @Slot(object)
    def _ready(self, _module: object) -> None:
        """Numpy was imported on a worker thread; the rest has to be imported here."""
        QTimer.singleShot(0, self._make)

    @Slot()
    def _make(self) -> None:
        from affiliate_desktop.gui.home.plot import MonthPlot

        plot = MonthPlot(self._context.theme, self._context.formats)
        plot.setMinimumHeight(HEIGHT)
        plot.setAccessibleName(self.heading.text())
        self.content.replaceWidget(self.placeholder, plot)
        self.placeholder.hide()
        self._plot = plot
        self._draw()

    def _draw(self) -> None:
        from affiliate_desktop.gui.home.plot import MonthPlot

        if isinstance(self._plot, MonthPlot):
            self._plot.show_months(self._months, self._currency)
            self._plot.setAccessibleDescription(self._in_words())

    def _in_words(self) -> str:
        formats = self._context.formats
        return "; ".join(
            f"{formats.month(each.name or '')}: {formats.money(each.total.commission_micro, each.currency)}"
            for each in self._months
        )

"""The stacked bars of commission by month and status; this module imports the plotting library."""

from collections.abc import Sequence
from datetime import date

import pyqtgraph
from PySide6.QtCore import QPointF, Qt, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent
from PySide6.QtWidgets import QToolTip
from typing_extensions import override

from affiliate_desktop.core.money import MICRO
from affiliate_desktop.core.periods import months_between
from affiliate_desktop.gui.format import Formats
from affiliate_desktop.gui.home.currency_card import status_colors
from affiliate_desktop.gui.statuses import commission_status
from affiliate_desktop.gui.theme import Theme, font
from affiliate_desktop.ledger.model import Status
from affiliate_desktop.reports import palette
from affiliate_desktop.reports.measures import Figures

LABEL_PIXELS = 72
"""Room that the name of a month takes."""


class _MonthAxis(pyqtgraph.AxisItem):  # type: ignore[misc]
    """Names of months, as many as there is room for."""

    def __init__(self) -> None:
        super().__init__("bottom")
        self.names: Sequence[str] = ()

    @override
    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        if not self.names:
            return []
        step = max(1, -(-len(self.names) * LABEL_PIXELS // max(int(size), 1)))
        return [(float(step), [float(at) for at in range(len(self.names) - 1, -1, -step)])]

    @override
    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        return [self.names[int(value)] if 0 <= value < len(self.names) else "" for value in values]


class _MoneyAxis(pyqtgraph.AxisItem):  # type: ignore[misc]
    """Amounts, short."""

    @override
    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        return [f"{value:,.0f}" if spacing >= 1 else f"{value:,.2f}" for value in values]


class MonthPlot(pyqtgraph.PlotWidget):  # type: ignore[misc]
    """Bars of months, stacked by status; amounts of a month as a tool tip."""

    def __init__(self, theme: Theme, formats: Formats) -> None:
        self._axis = _MonthAxis()
        super().__init__(axisItems={"bottom": self._axis, "left": _MoneyAxis("left")}, enableMenu=False)
        self._theme, self._formats = theme, formats
        self._months: list[Figures] = []
        self._currency = ""
        self.setMouseEnabled(x=False, y=False)
        self.hideButtons()
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setMouseTracking(True)
        theme.changed.connect(self.redraw)

    def show_months(self, months: Sequence[Figures], currency: str) -> None:
        """Shows a currency's months; those between without earnings are shown empty."""
        known = {each.name: each for each in months if each.name}
        names = sorted(known)
        self._currency = currency
        self._months = []
        if names:
            first, last = (date(int(name[:4]), int(name[5:7]), 1) for name in (names[0], names[-1]))
            between = months_between(first, last)
            self._months = [known.get(name, Figures(currency, name, {})) for name in between]
        self.redraw()

    @Slot()
    def redraw(self) -> None:
        """Draws again, in the theme's colors."""
        colors = self._theme.colors
        self.setBackground(QColor(colors.card))
        self.clear()
        self._axis.names = [self._formats.month(each.name or "") for each in self._months]
        self._dress(colors.muted, colors.line)
        width = min(0.62, 0.08 * max(len(self._months), 1))
        up, down = [0] * len(self._months), [0] * len(self._months)
        for status in palette.STACK:
            self._stack(status, up, down, width)
        if self._months:
            self._frame(up, down)

    def _dress(self, text: str, line: str) -> None:
        small: QFont = font("small")
        for name in ("bottom", "left"):
            axis = self.getAxis(name)
            axis.setStyle(tickFont=small, tickLength=0, tickTextOffset=8)
            axis.setTextPen(QColor(text))
            axis.setPen(None)
            axis.setTickPen(QColor(line))
        self.getAxis("bottom").setHeight(QFontMetrics(small).height() + 14)
        self.getAxis("left").setStyle(maxTickLevel=0)
        self.getAxis("left").setGrid(255)
        self.getAxis("left").setZValue(-1000)

    def _stack(self, status: Status, up: list[int], down: list[int], width: float) -> None:
        """Adds a status on top of what is stacked; negative amounts hang below the line."""
        values = [each.of(status).commission_micro for each in self._months]
        if not any(values):
            return
        starts = []
        for at, value in enumerate(values):
            pile = up if value >= 0 else down
            starts.append(pile[at] / MICRO)
            pile[at] += value
        color = QColor(status_colors(self._theme)[status])
        heights = [value / MICRO for value in values]
        bars = pyqtgraph.BarGraphItem(
            x=list(range(len(values))), y0=starts, height=heights, width=width, brush=color, pen=None
        )
        self.addItem(bars)

    def _frame(self, up: list[int], down: list[int]) -> None:
        top, bottom = max(*up, 0, 1) / MICRO, min(*down, 0) / MICRO
        self.setXRange(-0.6, len(self._months) - 0.4, padding=0)
        self.setYRange(bottom * 1.05 - top * 0.004, max(top * 1.08, 0.01), padding=0)

    @override
    def mouseMoveEvent(self, ev: QMouseEvent) -> None:
        super().mouseMoveEvent(ev)
        place: QPointF = self.getPlotItem().vb.mapSceneToView(self.mapToScene(ev.position().toPoint()))
        at = round(place.x())
        if 0 <= at < len(self._months):
            QToolTip.showText(ev.globalPosition().toPoint(), self._in_words(self._months[at]), self)
        else:
            QToolTip.hideText()

    def _in_words(self, month: Figures) -> str:
        money = self._formats.money
        lines = [self._formats.month(month.name or "")]
        for status in palette.STACK:
            amounts = month.of(status)
            if amounts.count:
                lines.append(f"{commission_status(status)}: {money(amounts.commission_micro, self._currency)}")
        lines.append(self.tr("Total: {money}").format(money=money(month.total.commission_micro, self._currency)))
        return "\n".join(lines)

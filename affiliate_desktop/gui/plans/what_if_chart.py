"""The chart of plans with its legend; the plotting library is imported when it is first needed."""

from collections.abc import Sequence
from functools import partial
from importlib import import_module

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from affiliate_desktop.audit.what_if import BreakEven, Curve
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.parts import Card, Elided, label, row
from affiliate_desktop.gui.plans.what_if_rows import STYLES
from affiliate_desktop.gui.theme import Theme

HEIGHT = 150


class Stroke(QWidget):
    """A bit of a line, as the chart draws it."""

    def __init__(self, theme: Theme, at: int) -> None:
        super().__init__()
        self._theme, self._at = theme, at
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @override
    def sizeHint(self) -> QSize:
        return QSize(22, 12)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        series = self._theme.colors.series
        painter = QPainter(self)
        painter.setPen(QPen(QColor(series[self._at % len(series)]), 2.2, STYLES[self._at % len(STYLES)]))
        painter.drawLine(0, self.height() // 2, self.width(), self.height() // 2)


class CurveChart(Card):
    """Commission a month by events a month, a line a plan."""

    def __init__(self, context: Context) -> None:
        super().__init__(" ")
        self._context = context
        self._curves: Sequence[Curve] = ()
        self._crossings: Sequence[BreakEven] = ()
        self._plot: QWidget | None = None
        self._asked = False
        self.legend = QHBoxLayout()
        self.legend.setSpacing(16)
        self.placeholder = label("", "muted")
        self.placeholder.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.placeholder.setMinimumHeight(HEIGHT)
        self.content.addWidget(self.placeholder, 1)
        self.content.addLayout(self.legend)

    def show_curves(self, curves: Sequence[Curve], crossings: Sequence[BreakEven]) -> None:
        """Shows plans."""
        self._curves, self._crossings = curves, crossings
        currency = curves[0].currency if curves else ""
        self.heading.setText(self.tr("Commission a month by events a month, {currency}").format(currency=currency))
        self._fill_legend()
        if self._plot is not None:
            self._draw()
        elif not self._asked:
            self._asked = True
            self._context.jobs.read(partial(import_module, "numpy"), self._ready)

    def _fill_legend(self) -> None:
        while self.legend.count():
            item = self.legend.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for at, curve in enumerate(self._curves):
            held = QWidget()
            name = Elided(curve.name, "caption")
            beside = row(Stroke(self._context.theme, at), spacing=6)
            beside.addWidget(name, 1)
            held.setLayout(beside)
            self.legend.addWidget(held, 1)

    @Slot(object)
    def _ready(self, _module: object) -> None:
        """Numpy was imported on a worker thread; the rest has to be imported here."""
        QTimer.singleShot(0, self._make)

    @Slot()
    def _make(self) -> None:
        from affiliate_desktop.gui.plans.what_if_plot import CurvePlot

        plot = CurvePlot(self._context.theme)
        plot.setMinimumHeight(HEIGHT)
        plot.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # as high as there is room
        plot.setAccessibleName(self.heading.text())
        self.content.replaceWidget(self.placeholder, plot)
        self.placeholder.hide()
        self._plot = plot
        self._draw()

    def _draw(self) -> None:
        from affiliate_desktop.gui.plans.what_if_plot import CurvePlot

        if isinstance(self._plot, CurvePlot):
            self._plot.show_curves(self._curves, self._crossings)
            ends = (f"{curve.name}: {curve.points[-1][1]:.2f}" for curve in self._curves if curve.points)
            self._plot.setAccessibleDescription("; ".join(ends))

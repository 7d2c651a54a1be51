"""The curves of plans by how much happens in a month; this module imports the plotting library."""

from collections.abc import Sequence

import pyqtgraph
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QColor, QFontMetrics
from typing_extensions import override

from affiliate_desktop.audit.what_if import BreakEven, Curve
from affiliate_desktop.gui.plans.what_if_rows import STYLES
from affiliate_desktop.gui.theme import Theme, font


class _Axis(pyqtgraph.AxisItem):  # type: ignore[misc]
    """Numbers with separators."""

    @override
    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        return [f"{value:,.0f}" if spacing >= 1 else f"{value:,.2f}" for value in values]


class CurvePlot(pyqtgraph.PlotWidget):  # type: ignore[misc]
    """A line a plan; where another one begins to pay best, a line down."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(axisItems={"bottom": _Axis("bottom"), "left": _Axis("left")}, enableMenu=False)
        self._theme = theme
        self._curves: Sequence[Curve] = ()
        self._crossings: Sequence[BreakEven] = ()
        self.setMouseEnabled(x=False, y=False)
        self.hideButtons()
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.changed.connect(self.redraw)

    def show_curves(self, curves: Sequence[Curve], crossings: Sequence[BreakEven]) -> None:
        """Shows plans."""
        self._curves, self._crossings = curves, crossings
        self.redraw()

    @Slot()
    def redraw(self) -> None:
        """Draws again, in the theme's colors."""
        colors = self._theme.colors
        self.setBackground(QColor(colors.card))
        self.clear()
        self._dress(colors.muted, colors.line)
        for at, curve in enumerate(self._curves):
            pen = pyqtgraph.mkPen(colors.series[at % len(colors.series)], width=2.2, style=STYLES[at % len(STYLES)])
            points = [(float(volume), float(paid)) for volume, paid in curve.points]
            self.plot([x for x, _ in points], [y for _, y in points], pen=pen, antialias=True)
        for crossing in self._crossings:
            line = pyqtgraph.InfiniteLine(float(crossing.volume), angle=90, pen=pyqtgraph.mkPen(colors.muted, width=1))
            self.addItem(line)
        top = max((float(paid) for curve in self._curves for _, paid in curve.points), default=1.0)
        wide = max((float(volume) for curve in self._curves for volume, _ in curve.points), default=1.0)
        self.setXRange(0, wide, padding=0.01)
        self.setYRange(0, top * 1.05 or 1.0, padding=0)

    def _dress(self, text: str, line: str) -> None:
        small = font("small")
        for name in ("bottom", "left"):
            axis = self.getAxis(name)
            axis.setStyle(tickFont=small, tickLength=0, tickTextOffset=8, maxTickLevel=0)
            axis.setTextPen(QColor(text))
            axis.setPen(None)
            axis.setTickPen(QColor(line))
        self.getAxis("bottom").setHeight(QFontMetrics(small).height() + 14)
        self.getAxis("left").setGrid(255)
        self.getAxis("left").setZValue(-1000)

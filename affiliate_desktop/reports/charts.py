"""Bars of commission by month, stacked by status, of one currency; drawn with vector shapes."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import HexColor

from affiliate_desktop.core.money import MICRO
from affiliate_desktop.ledger.model import Status
from affiliate_desktop.reports import palette
from affiliate_desktop.reports.fonts import BOLD, REGULAR
from affiliate_desktop.reports.measures import Figures
from affiliate_desktop.reports.typesetting import Typesetter

_MUTED, _LINE, _AXIS = HexColor("#5b6270"), HexColor("#e3e6ea"), HexColor("#9aa1ad")
_BELOW, _ABOVE = 26.0, 26.0
_LABEL = 7.0
_FIRST_SHORT = 10_000
_UNITS = ((1e9, "B"), (1e6, "M"), (1e3, "K"))
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where amounts stand on the page.

    Attributes:
        ticks: whole millionths, rising, zero among them.
        bottom, height: points of the plot.
    """

    ticks: tuple[int, ...]
    bottom: float
    height: float

    def at(self, micro: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return self.bottom + (micro - low) / (high - low) * self.height


def months_chart(months: Sequence[Figures], width: float, height: float, setter: Typesetter) -> Drawing:
    """The chart.

    Args:
        months: figures by month, in order, none left out.
        width: points.
        height: points.
        setter: measures the labels.
    """
    drawing = Drawing(width, height)
    scale = _Scale(_ticks(months), _BELOW, height - _BELOW - _ABOVE)
    labels = [_short(tick, scale.ticks) for tick in scale.ticks]
    left = max(setter.width(label, _LABEL) for label in labels) + 8
    for tick, label in zip(scale.ticks, labels, strict=True):
        y = scale.at(tick)
        drawing.add(Line(left, y, width, y, strokeColor=_LINE if tick else _AXIS, strokeWidth=0.5 if tick else 0.8))
        drawing.add(_text(left - 5, y - 2.4, label, anchor="end"))
    step = (width - left) / max(1, len(months))
    for place, figures in enumerate(months):
        _add_bar(drawing, figures, left + place * step, step, scale)
    _add_month_labels(drawing, [figures.name or "" for figures in months], left, step)
    _add_legend(drawing, months, left, height - 10, setter)
    return drawing


def _add_bar(drawing: Drawing, figures: Figures, left: float, step: float, scale: _Scale) -> None:
    """Positive amounts upwards from zero, negative ones (returns) downwards."""
    bar = min(step * 0.66, 34.0)
    x = left + (step - bar) / 2
    up = down = 0
    for status in palette.STACK:
        micro = figures.of(status).commission_micro
        start = up if micro > 0 else down
        if micro == 0:
            continue
        low, high = sorted((scale.at(start), scale.at(start + micro)))
        color = HexColor(palette.LIGHT[status])
        drawing.add(Rect(x, low, bar, max(high - low, 0.4), fillColor=color, strokeColor=None))
        up, down = (up + micro, down) if micro > 0 else (up, down + micro)


def _add_month_labels(drawing: Drawing, months: Sequence[str], left: float, step: float) -> None:
    """As many months as have room; the year under its first shown month."""
    every = next(n for n in (1, 2, 3, 6, 12, 24, 60, 120, 600) if n * step >= 20 or n == 600)
    year = ""
    for place, month in enumerate(months):
        number = int(month[5:7])
        if (number - 1) % every and every <= 12:
            continue
        if every > 12 and (number != 1 or int(month[:4]) % (every // 12)):
            continue
        x = left + (place + 0.5) * step
        if every < 12:
            drawing.add(_text(x, _BELOW - 10, _month_name(number), anchor="middle"))
        if month[:4] != year:
            year = month[:4]
            drawing.add(_text(x, _BELOW - (20 if every < 12 else 10), year, anchor="middle", bold=True))


def _add_legend(drawing: Drawing, months: Sequence[Figures], left: float, y: float, setter: Typesetter) -> None:
    x = left
    for status in palette.STACK:
        if not any(figures.of(status).count for figures in months):
            continue
        color = HexColor(palette.LIGHT[status])
        drawing.add(Rect(x, y - 1, 7, 7, rx=1.5, ry=1.5, fillColor=color, strokeColor=None))
        label = status.value.capitalize()
        drawing.add(_text(x + 11, y, label))
        x += setter.width(label, _LABEL) + 26


def _ticks(months: Sequence[Figures]) -> tuple[int, ...]:
    """Round amounts from the lowest bar to the highest, at most seven."""
    ups, downs = [0], [0]
    for figures in months:
        amounts = [figures.of(status).commission_micro for status in Status]
        ups.append(sum(amount for amount in amounts if amount > 0))
        downs.append(sum(amount for amount in amounts if amount < 0))
    high, low = max(ups), min(downs)
    rough = max(high - low, 1) / 5
    power = 10 ** math.floor(math.log10(rough))
    step = max(1, round(next(power * each for each in _STEPS if power * each >= rough)))
    return tuple(tick * step for tick in range(math.floor(low / step), max(1, math.ceil(high / step)) + 1))


def _short(micro: int, ticks: Sequence[int]) -> str:
    """An amount on the axis: ``250``, ``1.5K``, ``2M``; all labels of an axis in the same unit."""
    top = max(abs(ticks[0]), abs(ticks[-1])) / MICRO
    if micro == 0 or top < _FIRST_SHORT:
        unit, letter = 1.0, ""
    else:
        unit, letter = next((size, sign) for size, sign in _UNITS if top >= size)
    value = micro / MICRO / unit
    return f"{value:,.0f}{letter}" if value == int(value) else f"{value:.6g}{letter}"


def _month_name(number: int) -> str:
    return ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[number - 1]


def _text(x: float, y: float, text: str, *, anchor: str = "start", bold: bool = False) -> String:
    font = BOLD if bold else REGULAR
    return String(x, y, text, fontName=font, fontSize=_LABEL, fillColor=_MUTED, textAnchor=anchor)

"""The key figures of a currency, as a row of cards."""

from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable
from typing_extensions import override

from affiliate_desktop.reports import palette
from affiliate_desktop.reports.grid import INK, MUTED
from affiliate_desktop.reports.measures import Figures
from affiliate_desktop.reports.typesetting import Typesetter
from affiliate_desktop.reports.words import amount

_HEIGHT, _GAP, _PAD, _MAIN_SHARE = 62.0, 6.0, 9.0, 0.32
_FILL, _MAIN_FILL, _ON_MAIN, _MAIN_MUTED = (HexColor(c) for c in ("#f4f6f8", "#12343b", "#ffffff", "#b9cdd1"))


class KeyFigures(Flowable):  # type: ignore[misc]  # reportlab has no types
    """Total commission with what it comes from, then a card a status."""

    def __init__(self, figures: Figures, typesetter: Typesetter) -> None:
        super().__init__()
        self._figures, self._typesetter = figures, typesetter

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        self.width, self.height = aW, _HEIGHT
        return self.width, self.height

    @override
    def draw(self) -> None:
        main = self.width * _MAIN_SHARE
        self._draw_main(main)
        each = (self.width - main) / len(palette.STACK)
        room = each - _GAP - _PAD * 1.5
        values = [self._amount(self._figures.of(status).commission_micro) for status in palette.STACK]
        counts = [_transactions(self._figures.of(status).count) for status in palette.STACK]
        value_size, count_size = self._size(values, 11, room, bold=True), self._size(counts, 7, room)
        for place, status in enumerate(palette.STACK):
            left = main + place * each + _GAP
            self._draw_card(left, each - _GAP, _FILL)
            self.canv.setFillColor(HexColor(palette.LIGHT[status]))
            self.canv.roundRect(left + _PAD, _HEIGHT - 20, 7, 7, 1.5, stroke=0, fill=1)
            self._line(left + _PAD + 11, _HEIGHT - 19, status.value.capitalize(), 8, MUTED)
            self._line(left + _PAD, 25, values[place], value_size, INK, bold=True)
            self._line(left + _PAD, 11, counts[place], count_size, MUTED)

    def _draw_main(self, width: float) -> None:
        total, room = self._figures.total, width - _PAD * 2
        value = self._amount(total.commission_micro)
        sales = f"{_transactions(total.count)}, sales of {self._amount(total.sale_micro)}"
        self._draw_card(0, width, _MAIN_FILL)
        self._line(_PAD, _HEIGHT - 19, f"Total commission, {self._figures.currency}", 8, _MAIN_MUTED)
        self._line(_PAD, 23, value, self._size([value], 18, room, bold=True), _ON_MAIN, bold=True)
        self._line(_PAD, 10, sales, self._size([sales], 7, room), _MAIN_MUTED)

    def _draw_card(self, left: float, width: float, fill: Any) -> None:
        self.canv.setFillColor(fill)
        self.canv.roundRect(left, 0, width, _HEIGHT, 4, stroke=0, fill=1)

    def _amount(self, micro: int) -> str:
        return amount(micro, self._figures.currency)

    def _size(self, texts: list[str], size: float, room: float, *, bold: bool = False) -> float:
        """The size of type in which all of them fit; figures are never cut."""
        widest = max(self._typesetter.width(text, size, bold=bold) for text in texts)
        return size * min(1.0, room / widest)

    def _line(self, x: float, y: float, text: str, size: float, color: Any, *, bold: bool = False) -> None:
        self.canv.setFillColor(color)
        self._typesetter.draw(self.canv, x, y, text, size, bold=bold)


def _transactions(count: int) -> str:
    return f"{count:,} transaction{'' if count == 1 else 's'}"

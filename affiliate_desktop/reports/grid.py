"""A table of any length: fixed columns and row heights, drawn straight onto the page, the head on every page.

Much faster than a table of paragraphs: no cell is ever laid out twice. A name that does not fit ends in an
ellipsis; a number is never cut, the type gets smaller instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable
from typing_extensions import override

from affiliate_desktop.reports.typesetting import Typesetter

INK, MUTED, HAIRLINE, HEAD_FILL, TOTAL_FILL = (
    HexColor(color) for color in ("#1a1d23", "#5b6270", "#d9dde3", "#f2f4f6", "#e9f3f1")
)
_SIZE, _ROW, _GAP, _DETAIL = 8.5, 16.0, 6.0, 10.0
_NAME_SHARE = 0.24
"""The least part of the width that is kept for the names."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head; numbers are right-aligned and never cut. The first column holds the names."""

    title: str
    number: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """Cells, and a second line in small type under the first."""

    cells: tuple[str, ...]
    detail: str = ""
    total: bool = False
    dot: str = ""


class Grid(Flowable):  # type: ignore[misc]  # reportlab has no types
    """One table, or the part of it that stands on a page.

    Args:
        columns: the heads.
        rows: all rows of the table.
        typesetter: sets the text.
        span: first and last row (excluded) of this part.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Row],
        typesetter: Typesetter,
        span: tuple[int, int] | None = None,
    ) -> None:
        super().__init__()
        self._columns, self._rows, self._typesetter = columns, rows, typesetter
        self._start, self._end = span or (0, len(rows))
        self._row = _ROW + (_DETAIL if any(row.detail for row in rows[:1]) else 0)
        self._layout: tuple[float, list[float]] | None = None

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        self.width = aW
        self.height = _ROW + self._row * (self._end - self._start)
        return self.width, self.height

    @override
    def split(self, aW: float, aH: float) -> list[Flowable]:
        fit = int((aH - _ROW + 0.01) // self._row)
        left = self._end - self._start - fit
        if fit < 2 or left <= 0:
            return []
        if left == 1:  # the total does not stand alone on a page
            fit -= 1
        middle = self._start + fit
        spans = ((self._start, middle), (middle, self._end))
        return [self._part(span, aW) for span in spans]

    @override
    def draw(self) -> None:
        size, edges = self._measured(self.width)
        top = self.height
        self._draw_head(top - _ROW, size, edges)
        top -= _ROW
        for row in self._rows[self._start : self._end]:
            top -= self._row
            self._draw_row(row, top, size, edges)

    def _part(self, span: tuple[int, int], width: float) -> "Grid":
        part = Grid(self._columns, self._rows, self._typesetter, span)
        part._layout = self._measured(width)
        return part

    def _measured(self, width: float) -> tuple[float, list[float]]:
        """Size of the type, and the right edge of each column (of the first: where its names end)."""
        if self._layout is None:
            widths = [self._widest(place) + _GAP * 2 for place in range(1, len(self._columns))]
            room = width * (1 - _NAME_SHARE)
            scale = min(1.0, room / sum(widths)) if widths else 1.0
            edges = [width]
            for each in reversed(widths):
                edges.insert(0, edges[0] - each * scale)
            self._layout = _SIZE * scale, edges
        return self._layout

    def _widest(self, place: int) -> float:
        """Points of the widest cell of a column, found among its longest texts."""
        cells = sorted({row.cells[place] for row in self._rows}, key=len)[-20:]
        measure = self._typesetter.width
        return max(
            measure(self._columns[place].title, _SIZE, bold=True),
            *(measure(cell, _SIZE, bold=True) for cell in cells),
            0.0,
        )

    def _draw_head(self, bottom: float, size: float, edges: list[float]) -> None:
        self.canv.setFillColor(HEAD_FILL)
        self.canv.rect(0, bottom, self.width, _ROW, stroke=0, fill=1)
        self.canv.setFillColor(MUTED)
        titles = tuple(column.title for column in self._columns)
        self._draw_cells(titles, bottom + _ROW, min(size, 7.5), edges, bold=True)

    def _draw_row(self, row: Row, bottom: float, size: float, edges: list[float]) -> None:
        canvas = self.canv
        if row.total:
            canvas.setFillColor(TOTAL_FILL)
            canvas.rect(0, bottom, self.width, self._row, stroke=0, fill=1)
        canvas.setStrokeColor(HAIRLINE)
        canvas.setLineWidth(0.5)
        canvas.line(0, bottom, self.width, bottom)
        canvas.setFillColor(INK)
        self._draw_cells(row.cells, bottom + self._row, size, edges, bold=row.total, dot=row.dot)
        if row.detail:
            canvas.setFillColor(MUTED)
            self._typesetter.draw(canvas, _GAP, bottom + 5, row.detail, 6.5)

    def _draw_cells(
        self, cells: Sequence[str], top: float, size: float, edges: list[float], *, bold: bool, dot: str = ""
    ) -> None:
        setter, baseline = self._typesetter, top - _ROW / 2 - size * 0.35
        left = _GAP
        if dot:
            self.canv.saveState()
            self.canv.setFillColor(HexColor(dot))
            self.canv.roundRect(left, baseline - 0.5, 7, 7, 1.5, stroke=0, fill=1)
            self.canv.restoreState()
            left += 12
        name = setter.fitted(cells[0], size, edges[0] - left - _GAP / 2, bold=bold)
        setter.draw(self.canv, left, baseline, name, size, bold=bold)
        for place, cell in enumerate(cells[1:], start=1):
            if self._columns[place].number:
                setter.draw(self.canv, edges[place] - _GAP, baseline, cell, size, bold=bold, right=True)
            else:
                setter.draw(self.canv, edges[place - 1] + _GAP, baseline, cell, size, bold=bold)

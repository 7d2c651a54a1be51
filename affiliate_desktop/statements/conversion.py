"""Rows of a sheet -> observations, in chunks; a row that can't be read is told with its line and reason.

The sheet is read twice: once to decide from all rows how dates and amounts are written, once to convert. A chunk
is converted column by column, with what was read before remembered; only rows with something wrong are looked at
one by one.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from affiliate_desktop.core.problems import BadInput, Problem
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.ledger.model import Batch
from affiliate_desktop.statements.amounts import AmountColumn, is_empty
from affiliate_desktop.statements.dates import DateColumn
from affiliate_desktop.statements.layout import Layout
from affiliate_desktop.statements.model import Cell, Field, RejectedRow
from affiliate_desktop.statements.rows import Row, RowReader
from affiliate_desktop.statements.rules import meets
from affiliate_desktop.statements.tables import Chunk, Table
from affiliate_desktop.statements.words import bare, header_key, text_of

KEPT_CELL = 2_000
"""Characters of each cell that are kept of a rejected row; the original file has the rest."""


@dataclass(slots=True)
class Converted:
    """What a chunk became.

    Attributes:
        rows: rows of data in the chunk, whether they count or not.
    """

    batch: Batch | None = None
    rejected: list[RejectedRow] = field(default_factory=list)
    rows: int = 0


class Converter:
    """Reads one sheet.

    Args:
        table: the sheet.
        layout: how it is read.
        currency: for rows that name none; None where every row must name its own.
    """

    def __init__(self, table: Table, layout: Layout, currency: str | None) -> None:
        self._table = table
        self._layout = layout
        self._currency = currency
        self._width = len(layout.headers)
        self._needed = max(layout.columns.values(), default=0) + 1
        self.reader: RowReader
        """How rows are read; decided when reading begins."""
        self._header = [header_key(header) for header in layout.headers]
        self._end: int | None = None

    def converted(self, progress: Progress, done: int = 0, total: int | None = None) -> Iterator[Converted]:
        """The chunks, in the order of the file.

        Args:
            progress: told at each chunk; may cancel.
            done: rows of the sheets before.
            total: rows of all sheets.
        """
        self._end = last_lines(self._table, self._layout.skip_bottom, progress)
        reader = self.reader = self.decided(progress)
        for chunk in self._table.chunks():
            progress.step(done + (chunk.lines[-1] if chunk.lines else 0), total, self._table.name)
            yield self._convert(chunk, reader)

    def again(self, lines: list[int], rows: list[Row], progress: Progress) -> Converted:
        """Reads some rows by what all rows of the sheet decide.

        Args:
            lines: where they stand, rising.
            rows: their cells, perhaps edited.
            progress: may cancel.
        """
        reader = self.reader = self.decided(progress)
        return self._convert(Chunk(lines, rows), reader)

    def decided(self, progress: Progress) -> RowReader:
        """How rows are read, by what all of them say together."""
        layout = self._layout
        dates = DateColumn(layout.date_format, layout.usual_date, layout.language)
        commission = AmountColumn(layout.decimal, layout.usual_decimal)
        sale = AmountColumn(layout.decimal, layout.usual_decimal)
        for chunk in self._table.chunks():
            progress.check()
            rows = self._below_header(chunk)[1]
            dates.see(_column(rows, layout.columns[Field.DATE]))
            commission.see(_column(rows, layout.columns[Field.COMMISSION]))
            if Field.DEBIT in layout.columns:
                commission.see(_column(rows, layout.columns[Field.DEBIT]))
            if Field.SALE_AMOUNT in layout.columns:
                sale.see(_column(rows, layout.columns[Field.SALE_AMOUNT]))
        return RowReader(
            layout,
            self._table.index,
            self._currency,
            dates.reader(),
            commission.reader(sale.decided, empty=0 if Field.DEBIT in layout.columns else None),
            sale.reader(commission.decided, empty=0),
            marked=commission.marked or sale.marked,
        )

    def _below_header(self, chunk: Chunk) -> tuple[list[int], list[Row]]:
        above, end = self._layout.header_line, self._end
        lines, rows = chunk.lines, chunk.rows
        if lines and lines[0] <= above:
            skipped = sum(line <= above for line in lines)
            lines, rows = lines[skipped:], rows[skipped:]
        if end is not None and lines and lines[-1] >= end:
            kept = sum(line < end for line in lines)
            lines, rows = lines[:kept], rows[:kept]
        return lines, rows

    def _convert(self, chunk: Chunk, reader: RowReader) -> Converted:
        result = Converted()
        for bad in chunk.bad:
            if bad.line > self._layout.header_line and (self._end is None or bad.line < self._end):
                result.rejected.append(self._rejected(bad.line, bad.cells, bad.problem))
        lines, rows = self._even(*self._earnings(*self._below_header(chunk), result), result)
        if self._layout.only_rows is not None:
            lines, rows = self._with_amount(lines, rows, reader, result)
        values = reader.values(rows)
        if values.bad:
            lines, rows = self._without_bad(lines, rows, values.bad, reader, result)
            values = reader.values(rows)
        result.rows += len(rows) + len(result.rejected)
        result.batch = reader.batch(lines, rows, values) if rows else None
        return result

    def _earnings(self, lines: list[int], rows: list[Row], result: Converted) -> tuple[list[int], list[Row]]:
        """The rows without those that the format leaves out, such as sums at the end."""
        if not self._layout.skip:
            return lines, rows
        kept = [(line, row) for line, row in zip(lines, rows, strict=True) if not meets(self._layout.skip, row)]
        result.rows += len(rows) - len(kept)
        return [line for line, _ in kept], [row for _, row in kept]

    def _even(self, lines: list[int], rows: list[Row], result: Converted) -> tuple[list[int], list[Row]]:
        """The rows made as wide as the header; blank ones left out, longer and too short ones told."""
        if set(map(len, rows)) <= {self._width}:
            return lines, rows
        kept_lines, kept = [], []
        for line, row in zip(lines, rows, strict=True):
            if not any(map(_filled, row)):
                continue
            if len(row) < self._needed or any(map(_filled, row[self._width :])):
                result.rejected.append(self._rejected(line, row, _uneven(len(row), self._width)))
                continue
            kept_lines.append(line)
            kept.append(row[: self._width] + [""] * (self._width - len(row)))
        return kept_lines, kept

    def _with_amount(
        self, lines: list[int], rows: list[Row], reader: RowReader, result: Converted
    ) -> tuple[list[int], list[Row]]:
        """The rows that hold an amount other than 0 where the format asks for one; unreadable ones stay in."""
        column = self._layout.only_rows or 0
        amounts = reader.commissions
        kept = [
            (line, row)
            for line, row in zip(lines, rows, strict=True)
            if not is_empty(row[column]) and amounts[row[column]] != 0
        ]
        result.rows += sum(any(map(_filled, row)) for row in rows) - len(kept)
        return [line for line, _ in kept], [row for _, row in kept]

    def _without_bad(
        self, lines: list[int], rows: list[Row], bad: set[int], reader: RowReader, result: Converted
    ) -> tuple[list[int], list[Row]]:
        """The rows that can be read; of the others those that hold data are told."""
        for index in sorted(bad):
            row = rows[index]
            if any(map(_filled, row)) and [header_key(text_of(cell)) for cell in row] != self._header:
                result.rejected.append(self._rejected(lines[index], row, reader.problem(row)))
        kept = [index for index in range(len(rows)) if index not in bad]
        return [lines[index] for index in kept], [rows[index] for index in kept]

    def _rejected(self, line: int, row: Sequence[Cell], problem: Problem) -> RejectedRow:
        cells = tuple(text_of(cell)[:KEPT_CELL] for cell in row)
        return RejectedRow(self._table.name, line, problem.code, str(problem), cells)


def last_lines(table: Table, count: int, progress: Progress) -> int | None:
    """The line at which the last lines of a table begin; blank ones are not counted. None where none are asked for."""
    if count <= 0:
        return None
    last: deque[int] = deque(maxlen=count)
    for chunk in table.chunks():
        progress.check()
        filled = [line for line, row in zip(chunk.lines, chunk.rows, strict=True) if any(map(_filled, row))]
        last.extend(sorted([*filled, *(bad.line for bad in chunk.bad)])[-count:])
    return last[0] if last else None


def _column(rows: Sequence[Row], index: int) -> list[Cell]:
    try:
        return [row[index] for row in rows]
    except IndexError:
        return [row[index] for row in rows if len(row) > index]


def _filled(cell: Cell) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(bare(cell)))


def _uneven(found: int, expected: int) -> BadInput:
    code = "row_too_short" if found < expected else "row_too_long"
    return BadInput(code, "The row has {found} cells, the header {expected}.", found=found, expected=expected)

"""What the fuzzer throws bytes at: each target may refuse them with a ``Problem`` and must do nothing else.

A target says what must hold of what it read, so that a wrong reading is found and not only a crash.
"""

import io
import json
from collections.abc import Callable

from affiliate_desktop.core.problems import Problem
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.statements.amounts import AmountColumn
from affiliate_desktop.statements.conversion import Converter
from affiliate_desktop.statements.dates import DateColumn
from affiliate_desktop.statements.guessing import header_line, suggested
from affiliate_desktop.statements.json_table import open_json
from affiliate_desktop.statements.layout import MAX_COLUMNS, mapped_layout
from affiliate_desktop.statements.model import Cell, ColumnMap, Field
from affiliate_desktop.statements.opening import top_rows
from affiliate_desktop.statements.tables import MAX_CELL, Table
from affiliate_desktop.statements.text import open_text


def text(content: bytes) -> None:
    """A text file: every line is in a row or told, once, in order; no cell is too long or holds a NUL."""
    table = open_text(lambda: io.BytesIO(content), len(content), "fuzz.csv")
    _check(table)
    _convert(table)


def json_table(content: bytes) -> None:
    """A JSON answer: a row a record, as wide as the names."""
    table = open_json(content, "fuzz.json")
    _check(table)
    widths = {len(row) for chunk in table.chunks() for row in chunk.rows}
    assert len(widths) == 1
    _convert(table)


def amounts(content: bytes) -> None:
    """A column of amounts: what is read is within the limits and the same when it is read again alone."""
    cells: list[Cell] = [*content.decode("utf-8", "replace").split("\n")]
    column = AmountColumn()
    column.see(cells)
    reader = column.reader()
    for cell, micro in zip(cells, reader.read_all(cells), strict=True):
        assert micro == column.reader()[cell]
        assert micro is None or abs(micro) < 10**17


def dates(content: bytes) -> None:
    """A column of dates: what is read is a day of the calendar and the same when it is read again alone."""
    cells: list[Cell] = [*content.decode("utf-8", "replace").split("\n")]
    column = DateColumn()
    column.see(cells)
    reader = column.reader()
    for cell, moment in zip(cells, reader.read_all(cells), strict=True):
        assert moment == column.reader()[cell]
        assert moment is None or len(moment[0]) == 10


TARGETS: dict[str, Callable[[bytes], None]] = {
    "text": text,
    "json": json_table,
    "amounts": amounts,
    "dates": dates,
}


def run(name: str, content: bytes) -> None:
    """Throws bytes at a target; being refused in words is fine."""
    refused = ""
    try:
        TARGETS[name](content)
    except Problem as problem:
        refused = str(problem)
    assert not refused or len(refused) > 10


def _check(table: Table) -> None:
    begins = [0]
    for chunk in table.chunks():
        assert len(chunk.lines) == len(chunk.rows)
        for row in chunk.rows:
            assert all(not isinstance(cell, str) or (len(cell) <= MAX_CELL and "\0" not in cell) for cell in row)
        begins += sorted([*chunk.lines, *(bad.line for bad in chunk.bad)])
    assert begins == sorted(set(begins))


def _convert(table: Table) -> None:
    """Reads the table with the first mapping that is guessed: rows are accepted, rejected or left out, never lost."""
    top = top_rows(table)
    line = header_line(top)
    if line is None or len(top[line - 1]) > MAX_COLUMNS:
        return
    names = tuple(str(cell) for cell in top[line - 1])
    columns = suggested(names, top[line:], line=line, sheet=None).columns
    if not {Field.DATE, Field.COMMISSION} <= set(columns):
        return
    layout = mapped_layout(top, ColumnMap(columns, header_line=line, currency="EUR"))
    for converted in Converter(table, layout, "EUR").converted(Progress()):
        accepted = len(converted.batch.lines) if converted.batch else 0
        assert accepted + len(converted.rejected) <= converted.rows
        json.dumps([row.reason for row in converted.rejected])

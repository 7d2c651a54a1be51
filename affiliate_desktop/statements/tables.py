"""Tables as the readers of text files and workbooks give them: rows in chunks, with their line numbers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.statements.model import Cell

CHUNK_ROWS = 500
"""Rows that are read, converted and written at a time (measured: 2,000 take a tenth longer); cancel is answered
between chunks."""

MAX_CELL = 32_767
"""Characters in a cell, as in a spreadsheet."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that could not even be taken apart."""

    line: int
    problem: BadInput
    cells: tuple[str, ...]


@dataclass(slots=True)
class Chunk:
    """Some rows of a table.

    Attributes:
        lines: where each row begins; the first line of the file, or row of the sheet, is 1.
    """

    lines: list[int]
    rows: list[list[Cell]]
    bad: list[BadRow] = field(default_factory=list)


class Table(Protocol):
    """A sheet of a workbook, or a text file."""

    index: int
    name: str

    def chunks(self) -> Iterator[Chunk]:
        """The rows from the first line on; each call starts again."""
        ...

    def size(self) -> int:
        """About how many rows it has, for progress."""
        ...


def fit(chunk: Chunk) -> Chunk:
    """The chunk without rows that hold NUL characters or huge cells; those are told."""
    checked = Chunk([], [], chunk.bad)
    for line, row in zip(chunk.lines, chunk.rows, strict=True):
        problem = _unfit(row)
        if problem is None:
            checked.lines.append(line)
            checked.rows.append(row)
        else:
            cells = tuple(str(cell)[:200].replace("\0", "\ufffd") for cell in row)
            checked.bad.append(BadRow(line, problem, cells))
    return checked


def _unfit(row: list[Cell]) -> BadInput | None:
    for cell in row:
        if isinstance(cell, str) and len(cell) > MAX_CELL:
            return BadInput(
                "cell_too_long",
                "A cell has {length} characters; at most {most} are read. Perhaps a quotation mark is not closed.",
                length=len(cell),
                most=MAX_CELL,
            )
        if isinstance(cell, str) and "\0" in cell:
            return BadInput("nul_character", "The row holds a NUL character; it is damaged.")
    return None

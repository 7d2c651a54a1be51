"""Rows of a file as they stand there: for what was not understood, and as evidence of what was."""

import csv
import io
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection

from affiliate_desktop.core.files import safe_name
from affiliate_desktop.core.problems import Failed
from affiliate_desktop.statements.model import Cell
from affiliate_desktop.statements.tables import Table
from affiliate_desktop.statements.text import TextTable
from affiliate_desktop.statements.words import text_of
from affiliate_desktop.workspace.packing import copy_file


def rows_at(table: Table, lines: Collection[int]) -> dict[int, list[Cell]]:
    """The rows that begin in some lines; a row that can't be taken apart is one cell."""
    found: dict[int, list[Cell]] = {}
    last = max(lines, default=0)
    for chunk in table.chunks():
        begin = min([*chunk.lines[:1], *(bad.line for bad in chunk.bad)], default=0)
        if begin > last:
            break
        found.update((line, row) for line, row in zip(chunk.lines, chunk.rows, strict=True) if line in lines)
        found.update((bad.line, list(bad.cells)) for bad in chunk.bad if bad.line in lines)
    return found


def raw_texts(table: Table, lines: Collection[int]) -> dict[int, str]:
    """The text of some lines as the file has it; empty for tables that have no text, such as workbooks."""
    return table.line_texts(lines) if isinstance(table, TextTable) and lines else {}


def joined(cells: Sequence[Cell], delimiter: str) -> str:
    """Cells as one line of text."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter or "\t", lineterminator="").writerow([text_of(cell) for cell in cells])
    return out.getvalue()


def taken_apart(text: str, delimiter: str) -> list[str]:
    """A line of text as cells."""
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or "\t"))
    return rows[0] if rows else []


@contextmanager
def original_file(connection: Connection, sha256: str, name: str) -> Iterator[Path]:
    """The original of an imported file, on disk as long as the block runs.

    Raises:
        Failed: when the workspace does not have it whole.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / safe_name(name)
        with path.open("wb") as target:
            whole = copy_file(connection, sha256, target)
        if not whole:
            raise Failed(
                "attachment_damaged",
                "The file {sha256} in the workspace is damaged. Restore a backup, or import the file again.",
                sha256=sha256[:12],
            )
        yield path

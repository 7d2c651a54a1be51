"""Codes from a table: a row a code, from CSV or a workbook, as a plain text or as the values of a payload."""

from collections.abc import Iterator
from pathlib import Path

from affiliate_desktop.core.problems import BadInput, Problem
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.statements.source import open_source
from affiliate_desktop.studio.address_list import is_address, listed_addresses
from affiliate_desktop.studio.payloads import KINDS, payload
from affiliate_desktop.studio.qr_bulk import BulkFailure, BulkItem

MOST_ROWS = 20_000
ADDRESSES = ("url", "link", "address", "text", "content", "code", "payload", "destination")
_NAMES = ("name", "title", "label", "file", "id", "campaign")


def items_of_table(
    file: Path, kind: str = "", column: str = "", name_column: str = "", progress: Progress | None = None
) -> tuple[tuple[BulkItem, ...], tuple[BulkFailure, ...]]:
    """The codes a table asks for, and the rows of which no code can be made.

    Args:
        file: CSV, XLSX and what else statements are read from; the first row names the columns.
        kind: of payload, whose values the columns of the same names hold; empty for a column of texts or links.
        column: the one with the texts; found by its name where none is given.
        name_column: what the files are called after; found by its name, else rows are numbered.
        progress: may stop the work.

    Raises:
        BadInput: when the file cannot be read, has no such column, or more rows than are made at a time.
    """
    items: list[BulkItem] = []
    failures: list[BulkFailure] = []
    heads: list[str] = []
    texts = names = ""
    for line, cells in table_rows(file, progress or Progress()):
        if not heads:
            heads = [cell.strip().casefold() for cell in cells]
            texts = "" if kind else column_of(file, heads, column, ADDRESSES)
            names = column_of(file, heads, name_column, _NAMES, needed=False)
            continue
        row = dict(zip(heads, cells, strict=False))
        if not any(cell.strip() for cell in cells):
            continue
        name = row.get(names, "").strip() or f"{file.stem} {line}"
        try:
            text = _payload(kind, row) if kind else row.get(texts, "").strip()
            if not text:
                failures.append(BulkFailure(name, "The row has no text for a code."))
            else:
                items.append(BulkItem(name, text))
        except Problem as problem:
            failures.append(BulkFailure(name, str(problem)))
        if len(items) > MOST_ROWS:
            raise BadInput("qr_many_rows", "“{file}” has more than {most} rows.", file=file.name, most=MOST_ROWS)
    if not heads:
        raise BadInput("qr_no_rows", "“{file}” has no rows.", file=file.name)
    return tuple(items), tuple(failures)


def table_rows(file: Path, progress: Progress) -> Iterator[tuple[int, list[str]]]:
    """Line and cells of every row of a table, its head first; CSV, XLSX and what else statements are read from.

    A single column of addresses is one too, and may lack a head: then it gets one.
    """
    listed = listed_addresses(file, ADDRESSES[0])
    if listed is not None:
        yield from ((line, [text]) for line, text in listed)
        return
    begun = False
    for line, cells in _rows(file, progress):
        if not begun and any(cells):
            begun = True
            if [is_address(cell) for cell in cells if cell] == [True]:
                yield 0, [ADDRESSES[0] if cell else "" for cell in cells]
        yield line, cells


def _rows(file: Path, progress: Progress) -> Iterator[tuple[int, list[str]]]:
    with open_source(file, progress) as source:
        for chunk in source.tables[0].chunks():
            progress.check()
            for line, row in zip(chunk.lines, chunk.rows, strict=True):
                yield line, ["" if cell is None else _plain(cell) for cell in row]


def _plain(cell: object) -> str:
    """A cell as text; a number of a workbook without a fraction as it is written by hand."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _payload(kind: str, row: dict[str, str]) -> str:
    names = {field.name for field in KINDS[kind].fields} if kind in KINDS else set()
    return payload(kind, {name: text for name, text in row.items() if name in names})


def column_of(file: Path, heads: list[str], wanted: str, known: tuple[str, ...], *, needed: bool = True) -> str:
    """The head of a column, in small letters: the one that is wanted, else the first known one.

    Raises:
        BadInput: when there is none, though it is needed.
    """
    if wanted:
        if wanted.strip().casefold() in heads:
            return wanted.strip().casefold()
        raise _no_column(file, wanted, heads)
    found = next((name for name in known if name in heads), "")
    if not found and needed:
        if sum(map(bool, heads)) == 1:
            return next(filter(None, heads))
        raise _no_column(file, known[0], heads)
    return found


def _no_column(file: Path, wanted: str, heads: list[str]) -> BadInput:
    return BadInput(
        "qr_no_column",
        "“{file}” has no column “{column}”; it has {known}.",
        file=file.name,
        column=wanted[:40],
        known=", ".join(head for head in heads if head)[:200] or "none",
    )

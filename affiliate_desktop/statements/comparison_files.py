"""A comparison as CSV, and as a spreadsheet; a row a difference, written as they are read."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from affiliate_desktop.core.money import from_micro, plain_micro
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.statements.comparison_model import Difference, Seen

HEADS = (
    "Kinds",
    "Id",
    "Program",
    "Product",
    "Currency",
    "Date before",
    "Date after",
    "Status before",
    "Status after",
    "Sale before",
    "Sale after",
    "Commission before",
    "Commission after",
    "Difference",
    "Sub-id before",
    "Sub-id after",
    "Line before",
    "Line after",
)
AMOUNTS = frozenset(range(9, 14))
EXCEL_ROWS = 1_048_575
"""Rows below the header that a sheet holds."""
STEP = 2_000


def write_csv(file: Path, rows: Iterable[Difference], total: int, progress: Progress) -> None:
    """Writes all differences as CSV in UTF-8 with a mark at the beginning, as spreadsheet programs like it."""
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEADS)
        for row in _told(rows, total, progress):
            writer.writerow([_text(at, cell, row.currency) for at, cell in enumerate(cells(row))])


def write_xlsx(file: Path, rows: Iterable[Difference], total: int, progress: Progress) -> None:
    """Writes the differences as a spreadsheet, on as many sheets as they need."""
    import xlsxwriter

    with xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False}) as book:
        bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00####"})
        sheet, line = _new_sheet(book, bold), 0
        for row in _told(rows, total, progress):
            if line == EXCEL_ROWS:
                sheet, line = _new_sheet(book, bold), 0
            line += 1
            for at, cell in enumerate(cells(row)):
                if isinstance(cell, str):
                    sheet.write_string(line, at, cell)
                elif cell is not None:
                    sheet.write_number(line, at, cell if at not in AMOUNTS else from_micro(cell), money)


def cells(row: Difference) -> tuple[str | int | None, ...]:
    """A difference in the order of ``HEADS``; amounts are whole millionths."""
    before, after = row.before, row.after
    return (
        ", ".join(kind.value for kind in row.kinds),
        row.external_id,
        row.program,
        row.product,
        row.currency,
        *(each.day.isoformat() if each else "" for each in (before, after)),
        *(each.status if each else "" for each in (before, after)),
        *(_amount(each, "sale_micro") for each in (before, after)),
        *(_amount(each, "commission_micro") for each in (before, after)),
        row.difference_micro,
        *(each.sub_id if each else "" for each in (before, after)),
        *(each.line if each else None for each in (before, after)),
    )


def _amount(seen: Seen | None, name: str) -> int | None:
    return None if seen is None else int(getattr(seen, name))


def _new_sheet(book: Any, bold: Any) -> Any:
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(HEADS) - 1, 16)
    for at, head in enumerate(HEADS):
        sheet.write_string(0, at, head, bold)
    return sheet


def _told(rows: Iterable[Difference], total: int, progress: Progress) -> Iterator[Difference]:
    for done, row in enumerate(rows):
        if done % STEP == 0:
            progress.step(done, total, "written")
        yield row


def _text(at: int, cell: str | int | None, currency: str) -> str | int | None:
    if isinstance(cell, str):
        return _defused(cell)
    return plain_micro(cell, currency) if cell is not None and at in AMOUNTS else cell


def _defused(cell: str) -> str:
    """Text that a spreadsheet program would take for a formula gets a mark before it."""
    return "'" + cell if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell

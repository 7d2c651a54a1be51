"""Reading files: a workbook beside calamine and the same rows as text, and recognition beside the whole import."""

import csv
import tempfile
from pathlib import Path

from python_calamine import CalamineWorkbook

from tests.bench.importing import workspace, write_amazon
from tests.bench.row import Row, seconds

TITLE = "Reading statement files"
BOOK_ROWS = 100_000
TEXT_ROWS = 1_000_000
RUNS = 3


def write_book(text: Path, book: Path) -> None:
    """The same rows as a workbook, amounts as numbers."""
    import xlsxwriter

    with (
        text.open(encoding="utf-8", newline="") as rows,
        xlsxwriter.Workbook(book, {"constant_memory": True}) as out,
    ):
        sheet = out.add_worksheet("Fee-Earnings")
        for line, row in enumerate(csv.reader(rows)):
            for column, cell in enumerate(row):
                if line > 1 and column in {6, 7, 8, 9, 10}:
                    sheet.write_number(line, column, float(cell))
                else:
                    sheet.write_string(line, column, cell)


def imported(file: Path, folder: Path) -> float:
    """The whole import of a file."""
    with workspace(folder) as (app, _, amazon):
        app.statements.profiles()
        return seconds(lambda: app.statements.import_file(file, amazon))


def calamine(book: Path) -> float:
    """What the library itself takes to give all cells."""
    return seconds(lambda: sum(1 for _ in CalamineWorkbook.from_path(str(book)).get_sheet_by_index(0).iter_rows()))


def recognized(file: Path, folder: Path) -> float:
    """Recognition with its reasons; the networks' files are read before, as in an open window."""
    with workspace(folder) as (app, _, _):
        app.formats.list()
        return min(seconds(lambda: app.statements.identify(file)) for _ in range(RUNS))


def measure() -> list[Row]:
    """The rows of the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text, book, large = folder / "fees.csv", folder / "fees.xlsx", folder / "large.csv"
        write_amazon(text, BOOK_ROWS)
        write_book(text, book)
        imported(book, folder)
        ours, theirs = [], []
        for _ in range(RUNS):
            ours.append(imported(book, folder))
            theirs.append(calamine(book) + imported(text, folder))
        write_amazon(large, TEXT_ROWS)
        known = recognized(large, folder)
        whole = imported(large, folder)
    return [
        Row(
            "import of an XLSX of 100,000 rows",
            tuple(ours),
            "s",
            "calamine + the same rows as CSV",
            tuple(theirs),
            2,
            "times",
        ),
        Row("recognizing a text of 1,000,000 rows", (known,), "s", "its import", (whole,), 0.01, "times"),
    ]

"""The limited child process that takes a workbook apart; it is run by path, so it imports nothing of ours.

Reads a workbook from standard input and writes JSON lines to standard output: one for each sheet,
``{"sheet": index, "name": ...}``, then its rows in lists, and ``{"end": true}`` at the last. A problem is
``{"problem": code}``. Rows before which a blank stands hold a cell that is too long or
damaged. A cell with a date is ISO 8601 text. Memory and CPU time are limited before anything is read: a workbook
of 2 KB can ask for terabytes.
"""

import io
import json
import sys
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any, TextIO

MEMORY_BYTES = 1 << 30
CPU_SECONDS = 30
ROWS_A_FRAME = 500
MAX_SHEETS = 50
MAX_COLUMNS = 256
MAX_CELL = 32_767
MAX_CELLS = 60_000_000


def limit() -> None:
    """Takes away what no honest workbook needs; where the system has no limits the parent's time limit is left."""
    try:
        import resource
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CPU, CPU_SECONDS)):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            continue
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def plain(cell: Any) -> Any:
    """A cell as JSON can carry it."""
    if isinstance(cell, str):
        return cell if len(cell) <= MAX_CELL else cell[: MAX_CELL + 1]
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "seconds")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    return str(cell) if isinstance(cell, timedelta) else cell


def write_rows(sheet: Any, out: TextIO) -> None:
    """Writes a sheet's rows from row 1 on, whatever rows are empty above."""
    rows = sheet.iter_rows()
    while frame := [[plain(cell) for cell in row] for row in islice(rows, ROWS_A_FRAME)]:
        line = json.dumps(frame)
        unfit = "\\u0000" in line or any(isinstance(c, str) and len(c) > MAX_CELL for row in frame for c in row)
        out.write(f" {line}\n" if unfit else f"{line}\n")


def write_workbook(content: bytes, out: TextIO) -> None:
    """Writes all sheets."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = [each.name for each in book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
    if len(sheets) > MAX_SHEETS:
        out.write('{"problem": "too_many_sheets"}\n')
        return
    cells = 0
    for index, name in enumerate(sheets):
        sheet = book.get_sheet_by_name(name)
        if sheet.width > MAX_COLUMNS:
            out.write('{"problem": "too_many_columns"}\n')
            return
        cells += sheet.total_height * sheet.width
        if cells > MAX_CELLS:
            out.write('{"problem": "too_many_cells"}\n')
            return
        out.write(json.dumps({"sheet": index, "name": name}) + "\n")
        write_rows(sheet, out)
    out.write('{"end": true}\n')


def main() -> int:
    """Reads, limits itself, answers."""
    limit()
    content = sys.stdin.buffer.read()
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="ascii", write_through=False)
    try:
        write_workbook(content, out)
    except MemoryError:
        return 3
    except Exception as error:  # noqa: BLE001 - a library's own error type tells what is wrong
        kind = type(error).__name__
        out.write(json.dumps({"problem": "password" if kind == "PasswordError" else "damaged"}) + "\n")
    out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())

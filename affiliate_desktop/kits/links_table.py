"""The table of a kit's links, as CSV and XLSX; what looks like a formula stays text."""

import csv
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO, StringIO

from affiliate_desktop.kits.model import Handed

HEADS = ("Link", "Address to share", "Leads to", "Click reference")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_FIXED = datetime(2020, 1, 1, tzinfo=UTC)
"""Instead of the time of making, so that equal tables are equal files."""


def csv_bytes(links: Sequence[Handed]) -> bytes:
    """UTF-8 with a byte order mark, which spreadsheet programs look for."""
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(HEADS)
    writer.writerows([[_harmless(cell) for cell in _row(link)] for link in links])
    return stream.getvalue().encode("utf-8-sig")


def xlsx_bytes(links: Sequence[Handed]) -> bytes:
    """One sheet; every cell is text."""
    import xlsxwriter

    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False})
    book.set_properties({"created": _FIXED.replace(tzinfo=None)})
    sheet = book.add_worksheet("Links")
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, 2, 70)
    sheet.set_column(3, 3, 18)
    sheet.freeze_panes(1, 0)
    bold = book.add_format({"bold": True})
    for column, head in enumerate(HEADS):
        sheet.write_string(0, column, head, bold)
    for number, link in enumerate(links, start=1):
        for column, cell in enumerate(_row(link)):
            sheet.write_string(number, column, cell)
    book.close()
    return stream.getvalue()


def _row(link: Handed) -> tuple[str, ...]:
    return link.name, link.url, link.destination, link.reference or ""


def _harmless(cell: str) -> str:
    """A leading quote keeps spreadsheet programs from calculating (OWASP ASVS 5, 1.2.10)."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell

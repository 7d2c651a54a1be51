"""Earnings for tests about payouts: rows that are imported as a statement."""

from pathlib import Path

from affiliate_desktop.app import App
from affiliate_desktop.statements.model import ColumnMap, Field

MAPPING = ColumnMap(
    {
        Field.EXTERNAL_ID: "id",
        Field.DATE: "day",
        Field.COMMISSION: "commission",
        Field.CURRENCY: "currency",
        Field.STATUS: "status",
        Field.PROGRAM: "program",
    },
    statuses={"pending": "pending", "approved": "approved", "reversed": "reversed", "paid": "paid"},
)
HEAD = "id,day,commission,currency,status,program\n"


def import_rows(app: App, account: int, folder: Path, rows: str, name: str = "rows.csv") -> int:
    """Imports rows of id, day, commission, currency, status and program; the statement's id."""
    file = folder / name
    file.write_text(HEAD + rows, encoding="utf-8")
    report = app.statements.import_file(file, account, column_map=MAPPING)
    assert report.rejected == ()
    assert report.id is not None
    return report.id

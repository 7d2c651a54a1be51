"""What the list of imports shows."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from affiliate_desktop.app import App
from affiliate_desktop.core.periods import parse_day
from affiliate_desktop.gui.format import Formats
from affiliate_desktop.gui.tables import Column
from affiliate_desktop.statements.model import ImportReport, Statement


def load_details(app: App, statement: Statement) -> tuple[Statement, ImportReport]:
    """An import with what its file holds; runs on a worker thread."""
    return statement, app.statements.report(statement.id)


def columns(formats: Formats) -> Sequence[Column[Statement]]:
    """The list's columns."""
    translate = QCoreApplication.translate
    return (
        Column("file", translate("Statements", "File"), _file, width=0, tip=_file),
        Column("account", translate("Statements", "Account"), lambda one: one.account, muted=True, width=15),
        Column(
            "imported",
            translate("Statements", "Imported"),
            lambda one: formats.day(parse_day(one.imported_at[:10])),
            sort=lambda one: (one.imported_at, one.id),
            muted=True,
            tip=lambda one: formats.instant(one.imported_at),
            width=14,
            spare=1,
        ),
        Column(
            "rows",
            translate("Statements", "Rows"),
            lambda one: formats.number(one.rows),
            sort=lambda one: one.rows,
            right=True,
            width=8,
        ),
        Column(
            "rejected",
            translate("Statements", "Problems"),
            lambda one: formats.number(one.rejected) if one.rejected else "",
            sort=lambda one: one.rejected,
            tone=lambda one: "warning" if one.rejected else "",
            width=12,
        ),
        Column(
            "months",
            translate("Statements", "Months"),
            lambda one: _months(one, formats),
            sort=lambda one: one.first_day,
            muted=True,
            width=22,
            spare=2,
        ),
    )


def _file(one: Statement) -> str:
    return one.file


def _months(one: Statement, formats: Formats) -> str:
    return " - ".join(dict.fromkeys(formats.month(day) for day in (one.first_day, one.last_day) if day))

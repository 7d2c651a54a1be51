"""Visits of a file, in tables and words."""

from PySide6.QtCore import QCoreApplication

from affiliate_desktop.core.periods import parse_day
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.format import Formats
from affiliate_desktop.gui.table_view import RecordTable
from affiliate_desktop.gui.tables import Column, RecordModel
from affiliate_desktop.statements.model import ImportReport
from affiliate_desktop.statements.visit_model import Visits

translate = QCoreApplication.translate


def visits_table(context: Context, *, counts: bool = False) -> RecordTable[Visits]:
    """Rows of visits: when, by which tags, how many; ``counts`` adds whether they do."""
    formats = context.formats
    last = (Column("counts", translate("Visits", "Counts"), _counts, tip=_why_not, muted=True, width=22),)
    model: RecordModel[Visits] = RecordModel(
        (
            Column("days", translate("Visits", "Days"), lambda one: days_words(one.first, one.last, formats), width=30),
            Column("campaign", translate("Visits", "Campaign"), lambda one: one.campaign, width=0),
            Column("source", translate("Visits", "Source"), lambda one: one.source, width=18),
            Column("medium", translate("Visits", "Medium"), lambda one: one.medium, width=14, muted=True),
            Column(
                "sessions",
                translate("Visits", "Visits"),
                lambda one: formats.number(one.sessions),
                sort=lambda one: one.sessions,
                right=True,
                width=10,
            ),
            Column(
                "users",
                translate("Visits", "Users"),
                lambda one: "" if one.users is None else formats.number(one.users),
                sort=lambda one: one.users or 0,
                right=True,
                muted=True,
                width=10,
            ),
            *(last if counts else ()),
        ),
        lambda one: (one.sheet, one.line),
    )
    name = "visits" if counts else "import-visits"
    return RecordTable(model, context.theme, name, translate("Visits", "Rows of visits"))


def _counts(one: Visits) -> str:
    if one.left_out_for is None:
        return translate("Visits", "Yes")
    return translate("Visits", "No, import {id} does").format(id=one.left_out_for)


def _why_not(one: Visits) -> str:
    if one.left_out_for is None:
        return ""
    return translate("Visits", "That import came later and speaks of the same visits on some of these days.")


def days_words(first: str, last: str, formats: Formats) -> str:
    """From when to when; one day where both are the same, nothing where they are not known."""
    if not first:
        return ""
    begin, end = formats.day(parse_day(first)), formats.day(parse_day(last))
    return begin if first == last else f"{begin} - {end}"


def silenced_words(report: ImportReport, formats: Formats) -> str:
    """Which visits of earlier files would count no more."""
    if not report.silenced:
        return ""
    one = report.silenced[0]
    text = translate(
        "Visits",
        "Some days of this file are in earlier files too. What those say of the same campaign counts no more, such as "
        "{count} visits of {days} in “{file}”.",
    )
    days = days_words(one.row.first, one.row.last, formats)
    return text.format(count=formats.number(one.row.sessions), days=days, file=one.file)

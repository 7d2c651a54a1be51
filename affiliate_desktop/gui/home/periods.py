"""The periods that the home page offers."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from affiliate_desktop.core.periods import ALL_TIME, Period, last_months, month_of, previous_month, year_of
from affiliate_desktop.gui.format import Formats

DEFAULT = "last-12-months"
CUSTOM = "custom"


def period_choices() -> list[tuple[object, str]]:
    """Names and words of the periods."""
    translate = QCoreApplication.translate
    return [
        ("this-month", translate("Periods", "This month")),
        ("last-month", translate("Periods", "Last month")),
        ("last-3-months", translate("Periods", "Last 3 months")),
        (DEFAULT, translate("Periods", "Last 12 months")),
        ("this-year", translate("Periods", "This year")),
        ("last-year", translate("Periods", "Last year")),
        ("all", translate("Periods", "All time")),
        (CUSTOM, translate("Periods", "From … to …")),
    ]


def period_named(name: str, today: date) -> Period:
    """The period of a name; all time for one that is not known."""
    known = {
        "this-month": month_of(today),
        "last-month": previous_month(today),
        "last-3-months": last_months(3, today),
        DEFAULT: last_months(12, today),
        "this-year": year_of(today),
        "last-year": year_of(date(today.year - 1, 1, 1)),
    }
    return known.get(name, ALL_TIME)


def period_words(period: Period, formats: Formats) -> str:
    """From when to when."""
    translate = QCoreApplication.translate
    if period.start is None and period.end is None:
        return translate("Periods", "All time")
    if period.start is None:
        return translate("Periods", "until {day}").format(day=formats.day(period.end))
    if period.end is None:
        return translate("Periods", "since {day}").format(day=formats.day(period.start))
    return translate("Periods", "{start} to {end}").format(start=formats.day(period.start), end=formats.day(period.end))


def period_slug(period: Period) -> str:
    """The period in a file's name."""
    start = period.start.isoformat() if period.start else "start"
    end = period.end.isoformat() if period.end else "now"
    return "all-time" if period == ALL_TIME else f"{start}-to-{end}"

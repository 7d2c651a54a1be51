"""How a document writes amounts, days and periods: in English, with every digit."""

import calendar
import re
import unicodedata
from datetime import date

from affiliate_desktop.core.money import plain_micro
from affiliate_desktop.core.periods import Period

LONGEST = 500
"""Characters of a user's text that a document prints; the rest is an ellipsis."""

_INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def plain_text(text: str, longest: int = LONGEST) -> str:
    """A user's text without what could harm a page: no control, direction or private characters, one line, capped."""
    text = _VARIATION.sub("", text[: longest * 4])
    text = "".join(" " if unicodedata.category(each) in ("Cc", "Zl", "Zp") else each for each in text)
    text = "".join(each for each in text if unicodedata.category(each) not in _INVISIBLE)
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1] + "…"


def amount(micro: int, currency: str) -> str:
    """Whole millionths with the currency's digits and thousands apart: ``1,234.50``; all digits are kept."""
    whole, point, fraction = plain_micro(micro, currency).partition(".")
    sign = "-" if whole.startswith("-") else ""
    return f"{sign}{int(whole.lstrip('-')):,}{point}{fraction}"


def day(value: date) -> str:
    """``5 March 2026``."""
    return f"{value.day} {calendar.month_name[value.month]} {value.year}"


def month(text: str) -> str:
    """``2026-03`` as ``March 2026``."""
    return f"{calendar.month_name[int(text[5:7])]} {text[:4]}"


def period(value: Period) -> str:
    """A period as people say it: ``June 2026``, ``January to October 2026``, ``since 5 March 2026``, ``All time``."""
    if value.start is None or value.end is None:
        if value.start is not None:
            return f"since {day(value.start)}"
        return f"until {day(value.end)}" if value.end is not None else "All time"
    if value.start.day == 1 and value.end.day == calendar.monthrange(value.end.year, value.end.month)[1]:
        return _months(value.start, value.end)
    return day(value.start) if value.start == value.end else f"{day(value.start)} to {day(value.end)}"


def _months(start: date, end: date) -> str:
    if (start.month, end.month) == (1, 12) and start.year == end.year:
        return str(start.year)
    last = f"{calendar.month_name[end.month]} {end.year}"
    if (start.year, start.month) == (end.year, end.month):
        return last
    first = calendar.month_name[start.month]
    return f"{first} to {last}" if start.year == end.year else f"{first} {start.year} to {last}"

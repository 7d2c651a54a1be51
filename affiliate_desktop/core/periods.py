"""Stretches of days, both ends included, as people name them."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from affiliate_desktop.core.problems import BadInput


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day, both included; None is open."""

    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        if self.start and self.end and self.end < self.start:
            raise BadInput(
                "period_reversed",
                "The period ends ({end}) before it starts ({start}).",
                start=self.start,
                end=self.end,
            )

    def __contains__(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


ALL_TIME = Period()


def month_of(day: date) -> Period:
    """The calendar month a day lies in."""
    last = calendar.monthrange(day.year, day.month)[1]
    return Period(day.replace(day=1), day.replace(day=last))


def year_of(day: date) -> Period:
    """The calendar year a day lies in."""
    return Period(date(day.year, 1, 1), date(day.year, 12, 31))


def last_days(count: int, today: date) -> Period:
    """The last ``count`` days, today included."""
    return Period(today - timedelta(days=count - 1), today)


def previous_month(today: date) -> Period:
    """The calendar month before today's."""
    return month_of(today.replace(day=1) - timedelta(days=1))


def last_months(count: int, today: date) -> Period:
    """The last ``count`` calendar months, the current one included."""
    index = today.year * 12 + today.month - count
    return Period(date(index // 12, index % 12 + 1, 1), month_of(today).end)


def months_between(start: date, end: date) -> list[str]:
    """Every month from start to end as ``YYYY-MM``, none left out."""
    first, last = start.year * 12 + start.month - 1, end.year * 12 + end.month - 1
    return [f"{index // 12:04d}-{index % 12 + 1:02d}" for index in range(first, last + 1)]


def parse_day(text: str) -> date:
    """A day written ``YYYY-MM-DD``.

    Raises:
        BadInput: when the text is no such day.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadInput("bad_date", "“{text}” is no date; write it as 2026-03-31.", text=text.strip()[:40]) from None

"""Periods include both their ends."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiliate_desktop.core.periods import (
    ALL_TIME,
    Period,
    last_days,
    last_months,
    month_of,
    months_between,
    parse_day,
    previous_month,
    year_of,
)
from affiliate_desktop.core.problems import BadInput

days = st.dates(date(1999, 1, 1), date(2100, 1, 1))


@given(days)
def test_a_day_lies_in_its_month_and_not_in_the_one_before(day: date) -> None:
    assert day in month_of(day)
    assert day in year_of(day)
    assert day not in previous_month(day)
    end, start = previous_month(day).end, month_of(day).start
    assert end is not None
    assert end + timedelta(days=1) == start


@given(days, st.integers(1, 400))
def test_the_last_days_are_as_many_as_asked(day: date, count: int) -> None:
    period = last_days(count, day)
    assert period.start is not None
    assert (day - period.start).days + 1 == count
    assert day in period


@given(days, st.integers(1, 60))
def test_the_last_months_leave_none_out(day: date, count: int) -> None:
    period = last_months(count, day)
    assert period.start is not None
    assert period.end is not None
    months = months_between(period.start, period.end)
    assert len(months) == count
    assert months == sorted(set(months))
    assert months[-1] == f"{day:%Y-%m}"


def test_open_ends_hold_everything() -> None:
    assert date(1, 1, 1) in ALL_TIME
    assert date(2026, 1, 1) in Period(date(2026, 1, 1), None)
    assert date(2025, 12, 31) not in Period(date(2026, 1, 1), None)


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(BadInput, match="before it starts"):
        Period(date(2026, 2, 1), date(2026, 1, 31))


@pytest.mark.parametrize(
    "text", ["31.02.2026", "2026-02-31", "", "2026-1-1x", "\u0662\u0660\u0662\u0666-\u0660\u0661-\u0660\u0661"]
)
def test_what_is_no_day_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadInput, match="2026-03-31"):
        parse_day(text)

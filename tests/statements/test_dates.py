"""Dates: the shape and the order of day and month are decided over the whole column."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affiliate_desktop.core.problems import BadInput, Problem
from affiliate_desktop.statements.dates import DateColumn, DateReader


def column(*cells: object, pattern: str = "auto", usual: str | None = None) -> DateReader:
    """The reader that a column of these cells decides on."""
    gathered = DateColumn(pattern, usual)
    gathered.see(list(cells))  # type: ignore[arg-type]
    return gathered.reader()


ALONE = {
    "2026-03-31": ("2026-03-31", None),
    "2026-3-1": ("2026-03-01", None),
    "2026/03/31": ("2026-03-31", None),
    "2026.03.31": ("2026-03-31", None),
    "2026-03-31 10:11:12": ("2026-03-31", "2026-03-31T10:11:12"),
    "2026-03-31T10:11:12": ("2026-03-31", "2026-03-31T10:11:12"),
    "2026-03-31T10:11:12Z": ("2026-03-31", "2026-03-31T10:11:12Z"),
    "2026-03-31T10:11:12.345678Z": ("2026-03-31", "2026-03-31T10:11:12Z"),
    "2026-03-31 10:11:12 UTC": ("2026-03-31", "2026-03-31T10:11:12Z"),
    "2026-03-31T10:11:12+02:00": ("2026-03-31", "2026-03-31T10:11:12+02:00"),
    "2026-03-31T10:11:12-0530": ("2026-03-31", "2026-03-31T10:11:12-05:30"),
    "2026-03-31 10:11": ("2026-03-31", "2026-03-31T10:11:00"),
    "31.03.2026": ("2026-03-31", None),
    "1.3.2026": ("2026-03-01", None),
    "31.03.26": ("2026-03-31", None),
    "31.03.2026 08:05": ("2026-03-31", "2026-03-31T08:05:00"),
    "31.03.2026, 08:05:06": ("2026-03-31", "2026-03-31T08:05:06"),
    "31/03/2026": ("2026-03-31", None),
    "03/31/2026": ("2026-03-31", None),
    "3/31/26": ("2026-03-31", None),
    "3/31/2026 5:07 PM": ("2026-03-31", "2026-03-31T17:07:00"),
    "3/31/2026 12:00 AM": ("2026-03-31", "2026-03-31T00:00:00"),
    "3/31/2026 12:30:00 pm": ("2026-03-31", "2026-03-31T12:30:00"),
    "31-03-2026": ("2026-03-31", None),
    "03-31-2026": ("2026-03-31", None),
    "31 Mar 2026": ("2026-03-31", None),
    "31-Mar-2026": ("2026-03-31", None),
    "31-Mar-26": ("2026-03-31", None),
    "31. März 2026": ("2026-03-31", None),
    "31 March 2026": ("2026-03-31", None),
    "Mar 31, 2026": ("2026-03-31", None),
    "March 31, 2026": ("2026-03-31", None),
    "Mar 31st, 2026": ("2026-03-31", None),
    "Sep 01, 2026": ("2026-09-01", None),
    "1 janvier 2026": ("2026-01-01", None),
    "2 Dezember 2026": ("2026-12-02", None),
    "29.02.2024": ("2024-02-29", None),
    "05/05/2026": ("2026-05-05", None),
}
REFUSED = {
    "31.02.2026": "no_such_day",
    "29.02.2025": "no_such_day",
    "2026-02-30": "no_such_day",
    "2026-13-01": "no_such_day",
    "32.01.2026": "no_such_day",
    "Feb 30, 2026": "no_such_day",
    "31 Foo 2026": "no_such_month",
    "0000-01-01": "no_such_day",
    "1900-01-01": "year_out_of_range",
    "9999-12-31": "year_out_of_range",
    "2026-03-31 25:00:00": "no_such_time",
    "2026-03-31 10:60:00": "no_such_time",
    "3/31/2026 13:00 PM": "no_such_time",
    "03/04/2026": "date_unclear",
    "04-03-2026": "date_unclear",
    "31.02.": "not_a_date",
    "2026": "not_a_date",
    "yesterday": "not_a_date",
    "2026-03-31x": "not_a_date",
    "2026-03/31": "not_a_date",
    "\uff12\uff10\uff12\uff16-03-31": "not_a_date",
    "": "date_missing",
    "   ": "date_missing",
}


@pytest.mark.parametrize(("text", "expected"), ALONE.items())
def test_a_date_that_tells_its_order_is_read(text: str, expected: tuple[str, str | None]) -> None:
    reader = column(text)
    assert reader.read(text) == expected
    assert reader[text] == expected
    assert reader.read_all([text]) == [expected]


@pytest.mark.parametrize(("text", "code"), REFUSED.items())
def test_a_date_that_is_none_or_unclear_is_refused_with_the_reason(text: str, code: str) -> None:
    reader = column(text)
    assert reader[text] is None
    with pytest.raises(BadInput) as problem:
        reader.read(text)
    assert problem.value.code == code
    assert str(problem.value)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["03/04/2026", "13/04/2026"], ["2026-04-03", "2026-04-13"]),
        (["03/04/2026", "04/13/2026"], ["2026-03-04", "2026-04-13"]),
        (["03/04/2026", "13/04/2026", "04/13/2026"], [None, None, None]),
        (["03.04.2026", "05.06.2026"], ["2026-04-03", "2026-06-05"]),
        (["2026-03-01", "2026-03-02", "03.03.2026"], ["2026-03-01", "2026-03-02", None]),
        (["03/03/2026", "04/04/2026"], ["2026-03-03", "2026-04-04"]),
    ],
)
def test_the_whole_column_decides_whether_the_day_comes_first(cells: list[str], expected: list[str | None]) -> None:
    reader = column(*cells)
    assert [moment and moment[0] for moment in map(reader.__getitem__, cells)] == expected


def test_a_pattern_of_the_user_decides() -> None:
    assert column("03/04/2026", pattern="%d/%m/%Y")["03/04/2026"] == ("2026-04-03", None)
    assert column("03/04/2026", pattern="%m/%d/%Y")["03/04/2026"] == ("2026-03-04", None)
    assert column("03/04/2026", usual="%m/%d/%Y")["03/04/2026"] == ("2026-03-04", None)
    assert column("03 Apr 26", pattern="%d %b %y")["03 Apr 26"] == ("2026-04-03", None)
    for bad in ("%d/%m", "%Q", "", "%d%d%Y%m"):
        with pytest.raises(BadInput):
            column("03/04/2026", pattern=bad or "x")


@settings(deadline=None, max_examples=200)
@given(
    st.dates(date(1990, 1, 1), date(2100, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%Y/%m/%d", "%b %d, %Y", "%d-%b-%Y"]),
)
def test_every_day_is_read_back_from_how_it_is_written(day: date, pattern: str) -> None:
    text = day.strftime(pattern)
    assert column(text)[text] == (day.isoformat(), None)


@settings(deadline=None, max_examples=100)
@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y"]))
def test_a_month_of_days_always_tells_the_order(first: date, pattern: str) -> None:
    days = [first + timedelta(days=number) for number in range(31)]
    cells = [day.strftime(pattern) for day in days]
    assert [moment and moment[0] for moment in column(*cells).read_all(cells)] == [day.isoformat() for day in days]


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=40))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    reader = column(text)
    try:
        assert reader[text] == reader.read(text)
    except Problem:
        assert reader[text] is None

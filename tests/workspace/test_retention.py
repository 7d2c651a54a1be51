"""Which backups stay."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from affiliate_desktop.workspace.retention import EVERYTHING, Dated, kept

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
ages = st.lists(st.floats(-10, 900), max_size=60, unique=True)


def backups(days: list[float], *, at_close: bool = False) -> list[Dated]:
    return [Dated(f"{index:04d}", NOW - timedelta(days=age), at_close) for index, age in enumerate(days)]


def test_all_of_two_days_stay_except_close_ones_of_the_same_hour() -> None:
    often = [minute / 1440 for minute in range(0, 2880, 10)]
    assert len(kept(backups(often), NOW)) == len(often)
    assert len(kept(backups(often, at_close=True), NOW)) == 49


def test_two_years_of_daily_backups_leave_days_weeks_and_months() -> None:
    names = kept(backups([day + 0.5 for day in range(730)]), NOW)
    ages = sorted(int(name) for name in names)
    assert ages[:9] == [0, 1, 2, 3, 4, 5, 6, 7, 8]
    assert len(ages) <= 2 + 7 + 4 + 12
    assert 300 <= ages[-1] <= 370


@given(ages)
def test_everything_of_the_last_two_days_and_the_newest_stay(days: list[float]) -> None:
    names = kept(backups(days), NOW)
    for backup in backups(days):
        if NOW - backup.made_at <= EVERYTHING:
            assert backup.name in names
    if days:
        assert min(backups(days), key=lambda one: NOW - one.made_at).name in names


@given(ages)
def test_thinning_out_twice_removes_nothing_more(days: list[float]) -> None:
    first = kept(backups(days), NOW)
    assert kept([one for one in backups(days) if one.name in first], NOW) == first


@given(ages)
def test_no_more_than_the_rule_says_of_what_is_old(days: list[float]) -> None:
    old = [age for age in days if age > 2]
    assert len(kept(backups(old), NOW)) <= 7 + 4 + 12 + 1

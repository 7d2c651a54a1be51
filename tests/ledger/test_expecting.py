"""When money should come."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiliate_desktop.core.money import MICRO, Money
from affiliate_desktop.ledger.ageing import bucket_ends, bucket_of
from affiliate_desktop.ledger.expecting import due_day, expected
from affiliate_desktop.ledger.payout import BUCKETS, Terms, Waiting

TODAY = date(2026, 6, 15)


def waiting(month: str, amount: int, program: int = 1, pending: int = 0) -> Waiting:
    last = date.fromisoformat(f"{month}-20")
    return Waiting(1, "Awin", program, f"Shop {program}", "EUR", month, last, amount * MICRO, 2, pending * MICRO)


@pytest.mark.parametrize(
    ("last", "hold", "pay", "due"),
    [
        ("2026-01-20", 30, None, "2026-02-19"),
        ("2026-01-20", None, 25, "2026-01-25"),
        ("2026-01-20", 30, 15, "2026-03-15"),
        ("2026-01-20", 30, 19, "2026-02-19"),
        ("2026-01-01", 30, 31, "2026-01-31"),
        ("2026-01-20", 20, 31, "2026-02-28"),
        ("2026-12-20", 0, 1, "2027-01-01"),
    ],
)
def test_terms_give_the_day(last: str, hold: int | None, pay: int | None, due: str) -> None:
    assert due_day(date.fromisoformat(last), Terms(hold, pay)) == date.fromisoformat(due)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 400), st.integers(1, 31))
def test_a_payment_is_due_within_a_month_after_the_hold(last: date, hold: int, pay: int) -> None:
    days = (due_day(last, Terms(hold, pay)) - last).days
    assert hold <= days <= hold + 31


def test_months_that_are_due_together_are_one_payment_of_the_account() -> None:
    rows = [waiting("2026-04", 10), waiting("2026-04", 5, program=2), waiting("2026-05", 7, pending=3)]
    found = expected(rows, {(1, None): Terms(60, 1)}, {}, TODAY)
    assert [(each.on, each.money.micro // MICRO, each.program) for each in found] == [
        (date(2026, 7, 1), 15, None),
        (date(2026, 8, 1), 7, "Shop 1"),
    ]
    assert found[1].pending_micro == 3 * MICRO


def test_a_month_of_an_account_is_one_payment_when_its_last_earning_is_due() -> None:
    late = [Waiting(1, "Awin", at, "", "EUR", "2026-04", date(2026, 4, 20 + at % 2), MICRO, 1) for at in range(4)]
    found = expected(late, {(1, None): Terms(60, None)}, {}, TODAY)
    assert [(each.on, each.money.micro, each.program_id) for each in found] == [(date(2026, 6, 20), 4 * MICRO, None)]


@given(
    st.lists(st.tuples(st.integers(1, 4), st.integers(1, 12), st.integers(1, 28), st.integers(1, 500)), max_size=12),
    st.integers(0, 90),
    st.none() | st.integers(1, 31),
    st.none() | st.integers(0, 900),
)
def test_every_earning_is_in_one_payment_and_no_payment_is_there_twice(
    rows: list[tuple[int, int, int, int]], hold: int, pay: int | None, least: int | None
) -> None:
    open_ = [
        Waiting(1, "Awin", shop, "", "EUR", f"2026-{month:02}", date(2026, month, day), amount * MICRO, 1)
        for shop, month, day, amount in rows
    ]
    threshold = None if least is None else Money.of(least, "EUR")
    found = expected(open_, {(1, None): Terms(hold, pay, threshold), (1, 2): Terms(10)}, {}, TODAY)
    assert sum(each.money.micro for each in found) == sum(row.micro for row in open_)
    names = [(each.program_id == 2, each.money.currency, each.months[-1]) for each in found]
    assert len(set(names)) == len(names)


def test_money_that_comes_within_its_month_is_said_to_come_before_its_end() -> None:
    (found,) = expected([waiting("2026-06", 10)], {}, {1: (-12, -12)}, TODAY)
    assert (found.on, found.why.text) == (
        date(2026, 6, 18),
        "12 days before the end of the month, as the median of 2 payouts so far.",
    )


def test_a_programs_own_terms_keep_it_apart() -> None:
    rows = [waiting("2026-04", 10), waiting("2026-04", 5, program=2)]
    found = expected(rows, {(1, None): Terms(60, 1), (1, 2): Terms(10, None)}, {}, TODAY)
    assert [(each.program, each.on, each.overdue) for each in found] == [
        ("Shop 2", date(2026, 4, 30), True),
        ("Shop 1", date(2026, 7, 1), False),
    ]


def test_below_the_threshold_months_wait_for_the_next() -> None:
    terms: dict[tuple[int, int | None], Terms] = {(1, None): Terms(30, 15, Money.of(25, "EUR"))}
    found = expected([waiting("2026-03", 10), waiting("2026-04", 20), waiting("2026-05", 5)], terms, {}, TODAY)
    assert [(each.on, each.money.micro // MICRO, each.months, each.below_threshold) for each in found] == [
        (date(2026, 6, 15), 30, ("2026-03", "2026-04"), False),
        (None, 5, ("2026-05",), True),
    ]


def test_history_gives_the_day_where_there_are_no_terms() -> None:
    (found,) = expected([waiting("2026-04", 10)], {}, {1: (40, 45, 60)}, TODAY)
    assert found.on == date(2026, 6, 14)
    assert found.overdue
    assert "45 days" in found.why.text


def test_without_terms_or_history_there_is_no_day() -> None:
    (found,) = expected([waiting("2026-04", 10)], {}, {}, TODAY)
    assert (found.on, found.overdue) == (None, False)


@given(st.integers(0, 400))
def test_ages_fall_into_the_bucket_that_the_query_uses(age: int) -> None:
    from datetime import timedelta

    day = TODAY - timedelta(days=age)
    older_than = [number for number, end in enumerate(bucket_ends(TODAY), 1) if day <= end]
    assert bucket_of(age) == max(older_than, default=0)
    assert len(BUCKETS) == 5

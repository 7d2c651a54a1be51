"""Which rows a payout may have paid."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from affiliate_desktop.core.money import MICRO
from affiliate_desktop.core.periods import ALL_TIME, Period
from affiliate_desktop.ledger.payout import Choice, MonthSum, Open
from affiliate_desktop.ledger.suggesting import Wanted, subset_of, suggestions

CENT = MICRO // 100


def row(key: int, day: str, cents: int, *, paid: bool = False) -> Open:
    return Open(key, date.fromisoformat(day), cents * CENT, paid)


def months_of(rows: list[Open]) -> list[MonthSum]:
    names = sorted({each.day.isoformat()[:7] for each in rows})
    return [
        MonthSum(
            name,
            sum(each.day.isoformat()[:7] == name for each in rows),
            sum(each.micro for each in rows if each.day.isoformat()[:7] == name),
            sum(each.paid for each in rows if each.day.isoformat()[:7] == name),
            sum(each.micro for each in rows if each.paid and each.day.isoformat()[:7] == name),
        )
        for name in names
    ]


def wanted(cents: int, paid_on: str = "2026-04-15", period: Period = ALL_TIME, *, about: bool = False) -> Wanted:
    return Wanted(cents * CENT, "EUR", about, date.fromisoformat(paid_on), period)


ROWS = [
    row(1, "2026-01-10", 1000),
    row(2, "2026-01-20", 1550),
    row(3, "2026-02-10", 2025),
    row(4, "2026-02-11", 333),
    row(5, "2026-03-01", 777),
]


def test_a_whole_month_that_fits_exactly_comes_first() -> None:
    best = suggestions(wanted(2358), months_of(ROWS), ROWS)[0]
    assert (best.choice, best.count, best.exact, best.gap_micro) == (Choice.MONTHS, 2, True, 0)
    assert best.chosen.period == Period(date(2026, 2, 1), date(2026, 2, 28))
    assert "exactly" in " ".join(reason.text for reason in best.reasons)


def test_everything_unpaid_up_to_a_month_is_found() -> None:
    best = suggestions(wanted(1000 + 1550 + 2358), months_of(ROWS), ROWS)[0]
    assert best.exact
    assert best.chosen.period.end == date(2026, 2, 28)
    assert best.count == 4


def test_what_the_program_says_is_paid_is_found() -> None:
    rows = [row(1, "2026-01-10", 1000, paid=True), row(2, "2026-01-20", 1550), row(3, "2026-02-10", 2025, paid=True)]
    best = suggestions(wanted(3025), months_of(rows), rows)[0]
    assert (best.choice, best.chosen.only_paid, best.count, best.exact) == (Choice.PAID, True, 2, True)


def test_a_month_but_for_a_held_back_row_names_what_is_left_out() -> None:
    rows = [row(key, "2026-02-10", 2000 + 7 * key) for key in range(1, 60)] + [row(99, "2026-02-11", 333)]
    total = sum(each.micro for each in rows) // CENT
    best = suggestions(wanted(total - 333), months_of(rows), rows)[0]
    assert (best.choice, best.chosen.without, best.exact) == (Choice.EXCEPT, (99,), True)
    assert "3.33" in " ".join(reason.text for reason in best.reasons)


def test_single_rows_that_add_up_are_found_and_said_to_be_one_of_several() -> None:
    best = suggestions(wanted(1000 + 333), months_of(ROWS), ROWS)[0]
    assert (best.choice, best.chosen.only, best.several) == (Choice.ROWS, (1, 4), False)
    twins = [row(1, "2026-01-10", 500), row(2, "2026-01-20", 500), row(3, "2026-03-10", 900)]
    best = suggestions(wanted(1400), months_of(twins), twins)[0]
    assert best.several


def test_the_payouts_own_period_is_always_offered() -> None:
    period = Period(date(2026, 1, 1), date(2026, 1, 31))
    found = suggestions(wanted(9999, period=period), months_of(ROWS), ROWS)
    assert [each.choice for each in found] == [Choice.PERIOD]
    assert found[0].gap_micro == (9999 - 2550) * CENT


def test_a_converted_amount_is_never_called_exact() -> None:
    best = suggestions(wanted(2358, about=True), months_of(ROWS), ROWS)[0]
    assert not best.exact
    assert best.chosen.period.start == date(2026, 2, 1)


def test_rows_after_the_day_of_payment_are_not_offered() -> None:
    found = suggestions(wanted(777, paid_on="2026-02-15"), months_of(ROWS), ROWS[:4])
    assert found
    assert not any(each.exact for each in found)
    assert all(each.chosen.period.end and each.chosen.period.end <= date(2026, 2, 28) for each in found)


def test_where_nothing_comes_near_the_nearest_periods_are_shown() -> None:
    found = suggestions(wanted(3800), months_of(ROWS), [])
    assert {each.gap_micro for each in found} == {665 * CENT, -1108 * CENT}
    assert all(each.score < 40 for each in found)
    assert suggestions(wanted(3800), [], []) == ()


@settings(deadline=None)
@given(st.lists(st.integers(-500, 3000), min_size=1, max_size=20), st.data())
def test_a_subset_adds_up_to_the_target(amounts: list[int], data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.sampled_from(range(len(amounts))), unique=True, min_size=1))
    target = sum(amounts[at] for at in chosen)
    found = subset_of(amounts, target)
    if target == 0:
        assert found is None
    elif found is not None:
        places, _ = found
        assert sum(amounts[at] for at in places) == target
        assert len(set(places)) == len(places)


@given(st.lists(st.integers(1, 3000), min_size=1, max_size=14), st.integers(1, 9000))
def test_a_small_search_misses_no_subset(amounts: list[int], target: int) -> None:
    sums = {0}
    for amount in amounts:
        sums |= {total + amount for total in sums}
    assert (subset_of(amounts, target) is not None) == (target in sums)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(st.integers(0, 120), st.integers(-900, 9000), st.booleans()), min_size=1, max_size=60),
    st.integers(1, 90_000),
)
def test_each_suggestion_says_what_its_rows_add_up_to(rows: list[tuple[int, int, bool]], cents: int) -> None:
    start = date(2026, 1, 1)
    drawn = sorted((start + timedelta(days=days), amount, paid) for days, amount, paid in rows if amount)
    known = [Open(key, day, amount * CENT, paid) for key, (day, amount, paid) in enumerate(drawn)]
    for each in suggestions(wanted(cents, "2026-05-20"), months_of(known), known):
        chosen = each.chosen
        inside = [one for one in known if one.day in chosen.period and one.id not in chosen.without]
        if chosen.only:
            inside = [one for one in known if one.id in chosen.only]
        if chosen.only_paid:
            inside = [one for one in inside if one.paid]
        assert (len(inside), sum(one.micro for one in inside)) == (each.count, each.micro)
        assert each.gap_micro == cents * CENT - each.micro
        assert each.exact == (each.gap_micro == 0)

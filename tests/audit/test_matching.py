"""Which row reports which recorded event: what holds for any rows and any record."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from affiliate_desktop.audit.matching import DAYS_APART, Matcher
from affiliate_desktop.audit.recorded import Recorded
from affiliate_desktop.programs.plan import PlanEvent

FIRST = date(2026, 5, 1)
kinds = st.sampled_from(PlanEvent)
amounts = st.sampled_from([0, 10_000_000, 20_000_000])
codes = st.sampled_from(["USD", "EUR"])
days = st.integers(0, 12).map(lambda number: FIRST + timedelta(days=number))
links = st.sampled_from([None, 1, 2])
rows = st.lists(st.tuples(kinds, amounts, codes, days, links), max_size=12)


def recorded(key: str, kind: PlanEvent, amount: int, code: str, day: date, link: int | None) -> Recorded:
    instant = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return Recorded(key, "1", "Ann", kind, instant, day, amount, code, True, "", link)


events = st.lists(st.tuples(kinds, amounts, st.sampled_from(["", "USD", "EUR"]), days, links), max_size=12).map(
    lambda found: [recorded(f"e{number}", *each) for number, each in enumerate(found)]
)


@given(events, rows)
@settings(deadline=None, max_examples=80)
def test_a_row_reports_one_event_of_its_kind_amount_currency_and_days(
    known: list[Recorded], said: list[tuple[PlanEvent, int, str, date, int | None]]
) -> None:
    matcher = Matcher(known, "USD")
    found = [(row, matcher.match(*row)) for row in said]
    taken = [event.key for _, event in found if event is not None]
    assert len(taken) == len(set(taken))
    for (kind, amount, code, day, link), event in found:
        if event is not None:
            assert event.event is kind
            assert kind is PlanEvent.SIGNUP or event.amount_micro == amount
            assert (event.currency or "USD") == code
            assert abs((event.day - day).days) <= DAYS_APART
            assert link is None or event.link_id in {None, link}


@given(events)
@settings(deadline=None, max_examples=40)
def test_rows_that_repeat_the_record_leave_nothing_unreported(known: list[Recorded]) -> None:
    matcher = Matcher(known, "USD")
    for event in known:
        code = event.currency or "USD"
        assert matcher.match(event.event, event.amount_micro, code, event.day, event.link_id) is not None


def test_the_rows_own_link_goes_before_the_nearest_day() -> None:
    near = recorded("near", PlanEvent.SALE, 10, "USD", FIRST, None)
    mine = recorded("mine", PlanEvent.SALE, 10, "USD", FIRST + timedelta(days=2), 7)
    other = recorded("other", PlanEvent.SALE, 10, "USD", FIRST, 8)
    matcher = Matcher([near, mine, other], "USD")
    found = [matcher.match(PlanEvent.SALE, 10, "USD", FIRST, 7) for _ in range(3)]
    assert [each.key if each else None for each in found] == ["mine", "near", None]

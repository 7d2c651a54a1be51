"""What holds for every plan, checked on made-up plans and events, and against the terms worked out slowly."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from affiliate_desktop.programs.evaluation import PlanVersion, evaluate, evaluate_versions
from affiliate_desktop.programs.plan import (
    Apply,
    Bonus,
    Measure,
    Plan,
    PlanEvent,
    PlanPeriod,
    Rounding,
    Rule,
    Step,
    Tiers,
)
from affiliate_desktop.programs.plan_events import ReferralEvent
from affiliate_desktop.programs.plan_file import parse_plan
from affiliate_desktop.programs.plan_periods import PeriodOf
from affiliate_desktop.programs.plan_writing import plan_toml
from tests.programs.by_the_page import by_the_page

FIRST, LAST = datetime(2025, 1, 1), datetime(2026, 3, 1)
ZONES = ("UTC", "Asia/Tokyo", "America/New_York")
SPANS = (PlanPeriod.MONTH, PlanPeriod.QUARTER, PlanPeriod.YEAR)
LIMITS = ("minimum_amount", "first_events", "within_days", "cap_per_event", "cap_per_referral", "cap_per_period")
NO_CAPS = LIMITS[:3]

amounts = st.one_of(st.decimals(0, 300, places=2), st.sampled_from([Decimal(0), Decimal("33.335"), Decimal(100)]))
percents = st.decimals(0, 60, places=2)
times = st.datetimes(FIRST, LAST, timezones=st.just(UTC)).map(
    lambda time: time.replace(minute=0, second=0, microsecond=0)
)
one_event = st.builds(
    ReferralEvent,
    st.just(""),
    times,
    st.sampled_from(PlanEvent),
    st.sampled_from(["", "a", "a", "b"]),
    amounts,
    st.sampled_from(["", "", "USD", "EUR"]),
    st.sampled_from([True, True, True, True, False]),
)


def numbered(found: Sequence[ReferralEvent]) -> list[ReferralEvent]:
    """Events with ids that do not follow their times; a sign-up has no amount."""
    return [
        event._replace(id=f"e{at * 7 % 101:03}", amount=Decimal(0) if event.event is PlanEvent.SIGNUP else event.amount)
        for at, event in enumerate(found)
    ]


events = st.lists(one_event, max_size=25).map(numbered)
busy = st.lists(one_event, min_size=12, max_size=25).map(numbered)
"""Enough events for terms to bite."""


@st.composite
def step_lists(draw: st.DrawFn, measure: Measure, apply: Apply, *, rising: bool) -> tuple[Step, ...]:
    """Steps whose ``from`` rises; with ``rising`` also what they pay."""
    count = draw(st.integers(1, 4))
    if measure is Measure.COUNT:
        starts = [Decimal(1), *sorted(Decimal(each) for each in draw(st.sets(st.integers(2, 9), max_size=count - 1)))]
    else:
        starts = [Decimal(0), *sorted(draw(st.sets(st.decimals(1, 500, places=1), max_size=count - 1)))]
    share = measure is Measure.AMOUNT and apply is Apply.MARGINAL
    share = share or draw(st.booleans())
    paid = [draw(percents if share else amounts) for _ in starts]
    paid = sorted(paid) if rising else paid
    return tuple(
        Step(start, None if share else each, each if share else None) for start, each in zip(starts, paid, strict=True)
    )


@st.composite
def tier_terms(
    draw: st.DrawFn, spans: Sequence[PlanPeriod], applies: Sequence[Apply], *, rising: bool = False
) -> Tiers:
    """Tiers."""
    measure, apply = draw(st.sampled_from(Measure)), draw(st.sampled_from(applies))
    inside = [span for span in spans if apply is not Apply.NEXT_PERIOD or span is not PlanPeriod.LIFETIME]
    steps = draw(step_lists(measure, apply, rising=rising))
    return Tiers(measure, draw(st.sampled_from(inside)), apply, steps)


@st.composite
def rules(
    draw: st.DrawFn,
    name: str,
    spans: Sequence[PlanPeriod] = tuple(PlanPeriod),
    applies: Sequence[Apply] = tuple(Apply),
    limits: Sequence[str] = LIMITS,
    kinds: Sequence[PlanEvent] = tuple(PlanEvent),
) -> Rule:
    """A rule with some of the limits."""
    has = draw(st.sets(st.sampled_from(limits), max_size=3)) if limits else set()
    way = draw(st.sampled_from(["fixed", "percent", "tiers", "tiers"]))
    return Rule(
        name,
        draw(st.sampled_from(kinds)),
        fixed=draw(amounts) if way == "fixed" else None,
        percent=draw(percents) if way == "percent" else None,
        tiers=draw(tier_terms(spans, applies)) if way == "tiers" else None,
        minimum_amount=draw(st.sampled_from([Decimal(20), Decimal(100)])) if "minimum_amount" in has else None,
        first_events=draw(st.integers(1, 3)) if "first_events" in has else None,
        within_days=draw(st.integers(0, 200)) if "within_days" in has else None,
        cap_per_event=draw(st.sampled_from([Decimal(5), Decimal("50.00")])) if "cap_per_event" in has else None,
        cap_per_referral=draw(st.sampled_from([Decimal(7), Decimal("60.00")])) if "cap_per_referral" in has else None,
        cap_per_period=draw(st.sampled_from([Decimal(9), Decimal("80.00")])) if "cap_per_period" in has else None,
        cap_period=draw(st.sampled_from(spans)) if "cap_per_period" in has else None,
    )


@st.composite
def prizes(draw: st.DrawFn, spans: Sequence[PlanPeriod] = tuple(PlanPeriod)) -> Bonus:
    """A bonus."""
    measure = draw(st.sampled_from(Measure))
    reach = draw(st.integers(1, 5)) if measure is Measure.COUNT else draw(st.integers(1, 600))
    least = draw(st.sampled_from([None, Decimal(20)]))
    event, span = draw(st.sampled_from(PlanEvent)), draw(st.sampled_from(spans))
    return Bonus("bonus 1", event, measure, span, Decimal(reach), draw(amounts), least)


@st.composite
def plans(
    draw: st.DrawFn,
    spans: Sequence[PlanPeriod] = tuple(PlanPeriod),
    applies: Sequence[Apply] = tuple(Apply),
    limits: Sequence[str] = LIMITS,
) -> Plan:
    """A plan of one to three rules and perhaps a bonus."""
    names = [f"rule {number}" for number in range(1, draw(st.integers(2, 4)))]
    made = tuple(draw(rules(name, spans, applies, limits)) for name in names)
    bonuses = (draw(prizes(spans)),) if draw(st.booleans()) else ()
    rounding = draw(st.sampled_from(Rounding))
    return Plan("made up", "USD", draw(st.sampled_from(ZONES)), rounding, made, bonuses)


def owner(event: ReferralEvent) -> str:
    """Whom an event belongs to."""
    return f"referral {event.referral}" if event.referral else f"event {event.id}"


@given(plans(), busy)
@settings(deadline=None)
def test_the_evaluation_gives_what_the_words_of_the_terms_give(plan: Plan, found: list[ReferralEvent]) -> None:
    assert evaluate(plan, found) == by_the_page([PlanVersion(plan)], found)


@st.composite
def changes(draw: st.DrawFn) -> list[PlanVersion]:
    """A plan, and what became of it: rules of the same names and kinds under other terms."""
    old = draw(plans())
    new = tuple(draw(rules(rule.name, kinds=[rule.event])) for rule in old.rules)
    first = draw(st.sampled_from([None, FIRST.replace(month=3, tzinfo=UTC)]))
    second = draw(st.datetimes(datetime(2025, 4, 1), datetime(2025, 11, 1), timezones=st.just(UTC)))
    return [PlanVersion(old, first), PlanVersion(replace(old, rules=new), second)]


@given(changes(), busy, st.booleans())
@settings(deadline=None)
def test_changed_terms_give_what_the_words_of_the_terms_give(
    versions: list[PlanVersion],
    found: list[ReferralEvent],
    by_signup: bool,
) -> None:
    expected = by_the_page(versions, found, by_signup=by_signup)
    assert evaluate_versions(versions, found, by_signup=by_signup) == expected


@given(plans())
@settings(deadline=None)
def test_a_plan_reads_as_it_was_written(plan: Plan) -> None:
    assert parse_plan(plan_toml(plan)) == plan


@given(plans(), events, st.integers(0))
@settings(deadline=None)
def test_the_order_of_input_does_not_matter(plan: Plan, found: list[ReferralEvent], seed: int) -> None:
    shuffled = list(found)
    Random(seed).shuffle(shuffled)
    assert evaluate(plan, shuffled) == evaluate(plan, found)


@given(plans(), busy)
@settings(deadline=None)
def test_a_cap_is_never_exceeded(plan: Plan, found: list[ReferralEvent]) -> None:
    known = {event.id: event for event in found}
    result = evaluate(plan, found)
    for rule in plan.rules:
        by_owner: dict[str, Decimal] = defaultdict(Decimal)
        by_period: dict[str, Decimal] = defaultdict(Decimal)
        period_of = PeriodOf(rule.cap_period, plan.timezone) if rule.cap_period else None
        for line in result.lines:
            if line.rule == rule.name:
                assert line.commission >= 0
                assert rule.cap_per_event is None or line.commission <= rule.cap_per_event
                by_owner[owner(known[line.event])] += line.commission
                by_period[period_of(known[line.event].time) if period_of else ""] += line.commission
        assert rule.cap_per_referral is None or all(paid <= rule.cap_per_referral for paid in by_owner.values())
        assert rule.cap_per_period is None or all(paid <= rule.cap_per_period for paid in by_period.values())


@given(st.data(), busy)
@settings(deadline=None)
def test_without_caps_marginal_is_never_above_whole_for_rising_steps(
    data: st.DataObject, found: list[ReferralEvent]
) -> None:
    rule = data.draw(rules("rule 1", limits=NO_CAPS, kinds=[PlanEvent.SIGNUP, PlanEvent.SALE]))
    tiers = data.draw(tier_terms(tuple(PlanPeriod), [Apply.MARGINAL], rising=True))
    marginal = replace(rule, fixed=None, percent=None, tiers=tiers)
    whole = replace(marginal, tiers=replace(tiers, apply=Apply.WHOLE))
    totals = [evaluate(Plan("p", "USD", rules=(each,)), found).total for each in (marginal, whole)]
    assert totals[0] <= totals[1]


@given(st.data(), busy)
@settings(deadline=None)
def test_splitting_the_input_at_a_period_boundary_changes_nothing(
    data: st.DataObject, found: list[ReferralEvent]
) -> None:
    longest = data.draw(st.sampled_from(SPANS))
    spans = SPANS[: SPANS.index(longest) + 1]
    plan = data.draw(plans(spans, (Apply.MARGINAL, Apply.WHOLE), ("minimum_amount", "cap_per_event", "cap_per_period")))
    months = {PlanPeriod.MONTH: 1, PlanPeriod.QUARTER: 3, PlanPeriod.YEAR: 12}[longest]
    index = data.draw(st.integers(0, 14)) // months * months
    boundary = datetime(2025 + index // 12, index % 12 + 1, 1, tzinfo=ZoneInfo(plan.timezone))
    parts = [
        evaluate(plan, [event for event in found if event.time < boundary]),
        evaluate(plan, [event for event in found if event.time >= boundary]),
    ]
    whole = evaluate(plan, found)
    assert whole.total == sum(part.total for part in parts)
    assert whole.lines == parts[0].lines + parts[1].lines
    assert whole.not_paid == parts[0].not_paid + parts[1].not_paid
    assert sorted(whole.periods) == sorted(parts[0].periods + parts[1].periods)


@given(plans(), busy)
@settings(deadline=None)
def test_reversing_an_event_equals_deleting_it(plan: Plan, found: list[ReferralEvent]) -> None:
    left, right = evaluate(plan, found), evaluate(plan, [event for event in found if event.valid])
    assert left._replace(not_paid=[]) == right._replace(not_paid=[])
    assert [one for one in left.not_paid if one.reason != "reversed"] == right.not_paid

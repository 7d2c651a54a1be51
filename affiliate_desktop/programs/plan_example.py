"""What a plan pays for a few made-up events, rule by rule, so that a person sees what the terms do."""

from calendar import month_name
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from affiliate_desktop.core.money import plain, round_minor
from affiliate_desktop.programs.evaluation import evaluate
from affiliate_desktop.programs.plan import Apply, Bonus, Measure, Plan, PlanEvent, PlanPeriod, Rule, Tiers
from affiliate_desktop.programs.plan_events import ReferralEvent
from affiliate_desktop.programs.plan_sentence import ordinal

_FIRST = datetime(2025, 3, 1, 12, tzinfo=UTC)
_NOUNS = {PlanEvent.SIGNUP: "sign-up", PlanEvent.PROJECT: "project", PlanEvent.SALE: "sale"}
_REASONS = {
    "below_minimum": "below the least amount",
    "after_first_events": "not among the first",
    "too_late": "too long after the sign-up",
}
_CUTS = {
    "cap_per_event": "cut to the most for one",
    "cap_per_referral": "cut to what is left for this user",
    "cap_per_period": "cut to what is left in the period",
}
_MONTHS = {PlanPeriod.MONTH: 1, PlanPeriod.QUARTER: 3, PlanPeriod.YEAR: 12}
MOST = 240
"""Events of an example at most."""


@dataclass(frozen=True, slots=True)
class ExampleLine:
    """What happened, what it pays, and why it pays no more."""

    text: str
    commission: Decimal
    note: str = ""


def example(plan: Plan) -> tuple[ExampleLine, ...]:
    """A few events and what they pay, each rule and bonus by itself; equal events in a row are one line."""
    lines: list[ExampleLine] = []
    for rule in plan.rules:
        events = list(_events(rule, plan.currency))
        lines += _paid(replace(plan, rules=(rule,), bonuses=()), events, rule.event)
    for bonus in plan.bonuses:
        events = list(_bonus_events(bonus))
        if events:
            lines += _paid(replace(plan, rules=(), bonuses=(bonus,)), events, bonus.event)
    return tuple(lines)


def _events(rule: Rule, currency: str) -> Iterator[ReferralEvent]:
    if rule.tiers is not None:
        yield from _tier_events(rule.tiers, rule, currency)
        return
    yield ReferralEvent("000", _FIRST, PlanEvent.SIGNUP, "one")
    if rule.event is PlanEvent.SIGNUP:
        return
    typical = _typical(rule, currency)
    amounts = [typical, typical * 3]
    if rule.minimum_amount:
        amounts.insert(0, round_minor(rule.minimum_amount / 2, currency))
    if rule.first_events is not None:
        amounts += [typical] * max(0, min(rule.first_events, 5) + 1 - len(amounts))
    for number, amount in enumerate(amounts, 1):
        yield ReferralEvent(f"{number:03}", _FIRST + timedelta(hours=number), rule.event, "one", amount)
    if rule.within_days is not None:
        late = _FIRST + timedelta(days=rule.within_days + 1)
        yield ReferralEvent("999", late, rule.event, "one", typical)


def _typical(rule: Rule, currency: str) -> Decimal:
    """An amount that the rule's terms let through and, three times as large, cut."""
    least = rule.minimum_amount or Decimal(0)
    if rule.cap_per_event and rule.percent:
        return max(round_minor(rule.cap_per_event / rule.percent * 50, currency), least)
    return max(Decimal(200), least)


def _tier_events(tiers: Tiers, rule: Rule, currency: str) -> Iterator[ReferralEvent]:
    """For marginal steps one period that runs through them; else a period that reaches each step, one after another."""
    amount = max(rule.minimum_amount or Decimal(0), Decimal(100))
    starts = [step.start for step in tiers.steps]
    if tiers.apply is Apply.MARGINAL and tiers.measure is Measure.COUNT:
        yield from _many(rule.event, min(int(starts[-1]) + 1, MOST), amount, 0)
    elif tiers.apply is Apply.MARGINAL:
        before = Decimal(0)
        for number, start in enumerate(starts[1:] or [Decimal(1000)]):
            part = max(start - before, Decimal(1))
            for place, share in enumerate((part * Decimal("0.9"), part * Decimal("0.2"))):
                time = _FIRST + timedelta(minutes=2 * number + place)
                yield ReferralEvent(f"{2 * number + place:03}", time, rule.event, "", round_minor(share, currency))
                before += share
    else:
        later = tiers.apply is Apply.NEXT_PERIOD
        shown = starts[-1:] if tiers.period is PlanPeriod.LIFETIME else [*starts, *starts[:later]]
        for number, start in enumerate(shown):
            month = number * _MONTHS.get(tiers.period, 0)
            if tiers.measure is Measure.COUNT:
                yield from _many(rule.event, min(int(start), MOST), amount, month)
            else:
                yield from _many(rule.event, 1, max(start, amount), month)


def _many(kind: PlanEvent, count: int, amount: Decimal, later: int) -> Iterator[ReferralEvent]:
    """Events in the first month of the example, or so many months later."""
    years, month = divmod(_FIRST.month - 1 + later, 12)
    first = _FIRST.replace(year=_FIRST.year + years, month=month + 1)
    for number in range(count):
        yield ReferralEvent(f"{later:03}-{number:03}", first + timedelta(minutes=number), kind, "", amount)


def _bonus_events(bonus: Bonus) -> Iterator[ReferralEvent]:
    amount = max(bonus.minimum_amount or Decimal(0), Decimal(100))
    needed = bonus.reach if bonus.measure is Measure.COUNT else bonus.reach / amount
    if needed <= MOST:
        yield from _many(bonus.event, int(needed) + 1, amount, 0)


def _paid(plan: Plan, events: list[ReferralEvent], kind: PlanEvent) -> list[ExampleLine]:
    found = evaluate(plan, events)
    paid = {line.event: line for line in found.lines}
    refused = {one.event: one.reason for one in found.not_paid}
    shown = [each for each in events if each.event is kind]
    months = len({_month(event) for event in shown}) > 1
    numbers: dict[str, int] = {}
    lines: list[tuple[int, int, ExampleLine]] = []
    for event in shown:
        number = numbers[_month(event)] = numbers.get(_month(event), 0) + 1
        line = paid.get(event.id)
        if line is None and event.id not in refused and plan.bonuses:
            continue
        note = _CUTS.get(line.cut_by[-1], "") if line and line.cut_by else _REASONS.get(refused.get(event.id, ""), "")
        text = _amount_text(event, plan.currency) + (f" in {_month(event)}" if months else "")
        made = ExampleLine(text, line.commission if line else Decimal(0), note)
        if lines and lines[-1][2] == made:
            lines[-1] = (lines[-1][0], number, made)
        else:
            lines.append((number, number, made))
    return [replace(made, text=f"{_span(first, last)} {_NOUNS[kind]}{made.text}") for first, last, made in lines]


def _month(event: ReferralEvent) -> str:
    return f"{month_name[event.time.month]} {event.time.year}"


def _span(first: int, last: int) -> str:
    return ordinal(first) if first == last else f"{ordinal(first)} to {ordinal(last)}"


def _amount_text(event: ReferralEvent, currency: str) -> str:
    return "" if event.event is PlanEvent.SIGNUP else f" of {plain(event.amount, currency)}"

"""What would other terms pay: events run through several plans, break-even, and the next step.

Everything is computed with ``programs.evaluation``; nothing is estimated but the events that have not happened yet.
"""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from affiliate_desktop.audit.in_force import InForce
from affiliate_desktop.core.periods import month_of
from affiliate_desktop.programs.evaluation import evaluate
from affiliate_desktop.programs.plan import Apply, Bonus, Measure, Plan, PlanEvent, PlanPeriod, Rule, Tiers
from affiliate_desktop.programs.plan_events import ReferralEvent
from affiliate_desktop.programs.plan_periods import PeriodOf

_ZERO = Decimal(0)
NOON = time(12)
MAX_MORE = 1_000
"""More events than this are no next step that a person plans for."""
POINTS = 16
CURVE_EVENTS = 60_000
"""Events that all points of one curve may take together; more months are looked at where there is room."""


@dataclass(frozen=True, slots=True)
class Mix:
    """What happens in an average month.

    Attributes:
        amount: average amount of a project or sale.
    """

    signups: Decimal = _ZERO
    projects: Decimal = _ZERO
    sales: Decimal = _ZERO
    amount: Decimal = _ZERO

    def of(self, kind: PlanEvent) -> Decimal:
        """How many of a kind."""
        return {PlanEvent.SIGNUP: self.signups, PlanEvent.PROJECT: self.projects, PlanEvent.SALE: self.sales}[kind]

    def times(self, factor: Decimal) -> "Mix":
        """More or less of everything, at the same average amount."""
        return replace(self, signups=self.signups * factor, projects=self.projects * factor, sales=self.sales * factor)

    @property
    def count(self) -> Decimal:
        """All events of the month."""
        return self.signups + self.projects + self.sales


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one plan pays for the events.

    Attributes:
        amount: sum of the amounts of projects and sales in the plan's currency.
        not_paid: how many events did not qualify for any rule, by reason.
    """

    name: str
    currency: str
    total: Decimal
    paid: int
    amount: Decimal
    not_paid: tuple[tuple[str, int], ...]

    @property
    def percent(self) -> Decimal | None:
        """The commission as a share of the amounts; None where there are none."""
        return None if not self.amount else (self.total * 100 / self.amount).quantize(Decimal("0.01"))


@dataclass(frozen=True, slots=True)
class Curve:
    """What a plan pays a month on average, by how much happens.

    Attributes:
        points: (events a month, commission a month).
    """

    name: str
    currency: str
    points: tuple[tuple[Decimal, Decimal], ...]


@dataclass(frozen=True, slots=True)
class BreakEven:
    """From about so many events a month on, another plan pays best."""

    volume: Decimal
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is missing for a step or a bonus, and what reaching it is worth.

    Attributes:
        event: what is counted. more: how many (or how much) is missing in the period.
        step: number of the step, the first is 1; 0 for a bonus.
        worth: what the missing events would earn in all, with what they change for the others.
        period: the current one, ``2026-06``; days_left: until its end, None for a lifetime.
        later: it holds in the next period, which is taken to be like this one.
    """

    rule: str
    event: PlanEvent
    measure: Measure
    more: Decimal
    step: int
    start: Decimal
    worth: Decimal
    currency: str
    period: str
    days_left: int | None
    later: bool


def typed_events(mix: Mix, months: int, start: date) -> list[ReferralEvent]:
    """Events for numbers that were typed: the same every month, spread over it; fractions add up over the months.

    Each sign-up is a referral; projects go round among those who have signed up.
    """
    events: list[ReferralEvent] = []
    referrals = 0
    first = start.replace(day=1)
    for number in range(months):
        index = first.year * 12 + first.month - 1 + number
        month = date(index // 12, index % 12 + 1, 1)
        for kind in PlanEvent:
            rate = mix.of(kind)
            done, goal = int(rate * number), int(rate * (number + 1))
            for at in range(done, goal):
                moment = _moment(month, at - done, goal - done)
                referral = ""
                if kind is PlanEvent.SIGNUP:
                    referrals += 1
                    referral = f"r{referrals}"
                elif kind is PlanEvent.PROJECT and referrals:
                    referral = f"r{at % referrals + 1}"
                amount = _ZERO if kind is PlanEvent.SIGNUP else mix.amount
                events.append(ReferralEvent(f"{kind.value}{at:08}", moment, kind, referral, amount))
    return events


def _moment(month: date, at: int, of: int) -> datetime:
    """Sign-ups of a month come before its projects only by their hour; all are spread over the month."""
    days = calendar.monthrange(month.year, month.month)[1]
    return datetime.combine(month + timedelta(days=at * days // max(of, 1)), NOON, ZoneInfo("UTC"))


def mix_of(events: Sequence[ReferralEvent]) -> tuple[Mix, int]:
    """The average month of valid events, and over how many months it is taken."""
    valid = [event for event in events if event.valid]
    if not valid:
        return Mix(), 0
    first, last = min(event.time for event in valid), max(event.time for event in valid)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    counts = {kind: sum(event.event is kind for event in valid) for kind in PlanEvent}
    amounts = [event.amount for event in valid if event.event is not PlanEvent.SIGNUP]
    average = sum(amounts, _ZERO) / len(amounts) if amounts else _ZERO
    mix = Mix(
        Decimal(counts[PlanEvent.SIGNUP]) / months,
        Decimal(counts[PlanEvent.PROJECT]) / months,
        Decimal(counts[PlanEvent.SALE]) / months,
        average.quantize(Decimal("0.01")),
    )
    return mix, months


def compare(plans: Sequence[tuple[str, Plan]], events: Sequence[ReferralEvent]) -> tuple[Outcome, ...]:
    """What each plan pays for the same events: by currency, the best first."""
    found = []
    for name, plan in plans:
        result = evaluate(plan, events)
        paid = {line.event for line in result.lines}
        reasons: dict[str, str] = {}
        for refused in result.not_paid:
            if refused.event not in paid:
                reasons.setdefault(refused.event, refused.reason)
        counts = {reason: sum(each == reason for each in reasons.values()) for reason in sorted(set(reasons.values()))}
        amount = sum((e.amount for e in events if e.valid and e.currency in ("", plan.currency)), _ZERO)
        found.append(Outcome(name, plan.currency, result.total, len(paid), amount, tuple(counts.items())))
    return tuple(sorted(found, key=lambda each: (each.currency, -each.total, each.name)))


def curves(plans: Sequence[tuple[str, Plan]], mix: Mix, start: date) -> tuple[Curve, ...]:
    """What each plan pays a month, from nothing to twice the mix."""
    if not mix.count:
        return ()
    months = max(1, min(12, int(CURVE_EVENTS / (mix.count * POINTS))))
    scales = [Decimal(2) * at / POINTS for at in range(POINTS + 1)]
    scenarios = [(mix.count * scale, typed_events(mix.times(scale), months, start)) for scale in scales]
    return tuple(
        Curve(
            name,
            plan.currency,
            tuple((volume, evaluate(plan, events).total / months) for volume, events in scenarios),
        )
        for name, plan in plans
    )


def break_even(found: Sequence[Curve]) -> tuple[BreakEven, ...]:
    """Where another plan begins to pay best, among plans of one currency, by straight lines between the points."""
    if len(found) < 2 or len({curve.currency for curve in found}) != 1:
        return ()
    crossings: list[BreakEven] = []
    best: Curve | None = None
    for at in range(1, len(found[0].points)):
        now = max(found, key=lambda curve: curve.points[at][1])
        if best is not None and now is not best and now.points[at][1] > best.points[at][1]:
            crossings.append(BreakEven(_crossing(best, now, at), best.name, now.name))
        if best is None or now.points[at][1] > best.points[at][1]:
            best = now
    return tuple(crossings)


def _crossing(one: Curve, other: Curve, at: int) -> Decimal:
    low, high = one.points[at - 1][0], one.points[at][0]
    before = one.points[at - 1][1] - other.points[at - 1][1]
    after = one.points[at][1] - other.points[at][1]
    share = before / (before - after) if before != after else _ZERO
    return (low + (high - low) * max(_ZERO, min(Decimal(1), share))).quantize(Decimal("0.1"))


def goes_on(plan: Plan) -> bool:
    """Whether what an event earns may depend on events of any earlier year: lifetimes, and limits per referral."""
    spans = [rule.tiers.period for rule in plan.rules if rule.tiers]
    spans += [rule.cap_period for rule in plan.rules if rule.cap_period] + [bonus.period for bonus in plan.bonuses]
    per_referral = any(
        limit is not None
        for rule in plan.rules
        for limit in (rule.first_events, rule.cap_per_referral, rule.within_days)
    )
    return per_referral or PlanPeriod.LIFETIME in spans


def next_steps(terms: InForce, events: Sequence[ReferralEvent], now: datetime) -> tuple[NextStep, ...]:
    """For each tiered rule and bonus, the next step of the current period and what it is worth; the nearest first."""
    found = [
        *(_next_tier(terms, rule, rule.tiers, events, now) for rule in terms.plan.rules if rule.tiers),
        *(_next_bonus(terms, bonus, events, now) for bonus in terms.plan.bonuses),
    ]
    return tuple(sorted((each for each in found if each is not None), key=lambda each: (each.more, each.rule)))


def _next_tier(
    terms: InForce, rule: Rule, tiers: Tiers, events: Sequence[ReferralEvent], now: datetime
) -> NextStep | None:
    plan = terms.plan
    measured = _measured(terms, rule.name, tiers.period, events, now)
    number = next((at for at, step in enumerate(tiers.steps) if at and step.start > measured), None)
    if number is None:
        return None
    later = tiers.apply is Apply.NEXT_PERIOD
    start = tiers.steps[number].start
    missing = start - measured
    made = _missing(terms, rule, tiers.measure, missing, events, now)
    if made is None:
        return None
    # a step for the next period: that one is taken to be like this, with the missing events in it either way
    echo = _echo(plan, tiers.period, [*events, *made], now) if later else []
    worth = terms.evaluate([*events, *made, *echo]).total - terms.evaluate([*events, *echo]).total
    period, left = _period(plan, tiers.period, now)
    return NextStep(
        rule.name, rule.event, tiers.measure, missing, number + 1, start, worth, plan.currency, period, left, later
    )


def _next_bonus(terms: InForce, bonus: Bonus, events: Sequence[ReferralEvent], now: datetime) -> NextStep | None:
    plan = terms.plan
    measured = _measured(terms, bonus.name, bonus.period, events, now)
    if measured >= bonus.reach:
        return None
    like = Rule(bonus.name, bonus.event, minimum_amount=bonus.minimum_amount)
    made = _missing(terms, like, bonus.measure, bonus.reach - measured, events, now)
    if made is None:
        return None
    worth = terms.evaluate([*events, *made]).total - terms.evaluate(events).total
    period, left = _period(plan, bonus.period, now)
    missing = bonus.reach - measured
    return NextStep(
        bonus.name, bonus.event, bonus.measure, missing, 0, bonus.reach, worth, plan.currency, period, left, later=False
    )


def _measured(terms: InForce, name: str, period: PlanPeriod, events: Sequence[ReferralEvent], now: datetime) -> Decimal:
    wanted = (name, PeriodOf(period, terms.plan.timezone)(now), len(terms.versions) - 1)
    lines = terms.evaluate(events).periods
    return next((line.measure for line in lines if (line.rule, line.period, line.version) == wanted), _ZERO)


def _missing(
    terms: InForce, rule: Rule, measure: Measure, missing: Decimal, events: Sequence[ReferralEvent], now: datetime
) -> list[ReferralEvent] | None:
    """The events that would make up what is missing, at the average amount; None where that is out of reach."""
    if measure is Measure.AMOUNT:
        amounts = [max(missing, rule.minimum_amount or _ZERO)]
    else:
        if missing > MAX_MORE:
            return None
        same = [event.amount for event in events if event.event is rule.event and event.valid]
        average = (sum(same, _ZERO) / len(same)).quantize(Decimal("0.01")) if same else _ZERO
        amounts = [max(average, rule.minimum_amount or _ZERO)] * int(missing)
    if (terms.by_signup or rule.within_days is not None) and rule.event is not PlanEvent.SIGNUP:
        return None
    name = "\uffff"  # sorts behind every other id
    return [
        ReferralEvent(
            f"{name}{at:06}",
            now,
            rule.event,
            f"{name}{at:06}" if rule.event is PlanEvent.SIGNUP else "",
            _ZERO if rule.event is PlanEvent.SIGNUP else amount,
        )
        for at, amount in enumerate(amounts)
    ]


def _echo(plan: Plan, period: PlanPeriod, events: Sequence[ReferralEvent], now: datetime) -> list[ReferralEvent]:
    """The current period's events once more, in the next period."""
    name_of = PeriodOf(period, plan.timezone)
    current = name_of(now)
    shift = {PlanPeriod.MONTH: 1, PlanPeriod.QUARTER: 3, PlanPeriod.YEAR: 12}.get(period, 0)
    return [
        event._replace(id=f"{event.id}+", time=_later(event.time, shift), referral=f"{event.referral}+")
        for event in events
        if event.valid and name_of(event.time) == current
    ]


def _later(moment: datetime, months: int) -> datetime:
    index = moment.year * 12 + moment.month - 1 + months
    return moment.replace(year=index // 12, month=index % 12 + 1, day=min(moment.day, 28))


def _period(plan: Plan, period: PlanPeriod, now: datetime) -> tuple[str, int | None]:
    """The current period's name and the days left in it, today included."""
    day = now.astimezone(ZoneInfo(plan.timezone)).date()
    name = PeriodOf(period, plan.timezone)(now)
    if period is PlanPeriod.LIFETIME:
        return name, None
    last_month = {PlanPeriod.MONTH: day.month, PlanPeriod.QUARTER: (day.month + 2) // 3 * 3}.get(period, 12)
    end = month_of(date(day.year, last_month, 1)).end or day
    return name, (end - day).days + 1

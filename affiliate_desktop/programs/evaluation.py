"""What was due: plans evaluated over events, each line naming the rule, steps and caps that made it.

Order of work: sort, qualify, measure the periods, then pay in order of time. Amounts are exact; a commission
is rounded once, then cut by the caps.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, localcontext
from itertools import count
from operator import itemgetter
from typing import NamedTuple

from affiliate_desktop.core.money import minor_digits
from affiliate_desktop.programs.plan import Bonus, Measure, Plan, PlanEvent, Rounding, Rule
from affiliate_desktop.programs.plan_events import ReferralEvent, refuse_repeated
from affiliate_desktop.programs.plan_periods import PeriodOf
from affiliate_desktop.programs.tiers import Price, price_of

_ROUNDING = {
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.HALF_EVEN: ROUND_HALF_EVEN,
    Rounding.DOWN: ROUND_DOWN,
}
_EXACT = Context(prec=60)
_ZERO = Decimal(0)


class Line(NamedTuple):
    """What one event earns by one rule or bonus.

    Attributes:
        rule: name of the rule or bonus.
        step: the ``from`` of the tier steps used.
        cut_by: names of the caps that cut it, in order.
        version: index of the plan version.
    """

    event: str
    rule: str
    commission: Decimal
    unrounded: Decimal
    step: tuple[Decimal, ...]
    cut_by: tuple[str, ...]
    version: int


class NotPaid(NamedTuple):
    """An event whose kind fits a rule, and why it did not qualify."""

    event: str
    rule: str
    reason: str


class PeriodLine(NamedTuple):
    """What a period of a rule or bonus measured and paid."""

    rule: str
    period: str
    measure: Decimal
    commission: Decimal
    version: int


class Evaluation(NamedTuple):
    """The commissions of a plan over events."""

    currency: str
    total: Decimal
    lines: list[Line]
    not_paid: list[NotPaid]
    periods: list[PeriodLine]


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """A plan and the instant from which it is in force; None is from the beginning."""

    plan: Plan
    valid_from: datetime | None = None


def evaluate(plan: Plan, events: Iterable[ReferralEvent]) -> Evaluation:
    """The commissions of one plan.

    Raises:
        BadInput: when two events have the same id.
    """
    return evaluate_versions([PlanVersion(plan)], events)


def evaluate_versions(
    versions: Sequence[PlanVersion], events: Iterable[ReferralEvent], *, by_signup: bool = False
) -> Evaluation:
    """The commissions of a program whose terms changed.

    Args:
        versions: in order of ``valid_from``, all in one currency.
        events: in any order.
        by_signup: judge an event by the version in force when its referral signed up.

    Raises:
        BadInput: when two events have the same id.
    """
    ordered = sorted(events, key=itemgetter(1, 0))
    refuse_repeated(ordered)
    with localcontext(_EXACT):
        run = _Run(versions, ordered, by_signup=by_signup)
        return run.result()


class _Run:
    """One evaluation. Events are named by their place in the order of time; rules are worked through one by one.

    Lines are kept beside a sort key of place and order of the rule: containers by the hundred thousand would keep
    the garbage collector busy.
    """

    def __init__(self, versions: Sequence[PlanVersion], events: list[ReferralEvent], *, by_signup: bool) -> None:
        self.plans = [version.plan for version in versions]
        self.rank = 1 + max(len(plan.rules) + len(plan.bonuses) for plan in self.plans)
        self.lines: list[Line] = []
        self.line_keys: list[int] = []
        self.not_paid: list[NotPaid] = []
        self.not_paid_keys: list[int] = []
        self.periods: list[tuple[int, int, PeriodLine]] = []
        self.events = events
        self.referrals = [event.referral or f"\0{event.id}" for event in events]
        self.signups: dict[str, datetime] = {}
        for event, referral in zip(events, self.referrals, strict=True):
            if event.event is PlanEvent.SIGNUP and event.valid:
                self.signups.setdefault(referral, event.time)
        self.shares: dict[tuple[int, PlanEvent], list[int]] = defaultdict(list)
        starts = [version.valid_from for version in versions]
        for place, event in enumerate(events):
            judged = self.signups.get(self.referrals[place]) if by_signup else event.time
            if judged is None:
                self._refuse_unjudged(place)
            elif (version := _version_at(starts, judged)) is not None:
                self.shares[version, event.event].append(place)

    def _refuse_unjudged(self, place: int) -> None:
        event = self.events[place]
        for order, rule in enumerate(self.plans[-1].rules):
            if rule.event == event.event:
                self.refuse(place, order, rule.name, "no_signup" if event.valid else "reversed")

    def refuse(self, place: int, order: int, rule: str, reason: str) -> None:
        """Notes that the event does not qualify."""
        self.not_paid.append(NotPaid(self.events[place].id, rule, reason))
        self.not_paid_keys.append(place * self.rank + order)

    def result(self) -> Evaluation:
        for track in _tracks(self.plans):
            _Track(self, track).work()
        for version, plan in enumerate(self.plans):
            for order, bonus in enumerate(plan.bonuses, len(plan.rules)):
                self._pay_bonus(version, order, bonus)
        self.periods.sort(key=itemgetter(0, 1))
        return Evaluation(
            self.plans[0].currency,
            sum((line.commission for line in self.lines), _ZERO),
            [self.lines[index] for index in sorted(range(len(self.lines)), key=self.line_keys.__getitem__)],
            [self.not_paid[index] for index in sorted(range(len(self.not_paid)), key=self.not_paid_keys.__getitem__)],
            [line for _, _, line in self.periods],
        )

    def _pay_bonus(self, version: int, order: int, bonus: Bonus) -> None:
        plan = self.plans[version]
        period_of, reached = PeriodOf(bonus.period, plan.timezone), dict[str, Decimal]()
        paid: dict[str, Decimal] = defaultdict(Decimal)
        amount = _rounded(bonus.amount, plan)
        for place in self.shares[version, bonus.event]:
            event = self.events[place]
            if not _counts(event, plan, bonus.minimum_amount):
                continue
            period = period_of(event.time)
            before = reached.get(period, _ZERO)
            reached[period] = after = before + (1 if bonus.measure is Measure.COUNT else event.amount)
            if before < bonus.reach <= after:
                paid[period] = amount
                self.lines.append(Line(event.id, bonus.name, amount, bonus.amount, (), (), version))
                self.line_keys.append(place * self.rank + order)
        for period in sorted(reached):
            row = PeriodLine(bonus.name, period, reached[period], paid[period], version)
            self.periods.append((version, order, row))


class _Terms:
    """A rule of one version, made ready for the loop over events."""

    def __init__(self, version: int, order: int, rule: Rule, plan: Plan) -> None:
        self.version = version
        self.order = order
        self.rule = rule
        self.plan = plan
        self.name = rule.name
        self.event = rule.event
        self.currency = plan.currency
        self.minimum = rule.minimum_amount
        self.first = rule.first_events
        self.within = None if rule.within_days is None else timedelta(days=rule.within_days)
        self.period_of = PeriodOf(rule.tiers.period, plan.timezone) if rule.tiers else None
        self.cap_period_of = PeriodOf(rule.cap_period, plan.timezone) if rule.cap_period else None
        self.quantum = Decimal(1).scaleb(-minor_digits(plan.currency))
        self.rounding = _ROUNDING[plan.rounding]
        self.price: Price = price_of(rule, self.period_of)
        self.tiered = rule.tiers is not None
        self.capped = any(cap is not None for cap in (rule.cap_per_event, rule.cap_per_referral, rule.cap_per_period))
        self.places: list[int] = []
        self.periods: list[str] = []
        self.cap_counts: dict[str, int] = defaultdict(int)
        self.cap_paid: dict[str, Decimal] = defaultdict(Decimal)
        self.tier_paid: dict[str, Decimal] = defaultdict(Decimal)

    def qualified(self) -> Iterator[tuple[int, str]]:
        """Place and tier period of each qualifying event."""
        return zip(self.places, self.periods, strict=True)

    def measure(self, events: Sequence[ReferralEvent]) -> None:
        """Lets the price know every qualifying event before any is priced."""
        if self.tiered:
            self.price.measure((period, events[place].amount) for place, period in self.qualified())


class _Track:
    """The rules of one name through all versions: they share what goes on when the terms change."""

    def __init__(self, run: _Run, terms: dict[int, _Terms]) -> None:
        self.run = run
        self.terms = list(terms.values())
        self.seen: dict[str, int] = defaultdict(int)
        self.paid: dict[str, Decimal] = defaultdict(Decimal)

    def work(self) -> None:
        if len(self.terms) == 1:
            terms = self.terms[0]
            self._qualify(terms, self.run.shares[terms.version, terms.event])
            terms.measure(self.run.events)
            for place, period in terms.qualified():
                self._pay(place, period, terms)
        else:
            self._work_merged()
        for terms in self.terms:
            self._tell_periods(terms)

    def _work_merged(self) -> None:
        """As ``work``, with the events of several versions in one order of time."""
        of_place = {place: terms for terms in self.terms for place in self.run.shares[terms.version, terms.event]}
        for place in sorted(of_place):
            self._qualify(of_place[place], [place])
        for terms in self.terms:
            terms.measure(self.run.events)
        paid = [(place, period, terms) for terms in self.terms for place, period in terms.qualified()]
        for place, period, terms in sorted(paid, key=itemgetter(0)):
            self._pay(place, period, terms)

    def _qualify(self, terms: _Terms, share: Sequence[int]) -> None:
        events, referrals = self.run.events, self.run.referrals
        for place in share:
            event = events[place]
            reason = self._reason(event, referrals[place], terms)
            if reason is None:
                terms.places.append(place)
                terms.periods.append(terms.period_of(event.time) if terms.period_of else "")
            else:
                self.run.refuse(place, terms.order, terms.name, reason)

    def _reason(self, event: ReferralEvent, referral: str, terms: _Terms) -> str | None:
        """Why an event does not qualify; None when it does, and it is then counted for its referral."""
        if not event.valid:
            return "reversed"
        if event.currency and event.currency != terms.currency:
            return "currency"
        if terms.minimum is not None and event.amount < terms.minimum:
            return "below_minimum"
        if terms.within is not None and (late := self._lateness(event, referral, terms.within)):
            return late
        if terms.first is not None:
            if self.seen[referral] >= terms.first:
                return "after_first_events"
            self.seen[referral] += 1
        return None

    def _lateness(self, event: ReferralEvent, referral: str, within: timedelta) -> str | None:
        signup = self.run.signups.get(referral)
        if signup is None:
            return "no_signup"
        if event.time < signup:
            return "before_signup"
        return "too_late" if event.time - signup > within else None

    def _pay(self, place: int, period: str, terms: _Terms) -> None:
        event = self.run.events[place]
        unrounded, steps = terms.price(event.amount, period)
        due = unrounded.quantize(terms.quantum, terms.rounding)
        cut_by: tuple[str, ...] = ()
        if terms.capped:
            due, cut_by = self._cut(due, event, self.run.referrals[place], terms)
        if terms.tiered:
            terms.tier_paid[period] += due
        self.run.lines.append(Line(event.id, terms.name, due, unrounded, steps, cut_by, terms.version))
        self.run.line_keys.append(place * self.run.rank + terms.order)

    def _cut(self, due: Decimal, event: ReferralEvent, referral: str, terms: _Terms) -> tuple[Decimal, tuple[str, ...]]:
        """What the caps leave, and which of them cut; they are used up by what is left after all of them."""
        rule = terms.rule
        cut_by: tuple[str, ...] = ()
        if rule.cap_per_event is not None and due > rule.cap_per_event:
            due, cut_by = rule.cap_per_event, ("cap_per_event",)
        if rule.cap_per_referral is not None and due > (left := rule.cap_per_referral - self.paid[referral]):
            due, cut_by = max(left, _ZERO), (*cut_by, "cap_per_referral")
        if rule.cap_per_period is not None and terms.cap_period_of is not None:
            cap_period = terms.cap_period_of(event.time)
            if due > (left := rule.cap_per_period - terms.cap_paid[cap_period]):
                due, cut_by = left, (*cut_by, "cap_per_period")
            terms.cap_paid[cap_period] += due
            terms.cap_counts[cap_period] += 1
        if rule.cap_per_referral is not None:
            self.paid[referral] += due
        return due, cut_by

    def _tell_periods(self, terms: _Terms) -> None:
        rule, rows = terms.rule, []
        if rule.tiers is not None:
            rows = [(period, terms.price.measured[period], paid) for period, paid in terms.tier_paid.items()]
        if rule.cap_period is not None and (rule.tiers is None or rule.tiers.period is not rule.cap_period):
            rows += [(period, Decimal(terms.cap_counts[period]), paid) for period, paid in terms.cap_paid.items()]
        for period, measure, paid in sorted(rows):
            row = PeriodLine(rule.name, period, measure, paid, terms.version)
            self.run.periods.append((terms.version, terms.order, row))


def _tracks(plans: Sequence[Plan]) -> list[dict[int, _Terms]]:
    """Rules of one name belong together; among rules of the same name in one plan, those in the same position."""
    tracks: dict[tuple[str, int], dict[int, _Terms]] = defaultdict(dict)
    for version, plan in enumerate(plans):
        numbers: dict[str, count[int]] = defaultdict(count)
        for order, rule in enumerate(plan.rules):
            tracks[rule.name, next(numbers[rule.name])][version] = _Terms(version, order, rule, plan)
    return list(tracks.values())


def _version_at(starts: Sequence[datetime | None], time: datetime) -> int | None:
    position = bisect_right(starts, 0, key=lambda start: -1 if start is None or start <= time else 1)
    return position - 1 if position else None


def _counts(event: ReferralEvent, plan: Plan, minimum: Decimal | None) -> bool:
    return (
        event.valid
        and (not event.currency or event.currency == plan.currency)
        and (minimum is None or event.amount >= minimum)
    )


def _rounded(amount: Decimal, plan: Plan) -> Decimal:
    return amount.quantize(Decimal(1).scaleb(-minor_digits(plan.currency)), _ROUNDING[plan.rounding])

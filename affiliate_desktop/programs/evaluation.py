"""What was due: plans evaluated over events, each line naming the rule, steps and caps that made it.

Order of work: sort, qualify, measure the periods, then pay in order of time. Amounts are exact; a commission
is rounded once, then cut by the caps.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, localcontext
from itertools import count
from operator import itemgetter

from affiliate_desktop.core.money import minor_digits
from affiliate_desktop.programs.evaluated import NO_PASTS, Evaluation, Line, NotPaid, Past, PeriodLine
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
    versions: Sequence[PlanVersion],
    events: Iterable[ReferralEvent],
    *,
    by_signup: bool = False,
    pasts: Mapping[str, Past] = NO_PASTS,
) -> Evaluation:
    """The commissions of a program whose terms changed.

    Args:
        versions: in order of ``valid_from``, all in one currency.
        events: in any order.
        by_signup: judge an event by the version in force when its referral signed up.
        pasts: referrals that have used up limits, or signed up, before these events.

    Raises:
        BadInput: when two events have the same id.
    """
    ordered = sorted(events, key=itemgetter(1, 0))
    refuse_repeated(ordered)
    signups = {referral: past.signed_up for referral, past in pasts.items() if past.signed_up}
    for event in ordered:
        if event.referral and event.event is PlanEvent.SIGNUP and event.valid:
            signups.setdefault(event.referral, event.time)
    course = Course(versions, signups, by_signup=by_signup)
    course.assume(pasts)
    course.load(ordered)
    course.measure()
    course.pay()
    return course.result()


class Course:
    """The evaluation of events that come in batches, in order of time; memory does not grow with their number.

    ``load`` and ``measure`` each batch, ``start_over``, then ``load`` (with ``qualify``) and ``pay`` each batch again.
    What fits into one batch is loaded once, measured and paid. Plans without tiers need not be measured.

    Events are named by their place in the batch; rules are worked through one by one. Lines are kept beside a sort
    key of place and order of the rule: containers by the hundred thousand would keep the garbage collector busy.

    Args:
        versions: in order of ``valid_from``, all in one currency.
        signups: referral -> its earliest valid sign-up. An event without a referral needs none.
        by_signup: judge an event by the version in force when its referral signed up.
    """

    def __init__(
        self, versions: Sequence[PlanVersion], signups: Mapping[str, datetime], *, by_signup: bool = False
    ) -> None:
        self.plans = [version.plan for version in versions]
        self.rank = 1 + max(len(plan.rules) + len(plan.bonuses) for plan in self.plans)
        self.signups = signups
        self.events: Sequence[ReferralEvent] = ()
        self.shares: dict[tuple[int, PlanEvent], list[int]] = {}
        self.lines: list[Line] = []
        self.line_keys: list[int] = []
        self._not_paid: list[NotPaid] = []
        self._not_paid_keys: list[int] = []
        self._by_signup = by_signup
        self._starts = [version.valid_from for version in versions]
        self._tracks = [_Track(self, terms) for terms in _tracks(self.plans)]
        self._prizes = [
            _Prize(version, order, bonus, plan)
            for version, plan in enumerate(self.plans)
            for order, bonus in enumerate(plan.bonuses, len(plan.rules))
        ]

    def load(self, events: Sequence[ReferralEvent]) -> None:
        """Takes the next batch, later than the one before, and finds which events qualify for which rule."""
        self.events = events
        self.lines, self.line_keys, self._not_paid, self._not_paid_keys = [], [], [], []
        self.shares = defaultdict(list)
        only = 0 if len(self._starts) == 1 and self._starts[0] is None and not self._by_signup else None
        for place, event in enumerate(events):
            if only is not None:
                self.shares[only, event.event].append(place)
                continue
            version = self.version_of(event)
            if version is not None:
                self.shares[version, event.event].append(place)
            elif self._by_signup and self.signup_of(event) is None:
                self._refuse_unjudged(place)
        for track in self._tracks:
            track.qualify()

    def assume(self, pasts: Mapping[str, Past]) -> None:
        """Where all events are one batch, before it: what referrals have used up of the limits of rules."""
        for track in self._tracks:
            name = track.terms[0].name
            for referral, past in pasts.items():
                if name in past.used:
                    track.seen[referral], track.paid[referral] = past.used[name]

    def measure(self) -> None:
        """Lets tiers know the batch."""
        with localcontext(_EXACT):
            for track in self._tracks:
                track.measure()

    def start_over(self) -> None:
        """Between measuring and paying: the first batch comes again."""
        for track in self._tracks:
            track.seen.clear()

    def pay(self) -> None:
        """Makes the lines of the batch."""
        with localcontext(_EXACT):
            for track in self._tracks:
                track.pay()
            for prize in self._prizes:
                prize.pay(self)

    def paid(self) -> list[Line]:
        """The lines of the batch, in the order of its events and of the rules."""
        return [self.lines[index] for index in sorted(range(len(self.lines)), key=self.line_keys.__getitem__)]

    def not_paid(self) -> list[NotPaid]:
        """The events of the batch that did not qualify."""
        keys = self._not_paid_keys
        return [self._not_paid[index] for index in sorted(range(len(keys)), key=keys.__getitem__)]

    def periods(self) -> list[PeriodLine]:
        """What every period measured and paid, over all batches."""
        rows: list[tuple[int, int, PeriodLine]] = []
        for track in self._tracks:
            rows += track.periods()
        for prize in self._prizes:
            rows += prize.periods()
        return [line for _, _, line in sorted(rows, key=itemgetter(0, 1))]

    def result(self) -> Evaluation:
        """The evaluation, where all events were one batch."""
        with localcontext(_EXACT):
            total = sum((line.commission for line in self.lines), _ZERO)
        return Evaluation(self.plans[0].currency, total, self.paid(), self.not_paid(), self.periods())

    def version_of(self, event: ReferralEvent) -> int | None:
        """The version that judges the event; None where none was in force, or nobody knows the sign-up it needs."""
        judged = self.signup_of(event) if self._by_signup else event.time
        return None if judged is None else _version_at(self._starts, judged)

    def lines_by_place(self) -> dict[int, list[tuple[int, Line]]]:
        """For each event of the batch that is paid: the order of the rule in its plan, bonuses last, and the line."""
        found: dict[int, list[tuple[int, Line]]] = {}
        for key, line in zip(self.line_keys, self.lines, strict=True):
            place, order = divmod(key, self.rank)
            found.setdefault(place, []).append((order, line))
        return found

    def refused_by_place(self) -> dict[int, list[NotPaid]]:
        """For each event of the batch that did not qualify for a rule: the rules and why."""
        found: dict[int, list[NotPaid]] = {}
        for key, one in zip(self._not_paid_keys, self._not_paid, strict=True):
            found.setdefault(key // self.rank, []).append(one)
        return found

    def signup_of(self, event: ReferralEvent) -> datetime | None:
        """When the event's referral signed up; an event without a referral is a referral of its own."""
        if event.referral:
            return self.signups.get(event.referral)
        return event.time if event.event is PlanEvent.SIGNUP and event.valid else None

    def refuse(self, place: int, order: int, rule: str, reason: str) -> None:
        """Notes that the event does not qualify."""
        self._not_paid.append(NotPaid(self.events[place].id, rule, reason))
        self._not_paid_keys.append(place * self.rank + order)

    def _refuse_unjudged(self, place: int) -> None:
        event = self.events[place]
        for order, rule in enumerate(self.plans[-1].rules):
            if rule.event == event.event:
                self.refuse(place, order, rule.name, "no_signup" if event.valid else "reversed")


class _Prize:
    """A bonus of one version, and what its periods have reached so far."""

    def __init__(self, version: int, order: int, bonus: Bonus, plan: Plan) -> None:
        self._version, self._order, self._bonus, self._plan = version, order, bonus, plan
        self._period_of = PeriodOf(bonus.period, plan.timezone)
        self._amount = _rounded(bonus.amount, plan)
        self._reached: dict[str, Decimal] = {}
        self._paid: dict[str, Decimal] = defaultdict(Decimal)

    def pay(self, course: Course) -> None:
        """Makes the lines of a batch."""
        bonus = self._bonus
        for place in course.shares.get((self._version, bonus.event), ()):
            event = course.events[place]
            if not _counts(event, self._plan, bonus.minimum_amount):
                continue
            period = self._period_of(event.time)
            before = self._reached.get(period, _ZERO)
            self._reached[period] = after = before + (1 if bonus.measure is Measure.COUNT else event.amount)
            if before < bonus.reach <= after:
                self._paid[period] = self._amount
                course.lines.append(Line(event.id, bonus.name, self._amount, bonus.amount, (), (), self._version))
                course.line_keys.append(place * course.rank + self._order)

    def periods(self) -> list[tuple[int, int, PeriodLine]]:
        """Version, order and what each period measured and paid."""
        return [
            (
                self._version,
                self._order,
                PeriodLine(self._bonus.name, period, self._reached[period], self._paid[period], self._version),
            )
            for period in sorted(self._reached)
        ]


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
        self.by_amount = rule.tiers is not None and rule.tiers.measure is Measure.AMOUNT
        self.capped = any(cap is not None for cap in (rule.cap_per_event, rule.cap_per_referral, rule.cap_per_period))
        self.places: list[int] = []
        self.periods: list[str] = []
        self.cap_measured: dict[str, Decimal] = defaultdict(Decimal)
        self.cap_paid: dict[str, Decimal] = defaultdict(Decimal)
        self.tier_paid: dict[str, Decimal] = defaultdict(Decimal)

    def qualified(self) -> Iterator[tuple[int, str]]:
        """Place and tier period of each qualifying event."""
        return zip(self.places, self.periods, strict=True)

    def measure(self, events: Sequence[ReferralEvent]) -> None:
        """Lets the price know the qualifying events of a batch before any is priced."""
        if self.tiered:
            self.price.measure((period, events[place].amount) for place, period in self.qualified())

    def told(self) -> list[tuple[int, int, PeriodLine]]:
        """Version, order and what each period measured and paid."""
        rule, rows = self.rule, []
        if rule.tiers is not None:
            rows = [(period, self.price.measured[period], paid) for period, paid in self.tier_paid.items()]
        if rule.cap_period is not None and (rule.tiers is None or rule.tiers.period is not rule.cap_period):
            rows += [(period, self.cap_measured[period], paid) for period, paid in self.cap_paid.items()]
        return [
            (self.version, self.order, PeriodLine(rule.name, period, measure, paid, self.version))
            for period, measure, paid in sorted(rows)
        ]


class _Track:
    """The rules of one name through all versions: they share what goes on when the terms change."""

    def __init__(self, course: Course, terms: dict[int, _Terms]) -> None:
        self.course = course
        self.terms = list(terms.values())
        # what one version limits, events of the versions before it have used up, whether those limited it or not
        self._counts = any(each.first is not None for each in self.terms)
        self._holds = any(each.rule.cap_per_referral is not None for each in self.terms)
        self.seen: dict[str, int] = defaultdict(int)
        self.paid: dict[str, Decimal] = defaultdict(Decimal)

    def qualify(self) -> None:
        """Finds the events of the batch that qualify."""
        shares = self.course.shares
        for terms in self.terms:
            terms.places, terms.periods = [], []
        if len(self.terms) == 1:
            terms = self.terms[0]
            self._qualify(terms, shares.get((terms.version, terms.event), ()))
            return
        of_place = {place: terms for terms in self.terms for place in shares.get((terms.version, terms.event), ())}
        for place in sorted(of_place):
            self._qualify(of_place[place], (place,))

    def measure(self) -> None:
        """Lets tiers know the batch."""
        for terms in self.terms:
            terms.measure(self.course.events)

    def pay(self) -> None:
        """Makes the lines of the batch, in order of time."""
        if len(self.terms) == 1:
            terms = self.terms[0]
            for place, period in terms.qualified():
                self._pay(place, period, terms)
            return
        due = [(place, period, terms) for terms in self.terms for place, period in terms.qualified()]
        for place, period, terms in sorted(due, key=itemgetter(0)):
            self._pay(place, period, terms)

    def periods(self) -> list[tuple[int, int, PeriodLine]]:
        """Version, order and what each period measured and paid."""
        return [row for terms in self.terms for row in terms.told()]

    def _qualify(self, terms: _Terms, share: Sequence[int]) -> None:
        events = self.course.events
        for place in share:
            event = events[place]
            reason = self._reason(event, terms)
            if reason is None:
                terms.places.append(place)
                terms.periods.append(terms.period_of(event.time) if terms.period_of else "")
            else:
                self.course.refuse(place, terms.order, terms.name, reason)

    def _reason(self, event: ReferralEvent, terms: _Terms) -> str | None:
        """Why an event does not qualify; None when it does, and it is then counted for its referral."""
        if not event.valid:
            return "reversed"
        if event.currency and event.currency != terms.currency:
            return "currency"
        if terms.minimum is not None and event.amount < terms.minimum:
            return "below_minimum"
        if terms.within is not None and (late := self._lateness(event, terms.within)):
            return late
        if self._counts and event.referral:
            if terms.first is not None and self.seen[event.referral] >= terms.first:
                return "after_first_events"
            self.seen[event.referral] += 1
        return None

    def _lateness(self, event: ReferralEvent, within: timedelta) -> str | None:
        signup = self.course.signup_of(event)
        if signup is None:
            return "no_signup"
        if event.time < signup:
            return "before_signup"
        return "too_late" if event.time - signup > within else None

    def _pay(self, place: int, period: str, terms: _Terms) -> None:
        event = self.course.events[place]
        unrounded, steps = terms.price(event.amount, period)
        due = unrounded.quantize(terms.quantum, terms.rounding)
        cut_by: tuple[str, ...] = ()
        if terms.capped:
            due, cut_by = self._cut(due, event, terms)
        if self._holds and event.referral:
            self.paid[event.referral] += due
        if terms.tiered:
            terms.tier_paid[period] += due
        self.course.lines.append(Line(event.id, terms.name, due, unrounded, steps, cut_by, terms.version))
        self.course.line_keys.append(place * self.course.rank + terms.order)

    def _cut(self, due: Decimal, event: ReferralEvent, terms: _Terms) -> tuple[Decimal, tuple[str, ...]]:
        """What the caps leave, and which of them cut; they are used up by what is left after all of them."""
        rule = terms.rule
        cut_by: tuple[str, ...] = ()
        if rule.cap_per_event is not None and due > rule.cap_per_event:
            due, cut_by = rule.cap_per_event, ("cap_per_event",)
        if rule.cap_per_referral is not None and due > (
            left := rule.cap_per_referral - self.paid.get(event.referral, _ZERO)
        ):
            due, cut_by = max(left, _ZERO), (*cut_by, "cap_per_referral")
        if rule.cap_per_period is not None and terms.cap_period_of is not None:
            cap_period = terms.cap_period_of(event.time)
            if due > (left := rule.cap_per_period - terms.cap_paid[cap_period]):
                due, cut_by = left, (*cut_by, "cap_per_period")
            terms.cap_paid[cap_period] += due
            terms.cap_measured[cap_period] += event.amount if terms.by_amount else 1
        return due, cut_by


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

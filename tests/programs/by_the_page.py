"""What plans pay, worked out slowly from the words of the terms: what the evaluation is compared with.

Written apart from ``programs.evaluation`` and shares no rule with it: every question is answered by looking through all
events again.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext
from zoneinfo import ZoneInfo

from affiliate_desktop.programs.evaluated import Evaluation, Line, NotPaid, PeriodLine
from affiliate_desktop.programs.evaluation import PlanVersion
from affiliate_desktop.programs.plan import Bonus, PlanEvent, PlanPeriod, Rule, Step, Tiers
from affiliate_desktop.programs.plan_events import ReferralEvent

ROUNDING = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "down": ROUND_DOWN}
CENT = Decimal("0.01")
"""All plans that are compared are in a currency with cents."""


def by_the_page(
    versions: Sequence[PlanVersion], events: Sequence[ReferralEvent], *, by_signup: bool = False
) -> Evaluation:
    """The commissions of versions over events."""
    with localcontext() as context:
        context.prec = 80
        return _Page(versions, sorted(events, key=lambda event: (event.time, event.id)), by_signup).evaluation()


class _Page:
    def __init__(self, versions: Sequence[PlanVersion], events: list[ReferralEvent], by_signup: bool) -> None:
        self.plans = [version.plan for version in versions]
        self.starts = [version.valid_from for version in versions]
        self.events, self.by_signup = events, by_signup
        self.paid: list[tuple[ReferralEvent, Rule, int, Decimal]] = []

    def evaluation(self) -> Evaluation:
        lines, refused = [], []
        for event in self.events:
            version = self.version(event)
            if version is None:
                if self.by_signup and self.signup(event) is None:
                    refused += [
                        NotPaid(event.id, rule.name, "no_signup" if event.valid else "reversed")
                        for rule in self.plans[-1].rules
                        if rule.event is event.event
                    ]
                continue
            for rule in self.plans[version].rules:
                if rule.event is event.event:
                    reason = self.reason(event, rule, version)
                    if reason:
                        refused.append(NotPaid(event.id, rule.name, reason))
                    else:
                        lines.append(self.line(event, rule, version))
            for bonus in self.plans[version].bonuses:
                if self.earns(event, bonus, version):
                    amount = self.rounded(bonus.amount, version)
                    lines.append(Line(event.id, bonus.name, amount, bonus.amount, (), (), version))
        total = sum((line.commission for line in lines), Decimal(0))
        return Evaluation(self.plans[0].currency, total, lines, refused, self.periods(lines))

    # --- which terms, which events -----------------------------------------------------------------------------

    def owner(self, event: ReferralEvent) -> str:
        return f"referral {event.referral}" if event.referral else f"event {event.id}"

    def signup(self, event: ReferralEvent) -> datetime | None:
        mine = [
            each.time
            for each in self.events
            if each.valid and each.event is PlanEvent.SIGNUP and self.owner(each) == self.owner(event)
        ]
        return min(mine, default=None)

    def version(self, event: ReferralEvent) -> int | None:
        at = self.signup(event) if self.by_signup else event.time
        held = [n for n, start in enumerate(self.starts) if at is not None and (start is None or start <= at)]
        return held[-1] if held else None

    def under(self, version: int) -> list[ReferralEvent]:
        return [event for event in self.events if self.version(event) == version]

    def same(self, rule: Rule, version: int) -> Rule | None:
        """The rule of the same name in a version; names are unique within a plan here."""
        return next((each for each in self.plans[version].rules if each.name == rule.name), None)

    def lacks(self, event: ReferralEvent, rule: Rule, version: int) -> str:
        """Why an event does not qualify, but for ``first_events``."""
        if not event.valid:
            return "reversed"
        if event.currency not in ("", self.plans[version].currency):
            return "currency"
        if rule.minimum_amount is not None and event.amount < rule.minimum_amount:
            return "below_minimum"
        if rule.within_days is not None:
            signup = self.signup(event)
            if signup is None:
                return "no_signup"
            if event.time < signup:
                return "before_signup"
            if event.time > signup + timedelta(hours=24 * rule.within_days):
                return "too_late"
        return ""

    def reason(self, event: ReferralEvent, rule: Rule, version: int) -> str:
        lack = self.lacks(event, rule, version)
        if lack or rule.first_events is None:
            return lack
        earlier = 0
        for each in self.events[: self.events.index(event)]:
            there = self.version(each)
            like = None if there is None else self.same(rule, there)
            if (
                like is not None
                and there is not None
                and like.event is each.event
                and self.owner(each) == self.owner(event)
                and not self.lacks(each, like, there)
            ):
                earlier += 1
        return "" if earlier < rule.first_events else "after_first_events"

    def qualifying(self, rule: Rule, version: int) -> list[ReferralEvent]:
        return [
            each for each in self.under(version) if each.event is rule.event and not self.reason(each, rule, version)
        ]

    def period(self, event: ReferralEvent, period: PlanPeriod, version: int) -> str:
        local = event.time.astimezone(ZoneInfo(self.plans[version].timezone))
        return {
            PlanPeriod.MONTH: f"{local.year:04d}-{local.month:02d}",
            PlanPeriod.QUARTER: f"{local.year:04d}-Q{(local.month - 1) // 3 + 1}",
            PlanPeriod.YEAR: f"{local.year:04d}",
            PlanPeriod.LIFETIME: "lifetime",
        }[period]

    def measure(self, events: Sequence[ReferralEvent], what: str) -> Decimal:
        return Decimal(len(events)) if what == "count" else sum((each.amount for each in events), Decimal(0))

    # --- what they earn ----------------------------------------------------------------------------------------

    def rounded(self, amount: Decimal, version: int) -> Decimal:
        return amount.quantize(CENT, ROUNDING[self.plans[version].rounding])

    def line(self, event: ReferralEvent, rule: Rule, version: int) -> Line:
        unrounded, steps = self.unrounded(event, rule, version)
        due, cut_by = self.rounded(unrounded, version), []
        mine = [(each, at, paid) for each, like, at, paid in self.paid if like.name == rule.name]
        if rule.cap_per_event is not None and due > rule.cap_per_event:
            due = rule.cap_per_event
            cut_by.append("cap_per_event")
        if rule.cap_per_referral is not None:
            used = sum((paid for each, _, paid in mine if self.owner(each) == self.owner(event)), Decimal(0))
            if due > rule.cap_per_referral - used:
                due = max(Decimal(0), rule.cap_per_referral - used)
                cut_by.append("cap_per_referral")
        if rule.cap_per_period is not None and rule.cap_period is not None:
            now = self.period(event, rule.cap_period, version)
            spent = [paid for each, at, paid in mine if at == version and self.period(each, rule.cap_period, at) == now]
            if due > rule.cap_per_period - sum(spent, Decimal(0)):
                due = rule.cap_per_period - sum(spent, Decimal(0))
                cut_by.append("cap_per_period")
        self.paid.append((event, rule, version, due))
        return Line(event.id, rule.name, due, unrounded, steps, tuple(cut_by), version)

    def unrounded(self, event: ReferralEvent, rule: Rule, version: int) -> tuple[Decimal, tuple[Decimal, ...]]:
        if rule.tiers is None:
            return (rule.fixed if rule.fixed is not None else event.amount * rule.percent / 100), ()  # type: ignore[operator]
        tiers = rule.tiers
        now = self.period(event, tiers.period, version)
        peers = [each for each in self.qualifying(rule, version) if self.period(each, tiers.period, version) == now]
        before = peers[: peers.index(event)]
        if tiers.apply == "marginal" and tiers.measure == "amount":
            return _stretch(tiers, self.measure(before, "amount"), event.amount)
        if tiers.apply == "marginal":
            reached = Decimal(len(before) + 1)
        elif tiers.apply == "whole":
            reached = self.measure(peers, tiers.measure)
        else:
            reached = self.measure(self.previous(event, rule, tiers, version), tiers.measure)
        step = [each for each in tiers.steps if each.start <= reached][-1:] or [tiers.steps[0]]
        return _of_step(step[0], event.amount), (step[0].start,)

    def previous(self, event: ReferralEvent, rule: Rule, tiers: Tiers, version: int) -> list[ReferralEvent]:
        """The qualifying events of the period before, found by going back from the period's first day."""
        local = event.time.astimezone(ZoneInfo(self.plans[version].timezone))
        months = {PlanPeriod.MONTH: 1, PlanPeriod.QUARTER: 3, PlanPeriod.YEAR: 12}[tiers.period]
        index = (local.year * 12 + local.month - 1) // months * months - 1
        last = event._replace(time=local.replace(year=index // 12, month=index % 12 + 1, day=1, hour=12))
        name = self.period(last, tiers.period, version)
        return [each for each in self.qualifying(rule, version) if self.period(each, tiers.period, version) == name]

    def counted(self, bonus: Bonus, version: int) -> list[ReferralEvent]:
        return [
            each
            for each in self.under(version)
            if each.event is bonus.event
            and each.valid
            and each.currency in ("", self.plans[version].currency)
            and (bonus.minimum_amount is None or each.amount >= bonus.minimum_amount)
        ]

    def earns(self, event: ReferralEvent, bonus: Bonus, version: int) -> bool:
        known = self.counted(bonus, version)
        if event not in known:
            return False
        now = self.period(event, bonus.period, version)
        peers = [each for each in known if self.period(each, bonus.period, version) == now]
        before = peers[: peers.index(event)]
        return self.measure(before, bonus.measure) < bonus.reach <= self.measure([*before, event], bonus.measure)

    # --- the periods -------------------------------------------------------------------------------------------

    def periods(self, lines: Sequence[Line]) -> list[PeriodLine]:
        found: list[PeriodLine] = []
        for version, plan in enumerate(self.plans):
            for rule in plan.rules:
                found += sorted(self.of_rule(rule, version, lines), key=lambda line: line.period)
            for bonus in plan.bonuses:
                known = self.counted(bonus, version)
                for name in sorted({self.period(each, bonus.period, version) for each in known}):
                    inside = [each for each in known if self.period(each, bonus.period, version) == name]
                    paid = _paid(lines, bonus.name, version, inside)
                    found.append(PeriodLine(bonus.name, name, self.measure(inside, bonus.measure), paid, version))
        return found

    def of_rule(self, rule: Rule, version: int, lines: Sequence[Line]) -> list[PeriodLine]:
        spans = {rule.tiers.period} if rule.tiers else set()
        spans |= {rule.cap_period} if rule.cap_period else set()
        known, what = self.qualifying(rule, version), rule.tiers.measure if rule.tiers else "count"
        found = []
        for span in spans:
            for name in {self.period(each, span, version) for each in known}:
                inside = [each for each in known if self.period(each, span, version) == name]
                paid = _paid(lines, rule.name, version, inside)
                found.append(PeriodLine(rule.name, name, self.measure(inside, what), paid, version))
        return found


def _paid(lines: Sequence[Line], name: str, version: int, inside: Sequence[ReferralEvent]) -> Decimal:
    ids = {each.id for each in inside}
    mine = (line.commission for line in lines if line.rule == name and line.version == version and line.event in ids)
    return sum(mine, Decimal(0))


def _stretch(tiers: Tiers, before: Decimal, amount: Decimal) -> tuple[Decimal, tuple[Decimal, ...]]:
    after, commission, used = before + amount, Decimal(0), []
    for number, step in enumerate(tiers.steps):
        last = number + 1 == len(tiers.steps)
        end = after if last else min(after, tiers.steps[number + 1].start)
        part = end - max(before, step.start)
        if part > 0:
            commission += part * step.percent / 100  # type: ignore[operator]
            used.append(step.start)
    if not used:
        used = [[step.start for step in tiers.steps if step.start <= before][-1]]
    return commission, tuple(used)


def _of_step(step: Step, amount: Decimal) -> Decimal:
    return step.fixed if step.fixed is not None else amount * step.percent / 100  # type: ignore[operator]

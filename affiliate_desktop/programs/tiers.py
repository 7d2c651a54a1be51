"""The unrounded commission of an event: fixed, percentage, or by the step that a period has reached."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Protocol

from affiliate_desktop.programs.plan import Apply, Measure, Rule, Step, Tiers
from affiliate_desktop.programs.plan_periods import PeriodOf

_ZERO = Decimal(0)
_NO_STEPS: tuple[Decimal, ...] = ()
Priced = tuple[Decimal, tuple[Decimal, ...]]


class Price(Protocol):
    """Prices the qualifying events of one rule, in order of time."""

    measured: dict[str, Decimal]

    def measure(self, qualified: Iterable[tuple[str, Decimal]]) -> None:
        """Takes the period and amount of qualifying events; of every one before the first is priced."""
        ...

    def __call__(self, amount: Decimal, period: str) -> Priced:
        """The unrounded commission and the ``from`` of the steps used."""
        ...


class _Flat:
    """A fixed amount or a percentage."""

    def __init__(self, rule: Rule) -> None:
        self.measured: dict[str, Decimal] = {}
        self._fixed = rule.fixed
        self._rate = _ZERO if rule.percent is None else rule.percent / 100

    def measure(self, qualified: Iterable[tuple[str, Decimal]]) -> None:
        """Flat prices depend on no period."""

    def __call__(self, amount: Decimal, period: str) -> Priced:  # noqa: ARG002 - the same for every period
        return (amount * self._rate if self._fixed is None else self._fixed), _NO_STEPS


class _Tiered:
    """What all tiers share: the measure of each period."""

    def __init__(self, tiers: Tiers) -> None:
        self.measured: dict[str, Decimal] = defaultdict(Decimal)
        self._by_count = tiers.measure is Measure.COUNT
        self._steps = tiers.steps
        self._starts = [step.start for step in tiers.steps]

    def measure(self, qualified: Iterable[tuple[str, Decimal]]) -> None:
        """Counts or sums the qualifying events of each period."""
        for period, amount in qualified:
            self.measured[period] += 1 if self._by_count else amount

    def _step_at(self, measure: Decimal) -> Step:
        """The last step that starts at or below the measure; the first where it is below all."""
        return self._steps[max(bisect_right(self._starts, measure) - 1, 0)]


class _Marginal(_Tiered):
    """Each event, or each part of its amount, earns by the step it lies in."""

    def __init__(self, tiers: Tiers) -> None:
        super().__init__(tiers)
        self._before: dict[str, Decimal] = defaultdict(Decimal)

    def __call__(self, amount: Decimal, period: str) -> Priced:
        before = self._before[period]
        if self._by_count:
            self._before[period] = before + 1
            return _by_step(self._step_at(before + 1), amount)
        self._before[period] = before + amount
        return self._stretch(before, before + amount)

    def _stretch(self, before: Decimal, after: Decimal) -> Priced:
        """The commission of the sums from ``before`` to ``after``, which may straddle steps."""
        index = bisect_right(self._starts, before) - 1
        commission, used = _ZERO, []
        while True:
            step = self._steps[index]
            last = index + 1 == len(self._steps) or after <= self._starts[index + 1]
            end = after if last else self._starts[index + 1]
            commission += (end - before) * (step.percent or _ZERO) / 100
            used.append(step.start)
            if last:
                return commission, tuple(used)
            before, index = end, index + 1


class _Whole(_Tiered):
    """All events of the period earn by the step that the period reached."""

    def __call__(self, amount: Decimal, period: str) -> Priced:
        return _by_step(self._step_at(self.measured[period]), amount)


class _NextPeriod(_Tiered):
    """All events of the period earn by the step that the previous period reached."""

    def __init__(self, tiers: Tiers, periods: PeriodOf) -> None:
        super().__init__(tiers)
        self._periods = periods
        self._chosen: dict[str, Step] = {}

    def __call__(self, amount: Decimal, period: str) -> Priced:
        step = self._chosen.get(period)
        if step is None:
            reached = self.measured.get(self._periods.before(period), _ZERO)
            step = self._chosen[period] = self._step_at(reached)
        return _by_step(step, amount)


def price_of(rule: Rule, periods: PeriodOf | None) -> Price:
    """The way a rule prices events; ``periods`` is needed for tiers."""
    if rule.tiers is None or periods is None:
        return _Flat(rule)
    if rule.tiers.apply is Apply.MARGINAL:
        return _Marginal(rule.tiers)
    if rule.tiers.apply is Apply.WHOLE:
        return _Whole(rule.tiers)
    return _NextPeriod(rule.tiers, periods)


def _by_step(step: Step, amount: Decimal) -> Priced:
    if step.fixed is not None:
        return step.fixed, (step.start,)
    return amount * (step.percent or _ZERO) / 100, (step.start,)

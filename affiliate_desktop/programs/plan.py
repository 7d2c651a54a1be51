"""Commission plans: what a program pays for, as records.

The three ways are pay per sign-up, pay per project or sale, and tiered rewards; a plan may mix them. Every
rule that fits an event pays a line of its own.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class PlanEvent(StrEnum):
    """What a rule pays for."""

    SIGNUP = "signup"
    PROJECT = "project"
    SALE = "sale"


class PlanPeriod(StrEnum):
    """A calendar period in the plan's time zone, or the whole life of the program."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    LIFETIME = "lifetime"


class Measure(StrEnum):
    """What tiers and bonuses count: qualifying events, or their summed amount."""

    COUNT = "count"
    AMOUNT = "amount"


class Apply(StrEnum):
    """How a step reaches the events.

    ``marginal``: each event, or each part of its amount, by the step it lies in. ``whole``: all events of the
    period by the step that the period reached. ``next_period``: by what the previous period reached.
    """

    MARGINAL = "marginal"
    WHOLE = "whole"
    NEXT_PERIOD = "next_period"


class Rounding(StrEnum):
    """How a commission is rounded to the currency's minor unit; ``half_up`` rounds halves away from zero."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Step:
    """What is paid from a count or an amount on: exactly one of ``fixed`` and ``percent``."""

    start: Decimal
    fixed: Decimal | None = None
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Tiers:
    """Steps that depend on how much was referred in a period; the first starts at 1 (count) or 0 (amount)."""

    measure: Measure
    period: PlanPeriod
    apply: Apply
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """Pays exactly one of ``fixed``, ``percent`` and ``tiers`` for each event that qualifies.

    Attributes:
        minimum_amount: an event below it does not qualify.
        first_events: only the first N qualifying events of each referral.
        within_days: only events up to N times 24 hours after the referral's sign-up.
        cap_per_referral: over the referral's life.
        cap_per_period: within each ``cap_period``.
    """

    name: str
    event: PlanEvent
    fixed: Decimal | None = None
    percent: Decimal | None = None
    tiers: Tiers | None = None
    minimum_amount: Decimal | None = None
    first_events: int | None = None
    within_days: int | None = None
    cap_per_event: Decimal | None = None
    cap_per_referral: Decimal | None = None
    cap_per_period: Decimal | None = None
    cap_period: PlanPeriod | None = None


@dataclass(frozen=True, slots=True)
class Bonus:
    """Paid once a period, on the event with which the measure first reaches ``reach``; never capped."""

    name: str
    event: PlanEvent
    measure: Measure
    period: PlanPeriod
    reach: Decimal
    amount: Decimal
    minimum_amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The terms of a program at one time; ``timezone`` is an IANA name."""

    name: str
    currency: str
    timezone: str = "UTC"
    rounding: Rounding = Rounding.HALF_UP
    rules: tuple[Rule, ...] = ()
    bonuses: tuple[Bonus, ...] = ()

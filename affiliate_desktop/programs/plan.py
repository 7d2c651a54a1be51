"""Commission plans: what a program pays for, as records.

The three ways are pay per sign-up, pay per project or sale, and tiered rewards; a plan may mix them. Every
rule that fits an event pays a line of its own.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo


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
class Terms:
    """What a program's terms say beside what it pays for; None and empty are "not said".

    Attributes:
        cookie_days: how long after a click a sale still counts.
        hold_days: days from an event until its commission is final.
        payout_threshold: what must have come together before it is paid out, in the plan's currency.
        pay_day: day of the month on which it pays, 1 to 31.
        notice_days: notice that it gives before the terms change.
        channels: where it may be promoted.
        with_vat, with_delivery: whether the base of a percentage holds value-added tax, and delivery.
    """

    cookie_days: int | None = None
    hold_days: int | None = None
    payout_threshold: Decimal | None = None
    pay_day: int | None = None
    notice_days: int | None = None
    channels: tuple[str, ...] = ()
    with_vat: bool | None = None
    with_delivery: bool | None = None


NO_TERMS = Terms()


@dataclass(frozen=True, slots=True)
class Plan:
    """What a program pays for at one time; ``timezone`` is an IANA name."""

    name: str
    currency: str
    timezone: str = "UTC"
    rounding: Rounding = Rounding.HALF_UP
    rules: tuple[Rule, ...] = ()
    bonuses: tuple[Bonus, ...] = ()
    terms: Terms = NO_TERMS


@dataclass(frozen=True, slots=True)
class DatedPlan:
    """One version of a program's plan.

    Attributes:
        valid_from: the day it holds from, by the plan's time zone; None holds from the beginning.
        note: what the user wrote about the change.
        created_at: when it was recorded, ISO 8601.
    """

    program_id: int
    plan: Plan
    valid_from: date | None = None
    note: str = ""
    created_at: str = ""
    id: int = 0

    @property
    def starts(self) -> datetime | None:
        """The first instant of ``valid_from``."""
        if self.valid_from is None:
            return None
        return datetime.combine(self.valid_from, time(), ZoneInfo(self.plan.timezone))


@dataclass(frozen=True, slots=True)
class Judging:
    """How a program's earnings are judged.

    Attributes:
        by_signup: by the version in force at the referral's sign-up, not at the event.
        tolerance_micro: differences up to this many millionths are let pass in an audit.
    """

    by_signup: bool = False
    tolerance_micro: int = 0

"""What an evaluation of plans over events says, and what it may be told beforehand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple


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
class Past:
    """What a referral brings along from before the events at hand.

    Attributes:
        signed_up: when it did; None where nobody knows.
        used: by name of the rule, how many of its events qualified, and what they were paid.
    """

    signed_up: datetime | None = None
    used: Mapping[str, tuple[int, Decimal]] = field(default_factory=dict)


NO_PASTS: Mapping[str, Past] = MappingProxyType({})

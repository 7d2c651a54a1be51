"""Which of several things that files said of a transaction holds.

The file with the latest last day; of files with the same last day, the one that was imported later. One exception: a
file that ends earlier but was imported later, and knows of a later stage of the earning, is a newer download of an
older period, and holds. So a list of reversals of last quarter counts, and last year's export, found in a drawer,
does not turn paid earnings back into pending ones. (Settled here; networks do not date their files.)
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from affiliate_desktop.ledger.model import Status

HELD = (
    "day",
    "time",
    "event",
    "status",
    "status_raw",
    "currency",
    "sale_micro",
    "commission_micro",
    "sub_id",
    "product",
    "quantity",
    "program_id",
)
"""Columns that a transaction takes from the observation that holds."""

FIELDS = {name: "program" if name == "program_id" else name for name in HELD}
"""Column -> what it is called to people and in records of changes."""

Values = tuple[Any, ...]
"""Values of the columns ``HELD``, in that order."""

STAGES: Mapping[str, int] = {Status.PENDING: 0, Status.APPROVED: 1, Status.PAID: 2, Status.REVERSED: 3}
_STATUS = HELD.index("status")
_MONEY = tuple(HELD.index(name) for name in ("day", "currency", "sale_micro", "commission_micro"))


class Said(NamedTuple):
    """What one file said of a transaction.

    Attributes:
        last_day: of the file.
    """

    last_day: str
    statement_id: int
    sheet: int
    line: int
    values: Values

    @property
    def stage(self) -> int:
        """How far the earning had come."""
        return STAGES[self.values[_STATUS]]


def holding(said: Sequence[Said]) -> Said:
    """The one that holds; there must be one."""
    if len(said) == 1:
        return said[0]
    latest = max(said, key=lambda each: each[:4])
    further = [each for each in said if each.statement_id > latest.statement_id and each.stage > latest.stage]
    return max(further, key=lambda each: (each.stage, each[:4])) if further else latest


def overlaid(base: Values | None, own: Mapping[str, Any]) -> Values:
    """What files say with what the user said above it.

    Args:
        base: what files say; None where none speaks.
        own: column -> value, of the user.
    """
    if base is None:
        return tuple(own.get(name) for name in HELD)
    return tuple(own.get(name, value) for name, value in zip(HELD, base, strict=True)) if own else base


def is_material(before: Values, after: Values | None) -> bool:
    """Whether a change matters to money that was paid: amounts, currency, day, or a status other than paid."""
    if after is None:
        return True
    if any(before[index] != after[index] for index in _MONEY):
        return True
    return bool(before[_STATUS] != after[_STATUS] and after[_STATUS] != Status.PAID)

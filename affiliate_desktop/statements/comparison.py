"""How two sides are compared: which rows belong together, in what they differ, and what that is worth.

Rows with an id belong together by their id. Rows without one belong together when their cells and their day are the
same, as many on one side as there are on the other; what is left over vanished or appeared. Only days in the period
count; a row with an id that has moved out of the period on one side is told as moved, not as vanished.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from affiliate_desktop.core.periods import Period
from affiliate_desktop.statements.comparison_model import (
    DifferenceKind,
    KindTotal,
    NetTotal,
    StatusChange,
)

REVERSED, APPROVED, PAID = "reversed", "approved", "paid"

KINDS = tuple(DifferenceKind)


class SideRow(NamedTuple):
    """A row of one side.

    Attributes:
        base: what it is matched by: ``i:<id>``, or ``f:<day>:<fingerprint>`` for a row without an id.
    """

    base: str
    external_id: str | None
    day: str
    status: str
    currency: str
    sale_micro: int
    commission_micro: int
    sub_id: str
    product: str
    program: str
    line: int

    @property
    def earned(self) -> int:
        """Its commission; 0 where it is reversed."""
        return 0 if self.status == REVERSED else self.commission_micro


Pair = tuple[SideRow | None, SideRow | None]


def base_of(key: str) -> str:
    """What a transaction's key is matched by: rows without an id lose their occurrence number."""
    return key.rpartition(":")[0] if key.startswith("f:") else key


def paired(before: Iterable[SideRow], after: Iterable[SideRow]) -> Iterator[Pair]:
    """Brings two sides together, each in the order of ``base``; the second row with an id of its own is left out."""
    one, other = _once(before), _once(after)
    left, right = next(one, None), next(other, None)
    while left is not None or right is not None:
        if right is None or (left is not None and left.base < right.base):
            yield left, None
            left = next(one, None)
        elif left is None or right.base < left.base:
            yield None, right
            right = next(other, None)
        else:
            yield left, right
            left, right = next(one, None), next(other, None)


def _once(rows: Iterable[SideRow]) -> Iterator[SideRow]:
    last = ""
    for row in rows:
        if row.base != last or not row.base.startswith("i:"):
            yield row
        last = row.base


@dataclass
class Tally:
    """Counts while pairs come in.

    Args:
        period: the days that count.
        booked: the first side is the ledger, where payouts have made rows paid that files call approved.
    """

    period: Period
    booked: bool = False
    matched: int = 0
    unchanged: int = 0
    differing: int = 0
    _kinds: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    _net: dict[str, list[int]] = field(default_factory=dict)
    _statuses: dict[tuple[str, str, str], list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._start = self.period.start.isoformat() if self.period.start else ""
        self._end = self.period.end.isoformat() if self.period.end else "9999-99-99"

    def take(self, pair: Pair) -> list[tuple[Pair, list[DifferenceKind]]]:
        """Counts a pair; the differences that it makes."""
        left, right = pair
        if not ((left and self._counts(left)) or (right and self._counts(right))):
            return []
        if left and right and left.currency != right.currency:  # amounts that can't be compared
            return [found for single in ((left, None), (None, right)) for found in self.take(single)]
        if left and right:
            self.matched += 1
        kinds = self._differing(left, right)
        self._add_up(left, right, kinds)
        if not kinds:
            self.unchanged += 1
            return []
        self.differing += 1
        return [(pair, kinds)]

    def kinds(self) -> tuple[KindTotal, ...]:
        """What each kind is worth, per currency."""
        order = {kind.value: at for at, kind in enumerate(KINDS)}
        found = sorted(self._kinds.items(), key=lambda item: (order[item[0][0]], item[0][1]))
        return tuple(KindTotal(DifferenceKind(kind), currency, *sums) for (kind, currency), sums in found)

    def net(self) -> tuple[NetTotal, ...]:
        """All compared rows, per currency."""
        return tuple(NetTotal(currency, *sums) for currency, sums in sorted(self._net.items()))

    def statuses(self) -> tuple[StatusChange, ...]:
        """Changes of the status, the largest count first."""
        found = sorted(self._statuses.items(), key=lambda item: (-item[1][0], item[0]))
        return tuple(StatusChange(*key, *sums) for key, sums in found)

    def _counts(self, row: SideRow) -> bool:
        return self._start <= row.day <= self._end

    def _differing(self, left: SideRow | None, right: SideRow | None) -> list[DifferenceKind]:
        if left is None or right is None:
            return [DifferenceKind.APPEARED if left is None else DifferenceKind.VANISHED]
        kinds = []
        if left.commission_micro != right.commission_micro:
            less = right.commission_micro < left.commission_micro
            kinds.append(DifferenceKind.SHRANK if less else DifferenceKind.GREW)
        if left.status != right.status and not (self.booked and (left.status, right.status) == (PAID, APPROVED)):
            kinds.append(DifferenceKind.STATUS)
        if left.day != right.day:
            kinds.append(DifferenceKind.DATE)
        if left.sub_id != right.sub_id:
            kinds.append(DifferenceKind.SUB_ID)
        if left.sale_micro != right.sale_micro:
            kinds.append(DifferenceKind.SALE)
        return kinds

    def _add_up(self, left: SideRow | None, right: SideRow | None, kinds: list[DifferenceKind]) -> None:
        known = left or right
        if known is None:
            return
        before, after = left.earned if left else 0, right.earned if right else 0
        net = self._net.setdefault(known.currency, [0, 0, 0, 0])
        net[0] += left is not None
        net[1] += right is not None
        net[2] += before
        net[3] += after
        for kind in kinds:
            _count(self._kinds.setdefault((kind.value, known.currency), [0, 0, 0]), before, after)
        if left and right and DifferenceKind.STATUS in kinds:
            key = (left.status, right.status, known.currency)
            _count(self._statuses.setdefault(key, [0, 0, 0]), before, after)


def _count(sums: list[int], before: int, after: int) -> None:
    sums[0] += 1
    sums[1] += before
    sums[2] += after

"""Bonuses that the terms pay, and the rows that report them, brought together at the end of an audit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from affiliate_desktop.audit.stream import Item
from affiliate_desktop.programs.evaluated import Line


@dataclass(frozen=True, slots=True)
class ExpectedBonus:
    """A bonus that is due.

    Attributes:
        item: the event with which it was reached.
    """

    item: Item
    line: Line
    due_micro: int


class BonusPool:
    """Bonuses due and bonuses reported.

    Args:
        tolerance: amounts that differ by so many millionths are the same.
    """

    def __init__(self, tolerance: int) -> None:
        self._tolerance = tolerance
        self._expected: list[ExpectedBonus] = []
        self._reports: list[Item] = []

    def expect(self, item: Item, line: Line, due_micro: int) -> None:
        """Notes a bonus that is due with an event."""
        self._expected.append(ExpectedBonus(item, line, due_micro))

    def report(self, item: Item) -> None:
        """Notes a row that reports a bonus."""
        self._reports.append(item)

    def settled(self) -> Iterator[tuple[Item, ExpectedBonus | None]]:
        """Each row with the bonus it reports: one of the same amount, else the earliest that was due by then."""
        for item in self._reports:
            fitting = [each for each in self._expected if self._fits(item, each)]
            chosen = min(fitting, key=lambda each: self._distance(item, each), default=None)
            if chosen is not None:
                self._expected.remove(chosen)
            yield item, chosen

    def unreported(self) -> tuple[ExpectedBonus, ...]:
        """The bonuses that no row reports, once all are settled."""
        return tuple(self._expected)

    @staticmethod
    def _fits(item: Item, expected: ExpectedBonus) -> bool:
        row, event = item.row, expected.item.event
        return row is not None and event is not None and event.time.date() <= date.fromisoformat(row.day)

    def _distance(self, item: Item, expected: ExpectedBonus) -> tuple[bool, str]:
        reported = item.row.commission_micro if item.row else 0
        same = abs(reported - expected.due_micro) <= self._tolerance
        return not same, expected.item.event.id if expected.item.event else ""

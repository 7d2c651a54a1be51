"""Days that things took, summed up."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spread:
    """Days that something took.

    Attributes:
        count: how many rows tell. median, slow: half of them, and nine of ten, took at most so long.
        fastest, slowest: of all.
    """

    count: int
    median: int
    slow: int
    fastest: int
    slowest: int


def spread(days: Sequence[tuple[int, int]]) -> Spread | None:
    """The spread of (days, how many rows took so long); None of nothing.

    Days below zero (paid in advance, or a file that is older than its rows) count as they are.
    """
    ordered = sorted(each for each in days if each[1] > 0)
    count = sum(number for _, number in ordered)
    if not count:
        return None
    return Spread(
        count, _at(ordered, (count + 1) // 2), _at(ordered, -(-count * 9 // 10)), ordered[0][0], ordered[-1][0]
    )


def _at(ordered: Sequence[tuple[int, int]], place: int) -> int:
    """The days of the row at a place, the first is 1."""
    seen = 0
    for days, number in ordered:
        seen += number
        if seen >= place:
            return days
    return ordered[-1][0]

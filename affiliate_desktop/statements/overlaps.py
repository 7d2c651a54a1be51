"""Which visits count where several files speak of the same days: no visit counts twice.

The files of an account are gone through from the one imported last to the one imported first. A row counts unless a
row that counts already, of a file imported later, has the same source, medium and campaign and a day in common with
it; then the whole row is left out. Letter case makes no difference. A source or medium that one of the two reports has
no column for is taken to be the same, since its rows hold those of the other; a report without campaigns says nothing
of campaigns, so it never takes the place of one that names them.

So of two files of the same days the later holds, row by row; of two that overlap otherwise, such as a month and a
quarter, the earlier one's overlapping rows are left out whole, because nobody can tell which of its visits were on
which day. Rows of one file never leave each other out. When an import is undone, what it had left out counts again.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from affiliate_desktop.statements.visit_model import Visits

Told = tuple[bool, bool]
"""Whether a report tells the source, and whether it tells the medium."""

_EVERY: tuple[Told, ...] = ((False, False), (False, True), (True, False), (True, True))


def silenced(rows: Iterable[Visits]) -> dict[int, int]:
    """The rows that do not count: id -> the import, later than theirs, that speaks in their place.

    Args:
        rows: all visits of one account, but those of files that another replaced.
    """
    found: dict[int, int] = {}
    spoken = _Spoken()
    latest_first = sorted(rows, key=lambda row: -row.statement_id)
    if not latest_first or latest_first[0].statement_id == latest_first[-1].statement_id:
        return found
    for statement_id, group in groupby(latest_first, key=lambda row: row.statement_id):
        counting = []
        for row in group:
            by = spoken.by(row)
            if by is None:
                counting.append(row)
            else:
                found[row.id] = by
        for row in counting:
            spoken.add(row, statement_id)
    return found


@dataclass(slots=True)
class _Days:
    """Days that later imports speak of, and which import: single days by themselves, since there are many of them."""

    single: dict[int, int] = field(default_factory=dict)
    spans: dict[tuple[int, int], int] = field(default_factory=dict)

    def add(self, first: int, last: int, statement_id: int) -> None:
        if first == last:
            self.single.setdefault(first, statement_id)
        else:
            self.spans.setdefault((first, last), statement_id)

    def by(self, first: int, last: int) -> int | None:
        """The latest import that speaks of any of these days."""
        found = [by for (start, end), by in self.spans.items() if start <= last and first <= end]
        if last - first < len(self.single):
            found += [self.single[day] for day in range(first, last + 1) if day in self.single]
        else:
            found += [by for day, by in self.single.items() if first <= day <= last]
        return max(found, default=None)


class _Spoken:
    """What the later imports speak of: by campaign, by the tags they tell, and by the values of those both tell."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, Told, Told, tuple[str, ...]], _Days] = {}

    def add(self, row: Visits, statement_id: int) -> None:
        source, medium, campaign = row.tags
        told = bool(source), bool(medium)
        first, last = _ordinal(row.first), _ordinal(row.last)
        for both in {_both(told, other) for other in _EVERY}:
            key = campaign, told, both, _shared(source, medium, both)
            self._known.setdefault(key, _Days()).add(first, last, statement_id)

    def by(self, row: Visits) -> int | None:
        """The latest import that speaks of a row's visits."""
        source, medium, campaign = row.tags
        told = bool(source), bool(medium)
        first, last = _ordinal(row.first), _ordinal(row.last)
        found = []
        for other in _EVERY:
            both = _both(told, other)
            days = self._known.get((campaign, other, both, _shared(source, medium, both)))
            by = None if days is None else days.by(first, last)
            if by is not None:
                found.append(by)
        return max(found, default=None)


def _both(one: Told, other: Told) -> Told:
    return one[0] and other[0], one[1] and other[1]


def _shared(source: str, medium: str, both: Told) -> tuple[str, ...]:
    return tuple(tag for tag, kept in zip((source, medium), both, strict=True) if kept)


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()

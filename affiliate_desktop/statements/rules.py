"""What the cells of a row say about it beyond its fields: rows to leave out, and flags that decide status or event.

A condition names a column and what its cell must be; every test that is given must hold. Texts are compared as
header names are: letter case and the number of blanks do not count.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from affiliate_desktop.ledger.model import Event, Status
from affiliate_desktop.statements.model import Cell
from affiliate_desktop.statements.words import header_key, text_of


@dataclass(frozen=True, slots=True)
class Condition:
    """A test of one cell.

    Attributes:
        column: header name of the column; where a file lacks it, the condition never holds.
        among: words of which the cell must be one; empty for any.
        not_among: words of which it must be none.
        begins: words with one of which it must begin; empty for any.
        has: words of which one must stand in it, also within a longer word; empty for any.
        filled: whether the cell must hold something.
    """

    column: str
    among: frozenset[str] = frozenset()
    not_among: frozenset[str] = frozenset()
    begins: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    filled: bool = False

    def holds(self, cell: Cell) -> bool:
        """Whether a cell passes all tests."""
        word = header_key(text_of(cell))
        return (
            (not self.among or word in self.among)
            and word not in self.not_among
            and (not self.begins or word.startswith(self.begins))
            and (not self.has or any(each in word for each in self.has))
            and (bool(word) or not self.filled)
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds for rows that meet a condition; None leaves it open.

    Attributes:
        index: of the condition's column in the file at hand.
    """

    condition: Condition
    status: str | None = None
    event: str | None = None
    index: int = -1


def rule_of(table: Mapping[str, Any], events: type[StrEnum] = Event) -> Rule:
    """A rule as a format's file has it; without status and event it only tells which rows are meant.

    Args:
        table: its keys and values.
        events: what an event may be.

    Raises:
        KeyError, TypeError, ValueError: when it makes no sense.
    """
    strange = set(table) - {"column", "is", "is_not", "begins", "has", "filled", "status", "event"}
    if strange:
        raise ValueError(f"“{min(strange)}” is not known in a condition")
    condition = Condition(
        column=str(table["column"]),
        among=frozenset(map(header_key, table.get("is", ()))),
        not_among=frozenset(map(header_key, table.get("is_not", ()))),
        begins=tuple(map(header_key, table.get("begins", ()))),
        has=tuple(map(header_key, table.get("has", ()))),
        filled=bool(table.get("filled", False)),
    )
    if condition == Condition(condition.column):
        raise ValueError(f"the condition on “{condition.column}” tests nothing")
    status, event = table.get("status"), table.get("event")
    return Rule(
        condition,
        status=None if status is None else Status(status).value,
        event=None if event is None else events(event).value,
    )


def meets(rules: Sequence[Rule], row: Sequence[Cell]) -> bool:
    """Whether a row meets the condition of any of the rules."""
    return any(rule.index < len(row) and rule.condition.holds(row[rule.index]) for rule in rules)


def statuses(rules: Sequence[Rule], rows: Sequence[Sequence[Cell]], usual: list[str]) -> list[str]:
    """The statuses of rows: of the first rule that decides one, else the usual one."""
    deciding = [rule for rule in rules if rule.status is not None]
    return [
        next((rule.status for rule in deciding if rule.status and rule.condition.holds(row[rule.index])), status)
        for row, status in zip(rows, usual, strict=True)
    ]


def events(rules: Sequence[Rule], rows: Sequence[Sequence[Cell]], usual: list[str]) -> list[str]:
    """The events of rows: of the first rule that decides one, else the usual one."""
    deciding = [rule for rule in rules if rule.event is not None]
    return [
        next((rule.event for rule in deciding if rule.event and rule.condition.holds(row[rule.index])), event)
        for row, event in zip(rows, usual, strict=True)
    ]

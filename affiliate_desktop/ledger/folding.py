"""Folding transactions: from what files and the user said to what the ledger shows, on touched transactions only.

So any import can be taken away at any time: its observations go, and the transactions they touched are folded again.
A fold works in pages, so that its memory does not grow with the size of an import. What payouts cover is paid,
whatever the files say so far (see ``settlement``).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from affiliate_desktop.ledger.holding import HELD, Said, Values, holding, is_material, overlaid
from affiliate_desktop.ledger.settlement import settled

PAGE = 1_000
_COLUMNS = ", ".join(HELD)
_OBSERVED = f"""
SELECT said.transaction_id, coalesce(statement.last_day, ''), said.statement_id, said.sheet, said.line,
  {", ".join(f"said.{name}" for name in HELD)}
FROM touched CROSS JOIN observation AS said ON said.transaction_id = touched.id
CROSS JOIN statement ON statement.id = said.statement_id WHERE touched.id BETWEEN ? AND ?"""  # noqa: S608 - our names
_CURRENT = f"""
SELECT touched.id, {_COLUMNS} FROM touched CROSS JOIN transaction_ AS now ON now.id = touched.id
WHERE touched.id BETWEEN ? AND ?"""  # noqa: S608 - our names
_UPDATE = f"UPDATE transaction_ SET {', '.join(f'{name} = ?' for name in HELD)} WHERE id = ?"  # noqa: S608


def clear(cursor: Any) -> None:
    """Notes that no transaction is touched."""
    cursor.execute("CREATE TEMP TABLE IF NOT EXISTS touched (id INTEGER PRIMARY KEY)")
    cursor.execute("DELETE FROM touched")


def touch_too(cursor: Any, query: str, values: Sequence[Any] = ()) -> None:
    """Notes the transactions that a query finds besides those that are noted."""
    cursor.execute(f"INSERT OR IGNORE INTO touched {query}", values)


def touch(cursor: Any, query: str, values: Sequence[Any] = ()) -> None:
    """Notes the transactions that a query finds, and only them, for what follows on the same connection."""
    clear(cursor)
    touch_too(cursor, query, values)


@dataclass(slots=True)
class Guard:
    """Watches over transactions that a payout paid while an import is folded in.

    Attributes:
        statement_id: the import.
        at: its instant.
        first_new: transactions from this id on were made by the import.
        conflicts: ids of the conflicts that were found.
    """

    statement_id: int
    at: str
    first_new: int
    conflicts: list[int] = field(default_factory=list)

    def knew(self, key: int) -> bool:
        """Whether a transaction was shown before the import; one that comes back has nothing that could be kept."""
        return key < self.first_new

    def counts(self, key: int, said: Sequence[Said]) -> bool:
        """Whether a change of a transaction is one that the import's own rows made."""
        return self.knew(key) and any(each.statement_id == self.statement_id for each in said)


class _Own(NamedTuple):
    entered: bool
    values: Mapping[str, Any]


class _Conflict(NamedTuple):
    id: int
    before: Values
    after: Values | None
    decision: str | None


class _Fold:
    def __init__(self, cursor: Any, guard: Guard | None) -> None:
        self._cursor = cursor
        self._guard = guard
        self._own = dict(_own(cursor))
        self._conflicts = dict(_conflicts(cursor))
        self._paid = dict(_paid(cursor))
        self.changed = 0

    def run(self) -> None:
        for first, last in _pages(self._cursor):
            observed: dict[int, list[Said]] = {}
            for key, day, statement, sheet, line, *values in self._cursor.execute(_OBSERVED, (first, last)):
                observed.setdefault(key, []).append(Said(day, statement, sheet, line, tuple(values)))
            current = self._cursor.execute(_CURRENT, (first, last)).fetchall()
            updates, gone = [], []
            for key, *values in current:
                now, said = tuple(values), observed.get(key, [])
                wanted = self._wanted(key, now, holding(said).values if said else None)
                if wanted is None:
                    gone.append((key,))
                elif wanted != now:
                    updates.append((*wanted, key))
                    self.changed += self._guard is None or self._guard.counts(key, said)
            self._cursor.executemany(_UPDATE, updates)
            self._cursor.executemany("DELETE FROM transaction_ WHERE id = ?", gone)

    def _wanted(self, key: int, now: Values, files: Values | None) -> Values | None:
        own, conflict = self._own.get(key), self._conflicts.get(key)
        base = overlaid(files, own.values) if own and (files or own.entered) else files
        if base is not None and key in self._paid and not (own and "status" in own.values and not own.entered):
            base = settled(base, self._paid[key])
        if conflict is not None and conflict.decision != "accept":
            return self._held(conflict, overlaid(conflict.before, own.values) if own else conflict.before, base)
        if self._guard and self._guard.knew(key) and key in self._paid and is_material(now, base):
            self._note(self._guard, key, now, base)
            return now
        return base

    def _held(self, conflict: _Conflict, kept: Values, base: Values | None) -> Values:
        """What was paid stays; where files or the user say the same, the conflict ends."""
        if base is not None and not is_material(kept, base):
            self._cursor.execute("DELETE FROM conflict WHERE id = ?", (conflict.id,))
            return base
        if base == conflict.after:
            return kept
        if self._guard:
            self._cursor.execute(
                "UPDATE conflict SET after = ?, decision = NULL, statement_id = ?, found_at = ? WHERE id = ?",
                (_json(base), self._guard.statement_id, self._guard.at, conflict.id),
            )
            self._guard.conflicts.append(conflict.id)
        else:
            self._cursor.execute("UPDATE conflict SET after = ? WHERE id = ?", (_json(base), conflict.id))
        return kept

    def _note(self, guard: Guard, key: int, before: Values, after: Values | None) -> None:
        self._cursor.execute("DELETE FROM conflict WHERE transaction_id = ?", (key,))
        self._cursor.execute(
            "INSERT INTO conflict (transaction_id, statement_id, before, after, found_at) VALUES (?, ?, ?, ?, ?)",
            (key, guard.statement_id, _json(before), _json(after), guard.at),
        )
        guard.conflicts.append(self._cursor.lastrowid)


def fold(cursor: Any, guard: Guard | None = None) -> int:
    """Folds the touched transactions again; those of which nobody speaks any more go.

    Args:
        cursor: inside a write transaction.
        guard: in an import: keeps what a payout paid, and notes the conflict.

    Returns:
        How many changed; with a guard, by the rows of its import.
    """
    work = _Fold(cursor, guard)
    work.run()
    return work.changed


def _pages(cursor: Any) -> Iterator[tuple[int, int]]:
    after = 0
    while True:
        query = "SELECT min(id), max(id) FROM (SELECT id FROM touched WHERE id > ? ORDER BY id LIMIT ?)"
        first, last = cursor.execute(query, (after, PAGE)).fetchone()
        if first is None:
            return
        yield first, last
        after = last


def _own(cursor: Any) -> Iterator[tuple[int, _Own]]:
    query = (
        'SELECT now.id, own.entered, own."values", own.program_id FROM correction AS own '
        "CROSS JOIN transaction_ AS now ON now.account_id = own.account_id AND now.key = own.key "
        "WHERE now.id IN (SELECT id FROM touched)"
    )
    for key, entered, text, program in cursor.execute(query):
        values = json.loads(text)
        yield key, _Own(bool(entered), values if program is None else {**values, "program_id": program})


def _conflicts(cursor: Any) -> Iterator[tuple[int, _Conflict]]:
    query = (
        "SELECT transaction_id, id, before, after, decision FROM conflict "
        "WHERE transaction_id IN (SELECT id FROM touched)"
    )
    for key, number, before, after, decision in cursor.execute(query).fetchall():
        yield key, _Conflict(number, _values(before) or (), _values(after), decision)


def _paid(cursor: Any) -> Iterator[tuple[int, int]]:
    query = (
        "SELECT transaction_id, sum(amount_micro) FROM payout_match "
        "WHERE transaction_id IN (SELECT id FROM touched) GROUP BY transaction_id"
    )
    yield from cursor.execute(query).fetchall()


def _json(values: Values | None) -> str | None:
    return None if values is None else json.dumps(dict(zip(HELD, values, strict=True)), ensure_ascii=False)


def _values(text: str | None) -> Values | None:
    if text is None or text == "null":
        return None
    held = json.loads(text)
    return tuple(held[name] for name in HELD)

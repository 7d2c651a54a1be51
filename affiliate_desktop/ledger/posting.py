"""Writing what a file says, in bulk, inside the one transaction of an import."""

import json
from collections.abc import Callable, Sequence
from itertools import repeat
from typing import Any

from sqlalchemy import Connection

from affiliate_desktop.ledger.attributing import attribute_new
from affiliate_desktop.ledger.attribution import Attribution
from affiliate_desktop.ledger.folding import Guard, fold, touch, touch_too
from affiliate_desktop.ledger.holding import HELD
from affiliate_desktop.ledger.model import Batch, Repeated
from affiliate_desktop.ledger.settlement import find_again
from affiliate_desktop.ledger.withdrawal import shelve, touch_contested

_HELD_FROM, _HELD_TO, _KEY, _ID = 4, 16, 2, 21
_PLACES = ", ".join(f"?{number + 1}" for number in range(_HELD_FROM, _HELD_TO))

_INSERT_TRANSACTION = f"""
INSERT INTO transaction_ (id, account_id, key, external_id, {", ".join(HELD)}, link_id, campaign_id, attributed)
VALUES (?22, ?19, ?3, ?4, {_PLACES}, ?17, ?18, ?21)
ON CONFLICT (account_id, key) DO NOTHING"""  # noqa: S608 - our own names

_INSERT_OBSERVATION = f"""
INSERT INTO observation (statement_id, sheet, line, transaction_id, {", ".join(HELD)})
VALUES (?20, ?1, ?2, ?22, {_PLACES})"""  # noqa: S608 - our own names

_COPY_OBSERVATIONS = f"""
INSERT INTO observation (statement_id, sheet, line, transaction_id, {", ".join(HELD)})
SELECT ?, ?, id + ?, id, {", ".join(HELD)} FROM transaction_ WHERE id BETWEEN ? AND ? ORDER BY id"""  # noqa: S608
"""The observations of new transactions whose lines follow each other: the database has their values already, and
copies them in a third of the time that handing them over once more takes."""

_COPY_KNOWN = f"""
INSERT INTO observation (statement_id, sheet, line, transaction_id, {", ".join(HELD)})
SELECT ?, ?, wanted.key + ?, found.id, {", ".join(f"found.{name}" for name in HELD)}
FROM json_each(?) AS wanted CROSS JOIN transaction_ AS found ON found.id = wanted.value"""  # noqa: S608
"""The same for known transactions of which rows say nothing new."""

_FIND = f"""
SELECT wanted.key, found.id, {", ".join(f"found.{name}" for name in HELD)}
FROM json_each(?1) AS wanted
CROSS JOIN transaction_ AS found ON found.account_id = ?2 AND found.key = wanted.value"""  # noqa: S608 - our own names

_SPECIAL = """
SELECT now.id FROM correction AS own CROSS JOIN transaction_ AS now
  ON now.account_id = own.account_id AND now.key = own.key WHERE own.account_id = ?1
UNION SELECT now.id FROM conflict CROSS JOIN transaction_ AS now ON now.id = conflict.transaction_id
  WHERE now.account_id = ?1"""

CACHE_KB = 24_000
"""Memory for pages of the database while a file is written. With SQLite's usual 2 MB, keys in no order make it write
the same pages again and again."""

Row = tuple[Any, ...]


class Posting:
    """Writes the observations of one statement.

    Args:
        connection: inside the write transaction of the import.
        account_id: whose statement it is.
        statement_id: the statement; its row is there already.
        attribution: finds link and campaign of a new transaction.
        program_of: id of the program with a name; makes it where there is none.
        at: the instant of the import.
        resumed: the statement has observations already, which are not to be spoken of twice.
    """

    def __init__(
        self,
        connection: Connection,
        account_id: int,
        statement_id: int,
        attribution: Attribution,
        program_of: Callable[[str], int | None],
        at: str,
        *,
        resumed: bool = False,
    ) -> None:
        self._connection = connection
        self._cursor: Any = connection.connection.cursor()
        self._cursor.execute(f"PRAGMA cache_size = -{CACHE_KB}")
        self._account_id = account_id
        self._statement_id = statement_id
        self._attribution = attribution
        self._program_of = program_of
        self._next_id = self._scalar("SELECT coalesce(max(id), 0) + 1 FROM transaction_")
        self.guard = Guard(statement_id, at, self._next_id)
        self._spoken_of = bytearray(self._next_id)  # by id: a set would take a hundred times the memory
        self._further: dict[str, int] = {}
        self._mostly_new = True
        self.new = self.matched = 0
        self._cursor.execute("CREATE TEMP TABLE IF NOT EXISTS differing (id INTEGER PRIMARY KEY)")
        self._cursor.execute("DELETE FROM differing")
        if resumed:
            query = "SELECT transaction_id FROM observation WHERE statement_id = ?"
            for (key,) in self._cursor.execute(query, (statement_id,)):
                self._spoken_of[key] = 1

    def add(self, batch: Batch) -> list[Repeated]:
        """Writes some observations; each becomes a new transaction or is matched to one that is there.

        Returns:
            The rows that were left out, because their id stands on another row of this file.
        """
        rows = self._rows(batch)
        first = self._next_id
        self._next_id += len(rows)
        if not self._mostly_new:
            return self._match(rows)
        self._cursor.executemany(_INSERT_TRANSACTION, rows)
        if self._cursor.rowcount == len(rows):
            self.new += len(rows)
            self._observe(rows, batch.lines, first)
            return []
        ids = self._cursor.execute("SELECT id FROM transaction_ WHERE id >= ?", (first,))
        there = {key for (key,) in ids}
        fresh = [row for row in rows if row[_ID] in there]
        self.new += len(fresh)
        self._cursor.executemany(_INSERT_OBSERVATION, fresh)
        return self._match([row for row in rows if row[_ID] not in there])

    def _observe(self, rows: Sequence[Row], lines: Sequence[int], first: int) -> None:
        """Writes what was said of new transactions."""
        if rows and lines[-1] - lines[0] == len(lines) - 1:
            place = (self._statement_id, rows[0][0], lines[0] - first, first, first + len(rows) - 1)
            self._cursor.execute(_COPY_OBSERVATIONS, place)
        else:
            self._cursor.executemany(_INSERT_OBSERVATION, rows)

    def finish(self, replaced: int | None = None, *, moved: bool = False) -> tuple[int, int]:
        """Attributes the new transactions by rules, and folds what was said before.

        The statement's last day must be known by now.

        Args:
            replaced: a statement that this one stands in for; it is put aside.
            moved: the statement's last day is another than before, which may change whose word holds.

        Returns:
            How many transactions changed by the rows added, and how many did not.
        """
        cursor = self._cursor
        again = find_again(cursor, self._account_id)
        attribute_new(self._connection, self._attribution, self.guard.first_new)
        touch(cursor, "SELECT id FROM differing")
        touch_too(cursor, _SPECIAL, (self._account_id,))
        if again:
            touch_too(cursor, "SELECT value FROM json_each(?)", (json.dumps(again),))
        if moved:
            touch_contested(cursor, self._statement_id)
        if replaced is not None:
            shelve(self._connection, replaced, self.guard)
        updated = fold(cursor, self.guard)
        return updated, self.matched - updated

    def _rows(self, batch: Batch) -> list[Row]:
        targets = [self._attribution[sub_id] for sub_id in batch.sub_ids]
        programs = {name: self._program_of(name) for name in set(batch.programs)}
        return list(
            zip(
                repeat(batch.sheet),
                batch.lines,
                batch.keys,
                batch.external_ids,
                batch.days,
                batch.times,
                batch.events,
                batch.statuses,
                batch.statuses_raw,
                batch.currencies,
                batch.sales,
                batch.commissions,
                batch.sub_ids,
                batch.products,
                batch.quantities,
                [programs[name] for name in batch.programs],
                [link for link, _, _ in targets],
                [campaign for _, campaign, _ in targets],
                repeat(self._account_id),
                repeat(self._statement_id),
                [how for _, _, how in targets],
                range(self._next_id, self._next_id + len(batch.lines)),
                strict=False,
            )
        )

    def _match(self, rows: Sequence[Row]) -> list[Repeated]:
        """Finds the transactions that rows belong to; equal rows without an id become further occurrences."""
        repeated: list[tuple[Row, int]] = []
        waiting: Sequence[Row] = rows
        fresh: dict[str, Row] = {}
        while waiting:
            hits = self._find(waiting)
            if not fresh and self._copy_known(waiting, hits):
                return [self._repeated(row, key) for row, key in repeated]
            found = {hit[0]: (hit[1], hit[2:]) for hit in hits}
            observed: list[Row] = []
            again: list[Row] = []
            for index, row in enumerate(waiting):
                key, values = found.get(index, (0, ()))
                if not key and row[_KEY] not in fresh:
                    fresh[row[_KEY]] = row
                elif key and key < len(self._spoken_of) and not self._spoken_of[key]:
                    self._spoken_of[key] = 1
                    observed.append((*row[:_ID], key))
                    if row[_HELD_FROM:_HELD_TO] != values:
                        self._cursor.execute("INSERT OR IGNORE INTO differing VALUES (?)", (key,))
                elif row[_KEY].startswith("i:"):
                    repeated.append((row, key or fresh[row[_KEY]][_ID]))
                else:
                    again.append(self._next_occurrence(row))
            self.matched += len(observed)
            self._cursor.executemany(_INSERT_OBSERVATION, observed)
            waiting = again
        self._mostly_new = len(fresh) * 2 > len(rows)
        self.new += len(fresh)
        self._cursor.executemany(_INSERT_TRANSACTION, fresh.values())
        self._cursor.executemany(_INSERT_OBSERVATION, fresh.values())
        return [self._repeated(row, key) for row, key in repeated]

    def _find(self, rows: Sequence[Row]) -> list[Row]:
        """Transactions with the keys of rows: index of the row, id and held values of each."""
        wanted = json.dumps([row[_KEY] for row in rows])
        found: list[Row] = self._cursor.execute(_FIND, (wanted, self._account_id)).fetchall()
        return found

    def _copy_known(self, rows: Sequence[Row], hits: Sequence[Row]) -> bool:
        """Writes what was said at once, where all rows are known, follow each other, and say nothing new."""
        ids = [hit[1] for hit in hits]
        spoken = self._spoken_of
        if (
            len(hits) != len(rows)
            or rows[-1][1] - rows[0][1] != len(rows) - 1
            or len(set(ids)) != len(ids)
            or max(ids) >= len(spoken)
            or any(map(spoken.__getitem__, ids))
            or any(hit[2:] != row[_HELD_FROM:_HELD_TO] for hit, row in zip(hits, rows, strict=True))
            or [hit[0] for hit in hits] != list(range(len(rows)))
        ):
            return False
        for key in ids:
            spoken[key] = 1
        self._cursor.execute(_COPY_KNOWN, (self._statement_id, rows[0][0], rows[0][1], json.dumps(ids)))
        self.matched += len(rows)
        self._mostly_new = False
        return True

    def _next_occurrence(self, row: Row) -> Row:
        base, _, _ = row[_KEY].rpartition(":")
        number = self._further.get(base, 1) + 1
        self._further[base] = number
        return (*row[:_KEY], f"{base}:{number}", *row[_KEY + 1 :])

    def _repeated(self, row: Row, key: int) -> Repeated:
        where = "SELECT line FROM observation WHERE transaction_id = ? AND statement_id = ?"
        line = self._cursor.execute(where, (key, self._statement_id)).fetchone()
        return Repeated(row[0], row[1], row[3], line[0] if line else row[1])

    def _scalar(self, query: str) -> int:
        return int(self._cursor.execute(query).fetchone()[0])

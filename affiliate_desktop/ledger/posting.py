"""Writing what a file says, in bulk, inside the one transaction of an import."""

import json
from collections.abc import Callable, Sequence
from itertools import repeat
from typing import Any

from sqlalchemy import Connection

from affiliate_desktop.ledger.attributing import attribute_new
from affiliate_desktop.ledger.attribution import Attribution
from affiliate_desktop.ledger.folding import fold, touch
from affiliate_desktop.ledger.model import Batch, Repeated
from affiliate_desktop.ledger.settlement import find_again

_INSERT_TRANSACTION = """
INSERT INTO transaction_ (id, account_id, program_id, key, external_id, day, time, event, status, status_raw, currency,
  sale_micro, commission_micro, sub_id, product, quantity, link_id, campaign_id, attributed)
VALUES (?22, ?19, ?16, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?17, ?18, ?21)
ON CONFLICT (account_id, key) DO NOTHING"""

_INSERT_OBSERVATION = """
INSERT INTO observation (statement_id, sheet, line, transaction_id, day, time, event, status, status_raw, currency,
  sale_micro, commission_micro, sub_id, product, quantity, program_id)
VALUES (?20, ?1, ?2, ?22, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)"""

_FIND = """
SELECT found.key, found.id FROM json_each(?1) AS wanted
JOIN transaction_ AS found ON found.account_id = ?2 AND found.key = wanted.value"""

Row = tuple[Any, ...]
_KEY, _ID = 2, 21


class Posting:
    """Writes the observations of one statement.

    Args:
        connection: inside the write transaction of the import.
        account_id: whose statement it is.
        statement_id: the statement; its row is there already.
        attribution: finds link and campaign of a new transaction.
        program_of: id of the program with a name; makes it where there is none.
    """

    def __init__(
        self,
        connection: Connection,
        account_id: int,
        statement_id: int,
        attribution: Attribution,
        program_of: Callable[[str], int | None],
    ) -> None:
        self._connection = connection
        self._cursor: Any = connection.connection.cursor()
        self._account_id = account_id
        self._statement_id = statement_id
        self._attribution = attribution
        self._program_of = program_of
        self._first_id = self._next_id = self._scalar("SELECT coalesce(max(id), 0) + 1 FROM transaction_")
        self._matched: set[int] = set()
        self._further: dict[str, int] = {}
        self.new = 0

    def add(self, batch: Batch) -> list[Repeated]:
        """Writes some observations; each becomes a new transaction or is matched to one that is there.

        Returns:
            The rows that were left out, because their id stands on another row of this file.
        """
        rows = self._rows(batch)
        first = self._next_id
        self._next_id += len(rows)
        self._cursor.executemany(_INSERT_TRANSACTION, rows)
        if self._cursor.rowcount == len(rows):
            self.new += len(rows)
            self._cursor.executemany(_INSERT_OBSERVATION, rows)
            return []
        ids = self._cursor.execute("SELECT id FROM transaction_ WHERE id >= ?", (first,))
        there = {key for (key,) in ids}
        fresh = [row for row in rows if row[_ID] in there]
        self.new += len(fresh)
        self._cursor.executemany(_INSERT_OBSERVATION, fresh)
        return self._match([row for row in rows if row[_ID] not in there])

    def finish(self) -> tuple[int, int]:
        """Attributes the new transactions by rules, and folds what other files had said before.

        The statement's last day must be known by now.

        Returns:
            How many transactions changed by folding, and how many did not.
        """
        again = find_again(self._cursor, self._account_id)
        if again:
            touch(self._cursor, "SELECT value FROM json_each(?)", (json.dumps(again),))
            fold(self._cursor)
        attribute_new(self._connection, self._attribution, self._first_id)
        if not self._matched:
            return 0, 0
        touch(self._cursor, "SELECT value FROM json_each(?)", (json.dumps(list(self._matched)),))
        updated = fold(self._cursor)
        return updated, len(self._matched) - updated

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
        repeated: list[Repeated] = []
        waiting = list(rows)
        while waiting:
            found = dict(self._cursor.execute(_FIND, (json.dumps([row[_KEY] for row in waiting]), self._account_id)))
            observed: list[Row] = []
            again: list[Row] = []
            for row in waiting:
                key = found.get(row[_KEY])
                if key is None:
                    self._cursor.execute(_INSERT_TRANSACTION, row)
                    self.new += 1
                    found[row[_KEY]] = row[_ID]
                    observed.append(row)
                elif key < self._first_id and key not in self._matched:
                    self._matched.add(key)
                    observed.append((*row[:_ID], key))
                elif row[_KEY].startswith("i:"):
                    repeated.append(self._repeated(row, key))
                else:
                    again.append(self._next_occurrence(row))
            self._cursor.executemany(_INSERT_OBSERVATION, observed)
            waiting = again
        return repeated

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

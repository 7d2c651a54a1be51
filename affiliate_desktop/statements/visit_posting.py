"""Writing what a file says of visits, inside the one transaction of an import."""

from collections.abc import Sequence

from sqlalchemy import Connection

from affiliate_desktop.statements import visit_store
from affiliate_desktop.statements.visit_model import Silenced, Visits, VisitSums

NAMED = 20
"""Visits that are named: the first of the file, and of earlier files the first of those that count no more."""


class VisitPosting:
    """Writes the visits of one import.

    Args:
        connection: inside the write transaction of the import.
        account_id: whose file it is.
        statement_id: the import; its row is there already.

    Attributes:
        sums: what they add up to. sample: the first of them.
        new: rows whose tags and days no file spoke of before. updated: of which files said otherwise. unchanged: of
            which they said the same.
    """

    def __init__(self, connection: Connection, account_id: int, statement_id: int) -> None:
        self._connection = connection
        self._account_id = account_id
        self._statement_id = statement_id
        self._said: dict[visit_store.Meant, tuple[int, int | None]] = {}
        self._rows: dict[visit_store.Meant, int] = {}
        self.sums = VisitSums()
        self.sample: list[Visits] = []
        self.new = self.updated = self.unchanged = 0

    def add(self, rows: Sequence[Visits]) -> None:
        """Writes some visits."""
        visit_store.add(self._connection, self._statement_id, rows)
        self.sample += rows[: max(0, NAMED - len(self.sample))]
        for row in rows:
            self.sums = self.sums.with_row(row)
            visit_store.add_to(self._said, row)
            meant = row.tags, row.first, row.last
            self._rows[meant] = self._rows.get(meant, 0) + 1

    def finish(self) -> tuple[Silenced, ...]:
        """Settles which visits count from now on.

        Returns:
            Some of those of earlier files that count no more, although their days are not the same.
        """
        sums, connection, account_id = self.sums, self._connection, self._account_id
        if not sums.rows:
            return ()
        known = visit_store.known(connection, account_id, sums.first, sums.last, self._statement_id)
        for meant, said in self._said.items():
            rows, before = self._rows[meant], known.get(meant)
            self.new += rows if before is None else 0
            self.unchanged += rows if before == said else 0
            self.updated += rows if before not in {None, said} else 0
        visit_store.settle(connection, account_id, sums.first, sums.last)
        return visit_store.silenced_by(connection, self._statement_id, NAMED)

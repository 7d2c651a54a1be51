"""The findings of one audit, kept in a file of their own while they are looked at: a million take no memory."""

import json
import os
import sqlite3
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any

from affiliate_desktop.audit.model import Finding, FindingKind, FindingLine, KindTotal

_TABLE = """CREATE TABLE finding (number INTEGER PRIMARY KEY, kind TEXT, reason TEXT, day TEXT, event TEXT,
  transaction_id INTEGER, record TEXT, referral TEXT, currency TEXT, sale INTEGER, reported INTEGER, due INTEGER,
  status TEXT, late INTEGER, version INTEGER, detail TEXT)"""
_INSERT = f"INSERT INTO finding VALUES ({', '.join('?' * 16)})"  # noqa: S608 - our own names
_SORTS = {
    "number": "number",
    "kind": "kind",
    "day": "day",
    "event": "event",
    "referral": "referral",
    "status": "status",
    "sale": "sale",
    "reported": "coalesce(reported, 0)",
    "due": "coalesce(due, 0)",
    "difference": "coalesce(reported, 0) - coalesce(due, coalesce(reported, 0))",
}
PAGE = 500
_ENCODE = json.JSONEncoder(separators=(",", ":")).encode


class Findings:
    """The findings in the order in which they were made; the file goes with the object."""

    def __init__(self) -> None:
        handle, name = tempfile.mkstemp(prefix="affiliate-audit-", suffix=".sqlite")
        os.close(handle)
        self._file = Path(name)
        self._turn = Lock()
        self._connection = sqlite3.connect(name, check_same_thread=False, isolation_level=None)
        for pragma in ("journal_mode = OFF", "synchronous = OFF"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.execute(_TABLE)
        self._count = 0
        self._close = weakref.finalize(self, _forget, self._connection, self._file)

    def add(self, findings: Iterable[Sequence[Any]]) -> None:
        """Adds findings: the columns of ``Finding`` from kind to version, then lines and refused, in plain values."""
        rows = [(self._count + place, *row) for place, row in enumerate(findings, 1)]
        self._count += len(rows)
        with self._turn:
            self._connection.execute("BEGIN")
            self._connection.executemany(_INSERT, rows)
            self._connection.execute("COMMIT")

    def finish(self) -> None:
        """Called when all are in."""
        with self._turn:
            self._connection.execute("CREATE INDEX by_kind ON finding (kind, number)")

    def totals(self) -> tuple[KindTotal, ...]:
        """Sums per kind and currency, the kinds in their own order."""
        query = (
            "SELECT kind, currency, count(*), sum(coalesce(reported, 0)), sum(coalesce(due, 0)), "
            "sum(CASE WHEN due IS NULL THEN 0 ELSE coalesce(reported, 0) - due END) FROM finding "
            "GROUP BY kind, currency"
        )
        with self._turn:
            rows = self._connection.execute(query).fetchall()
        made = [KindTotal(FindingKind(row[0]), *row[1:]) for row in rows]
        kinds = list(FindingKind)
        return tuple(sorted(made, key=lambda total: (kinds.index(total.kind), total.currency)))

    def count(self, kinds: Sequence[FindingKind] = ()) -> int:
        """How many there are, of some kinds or of all."""
        with self._turn:
            where, values = _where(kinds)
            return int(self._connection.execute(f"SELECT count(*) FROM finding{where}", values).fetchone()[0])  # noqa: S608 - our own names

    def page(
        self,
        kinds: Sequence[FindingKind] = (),
        *,
        after: Finding | None = None,
        limit: int = PAGE,
        sort: tuple[str, bool] = ("number", False),
    ) -> tuple[Finding, ...]:
        """Some findings in order.

        Args:
            kinds: only these; all where there are none.
            after: the last one of the page before.
            limit: most findings.
            sort: a column, and whether the largest stands first.
        """
        column, falls = _SORTS.get(sort[0], "number"), sort[1]
        where, values = _where(kinds)
        if after is not None:
            place = f"(SELECT {column} FROM finding WHERE number = ?)"  # noqa: S608 - our own names
            where += f"{' AND' if where else ' WHERE'} ({column}, number) {'<' if falls else '>'} ({place}, ?)"
            values += [after.number, after.number]
        order = f"{column} DESC, number DESC" if falls else f"{column}, number"
        query = f"SELECT * FROM finding{where} ORDER BY {order} LIMIT ?"  # noqa: S608 - our own names
        with self._turn:
            rows = self._connection.execute(query, [*values, limit]).fetchall()
        return tuple(_finding(row) for row in rows)

    def each(self, kinds: Sequence[FindingKind] = ()) -> Iterator[Finding]:
        """All findings, a page at a time."""
        last: Finding | None = None
        while page := self.page(kinds, after=last):
            yield from page
            last = page[-1]

    def close(self) -> None:
        """Forgets them."""
        self._close()


def detail(lines: Sequence[Any], refused: Sequence[Any]) -> str | None:
    """Lines and refusals as they are kept; None for nothing."""
    return _ENCODE([lines, refused]) if lines or refused else None


def _where(kinds: Sequence[FindingKind]) -> tuple[str, list[Any]]:
    if not kinds:
        return "", []
    return f" WHERE kind IN ({', '.join('?' * len(kinds))})", [kind.value for kind in kinds]


def _finding(row: Sequence[Any]) -> Finding:
    lines, refused = json.loads(row[15]) if row[15] else ((), ())
    return Finding(
        number=row[0],
        kind=FindingKind(row[1]),
        reason=row[2],
        day=date.fromisoformat(row[3]),
        event=row[4],
        transaction_id=row[5],
        record=row[6],
        referral=row[7],
        currency=row[8],
        sale_micro=row[9],
        reported_micro=row[10],
        due_micro=row[11],
        status=row[12],
        days_late=row[13],
        version_id=row[14],
        lines=tuple(FindingLine(one[0], one[1], one[2], tuple(one[3]), tuple(one[4])) for one in lines),
        refused=tuple((rule, reason) for rule, reason in refused),
    )


def _forget(connection: sqlite3.Connection, file: Path) -> None:
    connection.close()
    with suppress(OSError):
        file.unlink(missing_ok=True)

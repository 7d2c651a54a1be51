"""Where a comparison is worked out: a database of its own on the disk that vanishes when it is closed.

Rows go in as they come and come back in the order of what they are matched by, so that a million rows on either
side take no more memory than a thousand.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from threading import RLock
from typing import Any

from affiliate_desktop.core.problems import Cancelled
from affiliate_desktop.statements.comparison import KINDS, Pair, SideRow
from affiliate_desktop.statements.comparison_model import (
    Difference,
    DifferenceKind,
    DifferencePage,
    DifferenceSort,
    Seen,
)

CHUNK = 5_000
_COLUMNS = "base, external_id, day, status, currency, sale, commission, sub_id, product, program, line"
_SAID = ("day", "status", "sale", "commission", "sub_id", "line")
_SORTS = {
    DifferenceSort.BEFORE: "coalesce(a_commission, -1e18)",
    DifferenceSort.AFTER: "coalesce(b_commission, -1e18)",
}
_INSERT = "INSERT INTO side_{side} VALUES (?,?,?,?,?,?,?,?,?,?,?)"
_DAYS = "SELECT count(*), min(day), max(day) FROM side_{side}"
_ORDERED = "SELECT {columns} FROM side_{side} ORDER BY base, line"
_NOTE = "INSERT INTO difference VALUES ({places})"
_PAGE = "SELECT *, {key} FROM difference WHERE {where} ORDER BY {order} LIMIT ?"
_COUNT = "SELECT count(*) FROM difference WHERE {where}"
Found = tuple[Pair, list[DifferenceKind]]


class Scratch:
    """Both sides and their differences. It may be used from several threads, one after the other."""

    def __init__(self) -> None:
        self._turn = RLock()
        self._closed = False
        self._base = sqlite3.connect("", check_same_thread=False, isolation_level=None)
        for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -24000", "temp_store = FILE"):
            self._base.execute(f"PRAGMA {setting}")
        for name in ("a", "b"):
            self._base.execute(f"CREATE TABLE side_{name} ({_COLUMNS})")
        said = ", ".join(f"{side}_{name}" for side in "ab" for name in _SAID)
        self._base.execute(
            "CREATE TABLE difference (id INTEGER PRIMARY KEY, kinds INTEGER, currency, external_id, program, product, "
            f"day, difference INTEGER, {said})"
        )
        self._base.execute("BEGIN")

    def close(self) -> None:
        """Lets the disk's room go."""
        with self._turn:
            self._closed = True
            self._base.close()

    def add(self, side: str, rows: Iterable[Sequence[Any]]) -> None:
        """Adds rows to side ``a`` or ``b``, in the columns of ``SideRow``."""
        self._base.executemany(_INSERT.format(side=side), rows)

    def days(self, side: str) -> tuple[int, date | None, date | None]:
        """How many rows a side has, its first and its last day."""
        count, first, last = self._base.execute(_DAYS.format(side=side)).fetchone()
        return count, first and date.fromisoformat(first), last and date.fromisoformat(last)

    def ordered(self, side: str) -> Iterator[SideRow]:
        """The rows of a side in the order of what they are matched by."""
        cursor = self._base.cursor()
        cursor.arraysize = CHUNK
        for row in cursor.execute(_ORDERED.format(side=side, columns=_COLUMNS)):
            yield SideRow._make(row)

    def note(self, found: Iterable[Found]) -> None:
        """Keeps differences."""
        insert = _NOTE.format(places=", ".join("?" * (8 + 2 * len(_SAID))))
        for chunk in _chunks(map(_stored, found)):
            self._base.executemany(insert, chunk)

    def forget_sides(self) -> None:
        """Lets the room of the sides go once they are compared."""
        for name in ("a", "b"):
            self._base.execute(f"DROP TABLE side_{name}")

    def page(
        self,
        kinds: Sequence[DifferenceKind],
        search: str,
        sort: tuple[DifferenceSort, bool],
        after: tuple[object, int] | None,
        limit: int,
    ) -> DifferencePage:
        """Some differences in order.

        Args:
            kinds: only rows of one of these; all where none is given.
            search: words that id, program, product or a sub-id must hold.
            sort: what to order by, and whether the largest stands first.
            after: ``DifferencePage.after`` of the page before.
            limit: most rows.
        """
        key = _SORTS.get(sort[0], sort[0].value)
        where, values = _conditions(kinds, search)
        falling = sort[1]
        if after is not None:
            where.append(f"({key}, id) {'<' if falling else '>'} (?, ?)")
            values += after
        order = f"{key} DESC, id DESC" if falling else f"{key}, id"
        query = _PAGE.format(key=key, where=" AND ".join(where) or "1", order=order)
        with self._turn:
            self._check()
            rows = self._base.execute(query, [*values, limit]).fetchall()
        more = len(rows) == limit and limit > 0
        return DifferencePage(tuple(map(_difference, rows)), (rows[-1][-1], rows[-1][0]) if more else None)

    def count(self, kinds: Sequence[DifferenceKind], search: str) -> int:
        """How many differences there are."""
        where, values = _conditions(kinds, search)
        with self._turn:
            self._check()
            query = _COUNT.format(where=" AND ".join(where) or "1")
            return int(self._base.execute(query, values).fetchone()[0])

    def _check(self) -> None:
        """Whoever still reads when it is closed, stops."""
        if self._closed:
            raise Cancelled


def mask_of(kinds: Iterable[DifferenceKind]) -> int:
    """Kinds as bits."""
    return sum(1 << KINDS.index(kind) for kind in kinds)


def _conditions(kinds: Sequence[DifferenceKind], search: str) -> tuple[list[str], list[Any]]:
    where, values = [], list[Any]()
    if kinds:
        where.append("kinds & ?")
        values.append(mask_of(kinds))
    for word in search.split():
        pattern = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        columns = ("external_id", "program", "product", "a_sub_id", "b_sub_id")
        where.append("(" + " OR ".join(f"{column} LIKE ? ESCAPE '\\'" for column in columns) + ")")
        values += [pattern] * len(columns)
    return where, values


def _stored(found: Found) -> tuple[Any, ...]:
    (left, right), kinds = found
    known = right or left
    if known is None:
        raise LookupError
    worth = (right.earned if right else 0) - (left.earned if left else 0)
    day = (left or known).day
    head = (None, mask_of(kinds), known.currency, known.external_id or "", known.program, known.product, day, worth)
    return (*head, *_said(left), *_said(right))


def _said(row: SideRow | None) -> tuple[Any, ...]:
    if row is None:
        return (None,) * len(_SAID)
    return (row.day, row.status, row.sale_micro, row.commission_micro, row.sub_id, row.line)


def _difference(row: Sequence[Any]) -> Difference:
    width = len(_SAID)
    return Difference(
        id=row[0],
        kinds=tuple(kind for at, kind in enumerate(KINDS) if row[1] >> at & 1),
        currency=row[2],
        external_id=row[3],
        program=row[4],
        product=row[5],
        before=_seen(row[8 : 8 + width]),
        after=_seen(row[8 + width : 8 + 2 * width]),
        difference_micro=row[7],
    )


def _seen(said: Sequence[Any]) -> Seen | None:
    return None if said[0] is None else Seen(date.fromisoformat(said[0]), *said[1:])


def _chunks(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk

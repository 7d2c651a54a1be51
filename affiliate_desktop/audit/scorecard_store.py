"""What files say about a program, summed up by the database: no row is held in memory.

To group rows, the database sorts them, in memory; so it is asked about a page of rows at a time, and what it answers is
added up here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import add
from typing import Any

from sqlalchemy import Connection

from affiliate_desktop.audit.scorecard import CurrencyScore, ReversalReason, StatusSum
from affiliate_desktop.core.periods import Period
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.programs.belonging import account_of_only

REASONS = 12

PAGE = 50_000
"""Ids of rows that the database is asked about at a time."""

# the plus keeps it from the index of days, through which it would go back and forth over the file
_WHERE = (
    "row.id > :after AND row.id <= :until AND +row.day >= :start AND +row.day <= :end "
    "AND (row.program_id = :program OR row.program_id IS NULL AND row.account_id = :account)"
)
_SUMS = f"""
SELECT row.currency, row.status,
  row.status IN ('approved', 'paid') AND (row.commission_micro < 0 OR row.sale_micro < 0) AS returned,
  count(*), sum(row.sale_micro), sum(row.commission_micro), sum(row.sale_micro),
  sum(CASE WHEN row.sale_micro <> 0 THEN row.commission_micro ELSE 0 END),
  sum(row.event = 'signup'), sum(CASE WHEN row.event = 'signup' THEN row.commission_micro ELSE 0 END)
FROM transaction_ AS row WHERE {_WHERE} GROUP BY row.currency, row.status, returned"""  # noqa: S608 - our own words
_REASONS = f"""
SELECT row.status_raw, row.currency, count(*), sum(row.commission_micro) FROM transaction_ AS row
WHERE {_WHERE} AND row.status = 'reversed' GROUP BY row.status_raw, row.currency"""  # noqa: S608
_CHANGED = """
SELECT CAST(julianday(turned) - julianday(day) AS INTEGER), count(*) FROM (
  SELECT row.day AS day,
    min(CASE WHEN said.status IN ({after}) THEN statement.last_day END) AS turned,
    min(CASE WHEN said.status IN ({before}) THEN statement.last_day END) AS waited
  FROM transaction_ AS row CROSS JOIN observation AS said ON said.transaction_id = row.id
  CROSS JOIN statement ON statement.id = said.statement_id
  WHERE {where} GROUP BY row.id)
WHERE turned > waited GROUP BY 1"""
_APPROVED = _CHANGED.format(after="'approved', 'paid'", before="'pending'", where=_WHERE)
_PAID = _CHANGED.format(after="'paid'", before="'pending', 'approved'", where=_WHERE)
_PAYOUTS = f"""
SELECT CAST(julianday(payout.paid_on) - julianday(row.day) AS INTEGER), count(*)
FROM payout_match AS paid JOIN payout ON payout.id = paid.payout_id
JOIN transaction_ AS row ON row.id = paid.transaction_id
WHERE {_WHERE} GROUP BY 1"""  # noqa: S608

Days = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows are asked about.

    Attributes:
        progress: may cancel between pages.
    """

    connection: Connection
    program_id: int
    period: Period
    progress: Progress

    def sums(self, query: str, keys: int) -> dict[tuple[Any, ...], tuple[int, ...]]:
        """What a query answers, whose first columns are keys and whose others are summed up over the pages."""
        start, end = self.period.start, self.period.end
        values = {
            "program": self.program_id,
            # of its only program, an account's rows that name none are too
            "account": account_of_only(self.connection, self.program_id),
            "start": start.isoformat() if start else "",
            "end": end.isoformat() if end else "9999-12-31",
        }
        last = self.connection.exec_driver_sql("SELECT max(id) FROM transaction_").scalar() or 0
        found: dict[tuple[Any, ...], tuple[int, ...]] = {}
        for after in range(0, last, PAGE):
            self.progress.check()
            page = {**values, "after": after, "until": after + PAGE}
            for row in self.connection.exec_driver_sql(query, page):
                key, numbers = tuple(row[:keys]), tuple(row[keys:])
                before = found.get(key)
                found[key] = numbers if before is None else tuple(map(add, before, numbers))
        return found

    def days(self, query: str) -> Days:
        """(days, rows) that a query answers."""
        return sorted((key[0], numbers[0]) for key, numbers in self.sums(query, 1).items())


def scores(asked: Asked) -> tuple[CurrencyScore, ...]:
    """Sums by currency and status."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for (currency, *key), numbers in sorted(asked.sums(_SUMS, 3).items()):
        found.setdefault(currency, []).append((*key, *numbers))
    return tuple(_score(currency, rows) for currency, rows in sorted(found.items()))


def _score(currency: str, rows: Sequence[tuple[Any, ...]]) -> CurrencyScore:
    good = [row for row in rows if row[0] in ("approved", "paid")]
    back = [row for row in rows if row[1]]
    return CurrencyScore(
        currency,
        {row[0]: StatusSum(row[2], row[3], row[4]) for row in rows if not row[1]},
        StatusSum(*(sum(row[place] for row in back) for place in (2, 3, 4))),
        paying_sale_micro=sum(row[5] for row in good),
        paying_commission_micro=sum(row[6] for row in good),
        signups=sum(row[7] for row in good if not row[1]),
        signup_micro=sum(row[8] for row in good),
    )


def reasons(asked: Asked) -> tuple[ReversalReason, ...]:
    """Reversed rows by the program's own word for it, the commonest first."""
    found = [ReversalReason(*key, *numbers) for key, numbers in asked.sums(_REASONS, 2).items()]
    return tuple(sorted(found, key=lambda each: (-each.count, each.words, each.currency))[:REASONS])


def days_to_approve(asked: Asked) -> Days:
    """(days, rows) from an earning to the last day of the first file that approves what one before called pending."""
    return asked.days(_APPROVED)


def days_to_pay(asked: Asked) -> tuple[str, Days]:
    """What tells, and (days, rows) from an earning to its money."""
    paid = asked.days(_PAYOUTS)
    if paid:
        return "payouts", paid
    said = asked.days(_PAID)
    return ("statements" if said else ""), said

"""What files say about a program, summed up by the database: no row is held in memory."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from affiliate_desktop.audit.scorecard import CurrencyScore, ReversalReason, StatusSum
from affiliate_desktop.core.periods import Period

REASONS = 12

_WHERE = "row.program_id = :program AND row.day >= :start AND row.day <= :end"
_SUMS = f"""
SELECT row.currency, row.status,
  row.status IN ('approved', 'paid') AND (row.commission_micro < 0 OR row.sale_micro < 0) AS returned,
  count(*), sum(row.sale_micro), sum(row.commission_micro), sum(row.sale_micro),
  sum(CASE WHEN row.sale_micro <> 0 THEN row.commission_micro ELSE 0 END),
  sum(row.event = 'signup'), sum(CASE WHEN row.event = 'signup' THEN row.commission_micro ELSE 0 END)
FROM transaction_ AS row WHERE {_WHERE} GROUP BY row.currency, row.status, returned"""  # noqa: S608 - our own words
_REASONS = f"""
SELECT row.status_raw, row.currency, count(*), sum(row.commission_micro) FROM transaction_ AS row
WHERE {_WHERE} AND row.status = 'reversed' GROUP BY row.status_raw, row.currency
ORDER BY 3 DESC, 1 LIMIT {REASONS}"""  # noqa: S608
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


def scores(connection: Connection, program_id: int, period: Period) -> tuple[CurrencyScore, ...]:
    """Sums by currency and status."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for currency, *rest in _ask(connection, _SUMS, program_id, period):
        found.setdefault(currency, []).append(tuple(rest))
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


def reasons(connection: Connection, program_id: int, period: Period) -> tuple[ReversalReason, ...]:
    """Reversed rows by the program's own word for it, the commonest first."""
    return tuple(ReversalReason(*row) for row in _ask(connection, _REASONS, program_id, period))


def days_to_approve(connection: Connection, program_id: int, period: Period) -> Days:
    """(days, rows) from an earning to the last day of the first file that approves what one before called pending."""
    return [(row[0], row[1]) for row in _ask(connection, _APPROVED, program_id, period)]


def days_to_pay(connection: Connection, program_id: int, period: Period) -> tuple[str, Days]:
    """What tells, and (days, rows) from an earning to its money."""
    paid = [(row[0], row[1]) for row in _ask(connection, _PAYOUTS, program_id, period)]
    if paid:
        return "payouts", paid
    said = [(row[0], row[1]) for row in _ask(connection, _PAID, program_id, period)]
    return ("statements" if said else ""), said


def _ask(connection: Connection, query: str, program_id: int, period: Period) -> Sequence[Any]:
    start = period.start.isoformat() if period.start else ""
    end = period.end.isoformat() if period.end else "9999-12-31"
    return connection.exec_driver_sql(query, {"program": program_id, "start": start, "end": end}).fetchall()

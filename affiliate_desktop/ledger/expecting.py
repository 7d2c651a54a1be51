"""When money should come: from the terms of a program, else from how the account has paid so far.

By terms an earning may be paid ``hold_days`` after its day, and goes out on the next ``pay_day`` of a month (or at
once where no pay day is known). By history it comes as many days after the end of its month as the median of the
payouts that were matched. Below the threshold nothing is paid: the sum waits for the months that follow.
"""

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from statistics import median_low

from affiliate_desktop.core.money import Money
from affiliate_desktop.core.periods import month_of
from affiliate_desktop.ledger.payout import Expected, Reason, Terms, Waiting

RECENT = 12
"""How many of an account's payouts tell when it pays."""


@dataclass
class _Payment:
    """What is collected for one payment, until the threshold is reached."""

    rows: list[Waiting]
    on: date | None
    why: Reason


def expected(
    waiting: Iterable[Waiting],
    terms: Mapping[tuple[int, int | None], Terms],
    delays: Mapping[int, Sequence[int]],
    today: date,
) -> tuple[Expected, ...]:
    """The payments that should come, the next one first; those without a day last.

    Args:
        waiting: what is open, per program, currency and month.
        terms: by account and program; (account, None) holds for programs without their own, which are paid together.
        delays: by account, days from the end of the month earned in to the day paid, the latest last.
        today: what has passed.
    """
    groups: dict[tuple[int, int | None, str], list[Waiting]] = {}
    for row in waiting:
        program = row.program_id if (row.account_id, row.program_id) in terms else None
        groups.setdefault((row.account_id, program, row.currency), []).append(row)
    found: list[Expected] = []
    for (account_id, program_id, _), rows in groups.items():
        own = terms.get((account_id, program_id)) or terms.get((account_id, None))
        payments = _payments(sorted(rows, key=lambda row: row.month), own, delays.get(account_id, ()))
        found += _settle(payments, own, today)
    return tuple(sorted(found, key=lambda each: (each.on is None, each.on or today, each.account, each.program or "")))


def due_day(last: date, terms: Terms) -> date:
    """When an earning of a day is paid by the terms."""
    free = last + timedelta(days=terms.hold_days or 0)
    if terms.pay_day is None:
        return free
    this = _in_month(free.year, free.month, terms.pay_day)
    if this >= free:
        return this
    after = month_of(free).end
    next_month = (after or free) + timedelta(days=1)
    return _in_month(next_month.year, next_month.month, terms.pay_day)


def _in_month(year: int, month: int, day: int) -> date:
    """A day of a month, or its last day where it is shorter."""
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _payments(rows: Sequence[Waiting], terms: Terms | None, delays: Sequence[int]) -> list[_Payment]:
    """A month is paid when its last earning is due; months that are due on the same day are one payment."""
    found: list[_Payment] = []
    for _, month in groupby(rows, key=lambda row: row.month):
        held = list(month)
        on, why = _day(max(held, key=lambda row: row.last), terms, delays)
        if found and found[-1].on == on:
            found[-1].rows += held
        else:
            found.append(_Payment(held, on, why))
    return found


def _day(row: Waiting, terms: Terms | None, delays: Sequence[int]) -> tuple[date | None, Reason]:
    if terms is not None and (terms.hold_days is not None or terms.pay_day is not None):
        return due_day(row.last, terms), _terms_words(terms)
    recent = delays[-RECENT:]
    if not recent:
        return None, Reason("Neither terms nor matched payouts tell when it is paid.")
    days = median_low(recent)
    end = month_of(date.fromisoformat(f"{row.month}-01")).end
    sentence = "{days} days after the end of the month, as the median of {count} payouts so far."
    if days < 0:
        sentence = "{days} days before the end of the month, as the median of {count} payouts so far."
    if len(recent) == 1:
        sentence = sentence.replace("the median of {count} payouts", "with the one payout")
    return (end or row.last) + timedelta(days=days), Reason(
        sentence, {"days": abs(days), "count": len(recent), "late": days}
    )


def _terms_words(terms: Terms) -> Reason:
    values = {"hold": terms.hold_days or 0, "pay": terms.pay_day or 0}
    if terms.pay_day is None:
        return Reason("By the terms: {hold} days after the earning.", values)
    if terms.hold_days is None:
        return Reason("By the terms: on day {pay} of the month.", values)
    return Reason("By the terms: {hold} days after the earning, then on day {pay} of the month.", values)


def _settle(payments: Sequence[_Payment], terms: Terms | None, today: date) -> list[Expected]:
    """Carries what is below the threshold over to the next payment."""
    found: list[Expected] = []
    held: list[Waiting] = []
    for at, payment in enumerate(payments):
        rows = held + payment.rows
        threshold = terms.threshold if terms and terms.threshold else None
        below = _is_below(rows, threshold)
        if below and at + 1 < len(payments):
            held = rows
            continue
        held = []
        overdue = payment.on is not None and payment.on < today and not below
        found.append(_expected(rows, payment, overdue=overdue, below=below))
    return found


def _is_below(rows: Sequence[Waiting], threshold: Money | None) -> bool:
    if threshold is None or threshold.currency != rows[0].currency:
        return False
    return sum(row.micro for row in rows) < threshold.micro


def _expected(rows: Sequence[Waiting], payment: _Payment, *, overdue: bool, below: bool) -> Expected:
    first = rows[0]
    alone = all(row.program_id == first.program_id for row in rows)
    return Expected(
        account_id=first.account_id,
        account=first.account,
        program_id=first.program_id if alone else None,
        program=first.program if alone else None,
        money=Money(sum(row.micro for row in rows), first.currency),
        count=sum(row.count for row in rows),
        pending_micro=sum(row.pending_micro for row in rows),
        months=tuple(sorted({row.month for row in rows})),
        on=None if below else payment.on,
        why=Reason("Below the threshold: it waits for more.") if below else payment.why,
        overdue=overdue,
        below_threshold=below,
    )

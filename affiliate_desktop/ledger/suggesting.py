"""Which rows a payout may have paid: found by amount, date and period; the user confirms.

Whole periods are tried first, as programs pay months: the payout's own period, everything up to the end of a month,
runs of months, and what the program itself says is paid. Then a period but for one or two rows, which is how held
back rows show; last, where few rows are open, any choice of rows that gives exactly the amount. All of it is
bounded: months are sums that come ready, rows are looked at up to ``MAX_ROWS``, sums up to ``MAX_SUMS``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations

from affiliate_desktop.core.money import plain_micro
from affiliate_desktop.core.periods import Period, month_of
from affiliate_desktop.ledger.payout import Choice, Chosen, MonthSum, Open, Payout, Reason, Suggestion

MAX_ROWS = 5_000
MAX_SUMS = 50_000
SUBSET_ROWS = 40
MAX_MONTHS = 36
MOST = 8
NEAR = 0.06
"""A sum this near is worth showing: fees and exchange margins are not known yet."""
NEAREST = 3
"""How many periods are shown all the same where nothing comes near."""
USUAL_DELAY = 75
"""Days from the end of a month to its payment that raise no doubt."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for.

    Attributes:
        micro: the sum that rows should have. currency: of the rows.
        about: the sum is converted, so it is never exact.
        paid_on: when the money came. period: the earnings that the payout says it is for.
    """

    micro: int
    currency: str
    about: bool
    paid_on: date
    period: Period


def suggestions(wanted: Wanted, months: Sequence[MonthSum], rows: Sequence[Open]) -> tuple[Suggestion, ...]:
    """The best choices of rows, best first.

    Args:
        wanted: the sum that is looked for.
        months: what is open per month, in order.
        rows: the open rows of these months, in order of day and id; empty where they are more than ``MAX_ROWS``.
    """
    months = [month for month in months if month.month <= wanted.paid_on.isoformat()[:7]][-MAX_MONTHS:]
    periods = [*_whole(wanted, months), *_runs(wanted, months), *_said_paid(wanted, months)]
    found = [*_own_period(wanted, rows), *(each for each in periods if _near(wanted, each))]
    exact = any(each.exact for each in found)
    if not exact and not wanted.about:
        found += _all_but(wanted, rows, found)
    if not any(each.exact for each in found) and not wanted.about:
        found += _subset(wanted, rows)
    if not found:
        found = sorted(periods, key=lambda each: abs(each.gap_micro))[:NEAREST]
    return _best(found)


def _best(found: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """The best of each choice of rows, no two the same rows."""
    best: dict[tuple[object, ...], Suggestion] = {}
    for each in sorted(found, key=lambda one: -one.score):
        same = (each.count, each.micro, each.chosen.period.end, each.chosen.without, each.chosen.only)
        best.setdefault(same, each)
    return tuple(best.values())[:MOST]


def _own_period(wanted: Wanted, rows: Sequence[Open]) -> list[Suggestion]:
    if wanted.period.start is None and wanted.period.end is None:
        return []
    inside = [row for row in rows if row.day in wanted.period]
    if not inside:
        return []
    reason = Reason("These are the open rows of the payout's own period.")
    chosen = Chosen(wanted.currency, wanted.period)
    total = sum(row.micro for row in inside)
    return [_suggestion(wanted, Choice.PERIOD, chosen, len(inside), total, 25, reason)]


def _whole(wanted: Wanted, months: Sequence[MonthSum]) -> list[Suggestion]:
    """Everything that is open up to the end of a month."""
    found, count, total = [], 0, 0
    for month in months:
        count, total = count + month.count, total + month.micro
        reason = Reason("Everything unpaid up to the end of {month}.", {"month": month.month})
        chosen = Chosen(wanted.currency, Period(None, _end(month.month)))
        found.append(_suggestion(wanted, Choice.UP_TO, chosen, count, total, 12, reason))
    return found


def _runs(wanted: Wanted, months: Sequence[MonthSum]) -> list[Suggestion]:
    """Single months and runs of months."""
    found = []
    for first in range(len(months)):
        count = total = 0
        for last in range(first, len(months)):
            count, total = count + months[last].count, total + months[last].micro
            one = first == last
            words = "All open rows of {first}." if one else "All open rows from {first} to {last}."
            reason = Reason(words, {"first": months[first].month, "last": months[last].month})
            chosen = Chosen(wanted.currency, Period(_start(months[first].month), _end(months[last].month)))
            found.append(_suggestion(wanted, Choice.MONTHS, chosen, count, total, 15 if one else 8, reason))
    return found


def _said_paid(wanted: Wanted, months: Sequence[MonthSum]) -> list[Suggestion]:
    """What the program's own files say is paid."""
    found, count, total = [], 0, 0
    for month in months:
        if not month.paid_count:
            continue
        count, total = count + month.paid_count, total + month.paid_micro
        reason = Reason("The program's files say these rows are paid, up to {month}.", {"month": month.month})
        chosen = Chosen(wanted.currency, Period(None, _end(month.month)), only_paid=True)
        found.append(_suggestion(wanted, Choice.PAID, chosen, count, total, 20, reason))
    return found


def _all_but(wanted: Wanted, rows: Sequence[Open], near: Sequence[Suggestion]) -> list[Suggestion]:
    """A period but for one or two rows that make the difference."""
    found = []
    for base in near:
        if base.chosen.only_paid or base.gap_micro >= 0:
            continue
        inside = [row for row in rows if row.day in base.chosen.period]
        left_out = _few(inside, -base.gap_micro)
        if left_out is None:
            continue
        chosen = replace(base.chosen, without=tuple(row.id for row in left_out))
        reasons = (
            *base.reasons[:1],
            Reason(
                "Left out: {rows}, which is exactly the difference.",
                {"rows": ", ".join(plain_micro(row.micro, wanted.currency) for row in left_out)},
            ),
        )
        count = len(inside) - len(left_out)
        made = _suggestion(wanted, Choice.EXCEPT, chosen, count, wanted.micro, 5, *reasons)
        found.append(replace(made, score=min(made.score, 80)))
    return found


def _few(rows: Sequence[Open], micro: int) -> tuple[Open, ...] | None:
    """One row, or else two, whose sum is this."""
    first: dict[int, Open] = {}
    for row in rows:
        if row.micro == micro:
            return (row,)
    for row in rows:
        other = first.get(micro - row.micro)
        if other is not None:
            return (other, row)
        first.setdefault(row.micro, row)
    return None


def _subset(wanted: Wanted, rows: Sequence[Open]) -> list[Suggestion]:
    """Any choice of rows that gives exactly the sum; the oldest rows are preferred."""
    before = [row for row in rows if row.day <= wanted.paid_on]
    found = subset_of([row.micro for row in before[:SUBSET_ROWS]], wanted.micro) if len(before) <= SUBSET_ROWS else None
    if found is None:
        return _three(wanted, before)
    places, several = found
    return [_rows(wanted, [before[at] for at in places], several=several)]


def _three(wanted: Wanted, rows: Sequence[Open]) -> list[Suggestion]:
    """Where many rows are open: up to three of the latest that give the sum."""
    for size in (1, 2, 3):
        for some in combinations(rows[-60:], size):
            if sum(row.micro for row in some) == wanted.micro:
                return [_rows(wanted, list(some), several=True)]
    return []


def subset_of(amounts: Sequence[int], target: int) -> tuple[tuple[int, ...], bool] | None:
    """Places of amounts that add up to the target exactly, and whether other places do so too.

    The search grows the set of sums amount by amount and gives up beyond ``MAX_SUMS`` of them.
    """
    made_by: dict[int, tuple[int, int]] = {0: (-1, 0)}
    again: set[int] = set()
    for at, amount in enumerate(amounts):
        for total in list(made_by):
            following = total + amount
            if following in made_by:
                again.add(following)
            else:
                made_by[following] = (at, total)
        if len(made_by) > MAX_SUMS:
            break
    if target not in made_by or target == 0:
        return None
    places, rest, several = [], target, False
    while rest:
        several = several or rest in again
        at, rest = made_by[rest]
        places.append(at)
    return tuple(reversed(places)), several


def _rows(wanted: Wanted, chosen: Sequence[Open], *, several: bool) -> Suggestion:
    reasons = [Reason("These {count} rows add up to the amount.", {"count": len(chosen)})]
    if several:
        reasons.append(Reason("Other choices of rows may add up to it too."))
    period = Period(min(row.day for row in chosen), max(row.day for row in chosen))
    only = Chosen(wanted.currency, period, only=tuple(row.id for row in chosen))
    made = _suggestion(wanted, Choice.ROWS, only, len(chosen), wanted.micro, 0, *reasons)
    return replace(made, score=40 if several else 60, several=several)


def _suggestion(
    wanted: Wanted, choice: Choice, chosen: Chosen, count: int, micro: int, liking: int, *reasons: Reason
) -> Suggestion:
    """Scores a choice: how near its sum is, how usual the way, how plausible the date."""
    gap = wanted.micro - micro
    exact = gap == 0 and not wanted.about
    share = abs(gap) / abs(wanted.micro) if wanted.micro else 1.0
    score = 60 if exact else max(0, round(40 * (1 - share / NEAR)))
    said = [*reasons, _amount_words(wanted, gap)]
    end = chosen.period.end
    if end is not None:
        delay = (wanted.paid_on - end).days
        if 0 <= delay <= USUAL_DELAY:
            score += 15
            said.append(Reason("Paid {days} days after their end.", {"days": delay}))
        elif delay < 0:
            score -= 20
            said.append(Reason("Their period ends after the day of payment."))
    score = max(0, min(100, score + liking))
    return Suggestion(choice, chosen, count, micro, gap, score, exact, several=False, reasons=tuple(said))


def _amount_words(wanted: Wanted, gap: int) -> Reason:
    values = {"gap": plain_micro(abs(gap), wanted.currency), "currency": wanted.currency}
    if gap == 0 and not wanted.about:
        return Reason("The sum is exactly the amount.")
    if wanted.about:
        return Reason("The sum is {gap} {currency} from the amount at the reference rate.", values)
    if gap > 0:
        return Reason("The payout is {gap} {currency} more than the rows.", values)
    return Reason("The payout is {gap} {currency} less than the rows.", values)


def _near(wanted: Wanted, each: Suggestion) -> bool:
    return bool(each.count) and abs(each.gap_micro) <= abs(wanted.micro) * NEAR


def _start(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _end(month: str) -> date:
    return month_of(_start(month)).end or _start(month) + timedelta(days=30)


def wanted_of(payout: Payout, currency: str, micro: int | None) -> Wanted:
    """What a payout looks for among rows of a currency; ``micro`` is its target at the reference rate."""
    target = payout.target
    same = target.currency == currency
    sum_ = target.micro if same else micro or 0
    if same and payout.carried_micro:
        sum_ -= payout.carried_micro
    return Wanted(sum_, currency, not same, payout.paid_on, payout.period)

"""How the current month will end if it goes on as it began.

The month is the calendar month of the plan's time zone, and today counts as a day that has passed. The valid events of
its days so far are the pattern; the days that are left bring as many events, whole ones, as the pattern had a day. They
are taken evenly from the pattern, kind by kind in order of time, so that its mix of sign-ups, projects and sales stays.
Where nothing has come yet, the pattern is what the three months before had, over three months' days, and today counts
as a day that is left.

A coming event is like the one it repeats: amount, currency and kind are the same, and its referral stands where that
one's stood. A coming sign-up is a new referral. A coming project or sale is one of a referral who signed up as long
before, and who had used up as much of ``first_events`` and ``cap_per_referral``: what was too late, or beyond the first
events, stays so, and what was paid within ``within_days`` is paid again. Steps, bonuses and caps of a period count the
coming events on top of what the period has. All coming events are put at this moment, after what is known, and the
version that holds now judges them (or, judged by sign-up, the one that held when their referral signed up).
"""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from operator import attrgetter
from zoneinfo import ZoneInfo

from affiliate_desktop.audit.in_force import InForce
from affiliate_desktop.core.periods import month_of
from affiliate_desktop.programs.evaluated import Evaluation, Past
from affiliate_desktop.programs.plan import PlanEvent
from affiliate_desktop.programs.plan_events import ReferralEvent

BEFORE_MONTHS = 3
_ZERO = Decimal(0)
_NAME = "\uffff"
"""Sorts behind every other id."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """The current month, if it goes on like this.

    Attributes:
        so_far, expected: commission. count: events so far. days, of: days that have passed.
        basis: ``pace`` of this month, or ``before``: the three months before, where this one has nothing yet.
    """

    month: str
    currency: str
    so_far: Decimal
    expected: Decimal
    count: int
    days: int
    of: int
    basis: str


def forecast(terms: InForce, events: Sequence[ReferralEvent], now: datetime) -> Forecast:
    """How the current month will end.

    Args:
        terms: of the program.
        events: what is known of it, also from before this month where limits per referral or lifetimes need that.
        now: until when events are known; later ones are left out.
    """
    zone = ZoneInfo(terms.plan.timezone)

    def day_of(event: ReferralEvent) -> date:
        return event.time.astimezone(zone).date()

    today = now.astimezone(zone).date()
    days = calendar.monthrange(today.year, today.month)[1]
    known = sorted((event for event in events if event.time <= now), key=attrgetter("time", "id"))
    before = [event for event in known if day_of(event) not in month_of(today)]
    pattern = [event for event in known if event.valid and day_of(event) in month_of(today)]
    count, basis = len(pattern), "pace"
    wanted = count * days // today.day - count
    if not pattern:
        start = _months_back(today, BEFORE_MONTHS)
        pattern = [event for event in before if event.valid and day_of(event) >= start]
        wanted = len(pattern) * (days - today.day + 1) // (today.replace(day=1) - start).days
        basis = "before"
    done = terms.evaluate(known)
    so_far = done.total - terms.evaluate(before).total
    coming, pasts = _coming(_evenly(pattern, wanted), known, done, now)
    expected = so_far + terms.evaluate([*known, *coming], pasts).total - done.total
    month = today.isoformat()[:7]
    return Forecast(month, terms.plan.currency, so_far, expected, count, today.day, days, basis)


def _months_back(day: date, months: int) -> date:
    """The first day of an earlier month."""
    first = day.replace(day=1)
    for _ in range(months):
        first = (first - timedelta(days=1)).replace(day=1)
    return first


def _evenly(pattern: Sequence[ReferralEvent], wanted: int) -> list[ReferralEvent]:
    """As many events as wanted, taken evenly from the pattern, kind by kind."""
    ordered = sorted(pattern, key=attrgetter("event", "time", "id"))
    return [ordered[(2 * at + 1) * len(ordered) // (2 * wanted)] for at in range(wanted)]


def _coming(
    like: Sequence[ReferralEvent], known: Sequence[ReferralEvent], done: Evaluation, now: datetime
) -> tuple[list[ReferralEvent], dict[str, Past]]:
    """Events that are like some of the known ones, and the pasts of their referrals."""
    signups: dict[str, datetime] = {}
    for event in known:
        if event.valid and event.event is PlanEvent.SIGNUP and event.referral:
            signups.setdefault(event.referral, event.time)
    used = _used_before(like, known, done)
    coming: list[ReferralEvent] = []
    pasts: dict[str, Past] = {}
    for at, event in enumerate(like):
        name = f"{_NAME}{at:06}"
        signup = event.event is PlanEvent.SIGNUP
        coming.append(event._replace(id=name, time=now, referral=name if signup or event.referral else ""))
        if event.referral and not signup:
            known_from = signups.get(event.referral)
            signed_up = None if known_from is None else known_from + (now - event.time)
            pasts[name] = Past(signed_up, used[event.id])
    return coming, pasts


def _used_before(
    like: Sequence[ReferralEvent], known: Sequence[ReferralEvent], done: Evaluation
) -> dict[str, Mapping[str, tuple[int, Decimal]]]:
    """By event, what its referral had used up of the limits of each rule when it came."""
    wanted = {event.id for event in like if event.referral}
    lines: dict[str, list[tuple[str, Decimal]]] = {}
    for line in done.lines:
        lines.setdefault(line.event, []).append((line.rule, line.commission))
    used: dict[str, dict[str, tuple[int, Decimal]]] = {}
    found: dict[str, Mapping[str, tuple[int, Decimal]]] = {}
    for event in known:
        if not event.referral:
            continue
        mine = used.setdefault(event.referral, {})
        if event.id in wanted:
            found[event.id] = dict(mine)
        for rule, commission in lines.get(event.id, ()):
            count, paid = mine.get(rule, (0, _ZERO))
            mine[rule] = count + 1, paid + commission
    return found

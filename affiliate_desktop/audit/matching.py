"""Which statement row reports which recorded event: the tie the user made, else kind, amount, currency and day.

One row reports one event. Among several events that would fit, one of the row's own link goes first, then the one
nearest in days, then the earliest.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from affiliate_desktop.audit.recorded import Recorded
from affiliate_desktop.programs.plan import PlanEvent

DAYS_APART = 3
"""Days between the user's date of an event and the statement's, at most."""

Key = tuple[PlanEvent, int, str]


class Matcher:
    """Recorded events that wait for their row.

    Args:
        events: without those that the user tied to a row, and without reversed ones; in order of time.
        currency: the plan's, for events that name none.
    """

    def __init__(self, events: Iterable[Recorded], currency: str) -> None:
        self._currency = currency
        self._waiting: dict[Key, list[Recorded]] = defaultdict(list)
        for event in sorted(events, key=lambda each: (each.day, each.key)):
            self._waiting[self._key(event)].append(event)

    def match(
        self, event: PlanEvent, amount_micro: int, currency: str, day: date, link_id: int | None
    ) -> Recorded | None:
        """The event that a row reports, which then waits no more; None when there is none."""
        amount = 0 if event is PlanEvent.SIGNUP else amount_micro
        waiting = self._waiting.get((event, amount, currency))
        if not waiting:
            return None
        first = bisect_left(waiting, day - timedelta(days=DAYS_APART), key=lambda each: each.day)
        fitting = []
        for place in range(first, len(waiting)):
            if (waiting[place].day - day).days > DAYS_APART:
                break
            if link_id is None or waiting[place].link_id in (None, link_id):
                other = waiting[place].link_id != link_id
                fitting.append((other, abs((waiting[place].day - day).days), place))
        return waiting.pop(min(fitting)[2]) if fitting else None

    def _key(self, event: Recorded) -> Key:
        amount = 0 if event.event is PlanEvent.SIGNUP else event.amount_micro
        return event.event, amount, event.currency or self._currency

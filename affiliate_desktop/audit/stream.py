"""Statement rows and recorded events as one stream in order of time, a batch at a time, as often as asked."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from operator import itemgetter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from affiliate_desktop.audit.recorded import Recorded, instant_of
from affiliate_desktop.audit.store import StatementRow
from affiliate_desktop.core.money import from_micro
from affiliate_desktop.programs.plan import PlanEvent
from affiliate_desktop.programs.plan_events import ReferralEvent

_REACH = timedelta(days=2)
"""How far the instant of a row may lie before the day of the statement."""

Rows = Callable[[], Iterator[list[StatementRow]]]


class Item(NamedTuple):
    """A statement row, a recorded event that no row reports, or both tied together.

    Attributes:
        event: what the evaluation gets; None for rows that are no event of a plan.
    """

    event: ReferralEvent | None
    row: StatementRow | None
    recorded: Recorded | None


class Stream:
    """The items of one program.

    Args:
        rows: gives the statement rows by day, in chunks; called for each pass.
        reported: transaction id -> the recorded event that it reports.
        unreported: the recorded events that no row reports, in order of time.
        zone: the time zone of days and local times.
        kinds: statement's word -> kind of event, as the plan knows it.
    """

    def __init__(
        self,
        rows: Rows,
        reported: dict[int, Recorded],
        unreported: Sequence[Recorded],
        zone: ZoneInfo,
        kinds: dict[str, PlanEvent],
    ) -> None:
        self._rows, self._reported, self._unreported = rows, reported, unreported
        self._zone, self._kinds = zone, kinds
        self._days: dict[str, datetime] = {}

    def batches(self) -> Iterator[list[Item]]:
        """The items in order of time; each call starts again."""
        waiting = 0
        for rows in self._in_order():
            items: list[Item] = []
            for instant, _, row in rows:
                while waiting < len(self._unreported) and self._unreported[waiting].instant <= instant:
                    items.append(_unreported(self._unreported[waiting]))
                    waiting += 1
                items.append(self._item(row, instant))
            yield items
        rest = [_unreported(each) for each in self._unreported[waiting:]]
        if rest:
            yield rest

    def _in_order(self) -> Iterator[list[tuple[datetime, int, StatementRow]]]:
        """The rows by instant; a row may lie up to two days before the day of its statement."""
        pending: list[tuple[datetime, int, StatementRow]] = []
        for chunk in self._rows():
            timed = any(row.time for row in chunk)
            pending += [(self._instant(row), row.id, row) for row in chunk]
            if not timed and len(pending) == len(chunk):
                yield pending
                pending = []
                continue
            pending.sort(key=itemgetter(0, 1))
            until = self._midnight(chunk[-1].day) - _REACH
            ready = next((at for at, each in enumerate(pending) if each[0] >= until), len(pending))
            if ready:
                yield pending[:ready]
                pending = pending[ready:]
        if pending:
            yield sorted(pending, key=itemgetter(0, 1))

    def _item(self, row: StatementRow, instant: datetime) -> Item:
        recorded = self._reported.get(row.id)
        kind = self._kinds.get(row.event)
        if kind is None or row.sale_micro < 0 or row.commission_micro < 0:
            return Item(None, row, recorded)
        event = ReferralEvent(
            f"{row.id:015}",
            instant,
            kind,
            recorded.referral if recorded else "",
            from_micro(row.sale_micro),
            row.currency,
            row.status != "reversed",
        )
        return Item(event, row, recorded)

    def _instant(self, row: StatementRow) -> datetime:
        """The row's own time, where it lies within a day of the statement's date; else the beginning of that date."""
        midnight = self._midnight(row.day)
        if row.time is None:
            return midnight
        try:
            moment = instant_of(row.time, self._zone)
        except ValueError:
            return midnight
        return moment if abs((moment.date() - midnight.date()).days) <= 1 else midnight

    def _midnight(self, day: str) -> datetime:
        found = self._days.get(day)
        if found is None:
            found = self._days[day] = datetime.combine(date.fromisoformat(day), time(), self._zone)
        return found


def _unreported(recorded: Recorded) -> Item:
    event = ReferralEvent(
        f"~{recorded.key}",
        recorded.instant,
        recorded.event,
        recorded.referral,
        from_micro(recorded.amount_micro),
        recorded.currency,
        recorded.valid,
    )
    return Item(event, None, recorded)

"""Expected payments as a calendar file (iCalendar, RFC 5545): all-day events that update when written again."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from affiliate_desktop import __version__
from affiliate_desktop.core.clock import Clock
from affiliate_desktop.core.files import write_bytes
from affiliate_desktop.ledger.payout import Expected

if TYPE_CHECKING:
    from icalendar import Event


class Calendars:
    """Writes calendar files.

    Args:
        clock: when they are written.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def write_expected(self, payments: Sequence[Expected], file: Path) -> int:
        """Writes the payments that have a day, and returns how many these are.

        Raises:
            Failed: when the file can't be written.
        """
        dated = [each for each in payments if each.on is not None]
        write_bytes(file, self.expected(dated))
        return len(dated)

    def expected(self, payments: Sequence[Expected]) -> bytes:
        """A calendar of the payments that have a day."""
        from icalendar import Calendar

        calendar = Calendar()
        calendar.add("prodid", f"-//Affiliate Desktop//{__version__}//EN")
        calendar.add("version", "2.0")
        calendar.add("x-wr-calname", "Expected payments")
        for each in payments:
            if each.on is not None:
                calendar.add_component(self._event(each))
        return bytes(calendar.to_ical())

    def _event(self, payment: Expected) -> "Event":
        from icalendar import Event

        who = f"{payment.account} ({payment.program})" if payment.program else payment.account
        event = Event()
        event.add("uid", f"{_name(payment)}@affiliate-desktop")
        event.add("dtstamp", self._clock.now())
        event.add("dtstart", payment.on)
        event.add("dtend", (payment.on or self._clock.today()) + timedelta(days=1))
        event.add("summary", f"{who}: {payment.money} {payment.money.currency} expected")
        event.add("description", "\n".join(_lines(payment)))
        event.add("transp", "TRANSPARENT")
        event.add("categories", ["Payments"])
        return event


def _name(payment: Expected) -> str:
    """The same for the same payment, however often the calendar is written."""
    parts = (payment.account_id, payment.program_id, payment.money.currency, payment.months[-1])
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:32]


def _lines(payment: Expected) -> list[str]:
    found = [f"{payment.count} earnings of {', '.join(payment.months)}", payment.why.text]
    if payment.pending_micro:
        found.append("Part of it is not approved yet.")
    if payment.overdue:
        found.append("It has not come yet.")
    return found

"""The events that plans pay for, and reading them from a table."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from affiliate_desktop.core.money import currency_code
from affiliate_desktop.core.names import clean_line
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.programs.plan import PlanEvent

COLUMNS = ("id", "time", "event", "referral", "amount", "currency", "status")
_AMOUNT = re.compile(r"[0-9]{1,11}(\.[0-9]{1,6})?", re.ASCII)
_ZERO = Decimal(0)
_FIRST_YEAR, _LAST_YEAR = 1900, 9900
_KINDS = {kind.value: kind for kind in PlanEvent}


class ReferralEvent(NamedTuple):
    """A sign-up, project or sale.

    Attributes:
        time: an aware instant.
        referral: who was referred; empty makes the event a referral of its own.
        currency: ISO 4217 code; empty means the plan's.
        valid: False for a reversed event, which qualifies for nothing.
    """

    id: str
    time: datetime
    event: PlanEvent
    referral: str = ""
    amount: Decimal = _ZERO
    currency: str = ""
    valid: bool = True


def read_events(lines: Iterable[str]) -> list[ReferralEvent]:
    """The events of a CSV table with the columns id, time, event, referral, amount, currency, status.

    Raises:
        BadInput: naming the line and the column of the first cell that cannot be used.
    """
    reader = csv.reader(lines, strict=True)
    try:
        heads = [head.strip().casefold().removeprefix("\ufeff") for head in next(reader, [])]
        missing = [name for name in COLUMNS if name not in heads]
        if missing:
            raise BadInput("events_columns", "The table has no column {columns}.", columns=", ".join(missing))
        twice = [name for name in COLUMNS if heads.count(name) > 1]
        if twice:
            raise BadInput("events_columns", "The table has the column {columns} twice.", columns=", ".join(twice))
        places = [heads.index(name) for name in COLUMNS]
        events = [_event(row, places, reader.line_num) for row in reader if any(cell.strip() for cell in row)]
    except (csv.Error, UnicodeDecodeError) as error:
        raise BadInput("events_not_csv", "The events cannot be read as a CSV table: {reason}.", reason=error) from None
    refuse_repeated(events)
    return events


def refuse_repeated(events: Sequence[ReferralEvent]) -> None:
    """Raises BadInput when two events have the same id."""
    if len({event.id for event in events}) == len(events):
        return
    seen: set[str] = set()
    for event in events:
        if event.id in seen:
            raise BadInput("event_repeated", "The event id “{id}” stands more than once.", id=event.id[:60])
        seen.add(event.id)


def _event(row: list[str], places: list[int], line: int) -> ReferralEvent:
    if len(row) <= max(places):
        raise _wrong(line, "the row", "has too few cells")
    key, time, kind, referral, amount, currency, status = (row[place].strip() for place in places)
    if not key:
        raise _wrong(line, "id", "is empty")
    for column, text in (("id", key), ("referral", referral)):
        if not text.isprintable():
            _refuse_unseen(line, column, text)
    if kind not in _KINDS:
        raise _wrong(line, "event", f"“{kind[:40]}” must be signup, project or sale")
    if status not in ("valid", "reversed"):
        raise _wrong(line, "status", f"“{status[:40]}” must be valid or reversed")
    if amount and not _AMOUNT.fullmatch(amount):
        raise _wrong(line, "amount", f"“{amount[:40]}” is no amount of 0 or more with a decimal point")
    return ReferralEvent(
        key,
        _time(time, line),
        _KINDS[kind],
        referral,
        Decimal(amount) if amount else _ZERO,
        _code(currency, line) if currency else "",
        status == "valid",
    )


def _refuse_unseen(line: int, column: str, text: str) -> None:
    """A text with characters that can't be seen, such as NUL or those of a terminal, is damaged or worse."""
    try:
        clean_line(text, column, longest=len(text))
    except BadInput as problem:
        raise _wrong(line, column, str(problem).rstrip(".")) from None


def _time(text: str, line: int) -> datetime:
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        raise _wrong(line, "time", f"“{text[:40]}” is no ISO 8601 time") from None
    if not _FIRST_YEAR <= time.year <= _LAST_YEAR:
        raise _wrong(line, "time", f"“{text[:40]}” is out of range")
    if time.tzinfo is None:
        raise _wrong(line, "time", f"“{text[:40]}” has no offset; write it as 2026-05-01T12:00:00+00:00")
    return time


def _code(text: str, line: int) -> str:
    try:
        return currency_code(text)
    except BadInput as problem:
        raise _wrong(line, "currency", str(problem).rstrip(".")) from None


def _wrong(line: int, column: str, why: str) -> BadInput:
    return BadInput("event_invalid", "Line {line}, {column}: {why}.", line=line, column=column, why=why)

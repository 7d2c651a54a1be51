"""What a referral may look like: names, times, amounts."""

from dataclasses import replace
from datetime import date, datetime

from affiliate_desktop.audit.model import RecordedEvent, Referral
from affiliate_desktop.core.money import LIMIT, MICRO, currency_code
from affiliate_desktop.core.names import clean_line, clean_name, clean_notes
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.programs.plan import PlanEvent

_FIRST_YEAR, _LAST_YEAR = 1990, 2100


def checked_referral(referral: Referral) -> Referral:
    """The referral as it is kept.

    Raises:
        BadInput: when the name is missing or a value can't be used.
    """
    return replace(
        referral,
        name=clean_name(referral.name),
        via=clean_line(referral.via, "via"),
        signed_up=checked_time(referral.signed_up) if referral.signed_up.strip() else "",
        notes=clean_notes(referral.notes),
        events=tuple(checked_event(each) for each in referral.events),
    )


def checked_event(event: RecordedEvent) -> RecordedEvent:
    """The event as it is kept.

    Raises:
        BadInput: when it is a sign-up, or a value can't be used.
    """
    if event.event is PlanEvent.SIGNUP:
        raise BadInput("event_is_signup", "A sign-up stands with the referral itself; add a project or a sale here.")
    if not 0 <= event.amount_micro < LIMIT * MICRO:
        raise BadInput("bad_amount", "The amount must be 0 or more, with at most 11 digits before the point.")
    return replace(
        event,
        time=checked_time(event.time),
        currency=currency_code(event.currency) if event.currency else "",
        notes=clean_notes(event.notes),
    )


def checked_time(text: str) -> str:
    """A day as ``YYYY-MM-DD``, or an instant with its offset.

    Raises:
        BadInput: when it is neither.
    """
    text = text.strip()
    try:
        if len(text) == 10:
            day = date.fromisoformat(text)
        else:
            moment = datetime.fromisoformat(text)
            if moment.tzinfo is None:
                raise BadInput("time_no_offset", "“{text}” has no offset; write the day alone.", text=text[:40])
            day, text = moment.date(), moment.isoformat()
    except ValueError:
        raise BadInput("bad_date", "“{text}” is no date; write it as 2026-03-31.", text=text[:40]) from None
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise BadInput("bad_date", "“{text}” is no date; write it as 2026-03-31.", text=text[:40])
    return text

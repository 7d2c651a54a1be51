"""The user's own record as events of the evaluation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from affiliate_desktop.audit.model import Referral
from affiliate_desktop.programs.plan import PlanEvent


@dataclass(frozen=True, slots=True)
class Recorded:
    """A sign-up, project or sale that the user recorded.

    Attributes:
        key: ``s12`` for the sign-up of referral 12, ``e7`` for event 7.
        referral: id of the referral as text, what the evaluation knows it by; ``name`` is what people know it by.
        transaction_key: the statement's row it is tied to, or empty.
    """

    key: str
    referral: str
    name: str
    event: PlanEvent
    instant: datetime
    day: date
    amount_micro: int
    currency: str
    valid: bool
    transaction_key: str
    link_id: int | None


def recorded_events(referrals: Iterable[Referral], zone: ZoneInfo) -> list[Recorded]:
    """All recorded events, in order of time; a day is taken as its beginning in the time zone."""
    found: list[Recorded] = []
    for referral in referrals:
        said = [
            (f"s{referral.id}", PlanEvent.SIGNUP, referral.signed_up, 0, "", referral.valid, referral.transaction_key)
        ]
        said += [
            (f"e{one.id}", one.event, one.time, one.amount_micro, one.currency, one.valid, one.transaction_key)
            for one in referral.events
        ]
        for key, event, text, amount, currency, valid, tied in said:
            if text:
                instant = instant_of(text, zone)
                day = date.fromisoformat(text[:10])
                found.append(
                    Recorded(
                        key,
                        str(referral.id),
                        referral.name,
                        event,
                        instant,
                        day,
                        amount,
                        currency,
                        valid,
                        tied,
                        referral.link_id,
                    )
                )
    return sorted(found, key=lambda each: (each.instant, each.key))


def signups_of(events: Sequence[Recorded]) -> dict[str, datetime]:
    """Referral -> its earliest valid sign-up."""
    signups: dict[str, datetime] = {}
    for each in events:
        if each.event is PlanEvent.SIGNUP and each.valid:
            signups.setdefault(each.referral, each.instant)
    return signups


def instant_of(text: str, zone: ZoneInfo) -> datetime:
    """A day, a local time or an instant as an instant; days begin at midnight of the time zone."""
    if len(text) == 10:
        return datetime.combine(date.fromisoformat(text), time(), zone)
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)

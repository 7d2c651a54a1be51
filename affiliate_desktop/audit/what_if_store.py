"""The user's own referrals and sales as events of a plan."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

from sqlalchemy import Connection, select

from affiliate_desktop.core.money import from_micro
from affiliate_desktop.core.periods import Period
from affiliate_desktop.programs.belonging import account_of_only
from affiliate_desktop.programs.plan import PlanEvent
from affiliate_desktop.programs.plan_events import ReferralEvent
from affiliate_desktop.workspace import schema

MOST = 100_000
_KINDS = {kind.value: kind for kind in PlanEvent}
_NOON = time(12, tzinfo=UTC)


def statement_events(connection: Connection, program_id: int, period: Period) -> list[ReferralEvent]:
    """What statements say of sign-ups, projects and sales, the latest ``MOST`` of them, in order of time.

    Statements do not name referrals, so each row is a referral of its own. Returns are no events. Rows that name no
    program count where it is the only one of its account.
    """
    row = schema.transaction.c
    named = row.program_id == program_id
    account = account_of_only(connection, program_id)
    if account is not None:
        named |= row.program_id.is_(None) & (row.account_id == account)
    query = (
        select(row.id, row.day, row.event, row.sale_micro, row.currency, row.status)
        .where(named, row.event.in_(list(_KINDS)), row.sale_micro >= 0)
        .where(row.commission_micro >= 0)
        .order_by(row.day.desc(), row.id.desc())
        .limit(MOST)
    )
    if period.start:
        query = query.where(row.day >= period.start.isoformat())
    if period.end:
        query = query.where(row.day <= period.end.isoformat())
    found = [
        ReferralEvent(
            f"t{each.id:012}",
            _noon(each.day),
            _KINDS[each.event],
            "",
            from_micro(each.sale_micro),
            each.currency,
            each.status != "reversed",
        )
        for each in connection.execute(query)
    ]
    return found[::-1]


def recorded_events(connection: Connection, program_id: int, period: Period) -> list[ReferralEvent]:
    """What the user recorded about referrals, in order of time."""
    referral, event = schema.referral.c, schema.referral_event.c
    signups = select(referral.id, referral.signed_up, referral.status).where(
        referral.program_id == program_id, referral.signed_up.is_not(None), referral.signed_up != ""
    )
    found = [
        ReferralEvent(f"s{key}", _instant(text), PlanEvent.SIGNUP, str(key), valid=status == "valid")
        for key, text, status in connection.execute(signups)
    ]
    events = (
        select(event.id, event.referral_id, event.event, event.time, event.amount_micro, event.currency, event.status)
        .join(schema.referral, referral.id == event.referral_id)
        .where(referral.program_id == program_id)
    )
    for key, owner, kind, text, micro, currency, status in connection.execute(events):
        amount: Decimal = from_micro(micro)
        made = ReferralEvent(
            f"e{key}", _instant(text), _KINDS[kind], str(owner), amount, currency or "", status == "valid"
        )
        found.append(made)
    inside = [each for each in found if each.time.date() in period]
    return sorted(inside, key=lambda each: (each.time, each.id))[-MOST:]


def _noon(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), _NOON)


def _instant(text: str) -> datetime:
    if len(text) == 10:
        return _noon(text)
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)

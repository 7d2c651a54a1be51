"""What is unpaid: sums by age, by month, and how accounts have paid so far."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection, and_, case, func, select

from affiliate_desktop.core.periods import month_of
from affiliate_desktop.ledger.ageing import bucket_ends, summed
from affiliate_desktop.ledger.payout import Aged, Waiting
from affiliate_desktop.ledger.payouts_store import OPEN, OPEN_ROWS
from affiliate_desktop.workspace import schema

_t, _account, _program = schema.transaction.c, schema.account, schema.program


def aged(connection: Connection, today: date, account_id: int | None = None) -> list[Aged]:
    """What is approved and unpaid, by account, program, currency and age; beside it what is pending."""
    ends = bucket_ends(today)
    bucket = case(*((_t.day <= end.isoformat(), number) for number, end in reversed(list(enumerate(ends, 1)))), else_=0)
    query = (
        select(_t.account_id, _t.program_id, _t.currency, _t.status, bucket, func.sum(OPEN), func.count())
        .add_columns(func.min(_t.day))
        .select_from(OPEN_ROWS)
        .where(_t.status.in_(("approved", "pending")), OPEN != 0)
        .group_by(_t.account_id, _t.program_id, _t.currency, _t.status, bucket)
    )
    if account_id is not None:
        query = query.where(_t.account_id == account_id)
    groups: dict[tuple[int, int | None, str], list[tuple[str, int, int, int, str]]] = {}
    for account, program, currency, *rest in connection.execute(query):
        groups.setdefault((account, program, currency), []).append((rest[0], rest[1], rest[2], rest[3], rest[4]))
    accounts, programs = _names(connection)
    found = [_aged(key, rows, accounts, programs) for key, rows in groups.items()]
    return sorted(found, key=lambda each: (each.account.casefold(), (each.program or "").casefold(), each.currency))


def _aged(
    key: tuple[int, int | None, str],
    rows: list[tuple[str, int, int, int, str]],
    accounts: Mapping[int, str],
    programs: Mapping[int | None, str],
) -> Aged:
    account, program, currency = key
    approved = [row for row in rows if row[0] == "approved"]
    pending = [row for row in rows if row[0] == "pending"]
    buckets, counts = summed((bucket, micro, count) for _, bucket, micro, count, _ in approved)
    return Aged(
        account_id=account,
        account=accounts[account],
        program_id=program,
        program=programs.get(program),
        currency=currency,
        buckets=buckets,
        counts=counts,
        pending_micro=sum(row[2] for row in pending),
        pending_count=sum(row[3] for row in pending),
        oldest=min((date.fromisoformat(row[4]) for row in approved), default=None),
    )


def waiting(connection: Connection, account_id: int | None = None) -> list[Waiting]:
    """What is approved or pending and unpaid, by account, program, currency and month."""
    month = func.substr(_t.day, 1, 7)
    query = (
        select(_t.account_id, _t.program_id, _t.currency, month, func.max(_t.day), func.sum(OPEN), func.count())
        .add_columns(func.sum(case((_t.status == "pending", OPEN), else_=0)))
        .select_from(OPEN_ROWS)
        .where(_t.status.in_(("approved", "pending")), OPEN != 0)
        .group_by(_t.account_id, _t.program_id, _t.currency, month)
    )
    if account_id is not None:
        query = query.where(_t.account_id == account_id)
    accounts, programs = _names(connection)
    return [
        Waiting(
            account_id=account,
            account=accounts[account],
            program_id=program,
            program=programs.get(program),
            currency=currency,
            month=name,
            last=date.fromisoformat(last),
            micro=micro,
            count=count,
            pending_micro=pending,
        )
        for account, program, currency, name, last, micro, count, pending in connection.execute(query)
    ]


def delays(connection: Connection) -> dict[int, tuple[int, ...]]:
    """By account: days from the end of the last month a payout paid to the day it came, the latest payout last."""
    payout, match = schema.payout, schema.payout_match
    query = (
        select(payout.c.account_id, payout.c.paid_on, func.max(_t.day))
        .select_from(
            payout.join(match, match.c.payout_id == payout.c.id).join(
                schema.transaction, and_(_t.id == match.c.transaction_id)
            )
        )
        .where(payout.c.account_id.is_not(None))
        .group_by(payout.c.id)
        .order_by(payout.c.paid_on)
    )
    found: dict[int, list[int]] = {}
    for account, paid_on, last in connection.execute(query):
        end = month_of(date.fromisoformat(last)).end
        if end is not None:
            found.setdefault(account, []).append((date.fromisoformat(paid_on) - end).days)
    return {account: tuple(days) for account, days in found.items()}


def _names(connection: Connection) -> tuple[dict[int, str], dict[int | None, str]]:
    accounts = dict(connection.execute(select(_account.c.id, _account.c.name)).all())
    return accounts, dict(connection.execute(select(_program.c.id, _program.c.name)).all())

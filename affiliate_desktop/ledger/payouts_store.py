"""Payouts, their matches and the terms of payment: rows <-> records."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    Text,
    case,
    func,
    literal,
    select,
    type_coerce,
    union,
)

from affiliate_desktop.core.money import Money
from affiliate_desktop.core.periods import Period
from affiliate_desktop.ledger.folding import fold, touch
from affiliate_desktop.ledger.payout import (
    NO_MATCH,
    Chosen,
    Evidence,
    Matched,
    MatchedRow,
    MonthSum,
    Open,
    Payout,
    Terms,
)
from affiliate_desktop.ledger.settlement import pay_touched
from affiliate_desktop.workspace import schema

_p, _m, _t = schema.payout.c, schema.payout_match.c, schema.transaction.c
_PAID = (
    select(_m.transaction_id, func.sum(_m.amount_micro).label("micro"))
    .where(_m.transaction_id.is_not(None))
    .group_by(_m.transaction_id)
    .subquery()
)
OPEN = (_t.commission_micro - func.coalesce(_PAID.c.micro, 0)).label("open")
"""What of a transaction no payout has paid."""
MATCH = ("payout_id", "transaction_id", "key", "amount_micro")
OPEN_ROWS = schema.transaction.outerjoin(_PAID, _PAID.c.transaction_id == _t.id)


def payouts(connection: Connection, account_id: int | None, period: Period) -> list[Payout]:
    """The payouts, the latest first."""
    query = select(schema.payout).order_by(_p.paid_on.desc(), _p.id.desc())
    if account_id is not None:
        query = query.where(_p.account_id == account_id)
    if period.start:
        query = query.where(_p.paid_on >= period.start.isoformat())
    if period.end:
        query = query.where(_p.paid_on <= period.end.isoformat())
    return [_payout(row) for row in connection.execute(query).mappings()]


def payout(connection: Connection, key: int) -> Payout | None:
    """One payout."""
    row = connection.execute(select(schema.payout).where(_p.id == key)).mappings().first()
    return None if row is None else _payout(row)


def account_names(connection: Connection) -> dict[int | None, str]:
    """Names of all accounts by id."""
    return dict(connection.execute(select(schema.account.c.id, schema.account.c.name)).all())


def known_sources(connection: Connection, keys: Sequence[str]) -> dict[str, int]:
    """The ids of the payouts with these source keys."""
    wanted = func.json_each(json.dumps(list(keys))).table_valued("value")
    query = select(_p.source_key, _p.id).where(_p.source_key.in_(select(wanted.c.value)))
    return dict(connection.execute(query).all())


def payout_values(payout: Payout) -> dict[str, Any]:
    """The columns of a payout."""
    return {
        "account_id": payout.account_id,
        "paid_on": payout.paid_on.isoformat(),
        "currency": payout.received.currency,
        "amount_micro": payout.received.micro,
        "fee_micro": payout.fee_micro,
        "statement_currency": payout.statement and payout.statement.currency,
        "statement_micro": payout.statement and payout.statement.micro,
        "carried_micro": payout.carried_micro,
        "rate": None if payout.rate is None else f"{payout.rate:f}",
        "method": payout.method,
        "payer": payout.payer,
        "reference": payout.reference,
        "period_start": payout.period.start and payout.period.start.isoformat(),
        "period_end": payout.period.end and payout.period.end.isoformat(),
        "source_key": payout.evidence.key or None,
        "file": payout.evidence.file,
        "line": payout.evidence.line,
        "sha256": payout.evidence.sha256,
        "notes": payout.notes,
    }


def _payout(row: RowMapping) -> Payout:
    statement = row["statement_micro"]
    return Payout(
        paid_on=date.fromisoformat(row["paid_on"]),
        received=Money(row["amount_micro"], row["currency"]),
        account_id=row["account_id"],
        fee_micro=row["fee_micro"],
        statement=None if statement is None else Money(statement, row["statement_currency"]),
        carried_micro=row["carried_micro"],
        rate=None if row["rate"] is None else Decimal(row["rate"]),
        method=row["method"],
        payer=row["payer"],
        reference=row["reference"],
        period=Period(day_of(row["period_start"]), day_of(row["period_end"])),
        notes=row["notes"],
        evidence=Evidence(row["source_key"] or "", row["file"], row["line"], row["sha256"]),
        id=row["id"],
    )


def day_of(text: str | None) -> date | None:
    """A day from its column."""
    return None if text is None else date.fromisoformat(text)


# --- matches -----------------------------------------------------------------------------------------------

_NOW = case(
    (_t.id.is_(None) | (_t.status == "reversed"), 0),
    (_m.amount_micro >= 0, case((_t.commission_micro < _m.amount_micro, _t.commission_micro), else_=_m.amount_micro)),
    else_=case((_t.commission_micro > _m.amount_micro, _t.commission_micro), else_=_m.amount_micro),
)
"""What a match is worth now: what was paid, or less where the row has shrunk; nothing when it is reversed or gone."""


def matched(connection: Connection, payout_id: int | None = None) -> dict[int, Matched]:
    """What payouts are matched to; all of them, or one."""
    query = (
        select(
            _m.payout_id,
            func.count(),
            func.max(_t.currency),
            func.sum(_m.amount_micro),
            func.sum(_NOW),
            func.sum(case((_m.amount_micro != _NOW, 1), else_=0)),
            func.min(_t.day),
            func.max(_t.day),
        )
        .select_from(schema.payout_match.outerjoin(schema.transaction, _t.id == _m.transaction_id))
        .group_by(_m.payout_id)
    )
    if payout_id is not None:
        query = query.where(_m.payout_id == payout_id)
    return {
        row[0]: Matched(row[1], row[2], row[3], row[4], row[5], day_of(row[6]), day_of(row[7]))
        for row in connection.execute(query)
    }


def matched_to(connection: Connection, payout_id: int) -> Matched:
    """What one payout is matched to."""
    return matched(connection, payout_id).get(payout_id, NO_MATCH)


def matched_rows(connection: Connection, payout_id: int, limit: int) -> tuple[MatchedRow, ...]:
    """The rows that a payout paid, by day."""
    program = schema.program
    query = (
        select(_m.amount_micro, _t.id, _t.day, _t.external_id, _t.product, _t.status, _t.currency)
        .add_columns(_t.commission_micro, program.c.name.label("program"))
        .select_from(
            schema.payout_match.outerjoin(schema.transaction, _t.id == _m.transaction_id).outerjoin(
                program, program.c.id == _t.program_id
            )
        )
        .where(_m.payout_id == payout_id)
        .order_by(_t.day, _m.id)
        .limit(limit)
    )
    return tuple(
        MatchedRow(
            transaction_id=row["id"],
            day=day_of(row["day"]),
            program=row["program"],
            external_id=row["external_id"],
            product=row["product"] or "",
            status=row["status"] or "gone",
            currency=row["currency"] or "",
            paid_micro=row["amount_micro"],
            commission_micro=row["commission_micro"] or 0,
        )
        for row in connection.execute(query).mappings()
    )


def transactions_of(connection: Connection, payout_id: int) -> list[int]:
    """Ids of the transactions that a payout is matched to."""
    query = select(_m.transaction_id).where(_m.payout_id == payout_id, _m.transaction_id.is_not(None))
    return list(connection.execute(query).scalars())


def transactions_in_log(connection: Connection, keys: Iterable[int]) -> list[int]:
    """Ids of the transactions that the change log knows of matches with these ids, also of removed ones."""
    row = schema.change_row.c
    wanted = func.json_each(json.dumps(list(keys))).table_valued("value")
    about = (row.table_name == "payout_match") & row.key.in_(select(wanted.c.value))
    # JSON's own type would take what is extracted for JSON again
    images = (
        select(func.json_extract(type_coerce(image, Text), "$.transaction_id").label("id")).where(about)
        for image in (row.before, row.after)
    )
    found = union(*images).subquery()
    return list(connection.execute(select(found.c.id).where(found.c.id.is_not(None))).scalars())


def settle(connection: Connection, transaction_ids: Sequence[int]) -> int:
    """Derives the status of transactions anew; how many changed."""
    cursor: Any = connection.connection.cursor()
    touch(cursor, "SELECT value FROM json_each(?)", (json.dumps(list(transaction_ids)),))
    return pay_touched(cursor) + fold(cursor)


def settle_payout(connection: Connection, payout_id: int) -> int:
    """Derives the status of all transactions that a payout is matched to anew; how many changed."""
    cursor: Any = connection.connection.cursor()
    touch(cursor, "SELECT transaction_id FROM payout_match WHERE payout_id = ?", (payout_id,))
    return pay_touched(cursor) + fold(cursor)


# --- what is open ------------------------------------------------------------------------------------------


def open_currencies(connection: Connection, account_id: int) -> list[str]:
    """The currencies in which an account has open rows."""
    query = select(_t.currency).select_from(OPEN_ROWS).where(*_open_of(account_id)).distinct().order_by(_t.currency)
    return list(connection.execute(query).scalars())


def open_months(connection: Connection, account_id: int, currency: str, until: date) -> list[MonthSum]:
    """What is open per month, up to a day."""
    month = func.substr(_t.day, 1, 7)
    paid = _t.status == "paid"
    query = (
        select(month, func.count(), func.sum(OPEN), func.sum(case((paid, 1), else_=0)))
        .add_columns(func.sum(case((paid, OPEN), else_=0)))
        .select_from(OPEN_ROWS)
        .where(*_open_of(account_id), _t.currency == currency, _t.day <= until.isoformat())
        .group_by(month)
        .order_by(month)
    )
    return [MonthSum(*row) for row in connection.execute(query)]


def open_rows(connection: Connection, account_id: int, currency: str, until: date, limit: int) -> list[Open]:
    """The open rows up to a day, by day; at most so many."""
    query = (
        select(_t.id, _t.day, OPEN, _t.status)
        .select_from(OPEN_ROWS)
        .where(*_open_of(account_id), _t.currency == currency, _t.day <= until.isoformat())
        .order_by(_t.day, _t.id)
        .limit(limit)
    )
    return [
        Open(key, date.fromisoformat(day), micro, status == "paid")
        for key, day, micro, status in connection.execute(query)
    ]


def chosen_rows(account_id: int, chosen: Chosen) -> Select[tuple[int, str, int]]:
    """The query of id, key and open amount of the rows that are chosen, by day."""
    conditions = [*_open_of(account_id), _t.currency == chosen.currency]
    if chosen.only:
        wanted = func.json_each(json.dumps(list(chosen.only))).table_valued("value")
        conditions.append(_t.id.in_(select(wanted.c.value)))
    else:
        if chosen.period.start:
            conditions.append(_t.day >= chosen.period.start.isoformat())
        if chosen.period.end:
            conditions.append(_t.day <= chosen.period.end.isoformat())
    if chosen.without:
        conditions.append(_t.id.not_in(chosen.without))
    if chosen.only_paid:
        conditions.append(_t.status == "paid")
    return select(_t.id, _t.key, OPEN).select_from(OPEN_ROWS).where(*conditions).order_by(_t.day, _t.id)


def chosen_sum(connection: Connection, account_id: int, chosen: Chosen) -> tuple[int, int]:
    """How many rows are chosen, and what is open of them."""
    rows = chosen_rows(account_id, chosen).order_by(None).subquery()
    count, micro = connection.execute(select(func.count(), func.sum(rows.c.open)).select_from(rows)).one()
    return count, micro or 0


def matched_again(connection: Connection, payout_id: int, account_id: int, chosen: Chosen) -> int:
    """How many of the rows that are chosen a payout is matched to already."""
    rows = chosen_rows(account_id, chosen).order_by(None).subquery()
    query = select(func.count()).where(_m.payout_id == payout_id, _m.transaction_id.in_(select(rows.c.id)))
    return connection.execute(query).scalar_one()


def chosen_matches(account_id: int, payout_id: int, chosen: Chosen) -> Select[Any]:
    """The query of the matches of a payout to the rows that are chosen, as ``MATCH`` names its columns."""
    rows = chosen_rows(account_id, chosen).subquery()
    return select(literal(payout_id), rows.c.id, rows.c.key, rows.c.open)


def _open_of(account_id: int) -> tuple[ColumnElement[bool], ...]:
    return _t.account_id == account_id, _t.status.in_(("approved", "paid")), OPEN != 0


# --- terms -------------------------------------------------------------------------------------------------


def terms(connection: Connection) -> dict[int, Terms]:
    """What the user knows about when accounts pay, by account."""
    return {
        row["account_id"]: Terms(
            row["hold_days"],
            row["pay_day"],
            None if row["threshold_micro"] is None else Money(row["threshold_micro"], row["threshold_currency"]),
        )
        for row in connection.execute(select(schema.payment_terms)).mappings()
    }


def terms_key(connection: Connection, account_id: int) -> int | None:
    """The id of an account's terms."""
    table = schema.payment_terms.c
    return connection.execute(select(table.id).where(table.account_id == account_id)).scalar()


def terms_values(account_id: int, terms: Terms) -> Mapping[str, Any]:
    """The columns of an account's terms."""
    return {
        "account_id": account_id,
        "hold_days": terms.hold_days,
        "pay_day": terms.pay_day,
        "threshold_micro": terms.threshold and terms.threshold.micro,
        "threshold_currency": terms.threshold and terms.threshold.currency,
    }

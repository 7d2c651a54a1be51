"""Statement rows that a recorded event may be tied to, and those that are: rows <-> records."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, RowMapping, case, func, literal, or_, select

from affiliate_desktop.audit.model import RecordedEvent, TieRow
from affiliate_desktop.programs.belonging import account_of_only
from affiliate_desktop.programs.model import Program
from affiliate_desktop.programs.plan import PlanEvent
from affiliate_desktop.workspace import schema

REACH_DAYS = 45
"""Days between an event and the rows that are offered for it, unless they are searched by their id."""
MOST = 60
"""Rows that are offered at once."""
_LIKE = {PlanEvent.SIGNUP: ("signup",), PlanEvent.PROJECT: ("project", "sale"), PlanEvent.SALE: ("sale", "project")}
_ROW = schema.transaction.c


class Tie(NamedTuple):
    """Which recorded event a row is tied to; ``event_id`` is 0 for the sign-up."""

    key: str
    referral_id: int
    event_id: int
    name: str
    event: str
    day: str

    @property
    def words(self) -> str:
        """Such as ``Ann, project of 2026-05-10``."""
        return f"{self.name}, {self.event}" + (f" of {self.day[:10]}" if self.day else "")


def offered(
    connection: Connection, program: Program, event: RecordedEvent, currency: str, text: str = ""
) -> list[TieRow]:
    """The program's rows that may report an event, the likeliest first.

    Rows of the same kind go first, then those of the same amount (sign-ups have none), then the nearest day, then the
    nearest amount.

    Args:
        connection: an open read.
        program: whose rows.
        event: what was recorded; its time may be empty.
        currency: of the event, where it names none.
        text: a part of the row's id at the network or of its product; rows of any day then.
    """
    query = _rows(connection, program)
    day = event.time[:10]
    if text.strip():
        query = query.where(or_(*(column.contains(text.strip(), autoescape=True) for column in _NAMED)))
    elif day:
        at = date.fromisoformat(day)
        query = query.where(_ROW.day.between(*(_days(at, -REACH_DAYS), _days(at, REACH_DAYS))))
    query = query.order_by(*_order(event, day, event.currency or currency)).limit(MOST)
    held = {tie.key: tie for tie in ties(connection, program.account_id)}
    return [_tie_row(row, held) for row in connection.execute(query).mappings()]


def by_key(connection: Connection, program: Program, keys: Iterable[str]) -> dict[str, TieRow]:
    """The program's rows with these keys."""
    wanted = sorted(set(keys))
    held = {tie.key: tie for tie in ties(connection, program.account_id)}
    found: dict[str, TieRow] = {}
    for start in range(0, len(wanted), 500):
        query = _rows(connection, program).where(_ROW.key.in_(wanted[start : start + 500]))
        found |= {row["key"]: _tie_row(row, held) for row in connection.execute(query).mappings()}
    return found


def keys_of(connection: Connection, program: Program, external_ids: Sequence[str]) -> dict[str, str]:
    """Ids at the network -> keys of the program's rows that carry them."""
    found: dict[str, str] = {}
    for start in range(0, len(external_ids), 500):
        query = _rows(connection, program).where(_ROW.external_id.in_(external_ids[start : start + 500]))
        found |= {row["external_id"]: row["key"] for row in connection.execute(query).mappings()}
    return found


def ties(connection: Connection, account_id: int) -> list[Tie]:
    """What is tied to rows of an account."""
    referral, event, program = schema.referral.c, schema.referral_event.c, schema.program.c
    mine = schema.referral.join(schema.program, program.id == referral.program_id)
    signups = (
        select(
            referral.transaction_key.label("key"),
            referral.id.label("referral_id"),
            literal(0).label("event_id"),
            referral.name,
            literal("signup").label("event"),
            func.coalesce(referral.signed_up, "").label("day"),
        )
        .select_from(mine)
        .where(program.account_id == account_id, referral.transaction_key.is_not(None))
    )
    events = (
        select(
            event.transaction_key.label("key"),
            referral.id.label("referral_id"),
            event.id.label("event_id"),
            referral.name,
            event.event,
            event.time.label("day"),
        )
        .select_from(mine.join(schema.referral_event, event.referral_id == referral.id))
        .where(program.account_id == account_id, event.transaction_key.is_not(None))
    )
    return [Tie._make(row) for row in connection.execute(signups.union_all(events))]


_NAMED = (_ROW.external_id, _ROW.product)


def _rows(connection: Connection, program: Program) -> Any:
    """The program's rows; where it is the only one of its account also those that name no program."""
    alone = account_of_only(connection, program.id) is not None
    columns = ("id", "key", "external_id", "day", "event", "status", "currency", "sale_micro", "commission_micro")
    named = or_(_ROW.program_id == program.id, _ROW.program_id.is_(None)) if alone else _ROW.program_id == program.id
    return select(*(_ROW[name] for name in columns)).where(_ROW.account_id == program.account_id, named)


def _order(event: RecordedEvent, day: str, currency: str) -> list[ColumnElement[Any]]:
    kind = case((_ROW.event.in_(_LIKE[event.event]), 0), else_=1)
    if event.event is PlanEvent.SIGNUP:
        amounts: list[ColumnElement[Any]] = []
    else:
        same = (_ROW.sale_micro == event.amount_micro) & (_ROW.currency == currency)
        amounts = [case((same, 0), else_=1)]
    near = [func.abs(func.julianday(_ROW.day) - func.julianday(day))] if day else [_ROW.day.desc()]
    gap = [func.abs(_ROW.sale_micro - event.amount_micro)] if amounts else []
    return [kind, *amounts, *near, *gap, _ROW.id]


def _days(day: date, more: int) -> str:
    try:
        return (day + timedelta(days=more)).isoformat()
    except OverflowError:
        return day.isoformat()


def _tie_row(row: RowMapping, held: dict[str, Tie]) -> TieRow:
    tie = held.get(row["key"])
    return TieRow(
        key=row["key"],
        external_id=row["external_id"] or "",
        day=date.fromisoformat(row["day"]),
        event=row["event"],
        status=row["status"],
        currency=row["currency"],
        sale_micro=row["sale_micro"],
        commission_micro=row["commission_micro"],
        tied_to=tie.words if tie else "",
        id=row["id"],
    )

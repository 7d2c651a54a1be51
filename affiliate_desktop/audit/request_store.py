"""Requests to programs: rows <-> records."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from affiliate_desktop.audit.request import Outcome, ProgramRequest, RequestKind
from affiliate_desktop.core.periods import ALL_TIME, Period
from affiliate_desktop.workspace import schema


def requests(
    connection: Connection, program_id: int | None = None, period: Period = ALL_TIME
) -> tuple[ProgramRequest, ...]:
    """The requests of a program or of all that were made in a period, the newest first."""
    table = schema.request
    query = select(table).order_by(table.c.asked_on.desc(), table.c.id.desc())
    if program_id is not None:
        query = query.where(table.c.program_id == program_id)
    if period.start is not None:
        query = query.where(table.c.asked_on >= period.start.isoformat())
    if period.end is not None:
        query = query.where(table.c.asked_on <= period.end.isoformat())
    return tuple(_request(row) for row in connection.execute(query).mappings())


def request(connection: Connection, key: int) -> ProgramRequest | None:
    """One request."""
    row = connection.execute(select(schema.request).where(schema.request.c.id == key)).mappings().first()
    return None if row is None else _request(row)


def request_values(request: ProgramRequest) -> dict[str, Any]:
    """The columns of a request."""
    return {
        "program_id": request.program_id,
        "kind": request.kind.value,
        "subject": request.subject,
        "asked_on": request.asked_on.isoformat(),
        "answered_on": request.answered_on and request.answered_on.isoformat(),
        "outcome": request.outcome.value,
        "currency": request.currency or None,
        "claimed_micro": request.claimed_micro,
        "granted_micro": request.granted_micro,
        "answer": request.answer,
        "notes": request.notes,
        "created_at": request.created_at,
    }


def _request(row: RowMapping) -> ProgramRequest:
    answered = row["answered_on"]
    return ProgramRequest(
        row["program_id"],
        RequestKind(row["kind"]),
        row["subject"],
        date.fromisoformat(row["asked_on"]),
        Outcome(row["outcome"]),
        date.fromisoformat(answered) if answered else None,
        row["currency"] or "",
        row["claimed_micro"],
        row["granted_micro"],
        row["answer"],
        row["notes"],
        row["created_at"],
        row["id"],
    )

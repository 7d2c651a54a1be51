"""Where an earning comes from, as the JSON of the command line has it: files, lines, raw values, history."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from affiliate_desktop.core.money import plain_micro
from affiliate_desktop.core.problems import Problem

if TYPE_CHECKING:
    from affiliate_desktop.cli.session import Session
    from affiliate_desktop.ledger.model import Conflict, FieldChange, History, Saying, Transaction
    from affiliate_desktop.statements.model import OriginalRow


NAMES = {"sale_micro": "sale_amount", "commission_micro": "commission"}


def earning_document(row: "Transaction") -> dict[str, Any]:
    """A transaction as the JSON of the command line has it; ``time`` is the day where no time is known."""
    return {
        "id": row.id or None,
        "external_id": row.external_id,
        "account": row.account,
        "program": row.program,
        "time": row.time or row.day.isoformat(),
        "day": row.day.isoformat(),
        "status": row.status.value,
        "status_raw": row.status_raw or None,
        "event": row.event.value,
        "sale_amount": plain_micro(row.sale_micro, row.currency),
        "commission": plain_micro(row.commission_micro, row.currency),
        "currency": row.currency,
        "sub_id": row.sub_id or None,
        "link": row.link,
        "campaign": row.campaign,
        "product": row.product or None,
        "file": row.file or None,
        "sheet": row.sheet or None,
        "line": row.line or None,
        "quantity": row.quantity,
        "attributed": row.attributed.value,
        "placement": row.placement,
    }


def history_document(session: "Session", history: "History") -> dict[str, Any]:
    """What each file said and what the user said, the oldest file first, with the raw row that holds."""
    correction, conflict = history.correction, history.conflict
    row = history.transaction
    currency = row.currency
    return {
        "entered": row.entered,
        "corrected": [NAMES.get(name, name) for name in row.corrected],
        "contested": row.contested,
        "raw": _raw(session, history),
        "history": [_saying(each) for each in history.sayings],
        "correction": correction
        and {
            "entered": correction.entered,
            "values": _values(correction.values, currency),
            "note": correction.note or None,
            "made_at": correction.made_at,
        },
        "conflict": conflict and conflict_document(conflict),
    }


def conflict_document(conflict: "Conflict") -> dict[str, Any]:
    """A file that contradicts a payout."""
    return {
        "id": conflict.id,
        "transaction": conflict.transaction_id,
        "external_id": conflict.external_id,
        "account": conflict.account,
        "day": conflict.day.isoformat(),
        "statement": conflict.statement_id or None,
        "file": conflict.file or None,
        "line": conflict.line or None,
        "gone": conflict.gone,
        "paid": plain_micro(conflict.paid_micro, conflict.currency),
        "currency": conflict.currency,
        "changes": _changes(conflict.changes, conflict.currency),
        "decision": conflict.decision,
    }


def original_document(row: "OriginalRow") -> dict[str, Any]:
    """A row as it stands in its file."""
    return {
        "file": row.file,
        "sheet": row.sheet or None,
        "line": row.line,
        "headers": list(row.headers),
        "cells": list(row.cells),
        "raw": row.raw,
    }


def shown_value(field: str, value: Any, currency: str) -> Any:
    """A stored value as the JSON has it."""
    return plain_micro(value, currency) if field in NAMES and value is not None else value


def _saying(saying: "Saying") -> dict[str, Any]:
    currency = saying.values["currency"]
    return {
        "statement": saying.statement_id,
        "file": saying.file,
        "sheet": saying.sheet or None,
        "line": saying.line,
        "imported_at": saying.imported_at,
        "holds": saying.holds,
        **_values(saying.values, currency),
        "changes": _changes(saying.changes, currency),
    }


def _values(values: Mapping[str, Any], currency: str) -> dict[str, Any]:
    return {NAMES.get(name, name): shown_value(name, value, currency) for name, value in values.items()}


def _changes(changes: "tuple[FieldChange, ...]", currency: str) -> list[dict[str, Any]]:
    return [
        {
            "field": NAMES.get(change.field, change.field),
            "before": shown_value(change.field, change.before, currency),
            "after": shown_value(change.field, change.after, currency),
        }
        for change in changes
    ]


def _raw(session: "Session", history: "History") -> dict[str, Any] | None:
    row = history.transaction
    if not row.statement_id:
        return None
    try:
        return original_document(session.app.statements.row(row.statement_id, row.sheet, row.line))
    except Problem:  # the file's format may be known no more; what it said is in the history all the same
        return None

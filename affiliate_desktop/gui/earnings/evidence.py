"""Words about where an earning comes from: what each file said, what changed, and the row as it stands there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from affiliate_desktop.app import App
from affiliate_desktop.core.periods import parse_day
from affiliate_desktop.core.problems import Problem
from affiliate_desktop.gui.format import Formats
from affiliate_desktop.gui.statuses import commission_status
from affiliate_desktop.ledger.model import Conflict, FieldChange, History, Transaction
from affiliate_desktop.statements.model import OriginalRow

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Evidence:
    """A transaction as a file says it, and the row of that file; None where it can't be read any more."""

    shown: Transaction
    row: OriginalRow | None


def load_history(app: App, key: int) -> History:
    """What files and the user said; runs on a worker thread."""
    return app.corrections.history(key)


def load_row(app: App, shown: Transaction) -> Evidence:
    """The row as it stands in the file; runs on a worker thread, and reads the file up to there."""
    try:
        return Evidence(shown, app.statements.row(shown.statement_id, shown.sheet, shown.line))
    except Problem:
        return Evidence(shown, None)


def field_name(field: str) -> str:
    """What a field is called."""
    names = {
        "day": translate("Evidence", "date"),
        "time": translate("Evidence", "time"),
        "event": translate("Evidence", "kind"),
        "status": translate("Evidence", "status"),
        "status_raw": translate("Evidence", "their status"),
        "currency": translate("Evidence", "currency"),
        "sale_micro": translate("Evidence", "sale"),
        "commission_micro": translate("Evidence", "commission"),
        "sub_id": translate("Evidence", "reference"),
        "product": translate("Evidence", "product"),
        "quantity": translate("Evidence", "quantity"),
        "program": translate("Evidence", "program"),
    }
    return names.get(field, field)


def value_words(field: str, value: Any, currency: str, formats: Formats) -> str:
    """A stored value as people read it."""
    if value is None or value == "":
        return translate("Evidence", "nothing")
    if field.endswith("_micro"):
        return formats.money(value, currency)
    if field == "day":
        return formats.day(parse_day(value))
    return commission_status(value) if field == "status" else str(value)


def changes_words(changes: Sequence[FieldChange], currency: str, formats: Formats) -> str:
    """What was changed into what, one change a line; the network's own word goes with the status."""
    shown = [each for each in changes if each.field != "status_raw"] or list(changes)
    return "\n".join(
        f"{field_name(each.field)}: {value_words(each.field, each.before, currency, formats)} → "
        f"{value_words(each.field, each.after, currency, formats)}"
        for each in shown
    )


def conflict_words(conflict: Conflict, formats: Formats) -> str:
    """What a file says against a payout."""
    if conflict.gone:
        return translate("Evidence", "The corrected file “{file}” has this row no more.").format(file=conflict.file)
    return changes_words(conflict.changes, conflict.currency, formats)

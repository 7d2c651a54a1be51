"""What the answers about statements say of visits, which are no money."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from affiliate_desktop.cli.table import table

if TYPE_CHECKING:
    from affiliate_desktop.statements.model import ImportReport
    from affiliate_desktop.statements.visit_model import Silenced, Visits, VisitSums


def sums_document(sums: "VisitSums | None") -> dict[str, Any] | None:
    """What the visits of a file add up to; None where it holds none."""
    if sums is None:
        return None
    return {
        "rows": sums.rows,
        "sessions": sums.sessions,
        "users": sums.users,
        "from": sums.first or None,
        "to": sums.last or None,
        "left_out": sums.left_out,
    }


def import_document(report: "ImportReport") -> dict[str, Any]:
    """What the answer about an import says besides of its visits; nothing where it holds none."""
    if report.visits is None:
        return {}
    return {"visits": sums_document(report.visits), "silenced": [_silenced_document(one) for one in report.silenced]}


def visit_document(row: "Visits") -> dict[str, Any]:
    """A row of visits."""
    return {
        "sheet": row.sheet or None,
        "line": row.line,
        "from": row.first,
        "to": row.last,
        "source": row.source or None,
        "medium": row.medium or None,
        "campaign": row.campaign or None,
        "sessions": row.sessions,
        "users": row.users,
        "left_out_for": row.left_out_for,
    }


def import_text(report: "ImportReport") -> list[str]:
    """The same in words."""
    if report.visits is None:
        return []
    sums = report.visits
    users = "" if sums.users is None else f", {sums.users} users at most"
    lines = [f"{sums.sessions} visits{users}, {sums.first} to {sums.last}. Visits hold no money."]
    if sums.left_out:
        lines.append(f"{sums.left_out} rows count no more, because a later import speaks of the same days.")
    if report.silenced:
        lines.append("These of earlier files count no more, because some of their days are in this file:")
        lines += [
            f"  import {one.statement_id} ({one.file}), line {one.row.line}: {_tags(one.row)}, "
            f"{one.row.first} to {one.row.last}, {one.row.sessions} visits"
            for one in report.silenced
        ]
    return ["\n".join(lines)]


def rows_text(rows: "Iterable[Visits]") -> list[str]:
    """Rows of visits as a table; nothing without rows."""
    cells = [
        (row.line, row.first, row.last, row.source or None, row.medium or None, row.campaign or None, row.sessions,
         row.users, f"no: import {row.left_out_for}" if row.left_out_for else "yes")
        for row in rows
    ]  # fmt: skip
    heads = ("Line", "From", "To", "Source", "Medium", "Campaign", "Visits", "Users", "Counts")
    return [table(heads, cells, right=(0, 6, 7))] if cells else []


def _silenced_document(one: "Silenced") -> dict[str, Any]:
    return {"id": one.statement_id, "file": one.file, **visit_document(one.row)}


def _tags(row: "Visits") -> str:
    return " / ".join(filter(None, (row.source, row.medium, row.campaign)))

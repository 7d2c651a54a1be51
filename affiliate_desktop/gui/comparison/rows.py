"""What the table of differences shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from affiliate_desktop.gui.format import Formats
from affiliate_desktop.gui.jobs import Step
from affiliate_desktop.gui.statuses import commission_status
from affiliate_desktop.gui.tables import Column
from affiliate_desktop.statements.comparison_model import (
    Difference,
    DifferenceKind,
    DifferencePage,
    DifferenceSort,
    Seen,
)
from affiliate_desktop.statements.comparison_service import Comparison

PAGE_ROWS = 200
TONES = {
    DifferenceKind.VANISHED: "danger",
    DifferenceKind.APPEARED: "success",
    DifferenceKind.SHRANK: "warning",
    DifferenceKind.GREW: "success",
}


@dataclass(frozen=True)
class Query:
    """Which differences, in which order."""

    kinds: tuple[DifferenceKind, ...] = ()
    search: str = ""
    sort: tuple[DifferenceSort, bool] = (DifferenceSort.DIFFERENCE, False)


@dataclass(frozen=True)
class Shown:
    """A page of differences, and the row that it follows."""

    query: Query
    last: Difference | None
    page: DifferencePage


def load(found: Comparison, query: Query, last: Difference | None, after: tuple[object, int] | None) -> Shown:
    """A page of differences; runs on a worker thread."""
    page = found.page(query.kinds, search=query.search, sort=query.sort, after=after, limit=PAGE_ROWS)
    return Shown(query, last, page)


def said_of(step: Step, formats: Formats) -> str:
    """How far a job is, in words."""
    done = formats.number(step.done)
    return f"{step.label}: {done}" + (f" / {formats.number(step.total)}" if step.total else "")


def kind_name(kind: DifferenceKind) -> str:
    """A kind in words."""
    translate = QCoreApplication.translate
    return {
        DifferenceKind.VANISHED: translate("Comparison", "Vanished"),
        DifferenceKind.APPEARED: translate("Comparison", "Appeared"),
        DifferenceKind.SHRANK: translate("Comparison", "Shrank"),
        DifferenceKind.GREW: translate("Comparison", "Grew"),
        DifferenceKind.STATUS: translate("Comparison", "Status"),
        DifferenceKind.DATE: translate("Comparison", "Date"),
        DifferenceKind.SUB_ID: translate("Comparison", "Sub-id"),
        DifferenceKind.SALE: translate("Comparison", "Sale amount"),
    }[kind]


def columns(formats: Formats) -> Sequence[Column[Difference]]:
    """The table's columns; their names are what a comparison sorts by."""
    translate = QCoreApplication.translate
    return (
        Column(
            DifferenceSort.KIND,
            translate("Comparison", "What"),
            lambda row: ", ".join(map(kind_name, row.kinds)),
            tone=lambda row: TONES.get(row.kinds[0], "info"),
            width=17,
        ),
        Column(DifferenceSort.DAY, translate("Comparison", "Date"), lambda row: _day(row, formats), width=14),
        Column(DifferenceSort.PRODUCT, translate("Comparison", "Row"), what_for, width=0, tip=what_for),
        Column(
            DifferenceSort.PROGRAM,
            translate("Comparison", "Program"),
            lambda row: row.program,
            muted=True,
            width=16,
            spare=2,
        ),
        Column(
            DifferenceSort.BEFORE,
            translate("Comparison", "Before"),
            lambda row: _amount(row.before, row, formats),
            right=True,
            width=13,
        ),
        Column(
            DifferenceSort.AFTER,
            translate("Comparison", "After"),
            lambda row: _amount(row.after, row, formats),
            right=True,
            width=13,
        ),
        Column(
            DifferenceSort.DIFFERENCE,
            translate("Comparison", "Difference"),
            lambda row: formats.money(row.difference_micro, row.currency),
            right=True,
            width=15,
        ),
        Column(
            DifferenceSort.EXTERNAL_ID,
            translate("Comparison", "Changed"),
            changed,
            muted=True,
            width=22,
            tip=changed,
        ),
    )


def what_for(row: Difference) -> str:
    """What names a row."""
    return " · ".join(filter(None, (row.product, row.external_id))) or "—"


def changed(row: Difference) -> str:
    """What besides the commission has changed, from and to."""
    before, after = row.before, row.after
    if before is None or after is None:
        seen = before or after
        return commission_status(seen.status) if seen else ""
    pairs = []
    if DifferenceKind.STATUS in row.kinds:
        pairs.append((commission_status(before.status), commission_status(after.status)))
    if DifferenceKind.SUB_ID in row.kinds:
        pairs.append((before.sub_id or "—", after.sub_id or "—"))
    if DifferenceKind.DATE in row.kinds:
        pairs.append((before.day.isoformat(), after.day.isoformat()))
    return ", ".join(f"{one} → {other}" for one, other in pairs)


def _day(row: Difference, formats: Formats) -> str:
    seen = row.before or row.after
    return formats.day(seen.day if seen else None)


def _amount(seen: Seen | None, row: Difference, formats: Formats) -> str:
    return "—" if seen is None else formats.money(seen.commission_micro, row.currency)

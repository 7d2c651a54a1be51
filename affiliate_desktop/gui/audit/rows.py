"""What the audit tab shows: the choices, the findings' columns, words and tones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication

from affiliate_desktop.app import App
from affiliate_desktop.audit.model import Evidence, Finding, FindingKind
from affiliate_desktop.audit.service import AuditReport
from affiliate_desktop.core.periods import Period, last_months, month_of, previous_month, year_of
from affiliate_desktop.gui.format import Formats
from affiliate_desktop.gui.tables import Column
from affiliate_desktop.ledger.model import Event

TONES = {
    FindingKind.RIGHT: "success",
    FindingKind.UNDERPAID: "danger",
    FindingKind.OVERPAID: "warning",
    FindingKind.MISSING: "danger",
    FindingKind.UNEXPECTED: "warning",
    FindingKind.REVERSED: "neutral",
    FindingKind.LATE: "warning",
    FindingKind.UNCHECKED: "info",
}


@dataclass(frozen=True)
class AuditChoice:
    """A program that can be audited."""

    program_id: int
    name: str
    tolerance_micro: int
    currency: str


@dataclass(frozen=True)
class Choices:
    """What the bar offers; ``programs`` counts also those without terms."""

    audited: tuple[AuditChoice, ...]
    programs: int


@dataclass(frozen=True)
class Detail:
    """A finding with its place in the file."""

    finding: Finding
    evidence: Evidence


def load_choices(app: App) -> Choices:
    """The programs with terms; runs on a worker thread."""
    accounts = {each.id: each.name for each in app.programs.accounts(archived=True)}
    programs = app.programs.programs()
    latest = {each.program_id: each.plan for each in app.plans.versions()}
    return Choices(
        tuple(
            AuditChoice(
                each.id,
                f"{each.name} ({accounts[each.account_id]})" if accounts[each.account_id] != each.name else each.name,
                app.plans.judging(each.id).tolerance_micro,
                latest[each.id].currency,
            )
            for each in programs
            if each.id in latest
        ),
        len(programs),
    )


def load_detail(app: App, finding: Finding) -> Detail:
    """Where a finding's row stands; runs on a worker thread."""
    known = app.audits.evidence((finding,))
    return Detail(finding, known.get(finding.transaction_id, Evidence()))


def period_of(name: object, today: date) -> Period:
    """The days that a choice of the bar stands for."""
    if name == "month":
        return month_of(today)
    if name == "last_month":
        return previous_month(today)
    if name == "quarter":
        return last_months(3, today)
    return year_of(today) if name == "year" else Period()


def periods() -> list[tuple[object, str]]:
    """The choices of the bar."""
    translate = QCoreApplication.translate
    return [
        ("all", translate("Audit", "All time")),
        ("month", translate("Audit", "This month")),
        ("last_month", translate("Audit", "Last month")),
        ("quarter", translate("Audit", "Last three months")),
        ("year", translate("Audit", "This year")),
        ("days", translate("Audit", "From … to …")),
    ]


def kind_text(kind: FindingKind) -> str:
    """A kind of finding in a word."""
    translate = QCoreApplication.translate
    return {
        FindingKind.RIGHT: translate("Audit", "Right"),
        FindingKind.UNDERPAID: translate("Audit", "Underpaid"),
        FindingKind.OVERPAID: translate("Audit", "Overpaid"),
        FindingKind.MISSING: translate("Audit", "Missing"),
        FindingKind.UNEXPECTED: translate("Audit", "Unexpected"),
        FindingKind.REVERSED: translate("Audit", "Reversed"),
        FindingKind.LATE: translate("Audit", "Late"),
        FindingKind.UNCHECKED: translate("Audit", "Unchecked"),
    }[kind]


def event_text(event: str) -> str:
    """A kind of event in a word."""
    translate = QCoreApplication.translate
    return {
        Event.SALE.value: translate("Audit", "Sale"),
        Event.SIGNUP.value: translate("Audit", "Sign-up"),
        Event.PROJECT.value: translate("Audit", "Project"),
        Event.BONUS.value: translate("Audit", "Bonus"),
    }.get(event, translate("Audit", "Other"))


def columns(formats: Formats) -> Sequence[Column[Finding]]:
    """The columns of the findings."""
    translate = QCoreApplication.translate

    def amount(micro: int | None, finding: Finding) -> str:
        return "—" if micro is None else formats.money(micro, finding.currency)

    return (
        Column("day", translate("Audit", "Date"), lambda row: formats.day(row.day), width=14),
        Column(
            "kind",
            translate("Audit", "Finding"),
            lambda row: kind_text(row.kind),
            tone=lambda row: TONES[row.kind],
            width=12,
        ),
        Column("event", translate("Audit", "Event"), what, width=0, tip=what),
        Column(
            "reported",
            translate("Audit", "Reported"),
            lambda row: amount(row.reported_micro, row),
            right=True,
            width=12,
            spare=1,
        ),
        Column("due", translate("Audit", "Due"), lambda row: amount(row.due_micro, row), right=True, width=12),
        Column(
            "difference",
            translate("Audit", "Difference"),
            lambda row: amount(row.difference_micro, row),
            right=True,
            width=12,
        ),
    )


def what(finding: Finding) -> str:
    """The event, and whose it is where that is recorded."""
    return " · ".join(filter(None, (event_text(finding.event), finding.referral)))


def summary(report: AuditReport, formats: Formats) -> str:
    """What was audited, in a line."""
    translate = QCoreApplication.translate
    parts = [translate("Audit", "{n} rows and events").format(n=formats.number(report.findings.count()))]
    if report.waiting:
        waiting = translate("Audit", "{n} recorded events are due later, after the hold days")
        parts.append(waiting.format(n=formats.number(report.waiting)))
    if report.scope.tolerance_micro:
        currency = report.scope.versions[-1].plan.currency
        near = translate("Audit", "differences up to {amount} are let pass")
        parts.append(near.format(amount=formats.money(report.scope.tolerance_micro, currency)))
    return " · ".join(parts)

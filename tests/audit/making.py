"""A program with terms, statement rows and referrals, made through the services."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from affiliate_desktop.app import App
from affiliate_desktop.audit.model import Finding, FindingKind, RecordedEvent, Referral
from affiliate_desktop.audit.service import AuditReport
from affiliate_desktop.core.money import to_micro
from affiliate_desktop.core.periods import ALL_TIME, Period
from affiliate_desktop.programs.model import Account, Program
from affiliate_desktop.programs.plan import DatedPlan, PlanEvent
from affiliate_desktop.programs.plan_file import parse_plan
from affiliate_desktop.statements.model import ColumnMap, Field

HEAD = "id,day,event,sale,commission,currency,status\n"
MAPPING = ColumnMap(
    {
        Field.EXTERNAL_ID: "id",
        Field.DATE: "day",
        Field.EVENT: "event",
        Field.SALE_AMOUNT: "sale",
        Field.COMMISSION: "commission",
        Field.CURRENCY: "currency",
        Field.STATUS: "status",
        Field.PROGRAM: "program",
    },
    statuses={name: name for name in ("pending", "approved", "paid", "reversed")},
    events={name: name for name in ("sale", "signup", "project", "bonus")},
)
SALE = 'currency = "USD"\n[[rule]]\nname = "share"\nevent = "sale"\npercent = "10"\n'
PROJECT = 'currency = "USD"\n[[rule]]\nname = "share"\nevent = "project"\npercent = "10"\nfirst_events = 3\n'
SIGNUP = 'currency = "USD"\n[[rule]]\nname = "sign-up"\nevent = "signup"\nfixed = "5.00"\n'
HOLD = "[terms]\nhold_days = 30\n"


class Desk:
    """An account with one program, Tea, and what is known about it.

    Args:
        app: the services.
        folder: where statements are written.
    """

    def __init__(self, app: App, folder: Path) -> None:
        self.app, self._folder = app, folder
        self.account = app.programs.add_account(Account("Shops", "awin")).value.id
        self.program = app.programs.add_program(Program(self.account, "Tea")).value.id
        self._files = 0

    def terms(self, toml: str, start: date | None = None) -> DatedPlan:
        """Adds a version of the plan."""
        return self.app.plans.add(DatedPlan(self.program, parse_plan(toml), start)).value

    def rows(self, *rows: str) -> Path:
        """Imports statement rows: id,day,event,sale,commission,currency,status."""
        self._files += 1
        file = self._folder / f"statement-{self._files}.csv"
        lines = [HEAD.replace("\n", ",program\n"), *(f"{row},Tea\n" for row in rows)]
        file.write_text("".join(lines), encoding="utf-8")
        report = self.app.statements.import_file(file, self.account, column_map=MAPPING)
        assert report.rejected == (), report.rejected
        return file

    def referral(self, name: str, signed_up: str = "", *events: tuple[str, str, str], row: str = "") -> Referral:
        """Records a referral; events are (kind, day, amount), and a fourth word ties one to a row."""
        key = self.app.referrals.tied_key(self.program, row)
        made = tuple(RecordedEvent(PlanEvent(kind), day, micro(amount)) for kind, day, amount in events)
        referral = Referral(self.program, name, signed_up=signed_up, transaction_key=key, events=made)
        return self.app.referrals.add(referral).value

    def audit(self, period: Period = ALL_TIME, tolerance: str | None = None) -> AuditReport:
        """Audits the program."""
        told = None if tolerance is None else micro(tolerance)
        return self.app.audits.run(self.program, period, tolerance_micro=told)

    def found(self, period: Period = ALL_TIME, tolerance: str | None = None) -> list[Finding]:
        """All findings, in the order in which they were made."""
        report = self.audit(period, tolerance)
        findings = list(report.findings.each())
        report.findings.close()
        return findings


def micro(amount: str) -> int:
    """A decimal string as millionths."""
    from decimal import Decimal

    return to_micro(Decimal(amount))


def kinds(findings: Iterable[Finding]) -> list[FindingKind]:
    """The kinds alone."""
    return [each.kind for each in findings]

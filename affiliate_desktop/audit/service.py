"""Audits: what was due beside what the statements report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from affiliate_desktop.audit import store
from affiliate_desktop.audit.comparing import Comparison
from affiliate_desktop.audit.findings import Findings
from affiliate_desktop.audit.matching import DAYS_APART, Matcher
from affiliate_desktop.audit.model import AuditScope, Evidence, Finding, KindTotal
from affiliate_desktop.audit.recorded import Recorded, recorded_events, signups_of
from affiliate_desktop.audit.stream import Stream
from affiliate_desktop.core.periods import ALL_TIME, Period
from affiliate_desktop.core.problems import BadInput, Failed
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.programs.plan import DatedPlan, PlanEvent
from affiliate_desktop.programs.plan_service import Plans
from affiliate_desktop.programs.service import Programs
from affiliate_desktop.workspace.file import Workspace


@dataclass(frozen=True, slots=True)
class AuditReport:
    """One audit.

    Attributes:
        totals: per kind and currency. waiting: recorded events that are due and whose hold days are not over.
        findings: row by row; close them when they are not needed any more.
    """

    scope: AuditScope
    totals: tuple[KindTotal, ...]
    waiting: int
    findings: Findings


class Audits:
    """Compares programs' statements with their terms and the user's own record. Nothing is written."""

    def __init__(self, workspace: Workspace, programs: Programs, plans: Plans) -> None:
        self._workspace, self._programs, self._plans = workspace, programs, plans

    def run(
        self,
        program_id: int,
        period: Period = ALL_TIME,
        *,
        tolerance_micro: int | None = None,
        today: date | None = None,
        progress: Progress | None = None,
    ) -> AuditReport:
        """Audits a program.

        Args:
            program_id: the program.
            period: days of the statements' own dates; what lies outside still counts for steps, limits and caps.
            tolerance_micro: differences up to it are let pass; the program's own setting when left out.
            today: the day on which hold days are counted; the clock's when left out.
            progress: told the rows; cancelling leaves nothing behind.

        Raises:
            Failed: when the program has no plan.
            BadInput: when the tolerance is negative.
            Cancelled: when the user stopped it.
        """
        scope = self._scope(program_id, period, tolerance_micro, today or self._workspace.clock.today())
        progress = progress or Progress()
        findings = Findings()
        try:
            with self._workspace.read() as connection:
                waiting = _compare(connection, scope, findings, progress)
            findings.finish()
            return AuditReport(scope, findings.totals(), waiting, findings)
        except BaseException:
            findings.close()
            raise

    def evidence(self, findings: Sequence[Finding]) -> dict[int, Evidence]:
        """Where the rows of findings stand, by the id of the transaction."""
        ids = sorted({each.transaction_id for each in findings if each.transaction_id})
        with self._workspace.read() as connection:
            return store.evidence(connection, ids)

    def _scope(self, program_id: int, period: Period, tolerance_micro: int | None, today: date) -> AuditScope:
        program = self._programs.program(program_id)
        judging = self._plans.judging(program_id)
        versions = self._plans.versions(program_id)
        if not versions:
            raise Failed("no_plan", "“{name}” has no plan yet. Add its terms first.", name=program.name)
        tolerance = judging.tolerance_micro if tolerance_micro is None else tolerance_micro
        if tolerance < 0:
            raise BadInput("bad_tolerance", "A tolerance is an amount of 0 or more, such as 0.01.")
        return AuditScope(
            program_id=program.id,
            program=program.name,
            account_id=program.account_id,
            account=self._programs.account(program.account_id).name,
            today=today,
            period=period,
            tolerance_micro=tolerance,
            by_signup=judging.by_signup,
            versions=versions,
        )


def _compare(connection: Connection, scope: AuditScope, findings: Findings, progress: Progress) -> int:
    zone = ZoneInfo(scope.versions[-1].plan.timezone)
    recorded = recorded_events(store.referrals(connection, scope.program_id), zone)
    kinds = _kinds(scope.versions)
    reported = _reported(connection, scope, recorded, kinds)
    taken = {each.key for each in reported.values()}
    unreported = [each for each in recorded if each.key not in taken and each.valid]
    rows = partial(store.statement_rows, connection, scope)
    ticker = _Ticker(progress)
    stream = Stream(rows, reported, unreported, zone, kinds)
    comparison = Comparison(scope, stream, signups_of(recorded), ticker.tick)
    ticker.total = comparison.passes * (store.count_rows(connection, scope) + len(unreported))
    ticker.tick(0)
    for batch in comparison.findings():
        findings.add(batch)
    return comparison.waiting


class _Ticker:
    """Tells how many items were worked through."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._done = 0
        self.total = 0

    def tick(self, items: int) -> None:
        self._done += items
        self._progress.step(self._done, self.total, "rows")


def _kinds(versions: Sequence[DatedPlan]) -> dict[str, PlanEvent]:
    """A statement's word -> the plan's. A plan that knows only projects takes sales for projects, and the reverse."""
    known = {rule.event for each in versions for rule in each.plan.rules}
    known |= {bonus.event for each in versions for bonus in each.plan.bonuses}
    kinds = {kind.value: kind for kind in PlanEvent}
    for word, other in ((PlanEvent.SALE, PlanEvent.PROJECT), (PlanEvent.PROJECT, PlanEvent.SALE)):
        if word not in known and other in known:
            kinds[word.value] = other
    return kinds


def _reported(
    connection: Connection, scope: AuditScope, recorded: Sequence[Recorded], kinds: dict[str, PlanEvent]
) -> dict[int, Recorded]:
    """Which transaction reports which recorded event: as the user tied them, then as they fit."""
    tied = {each.transaction_key: each for each in recorded if each.transaction_key}
    loose = [each for each in recorded if not each.transaction_key and each.valid]
    reported = {row.id: tied[row.key] for row in store.rows_of_keys(connection, scope, list(tied))}
    if not loose:
        return reported
    matcher = Matcher(loose, scope.versions[-1].plan.currency)
    days = [each.day.toordinal() for each in loose]
    span = (
        date.fromordinal(min(days) - DAYS_APART).isoformat(),
        date.fromordinal(max(days) + DAYS_APART).isoformat(),
    )
    for chunk in store.statement_rows(connection, scope, span):
        for row in chunk:
            kind = kinds.get(row.event)
            if kind is None or row.id in reported:
                continue
            found = matcher.match(kind, row.sale_micro, row.currency, date.fromisoformat(row.day), row.link_id)
            if found is not None:
                reported[row.id] = found
    return reported

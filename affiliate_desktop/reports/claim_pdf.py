"""A claim as a PDF: what differs, the terms in force, and where each row stands."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, HRFlowable, Paragraph, Spacer

from affiliate_desktop.audit.arithmetic import KINDS, arithmetic, reason_text
from affiliate_desktop.audit.model import Evidence, Finding, FindingKind, KindTotal
from affiliate_desktop.audit.service import AuditReport
from affiliate_desktop.core.clock import Clock
from affiliate_desktop.programs.plan import DatedPlan
from affiliate_desktop.programs.plan_sentence import clauses, terms_clauses
from affiliate_desktop.reports import words
from affiliate_desktop.reports.grid import INK, MUTED, Column, Grid, Row
from affiliate_desktop.reports.page import ACCENT, Paper, Section
from affiliate_desktop.reports.typesetting import UNKNOWN, Typesetter

_TITLE = "Request to check commissions"
_INTRO = (
    "We compared the rows of the statements with the terms as we have them on record. The rows below differ from what "
    "these terms give. Please check them; if our record of the terms or of an event is not right, tell us, and we will "
    "correct it."
)
_NONE = "\u2013"
_WORDS = KINDS | {
    FindingKind.UNDERPAID: "Below the terms",
    FindingKind.OVERPAID: "Above the terms",
    FindingKind.MISSING: "Not reported",
    FindingKind.LATE: "Still pending",
}
"""What a claim calls the findings: as facts, without a reproach."""


class ClaimDocument:
    """Writes one claim.

    Args:
        report: the audit.
        totals: of the kinds that are claimed.
        claimed: findings and where their rows stand.
        paper: ``A4`` or ``Letter``.
        clock: dates the document.
        name: what the workspace is called.

    Attributes:
        notes: what a reader should know about its characters.
    """

    def __init__(
        self,
        report: AuditReport,
        totals: Sequence[KindTotal],
        claimed: Sequence[tuple[Finding, Evidence]],
        paper: str,
        clock: Clock,
        name: str,
    ) -> None:
        self._scope, self._totals, self._claimed = report.scope, totals, claimed
        self._paper, self._clock, self._name = paper, clock, name
        self._setter = Typesetter()
        self.notes: tuple[str, ...] = ()

    def write(self, file: Path) -> None:
        """Writes the file."""
        period = words.period(self._scope.period)
        document = Paper(
            file,
            self._paper,
            title=f"{_TITLE}: {self._scope.program}, {period}",
            beside=self._name,
            foot=f"Made on {words.day(self._clock.today())} with Affiliate Desktop",
            at=self._clock.now(),
            typesetter=self._setter,
            on_page=_silent,
        )
        document.write(list(self._story(period)))

    def _story(self, period: str) -> Iterator[Flowable]:
        scope = self._scope
        yield self._text(_TITLE, 20, bold=True, space=1)
        yield self._text(f"{scope.program} · {scope.account} · {period}", 11, color=MUTED, space=6)
        yield HRFlowable(width="100%", thickness=1.5, color=ACCENT, spaceBefore=0, spaceAfter=10)
        yield self._text(_INTRO, 10, space=6)
        yield Section("In short", self._setter, level=0)
        heads = (Column("Finding"), Column("Rows"), Column("Reported"), Column("Due"), Column("Difference"), Column(""))
        yield Grid(heads, list(_short(self._totals)), self._setter)
        yield Section("The terms in force", self._setter, level=0)
        yield from self._terms()
        yield Section("The rows", self._setter, level=0)
        yield Grid(_columns(), list(self._rows()), self._setter)
        yield from self._files()

    def _terms(self) -> Iterator[Flowable]:
        used = {finding.version_id for finding, _ in self._claimed}
        for dated in self._scope.versions:
            if dated.id in used:
                yield self._text(_from(dated), 10, bold=True, space=2)
                for clause in (*clauses(dated.plan), *terms_clauses(dated.plan.terms, dated.plan.currency)):
                    yield self._text(f"• {clause[:1].upper()}{clause[1:]}.", 9.5, space=1)
                yield Spacer(0, 6)
        way = "when the referred user signed up" if self._scope.by_signup else "on the day of the event"
        yield self._text(
            f"Each row is judged by the terms that held {way}, with the sale amount on the row as the base. "
            "Where a step, limit or cap depends on other rows, all rows of the program count.",
            7.5,
            color=MUTED,
            space=4,
        )

    def _rows(self) -> Iterator[Row]:
        versions = self._scope.versions
        for finding, evidence in self._claimed:
            where = f"{evidence.file}, line {evidence.line}" if evidence.file else "from our own record"
            why = (reason_text(finding), *arithmetic(finding, versions))
            name = f" · {finding.referral}" if finding.referral else ""
            cells = (
                f"{finding.day.isoformat()}  {evidence.external_id or finding.event}",
                _WORDS[finding.kind],
                finding.event + name,
                words.amount(finding.sale_micro, finding.currency) if finding.sale_micro else _NONE,
                _NONE if finding.reported_micro is None else words.amount(finding.reported_micro, finding.currency),
                _NONE if finding.due_micro is None else words.amount(finding.due_micro, finding.currency),
                _NONE if finding.difference_micro is None else words.amount(finding.difference_micro, finding.currency),
                finding.currency,
            )
            yield Row(cells, detail=" · ".join(filter(None, (where, *why))))

    def _files(self) -> Iterator[Flowable]:
        files = {evidence.file: evidence.sha256 for _, evidence in self._claimed if evidence.file}
        if files:
            yield Section("The files", self._setter, level=0)
            rows = [Row((file, sha256)) for file, sha256 in sorted(files.items())]
            yield Grid((Column("File"), Column("SHA-256")), rows, self._setter)
        yield Spacer(0, 6)
        text = "A file's SHA-256 tells whether a copy is the very file that was imported."
        yield self._text(text if files else "These events stand in our own record; no imported file reports them.", 7.5)
        for finding, evidence in self._claimed:
            for shown in (finding.referral, evidence.external_id, evidence.file):
                self._setter.runs(shown)
        if self._setter.missing:
            codes = ", ".join(f"U+{ord(each):04X}" for each in sorted(self._setter.missing)[:40])
            self.notes = (f"{UNKNOWN} stands for a character that no font on this computer can show: {codes}.",)
            yield self._text(self.notes[0], 7.5, color=MUTED)

    def _text(self, text: str, size: float, *, bold: bool = False, color: object = INK, space: float = 0) -> Paragraph:
        style = ParagraphStyle("text", fontSize=size, leading=size * 1.35, textColor=color, spaceAfter=space)
        return Paragraph(self._setter.markup(text, bold=bold), style)


def _short(totals: Sequence[KindTotal]) -> Iterator[Row]:
    for total in totals:
        yield _total_row(_WORDS[total.kind], total)
    for currency in sorted({total.currency for total in totals}):
        mine = [total for total in totals if total.currency == currency]
        if len(mine) > 1:
            whole = KindTotal(
                mine[0].kind,
                currency,
                sum(each.count for each in mine),
                sum(each.reported_micro for each in mine),
                sum(each.due_micro for each in mine),
                sum(each.difference_micro for each in mine),
            )
            yield _total_row("Total", whole, total=True)


def _total_row(name: str, sums: KindTotal, *, total: bool = False) -> Row:
    amounts = (sums.reported_micro, sums.due_micro, sums.difference_micro)
    cells = (name, f"{sums.count:,}", *(words.amount(each, sums.currency) for each in amounts), sums.currency)
    return Row(cells, total=total)


def _columns() -> tuple[Column, ...]:
    return (
        Column("Date and id"),
        Column("Finding", number=False),
        Column("Event", number=False),
        Column("Amount"),
        Column("Reported"),
        Column("Due"),
        Column("Difference"),
        Column("", number=False),
    )


def _from(dated: DatedPlan) -> str:
    name = dated.plan.name or "Terms"
    return f"{name}, from {words.day(dated.valid_from)}" if dated.valid_from else f"{name}, from the beginning"


def _silent(_page: int) -> None:
    """Pages are not counted."""

"""Claims: what an audit found differs, as a file for the program. It shows and asks; it accuses nobody."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from affiliate_desktop.audit.arithmetic import KINDS, arithmetic, reason_text
from affiliate_desktop.audit.model import CLAIMED, Evidence, Finding, FindingKind, KindTotal
from affiliate_desktop.audit.service import AuditReport, Audits
from affiliate_desktop.core.clock import Clock
from affiliate_desktop.core.files import write_whole
from affiliate_desktop.core.money import plain_micro
from affiliate_desktop.core.problems import BadInput, Failed
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.reports.model import PAPERS

PART = 500
MOST_ROWS = 100_000
"""Rows of a PDF at most; a longer claim is a CSV."""
HEADS = (
    "finding",
    "date",
    "row id",
    "event",
    "referral",
    "currency",
    "sale amount",
    "reported",
    "due",
    "difference",
    "why",
    "arithmetic",
    "terms from",
    "file",
    "sheet",
    "line",
    "sha256",
)
Claimed = tuple[Finding, Evidence]


@dataclass(frozen=True, slots=True)
class ClaimFile:
    """A claim that was written."""

    file: Path
    size: int
    rows: int
    totals: tuple[KindTotal, ...]
    notes: tuple[str, ...] = ()


class Claims:
    """Writes claims.

    Args:
        audits: tells where rows stand.
        clock: dates the documents.
        name: what the documents call the workspace.
    """

    def __init__(self, audits: Audits, clock: Clock, name: str = "") -> None:
        self._audits, self._clock, self._name = audits, clock, name

    def write(
        self,
        report: AuditReport,
        file: Path,
        kinds: Sequence[FindingKind] = CLAIMED,
        *,
        paper: str = "A4",
        with_names: bool = False,
        progress: Progress | None = None,
    ) -> ClaimFile:
        """Writes a claim, whole or not at all: a PDF, or a CSV where the name ends so.

        Args:
            report: the audit.
            file: what to write; its folder must exist.
            kinds: which findings.
            paper: ``A4`` or ``Letter``.
            with_names: also the names of referrals, which are otherwise left out.
            progress: told the rows; cancelling leaves nothing behind.

        Raises:
            BadInput: when there is no such paper, or the file is named neither .pdf nor .csv.
            Failed: when nothing of these kinds was found, there are too many rows, or the file can't be written.
            Cancelled: when the user stopped it.
        """
        totals = tuple(total for total in report.totals if total.kind in kinds)
        rows = sum(total.count for total in totals)
        if not rows:
            raise Failed("nothing_to_claim", "The audit found nothing to claim: no row is underpaid, missing or late.")
        if paper not in PAPERS:
            raise BadInput("unknown_paper", "“{paper}” is no paper; use A4 or Letter.", paper=paper[:40])
        if file.suffix.casefold() not in (".csv", ".pdf"):
            raise BadInput("unknown_format", "“{file}” ends in neither .pdf nor .csv.", file=file.name[:60])
        progress = progress or Progress()
        claimed = self._claimed(report, kinds, progress, rows, with_names=with_names)
        if file.suffix.casefold() == ".csv":
            write_whole(file, _CsvClaim(report, claimed).write)
            return ClaimFile(file, file.stat().st_size, rows, totals)
        if rows > MOST_ROWS:
            raise Failed(
                "claim_too_long", "The claim has {rows} rows. Write it as CSV, or choose a shorter period.", rows=rows
            )
        from affiliate_desktop.reports.claim_pdf import ClaimDocument

        document = ClaimDocument(report, totals, list(claimed), paper, self._clock, self._name)
        write_whole(file, document.write)
        return ClaimFile(file, file.stat().st_size, rows, totals, document.notes)

    def _claimed(
        self, report: AuditReport, kinds: Sequence[FindingKind], progress: Progress, total: int, *, with_names: bool
    ) -> Iterator[Claimed]:
        findings, done = report.findings.each(kinds), 0
        while part := list(islice(findings, PART)):
            progress.step(done, total, "rows")
            known = self._audits.evidence(part)
            for finding in part:
                shown = finding if with_names else _nameless(finding)
                yield shown, known.get(finding.transaction_id, Evidence())
            done += len(part)


class _CsvClaim:
    def __init__(self, report: AuditReport, claimed: Iterator[Claimed]) -> None:
        self._versions = report.scope.versions
        self._claimed = claimed

    def write(self, path: Path) -> None:
        starts = {each.id: each.valid_from for each in self._versions}
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADS)
            for finding, evidence in self._claimed:
                start = starts.get(finding.version_id)
                writer.writerow(
                    [
                        KINDS[finding.kind].lower(),
                        finding.day.isoformat(),
                        _defused(evidence.external_id),
                        finding.event,
                        _defused(finding.referral),
                        finding.currency,
                        plain_micro(finding.sale_micro, finding.currency),
                        amount_or_blank(finding.reported_micro, finding.currency),
                        amount_or_blank(finding.due_micro, finding.currency),
                        amount_or_blank(finding.difference_micro, finding.currency),
                        reason_text(finding),
                        _defused("; ".join(arithmetic(finding, self._versions))),
                        start.isoformat() if start else "",
                        _defused(evidence.file),
                        _defused(evidence.sheet),
                        evidence.line or "",
                        evidence.sha256,
                    ]
                )


def amount_or_blank(micro: int | None, currency: str) -> str:
    """An amount as a decimal string; blank where it is unknown."""
    return "" if micro is None else plain_micro(micro, currency)


def _nameless(finding: Finding) -> Finding:
    from dataclasses import replace

    return replace(finding, referral="")


def _defused(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text

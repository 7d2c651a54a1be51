"""The figures of a period, and their PDF."""

from pathlib import Path
from typing import TYPE_CHECKING

from affiliate_desktop.core.clock import Clock
from affiliate_desktop.core.files import write_whole
from affiliate_desktop.core.periods import ALL_TIME, Period
from affiliate_desktop.core.problems import BadInput, Failed
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.ledger.model import EarningsFilter, Grouping
from affiliate_desktop.ledger.service import Ledger
from affiliate_desktop.reports.measures import Amounts, by_commission, currencies_of
from affiliate_desktop.reports.model import PAPERS, Summary, SummaryFile
from affiliate_desktop.reports.visits import Traffic, Traffics
from affiliate_desktop.statements.comparison_service import Comparison
from affiliate_desktop.statements.service import Statements

if TYPE_CHECKING:
    from affiliate_desktop.audit.scorecard import Scorecard

TRIES = 5
"""How often the figures are read again when another program writes in between."""


class Reports:
    """Summaries of the ledger.

    Args:
        ledger: where the figures come from.
        statements: where the imported files are listed.
        clock: dates the documents.
        name: what the documents call the workspace.
        traffics: where visits come from; None leaves them out.
    """

    def __init__(
        self,
        ledger: Ledger,
        statements: Statements,
        clock: Clock,
        name: str = "",
        traffics: Traffics | None = None,
    ) -> None:
        self._ledger = ledger
        self._statements = statements
        self._clock = clock
        self._name = name
        self._traffics = traffics

    def summary(self, period: Period = ALL_TIME, account_id: int | None = None) -> Summary:
        """The figures of a period, the very sums of ``Ledger.totals``.

        Raises:
            Failed: when other programs keep writing, so that no two sums agree.
        """
        for _ in range(TRIES):
            summary = self._read(period, account_id)
            if _agrees(summary):
                return summary
        raise Failed("figures_change", "The figures keep changing while they are read; try again after the import.")

    def pdf(self, period: Period, file: Path, paper: str = "A4", *, progress: Progress | None = None) -> Path:
        """Writes a period's summary as a PDF and returns its path; see ``publish``."""
        return self.publish(period, file, paper, progress=progress).file

    def publish(
        self,
        period: Period,
        file: Path,
        paper: str = "A4",
        *,
        account_id: int | None = None,
        progress: Progress | None = None,
    ) -> SummaryFile:
        """Writes a period's summary as a PDF, whole or not at all.

        The same figures at the same clock make the same bytes.

        Args:
            period: days by the statements' own dates.
            file: what to write; its folder must exist.
            paper: ``A4`` or ``Letter``.
            account_id: only this account's transactions.
            progress: told the pages; cancelling leaves nothing behind.

        Raises:
            BadInput: when there is no such paper, or the file's name does not end in ``.pdf``.
            Failed: when the file cannot be written.
            Cancelled: when the user stopped it.
        """
        from affiliate_desktop.reports.pdf import SummaryDocument

        if file.suffix.lower() != ".pdf":
            raise BadInput("summary_suffix", "A summary is a PDF: end “{file}” in .pdf.", file=file.name)
        _refuse_paper(paper)
        progress = progress or Progress()
        progress.step(0, None, "figures")
        summary = self.summary(period, account_id)
        document = SummaryDocument(summary, paper, self._clock, self._name, progress)
        write_whole(file, document.write)
        return SummaryFile(file, file.stat().st_size, document.pages, summary, document.notes)

    def comparison_pdf(
        self, found: Comparison, file: Path, paper: str = "A4", *, progress: Progress | None = None
    ) -> Path:
        """Writes a comparison of statements as a PDF, whole or not at all; the rows that cost most come first.

        Raises:
            BadInput: when there is no such paper.
            Failed: when the file cannot be written.
            Cancelled: when the user stopped it.
        """
        from affiliate_desktop.reports.comparison_pdf import ComparisonDocument

        _refuse_paper(paper)
        document = ComparisonDocument(found, paper, self._clock, self._name, progress or Progress())
        write_whole(file, document.write)
        return file

    def scorecard_pdf(self, card: "Scorecard", file: Path, paper: str = "A4") -> int:
        """Writes a program's scorecard as a PDF, whole or not at all, and returns its pages.

        Raises:
            BadInput: when there is no such paper.
            Failed: when the file cannot be written.
        """
        from affiliate_desktop.reports.scorecard_pdf import ScorecardDocument

        _refuse_paper(paper)
        document = ScorecardDocument(card, paper, self._clock, self._name)
        write_whole(file, document.write)
        return document.pages

    def _read(self, period: Period, account_id: int | None) -> Summary:
        only = EarningsFilter(period=period, account_id=account_id)
        by_status = self._ledger.totals((Grouping.STATUS,), only)
        statements = self._statements.statements_in(period, account_id)
        return Summary(
            period=period,
            by_status=by_status,
            by_month=self._ledger.totals((Grouping.MONTH, Grouping.STATUS), only),
            by_program=by_commission(self._ledger.totals((Grouping.PROGRAM,), only)),
            by_campaign=by_commission(self._ledger.totals((Grouping.CAMPAIGN,), only)),
            statements=statements,
            currencies=currencies_of(by_status),
            by_program_status=self._ledger.totals((Grouping.PROGRAM, Grouping.STATUS), only),
            by_campaign_status=self._ledger.totals((Grouping.CAMPAIGN, Grouping.STATUS), only),
            traffic=self._visited(period) if account_id is None else None,
        )

    def _visited(self, period: Period) -> Traffic | None:
        traffic = self._traffics.read(period) if self._traffics else None
        return traffic if traffic and (traffic.campaigns or traffic.unmatched or traffic.beyond) else None


def _refuse_paper(paper: str) -> None:
    if paper not in PAPERS:
        raise BadInput("unknown_paper", "“{paper}” is no paper; use A4 or Letter.", paper=paper[:40])


def _agrees(summary: Summary) -> bool:
    """Whether every breakdown adds up to the same; not so when somebody wrote between two of the reads."""
    sums = []
    for totals in (
        summary.by_status,
        summary.by_month,
        summary.by_program,
        summary.by_campaign,
        summary.by_program_status,
        summary.by_campaign_status,
    ):
        per_currency: dict[str, Amounts] = {}
        for total in totals:
            amounts = Amounts(total.count, total.sale_micro, total.commission_micro)
            per_currency[total.currency] = per_currency.get(total.currency, Amounts()) + amounts
        sums.append(per_currency)
    return all(each == sums[0] for each in sums)

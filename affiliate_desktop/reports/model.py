"""Records of the reports room."""

from dataclasses import dataclass
from pathlib import Path

from affiliate_desktop.core.periods import Period
from affiliate_desktop.ledger.model import Total
from affiliate_desktop.reports.visits import Traffic
from affiliate_desktop.statements.model import Statement

PAPERS = ("A4", "Letter")
"""Names of the papers a report can be made for."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of a period, for the home page, the command line and the PDF alike.

    Attributes:
        by_status: per currency and status. by_month: per currency, month and status. by_program, by_campaign:
            per currency and name (None is "no program" / "no campaign"), largest commission first.
        statements: the imported files that hold the period's rows.
        currencies: in order of commission, the largest first.
        by_program_status, by_campaign_status: the same broken down by status too.
        traffic: visits by campaign; None where no report tells of any, and for one account alone.
    """

    period: Period
    by_status: tuple[Total, ...]
    by_month: tuple[Total, ...]
    by_program: tuple[Total, ...]
    by_campaign: tuple[Total, ...]
    statements: tuple[Statement, ...]
    currencies: tuple[str, ...]
    by_program_status: tuple[Total, ...] = ()
    by_campaign_status: tuple[Total, ...] = ()
    traffic: Traffic | None = None

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show."""
        return not self.by_status


@dataclass(frozen=True, slots=True)
class SummaryFile:
    """A summary that was written as a PDF.

    Attributes:
        notes: what a reader should know, such as characters that no font could show.
    """

    file: Path
    bytes: int
    pages: int
    summary: Summary
    notes: tuple[str, ...] = ()

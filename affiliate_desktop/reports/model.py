"""Records of the reports room."""

from dataclasses import dataclass

from affiliate_desktop.core.periods import Period
from affiliate_desktop.ledger.model import Total
from affiliate_desktop.statements.model import Statement


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of a period, for the home page, the command line and the PDF alike.

    Attributes:
        by_status: per currency and status. by_month: per currency, month and status. by_program, by_campaign:
            per currency and name (None is "no program" / "no campaign"), largest commission first.
        statements: the imported files that hold the period's rows.
        currencies: in order of commission, the largest first.
    """

    period: Period
    by_status: tuple[Total, ...]
    by_month: tuple[Total, ...]
    by_program: tuple[Total, ...]
    by_campaign: tuple[Total, ...]
    statements: tuple[Statement, ...]
    currencies: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show."""
        return not self.by_status

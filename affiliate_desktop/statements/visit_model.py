"""Records of visits: how often people came by which UTM tags, as an analytics program counted them; no money."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

NOT_SET = "(not set)"
"""What stands for a tag that a report has a column for and a row leaves empty; analytics programs write it so."""


class VisitField(StrEnum):
    """What a column of a report of visits can mean."""

    DATE = "date"
    SOURCE = "source"
    MEDIUM = "medium"
    SOURCE_MEDIUM = "source_medium"
    CAMPAIGN = "campaign"
    SESSIONS = "sessions"
    USERS = "users"


TAGS = (VisitField.SOURCE, VisitField.MEDIUM, VisitField.SOURCE_MEDIUM, VisitField.CAMPAIGN)


@dataclass(frozen=True, slots=True)
class VisitLayout:
    """How a sheet of visits is read.

    Attributes:
        columns: field -> indexes of its columns, of which the first that is filled counts.
        totals: words of rows that sum up others, as header keys.
        doubled: name of a column because of which a visit may stand in several rows; empty for none.
        first, last: the days of all rows, ``YYYY-MM-DD``; empty where nothing tells.
        told_by: what told the days: ``file`` or ``user``; empty where nothing did.
    """

    columns: Mapping[VisitField, tuple[int, ...]]
    totals: frozenset[str] = frozenset()
    doubled: str = ""
    first: str = ""
    last: str = ""
    told_by: str = ""

    @property
    def dated(self) -> bool:
        """Whether each row has a day of its own."""
        return VisitField.DATE in self.columns

    @property
    def open(self) -> bool:
        """Whether nothing tells the days."""
        return not self.dated and not self.told_by


@dataclass(frozen=True, slots=True)
class Visits:
    """How often people came by one combination of tags within some days.

    Attributes:
        first, last: the days, both included, ``YYYY-MM-DD``.
        source, medium, campaign: as the report has them; empty where the report has no such column, ``(not set)``
            where it leaves the cell empty.
        users: who came, each counted once; None where the report does not tell.
        left_out_for: the import because of which these count no more; None where they count.
    """

    line: int
    first: str
    last: str
    source: str
    medium: str
    campaign: str
    sessions: int
    users: int | None = None
    sheet: str = ""
    statement_id: int = 0
    left_out_for: int | None = None
    id: int = 0

    @property
    def tags(self) -> tuple[str, str, str]:
        """Source, medium and campaign as they are compared."""
        return self.source.casefold(), self.medium.casefold(), self.campaign.casefold()


@dataclass(frozen=True, slots=True)
class TagVisits:
    """Visits that count of one import with the same tags, added up.

    Attributes:
        first, last: of their rows, ``YYYY-MM-DD``.
    """

    account_id: int
    statement_id: int
    source: str
    medium: str
    campaign: str
    sessions: int
    users: int | None
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class VisitSums:
    """What the visits of one file add up to.

    Attributes:
        rows: how many rows. sessions: their visits. users: None where no row tells; one who came in several ways is
            in several rows, so there may have been fewer.
        first, last: the days; empty without rows.
        left_out: rows that count no more, because a later import speaks of the same days.
    """

    rows: int = 0
    sessions: int = 0
    users: int | None = None
    first: str = ""
    last: str = ""
    left_out: int = 0

    def with_row(self, row: Visits) -> "VisitSums":
        """The sums with one row more."""
        return replace(
            self,
            rows=self.rows + 1,
            sessions=self.sessions + row.sessions,
            users=self.users if row.users is None else (self.users or 0) + row.users,
            first=min(self.first or row.first, row.first),
            last=max(self.last, row.last),
            left_out=self.left_out + (row.left_out_for is not None),
        )


@dataclass(frozen=True, slots=True)
class Silenced:
    """Visits of an earlier file that count no more because of an import.

    Attributes:
        file: the earlier file.
    """

    statement_id: int
    file: str
    row: Visits

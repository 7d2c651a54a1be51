"""Records about the rows of one imported file."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from affiliate_desktop.ledger.model import Transaction
from affiliate_desktop.ledger.said_rows import Place
from affiliate_desktop.statements.model import RejectedRow


class RowResult(StrEnum):
    """What became of a row.

    Attributes:
        NEW: no file that was imported before has it. UPDATED: it changed what those said. UNCHANGED: it did not,
            because they said the same, or because they are of later days.
        CONTESTED: a payout paid it as it was before, so it waits for a decision.
        REJECTED: it was not understood. REPLACED: a corrected file stands in for the whole file.
    """

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    CONTESTED = "contested"
    REJECTED = "rejected"
    REPLACED = "replaced"


class RowSort(StrEnum):
    """What the rows can be ordered by."""

    LINE = "line"
    RESULT = "result"
    DAY = "day"
    STATUS = "status"
    STATUS_RAW = "status_raw"
    EVENT = "event"
    PRODUCT = "product"
    EXTERNAL_ID = "external_id"
    SUB_ID = "sub_id"
    PROGRAM = "program"
    CAMPAIGN = "campaign"
    LINK = "link"
    CURRENCY = "currency"
    SALE_AMOUNT = "sale_amount"
    COMMISSION = "commission"


@dataclass(frozen=True, slots=True)
class RowQuery:
    """Which rows of a file are asked for, and in which order.

    Attributes:
        search: words of which each must stand in product, ids, sub-id, the network's status, program, campaign or
            link, in the text of a row that was not understood, or be the number of the line.
        result: only those of which this became.
    """

    statement_id: int
    search: str = ""
    result: RowResult | None = None
    sort: RowSort = RowSort.LINE
    descending: bool = False


class RowKey(NamedTuple):
    """Where a row stands in the order that was asked for.

    Attributes:
        value: what it is ordered by.
        rejected: its id among the rows that were not understood, else 0.
    """

    value: Any
    sheet: int
    line: int
    rejected: int = 0

    @property
    def place(self) -> Place:
        """Where it stands in the file."""
        return self.sheet, self.line


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row of an imported file: as it was understood, or why it was not.

    Attributes:
        place: index of the sheet, and line.
        sheet: name of the sheet; empty for a text file.
        said: what it says, with what it belongs to now; id 0 where nothing stands in its place any more.
    """

    place: Place
    sheet: str
    result: RowResult
    said: Transaction | None = None
    rejected: RejectedRow | None = None

    @property
    def line(self) -> int:
        """Line of the file, or row of the sheet; the first is 1."""
        return self.place[1]


@dataclass(frozen=True, slots=True)
class RowsPage:
    """Some rows in order.

    Attributes:
        after: where the next page begins; None when there is none.
    """

    rows: tuple[FileRow, ...]
    after: RowKey | None

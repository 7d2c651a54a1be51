"""Records of a comparison of two statements, or of a file with the ledger."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from affiliate_desktop.core.periods import ALL_TIME, Period
from affiliate_desktop.statements.model import RejectedRow


class DifferenceKind(StrEnum):
    """How a row differs; a row may differ in several ways."""

    VANISHED = "vanished"
    APPEARED = "appeared"
    SHRANK = "shrank"
    GREW = "grew"
    STATUS = "status"
    DATE = "date"
    SUB_ID = "sub_id"
    SALE = "sale_amount"


class DifferenceSort(StrEnum):
    """What differences can be ordered by."""

    DAY = "day"
    PROGRAM = "program"
    PRODUCT = "product"
    BEFORE = "before"
    AFTER = "after"
    DIFFERENCE = "difference"
    EXTERNAL_ID = "external_id"
    KIND = "kinds"


@dataclass(frozen=True, slots=True)
class Imported:
    """A statement that was imported, by its id."""

    id: int


@dataclass(frozen=True, slots=True)
class OnDisk:
    """A file that need not be imported."""

    path: Path


@dataclass(frozen=True, slots=True)
class Booked:
    """What the ledger holds of an account."""

    account_id: int


Place = Imported | OnDisk | Booked


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that are compared.

    Attributes:
        kind: ``statement``, ``file`` or ``ledger``. name: of the file or the account.
        first_day, last_day: of its rows; None where there are none.
        rejected: rows that could not be read, which are not compared. unread: the first of them.
    """

    kind: str
    name: str
    statement_id: int | None
    account: str
    rows: int
    rejected: int
    first_day: date | None
    last_day: date | None
    unread: tuple[RejectedRow, ...] = ()


@dataclass(frozen=True, slots=True)
class KindTotal:
    """The rows of one kind and currency.

    Attributes:
        before_micro, after_micro: what these rows earned on either side; a reversed commission counts as 0.
    """

    kind: DifferenceKind
    currency: str
    count: int
    before_micro: int
    after_micro: int

    @property
    def difference_micro(self) -> int:
        """What the kind is worth: below zero is less for the affiliate."""
        return self.after_micro - self.before_micro


@dataclass(frozen=True, slots=True)
class NetTotal:
    """All compared rows of one currency, each counted once, whether they differ or not."""

    currency: str
    rows_before: int
    rows_after: int
    before_micro: int
    after_micro: int

    @property
    def difference_micro(self) -> int:
        """What all differences together are worth."""
        return self.after_micro - self.before_micro


@dataclass(frozen=True, slots=True)
class StatusChange:
    """Rows that went from one status to another."""

    before: str
    after: str
    currency: str
    count: int
    before_micro: int
    after_micro: int


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparison found.

    Attributes:
        period: the days that were compared. common: whether they are the days that both sides cover.
        matched: rows that are on both sides. unchanged: those of them that do not differ.
        differing: rows that differ.
    """

    before: Side
    after: Side
    period: Period = ALL_TIME
    common: bool = True
    matched: int = 0
    unchanged: int = 0
    differing: int = 0
    kinds: tuple[KindTotal, ...] = ()
    net: tuple[NetTotal, ...] = ()
    statuses: tuple[StatusChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """What one side says of a row. Amounts are whole millionths, as the side has them, reversed or not."""

    day: date
    status: str
    sale_micro: int
    commission_micro: int
    sub_id: str
    line: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that differs.

    Attributes:
        before, after: what either side says; None where it has no such row.
        difference_micro: what it is worth; a reversed commission counts as 0.
    """

    id: int
    kinds: tuple[DifferenceKind, ...]
    currency: str
    external_id: str
    program: str
    product: str
    before: Seen | None
    after: Seen | None
    difference_micro: int


@dataclass(frozen=True, slots=True)
class DifferencePage:
    """Some differences in order; ``after`` is where the next page begins, None where there is none."""

    rows: tuple[Difference, ...]
    after: tuple[object, int] | None

"""Records of the ledger room."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from affiliate_desktop.core.periods import ALL_TIME, Period
from affiliate_desktop.ledger.attribution_model import Attributed


class Status(StrEnum):
    """What has become of a commission."""

    PENDING = "pending"
    APPROVED = "approved"
    PAID = "paid"
    REVERSED = "reversed"


class Event(StrEnum):
    """What the commission is for."""

    SALE = "sale"
    SIGNUP = "signup"
    PROJECT = "project"
    BONUS = "bonus"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Observation:
    """What one row of a statement says, normalized.

    Attributes:
        sheet: index of the sheet in the file (0 for a text file).
        line: line in the file or row in the sheet, the first is 1.
        key: identity within the account: ``i:<external id>`` or ``f:<day>:<fingerprint>:<occurrence>``.
        day: the statement's own date, ``YYYY-MM-DD``.
        time: instant or local time as ISO 8601 where the statement gives one.
        sale_micro, commission_micro: whole millionths.
        program: the advertiser's name where rows name one, else empty.
    """

    sheet: int
    line: int
    key: str
    external_id: str | None
    day: str
    time: str | None
    event: str
    status: str
    status_raw: str
    currency: str
    sale_micro: int
    commission_micro: int
    sub_id: str
    product: str
    quantity: int | None
    program: str = ""


@dataclass(slots=True)
class Batch:
    """Observations of one sheet, column by column, as bulk writing wants them; see ``Observation``.

    Attributes:
        keys: without ids every row has occurrence 1; the ledger counts further.
    """

    sheet: int
    lines: list[int]
    keys: list[str]
    external_ids: Sequence[str | None]
    days: list[str]
    times: list[str | None]
    events: Sequence[str]
    statuses: Sequence[str]
    statuses_raw: Sequence[str]
    currencies: Sequence[str]
    sales: Sequence[int]
    commissions: list[int]
    sub_ids: Sequence[str]
    products: Sequence[str]
    quantities: Sequence[int | None]
    programs: Sequence[str]

    def observation(self, index: int) -> Observation:
        """One row as a record."""
        return Observation(
            sheet=self.sheet,
            line=self.lines[index],
            key=self.keys[index],
            external_id=self.external_ids[index],
            day=self.days[index],
            time=self.times[index],
            event=self.events[index],
            status=self.statuses[index],
            status_raw=self.statuses_raw[index],
            currency=self.currencies[index],
            sale_micro=self.sales[index],
            commission_micro=self.commissions[index],
            sub_id=self.sub_ids[index],
            product=self.products[index],
            quantity=self.quantities[index],
            program=self.programs[index],
        )


@dataclass(frozen=True, slots=True)
class Repeated:
    """A row whose id stands on another row of the same file already.

    Attributes:
        sheet, line: the row; ``other`` is the line of the first.
    """

    sheet: int
    line: int
    external_id: str
    other: int


@dataclass(frozen=True, slots=True)
class Transaction:
    """What an account's observations add up to.

    Attributes:
        file, line, sheet, statement_id: where the observation that holds stands; empty and 0 for a row entered by hand.
        entered: the user entered it by hand.
        corrected: fields in which the user said otherwise than the files.
        contested: a file says something else than what a payout paid, and the user has not decided yet.
        attributed: how link and campaign were found. placement: where the link is.
    """

    id: int
    account: str
    program: str | None
    external_id: str | None
    day: date
    time: str | None
    event: Event
    status: Status
    status_raw: str
    currency: str
    sale_micro: int
    commission_micro: int
    sub_id: str
    product: str
    quantity: int | None
    link: str | None
    campaign: str | None
    file: str
    sheet: str
    line: int
    statement_id: int = 0
    attributed: Attributed = Attributed.NONE
    placement: str | None = None
    entered: bool = False
    corrected: tuple[str, ...] = ()
    contested: bool = False


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What one field was and what it became.

    Attributes:
        field: as in ``Transaction``; ``program`` by name.
        before, after: as stored: days as ``YYYY-MM-DD``, amounts in whole millionths.
    """

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Saying:
    """What one file says of a transaction.

    Attributes:
        values: field -> value, as in ``FieldChange``.
        changes: what it says otherwise than the file before it.
        holds: this one the ledger goes by.
    """

    statement_id: int
    file: str
    imported_at: str
    sheet: str
    line: int
    values: Mapping[str, Any]
    changes: tuple[FieldChange, ...]
    holds: bool


@dataclass(frozen=True, slots=True)
class Correction:
    """What the user said of a transaction.

    Attributes:
        values: field -> value, as in ``FieldChange``.
        entered: the transaction was entered by hand; else some fields were corrected.
    """

    values: Mapping[str, Any]
    entered: bool
    note: str
    made_at: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A file says something else now of a transaction that a payout paid; it was not changed.

    Attributes:
        statement_id, file: the import that says so; 0 and empty when it was undone.
        line: its row; 0 where the file has it no more.
        changes: what would become of the transaction.
        gone: the corrected file has the row no more.
        paid_micro: what payouts paid for it.
        decision: ``keep`` when the user decided so; None as long as nobody did.
    """

    id: int
    transaction_id: int
    account: str
    external_id: str | None
    day: date
    currency: str
    statement_id: int
    file: str
    line: int
    changes: tuple[FieldChange, ...]
    gone: bool
    paid_micro: int
    decision: str | None
    found_at: str


@dataclass(frozen=True, slots=True)
class History:
    """Where a transaction comes from, the oldest file first."""

    transaction: Transaction
    sayings: tuple[Saying, ...]
    correction: Correction | None
    conflict: Conflict | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A transaction as the user enters it by hand; see ``Transaction``.

    Attributes:
        external_id: where the network gave it one: a file's row with this id is then the same earning.
    """

    account_id: int
    day: date
    currency: str
    commission_micro: int
    sale_micro: int = 0
    status: Status = Status.APPROVED
    event: Event = Event.SALE
    external_id: str | None = None
    program_id: int | None = None
    sub_id: str = ""
    product: str = ""
    quantity: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Some transactions in order.

    Attributes:
        after: where the next page begins, for ``Ledger.rows``; None when there is none.
    """

    rows: tuple[Transaction, ...]
    after: tuple[Any, int] | None

    def __iter__(self) -> Iterator[Transaction]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


class Sort(StrEnum):
    """What transactions can be ordered by."""

    DAY = "day"
    ACCOUNT = "account"
    PROGRAM = "program"
    CAMPAIGN = "campaign"
    LINK = "link"
    STATUS = "status"
    EVENT = "event"
    CURRENCY = "currency"
    COMMISSION = "commission"
    SALE_AMOUNT = "sale_amount"
    SUB_ID = "sub_id"
    PRODUCT = "product"


class Grouping(StrEnum):
    """What totals can be broken down by, besides currency."""

    MONTH = "month"
    ACCOUNT = "account"
    PROGRAM = "program"
    CAMPAIGN = "campaign"
    PLACEMENT = "placement"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class EarningsFilter:
    """Which transactions to look at; empty means all.

    Attributes:
        search: words that product, sub-id, program, campaign or external id must contain.
        attributed: only those whose link and campaign were found in one of these ways.
    """

    period: Period = ALL_TIME
    account_id: int | None = None
    program_id: int | None = None
    campaign_id: int | None = None
    status: Status | None = None
    currency: str | None = None
    statement_id: int | None = None
    search: str = ""
    attributed: tuple[Attributed, ...] = ()


ALL_EARNINGS = EarningsFilter()


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over transactions of one currency.

    Attributes:
        groups: (grouping, value) in the order asked for; value is None where a transaction has none.
    """

    currency: str
    groups: tuple[tuple[Grouping, str | None], ...]
    count: int
    sale_micro: int
    commission_micro: int

    def group(self, grouping: Grouping) -> str | None:
        """The value of one grouping."""
        return dict(self.groups)[grouping]

"""Records about money received: payouts, what they paid, what is still open and when it should come."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from affiliate_desktop.core.money import Money
from affiliate_desktop.core.periods import ALL_TIME, Period


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where an imported payment stands.

    Attributes:
        key: identity over all imports, such as ``paypal:9AB12345``; empty for a payment entered by hand.
        sha256: of the file, which the workspace keeps.
    """

    key: str = ""
    file: str = ""
    line: int | None = None
    sha256: str | None = None


NO_EVIDENCE = Evidence()


@dataclass(frozen=True, slots=True)
class Payout:
    """Money received from a program or through a payer.

    Attributes:
        received: what arrived, after ``fee_micro`` was kept; both in its currency.
        statement: what the program's payment statement says it pays; None when unknown.
        carried_micro: what of the statement's total was carried over from before, or (negative) is carried over to
            the next payout; in the statement's currency; None when unknown.
        rate: units of the received currency for one unit of the statement's, as the payer says; None when unknown.
        method: how it came, such as PayPal. payer: who paid.
        period: the earnings it is for, as the statement says.
    """

    paid_on: date
    received: Money
    account_id: int | None = None
    fee_micro: int = 0
    statement: Money | None = None
    carried_micro: int | None = None
    rate: Decimal | None = None
    method: str = ""
    payer: str = ""
    reference: str = ""
    period: Period = ALL_TIME
    notes: str = ""
    evidence: Evidence = NO_EVIDENCE
    id: int = 0

    @property
    def target(self) -> Money:
        """What the rows should add up to: the statement's total, else what arrived and the fee."""
        return self.statement or Money(self.received.micro + self.fee_micro, self.received.currency)


@dataclass(frozen=True, slots=True)
class Matched:
    """What a payout is matched to.

    Attributes:
        count: how many rows.
        currency: of the rows; None while there are none.
        micro: what was paid of them.
        now_micro: what they are worth by now, where the files have changed since: 0 when reversed or gone.
        changed: how many of them are worth less or more than was paid.
        first, last: their days.
    """

    count: int = 0
    currency: str | None = None
    micro: int = 0
    now_micro: int = 0
    changed: int = 0
    first: date | None = None
    last: date | None = None


NO_MATCH = Matched()


@dataclass(frozen=True, slots=True)
class MatchedRow:
    """One earning that a payout paid.

    Attributes:
        transaction_id: None while no file speaks of it.
        paid_micro: what was paid of it; ``commission_micro`` is what it is worth now.
    """

    transaction_id: int | None
    day: date | None
    program: str | None
    external_id: str | None
    product: str
    status: str
    currency: str
    paid_micro: int
    commission_micro: int


class PartKind(StrEnum):
    """What a part of the gap between rows and money is."""

    LATER_REVERSALS = "later_reversals"
    CARRIED_OVER = "carried_over"
    ROWS_UNEXPLAINED = "rows_unexplained"
    FEES = "fees"
    CURRENCY = "currency"
    MONEY_UNEXPLAINED = "money_unexplained"


@dataclass(frozen=True, slots=True)
class Rate:
    """An exchange rate.

    Attributes:
        value: units of ``target`` for one unit of ``base``.
        day: the day it was set. source: by whom, such as European Central Bank.
    """

    base: str
    target: str
    value: Decimal
    day: date
    source: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the gap, in one currency; positive makes the later figure larger."""

    kind: PartKind
    money: Money
    note: str = ""


@dataclass(frozen=True, slots=True)
class ThreeWay:
    """Rows, the statement's total and the money, and what lies between.

    Attributes:
        rows: what the matched rows are worth now. statement: the statement's total.
        assumed: no statement total is recorded; it is taken from the money (or, in another currency, from the rows).
        converted: the statement's total in the currency received; the same where the currencies are equal, None when
            no rate is known. rate: the rate that made it.
        received: the money that arrived.
        parts: from the rows to the statement, then from the statement to the money; each sums up exactly.
    """

    rows: Money
    count: int
    statement: Money
    assumed: bool
    converted: Money | None
    rate: Rate | None
    received: Money
    parts: tuple[Part, ...]

    @property
    def unexplained(self) -> tuple[Money, ...]:
        """What nothing explains, a currency each."""
        kinds = (PartKind.ROWS_UNEXPLAINED, PartKind.MONEY_UNEXPLAINED)
        return tuple(part.money for part in self.parts if part.kind in kinds)


class Choice(StrEnum):
    """How rows are chosen for a payout."""

    PERIOD = "period"
    UP_TO = "up_to"
    MONTHS = "months"
    PAID = "paid"
    EXCEPT = "except"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Chosen:
    """Rows of an account and currency that are not fully paid by payouts.

    Attributes:
        period: their days. only: exactly these ids; empty takes the whole period. without: but not these.
        only_paid: only rows that the program says are paid.
    """

    currency: str
    period: Period = ALL_TIME
    only: tuple[int, ...] = ()
    without: tuple[int, ...] = ()
    only_paid: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is suggested: an English sentence with places, and their values."""

    sentence: str
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The sentence with its values."""
        return self.sentence.format(**self.values)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Rows that a payout may have paid.

    Attributes:
        count, micro: how many and their sum. gap_micro: the payout's target minus that sum, in the rows' currency.
        score: 0 to 100. exact: the sums are equal. several: other choices of rows give the same sum.
    """

    choice: Choice
    chosen: Chosen
    count: int
    micro: int
    gap_micro: int
    score: int
    exact: bool
    several: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """An earning that is not fully paid, as small as the search needs it."""

    id: int
    day: date
    micro: int
    paid: bool


@dataclass(frozen=True, slots=True)
class MonthSum:
    """What is open of a month: all rows, and of those the ones that the program says are paid."""

    month: str
    count: int
    micro: int
    paid_count: int
    paid_micro: int


BUCKETS = (30, 60, 90, 120, 150)
"""Ages in days at which the next bucket begins; the first bucket is 0 to 30 days."""


@dataclass(frozen=True, slots=True)
class Aged:
    """What a program owes in one currency, by age.

    Attributes:
        buckets: approved and unpaid, millionths: up to 30 days, 31-60, 61-90, 91-120, 121-150, over 150.
        counts: rows in each.
        pending_micro, pending_count: not approved yet, in no bucket.
        oldest: day of the oldest unpaid row.
        threshold: what must be reached before the program pays; None when unknown.
        towards_micro: what counts towards it, as programs of an account without terms of their own are paid together;
            None where that is only this.
    """

    account_id: int
    account: str
    program_id: int | None
    program: str | None
    currency: str
    buckets: tuple[int, ...]
    counts: tuple[int, ...]
    pending_micro: int
    pending_count: int
    oldest: date | None
    threshold: Money | None = None
    towards_micro: int | None = None

    @property
    def micro(self) -> int:
        """All that is unpaid."""
        return sum(self.buckets)

    @property
    def count(self) -> int:
        """How many rows are unpaid."""
        return sum(self.counts)

    @property
    def progress(self) -> int | None:
        """How far what is paid together is towards the threshold, in percent, at most 100; None without a threshold."""
        if self.threshold is None or self.threshold.currency != self.currency:
            return None
        if self.threshold.micro <= 0:
            return 100
        towards = self.micro if self.towards_micro is None else self.towards_micro
        return max(0, min(100, towards * 100 // self.threshold.micro))


@dataclass(frozen=True, slots=True)
class Terms:
    """When a program pays.

    Attributes:
        hold_days: from the earning to when it may be paid. pay_day: day of the month on which payments go out.
        threshold: the least that is paid out.
        source: who says so: ``plan`` or ``user``.
    """

    hold_days: int | None = None
    pay_day: int | None = None
    threshold: Money | None = None
    source: str = "user"


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is open of one program, currency and month.

    Attributes:
        pending_micro: the part that is not approved yet.
        last: day of the latest of these rows.
    """

    account_id: int
    account: str
    program_id: int | None
    program: str | None
    currency: str
    month: str
    last: date
    micro: int
    count: int
    pending_micro: int = 0


@dataclass(frozen=True, slots=True)
class History:
    """How an account has paid so far.

    Attributes:
        delays: days from the end of the month earned in to the day paid, a payout's month each, latest last.
    """

    account_id: int
    delays: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """A payment that should come.

    Attributes:
        on: the day; None when neither terms nor payments so far tell.
        why: how the day was found. overdue: it has passed.
        below_threshold: the sum does not reach the threshold yet, so that it waits.
    """

    account_id: int
    account: str
    program_id: int | None
    program: str | None
    money: Money
    count: int
    pending_micro: int
    months: tuple[str, ...]
    on: date | None
    why: Reason
    overdue: bool
    below_threshold: bool

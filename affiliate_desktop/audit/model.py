"""Records of the audit room."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from affiliate_desktop.core.periods import ALL_TIME, Period
from affiliate_desktop.programs.plan import DatedPlan, PlanEvent


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    """A project or sale of a referred person.

    Attributes:
        time: a day ``YYYY-MM-DD``, or an instant with its offset, ISO 8601.
        currency: ISO 4217 code; empty means the plan's.
        valid: False for one that was reversed.
        transaction_key: the statement's row that reports it, within the program's account; or empty.
    """

    event: PlanEvent
    time: str
    amount_micro: int = 0
    currency: str = ""
    valid: bool = True
    transaction_key: str = ""
    notes: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Referral:
    """Somebody the user referred, as the user knows them; no network ever needs the name.

    Attributes:
        name: a name or an alias, one of its kind within the program.
        link_id: the link they came by. via: else how they came: an event, a workshop, a talk.
        signed_up: a day, or an instant with its offset; empty when unknown.
        valid: False when the sign-up was reversed.
        transaction_key: the statement's row of the sign-up, within the program's account; or empty.
    """

    program_id: int
    name: str
    link_id: int | None = None
    via: str = ""
    signed_up: str = ""
    valid: bool = True
    transaction_key: str = ""
    notes: str = ""
    events: tuple[RecordedEvent, ...] = ()
    created_at: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class TieRow:
    """A statement's row, as one chooses among when tying a recorded event to it.

    Attributes:
        key: what a tie names, within the program's account.
        external_id: the row's id at the network, or empty.
        tied_to: the recorded event it is tied to, in words; or empty.
    """

    key: str
    external_id: str
    day: date
    event: str
    status: str
    currency: str
    sale_micro: int
    commission_micro: int
    tied_to: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class RejectedReferral:
    """A row of a file of referrals that was not taken, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class ReferralImport:
    """What an import of referrals did.

    Attributes:
        new: referrals. updated: referrals and events. events: projects and sales that were added.
        unchanged: rows that said nothing new.
    """

    file: str
    rows: int
    new: int
    updated: int
    events: int
    unchanged: int
    rejected: tuple[RejectedReferral, ...]


class FindingKind(StrEnum):
    """What an audit finds about a row, or about an event that no row reports."""

    RIGHT = "right"
    UNDERPAID = "underpaid"
    OVERPAID = "overpaid"
    MISSING = "missing"
    UNEXPECTED = "unexpected"
    REVERSED = "reversed"
    LATE = "late"
    UNCHECKED = "unchecked"


CLAIMED = (FindingKind.UNDERPAID, FindingKind.MISSING, FindingKind.LATE)
"""The kinds that a claim to the program lists."""


@dataclass(frozen=True, slots=True)
class FindingLine:
    """What one rule or bonus pays: amounts as decimal strings, see ``programs.evaluation.Line``."""

    rule: str
    commission: str
    unrounded: str
    step: tuple[str, ...] = ()
    cut_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of an audit.

    Attributes:
        number: its place.
        reason: why, as a short name; empty where the amounts say it all.
        transaction_id: the statement's row; 0 for an event that no row reports.
        record: the user's own record, ``s12`` for the sign-up of referral 12, ``e7`` for event 7; or empty.
        referral: the name of the referred person, or empty.
        sale_micro: the base.
        reported_micro: the commission on the row; None where no row reports.
        due_micro: what the terms pay; None where it was not computed.
        days_late: days since the end of the hold days, for what is late or missing.
        version_id: the version of the plan, 0 for none.
        refused: (rule, reason) of rules that the event did not qualify for.
    """

    number: int
    kind: FindingKind
    reason: str
    day: date
    event: str
    transaction_id: int
    record: str
    referral: str
    currency: str
    sale_micro: int
    reported_micro: int | None
    due_micro: int | None
    status: str
    days_late: int
    version_id: int
    lines: tuple[FindingLine, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()

    @property
    def difference_micro(self) -> int | None:
        """Reported less due; None where either is unknown."""
        if self.due_micro is None:
            return None
        return (self.reported_micro or 0) - self.due_micro


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a statement's row stands.

    Attributes:
        external_id: the row's id at the network, or empty.
        file, sheet, line, sha256: of the latest file that reports it; empty and 0 for a row entered by hand.
    """

    external_id: str = ""
    product: str = ""
    file: str = ""
    sheet: str = ""
    line: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class KindTotal:
    """Findings of one kind in one currency, added up; what is unknown counts as nothing.

    Attributes:
        difference_micro: reported less due, of the findings whose due was computed.
    """

    kind: FindingKind
    currency: str
    count: int
    reported_micro: int
    due_micro: int
    difference_micro: int


@dataclass(frozen=True, slots=True)
class AuditScope:
    """What is audited.

    Attributes:
        tolerance_micro: differences up to this many millionths are let pass.
        today: the day on which hold days are counted.
        by_signup: terms are those in force at the sign-up.
        versions: the program's plan, in the order in which the versions hold.
    """

    program_id: int
    program: str
    account_id: int
    account: str
    today: date
    period: Period = ALL_TIME
    tolerance_micro: int = 0
    by_signup: bool = False
    versions: tuple[DatedPlan, ...] = ()

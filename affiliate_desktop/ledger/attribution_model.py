"""Records of attribution: how an earning was attributed, rules, decisions, the queue and its candidates."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from affiliate_desktop.core.periods import ALL_TIME, Period


class Attributed(StrEnum):
    """How a transaction came to its link and campaign.

    ``exact`` is its sub-id letter by letter, ``case`` the same but for letter case, ``cut`` its beginning, as long as
    the network's reports let it be.
    """

    EXACT = "exact"
    CASE = "case"
    CUT = "cut"
    RULE = "rule"
    GUESS = "guess"
    USER = "user"
    NONE = "none"


EXACT, GUESS, USER = Attributed.EXACT.value, Attributed.GUESS.value, Attributed.USER.value
CASE, CUT = Attributed.CASE.value, Attributed.CUT.value
UNSURE = (Attributed.GUESS, Attributed.CASE, Attributed.CUT)
"""What counts until it is turned down, and waits for a yes or no."""
REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Decided:
    """What was said of a sub-id.

    Attributes:
        kind: ``user`` or ``guess``.
    """

    kind: str
    link_id: int | None
    campaign_id: int | None


@dataclass(frozen=True, slots=True)
class Rule:
    """To which campaign or link rows belong that no click reference explains.

    Every condition that is given must hold. A rule is about all accounts where it names none.

    Attributes:
        product: words that the product must hold, in any letter case.
        tracking: the sub-id or tracking id, in any letter case; ``*`` stands for any characters.
        period: first and last day of the rows, both included.
        campaign_id: of the link, where a link is given.
        position: rules are tried in this order; the first that fits holds.
    """

    account_id: int | None = None
    program_id: int | None = None
    product: str = ""
    tracking: str = ""
    period: Period = ALL_TIME
    campaign_id: int | None = None
    link_id: int | None = None
    position: int = 0
    id: int = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a candidate is offered.

    Attributes:
        code: ``sub_id``, ``case``, ``cut``, ``program``, ``account``, ``dates``, ``outside`` or ``product``.
        sentence: in words, with places for ``values``.
        points: what it adds to the score; below zero where it speaks against it.
    """

    code: str
    sentence: str
    points: int
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The sentence in English."""
        return self.sentence.format(**self.values)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A campaign, and perhaps its link, that earnings may belong to.

    Attributes:
        score: sum of the reasons' points, at most 100.
    """

    campaign_id: int | None
    campaign: str
    link_id: int | None
    link: str
    score: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Earnings that wait for a decision: all rows of one sub-id, of a link without a campaign, or rows that look alike.

    Attributes:
        id: the smallest id of its transactions; what the command line calls it.
        guess: link and campaign that were guessed; None where nothing is.
        link_id, link: the link that the rows were attributed to, which has no campaign; else None and empty.
    """

    id: int
    account_id: int
    account: str
    sub_id: str
    program_id: int | None
    program: str
    product: str
    currency: str
    count: int
    commission_micro: int
    first_day: date
    last_day: date
    guess: Candidate | None = None
    candidates: tuple[Candidate, ...] = ()
    link_id: int | None = None
    link: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """Rows of one currency."""

    currency: str
    count: int
    commission_micro: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """A transaction that a rule would change, and what it would belong to then; None for nothing."""

    id: int
    day: date
    account: str
    program: str
    product: str
    sub_id: str
    currency: str
    commission_micro: int
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What saving a rule would change.

    Attributes:
        sums: all rows that would change. rows: the newest of them.
    """

    sums: tuple[Sum, ...]
    rows: tuple[Outcome, ...]

    @property
    def count(self) -> int:
        """How many rows would change."""
        return sum(each.count for each in self.sums)


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits for a decision, the most money first.

    Attributes:
        rows: how many transactions wait in all.
        more: whether there is more than is listed.
    """

    items: tuple[Waiting, ...]
    rows: int
    more: bool = False

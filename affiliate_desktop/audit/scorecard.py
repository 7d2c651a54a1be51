"""How a program treats its affiliates, from the user's own files: records and the arithmetic of rates and days."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from affiliate_desktop.audit.request import Answers
from affiliate_desktop.audit.spread import Spread
from affiliate_desktop.core.periods import ALL_TIME, Period
from affiliate_desktop.programs.plan import Plan, PlanEvent, Rule

_TENTH = Decimal("0.1")
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class StatusSum:
    """Rows of one status: how many, their sales and commissions in millionths."""

    count: int = 0
    sale_micro: int = 0
    commission_micro: int = 0


NOTHING_YET = StatusSum()


@dataclass(frozen=True, slots=True)
class CurrencyScore:
    """The rows of one currency.

    Attributes:
        sums: by status, without returns.
        returns: approved or paid rows below zero, which take earlier ones back.
        paying_sale_micro, paying_commission_micro: of approved and paid rows with a sale amount,
            less what returns took back.
        signups, signup_micro: approved and paid sign-ups, and their commission.
    """

    currency: str
    sums: Mapping[str, StatusSum]
    returns: StatusSum = NOTHING_YET
    paying_sale_micro: int = 0
    paying_commission_micro: int = 0
    signups: int = 0
    signup_micro: int = 0

    def of(self, status: str) -> StatusSum:
        """The sum of a status."""
        return self.sums.get(status, NOTHING_YET)

    @property
    def count(self) -> int:
        """All rows but returns."""
        return sum(each.count for each in self.sums.values())

    @property
    def decided(self) -> int:
        """Rows that are approved, paid or reversed."""
        return self.count - self.of("pending").count

    @property
    def approval_rate(self) -> Decimal | None:
        """Approved and paid rows of those that are decided, in percent."""
        return percent(self.of("approved").count + self.of("paid").count, self.decided)

    @property
    def reversal_rate(self) -> Decimal | None:
        """Reversed rows, and those that returns took back, of those that are decided, in percent."""
        return percent(self.of("reversed").count + self.returns.count, self.decided)

    @property
    def effective_percent(self) -> Decimal | None:
        """Commission on sales, in percent of the sale amounts, of what was approved or paid."""
        return percent(self.paying_commission_micro, self.paying_sale_micro, _HUNDREDTH)

    @property
    def per_signup_micro(self) -> int | None:
        """Commission of a sign-up on average."""
        return None if not self.signups else round(Decimal(self.signup_micro) / self.signups)


@dataclass(frozen=True, slots=True)
class ReversalReason:
    """Rows that were reversed, by the program's own word for it; empty where the file gives none."""

    words: str
    currency: str
    count: int
    commission_micro: int


@dataclass(frozen=True, slots=True)
class Promise:
    """What the terms in force promise.

    Attributes:
        low, high: percent of a project or sale, from the lowest step to the highest; None where there is none.
        signup_low, signup_high: for a sign-up.
    """

    currency: str
    low: Decimal | None
    high: Decimal | None
    signup_low: Decimal | None
    signup_high: Decimal | None


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A program's record.

    Attributes:
        approve: days from an earning to the first file that calls it approved, of rows that a file called pending
            before; so it is at most that long.
        pay: days from an earning to its money; ``pay_basis``: ``payouts`` that were matched, or the ``statements``'
            word where there are none; empty when neither tells.
        terms: the plan in force in a sentence; empty where there is none.
        answers: what became of requests to the program that were made in the period; None where none are recorded.
    """

    program: str
    account: str
    period: Period = ALL_TIME
    scores: tuple[CurrencyScore, ...] = ()
    approve: Spread | None = None
    pay: Spread | None = None
    pay_basis: str = ""
    reasons: tuple[ReversalReason, ...] = ()
    promise: Promise | None = None
    terms: str = ""
    answers: Answers | None = None


def percent(part: int, whole: int, places: Decimal = _TENTH) -> Decimal | None:
    """A share in percent; None of nothing."""
    if not whole:
        return None
    return (Decimal(part) * 100 / Decimal(whole)).quantize(places, ROUND_HALF_UP)


def promise_of(plan: Plan) -> Promise:
    """The rates that a plan promises, whatever limits and caps take away."""
    sales = [each for rule in plan.rules if rule.event is not PlanEvent.SIGNUP for each in _percents(rule)]
    signups = [each for rule in plan.rules if rule.event is PlanEvent.SIGNUP for each in _fixed(rule)]
    return Promise(
        plan.currency,
        min(sales, default=None),
        max(sales, default=None),
        min(signups, default=None),
        max(signups, default=None),
    )


def _percents(rule: Rule) -> list[Decimal]:
    found = [rule.percent] if rule.percent is not None else []
    return found + [step.percent for step in (rule.tiers.steps if rule.tiers else ()) if step.percent is not None]


def _fixed(rule: Rule) -> list[Decimal]:
    found = [rule.fixed] if rule.fixed is not None else []
    return found + [step.fixed for step in (rule.tiers.steps if rule.tiers else ()) if step.fixed is not None]

"""Three-way: from the rows to the statement's total to the money received, and what lies between.

rows + later reversals + carried over + unexplained = statement's total
statement's total (converted) - fees + currency + unexplained = money received

*Later reversals*: what rows were worth when they were paid, less what they are worth now. *Carried over*: what the
user noted; else, where the statement says more than the rows, a sum of earlier unpaid rows that is exactly the rest.
*Currency*: with the payer's rate, what that rate gives less than the reference rate; without it, the difference to
the reference rate as long as it is a usual margin.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from affiliate_desktop.core.money import Money
from affiliate_desktop.ledger.payout import Matched, MonthSum, Part, PartKind, Payout, Rate, ThreeWay

USUAL_MARGIN = Decimal("0.06")
"""A difference to the reference rate up to this share is taken for the payer's exchange margin. PayPal says 3 to 4 %
over the wholesale rate, cards and Payoneer up to 3.5 %; beyond 6 % something else is missing too."""


def three_way(payout: Payout, matched: Matched, reference: Rate | None, earlier: Sequence[MonthSum]) -> ThreeWay:
    """Splits the gap.

    Args:
        payout: the money.
        matched: its rows.
        reference: the reference rate from the statement's currency to the received one on the day, where they differ.
        earlier: what is unpaid of each month up to the rows, the latest last, in the rows' currency.
    """
    currency = matched.currency or payout.target.currency
    rows = Money(matched.now_micro, currency)
    statement, assumed = _statement(payout, matched, currency)
    before = _before(payout, matched, statement, earlier)
    converted, rate, after = _after(payout, statement, reference)
    parts = tuple(part for part in (*before, *after) if part.money.micro)
    return ThreeWay(rows, matched.count, statement, assumed, converted, rate, payout.received, parts)


def _statement(payout: Payout, matched: Matched, currency: str) -> tuple[Money, bool]:
    if payout.statement is not None:
        return payout.statement, False
    if payout.received.currency == currency:
        return payout.target, True
    return Money(matched.micro, currency), True


def _before(payout: Payout, matched: Matched, statement: Money, earlier: Sequence[MonthSum]) -> list[Part]:
    """From the rows to the statement."""
    currency = statement.currency
    reversals = matched.micro - matched.now_micro
    rest = statement.micro - matched.micro
    carried, note = _carried(payout, rest, earlier if matched.count else ())
    return [
        Part(PartKind.LATER_REVERSALS, Money(reversals, currency)),
        Part(PartKind.CARRIED_OVER, Money(carried, currency), note),
        Part(PartKind.ROWS_UNEXPLAINED, Money(rest - carried, currency)),
    ]


def _carried(payout: Payout, rest: int, earlier: Sequence[MonthSum]) -> tuple[int, str]:
    if payout.carried_micro is not None:
        return payout.carried_micro, ""
    total, months = 0, 0
    for month in reversed(earlier) if rest > 0 else ():
        total, months = total + month.micro, months + 1
        if total == rest:
            last = earlier[-1].month
            return rest, month.month if month.month == last else f"{month.month} - {last}"
    return 0, ""


def _after(payout: Payout, statement: Money, reference: Rate | None) -> tuple[Money | None, Rate | None, list[Part]]:
    """From the statement to the money."""
    received = payout.received
    fees = Part(PartKind.FEES, Money(-payout.fee_micro, received.currency))
    if statement.currency == received.currency:
        rest = received.micro + payout.fee_micro - statement.micro
        return statement, None, [fees, Part(PartKind.MONEY_UNEXPLAINED, Money(rest, received.currency))]
    said = None
    if payout.rate is not None:
        said = Rate(statement.currency, received.currency, payout.rate, payout.paid_on, payout.payer or payout.method)
    rate = reference or said
    if rate is None:
        return None, None, [fees]
    converted = Money(_times(statement.micro, rate.value), received.currency)
    rest = received.micro + payout.fee_micro - converted.micro
    margin = rest
    if said is not None:
        margin = _times(statement.micro, said.value) - converted.micro
    elif abs(rest) > _times(abs(converted.micro), USUAL_MARGIN):
        margin = 0
    return (
        converted,
        rate,
        [
            fees,
            Part(PartKind.CURRENCY, Money(margin, received.currency)),
            Part(PartKind.MONEY_UNEXPLAINED, Money(rest - margin, received.currency)),
        ],
    )


def _times(micro: int, factor: Decimal) -> int:
    """The product, to the cent: payers pay no fractions of it."""
    return int((Decimal(micro) * factor / 10_000).to_integral_value(ROUND_HALF_UP)) * 10_000

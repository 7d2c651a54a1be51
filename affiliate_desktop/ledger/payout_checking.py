"""What makes a payout acceptable."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from affiliate_desktop.core.money import LIMIT, MICRO, Money, currency_code
from affiliate_desktop.core.names import clean_line, clean_notes
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.ledger.payout import Payout

EARLIEST = date(1990, 1, 1)


def checked_payout(payout: Payout, today: date) -> Payout:
    """The payout with tidy texts and amounts that can be kept.

    Raises:
        BadInput: when an amount, the rate, the day or a text can't be used.
    """
    if not EARLIEST <= payout.paid_on <= today.replace(year=today.year + 1, day=min(today.day, 28)):
        raise BadInput(
            "payout_day", "A payout on {day} can't be right; check the year.", day=payout.paid_on.isoformat()
        )
    received = _amount(payout.received)
    if received.micro <= 0:
        raise BadInput("payout_amount", "What you received must be more than zero.")
    if not 0 <= payout.fee_micro < LIMIT * MICRO:
        raise BadInput("payout_fee", "A fee is zero or more.")
    statement = payout.statement and _amount(payout.statement)
    return replace(
        payout,
        received=received,
        statement=statement,
        carried_micro=_carried(payout.carried_micro),
        rate=_rate(payout, received, statement),
        method=clean_line(payout.method, "method"),
        payer=clean_line(payout.payer, "payer"),
        reference=clean_line(payout.reference, "reference"),
        notes=clean_notes(payout.notes),
    )


def _amount(money: Money) -> Money:
    if abs(money.micro) >= LIMIT * MICRO:
        raise BadInput("amount_too_large", "The amount has more than {digits} digits before the point.", digits=11)
    return Money(money.micro, currency_code(money.currency))


def _carried(micro: int | None) -> int | None:
    if micro is not None and abs(micro) >= LIMIT * MICRO:
        raise BadInput("amount_too_large", "The amount has more than {digits} digits before the point.", digits=11)
    return micro


def _rate(payout: Payout, received: Money, statement: Money | None) -> Decimal | None:
    rate = payout.rate
    if rate is None:
        return None
    if not rate.is_finite() or not Decimal("1e-9") < rate < Decimal("1e9"):
        raise BadInput("payout_rate", "“{rate}” is no exchange rate; write it as 0.9134.", rate=str(rate)[:40])
    if statement is None or statement.currency == received.currency:
        raise BadInput(
            "payout_rate_alone", "A rate needs the statement's total in another currency than what you received."
        )
    return rate

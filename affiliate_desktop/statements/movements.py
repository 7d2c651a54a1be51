"""What a row of a payer's file moves: money that was received, or something that only looks like it."""

from enum import StrEnum


class Movement(StrEnum):
    """What a payment is; only ``RECEIVED`` can be a payout.

    Attributes:
        REFUND: money given back, either way: refunds, reversals, chargebacks.
        WITHDRAWAL: between the payer and the own bank; also one that came back.
        DEPOSIT: own money paid in. CONVERSION: from one currency to another.
        HOLD: set aside and released. FEE: what the payer takes. OTHER: loans, adjustments and the like.
    """

    RECEIVED = "received"
    REFUND = "refund"
    WITHDRAWAL = "withdrawal"
    DEPOSIT = "deposit"
    CONVERSION = "conversion"
    HOLD = "hold"
    FEE = "fee"
    OTHER = "other"

"""Whether two payouts are the same money: one entered by hand, one that a payer's file holds.

They may be when account and currency are equal (or one has no account yet), what arrived or what was sent is the same
to the last digit, and the days are near: people note the day of the notice, files that of the booking.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from affiliate_desktop.core.names import MAX_NOTES
from affiliate_desktop.ledger.payout import Payout

NEAR_DAYS = 5
"""Weekly payouts of equal amounts are further apart."""


def alike(one: Payout, other: Payout) -> bool:
    """Whether two payouts may be the same money."""
    return (
        one.received.currency == other.received.currency
        and (one.account_id == other.account_id or None in (one.account_id, other.account_id))
        and abs((one.paid_on - other.paid_on).days) <= NEAR_DAYS
        and bool(_amounts(one) & _amounts(other))
    )


def twins(payments: Iterable[Payout], entered: Sequence[Payout]) -> dict[str, Payout]:
    """For payments of files that may be entered already, by the key of their evidence, the payout that was entered.

    Each payout is the twin of one payment at most: of the one with its reference, else of the nearest day.
    """
    by_amount: dict[int, list[Payout]] = {}
    for other in entered:
        for micro in _amounts(other):
            by_amount.setdefault(micro, []).append(other)
    pairs = [
        (_distance(payment, other), payment, other)
        for payment in payments
        for micro in _amounts(payment)
        for other in by_amount.get(micro, ())
        if alike(payment, other)
    ]
    found: dict[str, Payout] = {}
    taken: set[int] = set()
    for _, payment, other in sorted(pairs, key=lambda pair: pair[0]):
        if payment.evidence.key not in found and other.id not in taken:
            found[payment.evidence.key] = other
            taken.add(other.id)
    return found


def completed(entered: Payout, payment: Payout) -> Payout:
    """What was entered by hand with day, amounts, reference and evidence of the file.

    The statement's total, the period, the payer's rate and notes stay; another reference moves to the notes.
    """
    notes = entered.notes or payment.notes
    if payment.reference and entered.reference not in ("", payment.reference):
        notes = f"{notes}\n{entered.reference}".strip()
    return replace(
        entered,
        paid_on=payment.paid_on,
        received=payment.received,
        fee_micro=payment.fee_micro,
        account_id=payment.account_id if entered.account_id is None else entered.account_id,
        method=entered.method or payment.method,
        payer=payment.payer or entered.payer,
        reference=payment.reference or entered.reference,
        notes=notes[:MAX_NOTES],
        evidence=payment.evidence,
    )


def _amounts(payout: Payout) -> set[int]:
    return {payout.received.micro, payout.received.micro + payout.fee_micro}


def _distance(payment: Payout, entered: Payout) -> tuple[bool, int, int]:
    same = bool(payment.reference) and payment.reference.casefold() == entered.reference.casefold()
    return not same, abs((payment.paid_on - entered.paid_on).days), entered.id

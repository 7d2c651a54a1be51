"""What the sample's site was paid: money month by month, and one payment that waits to be matched.

Upwork pays through PayPal on the 5th of the next month, Amazon to the bank two months after the month's end. The
shops' own files say what they paid.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from affiliate_desktop.core.changes import Changes
from affiliate_desktop.core.money import Money
from affiliate_desktop.core.periods import month_of
from affiliate_desktop.ledger.payout import Chosen, Payout
from affiliate_desktop.ledger.payouts import Payouts
from affiliate_desktop.programs.model import Account

_PAYPAL = (
    ("84.00", "1.68"),
    ("168.00", "3.36"),
    ("296.00", "5.92"),
    ("343.00", "6.86"),
    ("308.00", "6.16"),
    ("112.00", "2.24"),
    ("389.00", "7.78"),
    ("339.00", "6.78"),
    ("341.00", "6.82"),
)
"""For each month from January on: what Upwork paid, and the fee that PayPal kept of it."""
_BANK = ("33.74", "53.39", "76.21", "85.25", "95.79", "92.63", "44.60", "81.82")
"""What Amazon paid for each month from January on."""
_OPEN = "AMZ-2026-08"
"""The payment that is left to match."""


def sample_payouts(payouts: Payouts, upwork: Account, amazon: Account, today: date) -> Iterator[Changes]:
    """Records the payments up to today and matches them to the earnings they paid.

    Args:
        payouts: the service of payouts.
        upwork: the account that pays through PayPal.
        amazon: the account that pays to the bank.
        today: later payments are left out.
    """
    for payout in (*_from_upwork(upwork.id), *_from_amazon(amazon.id)):
        if payout.paid_on > today:
            continue
        added = payouts.add(payout)
        yield added.changes
        if payout.reference != _OPEN:
            yield payouts.match(added.value.id, Chosen("USD", payout.period)).changes


def _from_upwork(account_id: int) -> Iterator[Payout]:
    for month, (total, fee) in enumerate(_PAYPAL, 1):
        yield Payout(
            date(2026, month + 1, 5),
            Money.of(Decimal(total) - Decimal(fee), "USD"),
            account_id,
            Money.of(fee, "USD").micro,
            Money.of(total, "USD"),
            method="PayPal",
            reference=f"PP-{7_310_400 + 37 * month}",
            period=month_of(date(2026, month, 1)),
        )


def _from_amazon(account_id: int) -> Iterator[Payout]:
    for month, total in enumerate(_BANK, 1):
        yield Payout(
            date(2026, month + 2, 29),
            Money.of(total, "USD"),
            account_id,
            statement=Money.of(total, "USD"),
            method="Bank transfer",
            reference=f"AMZ-2026-{month:02d}",
            period=month_of(date(2026, month, 1)),
        )

"""Paid through a payout: what a match does to a transaction's status.

Nothing is written into what the files said. A transaction that the files leave pending or approved is *paid* while
the amounts that payouts paid of it cover its commission; this is derived each time it is folded, so it survives
re-imports, and taking the match away gives back what the files say. What the files say is reversed stays reversed:
money that was paid and is taken back shows as a later reversal of that payout.

A match remembers the transaction's key within the account, so that it outlives the undo of an import and finds the
transaction again when the file is imported anew.
"""

from typing import Any

from affiliate_desktop.ledger.holding import HELD, Values
from affiliate_desktop.ledger.model import Status

_STATUS, _COMMISSION = HELD.index("status"), HELD.index("commission_micro")


def settled(values: Values, paid_micro: int) -> Values:
    """The values of a transaction, in the order of ``holding.HELD``, when payouts paid an amount of it."""
    status, commission = values[_STATUS], values[_COMMISSION]
    covers = abs(paid_micro) >= abs(commission) and (paid_micro >= 0) == (commission >= 0)
    if covers and status in {Status.PENDING, Status.APPROVED}:
        return (*values[:_STATUS], Status.PAID.value, *values[_STATUS + 1 :])
    return values


_FIND_AGAIN = """
UPDATE payout_match SET transaction_id = found.id
FROM payout, transaction_ AS found
WHERE payout_match.transaction_id IS NULL AND payout.id = payout_match.payout_id AND payout.account_id = ?1
  AND found.account_id = ?1 AND found.key = payout_match.key
RETURNING payout_match.transaction_id"""


def find_again(cursor: Any, account_id: int) -> list[int]:
    """Ties matches whose transaction was taken away to the one that has its key now; the transactions' ids."""
    return [key for (key,) in cursor.execute(_FIND_AGAIN, (account_id,)).fetchall()]

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


_PLAIN = """
NOT EXISTS (SELECT 1 FROM correction AS own
  WHERE own.account_id = transaction_.account_id AND own.key = transaction_.key)
AND NOT EXISTS (SELECT 1 FROM conflict WHERE conflict.transaction_id = transaction_.id)"""
_PAID = "coalesce((SELECT sum(amount_micro) FROM payout_match WHERE transaction_id = transaction_.id), 0)"
_COVERED = f"""(EXISTS (SELECT 1 FROM payout_match WHERE transaction_id = transaction_.id)
AND abs({_PAID}) >= abs(commission_micro) AND ({_PAID} >= 0) = (commission_micro >= 0))"""  # noqa: S608 - our names
_ALONE = "(SELECT count(*) FROM observation WHERE observation.transaction_id = transaction_.id) = 1"
_TOUCHED = "id IN (SELECT id FROM touched)"
_PAY = f"""
UPDATE transaction_ SET status = 'paid'
WHERE {_TOUCHED} AND status IN ('pending', 'approved') AND {_COVERED} AND {_PLAIN}"""  # noqa: S608
_UNPAY = f"""
UPDATE transaction_ SET status = (SELECT status FROM observation WHERE transaction_id = transaction_.id)
WHERE {_TOUCHED} AND status = 'paid' AND NOT {_COVERED} AND {_ALONE} AND {_PLAIN}
AND status <> (SELECT status FROM observation WHERE transaction_id = transaction_.id)"""  # noqa: S608
_DONE = f"""
DELETE FROM touched WHERE id IN (SELECT id FROM transaction_ WHERE {_TOUCHED} AND {_PLAIN}
AND (status <> 'paid' OR {_COVERED} OR {_ALONE}))"""  # noqa: S608


def pay_touched(cursor: Any) -> int:
    """Settles the touched transactions of which only matches have changed, and leaves the others to a fold.

    What a fold would find is known without it: a pending or approved row that is covered is paid now, a paid one that
    is not covered is what its one file says, all else stays. Rows that the user corrected, that are contested, or of
    which several files speak are folded. Gives the same as ``settled`` in a few statements for any number of rows.

    Returns:
        How many changed.
    """
    changed = int(cursor.execute(_PAY).rowcount) + int(cursor.execute(_UNPAY).rowcount)
    cursor.execute(_DONE)
    return changed


def find_again(cursor: Any, account_id: int) -> list[int]:
    """Ties matches whose transaction was taken away to the one that has its key now; the transactions' ids."""
    return [key for (key,) in cursor.execute(_FIND_AGAIN, (account_id,)).fetchall()]

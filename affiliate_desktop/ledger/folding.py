"""What a transaction is: the fold of its observations.

The last observation holds, in the order of the files' own last days; of files with the same last day the one that
was imported later, and within a file the lower row. So any import can be taken away at any time: its observations
go, and the transactions they touched are folded again. What payouts cover is paid, whatever the files say so far
(see ``settlement``).
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from affiliate_desktop.ledger.settlement import paid_status

_HELD = (
    "program_id",
    "day",
    "time",
    "event",
    "status",
    "status_raw",
    "currency",
    "sale_micro",
    "commission_micro",
    "sub_id",
    "product",
    "quantity",
)
_VALUES = {name: f"said.{name}" for name in _HELD} | {"status": paid_status("said")}
_SET = ", ".join(f"{name} = {value}" for name, value in _VALUES.items())
_DIFFERS = " OR ".join(f"transaction_.{name} IS NOT {value}" for name, value in _VALUES.items())

_FOLD = f"""
UPDATE transaction_ SET {_SET}
FROM (
  SELECT observation.*, row_number() OVER (
    PARTITION BY observation.transaction_id
    ORDER BY statement.last_day DESC, statement.id DESC, observation.sheet DESC, observation.line DESC) AS place
  FROM touched
  JOIN observation ON observation.transaction_id = touched.id
  JOIN statement ON statement.id = observation.statement_id) AS said
WHERE said.place = 1 AND said.transaction_id = transaction_.id AND ({_DIFFERS})"""  # noqa: S608 - our own names


def touch(cursor: Any, query: str, values: Sequence[Any] = ()) -> None:
    """Notes the transactions that a query finds, for what follows on the same connection."""
    cursor.execute("CREATE TEMP TABLE IF NOT EXISTS touched (id INTEGER PRIMARY KEY)")
    cursor.execute("DELETE FROM touched")
    cursor.execute(f"INSERT INTO touched {query}", values)


def fold(cursor: Any) -> int:
    """Folds the touched transactions again; how many changed by that."""
    cursor.execute(_FOLD)
    return int(cursor.rowcount)


def withdraw(connection: Connection, statement_id: int) -> int:
    """Takes away what a statement said: transactions that no other file speaks of go, the others are folded again.

    Returns:
        How many of the others changed; they are still noted as touched.
    """
    cursor: Any = connection.connection.cursor()
    touch(cursor, "SELECT DISTINCT transaction_id FROM observation WHERE statement_id = ?", (statement_id,))
    cursor.execute("DELETE FROM observation WHERE statement_id = ?", (statement_id,))
    cursor.execute(
        "DELETE FROM transaction_ WHERE id IN (SELECT id FROM touched WHERE NOT EXISTS "
        "(SELECT 1 FROM observation WHERE observation.transaction_id = touched.id))"
    )
    cursor.execute(
        "DELETE FROM touched WHERE NOT EXISTS (SELECT 1 FROM transaction_ WHERE transaction_.id = touched.id)"
    )
    return fold(cursor)

"""Taking away what a file said: for good (undo), or aside while a corrected file stands in its place."""

from typing import Any

from sqlalchemy import Connection

from affiliate_desktop.ledger.folding import Guard, clear, fold, touch_too
from affiliate_desktop.ledger.holding import HELD
from affiliate_desktop.ledger.model import Status
from affiliate_desktop.ledger.settlement import find_again

_SAID = ", ".join(f"said.{name}" for name in HELD)
_DIFFERS = " OR ".join(f"other.{name} IS NOT said.{name}" for name in HELD)
_CONTESTED = f"""
SELECT said.transaction_id FROM observation AS said WHERE said.statement_id = ?1 AND EXISTS (
  SELECT 1 FROM observation AS other WHERE other.transaction_id = said.transaction_id
  AND other.statement_id <> ?1 AND ({_DIFFERS}))"""  # noqa: S608 - our names
_SPECIAL = """
SELECT now.id FROM correction AS own CROSS JOIN transaction_ AS now
  ON now.account_id = own.account_id AND now.key = own.key
  WHERE EXISTS (SELECT 1 FROM observation WHERE transaction_id = now.id AND statement_id = ?1)
UNION SELECT transaction_id FROM conflict
  WHERE EXISTS (SELECT 1 FROM observation AS said
    WHERE said.transaction_id = conflict.transaction_id AND said.statement_id = ?1)
UNION SELECT now.id FROM transaction_ AS now
  WHERE now.account_id = (SELECT account_id FROM statement WHERE id = ?1) AND now.key IN (
    SELECT said.key FROM shelved AS said WHERE said.statement_id = ?1 AND said.key IN (
      SELECT kept.key FROM conflict CROSS JOIN transaction_ AS kept ON kept.id = conflict.transaction_id))"""
_UNSPOKEN = """
DELETE FROM transaction_ WHERE id IN (SELECT id FROM leaving)
AND NOT EXISTS (SELECT 1 FROM observation WHERE observation.transaction_id = transaction_.id)
AND NOT EXISTS (SELECT 1 FROM correction AS own
  WHERE own.account_id = transaction_.account_id AND own.key = transaction_.key AND own.entered)
AND id NOT IN (SELECT id FROM touched)"""
_LONELY_PAID = """
SELECT paid.transaction_id FROM payout_match AS paid
WHERE EXISTS (SELECT 1 FROM observation AS said
  WHERE said.transaction_id = paid.transaction_id AND said.statement_id = ?1)
AND NOT EXISTS (SELECT 1 FROM observation AS said
  WHERE said.transaction_id = paid.transaction_id AND said.statement_id <> ?1)"""


def touch_contested(cursor: Any, statement_id: int) -> None:
    """Notes the transactions of a statement that may change when it goes, or when its last day moves."""
    touch_too(cursor, _CONTESTED, (statement_id,))
    touch_too(cursor, _SPECIAL, (statement_id,))


def withdraw(connection: Connection, statement_id: int) -> int:
    """Takes away what a statement said: transactions that nobody else speaks of go, the others are folded again.

    The file that it had replaced speaks again. What it said against a payout is no conflict any more.

    Returns:
        How many of the others changed; they are still noted as touched.
    """
    cursor: Any = connection.connection.cursor()
    clear(cursor)
    _unshelve(cursor, statement_id)
    touch_contested(cursor, statement_id)
    cursor.execute("DELETE FROM shelved WHERE statement_id = ?", (statement_id,))
    _leave(cursor, statement_id)
    _release(cursor)
    return fold(cursor)


def shelve(connection: Connection, statement_id: int, guard: Guard) -> None:
    """Puts aside what a statement said, because a corrected file was imported; notes what it touched, without folding.

    Transactions that a payout paid stay, even where the corrected file has them no more; the fold tells.
    """
    cursor: Any = connection.connection.cursor()
    touch_contested(cursor, statement_id)
    touch_too(cursor, _LONELY_PAID, (statement_id,))
    cursor.execute(
        f"INSERT INTO shelved (statement_id, sheet, line, key, external_id, {', '.join(HELD)}) "  # noqa: S608
        f"SELECT said.statement_id, said.sheet, said.line, now.key, now.external_id, {_SAID} "
        "FROM observation AS said JOIN transaction_ AS now ON now.id = said.transaction_id WHERE said.statement_id = ?",
        (statement_id,),
    )
    _leave(cursor, statement_id)
    cursor.execute(
        "UPDATE statement SET replaced_by = ? WHERE id = ? OR replaced_by = ?",
        (guard.statement_id, statement_id, statement_id),
    )


def _unshelve(cursor: Any, statement_id: int) -> None:
    """Lets the statement speak again that another had replaced, and notes the transactions that this may change."""
    query = "SELECT max(id) FROM statement WHERE replaced_by = ?"
    (replaced,) = cursor.execute(query, (statement_id,)).fetchone()
    if replaced is None:
        return
    cursor.execute(
        "UPDATE statement SET replaced_by = CASE id WHEN ?1 THEN NULL ELSE ?1 END WHERE replaced_by = ?2",
        (replaced, statement_id),
    )
    (first,) = cursor.execute("SELECT coalesce(max(id), 0) + 1 FROM transaction_").fetchone()
    cursor.execute(
        f"INSERT INTO transaction_ (account_id, key, external_id, {', '.join(HELD)}) "  # noqa: S608 - our names
        f"SELECT statement.account_id, said.key, said.external_id, {_SAID} FROM shelved AS said "
        "JOIN statement ON statement.id = said.statement_id WHERE said.statement_id = ? "
        "ON CONFLICT (account_id, key) DO NOTHING",
        (replaced,),
    )
    cursor.execute(
        f"INSERT INTO observation (statement_id, sheet, line, transaction_id, {', '.join(HELD)}) "  # noqa: S608
        f"SELECT said.statement_id, said.sheet, said.line, now.id, {_SAID} FROM shelved AS said "
        "JOIN statement ON statement.id = said.statement_id "
        "JOIN transaction_ AS now ON now.account_id = statement.account_id AND now.key = said.key "
        "WHERE said.statement_id = ?",
        (replaced,),
    )
    cursor.execute("DELETE FROM shelved WHERE statement_id = ?", (replaced,))
    (account,) = cursor.execute("SELECT account_id FROM statement WHERE id = ?", (replaced,)).fetchone()
    for key in find_again(cursor, account):
        touch_too(cursor, "VALUES (?)", (key,))
    touch_contested(cursor, replaced)
    touch_too(cursor, "SELECT id FROM transaction_ WHERE id >= ?", (first,))


def _leave(cursor: Any, statement_id: int) -> None:
    cursor.execute("CREATE TEMP TABLE IF NOT EXISTS leaving (id INTEGER PRIMARY KEY)")
    cursor.execute("DELETE FROM leaving")
    cursor.execute(
        "INSERT OR IGNORE INTO leaving SELECT transaction_id FROM observation WHERE statement_id = ?", (statement_id,)
    )
    cursor.execute("DELETE FROM observation WHERE statement_id = ?", (statement_id,))
    cursor.execute(_UNSPOKEN)
    cursor.execute("DELETE FROM leaving")


def _release(cursor: Any) -> None:
    """Ends conflicts of touched transactions whose kept values no file says any more, not even one that was replaced.

    What the user said of them, and that a payout made them paid, is in the kept values but in no file.
    """
    same = " AND ".join(f"(said.{name} IS json_extract(conflict.before, '$.{name}') OR {_own(name)})" for name in HELD)
    own = "LEFT JOIN correction AS own ON own.account_id = now.account_id AND own.key = now.key"
    cursor.execute(
        "DELETE FROM conflict WHERE transaction_id IN (SELECT id FROM touched) AND NOT EXISTS ("  # noqa: S608
        f"SELECT 1 FROM observation AS said JOIN transaction_ AS now ON now.id = said.transaction_id {own} "
        f"WHERE said.transaction_id = conflict.transaction_id AND {same}) AND NOT EXISTS ("
        "SELECT 1 FROM transaction_ AS now "
        "JOIN statement ON statement.account_id = now.account_id AND statement.replaced_by IS NOT NULL "
        f"JOIN shelved AS said ON said.statement_id = statement.id AND said.key = now.key {own} "
        f"WHERE now.id = conflict.transaction_id AND {same})"
    )


def _own(name: str) -> str:
    if name == "program_id":
        return "own.program_id IS NOT NULL"
    corrected = f"""json_type(own."values", '$.{name}') IS NOT NULL"""
    if name == "status":
        paid = f"json_extract(conflict.before, '$.status') = '{Status.PAID.value}'"
        return f"{corrected} OR ({paid} AND said.status IN ('{Status.PENDING.value}', '{Status.APPROVED.value}'))"
    return corrected

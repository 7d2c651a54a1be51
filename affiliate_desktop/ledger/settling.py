"""After the user said something: the transactions that it is about, as they are now."""

import json
from typing import Any

from sqlalchemy import Connection

from affiliate_desktop.ledger.attributing import attribute_touched, attribution_of
from affiliate_desktop.ledger.folding import fold, touch, touch_too
from affiliate_desktop.ledger.holding import HELD
from affiliate_desktop.ledger.settlement import find_again
from affiliate_desktop.programs.catalog import NetworkCatalog

_ENTERED = """
SELECT own.account_id, own.key, own."values", own.program_id FROM correction AS own WHERE own.entered
AND NOT EXISTS (SELECT 1 FROM transaction_ AS now WHERE now.account_id = own.account_id AND now.key = own.key)"""
_INSERT = f"""
INSERT INTO transaction_ (account_id, key, external_id, {", ".join(HELD)})
VALUES (?, ?, ?, {", ".join("?" for _ in HELD)})"""  # noqa: S608 - our own names
_OWN = """
SELECT now.id FROM correction AS own CROSS JOIN transaction_ AS now
ON now.account_id = own.account_id AND now.key = own.key WHERE own.account_id = ?"""
_CONTESTED = """
SELECT now.id FROM conflict CROSS JOIN transaction_ AS now ON now.id = conflict.transaction_id
WHERE now.account_id = ?"""


def settle(connection: Connection, catalog: NetworkCatalog) -> int:
    """Makes what the user entered, and folds again what the user corrected or decided; how many changed.

    Of this there is little, whatever the size of the ledger: what the user said is never removed from its table.
    """
    cursor: Any = connection.connection.cursor()
    entered_in: set[int] = set()
    made = 0
    for account, key, text, program in cursor.execute(_ENTERED).fetchall():
        values = {"program_id": program, **json.loads(text)}
        external = key.removeprefix("i:") if key.startswith("i:") else None
        cursor.execute(_INSERT, (account, key, external, *(values.get(name) for name in HELD)))
        entered_in.add(account)
        made += 1
    accounts = cursor.execute(
        "SELECT id, network FROM account WHERE id IN (SELECT account_id FROM correction "
        "UNION SELECT now.account_id FROM conflict JOIN transaction_ AS now ON now.id = conflict.transaction_id)"
    ).fetchall()
    changed = 0
    for account, network in accounts:
        if account in entered_in:
            find_again(cursor, account)
        touch(cursor, _OWN, (account,))
        touch_too(cursor, _CONTESTED, (account,))
        changed += fold(cursor)
        attribute_touched(connection, attribution_of(connection, account, catalog.cut_at(network)))
    return made + changed

"""Attribution in the database: sub-ids, decisions and rules, over any number of rows in a few statements."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from affiliate_desktop.core.periods import Period
from affiliate_desktop.ledger.attribution import TRACKING_PARAMETER, Attribution, Marked
from affiliate_desktop.ledger.attribution_model import REFUSED, Decided, Rule
from affiliate_desktop.ledger.folding import touch
from affiliate_desktop.ledger.rule_conditions import case_of
from affiliate_desktop.workspace import schema

_SETTLE = """
UPDATE transaction_ SET link_id = wanted.link_id, campaign_id = wanted.campaign_id, attributed = wanted.attributed,
  rule_id = wanted.rule_id
FROM (SELECT t.id, {columns} FROM touched
  JOIN transaction_ AS t ON t.id = touched.id
  JOIN target ON target.sub_id = t.sub_id {joins}) AS wanted
WHERE wanted.id = transaction_.id
  AND (transaction_.link_id, transaction_.campaign_id, transaction_.attributed, transaction_.rule_id)
    IS NOT (wanted.link_id, wanted.campaign_id, wanted.attributed, wanted.rule_id)"""

_OWN = """
  LEFT JOIN attribution_decision AS own
    ON own.account_id = t.account_id AND own.subject = 'r:' || t.key AND own.kind <> 'refused'
  LEFT JOIN link AS own_link ON own_link.id = own.link_id"""
_NOT_OWN = "WHEN own.kind = 'user' THEN NULL ELSE"
_RULED = """
  LEFT JOIN ruling
    ON ruling.id = CASE WHEN target.attributed IN ('user', 'exact', 'case', 'cut') THEN NULL ELSE {case} END"""


def attribution_of(connection: Connection, account_id: int, cut_at: Iterable[int] = ()) -> Attribution:
    """What attributes the rows of an account.

    Args:
        connection: open for reading.
        account_id: the account.
        cut_at: lengths at which the reports of its network cut a click reference off.
    """
    link, tracking = schema.link.c, schema.tracking_id.c
    rows = connection.execute(select(link.id, link.campaign_id, link.account_id, link.click_reference, link.parameters))
    links = [
        Marked(
            id=row.id,
            campaign_id=row.campaign_id,
            account_id=row.account_id,
            reference=row.click_reference or "",
            tracking=str((row.parameters or {}).get(TRACKING_PARAMETER, "")),
        )
        for row in rows
    ]
    copy = schema.link_copy.c
    copies = select(link.id, link.campaign_id, link.account_id, copy.reference).join(
        schema.link_copy, copy.link_id == link.id
    )
    links += [Marked(*row, tracking="") for row in connection.execute(copies)]
    said = select(tracking.value, tracking.campaign_id).where(tracking.account_id == account_id)
    return Attribution(
        account_id,
        links,
        dict(connection.execute(said).all()),
        cut_at=tuple(cut_at),
        decided=_decided(connection, account_id),
        refused=_refused(connection, account_id),
        rules=[rule for rule in rules(connection) if rule.account_id in {None, account_id}],
        rows_decided=_rows_decided(connection, account_id),
    )


def rules(connection: Connection) -> tuple[Rule, ...]:
    """All rules in their order."""
    held, link = schema.attribution_rule, schema.link
    query = select(held, func.coalesce(link.c.campaign_id, held.c.campaign_id).label("campaign"))
    query = query.select_from(held.outerjoin(link, link.c.id == held.c.link_id))
    rows = connection.execute(query.order_by(held.c.position, held.c.id)).mappings()
    return tuple(
        Rule(
            account_id=row["account_id"],
            program_id=row["program_id"],
            product=row["product"],
            tracking=row["tracking"],
            period=Period(_day(row["first_day"]), _day(row["last_day"])),
            campaign_id=row["campaign"],
            link_id=row["link_id"],
            position=row["position"],
            id=row["id"],
        )
        for row in rows
    )


def attribute_touched(connection: Connection, attribution: Attribution) -> int:
    """Attributes the transactions noted by ``folding.touch`` anew; how many changed. All are of one account."""
    cursor: Any = connection.connection.cursor()
    found = cursor.execute("SELECT DISTINCT sub_id FROM transaction_ JOIN touched USING (id)").fetchall()
    cursor.execute("CREATE TEMP TABLE IF NOT EXISTS target (sub_id TEXT PRIMARY KEY, link_id, campaign_id, attributed)")
    cursor.execute("DELETE FROM target")
    targets = ((sub_id, *attribution[sub_id]) for (sub_id,) in found)
    cursor.executemany("INSERT INTO target VALUES (?, ?, ?, ?)", targets)
    cursor.execute("CREATE TEMP TABLE IF NOT EXISTS ruling (id INTEGER PRIMARY KEY, link_id, campaign_id)")
    cursor.execute("DELETE FROM ruling")
    rulings = ((rule.id, rule.link_id, rule.campaign_id) for rule in attribution.rules)
    cursor.executemany("INSERT INTO ruling VALUES (?, ?, ?)", rulings)
    cursor.execute(*_settling(connection, attribution))
    return int(cursor.rowcount)


def attribute_new(connection: Connection, attribution: Attribution, first_id: int) -> None:
    """Looks for rules and decisions about rows that were just added and that no sub-id explains.

    Args:
        connection: inside the import's transaction.
        attribution: what found the others.
        first_id: the first transaction that was added.
    """
    if attribution.rules or attribution.rows_decided:
        cursor: Any = connection.connection.cursor()
        new = "SELECT id FROM transaction_ WHERE id >= ?"
        if not attribution.rows_decided:
            new += " AND (attributed IS NULL OR attributed = 'guess')"
        touch(cursor, new, (first_id,))
        attribute_touched(connection, attribution)


def _settling(connection: Connection, attribution: Attribution) -> tuple[str, dict[str, Any]]:
    """The statement that settles the touched rows, and its values.

    What the user said of the row comes first, then the sub-id, the rules, and guesses.
    """
    own = attribution.rows_decided
    case, values = case_of(connection, attribution.rules) if attribution.rules else ("", {})

    def chosen(name: str, own_value: str) -> str:
        steps = [f"WHEN own.kind = 'user' THEN {own_value}"] if own else []
        steps.append(f"WHEN target.attributed IN ('user', 'exact', 'case', 'cut') THEN target.{name}")
        if case:
            ruled = "'rule'" if name == "attributed" else f"ruling.{name}"
            steps.append(f"WHEN ruling.id IS NOT NULL THEN {ruled}")
        if own:
            steps.append(f"WHEN own.kind = 'guess' THEN {own_value}")
        return f"CASE {' '.join(steps)} ELSE target.{name} END AS {name}"

    columns = [
        chosen("link_id", "own.link_id"),
        chosen("campaign_id", "coalesce(own_link.campaign_id, own.campaign_id)"),
        chosen("attributed", "own.kind"),
        _rule_column(own=own) if case else "NULL AS rule_id",
    ]
    joins = (_OWN if own else "") + (_RULED.format(case=case) if case else "")
    return _SETTLE.format(columns=", ".join(columns), joins=joins), values


def _rule_column(*, own: bool) -> str:
    return f"CASE {_NOT_OWN} ruling.id END AS rule_id" if own else "ruling.id AS rule_id"


def _decided(connection: Connection, account_id: int) -> dict[str, Decided]:
    held, link = schema.attribution_decision, schema.link
    query = select(
        func.substr(held.c.subject, 3),
        held.c.kind,
        held.c.link_id,
        func.coalesce(link.c.campaign_id, held.c.campaign_id),
    )
    query = query.select_from(held.outerjoin(link, link.c.id == held.c.link_id)).where(
        held.c.account_id == account_id, held.c.kind != REFUSED, held.c.subject.startswith("s:")
    )
    return {sub_id: Decided(kind, link_id, campaign) for sub_id, kind, link_id, campaign in connection.execute(query)}


def _refused(connection: Connection, account_id: int) -> dict[str, set[tuple[int | None, int | None]]]:
    """What sub-ids were said not to stand for."""
    held, found = schema.attribution_decision.c, dict[str, set[tuple[int | None, int | None]]]()
    query = select(func.substr(held.subject, 3), held.link_id, held.campaign_id)
    query = query.where(held.account_id == account_id, held.kind == REFUSED, held.subject.startswith("s:"))
    for sub_id, link_id, campaign_id in connection.execute(query):
        found.setdefault(sub_id, set()).add((link_id, campaign_id))
    return found


def _rows_decided(connection: Connection, account_id: int) -> bool:
    held = schema.attribution_decision.c
    query = select(held.id).where(held.account_id == account_id, held.kind != REFUSED, held.subject.startswith("r:"))
    return connection.execute(query.limit(1)).first() is not None


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)

"""The queue of the unattributed, decisions and rules in the database."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, case, func, null, or_, select

from affiliate_desktop.ledger.attribution_model import (
    GUESS,
    REFUSED,
    UNSURE,
    Attributed,
    Candidate,
    Outcome,
    Preview,
    Reason,
    Rule,
    Sum,
    Waiting,
)
from affiliate_desktop.ledger.candidates import Target
from affiliate_desktop.ledger.rule_conditions import case_of
from affiliate_desktop.workspace import schema
from affiliate_desktop.workspace.history import Edit

_t = schema.transaction.c
_decision = schema.attribution_decision
_ALIKE = {
    Attributed.CASE: Reason("case", "the same sub-id but for letter case", 50),
    Attributed.CUT: Reason("cut", "the same sub-id, cut off where the network's reports cut it off", 50),
}


def waiting(connection: Connection, limit: int, *, guesses: bool, containing: int | None = None) -> list[Waiting]:
    """What waits, the most money first; one more than ``limit`` where there is more.

    Args:
        connection: open for reading.
        limit: most items.
        guesses: what was guessed and waits for a yes or no, instead of what nobody knows. Of the latter are also the
            rows of links without a campaign, unless the user left these without one.
        containing: only the item that this transaction is in.
    """
    linked: ColumnElement[Any] = null() if guesses else _t.link_id
    by_link = _t.id.is_(None) if guesses else _t.link_id.is_not(None)
    bare = (_t.sub_id == "") & ~by_link
    groups = (
        _t.account_id,
        linked,
        case((by_link, ""), else_=func.lower(_t.sub_id)),
        case((bare, _t.program_id), else_=null()),
        case((bare, _t.product), else_=""),
        _t.currency,
    )
    total = func.sum(_t.commission_micro)
    names = {name: getattr(schema, name).c for name in ("account", "program", "campaign", "link")}
    found = (
        select(
            func.min(_t.id).label("id"),
            _t.account_id,
            func.min(_t.sub_id).label("sub_id"),
            func.min(_t.program_id).label("program_id"),
            func.min(_t.product).label("product"),
            _t.currency,
            func.count().label("count"),
            total.label("commission_micro"),
            func.min(_t.day).label("first_day"),
            func.max(_t.day).label("last_day"),
            func.min(_t.link_id).label("link_id"),
            func.min(_t.campaign_id).label("campaign_id"),
            func.min(_t.attributed).label("how"),
        )
        .where(_open(guesses=guesses), *_same_as(connection, containing, guesses=guesses))
        .group_by(*groups)
        .order_by(func.abs(total).desc(), func.min(_t.id))
        .limit(limit + 1)
        .subquery()
    )
    query = select(found, *(names[name].name.label(name) for name in names))
    joined: Any = found
    for name, columns in names.items():
        joined = joined.outerjoin(getattr(schema, name), columns.id == found.c[f"{name}_id"])
    query = query.select_from(joined).order_by(func.abs(found.c.commission_micro).desc(), found.c.id)
    return [_waiting(row, guesses=guesses) for row in connection.execute(query).mappings()]


def count_open(connection: Connection, *, guesses: bool = False) -> int:
    """How many transactions wait for a decision."""
    query = select(func.count()).select_from(schema.transaction).where(_open(guesses=guesses))
    return int(connection.execute(query).scalar_one())


def counts(connection: Connection) -> dict[str | None, int]:
    """How many transactions were attributed in which way."""
    query = select(_t.attributed, func.count()).group_by(_t.attributed)
    return dict(connection.execute(query).all())


def keys_of(connection: Connection, item: Waiting, limit: int) -> list[str]:
    """Keys of the transactions of an item without a sub-id; one more than ``limit`` where there are more."""
    query = select(_t.key).where(
        _t.account_id == item.account_id,
        _t.sub_id == "",
        _t.program_id.is_not_distinct_from(item.program_id),
        _t.product == item.product,
        or_(_t.attributed.is_(None), _t.attributed == GUESS),
    )
    return list(connection.execute(query.order_by(_t.id).limit(limit + 1)).scalars())


def owners(connection: Connection, keys: Collection[int]) -> list[tuple[int, int, str]]:
    """Id, account and key of transactions."""
    query = select(_t.id, _t.account_id, _t.key).where(_t.id.in_(keys))
    return [(row[0], row[1], row[2]) for row in connection.execute(query)]


def subjects_of(connection: Connection, keys: Collection[int]) -> list[tuple[int, list[str]]]:
    """Account of each transaction, and the subjects that decisions about it are noted under."""
    query = select(_t.account_id, _t.key, _t.sub_id).where(_t.id.in_(keys))
    rows = connection.execute(query).all()
    return [(row[0], [f"r:{row[1]}", *([f"s:{row[2].casefold()}"] if row[2] else [])]) for row in rows]


def exists(connection: Connection, table: str, key: int) -> bool:
    """Whether there is such a record."""
    columns = schema.metadata.tables[table].c
    return connection.execute(select(columns.id).where(columns.id == key)).first() is not None


def campaign_of(connection: Connection, link_id: int) -> int | None:
    """The campaign of a link."""
    return connection.execute(select(schema.link.c.campaign_id).where(schema.link.c.id == link_id)).scalar()


def refused(connection: Connection) -> dict[tuple[int, str], set[Target]]:
    """What was turned down, by account and subject."""
    held, found = _decision.c, dict[tuple[int, str], set[Target]]()
    query = select(held.account_id, held.subject, held.link_id, held.campaign_id).where(held.kind == REFUSED)
    for account_id, subject, link_id, campaign_id in connection.execute(query):
        found.setdefault((account_id, subject), set()).add((link_id, campaign_id))
    return found


def decide(edit: Edit, account_id: int, subjects: Sequence[str], kind: str, target: Target, at: str) -> None:
    """Notes what was said of each subject; what was said before is replaced, except what was turned down."""
    withdraw(edit, account_id, subjects)
    for subject in subjects:
        values = {"account_id": account_id, "subject": subject, "kind": kind, "created_at": at}
        edit.insert(_decision, values | {"link_id": target[0], "campaign_id": target[1]})


def refuse(edit: Edit, account_id: int, subject: str, target: Target, at: str) -> None:
    """Notes that a target was turned down."""
    values = {"account_id": account_id, "subject": subject, "kind": REFUSED, "created_at": at}
    edit.insert(_decision, values | {"link_id": target[0], "campaign_id": target[1]})


def withdraw(edit: Edit, account_id: int, subjects: Sequence[str], *, kind: str | None = None) -> int:
    """Forgets what was said of subjects, except what was turned down; how many decisions went."""
    held = _decision.c
    gone = 0
    for at in range(0, len(subjects), 500):
        query = select(held.id).where(
            held.account_id == account_id, held.subject.in_(subjects[at : at + 500]), held.kind != REFUSED
        )
        if kind is not None:
            query = query.where(held.kind == kind)
        for key in edit.connection.execute(query).scalars().all():
            edit.delete(_decision, key)
            gone += 1
    return gone


def guessed(connection: Connection) -> list[int]:
    """Ids of all guesses."""
    return list(connection.execute(select(_decision.c.id).where(_decision.c.kind == GUESS)).scalars())


def rule_values(rule: Rule) -> dict[str, Any]:
    """The columns of a rule."""
    return {
        "position": rule.position,
        "account_id": rule.account_id,
        "program_id": rule.program_id,
        "product": rule.product,
        "tracking": rule.tracking,
        "first_day": rule.period.start and rule.period.start.isoformat(),
        "last_day": rule.period.end and rule.period.end.isoformat(),
        "campaign_id": rule.campaign_id,
        "link_id": rule.link_id,
    }


_PREVIEW = """
WITH ruling (id, link_id, campaign_id) AS (VALUES {rulings}),
changed AS (
  SELECT t.id, t.day, t.account_id, t.program_id, t.product, t.sub_id, t.currency, t.commission_micro,
    t.link_id AS old_link, t.campaign_id AS old_campaign, ruling.link_id AS new_link, ruling.campaign_id AS new_campaign
  FROM transaction_ AS t LEFT JOIN ruling ON ruling.id = {case}
  WHERE (t.attributed IS NULL OR t.attributed = 'rule' OR (t.attributed = 'guess' AND ruling.id IS NOT NULL))
    AND ((t.link_id, t.campaign_id) IS NOT (ruling.link_id, ruling.campaign_id)
      OR (t.attributed = 'guess' AND ruling.id IS NOT NULL)))"""

_SUMS = "SELECT currency, count(*), sum(commission_micro) FROM changed GROUP BY currency ORDER BY currency"
_ROWS = """
SELECT changed.id, day, account.name, program.name, changed.product, sub_id, changed.currency, commission_micro,
  old_c.name, old_l.name, new_c.name, new_l.name
FROM changed JOIN account ON account.id = changed.account_id LEFT JOIN program ON program.id = changed.program_id
LEFT JOIN campaign AS old_c ON old_c.id = old_campaign LEFT JOIN link AS old_l ON old_l.id = old_link
LEFT JOIN campaign AS new_c ON new_c.id = new_campaign LEFT JOIN link AS new_l ON new_l.id = new_link
ORDER BY day DESC, changed.id DESC LIMIT :most"""


def preview(connection: Connection, rules: Sequence[Rule], most: int) -> Preview:
    """What would change if these were all the rules, in this order; each has an id of its own."""
    case, values = case_of(connection, rules)
    rulings = ", ".join(f"({rule.id:d}, {_number(rule.link_id)}, {_number(rule.campaign_id)})" for rule in rules)
    cursor: Any = connection.connection.cursor()
    head = _PREVIEW.format(rulings=rulings, case=case)
    sums = tuple(Sum(*row) for row in cursor.execute(head + _SUMS, values))
    rows = cursor.execute(head + _ROWS, values | {"most": most}).fetchall()
    return Preview(sums, tuple(_outcome(row) for row in rows))


def _outcome(row: Sequence[Any]) -> Outcome:
    key, day, account, program, product, sub_id, currency, commission, *names = row
    before, after = (_called(*names[at : at + 2]) for at in (0, 2))
    return Outcome(
        key, date.fromisoformat(day), account, program or "", product, sub_id, currency, commission, before, after
    )


def _called(campaign: str | None, link: str | None) -> str | None:
    return " · ".join(filter(None, (campaign, link))) or None


def _number(key: int | None) -> str:
    return "NULL" if key is None else f"{key:d}"


def _open(*, guesses: bool) -> ColumnElement[bool]:
    if guesses:
        return _t.attributed.in_([how.value for how in UNSURE])
    held = _decision.c
    left = select(held.link_id).where(held.kind == REFUSED, held.subject.startswith("l:"), held.link_id.is_not(None))
    lost = _t.link_id.is_not(None) & _t.campaign_id.is_(None) & _t.link_id.not_in(left)
    return or_(_t.attributed.is_(None), lost & _t.attributed.not_in([how.value for how in UNSURE]))


def _same_as(connection: Connection, key: int | None, *, guesses: bool) -> list[ColumnElement[bool]]:
    """Conditions that the transactions of one item meet."""
    if key is None:
        return []
    query = select(_t.account_id, _t.sub_id, _t.program_id, _t.product, _t.link_id).where(_t.id == key)
    row = connection.execute(query).first()
    if row is None:
        return [_t.id == key]
    same: list[ColumnElement[bool]] = [_t.account_id == row.account_id]
    if not guesses:
        same.append(_t.link_id.is_not_distinct_from(row.link_id))
        if row.link_id is not None:
            return same
    if row.sub_id:
        return [*same, func.lower(_t.sub_id) == func.lower(row.sub_id)]
    return [*same, _t.sub_id == "", _t.program_id.is_not_distinct_from(row.program_id), _t.product == row.product]


def _waiting(row: RowMapping, *, guesses: bool) -> Waiting:
    guess = None
    if guesses:
        alike = _ALIKE.get(Attributed(row["how"]))
        reasons, score = ((alike,), alike.points) if alike else ((), 0)
        guess = Candidate(row["campaign_id"], row["campaign"] or "", row["link_id"], row["link"] or "", score, reasons)
    return Waiting(
        id=row["id"],
        account_id=row["account_id"],
        account=row["account"],
        sub_id=row["sub_id"],
        program_id=row["program_id"],
        program=row["program"] or "",
        product=row["product"],
        currency=row["currency"],
        count=row["count"],
        commission_micro=row["commission_micro"],
        first_day=date.fromisoformat(row["first_day"]),
        last_day=date.fromisoformat(row["last_day"]),
        guess=guess,
        link_id=None if guesses else row["link_id"],
        link="" if guesses else row["link"] or "",
    )

"""Where transactions come from, in the database: what each file said, what the user said, and open conflicts."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, func, select

from affiliate_desktop.ledger import store
from affiliate_desktop.ledger.holding import FIELDS, HELD, Said, holding
from affiliate_desktop.ledger.model import Conflict, Correction, FieldChange, History, Saying
from affiliate_desktop.workspace import schema

_STATED = {name: value for name, value in FIELDS.items() if name != "program_id"}


def history(connection: Connection, key: int) -> History | None:
    """Where a transaction comes from; None when there is none."""
    found = store.transaction(connection, key)
    if found is None:
        return None
    said = sorted(store.sayings(connection, [key]).get(key, ()), key=lambda each: each[:4])
    conflict = next(iter(conflicts(connection, transaction_id=key)), None)
    return History(found, _sayings(connection, said), correction(connection, key), conflict)


def correction(connection: Connection, transaction_id: int) -> Correction | None:
    """What the user said of a transaction; None when nothing."""
    own, now = schema.correction.c, schema.transaction.c
    query = (
        select(own["values"], own.entered, own.program_id, own.note, own.made_at)
        .join(schema.transaction, (now.account_id == own.account_id) & (now.key == own.key))
        .where(now.id == transaction_id)
    )
    row = connection.execute(query).first()
    if row is None or not (row[0] or row.entered or row.program_id):
        return None
    values = dict(row[0])
    if row.program_id is not None:
        values["program_id"] = row.program_id
    return Correction(_named(values, _programs(connection)), row.entered, row.note, row.made_at)


def conflicts(
    connection: Connection, *, transaction_id: int | None = None, keys: Sequence[int] | None = None, kept: bool = True
) -> tuple[Conflict, ...]:
    """Conflicts that are not accepted, the oldest first.

    Args:
        connection: open for reading.
        transaction_id: of one transaction only.
        keys: these only.
        kept: also those in which the user decided to keep what was paid.
    """
    held, now, statement = schema.conflict.c, schema.transaction.c, schema.statement.c
    paid = (
        select(func.coalesce(func.sum(schema.payout_match.c.amount_micro), 0))
        .where(schema.payout_match.c.transaction_id == now.id)
        .scalar_subquery()
    )
    line = (
        select(func.max(schema.observation.c.line))
        .where(schema.observation.c.transaction_id == now.id, schema.observation.c.statement_id == held.statement_id)
        .scalar_subquery()
    )
    query = (
        select(*held, now.external_id, now.day, now.currency, schema.account.c.name, statement.file)
        .add_columns(paid.label("paid"), line.label("line"))
        .join(schema.transaction, now.id == held.transaction_id)
        .join(schema.account, schema.account.c.id == now.account_id)
        .outerjoin(schema.statement, statement.id == held.statement_id)
        .where(func.coalesce(held.decision, "") != "accept")
        .order_by(held.id)
    )
    if transaction_id is not None:
        query = query.where(held.transaction_id == transaction_id)
    if keys is not None:
        query = query.where(held.id.in_(keys))
    if not kept:
        query = query.where(held.decision.is_(None))
    programs = _programs(connection)
    return tuple(_conflict(row, programs) for row in connection.execute(query))


def _conflict(row: Row[Any], programs: Mapping[int, str]) -> Conflict:
    before, after = row.before, row.after
    changes = () if after is None else differences(_named(before, programs), _named(after, programs))
    return Conflict(
        id=row.id,
        transaction_id=row.transaction_id,
        account=row.name,
        external_id=row.external_id,
        day=date.fromisoformat(row.day),
        currency=row.currency,
        statement_id=row.statement_id or 0,
        file=row.file or "",
        line=row.line or 0,
        changes=changes,
        gone=after is None,
        paid_micro=row.paid,
        decision=row.decision,
        found_at=row.found_at,
    )


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """The fields in which two say different things."""
    return tuple(
        FieldChange(name, before.get(name), after.get(name))
        for name in FIELDS.values()
        if before.get(name) != after.get(name)
    )


def _sayings(connection: Connection, said: Sequence[Said]) -> tuple[Saying, ...]:
    if not said:
        return ()
    statement = schema.statement.c
    keys = {each.statement_id for each in said}
    query = select(statement.id, statement.file, statement.imported_at).where(statement.id.in_(keys))
    files = {row.id: (row.file, row.imported_at) for row in connection.execute(query)}
    names, programs, holds = store.sheet_names(connection, keys), _programs(connection), holding(said)
    result: list[Saying] = []
    for each in said:
        values = _named(dict(zip(HELD, each.values, strict=True)), programs)
        result.append(
            Saying(
                statement_id=each.statement_id,
                file=files[each.statement_id][0],
                imported_at=files[each.statement_id][1],
                sheet=names.get((each.statement_id, each.sheet), ""),
                line=each.line,
                values=values,
                changes=differences(result[-1].values, values) if result else (),
                holds=each is holds,
            )
        )
    return tuple(result)


def _programs(connection: Connection) -> dict[int, str]:
    return dict(connection.execute(select(schema.program.c.id, schema.program.c.name)).all())


def _named(values: Mapping[str, Any] | str, programs: Mapping[int, str]) -> dict[str, Any]:
    held = json.loads(values) if isinstance(values, str) else values
    named = {_STATED[name]: held[name] for name in HELD if name in held and name in _STATED}
    if "program_id" in held:
        named["program"] = programs.get(held["program_id"])
    return named

"""Undo and redo of ordinary edits, from row images that are written with the edit itself.

Undo also works after a restart. It is refused when a row has changed since. Imports are not in this log:
they are undone from their list.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    ColumnElement,
    Connection,
    Integer,
    Select,
    String,
    Table,
    Text,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal,
    null,
    select,
    type_coerce,
    update,
)

from affiliate_desktop.core.changes import Changes, Kind
from affiliate_desktop.core.problems import Failed
from affiliate_desktop.workspace import schema

KIND_OF_TABLE: Mapping[str, Kind] = {
    "account": Kind.ACCOUNT,
    "tracking_id": Kind.ACCOUNT,
    "program": Kind.PROGRAM,
    "campaign": Kind.CAMPAIGN,
    "campaign_program": Kind.CAMPAIGN,
    "placement": Kind.PLACEMENT,
    "link": Kind.LINK,
    "link_copy": Kind.LINK,
    "own_sheet": Kind.SHEET,
    "sheet_use": Kind.SHEET,
    "printer": Kind.SHEET,
    "kit": Kind.KIT,
    "attribution_rule": Kind.ATTRIBUTION,
    "attribution_decision": Kind.ATTRIBUTION,
    "design": Kind.DESIGN,
    "brand": Kind.DESIGN,
    "profile": Kind.PROFILE,
    "ignored_file": Kind.SETTING,
    "transaction_": Kind.TRANSACTION,
    "correction": Kind.CORRECTION,
    "conflict": Kind.CORRECTION,
    "statement": Kind.STATEMENT,
    "payout": Kind.PAYOUT,
    "payout_match": Kind.PAYOUT,
    "payment_terms": Kind.PAYOUT,
    "plan_version": Kind.PLAN,
    "program_terms": Kind.PLAN,
    "referral": Kind.REFERRAL,
    "referral_event": Kind.REFERRAL,
    "request": Kind.REQUEST,
}

NOTED: Mapping[str, frozenset[str]] = {"kit": frozenset({"place", "built_at", "manifest"})}
"""Columns that no edit writes, by table: what was noted there since is no reason against undo, and stays."""
KEPT = 500
"""Edits kept for undo; older ones are forgotten."""
TOGETHER = 2_000
"""Rows that undo and redo read, compare and put back at a time."""


class Edit:
    """One undoable edit: row changes under one label, all in the transaction that is open.

    Args:
        connection: a connection inside a write transaction.
        label: English text with places, such as ``Add campaign “{name}”``.
        values: what goes into the places.
        at: the instant, ISO 8601.
    """

    def __init__(self, connection: Connection, label: str, values: Mapping[str, Any], at: str) -> None:
        self.connection = connection
        self._head = {"label": label, "values": dict(values), "at": at}
        self._change: int | None = None
        self.changes = Changes({})
        self.settled = False
        """Whether the edit did itself what otherwise follows it (see ``Workspace.follow``)."""

    def insert(self, table: Table, values: Mapping[str, Any]) -> int:
        """Adds a row and returns its id."""
        key = _insert(self.connection, table, values)
        self._log(table, key, None, row_image(self.connection, table, key))
        return key

    def insert_all(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> tuple[int, ...]:
        """Adds many rows at once and returns their ids, in the same order."""
        if not rows:
            return ()
        last = self._last(table)
        self.connection.execute(insert(table), [_stored(table, row) for row in rows])
        return self._log_all(table, table.c.id > last, removed=False)

    def insert_from(self, table: Table, columns: Sequence[str], query: Select[Any]) -> tuple[int, ...]:
        """Adds the rows that a query gives, without reading them, and returns their ids."""
        last = self._last(table)
        self.connection.execute(insert(table).from_select(list(columns), query))
        return self._log_all(table, table.c.id > last, removed=False)

    def update(self, table: Table, key: int, values: Mapping[str, Any]) -> None:
        """Changes columns of a row; nothing is logged when nothing differs."""
        before = row_image(self.connection, table, key)
        if before is None:
            raise _gone()
        self.connection.execute(update(table).where(table.c.id == key).values(**_stored(table, values)))
        after = row_image(self.connection, table, key)
        if after != before:
            self._log(table, key, before, after)

    def delete(self, table: Table, key: int) -> None:
        """Removes a row; its children must have been removed or detached before."""
        before = row_image(self.connection, table, key)
        if before is None:
            raise _gone()
        self.connection.execute(delete(table).where(table.c.id == key))
        self._log(table, key, before, None)

    def delete_where(self, table: Table, column: str, key: int) -> None:
        """Removes the rows that refer to a record which is about to be removed."""
        for row in self.connection.execute(select(table.c.id).where(table.c[column] == key)).scalars().all():
            self.delete(table, row)

    def delete_all(self, table: Table, condition: ColumnElement[bool]) -> int:
        """Removes the rows that a condition finds, and returns how many; their children must have gone before."""
        keys = self._log_all(table, condition, removed=True)
        self.connection.execute(delete(table).where(condition))
        return len(keys)

    def _last(self, table: Table) -> int:
        return int(self.connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one())

    def _log_all(self, table: Table, condition: ColumnElement[bool], *, removed: bool) -> tuple[int, ...]:
        """Logs the images of rows within the database, as they may be many; returns their ids, rising."""
        keys = tuple(self.connection.execute(select(table.c.id).where(condition).order_by(table.c.id)).scalars())
        if keys:
            images = (_image(table), null()) if removed else (null(), _image(table))
            about: list[Any] = [literal(self._open()), literal(table.name), table.c.id, *images]
            rows = select(*about).where(condition).order_by(table.c.id)
            names = ["change_id", "table_name", "key", "before", "after"]
            self.connection.execute(insert(schema.change_row).from_select(names, rows))
            self.changes |= Changes.of(KIND_OF_TABLE[table.name], *keys)
        return keys

    def _log(self, table: Table, key: int, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        row = {
            "change_id": self._open(),
            "table_name": table.name,
            "key": key,
            "before": before,
            "after": after,
        }
        self.connection.execute(insert(schema.change_row).values(**row))
        self.changes |= Changes.of(KIND_OF_TABLE[table.name], key)

    def _open(self) -> int:
        if self._change is None:
            self._change = self._begin()
        return self._change

    def _begin(self) -> int:
        """Opens the entry: what was undone before can't be redone any more."""
        change, row = schema.change, schema.change_row
        stale = select(change.c.id).where(change.c.undone)
        self.connection.execute(delete(row).where(row.c.change_id.in_(stale)))
        self.connection.execute(delete(change).where(change.c.undone))
        key = _insert(self.connection, change, self._head)
        self.connection.execute(delete(row).where(row.c.change_id <= key - KEPT))
        self.connection.execute(delete(change).where(change.c.id <= key - KEPT))
        return key


def _insert(connection: Connection, table: Table, values: Mapping[str, Any]) -> int:
    row = connection.execute(insert(table).values(**_stored(table, values)).returning(table.c.id)).one()
    return int(row[0])


def _stored(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with None as NULL also in JSON columns, so that an undone row is the same to the byte."""
    return {
        name: null() if value is None and isinstance(table.c[name].type, JSON) else value
        for name, value in values.items()
    }


def _image(table: Table) -> ColumnElement[Any]:
    """A row as the JSON object that ``row_image`` is kept as."""
    parts: list[Any] = []
    for column in table.columns:
        value: ColumnElement[Any] = column
        if isinstance(column.type, JSON):
            value = func.json(type_coerce(column, Text))
        elif isinstance(column.type, Boolean):
            value = func.json(case((column.is_(None), "null"), (column, "true"), else_="false"))
        parts += [literal(column.name), value]
    return func.json_object(*parts)


def row_image(connection: Connection, table: Table, key: int) -> dict[str, Any] | None:
    """The row as a plain dictionary, or None when there is none."""
    row = connection.execute(select(table).where(table.c.id == key)).mappings().first()
    return None if row is None else dict(row)


def next_undo(connection: Connection) -> tuple[int, str, dict[str, Any]] | None:
    """The edit that undo would take back: id, label, values."""
    change = schema.change
    query = select(change.c.id, change.c.label, change.c["values"]).where(~change.c.undone)
    row = connection.execute(query.order_by(change.c.id.desc()).limit(1)).first()
    return None if row is None else (row[0], row[1], row[2])


def next_redo(connection: Connection) -> tuple[int, str, dict[str, Any]] | None:
    """The edit that redo would make again: id, label, values."""
    change = schema.change
    query = select(change.c.id, change.c.label, change.c["values"]).where(change.c.undone)
    row = connection.execute(query.order_by(change.c.id).limit(1)).first()
    return None if row is None else (row[0], row[1], row[2])


def undo(connection: Connection) -> Changes:
    """Takes the last edit back.

    Raises:
        Failed: when there is none, or when one of its rows has changed since.
    """
    entry = next_undo(connection)
    if entry is None:
        raise Failed("nothing_to_undo", "There is nothing to undo.")
    return _turn(connection, entry[0], backwards=True)


def redo(connection: Connection) -> Changes:
    """Makes the last undone edit again.

    Raises:
        Failed: when there is none, or when one of its rows has changed since.
    """
    entry = next_redo(connection)
    if entry is None:
        raise Failed("nothing_to_redo", "There is nothing to redo.")
    return _turn(connection, entry[0], backwards=False)


@dataclass(frozen=True, slots=True)
class _Step:
    """One row to put back: its image as it has to be found, and as it shall be; None where there is no row."""

    table: str
    key: int
    found: dict[str, Any] | None
    wanted: dict[str, Any] | None

    @property
    def like(self) -> tuple[object, ...]:
        """What steps have in common that one statement can make: the table, the kind of change, the columns."""
        return self.table, self.found is None, None if self.wanted is None else tuple(self.wanted)


def _turn(connection: Connection, change_id: int, *, backwards: bool) -> Changes:
    changed = defaultdict[Kind, set[int]](set)
    whole = _turn_whole(connection, change_id, backwards=backwards)
    for table_name, keys in whole.items():
        changed[KIND_OF_TABLE[table_name]].update(keys)
    for steps in () if whole else _runs(connection, change_id, backwards=backwards):
        table = schema.metadata.tables[steps[0].table]
        there = _images(connection, table, [step.key for step in steps])
        if any(_edited(table, there.get(step.key)) != _edited(table, step.found) for step in steps):
            raise _changed_since(backwards=backwards)
        _put(connection, table, steps)
        changed[KIND_OF_TABLE[table.name]].update(step.key for step in steps)
    change = schema.change
    connection.execute(update(change).where(change.c.id == change_id).values(undone=backwards))
    return Changes({kind: frozenset(keys) for kind, keys in changed.items()})


def _turn_whole(connection: Connection, change_id: int, *, backwards: bool) -> Mapping[str, Sequence[int]]:
    """Turns an edit that only added, or only removed, many rows of one table within the database.

    Returns:
        The table's name and the rows' ids; nothing where the edit is of another kind, has few rows, or a row is not as
        the log has it to the letter: then its rows are looked at one by one.
    """
    log = schema.change_row.c
    sums = (
        func.count(),
        func.min(log.table_name),
        func.max(log.table_name),
        func.count(log.before),
        func.count(log.after),
    )
    count, name, last, befores, afters = connection.execute(select(*sums).where(log.change_id == change_id)).one()
    if count < TOGETHER or name != last or 0 not in (befores, afters):
        return {}
    table = schema.metadata.tables[name]
    if not all(isinstance(column.type, Integer | String) for column in table.columns):
        return {}
    image = type_coerce(log.before if befores else log.after, Text)
    keys = connection.execute(select(log.key).where(log.change_id == change_id).order_by(log.id)).scalars().all()
    mine = table.c.id.in_(select(log.key).where(log.change_id == change_id))
    if bool(befores) is backwards:
        if connection.execute(select(func.count()).where(mine)).scalar_one():
            raise _changed_since(backwards=backwards)
        values = [func.json_extract(image, f"$.{column.name}") for column in table.columns]
        rows = select(*values).where(log.change_id == change_id).order_by(log.id)
        connection.execute(insert(table).from_select([column.name for column in table.columns], rows))
        return {name: keys}
    same = (log.change_id == change_id) & (table.c.id == log.key) & (func.json(image) == _image(table))
    if connection.execute(select(func.count()).where(same)).scalar_one() != count:
        return {}
    connection.execute(delete(table).where(mine))
    return {name: keys}


def _runs(connection: Connection, change_id: int, *, backwards: bool) -> Iterator[list[_Step]]:
    """The rows of an edit in their order, as many together as one statement can put back: alike, and no row twice."""
    run: list[_Step] = []
    keys: set[int] = set()
    for step in _steps(connection, change_id, backwards=backwards):
        if run and (step.like != run[0].like or step.key in keys or len(run) >= TOGETHER):
            yield run
            run, keys = [], set()
        run.append(step)
        keys.add(step.key)
    if run:
        yield run


def _steps(connection: Connection, change_id: int, *, backwards: bool) -> Iterator[_Step]:
    """Reads the log a page at a time, as it may be long."""
    log = schema.change_row.c
    order = log.id.desc() if backwards else log.id
    query = select(log.id, log.table_name, log.key, log.before, log.after).where(log.change_id == change_id)
    page: Sequence[Any] = connection.execute(query.order_by(order).limit(TOGETHER)).all()
    while page:
        for _, table, key, before, after in page:
            yield _Step(table, key, after, before) if backwards else _Step(table, key, before, after)
        last = page[-1][0]
        beyond = log.id < last if backwards else log.id > last
        page = connection.execute(query.where(beyond).order_by(order).limit(TOGETHER)).all()


def _images(connection: Connection, table: Table, keys: Sequence[int]) -> dict[int, dict[str, Any]]:
    found = connection.execute(select(table).where(_among(table, keys))).mappings()
    return {row["id"]: dict(row) for row in found}


def _edited(table: Table, row: dict[str, Any] | None) -> dict[str, Any] | None:
    """A row's image without what no edit writes."""
    noted = NOTED.get(table.name, frozenset())
    return row if row is None or not noted else {name: value for name, value in row.items() if name not in noted}


def _among(table: Table, keys: Sequence[int]) -> ColumnElement[bool]:
    wanted = func.json_each(json.dumps(list(keys))).table_valued("value")
    return table.c.id.in_(select(wanted.c.value))


def _put(connection: Connection, table: Table, steps: Sequence[_Step]) -> None:
    rows = [_stored(table, step.wanted) for step in steps if step.wanted is not None]
    if not rows:
        connection.execute(delete(table).where(_among(table, [step.key for step in steps])))
    elif steps[0].found is None:
        connection.execute(insert(table), rows)
    else:
        names = [name for name in rows[0] if name not in NOTED.get(table.name, ())]
        values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
        changed = update(table).where(table.c.id == bindparam("old_id")).values(values)
        new = [{f"new_{name}": row[name] for name in names} for row in rows]
        connection.execute(changed, [{**row, "old_id": step.key} for row, step in zip(new, steps, strict=True)])


def _changed_since(*, backwards: bool) -> Failed:
    if backwards:
        return Failed("changed_since", "This can't be undone any more: the record has been changed since.")
    return Failed("changed_since", "This can't be redone any more: the record has been changed since.")


def _gone() -> Failed:
    return Failed("record_gone", "This record does not exist any more; it was removed elsewhere.")

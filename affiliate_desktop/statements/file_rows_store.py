"""The rows of one imported file in the database: in which order, which of them, and what became of each.

What is ordered and searched is only where rows stand; the rest is read of the few that are shown, so that a file of a
million rows opens at once.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, exists, func, literal, or_, select, tuple_

from affiliate_desktop.ledger.holding import HELD, Said, holding
from affiliate_desktop.ledger.model import Transaction
from affiliate_desktop.ledger.said_rows import Place
from affiliate_desktop.ledger.store import sayings
from affiliate_desktop.statements.file_rows_model import RowKey, RowQuery, RowResult, RowSort
from affiliate_desktop.statements.model import RejectedRow
from affiliate_desktop.workspace import schema

_t = schema.transaction.c
_s = schema.statement.c
_LEAST = -(2**62)
"""Below every amount: rows that were not understood have none."""
_NUMBERS = frozenset({RowSort.LINE, RowSort.RESULT, RowSort.SALE_AMOUNT, RowSort.COMMISSION})


def keys(connection: Connection, query: RowQuery, after: RowKey | None, limit: int, *, replaced: bool) -> list[RowKey]:
    """Where rows stand, in order, from behind a place on; of those that may have the result that is asked for.

    Args:
        connection: open for reading.
        query: which rows.
        after: the last one before.
        limit: most rows.
        replaced: a corrected file stands in for this one.
    """
    found: list[RowKey] = []
    if query.result != RowResult.REJECTED:
        found += _page(connection, _understood(query, replaced=replaced), query, after, limit)
    if query.result in {None, RowResult.REJECTED}:
        found += _page(connection, _not_understood(query), query, after, limit)
    return sorted(found, key=lambda key: key[:3], reverse=query.descending)[:limit]


def _page(connection: Connection, rows: Select[Any], query: RowQuery, after: RowKey | None, limit: int) -> list[RowKey]:
    columns = tuple(rows.selected_columns)[:3]
    place = columns[1:] if query.sort == RowSort.LINE else columns
    if after is not None:
        here, there = tuple_(*place), tuple_(*after[3 - len(place) : 3])
        rows = rows.where(here < there if query.descending else here > there)
    order = [each.desc() if query.descending else each for each in place]
    return [RowKey(*row) for row in connection.execute(rows.order_by(*order).limit(limit))]


def _understood(query: RowQuery, *, replaced: bool) -> Select[Any]:
    source = schema.shelved if replaced else schema.observation
    said = source.c
    program, campaign, link = schema.program, schema.campaign, schema.link
    account = select(_s.account_id).where(_s.id == query.statement_id).scalar_subquery()
    same = (_t.account_id == account) & (_t.key == said["key"]) if replaced else _t.id == said.transaction_id
    external = (said if replaced else _t).external_id
    orders: dict[RowSort, ColumnElement[Any]] = {
        RowSort.LINE: literal(0),
        RowSort.RESULT: literal(0) if replaced else _rank(said, query.statement_id),
        RowSort.DAY: func.coalesce(said.time, said.day),
        RowSort.PROGRAM: func.coalesce(program.c.name, ""),
        RowSort.CAMPAIGN: func.coalesce(campaign.c.name, ""),
        RowSort.LINK: func.coalesce(link.c.name, ""),
        RowSort.SALE_AMOUNT: said.sale_micro,
        RowSort.COMMISSION: said.commission_micro,
        RowSort.EXTERNAL_ID: func.coalesce(external, ""),
    }
    order = orders[query.sort] if query.sort in orders else said[query.sort.value]
    return (
        select(order.label("value"), said.sheet, said.line)
        .select_from(source)
        .outerjoin(schema.transaction, same)
        .outerjoin(program, program.c.id == said.program_id)
        .outerjoin(campaign, campaign.c.id == _t.campaign_id)
        .outerjoin(link, link.c.id == _t.link_id)
        .where(said.statement_id == query.statement_id, *_may_have(query, said, replaced=replaced))
        .where(*(_holds(word, said, external) for word in query.search.split()))
    )


def _not_understood(query: RowQuery) -> Select[Any]:
    row, sheet = schema.rejected_row.c, schema.statement_sheet.c
    other = schema.statement_sheet.alias().c
    own = other.statement_id == query.statement_id
    first = select(func.min(other.id)).where(own, other.sheet == row.sheet).correlate(schema.rejected_row)
    earlier = sheet.id < first.scalar_subquery()
    before = select(func.count()).where(sheet.statement_id == query.statement_id, earlier)
    before = before.correlate(schema.rejected_row)
    least = {RowSort.LINE: 0, RowSort.RESULT: -1}.get(query.sort, _LEAST if query.sort in _NUMBERS else "")
    rows = select(literal(least).label("value"), before.scalar_subquery().label("place"), row.line, row.id)
    return rows.where(row.statement_id == query.statement_id).where(
        *(
            or_(*(column.contains(word, autoescape=True) for column in (row.raw, row.reason)), _is_line(word, row.line))
            for word in query.search.split()
        )
    )


def _holds(word: str, said: Any, external: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a word stands in the row, or is its line."""
    texts = [each.contains(word, autoescape=True) for each in (said.product, said.sub_id, said.status_raw, external)]
    for column, table in (
        (said.program_id, schema.program),
        (_t.campaign_id, schema.campaign),
        (_t.link_id, schema.link),
    ):
        texts.append(column.in_(select(table.c.id).where(table.c.name.contains(word, autoescape=True))))
    return or_(*texts, _is_line(word, said.line))


def _is_line(word: str, line: ColumnElement[int]) -> ColumnElement[bool]:
    return line == (int(word) if word.isascii() and word.isdigit() and len(word) < 10 else -1)


def _earlier(said: Any, statement_id: int, *, differing: bool) -> ColumnElement[bool]:
    """Whether a file imported before has the row; ``differing``: and says something else of it."""
    other = schema.observation.alias().c
    conditions = [other.transaction_id == said.transaction_id, other.statement_id < statement_id]
    if differing:
        conditions.append(or_(*(other[name].is_distinct_from(said[name]) for name in HELD)))
    return exists(select(literal(1)).where(*conditions))


def _rank(said: Any, statement_id: int) -> ColumnElement[int]:
    return case(
        (_earlier(said, statement_id, differing=True), 0), (_earlier(said, statement_id, differing=False), 1), else_=2
    )


def _may_have(query: RowQuery, said: Any, *, replaced: bool) -> list[ColumnElement[bool]]:
    """What all rows with the result that is asked for have in common; ``results`` tells exactly."""
    if query.result in {None, RowResult.REJECTED}:
        return []
    if replaced or query.result == RowResult.REPLACED:
        return [literal(1) == literal(int(replaced and query.result == RowResult.REPLACED))]
    if query.result == RowResult.CONTESTED:
        held = schema.conflict.c
        return [said.transaction_id.in_(select(held.transaction_id).where(held.statement_id == query.statement_id))]
    if query.result == RowResult.NEW:
        return [~_earlier(said, query.statement_id, differing=False)]
    told = schema.shelved.c
    olds = select(_s.id).where(_s.replaced_by == query.statement_id)
    before = _t.key.in_(select(told["key"]).where(told.statement_id.in_(olds)))
    entered = _t.key.in_(select(schema.correction.c.key).where(schema.correction.c.entered))
    known = _earlier(said, query.statement_id, differing=query.result == RowResult.UPDATED)
    return [or_(known, before, entered)]


def results(
    connection: Connection, statement_id: int, rows: Mapping[Place, Transaction], *, replaced: bool
) -> dict[Place, RowResult]:
    """What became of rows of a file that were understood."""
    if replaced:
        return dict.fromkeys(rows, RowResult.REPLACED)
    ids = [row.id for row in rows.values()]
    said, before = sayings(connection, ids), _put_aside(connection, statement_id, ids)
    contested, entered = _contested(connection, statement_id, ids), _entered(connection, ids)
    found = {}
    for place, row in rows.items():
        then = [each for each in said.get(row.id, ()) if each.statement_id < statement_id] + before[row.id]
        own = next(each for each in said[row.id] if each.statement_id == statement_id)
        if row.id in contested:
            found[place] = RowResult.CONTESTED
        elif not then:
            found[place] = RowResult.UNCHANGED if row.id in entered else RowResult.NEW
        else:
            same = holding(then).values == holding([*then, own]).values
            found[place] = RowResult.UNCHANGED if same else RowResult.UPDATED
    return found


def _put_aside(connection: Connection, statement_id: int, ids: Sequence[int]) -> defaultdict[int, list[Said]]:
    """What files that this one replaced say of transactions."""
    found: defaultdict[int, list[Said]] = defaultdict(list)
    olds = connection.execute(select(_s.id, _s.last_day).where(_s.replaced_by == statement_id)).all()
    if not olds:
        return found
    of_key = {key: number for number, key in connection.execute(select(_t.id, _t.key).where(_t.id.in_(ids)))}
    said = schema.shelved.c
    for old, last_day in olds:
        query = select(said["key"], said.sheet, said.line, *(said[name] for name in HELD))
        for key, sheet, line, *values in connection.execute(
            query.where(said.statement_id == old, said["key"].in_(list(of_key)))
        ):
            found[of_key[key]].append(Said(last_day or "", old, sheet, line, tuple(values)))
    return found


def _contested(connection: Connection, statement_id: int, ids: Sequence[int]) -> frozenset[int]:
    held = schema.conflict.c
    query = select(held.transaction_id).where(
        held.statement_id == statement_id,
        held.transaction_id.in_(ids),
        func.coalesce(held.decision, "") != "accept",
    )
    return frozenset(connection.execute(query).scalars())


def _entered(connection: Connection, ids: Sequence[int]) -> frozenset[int]:
    own = schema.correction.c
    query = (
        select(_t.id)
        .join(schema.correction, (own.account_id == _t.account_id) & (own.key == _t.key))
        .where(_t.id.in_(ids), own.entered)
    )
    return frozenset(connection.execute(query).scalars())


def rejected_at(connection: Connection, ids: Sequence[int]) -> dict[int, RejectedRow]:
    """Rows that were not understood, by their ids."""
    held = schema.rejected_row.c
    query = select(held.id, held.sheet, held.line, held.code, held.reason, held.cells, held.raw).where(held.id.in_(ids))
    return {row[0]: RejectedRow(*row[1:5], tuple(row.cells), row.raw) for row in connection.execute(query)}

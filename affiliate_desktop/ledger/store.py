"""Transactions in the database: totals, pages, one by one."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, func, or_, select, tuple_

from affiliate_desktop.ledger.attribution_model import Attributed
from affiliate_desktop.ledger.holding import FIELDS, HELD, Said, holding
from affiliate_desktop.ledger.model import (
    EarningsFilter,
    Event,
    Grouping,
    Page,
    Sort,
    Status,
    Total,
    Transaction,
)
from affiliate_desktop.workspace import schema

_t = schema.transaction.c
_s = schema.statement.c

_GROUPS: dict[Grouping, ColumnElement[Any]] = {
    Grouping.MONTH: func.substr(_t.day, 1, 7),
    Grouping.ACCOUNT: _t.account_id,
    Grouping.PROGRAM: _t.program_id,
    Grouping.CAMPAIGN: _t.campaign_id,
    Grouping.PLACEMENT: schema.link.c.placement_id,
    Grouping.STATUS: _t.status,
}
_NAMED = {
    Grouping.ACCOUNT: schema.account,
    Grouping.PROGRAM: schema.program,
    Grouping.CAMPAIGN: schema.campaign,
    Grouping.PLACEMENT: schema.placement,
}
_SORTS: dict[Sort, ColumnElement[Any]] = {
    Sort.DAY: _t.day,
    Sort.ACCOUNT: schema.account.c.name,
    Sort.PROGRAM: func.coalesce(schema.program.c.name, ""),
    Sort.CAMPAIGN: func.coalesce(schema.campaign.c.name, ""),
    Sort.LINK: func.coalesce(schema.link.c.name, ""),
    Sort.STATUS: _t.status,
    Sort.EVENT: _t.event,
    Sort.CURRENCY: _t.currency,
    Sort.COMMISSION: _t.commission_micro,
    Sort.SALE_AMOUNT: _t.sale_micro,
    Sort.SUB_ID: _t.sub_id,
    Sort.PRODUCT: _t.product,
}


def totals(connection: Connection, by: Sequence[Grouping], chosen: EarningsFilter) -> tuple[Total, ...]:
    """Sums of whole millionths by currency and groups, ordered by these."""
    groups = [_GROUPS[grouping] for grouping in by]
    query = select(_t.currency, *groups, func.count(), func.sum(_t.sale_micro), func.sum(_t.commission_micro)).group_by(
        _t.currency, *groups
    )
    if Grouping.PLACEMENT in by:
        query = query.select_from(schema.transaction.outerjoin(schema.link, schema.link.c.id == _t.link_id))
    names = {grouping: _names(connection, grouping) for grouping in by if grouping in _NAMED}
    sums: dict[tuple[Any, ...], list[int]] = {}
    for currency, *values, count, sale, commission in connection.execute(query.where(*_conditions(chosen))):
        words = tuple(names[g].get(v) if g in names else v for g, v in zip(by, values, strict=True))
        held = sums.setdefault((currency, *words), [0, 0, 0])
        held[:] = held[0] + count, held[1] + sale, held[2] + commission
    ordered = sorted(sums.items(), key=lambda item: [(word is None, word or "") for word in item[0]])
    return tuple(
        Total(key[0], tuple(zip(by, key[1:], strict=True)), count, sale, commission)
        for key, (count, sale, commission) in ordered
    )


def count(connection: Connection, chosen: EarningsFilter) -> int:
    """How many transactions there are."""
    query = select(func.count()).select_from(schema.transaction).where(*_conditions(chosen))
    return int(connection.execute(query).scalar_one())


def page(
    connection: Connection,
    chosen: EarningsFilter,
    sort: Sort,
    *,
    descending: bool,
    after: tuple[Any, int] | None,
    limit: int,
) -> Page:
    """Some transactions, from behind a place on."""
    column = _SORTS[sort]
    query = _joined().add_columns(column.label("place")).where(*_conditions(chosen))
    if after is not None:
        here, there = tuple_(column, _t.id), tuple_(*after)
        query = query.where(here < there if descending else here > there)
    order = (column.desc(), _t.id.desc()) if descending else (column, _t.id)
    found = connection.execute(query.order_by(*order).limit(limit)).mappings().all()
    rows = _transactions(connection, found)
    more = len(found) == limit and limit > 0
    return Page(rows, (found[-1]["place"], found[-1]["id"]) if more else None)


def transaction(connection: Connection, key: int) -> Transaction | None:
    """One transaction."""
    found = connection.execute(_joined().where(_t.id == key)).mappings().all()
    return next(iter(_transactions(connection, found)), None)


def accounts_with_earnings(connection: Connection) -> tuple[tuple[int, str], ...]:
    """Id and network of the accounts that have transactions."""
    account = schema.account.c
    query = select(account.id, account.network).where(select(_t.id).where(_t.account_id == account.id).exists())
    return tuple((key, network) for key, network in connection.execute(query))


def _names(connection: Connection, grouping: Grouping) -> dict[int | None, str]:
    table = _NAMED[grouping]
    return dict(connection.execute(select(table.c.id, table.c.name)).all())


def _conditions(chosen: EarningsFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if chosen.period.start:
        conditions.append(_t.day >= chosen.period.start.isoformat())
    if chosen.period.end:
        conditions.append(_t.day <= chosen.period.end.isoformat())
    for column, value in (
        (_t.account_id, chosen.account_id),
        (_t.program_id, chosen.program_id),
        (_t.campaign_id, chosen.campaign_id),
        (_t.status, chosen.status),
        (_t.currency, chosen.currency),
    ):
        if value is not None:
            conditions.append(column == value)
    if chosen.attributed:
        how = func.coalesce(_t.attributed, Attributed.NONE.value)
        conditions.append(how.in_([each.value for each in chosen.attributed]))
    if chosen.statement_id is not None:
        said = schema.observation.c
        conditions.append(_t.id.in_(select(said.transaction_id).where(said.statement_id == chosen.statement_id)))
    return conditions + [_holds(word) for word in chosen.search.split()]


def _holds(word: str) -> ColumnElement[bool]:
    """Whether a word stands in product, sub-id, id, program, campaign or link."""
    texts = [column.contains(word, autoescape=True) for column in (_t.product, _t.sub_id, _t.external_id)]
    for column, table in (
        (_t.program_id, schema.program),
        (_t.campaign_id, schema.campaign),
        (_t.link_id, schema.link),
    ):
        texts.append(column.in_(select(table.c.id).where(table.c.name.contains(word, autoescape=True))))
    return or_(*texts)


def _joined() -> Select[Any]:
    account, program, campaign, link = schema.account, schema.program, schema.campaign, schema.link
    return (
        select(
            *schema.transaction.c,
            account.c.name.label("account"),
            program.c.name.label("program"),
            campaign.c.name.label("campaign"),
            link.c.name.label("link"),
            schema.placement.c.name.label("placement"),
        )
        .select_from(schema.transaction)
        .join(account, account.c.id == _t.account_id)
        .outerjoin(program, program.c.id == _t.program_id)
        .outerjoin(campaign, campaign.c.id == _t.campaign_id)
        .outerjoin(link, link.c.id == _t.link_id)
        .outerjoin(schema.placement, schema.placement.c.id == link.c.placement_id)
    )


def _transactions(connection: Connection, rows: Sequence[RowMapping]) -> tuple[Transaction, ...]:
    keys = [row["id"] for row in rows]
    places, own, contested = _places(connection, keys), _own(connection, keys), _contested(connection, keys)
    return tuple(
        replace(
            transaction_of(row, *places.get(row["id"], ("", "", 0, 0))),
            entered=own.get(row["id"], (False, ()))[0],
            corrected=own.get(row["id"], (False, ()))[1],
            contested=row["id"] in contested,
        )
        for row in rows
    )


def _places(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[str, str, int, int]]:
    """File, sheet, line and statement of the observation that holds, of each transaction."""
    observed = sayings(connection, ids)
    holds = {key: holding(said) for key, said in observed.items()}
    statements = {each.statement_id for each in holds.values()}
    files = dict(connection.execute(select(_s.id, _s.file).where(_s.id.in_(statements))).all())
    names = sheet_names(connection, statements)
    return {
        key: (files[each.statement_id], names.get((each.statement_id, each.sheet), ""), each.line, each.statement_id)
        for key, each in holds.items()
    }


def sayings(connection: Connection, ids: Sequence[int]) -> dict[int, list[Said]]:
    """What files say of transactions, by their ids."""
    said = schema.observation.c
    query = (
        select(
            said.transaction_id,
            func.coalesce(_s.last_day, ""),
            said.statement_id,
            said.sheet,
            said.line,
            *(said[name] for name in HELD),
        )
        .join(schema.statement, _s.id == said.statement_id)
        .where(said.transaction_id.in_(ids))
    )
    found: dict[int, list[Said]] = {}
    for key, day, statement, sheet, line, *values in connection.execute(query):
        found.setdefault(key, []).append(Said(day, statement, sheet, line, tuple(values)))
    return found


def sheet_names(connection: Connection, statements: Iterable[int]) -> dict[tuple[int, int], str]:
    """Names of the sheets of statements, by statement and place in the file, from 0."""
    sheet = schema.statement_sheet.c
    query = select(sheet.statement_id, sheet.sheet).where(sheet.statement_id.in_(statements)).order_by(sheet.id)
    names: dict[tuple[int, int], str] = {}
    counts: Counter[int] = Counter()
    for statement, name in connection.execute(query):
        names[statement, counts[statement]] = name
        counts[statement] += 1
    return names


def _own(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[bool, tuple[str, ...]]]:
    """Whether the user entered a transaction, and else the fields that the user corrected."""
    own = schema.correction.c
    query = (
        select(_t.id, own.entered, own["values"], own.program_id)
        .join(schema.correction, (own.account_id == _t.account_id) & (own.key == _t.key))
        .where(_t.id.in_(ids))
    )
    found = {}
    for key, entered, values, program in connection.execute(query):
        fields = (*values, "program_id") if program is not None else tuple(values)
        found[key] = (entered, () if entered else tuple(FIELDS[name] for name in HELD if name in fields))
    return found


def _contested(connection: Connection, ids: Sequence[int]) -> frozenset[int]:
    conflict = schema.conflict.c
    query = select(conflict.transaction_id).where(conflict.transaction_id.in_(ids), conflict.decision.is_(None))
    return frozenset(connection.execute(query).scalars())


def transaction_of(row: Mapping[Any, Any], file: str, sheet: str, line: int, statement_id: int) -> Transaction:
    """A row of the columns of a transaction, with the names of what it belongs to, as a record."""
    return Transaction(
        id=row["id"],
        account=row["account"],
        program=row["program"],
        external_id=row["external_id"],
        day=date.fromisoformat(row["day"]),
        time=row["time"],
        event=Event(row["event"]),
        status=Status(row["status"]),
        status_raw=row["status_raw"],
        currency=row["currency"],
        sale_micro=row["sale_micro"],
        commission_micro=row["commission_micro"],
        sub_id=row["sub_id"],
        product=row["product"],
        quantity=row["quantity"],
        link=row["link"],
        campaign=row["campaign"],
        file=file,
        sheet=sheet,
        line=line,
        statement_id=statement_id,
        attributed=Attributed(row["attributed"] or Attributed.NONE),
        placement=row["placement"],
    )

"""Statement formats as data: the ``[[statement]]`` tables of ``resources/networks/*.toml``.

A table names its report (``id``, ``name``, ``certainty``, ``source``: where we know it from) and what it is known by:

* ``titles``: how the sheet or the title line begins.
* ``headers``: columns it always has, without a currency in brackets behind the name; further columns do not matter.
* ``optional``: columns it may have, so that fields and conditions can speak of them.
* ``variants``: other names of a column, ``{ "Brand" = ["Campaign"] }``.
* ``positions`` in place of ``headers``, for old files whose names are not known: field -> number of its column, the
  first is 0, with the ``header_line`` above the first row; conditions name columns by number. Only files for an
  account of that network are read so.

What its columns mean: ``fields``, field -> column, or a list of columns of which the first that is filled counts;
``time``: the column of the time of day where it stands beside the date; ``time_zone`` of times that name none;
``date_format`` (``epoch`` for seconds or milliseconds since 1970) and ``decimal``: how dates and amounts are usually
written; ``minor``: amounts are in cents, whatever the currency calls them; ``blanks``: texts that mean nothing.

What holds for all rows: ``event``, ``status``, ``currency``, ``currency_marks``. What differs: ``statuses``, raw word
-> status, and before that the ``rule`` tables, of which the first whose condition holds decides: ``column`` with
``is``, ``is_not``, ``begins``, ``has`` (lists of words) or ``filled``, and the ``status`` or ``event`` that follows. A
word that is not among the ``statuses`` has the status of all rows, and people are told so, except where that is
``reversed``: a format says so only where the network does.

Reversals come in three shapes. A changed status: ``statuses``. A flag or a date: a rule. A row with an amount below
zero counts as it stands, with its status; where such a row repeats the id of the row it takes back, ``corrections``
makes it a row of its own that counts beside the other, approved. ``keys`` are columns that together with the id tell
rows apart, where ids repeat; ``identity`` those that tell rows without id apart, where not all ``headers`` do.

``kind`` says what the rows are: earnings where it is left out; a ``payment``, money that came in or went out, whose
fields are ``date``, ``amount`` (what the payer sent), ``debit``, ``fee``, ``currency``, ``counterparty``,
``reference``, ``related`` (the reference of the payment that a refund or the like belongs to), ``description`` and
``status`` (``paid`` unless a word says ``pending`` or ``reversed``). Its ``event`` is a ``Movement``: ``received``
unless a rule says what else the row is. Such a file is read by ``payments``, never as earnings, and may have the
headers of a format of earnings. ``fee_below_zero``: what is
kept stands below zero, as PayPal has it. ``outgoing``: rows are seen from the network's side, so what you received
stands below zero.

``visits`` in place of ``fields`` says that a report counts visits of your own pages by UTM tags and holds no money:
field -> column, or a list of columns of which the first that is filled counts. Fields are ``sessions`` (visits),
``users``, ``campaign``, ``source`` and ``medium`` or both in one as ``source_medium`` (``google / cpc``), and ``date``
where each row has a day. Without dates, ``remarks`` say how the lines above the header begin that tell the days of all
rows: ``first``, ``last``, and ``days`` for both with a hyphen between them; where nothing tells, people are asked.
``totals`` are words of rows that sum up others, ``repeats`` columns by which a visit stands in several rows; a file
that has one of those is refused, as its sums would be too large.

What does not count: ``skip``, conditions on rows that are no earnings, such as sums; ``only_rows``, a column that must
hold an amount; ``counted``, whether the report holds earnings at all; and ``why`` not, in words.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from affiliate_desktop.core.problems import Failed
from affiliate_desktop.ledger.model import Event, Status
from affiliate_desktop.programs.model import Network
from affiliate_desktop.programs.network_file import CERTAINTY
from affiliate_desktop.statements.layout import HEADER_LINES
from affiliate_desktop.statements.model import Field
from affiliate_desktop.statements.movements import Movement
from affiliate_desktop.statements.rules import Rule, rule_of
from affiliate_desktop.statements.visit_model import TAGS, VisitField
from affiliate_desktop.statements.words import header_key

EARNINGS, PAYMENT = "earnings", "payment"
KINDS = (EARNINGS, PAYMENT)
_PAYMENT_FIELDS = {
    "date": Field.DATE,
    "amount": Field.COMMISSION,
    "debit": Field.DEBIT,
    "fee": Field.SALE_AMOUNT,
    "currency": Field.CURRENCY,
    "counterparty": Field.PROGRAM,
    "reference": Field.EXTERNAL_ID,
    "related": Field.SUB_ID,
    "description": Field.PRODUCT,
    "status": Field.STATUS,
}
"""A payment is read by the same readers as an earning: its amount where the commission stands, and so on."""


@dataclass(frozen=True, slots=True)
class StatementFormat:
    """A report that a network sends; see above for the meaning of each value.

    Attributes:
        needed: of each of the headers, the keys of all its names.
    """

    network: str
    id: str
    name: str
    certainty: str
    source: str
    titles: tuple[str, ...]
    headers: tuple[str, ...]
    optional: tuple[str, ...]
    variants: Mapping[str, tuple[str, ...]]
    positions: Mapping[Field, int]
    header_line: int
    fields: Mapping[Field, tuple[str, ...]]
    time: str | None
    time_zone: str
    counted: bool
    why: str
    only_rows: str | None
    date_format: str | None
    decimal: str | None
    blanks: frozenset[str]
    event: str
    status: str
    statuses: Mapping[str, str]
    rules: tuple[Rule, ...]
    skip: tuple[Rule, ...]
    keys: tuple[str, ...]
    identity: tuple[str, ...]
    corrections: bool
    currency: str | None
    currency_marks: Mapping[str, str]
    kind: str = EARNINGS
    fee_below_zero: bool = False
    outgoing: bool = False
    minor: bool = False
    needed: tuple[frozenset[str], ...] = ()
    visits: Mapping[VisitField, tuple[str, ...]] = field(default_factory=dict)
    remarks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    totals: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Network and report, such as ``amazon/fee-earnings``."""
        return f"{self.network}/{self.id}"


_REMARKS = ("first", "last", "days")
_ID = "[a-z0-9][a-z0-9-]{0,59}"
_KEYS = {"rule", *StatementFormat.__dataclass_fields__} - {"network", "rules", "needed"}


@lru_cache(maxsize=256)
def formats_of(network: Network) -> tuple[StatementFormat, ...]:
    """The formats of a network, worked out once for each.

    Raises:
        Failed: when a table of its file can't be used.
    """
    return tuple(_format(network, table) for table in network.statements)


def _format(network: Network, table: Mapping[str, Any]) -> StatementFormat:
    try:
        found = _read(network, table)
        _check(found, set(table) - _KEYS)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise Failed(
            "bad_statement_format",
            "A statement format of “{network}” can't be used: {reason}.",
            network=network.name,
            reason=f"it has no “{error.args[0]}”" if isinstance(error, KeyError) else str(error),
        ) from error
    return found


def _read(network: Network, table: Mapping[str, Any]) -> StatementFormat:
    def texts(key: str) -> tuple[str, ...]:
        return _texts(table.get(key, []))

    events: type[Event] | type[Movement] = Movement if table.get("kind") == PAYMENT else Event
    return StatementFormat(
        network=network.id,
        id=table["id"],
        name=table["name"],
        certainty=table["certainty"],
        source=table.get("source", ""),
        titles=texts("titles"),
        headers=texts("headers"),
        optional=texts("optional"),
        variants={header: _texts(names) for header, names in table.get("variants", {}).items()},
        positions={Field(name): int(index) for name, index in table.get("positions", {}).items()},
        header_line=int(table.get("header_line", 1)),
        fields={_field(name, table): _texts(columns) for name, columns in table.get("fields", {}).items()},
        time=table.get("time"),
        time_zone=table.get("time_zone", ""),
        counted=bool(table.get("counted", True)) and "visits" not in table,
        why=table.get("why", ""),
        only_rows=table.get("only_rows"),
        date_format=table.get("date_format"),
        decimal=table.get("decimal"),
        blanks=frozenset(map(header_key, texts("blanks"))),
        event=events(table.get("event", next(iter(events)))).value,
        status=Status(table.get("status", Status.PAID if table.get("kind") == PAYMENT else Status.APPROVED)).value,
        statuses={header_key(word): Status(to).value for word, to in table.get("statuses", {}).items()},
        rules=tuple(rule_of(each, events) for each in table.get("rule", ())),
        skip=tuple(map(rule_of, table.get("skip", ()))),
        keys=texts("keys"),
        identity=texts("identity"),
        corrections=bool(table.get("corrections", False)),
        currency=table.get("currency"),
        currency_marks={mark.casefold(): code for mark, code in table.get("currency_marks", {}).items()},
        kind=KINDS[KINDS.index(table.get("kind", EARNINGS))],
        fee_below_zero=bool(table.get("fee_below_zero", False)),
        outgoing=bool(table.get("outgoing", False)),
        minor=bool(table.get("minor", False)),
        needed=tuple(
            frozenset(map(header_key, (header, *_texts(table.get("variants", {}).get(header, [])))))
            for header in texts("headers")
        ),
        visits={VisitField(name): _texts(columns) for name, columns in table.get("visits", {}).items()},
        remarks={_REMARKS[_REMARKS.index(name)]: _texts(starts) for name, starts in table.get("remarks", {}).items()},
        totals=texts("totals"),
        repeats=texts("repeats"),
    )


def _field(name: str, table: Mapping[str, Any]) -> Field:
    if table.get("kind") == PAYMENT:
        return _PAYMENT_FIELDS[name]
    return Field(name)


def _texts(value: object) -> tuple[str, ...]:
    """A text, or a list of texts."""
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(each, str) and each for each in values):
        raise TypeError(f"{value!r} is no list of texts")
    return tuple(values)


def _check(found: StatementFormat, strange: set[str]) -> None:
    _check_head(found, strange)
    _check_columns(found)


def _check_head(found: StatementFormat, strange: set[str]) -> None:
    if strange:
        raise ValueError(f"“{min(strange)}” is not known; is it mistyped?")
    if not re.fullmatch(_ID, found.id):
        raise ValueError(f"the id “{found.id[:40]}” must be made of a-z, 0-9 and hyphens")
    if found.certainty not in CERTAINTY:
        raise ValueError(f"certainty “{found.certainty[:40]}” is none of {', '.join(CERTAINTY)}")


def _check_columns(found: StatementFormat) -> None:
    given: Iterable[Field] = found.fields
    if found.positions:
        if found.headers or min(found.positions.values()) < 0 or not 1 <= found.header_line <= HEADER_LINES:
            raise ValueError("positions stand in place of headers and are counted from 0")
        given = found.positions
    elif not found.headers or found.only_rows not in {None, *found.headers}:
        raise ValueError("headers are needed, and only_rows must name one of them")
    named = {header for columns in found.fields.values() for header in columns} | {*found.keys, *found.identity}
    named |= {rule.condition.column for rule in (*found.rules, *found.skip)} | set(found.variants)
    named |= {found.time} if found.time else set()
    named |= {header for columns in found.visits.values() for header in columns}
    if found.positions:
        named = {column for column in named if not column.isdecimal()}
    unknown = named - {*found.headers, *found.optional}
    if unknown:
        raise ValueError(f"“{min(unknown)}” stands neither in headers nor in optional")
    if found.counted and not {Field.DATE, Field.COMMISSION} <= set(given):
        raise ValueError("date and commission are needed")
    if found.counted and found.headers:
        needed = {*found.fields[Field.DATE][:1], *found.fields[Field.COMMISSION][:1]}
        if not needed <= set(found.headers):
            raise ValueError("date and commission must stand in headers")
    if found.visits:
        _check_visits(found)


def _check_visits(found: StatementFormat) -> None:
    sessions = set(found.visits.get(VisitField.SESSIONS, ()))
    tags = {header for name in TAGS for header in found.visits.get(name, ())}
    if not sessions & set(found.headers) or not tags & set(found.headers):
        raise ValueError("visits need a column of sessions and one of source, medium or campaign among the headers")
    if found.fields or found.positions or found.kind != EARNINGS:
        raise ValueError("visits stand in place of fields")

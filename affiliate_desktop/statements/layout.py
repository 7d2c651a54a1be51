"""How the rows of one sheet are read: which column means what, and what holds for all rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from affiliate_desktop.core.money import currency_code
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.ledger.model import Event, Status
from affiliate_desktop.statements.amounts import UNCLEAR_MARKS, currency_of_mark
from affiliate_desktop.statements.meanings import EVENT_WORDS, STATUS_WORDS
from affiliate_desktop.statements.model import NO_HEADER, Cell, ColumnMap, Field
from affiliate_desktop.statements.rules import Rule
from affiliate_desktop.statements.visit_model import VisitLayout
from affiliate_desktop.statements.words import bare, distinct, header_key, split_suffix, text_of

HEADER_LINES = 10
"""Rows at the top among which the header is looked for."""

MAX_COLUMNS = 256


@dataclass(frozen=True, slots=True)
class Layout:
    """How a sheet is read.

    Attributes:
        format: ``amazon/fee-earnings``, ``profile`` or ``unknown``.
        header_line: where the column names stand; rows begin below.
        columns: field -> index of its column.
        identity: columns whose cells tell a row without id from others.
        counted: False where the rows repeat money of another sheet or hold none.
        only_rows: column that must hold an amount other than 0 for a row to count.
        date_format, decimal: as the user said, or ``auto``.
        usual_date, usual_decimal: as the format has them, where the column does not tell.
        currency: what the format, the mapping or the heads of the columns settle.
        mark: a sign in the heads that several currencies share, or empty.
        status: where a row has no status, or its word is in no list.
        further: field -> columns that speak where its first one is empty.
        time: column of the time of day, where it stands beside the date; None where the date has it.
        zone: IANA name of the zone of times that name none, or empty.
        blanks: texts that stand for nothing, as header keys.
        keys: columns that, with the id, tell rows apart where a network repeats its ids.
        corrections: an amount below zero takes back what another row with the same id granted; it counts beside it.
        beside: so it is where the row's status is not reversed; a reversed one is the other row, with its new status.
        rules: what decides statuses and events before the status column does.
        skip: which rows are no earnings.
        skip_bottom: lines at the end that are no rows; blank lines are not counted.
        language: of month names, where the user said it.
        remembered: those of the words in ``statuses`` that an earlier file of the account told the meaning of.
        latest: the last day that can be meant; empty for any.
        minor: amounts are written in the currency's smallest unit, such as cents.
        events, signs: words of the event column and of the sign column.
        visits: how visits are read off it, where it holds those and no earnings.
    """

    format: str
    header_line: int
    headers: tuple[str, ...]
    columns: Mapping[Field, int] = field(default_factory=dict)
    identity: tuple[int, ...] = ()
    counted: bool = True
    why: str = ""
    only_rows: int | None = None
    date_format: str = "auto"
    decimal: str = "auto"
    usual_date: str | None = None
    usual_decimal: str | None = None
    currency: str | None = None
    mark: str = ""
    event: str = Event.SALE
    status: str = Status.APPROVED
    statuses: Mapping[str, str] = field(default_factory=dict)
    network: str | None = None
    further: Mapping[Field, tuple[int, ...]] = field(default_factory=dict)
    time: int | None = None
    zone: str = ""
    blanks: frozenset[str] = frozenset()
    keys: tuple[int, ...] = ()
    corrections: bool = False
    beside: bool = False
    rules: tuple[Rule, ...] = ()
    skip: tuple[Rule, ...] = ()
    skip_bottom: int = 0
    language: str = ""
    events: Mapping[str, str] = field(default_factory=dict)
    signs: Mapping[str, str] = field(default_factory=dict)
    minor: bool = False
    remembered: frozenset[str] = frozenset()
    latest: str = ""
    visits: VisitLayout | None = None


def mapped_layout(rows: Sequence[Sequence[Cell]], columns: ColumnMap) -> Layout:
    """The layout that a mapping gives to a table with these first rows.

    Raises:
        BadInput: when a column is not there, or date or commission is not mapped.
    """
    line, headers = _header(rows, columns)
    for needed in (Field.DATE, Field.COMMISSION):
        if not columns.columns.get(needed):
            raise BadInput("mapping_incomplete", "Say which column holds the {field}.", field=needed.value)
    found = {Field(name): _index(headers, header) for name, header in columns.columns.items() if header}
    currency, mark = currency_of_headers(headers, found, {})
    return Layout(
        format="profile",
        header_line=line,
        headers=headers,
        columns=found,
        identity=_identity(headers, columns.identity, found.get(Field.STATUS)),
        date_format=columns.date_format,
        decimal=columns.decimal,
        currency=currency_code(columns.currency) if columns.currency else currency,
        mark=mark,
        event=Event(columns.event),
        events={**EVENT_WORDS, **{header_key(word): Event(event).value for word, event in columns.events.items()}},
        signs={header_key(word): "-" if sign == "-" else "+" for word, sign in columns.signs.items()},
        skip_bottom=columns.skip_bottom,
        language=columns.language,
        status=Status(columns.default_status),
        statuses={**STATUS_WORDS, **{header_key(word): Status(to).value for word, to in columns.statuses.items()}},
        beside=True,
    )


def _header(rows: Sequence[Sequence[Cell]], columns: ColumnMap) -> tuple[int, tuple[str, ...]]:
    """Line and names of the columns; line 0 where the table has no names."""
    if columns.header_line == NO_HEADER:
        width = max((len(row) for row in rows), default=0)
        return 0, distinct([""] * min(width, MAX_COLUMNS))
    line = columns.header_line or _line_with(rows, columns)
    if not 1 <= line <= len(rows):
        raise BadInput("no_header", "The table has no line {line} for column names.", line=line)
    return line, tuple(bare(text_of(cell)) for cell in rows[line - 1])


def currency_of_headers(
    headers: Sequence[str], columns: Mapping[Field, int], known: Mapping[str, str]
) -> tuple[str | None, str]:
    """The currency that brackets such as ``(EUR)`` in the heads of the amounts name, and an unclear sign there.

    Args:
        headers: names of all columns.
        columns: which of them hold amounts.
        known: what signs mean for this format.

    Raises:
        BadInput: when two heads name different currencies.
    """
    currencies, unclear = set(), ""
    for amount in (Field.COMMISSION, Field.SALE_AMOUNT):
        if amount in columns:
            mark = split_suffix(headers[columns[amount]])[1]
            currency = known.get(mark.casefold()) or currency_of_mark(mark)
            if currency:
                currencies.add(currency)
            elif mark.casefold() in UNCLEAR_MARKS:
                unclear = mark
    if len(currencies) > 1:
        raise BadInput(
            "two_currencies",
            "The heads of the amounts name {currencies}; one row can hold only one currency.",
            currencies=", ".join(sorted(currencies)),
        )
    return (currencies.pop() if currencies else None), unclear


def is_currency_mark(text: str, known: Mapping[str, str]) -> bool:
    """Whether a text in brackets behind a column name is a currency."""
    mark = text.casefold()
    return mark in known or mark in UNCLEAR_MARKS or currency_of_mark(text) is not None


def _line_with(rows: Sequence[Sequence[Cell]], columns: ColumnMap) -> int:
    wanted = {header_key(header) for header in columns.columns.values() if header}
    for line, row in enumerate(rows, start=1):
        if wanted <= set(map(header_key, distinct([text_of(cell) for cell in row]))):
            return line
    raise BadInput(
        "column_missing",
        "No line has all the columns of the mapping: {columns}.",
        columns=", ".join(f"“{header}”" for header in columns.columns.values() if header),
    )


def _identity(headers: Sequence[str], names: Sequence[str], status: int | None) -> tuple[int, ...]:
    """The columns that tell rows apart; never the status, which changes while the earning stays the same."""
    places = {header_key(name): index for index, name in enumerate(distinct(headers))}
    keys = map(header_key, distinct(names))
    found = [places[key] for key in keys if key in places] or range(len(headers))
    return tuple(index for index in found if index != status)


def _index(headers: Sequence[str], wanted: str) -> int:
    keys = [header_key(header) for header in distinct(headers)]
    if header_key(wanted) not in keys:
        raise BadInput("column_missing", "The table has no column “{column}”.", column=wanted)
    exact = [index for index, header in enumerate(headers) if header == bare(wanted)]
    return exact[0] if exact else keys.index(header_key(wanted))

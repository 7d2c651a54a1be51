"""The cells of rows -> columns of observations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import repeat
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from affiliate_desktop.core.money import CURRENCIES, NO_CURRENCY, minor_digits
from affiliate_desktop.core.problems import BadInput, Problem
from affiliate_desktop.ledger.model import Batch, Status
from affiliate_desktop.statements.amounts import (
    UNCLEAR_MARKS,
    AmountReader,
    currency_of_mark,
    is_empty,
)
from affiliate_desktop.statements.dates import DateReader, Moment
from affiliate_desktop.statements.layout import Layout
from affiliate_desktop.statements.matching import MAX_ID, Fingerprints, id_key
from affiliate_desktop.statements.model import MAX_UNKNOWN, Cell, Field, RememberedWord, UnknownWord
from affiliate_desktop.statements.rules import events, meets, statuses
from affiliate_desktop.statements.split_amounts import SplitAmounts
from affiliate_desktop.statements.words import bare, header_key, shown, text_of

Row = list[Cell]


@dataclass(slots=True)
class Values:
    """What was read of some rows.

    Attributes:
        bad: indexes of the rows of which a needed cell can't be read.
    """

    moments: list[Moment | None]
    commissions: list[int | None]
    sales: Sequence[int | None]
    currencies: Sequence[str | None]
    external_ids: Sequence[str | None]
    bad: set[int] = field(default_factory=set)


class RowReader:
    """Reads rows of one sheet, column by column.

    Args:
        layout: what the columns mean.
        sheet: index of the sheet in the file.
        currency: for rows that name none; None where every row must name its own.
        dates, commissions, sales: decided over all rows.
        marked: whether amounts carry currency signs.
    """

    def __init__(
        self,
        layout: Layout,
        sheet: int,
        currency: str | None,
        dates: DateReader,
        commissions: AmountReader,
        sales: AmountReader,
        *,
        marked: bool,
    ) -> None:
        self._layout = layout
        self._columns = layout.columns
        self._sheet = sheet
        self._currency = currency
        self.dates = dates
        self.commissions = commissions
        self._sales = sales
        self._marked = marked
        self._fingerprints = Fingerprints(layout.format, layout.identity, len(layout.headers))
        told = layout.status != Status.REVERSED
        self._statuses = _Words(layout.statuses, layout.status, told=told, noted=layout.remembered)
        self._events = _Words(layout.events, layout.event)
        self._amounts = SplitAmounts(layout.columns, layout.signs, commissions)
        self._codes = _Codes(currency)
        self._clocks = _Clocks(layout.zone)

    def values(self, rows: Sequence[Row]) -> Values:
        """Dates, amounts, currencies and ids of some rows."""
        columns = self._columns
        values = Values(
            moments=self._moments(rows),
            commissions=self._amounts.read_all(rows),
            sales=self._amounts.signed(rows, self._mapped(rows, Field.SALE_AMOUNT, self._sales, 0)),
            currencies=self._currencies(rows),
            external_ids=self._texts(rows, Field.EXTERNAL_ID) if Field.EXTERNAL_ID in columns else [None] * len(rows),
        )
        if self._layout.minor:
            values.commissions = _from_minor(values.commissions, values.currencies)
            values.sales = _from_minor(values.sales, values.currencies)
        for column in (values.moments, values.commissions, values.sales, values.currencies):
            if None in column:
                values.bad.update(index for index, value in enumerate(column) if value is None)
        latest = self._layout.latest
        if latest:
            values.bad.update(index for index, each in enumerate(values.moments) if each and each[0] > latest)
        if Field.EXTERNAL_ID in columns:
            values.bad.update(index for index, text in enumerate(values.external_ids) if text and len(text) > MAX_ID)
        return values

    def problem(self, row: Row) -> Problem:
        """Why a row can't be read."""
        columns = self._columns
        try:
            day, _ = self.dates.read(self._date_cells([row])[0])
            if self._layout.latest and day > self._layout.latest:
                return BadInput("date_in_future", "“{day}” is more than a year ahead.", day=day)
            self._amounts.read(row)
            if Field.SALE_AMOUNT in columns:
                self._sales.read(row[columns[Field.SALE_AMOUNT]])
            if Field.EXTERNAL_ID in columns and len(bare(text_of(row[columns[Field.EXTERNAL_ID]]))) > MAX_ID:
                return BadInput("id_too_long", "The id has more than {most} characters.", most=MAX_ID)
            self._row_currency(row)
        except Problem as problem:
            return problem
        return BadInput("not_understood", "The row can't be read.")

    def batch(self, lines: list[int], rows: Sequence[Row], values: Values) -> Batch:
        """The observations of rows without problems."""
        days = [moment[0] for moment in values.moments if moment]
        ids = [text or None for text in values.external_ids]
        raw = self._texts(rows, Field.STATUS)
        layout = self._layout
        usual = list(map(self._statuses.__getitem__, raw))
        if self._statuses.unknown or self._statuses.noted:
            self._count_words(rows, raw, values.commissions)
        if layout.rules:
            usual = statuses(layout.rules, rows, usual)
        if layout.corrections:
            usual = [
                Status.APPROVED if micro is not None and micro < 0 else status
                for status, micro in zip(usual, values.commissions, strict=True)
            ]
        return Batch(
            sheet=self._sheet,
            lines=lines,
            keys=self._keys(rows, days, ids, values.commissions, usual),
            external_ids=ids,
            days=days,
            times=[moment[1] for moment in values.moments if moment],
            events=self._row_events(rows),
            statuses=usual,
            statuses_raw=raw,
            currencies=[code for code in values.currencies if code is not None],
            sales=[micro for micro in values.sales if micro is not None],
            commissions=[micro for micro in values.commissions if micro is not None],
            sub_ids=self._texts(rows, Field.SUB_ID),
            products=self._texts(rows, Field.PRODUCT),
            quantities=self._quantities(rows),
            programs=self._texts(rows, Field.PROGRAM),
        )

    @property
    def unknown(self) -> tuple[UnknownWord, ...]:
        """Words of the status column that are in no list, as far as they decided the status of a row."""
        counted = self._statuses.unknown.items()
        return tuple(UnknownWord(word, rows, self._layout.status) for word, rows in counted if rows)

    @property
    def remembered(self) -> tuple[RememberedWord, ...]:
        """Words that an earlier file told the meaning of, as far as they decided the status of a row."""
        counted = self._statuses.noted.items()
        return tuple(RememberedWord(word, rows, self._statuses[word]) for word, rows in counted if rows)

    def _count_words(self, rows: Sequence[Row], raw: Sequence[str], commissions: Sequence[int | None]) -> None:
        layout = self._layout
        unknown, noted = self._statuses.unknown, self._statuses.noted
        deciding = [rule for rule in layout.rules if rule.status is not None]
        for word, row, micro in zip(raw, rows, commissions, strict=True):
            counts = unknown if word in unknown else noted
            if word in counts and not meets(deciding, row) and not (layout.corrections and micro and micro < 0):
                counts[word] += 1

    def _row_events(self, rows: Sequence[Row]) -> list[str]:
        usual = [self._layout.event] * len(rows)
        if Field.EVENT in self._columns:
            usual = list(map(self._events.__getitem__, _cells(rows, self._columns[Field.EVENT])))
        return events(self._layout.rules, rows, usual) if self._layout.rules else usual

    def _moments(self, rows: Sequence[Row]) -> list[Moment | None]:
        moments = self.dates.read_all(self._date_cells(rows))
        if not self._layout.zone:
            return moments
        return [(each[0], self._clocks[each[1]]) if each and each[1] else each for each in moments]

    def _date_cells(self, rows: Sequence[Row]) -> list[Cell]:
        cells, time = _cells(rows, self._columns[Field.DATE]), self._layout.time
        if time is None:
            return cells
        return [f"{text_of(cell)} {text_of(row[time])}".strip() for cell, row in zip(cells, rows, strict=True)]

    def _keys(
        self,
        rows: Sequence[Row],
        days: list[str],
        ids: list[str | None],
        commissions: Sequence[int | None],
        usual: Sequence[str],
    ) -> list[str]:
        if Field.EXTERNAL_ID not in self._columns:
            return self._fingerprints.keys(rows, days)
        keys = [id_key(text) if text else "" for text in ids]
        further = self._layout.keys
        if further:
            parts = ["|".join(bare(text_of(row[index])) for index in further) for row in rows]
            keys = [key and f"{key}|{part}" for key, part in zip(keys, parts, strict=True)]
        if self._layout.corrections or self._layout.beside:
            below = [micro is not None and micro < 0 for micro in commissions]
            if not self._layout.corrections:
                below = [less and status != Status.REVERSED for less, status in zip(below, usual, strict=True)]
            keys = [f"{key}|-" if key and less else key for key, less in zip(keys, below, strict=True)]
        if "" in keys:
            for index, key in enumerate(keys):
                keys[index] = key or self._fingerprints.keys([rows[index]], [days[index]])[0]
        return keys

    def _mapped(self, rows: Sequence[Row], name: Field, reader: AmountReader, default: int) -> Sequence[int | None]:
        if name not in self._columns:
            return [default] * len(rows)
        return reader.read_all(_cells(rows, self._columns[name]))

    def _texts(self, rows: Sequence[Row], name: Field) -> list[str]:
        if name not in self._columns:
            return [""] * len(rows)
        first = self._column_texts(rows, self._columns[name])
        for index in self._layout.further.get(name, ()):
            more = self._column_texts(rows, index)
            first = [text or other for text, other in zip(first, more, strict=True)]
        return first

    def _column_texts(self, rows: Sequence[Row], index: int) -> list[str]:
        cells, blanks = _cells(rows, index), self._layout.blanks
        if blanks:
            texts = [bare(text_of(cell)) for cell in cells]
            return ["" if header_key(text) in blanks else text for text in texts]
        try:
            return list(map(str.strip, cells))  # type: ignore[arg-type]  # numbers of a spreadsheet go the long way
        except TypeError:
            return [bare(text_of(cell)) for cell in cells]

    def _quantities(self, rows: Sequence[Row]) -> Sequence[int | None]:
        if Field.QUANTITY not in self._columns:
            return [None] * len(rows)
        return list(map(_whole, _cells(rows, self._columns[Field.QUANTITY])))

    def _currencies(self, rows: Sequence[Row]) -> Sequence[str | None]:
        if self._marked:
            return [self._row_currency_or_none(row) for row in rows]
        if Field.CURRENCY not in self._columns:
            return list(repeat(self._currency, len(rows)))
        return list(map(self._codes.__getitem__, _cells(rows, self._columns[Field.CURRENCY])))

    def _row_currency_or_none(self, row: Row) -> str | None:
        try:
            return self._row_currency(row)
        except Problem:
            return None

    def _row_currency(self, row: Row) -> str:
        """The currency of one row: its currency column, else the sign beside its amounts, else the file's.

        Raises:
            BadInput: when the row contradicts itself, or names no known currency.
        """
        named, shared = set(), set()
        amounts = (
            (Field.COMMISSION, self.commissions),
            (Field.DEBIT, self.commissions),
            (Field.SALE_AMOUNT, self._sales),
        )
        for name, reader in amounts:
            if name in self._columns and not is_empty(row[self._columns[name]]):
                mark = reader.read(row[self._columns[name]])[1]
                named.add(currency_of_mark(mark))
                shared.add(mark)
        if Field.CURRENCY in self._columns and not is_empty(row[self._columns[Field.CURRENCY]]):
            cell = row[self._columns[Field.CURRENCY]]
            code = self._codes[cell]
            if code is None:
                raise BadInput("unknown_currency", "“{text}” is no currency code.", text=shown(cell))
            named.add(code)
        named.discard(None)
        if len(named) > 1:
            raise BadInput(
                "two_currencies",
                "The row names {currencies}.",
                currencies=" and ".join(sorted(code for code in named if code)),
            )
        currency = named.pop() if named else self._currency
        if currency is None:
            raise BadInput("currency_missing", "The row names no currency.")
        for mark in shared & set(UNCLEAR_MARKS) if currency != NO_CURRENCY else ():
            if currency not in UNCLEAR_MARKS[mark]:
                raise BadInput("two_currencies", "The row names {currencies}.", currencies=f"{mark} and {currency}")
        return currency


class _Words(dict[Cell, str]):
    """Raw word -> what it stands for.

    Attributes:
        unknown: words that are in no list, where there is a list; the first ``MAX_UNKNOWN`` of them, with a count of 0.
        noted: those of the words to note that came, with a count of 0.

    Args:
        told: words that are in no list are noted.
        noted: words of the list that are noted as well.
    """

    def __init__(
        self, known: Mapping[str, str], usual: str, *, told: bool = False, noted: frozenset[str] = frozenset()
    ) -> None:
        super().__init__()
        self._to_note = noted
        self.noted: dict[str, int] = {}
        self._known, self._usual, self._told = known, usual, told and bool(known)
        self.unknown: dict[str, int] = {}

    def __missing__(self, cell: Cell) -> str:
        word = header_key(text_of(cell))
        if self._told and word and word not in self._known and len(self.unknown) < MAX_UNKNOWN:
            self.unknown[text_of(cell)] = 0
        if word in self._to_note:
            self.noted[text_of(cell)] = 0
        meaning = self[cell] = self._known.get(word, self._usual)
        return meaning


class _Clocks(dict[str, str]):
    """Local time as ISO 8601 -> the same with the offset of its zone, where it has none and the zone is known."""

    def __init__(self, zone: str) -> None:
        super().__init__()
        try:
            self._zone: ZoneInfo | None = ZoneInfo(zone) if zone else None
        except (ZoneInfoNotFoundError, ValueError):
            self._zone = None

    def __missing__(self, time: str) -> str:
        try:
            moment = datetime.fromisoformat(time)
        except ValueError:
            moment = None
        local = moment is not None and moment.tzinfo is None and self._zone is not None
        placed = self[time] = moment.replace(tzinfo=self._zone).isoformat() if moment and local else time
        return placed


class _Codes(dict[Cell, str | None]):
    """Cell of a currency column -> code; the file's currency where it is empty, None where it is unknown."""

    def __init__(self, default: str | None) -> None:
        super().__init__()
        self._default = default

    def __missing__(self, cell: Cell) -> str | None:
        text = bare(text_of(cell))
        known = text.upper() if text.upper() in CURRENCIES else currency_of_mark(text)
        code = self[cell] = known if text else self._default
        return code


def _cells(rows: Sequence[Row], index: int) -> list[Cell]:
    return [row[index] for row in rows]


def _from_minor(amounts: Sequence[int | None], currencies: Sequence[str | None]) -> list[int | None]:
    """Amounts that were written in cents, as whole millionths."""
    return [
        None if micro is None or code is None else micro // 10 ** minor_digits(code)
        for micro, code in zip(amounts, currencies, strict=True)
    ]


def _whole(cell: Cell) -> int | None:
    """A count, where the cell holds one."""
    if isinstance(cell, str):
        text = cell.strip()
        digits = text[1:] if text[:1] == "-" else text
        return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None
    if isinstance(cell, (int, float)) and abs(cell) < 1e9 and float(cell).is_integer():
        return int(cell)
    return None

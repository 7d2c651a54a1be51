"""Guesses for tables of no known format: where the header is, and what its columns may mean.

Names of columns are asked first, then what stands in the columns: days, currency codes, statuses, signs, ids, and of
two columns of amounts the larger as the sale. A guess is shown as one and can be changed.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from affiliate_desktop.core.money import CURRENCIES
from affiliate_desktop.statements.amounts import AmountColumn, is_empty
from affiliate_desktop.statements.dates import looks_like_date
from affiliate_desktop.statements.layout import HEADER_LINES
from affiliate_desktop.statements.meanings import (
    ANY_AMOUNT,
    BALANCES,
    COLUMN_WORDS,
    EVENT_WORDS,
    STATUS_WORDS,
    TOTAL_WORDS,
)
from affiliate_desktop.statements.model import Cell, ColumnMap, Field
from affiliate_desktop.statements.split_amounts import MINUS, PLUS
from affiliate_desktop.statements.words import bare, distinct, header_key, split_suffix, text_of

_BY_WORD = {word: name for name, words in COLUMN_WORDS.items() for word in words.split("|")}
_LETTERS = re.compile(r"[^\W\d_]")
_ID = re.compile(r"(?=[^\s]*[0-9])[^\s]{4,}")
_AMOUNTS = frozenset({Field.COMMISSION, Field.SALE_AMOUNT, Field.QUANTITY, Field.DEBIT, Field.CENTS})
_ORDER = (
    Field.DATE,
    Field.DEBIT,
    Field.COMMISSION,
    Field.SALE_AMOUNT,
    Field.CURRENCY,
    Field.STATUS,
    Field.EXTERNAL_ID,
    Field.SUB_ID,
    Field.PROGRAM,
    Field.PRODUCT,
    Field.QUANTITY,
    Field.SIGN,
    Field.CENTS,
    Field.EVENT,
)
SAMPLE_ROWS = 50
MOST = 0.9
"""Share of the cells of a column that must look like something."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column may be.

    Attributes:
        column: its name.
        by: ``name`` or ``values``, whatever told.
    """

    column: str
    by: str


def header_line(rows: Sequence[Sequence[Cell]]) -> int | None:
    """The line that looks like column names: words, hardly one twice, no dates and amounts, as wide as what follows."""
    for line, row in enumerate(rows[:HEADER_LINES], start=1):
        words = [bare(text_of(cell)) for cell in row]
        named = [word for word in words if word]
        below = [other for other in rows[line : line + 5] if any(text_of(cell) for cell in other)]
        if (
            len(named) >= 2
            and len({header_key(word) for word in named}) >= len(named) * 0.7
            and all(_LETTERS.search(word) or header_key(word) in _BY_WORD for word in named)
            and not any(looks_like_date(word) for word in named)
            and not any(_is_amount(cell) for cell in row)
            and all(len(other) <= len(row) or not any(text_of(cell) for cell in other[len(row) :]) for other in below)
            and (not below or _has_values(below))
        ):
            return line
    return None


def suggested(headers: Sequence[str], rows: Sequence[Sequence[Cell]], *, line: int, sheet: str | None) -> ColumnMap:
    """A first mapping, with the words of its status and event columns."""
    names = distinct(headers)
    found = guesses(headers, rows)
    columns = {field: found[field].column for field in sorted(found, key=_ORDER.index)}

    def known(field: Field, words: dict[str, str]) -> dict[str, str]:
        if field not in columns:
            return {}
        seen = {header_key(text_of(cell)) for cell in _cells(rows, names.index(columns[field]))}
        return {word: words[word] for word in sorted(seen) if word in words}

    return ColumnMap(
        columns=columns,
        header_line=line,
        sheet=sheet,
        currency=None if Field.CURRENCY in columns else _named_currency(columns),
        statuses=known(Field.STATUS, STATUS_WORDS),
        events=known(Field.EVENT, EVENT_WORDS),
    )


def guesses(headers: Sequence[str], rows: Sequence[Sequence[Cell]]) -> dict[Field, Guess]:
    """What the columns may mean: by their names, then by what the cells look like."""
    table = _Columns(headers, rows)
    for wanted in _ORDER:
        table.take_named(wanted)
    table.take(Field.DATE, looks_like_date)
    table.take(Field.CURRENCY, _is_currency)
    table.take(Field.STATUS, _is_status)
    table.take(Field.SIGN, _is_sign, least=3)
    table.take_id()
    table.take_amounts()
    return table.found


def totals_at_end(last: Sequence[Sequence[Cell]], date: int) -> int:
    """How many of the last rows are sums or remarks: no date in them, and the word for a sum or mostly empty."""
    for count, row in enumerate(reversed(last)):
        cells = [text_of(cell) for cell in row]
        filled = [cell for cell in cells if bare(cell)]
        dated = date < len(row) and looks_like_date(row[date])
        sums = any(header_key(cell).rstrip(" :").partition(" ")[0] in TOTAL_WORDS for cell in filled)
        if dated or not (sums or len(filled) * 2 <= len(cells) or len(filled) == 1):
            return count
    return 0


class _Columns:
    """The columns of a table, of which some have been taken."""

    def __init__(self, headers: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        self._names = distinct(headers)
        self._rows = rows
        self.found: dict[Field, Guess] = {}

    def take_named(self, wanted: Field) -> None:
        """Takes the first free column whose name means a field and whose cells do not contradict it.

        Of a column “Amount” and one “Commission” the latter is the commission, wherever they stand.
        """
        for name in sorted(self._free(), key=_names_any_amount):
            if _means(name) == wanted and self._fits(wanted, name):
                self.found[wanted] = Guess(name, "name")
                return

    def take(self, wanted: Field, looks: Callable[[Cell], bool], *, least: int = 1) -> None:
        """Takes the first free column of which most cells look so."""
        if wanted in self.found:
            return
        for name in self._free():
            cells = self._cells(name)
            if len(cells) >= least and sum(map(looks, cells)) >= len(cells) * MOST:
                self.found[wanted] = Guess(name, "values")
                return

    def take_id(self) -> None:
        """Takes a column in which every row has a code of its own."""
        if Field.EXTERNAL_ID in self.found:
            return
        for name in self._free():
            cells = [bare(text_of(cell)) for cell in self._cells(name)]
            codes = all(_ID.fullmatch(cell) and not _is_amount_with_cents(cell) for cell in cells)
            each_its_own = len(cells) >= 3 and len(set(cells)) == len(cells) == len(self._rows[:SAMPLE_ROWS])
            if each_its_own and codes and not all(map(looks_like_date, cells)):
                self.found[Field.EXTERNAL_ID] = Guess(name, "values")
                return

    def take_amounts(self) -> None:
        """Takes the commission, and a sale that is at least as large in every row."""
        free = [name for name in self._free() if self._is_money(name)]
        if Field.COMMISSION not in self.found and free:
            larger = [one for one in free for other in free if one != other and self._covers(one, other)]
            rest = [name for name in free if name not in larger] or free
            self.found[Field.COMMISSION] = Guess(rest[-1], "values")
            free.remove(rest[-1])
        if Field.SALE_AMOUNT not in self.found and Field.COMMISSION in self.found:
            commission = self.found[Field.COMMISSION].column
            sale = next((name for name in free if self._covers(name, commission)), None)
            if sale:
                self.found[Field.SALE_AMOUNT] = Guess(sale, "values")

    def _free(self) -> list[str]:
        taken = {guess.column for guess in self.found.values()}
        return [name for name in self._names if name not in taken]

    def _cells(self, name: str) -> list[Cell]:
        return _cells(self._rows, self._names.index(name))

    def _fits(self, wanted: Field, name: str) -> bool:
        cells = self._cells(name)
        if not cells:
            return wanted != Field.SIGN
        if wanted == Field.DATE:
            return any(map(looks_like_date, cells))
        if wanted == Field.CURRENCY:
            return sum(map(_is_currency, cells)) >= len(cells) * MOST
        if wanted in _AMOUNTS:
            return any(map(_is_amount, cells))
        if wanted == Field.SIGN:
            return sum(map(_is_sign, cells)) >= len(cells) * MOST
        return wanted != Field.EVENT or len({header_key(text_of(cell)) for cell in cells}) <= 12

    def _is_money(self, name: str) -> bool:
        cells = self._cells(name)
        named = header_key(split_suffix(name)[0]) in BALANCES
        return bool(cells) and not named and sum(map(_is_amount, cells)) >= len(cells) * MOST

    def _covers(self, larger: str, smaller: str) -> bool:
        """Whether one amount is at least as large as another in every row, and larger in one."""
        pairs = []
        places = self._names.index(larger), self._names.index(smaller)
        for row in self._rows[:SAMPLE_ROWS]:
            if max(places) < len(row):
                one, other = (_size(row[place]) for place in places)
                if one is not None and other is not None:
                    pairs.append((one, other))
        return bool(pairs) and all(one >= other for one, other in pairs) and any(one > other for one, other in pairs)


def _means(header: str) -> Field | None:
    name = header_key(split_suffix(header)[0])
    return _BY_WORD.get(header_key(header)) or _BY_WORD.get(name) or _BY_WORD.get(name.replace("_", " "))


def _names_any_amount(header: str) -> bool:
    return not ANY_AMOUNT.isdisjoint((header_key(header), header_key(split_suffix(header)[0])))


def _cells(rows: Sequence[Sequence[Cell]], index: int) -> list[Cell]:
    return [row[index] for row in rows[:SAMPLE_ROWS] if index < len(row) and _filled(row[index])]


def _filled(cell: Cell) -> bool:
    """Not empty; a mere dash is something: it may be a sign."""
    return not is_empty(cell) or (isinstance(cell, str) and bool(bare(cell)))


def _named_currency(columns: Mapping[Field, str]) -> str | None:
    """The one currency whose code stands in the names of the amounts, such as ``Amount USD``."""
    names = [columns[field] for field in (Field.COMMISSION, Field.SALE_AMOUNT) if field in columns]
    codes = {word for name in names for word in re.findall(r"\b[A-Z]{3}\b", name) if word in CURRENCIES}
    return codes.pop() if len(codes) == 1 else None


def _is_currency(cell: Cell) -> bool:
    return isinstance(cell, str) and bare(cell).upper() in CURRENCIES


def _is_status(cell: Cell) -> bool:
    return isinstance(cell, str) and header_key(cell) in STATUS_WORDS


def _is_sign(cell: Cell) -> bool:
    return isinstance(cell, str) and header_key(cell) in MINUS | PLUS


def _is_amount(cell: Cell) -> bool:
    return _size(cell) is not None


def _is_amount_with_cents(cell: str) -> bool:
    return bool(re.search(r"[.,][0-9]{1,2}\D*$", cell)) and _is_amount(cell)


def _size(cell: Cell) -> int | None:
    """How large an amount is, whatever its sign; None where a cell is none."""
    if isinstance(cell, bool) or is_empty(cell):
        return None
    column = AmountColumn()
    column.see([cell])
    micro = column.reader(".")[cell]
    return None if micro is None else abs(micro)


def _has_values(rows: Iterable[Sequence[Cell]]) -> bool:
    """Whether some cell is a date or an amount: column names stand over values."""
    return any(_is_amount(cell) or looks_like_date(cell) for row in rows for cell in row)

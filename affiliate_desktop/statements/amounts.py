"""Amounts as statements write them, decided for a whole column, never cell by cell.

``1.234,56 €``, ``(12.00)``, ``12.00-``, ``1 234,56`` and ``1'234.56`` are read where the column tells which
mark is the decimal point; ``1.234`` by itself is refused, for it may be a thousand or a little more than one.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from affiliate_desktop.core.money import CURRENCIES, MAX_DIGITS, to_micro
from affiliate_desktop.core.problems import BadInput, Problem
from affiliate_desktop.statements.model import Cell
from affiliate_desktop.statements.words import bare, shown

MARKS = {
    "€": "EUR",
    "£": "GBP",
    "₹": "INR",
    "₽": "RUB",
    "₺": "TRY",
    "₴": "UAH",
    "₪": "ILS",
    "₩": "KRW",
    "฿": "THB",
    "₫": "VND",
    "₦": "NGN",
    "₱": "PHP",
    "zł": "PLN",
    "us$": "USD",
    "u$s": "USD",
    "c$": "CAD",
    "ca$": "CAD",
    "cdn$": "CAD",
    "a$": "AUD",
    "au$": "AUD",
    "nz$": "NZD",
    "hk$": "HKD",
    "s$": "SGD",
    "sg$": "SGD",
    "mx$": "MXN",
    "r$": "BRL",
    "nt$": "TWD",
    "kč": "CZK",
    "ft": "HUF",
    "lei": "RON",
    "лв": "BGN",
}
"""Signs that stand for one currency only, in lower case."""

_DOLLARS = (
    *("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP", "UYU", "DOP", "BBD", "BMD", "BND"),
    *("BSD", "BZD", "FJD", "GYD", "JMD", "KYD", "LRD", "NAD", "SBD", "SRD", "TTD", "XCD"),
)
_CROWNS = ("SEK", "NOK", "DKK", "ISK")
_RUPEES = ("INR", "PKR", "LKR", "NPR", "MUR")
UNCLEAR_MARKS = {
    "$": _DOLLARS,
    "¥": ("JPY", "CNY"),
    "￥": ("JPY", "CNY"),
    "kr": _CROWNS,
    "kr.": _CROWNS,
    "rs": _RUPEES,
    "rs.": _RUPEES,
}
"""Signs that several currencies share, and which those are."""

_THOUSANDS = " '\u00a0\u2009\u202f\u2019"
_SIGNED = re.compile(
    r"(?P<s1>[-+\u2212])?\s*(?P<m1>[^\d\s.,()+\u2212-][^\d\s,()+\u2212-]{0,3})?\s*(?P<s2>[-+\u2212])?\s*"
    rf"(?P<number>[0-9.,][0-9.,{_THOUSANDS}]*?)\s*"
    r"(?P<s3>[-\u2212])?\s*(?P<m2>[^\d\s.,()+\u2212-][^\d\s,()+\u2212-]{0,3})?\s*(?P<s4>[-\u2212])?",
)
_READINGS = {
    mark: re.compile(
        rf"(?P<whole>[0-9]+|[1-9][0-9]{{0,2}}(?P<gap>[{other}{_THOUSANDS}])[0-9]{{3}}(?:(?P=gap)[0-9]{{3}})*"
        + (r"|[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}" if mark == "." else "")
        + rf")?(?:[{mark}](?P<part>[0-9]+))?"
    )
    for mark, other in ((".", ","), (",", "."))
}
_PLAIN_COLUMN = re.compile(r"(?:-?[0-9]{1,11}(?:\.[0-9]{1,2})?\n)*")
_COMMA_COLUMN = re.compile(r"(?:-?(?:[0-9]{1,11}|[0-9]{1,3}(?:\.[0-9]{3}){1,3}),[0-9]{1,2}\n)+")
"""Amounts that are read with a decimal comma only."""
_CENTS_COLUMN = re.compile(r"(?:-?[0-9]{1,11}\.[0-9]{2}\n)*")
_PLAIN = re.compile(r"(-?)([0-9]{1,11})(?:\.([0-9]{1,6}))?")
_EMPTY = frozenset({"", "-", "\u2013", "\u2014"})
_MEMO = 50_000

Reading = tuple[int, str]
"""Whole millionths and the currency sign beside them, in lower case."""


class AmountColumn:
    """Gathers what the cells of one column say about its decimal point.

    Args:
        decimal: ``.`` or ``,`` where the user said so, else ``auto``.
        usual: what the format uses; taken where the column itself does not tell.
    """

    def __init__(self, decimal: str = "auto", usual: str | None = None) -> None:
        self._fixed = decimal if decimal in _READINGS else None
        self._usual = usual
        self._votes: set[str] = set()
        self.marked = False
        """Whether any cell carries a currency sign."""

    def see(self, cells: Sequence[Cell]) -> None:
        """Looks at the cells of some rows."""
        try:
            text = "\n".join(cells) + "\n"  # type: ignore[arg-type]  # numbers of a spreadsheet go the long way
        except TypeError:
            self._look(cell for cell in cells if isinstance(cell, str))
            return
        if _PLAIN_COLUMN.fullmatch(text):
            if "." in text:
                self._votes.add(".")
        elif _COMMA_COLUMN.fullmatch(text):
            self._votes.add(",")
        else:
            self._look(cells)

    @property
    def decided(self) -> str | None:
        """The decimal point that the column's own cells show, if they show one."""
        return next(iter(self._votes)) if len(self._votes) == 1 else None

    def reader(self, fallback: str | None = None, *, empty: int | None = None) -> "AmountReader":
        """What reads the column's cells.

        Args:
            fallback: the decimal point that another amount column of the table shows.
            empty: what an empty cell counts as; None where an amount must stand.
        """
        point = self._fixed or self.decided or self._usual or (None if self._votes else fallback)
        return AmountReader(point, mixed=len(self._votes) > 1, empty=empty)

    def _look(self, cells: Iterable[Cell]) -> None:
        for cell in set(cells):
            parts = _parts(cell) if isinstance(cell, str) else None
            if parts is None:
                continue
            _, number, mark = parts
            self.marked = self.marked or bool(mark)
            values = {point: _value(number, point) for point in _READINGS}
            possible = [point for point, value in values.items() if value is not None]
            if len(possible) == 1:
                self._votes.add(possible[0])


class AmountReader(dict[Cell, int | None]):
    """Cell -> whole millionths, or None where the cell is no amount; remembers what it has read.

    Args:
        point: the decimal point; None where the column did not tell.
        mixed: the column's cells contradict each other.
        empty: what an empty cell counts as; None where an amount must stand.
    """

    def __init__(self, point: str | None, *, mixed: bool = False, empty: int | None = None) -> None:
        super().__init__()
        self.point = point
        self._mixed = mixed
        self._empty = empty

    def __missing__(self, cell: Cell) -> int | None:
        if len(self) > _MEMO:
            self.clear()
        micro = self._read(cell)
        self[cell] = micro
        return micro

    def read_all(self, cells: Sequence[Cell]) -> list[int | None]:
        """The amounts in some cells, None where there is none; cells such as ``12.34`` are read at once."""
        if self.point == ".":
            try:
                text = "\n".join(cells) + "\n"  # type: ignore[arg-type]  # numbers of a spreadsheet go the long way
            except TypeError:
                return list(map(self.__getitem__, cells))
            if _CENTS_COLUMN.fullmatch(text) and text.count("\n") == len(cells):
                return [int(cents) * 10_000 for cents in text.replace(".", "").split()]
        return list(map(self.__getitem__, cells))

    def _read(self, cell: Cell) -> int | None:
        if self.point == "." and isinstance(cell, str):
            plain = _PLAIN.fullmatch(cell)
            if plain:
                sign, whole, part = plain.groups()
                return int(sign + whole + (part or "").ljust(6, "0"))
        try:
            return self.read(cell)[0]
        except Problem:
            return None

    def read(self, cell: Cell) -> Reading:
        """The amount in a cell.

        Raises:
            BadInput: why it is none.
        """
        if isinstance(cell, (int, float)) and not isinstance(cell, bool):
            return micro_of_number(cell), ""
        if not isinstance(cell, str) or bare(cell) in _EMPTY:
            if self._empty is None:
                raise BadInput("amount_missing", "The amount is missing.")
            return self._empty, ""
        parts = _parts(cell)
        if parts is None:
            raise BadInput("not_an_amount", "“{text}” is not an amount.", text=shown(cell))
        negative, number, mark = parts
        value = self._decide(cell, number)
        return to_micro(-value if negative else value), mark

    def _decide(self, cell: str, number: str) -> Decimal:
        values = {point: _value(number, point) for point in _READINGS}
        if self.point is not None:
            value = values[self.point]
            if value is None:
                raise BadInput(
                    "not_an_amount",
                    "“{text}” is not an amount with “{point}” as decimal point, as the rest of the column has it.",
                    text=shown(cell),
                    point=self.point,
                )
            return value
        found = {value for value in values.values() if value is not None}
        if not found:
            raise BadInput("not_an_amount", "“{text}” is not an amount.", text=shown(cell))
        if len(found) > 1:
            low, high = sorted(found)
            raise BadInput(
                "amount_unclear",
                "“{text}” may be {low} or {high}, and nothing in the column tells; say which is the decimal mark.",
                text=shown(cell),
                low=low,
                high=high,
            )
        if self._mixed and not number.isdecimal():
            raise BadInput(
                "amounts_mixed",
                "“{text}” can't be trusted: the column has amounts with a decimal point and with a decimal comma.",
                text=shown(cell),
            )
        return found.pop()


def is_empty(cell: Cell) -> bool:
    """Whether an amount is left out: blank or a dash."""
    return cell is None or (isinstance(cell, str) and bare(cell) in _EMPTY)


def currency_of_mark(mark: str) -> str | None:
    """The one currency a sign or code stands for; None when several share it or it is none."""
    return mark.upper() if mark.upper() in CURRENCIES else MARKS.get(mark.casefold())


def micro_of_number(number: int | float) -> int:
    """A spreadsheet's number as whole millionths: 15 significant digits, rounded to six places.

    Raises:
        BadInput: when it is not finite or too large.
    """
    amount = Decimal(f"{number:.15g}") if isinstance(number, float) else Decimal(number)
    if not amount.is_finite() or amount.adjusted() >= MAX_DIGITS:
        return to_micro(amount)
    return to_micro(round(amount, 6))


def _parts(cell: str) -> tuple[bool, str, str] | None:
    """Sign, digits with their marks, and currency sign of an amount; None when it is no amount."""
    text = bare(cell)
    if len(text) > 60:
        return None
    bracketed = text.startswith("(") and text.endswith(")")
    if bracketed:
        text = text[1:-1].strip()
    match = _SIGNED.fullmatch(text)
    if match is None:
        return None
    signs = [match[name] for name in ("s1", "s2", "s3", "s4") if match[name]]
    marks = [match[name].casefold() for name in ("m1", "m2") if match[name]]
    if len(signs) + bracketed > 1 or len(marks) > 1:
        return None
    mark = marks[0] if marks else ""
    if mark and mark not in UNCLEAR_MARKS and currency_of_mark(mark) is None:
        return None
    return bracketed or (bool(signs) and signs[0] != "+"), match["number"], mark


def _value(number: str, point: str) -> Decimal | None:
    match = _READINGS[point].fullmatch(number)
    if match is None or (match["whole"] is None and match["part"] is None):
        return None
    whole = re.sub(r"[^0-9]", "", match["whole"] or "0")
    return Decimal(f"{whole}.{match['part']}" if match["part"] else whole)

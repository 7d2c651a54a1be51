"""The commission of a row where it stands in more than one column.

Statements of payers and banks keep money in and money out apart, some split wholes from hundredths, and some say in
a column of its own whether an amount is taken or given (``D`` and ``C``, ``S`` and ``H``, ``+`` and ``-``).
"""

from collections.abc import Mapping, Sequence

from affiliate_desktop.core.problems import BadInput, Problem
from affiliate_desktop.statements.amounts import AmountReader, Reading, is_empty
from affiliate_desktop.statements.model import Cell, Field
from affiliate_desktop.statements.words import header_key, shown, text_of

_MINUS = (
    "- \u2212 \u2013 d dr db debit debet d\u00e9bit debito d\u00e9bito s soll belastung lastschrift minus negative out "
    "debe cargo dare sortie"
)
_PLUS = (
    "+ c cr credit kredit cr\u00e9dit credito cr\u00e9dito h haben gutschrift plus positive in haber abono avere "
    "entr\u00e9e"
)
MINUS, PLUS = frozenset(_MINUS.split()), frozenset(_PLUS.split())
"""Words of a sign column that are known without being told."""

_SPREAD = (Field.DEBIT, Field.CENTS, Field.SIGN)


class SplitAmounts:
    """Reads the commissions of rows.

    Args:
        columns: field -> index of its column.
        signs: word of the sign column -> ``-`` or ``+``, beside those that are known.
        reader: decided over all amount columns; where there is a debit column it takes an empty cell as 0.
    """

    def __init__(self, columns: Mapping[Field, int], signs: Mapping[str, str], reader: AmountReader) -> None:
        self._columns = columns
        self._signs = {**dict.fromkeys(MINUS, "-"), **dict.fromkeys(PLUS, "+"), "": "+", **signs}
        self._reader = reader
        self._spread = any(each in columns for each in _SPREAD)

    def read_all(self, rows: Sequence[Sequence[Cell]]) -> list[int | None]:
        """The commissions of some rows in whole millionths; None where a row has none that can be read."""
        if not self._spread:
            index = self._columns[Field.COMMISSION]
            return self._reader.read_all([row[index] for row in rows])
        return [self._read_or_none(row) for row in rows]

    def read(self, row: Sequence[Cell]) -> Reading:
        """The commission of one row.

        Raises:
            BadInput: why it has none.
        """
        columns, reader = self._columns, self._reader
        cell = row[columns[Field.COMMISSION]]
        micro, mark = reader.read(cell)
        if Field.DEBIT in columns:
            taken, taken_mark = reader.read(row[columns[Field.DEBIT]])
            if is_empty(cell) and is_empty(row[columns[Field.DEBIT]]):
                raise BadInput("amount_missing", "The amount is missing.")
            micro, mark = micro - abs(taken), mark or taken_mark
        if Field.CENTS in columns:
            hundredths = _hundredths(row[columns[Field.CENTS]]) * 10_000
            below = text_of(cell).strip().startswith(("-", "\u2212", "("))  # "-0" is 0, but its hundredths are below
            micro += -hundredths if below else hundredths
        return self._signed(row, micro), mark

    def signed(self, rows: Sequence[Sequence[Cell]], amounts: Sequence[int | None]) -> Sequence[int | None]:
        """Amounts of another column with the signs of their rows; None where the sign is not understood."""
        if Field.SIGN not in self._columns:
            return amounts
        index = self._columns[Field.SIGN]
        signs = [self._signs.get(header_key(text_of(row[index]))) for row in rows]
        return [
            None if micro is None or sign is None else (-abs(micro) if sign == "-" else micro)
            for micro, sign in zip(amounts, signs, strict=True)
        ]

    def _read_or_none(self, row: Sequence[Cell]) -> int | None:
        try:
            return self.read(row)[0]
        except Problem:
            return None

    def _signed(self, row: Sequence[Cell], micro: int) -> int:
        if Field.SIGN not in self._columns:
            return micro
        cell = row[self._columns[Field.SIGN]]
        sign = self._signs.get(header_key(text_of(cell)))
        if sign is None:
            raise BadInput(
                "sign_unknown", "“{text}” is neither known as plus nor as minus; say which it is.", text=shown(cell)
            )
        return -abs(micro) if sign == "-" else micro


def _hundredths(cell: Cell) -> int:
    text = text_of(cell).strip()
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) <= 2):
        raise BadInput("not_hundredths", "“{text}” is no number of hundredths from 0 to 99.", text=shown(cell))
    return int(text)

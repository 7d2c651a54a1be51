"""Guesses for tables of no known format: where the header is, and what its columns may mean."""

import re
from collections.abc import Iterable, Sequence

from affiliate_desktop.core.money import CURRENCIES
from affiliate_desktop.statements.amounts import AmountColumn, is_empty
from affiliate_desktop.statements.dates import looks_like_date
from affiliate_desktop.statements.layout import HEADER_LINES
from affiliate_desktop.statements.model import Cell, ColumnMap, Field
from affiliate_desktop.statements.words import bare, header_key, split_suffix, text_of

_WORDS: dict[Field, str] = {
    Field.DATE: (
        "date|transaction date|event date|sale date|order date|click date|created|created at|time|datetime|day|"
        "datum|transaktionsdatum|buchungsdatum|bestelldatum|tag|fecha|data|date de transaction"
    ),
    Field.EXTERNAL_ID: (
        "id|transaction id|transactionid|trans id|action id|event id|order id|reference|ref id|receipt|"
        "transaktions-id|transaktionscode|bestellnummer|vorgang|vorgangsnummer|referenz|référence"
    ),
    Field.COMMISSION: (
        "commission|commission amount|earnings|earning|payout|action earnings|publisher commission|ad fees|amount|"
        "total commission|provision|vergütung|betrag|verdienst|gutschrift|comisión|importe|commissione|montant|net"
    ),
    Field.SALE_AMOUNT: (
        "sale amount|sale|sales|order value|order amount|revenue|price|gross|transaction amount|total|bestellwert|"
        "umsatz|warenwert|verkaufspreis|einkaufswert|importe de venta|montant de la vente|brutto"
    ),
    Field.CURRENCY: "currency|currency code|payout currency|commission currency|währung|moneda|devise|valuta",
    Field.STATUS: "status|state|transaction status|action status|commission status|zustand|estado|statut|stato",
    Field.SUB_ID: (
        "sub id|subid|sub-id|sub_id|subid1|sub id 1|sub id1|sid|click ref|clickref|click reference|u1|afftrack|"
        "tracking id|tracking-id|custom id|epi|label|campaign"
    ),
    Field.PROGRAM: (
        "program|program name|advertiser|advertiser name|merchant|merchant name|campaign name|store|brand|"
        "programm|partnerprogramm|händler|anunciante|annonceur"
    ),
    Field.PRODUCT: "product|product name|item|item name|name|title|description|artikel|produkt|beschreibung|sku",
    Field.QUANTITY: "quantity|qty|items|units|menge|anzahl|stück|cantidad|quantité",
}
_BY_WORD = {word: name for name, words in _WORDS.items() for word in words.split("|")}
_LETTERS = re.compile(r"[^\W\d_]")
_ORDER = (
    Field.DATE,
    Field.COMMISSION,
    Field.SALE_AMOUNT,
    Field.CURRENCY,
    Field.STATUS,
    Field.EXTERNAL_ID,
    Field.SUB_ID,
    Field.PROGRAM,
    Field.PRODUCT,
    Field.QUANTITY,
)
SAMPLE_ROWS = 50
_STATUSES = {
    "pending": "pending open new tracked waiting offen ausstehend",
    "approved": "approved confirmed locked validated accepted bestätigt genehmigt",
    "paid": "paid bezahlt ausgezahlt",
    "reversed": "reversed declined rejected cancelled canceled void voided storniert abgelehnt refunded",
}
STATUS_WORDS = {word: status for status, words in _STATUSES.items() for word in words.split()}


def header_line(rows: Sequence[Sequence[Cell]]) -> int | None:
    """The line that looks like column names: distinct words, no dates and amounts, as wide as what follows."""
    for line, row in enumerate(rows[:HEADER_LINES], start=1):
        words = [bare(text_of(cell)) for cell in row]
        named = [word for word in words if word]
        below = [other for other in rows[line : line + 5] if any(text_of(cell) for cell in other)]
        if (
            len(named) >= 2
            and len({header_key(word) for word in named}) == len(named)
            and all(_LETTERS.search(word) and not looks_like_date(word) for word in named)
            and not any(_is_amount(cell) for cell in row)
            and all(len(other) <= len(row) or not any(text_of(cell) for cell in other[len(row) :]) for other in below)
            and (not below or _has_values(below))
        ):
            return line
    return None


def suggested(headers: Sequence[str], rows: Sequence[Sequence[Cell]], *, line: int, sheet: str | None) -> ColumnMap:
    """A first mapping: by the words of the header, then by what the cells look like."""
    columns: dict[Field, str] = {}
    for wanted in _ORDER:
        match = next(
            (header for header in headers if _means(header) == wanted and header not in columns.values()), None
        )
        if match and _fits(wanted, _cells(rows, headers.index(match))):
            columns[wanted] = match
    _by_values(columns, headers, rows)
    statuses = {}
    if Field.STATUS in columns:
        words = {header_key(text_of(cell)) for cell in _cells(rows, headers.index(columns[Field.STATUS]))}
        statuses = {word: STATUS_WORDS[word] for word in sorted(words) if word in STATUS_WORDS}
    return ColumnMap(columns=columns, header_line=line, sheet=sheet, statuses=statuses)


def _means(header: str) -> Field | None:
    name = header_key(split_suffix(header)[0])
    return _BY_WORD.get(name) or _BY_WORD.get(name.replace("_", " "))


def _by_values(columns: dict[Field, str], headers: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    tests = (
        (Field.DATE, looks_like_date),
        (Field.CURRENCY, _is_currency),
        (Field.COMMISSION, _is_amount),
    )
    for wanted, test in tests:
        if wanted in columns:
            continue
        for index in range(len(headers) - 1, -1, -1) if wanted == Field.COMMISSION else range(len(headers)):
            cells = _cells(rows, index)
            if headers[index] and headers[index] not in columns.values() and cells and all(map(test, cells)):
                columns[wanted] = headers[index]
                break


def _fits(wanted: Field, cells: list[Cell]) -> bool:
    if wanted == Field.DATE:
        return not cells or any(map(looks_like_date, cells))
    if wanted in {Field.COMMISSION, Field.SALE_AMOUNT, Field.QUANTITY}:
        return not cells or any(map(_is_amount, cells))
    return True


def _cells(rows: Sequence[Sequence[Cell]], index: int) -> list[Cell]:
    return [row[index] for row in rows[:SAMPLE_ROWS] if index < len(row) and not is_empty(row[index])]


def _is_currency(cell: Cell) -> bool:
    return isinstance(cell, str) and bare(cell).upper() in CURRENCIES


def _is_amount(cell: Cell) -> bool:
    if isinstance(cell, (int, float)):
        return True
    if not isinstance(cell, str) or is_empty(cell):
        return False
    column = AmountColumn()
    column.see([cell])
    return column.reader(".")[cell] is not None


def _has_values(rows: Iterable[Sequence[Cell]]) -> bool:
    """Whether some cell is a date or an amount: column names stand over values."""
    return any(_is_amount(cell) or looks_like_date(cell) for row in rows for cell in row)

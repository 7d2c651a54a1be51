"""Old files whose column names are not known, only where each value stands.

Such a file can't be told by its header. It is read so only for an account of the network that sent it, when its
first rows have a date and amounts where the format has them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from affiliate_desktop.statements.amounts import AmountColumn, is_empty
from affiliate_desktop.statements.dates import looks_like_date
from affiliate_desktop.statements.formats import StatementFormat
from affiliate_desktop.statements.headers import frame
from affiliate_desktop.statements.layout import Layout
from affiliate_desktop.statements.model import Cell, Field
from affiliate_desktop.statements.words import bare, text_of

LOOKED_AT = 20


def positional(rows: Sequence[Sequence[Cell]], formats: Iterable[StatementFormat], own: str | None) -> Layout | None:
    """How a sheet with these first rows is read, when exactly one positional format of a network fits it.

    Args:
        rows: the first rows.
        formats: those that are known.
        own: the network of the account it is for; None where that is not known yet.
    """
    fitting = [each for each in formats if each.positions and each.network == own and _fits(rows, each)]
    return _layout(rows, fitting[0]) if len(fitting) == 1 else None


def _fits(rows: Sequence[Sequence[Cell]], candidate: StatementFormat) -> bool:
    places = candidate.positions
    width = max(places.values()) + 1
    above, below = rows[: candidate.header_line], rows[candidate.header_line :]
    filled = [row for row in below if any(text_of(cell) for cell in row)][:LOOKED_AT]
    if len(above) < candidate.header_line or len(above[-1]) < width or not filled:
        return False
    if any(_is_amount(row[places[Field.COMMISSION]]) for row in above[-1:]):
        return False
    return all(
        len(row) >= width
        and looks_like_date(row[places[Field.DATE]])
        and all(_is_amount(row[places[name]]) for name in (Field.COMMISSION, Field.SALE_AMOUNT) if name in places)
        for row in filled
    )


def _is_amount(cell: Cell) -> bool:
    column = AmountColumn()
    column.see([cell])
    return not is_empty(cell) and column.reader(".")[cell] is not None


def _layout(rows: Sequence[Sequence[Cell]], found: StatementFormat) -> Layout:
    width = max(len(row) for row in rows[found.header_line - 1 :])
    names = [bare(text_of(cell)) for cell in rows[found.header_line - 1]]
    headers = tuple(names + [""] * (width - len(names)))
    return replace(
        frame(found, found.header_line, headers),
        columns=dict(found.positions),
        identity=tuple(range(width)),
        rules=tuple(replace(rule, index=int(rule.condition.column)) for rule in found.rules),
        skip=tuple(replace(rule, index=int(rule.condition.column)) for rule in found.skip),
    )

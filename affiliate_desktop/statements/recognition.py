"""What each sheet of a file is: a known format, a table with a saved mapping, or unknown."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.statements.amounts import UNCLEAR_MARKS, AmountColumn, currency_of_mark, is_empty
from affiliate_desktop.statements.fitting import fitting
from affiliate_desktop.statements.formats import StatementFormat
from affiliate_desktop.statements.guessing import header_line
from affiliate_desktop.statements.headers import candidates, recognized
from affiliate_desktop.statements.layout import Layout, mapped_layout
from affiliate_desktop.statements.model import Cell, ColumnMap, Field, Profile
from affiliate_desktop.statements.opening import top_rows
from affiliate_desktop.statements.positional import positional
from affiliate_desktop.statements.source import Source
from affiliate_desktop.statements.tables import Table
from affiliate_desktop.statements.words import bare, text_of


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table and what it is.

    Attributes:
        layout: how it is read; ``unknown`` and not counted where nothing fits.
        top: its first rows, the row of line n at index n - 1.
        profile: name of the saved mapping that was taken.
        rivals: titles of the formats that it may have, where several fit and nothing decides.
    """

    table: Table
    layout: Layout
    top: tuple[Sequence[Cell], ...]
    profile: str | None = None
    rivals: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Whether something is known about it."""
        return self.layout.format != "unknown"


def sheets_of(
    source: Source,
    formats: Sequence[StatementFormat],
    profiles: Sequence[Profile],
    columns: ColumnMap | None = None,
    own: str | None = None,
) -> tuple[Sheet, ...]:
    """Recognizes every sheet of a file.

    Args:
        source: the file.
        formats: known formats, the likeliest first.
        profiles: saved mappings.
        columns: the user's mapping for one of the sheets; then the others are left alone.
        own: the network of the account the file is for.

    Raises:
        BadInput: when the mapping does not fit the file.
    """
    tops = [(table, top_rows(table)) for table in source.tables]
    if columns is not None:
        return _mapped(tops, columns)
    return tuple(_recognize(table, top, formats, profiles, own) for table, top in tops)


def currency_for(sheet: Sheet, given: str | None, usual: str | None, remembered: Sequence[str] = ()) -> str | None:
    """The currency of rows that name none.

    Args:
        sheet: a sheet that counts.
        given: what the user said for this import.
        usual: the account's; left aside where the amounts carry a sign that never stands for it.
        remembered: those of the account's earlier files, taken where only one of them can be meant.

    Raises:
        BadInput: when nothing tells, or the file tells something else than the user.
    """
    layout = sheet.layout
    if Field.CURRENCY in layout.columns:
        return _checked(layout.currency, given) or usual
    mark = layout.mark
    told = layout.currency
    if told is None and not mark:
        mark = _mark_of_rows(sheet)
        told = currency_of_mark(mark) if given is None and usual is None else None
    meant = UNCLEAR_MARKS.get(mark.casefold())
    if given and meant and given not in meant:
        raise BadInput(
            "currency_differs",
            "The amounts carry “{mark}”, which never stands for {given}. Say another currency.",
            mark=mark,
            given=given,
        )
    found = _checked(told, given)
    if found is None and usual is not None and (not meant or usual in meant):
        found = usual
    if found is None:
        fitting_ones = [each for each in dict.fromkeys(remembered) if not meant or each in meant]
        found = fitting_ones[0] if len(fitting_ones) == 1 else None
    if found is None:
        raise BadInput(
            "currency_needed",
            "The file does not say which currency its amounts are in{mark}. Say it, such as USD or EUR, or give the "
            "account a currency.",
            mark=f" (“{mark}” stands for several)" if meant else "",
        )
    return found


def _checked(told: str | None, given: str | None) -> str | None:
    if told and given and told != given:
        raise BadInput(
            "currency_differs",
            "The amounts are in {told}, not in {given}. Leave the currency out, or correct it.",
            told=told,
            given=given,
        )
    return told or given


def _recognize(
    table: Table,
    top: tuple[Sequence[Cell], ...],
    formats: Sequence[StatementFormat],
    profiles: Sequence[Profile],
    own: str | None,
) -> Sheet:
    found = recognized(top, table.name, formats, own)
    if found is not None:
        return Sheet(table, found[1], top)
    mapped = fitting(top, profiles)
    if mapped is not None:
        return Sheet(table, mapped[1], top, mapped[0].name)
    placed = positional(top, formats, own)
    if placed is not None:
        return Sheet(table, placed, top)
    rivals = candidates(top, table.name, formats, own)
    if rivals:
        named = ", ".join(f"{fit.format.title} ({fit.format.name})" for fit in rivals)
        why = f"Its columns fit several formats: {named}. Choose an account of the network that sent it."
        titles = tuple(fit.format.title for fit in rivals)
        return Sheet(table, replace(_unknown(top), why=why), top, rivals=titles)
    return Sheet(table, _unknown(top), top)


def _mapped(tops: Sequence[tuple[Table, tuple[Sequence[Cell], ...]]], columns: ColumnMap) -> tuple[Sheet, ...]:
    wanted = columns.sheet or tops[0][0].name
    if wanted not in [table.name for table, _ in tops]:
        raise BadInput("sheet_missing", "The file has no sheet “{sheet}”.", sheet=wanted)
    return tuple(
        Sheet(table, mapped_layout(top, columns) if table.name == wanted else _unknown(top), top) for table, top in tops
    )


def _unknown(top: Sequence[Sequence[Cell]]) -> Layout:
    line = header_line(top) or 0
    headers = tuple(bare(text_of(cell)) for cell in top[line - 1]) if line else ()
    return Layout("unknown", line, headers, counted=False, why="No known format; say what its columns mean.")


def _mark_of_rows(sheet: Sheet) -> str:
    """The one currency sign that stands beside all amounts of the first rows, or nothing."""
    index = sheet.layout.columns[Field.COMMISSION]
    cells = [row[index] for row in sheet.top[sheet.layout.header_line :] if len(row) > index]
    column = AmountColumn(sheet.layout.decimal, sheet.layout.usual_decimal or ".")
    column.see(cells)
    reader = column.reader()
    marks = {reader.read(cell)[1] for cell in cells if not is_empty(cell) and reader[cell] is not None}
    return marks.pop() if len(marks) == 1 else ""

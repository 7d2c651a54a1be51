"""Which saved mapping fits a table: also when its columns come in another order, or some were added or dropped."""

from collections.abc import Sequence
from dataclasses import replace

from affiliate_desktop.statements.amounts import AmountColumn, is_empty
from affiliate_desktop.statements.dates import looks_like_date
from affiliate_desktop.statements.layout import HEADER_LINES, Layout, mapped_layout
from affiliate_desktop.statements.model import NO_HEADER, Cell, Field, Profile
from affiliate_desktop.statements.words import distinct, header_key, text_of

ENOUGH = 0.6
"""Share of column names, of all that the profile and the table have, that must be the same."""


def fitting(rows: Sequence[Sequence[Cell]], profiles: Sequence[Profile]) -> tuple[Profile, Layout] | None:
    """The saved mapping that fits best, and how the table is read with it; of equals the first.

    All columns that it maps must be there. A row without an id is known again by the columns that the profile was
    saved with, in that order, so that a column that was moved or added makes no row a new one.

    Args:
        rows: the first rows of the table.
        profiles: the saved mappings, the newest first.
    """
    found = [(share, line, profile) for profile in profiles for share, line in _places(rows, profile)]
    if not found:
        return None
    _, line, profile = max(found, key=lambda each: (each[0], -each[1]))
    return profile, mapped_layout(rows, replace(profile.mapping, header_line=line or NO_HEADER))


def _places(rows: Sequence[Sequence[Cell]], profile: Profile) -> list[tuple[float, int]]:
    """How well the profile fits which line of column names, where it fits at all; line 0 where it has no names."""
    known = set(map(header_key, profile.headers))
    needed = {header_key(header) for header in profile.columns.columns.values() if header}
    if profile.columns.header_line == NO_HEADER:
        return [(1.0, 0)] if _nameless(rows, profile) else []
    places = []
    for line, row in enumerate(rows[: max(HEADER_LINES, profile.columns.header_line)], start=1):
        names = set(map(header_key, distinct([text_of(cell) for cell in row]))) if len(row) > 1 else set()
        share = len(names & known) / max(1, len(names | known))
        if needed <= names and share >= ENOUGH:
            places.append((share, line))
    return places


def _nameless(rows: Sequence[Sequence[Cell]], profile: Profile) -> bool:
    """Whether a table has as many columns as one without names had, with dates and amounts in the same places."""
    width = max((len(row) for row in rows), default=0)
    if width != len(profile.headers):
        return False
    places = {field: profile.headers.index(name) for field, name in profile.columns.columns.items()}
    filled = [row for row in rows if len(row) == width and any(not is_empty(cell) for cell in row)][:20]
    dates = [row[places[Field.DATE]] for row in filled]
    amounts = [row[places[Field.COMMISSION]] for row in filled]
    column = AmountColumn(profile.columns.decimal)
    column.see(amounts)
    reader = column.reader(".")
    read = [is_empty(cell) or reader[cell] is not None for cell in amounts]
    good = sum(looks_like_date(day) and amount for day, amount in zip(dates, read, strict=True))
    return bool(filled) and good >= len(filled) * 0.8

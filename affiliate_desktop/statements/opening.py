"""Opens a statement file the way its mapping says, or the way a saved mapping that fits it says."""

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.statements.fitting import fitting
from affiliate_desktop.statements.model import Cell, ColumnMap, Profile, Reading
from affiliate_desktop.statements.source import Source, open_source
from affiliate_desktop.statements.tables import Table

LOOKED_AT = 60
"""Lines at the top of a table that are looked at to recognize it."""
GUESSED = Reading()


def opened(
    path: Path, profiles: Sequence[Profile], columns: ColumnMap | None, progress: Progress, *, glance: bool = False
) -> Source:
    """Opens a file.

    Args:
        path: the file.
        profiles: saved mappings; one that fits and says how the text is taken apart is followed.
        columns: the user's mapping, which says it for this file.
        progress: may cancel.
        glance: look at a sample of a large text only.

    Raises:
        BadInput: as ``open_source``.
    """
    if columns is not None:
        return open_source(path, progress, reading=columns.reading, glance=glance)
    for reading in dict.fromkeys(profile.columns.reading for profile in profiles):
        if reading != GUESSED:
            source = _if_fitting(path, reading, profiles, progress, glance=glance)
            if source is not None:
                return source
    return open_source(path, progress, glance=glance)


def top_rows(table: Table, count: int = LOOKED_AT) -> tuple[Sequence[Cell], ...]:
    """The first rows of a table, the row of line n at index n - 1."""
    rows: list[Sequence[Cell]] = []
    for chunk in table.chunks():
        for line, row in zip(chunk.lines, chunk.rows, strict=True):
            if line > count:
                return tuple(rows)
            rows += [[]] * (line - 1 - len(rows))
            rows.append(row)
        if len(rows) >= count:
            break
    return tuple(rows)


def _if_fitting(
    path: Path, reading: Reading, profiles: Sequence[Profile], progress: Progress, *, glance: bool
) -> Source | None:
    try:
        source = open_source(path, progress, reading=reading, glance=glance)
    except BadInput:
        return None
    own = [profile for profile in profiles if profile.columns.reading == reading]
    if source.container == "csv" and any(fitting(top_rows(table), own) for table in islice(source.tables, 1)):
        return source
    source.__exit__(None, None, None)
    return None

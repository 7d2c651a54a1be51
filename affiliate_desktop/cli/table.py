"""Plain text tables for the terminal."""

import unicodedata
from collections.abc import Iterable, Sequence


def table(heads: Sequence[str], rows: Iterable[Sequence[object]], *, right: Sequence[int] = ()) -> str:
    """Columns padded to their widest cell; ``right`` lists the columns that are aligned right.

    None is shown as a dash. With no rows only the heads are given.
    """
    cells = [list(heads), *([_text(cell) for cell in row] for row in rows)]
    widths = [max(_width(row[index]) for row in cells) for index in range(len(heads))]
    lines = ["  ".join(_pad(cell, widths[i], right=i in right) for i, cell in enumerate(row)).rstrip() for row in cells]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)


def _pad(cell: str, width: int, *, right: bool) -> str:
    blanks = " " * (width - _width(cell))
    return blanks + cell if right else cell + blanks


def _width(text: str) -> int:
    """Columns that a terminal takes for a text: two for wide letters, none for combining ones."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(each) in ("W", "F") for each in text)
    return len(text) + wide - sum(unicodedata.combining(each) > 0 for each in text)


def _text(cell: object) -> str:
    return "-" if cell is None else " ".join(str(cell).split())

"""Which rows are the same earning: once, and only once.

With an id, the id says so. Without one, a row is told by its cells, its day, and how many equal rows stand before it
in the same file: equal rows of one file are different earnings, and of two files that cover the same day the
larger count holds, not the sum.
"""

import re
from collections.abc import Callable, Sequence
from hashlib import blake2b
from operator import itemgetter

from affiliate_desktop.statements.model import Cell
from affiliate_desktop.statements.words import text_of

MAX_ID = 200
_BETWEEN = "\x1f"
_ZEROS = re.compile("\\.(?<=[0-9]\\.)(?:0+|([0-9]*[1-9])0+)(?=\x1f|\\Z)")
"""Zeros at the end of a number at the end of a cell. It begins with the point, so that searching is fast."""


def id_key(external_id: str) -> str:
    """The key of a row that has an id."""
    return f"i:{external_id}"


class Fingerprints:
    """Keys of rows that have no id.

    Args:
        scope: rows of different formats are never the same.
        identity: the columns that tell rows apart.
        width: how many columns there are.
    """

    def __init__(self, scope: str, identity: Sequence[int], width: int) -> None:
        self._scope = scope
        whole = list(identity) == list(range(width))
        self._pick: Callable[[Sequence[Cell]], Sequence[Cell]] | None = None
        if not whole:
            self._pick = itemgetter(*identity) if len(identity) > 1 else itemgetter(slice(identity[0], identity[0] + 1))

    def keys(self, rows: Sequence[Sequence[Cell]], days: Sequence[str]) -> list[str]:
        """The keys of some rows, as the first occurrence of each."""
        picked = map(self._pick, rows) if self._pick else rows
        start, join = blake2b(self._scope.encode(), digest_size=12), _BETWEEN.join
        keys = []
        for cells, day in zip(picked, days, strict=True):
            try:
                text = join(cells)  # type: ignore[arg-type]  # numbers of a spreadsheet go the long way
            except TypeError:
                text = join(map(text_of, cells))
            text = _ZEROS.sub(_shortened, text)  # 12.00 of a CSV is 12.0 of a spreadsheet
            machine = start.copy()
            machine.update(text.encode("utf-8", "surrogatepass"))
            keys.append(f"f:{day}:{machine.hexdigest()}:1")
        return keys


def _shortened(zeros: re.Match[str]) -> str:
    kept = zeros[1]
    return f".{kept}" if kept else ""

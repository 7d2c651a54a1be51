"""The cells of a row of a file under their column names."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from affiliate_desktop.gui.parts import label

MOST_CELLS = 256
MOST_TEXT = 1_000


def cells_grid(headers: Sequence[str], cells: Sequence[str]) -> QGridLayout:
    """Names to the left, what stands there to the right; very long cells and rows are cut."""
    grid = QGridLayout()
    grid.setColumnStretch(1, 1)
    grid.setHorizontalSpacing(12)
    for at, (name, cell) in enumerate(list(zip(headers, cells, strict=False))[:MOST_CELLS]):
        shown = cell[:MOST_TEXT] + ("…" if len(cell) > MOST_TEXT else "")
        grid.addWidget(label(name, "muted", wrap=True), at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(shown, wrap=True), at, 1)
    return grid

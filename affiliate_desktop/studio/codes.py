"""Codes by the dozen: from a table, to a folder, an archive or a PDF."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from affiliate_desktop.core.progress import Progress
from affiliate_desktop.studio.model import Paper, QrStyle

if TYPE_CHECKING:
    from affiliate_desktop.studio.qr_bulk import BulkFailure, BulkItem, BulkResult


class Codes:
    """Use cases on many codes at once. Every method may be called on a worker thread and without a window."""

    def from_table(
        self, file: Path, kind: str = "", column: str = "", name_column: str = "", progress: Progress | None = None
    ) -> "tuple[tuple[BulkItem, ...], tuple[BulkFailure, ...]]":
        """What a table asks for; see :func:`~.qr_table.items_of_table`."""
        from affiliate_desktop.studio.qr_table import items_of_table

        return items_of_table(file, kind, column, name_column, progress)

    def write(
        self,
        items: "Sequence[BulkItem]",
        target: Path,
        style: QrStyle,
        kind: str = "png",
        *,
        paper: Paper = Paper.A4,
        force: bool = False,
        progress: Progress | None = None,
    ) -> "BulkResult":
        """Writes a code an item; see :func:`~.qr_bulk.write_bulk`."""
        from affiliate_desktop.studio.qr_bulk import write_bulk

        return write_bulk(items, target, style, kind, paper=paper, force=force, progress=progress)

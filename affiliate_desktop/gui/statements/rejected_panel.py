"""What is told about a row that was not understood."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout

from affiliate_desktop.gui.cells import cells_grid
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.detail import DetailPanel
from affiliate_desktop.gui.parts import button, label, row
from affiliate_desktop.gui.statements.file_rows import place_words
from affiliate_desktop.statements.file_rows_model import FileRow
from affiliate_desktop.statements.model import OriginalRow

MOST_TEXT = 1_000


class RejectedPanel(DetailPanel):
    """The panel beside the rows of an import: where it stands, why it was left out, and what stands there.

    Signals:
        mend_wanted(OriginalRow): mend it.
        closed(): the panel is not wanted any more.
    """

    mend_wanted = Signal(object)
    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._shown: FileRow | None = None
        self._original: OriginalRow | None = None

    def show_row(self, statement_id: int, shown: FileRow, *, may: bool) -> None:
        """Tells about a row; ``may``: it can be mended."""
        self.clear()
        self._shown, self._original = shown, None
        rejected = shown.rejected
        if rejected is None:
            return
        self.inside.addWidget(label(self.tr("Not understood"), "section"))
        self.inside.addWidget(label(rejected.reason, wrap=True))
        self.add_facts(((self.tr("Line"), place_words(shown, self._context.formats)),))
        self.mend_button = button(self.tr("Mend this row…"), self._mend, kind="primary")
        self.mend_button.setEnabled(False)
        self._may = may
        self.inside.addSpacing(8)
        self.add_layout(row(self.mend_button, button(self.tr("Close"), self._close), 1))
        self.add_heading(self.tr("In the file"))
        text = rejected.raw[:MOST_TEXT] + ("…" if len(rejected.raw) > MOST_TEXT else "")
        self.inside.addWidget(label(text, "muted", wrap=True))
        self.cells = QVBoxLayout()
        self.add_layout(self.cells)
        self.end()
        work = partial(self._context.app.statements.row, statement_id, shown.sheet, shown.line)
        self._context.jobs.read(work, partial(self._show_original, shown), self._unread)

    @Slot(object, object)
    def _show_original(self, shown: FileRow, original: OriginalRow) -> None:
        if shown is self._shown:
            self._original = original
            self.mend_button.setEnabled(self._may)
            self.cells.addLayout(cells_grid(original.headers, original.cells))

    @Slot(object)
    def _unread(self, _problem: BaseException) -> None:
        self.cells.addWidget(label(self.tr("The file can't be read any more."), "muted", wrap=True))

    @Slot()
    def _mend(self) -> None:
        if self._original is not None:
            self.mend_wanted.emit(self._original)

    @Slot()
    def _close(self) -> None:
        self.closed.emit()

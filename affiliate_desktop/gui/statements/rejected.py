"""Lists the rows of an import that were not understood, and reads them again where they stand, as mended."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QWidget

from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.parts import button, column, label, row
from affiliate_desktop.gui.statements.mending import MendDialog, Said, read_again
from affiliate_desktop.gui.statements.preview import rejected_table
from affiliate_desktop.gui.statements.unknown_words import UnknownWords
from affiliate_desktop.gui.statuses import commission_status
from affiliate_desktop.statements.model import OriginalRow, RejectedRow, RetryReport, Statement
from affiliate_desktop.statements.retrying import StatusesUnclear


class RejectedDialog(QDialog):
    """Line, reason and content of each row; Ctrl+C copies, Enter mends. It frees itself when it is closed."""

    def __init__(
        self, context: Context, parent: QWidget | None, statement: Statement, rejected: tuple[RejectedRow, ...]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Rows not understood"))
        self._context, self._statement = context, statement
        self._mended: RejectedRow | None = None
        self.table = rejected_table(context)
        self.table.records.show_records(rejected)
        advice = self.tr("Everything else of “{file}” was imported. Mend a row here; the original file stays as it is.")
        close = button(self.tr("Close"), self.accept)
        copy = button(self.tr("Copy all"), self._copy_all, icon="copy", theme=context.theme)
        self.mend_button = button(self.tr("Mend this row…"), self._ask_mend, kind="primary")
        self.again_button = button(self.tr("Try all again"), self._try_all)
        self.again_button.setToolTip(self.tr("After a format was changed, rows may be understood as they are."))
        self.table.selection_moved.connect(self._selection)
        self.table.activated_record.connect(self._mend)
        outer = column(
            label(self.tr("Rows not understood"), "title"),
            label(advice.format(file=statement.file), "muted", wrap=True),
            spacing=12,
        )
        outer.addWidget(self.table, 1)
        self.words = UnknownWords()
        outer.addWidget(self.words)
        outer.addLayout(row(copy, close, 1, self.again_button, self.mend_button))
        outer.setContentsMargins(24, 20, 24, 20)
        self.setLayout(outer)
        self.resize(860, 520)
        self._selection()

    @Slot()
    def _selection(self) -> None:
        may = not self._context.read_only and self._statement.replaced_by is None
        self.mend_button.setEnabled(may and self.table.current() is not None)
        self.again_button.setEnabled(may)

    @Slot()
    def _ask_mend(self) -> None:
        chosen = self.table.current()
        if chosen is not None:
            self._mend(chosen)

    @Slot(object)
    def _mend(self, chosen: RejectedRow) -> None:
        if self.mend_button.isEnabled():
            self._mended = chosen
            work = partial(self._context.app.statements.row, self._statement.id, chosen.sheet, chosen.line)
            self._context.jobs.read(work, self._open_mend)

    @Slot(object)
    def _open_mend(self, original: OriginalRow) -> None:
        if self._mended is not None:
            dialog = MendDialog(self._context, self, self._statement, self._mended, original)
            dialog.saved.connect(self._tried)
            dialog.open()

    @Slot()
    def _try_all(self) -> None:
        self.again_button.setEnabled(False)
        said = Said(self.words.meanings(), self.words.listed)
        work = partial(read_again, self._context, self._statement.id, {}, said)
        self._context.jobs.write(work, self._tried, self._failed)

    @Slot(object)
    def _tried(self, report: RetryReport) -> None:
        self._selection()
        self.words.restart()
        self.table.records.show_records(report.rejected)
        read = report.new + report.updated + report.unchanged
        one, many = self.tr("{n} row was understood"), self.tr("{n} rows were understood")
        self._context.messages.note(self._context.formats.counted(read, one, many))
        if report.unknown:
            self._context.messages.tell(self.tr("Status words that are not known"), self._taken(report))
        if not report.rejected:
            self.accept()

    def _taken(self, report: RetryReport) -> str:
        """What rows were taken for whose status nobody knows."""
        text = self.tr("“{word}” was taken as {status}.")
        said = [text.format(word=one.word, status=commission_status(one.status).lower()) for one in report.unknown[:10]]
        return " ".join([*said, self.tr("If it means something else, correct these earnings on the Earnings page.")])

    @Slot(object)
    def _failed(self, problem: BaseException) -> None:
        self._selection()
        if isinstance(problem, StatusesUnclear):
            self.words.show_unknown(problem.unknown)
        else:
            self._context.messages.problem(problem)

    def _copy_all(self) -> None:
        self.table.selectAll()
        self.table.copy()

"""What is told about the selected import, and what can be done with it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication

from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.detail import DetailPanel
from affiliate_desktop.gui.parts import button, label
from affiliate_desktop.gui.statements.recognition import sheet_words
from affiliate_desktop.gui.statuses import commission_status
from affiliate_desktop.statements.model import ImportReport, Statement
from affiliate_desktop.statements.visit_model import VisitSums


class StatementPanel(DetailPanel):
    """The panel beside the list of imports.

    Signals:
        rows_wanted(), undo_wanted(), rejected_wanted(), original_wanted(): show all rows, undo the import, show what
            was not understood, save the original file.
    """

    rows_wanted = Signal()
    undo_wanted = Signal()
    rejected_wanted = Signal()
    original_wanted = Signal()
    campaigns_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._sha256 = ""

    def show_statement(self, statement: Statement, report: ImportReport) -> None:
        """Tells about an import."""
        self.clear()
        self._sha256 = statement.sha256
        formats = self._context.formats
        self.inside.addWidget(label(statement.file, "section", wrap=True))
        self.add_facts(
            (
                (self.tr("Account"), statement.account),
                (self.tr("Imported"), formats.instant(statement.imported_at)),
                (self.tr("Days"), _days(statement)),
                (self.tr("Rows"), formats.number(statement.rows)),
                (self.tr("New"), formats.number(statement.new)),
                (self.tr("Updated"), formats.number(statement.updated) if statement.updated else ""),
                (self.tr("Unchanged"), formats.number(statement.unchanged) if statement.unchanged else ""),
                (self.tr("Size"), formats.size(statement.size)),
            )
        )
        if statement.replaced_by is not None:
            said = self.tr("A corrected file was imported in its place; its rows count no more.")
            self.inside.addWidget(label(said, "muted", wrap=True))
        if statement.visits is not None:
            self._add_visits(statement.visits)
        if report.totals or statement.visits is None:
            self.add_heading(self.tr("Commission in this file"))
        for total in report.totals:
            money = formats.money(total.commission_micro, total.currency)
            self.add_pair(f"{commission_status(total.status)}, {total.currency}", money)
        self.add_heading(self.tr("Sheets") if len(report.formats) > 1 else self.tr("Read as"))
        for sheet in report.formats:
            self.inside.addWidget(label(sheet_words(sheet, formats), wrap=True))
        if statement.rejected:
            self.add_heading(self.tr("Not understood"))
            self.add_link(
                formats.counted(statement.rejected, self.tr("Show {n} row"), self.tr("Show {n} rows")), self._rejected
            )
        self.add_heading(self.tr("Proof (SHA-256)"))
        self.inside.addWidget(label(_broken(statement.sha256), "muted"))
        self.add_link(self.tr("Copy"), self._copy)
        self.inside.addSpacing(10)
        rows = button(self.tr("Show the rows…"), self._rows, icon="statements", theme=self._context.theme)
        save = button(self.tr("Save the original…"), self._original, icon="download", theme=self._context.theme)
        undo = button(self.tr("Undo this import…"), self._undo, icon="undo", theme=self._context.theme)
        undo.setEnabled(not self._context.read_only)
        self.inside.addWidget(rows)
        self.inside.addWidget(save)
        self.inside.addWidget(undo)
        self.end()

    def _add_visits(self, sums: VisitSums) -> None:
        formats = self._context.formats
        self.add_heading(self.tr("Visits in this file"))
        self.add_pair(self.tr("Visits"), formats.number(sums.sessions))
        if sums.users is not None:
            self.add_pair(self.tr("Users, at most"), formats.number(sums.users))
        if sums.left_out:
            one, many = self.tr("{n} row counts no more"), self.tr("{n} rows count no more")
            said = self.tr("{rows}: a later file speaks of the same days.")
            text = said.format(rows=formats.counted(sums.left_out, one, many))
            self.inside.addWidget(label(text, "muted", wrap=True))
        self.add_link(self.tr("Which campaigns they belong to…"), self._campaigns)

    @Slot()
    def _campaigns(self) -> None:
        self.campaigns_wanted.emit()

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._sha256)
        self._context.messages.note(self.tr("SHA-256 copied"))

    @Slot()
    def _rows(self) -> None:
        self.rows_wanted.emit()

    @Slot()
    def _undo(self) -> None:
        self.undo_wanted.emit()

    @Slot()
    def _rejected(self) -> None:
        self.rejected_wanted.emit()

    @Slot()
    def _original(self) -> None:
        self.original_wanted.emit()


def _days(statement: Statement) -> str:
    if statement.first_day == statement.last_day:
        return statement.first_day or ""
    return f"{statement.first_day} - {statement.last_day}"


def _broken(sha256: str) -> str:
    """The hash on two lines that fit the panel."""
    return f"{sha256[:32]}\n{sha256[32:]}"

"""Lists earnings of which a file says something else now than what a payout paid, for a decision on each."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtWidgets import QDialog, QWidget

from affiliate_desktop.core.changes import Done
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.earnings.evidence import conflict_words
from affiliate_desktop.gui.parts import button, column, label, row
from affiliate_desktop.gui.table_view import RecordTable
from affiliate_desktop.gui.tables import Column, RecordModel
from affiliate_desktop.ledger.model import Conflict

translate = QCoreApplication.translate


class ConflictsDialog(QDialog):
    """Accept what the file says, or keep what was paid; both can be undone. It frees itself when it is closed."""

    def __init__(self, context: Context, parent: QWidget | None, found: tuple[Conflict, ...]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Paid, and changed since"))
        self._context = context
        self.table = self._made()
        self.table.records.show_records(found)
        self.keep_button = button(self.tr("Keep what was paid"), self._keep)
        self.accept_button = button(self.tr("Accept what the file says"), self._accept, kind="primary")
        self.table.selection_moved.connect(self._selection)
        advice = self.tr(
            "A payout paid these earnings, and a statement that came later says something else. Nothing was changed. "
            "Decide for each; several can be selected."
        )
        outer = column(
            label(self.tr("Paid, and changed since"), "title"), label(advice, "muted", wrap=True), spacing=12
        )
        outer.addWidget(self.table, 1)
        outer.addLayout(row(button(self.tr("Close"), self.close), 1, self.keep_button, self.accept_button))
        outer.setContentsMargins(24, 20, 24, 20)
        self.setLayout(outer)
        self.resize(900, 480)
        if found:
            self.table.selectRow(0)
        self._selection()

    def _made(self) -> RecordTable[Conflict]:
        formats = self._context.formats
        model: RecordModel[Conflict] = RecordModel(
            (
                Column("id", translate("Conflicts", "Their id"), _named, width=18, tip=_named),
                Column("day", translate("Conflicts", "Date"), lambda one: formats.day(one.day), width=13),
                Column(
                    "paid",
                    translate("Conflicts", "Paid"),
                    lambda one: formats.money(one.paid_micro, one.currency),
                    right=True,
                    width=13,
                ),
                Column(
                    "changes",
                    translate("Conflicts", "The file says"),
                    lambda one: conflict_words(one, formats).replace("\n", ", "),
                    width=0,
                    tip=lambda one: conflict_words(one, formats),
                ),
                Column("file", translate("Conflicts", "File"), lambda one: one.file, muted=True, width=20),
            ),
            lambda one: one.id,
        )
        return RecordTable(model, self._context.theme, "conflicts", self.tr("Earnings to decide on"))

    @Slot()
    def _selection(self) -> None:
        chosen = bool(self.table.selected()) and not self._context.read_only
        self.keep_button.setEnabled(chosen)
        self.accept_button.setEnabled(chosen)

    @Slot()
    def _accept(self) -> None:
        self._decide(accept=True)

    @Slot()
    def _keep(self) -> None:
        self._decide(accept=False)

    def _decide(self, *, accept: bool) -> None:
        said = self.tr("Accepted") if accept else self.tr("Kept as paid")
        for chosen in self.table.selected():
            work = partial(self._context.app.corrections.decide, chosen.id, accept=accept)
            self._context.jobs.write(work, self._decided, said=said, undoable=True)

    @Slot(object)
    def _decided(self, _done: Done[None]) -> None:
        self._context.jobs.read(self._context.app.corrections.conflicts, self._show)

    @Slot(object)
    def _show(self, found: tuple[Conflict, ...]) -> None:
        self.table.records.show_records(found)
        if not found:
            self.accept()


def _named(one: Conflict) -> str:
    return one.external_id or f"#{one.transaction_id}"

"""The rows of an imported file of visits, and which of them count."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QWidget

from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.parts import button, column, label, row
from affiliate_desktop.gui.statements.visits import visits_table
from affiliate_desktop.statements.model import Statement
from affiliate_desktop.statements.visit_model import Visits


class VisitRowsDialog(QDialog):
    """Lists the visits of one import. Show it with ``open()``; it frees itself when it is closed."""

    def __init__(self, context: Context, parent: QWidget | None, statement: Statement) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Visits of {file}").format(file=statement.file))
        self.table = visits_table(context, counts=True)
        advice = self.tr(
            "How often people came by which UTM tags. Of files with the same days the one imported later counts."
        )
        outer = column(
            label(statement.file, "title"),
            label(advice, "muted", wrap=True),
            spacing=12,
        )
        outer.addWidget(self.table, 1)
        outer.addLayout(row(1, button(self.tr("Close"), self.accept)))
        outer.setContentsMargins(24, 20, 24, 20)
        self.setLayout(outer)
        self.resize(1000, 560)
        context.jobs.read(partial(context.app.visits.of, statement.id), self._show)

    @Slot(object)
    def _show(self, rows: tuple[Visits, ...]) -> None:
        self.table.records.show_records(rows)

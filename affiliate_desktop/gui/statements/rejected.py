"""Lists the rows of an import that were not understood."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.parts import button, column, label, row
from affiliate_desktop.gui.statements.preview import rejected_table
from affiliate_desktop.statements.model import RejectedRow


class RejectedDialog(QDialog):
    """Line, reason and content of each row; Ctrl+C copies. It frees itself when it is closed."""

    def __init__(self, context: Context, parent: QWidget | None, file: str, rejected: tuple[RejectedRow, ...]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Rows not understood"))
        self.table = rejected_table(context)
        self.table.records.show_records(rejected)
        advice = self.tr("Everything else of “{file}” was imported. Mend these rows in the file and import it again.")
        close = button(self.tr("Close"), self.accept, kind="primary")
        copy = button(self.tr("Copy all"), self._copy_all, icon="copy", theme=context.theme)
        outer = column(
            label(self.tr("Rows not understood"), "title"),
            label(advice.format(file=file), "muted", wrap=True),
            spacing=12,
        )
        outer.addWidget(self.table, 1)
        outer.addLayout(row(copy, 1, close))
        outer.setContentsMargins(24, 20, 24, 20)
        self.setLayout(outer)
        self.resize(860, 520)

    def _copy_all(self) -> None:
        self.table.selectAll()
        self.table.copy()

"""Statements: the imported files, importing more of them, and taking an import back."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from affiliate_desktop.app import App
from affiliate_desktop.core.changes import Kind
from affiliate_desktop.core.files import write_bytes
from affiliate_desktop.gui.campaigns.visits_window import VisitsWindow
from affiliate_desktop.gui.comparison.chooser import ChooserDialog, Known, load_known
from affiliate_desktop.gui.context import Context, Request
from affiliate_desktop.gui.page import Page
from affiliate_desktop.gui.parts import GAP, EmptyState
from affiliate_desktop.gui.statements.dialog import ImportDialog
from affiliate_desktop.gui.statements.formats_dialog import FormatsDialog
from affiliate_desktop.gui.statements.panel import StatementPanel
from affiliate_desktop.gui.statements.rejected import RejectedDialog
from affiliate_desktop.gui.statements.rows import columns, load_details
from affiliate_desktop.gui.statements.rows_window import RowsWindow
from affiliate_desktop.gui.statements.visit_rows import VisitRowsDialog
from affiliate_desktop.gui.table_view import RecordTable, TableArea
from affiliate_desktop.gui.tables import RecordModel
from affiliate_desktop.statements.model import ImportReport, RejectedRow, Statement

translate = QCoreApplication.translate


class StatementsPage(Page):
    """The list of imports, and beside it what is known of the selected one."""

    kinds = frozenset({Kind.STATEMENT, Kind.ACCOUNT})

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            translate("StatementsPage", "Statements"),
            translate("StatementsPage", "The earnings files that programs sent you, each counted once"),
        )
        self._all: tuple[Statement, ...] = ()
        self._wanted: int | None = None
        self._asked_about: Statement | None = None
        self.add_search(self.tr("Search files")).textChanged.connect(self._refilter)
        self.add_action(self.tr("Formats…"), self._formats)
        self.add_action(self.tr("Compare…"), self._compare)
        self.add_action(self.tr("Import…"), self.new, kind="primary", icon="upload", writes=True)
        self.model: RecordModel[Statement] = RecordModel(columns(context.formats), _key)
        self.table: RecordTable[Statement] = RecordTable(
            self.model, context.theme, "statements", self.tr("Imported files"), ("imported", True)
        )
        self.area = TableArea(self.table, self._empty(), self._nothing_found())
        self.area.searching = self._has_any
        self.panel = StatementPanel(context)
        self.panel.hide()
        beside = QHBoxLayout()
        beside.setSpacing(GAP)
        beside.addWidget(self.area, 1)
        beside.addWidget(self.panel)
        self.body.addLayout(beside, 1)
        self.table.selection_moved.connect(self._selection)
        self.table.activated_record.connect(self._show_rows)
        self.panel.rows_wanted.connect(self._ask_rows)
        self.panel.campaigns_wanted.connect(self._show_campaigns)
        self.panel.undo_wanted.connect(self._ask_undo)
        self.panel.rejected_wanted.connect(self._ask_rejected)
        self.panel.original_wanted.connect(self._save_original)
        self.table.offer(self.tr("Show the rows…"), self._ask_rows)
        self.table.offer(self.tr("Undo this import…"), self._ask_undo, "Del")
        self.table.offer(self.tr("Save the original…"), self._save_original)

    @override
    def refresh(self) -> None:
        self.context.jobs.read(self.context.app.statements.list, self._show)

    @override
    @Slot()
    def new(self) -> None:
        if not self.context.read_only:
            filters = self.tr("Statements (*.csv *.tsv *.txt *.xlsx *.xls *.ods *.json *.zip *.gz);;All files (*)")
            self.context.messages.ask_open_many(self.tr("Import statements"), filters, self._import)

    @override
    def answer(self, request: Request) -> None:
        super().answer(request)
        if request.action == "import" and request.files:
            self._import(request.files)
        elif request.action == "import":
            self.new()
        elif request.action == "show" and request.key:
            self._wanted = request.key
            self._select_wanted()

    # --- showing -----------------------------------------------------------------------------------------------

    @Slot(object)
    def _show(self, statements: tuple[Statement, ...]) -> None:
        self._all = statements
        self._refilter()
        self._select_wanted()
        self._selection()

    @Slot()
    def _refilter(self, _value: object = None) -> None:
        self.model.show_records([one for one in self._all if self.finds(_text(one))])

    def _has_any(self) -> bool:
        return bool(self._all)

    def _select_wanted(self) -> None:
        if self._wanted is not None and self.table.select(self._wanted):
            self._wanted = None

    @Slot()
    def _selection(self) -> None:
        chosen = self.table.current()
        if chosen is None:
            self.panel.hide()
        else:
            self.context.jobs.read(partial(load_details, self.context.app, chosen), self._show_details)
        for action in self.table.actions():
            action.setEnabled(chosen is not None)

    @Slot(object)
    def _show_details(self, details: tuple[Statement, ImportReport]) -> None:
        chosen = self.table.current()
        if chosen is not None and chosen.id == details[0].id:
            self.panel.show_statement(*details)
            self.panel.show()

    @Slot()
    def _formats(self) -> None:
        FormatsDialog(self.context, self.window()).open()

    # --- doing -------------------------------------------------------------------------------------------------

    def _import(self, files: tuple[Path, ...]) -> None:
        if files and not self.context.read_only:
            dialog = ImportDialog(self.context, self.window(), tuple(files))
            dialog.imported.connect(self._imported)
            dialog.open()

    @Slot(object)
    def _imported(self, report: ImportReport) -> None:
        self._wanted = report.id
        self.refresh()
        if report.known:
            self.context.messages.note(self.tr("This file was imported before; nothing changed"))
        else:
            said = self.tr("{file}: {new} new, {updated} updated, {rejected} not understood")
            counts = {"new": report.new, "updated": report.updated, "rejected": len(report.rejected)}
            text = said.format(file=report.file, **counts)
            words = ", ".join(f"“{each.word}”" for each in report.remembered[:5])
            taken = self.tr("{text}. Read as you said before: {words}").format(text=text, words=words)
            self.context.messages.note(taken if words else text)

    @Slot()
    def _compare(self) -> None:
        self.context.jobs.read(partial(load_known, self.context.app), self._choose_sides)

    @Slot(object)
    def _choose_sides(self, known: Known) -> None:
        chosen = tuple(sorted(each.id for each in self.table.selected())[:2])
        ChooserDialog(self.context, self.window(), known, chosen).open()

    @Slot()
    def _ask_undo(self) -> None:
        chosen = self.table.current()
        if chosen is None or self.context.read_only:
            return
        self._asked_about = chosen
        visits = self.tr(
            "The visits of “{file}” are taken out. Those of earlier files that it left out count again. You can import "
            "the file again at any time."
        )
        text = self.tr(
            "What only “{file}” says is taken out of your earnings. What other files say of the same rows holds again. "
            "You can import the file again at any time."
        )
        self.context.messages.ask(
            self.tr("Undo this import?"),
            (visits if chosen.visits else text).format(file=chosen.file),
            self.tr("Undo import"),
            self._undo,
            danger=True,
        )

    @Slot()
    def _undo(self) -> None:
        if self._asked_about is not None:
            work = partial(self.context.app.statements.undo, self._asked_about.id)
            self.context.jobs.write(work, said=self.tr("Import undone"))
            self._asked_about = None

    @Slot()
    def _ask_rejected(self) -> None:
        chosen = self.table.current()
        if chosen is not None:
            work = partial(self.context.app.statements.rejected, chosen.id)
            self.context.jobs.read(work, partial(self._show_rejected, chosen))

    @Slot(object, object)
    def _show_rejected(self, statement: Statement, rejected: tuple[RejectedRow, ...]) -> None:
        RejectedDialog(self.context, self.window(), statement, rejected).open()

    @Slot()
    def _save_original(self) -> None:
        chosen = self.table.current()
        if chosen is not None:
            self._asked_about = chosen
            self.context.messages.ask_save(
                self.tr("Save the original file"), chosen.file, self.tr("All files (*)"), self._write_original
            )

    def _write_original(self, path: Path) -> None:
        if self._asked_about is not None:
            work = partial(_save_original, self.context.app, self._asked_about.id, path)
            self.context.jobs.read(work, self.context.messages.note_saved)

    @Slot()
    def _ask_rows(self) -> None:
        chosen = self.table.current()
        if chosen is not None:
            self._show_rows(chosen)

    @Slot(object)
    def _show_rows(self, statement: Statement) -> None:
        shown = VisitRowsDialog if statement.visits is not None else RowsWindow
        shown(self.context, self.window(), statement).open()

    @Slot()
    def _show_campaigns(self) -> None:
        VisitsWindow(self.context, self.window()).open()

    # --- building ----------------------------------------------------------------------------------------------

    def _empty(self) -> EmptyState:
        return EmptyState(
            self.context.theme,
            "statements",
            self.tr("No statements yet"),
            self.tr("Drop the CSV or XLSX file that a program sent you anywhere on this window, or choose it."),
            self.tr("Import a statement"),
            self.new,
            may=not self.context.read_only,
        )

    def _nothing_found(self) -> EmptyState:
        return EmptyState(self.context.theme, "search", self.tr("No file fits"), self.tr("Search for other words."))


def _key(statement: Statement) -> int:
    return statement.id


def _text(statement: Statement) -> str:
    return f"{statement.file} {statement.account} {statement.sha256}".casefold()


def _save_original(app: App, key: int, path: Path) -> Path:
    """Writes the file as it was imported; runs on a worker thread."""
    write_bytes(path, app.statements.original(key))
    return path

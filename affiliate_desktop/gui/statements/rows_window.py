"""All rows of one imported file: what each says, what became of it, and where it stands."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget
from typing_extensions import override

from affiliate_desktop.app import App
from affiliate_desktop.core.changes import Changes, Kind
from affiliate_desktop.core.problems import Cancelled
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.earnings.dialog import EarningDialog, Offers, load_offers
from affiliate_desktop.gui.earnings.panel import EarningPanel
from affiliate_desktop.gui.fields import ChoiceBox, SearchField
from affiliate_desktop.gui.parts import GAP, Elided, EmptyState, button, column, label, row
from affiliate_desktop.gui.statements.file_rows import Shown, columns, load, result_choices
from affiliate_desktop.gui.statements.mending import MendDialog
from affiliate_desktop.gui.statements.rejected_panel import RejectedPanel
from affiliate_desktop.gui.table_view import RecordTable, TableArea
from affiliate_desktop.gui.tables import PagedModel
from affiliate_desktop.ledger.model import Transaction
from affiliate_desktop.statements.file_rows_model import FileRow, RowKey, RowQuery, RowResult, RowSort
from affiliate_desktop.statements.model import OriginalRow, Statement

TYPING_MS = 200
LATE_MS = 400
"""After which it is said that an answer takes its time."""
KINDS = (Kind.STATEMENT, Kind.TRANSACTION, Kind.CAMPAIGN, Kind.LINK, Kind.CORRECTION)


class RowsWindow(QDialog):
    """The rows of an import, a page at a time, and beside them what is known of the selected one.

    It follows what changes, and closes when the import is taken back.

    Args:
        context: the open workspace.
        parent: the window.
        statement: the import.
    """

    def __init__(self, context: Context, parent: QWidget, statement: Statement) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Rows of an import"))
        self.context, self.statement = context, statement
        self.query = RowQuery(statement.id)
        self._after: RowKey | None = None
        self._progress = Progress()
        self.looking = label(self.tr("Looking through the rows…"), "muted")
        self._typing, self._late = _timer(self, TYPING_MS, self._ask), _timer(self, LATE_MS, self.looking.show)
        self.search = SearchField(context.theme, self.tr("Search rows"))
        self.search.textChanged.connect(self._typed)
        self.outcome = ChoiceBox(result_choices(replaced=statement.replaced_by is not None))
        self.outcome.setAccessibleName(self.tr("Result"))
        self.outcome.chosen.connect(self._chosen)
        self.counts = label("", "muted", wrap=True)
        self._build_table()
        self._build_panels()
        self._lay_out()
        context.changed.connect(self._look)
        self._tell_counts()
        self.table.setFocus()
        self._first_order()

    @override
    def done(self, result: int) -> None:
        self._progress.cancel()
        super().done(result)

    # --- asking ------------------------------------------------------------------------------------------------

    def _first_order(self) -> None:
        """Asks for the order that the table remembers."""
        header = self.table.horizontalHeader()
        name = self.model.columns[max(0, header.sortIndicatorSection())].name
        self._sort(name, header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder)

    @Slot()
    def _typed(self) -> None:
        self._typing.start()

    @Slot(object)
    def _chosen(self, _value: object) -> None:
        self._ask()

    @Slot()
    def _ask(self) -> None:
        self._typing.stop()
        value = self.outcome.value()
        wanted = RowResult(str(value)) if value else None
        self.query = replace(self.query, search=self.search.text().strip(), result=wanted)
        self.model.restart()

    @Slot(str, bool)
    def _sort(self, name: str, falling: bool) -> None:  # noqa: FBT001 - as the signal says
        self.query = replace(self.query, sort=RowSort(name), descending=falling)
        self.model.restart()

    @Slot()
    def _clear(self) -> None:
        self.search.clear()
        self.outcome.set_value(None)
        self._ask()

    @Slot(object)
    def _fetch(self, last: FileRow | None) -> None:
        """Asks for a page; whoever waited for another one waits no more."""
        self._progress.cancel()
        self._progress = Progress()
        self._late.start()
        after = None if last is None else self._after
        work = partial(load, self.context.app, self.query, last, after, self._progress)
        self.context.jobs.read(work, self._show, self._not_shown)

    @Slot(object)
    def _look(self, changes: Changes) -> None:
        if changes.touches(*KINDS):
            work = partial(self.context.app.statements.get, self.statement.id)
            self.context.jobs.read(work, self._look_again, self._gone)

    # --- showing -----------------------------------------------------------------------------------------------

    @Slot(object)
    def _show(self, shown: Shown) -> None:
        self._late.stop()
        self.looking.hide()
        if shown.query == self.query:
            self._after = shown.page.after
            self.model.add_page(shown.last, shown.page.rows, complete=shown.page.after is None)

    @Slot(object)
    def _not_shown(self, problem: BaseException) -> None:
        if not isinstance(problem, Cancelled):
            self._late.stop()
            self.looking.hide()
            self.context.messages.problem(problem)

    @Slot(object)
    def _look_again(self, statement: Statement) -> None:
        self.statement = statement
        self._tell_counts()
        self.model.restart()

    @Slot(object)
    def _gone(self, _problem: BaseException) -> None:
        self.reject()

    def _tell_counts(self) -> None:
        number = self.context.formats.number
        one = self.statement
        parts = [
            one.account,
            self.context.formats.counted(one.rows, self.tr("{n} row"), self.tr("{n} rows")),
            self.tr("{n} new").format(n=number(one.new)),
            self.tr("{n} updated").format(n=number(one.updated)),
            self.tr("{n} unchanged").format(n=number(one.unchanged)),
            self.tr("{n} not understood").format(n=number(one.rejected)),
        ]
        if one.replaced_by is not None:
            parts.append(self.tr("replaced by a corrected file, so none of them counts"))
        self.counts.setText(" · ".join(parts))

    @Slot()
    def _selection(self) -> None:
        chosen = self.table.current()
        understood = chosen is not None and chosen.said is not None
        self.panel.setVisible(understood)
        self.rejected_panel.setVisible(chosen is not None and not understood)
        if chosen is None:
            return
        if chosen.said is not None:
            self.panel.show_row(chosen.said)
        else:
            may = not self.context.read_only and self.statement.replaced_by is None
            self.rejected_panel.show_row(self.statement.id, chosen, may=may)

    # --- doing -------------------------------------------------------------------------------------------------

    @Slot(object)
    def _activated(self, chosen: FileRow) -> None:
        """Enter: the panel, from which everything else can be reached by keyboard."""
        self.table.select(chosen.place)
        panel = self.panel if chosen.said is not None else self.rejected_panel
        panel.setFocus()
        panel.focusNextChild()

    @Slot(object)
    def _mend(self, original: OriginalRow) -> None:
        chosen = self.table.current()
        if chosen is not None and chosen.rejected is not None:
            MendDialog(self.context, self, self.statement, chosen.rejected, original).open()

    @Slot()
    def _ask_correct(self) -> None:
        chosen = self.table.current()
        if chosen is not None and chosen.said is not None and chosen.said.id:
            self.context.jobs.read(partial(_load_earning, self.context.app, chosen.said.id), self._correct)

    @Slot(object)
    def _correct(self, found: tuple[Offers, Transaction]) -> None:
        EarningDialog(self.context, self, *found).open()

    # --- building ----------------------------------------------------------------------------------------------

    def _build_table(self) -> None:
        self.model: PagedModel[FileRow] = PagedModel(columns(self.context.formats), _key)
        self.model.more_wanted.connect(self._fetch)
        self.model.order_wanted.connect(self._sort)
        theme = self.context.theme
        self.table: RecordTable[FileRow] = RecordTable(
            self.model, theme, "statement-rows", self.tr("Rows of the file"), (RowSort.LINE, False)
        )
        self.table.selection_moved.connect(self._selection)
        self.table.activated_record.connect(self._activated)
        self.table.offer(self.tr("Copy"), self.table.copy)
        empty = EmptyState(
            theme, "statements", self.tr("No rows"), self.tr("This file holds column names, but no row of earnings.")
        )
        nothing = EmptyState(
            theme,
            "search",
            self.tr("No row fits"),
            self.tr("Search for other words, or clear the filters."),
            self.tr("Clear filters"),
            self._clear,
        )
        self.area = TableArea(self.table, empty, nothing)
        self.area.searching = self._narrowed

    def _narrowed(self) -> bool:
        return bool(self.query.search or self.query.result)

    def _build_panels(self) -> None:
        self.panel, self.rejected_panel = EarningPanel(self.context, in_file=True), RejectedPanel(self.context)
        self.panel.correct_wanted.connect(self._ask_correct)
        self.rejected_panel.mend_wanted.connect(self._mend)
        for panel in (self.panel, self.rejected_panel):
            panel.hide()
            panel.closed.connect(self.table.clearSelection)

    def _lay_out(self) -> None:
        beside = QHBoxLayout()
        beside.setSpacing(GAP)
        beside.addWidget(self.area, 1)
        beside.addWidget(self.panel)
        beside.addWidget(self.rejected_panel)
        outer = column(Elided(self.statement.file, "title"), self.counts, spacing=10)
        outer.setContentsMargins(24, 20, 24, 20)
        self.looking.hide()
        outer.addLayout(row(self.search, self.outcome, self.looking, 1))
        outer.addLayout(beside, 1)
        outer.addLayout(row(1, button(self.tr("Close"), self.accept, kind="primary")))
        self.setLayout(outer)
        room = self.screen().availableGeometry()
        self.resize(min(1500, int(room.width() * 0.95)), min(860, int(room.height() * 0.9)))


def _timer(parent: QDialog, milliseconds: int, on_end: Callable[[], object]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(on_end)
    return timer


def _key(row_: FileRow) -> object:
    return row_.place


def _load_earning(app: App, key: int) -> tuple[Offers, Transaction]:
    """What a correction needs; runs on a worker thread."""
    return load_offers(app), app.ledger.get(key)

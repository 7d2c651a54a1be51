"""Money received."""

from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Slot
from typing_extensions import override

from affiliate_desktop.app import App
from affiliate_desktop.core.changes import Kind
from affiliate_desktop.gui.context import Context, Request
from affiliate_desktop.gui.parts import GAP, EmptyState, row
from affiliate_desktop.gui.payouts.dialog import PayoutDialog
from affiliate_desktop.gui.payouts.import_dialog import PaymentsDialog
from affiliate_desktop.gui.payouts.matching import Loaded, MatchDialog, load
from affiliate_desktop.gui.payouts.panel import PayoutPanel
from affiliate_desktop.gui.payouts.rows import payout_columns
from affiliate_desktop.gui.tabbed import Tab
from affiliate_desktop.gui.table_view import RecordTable, TableArea
from affiliate_desktop.gui.tables import RecordModel
from affiliate_desktop.ledger.payout import Payout, ThreeWay
from affiliate_desktop.ledger.payouts import PayoutView
from affiliate_desktop.programs.model import Account
from affiliate_desktop.statements.receipts import Arrived


class PayoutsTab(Tab):
    """The list of payouts, and beside it the way from earnings to money of the selected one."""

    kinds: ClassVar[frozenset[Kind]] = frozenset(
        {Kind.PAYOUT, Kind.TRANSACTION, Kind.STATEMENT, Kind.ACCOUNT, Kind.PROGRAM}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._rows: tuple[PayoutView, ...] = ()
        self._edited: Payout | None = None
        self._wanted: int | None = None
        self.add_search(self.tr("Search payouts")).textChanged.connect(self._refilter)
        self.bar.addStretch(1)
        self.import_button = self.add_action(self.tr("Import payments…"), self._ask_file, icon="upload", writes=True)
        self.new_button = self.add_action(
            self.tr("Record a payout"), self.new, kind="primary", icon="plus", writes=True
        )
        self.model: RecordModel[PayoutView] = RecordModel(payout_columns(context.formats), _key)
        self.table: RecordTable[PayoutView] = RecordTable(
            self.model, context.theme, "payouts", self.tr("Payouts"), ("day", True)
        )
        self.area = TableArea(self.table, self._empty(), self._nothing_found())
        self.area.searching = self._is_searching
        self.panel = PayoutPanel(context)
        self.panel.hide()
        beside = row(spacing=GAP)
        beside.addWidget(self.area, 1)
        beside.addWidget(self.panel)
        self.body.addLayout(beside, 1)
        self._connect()

    @override
    def refresh(self) -> None:
        self.context.jobs.read(self.context.app.payouts.list, self._show)

    @override
    @Slot()
    def new(self) -> None:
        if not self.context.read_only:
            self._edited = None
            self.context.jobs.read(self.context.app.programs.accounts, self._open_dialog)

    @override
    def answer(self, request: Request) -> None:
        super().answer(request)
        if request.action == "show" and request.key:
            self._wanted = request.key
            self._select_wanted()

    # --- showing -----------------------------------------------------------------------------------------------

    @Slot(object)
    def _show(self, rows: tuple[PayoutView, ...]) -> None:
        self._rows = rows
        self._refilter()
        self._select_wanted()
        self._selection()

    @Slot()
    def _refilter(self, _text: object = None) -> None:
        self.model.show_records([each for each in self._rows if self._fits(each)])

    def _fits(self, view: PayoutView) -> bool:
        payout = view.payout
        text = (
            f"{view.account or ''} {payout.payer} {payout.method} {payout.reference} {payout.notes} {payout.received}"
        )
        return self.finds(text)

    def _is_searching(self) -> bool:
        return bool(self._rows)

    def _select_wanted(self) -> None:
        if self._wanted is not None and self.table.select(self._wanted):
            self._wanted = None

    @Slot()
    def _selection(self) -> None:
        view = self.table.current()
        if view is None:
            self.panel.hide()
        else:
            self.context.jobs.read(partial(_load_gap, self.context.app, view), self._show_detail)
        one = len(self.table.selected()) == 1
        for action in self.table.actions():
            action.setEnabled(one and not self.context.read_only)

    @Slot(object)
    def _show_detail(self, detail: tuple[PayoutView, ThreeWay]) -> None:
        view = self.table.current()
        if view is not None and view.payout.id == detail[0].payout.id:
            self.panel.show_payout(*detail)
            self.panel.show()

    # --- doing -------------------------------------------------------------------------------------------------

    @Slot(object)
    def _open_dialog(self, accounts: tuple[Account, ...]) -> None:
        dialog = PayoutDialog(self.context, self.window(), accounts, self._edited)
        dialog.saved.connect(self._saved)
        dialog.open()

    @Slot(object)
    def _saved(self, done: object) -> None:
        payout = getattr(done, "value", None)
        if isinstance(payout, Payout):
            self._wanted = payout.id

    @Slot()
    def _ask_file(self) -> None:
        title = self.tr("Import payments of PayPal, Payoneer, Stripe or a network")
        filters = self.tr("Tables (*.csv *.tsv *.txt *.xlsx *.json *.gz *.zip)")
        self.context.messages.ask_open(title, filters, self._look_into)

    @Slot(object)
    def _look_into(self, path: Path) -> None:
        self.context.jobs.read(partial(_load_payments, self.context.app, path), self._open_import)

    @Slot(object)
    def _open_import(self, loaded: tuple[Arrived, tuple[Account, ...]]) -> None:
        PaymentsDialog(self.context, self.window(), *loaded).open()

    @Slot()
    def _edit(self) -> None:
        view = self.table.current()
        if view is not None and not self.context.read_only:
            self._edited = view.payout
            self.context.jobs.read(partial(self.context.app.programs.accounts, True), self._open_dialog)

    @Slot()
    def _match(self, _record: object = None) -> None:
        view = self.table.current()
        if view is None:
            return
        if view.payout.account_id is None:
            self._edit()
        else:
            self.context.jobs.read(partial(load, self.context.app, view.payout.id), self._open_match)

    @Slot(object)
    def _open_match(self, loaded: Loaded) -> None:
        MatchDialog(self.context, self.window(), loaded).open()

    @Slot()
    def _remove(self) -> None:
        view = self.table.current()
        if view is not None:
            work = partial(self.context.app.payouts.remove, view.payout.id)
            self.context.jobs.write(work, said=self.tr("Payout removed"), undoable=True)

    # --- building ----------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.table.activated_record.connect(self._match)
        self.table.selection_moved.connect(self._selection)
        self.panel.edit_wanted.connect(self._edit)
        self.panel.match_wanted.connect(self._match)
        self.table.offer(self.tr("Match earnings…"), self._match)
        self.table.offer(self.tr("Edit…"), self._edit, "F2")
        self.table.offer(self.tr("Remove"), self._remove, "Del")

    def _empty(self) -> EmptyState:
        return EmptyState(
            self.context.theme,
            "payouts",
            self.tr("No payouts yet"),
            self.tr("Record the money that arrived, and see which earnings it paid and what lies between."),
            self.tr("Record a payout"),
            self.new,
            may=not self.context.read_only,
        )

    def _nothing_found(self) -> EmptyState:
        return EmptyState(self.context.theme, "search", self.tr("No payout fits"), self.tr("Search for other words."))


def _load_gap(app: App, view: PayoutView) -> tuple[PayoutView, ThreeWay]:
    return view, app.payouts.reconcile(view.payout.id)


def _load_payments(app: App, path: Path) -> tuple[Arrived, tuple[Account, ...]]:
    return app.receipts.look(path), app.programs.accounts()


def _key(view: PayoutView) -> object:
    return view.payout.id

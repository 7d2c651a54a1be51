"""Accounts: memberships at networks, the programs within them, and tracking ids."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from affiliate_desktop.core.changes import Kind
from affiliate_desktop.gui.accounts.dialogs import AccountDialog, ProgramDialog, TrackingIdDialog
from affiliate_desktop.gui.accounts.panel import AccountPanel
from affiliate_desktop.gui.accounts.rows import AccountDetail, AccountRow, columns, load_detail, load_rows
from affiliate_desktop.gui.context import Context, Request
from affiliate_desktop.gui.fields import ChoiceBox
from affiliate_desktop.gui.page import Page
from affiliate_desktop.gui.parts import GAP, EmptyState
from affiliate_desktop.gui.table_view import RecordTable, TableArea
from affiliate_desktop.gui.tables import RecordModel
from affiliate_desktop.programs.model import Account, Network, Program, TrackingId
from affiliate_desktop.statements.status_words import Answered

translate = QCoreApplication.translate


class AccountsPage(Page):
    """The list of accounts, and beside it what is known of the selected one."""

    kinds = frozenset({Kind.ACCOUNT, Kind.PROGRAM, Kind.CAMPAIGN, Kind.TRANSACTION, Kind.STATEMENT})

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            translate("AccountsPage", "Accounts"),
            translate("AccountsPage", "Your memberships at networks, and the programs within them"),
        )
        self._rows: tuple[AccountRow, ...] = ()
        self._detail: AccountDetail | None = None
        self._wanted: int | None = None
        self._edited: Account | None = None
        self.filter = ChoiceBox([(False, self.tr("All accounts")), (True, self.tr("Archived"))])
        self.filter.setAccessibleName(self.tr("Which accounts are shown"))
        self.filter.chosen.connect(self._refilter)
        self.add_widget(self.filter)
        self.add_action(self.tr("New account"), self.new, kind="primary", icon="plus", writes=True)
        self.model: RecordModel[AccountRow] = RecordModel(columns(context.formats), _key)
        self.table: RecordTable[AccountRow] = RecordTable(
            self.model, context.theme, "accounts", self.tr("Accounts"), ("name", False)
        )
        self.area = TableArea(self.table, self._empty(), self._nothing_found())
        self.area.searching = self._is_filtered
        self.panel = AccountPanel(context)
        self.panel.hide()
        beside = QHBoxLayout()
        beside.setSpacing(GAP)
        beside.addWidget(self.area, 1)
        beside.addWidget(self.panel)
        self.body.addLayout(beside, 1)
        self._connect()

    @override
    def refresh(self) -> None:
        self.context.jobs.read(partial(load_rows, self.context.app), self._show)

    @override
    @Slot()
    def new(self) -> None:
        if not self.context.read_only:
            self._edited = None
            self.context.jobs.read(self.context.app.programs.network_catalog.all, self._open_dialog)

    @override
    def answer(self, request: Request) -> None:
        super().answer(request)
        if request.action == "show" and request.key:
            self._wanted = request.key
            self._select_wanted()

    # --- showing -----------------------------------------------------------------------------------------------

    @Slot(object)
    def _show(self, rows: tuple[AccountRow, ...]) -> None:
        self._rows = rows
        self._refilter()
        self._select_wanted()
        if len(rows) == 1 and self.table.current() is None:
            self.table.select(rows[0].account.id)
        self._selection()

    @Slot()
    def _refilter(self, _value: object = None) -> None:
        archived = bool(self.filter.value())
        self.model.show_records([row for row in self._rows if row.account.archived == archived])

    def _is_filtered(self) -> bool:
        return bool(self._rows)

    def _select_wanted(self) -> None:
        if self._wanted is not None and self._rows:
            row = next((row for row in self._rows if row.account.id == self._wanted), None)
            if row is not None:
                self.filter.set_value(row.account.archived)
            self.table.select(self._wanted)
            self._wanted = None

    @Slot()
    def _selection(self) -> None:
        row = self.table.current()
        if row is None:
            self.panel.hide()
        else:
            self.context.jobs.read(partial(load_detail, self.context.app, row), self._show_detail)
        for action in self.table.actions():
            action.setEnabled(row is not None and not self.context.read_only)
        self.archive_action.setText(
            self.tr("Take back from the archive") if row and row.account.archived else self.tr("Archive")
        )

    @Slot(object)
    def _show_detail(self, detail: AccountDetail) -> None:
        row = self.table.current()
        if row is not None and row.account.id == detail.row.account.id:
            self._detail = detail
            self.panel.show_detail(detail)
            self.panel.show()

    # --- accounts ----------------------------------------------------------------------------------------------

    @Slot(object)
    def _open_dialog(self, networks: tuple[Network, ...]) -> None:
        dialog = AccountDialog(self.context, self.window(), networks, self._edited)
        dialog.saved.connect(self._saved)
        dialog.open()

    @Slot(object)
    def _saved(self, done: object) -> None:
        account = getattr(done, "value", None)
        if isinstance(account, Account):
            self._wanted = account.id

    @Slot()
    def _edit(self) -> None:
        row = self.table.current()
        if row is not None and not self.context.read_only:
            self._edited = row.account
            self.context.jobs.read(self.context.app.programs.network_catalog.all, self._open_dialog)

    @Slot()
    def _archive(self) -> None:
        row = self.table.current()
        if row is not None:
            away = not row.account.archived
            said = self.tr("Account archived") if away else self.tr("Account taken back")
            work = partial(self.context.app.programs.archive_account, row.account.id, away)
            self.context.jobs.write(work, said=said, undoable=True)

    @Slot()
    def _remove(self) -> None:
        row = self.table.current()
        if row is not None:
            work = partial(self.context.app.programs.remove_account, row.account.id)
            self.context.jobs.write(work, said=self.tr("Account removed"), undoable=True)

    # --- what is within an account -----------------------------------------------------------------------------

    @Slot(object)
    def _program(self, program: Program | None) -> None:
        if self._detail is not None:
            edited = program or Program(self._detail.row.account.id, "")
            ProgramDialog(self.context, self.window(), edited).open()

    @Slot(object)
    def _tracking_id(self, tracking_id: TrackingId | None) -> None:
        if self._detail is not None:
            edited = tracking_id or TrackingId(self._detail.row.account.id, "")
            TrackingIdDialog(self.context, self.window(), self._detail.campaigns, edited).open()

    @Slot(object)
    def _remove_part(self, record: Program | TrackingId | Answered) -> None:
        programs = self.context.app.programs
        work: Callable[[], object]
        if isinstance(record, Answered):
            key = self._detail.row.account.id if self._detail else 0
            work = partial(self.context.app.status_words.forget, key, record.word)
            said = self.tr("“{word}” forgotten").format(word=record.word)
        elif isinstance(record, Program):
            work, said = partial(programs.remove_program, record.id), self.tr("Program removed")
        else:
            work, said = partial(programs.remove_tracking_id, record.id), self.tr("Tracking id removed")
        self.context.jobs.write(work, said=said, undoable=True)

    @Slot()
    def _import(self) -> None:
        self.context.go("statements", "import")

    # --- building ----------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.table.activated_record.connect(self._edit)
        self.table.selection_moved.connect(self._selection)
        self.panel.edit_wanted.connect(self._edit)
        self.panel.program_wanted.connect(self._program)
        self.panel.tracking_id_wanted.connect(self._tracking_id)
        self.panel.removal_wanted.connect(self._remove_part)
        self.panel.import_wanted.connect(self._import)
        self.table.offer(self.tr("Edit…"), self._edit, "F2")
        self.archive_action = self.table.offer(self.tr("Archive"), self._archive)
        self.table.offer(self.tr("Remove"), self._remove, "Del")

    def _empty(self) -> EmptyState:
        return EmptyState(
            self.context.theme,
            "accounts",
            self.tr("No accounts yet"),
            self.tr("An account is your membership at a network or marketplace. Statements and links belong to it."),
            self.tr("Add the first account"),
            self.new,
            may=not self.context.read_only,
        )

    def _nothing_found(self) -> EmptyState:
        return EmptyState(
            self.context.theme, "archive", self.tr("Nothing here"), self.tr("No account is in this list.")
        )


def _key(row: AccountRow) -> int:
    return row.account.id

"""What is approved and unpaid, by program and age."""

from functools import partial
from typing import ClassVar

from PySide6.QtCore import Slot
from typing_extensions import override

from affiliate_desktop.app import App
from affiliate_desktop.core.changes import Kind
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.parts import Elided, EmptyState
from affiliate_desktop.gui.payouts.rows import aged_columns
from affiliate_desktop.gui.payouts.terms_dialog import TermsDialog
from affiliate_desktop.gui.tabbed import Tab
from affiliate_desktop.gui.table_view import RecordTable, TableArea
from affiliate_desktop.gui.tables import RecordModel
from affiliate_desktop.ledger.payout import BUCKETS, Aged, Terms
from affiliate_desktop.programs.model import Account

OLD = 3
"""The bucket from which on unpaid earnings are worth a question: over 90 days."""


class UnpaidTab(Tab):
    """A table of what programs owe."""

    kinds: ClassVar[frozenset[Kind]] = frozenset(
        {Kind.PAYOUT, Kind.TRANSACTION, Kind.STATEMENT, Kind.ACCOUNT, Kind.PROGRAM, Kind.PLAN}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.sums = Elided("", "section")
        self.bar.addWidget(self.sums, 1)
        self.terms_button = self.add_action(self.tr("Terms of payment…"), self._terms, icon="calendar", writes=True)
        self.model: RecordModel[Aged] = RecordModel(aged_columns(context.formats), _key)
        self.table: RecordTable[Aged] = RecordTable(
            self.model, context.theme, "unpaid", self.tr("What is unpaid, by age in days"), ("account", False)
        )
        empty = EmptyState(
            context.theme,
            "payouts",
            self.tr("Nothing is unpaid"),
            self.tr("Approved earnings that no payout has paid yet are listed here by age."),
        )
        self.area = TableArea(self.table, empty)
        self.body.addWidget(self.area, 1)
        self.table.selection_moved.connect(self._moved)
        self.table.activated_record.connect(self._terms)
        self._moved()

    @override
    def refresh(self) -> None:
        self.context.jobs.read(self.context.app.unpaid.ageing, self._show)

    @Slot(object)
    def _show(self, rows: tuple[Aged, ...]) -> None:
        self.model.show_records(rows)
        sums: dict[str, list[int]] = {}
        for row in rows:
            held = sums.setdefault(row.currency, [0, 0])
            held[0] += row.micro
            held[1] += sum(row.buckets[OLD:])
        self.sums.setText("   ".join(self._words(currency, *held) for currency, held in sums.items()))
        self._moved()

    def _words(self, currency: str, unpaid: int, old: int) -> str:
        money = self.context.formats.money
        if not old:
            return self.tr("{money} unpaid").format(money=money(unpaid, currency))
        return self.tr("{money} unpaid, {old} for over {days} days").format(
            money=money(unpaid, currency), old=money(old, currency), days=BUCKETS[OLD - 1]
        )

    @Slot()
    def _moved(self) -> None:
        self.terms_button.setEnabled(self.table.current() is not None and not self.context.read_only)

    @Slot()
    def _terms(self, _record: object = None) -> None:
        row = self.table.current()
        if row is not None and not self.context.read_only:
            self.context.jobs.read(partial(_load, self.context.app, row.account_id), self._open)

    @Slot(object)
    def _open(self, loaded: tuple[Account, Terms | None]) -> None:
        TermsDialog(self.context, self.window(), *loaded).open()


def _load(app: App, account_id: int) -> tuple[Account, Terms | None]:
    return app.programs.account(account_id), app.unpaid.terms(account_id)


def _key(row: Aged) -> object:
    return row.account_id, row.program_id, row.currency

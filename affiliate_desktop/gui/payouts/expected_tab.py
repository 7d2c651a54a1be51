"""Payments that should come."""

from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Slot
from typing_extensions import override

from affiliate_desktop.core.changes import Kind
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.parts import EmptyState, label
from affiliate_desktop.gui.payouts.rows import expected_columns
from affiliate_desktop.gui.tabbed import Tab
from affiliate_desktop.gui.table_view import RecordTable, TableArea
from affiliate_desktop.gui.tables import RecordModel
from affiliate_desktop.ledger.payout import Expected


class ExpectedTab(Tab):
    """A table of expected payments, which can be saved as a calendar."""

    kinds: ClassVar[frozenset[Kind]] = frozenset(
        {Kind.PAYOUT, Kind.TRANSACTION, Kind.STATEMENT, Kind.ACCOUNT, Kind.PROGRAM, Kind.PLAN}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._file = Path()
        hint = self.tr("By the terms of payment, or by how an account has paid so far.")
        self.bar.addWidget(label(hint, "muted"), 1)
        self.save_button = self.add_action(self.tr("Save calendar…"), self._ask, icon="calendar")
        self.model: RecordModel[Expected] = RecordModel(expected_columns(context.formats), _key)
        self.table: RecordTable[Expected] = RecordTable(
            self.model, context.theme, "expected", self.tr("Expected payments"), ("day", False)
        )
        empty = EmptyState(
            context.theme,
            "calendar",
            self.tr("No payment is due"),
            self.tr("Once there are approved earnings, the days on which they should be paid are listed here."),
        )
        self.area = TableArea(self.table, empty)
        self.body.addWidget(self.area, 1)

    @override
    def refresh(self) -> None:
        self.context.jobs.read(self.context.app.unpaid.expected, self._show)

    @Slot(object)
    def _show(self, rows: tuple[Expected, ...]) -> None:
        self.model.show_records(rows)
        self.save_button.setEnabled(any(row.on is not None for row in rows))

    @Slot()
    def _ask(self) -> None:
        title, name = self.tr("Save expected payments as calendar"), self.tr("expected-payments.ics")
        self.context.messages.ask_save(title, name, self.tr("Calendar (*.ics)"), self._save)

    @Slot(object)
    def _save(self, path: Path) -> None:
        self._file = path
        work = partial(self.context.app.calendars.write_expected, self.model.records, path)
        self.context.jobs.read(work, self._saved)

    @Slot(object)
    def _saved(self, _count: int) -> None:
        self.context.messages.note_saved(self._file)


def _key(row: Expected) -> object:
    return row.account_id, row.program_id, row.money.currency, row.months

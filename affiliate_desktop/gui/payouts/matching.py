"""Which earnings a payout paid: suggestions with reasons, rows of chosen days, and what that would leave open."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QTabWidget, QWidget

from affiliate_desktop.app import App
from affiliate_desktop.core.changes import Done
from affiliate_desktop.core.periods import Period
from affiliate_desktop.core.problems import BadInput, Problem
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import DateField
from affiliate_desktop.gui.messages import words
from affiliate_desktop.gui.parts import GAP, Banner, Card, EmptyState, button, column, label, row
from affiliate_desktop.gui.payouts.gap_view import GapView
from affiliate_desktop.gui.payouts.rows import matched_columns, suggestion_columns
from affiliate_desktop.gui.payouts.words import reason_words
from affiliate_desktop.gui.table_view import RecordTable, TableArea
from affiliate_desktop.gui.tables import RecordModel
from affiliate_desktop.ledger.payout import Chosen, Matched, MatchedRow, Suggestion, ThreeWay
from affiliate_desktop.ledger.payouts import PayoutView

Numbered = tuple[int, Suggestion]


@dataclass(frozen=True)
class Loaded:
    """What the dialog shows."""

    view: PayoutView
    suggestions: tuple[Suggestion, ...]
    rows: tuple[MatchedRow, ...]
    gap: ThreeWay


class MatchDialog(QDialog):
    """Matches one payout. Show it with ``open()``; it frees itself when it is closed."""

    def __init__(self, context: Context, parent: QWidget, loaded: Loaded) -> None:
        super().__init__(parent)
        self.context = context
        self._loaded = loaded
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        payout = loaded.view.payout
        title = self.tr("What {money} of {day} paid").format(
            money=context.formats.money(payout.received.micro, payout.received.currency),
            day=context.formats.day(payout.paid_on),
        )
        self.setWindowTitle(title)
        self.trouble = Banner("danger")
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(title)
        self._make_tables()
        self._make_days()
        self._make_side()
        self._lay_out(title)
        self._show(loaded)

    # --- showing -----------------------------------------------------------------------------------------------

    @Slot(object)
    def _show(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self.suggestions.show_records(list(enumerate(loaded.suggestions)))
        self.matched.show_records(loaded.rows)
        self.tabs.setTabText(
            2, self.tr("Matched ({n})").format(n=self.context.formats.number(loaded.view.matched.count))
        )
        self.tabs.setTabEnabled(2, bool(loaded.rows))
        if loaded.rows and not loaded.suggestions:
            self.tabs.setCurrentIndex(2)
        self._set_gap(loaded.gap)
        if loaded.suggestions and not loaded.rows:
            self.table.selectRow(0)
        self._moved()

    def _set_gap(self, gap: ThreeWay) -> None:
        self.gap.show_gap(gap)

    @Slot()
    def _moved(self) -> None:
        chosen = self.chosen()
        found = self.table.current() if self.tabs.currentIndex() == 0 else None
        self.reasons.setText("\n".join(reason_words(each) for each in found[1].reasons) if found else "")
        self.match_button.setVisible(self.tabs.currentIndex() < 2)
        self.match_button.setEnabled(chosen is not None and not self.context.read_only)
        self.take_button.setVisible(self.tabs.currentIndex() == 2)
        if chosen is None:
            self._set_gap(self._loaded.gap)
        else:
            work = partial(self.context.app.payouts.reconcile, self._loaded.view.payout.id, chosen)
            self.context.jobs.read(work, self._set_preview, self._failed)

    @Slot(object)
    def _set_preview(self, gap: ThreeWay) -> None:
        if self.chosen() is not None:
            self._set_gap(gap)

    def chosen(self) -> Chosen | None:
        """The rows that would be matched now; None when none are chosen."""
        at = self.tabs.currentIndex()
        if at == 0:
            found = self.table.current()
            return found[1].chosen if found else None
        if at == 1:
            try:
                period = Period(self.start.day(), self.end.day())
            except BadInput:
                return None
            currency = self._loaded.view.matched.currency or self._loaded.view.payout.target.currency
            return Chosen(currency, period) if period != Period() else None
        return None

    # --- doing -------------------------------------------------------------------------------------------------

    @Slot()
    def _match(self) -> None:
        chosen = self.chosen()
        if chosen is not None:
            work = partial(self.context.app.payouts.match, self._loaded.view.payout.id, chosen)
            self.context.jobs.write(work, self._done, self._failed, said=self.tr("Payout matched"), undoable=True)

    @Slot()
    def _take_off(self) -> None:
        rows = [each.transaction_id for each in self.matched_table.selected() if each.transaction_id is not None]
        work = partial(self.context.app.payouts.unmatch, self._loaded.view.payout.id, rows)
        self.context.jobs.write(work, self._done, self._failed, said=self.tr("Earnings taken off"), undoable=True)

    @Slot(object)
    def _done(self, _done: Done[Matched]) -> None:
        self.trouble.say("")
        self.context.jobs.read(partial(load, self.context.app, self._loaded.view.payout.id), self._show, self._failed)

    @Slot(object)
    def _failed(self, problem: BaseException) -> None:
        if isinstance(problem, Problem):
            self.trouble.say(words(problem))
        else:
            self.context.messages.problem(problem)

    # --- building ----------------------------------------------------------------------------------------------

    def _make_tables(self) -> None:
        context = self.context
        self.suggestions: RecordModel[Numbered] = RecordModel(suggestion_columns(context.formats), _number)
        self.table: RecordTable[Numbered] = RecordTable(
            self.suggestions, context.theme, "suggestions", self.tr("Suggested earnings"), ("score", True)
        )
        nothing = EmptyState(
            context.theme,
            "search",
            self.tr("Nothing fits"),
            self.tr("No month, period or choice of unpaid earnings comes near the amount. Choose days instead."),
        )
        self.tabs.addTab(TableArea(self.table, nothing), self.tr("Suggestions"))
        self.matched: RecordModel[MatchedRow] = RecordModel(matched_columns(context.formats), _row)
        self.matched_table: RecordTable[MatchedRow] = RecordTable(
            self.matched, context.theme, "matched", self.tr("Earnings that this payout paid"), ("day", False)
        )

    def _make_days(self) -> None:
        self.start, self.end = DateField(self.context.theme), DateField(self.context.theme)
        self.start.setAccessibleName(self.tr("From"))
        self.end.setAccessibleName(self.tr("To"))
        for each in (self.start, self.end):
            each.setFixedWidth(150)
            each.textChanged.connect(self._moved)
        held = QWidget()
        fields = row(label(self.tr("From")), self.start, label(self.tr("to")), self.end, 1, spacing=10)
        hint = label(self.tr("All approved and unpaid earnings of these days."), "muted", wrap=True)
        layout = column(hint, fields, 1, spacing=12)
        layout.setContentsMargins(0, GAP, 0, 0)
        held.setLayout(layout)
        self.tabs.addTab(held, self.tr("Days"))
        empty = EmptyState(self.context.theme, "payouts", self.tr("Nothing is matched yet"), "")
        self.tabs.addTab(TableArea(self.matched_table, empty), self.tr("Matched"))

    def _make_side(self) -> None:
        self.side = Card(self.tr("From earnings to money"))
        self.side.setFixedWidth(330)
        self.gap = GapView(self.context.formats)
        self.gap.setAccessibleName(self.tr("From earnings to money"))
        self.reasons = label("", "hint", wrap=True)
        self.side.content.addWidget(self.gap)
        self.side.content.addSpacing(8)
        self.side.content.addWidget(self.reasons)
        self.side.content.addStretch(1)
        self.match_button = button(self.tr("Match these earnings"), self._match, kind="primary")
        self.take_button = button(self.tr("Take selected off"), self._take_off, kind="danger")
        self.take_button.setEnabled(not self.context.read_only)
        self.close_button = button(self.tr("Close"), self.accept)

    def _lay_out(self, title: str) -> None:
        beside = row(spacing=GAP)
        beside.addWidget(self.tabs, 1)
        beside.addWidget(self.side)
        outer = column(label(title, "title"), self.trouble, spacing=14)
        outer.addLayout(beside, 1)
        outer.addLayout(row(1, self.close_button, self.take_button, self.match_button))
        outer.setContentsMargins(24, 20, 24, 20)
        self.setLayout(outer)
        screen = self.screen().availableGeometry()
        self.resize(min(1080, int(screen.width() * 0.95)), min(620, int(screen.height() * 0.9)))
        self.table.selection_moved.connect(self._moved)
        self.tabs.currentChanged.connect(self._moved)


def load(app: App, key: int) -> Loaded:
    """What the dialog shows; runs on a worker thread."""
    return Loaded(app.payouts.get(key), app.payouts.suggest(key), app.payouts.rows(key), app.payouts.reconcile(key))


def _number(row: Numbered) -> object:
    return row[1].chosen


def _row(row: MatchedRow) -> object:
    return row.transaction_id, row.day, row.external_id, row.paid_micro

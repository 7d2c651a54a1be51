"""The queue of the unattributed, or of guesses: a table, and beside it what a row may belong to."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from affiliate_desktop.core.changes import Changes, Kind
from affiliate_desktop.gui.attribution.candidates import CandidatePanel
from affiliate_desktop.gui.attribution.rows import Loaded, Names, load_queue, queue_columns
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.parts import GAP, EmptyState, button, column, label, row
from affiliate_desktop.gui.table_view import RecordTable, TableArea
from affiliate_desktop.gui.tables import RecordModel
from affiliate_desktop.ledger.attribution_model import Attributed, Rule, Waiting

KINDS = (Kind.TRANSACTION, Kind.STATEMENT, Kind.CAMPAIGN, Kind.LINK, Kind.ATTRIBUTION)


class QueueTab(QWidget):
    """What waits for a decision.

    Signals:
        counted(int): how many rows wait.
        rule_wanted(object): make a rule like this one.

    Args:
        context: the open workspace.
        guesses: what was guessed, instead of what nobody knows.
    """

    counted = Signal(int)
    rule_wanted = Signal(object)

    def __init__(self, context: Context, *, guesses: bool) -> None:
        super().__init__()
        self.context, self._guesses = context, guesses
        self._names: Names | None = None
        self._at = 0
        self.said = label("", "muted", wrap=True)
        self._build_table()
        self.panel = CandidatePanel(context)
        self.panel.accepted.connect(self._accept)
        self.panel.refused.connect(self._refuse)
        self.panel.rule_wanted.connect(self._rule)
        self.panel.hide()
        text = self.tr("Take all guesses back") if guesses else self.tr("Guess the likely ones")
        self.all_button = button(text, self._take_back if guesses else self._guess)
        self.all_button.setEnabled(not context.read_only)
        head = row()
        head.addWidget(self.said, 1)
        head.addWidget(self.all_button)
        beside = QHBoxLayout()
        beside.setSpacing(GAP)
        beside.addWidget(self.area, 1)
        beside.addWidget(self.panel)
        layout = column(head, spacing=12)
        layout.setContentsMargins(0, 14, 0, 0)
        layout.addLayout(beside, 1)
        self.setLayout(layout)
        context.changed.connect(self._look)
        self.refresh()

    def refresh(self) -> None:
        """Asks what waits."""
        self.context.jobs.read(partial(load_queue, self.context.app, guesses=self._guesses), self._show)

    # --- showing -----------------------------------------------------------------------------------------------

    @Slot(object)
    def _look(self, changes: Changes) -> None:
        if changes.touches(*KINDS):
            self.refresh()

    @Slot(object)
    def _show(self, loaded: Loaded) -> None:
        self._names, queue = loaded.names, loaded.queue
        selected = self.table.selected()
        self._at = self.model.row_of(self.model.key(selected[0])) if selected else self._at
        self.model.show_records(queue.items)
        formats = self.context.formats
        said = formats.counted(queue.rows, self.tr("{n} row waits."), self.tr("{n} rows wait."))
        if queue.more:
            said += " " + self.tr("Those with the most money are listed.")
        keys = self.tr("Enter accepts the likeliest, Del turns it down.")
        self.said.setText(f"{said} {keys}" if queue.items else "")
        able = loaded.counts.get(Attributed.GUESS) if self._guesses else queue.items
        self.all_button.setVisible(bool(able))
        self.counted.emit(queue.rows)
        if queue.items and not self.table.selected():
            self.table.selectRow(min(max(self._at, 0), len(queue.items) - 1))
        self._selection()

    @Slot()
    def _selection(self) -> None:
        chosen = self.table.current()
        self.panel.setVisible(chosen is not None)
        if chosen is not None and self._names is not None:
            self.panel.show_item(chosen, self._names)

    # --- doing -------------------------------------------------------------------------------------------------

    @Slot(object)
    def _activated(self, item: Waiting) -> None:
        likeliest = item.guess or next(iter(item.candidates), None)
        if likeliest is not None:
            self._accept((likeliest.link_id, likeliest.campaign_id))

    @Slot()
    def _refuse_likeliest(self) -> None:
        chosen = self.table.current()
        likeliest = (chosen.guess or next(iter(chosen.candidates), None)) if chosen else None
        if likeliest is not None:
            self._refuse((likeliest.link_id, likeliest.campaign_id))

    @Slot(object)
    def _accept(self, target: tuple[int | None, int | None]) -> None:
        chosen = self.table.current()
        if chosen is not None and not self.context.read_only:
            work = partial(self.context.app.attributions.accept, chosen.id, target)
            self.context.jobs.write(work, said=self.tr("Earnings attributed"), undoable=True)

    @Slot(object)
    def _refuse(self, target: tuple[int | None, int | None]) -> None:
        chosen = self.table.current()
        if chosen is not None and not self.context.read_only:
            work = partial(self.context.app.attributions.refuse, chosen.id, target)
            self.context.jobs.write(work, said=self.tr("Turned down; it is not offered again"), undoable=True)

    @Slot()
    def _guess(self) -> None:
        self.context.jobs.write(self.context.app.attributions.guess, said=self.tr("Guesses made"), undoable=True)

    @Slot()
    def _take_back(self) -> None:
        work = self.context.app.attributions.take_back_guesses
        self.context.jobs.write(work, said=self.tr("Guesses taken back"), undoable=True)

    @Slot()
    def _rule(self) -> None:
        chosen = self.table.current()
        if chosen is not None:
            first = chosen.guess or next(iter(chosen.candidates), None)
            rule = Rule(
                account_id=chosen.account_id,
                program_id=chosen.program_id,
                product="" if chosen.sub_id else chosen.product,
                tracking=chosen.sub_id if chosen.link_id is None else "",
                campaign_id=first.campaign_id if first else None,
                link_id=first.link_id if first else None,
            )
            self.rule_wanted.emit(rule)

    # --- building ----------------------------------------------------------------------------------------------

    def _build_table(self) -> None:
        self.model: RecordModel[Waiting] = RecordModel(queue_columns(self.context.formats), _key)
        title = self.tr("Guesses") if self._guesses else self.tr("Earnings without a campaign")
        name = "guesses" if self._guesses else "unattributed"
        self.table: RecordTable[Waiting] = RecordTable(self.model, self.context.theme, name, title)
        self.table.selection_moved.connect(self._selection)
        self.table.activated_record.connect(self._activated)
        self.table.offer(self.tr("Turn the likeliest down"), self._refuse_likeliest, "Del")
        if self._guesses:
            words = (self.tr("No guesses"), self.tr("What the program guessed waits here for your yes or no."))
        else:
            words = (
                self.tr("Everything is attributed"),
                self.tr("Each of your earnings has a campaign, or your word that it belongs to none."),
            )
        self.area = TableArea(self.table, EmptyState(self.context.theme, "earnings", *words))


def _key(item: Waiting) -> object:
    return item.account_id, item.link_id, item.sub_id.casefold() or (item.program_id, item.product), item.currency

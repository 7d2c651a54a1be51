"""Earnings: every transaction, filtered, summed up, and traced to the file and line it came from."""

from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from affiliate_desktop.core.changes import Kind
from affiliate_desktop.gui.attribution.assign import AssignDialog
from affiliate_desktop.gui.attribution.rows import Names, load_names
from affiliate_desktop.gui.attribution.window import AttributionButton
from affiliate_desktop.gui.context import Context, Request
from affiliate_desktop.gui.earnings.conflicts import ConflictsDialog
from affiliate_desktop.gui.earnings.dialog import EarningDialog, Offers, load_offers
from affiliate_desktop.gui.earnings.panel import EarningPanel
from affiliate_desktop.gui.earnings.rows import (
    Choices,
    Query,
    Shown,
    attribution_choices,
    columns,
    load,
    load_choices,
    narrowed,
    period_choices,
    period_named,
    status_choices,
)
from affiliate_desktop.gui.earnings.totals import TotalsBar
from affiliate_desktop.gui.fields import ChoiceBox
from affiliate_desktop.gui.page import Page
from affiliate_desktop.gui.parts import GAP, Banner, EmptyState, button, row
from affiliate_desktop.gui.table_view import RecordTable, TableArea
from affiliate_desktop.gui.tables import PagedModel
from affiliate_desktop.ledger.model import Conflict, EarningsFilter, Sort, Transaction

translate = QCoreApplication.translate
TYPING_MS = 200


class EarningsPage(Page):
    """The table of transactions with filters above it, and beside it what is known of the selected one."""

    kinds = frozenset({Kind.TRANSACTION, Kind.STATEMENT, Kind.CAMPAIGN, Kind.ACCOUNT, Kind.LINK, Kind.CORRECTION})

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            translate("EarningsPage", "Earnings"),
            translate("EarningsPage", "Each commission and its source"),
        )
        self.query = Query(EarningsFilter())
        self._anything = False
        self._corrected: Transaction | None = None
        self._conflicts: tuple[Conflict, ...] = ()
        self._after: tuple[Any, int] | None = None
        self._campaign_wanted: int | None = None
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self._ask)
        self.add_search(self.tr("Search earnings")).textChanged.connect(self._typed)
        self.add_widget(AttributionButton(context))
        self.add_action(self.tr("Enter an earning…"), self._ask_enter, icon="plus", writes=True)
        self.add_action(self.tr("Import statement…"), self._import, kind="primary", icon="upload", writes=True)
        self.period = self._choice(self.tr("Period"), period_choices())
        self.status = self._choice(self.tr("Status"), status_choices())
        self.account = self._choice(self.tr("Account"), [(None, self.tr("Every account"))])
        self.campaign = self._choice(self.tr("Campaign"), [(None, self.tr("Every campaign"))])
        self.attributed = self._choice(self.tr("Attribution"), attribution_choices())
        self.clear_button = button(self.tr("Clear filters"), self._clear, kind="link")
        filters = row(self.period, self.status, self.account, self.campaign, self.attributed, self.clear_button, 1)
        self.body.addLayout(filters)
        self.contested = Banner("warning")
        self.contested.layout_.addWidget(button(self.tr("Decide…"), self._ask_conflicts))
        self.body.addWidget(self.contested)
        self.totals = TotalsBar(context)
        self.totals.hide()
        self.body.addWidget(self.totals)
        self._build_table()
        self.panel = EarningPanel(context)
        self.panel.hide()
        beside = QHBoxLayout()
        beside.setSpacing(GAP)
        beside.addWidget(self.area, 1)
        beside.addWidget(self.panel)
        self.body.addLayout(beside, 1)
        self.panel.closed.connect(self.table.clearSelection)
        self.panel.statement_wanted.connect(self._statement)
        self.panel.correct_wanted.connect(self._ask_correct)

    @override
    def refresh(self) -> None:
        self.context.jobs.read(partial(load_choices, self.context.app), self._offer)
        self.context.jobs.read(self.context.app.corrections.conflicts, self._show_conflicts)
        self._ask()

    @override
    def answer(self, request: Request) -> None:
        if request.action == "show" and request.key:
            self._campaign_wanted = request.key
            self._choose_wanted()

    # --- asking ------------------------------------------------------------------------------------------------

    @Slot()
    def _typed(self) -> None:
        self._typing.start()

    @Slot(object)
    def _chosen(self, _value: object) -> None:
        self._ask()

    @Slot()
    def _ask(self) -> None:
        """Asks for the first page of what the filters say."""
        account, campaign, status = self.account.value(), self.campaign.value(), self.status.value()
        self.query = narrowed(
            self.query,
            period=period_named(self.period.value(), self.context.app.clock.today()),
            status=status,
            account_id=account,
            campaign_id=campaign,
            attributed=self.attributed.value() or (),
            search=self.search.text().strip() if self.search else "",
        )
        self.clear_button.setVisible(self._filtered())
        self.model.restart()

    @Slot(object)
    def _fetch(self, last: Transaction | None) -> None:
        after = None if last is None else self._after
        self.context.jobs.read(partial(load, self.context.app, self.query, last, after), self._show)

    @Slot(str, bool)
    def _sort(self, column: str, falling: bool) -> None:  # noqa: FBT001 - as the signal says
        self.query = Query(self.query.filter, (Sort(column), falling))
        self.model.restart()

    @Slot()
    def _clear(self) -> None:
        for box in (self.period, self.status, self.account, self.campaign, self.attributed):
            box.blockSignals(True)
            box.setCurrentIndex(0)
            box.blockSignals(False)
        if self.search is not None:
            self.search.clear()
        self._ask()

    # --- showing -----------------------------------------------------------------------------------------------

    @Slot(object)
    def _offer(self, choices: Choices) -> None:
        self.account.set_choices([(None, self.tr("Every account")), *choices.accounts])
        self.campaign.set_choices([(None, self.tr("Every campaign")), *choices.campaigns])
        self._choose_wanted()

    def _choose_wanted(self) -> None:
        if self._campaign_wanted is not None and self.campaign.set_value(self._campaign_wanted):
            self._campaign_wanted = None

    @Slot(object)
    def _show(self, shown: Shown) -> None:
        if shown.query != self.query:
            return
        self._after = shown.page.after
        if shown.last is None:
            self._anything = shown.anything
            self.totals.show_totals(shown.totals, shown.count)
        self.model.add_page(shown.last, shown.page.rows, complete=shown.page.after is None)

    @Slot()
    def _selection(self) -> None:
        chosen = self.table.current()
        self.panel.setVisible(chosen is not None)
        if chosen is not None:
            self.panel.show_row(chosen)

    def _filtered(self) -> bool:
        boxes = (self.period, self.status, self.account, self.campaign, self.attributed)
        return any(box.currentIndex() > 0 for box in boxes) or bool(self.search and self.search.text().strip())

    def _has_any(self) -> bool:
        return self._anything

    @Slot(object)
    def _show_conflicts(self, found: tuple[Conflict, ...]) -> None:
        self._conflicts = found
        one = self.tr("{n} earning was paid and says something else in a later statement.")
        many = self.tr("{n} earnings were paid and say something else in a later statement.")
        self.contested.say(self.context.formats.counted(len(found), one, many) if found else "")

    # --- doing -------------------------------------------------------------------------------------------------

    @Slot()
    def _import(self) -> None:
        self.context.go("statements", "import")

    @Slot()
    def _ask_conflicts(self) -> None:
        ConflictsDialog(self.context, self.window(), self._conflicts).open()

    @Slot()
    def _ask_enter(self) -> None:
        self._open_dialog(None)

    @Slot()
    def _ask_correct(self) -> None:
        self._open_dialog(self.table.current())

    def _open_dialog(self, shown: Transaction | None) -> None:
        self._corrected = shown
        self.context.jobs.read(partial(load_offers, self.context.app), self._open_offered)

    @Slot(object)
    def _open_offered(self, offers: Offers) -> None:
        EarningDialog(self.context, self.window(), offers, self._corrected).open()

    @Slot()
    def _statement(self) -> None:
        chosen = self.table.current()
        if chosen is not None and chosen.statement_id:
            self.context.go("statements", "show", key=chosen.statement_id)

    @Slot()
    def _attribute(self) -> None:
        if self.table.selected() and not self.context.read_only:
            self.context.jobs.read(partial(load_names, self.context.app), self._assign)

    @Slot(object)
    def _assign(self, names: Names) -> None:
        keys = tuple(row.id for row in self.table.selected())
        if keys:
            AssignDialog(self.context, self.window(), keys, names).open()

    # --- building ----------------------------------------------------------------------------------------------

    def _choice(self, name: str, choices: list[tuple[object, str]]) -> ChoiceBox:
        box = ChoiceBox(choices)
        box.setAccessibleName(name)
        box.chosen.connect(self._chosen)
        return box

    def _build_table(self) -> None:
        self.model: PagedModel[Transaction] = PagedModel(columns(self.context.formats), _key)
        self.model.more_wanted.connect(self._fetch)
        self.model.order_wanted.connect(self._sort)
        self.table: RecordTable[Transaction] = RecordTable(
            self.model, self.context.theme, "earnings", self.tr("Earnings"), (Sort.DAY, True)
        )
        self.table.selection_moved.connect(self._selection)
        self.table.offer(self.tr("Attribute to…"), self._attribute)
        theme = self.context.theme
        empty = EmptyState(
            theme,
            "earnings",
            self.tr("No earnings yet"),
            self.tr("Drop an earnings statement on this window, as CSV or XLSX. You see everything before it is kept."),
            self.tr("Import a statement"),
            self._import,
            may=not self.context.read_only,
        )
        nothing = EmptyState(
            theme,
            "search",
            self.tr("No earnings fit"),
            self.tr("Search for other words, or clear the filters."),
            self.tr("Clear filters"),
            self._clear,
        )
        self.area = TableArea(self.table, empty, nothing)
        self.area.searching = self._has_any


def _key(row: Transaction) -> int:
    return row.id

"""Campaigns: what is promoted, when, where, and what it earned."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from affiliate_desktop.app import App
from affiliate_desktop.campaigns.model import Campaign, CampaignStatus, Placement
from affiliate_desktop.core.changes import Kind
from affiliate_desktop.gui.campaigns.dialog import CampaignDialog, Offers
from affiliate_desktop.gui.campaigns.kit_dialog import KitDialog
from affiliate_desktop.gui.campaigns.panel import CampaignPanel
from affiliate_desktop.gui.campaigns.placement import PlacementDialog
from affiliate_desktop.gui.campaigns.rows import CampaignDetail, CampaignRow, columns, load_detail, load_rows
from affiliate_desktop.gui.campaigns.visits_window import VisitsWindow
from affiliate_desktop.gui.context import Context, Request
from affiliate_desktop.gui.fields import ChoiceBox
from affiliate_desktop.gui.page import Page
from affiliate_desktop.gui.parts import GAP, EmptyState
from affiliate_desktop.gui.statuses import campaign_status
from affiliate_desktop.gui.table_view import RecordTable, TableArea
from affiliate_desktop.gui.tables import RecordModel
from affiliate_desktop.kits.model import Kit

translate = QCoreApplication.translate


class CampaignsPage(Page):
    """The list of campaigns, and beside it what is known of the selected one."""

    kinds = frozenset(
        {Kind.CAMPAIGN, Kind.KIT, Kind.PLACEMENT, Kind.LINK, Kind.PROGRAM, Kind.TRANSACTION, Kind.STATEMENT}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            translate("CampaignsPage", "Campaigns"),
            translate("CampaignsPage", "What you promote, when, where, and what it earned"),
        )
        self._rows: tuple[CampaignRow, ...] = ()
        self._wanted: int | None = None
        self._edited: Campaign | None = None
        self.filter = ChoiceBox(self._filters())
        self.filter.setAccessibleName(self.tr("Which campaigns are shown"))
        self.filter.chosen.connect(self._refilter)
        self.add_search(self.tr("Search campaigns")).textChanged.connect(self._refilter)
        self.add_widget(self.filter)
        self.add_action(self.tr("Visits…"), self._visits)
        self.add_action(self.tr("New campaign"), self.new, kind="primary", icon="plus", writes=True)
        self.model: RecordModel[CampaignRow] = RecordModel(columns(context.formats), _key)
        self.table: RecordTable[CampaignRow] = RecordTable(
            self.model, context.theme, "campaigns", self.tr("Campaigns"), ("name", False)
        )
        self.area = TableArea(self.table, self._empty(), self._nothing_found())
        self.area.searching = self._is_filtered
        self.panel = CampaignPanel(context)
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
            self.context.jobs.read(partial(_offers, self.context.app), self._open_dialog)

    @override
    def answer(self, request: Request) -> None:
        super().answer(request)
        if request.action == "show" and request.key:
            self._wanted = request.key
            self._select_wanted()

    # --- showing -----------------------------------------------------------------------------------------------

    @Slot(object)
    def _show(self, rows: tuple[CampaignRow, ...]) -> None:
        self._rows = rows
        self._refilter()
        self._select_wanted()
        self._selection()

    @Slot()
    def _refilter(self, _value: object = None) -> None:
        self.model.show_records([row for row in self._rows if self._matches(row)])

    def _matches(self, row: CampaignRow) -> bool:
        campaign, status = row.campaign, self.filter.value()
        fits = campaign.archived == (status == "archived") and status in ("", "archived", campaign.status)
        return fits and self.finds(f"{campaign.name} {campaign.channel} {campaign.goal} {campaign.notes}")

    def _is_filtered(self) -> bool:
        return bool(self._rows)

    def _select_wanted(self) -> None:
        if self._wanted is not None and self._rows:
            row = next((row for row in self._rows if row.campaign.id == self._wanted), None)
            if row is not None and not self._matches(row):
                self.filter.set_value("archived" if row.campaign.archived else "")
                if self.search is not None:
                    self.search.clear()
            self.table.select(self._wanted)
            self._wanted = None

    @Slot()
    def _selection(self) -> None:
        row = self.table.current()
        if row is None:
            self.panel.hide()
        else:
            self.context.jobs.read(partial(load_detail, self.context.app, row), self._show_detail)
        chosen = len(self.table.selected())
        for action in self.table.actions():
            action.setEnabled(chosen == 1 and not self.context.read_only)
        self.archive_action.setText(
            self.tr("Take back from the archive") if row and row.campaign.archived else self.tr("Archive")
        )

    @Slot(object)
    def _show_detail(self, detail: CampaignDetail) -> None:
        row = self.table.current()
        if row is not None and row.campaign.id == detail.row.campaign.id:
            self.panel.show_detail(detail)
            self.panel.show()

    # --- doing -------------------------------------------------------------------------------------------------

    @Slot()
    def _visits(self) -> None:
        VisitsWindow(self.context, self.window()).open()

    @Slot(object)
    def _open_dialog(self, offers: Offers) -> None:
        dialog = CampaignDialog(self.context, self.window(), offers, self._edited)
        dialog.saved.connect(self._saved)
        dialog.open()

    @Slot(object)
    def _saved(self, done: object) -> None:
        campaign = getattr(done, "value", None)
        if isinstance(campaign, Campaign):
            self._wanted = campaign.id

    @Slot(object)
    def _placement(self, placement: Placement | None) -> None:
        row = self.table.current()
        if row is not None and not self.context.read_only:
            PlacementDialog(self.context, self.window(), row.campaign, placement).open()

    @Slot(object)
    def _kit(self, kit: Kit | None) -> None:
        row = self.table.current()
        if row is not None and not self.context.read_only:
            KitDialog(self.context, self.window(), row.campaign, kit).open()

    @Slot()
    def _edit(self) -> None:
        row = self.table.current()
        if row is not None and not self.context.read_only:
            self._edited = row.campaign
            self.context.jobs.read(partial(_offers, self.context.app), self._open_dialog)

    @Slot()
    def _archive(self) -> None:
        row = self.table.current()
        if row is not None:
            away = not row.campaign.archived
            said = self.tr("Campaign archived") if away else self.tr("Campaign taken back")
            work = partial(self.context.app.campaigns.archive, row.campaign.id, away)
            self.context.jobs.write(work, said=said, undoable=True)

    @Slot()
    def _remove(self) -> None:
        row = self.table.current()
        if row is not None:
            work = partial(self.context.app.campaigns.remove, row.campaign.id)
            self.context.jobs.write(work, said=self.tr("Campaign removed"), undoable=True)

    @Slot()
    def _new_link(self) -> None:
        row = self.table.current()
        if row is not None:
            self.context.go("links", "new", key=row.campaign.id)

    @Slot()
    def _earnings(self) -> None:
        row = self.table.current()
        if row is not None:
            self.context.go("earnings", "show", key=row.campaign.id)

    @Slot(object)
    def _link(self, key: int) -> None:
        self.context.go("links", "show", key=key)

    # --- building ----------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.table.activated_record.connect(self._edit)
        self.table.selection_moved.connect(self._selection)
        self.panel.edit_wanted.connect(self._edit)
        self.panel.new_link_wanted.connect(self._new_link)
        self.panel.earnings_wanted.connect(self._earnings)
        self.panel.link_wanted.connect(self._link)
        self.panel.placement_wanted.connect(self._placement)
        self.panel.kit_wanted.connect(self._kit)
        self.panel.visits_wanted.connect(self._visits)
        self.table.offer(self.tr("Edit…"), self._edit, "F2")
        self.table.offer(self.tr("New link…"), self._new_link)
        self.archive_action = self.table.offer(self.tr("Archive"), self._archive)
        self.table.offer(self.tr("Remove"), self._remove, "Del")

    def _filters(self) -> list[tuple[object, str]]:
        statuses = [(status, campaign_status(status)) for status in CampaignStatus]
        return [("", self.tr("All campaigns")), *statuses, ("archived", self.tr("Archived"))]

    def _empty(self) -> EmptyState:
        return EmptyState(
            self.context.theme,
            "campaigns",
            self.tr("No campaigns yet"),
            self.tr("A campaign ties links, flyers and earnings together: a newsletter, a video, a market stall."),
            self.tr("Make the first campaign"),
            self.new,
            may=not self.context.read_only,
        )

    def _nothing_found(self) -> EmptyState:
        return EmptyState(
            self.context.theme,
            "search",
            self.tr("No campaign fits"),
            self.tr("Search for other words, or choose “All campaigns”."),
        )


def _key(row: CampaignRow) -> int:
    return row.campaign.id


def _offers(app: App) -> Offers:
    return app.programs.accounts(), app.programs.programs()

"""What is told about the selected campaign, and what can be done with it."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout

from affiliate_desktop.campaigns.model import Placement
from affiliate_desktop.gui.campaigns.rows import CampaignDetail, dates, status_text, sums
from affiliate_desktop.gui.campaigns.visits import days_of, worth
from affiliate_desktop.gui.colors import STATUS_TONES
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.detail import DetailPanel
from affiliate_desktop.gui.parts import Pill, button, label, row
from affiliate_desktop.reports.visits import CampaignTraffic

LINKS_SHOWN = 8


class CampaignPanel(DetailPanel):
    """The panel beside the campaign list.

    Signals:
        edit_wanted(): edit the campaign that is shown.
        link_wanted(object): show this link's id.
        new_link_wanted(), earnings_wanted(): make a link for it; show its earnings.
        placement_wanted(object): edit this placement, or make one (None).
        kit_wanted(object): open this kit, or make one (None).
        visits_wanted(): show the visits of all campaigns.
    """

    edit_wanted = Signal()
    link_wanted = Signal(object)
    new_link_wanted = Signal()
    earnings_wanted = Signal()
    placement_wanted = Signal(object)
    kit_wanted = Signal(object)
    visits_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context

    def show_detail(self, detail: CampaignDetail) -> None:
        """Tells about a campaign."""
        self.clear()
        campaign, formats = detail.row.campaign, self._context.formats
        self.inside.addWidget(label(campaign.name, "section", wrap=True))
        tone = STATUS_TONES["archived" if campaign.archived else campaign.status]
        self.add_layout(row(Pill(self._context.theme, status_text(detail.row), tone), 1))
        self.inside.addSpacing(6)
        budget = campaign.budget
        self.add_facts(
            (
                (self.tr("Channel"), campaign.channel),
                (self.tr("Dates"), dates(campaign, formats)),
                (self.tr("Programs"), ", ".join(program.name for program in detail.programs)),
                (self.tr("Budget"), formats.money(budget.micro, budget.currency) if budget else ""),
                (self.tr("Goal"), campaign.goal),
                (self.tr("Notes"), campaign.notes),
            )
        )
        self._add_earnings(detail)
        if detail.traffic is not None:
            self._add_visits(detail.traffic)
        self._add_placements(detail)
        self._add_links(detail)
        self._add_kits(detail)
        self.inside.addSpacing(14)
        self.add_layout(self._buttons())
        self.end()

    def _add_earnings(self, detail: CampaignDetail) -> None:
        self.add_heading(self.tr("Commission"))
        if not detail.row.figures:
            self.inside.addWidget(label(self.tr("No earnings are attributed to it yet."), "muted", wrap=True))
            return
        self.add_figures(detail.row.figures, self._context.formats)
        self.add_link(self.tr("Show these earnings"), self._earnings)

    def _add_visits(self, traffic: CampaignTraffic) -> None:
        formats, whole = self._context.formats, traffic.whole
        self.add_heading(self.tr("Visits"))
        self.inside.addWidget(label(days_of(traffic, formats), "muted", wrap=True))
        self.add_pair(self.tr("Visits"), formats.number(whole.count.sessions))
        for each in whole.earned:
            self.add_pair(self.tr("Conversions, {currency}").format(currency=each.currency), str(each.conversions))
            self.add_pair(self.tr("Per visit"), worth(each, formats))
        self.add_link(self.tr("Show all visits…"), self._visits)

    @Slot()
    def _visits(self) -> None:
        self.visits_wanted.emit()

    def _add_placements(self, detail: CampaignDetail) -> None:
        self.add_heading(self.tr("Placements"))
        for placement in detail.placements:
            earned = sums(detail.placed.get(placement.name, ()), self._context.formats)
            name = " · ".join(filter(None, (placement.name, placement.kind, earned, self._visited(detail, placement))))
            name = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, 270)
            made = self.add_link(name, self._placement, placement.place)
            made.setProperty("placement", placement)
            made.setEnabled(not self._context.read_only)
        add = self.add_link(self.tr("Add a placement…"), self._placement)
        add.setEnabled(not self._context.read_only)

    def _visited(self, detail: CampaignDetail, placement: Placement) -> str:
        """How many visits a placement had; empty where none are known."""
        found = detail.traffic.placements if detail.traffic else ()
        count = next((each.count.sessions for each in found if each.name == placement.name), 0)
        return self._context.formats.counted(count, self.tr("{n} visit"), self.tr("{n} visits")) if count else ""

    def _add_links(self, detail: CampaignDetail) -> None:
        self.add_heading(self.tr("Links"))
        if not detail.links:
            self.inside.addWidget(label(self.tr("No link belongs to it yet."), "muted", wrap=True))
        for link in detail.links[:LINKS_SHOWN]:
            name = self.fontMetrics().elidedText(link.name, Qt.TextElideMode.ElideRight, 270)
            self.add_link(name, self._link, link.url).setProperty("link", link.id)
        more = len(detail.links) - LINKS_SHOWN
        if more > 0:
            self.inside.addWidget(label(self.tr("and {n} more").format(n=more), "muted"))

    def _add_kits(self, detail: CampaignDetail) -> None:
        self.add_heading(self.tr("Kits to hand on"))
        for kit, stale in detail.kits:
            state = self.tr("not built yet")
            if kit.built_at:
                state = self.tr("up to date") if not stale else self.tr("{n} parts stale").format(n=stale)
            name = self.fontMetrics().elidedText(f"{kit.name} · {state}", Qt.TextElideMode.ElideRight, 270)
            made = self.add_link(name, self._kit, kit.place)
            made.setProperty("kit", kit)
            made.setEnabled(not self._context.read_only)
        add = self.add_link(self.tr("Make a kit…"), self._kit)
        add.setEnabled(not self._context.read_only and bool(detail.links))

    def _buttons(self) -> QHBoxLayout:
        edit = button(self.tr("Edit…"), self._edit, icon="edit", theme=self._context.theme)
        new = button(self.tr("New link…"), self._new_link, icon="plus", theme=self._context.theme)
        for each in (edit, new):
            each.setEnabled(not self._context.read_only)
        return row(new, edit, 1)

    @Slot()
    def _link(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.link_wanted.emit(sender.property("link"))

    @Slot()
    def _placement(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.placement_wanted.emit(sender.property("placement"))

    @Slot()
    def _kit(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.kit_wanted.emit(sender.property("kit"))

    @Slot()
    def _edit(self) -> None:
        self.edit_wanted.emit()

    @Slot()
    def _new_link(self) -> None:
        self.new_link_wanted.emit()

    @Slot()
    def _earnings(self) -> None:
        self.earnings_wanted.emit()

"""Links: the tagged addresses that are published, and the editor that makes them."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication, Slot
from typing_extensions import override

from affiliate_desktop.core.changes import Kind
from affiliate_desktop.gui.context import Context, Request
from affiliate_desktop.gui.fields import ChoiceBox
from affiliate_desktop.gui.links.editor import LinkDialog
from affiliate_desktop.gui.links.offers import Offers, load_offers
from affiliate_desktop.gui.links.rows import LinkRow, Listing, columns, load_listing
from affiliate_desktop.gui.links.strip import LinkStrip
from affiliate_desktop.gui.links.table import LinkTable
from affiliate_desktop.gui.page import Page
from affiliate_desktop.gui.parts import EmptyState
from affiliate_desktop.gui.table_view import TableArea
from affiliate_desktop.gui.tables import RecordModel
from affiliate_desktop.links.model import Link

translate = QCoreApplication.translate
ARCHIVED = "archived"


class LinksPage(Page):
    """The list of links, and below it the selected one."""

    kinds = frozenset({Kind.LINK, Kind.CAMPAIGN, Kind.ACCOUNT, Kind.PROGRAM})

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            translate("LinksPage", "Links"),
            translate("LinksPage", "Tagged addresses, ready to publish, print or turn into a code"),
        )
        self._listing = Listing((), ())
        self._wanted: int | None = None
        self._pattern: Link | None = None
        self._campaign = 0
        self.filter = ChoiceBox(self._filters())
        self.filter.setAccessibleName(self.tr("Which links are shown"))
        self.filter.setMaximumWidth(220)
        self.filter.chosen.connect(self._refilter)
        self.add_search(self.tr("Search links")).textChanged.connect(self._refilter)
        self.add_widget(self.filter)
        self.add_action(self.tr("New link"), self.new, kind="primary", icon="plus", writes=True)
        self.model: RecordModel[LinkRow] = RecordModel(columns(context.formats), _key)
        self.table = LinkTable(self.model, context.theme, "links", self.tr("Links"), ("created", True))
        self.area = TableArea(self.table, self._empty(), self._nothing_found())
        self.area.searching = self._is_filtered
        self.strip = LinkStrip(context)
        self.strip.hide()
        self.body.addWidget(self.area, 1)
        self.body.addWidget(self.strip)
        self._connect()

    @override
    def refresh(self) -> None:
        self.context.jobs.read(partial(load_listing, self.context.app), self._show)

    @override
    @Slot()
    def new(self) -> None:
        self._campaign = 0
        self._open(None)

    @override
    def answer(self, request: Request) -> None:
        if request.action == "new":
            self._campaign = request.key
            self._open(None)
        elif request.action == "show" and request.key:
            self._wanted = request.key
            self._select_wanted()

    # --- showing -----------------------------------------------------------------------------------------------

    @Slot(object)
    def _show(self, listing: Listing) -> None:
        self._listing = listing
        self.filter.set_choices(self._filters())
        self._refilter()
        self._select_wanted()
        self._selection()

    @Slot()
    def _refilter(self, _value: object = None) -> None:
        self.model.show_records([row for row in self._listing.rows if self._matches(row)])

    def _matches(self, row: LinkRow) -> bool:
        choice = self.filter.value()
        if row.link.archived != (choice == ARCHIVED):
            return False
        if isinstance(choice, int) and row.link.campaign_id != choice:
            return False
        return self.finds(row.words)

    def _is_filtered(self) -> bool:
        return bool(self._listing.rows)

    def _select_wanted(self) -> None:
        row = next((row for row in self._listing.rows if row.link.id == self._wanted), None)
        if row is None:
            return
        if not self._matches(row):
            self.filter.set_value(ARCHIVED if row.link.archived else "")
            if self.search is not None:
                self.search.clear()
        self.table.select(self._wanted)
        self._wanted = None

    @Slot()
    def _selection(self) -> None:
        row = self.table.current()
        self.strip.setVisible(row is not None)
        if row is not None:
            self.strip.show_row(row)
        chosen = len(self.table.selected())
        self.copy_action.setEnabled(chosen > 0)
        for action in self._single:
            action.setEnabled(chosen == 1)
        for action in self._writing:
            action.setEnabled(chosen == 1 and not self.context.read_only)
        away = row is not None and row.link.archived
        self.archive_action.setText(self.tr("Take back from the archive") if away else self.tr("Archive"))

    # --- doing -------------------------------------------------------------------------------------------------

    def _open(self, pattern: Link | None) -> None:
        if not self.context.read_only:
            self._pattern = pattern
            self.context.jobs.read(partial(load_offers, self.context.app, pattern), self._open_dialog)

    @Slot(object)
    def _open_dialog(self, offers: Offers) -> None:
        dialog = LinkDialog(self.context, self.window(), offers, self._pattern, self._campaign)
        dialog.saved.connect(self._saved)
        dialog.open()

    @Slot(object)
    def _saved(self, done: object) -> None:
        link = getattr(done, "value", None)
        if isinstance(link, Link):
            self._wanted = link.id
            self._select_wanted()

    @Slot()
    def _edit(self) -> None:
        row = self.table.current()
        if row is not None:
            self._campaign = 0
            self._open(row.link)

    @Slot()
    def _duplicate(self) -> None:
        row = self.table.current()
        if row is not None:
            self._campaign = 0
            self._open(replace(row.link, id=0, name="", click_reference=None, archived=False))

    @Slot()
    def _archive(self) -> None:
        row = self.table.current()
        if row is not None:
            away = not row.link.archived
            said = self.tr("Link archived") if away else self.tr("Link taken back")
            work = partial(self.context.app.links.archive, row.link.id, away)
            self.context.jobs.write(work, said=said, undoable=True)

    @Slot()
    def _remove(self) -> None:
        row = self.table.current()
        if row is not None:
            work = partial(self.context.app.links.remove, row.link.id)
            self.context.jobs.write(work, said=self.tr("Link removed"), undoable=True)

    @Slot(int)
    def _copied(self, count: int) -> None:
        words = self.context.formats.counted(count, self.tr("Link copied"), self.tr("{n} links copied"))
        self.context.messages.note(words)

    @Slot(str)
    def _make(self, artwork: str) -> None:
        row = self.table.current()
        if row is not None:
            self.context.go("studio", artwork, key=row.link.id)

    @Slot()
    def _make_qr(self) -> None:
        self._make("qr")

    @Slot()
    def _make_banners(self) -> None:
        self._make("banner")

    @Slot()
    def _make_flyer(self) -> None:
        self._make("flyer")

    # --- building ----------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.table.activated_record.connect(self._edit)
        self.table.selection_moved.connect(self._selection)
        self.table.copied.connect(self._copied)
        self.strip.copy_wanted.connect(self.table.copy)
        self.strip.edit_wanted.connect(self._edit)
        self.strip.duplicate_wanted.connect(self._duplicate)
        self.strip.archive_wanted.connect(self._archive)
        self.strip.remove_wanted.connect(self._remove)
        self.strip.artwork_wanted.connect(self._make)
        offer = self.table.offer
        self.copy_action = offer(self.tr("Copy link"), self.table.copy, "Ctrl+C")
        self._single = (
            offer(self.tr("Make QR…"), self._make_qr),
            offer(self.tr("Make banners…"), self._make_banners),
            offer(self.tr("Make flyer…"), self._make_flyer),
        )
        self.archive_action = offer(self.tr("Archive"), self._archive)
        self._writing = (
            offer(self.tr("Edit…"), self._edit, "F2"),
            offer(self.tr("Duplicate…"), self._duplicate, "Ctrl+D"),
            self.archive_action,
            offer(self.tr("Remove"), self._remove, "Del"),
        )
        self._selection()

    def _filters(self) -> list[tuple[object, str]]:
        campaigns = ((campaign.id, campaign.name) for campaign in self._listing.campaigns)
        return [("", self.tr("All links")), *campaigns, (ARCHIVED, self.tr("Archived"))]

    def _empty(self) -> EmptyState:
        return EmptyState(
            self.context.theme,
            "links",
            self.tr("No links yet"),
            self.tr("Paste the address of a page, pick its campaign and network, and publish the tagged link."),
            self.tr("Make the first link"),
            self.new,
            may=not self.context.read_only,
        )

    def _nothing_found(self) -> EmptyState:
        return EmptyState(
            self.context.theme,
            "search",
            self.tr("No link fits"),
            self.tr("Search for other words, or choose “All links”."),
        )


def _key(row: LinkRow) -> int:
    return row.link.id

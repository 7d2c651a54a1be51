"""Studio: what is shown or printed of a link: QR codes, banners, flyers."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTemporaryDir, Slot
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QWidget
from typing_extensions import override

from affiliate_desktop.core.changes import Kind
from affiliate_desktop.gui.context import Context, Request
from affiliate_desktop.gui.editor.opening import EditorOpener
from affiliate_desktop.gui.links.rows import LinkRow, Listing, load_listing
from affiliate_desktop.gui.page import Page
from affiliate_desktop.gui.parts import Elided, EmptyState, button, column, label, row
from affiliate_desktop.gui.studio.banner_tab import BannerTab
from affiliate_desktop.gui.studio.brands import BrandsDialog
from affiliate_desktop.gui.studio.choices import recall, recall_number, remember
from affiliate_desktop.gui.studio.flyer_tab import FlyerTab
from affiliate_desktop.gui.studio.label_tab import LabelTab
from affiliate_desktop.gui.studio.link_picker import LinkPicker
from affiliate_desktop.gui.studio.qr_tab import QrTab
from affiliate_desktop.gui.studio.tab import StudioTab

translate = QCoreApplication.translate
KINDS = ("qr", "banner", "flyer", "label")


class StudioPage(Page):
    """A link, and what can be made of it."""

    kinds = frozenset({Kind.LINK, Kind.CAMPAIGN, Kind.DESIGN})

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            translate("StudioPage", "Studio"),
            translate("StudioPage", "Codes, banners and flyers of your links, each proven to scan"),
        )
        self._pictures = QTemporaryDir()
        self._wanted = 0
        folder = Path(self._pictures.path())
        self.picker = LinkPicker()
        self.picker.setAccessibleName(self.tr("Link"))
        self.address = Elided("", "caption")
        self.qr = QrTab(context, folder)
        self.banner = BannerTab(context, folder)
        self.flyer = FlyerTab(context, folder)
        self.label = LabelTab(context)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(self.tr("Kind of artwork"))
        self._build()
        self.brands = self.add_action(self.tr("Brands…"), self._open_brands)
        self.picker.picked.connect(self._picked)
        for tab in (self.banner, self.flyer, self.label):
            tab.edit_wanted.connect(EditorOpener(context, self, tab.designs.take).open)
        self.tabs.currentChanged.connect(self._turned)

    @override
    def refresh(self) -> None:
        for tab in (self.banner, self.flyer, self.label):
            tab.designs.look_again()
        self.context.jobs.read(partial(load_listing, self.context.app), self._show)

    @override
    @Slot()
    def new(self) -> None:
        self.context.go("links", "new")

    @override
    def seek(self) -> None:
        self.picker.setFocus()
        line = self.picker.lineEdit()
        if line is not None:
            line.selectAll()

    @override
    def answer(self, request: Request) -> None:
        super().answer(request)
        if request.action in KINDS:
            self.tabs.setCurrentIndex(KINDS.index(request.action))
        if request.key:
            self._wanted = request.key
            self.look_again()

    @Slot(object)
    def _show(self, listing: Listing) -> None:
        """Archived links are offered only when one was asked for."""
        rows = [row for row in listing.rows if not row.link.archived or row.link.id == self._wanted]
        first = self.picker.row() is None
        self.picker.show_rows(rows)
        if first and not self._wanted:
            self.picker.choose(int(recall_number("link", 0)))
        for each in self.waiting:
            each.setCurrentIndex(0 if rows else 1)
        self.choice.setVisible(bool(rows))
        self.picker.choose(self._wanted)
        self._wanted = 0
        self._use()

    @Slot(object)
    def _picked(self, _row: LinkRow) -> None:
        self._use()

    def _use(self) -> None:
        chosen = self.picker.row()
        self.address.setText(chosen.link.url if chosen else "")
        for tab in self._tabs():
            tab.use_link(chosen)
        if chosen is not None:
            remember("link", str(chosen.link.id))

    @Slot(int)
    def _turned(self, at: int) -> None:
        remember("tab", KINDS[at])

    @Slot()
    def _show_link(self) -> None:
        chosen = self.picker.row()
        if chosen is not None:
            self.context.go("links", "show", key=chosen.link.id)

    @Slot()
    def _open_brands(self) -> None:
        BrandsDialog(self.context, self.window()).open()

    def _tabs(self) -> tuple[StudioTab, ...]:
        return (self.qr, self.banner, self.flyer, self.label)

    def _build(self) -> None:
        titles = (self.tr("QR code"), self.tr("Banners"), self.tr("Flyer"), self.tr("Labels"))
        self.waiting = tuple(self._waiting(tab) for tab in self._tabs()[1:])
        for tab, title in zip((self.qr, *self.waiting), titles, strict=True):
            self.tabs.addTab(tab, title)
        last = recall("tab", KINDS[0])
        self.tabs.setCurrentIndex(KINDS.index(last) if last in KINDS else 0)
        caption = label(self.tr("Link"))
        caption.setBuddy(self.picker)
        self.picker.setFixedWidth(340)
        choice = row(caption, self.picker, spacing=12)
        choice.addWidget(self.address, 1)
        choice.addWidget(button(self.tr("Show in Links"), self._show_link, kind="flat"))
        self.choice = QWidget()
        self.choice.setLayout(choice)
        inside = column(self.choice, spacing=16)
        inside.addWidget(self.tabs, 1)
        self.body.addLayout(inside, 1)

    def _waiting(self, tab: StudioTab) -> QStackedWidget:
        """A tab that says what to do while there is no link; a code can say other things than a link."""
        made = QStackedWidget()
        made.addWidget(tab)
        made.addWidget(
            EmptyState(
                self.context.theme,
                "studio",
                self.tr("No link to show yet"),
                self.tr("Banners, flyers and labels carry a tagged link. Make one first, then come back."),
                self.tr("Make a link"),
                self.new,
                may=not self.context.read_only,
            )
        )
        return made

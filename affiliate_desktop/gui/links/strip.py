"""The card below the list: the selected link, and what can be made of it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit

from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.links.rows import LinkRow
from affiliate_desktop.gui.parts import Card, Elided, button, icon_button, row

ARTWORK = ("qr", "banner", "flyer")


class LinkStrip(Card):
    """Tells about one link.

    Signals:
        copy_wanted(), edit_wanted(), duplicate_wanted(), archive_wanted(), remove_wanted(): of the link shown.
        artwork_wanted(str): make a ``qr``, ``banner`` or ``flyer`` of it.
    """

    copy_wanted = Signal()
    edit_wanted = Signal()
    duplicate_wanted = Signal()
    archive_wanted = Signal()
    remove_wanted = Signal()
    artwork_wanted = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        theme = context.theme
        self.name = Elided("", "section")
        self.facts = Elided("", "caption")
        self.url = QLineEdit()
        self.url.setReadOnly(True)
        self.url.setAccessibleName(self.tr("Tagged link"))
        self.copy = button(self.tr("Copy link"), kind="primary", icon="copy", theme=theme)
        self.edit = icon_button(self.tr("Edit…"), "edit", theme)
        self.duplicate = icon_button(self.tr("Duplicate…"), "duplicate", theme)
        self.archive = icon_button(self.tr("Archive"), "archive", theme)
        self.remove = icon_button(self.tr("Remove"), "trash", theme)
        self.qr = button(self.tr("Make QR…"), self._artwork, icon="studio", theme=theme)
        self.banner = button(self.tr("Make banners…"), self._artwork, icon="banner", theme=theme)
        self.flyer = button(self.tr("Make flyer…"), self._artwork, icon="flyer", theme=theme)
        for kind, each in zip(ARTWORK, (self.qr, self.banner, self.flyer), strict=True):
            each.setProperty("artwork", kind)
        self.copy.clicked.connect(self.copy_wanted)
        self.edit.clicked.connect(self.edit_wanted)
        self.duplicate.clicked.connect(self.duplicate_wanted)
        self.archive.clicked.connect(self.archive_wanted)
        self.remove.clicked.connect(self.remove_wanted)
        self._lay_out()

    def show_row(self, shown: LinkRow) -> None:
        """Tells about a link."""
        link = shown.link
        self.name.setText(link.name)
        reference = self.tr("reference {text}").format(text=link.click_reference) if link.click_reference else ""
        away = self.tr("archived") if link.archived else ""
        self.facts.setText(" · ".join(fact for fact in (shown.network, shown.campaign, reference, away) if fact))
        self.url.setText(link.url)
        self.url.setCursorPosition(0)
        for each in (self.edit, self.duplicate, self.archive, self.remove):
            each.setEnabled(not self._context.read_only)
        words = self.tr("Take back from the archive") if link.archived else self.tr("Archive")
        self.archive.setToolTip(words)
        self.archive.setAccessibleName(words)

    def _lay_out(self) -> None:
        head = row(spacing=4)
        head.addWidget(self.name, 1)
        for each in (self.edit, self.duplicate, self.archive, self.remove):
            head.addWidget(each)
        address = row()
        address.addWidget(self.url, 1)
        address.addWidget(self.copy)
        foot = row()
        foot.addWidget(self.facts, 1)
        for made in (self.qr, self.banner, self.flyer):
            foot.addWidget(made)
        for layout in (head, address, foot):
            self.content.addLayout(layout)

    @Slot()
    def _artwork(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.artwork_wanted.emit(str(sender.property("artwork")))

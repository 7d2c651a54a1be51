"""Banners: one design in many sizes, seen side by side while it is typed."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from affiliate_desktop.core.files import safe_name
from affiliate_desktop.gui.colors import contrast
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import ChoiceBox, LongText
from affiliate_desktop.gui.forms import Form
from affiliate_desktop.gui.links.rows import LinkRow
from affiliate_desktop.gui.parts import Elided, label
from affiliate_desktop.gui.studio.banner_results import BannerResults
from affiliate_desktop.gui.studio.banner_sheet import BannerSheet, pixels
from affiliate_desktop.gui.studio.checks import Checks
from affiliate_desktop.gui.studio.choices import recall_folder, remember_folder
from affiliate_desktop.gui.studio.design_choice import DesignChoice, DesignWanted
from affiliate_desktop.gui.studio.palette import ColorTrio
from affiliate_desktop.gui.studio.picture_field import PictureField
from affiliate_desktop.gui.studio.preview import Preview
from affiliate_desktop.gui.studio.tab import StudioTab
from affiliate_desktop.studio.model import Artwork, BannerFormat, BannerOptions, BannerSize, BannerText

STARTER = "starter"
SHARP, SHEET = "sharp", "sheet"
LEGIBLE = 4.5
"""Contrast at which text reads well (WCAG 2.2)."""


class BannerTab(StudioTab):
    """Makes banner sets of a link.

    Signals:
        edit_wanted(DesignWanted): the design is to be opened in the editor.
    """

    edit_wanted = Signal(object)

    def __init__(self, context: Context, folder: Path) -> None:
        super().__init__(context, "studio-banner")
        self._all = context.app.studio.sizes()
        self.headline, self.call_to_action = QLineEdit(), QLineEdit(self.tr("Read more"))
        self.text = LongText(2)
        self.picture, self.logo = PictureField(context, folder), PictureField(context, folder)
        self.colors = ColorTrio(context.theme, "banner", context.app.studio.design("banner").colors)
        self.designs = DesignChoice(context, "banner", self.colors)
        self.formats = Checks("banner/formats", _formats(), (BannerFormat.PNG,), 3)
        extras = ((SHARP, self.tr("Sharp screens (2x)")), (SHEET, self.tr("Contact sheet")))
        self.extras = Checks("banner/extras", extras, (), 2)
        self.contrast = label("", "hint", wrap=True)
        self.contrast.hide()
        self.set = ChoiceBox(_sets(self._all))
        self.sheet = BannerSheet(context.theme, self._sizes(), self.tr("Sizes of the set"))
        self.preview = Preview(context.theme, self.tr("Preview of the chosen size"), in_logical_pixels=True)
        self.caption = Elided("", "caption")
        self._build()
        self.restore_draft()
        self._connect()

    def banner_text(self, *, for_preview: bool = False) -> BannerText:
        """The banners as the fields say; previews are drawn from smaller copies of the pictures."""
        colors = self.colors
        return BannerText(
            headline=self.headline.text().strip(),
            call_to_action=self.call_to_action.text().strip(),
            text=self.text.toPlainText().strip(),
            picture=self.picture.preview_file() if for_preview else self.picture.file(),
            logo=self.logo.preview_file() if for_preview else self.logo.file(),
            background=colors.background.color(),
            foreground=colors.foreground.color(),
            accent=colors.accent.color(),
            design=self.designs.design().id,
            brand=self.designs.brand(),
            values=self.designs.values(),
        )

    def banner_options(self) -> BannerOptions:
        """Formats, scales and extras as the boxes say."""
        ticked = self.extras.values()
        formats = tuple(map(BannerFormat, self.formats.values()))
        return BannerOptions(formats, (1, 2) if SHARP in ticked else (1,), SHEET in ticked)

    @override
    def suggestions(self, link: LinkRow) -> dict[str, str]:
        return {"headline": link.campaign or link.link.name}

    @override
    def draw(self, link: LinkRow) -> None:
        text, studio = self.banner_text(for_preview=True), self.context.app.studio
        chosen = self.sheet.size_chosen()
        if chosen is not None:
            work = partial(studio.banner_preview, text, chosen)
            self.context.jobs.read(work, partial(self._show, chosen), self._no_preview)
        for size in self._sizes():
            work = partial(studio.banner_preview, text, size)
            self.context.jobs.read(work, partial(self._show_thumb, size.id), self._no_thumb, key=size.id)
        self._judge_contrast(text)

    # --- showing -----------------------------------------------------------------------------------------------

    @Slot(object)
    def _show(self, size: BannerSize, content: bytes) -> None:
        if size == self.sheet.size_chosen():
            self.preview.show_image(content)
            self.caption.setText(f"{size.name} · {pixels(size.width, size.height)}")

    @Slot(object)
    def _show_thumb(self, size_id: str, content: bytes) -> None:
        self.sheet.sizes.set_picture(size_id, content, self.devicePixelRatioF())

    @Slot(object)
    def _no_preview(self, problem: BaseException) -> None:
        self.show_trouble(self.preview, problem)

    @Slot(object)
    def _no_thumb(self, _problem: BaseException) -> None:
        """The large preview says why."""

    @Slot(object)
    def _size_chosen(self, size: BannerSize) -> None:
        if self.shown is not None and self.isVisible():
            work = partial(self.context.app.studio.banner_preview, self.banner_text(for_preview=True), size)
            self.context.jobs.read(work, partial(self._show, size), self._no_preview)

    @Slot(object)
    def _set_chosen(self, _name: object) -> None:
        self.sheet.sizes.show_sizes(self._sizes())
        self.sheet.choose_first()
        self.look()

    def _judge_contrast(self, text: BannerText) -> None:
        """Says when the text would be hard to read."""
        words = ""
        if all(each.is_color() for each in self.colors.fields()):
            ratio = contrast(text.foreground, text.background)
            if ratio < LEGIBLE:
                words = self.tr("Text on background has a contrast of {ratio}:1; {least}:1 or more reads well.")
                words = words.format(ratio=f"{ratio:.1f}", least=LEGIBLE)
        self.contrast.setText(words)
        self.contrast.setVisible(bool(words))

    @Slot()
    def _edit_design(self) -> None:
        """Asks for the editor with the words and pictures of the fields."""
        from affiliate_desktop.studio.banner import banner_texts

        text = self.banner_text(for_preview=True)
        pictures, size = {"picture": text.picture, "logo": text.logo}, self.sheet.size_chosen()
        page = size.id if size else ""
        self.edit_wanted.emit(DesignWanted(text.design, banner_texts(text), pictures, page, text.brand))

    # --- saving ------------------------------------------------------------------------------------------------

    @Slot()
    def _ask(self) -> None:
        if not self.headline.text().strip():
            self.form.complain("headline", self.tr("The banners need a headline; write a few words."))
            return
        if not self.formats.values():
            self.form.complain("formats", self.tr("Tick at least one kind of file."))
            return
        self.form.forgive()
        messages = self.context.messages
        messages.folder = recall_folder(messages.folder)
        messages.ask_folder(self.tr("Save the banner set: choose a folder"), self._save)

    @Slot(object)
    def _save(self, folder: Path) -> None:
        if self.shown is None:
            return
        remember_folder(folder)
        link = self.shown.link
        target = folder / safe_name(f"{link.name} banners", "banners")
        progress = self.context.jobs.progress(self.tr("Drawing banners"))
        studio, sizes = self.context.app.studio, self._sizes()
        text = replace(self.banner_text(), alt=self.headline.text().strip())
        work = partial(studio.banners, link.url, text, target, sizes, self.banner_options(), progress=progress)
        self.save_button.setEnabled(False)
        self.context.jobs.write(work, self._written, self._refused, progress=progress)

    @Slot(object)
    def _written(self, artworks: tuple[Artwork, ...]) -> None:
        self.save_button.setEnabled(True)
        self.context.messages.note_saved(artworks[0].file.parent)
        names = {size.id: size.name for size in self._all}
        banners = [each for each in artworks if not each.extra]
        BannerResults(self.context, self.window(), banners, names).open()

    @Slot(object)
    def _refused(self, problem: BaseException) -> None:
        self.save_button.setEnabled(True)
        self.context.messages.problem(problem)

    # --- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        form: Form = self.form
        self.designs.add_to(form)
        form.add("headline", self.tr("Headline"), self.headline)
        form.add("text", self.tr("Text"), self.text)
        form.add("call_to_action", self.tr("Call to action"), self.call_to_action)
        self.designs.add_variables()
        form.add("picture", self.tr("Picture"), self.picture)
        form.add("logo", self.tr("Logo"), self.logo)
        self.colors.add_to(form)
        form.add_widget(self.contrast)
        form.add("set", self.tr("Sizes"), self.set)
        form.add("formats", self.tr("Files"), self.formats)
        form.add_widget(self.extras)
        self.stage.addWidget(self.preview, 1)
        self.stage.addWidget(self.caption)
        self.stage.addWidget(self.sheet)
        self.save_button = self.add_action(self.tr("Save set…"), self._ask, kind="primary", icon="download")

    def _connect(self) -> None:
        self.designs.changed.connect(self.look)
        self.designs.edit_wanted.connect(self._edit_design)
        self.sheet.chosen.connect(self._size_chosen)
        self.set.chosen.connect(self._set_chosen)
        for name, field in (("picture", self.picture), ("logo", self.logo)):
            field.changed.connect(self.look)
            field.refused.connect(self.form.rows[name].complain)

    def _sizes(self) -> tuple[BannerSize, ...]:
        wanted = self.set.value()
        return tuple(size for size in self._all if (size.starter if wanted == STARTER else size.group == wanted))


def _formats() -> tuple[tuple[str, str], ...]:
    translate = QCoreApplication.translate
    return (
        (BannerFormat.PNG, "PNG"),
        (BannerFormat.JPEG, "JPEG"),
        (BannerFormat.WEBP, "WebP"),
        (BannerFormat.SVG, "SVG"),
        (BannerFormat.GIF, translate("BannerTab", "Moving GIF")),
        (BannerFormat.MOVING_WEBP, translate("BannerTab", "Moving WebP")),
        (BannerFormat.HTML5, translate("BannerTab", "HTML5 zip")),
    )


def _sets(sizes: tuple[BannerSize, ...]) -> list[tuple[object, str]]:
    """The starter set, then the groups."""
    translate = QCoreApplication.translate
    names = {
        "social": translate("BannerTab", "Social media"),
        "email": translate("BannerTab", "E-mail"),
        "google-ads-uploaded": translate("BannerTab", "Google Ads"),
        "google-network-other": translate("BannerTab", "Google network, other"),
        "google-responsive-assets": translate("BannerTab", "Google responsive"),
        "iab-fixed-2017": translate("BannerTab", "IAB 2017"),
        "iab-legacy": translate("BannerTab", "IAB before 2017"),
    }
    groups = dict.fromkeys(size.group for size in sizes)
    counts = {group: sum(size.group == group for size in sizes) for group in groups}
    starters = sum(size.starter for size in sizes)
    first = translate("BannerTab", "Starter set ({n})").format(n=starters)
    rest = [(group, f"{names.get(group, group)} ({counts[group]})") for group in groups]
    return [(STARTER, first), *rest]

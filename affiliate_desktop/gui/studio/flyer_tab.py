"""Flyers: one page with text, a picture and the code, seen as it will be printed."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QSpinBox
from typing_extensions import override

from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import ChoiceBox, LongText
from affiliate_desktop.gui.links.rows import LinkRow, short_address
from affiliate_desktop.gui.studio.checks import Checks
from affiliate_desktop.gui.studio.choices import recall, remember
from affiliate_desktop.gui.studio.design_choice import DesignChoice, DesignWanted
from affiliate_desktop.gui.studio.flyer_orders import FlyerOrder
from affiliate_desktop.gui.studio.order_tab import OrderTab
from affiliate_desktop.gui.studio.palette import ColorTrio
from affiliate_desktop.gui.studio.picture_field import PictureField
from affiliate_desktop.links.copies import MOST_COPIES
from affiliate_desktop.links.drafting import DraftCopies
from affiliate_desktop.studio.model import FlyerText, Paper, PrintOptions
from affiliate_desktop.studio.papers import page_mm
from affiliate_desktop.workspace.settings import Settings

translate = QCoreApplication.translate
MARKS, CMYK = "marks", "cmyk"
REFERENCE = "k7m2p9x4dq"
"""A click reference like those that are drawn; none is made for a preview."""


class FlyerTab(OrderTab[FlyerOrder]):
    """Makes a flyer of a link.

    Signals:
        edit_wanted(DesignWanted): the design is to be opened in the editor.

    Args:
        context: the open workspace.
        folder: for copies of pictures and for pages that are only read back.
    """

    edit_wanted = Signal(object)

    def __init__(self, context: Context, folder: Path) -> None:
        super().__init__(context, "studio-flyer", translate("FlyerTab", "Preview of the flyer"))
        self.doing, self.save_title = self.tr("Making flyers"), self.tr("Save the flyer")
        self.print_title = self.tr("Print the flyer")
        self._disclosure = ""
        self.headline, self.call_to_action = QLineEdit(), QLineEdit(self.tr("Scan to open the page"))
        self.text = LongText(4)
        self.shown_link, self.disclosure = QLineEdit(), QLineEdit()
        self.picture, self.logo = PictureField(context, folder), PictureField(context, folder)
        self.paper = ChoiceBox([(paper, paper.value) for paper in Paper])
        self.colors = ColorTrio(context.theme, "flyer", context.app.studio.design("flyer").colors)
        self.designs = DesignChoice(context, "print", self.colors)
        press = ((MARKS, self.tr("Bleed and crop marks")), (CMYK, self.tr("CMYK colors")))
        self.press = Checks("flyer/press", press, (), 2)
        self.copies = QSpinBox()
        self.copies.setRange(0, MOST_COPIES)
        self.copies.setSpecialValueText(self.tr("None"))
        self._build()
        self._offer_papers()
        self.restore_draft()
        self._connect()
        context.jobs.read(context.app.preferences.load, self._use_settings)

    def flyer_text(self, *, for_preview: bool = False) -> FlyerText:
        """The flyer as the fields say; previews are drawn from smaller copies of the pictures.

        The preview of numbered flyers shows where a click reference will stand.
        """
        colors, values = self.colors, self.designs.values()
        if for_preview and self.copies.value():
            values["link.code"] = REFERENCE
        return FlyerText(
            headline=self.headline.text().strip(),
            text=self.text.toPlainText().strip(),
            call_to_action=self.call_to_action.text().strip(),
            picture=self.picture.preview_file() if for_preview else self.picture.file(),
            logo=self.logo.preview_file() if for_preview else self.logo.file(),
            shown_link=self.shown_link.text().strip(),
            disclosure=self.disclosure.text().strip(),
            background=colors.background.color(),
            foreground=colors.foreground.color(),
            accent=colors.accent.color(),
            design=self.designs.design().id,
            brand=self.designs.brand(),
            values=values,
        )

    def print_options(self) -> PrintOptions:
        """Marks and colors as the boxes say."""
        ticked = self.press.values()
        return PrintOptions(marks=MARKS in ticked, cmyk=CMYK in ticked)

    def chosen_paper(self) -> Paper:
        """The paper that is printed on."""
        return Paper(str(self.paper.value()))

    @override
    def suggestions(self, link: LinkRow) -> dict[str, str]:
        return {
            "headline": link.campaign or link.link.name,
            "shown_link": short_address(link.link.destination),
            "disclosure": self._disclosure,
        }

    @override
    def draw(self, link: LinkRow) -> None:
        room, paper = self.preview.room(), self.chosen_paper()
        across, down = page_mm(self.designs.design(), paper)
        width = min(room.width(), int(room.height() * across / down))
        text, studio = self.flyer_text(for_preview=True), self.context.app.studio
        work = partial(studio.flyer_preview, link.link.url, text, paper, width)
        self.context.jobs.read(work, self.preview.show_image, self.no_preview)
        self.prove_soon()

    # --- showing -----------------------------------------------------------------------------------------------

    @Slot(object)
    def _use_settings(self, settings: Settings) -> None:
        self._disclosure = settings.disclosure
        if self.shown is not None:
            self.suggest(self.shown)
        if not self.paper.set_value(recall("flyer/paper", settings.paper)):
            self.paper.set_value(settings.paper)

    @Slot()
    def _edit_design(self) -> None:
        """Asks for the editor with the words and pictures of the fields."""
        from affiliate_desktop.studio.flyer import flyer_texts

        if self.shown is not None:
            text = self.flyer_text(for_preview=True)
            pictures = {"picture": text.picture, "logo": text.logo}
            texts, paper = flyer_texts(self.shown.link.url, text), str(self.paper.value())
            self.edit_wanted.emit(DesignWanted(text.design, texts, pictures, paper, text.brand))

    @Slot()
    def _design_chosen(self) -> None:
        self._offer_papers()
        self.look()

    def _offer_papers(self) -> None:
        """The papers that the design is made for."""
        names = self.designs.design().page.papers or tuple(Paper)
        self.paper.set_choices([(Paper(name), str(name)) for name in names])

    @Slot(object)
    def _paper_chosen(self, paper: object) -> None:
        remember("flyer/paper", str(paper))

    @override
    def order(self) -> FlyerOrder | None:
        if self.shown is None or not self._has_headline():
            return None
        asked = self.flyer_text(), self.chosen_paper(), self.print_options(), self.copies.value()
        return FlyerOrder(self.shown.link, *asked, DraftCopies(self.context.app.links))

    @override
    def sample(self) -> FlyerOrder | None:
        """One page, from smaller copies of the pictures."""
        if self.shown is None:
            return None
        asked = self.flyer_text(for_preview=True), self.chosen_paper(), PrintOptions(), 0
        return FlyerOrder(self.shown.link, *asked, DraftCopies(self.context.app.links))

    def _has_headline(self) -> bool:
        if self.headline.text().strip():
            return True
        self.form.complain("headline", self.tr("The flyer needs a headline; write a few words."))
        return False

    # --- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        form = self.form
        self.designs.add_to(form)
        form.add("headline", self.tr("Headline"), self.headline)
        form.add("text", self.tr("Text"), self.text)
        form.add("call_to_action", self.tr("Call to action"), self.call_to_action)
        self.designs.add_variables()
        form.add("picture", self.tr("Picture"), self.picture)
        form.add("logo", self.tr("Logo"), self.logo)
        text = self.tr("What people read below the code; the code itself holds the whole tagged link.")
        form.add("shown_link", self.tr("Shown link"), self.shown_link, text)
        form.add("disclosure", self.tr("Disclosure"), self.disclosure)
        form.add("paper", self.tr("Paper"), self.paper)
        text = self.tr("Pages or cards in the PDF, each with a click reference of its own in its code.")
        form.add("copies", self.tr("Numbered copies"), self.copies, text)
        form.add_widget(self.press)
        self.colors.add_to(form)
        self.add_stage()

    def _connect(self) -> None:
        self.designs.changed.connect(self._design_chosen)
        self.designs.edit_wanted.connect(self._edit_design)
        self.paper.chosen.connect(self._paper_chosen)
        for name, field in (("picture", self.picture), ("logo", self.logo)):
            field.changed.connect(self.look)
            field.refused.connect(self.form.rows[name].complain)

"""What goes into a kit: which links, designs and papers, what fills them, how large its codes are, and its brand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox

from affiliate_desktop.gui.check_list import CheckList
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import ChoiceBox
from affiliate_desktop.gui.forms import Form
from affiliate_desktop.gui.parts import label
from affiliate_desktop.gui.studio.checks import Checks
from affiliate_desktop.gui.studio.choices import recall, recall_number, remember
from affiliate_desktop.gui.studio.design_fields import DesignFields
from affiliate_desktop.kits.model import BANNER_DESIGN, FLYER_DESIGN, Kit, Part
from affiliate_desktop.links.model import Link
from affiliate_desktop.studio.brand import with_brand
from affiliate_desktop.studio.design import asked_variables
from affiliate_desktop.studio.frames import Design
from affiliate_desktop.studio.model import Paper

PAPERS = ("A4", "Letter")


class KitChoice(QObject):
    """The fields, in the form of the kit's dialog. A new kit begins with what was chosen for the last one.

    Signals:
        recolored(Mapping): another banner design or brand was chosen; its colors by name.

    Args:
        context: the open workspace.
        kit: what is shown at first; with the ``id`` 0 it is a new one.
        parent: the dialog.
    """

    recolored = Signal(object)

    def __init__(self, context: Context, kit: Kit, parent: QObject) -> None:
        super().__init__(parent)
        self._kit, self._form = kit, Form()
        self._links: tuple[Link, ...] | None = None
        self._parts = kit.parts
        designs = context.app.designs.all()
        self._flyers = tuple(each for each in designs if each.kind == "print")
        self._banners = {each.id: each for each in designs if each.kind == "banner"}
        self._brands = context.app.designs.brands()
        self.all_links = QCheckBox(self.tr("All links of the campaign, also those made later"))
        self.links = CheckList([], rows=6)
        self.qr_mm = QDoubleSpinBox()
        self.qr_mm.setRange(5, 500)
        self.qr_mm.setDecimals(1)
        self.qr_mm.setSuffix(" mm")
        self.banner_design = ChoiceBox([(each.id, each.name) for each in self._banners.values()])
        self.flyer_designs = CheckList([(at, _title(each)) for at, each in enumerate(self._flyers)], rows=5)
        self.papers = Checks("kit/papers", [(paper.value, paper.value) for paper in Paper], PAPERS, 4)
        none = [("", self.tr("None"))]
        self.brand = ChoiceBox([*none, *((each.name, each.name) for each in self._brands)])
        self.values = Form()
        hint = self.tr("Fields of the chosen designs; what stays empty is left out.")
        self.values.add_widget(label(hint, "hint", wrap=True))
        self._fields = DesignFields(self.values)
        self._fields.offer((*self._banners.values(), *self._flyers))
        self._fill()
        self._fields.fill(context.app.kits.suggested_values(kit.campaign_id) if not kit.id else kit.values)
        self.all_links.toggled.connect(self._show_links)
        self.banner_design.chosen.connect(self._look_chosen)
        self.brand.chosen.connect(self._look_chosen)
        for changed in (self.banner_design.chosen, self.flyer_designs.changed):
            changed.connect(self._show_fields)

    def colors(self) -> Mapping[str, str]:
        """Those of the chosen banner design in the chosen brand."""
        design = self._banners.get(str(self.banner_design.value())) or next(iter(self._banners.values()))
        brand = next((each for each in self._brands if each.name == self.brand.value()), None)
        return (with_brand(design, brand) if brand else design).colors

    def offer_links(self, links: Sequence[Link]) -> None:
        """Offers the campaign's links; those of the kit are ticked, or all of them."""
        self._links = tuple(links)
        self.links.offer([(link.id, link.name) for link in links])
        self.links.choose(self._kit.link_ids or [link.id for link in links])
        self._show_links()

    def read(self, parts: Sequence[Part], kit: Kit) -> Kit | None:
        """The kit with what the fields say; None, with a complaint in the form, where something has to be ticked."""
        missing = self._missing(parts)
        if missing:
            self._form.complain(*missing)
            return None
        self._remember()
        return replace(
            kit,
            link_ids=self._link_ids(),
            qr_mm=self.qr_mm.value(),
            banner_design=str(self.banner_design.value()),
            flyer_designs=self._flyer_designs() or kit.flyer_designs,
            papers=self.papers.values() or kit.papers,
            brand=str(self.brand.value() or ""),
            values={**kit.values, **self._fields.values(self._designs(parts))},
        )

    def add_links(self, form: Form) -> None:
        """Puts the fields of links into the form."""
        self._form = form
        form.add_widget(self.all_links)
        form.add("links", self.tr("Links"), self.links)
        self._show_links()

    def add_codes(self) -> None:
        """The size of the codes."""
        self._form.add("qr_mm", self.tr("Edge of the codes"), self.qr_mm)

    def add_flyers(self) -> None:
        """The designs and papers of the flyers."""
        self._form.add("flyer_designs", self.tr("Designs of the flyers"), self.flyer_designs)
        hint = self.tr("A design that is made for none of them is made on its own paper.")
        self._form.add("papers", self.tr("Papers of the flyers"), self.papers, hint)

    def add_fields(self) -> None:
        """Fields of the designs' own, where the chosen ones have some."""
        self._form.add_widget(self.values)

    def add_brand(self) -> None:
        """The brand, where there are some."""
        row = self._form.add("brand", self.tr("Brand"), self.brand)
        row.setVisible(bool(self._brands))

    def enable(self, parts: Sequence[Part]) -> None:
        """Offers what belongs to the parts that are wanted."""
        self.qr_mm.setEnabled(Part.QR in parts)
        self.banner_design.setEnabled(Part.BANNERS in parts)
        for each in (self.flyer_designs, self.papers):
            each.setEnabled(Part.FLYERS in parts)
        self._parts = tuple(parts)
        self._show_fields()

    # --- inside

    def _fill(self) -> None:
        kit, new = self._kit, not self._kit.id
        if not new:
            self.papers.set_values(kit.papers)
        flyers = recall("kit/flyer_designs", FLYER_DESIGN).split(",") if new else kit.flyer_designs
        chosen = [at for at, each in enumerate(self._flyers) if each.id in flyers]
        self.flyer_designs.choose(chosen or [at for at, each in enumerate(self._flyers) if each.id == FLYER_DESIGN])
        self.banner_design.set_value(BANNER_DESIGN)
        self.banner_design.set_value(recall("kit/banner_design", BANNER_DESIGN) if new else kit.banner_design)
        self.brand.set_value(recall("kit/brand", "") if new else self._brand_of(kit))
        self.qr_mm.setValue(recall_number("kit/qr_mm", kit.qr_mm) if new else kit.qr_mm)
        self.all_links.setChecked(not kit.link_ids)

    def _brand_of(self, kit: Kit) -> str:
        """The name of a kit's brand, which may say its id."""
        return next((each.name for each in self._brands if kit.brand in {each.name, str(each.id)}), "")

    def _remember(self) -> None:
        remember("kit/flyer_designs", ",".join(self._flyer_designs()) or FLYER_DESIGN)
        remember("kit/banner_design", str(self.banner_design.value()))
        remember("kit/brand", str(self.brand.value() or ""))
        remember("kit/qr_mm", str(self.qr_mm.value()))

    def _flyer_designs(self) -> tuple[str, ...]:
        return tuple(self._flyers[at].id for at in self.flyer_designs.chosen())

    def _designs(self, parts: Sequence[Part]) -> list[Design]:
        """The chosen designs of the parts that are wanted."""
        banner = self._banners.get(str(self.banner_design.value()))
        flyers = [self._flyers[at] for at in self.flyer_designs.chosen()] if Part.FLYERS in parts else []
        return [banner, *flyers] if banner is not None and Part.BANNERS in parts else flyers

    @Slot()
    def _show_fields(self) -> None:
        designs = self._designs(self._parts)
        self._fields.show(designs)
        self.values.setVisible(any(asked_variables(design) for design in designs))

    def _link_ids(self) -> tuple[int, ...]:
        if self.all_links.isChecked():
            return ()
        return self._kit.link_ids if self._links is None else self.links.chosen()

    def _missing(self, parts: Sequence[Part]) -> tuple[str, str] | None:
        if self._links and not self.all_links.isChecked() and not self.links.chosen():
            return "links", self.tr("Tick at least one link.")
        if Part.FLYERS in parts and not self._flyer_designs():
            return "flyer_designs", self.tr("Tick at least one design, or leave the flyers out.")
        if Part.FLYERS in parts and not self.papers.values():
            return "papers", self.tr("Tick at least one paper, or leave the flyers out.")
        return None

    @Slot()
    def _show_links(self) -> None:
        if "links" in self._form.rows:
            self._form.rows["links"].setVisible(not self.all_links.isChecked())

    @Slot(object)
    def _look_chosen(self, _value: object) -> None:
        self.recolored.emit(self.colors())


def _title(design: Design) -> str:
    """A design by name, with the papers it is made for."""
    return f"{design.name} · {', '.join(design.page.papers)}" if design.page.papers else design.name

"""What choosing a design brings along in a tab: its picture, its colors, and fields for its own variables."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QWidget

from affiliate_desktop.core.changes import Done
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import ChoiceBox
from affiliate_desktop.gui.forms import Form
from affiliate_desktop.gui.parts import button, row
from affiliate_desktop.gui.studio.choices import recall, remember
from affiliate_desktop.gui.studio.design_fields import DesignFields
from affiliate_desktop.gui.studio.design_strip import DesignStrip
from affiliate_desktop.gui.studio.palette import ColorTrio
from affiliate_desktop.studio.brand import with_brand
from affiliate_desktop.studio.frames import Brand, Design

_FIRST = {"banner": "banner", "print": "flyer", "label": "label"}
"""The design of each kind that is chosen at first."""


@dataclass(frozen=True)
class DesignWanted:
    """A design that is to be edited, and what fills it meanwhile.

    Attributes:
        design: its id.
        texts: what variables say; empty ones say what samples do.
        pictures: the user's by name; samples stand in for those that are None.
        brand: name of the brand that it is shown in; empty for none.
        page: paper, id of the banner size or shape of the label that is shown first.
    """

    design: str
    texts: Mapping[str, str]
    pictures: Mapping[str, Path | None]
    page: str = ""
    brand: str = ""


class DesignChoice(QObject):
    """The designs of a kind in a form.

    Signals:
        changed(): another design was chosen.
        edit_wanted(): the chosen design is to be opened in the editor.

    Args:
        context: the open workspace.
        kind: ``banner``, ``print`` or ``label``.
        colors: take the chosen design's palette; None where no colors are chosen.
    """

    changed = Signal()
    edit_wanted = Signal()

    def __init__(self, context: Context, kind: str, colors: ColorTrio | None = None) -> None:
        super().__init__()
        self._context, self._kind, self._colors = context, kind, colors
        self.strip = DesignStrip(context.theme, self.tr("Design"))
        self.brands = ChoiceBox()
        self._brands: tuple[Brand, ...] = ()
        self._form: Form | None = None
        self._fields: DesignFields | None = None
        self._shown = ""

    def add_to(self, form: Form) -> None:
        """Puts the strip into a form, and a field for each variable of the designs; those of others are hidden."""
        self._form, self._fields = form, DesignFields(form)
        form.add("design", self.tr("Design"), self.strip)
        self.edit = button(self.tr("Edit design…"), self.edit_wanted.emit, icon="edit", theme=self._context.theme)
        self.bring = button(self.tr("Import…"), self._ask_file, kind="flat")
        self.bring.setAccessibleName(self.tr("Import a design from a file"))
        self.bring.setEnabled(not self._context.read_only)
        buttons = QWidget()
        buttons.setLayout(row(self.edit, self.bring, 1))
        form.add_widget(buttons)
        form.add("brand", self.tr("Brand"), self.brands, self.tr("Its colors, fonts and logo, in whichever design."))
        self._show_brands(recall(f"{self._kind}/brand", ""))
        self.brands.chosen.connect(self._brand_chosen)

    def add_variables(self) -> None:
        """Puts the fields of variables where the form has come to."""
        self.show_designs(first=True)
        self.strip.chosen.connect(self._chosen)

    def design(self) -> Design:
        """The chosen design."""
        found = self.strip.design()
        return found if found is not None else self._context.app.studio.design(_FIRST[self._kind])

    def brand(self) -> str:
        """The chosen brand's name; empty for the design as it is."""
        found = self._brand()
        return found.name if found is not None else ""

    def values(self) -> dict[str, str]:
        """What the fields of the design's variables say."""
        return self._fields.values([self.design()]) if self._fields is not None else {}

    @Slot(object)
    def take(self, design: Design) -> None:
        """Offers a design that was made or changed, and chooses it."""
        self._shown = design.id
        remember(f"{self._kind}/design", design.id)
        self.show_designs()
        self._use(design, colors=True)
        self.changed.emit()

    def look_again(self) -> None:
        """Shows other designs where there are some now."""
        kinds = tuple(design for design in self._context.app.designs.all() if design.kind == self._kind)
        if kinds != self.strip.designs.designs:
            self.show_designs()
        before = self._brand()
        renamed = (each.name for each in self._context.app.designs.brands() if before and each.id == before.id)
        self._show_brands(next(renamed, ""))
        if self._brand() != before:
            self._use(self.design(), colors=True)
            self.changed.emit()

    def _show_brands(self, keep: str) -> None:
        """Offers the brands there are; the row is there only where there are some."""
        self._brands = self._context.app.designs.brands()
        names = [each.name for each in self._brands]
        _quiet = QSignalBlocker(self.brands)
        self.brands.set_choices([("", self.tr("None: the design's own look")), *((name, name) for name in names)])
        self.brands.set_value(keep if keep in names else "")
        if self._form is not None:
            self._form.rows["brand"].setVisible(bool(names))

    def _brand(self) -> Brand | None:
        return next((each for each in self._brands if each.name == self.brands.value()), None)

    @Slot(object)
    def _brand_chosen(self, name: object) -> None:
        remember(f"{self._kind}/brand", str(name or ""))
        self._use(self.design(), colors=True)
        self.changed.emit()

    def show_designs(self, *, first: bool = False) -> None:
        """Looks again which designs there are."""
        found = [design for design in self._context.app.designs.all() if design.kind == self._kind]
        if self._fields is not None:
            self._fields.offer(found)
        kept = recall(f"{self._kind}/design", _FIRST[self._kind])
        self.strip.show_designs(found, kept if first else self._shown or kept)
        self._use(self.design(), colors=False)
        for design in found:
            work = partial(self._context.app.studio.thumbnail, design.id)
            self._context.jobs.read(work, partial(self._show, design.id), self._none, key=f"design-{design.id}")

    def _use(self, design: Design, *, colors: bool) -> None:
        self._shown = design.id
        if self._fields is not None:
            self._fields.show([design])
        if colors and self._colors is not None:
            brand = self._brand()
            self._colors.show((with_brand(design, brand) if brand else design).colors)

    @Slot(object)
    def _chosen(self, design: Design) -> None:
        if design.id != self._shown:
            remember(f"{self._kind}/design", design.id)
            self._use(design, colors=True)
            self.changed.emit()

    @Slot()
    def _ask_file(self) -> None:
        filters = self.tr("Designs (*.design *.toml)")
        self._context.messages.ask_open(self.tr("Import a design"), filters, self._import)

    @Slot(object)
    def _import(self, file: Path) -> None:
        said = self.tr("Design imported")
        self._context.jobs.write(
            partial(self._context.app.designs.import_file, file), self._imported, said=said, undoable=True
        )

    @Slot(object)
    def _imported(self, done: Done[Design]) -> None:
        if done.value.kind == self._kind:
            self.take(done.value)

    @Slot(object)
    def _show(self, design_id: str, content: bytes) -> None:
        self.strip.designs.set_picture(design_id, content, self.strip.devicePixelRatioF())

    @Slot(object)
    def _none(self, _problem: BaseException) -> None:
        """A design that cannot be drawn has no picture; the large preview says why when it is chosen."""

"""The panel of the whole design: its colors and fonts, and brands that are applied at a click."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QInputDialog, QScrollArea, QWidget

from affiliate_desktop.core.changes import Changes, Kind
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.editor.editing import Draft, Editing
from affiliate_desktop.gui.editor.entry import spin
from affiliate_desktop.gui.editor.settings import Number
from affiliate_desktop.gui.editor.wearing import worn_brand
from affiliate_desktop.gui.font_box import font_box
from affiliate_desktop.gui.forms import FormRow
from affiliate_desktop.gui.parts import button, column, label, row
from affiliate_desktop.gui.studio.brands import BrandsDialog
from affiliate_desktop.gui.studio.color_field import ColorField
from affiliate_desktop.studio.brand import with_brand
from affiliate_desktop.studio.frames import Brand

if TYPE_CHECKING:
    from affiliate_desktop.core.changes import Done
    from affiliate_desktop.studio.designs import Designs

translate = QCoreApplication.translate
LOGO = "logo"


class PaletteEntry(QObject):
    """A color of the palette.

    Signals:
        edited(str, str): name and color.
    """

    edited = Signal(str, str)

    def __init__(self, name: str, context: Context, color: str, parent: QObject) -> None:
        super().__init__(parent)
        self.name = name
        self.field = ColorField(context.theme, color)
        self.row = FormRow(color_title(name), self.field)
        self.field.textChanged.connect(self._tell)

    def show(self, color: str) -> None:
        """Shows a color."""
        if self.field.color().lower() != color:
            self.field.setText(color)

    @Slot()
    def _tell(self) -> None:
        if self.field.is_color():
            self.edited.emit(self.name, self.field.color().lower())


class BrandButton(QObject):
    """A brand that is applied at a click.

    Signals:
        wanted(Brand): it was clicked.
    """

    wanted = Signal(object)

    def __init__(self, brand: Brand, parent: QObject) -> None:
        super().__init__(parent)
        self.brand = brand
        self.button = button(brand.name.replace("&", "&&"), self._tell, kind="chip")
        self.button.setToolTip(" · ".join([*brand.colors.values(), *brand.fonts.values()]))

    @Slot()
    def _tell(self) -> None:
        self.wanted.emit(self.brand)


class DesignForm(QScrollArea):
    """Shows and changes what holds for all pages."""

    def __init__(self, editing: Editing, context: Context) -> None:
        super().__init__()
        self._editing, self._context = editing, context
        self.palette_entries = [
            PaletteEntry(name, context, color, self) for name, color in editing.design.colors.items()
        ]
        self.heading_font, self.body_font = font_box(("",)), font_box(("",))
        in_shares = not editing.design.page.fixed
        self.bleed = spin(Number(0, 20, 1, 0.5, f" {editing.design.page.unit}"))
        self.safe = spin(Number(0, 50, 1, 0.5, " %" if in_shares else f" {editing.design.page.unit}"))
        self._safe_scale = 100.0 if in_shares else 1.0
        self.no_brands = label(self.tr("A brand keeps colors, fonts and a logo for all designs."), "hint", wrap=True)
        self.worn = label("", "hint", wrap=True)
        self._brands = column(spacing=6)
        self._buttons: list[BrandButton] = []
        self.keep = button(self.tr("Keep as a brand…"), self._ask_name)
        self.keep.setEnabled(not context.read_only)
        self.all_brands = button(self.tr("All brands…"), self._open_brands, kind="flat")
        self._lay_out()
        for entry in self.palette_entries:
            entry.edited.connect(self._colored)
        for box in (self.heading_font, self.body_font):
            box.activated.connect(self._fonts_chosen)
        for field in (self.bleed, self.safe):
            field.valueChanged.connect(self._page_changed)
        editing.changed.connect(self._show)
        context.changed.connect(self._look_again)
        self._show()
        self._load_brands()

    @property
    def brands(self) -> tuple[BrandButton, ...]:
        """The brands that are offered."""
        return tuple(self._buttons)

    @Slot()
    def _show(self) -> None:
        design = self._editing.design
        for entry in self.palette_entries:
            entry.show(design.colors.get(entry.name, ""))
        for name, box in (("heading", self.heading_font), ("body", self.body_font)):
            _quiet = QSignalBlocker(box)
            box.setEditText(design.fonts.get(name, ""))

        worn = self._editing.worn
        words = self.tr("The page is shown in the brand “{name}”. These are the design's own colors and fonts.")
        self.worn.setText(words.format(name=worn.brand.name) if worn else "")
        self.worn.setVisible(worn is not None)
        for field, value in ((self.bleed, design.page.bleed), (self.safe, design.page.safe * self._safe_scale)):
            _quiet = QSignalBlocker(field)
            field.setValue(value)

    @Slot()
    def _page_changed(self) -> None:
        draft = self._editing.draft
        page = replace(draft.design.page, bleed=self.bleed.value(), safe=self.safe.value() / self._safe_scale)
        self._editing.put(self.tr("Page"), replace(draft, design=replace(draft.design, page=page)), run="page")

    @Slot(str, str)
    def _colored(self, name: str, color: str) -> None:
        draft = self._editing.draft
        if draft.design.colors.get(name) != color:
            design = replace(draft.design, colors={**draft.design.colors, name: color})
            self._editing.put(self.tr("Color"), replace(draft, design=design), run=f"color-{name}")

    @Slot()
    def _fonts_chosen(self) -> None:
        draft = self._editing.draft
        fonts = {"heading": self.heading_font.currentText().strip(), "body": self.body_font.currentText().strip()}
        design = replace(draft.design, fonts={name: font for name, font in fonts.items() if font})
        self._editing.put(self.tr("Fonts"), replace(draft, design=design))

    # --- brands ------------------------------------------------------------------------------------------------

    @Slot(object)
    def _look_again(self, changes: Changes) -> None:
        if changes.touches(Kind.DESIGN):
            self._load_brands()
            worn = self._editing.brand
            if worn is not None:
                again = partial(worn_brand, self._context.app, str(worn.brand.id), logo=worn.logo)
                self._context.jobs.read(again, self._editing.renew, self._gone)

    @Slot(object)
    def _gone(self, _problem: BaseException) -> None:
        """A brand that was removed is worn until the editor is closed."""

    @Slot()
    def _open_brands(self) -> None:
        BrandsDialog(self._context, self.window()).open()

    def _load_brands(self) -> None:
        self._context.jobs.read(self._context.app.designs.brands, self._offer_brands)

    @Slot(object)
    def _offer_brands(self, brands: tuple[Brand, ...]) -> None:
        for each in self._buttons:
            each.button.deleteLater()
            each.deleteLater()
        self._buttons = [BrandButton(brand, self) for brand in brands]
        for each in self._buttons:
            each.wanted.connect(self._apply)
            self._brands.addWidget(each.button)
        self.no_brands.setVisible(not brands)

    @Slot(object)
    def _apply(self, brand: Brand) -> None:
        if brand.logos:
            work = partial(self._context.app.designs.logo, brand.logos[0])
            self._context.jobs.read(work, partial(self._apply_with_logo, brand))
        else:
            self._put(brand, self._editing.draft)

    @Slot(object)
    def _apply_with_logo(self, brand: Brand, content: bytes) -> None:
        from affiliate_desktop.studio.pictures import decoded

        draft = self._editing.draft
        pictures, images = {**draft.pictures, LOGO: content}, {**draft.images, LOGO: decoded(content, LOGO)}
        design = replace(draft.design, pictures={**draft.design.pictures, LOGO: f"{LOGO}.png"})
        self._put(brand, Draft(design, pictures, images))

    def _put(self, brand: Brand, draft: Draft) -> None:
        label_ = self.tr("Brand “{name}”").format(name=brand.name)
        self._editing.put(label_, replace(draft, design=with_brand(draft.design, brand)))

    @Slot()
    def _ask_name(self) -> None:
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Keep as a brand"))
        dialog.setLabelText(self.tr("Name of the brand"))
        dialog.setOkButtonText(self.tr("Keep"))
        dialog.textValueSelected.connect(self._keep)
        dialog.open()

    @Slot(str)
    def _keep(self, name: str) -> None:
        draft, designs = self._editing.draft, self._context.app.designs
        colors = {key: draft.design.colors[key] for key in ("background", "foreground", "accent")}
        brand = Brand(name, colors, dict(draft.design.fonts))
        work = partial(_keep_brand, designs, brand, draft.pictures.get(LOGO))
        said = self.tr("Brand kept")
        self._context.jobs.write(work, said=said, undoable=True)

    def _lay_out(self) -> None:
        inside = column(spacing=10)
        inside.addWidget(label(self.tr("Brands"), "section"))
        inside.addWidget(self.no_brands)
        inside.addLayout(self._brands)
        inside.addLayout(row(self.keep, self.all_brands, 1))
        inside.addSpacing(8)
        inside.addWidget(label(self.tr("Colors"), "section"))
        inside.addWidget(self.worn)
        for first in range(0, len(self.palette_entries), 2):
            pair = self.palette_entries[first : first + 2]
            inside.addLayout(row(*(entry.row for entry in pair), *([] if len(pair) == 2 else [1]), spacing=10))
        inside.addSpacing(8)
        inside.addWidget(label(self.tr("Fonts"), "section"))
        inside.addWidget(FormRow(self.tr("Headings"), self.heading_font))
        inside.addWidget(FormRow(self.tr("Texts"), self.body_font))
        inside.addSpacing(8)
        inside.addWidget(label(self.tr("Page"), "section"))
        safe, bleed = FormRow(self.tr("Safe area"), self.safe), FormRow(self.tr("Bleed"), self.bleed)
        bleed.setVisible(self._editing.leaf.unit == "mm")
        inside.addLayout(row(safe, bleed, spacing=10))
        inside.addStretch(1)
        inside.setContentsMargins(2, 12, 14, 12)
        whole = QWidget()
        whole.setLayout(inside)
        self.setWidget(whole)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Settings of the design"))
        for box in (self.heading_font, self.body_font):
            line = box.lineEdit()
            if line is not None:
                line.setPlaceholderText("Noto Sans")


def _keep_brand(designs: "Designs", brand: Brand, logo: bytes | None) -> "Done[Brand]":
    """On the writer: keeps the brand, with the design's logo where it carries one."""
    if logo is not None:
        brand = replace(brand, logos=(designs.keep_logo_content(logo),))
    return designs.save_brand(brand)


def color_title(name: str) -> str:
    """What a color of a palette is called."""
    known = {
        "background": translate("Editor", "Background"),
        "foreground": translate("Editor", "Text"),
        "accent": translate("Editor", "Accent"),
    }
    return known.get(name, name.replace("_", " ").capitalize())

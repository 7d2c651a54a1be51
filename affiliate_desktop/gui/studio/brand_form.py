"""The form of a brand: its name, colors, fonts and logo."""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QTemporaryDir, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.font_box import font_box
from affiliate_desktop.gui.forms import FormDialog
from affiliate_desktop.gui.studio.color_field import ColorField
from affiliate_desktop.gui.studio.picture_field import PictureField
from affiliate_desktop.studio.color import contrast
from affiliate_desktop.studio.frames import Brand

if TYPE_CHECKING:
    from affiliate_desktop.core.changes import Done
    from affiliate_desktop.studio.designs import Designs

COLORS = ("background", "foreground", "accent")
_READABLE = 4.5
"""Contrast of texts by WCAG 2.2, level AA."""


@dataclass(frozen=True)
class KeptLogo:
    """A brand's logo as a file that the picture field can show."""

    file: Path


class BrandDialog(FormDialog):
    """Makes a brand, or edits one.

    Args:
        context: the open workspace.
        parent: the window.
        brand: what is edited; None for a new one.
    """

    def __init__(self, context: Context, parent: QWidget, brand: Brand | None = None) -> None:
        title = self.tr("Edit brand") if brand else self.tr("New brand")
        super().__init__(context, parent, title, save=self.tr("Save brand") if brand else self.tr("Add brand"))
        self._brand = brand or Brand("")
        self._kept: Path | None = None
        self._folder = QTemporaryDir()
        self.name = QLineEdit(self._brand.name)
        self.colors = {name: ColorField(context.theme, self._brand.colors.get(name, "")) for name in COLORS}
        self.fonts = {name: font_box(("",)) for name in ("heading", "body")}
        self.logo = PictureField(context, Path(self._folder.path()))
        self._build()
        self.ready()
        if self._brand.logos:
            work = partial(_kept_logo, context.app.designs, self._brand.logos[0], Path(self._folder.path()))
            context.jobs.read(work, self._show_logo)

    @override
    def save(self) -> None:
        if not self.name.text().strip():
            self.complain("name", self.tr("Give the brand a name."))
            return
        for name, field in self.colors.items():
            if field.color() and not field.is_color():
                self.complain(name, self.tr("Write the color as #rrggbb, or leave it empty."))
                return
        others = {name: color for name, color in self._brand.colors.items() if name not in COLORS}
        colors = {name: field.color() for name, field in self.colors.items() if field.color()}
        fonts = {name: font for name, box in self.fonts.items() if (font := box.currentText().strip())}
        brand = replace(self._brand, name=self.name.text(), colors={**others, **colors}, fonts=fonts)
        if not brand.colors and not brand.fonts and self.logo.file() is None:
            self.complain("background", self.tr("Give the brand a color, a font or a logo at least."))
            return
        said = self.tr("Brand saved") if brand.id else self.tr("Brand added")
        self.write(partial(_save, self.context.app.designs, brand, self.logo.file(), self._kept), said)

    @Slot(object)
    def _show_logo(self, kept: KeptLogo) -> None:
        self._kept = kept.file
        self.logo.take(kept.file)

    @Slot()
    def _say_contrast(self) -> None:
        """Warns while texts could not be read well on the background."""
        ground, text = self.colors["background"], self.colors["foreground"]
        row = self.form.rows["foreground"]
        if not (ground.is_color() and text.is_color()):
            row.advise("")
            return
        ratio = contrast(ground.color(), text.color())
        words = self.tr("Contrast {ratio}:1; texts read well from 4.5:1.") if ratio < _READABLE else ""
        row.advise(words.format(ratio=f"{ratio:.1f}"))

    def _build(self) -> None:
        form = self.form
        form.add("name", self.tr("Name"), self.name)
        form.add_pair(
            ("background", self.tr("Background"), self.colors["background"]),
            ("foreground", self.tr("Text"), self.colors["foreground"]),
            ("accent", self.tr("Accent"), self.colors["accent"]),
        )
        form.add_pair(
            ("heading", self.tr("Font of headings"), self.fonts["heading"]),
            ("body", self.tr("Font of texts"), self.fonts["body"]),
        )
        form.add("logo", self.tr("Logo"), self.logo, self.tr("What is left empty stays as each design has it."))
        for field in self.colors.values():
            field.setPlaceholderText("#rrggbb")
        for name, box in self.fonts.items():
            _show_font(box, self._brand.fonts.get(name, ""), self.tr("As the design"))
        for name in ("background", "foreground"):
            self.colors[name].textChanged.connect(self._say_contrast)
        self.logo.refused.connect(form.rows["logo"].complain)
        self._say_contrast()


def _show_font(box: QComboBox, font: str, nothing: str) -> None:
    _quiet, line = QSignalBlocker(box), box.lineEdit()
    box.setEditText(font)
    if line is not None:
        line.setPlaceholderText(nothing)


def _kept_logo(designs: "Designs", sha256: str, folder: Path) -> KeptLogo:
    """Runs on a worker thread."""
    content = designs.logo(sha256)
    file = folder / ("logo.png" if content.startswith(b"\x89PNG") else "logo.jpg")
    file.write_bytes(content)
    return KeptLogo(file)


def _save(designs: "Designs", brand: Brand, logo: Path | None, kept: Path | None) -> "Done[Brand]":
    """On the writer: keeps the brand; another logo takes the place of the first one.

    Raises:
        BadInput: when the name is taken, or the picture cannot be used.
    """
    if logo is None:
        brand = replace(brand, logos=brand.logos[1:] if kept is not None else brand.logos)
    elif logo != kept:
        brand = replace(brand, logos=(designs.keep_logo(logo), *brand.logos[1:]))
    return designs.save_brand(brand)

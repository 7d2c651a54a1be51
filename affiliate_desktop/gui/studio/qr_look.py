"""What codes look like: shapes, colors, gradient and logo; what was chosen last is there again."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QDoubleSpinBox

from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import ChoiceBox
from affiliate_desktop.gui.forms import Form
from affiliate_desktop.gui.parts import button
from affiliate_desktop.gui.studio.choices import recall, remember
from affiliate_desktop.gui.studio.color_field import ColorField
from affiliate_desktop.gui.studio.picture_field import PictureField
from affiliate_desktop.studio.model import QrStyle
from affiliate_desktop.studio.qr_style import EyeShape, Gradient, ModuleShape, QrLook


class LookFields(QObject):
    """The fields that make a style of a code.

    Args:
        context: the open workspace.
        folder: where smaller copies of the logo may be put.
    """

    def __init__(self, context: Context, folder: Path) -> None:
        super().__init__()
        self.modules = ChoiceBox(self._modules())
        self.eyes = ChoiceBox(self._eyes())
        self.gradient = ChoiceBox(self._gradients())
        theme = context.theme
        self.dark = ColorField(theme, recall("qr/dark", "#000000"))
        self.light = ColorField(theme, recall("qr/light", "#ffffff"))
        self.fade = ColorField(theme, recall("qr/fade", "#0f5c8c"))
        self.eye = ColorField(theme, recall("qr/eye", "#000000"))
        self.eye_color = ChoiceBox([("", self.tr("As the code")), ("own", self.tr("Own color"))])
        self.swap = button(self.tr("Exchange the colors"), self._swap, kind="link")
        self.logo = PictureField(context, folder)
        self.share = QDoubleSpinBox()
        self.share.setRange(0, 25)
        self.share.setDecimals(0)
        self.share.setSuffix(self.tr(" % of the code"))
        self.share.setSpecialValueText(self.tr("As large as scans"))
        line = self.share.lineEdit()
        if line is not None:
            line.setTextMargins(7, 0, 0, 0)
        for name, box in self._choices():
            box.set_value(recall(f"qr/{name}", str(box.value())))

    def look(self, *, small: bool = False) -> QrLook:
        """The look as the fields say; ``small``: with a copy of the logo that is quick to draw."""
        gradient = Gradient(str(self.gradient.value()))
        return QrLook(
            modules=ModuleShape(str(self.modules.value())),
            eyes=EyeShape(str(self.eyes.value())),
            gradient=gradient,
            fade=self.fade.color() if gradient is not Gradient.NONE else "",
            eye=self.eye.color() if self.eye_color.value() else "",
            logo=self.logo.preview_file() if small else self.logo.file(),
            logo_share=self.share.value() / 100,
        )

    def on(self, style: QrStyle, *, small: bool = False) -> QrStyle:
        """A style with these colors and this look."""
        return replace(style, dark=self.dark.color(), light=self.light.color(), look=self.look(small=small))

    def add_to(self, form: Form) -> None:
        """Puts the fields into a form."""
        form.add_pair(("modules", self.tr("Modules"), self.modules), ("eyes", self.tr("Corners"), self.eyes))
        form.add_pair(("dark", self.tr("Code"), self.dark), ("light", self.tr("Background"), self.light))
        form.add_widget(self.swap)
        form.add_pair(("gradient", self.tr("Gradient"), self.gradient), ("fade", self.tr("Runs into"), self.fade))
        form.add_pair(("eye_color", self.tr("Corner color"), self.eye_color), ("eye", self.tr("Color"), self.eye))
        form.add("logo", self.tr("Logo"), self.logo)
        form.add("share", self.tr("Size of the logo"), self.share)
        self.logo.refused.connect(form.rows["logo"].complain)
        self.logo.changed.connect(form.edited)
        self.logo.changed.connect(self._show)
        self.gradient.chosen.connect(self._show)
        self.eye_color.chosen.connect(self._show)
        self._form = form
        self._show()

    def remember(self) -> None:
        """Keeps what was chosen."""
        for name, box in self._choices():
            remember(f"qr/{name}", str(box.value()))
        for name, field in (("dark", self.dark), ("light", self.light), ("fade", self.fade), ("eye", self.eye)):
            if field.is_color():
                remember(f"qr/{name}", field.color())

    def _choices(self) -> Iterator[tuple[str, ChoiceBox]]:
        yield from (("modules", self.modules), ("eyes", self.eyes))
        yield from (("gradient", self.gradient), ("eye_color", self.eye_color))

    @Slot()
    def _show(self) -> None:
        """Fields that make no difference are not there."""
        rows = self._form.rows
        rows["fade"].setVisible(self.gradient.value() != Gradient.NONE)
        rows["eye"].setVisible(bool(self.eye_color.value()))
        rows["share"].setVisible(self.logo.file() is not None)

    @Slot()
    def _swap(self) -> None:
        dark, light = self.dark.text(), self.light.text()
        self.dark.setText(light)
        self.light.setText(dark)

    def _modules(self) -> list[tuple[object, str]]:
        return [
            (ModuleShape.SQUARE, self.tr("Squares")),
            (ModuleShape.ROUNDED, self.tr("Rounded")),
            (ModuleShape.DOT, self.tr("Dots")),
            (ModuleShape.DIAMOND, self.tr("Diamonds")),
            (ModuleShape.BAR, self.tr("Bars")),
        ]

    def _eyes(self) -> list[tuple[object, str]]:
        return [
            (EyeShape.SQUARE, self.tr("Square")),
            (EyeShape.ROUNDED, self.tr("Rounded")),
            (EyeShape.CIRCLE, self.tr("Circle")),
            (EyeShape.LEAF, self.tr("Leaf")),
        ]

    def _gradients(self) -> list[tuple[object, str]]:
        return [
            (Gradient.NONE, self.tr("None")),
            (Gradient.DOWN, self.tr("Downward")),
            (Gradient.DIAGONAL, self.tr("Diagonal")),
            (Gradient.RADIAL, self.tr("From the middle")),
        ]

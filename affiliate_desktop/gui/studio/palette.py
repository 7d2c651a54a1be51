"""The three colors of a design, side by side."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Slot

from affiliate_desktop.gui.forms import Form
from affiliate_desktop.gui.studio.choices import recall, remember
from affiliate_desktop.gui.studio.color_field import ColorField
from affiliate_desktop.gui.theme import Theme

_NAMES = ("background", "foreground", "accent")


class ColorTrio(QObject):
    """Background, text and accent; what was chosen last is there again.

    Args:
        theme: look of the fields.
        kind: under which the colors are remembered.
        defaults: the colors of the first time, by name.
    """

    def __init__(self, theme: Theme, kind: str, defaults: Mapping[str, str]) -> None:
        super().__init__()
        self._kind = kind
        made = [ColorField(theme, recall(f"{kind}/{name}", defaults[name])) for name in _NAMES]
        self.background, self.foreground, self.accent = made
        for field in made:
            field.textChanged.connect(self._remember)

    def fields(self) -> tuple[ColorField, ...]:
        """The fields."""
        return (self.background, self.foreground, self.accent)

    def show(self, colors: Mapping[str, str]) -> None:
        """Shows a design's colors."""
        for name, field in zip(_NAMES, self.fields(), strict=True):
            field.setText(colors.get(name, field.text()))

    def add_to(self, form: Form) -> None:
        """Puts the fields into a form."""
        form.add_pair(
            ("background", self.tr("Background"), self.background),
            ("foreground", self.tr("Text"), self.foreground),
            ("accent", self.tr("Accent"), self.accent),
        )

    @Slot()
    def _remember(self) -> None:
        for name, field in zip(_NAMES, self.fields(), strict=True):
            if field.is_color():
                remember(f"{self._kind}/{name}", field.color())

"""A color: its swatch opens the system's picker, its code can be typed."""

import re

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QColorDialog, QLineEdit

from affiliate_desktop.gui.theme import Theme

_CODE = re.compile(r"#[0-9a-fA-F]{6}")
_EDGE = 18


class ColorField(QLineEdit):
    """A color as ``#rrggbb``.

    Args:
        theme: gives the swatch its border.
        color: shown at first.
    """

    def __init__(self, theme: Theme, color: str) -> None:
        super().__init__(color)
        self._theme = theme
        self.setMaxLength(7)
        self._swatch: QAction = self.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self._swatch.setToolTip(self.tr("Pick a color"))
        self._swatch.triggered.connect(self.pick)
        self.textChanged.connect(self._show)
        theme.changed.connect(self._show)
        self._show()

    def color(self) -> str:
        """What was typed; the studio refuses what is no color."""
        return self.text().strip()

    def is_color(self) -> bool:
        """Whether what was typed is a color."""
        return bool(_CODE.fullmatch(self.color()))

    @Slot()
    def pick(self) -> None:
        """Opens the system's color picker."""
        start = QColor(self.color()) if self.is_color() else QColor("#000000")
        dialog = QColorDialog(start, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.colorSelected.connect(self._picked)
        dialog.open()

    @Slot(QColor)
    def _picked(self, color: QColor) -> None:
        self.setText(color.name())

    @Slot()
    def _show(self) -> None:
        pixmap = QPixmap(_EDGE * 2, _EDGE * 2)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(self._theme.colors.edge))
        painter.setBrush(QColor(self.color()) if self.is_color() else Qt.BrushStyle.BDiagPattern)
        painter.drawRoundedRect(QRectF(1.5, 1.5, _EDGE * 2 - 3, _EDGE * 2 - 3), 8, 8)
        painter.end()
        pixmap.setDevicePixelRatio(2)
        self._swatch.setIcon(QIcon(pixmap))

"""A color of a frame: a name of the design's palette, a share of one, or a color of its own."""

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFocusEvent, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QComboBox
from typing_extensions import override

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.gui.messages import words
from affiliate_desktop.gui.theme import Theme
from affiliate_desktop.studio.sheet import Sheet

_ALWAYS = ("background", "foreground", "accent", "accent_deep", "accent_text", "on_accent", "white", "black")
_EDGE = 16


class ColorWord(QComboBox):
    """Names with their swatches; ``accent@20`` (20 % of it) or ``#rrggbb`` can be typed.

    Signals:
        picked(str): a word that stands for a color.
        refused(str): why what was typed is none; empty when it is.

    Args:
        theme: the swatch's border.
        optional: may be empty, for no color.
    """

    picked = Signal(str)
    refused = Signal(str)

    def __init__(self, theme: Theme, *, optional: bool) -> None:
        super().__init__()
        self._theme, self._optional = theme, optional
        self._sheet: Sheet | None = None
        self._word = ""
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setIconSize(QSize(_EDGE, _EDGE))
        self.activated.connect(self._take)
        line = self.lineEdit()
        if line is not None:
            line.editingFinished.connect(self._take)
            if optional:
                line.setPlaceholderText(self.tr("None"))

    def show_word(self, word: str, sheet: Sheet) -> None:
        """Shows a color, and the palette it is chosen from."""
        if self._sheet is None or self._sheet.colors != sheet.colors:
            self._offer(sheet)
        self._sheet, self._word = sheet, word
        if self.currentText() != word:
            self.setCurrentIndex(self.findText(word))
            self.setEditText(word)
        self.refused.emit("")

    def word(self) -> str:
        """What stands there."""
        return self.currentText().strip()

    def _offer(self, sheet: Sheet) -> None:
        self.blockSignals(True)
        self.clear()
        if self._optional:
            self.addItem("")
        for name in dict.fromkeys((*_ALWAYS, *sheet.colors)):
            self.addItem(swatch(self._theme, sheet.color(name)), name)
        self.blockSignals(False)

    @Slot()
    def _take(self) -> None:
        word = self.word()
        if word == self._word or self._sheet is None:
            return
        reason = _fault(word, self._sheet, optional=self._optional)
        self.refused.emit(reason)
        if not reason:
            self._word = word
            self.picked.emit(word)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        line = self.lineEdit()
        if line is not None:
            line.selectAll()


def _fault(word: str, sheet: Sheet, *, optional: bool) -> str:
    """Why a word stands for no color; empty when it does."""
    if not word and optional:
        return ""
    name, at, share = word.partition("@")
    translate = QCoreApplication.translate
    if at and not (share.isascii() and share.isdigit() and int(share) <= 100):
        return translate("ColorWord", "Write a share as accent@20, from 0 to 100.")
    if at and name.startswith("#"):
        return translate("ColorWord", "Only named colors can be taken in shares.")
    try:
        sheet.color(name)
    except BadInput as problem:
        return words(problem)
    return ""


def swatch(theme: Theme, color: str) -> QIcon:
    """A small square of a color."""
    pixmap = QPixmap(_EDGE * 2, _EDGE * 2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(theme.colors.edge))
    painter.setBrush(QColor(color))
    painter.drawRoundedRect(QRectF(1.5, 1.5, _EDGE * 2 - 3, _EDGE * 2 - 3), 7, 7)
    painter.end()
    pixmap.setDevicePixelRatio(2)
    return QIcon(pixmap)

"""A choice of font families."""

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QComboBox

from affiliate_desktop.studio.fonts import SHIPPED


def font_box(first: tuple[str, ...]) -> QComboBox:
    """Families: some names first, those that come with the program, then the machine's."""
    box = QComboBox()
    box.addItems([*first, *SHIPPED])
    box.insertSeparator(box.count())
    box.addItems([name for name in QFontDatabase.families() if name not in SHIPPED])
    box.setMaxVisibleItems(18)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    return box

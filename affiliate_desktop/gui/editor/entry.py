"""One setting in the panel: its field, what it shows, and what the user makes of it."""

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLineEdit, QWidget

from affiliate_desktop.gui.editor.color_word import ColorWord
from affiliate_desktop.gui.editor.settings import Number, Setting
from affiliate_desktop.gui.fields import ChoiceBox
from affiliate_desktop.gui.font_box import font_box
from affiliate_desktop.gui.forms import FormRow
from affiliate_desktop.gui.theme import Theme
from affiliate_desktop.studio.sheet import Sheet

translate = QCoreApplication.translate


class Entry(QObject):
    """A field of the panel.

    Signals:
        edited(Setting, object): the user said something else.

    Args:
        setting: what it is about.
        theme: of swatches.
        parent: the panel.
    """

    edited = Signal(object, object)

    def __init__(self, setting: Setting, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self.setting = setting
        self.field = field_of(setting, theme)
        self.row: QWidget = self.field
        if not isinstance(self.field, QCheckBox):
            self.row = FormRow(setting.title, self.field)
            self.field.setMinimumWidth(60)
        if isinstance(self.field, QComboBox):
            self.field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            self.field.setMinimumContentsLength(5)
        self.row.setToolTip(setting.hint)
        self._connect()

    def offer(self, words: Collection[str]) -> None:
        """Offers words to choose from; what stands in the field stays."""
        field = self.field
        if isinstance(field, QComboBox) and [field.itemText(at) for at in range(field.count())] != list(words):
            _quiet, text = QSignalBlocker(field), field.currentText()
            field.clear()
            field.addItems(list(words))
            field.setEditText(text)

    def show(self, value: Any, sheet: Sheet, suffix: str = "") -> None:
        """Shows a value; nobody is told."""
        field, _quiet = self.field, QSignalBlocker(self.field)
        if isinstance(field, ColorWord):
            field.blockSignals(False)
            field.show_word(value, sheet)
        elif isinstance(field, QDoubleSpinBox):
            if suffix:
                field.setSuffix(suffix)
            if abs(field.value() - value) >= 0.5 * 10 ** -field.decimals():
                field.setValue(value)
        elif isinstance(field, ChoiceBox):
            _choose(field, value)
        elif isinstance(field, QCheckBox):
            field.setChecked(bool(value))
        elif isinstance(field, QComboBox) and field.currentText() != value:
            field.setEditText(value)
        elif isinstance(field, QLineEdit) and field.text() != value:
            field.setText(value)

    def value(self) -> Any:
        """What the field says."""
        field = self.field
        if isinstance(field, ColorWord):
            return field.word()
        if isinstance(field, QDoubleSpinBox):
            return field.value() if field.decimals() or self.setting.name != "lines" else int(field.value())
        if isinstance(field, ChoiceBox):
            return field.value()
        if isinstance(field, QCheckBox):
            return field.isChecked()
        if isinstance(field, QComboBox):
            return field.currentText().strip()
        return field.text().strip() if isinstance(field, QLineEdit) else None

    def _connect(self) -> None:
        field = self.field
        if isinstance(field, ColorWord):
            field.picked.connect(self._tell)
            if isinstance(self.row, FormRow):
                field.refused.connect(self.row.complain)
        elif isinstance(field, QDoubleSpinBox):
            field.valueChanged.connect(self._tell)
        elif isinstance(field, ChoiceBox):
            field.chosen.connect(self._tell)
        elif isinstance(field, QCheckBox):
            field.toggled.connect(self._tell)
        elif isinstance(field, QComboBox):
            field.activated.connect(self._tell)
            line = field.lineEdit()
            if self.setting.shape == "stack" and line is not None:
                line.editingFinished.connect(self._tell)
        elif isinstance(field, QLineEdit):
            field.editingFinished.connect(self._tell)

    @Slot()
    def _tell(self) -> None:
        self.edited.emit(self.setting, self.value())


def field_of(setting: Setting, theme: Theme) -> QWidget:
    """The field that shows a setting."""
    shape = setting.shape
    if isinstance(shape, Number):
        return spin(shape)
    if isinstance(shape, tuple):
        return ChoiceBox(shape)
    if shape == "check":
        return QCheckBox(setting.title)
    if shape in {"color", "fill"}:
        return ColorWord(theme, optional=shape == "fill")
    if shape == "font":
        return font_box(("heading", "body"))
    if shape == "stack":
        box, line = QComboBox(), QLineEdit()
        line.setPlaceholderText(translate("Editor", "None"))
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.setLineEdit(line)
        return box
    return QLineEdit()


def spin(number: Number) -> QDoubleSpinBox:
    """A spin box of a range."""
    made = QDoubleSpinBox()
    made.setRange(number.least, number.most)
    made.setDecimals(number.decimals)
    made.setSingleStep(number.step)
    made.setSuffix(number.suffix)
    if number.zero and number.least == 0:
        made.setSpecialValueText(number.zero)
    made.setKeyboardTracking(False)
    line = made.lineEdit()
    line.setTextMargins(7, 0, 0, 0)
    made.setMinimumWidth(60)
    return made


def _choose(field: ChoiceBox, value: object) -> None:
    """Chooses a value, which is offered as it is where it is not among the others."""
    if not field.set_value(value):
        field.addItem(str(value), value)
        field.set_value(value)

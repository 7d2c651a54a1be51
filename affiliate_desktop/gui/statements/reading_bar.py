"""How a file is taken apart: encoding, delimiter, sheet, where the column names stand, what is left out at the end."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSpinBox, QWidget

from affiliate_desktop.gui.fields import ChoiceBox
from affiliate_desktop.gui.forms import FormRow
from affiliate_desktop.gui.parts import row
from affiliate_desktop.gui.statements.titles import DELIMITERS, ENCODINGS, delimiter_title
from affiliate_desktop.statements.model import NO_HEADER, Reading
from affiliate_desktop.statements.trials import Look

MAX_SKIPPED = 1000


class ReadingBar(QWidget):
    """The choices, with what was found out already chosen.

    Signals:
        reread(): the file shall be taken apart anew; ask ``reading``, ``sheet_name`` and ``header``.
        changed(): other lines at the end are left out.
    """

    reread = Signal()
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.encoding, self.delimiter, self.sheet = ChoiceBox(), ChoiceBox(), ChoiceBox()
        self.header, self.bottom = QSpinBox(), QSpinBox()
        self.header.setRange(0, 60)
        self.header.setSpecialValueText(self.tr("none"))
        self.bottom.setRange(0, MAX_SKIPPED)
        self.header.setKeyboardTracking(False)
        self.bottom.setKeyboardTracking(False)
        self._said, self._asked_line = Reading(), 0
        self._rows = [
            FormRow(self.tr("Encoding"), self.encoding),
            FormRow(self.tr("Columns are separated by"), self.delimiter),
            FormRow(self.tr("Sheet"), self.sheet),
            FormRow(self.tr("Column names in line"), self.header),
            FormRow(self.tr("Lines left out at the end"), self.bottom),
        ]
        for spin in (self.header, self.bottom):
            spin.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            spin.setFixedHeight(self.encoding.sizeHint().height())
        self.setLayout(row(*self._rows, 1, spacing=12))
        self._offer_readings("", "")
        self.encoding.chosen.connect(self._another_encoding)
        self.delimiter.chosen.connect(self._another_delimiter)
        self.sheet.chosen.connect(self._read_anew)
        self.header.valueChanged.connect(self._another_header)
        self.bottom.valueChanged.connect(self._another_end)

    def show_look(self, look: Look) -> None:
        """Shows how a table was read."""
        text = look.container == "csv"
        for each in self._rows[:2]:
            each.setVisible(text)
        for each in self._rows[3:]:
            each.show()
        self._rows[2].setVisible(len(look.sheets) > 1)
        self._offer_readings(look.encoding, look.delimiter)
        for widget in (self.sheet, self.header, self.bottom):
            widget.blockSignals(True)
        self.sheet.set_choices([(name, name) for name in look.sheets])
        self.sheet.set_value(look.sheet)
        self.header.setValue(max(look.header_line, 0))
        self.bottom.setValue(look.suggested.skip_bottom)
        for widget in (self.sheet, self.header, self.bottom):
            widget.blockSignals(False)

    def restart(self) -> None:
        """Forgets what was said of another file."""
        self._said, self._asked_line = Reading(), 0
        self._offer_readings("", "")
        self.show_unread()

    def show_unread(self) -> None:
        """Nothing could be read; what may help is encoding and delimiter."""
        for at, each in enumerate(self._rows):
            each.setVisible(at < 2)

    def reading(self) -> Reading:
        """Encoding and delimiter, as far as the user named them."""
        return self._said

    def sheet_name(self) -> str | None:
        """The sheet that was chosen."""
        return str(self.sheet.value()) if self.sheet.value() else None

    def header_wanted(self) -> int:
        """Line of the column names, ``NO_HEADER`` for none; 0 where it is to be found."""
        return self._asked_line

    def _offer_readings(self, encoding: str, delimiter: str) -> None:
        encodings = list(dict.fromkeys([encoding, *ENCODINGS.split()])) if encoding else ["", *ENCODINGS.split()]
        delimiters = list(dict.fromkeys([delimiter, *DELIMITERS])) if delimiter else ["", *DELIMITERS]
        for box, values, shown in (
            (self.encoding, [(each, each or self.tr("choose…")) for each in encodings], encoding),
            (self.delimiter, [(each, delimiter_title(each) or self.tr("choose…")) for each in delimiters], delimiter),
        ):
            box.blockSignals(True)
            box.set_choices(values)
            box.set_value(shown)
            box.blockSignals(False)

    @Slot(object)
    def _another_encoding(self, value: object) -> None:
        self._said = replace(self._said, encoding=str(value or ""))
        self._read_anew()

    @Slot(object)
    def _another_delimiter(self, value: object) -> None:
        self._said = replace(self._said, delimiter=str(value or ""))
        self._read_anew()

    @Slot(object)
    def _read_anew(self, _value: object = None) -> None:
        self._asked_line = 0
        self.reread.emit()

    @Slot(int)
    def _another_header(self, line: int) -> None:
        self._asked_line = line or NO_HEADER
        self.reread.emit()

    @Slot(int)
    def _another_end(self, _count: int) -> None:
        self.changed.emit()

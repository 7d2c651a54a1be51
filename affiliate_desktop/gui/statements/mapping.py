"""Says what the columns of an unknown table mean: a choice of column for each thing a statement tells."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from affiliate_desktop.gui.fields import ChoiceBox
from affiliate_desktop.gui.forms import FormRow
from affiliate_desktop.gui.parts import label
from affiliate_desktop.gui.statuses import commission_status
from affiliate_desktop.ledger.model import Status
from affiliate_desktop.statements.model import ColumnMap, Field

PER_LINE = 4
DATE_FORMATS = ("auto", "%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%Y/%m/%d")
NEEDED = (Field.DATE, Field.COMMISSION)


class MappingForm(QWidget):
    """The choices for one table.

    Signals:
        changed(): something else was chosen.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._base = ColumnMap({})
        self.fields = {field: ChoiceBox() for field in Field}
        self.date_format = ChoiceBox([(each, self._date_words(each)) for each in DATE_FORMATS])
        self.decimal = ChoiceBox(
            [("auto", self.tr("Find out")), (".", self.tr("1,234.56")), (",", self.tr("1.234,56"))]
        )
        self.status = ChoiceBox([(status.value, commission_status(status)) for status in Status])
        self.status.set_value(Status.APPROVED.value)
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("do not remember"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        rows = [FormRow(_title(field), box) for field, box in self.fields.items()]
        rows += [
            FormRow(self.tr("Dates are written"), self.date_format),
            FormRow(self.tr("Amounts are written"), self.decimal),
            FormRow(self.tr("Other rows count as"), self.status),
            FormRow(self.tr("Remember these columns as"), self.name),
        ]
        for at, each in enumerate(rows):
            grid.addWidget(each, at // PER_LINE, at % PER_LINE)
            grid.setColumnStretch(at % PER_LINE, 1)
        for box in (*self.fields.values(), self.date_format, self.decimal, self.status):
            box.chosen.connect(self._chosen)

    def offer(self, headers: tuple[str, ...], suggested: ColumnMap | None, name: str) -> None:
        """Offers the columns of a table, with the guesses chosen."""
        self._base = suggested or ColumnMap({})
        self.blockSignals(True)
        for field, box in self.fields.items():
            nothing = self.tr("choose…") if field in NEEDED else self.tr("none")
            box.set_choices([(None, nothing), *((header, header) for header in headers if header)])
            box.set_value(self._base.columns.get(field))
        self.date_format.set_value(self._base.date_format)
        self.decimal.set_value(self._base.decimal)
        self.status.set_value(self._base.default_status)
        self.name.setText(name)
        self.blockSignals(False)

    def columns(self) -> ColumnMap:
        """What was chosen."""
        chosen = {field: str(box.value()) for field, box in self.fields.items() if box.value() is not None}
        return replace(
            self._base,
            columns=chosen,
            date_format=str(self.date_format.value()),
            decimal=str(self.decimal.value()),
            default_status=str(self.status.value()),
        )

    def missing(self) -> str:
        """What has to be chosen before anything can be read; empty when all is there."""
        missing = [_title(field) for field in NEEDED if self.fields[field].value() is None]
        return self.tr("Choose the column of: {fields}.").format(fields=", ".join(missing)) if missing else ""

    @Slot(object)
    def _chosen(self, _value: object) -> None:
        self.changed.emit()

    def _date_words(self, pattern: str) -> str:
        if pattern == "auto":
            return self.tr("Find out")
        words = {"%Y": self.tr("year"), "%m": self.tr("month"), "%d": self.tr("day")}
        for code, word in words.items():
            pattern = pattern.replace(code, word)
        return pattern


def heading() -> QWidget:
    """The words above the choices."""
    text = QCoreApplication.translate(
        "MappingForm", "This table is new. Say which column holds what; guesses are made already."
    )
    return label(text, "muted", wrap=True)


def _title(field: Field) -> str:
    translate = QCoreApplication.translate
    return {
        Field.DATE: translate("MappingForm", "Date"),
        Field.EXTERNAL_ID: translate("MappingForm", "Transaction id"),
        Field.SALE_AMOUNT: translate("MappingForm", "Sale amount"),
        Field.COMMISSION: translate("MappingForm", "Commission"),
        Field.CURRENCY: translate("MappingForm", "Currency"),
        Field.STATUS: translate("MappingForm", "Status"),
        Field.SUB_ID: translate("MappingForm", "Click reference (sub-id)"),
        Field.PROGRAM: translate("MappingForm", "Program"),
        Field.PRODUCT: translate("MappingForm", "Product"),
        Field.QUANTITY: translate("MappingForm", "Quantity"),
    }[field]

"""Tells the program by how much a printer is off, from its test page."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QWidget
from typing_extensions import override

from affiliate_desktop.core.files import safe_name
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.forms import FormDialog
from affiliate_desktop.gui.parts import button
from affiliate_desktop.studio.label_places import MOST_OFFSET_MM, STRAIGHT, Calibration
from affiliate_desktop.studio.label_sheet import LabelSheet
from affiliate_desktop.studio.model import Artwork


class CalibrationDialog(FormDialog):
    """Two numbers for a printer.

    Args:
        context: the open workspace.
        parent: the window.
        sheet: whose test page is saved.
        printers: those that are known, with their numbers.
        printer: the one that is edited first; empty for a new one.
    """

    def __init__(
        self, context: Context, parent: QWidget, sheet: LabelSheet, printers: dict[str, Calibration], printer: str
    ) -> None:
        super().__init__(context, parent, self.tr("Calibrate a printer"), save=self.tr("Save"))
        self._sheet, self._printers = sheet, printers
        self.printer = QComboBox()
        self.printer.setEditable(True)
        self.printer.addItems([*printers, *(name for name in _installed() if name not in printers)])
        self.right, self.down = _millimeters(), _millimeters()
        self.page_button = button(self.tr("Save test page…"), self._ask, icon="download", theme=context.theme)
        self._build()
        self.printer.currentTextChanged.connect(self._show)
        self.printer.setCurrentText(printer or self.printer.currentText())
        self._show(self.printer.currentText())
        self.ready()

    @override
    def save(self) -> None:
        name = self.printer.currentText().strip()
        if not name:
            self.complain("printer", self.tr("Name the printer."))
            return
        numbers = Calibration(round(self.right.value(), 2), round(self.down.value(), 2))
        self.write(partial(self.context.app.labels.calibrate, name, numbers), self.tr("Printer calibrated"))

    def _build(self) -> None:
        self.advice.say(
            self.tr(
                "Print the test page at 100 % on plain paper, hold it behind a sheet of labels against the light, and "
                "measure how far the printed edges are off. Give the opposite of what you measure."
            )
        )
        self.form.add("printer", self.tr("Printer"), self.printer)
        self.form.add_pair(
            ("right", self.tr("Move right (mm)"), self.right), ("down", self.tr("Move down (mm)"), self.down)
        )
        self.buttons.insertWidget(0, self.page_button)

    @Slot(str)
    def _show(self, name: str) -> None:
        known = self._printers.get(name.strip(), STRAIGHT)
        self.right.setValue(known.right)
        self.down.setValue(known.down)

    @Slot()
    def _ask(self) -> None:
        name = safe_name(f"Test page {self._sheet.name}", "test page") + ".pdf"
        self.context.messages.ask_save(self.tr("Save the test page"), name, self.tr("PDF (*.pdf)"), self._save_page)

    @Slot(object)
    def _save_page(self, file: Path) -> None:
        work = partial(self.context.app.labels.test_page, self._sheet, file, self.printer.currentText().strip())
        self.context.jobs.read(work, self._page_saved)

    @Slot(object)
    def _page_saved(self, page: Artwork) -> None:
        self.context.messages.note_saved(page.file)


def _millimeters() -> QDoubleSpinBox:
    field = QDoubleSpinBox()
    field.setRange(-MOST_OFFSET_MM, MOST_OFFSET_MM)
    field.setDecimals(2)
    field.setSingleStep(0.1)
    return field


def _installed() -> list[str]:
    from PySide6.QtPrintSupport import QPrinterInfo

    return list(QPrinterInfo.availablePrinterNames())

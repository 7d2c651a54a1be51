"""Printing labels: Qt's preview, in exact millimeters, painted by the same painter as the PDF."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from affiliate_desktop.core.problems import Problem
from affiliate_desktop.gui.context import Context
from affiliate_desktop.studio.label_print import Label, LabelJob, paint_label_pages

_MM_AN_INCH = 25.4


class LabelPrintDialog(QPrintPreviewDialog):
    """Shows the sheets as they will be printed, and prints them.

    Args:
        context: the open workspace.
        parent: the window.
        labels: what they say.
        job: how they are printed.
    """

    def __init__(self, context: Context, parent: QWidget, labels: tuple[Label, ...], job: LabelJob) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId[job.sheet.paper]))
        printer.setFullPage(True)
        printer.setDocName(job.sheet.name)
        super().__init__(printer, parent)
        self._printer_kept = printer
        self._context, self._labels, self._job = context, labels, job
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Print the labels"))
        self.resize(1040, 780)
        self.paintRequested.connect(self._paint)

    @Slot(QPrinter)
    def _paint(self, printer: QPrinter) -> None:
        painter = QPainter(printer)
        try:
            dots = printer.resolution() / _MM_AN_INCH
            paint_label_pages(painter, self._labels, self._job, dots, printer.newPage)
        except Problem as problem:
            self._context.messages.problem(problem)
        finally:
            painter.end()

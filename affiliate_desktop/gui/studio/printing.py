"""Printing flyers and labels: Qt's preview, painted by the same painter as the PDF."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from affiliate_desktop.core.files import safe_name
from affiliate_desktop.core.problems import Problem
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.studio.choices import recall_folder
from affiliate_desktop.gui.studio.orders import Made, Order


class PrintDialog(QPrintPreviewDialog):
    """Shows the pages as they will be printed, and prints them.

    The copies of numbered pieces are kept when it opens, so that no paper bears a reference that nobody knows; they are
    taken back when it is closed without printing.

    Signals:
        printed(order, int): the pages went to the printer; how many pieces there are.

    Args:
        context: the open workspace.
        parent: the window.
        title: of the dialog.
        order: what is printed.
        made: what came of it when it was proven.
    """

    printed = Signal(object, int)

    def __init__(self, context: Context, parent: QWidget, title: str, order: Order, made: Made) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId[made.printout.paper]))
        printer.setFullPage(True)
        printer.setDocName(made.printout.name)
        if printer.outputFormat() is QPrinter.OutputFormat.PdfFormat:  # there is no printer: Qt offers a file
            folder = recall_folder(context.messages.folder)
            printer.setOutputFileName(str(folder / f"{safe_name(made.printout.name, 'print')}.pdf"))
        super().__init__(printer, parent)
        self._printer_kept = printer
        self._context, self._order, self._made = context, order, made
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(1040, 780)
        self.paintRequested.connect(self._paint)
        self.accepted.connect(self._printed)
        self.rejected.connect(self._put_aside)

    @Slot(QPrinter)
    def _paint(self, printer: QPrinter) -> None:
        painter = QPainter(printer)
        try:
            self._made.printout.paint(printer, painter)
        except Problem as problem:
            self._context.messages.problem(problem)
        finally:
            painter.end()

    @Slot()
    def _printed(self) -> None:
        self.printed.emit(self._order, self._made.count)

    @Slot()
    def _put_aside(self) -> None:
        if self._order.copies.kept:
            self._context.jobs.write(self._order.copies.take_back)

"""Printing flyers and labels: Qt's preview of the first pages, painted by the same painter as the PDF."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPageSize, QPaintEngine, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from affiliate_desktop.core.files import safe_name
from affiliate_desktop.core.problems import Problem
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.parts import Banner
from affiliate_desktop.gui.studio.choices import recall_folder
from affiliate_desktop.gui.studio.orders import Made, Order

PREVIEWED = 10
"""Pages that the preview shows: it keeps each as a picture and paints all of them at once."""


class PrintDialog(QPrintPreviewDialog):
    """Shows the first pages as they will be printed, and asks for all of them to be printed.

    The copies of numbered pieces are kept when it opens, so that no paper bears a reference that nobody knows; they are
    taken back when it is closed without printing.

    Signals:
        wanted(order, made, printer): all pages are to go to the printer, as the user has set it.

    Args:
        context: the open workspace.
        parent: the window.
        title: of the dialog.
        order: what is printed.
        made: what came of it when it was proven.
    """

    wanted = Signal(object, object, object)

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
        self._asked = False
        self.part = Banner("info")
        layout = self.layout()
        if layout is not None:
            layout.addWidget(self.part)
        self.paintRequested.connect(self._paint)
        self.accepted.connect(self._accepted)
        self.rejected.connect(self._put_aside)

    @Slot(QPrinter)
    def _paint(self, printer: QPrinter) -> None:
        """Paints the preview; what goes to paper is left to whoever prints it without holding the window up."""
        if printer.paintEngine().type() is QPaintEngine.Type.Picture:
            self._preview(printer)
        else:
            self._printer_kept, self._asked = printer, True

    def _preview(self, printer: QPrinter) -> None:
        painter = QPainter(printer)
        try:
            pages = self._made.printout.pages(printer)
            for number in range(min(pages.count, PREVIEWED)):
                if number:
                    printer.newPage()
                pages.paint(number, painter)
            self._say(pages.count)
        except Problem as problem:
            self._context.messages.problem(problem)
        finally:
            painter.end()

    def _say(self, count: int) -> None:
        text = self.tr("The preview shows the first {n} of {count} pages; all of them are printed.")
        self.part.say(text.format(n=PREVIEWED, count=count) if count > PREVIEWED else "")

    @Slot()
    def _accepted(self) -> None:
        if self._asked:
            self.wanted.emit(self._order, self._made, self._printer_kept)
        else:
            self._put_aside()

    @Slot()
    def _put_aside(self) -> None:
        if self._order.copies.kept:
            self._context.jobs.write(self._order.copies.take_back)

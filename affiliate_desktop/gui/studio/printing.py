"""Printing a flyer: Qt's preview, painted by the same painter as the PDF."""

from PySide6.QtCore import QRectF, QSizeF, Qt, Slot
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from affiliate_desktop.core.problems import Problem
from affiliate_desktop.gui.context import Context
from affiliate_desktop.studio.model import FlyerText, Paper

_SIZES = {paper: QPageSize.PageSizeId[paper.value] for paper in Paper}


class FlyerPrintDialog(QPrintPreviewDialog):
    """Shows the flyer as it will be printed, and prints it.

    Args:
        context: the open workspace.
        parent: the window.
        url: what the code says.
        text: what the flyer says.
        paper: set on the printer at first; the user can choose another in the dialog.
    """

    def __init__(self, context: Context, parent: QWidget, url: str, text: FlyerText, paper: Paper) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(QPageSize(_SIZES[paper]))
        printer.setFullPage(True)
        printer.setDocName(text.headline)
        super().__init__(printer, parent)
        self._printer_kept = printer
        self._context, self._url, self._text = context, url, text
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Print the flyer"))
        self.resize(1040, 780)
        self.paintRequested.connect(self._paint)

    @Slot(QPrinter)
    def _paint(self, printer: QPrinter) -> None:
        painter = QPainter(printer)
        try:
            sheet = printer.paperRect(QPrinter.Unit.DevicePixel)
            paper = _nearest(printer)
            page = _largest(sheet, QPageSize(_SIZES[paper]).size(QPageSize.Unit.Point))
            self._context.app.studio.paint_flyer(self._url, self._text, paper, painter, page)
        except Problem as problem:
            self._context.messages.problem(problem)
        finally:
            painter.end()


def _nearest(printer: QPrinter) -> Paper:
    """The paper whose proportions come nearest to the printer's."""
    size = printer.paperRect(QPrinter.Unit.Point).size()
    ratio = size.height() / size.width()
    return min(Paper, key=lambda paper: abs(_ratio(paper) - ratio))


def _ratio(paper: Paper) -> float:
    size = QPageSize(_SIZES[paper]).size(QPageSize.Unit.Point)
    return size.height() / size.width()


def _largest(sheet: QRectF, page: QSizeF) -> QRectF:
    """The largest rectangle of a page's proportions in the middle of a sheet."""
    size = page.scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
    left, top = (sheet.width() - size.width()) / 2, (sheet.height() - size.height()) / 2
    return QRectF(left, top, size.width(), size.height())

"""The test page of a printer: every label's edge on plain paper, and crosses from which the two numbers are read.

Printed at 100 %, it is held against a sheet of labels in front of a light: how far the edges are off to the right and
down is what the printer's calibration gets, with the opposite sign.
"""

from pathlib import Path

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from affiliate_desktop.core.files import write_bytes
from affiliate_desktop.studio.fonts import ensure_gui, font
from affiliate_desktop.studio.label_places import Calibration, places
from affiliate_desktop.studio.label_print import paint_outline
from affiliate_desktop.studio.label_sheet import LabelSheet
from affiliate_desktop.studio.model import Artwork
from affiliate_desktop.studio.print_pdf import POINTS_A_MM, PrintPage, page_pdf
from affiliate_desktop.studio.sheet import UNITS_A_MM

_ARM_MM = 10
_CROSS_MM = 25.0


def write_test_page(sheet: LabelSheet, calibration: Calibration, file: Path) -> Artwork:
    """Writes the test page of a label sheet as PDF."""
    ensure_gui()
    width, height = sheet.page
    page = PrintPage(width, height, title=f"Test page, {sheet.name}")
    content, _ = page_pdf(page, lambda painter: paint_test_page(painter, sheet, calibration))
    write_bytes(file, content)
    return Artwork(file, round(width * POINTS_A_MM), round(height * POINTS_A_MM), len(content))


def paint_test_page(painter: QPainter, sheet: LabelSheet, calibration: Calibration) -> None:
    """Paints the page in tenths of a millimeter from the paper's corner."""
    for place in places(sheet, sheet.count, calibration=calibration):
        painter.save()
        painter.translate(place.left * UNITS_A_MM, place.top * UNITS_A_MM)
        paint_outline(painter, sheet)
        painter.restore()
    width, height = sheet.page
    for x, y in ((_CROSS_MM, _CROSS_MM), (width - _CROSS_MM, height - _CROSS_MM)):
        _cross(painter, x + calibration.right, y + calibration.down)
    _words(painter, sheet, calibration)


def _cross(painter: QPainter, x: float, y: float) -> None:
    """A cross with a tick every millimeter."""
    painter.setPen(QPen(QColor("#10191c"), 1.5))
    middle = QPointF(x * UNITS_A_MM, y * UNITS_A_MM)
    arm = _ARM_MM * UNITS_A_MM
    painter.drawLine(QLineF(middle - QPointF(arm, 0), middle + QPointF(arm, 0)))
    painter.drawLine(QLineF(middle - QPointF(0, arm), middle + QPointF(0, arm)))
    for tick in range(-_ARM_MM, _ARM_MM + 1):
        length = 20.0 if tick % 5 == 0 else 10.0
        along = tick * UNITS_A_MM
        painter.drawLine(QLineF(middle + QPointF(along, -length), middle + QPointF(along, length)))
        painter.drawLine(QLineF(middle + QPointF(-length, along), middle + QPointF(length, along)))


def _words(painter: QPainter, sheet: LabelSheet, calibration: Calibration) -> None:
    width, height = (edge * UNITS_A_MM for edge in sheet.page)
    text = (
        f"{sheet.name}. Print at 100 %, hold this page behind a sheet of labels against the light, and measure how far "
        "the printed edges lie to the right of and below the labels' edges.\n"
        f"Then give the opposite of both numbers (now {calibration.right:g} and {calibration.down:g} mm). "
        f"The upper cross is {_CROSS_MM:g} mm from the left and from the top edge of the paper."
    )
    painter.setPen(QColor("#10191c"))
    painter.setFont(font(32))
    area = QRectF(width * 0.2, height * 0.42, width * 0.6, height * 0.16)
    painter.fillRect(area.adjusted(-30, -30, 30, 30), QColor("#ffffff"))
    painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap), text)

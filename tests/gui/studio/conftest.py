"""What tests of the studio share: a link, the page at it, and a reader of codes."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QDialog,
)
from pytestqt.qtbot import QtBot

from affiliate_desktop.app import App
from affiliate_desktop.campaigns.model import Campaign
from affiliate_desktop.core.resources import resource_folder
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.pages.studio import StudioPage
from affiliate_desktop.gui.studio.picture_field import PictureField
from affiliate_desktop.gui.studio.printing import PrintDialog
from affiliate_desktop.links.model import Link, LinkDraft, Utm
from affiliate_desktop.studio import proof

PICTURE = resource_folder() / "sample" / "picture.jpg"
LOGO = resource_folder() / "sample" / "logo.png"


@pytest.fixture
def link(app: App) -> Link:
    campaign = app.campaigns.add(Campaign("Spring trail guide")).value
    draft = LinkDraft("https://www.shop.example/boots?color=red", utm=Utm(source="flyer", medium="print"))
    return app.links.add("Boots", draft, campaign_id=campaign.id).value


@pytest.fixture
def page(context: Context, link: Link, qtbot: QtBot, settle) -> Iterator[StudioPage]:
    """The page at a link."""
    page = StudioPage(context)
    qtbot.addWidget(page)
    page.resize(1060, 760)
    page.show()
    settle()
    yield page
    page.close()


def dialog_of(page: StudioPage, kind):
    found = [each for each in page.findChildren(QDialog) if isinstance(each, kind) and each.isVisible()]
    assert len(found) == 1
    return found[0]


def drop(field: PictureField, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    action, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), action, data, left, none)
    field.dragEnterEvent(enter)
    assert enter.isAccepted()
    assert field.property("over") == "true"
    field.dropEvent(QDropEvent(QPointF(5, 5), action, data, left, none, QEvent.Type.Drop))
    assert field.property("over") == "false"


def decoded(file: Path) -> list[str]:
    """What a reader says of a file's codes."""
    if file.suffix == ".svg":
        return decoded_image(proof.rendered_svg(file.read_bytes(), 800))
    if file.suffix == ".pdf":
        document = pypdfium2.PdfDocument(file)
        pixels = document[0].render(scale=200 / 72).to_numpy()
        document.close()
        return [code.text for code in zxingcpp.read_barcodes(pixels)]
    return decoded_image(QImage(str(file)))


def decoded_image(image: QImage) -> list[str]:
    gray = image.convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = memoryview(gray.constBits()).cast("B", shape=[gray.height(), gray.bytesPerLine()])
    return [code.text for code in zxingcpp.read_barcodes(pixels)]


def print_into(page: StudioPage, file: Path, *, pages: tuple[int, int] | None = None) -> None:
    """Lets the open print dialog print into a file, as a click on its printer does."""
    dialog = dialog_of(page, PrintDialog)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    if pages is not None:
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setFromTo(*pages)
    dialog.paintRequested.emit(printer)
    dialog.accept()

"""What the flyer's fields ask for: one page, or numbered copies of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter

from affiliate_desktop.app import App
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.gui.studio.orders import Made, Printout
from affiliate_desktop.links.copies import LinkCopy
from affiliate_desktop.links.drafting import DraftCopies
from affiliate_desktop.links.model import Link
from affiliate_desktop.studio.model import FlyerText, Paper, PrintOptions
from affiliate_desktop.studio.paging import Pages
from affiliate_desktop.studio.service import Studio

_SIZES = {paper: QPageSize.PageSizeId[paper.value] for paper in Paper}


@dataclass(frozen=True)
class FlyerOrder:
    """A flyer.

    Attributes:
        count: how many pages or cards, each with a click reference of its own; 0 for the plain flyer.
    """

    link: Link
    text: FlyerText
    paper: Paper
    options: PrintOptions
    count: int
    copies: DraftCopies

    @property
    def file_name(self) -> str:
        """What its file may be called."""
        return f"{self.link.name} flyer"

    def pieces(self, app: App, progress: Progress) -> int:  # noqa: ARG002 - as of any order
        """How many pages or cards with a code of their own there are."""
        return max(self.count, 1)

    def make(self, app: App, file: Path, proven: Callable[[], object], progress: Progress, *, force: bool) -> Made:
        """Makes the flyer, or all of its numbered copies."""
        studio, plan = app.studio, (self.text, self.paper)
        copies = self.copies.of((self.link.id,), self.count)[self.link.id] if self.count else ()
        if copies:
            artwork = studio.flyers(copies, *plan, file, self.options, proven=proven, progress=progress, force=force)
        else:
            artwork = studio.flyer(self.link.url, *plan, file, self.options, force=force)
        pages = partial(_pages, studio, self.link.url, copies, self.text)
        return Made(artwork, self.pieces(app, progress), Printout(self.text.headline, self.paper.value, pages))


def _pages(studio: Studio, url: str, copies: Sequence[LinkCopy], text: FlyerText, printer: QPrinter) -> Pages:
    """For whatever paper is chosen in the printer's dialog."""
    paper = _nearest(printer)
    sheet = printer.paperRect(QPrinter.Unit.DevicePixel)
    page = _largest(sheet, QPageSize(_SIZES[paper]).size(QPageSize.Unit.Point))
    return studio.flyer_pages(url, copies, text, paper, page)


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

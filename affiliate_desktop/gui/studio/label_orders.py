"""What the labels' fields ask for, and how a worker carries it out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from affiliate_desktop.app import App
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.gui.studio.design_choice import DesignWanted
from affiliate_desktop.gui.studio.orders import Made, Printout
from affiliate_desktop.links.drafting import DraftCopies
from affiliate_desktop.links.model import Link
from affiliate_desktop.studio.label_places import Calibration
from affiliate_desktop.studio.label_sheet import LabelSheet

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from affiliate_desktop.studio.label_fill import LabelTable, Words
    from affiliate_desktop.studio.label_print import Label, LabelJob
    from affiliate_desktop.studio.paging import Pages

ONE, CAMPAIGN, PLACEMENT, TABLE = "link", "campaign", "placement", "table"
_MM_AN_INCH = 25.4


@dataclass(frozen=True)
class Stock:
    """What labels can be printed on."""

    sheets: tuple[LabelSheet, ...]
    starts: dict[str, int]
    printers: dict[str, Calibration]


@dataclass(frozen=True)
class Look:
    """The first sheet of an order as PNG, and how many labels there are in all."""

    image: bytes
    count: int


@dataclass(frozen=True)
class LabelOrder:
    """What the fields ask for.

    Attributes:
        fill: ``link``, ``campaign``, ``placement`` or ``table``.
        table: the file whose rows are printed, or None.
        count: labels of each link.
        serial: each with a click reference of its own.
        brand: name of the brand that the design wears; empty for none.
        values: what variables of the design's own stand for.
        most: only so many labels, for a look at them; None for all.
    """

    link: Link
    sheet: LabelSheet
    fill: str
    table: "LabelTable | None"
    count: int
    serial: bool
    start: int
    printer: str
    design: str
    brand: str
    values: Mapping[str, str]
    headline: str
    text: str
    show_link: bool
    show_code: bool
    copies: DraftCopies
    most: int | None = None

    @property
    def file_name(self) -> str:
        """What its file may be called."""
        return f"{self.headline or self.link.name} labels"

    def pieces(self, app: App, progress: Progress) -> int:
        """How many labels there are."""
        if self.fill == TABLE and self.table is not None:
            return len(self.table.rows(progress))
        return len(self._links(app)) * self.count

    def make(self, app: App, file: Path, proven: Callable[[], object], progress: Progress, *, force: bool) -> Made:
        """Makes the labels."""
        labels, job = self._labels(app, progress, self.most), self._job(app)
        artwork = app.labels.render(labels, job, file, proven=proven, progress=progress, force=force)
        return Made(artwork, len(labels), Printout(self.sheet.name, self.sheet.paper, partial(_pages, labels, job)))

    def look(self, app: App, width: int) -> Look:
        """The first sheet, ``width`` pixels wide; numbered labels are shown with references that are not kept."""
        labels = self._labels(app, Progress(), self.sheet.count - self.start + 1)
        return Look(app.labels.preview(labels, self._job(app), width), self.pieces(app, Progress()))

    def wanted(self, app: App) -> DesignWanted:
        """The design to edit: with the first label's words, in the shape of the sheet's labels."""
        texts = {name: text for label in self._labels(app, Progress(), 1) for name, text in label.texts.items()}
        return DesignWanted(self.design, texts, {}, self._job(app).shape, self.brand)

    def _labels(self, app: App, progress: Progress, most: int | None = None) -> "tuple[Label, ...]":
        from affiliate_desktop.studio.label_fill import labels_of_copies, labels_of_links, labels_of_rows

        if self.fill == TABLE and self.table is not None:
            return labels_of_rows(self.table.rows(progress)[:most], self._words(app, several=False))
        links = self._links(app)
        words, count = self._words(app, several=len(links) > 1), min(self.count, most or self.count)
        links = links[:most]
        if not self.serial:
            return labels_of_links(links, words, count)[:most]
        copies = self.copies.of([link.id for link in links], count)
        return tuple(label for link in links for label in labels_of_copies(link, copies[link.id], words))[:most]

    def _links(self, app: App) -> list[Link]:
        link = self.link
        if self.fill == CAMPAIGN and link.campaign_id is not None:
            return list(reversed(app.links.list(campaign_id=link.campaign_id)))
        if self.fill == PLACEMENT and link.placement_id is not None:
            return [each for each in reversed(app.links.list()) if each.placement_id == link.placement_id]
        return [link]

    def _words(self, app: App, *, several: bool) -> "Words":
        """Several links have each its own name as headline."""
        from affiliate_desktop.studio.label_fill import Words

        values = {"disclosure": app.preferences.load().disclosure, **self.values}
        return Words("" if several else self.headline, self.text, self.show_link, self.show_code, values)

    def _job(self, app: App) -> "LabelJob":
        return app.labels.job(self.sheet, design=self.design, brand=self.brand, start=self.start, printer=self.printer)


def _pages(labels: "Sequence[Label]", job: "LabelJob", printer: "QPrinter") -> "Pages":
    """In exact millimeters."""
    from affiliate_desktop.studio.label_print import printed_pages

    return printed_pages(labels, job, printer.resolution() / _MM_AN_INCH)


def load_stock(app: App) -> Stock:
    """Sheets, part-used sheets and printers."""
    labels = app.labels
    sheets, used = labels.sheets(), labels.starts()
    starts = {sheet.id: min(used.get(sheet.id, 1), sheet.count) for sheet in sheets}
    return Stock(sheets, starts, labels.printers())

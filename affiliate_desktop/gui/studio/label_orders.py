"""What the labels' fields ask for, and how a worker carries it out."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from affiliate_desktop.app import App
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.links.model import Link
from affiliate_desktop.studio.frames import Design
from affiliate_desktop.studio.label_places import Calibration
from affiliate_desktop.studio.label_sheet import LabelSheet
from affiliate_desktop.studio.model import Artwork

if TYPE_CHECKING:
    from affiliate_desktop.studio.label_print import Label, LabelJob

ONE, CAMPAIGN, PLACEMENT, TABLE = "link", "campaign", "placement", "table"


@dataclass(frozen=True)
class Stock:
    """What labels can be printed on and with."""

    sheets: tuple[LabelSheet, ...]
    starts: dict[str, int]
    printers: dict[str, Calibration]
    designs: tuple[Design, ...]


@dataclass(frozen=True)
class Order:
    """What the fields ask for; read in the window's thread, carried out on a worker.

    Attributes:
        fill: ``link``, ``campaign``, ``placement`` or ``table``.
        table: the file whose rows are printed, or None.
        count: labels of each link.
        serial: each with a click reference of its own.
    """

    link: Link
    sheet: LabelSheet
    fill: str
    table: Path | None
    count: int
    serial: bool
    start: int
    printer: str
    design: str
    headline: str
    text: str
    show_link: bool
    show_code: bool


@dataclass(frozen=True)
class Printed:
    """Labels that were made, and the order they came from."""

    order: Order
    artwork: Artwork
    count: int


def load_stock(app: App) -> Stock:
    """Sheets, part-used sheets, printers and designs."""
    labels = app.labels
    sheets, used = labels.sheets(), labels.starts()
    starts = {sheet.id: min(used.get(sheet.id, 1), sheet.count) for sheet in sheets}
    return Stock(sheets, starts, labels.printers(), labels.designs())


def _links(app: App, order: Order) -> list[Link]:
    link = order.link
    if order.fill == CAMPAIGN and link.campaign_id is not None:
        return list(reversed(app.links.list(campaign_id=link.campaign_id)))
    if order.fill == PLACEMENT and link.placement_id is not None:
        return [each for each in reversed(app.links.list()) if each.placement_id == link.placement_id]
    return [link]


def _labels(app: App, order: Order, *, make_copies: bool, progress: Progress | None = None) -> "tuple[Label, ...]":
    from affiliate_desktop.studio.label_fill import Words, labels_of_copies, labels_of_links, labels_of_table

    words = Words(order.headline, order.text, order.show_link, order.show_code)
    if order.fill == TABLE and order.table is not None:
        return labels_of_table(order.table, words, progress or Progress())
    links = _links(app, order)
    if len(links) > 1:
        words = Words("", order.text, order.show_link, order.show_code)
    if not (order.serial and make_copies):
        return labels_of_links(links, words, order.count)
    copies = ((link, app.links.add_copies(link.id, order.count).value) for link in links)
    return tuple(label for link, made in copies for label in labels_of_copies(link, made, words))


def _job(app: App, order: Order) -> "LabelJob":
    return app.labels.job(order.sheet, design=order.design, start=order.start, printer=order.printer)


def preview_order(app: App, order: Order, width: int) -> bytes:
    """The first sheet of an order as PNG; numbered copies are not made for that."""
    labels = _labels(app, order, make_copies=False)[: order.sheet.count - order.start + 1]
    return app.labels.preview(labels, _job(app, order), width)


def make_order(app: App, order: Order, file: Path, progress: Progress, *, force: bool) -> Printed:
    """Makes the labels of an order as PDF."""
    labels = _labels(app, order, make_copies=True, progress=progress)
    artwork = app.labels.render(labels, _job(app, order), file, progress=progress, force=force)
    return Printed(order, artwork, len(labels))


def prepare_order(app: App, order: Order) -> "tuple[tuple[Label, ...], LabelJob]":
    """Proves the labels before they are printed, in a file that is not kept."""
    labels, job = _labels(app, order, make_copies=True), _job(app, order)
    with TemporaryDirectory() as folder:
        app.labels.render(labels, job, Path(folder) / "proof.pdf")
    return labels, job

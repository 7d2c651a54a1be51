"""What flyers and labels share: an order that the fields ask for, and what comes of it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol

from affiliate_desktop.app import App
from affiliate_desktop.core.changes import Done
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.links.drafting import DraftCopies
from affiliate_desktop.studio.model import Artwork

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from affiliate_desktop.studio.paging import Pages


@dataclass(frozen=True)
class Printout:
    """What a printer is given.

    Attributes:
        name: of the print job.
        paper: such as ``A4``; set on the printer at first.
        pages: for a printer as it is set, painted as the PDF shows them.
    """

    name: str
    paper: str
    pages: "Callable[[QPrinter], Pages]"


@dataclass(frozen=True)
class Made:
    """What came of an order.

    Attributes:
        count: pages, cards or labels.
    """

    artwork: Artwork
    count: int
    printout: Printout


class Order(Protocol):
    """What the fields ask for: read in the window's thread, carried out on a worker."""

    @property
    def copies(self) -> DraftCopies:
        """The new copies of the links, where each piece has a click reference of its own."""

    @property
    def file_name(self) -> str:
        """What its file may be called, without a suffix."""

    def pieces(self, app: App, progress: Progress) -> int:
        """How many pages, cards or labels it comes to."""

    def make(self, app: App, file: Path, proven: Callable[[], object], progress: Progress, *, force: bool) -> Made:
        """Makes the PDF; calls ``proven`` when every code was read, before the file takes its place."""


def check(app: App, order: Order) -> Artwork:
    """Proves an order in a file that is not kept, as a picture of what would come of it; keeps no copies."""
    with TemporaryDirectory() as folder:
        return order.make(app, Path(folder) / "proof.pdf", _nothing, Progress(), force=True).artwork


def _nothing() -> None:
    """Nothing is kept of a check."""


def carry_out(app: App, order: Order, file: Path | None, progress: Progress, *, force: bool) -> Done[Made]:
    """Makes an order, and keeps its copies when it was proven.

    Args:
        app: the services.
        order: what is made.
        file: the PDF; None proves what goes to a printer in a file that is not kept.
        progress: told of pages and codes; may stop the work.
        force: also what would not scan.

    Raises:
        NotReady: when a code would not scan and ``force`` is not given; nothing was written or kept.
    """
    if file is not None:
        return order.copies.prove(lambda proven: order.make(app, file, proven, progress, force=force))
    with TemporaryDirectory() as folder:
        proof = Path(folder) / "proof.pdf"
        return order.copies.prove(lambda proven: order.make(app, proof, proven, progress, force=force))

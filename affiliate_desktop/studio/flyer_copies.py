"""Serialized flyers: one PDF, each page with the click reference of a copy of a link in its code.

The first page, or the first sheet of cards, is rendered and read back whole, then every other code by itself.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from affiliate_desktop.core.files import write_whole
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.links.copies import LinkCopy
from affiliate_desktop.studio import proof
from affiliate_desktop.studio.design_catalog import DesignSource
from affiliate_desktop.studio.flyer import (
    Job,
    checked_file,
    code_places,
    expected_code,
    flyer_texts,
    job_of,
    paint_page,
)
from affiliate_desktop.studio.hiding import without_code
from affiliate_desktop.studio.imposition import Layout, impose, layout
from affiliate_desktop.studio.matrix import matrix
from affiliate_desktop.studio.model import Artwork, Code, FlyerText, Level, Paper, PrintOptions, QrStyle
from affiliate_desktop.studio.paging import Pages
from affiliate_desktop.studio.paint import Painted, PlacedCode, paint
from affiliate_desktop.studio.papers import PAPER_MM, check_paper
from affiliate_desktop.studio.print_pdf import POINTS_A_MM, write_pages
from affiliate_desktop.studio.sheet import UNITS_A_MM, Sheet

MOST_FLYERS = 10_000
_NOTES = 5


@dataclass(frozen=True, slots=True)
class FlyerRun:
    """What is printed for each of some copies.

    Attributes:
        job: the page that all of them share, as it is for the first.
        text: what it says.
        copies: whose addresses the codes hold; a design prints their click reference where it says ``{link.code}``.
        paper: of a page, or of the sheets that cards stand on.
        grid: how they stand on a sheet; None for pages by themselves.
    """

    job: Job
    text: FlyerText
    copies: Sequence[LinkCopy]
    paper: Paper
    grid: Layout | None = None

    def sheet(self, copy: LinkCopy) -> Sheet:
        """The sheet of a copy's page."""
        texts = {**flyer_texts(copy.url, self.text), "link.code": copy.reference}
        return replace(self.job.sheet, texts=texts, codes={"link": matrix(copy.url, Level.M)})


def flyer_run(
    copies: Sequence[LinkCopy], text: FlyerText, paper: Paper, designs: DesignSource, options: PrintOptions
) -> FlyerRun:
    """What is printed for copies of a link, in their order.

    Raises:
        BadInput: see :func:`~.flyer.write_flyer`; no copies, or too many.
    """
    if not 1 <= len(copies) <= MOST_FLYERS:
        raise BadInput(
            "flyer_count", "{count} flyers can't be made; 1 to {most} at a time.", count=len(copies), most=MOST_FLYERS
        )
    job = job_of(copies[0].url, text, paper, designs, options)
    check_paper(job.design, paper)
    several = job.design.page.fixed and options.per_sheet != 1
    return FlyerRun(job, text, copies, paper, layout(job.page, PAPER_MM[paper], options.per_sheet) if several else None)


def write_flyers(
    run: FlyerRun, file: Path, proven: Callable[[], object], progress: Progress, *, force: bool
) -> Artwork:
    """Writes a page for each copy into one PDF.

    Args:
        run: what is printed.
        file: ends in ``.pdf``.
        proven: called when every code was read, before the file takes its place: what keeps the copies.
        progress: told of each page; may stop the work.
        force: write codes that would not scan, too.

    Raises:
        BadInput: when the design has no place for a code, or a link is too long for one.
        NotReady: when a code would not scan and ``force`` is not given; nothing was written or kept.
        Cancelled: when somebody asked to stop; likewise.
    """
    checked_file(file)

    def fill(beside: Path) -> Artwork:
        painted = draw_flyers(run, beside, progress)
        codes = prove_flyers(run, beside, painted, progress)
        notes = _few(tuple(dict.fromkeys(note for each in painted for note in each.notes)))
        if run.grid is not None:
            notes = (*notes, f"{run.grid.count} on a sheet of {run.paper.value}; cut along the marks.")
        width, height = (round(edge * POINTS_A_MM) for edge in _size(run))
        made = Artwork(file, width, height, beside.stat().st_size, codes, notes)
        (artwork,) = proof.ready((made,), force=force)
        proven()
        return artwork

    return write_whole(file, fill)


def flyer_pages(run: FlyerRun, page: QRectF) -> Pages:
    """Every page, or sheet of cards, for a printer or a preview.

    Args:
        run: what is printed, without bleed.
        page: the whole sheet in the painter's units, also where the device has margins.
    """
    a_page = 1 if run.grid is None else run.grid.count

    def paint_one(number: int, painter: QPainter) -> None:
        sheets = [run.sheet(copy) for copy in run.copies[number * a_page : (number + 1) * a_page]]
        paint_page(run.job, sheets, run.grid, PAPER_MM[run.paper], painter, page)

    return Pages(math.ceil(len(run.copies) / a_page), paint_one)


def draw_flyers(run: FlyerRun, file: Path, progress: Progress) -> tuple[Painted, ...]:
    """Writes the PDF, unproven; memory holds a page at a time.

    Raises:
        BadInput: when the design has no place for a code, or a link is too long for one.
    """
    pages = (partial(_paint_page, run, copy) for copy in _told(run, progress))
    if run.grid is None:
        return write_pages(run.job.page, pages, file)
    with TemporaryDirectory(prefix=".cards-", dir=file.parent) as folder:
        cards = Path(folder) / "cards.pdf"
        painted = write_pages(run.job.page, pages, cards)
        impose(cards, run.job.page, run.grid, file)
    return painted


def _told(run: FlyerRun, progress: Progress) -> Iterator[LinkCopy]:
    for number, copy in enumerate(run.copies):
        progress.step(number, len(run.copies), copy.reference)
        yield copy


def _paint_page(run: FlyerRun, copy: LinkCopy, painter: QPainter) -> Painted:
    painted = paint(painter, run.job.frames, run.sheet(copy))
    if not painted.codes:
        raise without_code(run.job.design.id)
    return painted


def prove_flyers(run: FlyerRun, file: Path, painted: Sequence[Painted], progress: Progress) -> tuple[Code, ...]:
    """The first page or sheet as it would be printed, read whole; then the smallest code of every other page by itself.

    A page may show its code several times, as the strips of a tear-off flyer do; they say the same.
    """
    first = 1 if run.grid is None else min(run.grid.count, len(run.copies))
    asked = []
    for number in range(first):
        copy, sheet = run.copies[number], run.sheet(run.copies[number])
        corner = None if run.grid is None else run.grid.corners(run.job.page)[number]
        for code, place in code_places(run.job, painted[number].codes, run.grid, corner):
            asked.append(expected_code(copy.url, code, place, sheet))
    codes = list(proof.prove(proof.rendered_pdf(file), asked))
    for number in range(first, len(run.copies)):
        progress.step(number, len(run.copies), run.copies[number].reference)
        codes.append(_proven(run.copies[number], min(painted[number].codes, key=lambda code: code.edge)))
    return tuple(codes)


def _proven(copy: LinkCopy, code: PlacedCode) -> Code:
    style = QrStyle(dark=code.dark, light=code.light)
    return proof.prove_copy(copy.url, matrix(copy.url, Level.M), style, code.edge / UNITS_A_MM)


def _size(run: FlyerRun) -> tuple[float, float]:
    if run.grid is not None:
        return run.grid.sheet_width, run.grid.sheet_height
    page = run.job.page
    return page.width + 2 * page.around, page.height + 2 * page.around


def _few(notes: tuple[str, ...]) -> tuple[str, ...]:
    """The first notes, and how many more there are: a thousand pages may have the same trouble."""
    more = len(notes) - _NOTES
    return (*notes[:_NOTES], f"… and {more} more of this kind.") if more > 0 else notes

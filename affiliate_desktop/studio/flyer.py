"""Print pages of a link: flyers, posters, cards; read back from the finished page before they are called ready."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from affiliate_desktop.core.files import write_bytes
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.studio import proof
from affiliate_desktop.studio.banner import load_pictures
from affiliate_desktop.studio.design_catalog import DesignSource
from affiliate_desktop.studio.fonts import ensure_gui
from affiliate_desktop.studio.frames import Design, Frames
from affiliate_desktop.studio.hiding import without_code
from affiliate_desktop.studio.imposition import Layout, imposed, layout
from affiliate_desktop.studio.matrix import matrix
from affiliate_desktop.studio.model import Artwork, Code, FlyerText, Level, Paper, PrintOptions, QrStyle
from affiliate_desktop.studio.paint import Painted, PlacedCode, paint
from affiliate_desktop.studio.papers import PAPER_MM, check_paper, page_mm
from affiliate_desktop.studio.png import encoded
from affiliate_desktop.studio.print_pdf import POINTS_A_MM, PrintPage, page_pdf
from affiliate_desktop.studio.sheet import PRINT, UNITS_A_MM, Sheet, sheet_for

_MARKED_BLEED_MM = 3.0
"""Bleed that printers ask for, where a design says nothing."""


Place = tuple[float, float, float, float]
"""Left, top, width and height as shares of the paper."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be printed: a design's frames on a sheet, and the page they make."""

    design: Design
    frames: Frames
    sheet: Sheet
    page: PrintPage

    def paint(self, painter: QPainter) -> Painted:
        """Paints the page in tenths of a millimeter."""
        return paint(painter, self.frames, self.sheet)


def write_flyer(
    url: str,
    text: FlyerText,
    paper: Paper,
    file: Path,
    designs: DesignSource,
    options: PrintOptions = PrintOptions(),  # noqa: B008 - frozen
    *,
    force: bool,
) -> Artwork:
    """Writes a flyer as PDF.

    Raises:
        BadInput: no headline, a picture or color that cannot be used, a link too long for a code, a paper that the
            design is not made for.
        NotReady: when the code on the rendered page does not scan and ``force`` is not given.
    """
    checked_file(file)
    job = job_of(url, text, paper, designs, options)
    check_paper(job.design, paper)
    content, painted = page_pdf(job.page, job.paint)
    if not painted.codes:
        raise without_code(text.design)
    size, notes, grid = (
        (job.page.width + 2 * job.page.around, job.page.height + 2 * job.page.around),
        painted.notes,
        None,
    )
    if job.design.page.fixed and options.per_sheet != 1:
        grid = layout(job.page, PAPER_MM[paper], options.per_sheet)
        content = imposed(content, job.page, grid)
        size = (grid.sheet_width, grid.sheet_height)
        notes = (*notes, f"{grid.count} on a sheet of {paper.value}; cut along the marks.")
    expected = [expected_code(url, code, place, job.sheet) for code, place in code_places(job, painted.codes, grid)]
    codes = proof.prove(proof.rendered_pdf(content), expected)
    width, height = (round(edge * POINTS_A_MM) for edge in size)
    (artwork,) = proof.ready((Artwork(file, width, height, len(content), codes, notes),), force=force)
    write_bytes(file, content)
    return artwork


def checked_file(file: Path) -> None:
    """Refuses a file that is called no PDF.

    Raises:
        BadInput: when its name ends otherwise.
    """
    if file.suffix.lower() != ".pdf":
        raise BadInput("flyer_suffix", "A flyer is a PDF: end “{file}” in .pdf.", file=file.name)


def preview_flyer(url: str, text: FlyerText, paper: Paper, width_px: int, designs: DesignSource) -> bytes:
    """The page as PNG, ``width_px`` pixels wide."""
    job = job_of(url, text, paper, designs, PrintOptions())
    width = min(max(width_px, 50), 5000)
    image = QImage(QSize(width, round(width * job.sheet.height / job.sheet.width)), QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        painter.scale(image.width() / job.sheet.width, image.height() / job.sheet.height)
        job.paint(painter)
    return encoded(image)


def paint_flyer(
    url: str, text: FlyerText, paper: Paper, painter: QPainter, page: QRectF, designs: DesignSource
) -> tuple[str, ...]:
    """Paints the page into a rectangle of a painter that is open; returns notes for a person."""
    job = job_of(url, text, paper, designs, PrintOptions(bleed_mm=0))
    grid = layout(job.page, PAPER_MM[paper]) if job.design.page.fixed else None
    return paint_page(job, [job.sheet] * (grid.count if grid else 1), grid, PAPER_MM[paper], painter, page).notes


def paint_page(
    job: Job,
    sheets: Sequence[Sheet],
    grid: Layout | None,
    paper_mm: tuple[float, float],
    painter: QPainter,
    page: QRectF,
) -> Painted:
    """Paints a page, or cards on a sheet with hairlines to cut along.

    Args:
        job: what all of them share.
        sheets: what each card says; one for a page by itself.
        grid: how cards stand on the paper; None for a page by itself.
        paper_mm: width and height of the paper.
        painter: open on the device.
        page: where the paper is, in the painter's units.

    Returns:
        What was painted last.
    """
    painter.save()
    painter.translate(page.topLeft())
    if grid is None:
        painter.scale(page.width() / job.sheet.width, page.height() / job.sheet.height)
        painted = paint(painter, job.frames, sheets[0])
    else:
        scale = page.width() / (paper_mm[0] * UNITS_A_MM)
        painter.scale(scale, scale)
        if grid.sheet_width > grid.sheet_height:
            painter.translate(paper_mm[0] * UNITS_A_MM, 0)
            painter.rotate(90)
        painted = Painted()
        for (left, top), sheet in zip(grid.corners(job.page), sheets, strict=False):
            painter.save()
            painter.translate(left * UNITS_A_MM, top * UNITS_A_MM)
            painted = paint(painter, job.frames, sheet)
            painter.setClipping(False)
            painter.setPen(QPen(QColor("#9aa3a5"), 1.0))
            painter.drawRect(QRectF(0, 0, job.sheet.width, job.sheet.height))
            painter.restore()
    painter.restore()
    return painted


def shown_address(url: str) -> str:
    """A link as people read and type it: without scheme, ``www.``, query and a last slash."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    if not parts.netloc:
        return url
    host = parts.netloc.rpartition("@")[2]
    host = host[4:] if host.lower().startswith("www.") else host
    return (host + parts.path).rstrip("/")


def flyer_texts(url: str, text: FlyerText) -> dict[str, str]:
    """What a flyer's words stand for, by variable."""
    shown = text.shown_link or shown_address(url)
    return {
        "link.url": url,
        "link.short": shown,
        **text.values,
        "headline": text.headline,
        "text": text.text,
        "cta": text.call_to_action,
        "link": shown,
        "disclosure": text.disclosure,
    }


def proven_page(job: Job, url: str) -> tuple[bytes, Painted, tuple[Code, ...]]:
    """The page by itself as PDF, what was painted, and what a reader says of its codes."""
    content, painted = page_pdf(job.page, job.paint)
    expected = [expected_code(url, code, place, job.sheet) for code, place in code_places(job, painted.codes, None)]
    return content, painted, proof.prove(proof.rendered_pdf(content), expected)


def job_of(
    url: str,
    text: FlyerText,
    paper: Paper,
    designs: DesignSource,
    options: PrintOptions,
    *,
    design: Design | None = None,
) -> Job:
    """What is to be printed; ``design`` is that of the text where none is given."""
    ensure_gui()
    if not text.headline.strip():
        raise BadInput("flyer_headline", "The flyer has no headline; write a few words.")
    if design is None:
        design, carried = designs.dressed(text.design, text.brand)
    else:
        carried = designs.pictures(design)
    width, height = page_mm(design, paper)
    frames, sheet = sheet_for(
        design,
        width * UNITS_A_MM,
        height * UNITS_A_MM,
        PRINT,
        texts=flyer_texts(url, text),
        pictures={**carried, **load_pictures(text.picture, text.logo)},
        colors={"background": text.background, "foreground": text.foreground, "accent": text.accent},
        codes={"link": matrix(url, Level.M)},
    )
    bleed = _bleed(design, options)
    sheet = replace(sheet, bleed=(bleed * UNITS_A_MM,) * 4, cmyk=options.cmyk)
    alone = not design.page.fixed or options.per_sheet == 1
    page = PrintPage(width, height, bleed, options.marks and alone, options.cmyk, text.headline)
    return Job(design, frames, sheet, page)


def _bleed(design: Design, options: PrintOptions) -> float:
    if options.bleed_mm is not None:
        if not 0 <= options.bleed_mm <= 20:
            raise BadInput("bad_bleed", "The bleed can be 0 to 20 mm wide, not {mm:g}.", mm=options.bleed_mm)
        return options.bleed_mm
    return (design.page.bleed or _MARKED_BLEED_MM) if options.marks or design.page.fixed else 0.0


def code_places(
    job: Job, codes: Sequence[PlacedCode], grid: Layout | None, corner: tuple[float, float] | None = None
) -> list[tuple[PlacedCode, Place]]:
    """Each code of the finished page, with where it stands there as shares of the paper.

    Args:
        job: what is printed.
        codes: those of one page.
        grid: how copies of the page stand on a sheet; None for the page by itself.
        corner: of the only place on the sheet that is meant, in millimeters; all of them when not given.
    """
    page, unit = job.page, UNITS_A_MM
    if grid is None:
        corners = [(page.around, page.around)]
        width, height = page.width + 2 * page.around, page.height + 2 * page.around
    else:
        corners = grid.corners(page) if corner is None else [corner]
        width, height = grid.sheet_width, grid.sheet_height
    return [
        (
            code,
            (
                (left + code.area.x() / unit) / width,
                (top + code.area.y() / unit) / height,
                code.area.width() / unit / width,
                code.area.height() / unit / height,
            ),
        )
        for left, top in corners
        for code in codes
    ]


def expected_code(url: str, code: PlacedCode, place: Place, sheet: Sheet) -> proof.Expected:
    """What a reader must see of a code of a page."""
    style = QrStyle(dark=code.dark, light=code.light)
    return proof.expected(url, sheet.codes[code.name], style, code.edge / UNITS_A_MM, place=place)

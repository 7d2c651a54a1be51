"""Prints labels: a design on each label of a sheet, page after page, each with its own code where they differ.

The first page is rendered and read back whole, then every code by itself; what does not scan is not called ready.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from affiliate_desktop.core.files import write_whole
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.studio import proof
from affiliate_desktop.studio.design import variant_of
from affiliate_desktop.studio.fonts import ensure_gui
from affiliate_desktop.studio.frames import Design
from affiliate_desktop.studio.hiding import without_code
from affiliate_desktop.studio.label_places import STRAIGHT, Calibration, Place, places
from affiliate_desktop.studio.label_sheet import LabelShape, LabelSheet
from affiliate_desktop.studio.matrix import matrix
from affiliate_desktop.studio.model import Artwork, Code, Level, QrStyle
from affiliate_desktop.studio.paging import Pages
from affiliate_desktop.studio.paint import Painted, PlacedCode, paint
from affiliate_desktop.studio.png import encoded
from affiliate_desktop.studio.print_pdf import POINTS_A_MM, PrintPage, write_pages
from affiliate_desktop.studio.sheet import PRINT, UNITS_A_MM, sheet_for

MOST_LABELS = 20_000
MARGIN_MM = 1.5
"""What a label keeps free at its edges: printers and cutters are off by about a millimeter."""
_ROUND = 0.7071
"""Edge of the square inside a circle, as a share of the circle's width."""
_OUTLINE = "#b4bcbe"
_NOTES = 5


@dataclass(frozen=True, slots=True)
class Label:
    """What one label says.

    Attributes:
        url: of its code. texts: ``headline``, ``text``, ``link`` and ``code``; an empty one is left out.
    """

    url: str
    texts: Mapping[str, str] = field(default_factory=dict)


Drawn = tuple[Path, tuple[Painted, ...], tuple[Place, ...]]
"""A PDF's file, what was painted on each label, and where each stands."""


@dataclass(frozen=True, slots=True)
class LabelJob:
    """How labels are printed.

    Attributes:
        start: the first free label of the first sheet, from 1.
        design: in a brand's colors and fonts, where labels wear one.
        pictures: those that the design carries, and the brand's logo, by name.
        colors: ``background``, ``foreground``, ``accent``; those of the design where one is missing.
        outlines: draw the labels' edges, for a test on plain paper.
    """

    sheet: LabelSheet
    design: Design
    start: int = 1
    calibration: Calibration = STRAIGHT
    level: Level = Level.M
    pictures: Mapping[str, QImage] = field(default_factory=dict)
    colors: Mapping[str, str] = field(default_factory=dict)
    outlines: bool = False

    @property
    def shape(self) -> str:
        """The shape class whose frames the design puts on these labels."""
        inner = inner_area(self.sheet)
        return variant_of(self.design, inner.width() * UNITS_A_MM, inner.height() * UNITS_A_MM)


def write_labels(
    labels: Sequence[Label],
    job: LabelJob,
    file: Path,
    progress: Progress,
    *,
    proven: Callable[[], object] | None = None,
    force: bool = False,
) -> Artwork:
    """Writes labels as PDF; calls ``proven`` when every code was read, before the file takes its place.

    Raises:
        BadInput: no labels or too many, a link too long for a code, a design without a code, a start past the sheet.
        NotReady: when a code would not scan and ``force`` is not given; nothing was written.
        Cancelled: when somebody asked to stop; nothing was written.
    """
    if file.suffix.lower() != ".pdf":
        raise BadInput("label_suffix", "Labels are a PDF: end “{file}” in .pdf.", file=file.name)

    def fill(beside: Path) -> Artwork:
        drawn = draw_labels(labels, job, beside, progress)
        codes = prove_labels(labels, job, drawn, progress)
        notes = _few(dict.fromkeys(note for each in drawn[1] for note in each.notes))
        width, height = (round(edge * POINTS_A_MM) for edge in job.sheet.page)
        made = Artwork(file, width, height, beside.stat().st_size, codes, notes)
        (artwork,) = proof.ready((made,), force=force)
        if proven is not None:
            proven()
        return artwork

    return write_whole(file, fill)


def draw_labels(labels: Sequence[Label], job: LabelJob, file: Path, progress: Progress) -> Drawn:
    """Writes the PDF, unproven; memory holds a page at a time."""
    ensure_gui()
    if not 1 <= len(labels) <= MOST_LABELS:
        raise BadInput(
            "label_count",
            "{count} labels can't be printed; 1 to {most} at a time.",
            count=len(labels),
            most=MOST_LABELS,
        )
    brush = _Brush(job)
    placed = tuple(places(job.sheet, len(labels), job.start, job.calibration))
    pages = [tuple(page) for _, page in groupby(zip(labels, placed, strict=True), key=lambda pair: pair[1].page)]
    progress.step(0, len(labels), job.sheet.name)
    width, height = job.sheet.page
    page = PrintPage(width, height, title=job.sheet.name)
    answers = write_pages(page, (partial(_paint_page, brush, each, progress) for each in pages), file)
    painted = tuple(each for answer in answers for each in answer)
    if not painted[0].codes:
        raise without_code(job.design.id)
    return file, painted, placed


def label_pages(labels: Sequence[Label], job: LabelJob) -> list[tuple[tuple[Label, Place], ...]]:
    """The labels of each sheet of paper, with their places."""
    if not 1 <= len(labels) <= MOST_LABELS:
        raise BadInput(
            "label_count", "{count} labels can't be printed; 1 to {most} do.", count=len(labels), most=MOST_LABELS
        )
    placed = places(job.sheet, len(labels), job.start, job.calibration)
    return [tuple(page) for _, page in groupby(zip(labels, placed, strict=True), key=lambda pair: pair[1].page)]


def printed_pages(labels: Sequence[Label], job: LabelJob, dots_a_mm: float) -> Pages:
    """The pages of labels, for a printer whose origin is the paper's corner.

    Args:
        labels: what they say.
        job: how they are printed.
        dots_a_mm: of the device.
    """
    ensure_gui()
    brush, pages = _Brush(job), label_pages(labels, job)

    def paint_one(number: int, painter: QPainter) -> None:
        painter.save()
        painter.scale(dots_a_mm / UNITS_A_MM, dots_a_mm / UNITS_A_MM)
        for label, place in pages[number]:
            brush.paint(painter, label, place)
        painter.restore()

    return Pages(len(pages), paint_one)


def preview_labels(labels: Sequence[Label], job: LabelJob, width_px: int) -> bytes:
    """The first sheet as PNG, ``width_px`` pixels wide, with the labels' edges."""
    ensure_gui()
    width, height = job.sheet.page
    edge = min(max(width_px, 50), 5000)
    image = QImage(edge, round(edge * height / width), QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    brush = _Brush(replace(job, outlines=False))
    with QPainter(image) as painter:
        painter.scale(edge / width / UNITS_A_MM, edge / width / UNITS_A_MM)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in places(job.sheet, job.sheet.count, calibration=job.calibration):
            painter.save()
            painter.translate(place.left * UNITS_A_MM, place.top * UNITS_A_MM)
            paint_outline(painter, job.sheet)
            painter.restore()
        for label, place in label_pages(labels, job)[0]:
            brush.paint(painter, label, place)
    return encoded(image)


def _paint_page(
    brush: "_Brush", page: Sequence[tuple[Label, Place]], progress: Progress, painter: QPainter
) -> list[Painted]:
    progress.check()
    return [brush.paint(painter, label, place) for label, place in page]


def _few(notes: Iterable[str]) -> tuple[str, ...]:
    """The first notes, and how many more there are: thousands of labels may have the same trouble."""
    notes = tuple(notes)
    more = len(notes) - _NOTES
    return (*notes[:_NOTES], f"… and {more} more of this kind.") if more > 0 else notes


def prove_labels(labels: Sequence[Label], job: LabelJob, drawn: Drawn, progress: Progress) -> tuple[Code, ...]:
    """The first page as it would be printed, read whole; then each different code by itself."""
    file, painted, placed = drawn
    inner, brush = inner_area(job.sheet), _Brush(job)
    first = [number for number, place in enumerate(placed) if place.page == 0]
    expected = []
    for number in first:
        code = painted[number].codes[0]
        corner = (placed[number].left + inner.x(), placed[number].top + inner.y())
        expected.append(brush.expected(labels[number], code, _share(code, corner, job.sheet)))
    codes = list(proof.prove(proof.rendered_pdf(file), expected))
    seen = {labels[number].url for number in first}
    for number, label in enumerate(labels):
        if label.url not in seen:
            seen.add(label.url)
            progress.step(number, len(labels), label.texts.get("code", ""))
            codes.append(brush.proven(label, painted[number].codes[0]))
    return tuple(codes)


def _share(code: PlacedCode, corner: tuple[float, float], sheet: LabelSheet) -> tuple[float, float, float, float]:
    """Where a code stands, as shares of the paper."""
    width, height = sheet.page
    return (
        (corner[0] + code.area.x() / UNITS_A_MM) / width,
        (corner[1] + code.area.y() / UNITS_A_MM) / height,
        code.area.width() / UNITS_A_MM / width,
        code.area.height() / UNITS_A_MM / height,
    )


class _Brush:
    """Paints one label after the other; what does not change between them is made once."""

    def __init__(self, job: LabelJob) -> None:
        self._job = job
        self.inner = inner_area(job.sheet)
        self._matrix = lru_cache(maxsize=64)(matrix)
        width, height = self.inner.width() * UNITS_A_MM, self.inner.height() * UNITS_A_MM
        self._frames, self._sheet = sheet_for(
            job.design, width, height, PRINT, texts={}, pictures=job.pictures, colors=job.colors
        )

    def paint(self, painter: QPainter, label: Label, place: Place) -> Painted:
        """Paints a label in its place."""
        code = self._matrix(label.url, self._job.level)
        sheet = replace(self._sheet, texts=label.texts, codes={"link": code})
        painter.save()
        painter.translate(place.left * UNITS_A_MM, place.top * UNITS_A_MM)
        if self._job.outlines:
            paint_outline(painter, self._job.sheet)
        painter.translate(self.inner.x() * UNITS_A_MM, self.inner.y() * UNITS_A_MM)
        painted = paint(painter, self._frames, sheet)
        painter.restore()
        return painted

    def expected(self, label: Label, code: PlacedCode, place: tuple[float, float, float, float]) -> proof.Expected:
        """What a reader must see of a label's code."""
        style = QrStyle(dark=code.dark, light=code.light)
        return proof.expected(
            label.url, self._matrix(label.url, self._job.level), style, code.edge / UNITS_A_MM, place=place
        )

    def proven(self, label: Label, code: PlacedCode) -> Code:
        """Reads one label's code by itself."""
        style = QrStyle(dark=code.dark, light=code.light)
        return proof.prove_copy(label.url, self._matrix(label.url, self._job.level), style, code.edge / UNITS_A_MM)


def inner_area(sheet: LabelSheet) -> QRectF:
    """Where a label may be painted, in millimeters from its corner: without margins; of a circle the square inside."""
    width, height = sheet.label
    margin = min(MARGIN_MM, 0.06 * min(width, height))
    if sheet.shape is LabelShape.ROUND:
        edge = width * _ROUND - margin
        return QRectF((width - edge) / 2, (height - edge) / 2, edge, edge)
    return QRectF(margin, margin, width - 2 * margin, height - 2 * margin)


def paint_outline(painter: QPainter, sheet: LabelSheet) -> None:
    """Draws a label's edge, in tenths of a millimeter from its corner."""
    width, height = (edge * UNITS_A_MM for edge in sheet.label)
    painter.setPen(QPen(QColor(_OUTLINE), 1.0))
    painter.setBrush(QColor(0, 0, 0, 0))
    if sheet.shape is LabelShape.ROUND:
        painter.drawEllipse(QRectF(0, 0, width, height))
    else:
        radius = 20.0 if sheet.shape is LabelShape.ROUNDED else 0.0
        painter.drawRoundedRect(QRectF(0, 0, width, height), radius, radius)

"""Many codes in one go: a folder, a zip archive, or one PDF with a code and its name in each field of a grid."""

import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from io import BytesIO
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter

from affiliate_desktop.core.files import safe_name, write_bytes, write_whole, zip_entry
from affiliate_desktop.core.problems import BadInput, Failed, Problem
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.studio import proof, qr
from affiliate_desktop.studio.fonts import ensure_gui, font
from affiliate_desktop.studio.matrix import Matrix, matrix
from affiliate_desktop.studio.model import Artwork, Code, Paper, QrStyle, Verdict
from affiliate_desktop.studio.papers import PAPER_MM
from affiliate_desktop.studio.pictures import still_notes
from affiliate_desktop.studio.print_pdf import POINTS_A_MM, PrintPage, write_pages
from affiliate_desktop.studio.qr_file import SUFFIXES, prove_qr
from affiliate_desktop.studio.qr_paint import logo_of, paint_code
from affiliate_desktop.studio.sheet import UNITS_A_MM

_MARGIN_MM = 12.0
_GAP_MM = 6.0
_CAPTION_MM = 7.0


@dataclass(frozen=True, slots=True)
class BulkItem:
    """One code: what its file is called, and what it says."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class BulkFailure:
    """A code that was not made, and why, in words."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class BulkResult:
    """What was made.

    Attributes:
        target: the folder, archive or PDF.
        artworks: one a code; in an archive the name inside, in a PDF the item's name is their file.
        failures: codes that were left out; the others were made.
        page: width and height of the PDF's pages in points.
    """

    target: Path
    artworks: tuple[Artwork, ...]
    failures: tuple[BulkFailure, ...] = ()
    page: tuple[float, float] | None = None

    @property
    def files(self) -> tuple[Artwork, ...]:
        """What was written: the files of a folder; an archive and what is in it; a PDF with all of its codes."""
        if not self.artworks or self.target.is_dir():
            return self.artworks
        size = self.target.stat().st_size
        if self.page is None:
            inside = (replace(each, file=self.target / each.file) for each in self.artworks)
            return (Artwork(self.target, None, None, size), *inside)
        codes = tuple(code for each in self.artworks for code in each.codes)
        notes = tuple(dict.fromkeys(note for each in self.artworks for note in each.notes))
        return (Artwork(self.target, *self.page, size, codes, notes),)


@dataclass
class _Made:
    files: list[tuple[str, bytes]] = field(default_factory=list)
    artworks: list[Artwork] = field(default_factory=list)
    failures: list[BulkFailure] = field(default_factory=list)


def write_bulk(
    items: Sequence[BulkItem],
    target: Path,
    style: QrStyle,
    kind: str = "png",
    *,
    paper: Paper = Paper.A4,
    force: bool = False,
    progress: Progress | None = None,
) -> BulkResult:
    """Writes a code an item. What cannot be made or would not scan is left out and told; the others are written.

    Args:
        items: names need not differ; files get numbers then.
        target: ends in ``.zip`` or ``.pdf``, else it is a folder, made where there is none.
        style: of all of them.
        kind: of the files in a folder or archive: ``png``, ``svg``, ``pdf``, ``eps``.
        paper: of the PDF.
        force: write those that would not scan, too; their notes say so.
        progress: told of each; stopped, nothing is written.

    Raises:
        BadInput: no items, another kind, a style that cannot be drawn.
        Failed: when the target cannot be written.
    """
    progress = progress or Progress()
    qr.check_style(style)
    if not items:
        raise BadInput("qr_no_items", "There is nothing to make codes of.")
    if f".{kind}" not in SUFFIXES:
        raise BadInput("qr_bulk_kind", "“{kind}” is none of png, svg, pdf, eps.", kind=kind[:20])
    ensure_gui()
    if target.suffix.lower() == ".pdf":
        return _write_sheets(items, target, style, paper, force=force, progress=progress)
    made = _Made()
    names: set[str] = set()
    for number, item in enumerate(items):
        progress.step(number, len(items), item.name)
        name = f"{_free(item.name, names)}.{kind}"
        _make(made, item, partial(_one, item.text, Path(name), style, force=force))
    progress.step(len(items), len(items))
    _put(made.files, target)
    folder = target if target.suffix.lower() != ".zip" else None
    artworks = [_in(folder, artwork) for artwork in made.artworks]
    return BulkResult(target, tuple(artworks), tuple(made.failures))


def _make(made: _Made, item: BulkItem, make: Callable[[], tuple[bytes, Artwork]]) -> None:
    try:
        content, artwork = make()
    except Problem as problem:
        made.failures.append(BulkFailure(item.name, str(problem)))
        return
    made.files.append((artwork.file.name, content))
    made.artworks.append(artwork)


def _one(text: str, file: Path, style: QrStyle, *, force: bool) -> tuple[bytes, Artwork]:
    content, artwork = prove_qr(text, file, style)
    (artwork,) = proof.ready((artwork,), force=force)
    return content, artwork


def _in(folder: Path | None, artwork: Artwork) -> Artwork:
    return artwork if folder is None else replace(artwork, file=folder / artwork.file.name)


def _free(name: str, taken: set[str]) -> str:
    """A file name that is not taken yet, also where capitals do not count."""
    base = safe_name(name, "code")
    free, number = base, 2
    while free.casefold() in taken:
        free, number = f"{base} {number}", number + 1
    taken.add(free.casefold())
    return free


def _put(files: list[tuple[str, bytes]], target: Path) -> None:
    if not files:
        return
    if target.suffix.lower() == ".zip":
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files:
                archive.writestr(zip_entry(name), content)
        write_bytes(target, packed.getvalue())
        return
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Failed(
            "cannot_write",
            "“{file}” cannot be written: {reason}. Choose another folder or make room.",
            file=str(target),
            reason=error.strerror or str(error),
        ) from error
    for name, content in files:
        write_bytes(target / name, content)


# --- one PDF ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Field:
    item: BulkItem
    code: Matrix


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where codes stand on a page, in millimeters."""

    width: float
    height: float
    edge: float
    across: int
    down: int

    @property
    def count(self) -> int:
        return self.across * self.down

    def place(self, number: int) -> QRectF:
        """The square of a code on its page."""
        column, row = number % self.across, number // self.across
        step = self.edge + _GAP_MM
        left = (self.width - self.across * step + _GAP_MM) / 2
        return QRectF(left + column * step, _MARGIN_MM + row * (step + _CAPTION_MM), self.edge, self.edge)


def _grid(style: QrStyle, paper: Paper) -> _Grid:
    width, height = PAPER_MM[paper]
    across = int((width - 2 * _MARGIN_MM + _GAP_MM + 1e-6) // (style.mm + _GAP_MM))
    down = int((height - 2 * _MARGIN_MM + _GAP_MM + 1e-6) // (style.mm + _GAP_MM + _CAPTION_MM))
    if across < 1 or down < 1:
        raise BadInput("qr_bulk_size", "A code of {mm:g} mm does not fit on {paper}.", mm=style.mm, paper=paper.value)
    return _Grid(width, height, style.mm, across, down)


def _write_sheets(
    items: Sequence[BulkItem], target: Path, style: QrStyle, paper: Paper, *, force: bool, progress: Progress
) -> BulkResult:
    """The first page is proven whole, then every code by itself."""
    grid, logo = _grid(style, paper), logo_of(style)
    fields: list[_Field] = []
    codes: list[Code] = []
    failures: list[BulkFailure] = []
    for number, item in enumerate(items):
        progress.step(number, len(items), item.name)
        try:
            code = matrix(item.text, style.level)
            judged = proof.prove_copy(item.text, code, style, style.mm, dpi=style.dpi, logo=logo)
        except Problem as problem:
            failures.append(BulkFailure(item.name, str(problem)))
            continue
        if judged.verdict is Verdict.RED and not force:
            failures.append(BulkFailure(item.name, " ".join(judged.reasons)))
            continue
        fields.append(_Field(item, code))
        codes.append(judged)
    if not fields:
        return BulkResult(target, (), tuple(failures))

    def fill(beside: Path) -> tuple[Artwork, ...]:
        _write_fields(fields, grid, style, logo, beside)
        first = _first_page(beside, fields[: grid.count], grid, style)
        codes[: len(first)] = [_worse(*pair) for pair in zip(first, codes, strict=False)]
        points = round(style.mm / 25.4 * 72, 2)
        made = zip(fields, codes, strict=True)
        notes = still_notes("logo", logo)
        artworks = tuple(Artwork(Path(each.item.name), points, points, 0, (code,), notes) for each, code in made)
        return proof.ready(artworks, force=force)

    page = (round(grid.width * POINTS_A_MM), round(grid.height * POINTS_A_MM))
    return BulkResult(target, write_whole(target, fill), tuple(failures), page)


def _worse(one: Code, other: Code) -> Code:
    order = [Verdict.GREEN, Verdict.AMBER, Verdict.RED]
    return max(one, other, key=lambda code: order.index(code.verdict))


def _first_page(file: Path, fields: Sequence[_Field], grid: _Grid, style: QrStyle) -> tuple[Code, ...]:
    asked = []
    for number, each in enumerate(fields):
        box = grid.place(number)
        place = (
            box.x() / grid.width,
            box.y() / grid.height,
            box.width() / grid.width,
            box.height() / grid.height,
        )
        asked.append(proof.expected(each.item.text, each.code, style, style.mm, dpi=style.dpi, place=place))
    return proof.prove(proof.rendered_pdf(file), asked)[: len(asked)]


def _write_fields(fields: Sequence[_Field], grid: _Grid, style: QrStyle, logo: QImage | None, file: Path) -> None:
    pages = (fields[start : start + grid.count] for start in range(0, len(fields), grid.count))
    painters = (partial(_paint_page, fields=page, grid=grid, style=style, logo=logo) for page in pages)
    write_pages(PrintPage(grid.width, grid.height, title="QR codes"), painters, file)


def _paint_page(painter: QPainter, fields: Sequence[_Field], grid: _Grid, style: QrStyle, logo: QImage | None) -> None:
    """Paints in tenths of a millimeter."""
    lettering = font(round(2.8 * UNITS_A_MM))
    for number, each in enumerate(fields):
        box = grid.place(number)
        area = QRectF(*(edge * UNITS_A_MM for edge in (box.x(), box.y(), box.width(), box.height())))
        paint_code(painter, area, each.code, style, logo)
        below = QRectF(area.x(), area.bottom(), area.width(), _CAPTION_MM * UNITS_A_MM)
        painter.setFont(lettering)
        painter.setPen(QColor("#303030"))
        words = QFontMetricsF(lettering).elidedText(each.item.name, Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), words)

"""Flyers: one page for the printer with a QR code, read back before it is called ready."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from affiliate_desktop.core.files import write_bytes
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.studio import proof
from affiliate_desktop.studio.banner import checked_colors, frames_for, load_pictures
from affiliate_desktop.studio.fonts import ensure_gui
from affiliate_desktop.studio.matrix import Matrix, matrix
from affiliate_desktop.studio.model import Artwork, FlyerText, Level, NotReady, Paper, Verdict
from affiliate_desktop.studio.paint import Painted, Sheet, paint, painting
from affiliate_desktop.studio.png import encoded
from affiliate_desktop.studio.scan import QUIET

PAPER_MM: Mapping[Paper, tuple[float, float]] = MappingProxyType(
    {Paper.A4: (210.0, 297.0), Paper.LETTER: (215.9, 279.4)}
)
_UNITS_A_MM = 10
_PRINT_DPI = 300
_LEGIBLE = 25.0
"""About 7 points, in units of a tenth of a millimeter."""


def write_flyer(url: str, text: FlyerText, paper: Paper, file: Path, *, force: bool) -> Artwork:
    """Writes a flyer as PDF.

    Raises:
        BadInput: no headline, a picture or color that cannot be used, a link too long for a code.
        NotReady: when the code on the rendered page does not scan and ``force`` is not given.
    """
    if file.suffix.lower() != ".pdf":
        raise BadInput("flyer_suffix", "A flyer is a PDF: end “{file}” in .pdf.", file=file.name)
    sheet = _sheet(url, text, paper)
    content, painted = _pdf(sheet, text, paper)
    if not painted.codes:
        raise BadInput("design_without_code", "The design “{id}” has no place for a code.", id=text.design)
    expected = [
        proof.Expected(url, sheet.codes[c.name].size, c.dark, c.light, _module_mm(sheet.codes[c.name], c.edge))
        for c in painted.codes
    ]
    codes = proof.prove(proof.rendered_pdf(content), expected)
    width, height = _points(paper)
    artwork = Artwork(file, width, height, len(content), codes, painted.notes)
    if artwork.verdict is Verdict.RED and not force:
        raise NotReady((artwork,))
    write_bytes(file, content)
    return artwork


def preview_flyer(url: str, text: FlyerText, paper: Paper, width_px: int) -> bytes:
    """The flyer as PNG, ``width_px`` pixels wide."""
    sheet = _sheet(url, text, paper)
    width = min(max(width_px, 50), 5000)
    image = QImage(QSize(width, round(width * sheet.height / sheet.width)), QImage.Format.Format_RGB32)
    with painting(image) as painter:
        painter.scale(image.width() / sheet.width, image.height() / sheet.height)
        paint(painter, frames_for(text.design, sheet.width, sheet.height), sheet)
    return encoded(image)


def paint_flyer(url: str, text: FlyerText, paper: Paper, painter: QPainter, page: QRectF) -> tuple[str, ...]:
    """Paints the flyer into a rectangle of a painter that is open; returns notes for a person."""
    sheet = _sheet(url, text, paper)
    painter.save()
    painter.translate(page.topLeft())
    painter.scale(page.width() / sheet.width, page.height() / sheet.height)
    painted = paint(painter, frames_for(text.design, sheet.width, sheet.height), sheet)
    painter.restore()
    return painted.notes


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


def _sheet(url: str, text: FlyerText, paper: Paper) -> Sheet:
    ensure_gui()
    if not text.headline.strip():
        raise BadInput("flyer_headline", "The flyer has no headline; write a few words.")
    width, height = PAPER_MM[paper]
    texts = {
        "headline": text.headline,
        "text": text.text,
        "cta": text.call_to_action,
        "link": text.shown_link or shown_address(url),
        "disclosure": text.disclosure,
    }
    return Sheet(
        width=width * _UNITS_A_MM,
        height=height * _UNITS_A_MM,
        legible=_LEGIBLE,
        dots=_PRINT_DPI / 25.4 / _UNITS_A_MM,
        texts=texts,
        pictures=load_pictures(text.picture, text.logo),
        colors=checked_colors(text.background, text.foreground, text.accent),
        codes={"link": matrix(url, Level.M)},
    )


def _module_mm(code: Matrix, edge: float) -> float:
    return edge / _UNITS_A_MM / (code.size + 2 * QUIET)


def _points(paper: Paper) -> tuple[int, int]:
    size = _page_size(paper).sizePoints()
    return size.width(), size.height()


def _page_size(paper: Paper) -> QPageSize:
    ids = QPageSize.PageSizeId
    return QPageSize({Paper.A4: ids.A4, Paper.LETTER: ids.Letter}[paper])


def _pdf(sheet: Sheet, text: FlyerText, paper: Paper) -> tuple[bytes, Painted]:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(1200)
    writer.setPageLayout(QPageLayout(_page_size(paper), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    with painting(writer) as painter:
        painter.scale(writer.width() / sheet.width, writer.height() / sheet.height)
        painted = paint(painter, frames_for(text.design, sheet.width, sheet.height), sheet)
    buffer.close()
    return _reproducible(bytes(content.data()), text.headline), painted


def _reproducible(content: bytes, title: str) -> bytes:
    """The PDF with a title and without dates and chance ids, so that equal flyers are equal files."""
    import pikepdf

    with pikepdf.open(BytesIO(content)) as document:
        for key in ("/CreationDate", "/ModDate"):
            if key in document.docinfo:
                del document.docinfo[key]
        for holder, key in ((document.Root, "/Metadata"), (document.trailer, "/ID")):
            if key in holder:
                del holder[key]
        document.docinfo["/Title"] = " ".join(title.split())
        document.docinfo["/Producer"] = document.docinfo["/Creator"] = "Affiliate Desktop"
        file = BytesIO()
        document.save(file, deterministic_id=True)
    return file.getvalue()

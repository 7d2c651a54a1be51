"""PDF pages for a printer: exact millimeters, trim and bleed boxes, crop marks, RGB or CMYK, several up on a sheet.

Qt writes what is painted; pikepdf then sets the boxes, places copies and takes out dates and chance ids, so that equal
pages are equal files. Many pages go through the disk, so that memory does not grow with them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from errno import EIO, ENOSPC
from io import BytesIO
from os import strerror
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QBuffer, QByteArray, QFile, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from affiliate_desktop.studio.sheet import UNITS_A_MM

if TYPE_CHECKING:
    import pikepdf

T = TypeVar("T")
_DPI = 1200
POINTS_A_MM = 72 / 25.4
_MARK_MM = 5.0
_MARK_WIDTH_MM = 0.09
"""A quarter of a point, as printers draw them."""
_LEAST_GAP_MM = 2.0
"""From the trimmed edge to a mark where there is little bleed."""


@dataclass(frozen=True, slots=True)
class PrintPage:
    """A page as it is cut, and what lies around it; all in millimeters.

    Attributes:
        width, height: after cutting.
        bleed: painted beyond the cut.
        marks: crop marks stand around it.
        cmyk: colors are written for printing presses.
        title: of the document.
    """

    width: float
    height: float
    bleed: float = 0.0
    marks: bool = False
    cmyk: bool = False
    title: str = ""

    @property
    def around(self) -> float:
        """From the edge of the paper to the cut."""
        return self.mark_gap + _MARK_MM if self.marks else self.bleed

    @property
    def mark_gap(self) -> float:
        """From the cut to where a mark begins: outside of the bleed."""
        return max(self.bleed, _LEAST_GAP_MM)


def page_pdf(page: PrintPage, paint_page: Callable[[QPainter], T]) -> tuple[bytes, T]:
    """A PDF of one page, and what painting it answered.

    Args:
        page: its size and what lies around it.
        paint_page: paints onto a painter whose origin is the corner of the cut page, in tenths of a millimeter; may be
            asked only once.
    """
    content, (answer,) = pages_pdf(page, (paint_page,))
    return content, answer


def pages_pdf(page: PrintPage, painters: Sequence[Callable[[QPainter], T]]) -> tuple[bytes, tuple[T, ...]]:
    """A PDF of a few pages, one a function; see :func:`page_pdf`."""
    content, finished = QByteArray(), BytesIO()
    buffer = QBuffer(content)
    answers = _painted(buffer, page, painters)
    _finish(BytesIO(bytes(content.data())), finished, page)
    return finished.getvalue(), answers


def write_pages(page: PrintPage, painters: Iterable[Callable[[QPainter], T]], file: Path) -> tuple[T, ...]:
    """Writes a PDF of any number of pages, of which memory holds one at a time; see :func:`pages_pdf`.

    Raises:
        OSError: when the disk is full or the folder is away; ``core.files.write_whole`` makes words of it.
    """
    import pikepdf

    with TemporaryDirectory(prefix=".pages-", dir=file.parent) as folder:
        rough = Path(folder) / "rough.pdf"
        answers = _painted(QFile(str(rough)), page, painters)
        try:
            _finish(rough, file, page)
        except pikepdf.PdfError as error:  # Qt's writer says nothing of a full disk: what it wrote ends early
            raise OSError(ENOSPC, strerror(ENOSPC)) from error
    return answers


def _painted(device: QIODevice, page: PrintPage, painters: Iterable[Callable[[QPainter], T]]) -> tuple[T, ...]:
    """Writes pages as Qt makes them onto a device."""
    if not device.open(QIODevice.OpenModeFlag.WriteOnly):
        raise OSError(EIO, device.errorString())
    answers = []
    try:
        writer = _writer(device, page)
        with QPainter(writer) as painter:
            for number, paint_page in enumerate(painters):
                if number:
                    writer.newPage()
                painter.save()
                painter.scale(_DPI / 25.4 / UNITS_A_MM, _DPI / 25.4 / UNITS_A_MM)
                painter.translate(page.around * UNITS_A_MM, page.around * UNITS_A_MM)
                try:
                    answers.append(paint_page(painter))
                finally:
                    painter.restore()
    finally:
        device.close()
    return tuple(answers)


def _writer(device: QIODevice, page: PrintPage) -> QPdfWriter:
    writer = QPdfWriter(device)
    writer.setResolution(_DPI)
    writer.setColorModel(QPdfWriter.ColorModel.CMYK if page.cmyk else QPdfWriter.ColorModel.RGB)
    around = 2 * page.around
    size = QPageSize(QSizeF(page.width + around, page.height + around), QPageSize.Unit.Millimeter, "", _EXACT)
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    return writer


_EXACT = QPageSize.SizeMatchPolicy.ExactMatch


def _finish(rough: BytesIO | Path, target: BytesIO | Path, page: PrintPage) -> None:
    """Sets the boxes and marks of what Qt wrote; pages are read and written one by one."""
    import pikepdf

    with pikepdf.open(rough, attempt_recovery=False) as document:
        seen: set[tuple[int, int]] = set()
        for each in document.pages:
            _set_boxes(each, page)
            if page.cmyk:
                _press_pictures(each, seen)
            if page.marks:
                each.contents_add(document.make_stream(_marks(page, each.trimbox)), prepend=False)
        save(document, page.title, target)


def _press_pictures(each: "pikepdf.Page", seen: set[tuple[int, int]]) -> None:
    """Turns a page's see-through pictures to CMYK, which Qt leaves in RGB; their masks stay.

    Args:
        each: the page.
        seen: objects that were looked at for pages before; pages share pictures.
    """
    import pikepdf

    for picture in each.resources.get("/XObject", {}).values():
        if picture.objgen in seen:
            continue
        seen.add(picture.objgen)
        if picture.get("/Subtype") == "/Image" and picture.get("/ColorSpace") == "/DeviceRGB":
            picture.write(_in_inks(_pixels(picture)), filter=pikepdf.Name.DCTDecode)
            picture.ColorSpace = pikepdf.Name.DeviceCMYK


def _pixels(picture: "pikepdf.Object") -> QImage:
    if picture.get("/Filter") == "/DCTDecode":
        return QImage.fromData(QByteArray(picture.read_raw_bytes()))
    width, height = int(picture.Width), int(picture.Height)
    return QImage(picture.read_bytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def _in_inks(image: QImage) -> bytes:
    """A picture as JPEG in CMYK; of files inks are kept the other way round than in PDF, so they are turned first."""
    inks = image.convertToFormat(QImage.Format.Format_CMYK8888)
    turned = bytes(inks.constBits()).translate(_TURNED)
    made = QImage(turned, inks.width(), inks.height(), inks.bytesPerLine(), QImage.Format.Format_CMYK8888)
    content = QByteArray()
    made.save(QBuffer(content), "JPEG", _JPEG_QUALITY)  # type: ignore[call-overload]
    return bytes(content.data())


_TURNED = bytes(range(255, -1, -1))
_JPEG_QUALITY = 94
"""As Qt's own pictures in PDF."""


def _set_boxes(each: "pikepdf.Page", page: PrintPage) -> None:
    """The boxes in points from the lower left; Qt rounds the paper to whole points, with the top where it belongs."""
    top = float(each.mediabox[3])
    width, height = page.width * POINTS_A_MM, page.height * POINTS_A_MM
    around, bleed = page.around * POINTS_A_MM, page.bleed * POINTS_A_MM
    trim = (around, top - around - height, around + width, top - around)
    each.mediabox = _box((0, trim[1] - around, trim[2] + around, top))
    each.cropbox = each.mediabox
    each.trimbox = _box(trim)
    each.bleedbox = _box((trim[0] - bleed, trim[1] - bleed, trim[2] + bleed, trim[3] + bleed))


def _box(corners: tuple[float, ...]) -> Any:
    import pikepdf

    return pikepdf.Array([round(corner, 3) for corner in corners])


def _marks(page: PrintPage, trim: Any) -> bytes:
    """Crop marks at the four corners, in all inks."""
    left, bottom, right, top = (float(corner) for corner in trim)
    return marks_at([(left, bottom, right, top)], page.mark_gap * POINTS_A_MM, page.cmyk)


def marks_at(boxes: Sequence[tuple[float, float, float, float]], gap: float, cmyk: bool) -> bytes:  # noqa: FBT001
    """PDF operators that draw crop marks around boxes; all in points."""
    length = _MARK_MM * POINTS_A_MM
    color = "1 1 1 1 K" if cmyk else "0 0 0 RG"
    lines = [f"q {color} {_MARK_WIDTH_MM * POINTS_A_MM:.3f} w 0 J"]
    for left, bottom, right, top in boxes:
        for x in (left, right):
            lines.append(f"{x:.3f} {top + gap:.3f} m {x:.3f} {top + gap + length:.3f} l S")
            lines.append(f"{x:.3f} {bottom - gap:.3f} m {x:.3f} {bottom - gap - length:.3f} l S")
        for y in (bottom, top):
            lines.append(f"{left - gap:.3f} {y:.3f} m {left - gap - length:.3f} {y:.3f} l S")
            lines.append(f"{right + gap:.3f} {y:.3f} m {right + gap + length:.3f} {y:.3f} l S")
    return ("\n".join(lines) + "\nQ\n").encode()


def save(document: "pikepdf.Pdf", title: str, target: BytesIO | Path) -> None:
    """Writes the document with a title and without dates and chance ids, so that equal pages are equal files."""
    for key in ("/CreationDate", "/ModDate"):
        if key in document.docinfo:
            del document.docinfo[key]
    for holder, key in ((document.Root, "/Metadata"), (document.trailer, "/ID")):
        if key in holder:
            del holder[key]
    document.docinfo["/Title"] = " ".join(title.split())
    document.docinfo["/Producer"] = document.docinfo["/Creator"] = "Affiliate Desktop"
    document.save(target, deterministic_id=True)

"""Proof of scan: finished artwork is rendered and read back before it is called ready."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage, QPainter, qGray

from affiliate_desktop.core.problems import Failed
from affiliate_desktop.studio.color import contrast
from affiliate_desktop.studio.model import Code, Verdict
from affiliate_desktop.studio.qr import QUIET

PRINT_DPI = 300
SMALL_MODULE_MM = 0.33
"""Below this a module is less than the four dots of a 300-dpi printer that code makers advise."""
LEAST_MODULE_MM = 0.25
"""Below this a module is less than three such dots, and a telephone must come closer than it can focus."""
GOOD_CONTRAST = 4.5
LEAST_CONTRAST = 3.0
"""Thresholds of WCAG 2.2 for text and for graphics; readers fail sooner than eyes in poor light."""

_REACH = 2.0
"""Pixels by which a reader's corners of a small code may be off."""

_pdfium = Lock()  # PDFium works for one thread at a time


@dataclass(frozen=True, slots=True)
class Expected:
    """A code that artwork must hold.

    Attributes:
        text: what it must say.
        modules: its edge without quiet zone, in modules.
        dark, light: ``#rrggbb``.
        module_mm: edge of a module in print, None on screens.
    """

    text: str
    modules: int
    dark: str
    light: str
    module_mm: float | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A code that a reader saw.

    Attributes:
        content: its bytes; left, top, width, height: where it stands, in pixels, without quiet zone.
    """

    content: bytes
    left: float
    top: float
    width: float
    height: float

    @property
    def text(self) -> str:
        """The bytes as UTF-8, what is none replaced."""
        return self.content.decode(errors="replace")


def read_codes(image: QImage) -> tuple[Seen, ...]:
    """Every QR code that zxing-cpp reads in a picture."""
    import zxingcpp

    gray = image.convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = memoryview(gray.constBits()).cast("B", shape=[gray.height(), gray.bytesPerLine()])
    found = zxingcpp.read_barcodes(
        pixels, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode), try_invert=False
    )
    return tuple(_seen(barcode) for barcode in found)


def _seen(barcode: Any) -> Seen:
    place = barcode.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    xs, ys = [corner.x for corner in corners], [corner.y for corner in corners]
    return Seen(bytes(barcode.bytes), min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def prove(image: QImage, expected: Sequence[Expected]) -> tuple[Code, ...]:
    """Judges the codes of a rendered page or picture, one answer for each that is expected."""
    seen = read_codes(image)
    return tuple(_judge(image, code, seen) for code in expected)


def _judge(image: QImage, code: Expected, seen: Sequence[Seen]) -> Code:
    content = code.text.encode()
    match = next((one for one in seen if one.content == content), None)
    quiet = _quiet_modules(image, match, code.modules) if match else None
    ratio = contrast(code.dark, code.light)
    red = [_unread(seen)] if match is None else []
    amber: list[str] = []
    for to, reason in (*_contrast_reasons(ratio), *_module_reasons(code.module_mm), *_quiet_reasons(quiet)):
        (red if to is Verdict.RED else amber).append(reason)
    decoded = match.text if match else seen[0].text if seen else None
    return Code(
        text=code.text,
        decoded=decoded,
        verdict=Verdict.RED if red else Verdict.AMBER if amber else Verdict.GREEN,
        reasons=(*red, *amber),
        module_mm=round(code.module_mm, 3) if code.module_mm is not None else None,
        contrast=round(ratio, 2),
        quiet_modules=quiet,
    )


def _unread(seen: Sequence[Seen]) -> str:
    if seen:
        return "The code reads as something else than it should."
    return "A reader does not find the code."


def _contrast_reasons(ratio: float) -> list[tuple[Verdict, str]]:
    if ratio < LEAST_CONTRAST:
        return [(Verdict.RED, f"The contrast is {ratio:.1f}:1; below {LEAST_CONTRAST:g}:1 many readers fail.")]
    if ratio < GOOD_CONTRAST:
        return [(Verdict.AMBER, f"The contrast is {ratio:.1f}:1; {GOOD_CONTRAST:g}:1 also reads in poor light.")]
    return []


def _module_reasons(module_mm: float | None) -> list[tuple[Verdict, str]]:
    if module_mm is None or module_mm >= SMALL_MODULE_MM:
        return []
    words = f"A module is {module_mm:.3g} mm wide"
    if module_mm < LEAST_MODULE_MM:
        return [(Verdict.RED, f"{words}, too small to print and read. Make the code larger or the link shorter.")]
    return [(Verdict.AMBER, f"{words}; {SMALL_MODULE_MM:g} mm or more also reads from a plain office printer.")]


def _quiet_reasons(quiet: float | None) -> list[tuple[Verdict, str]]:
    if quiet is None or quiet >= QUIET:
        return []
    words = f"The quiet zone around the code is {quiet:g} modules wide; readers need {QUIET}."
    return [(Verdict.RED if quiet < QUIET / 2 else Verdict.AMBER, words)]


def _quiet_modules(image: QImage, seen: Seen, modules: int) -> float:
    """How many rings of modules around a code are light, up to four, as the picture shows them."""
    step_x, step_y = seen.width / modules, seen.height / modules
    middle_x, middle_y = seen.left + 3.5 * step_x, seen.top + 3.5 * step_y
    dark = qGray(image.pixel(round(middle_x), round(middle_y)))
    light = qGray(image.pixel(round(middle_x), round(seen.top + 1.5 * step_y)))
    limit = light - (light - dark) * 0.3
    for ring in range(QUIET):
        for column, row in _ring(modules, max(ring + 0.5, _REACH / step_x)):
            x, y = round(seen.left + column * step_x), round(seen.top + row * step_y)
            if not image.valid(x, y) or qGray(image.pixel(x, y)) < limit:
                return ring
    return QUIET


def _ring(modules: int, distance: float) -> Iterator[tuple[float, float]]:
    """Points around a code, a module apart, column and row, at a distance in modules."""
    first, last = -distance, modules + distance
    for step in range(int(last - first) + 1):
        place = first + step
        yield from ((place, first), (place, last), (first, place), (last, place))


# --- rendering -------------------------------------------------------------------------------------------------


def picture(content: bytes) -> QImage:
    """A PNG as a picture."""
    return QImage.fromData(QByteArray(content))


def rendered_svg(content: bytes, edge: int) -> QImage:
    """A square SVG of our own making, ``edge`` pixels wide and high."""
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(edge, edge, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(content)).render(painter)
    painter.end()
    return image


def rendered_pdf(content: bytes, page: int = 0, dpi: float = PRINT_DPI) -> QImage:
    """A page of a PDF as it would be printed.

    Raises:
        Failed: when the PDF cannot be read back.
    """
    import pypdfium2

    with _pdfium:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            raise Failed("pdf_unreadable", "The PDF that was made cannot be read back.") from error
        bitmap = document[page].render(scale=dpi / 72, rev_byteorder=False, prefer_bgrx=True)
        size, stride = (bitmap.width, bitmap.height), bitmap.stride
        image = QImage(bytes(bitmap.buffer), *size, stride, QImage.Format.Format_RGB32).copy()
        document.close()
    return image

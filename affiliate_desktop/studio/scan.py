"""What a reader sees in a picture: every QR code, where it stands, and how it stands out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPolygonF, QTransform, qBlue, qGray, qGreen, qRed

from affiliate_desktop.studio.color import contrast, hexadecimal

Point = tuple[float, float]
QUIET = 4
"""Modules of light ground that the standard asks for around a code (ISO/IEC 18004, 6.3.8)."""

_REACH = 2.0
"""Pixels by which a reader's corners of a small code may be off."""

_RINGS = (1.0, 1.5, 2.5, 3.4)
"""How far from a code its quiet zone is looked at, in modules; a reader's corners may be off by nearly one."""

_MOST_SAMPLES = 1600
_EYE_MIDDLES = (3.5, 3.5)


@dataclass(frozen=True, slots=True)
class Seen:
    """A code that a reader saw.

    Attributes:
        content: its bytes.
        corners: upper left, upper right, lower right, lower left of the code, in pixels, without quiet zone.
        version: 1 to 40; level: ``L``, ``M``, ``Q`` or ``H``.
    """

    content: bytes
    corners: tuple[Point, Point, Point, Point]
    version: int
    level: str

    @property
    def text(self) -> str:
        """The bytes as UTF-8, what is none replaced."""
        return self.content.decode(errors="replace")

    @property
    def modules(self) -> int:
        """Modules an edge."""
        return 17 + 4 * self.version

    @property
    def left(self) -> float:
        """Left edge of the upright box around it."""
        return min(x for x, _ in self.corners)

    @property
    def top(self) -> float:
        """Upper edge of the upright box around it."""
        return min(y for _, y in self.corners)

    @property
    def width(self) -> float:
        """Width of the upright box around it."""
        return max(x for x, _ in self.corners) - self.left

    @property
    def height(self) -> float:
        """Height of the upright box around it."""
        return max(y for _, y in self.corners) - self.top

    @property
    def module(self) -> float:
        """Pixels an edge of a module, on average."""
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = self.corners
        twice = abs((cx - ax) * (dy - by) - (dx - bx) * (cy - ay))
        return float((twice / 2) ** 0.5 / self.modules)

    def to_pixels(self) -> QTransform:
        """From modules (the origin at the code's upper left corner) to pixels."""
        edge = float(self.modules)
        plain = QPolygonF([QPointF(0, 0), QPointF(edge, 0), QPointF(edge, edge), QPointF(0, edge)])
        answer: object = QTransform.quadToQuad(plain, QPolygonF([QPointF(x, y) for x, y in self.corners]))
        return answer if isinstance(answer, QTransform) else QTransform()


def read_codes(image: QImage, *, inverted: bool = False) -> tuple[Seen, ...]:
    """Every QR code that zxing-cpp reads in a picture; ``inverted``: light codes on dark ground too."""
    gray = image.convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = memoryview(gray.constBits()).cast("B", shape=[gray.height(), gray.bytesPerLine()])
    return read_gray(pixels, inverted=inverted)


def read_gray(pixels: Any, *, inverted: bool = False) -> tuple[Seen, ...]:
    """The codes in gray pixels: a two-dimensional buffer, or a Pillow picture."""
    import zxingcpp

    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    found: Any = zxingcpp.read_barcodes(pixels, formats=formats, try_invert=inverted)
    return tuple(_seen(barcode) for barcode in found if str(barcode.extra.get("Version", "")).isdigit())


def reads(pixels: Any, content: bytes) -> bool:
    """Whether a reader finds a code of just this content; the quick question."""
    import zxingcpp

    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    return any(each.bytes == content for each in zxingcpp.read_barcodes(pixels, formats=formats, try_invert=False))


def _seen(barcode: Any) -> Seen:
    place = barcode.position
    points = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    a, b, c, d = ((float(point.x), float(point.y)) for point in points)
    return Seen(bytes(barcode.bytes), (a, b, c, d), int(barcode.extra["Version"]), str(barcode.ec_level))


# --- what is measured ------------------------------------------------------------------------------------------


def quiet_modules(image: QImage, seen: Seen) -> int:
    """How many rings of modules around a code are light, up to four, as the picture shows them."""
    to_pixels = seen.to_pixels()
    dark = _gray_at(image, to_pixels, 3.5, 3.5)
    light = _gray_at(image, to_pixels, 3.5, 1.5)
    if dark is None or light is None:
        return 0
    limit = light - (light - dark) * 0.3
    for ring, distance in enumerate(_RINGS):
        for column, row in _ring(seen.modules, max(distance, _REACH / max(seen.module, 0.1))):
            gray = _gray_at(image, to_pixels, column, row)
            if gray is None or (gray < limit if light > dark else gray > limit):
                return ring
    return QUIET


def inverted(image: QImage, seen: Seen) -> bool:
    """Whether the code is lighter than its ground."""
    to_pixels = seen.to_pixels()
    dark, light = _gray_at(image, to_pixels, 3.5, 3.5), _gray_at(image, to_pixels, 3.5, 1.5)
    return dark is not None and light is not None and dark > light


def measured_contrast(image: QImage, seen: Seen) -> float:
    """The contrast (WCAG) between the code's modules: its lighter dark ones against its darker light ones."""
    colors = sorted(_samples(image, seen), key=_gray_of)
    if len(colors) < 20:
        return 1.0
    middle = (_gray_of(colors[len(colors) // 20]) + _gray_of(colors[-1 - len(colors) // 20])) / 2
    darks = [color for color in colors if _gray_of(color) < middle]
    lights = colors[len(darks) :]
    if not darks or not lights:
        return 1.0
    dark, light = darks[int(len(darks) * 0.8)], lights[int(len(lights) * 0.2)]
    return contrast(hexadecimal(dark), hexadecimal(light))


def _samples(image: QImage, seen: Seen) -> Iterator[tuple[int, int, int]]:
    """Colors at the middles of modules, spread over the whole code."""
    to_pixels, count = seen.to_pixels(), seen.modules
    step = max(1, -(-count * count // _MOST_SAMPLES))
    for place in range(0, count * count, step):
        point = to_pixels.map(QPointF(place % count + 0.5, place // count + 0.5))
        x, y = int(point.x()), int(point.y())
        if image.valid(x, y):
            pixel = image.pixel(x, y)
            yield qRed(pixel), qGreen(pixel), qBlue(pixel)


def _gray_of(color: tuple[int, int, int]) -> int:
    red, green, blue = color
    return (red * 11 + green * 16 + blue * 5) // 32


def _gray_at(image: QImage, to_pixels: QTransform, column: float, row: float) -> int | None:
    point = to_pixels.map(QPointF(column, row))
    x, y = point.x(), point.y()
    return qGray(image.pixel(int(x), int(y))) if image.valid(int(x), int(y)) and x >= 0 and y >= 0 else None


def _ring(modules: int, distance: float) -> Iterator[Point]:
    """Points around a code, a module apart, column and row, at a distance in modules."""
    first, last = -distance, modules + distance
    for step in range(int(last - first) + 1):
        place = first + step
        yield from ((place, first), (place, last), (first, place), (last, place))

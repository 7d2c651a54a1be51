"""QR codes as PNG, SVG, PDF, and on any painter."""

import math
import zlib
from io import BytesIO
from struct import pack
from typing import TYPE_CHECKING

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.studio.color import rgb
from affiliate_desktop.studio.matrix import Matrix
from affiliate_desktop.studio.model import QrStyle
from affiliate_desktop.studio.qr_style import check_look

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

_LEAST_PIXELS = 4
"""Pixels a module has at least: fewer blur when a printer resamples them."""

_MOST_PIXELS = 6000
"""Pixels a PNG has an edge at most: a poster's code has modules of many pixels then, and more would show nothing."""

_PACKING = 3
"""Level of compression: six times as fast as the usual 6 on such rows, for half a kilobyte more."""

_MM_A_POINT = 25.4 / 72


def check_style(style: QrStyle) -> None:
    """Refuses what cannot be drawn or cannot be scanned by many readers.

    Raises:
        BadInput: a color that is none, a light code on a dark ground, a size or resolution out of bounds.
    """
    check_look(style.dark, style.light, style.look)
    if not 5 <= style.mm <= 2000:
        raise BadInput("qr_size", "A code can be 5 to 2000 mm wide, not {mm:g}.", mm=style.mm)
    if not 72 <= style.dpi <= 2400:
        raise BadInput("qr_dpi", "The resolution can be 72 to 2400 dpi, not {dpi}.", dpi=style.dpi)
    if not 0 <= style.quiet <= 40:
        raise BadInput("qr_quiet", "The quiet zone can be 0 to 40 modules wide, not {quiet}.", quiet=style.quiet)
    if not 0 <= style.distance_mm <= 500_000:
        raise BadInput("qr_distance", "The reading distance can be 0 to 500 m.")


def edge(code: Matrix, style: QrStyle) -> int:
    """Modules an edge, with the quiet zone."""
    return code.size + 2 * style.quiet


def pixels(code: Matrix, style: QrStyle) -> int:
    """Pixels an edge of the PNG: a whole number a module, at least what the style's dpi asks for, up to 6,000."""
    modules = edge(code, style)
    wanted = math.ceil(style.mm / 25.4 * style.dpi / modules - 1e-9)
    return modules * max(_LEAST_PIXELS, min(wanted, _MOST_PIXELS // modules))


def png(code: Matrix, style: QrStyle) -> bytes:
    """A PNG of two colors; its ``pHYs`` chunk makes the printed edge ``style.mm``."""
    width = pixels(code, style)
    scale = width // edge(code, style)
    stripe = (width + 7) // 8
    spare = stripe * 8 - width
    light, dark = "0" * scale, "1" * scale
    # A row that repeats the one above is all zeros under filter 2 (up), which packs to almost nothing.
    repeated = (b"\2" + bytes(stripe)) * (scale - 1)
    blank = b"\0" + bytes(stripe) + (b"\2" + bytes(stripe)) * (scale * style.quiet - 1) if style.quiet else b""
    left = scale * style.quiet + spare
    lines = [blank]
    for row in code.rows():
        modules = int(f"{row:0{code.size}b}"[::-1].replace("0", light).replace("1", dark), 2) << left
        lines += [b"\0", modules.to_bytes(stripe), repeated]
    lines.append(blank)
    dots = round(width * 1000 / style.mm)
    chunks = (
        (b"IHDR", pack(">IIBBBBB", width, width, 1, 3, 0, 0, 0)),
        (b"PLTE", bytes((*rgb(style.light), *rgb(style.dark)))),
        (b"pHYs", pack(">IIB", dots, dots, 1)),
        (b"IDAT", zlib.compress(b"".join(lines), _PACKING)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))


def svg(code: Matrix, style: QrStyle) -> bytes:
    """An SVG of one path on a rectangle; its user unit is a module, its size ``style.mm``."""
    modules = edge(code, style)
    light, dark = ("#{:02x}{:02x}{:02x}".format(*rgb(color)) for color in (style.light, style.dark))
    path: list[str] = []
    x = y = 0
    for row, column, length in code.runs():
        path.append(f"m{column - x} {row - y}h{length}v1h-{length}z")
        x, y = column, row
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{style.mm:g}mm" height="{style.mm:g}mm" '
        f'viewBox="0 0 {modules} {modules}" shape-rendering="crispEdges">'
        f'<path fill="{light}" d="M0 0h{modules}v{modules}H0z"/>'
        f'<path fill="{dark}" d="M{style.quiet} {style.quiet}{"".join(path)}"/></svg>\n'
    ).encode()


def pdf(code: Matrix, style: QrStyle) -> bytes:
    """A PDF of one page, ``style.mm`` wide and high, with the code as vectors. Equal input gives equal bytes."""
    import pikepdf

    modules = edge(code, style)
    points = style.mm / _MM_A_POINT
    light, dark = (" ".join(f"{part / 255:.4g}" for part in rgb(color)) for color in (style.light, style.dark))
    top = modules - style.quiet - 1
    boxes = "\n".join(f"{style.quiet + c} {top - r} {length} 1 re" for r, c, length in code.runs())
    scale = f"{points / modules:.9f}"
    content = f"{scale} 0 0 {scale} 0 0 cm\n{light} rg 0 0 {modules} {modules} re f\n{dark} rg\n{boxes}\nf\n"
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(round(points, 4), round(points, 4)))
    page.Contents = document.make_stream(content.encode())
    document.docinfo["/Producer"] = "Affiliate Desktop"
    file = BytesIO()
    document.save(file, deterministic_id=True)
    return file.getvalue()


def draw(painter: "QPainter", code: Matrix, area: "QRectF", dark: str, light: str) -> None:
    """Draws a code of two colors with its own quiet zone; see :func:`~.qr_paint.paint_code`."""
    from affiliate_desktop.studio.qr_paint import paint_code

    paint_code(painter, area, code, QrStyle(dark=dark, light=light))

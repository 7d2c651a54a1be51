"""Styled codes as SVG, PDF and EPS: the same outlines, in modules, under one scale.

PDF and EPS share their drawing operators: an EPS file begins with definitions that make PDF's operators PostScript's.
"""

import base64
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from affiliate_desktop.studio.color import rgb
from affiliate_desktop.studio.matrix import Matrix
from affiliate_desktop.studio.model import QrStyle
from affiliate_desktop.studio.png import encoded
from affiliate_desktop.studio.qr_paint import plan_of
from affiliate_desktop.studio.qr_shapes import Ink, Layer, Plan, Step, box
from affiliate_desktop.studio.qr_style import Gradient

if TYPE_CHECKING:
    import pikepdf

_LOGO_DOTS = 600
"""Pixels an edge that a logo keeps: 2 cm of it at 600 dpi."""

_MM_A_POINT = 25.4 / 72


def svg(code: Matrix, style: QrStyle, logo: QImage | None) -> bytes:
    """An SVG whose user unit is a module and whose size is ``style.mm``."""
    drawn = plan_of(code, style, logo)
    edge, quiet, light = code.size + 2 * style.quiet, style.quiet, _hex(style.light)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{style.mm:g}mm" '
        f'height="{style.mm:g}mm" viewBox="0 0 {edge} {edge}"><path fill="{light}" d="M0 0h{edge}v{edge}H0z"/>'
        f'<g transform="translate({quiet} {quiet})">'
    )
    parts = [head]
    for number, layer in enumerate(drawn.layers):
        fill, definition = _svg_fill(layer.ink, code.size, f"fade{number}")
        rule = ' fill-rule="evenodd"' if layer.holes else ""
        parts.append(f'{definition}<path fill="{fill}"{rule} d="{_svg_path(layer.outline)}"/>')
    if drawn.logo is not None and logo is not None:
        x, y, width, height = drawn.logo
        data = base64.b64encode(encoded(_small(logo))).decode()
        parts.append(
            f'<image x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" '
            f'xlink:href="data:image/png;base64,{data}"/>'
        )
    return ("".join(parts) + "</g></svg>\n").encode()


def pdf(code: Matrix, style: QrStyle, logo: QImage | None) -> bytes:
    """A PDF of one page, ``style.mm`` wide and high. Equal input gives equal bytes."""
    import pikepdf

    drawn = plan_of(code, style, logo)
    document = pikepdf.new()
    edge = round(style.mm / _MM_A_POINT, 4)
    page = document.add_blank_page(page_size=(edge, edge))
    shadings: dict[str, pikepdf.Object] = {}

    def shade(ink: Ink) -> str:
        name = f"/S{len(shadings)}"
        shadings[name] = pikepdf.Object.parse(_shading(ink, code.size).encode())
        return f"{name} sh"

    content = _operators(drawn, style, shade, "/Logo Do")
    resources = pikepdf.Dictionary()
    if shadings:
        resources["/Shading"] = pikepdf.Dictionary(shadings)
    if drawn.logo is not None and logo is not None:
        resources["/XObject"] = pikepdf.Dictionary({"/Logo": _pdf_image(document, _small(logo))})
    page.obj["/Resources"] = resources
    page.Contents = document.make_stream(content.encode())
    document.docinfo["/Producer"] = "Affiliate Desktop"
    file = BytesIO()
    document.save(file, deterministic_id=True)
    return file.getvalue()


def eps(code: Matrix, style: QrStyle, logo: QImage | None) -> bytes:
    """An EPS (PostScript level 3), ``style.mm`` wide and high; a see-through logo lies on the light color."""
    drawn = plan_of(code, style, logo)
    points = style.mm / _MM_A_POINT

    def shade(ink: Ink) -> str:
        return f"{_shading(ink, code.size)} shfill"

    image = _eps_image(_small(logo), style.light) if drawn.logo is not None and logo is not None else ""
    return (
        "%!PS-Adobe-3.0 EPSF-3.0\n"
        f"%%BoundingBox: 0 0 {-int(-points // 1)} {-int(-points // 1)}\n"
        f"%%HiResBoundingBox: 0 0 {points:.4f} {points:.4f}\n"
        "%%LanguageLevel: 3\n%%Creator: Affiliate Desktop\n%%EndComments\n"
        f"{_PROLOG}{_operators(drawn, style, shade, image)}grestore end\n%%EOF\n"
    ).encode()


_PROLOG = """\
20 dict begin gsave
/m {moveto} bind def /l {lineto} bind def /c {curveto} bind def /h {closepath} bind def
/f {fill} bind def /f* {eofill} bind def /W {clip} bind def /W* {eoclip} bind def /n {newpath} bind def
/rg {setrgbcolor} bind def /q {gsave} bind def /Q {grestore} bind def /cm {6 array astore concat} bind def
"""


# --- operators of PDF and PostScript ---------------------------------------------------------------------------


def _operators(drawn: Plan, style: QrStyle, shade: Callable[[Ink], str], image: str) -> str:
    edge = drawn.size + 2 * style.quiet
    scale = style.mm / _MM_A_POINT / edge
    lines = [
        f"q {scale:.9f} 0 0 {-scale:.9f} 0 {scale * edge:.9f} cm {_ink(style.light)} {_path(box(0, 0, edge, edge))} f",
        f"1 0 0 1 {style.quiet} {style.quiet} cm",
    ]
    lines += [_filled(layer, shade) for layer in drawn.layers]
    if drawn.logo is not None and image:
        x, y, width, height = drawn.logo
        lines.append(f"q {_n(width)} 0 0 {_n(-height)} {_n(x)} {_n(y + height)} cm\n{image} Q")
    return "\n".join(lines) + "\nQ\n"


def _filled(layer: Layer, shade: Callable[[Ink], str]) -> str:
    star = "*" if layer.holes else ""
    path = _path(layer.outline)
    if layer.ink.gradient is Gradient.NONE:
        return f"{_ink(layer.ink.color)} {path} f{star}"
    return f"q {path} W{star} n {shade(layer.ink)} Q"


def _path(outline: Iterator[Step] | list[Step]) -> str:
    letters = {"M": "m", "L": "l", "C": "c", "Z": "h"}
    return "\n".join(" ".join([*map(_n, numbers), letters[letter]]) for letter, *numbers in outline)


def _ink(color: str) -> str:
    return " ".join(f"{part / 255:.4g}" for part in rgb(color)) + " rg"


def _shading(ink: Ink, size: int) -> str:
    """A shading dictionary, which PDF and PostScript write alike."""
    start, end = (" ".join(f"{part / 255:.4g}" for part in rgb(color)) for color in (ink.color, ink.fade))
    middle = _n(size / 2)
    coords = {
        Gradient.RADIAL: f"{middle} {middle} 0 {middle} {middle} {_n(size * 0.7072)}",
        Gradient.DIAGONAL: f"0 0 {size} {size}",
    }.get(ink.gradient, f"0 0 0 {size}")
    kind = 3 if ink.gradient is Gradient.RADIAL else 2
    return (
        f"<< /ShadingType {kind} /ColorSpace /DeviceRGB /Coords [{coords}] /Extend [true true] "
        f"/Function << /FunctionType 2 /Domain [0 1] /C0 [{start}] /C1 [{end}] /N 1 >> >>"
    )


# --- logos -----------------------------------------------------------------------------------------------------


def _small(logo: QImage) -> QImage:
    if max(logo.width(), logo.height()) <= _LOGO_DOTS:
        return logo
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return logo.scaled(_LOGO_DOTS, _LOGO_DOTS, keep, smooth)


@dataclass(frozen=True, slots=True)
class _Pixels:
    width: int
    height: int
    colors: bytes
    alpha: bytes


def _pixels(logo: QImage) -> _Pixels:
    straight = logo.convertToFormat(QImage.Format.Format_RGBA8888)
    colors = _rows(straight.convertToFormat(QImage.Format.Format_RGB888), 3)
    return _Pixels(logo.width(), logo.height(), colors, _rows(straight.convertToFormat(QImage.Format.Format_Alpha8), 1))


def _rows(image: QImage, channels: int) -> bytes:
    """The pixels without what pads the rows."""
    content, stride = bytes(image.constBits()), image.bytesPerLine()
    return b"".join(content[row * stride : row * stride + image.width() * channels] for row in range(image.height()))


def _pdf_image(document: "pikepdf.Pdf", logo: QImage) -> "pikepdf.Object":
    import pikepdf

    pixels = _pixels(logo)
    common = {
        "/Type": pikepdf.Name.XObject,
        "/Subtype": pikepdf.Name.Image,
        "/Width": pixels.width,
        "/Height": pixels.height,
        "/BitsPerComponent": 8,
    }
    mask = document.make_stream(pixels.alpha, {**common, "/ColorSpace": pikepdf.Name.DeviceGray})
    image = {**common, "/ColorSpace": pikepdf.Name.DeviceRGB, "/SMask": mask}
    return document.make_stream(pixels.colors, image)


def _eps_image(logo: QImage, light: str) -> str:
    ground = QImage(logo.size(), QImage.Format.Format_RGB32)
    ground.fill(int(_hex(light)[1:], 16) | 0xFF000000)
    painter = QPainter(ground)
    painter.drawImage(0, 0, logo)
    painter.end()
    pixels = _pixels(ground)
    data = base64.a85encode(zlib.compress(pixels.colors, 9), wrapcol=100).decode()
    width, height = pixels.width, pixels.height
    return (
        f"/DeviceRGB setcolorspace << /ImageType 1 /Width {width} /Height {height} /BitsPerComponent 8 "
        f"/Decode [0 1 0 1 0 1] /ImageMatrix [{width} 0 0 {-height} 0 {height}] "
        f"/DataSource currentfile /ASCII85Decode filter /FlateDecode filter >> image\n{data}~>\n"
    )


# --- SVG -------------------------------------------------------------------------------------------------------


def _svg_fill(ink: Ink, size: int, name: str) -> tuple[str, str]:
    """The value of ``fill``, and the gradient it names."""
    if ink.gradient is Gradient.NONE:
        return _hex(ink.color), ""
    stops = f'<stop offset="0" stop-color="{_hex(ink.color)}"/><stop offset="1" stop-color="{_hex(ink.fade)}"/>'
    if ink.gradient is Gradient.RADIAL:
        middle = _n(size / 2)
        kind, place = "radialGradient", f'cx="{middle}" cy="{middle}" r="{_n(size * 0.7072)}"'
    else:
        across = size if ink.gradient is Gradient.DIAGONAL else 0
        kind, place = "linearGradient", f'x1="0" y1="0" x2="{across}" y2="{size}"'
    definition = f'<defs><{kind} id="{name}" gradientUnits="userSpaceOnUse" {place}>{stops}</{kind}></defs>'
    return f"url(#{name})", definition


def _svg_path(outline: list[Step]) -> str:
    """The outline in relative steps; every curve of ours is a quarter of a circle, turning right."""
    parts: list[str] = []
    x = y = 0.0
    start = (0.0, 0.0)
    for letter, *numbers in outline:
        if letter == "Z":
            parts.append("z")
            x, y = start
            continue
        dx, dy = numbers[-2] - x, numbers[-1] - y
        x, y = x + round(dx, 3), y + round(dy, 3)
        if letter == "M":
            parts.append(f"m{_n(dx)} {_n(dy)}")
            start = (x, y)
        elif letter == "L":
            parts.append(
                f"h{_n(dx)}" if not round(dy, 3) else f"v{_n(dy)}" if not round(dx, 3) else f"l{_n(dx)} {_n(dy)}"
            )
        else:
            parts.append(f"a{_n(abs(dx))} {_n(abs(dx))} 0 0 1 {_n(dx)} {_n(dy)}")
    return "".join(parts)


def _svg_line(dx: float, dy: float) -> str:
    if not round(dy, 3):
        return f"h{_n(dx)}"
    return f"l{_n(dx)} {_n(dy)}" if round(dx, 3) else f"v{_n(dy)}"


def _n(number: float) -> str:
    return f"{number:.3f}".rstrip("0").rstrip(".").replace("-0.", "-.") if number % 1 else str(int(number))


def _hex(color: str) -> str:
    return "#{:02x}{:02x}{:02x}".format(*rgb(color))

"""A telephone that is held over an export: perspective, turning, light, blur, noise and JPEG, by chance but repeatable.

``python -m tests.studio.camera [COUNT]`` makes random exports that the preflight called green, holds the telephone over
each and prints how many decode: with zxing-cpp in one picture and within five, and with OpenCV where it is installed.
"""

import argparse
import math
import random
import string
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageFilter
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPolygonF, QTransform

from affiliate_desktop.core.resources import resource_folder
from affiliate_desktop.studio import proof, scan
from affiliate_desktop.studio.color import hexadecimal
from affiliate_desktop.studio.fonts import ensure_gui
from affiliate_desktop.studio.matrix import matrix
from affiliate_desktop.studio.model import Level, QrStyle, Verdict
from affiliate_desktop.studio.payloads import payload
from affiliate_desktop.studio.print_pdf import PrintPage, pages_pdf
from affiliate_desktop.studio.qr_file import prove_qr
from affiliate_desktop.studio.qr_paint import logo_of, paint_code, plan_of
from affiliate_desktop.studio.qr_style import EyeShape, Gradient, ModuleShape, QrLook
from affiliate_desktop.studio.sheet import UNITS_A_MM

SHOTS = 5
FRAME = (1280, 960)
_LOGO = resource_folder() / "sample" / "logo.png"
_PAPERS = ((85.0, 55.0), (105.0, 148.0), (105.0, 148.0), (148.0, 210.0))


@dataclass(frozen=True)
class Export:
    """A finished export: what its code says, the page as it is printed, where the code stands, and its module count."""

    text: str
    image: QImage
    place: QRectF
    modules: int
    what: str


@dataclass
class Rates:
    """How many of how many were read."""

    count: int = 0
    skipped: int = 0
    first: int = 0
    within: int = 0
    opencv: int = 0
    lost: list[str] = field(default_factory=list)


def exports(seed: int) -> Iterator[Export | None]:
    """Random exports without end; None for one that the preflight did not call green."""
    ensure_gui()
    chance = random.Random(seed)
    while True:
        text, style = _text(chance), _style(chance)
        yield _on_a_page(chance, text, style) if chance.random() < 0.5 else _as_a_file(chance, text, style)


def _text(chance: random.Random) -> str:
    word = "".join(chance.choice(string.ascii_lowercase + string.digits + "-") for _ in range(chance.randint(3, 60)))
    kind = chance.choice(("url", "url", "url", "vcard", "wifi", "email", "phone", "event", "text"))
    values = {
        "url": {"url": f"https://shop.example/{word}?utm_source=flyer&utm_medium=print&ref={chance.randrange(10**9)}"},
        "vcard": {"given": "Ada", "family": word, "phone": "+49 30 123456", "email": "ada@shop.example"},
        "wifi": {"ssid": word, "password": word[::-1]},
        "email": {"to": "me@shop.example", "subject": word},
        "phone": {"number": f"+49{chance.randrange(10**9)}"},
        "event": {"title": word, "start": "2026-05-01 18:30", "location": "Café"},
        "text": {"text": f"日本 {word} ü"},
    }[kind]
    return payload(kind, values)


def _color(chance: random.Random, low: int, high: int) -> str:
    return hexadecimal((chance.randint(low, high), chance.randint(low, high), chance.randint(low, high)))


def _style(chance: random.Random) -> QrStyle:
    level = chance.choice(list(Level))
    gradient = chance.choice([Gradient.NONE, Gradient.NONE, *Gradient])
    look = QrLook(
        modules=chance.choice(list(ModuleShape)),
        eyes=chance.choice(list(EyeShape)),
        gradient=gradient,
        fade=_color(chance, 0, 130) if gradient is not Gradient.NONE else "",
        eye=chance.choice(("", "", _color(chance, 0, 130))),
        logo=_LOGO if level is not Level.L and chance.random() < 0.4 else None,
    )
    light = chance.choice(("#ffffff", "#ffffff", _color(chance, 215, 255)))
    mm = chance.choice((18.0, 25.0, 30.0, 40.0, 60.0))
    return QrStyle(level=level, mm=mm, dark=_color(chance, 0, 120), light=light, look=look)


def _as_a_file(chance: random.Random, text: str, style: QrStyle) -> Export | None:
    suffix = chance.choice((".png", ".svg", ".pdf"))
    try:
        content, artwork = prove_qr(text, Path(f"code{suffix}"), style)
    except proof_problems():
        return None
    if artwork.verdict is not Verdict.GREEN:
        return None
    image = {
        ".png": lambda: proof.picture(content),
        ".svg": lambda: proof.rendered_svg(content, round(style.mm / 25.4 * 300)),
        ".pdf": lambda: proof.rendered_pdf(content),
    }[suffix]()
    return Export(text, image, QRectF(image.rect()), matrix(text, style.level).size + 8, f"{suffix} {style}")


def _on_a_page(chance: random.Random, text: str, style: QrStyle) -> Export | None:
    width, height = chance.choice(_PAPERS)
    edge = min(style.mm, width - 10, height - 10)
    left, top = chance.uniform(2, width - edge - 2), chance.uniform(2, height - edge - 2)
    ground = QColor(_color(chance, 0, 255))
    try:
        code, logo = matrix(text, style.level), logo_of(style)
        share = plan_of(code, style, logo).covered if logo is not None else 0.0
    except proof_problems():
        return None

    def paint(painter: Any) -> None:
        painter.fillRect(QRectF(0, 0, width * UNITS_A_MM, height * UNITS_A_MM), ground)
        area = QRectF(left * UNITS_A_MM, top * UNITS_A_MM, edge * UNITS_A_MM, edge * UNITS_A_MM)
        paint_code(painter, area, code, style, logo)

    content, _ = pages_pdf(PrintPage(width, height), (paint,))
    image = proof.rendered_pdf(content)
    place = (left / width, top / height, edge / width, edge / height)
    codes = proof.prove(image, [proof.expected(text, code, style, edge, logo_share=share, place=place)])
    if any(each.verdict is not Verdict.GREEN for each in codes):
        return None
    box = QRectF(place[0] * image.width(), place[1] * image.height(), edge / 25.4 * 300, edge / 25.4 * 300)
    return Export(text, image, box, code.size + 8, f"page {width:g}x{height:g} on {ground.name()} {style}")


def proof_problems() -> type[Exception]:
    """What a random style may be refused with."""
    from affiliate_desktop.core.problems import BadInput

    return BadInput


# --- the telephone ---------------------------------------------------------------------------------------------


def shots(export: Export, seed: int) -> Iterator["Image.Image"]:
    """Pictures of an export: held at one distance and tilt, with a hand that is never quite still."""
    chance = random.Random(seed)
    gray = export.image.convertToFormat(QImage.Format.Format_Grayscale8)
    size = (gray.width(), gray.height())
    page = Image.frombytes("L", size, bytes(gray.constBits()), "raw", "L", gray.bytesPerLine(), 1)
    pixels = min(chance.uniform(4.0, 7.5), 0.8 * FRAME[1] / export.modules)
    turn, tilt, lean = chance.uniform(0, 360), chance.uniform(-18, 18), chance.uniform(-18, 18)
    desk, light = chance.randint(20, 200), chance.uniform(0.55, 1.0)
    for _ in range(SHOTS):
        jitter = [chance.uniform(-3, 3) for _ in range(3)]
        view = _view(export, pixels * chance.uniform(0.95, 1.05), turn + jitter[0], tilt + jitter[1], lean + jitter[2])
        seen = _seen_through(page, view, desk)
        seen = _lit(seen, light, chance.uniform(0.75, 1.0))
        seen = seen.filter(ImageFilter.GaussianBlur(chance.uniform(0.4, 1.1)))
        noise = Image.frombytes("L", FRAME, _noise(chance, chance.uniform(2, 8)))
        seen = ImageChops.add(seen, noise, 1, -128)
        file = BytesIO()
        seen.save(file, "JPEG", quality=chance.randint(70, 92))
        yield Image.open(file).convert("L")


def _view(export: Export, pixels: float, turn: float, tilt: float, lean: float) -> QTransform:
    """From pixels of the page to those of the frame, with the code in the middle; angles in degrees."""
    scale = pixels * export.modules / export.place.width()
    middle = export.place.center()
    distance = 1.6 * FRAME[0]
    corners = []
    for x, y in ((0, 0), (1, 0), (1, 1), (0, 1)):
        dx = (export.place.x() + x * export.place.width() - middle.x()) * scale
        dy = (export.place.y() + y * export.place.height() - middle.y()) * scale
        a, b, c = (math.radians(angle) for angle in (turn, tilt, lean))
        dx, dy = dx * math.cos(a) - dy * math.sin(a), dx * math.sin(a) + dy * math.cos(a)
        depth = dx * math.sin(b) + dy * math.sin(c)
        near = distance / (distance + depth)
        corners.append(QPointF(FRAME[0] / 2 + dx * math.cos(b) * near, FRAME[1] / 2 + dy * math.cos(c) * near))
    answer: object = QTransform.quadToQuad(QPolygonF(export.place).first(4), QPolygonF(corners))
    assert isinstance(answer, QTransform)
    return answer


def _seen_through(page: "Image.Image", view: QTransform, desk: int) -> "Image.Image":
    answer: Any = view.inverted()
    t: QTransform = answer[0]
    zoom = math.hypot(t.m11(), t.m12())
    if zoom > 2:  # a lens averages; sampling would not
        page = page.filter(ImageFilter.BoxBlur(zoom / 2 - 0.5))
    factors = [t.m11(), t.m21(), t.m31(), t.m12(), t.m22(), t.m32(), t.m13(), t.m23()]
    coefficients = [factor / t.m33() for factor in factors]
    return page.transform(FRAME, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BILINEAR, fillcolor=desk)


def _lit(picture: "Image.Image", light: float, falloff: float) -> "Image.Image":
    """Light that falls off to one side."""
    shade = (
        Image.linear_gradient("L")
        .resize(FRAME)
        .point([round(255 * (falloff + (1 - falloff) * v / 255)) for v in range(256)])
    )
    return ImageChops.multiply(picture, shade).point([round(12 + v * light * 0.92) for v in range(256)])


_TILE = 40_009


def _noise(chance: random.Random, strength: float) -> bytes:
    tile = bytes(min(max(round(chance.gauss(128, strength)), 0), 255) for _ in range(_TILE))
    count = FRAME[0] * FRAME[1]
    return (tile * (count // _TILE + 1))[:count]


# --- the report ------------------------------------------------------------------------------------------------


def measure(count: int, seed: int = 2026, *, opencv: bool = True) -> Rates:
    """Holds the telephone over so many green exports; what is lost is told at once."""
    detector = _opencv() if opencv else None
    rates = Rates()
    for number, export in enumerate(exports(seed)):
        if export is None:
            rates.skipped += 1
            continue
        read = [scan.reads(shot, export.text.encode()) for shot in _until(export, number)]
        rates.count += 1
        rates.first += read[0]
        rates.within += read[-1]
        if not read[-1]:
            rates.lost.append(f"{number}: {export.what}")
            sys.stderr.write(f"lost {rates.lost[-1]}\n")
        rates.opencv += _opencv_reads(detector, export, number)
        if rates.count >= count:
            break
    return rates


def _until(export: Export, seed: int) -> Iterator["Image.Image"]:
    """Shots until one is read."""
    for shot in shots(export, seed):
        yield shot
        if scan.reads(shot, export.text.encode()):
            return


def _opencv() -> Any:
    try:
        import cv2
    except ImportError:
        return None
    return cv2.QRCodeDetectorAruco() if hasattr(cv2, "QRCodeDetectorAruco") else cv2.QRCodeDetector()


def _opencv_reads(detector: Any, export: Export, seed: int) -> bool:
    if detector is None:
        return False
    import numpy as np

    return any(_opencv_read(detector, np.asarray(shot)) == export.text for shot in shots(export, seed))


def _opencv_read(detector: Any, pixels: Any) -> str:
    import cv2

    try:
        return str(detector.detectAndDecode(pixels)[0])
    except (cv2.error, UnicodeDecodeError):
        return ""


def report(rates: Rates, *, opencv: bool = True) -> str:
    """The rates in words; OpenCV's where it was asked."""
    first, within, other = (share / rates.count for share in (rates.first, rates.within, rates.opencv))
    lines = [
        f"{rates.count} exports that the preflight called green ({rates.skipped} others were not):",
        f"zxing-cpp, the first picture: {first:.1%}; within {SHOTS}: {within:.1%}",
        f"OpenCV, within {SHOTS}: {other:.1%}" if opencv and _opencv() is not None else "OpenCV: not asked",
        *(f"lost {each}" for each in rates.lost),
    ]
    return "\n".join(lines)


def main() -> None:
    """Reads the command line and prints the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=2000)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--no-opencv", action="store_true", help="leave its rate out; it takes most of the time")
    asked = parser.parse_args()
    rates = measure(asked.count, asked.seed, opencv=not asked.no_opencv)
    sys.stdout.write(report(rates, opencv=not asked.no_opencv) + "\n")


if __name__ == "__main__":
    main()

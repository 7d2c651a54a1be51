"""Proof of scan: finished artwork is rendered and read back before it is called ready.

A page: ``prove(rendered_pdf(content), [expected(text, code, style, edge_mm, place=...), ...])`` answers with one
:class:`~.model.Code` for each expected code, in order, and one more for each that nobody asked for. Each is read
straight, then turned, blurred, dimmed and tilted, and judged by size, dots, quiet zone, contrast, logo and distance.

Serialized copies (a thousand flyers that differ in their code): prove one page whole, as above, then every code by
itself with ``prove_copy(text, code, style, edge_mm)``: it is painted alone at the printer's dots and read back, which
takes a few milliseconds and neither page nor PDF. Both may run on any thread.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QImage, QPainter

from affiliate_desktop.core.problems import Failed
from affiliate_desktop.studio.color import contrast
from affiliate_desktop.studio.matrix import Matrix
from affiliate_desktop.studio.model import Artwork, Code, Level, NotReady, QrStyle, Verdict
from affiliate_desktop.studio.preflight import PRINT_DPI, REACH, Facts, dots, judged
from affiliate_desktop.studio.qr_style import weakest_contrast
from affiliate_desktop.studio.scan import QUIET, Seen, inverted, measured_contrast, quiet_modules, read_codes
from affiliate_desktop.studio.stress import Outcome, spoil

FORCED = "Written although it would not scan, because that was asked for."
"""Note of a file that was written by force."""

WHOLE = (0.0, 0.0, 1.0, 1.0)
"""The place of a code that is all there is on its page."""

_UNTRIED = Outcome({}, {})
_pdfium = Lock()  # PDFium works for one thread at a time


@dataclass(frozen=True, slots=True)
class Expected:
    """A code that artwork must hold; :func:`expected` makes one of a matrix and a style.

    Attributes:
        text: what it must say.
        modules: its edge without quiet zone, in modules.
        dark, light: ``#rrggbb``.
        module_mm: edge of a module in print, None on screens.
        level: of error correction; dpi: of the printer.
        ratio: the weakest contrast where there are several dark colors; that of ``dark`` and ``light`` when None.
        logo_share: of its area that a logo covers.
        distance_mm: how far readers stand away, 0 when that is not known.
        quiet: modules of its own quiet zone, which belong to its place.
        place: left, top, width, height with its quiet zone, as shares of the page (0 to 1). Where it is given, the code
            must stand there, and a small code on a large page is looked for there by itself.
    """

    text: str
    modules: int
    dark: str
    light: str
    module_mm: float | None = None
    level: Level = Level.M
    dpi: float = PRINT_DPI
    ratio: float | None = None
    logo_share: float = 0.0
    distance_mm: float = 0.0
    quiet: int = QUIET
    place: tuple[float, float, float, float] | None = None


def expected(
    text: str,
    code: Matrix,
    style: QrStyle,
    edge_mm: float | None,
    *,
    dpi: float = PRINT_DPI,
    logo_share: float = 0.0,
    place: tuple[float, float, float, float] | None = None,
) -> Expected:
    """What a page must hold.

    Args:
        text: what the code says.
        code: its modules.
        style: its colors, quiet zone, look and reading distance.
        edge_mm: printed width with its quiet zone; None on screens.
        dpi: of the printer.
        logo_share: as :func:`~.qr_paint.plan_of` answers (``covered``).
        place: see :class:`Expected`.
    """
    return Expected(
        text=text,
        modules=code.size,
        dark=style.dark,
        light=style.light,
        module_mm=None if edge_mm is None else edge_mm / (code.size + 2 * style.quiet),
        level=code.level,
        dpi=dpi,
        ratio=weakest_contrast(style.dark, style.light, style.look),
        logo_share=logo_share,
        distance_mm=style.distance_mm,
        quiet=style.quiet,
        place=place,
    )


def prove(image: QImage, codes: Sequence[Expected]) -> tuple[Code, ...]:
    """Judges every code of a rendered page or picture.

    Returns:
        One answer for each that is expected, in their order; then one for each that nobody asked for.
    """
    seen = list(read_codes(image))
    answers = [_judge_expected(image, code, seen) for code in codes]
    return (*answers, *(judge_found(image, each, expected=False) for each in seen))


def prove_copy(
    text: str,
    code: Matrix,
    style: QrStyle,
    edge_mm: float,
    *,
    dpi: float = PRINT_DPI,
    logo: QImage | None = None,
) -> Code:
    """Judges one of many copies by its code alone: painted at the printer's dots and read straight.

    Args:
        text: what it must say.
        code: its modules.
        style: as it is painted on the page.
        edge_mm: printed width with its quiet zone.
        dpi: of the printer.
        logo: that of the style, read once for all copies.
    """
    from affiliate_desktop.studio.qr_paint import paint_code, plan_of

    modules = code.size + 2 * style.quiet
    edge = modules * max(2, round(edge_mm / 25.4 * dpi / modules))
    image = QImage(edge, edge, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    try:
        paint_code(painter, QRectF(0, 0, edge, edge), code, style, logo)
    finally:
        painter.end()
    share = plan_of(code, style, logo).covered if logo is not None else 0.0
    asked = expected(text, code, style, edge_mm, dpi=dpi, logo_share=share, place=WHOLE)
    return _judge_expected(image, asked, list(read_codes(image)), trials=False)


def ready(artworks: Sequence[Artwork], *, force: bool) -> tuple[Artwork, ...]:
    """Artwork that may be written; what is written by force says so in its notes.

    Raises:
        NotReady: when a code would not scan and ``force`` is not given.
    """
    if any(each.verdict is Verdict.RED for each in artworks) and not force:
        raise NotReady(tuple(artworks))
    return tuple(
        replace(each, notes=(*each.notes, FORCED)) if each.verdict is Verdict.RED else each for each in artworks
    )


def judge_found(image: QImage, seen: Seen, *, dpi: float | None = None, expected: bool = True) -> Code:
    """Judges a code of which nothing is known but the picture.

    Args:
        image: the picture or rendered page.
        seen: the code.
        dpi: of the picture, where it is known: module and width are measured by it.
        expected: whether the artwork was meant to hold it.
    """
    module_mm = seen.module / dpi * 25.4 if dpi else None
    spoiled = spoil(image, seen)
    facts = Facts(
        found=True,
        contrast=measured_contrast(image, seen),
        level=seen.level,
        version=seen.version,
        module_mm=module_mm,
        quiet=quiet_modules(image, seen),
        failed=spoiled.failed,
        spoiled=spoiled.share,
        inverted=inverted(image, seen),
        expected=expected,
    )
    return _code(seen.text, seen.text, facts)


def _judge_expected(image: QImage, code: Expected, seen: list[Seen], *, trials: bool = True) -> Code:
    """Judges a code; takes the one that was seen in its place out of the list."""
    match = _take(code, seen, image)
    spoiled = spoil(image, match) if match and trials else _UNTRIED
    other = None if match else next((each for each in seen if _stands_in(each, code, image)), None)
    facts = Facts(
        found=match is not None,
        other=other is not None,
        contrast=contrast(code.dark, code.light) if code.ratio is None else code.ratio,
        level=code.level,
        version=(code.modules - 17) // 4,
        module_mm=code.module_mm,
        dpi=code.dpi,
        quiet=quiet_modules(image, _placed(code, match, image)) if match else None,
        logo_share=code.logo_share,
        width_mm=code.module_mm * code.modules if code.module_mm is not None else None,
        distance_mm=code.distance_mm,
        failed=spoiled.failed,
        spoiled=spoiled.share,
    )
    decoded = match.text if match else other.text if other else None
    return _code(code.text, decoded, facts)


def _code(text: str, decoded: str | None, facts: Facts) -> Code:
    verdict, reasons = judged(facts)
    count = dots(facts.module_mm, facts.dpi)
    width = facts.module_mm * (17 + 4 * facts.version) if facts.module_mm is not None else None
    return Code(
        text=text,
        decoded=decoded,
        verdict=verdict,
        reasons=reasons,
        module_mm=_rounded(facts.module_mm, 3),
        contrast=round(facts.contrast, 2),
        quiet_modules=facts.quiet,
        version=facts.version,
        dots=_rounded(count, 1),
        logo_share=round(facts.logo_share, 4),
        reach_mm=_rounded(width * REACH if width is not None else None, 0),
        expected=facts.expected,
    )


def _rounded(number: float | None, digits: int) -> float | None:
    return None if number is None else round(number, digits)


# --- which code is which ---------------------------------------------------------------------------------------


def _take(code: Expected, seen: list[Seen], image: QImage) -> Seen | None:
    content = code.text.encode()
    for each in seen:
        if each.content == content and _stands_in(each, code, image):
            seen.remove(each)
            return each
    return None if code.place is None else next((e for e in _closer(code, image) if e.content == content), None)


def _placed(code: Expected, seen: Seen, image: QImage) -> Seen:
    """The code with its corners where they are drawn, where that is known: a reader's are off by a module at times."""
    if code.place is None:
        return seen
    box = _box(code.place, image)
    share = code.quiet / (code.modules + 2 * code.quiet)
    dx, dy = box.width() * share, box.height() * share
    box = box.adjusted(dx, dy, -dx, -dy)
    left, top, right, bottom = box.left(), box.top(), box.right(), box.bottom()
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    x, y = seen.corners[0]
    first = min(range(4), key=lambda index: abs(corners[index][0] - x) + abs(corners[index][1] - y))
    a, b, c, d = corners[first:] + corners[:first]  # a page may hold its codes turned
    return replace(seen, corners=(a, b, c, d))


def _stands_in(seen: Seen, code: Expected, image: QImage) -> bool:
    """Whether a code stands where it is expected; anywhere, when no place is given."""
    if code.place is None:
        return True
    x, y = seen.left + seen.width / 2, seen.top + seen.height / 2
    return _box(code.place, image).contains(x, y)


def _closer(code: Expected, image: QImage) -> Iterable[Seen]:
    """What a reader sees of the code's place alone, in the coordinates of the page."""
    place = _box(code.place or (0, 0, 1, 1), image).toAlignedRect() & image.rect()
    for each in read_codes(image.copy(place)):
        a, b, c, d = ((x + place.x(), y + place.y()) for x, y in each.corners)
        yield Seen(each.content, (a, b, c, d), each.version, each.level)


def _box(place: tuple[float, float, float, float], image: QImage) -> QRectF:
    left, top, width, height = place
    return QRectF(left * image.width(), top * image.height(), width * image.width(), height * image.height())


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


def rendered_pdf(content: bytes | Path, page: int = 0, dpi: float = PRINT_DPI) -> QImage:
    """A page of a PDF, or of a file, as it would be printed.

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

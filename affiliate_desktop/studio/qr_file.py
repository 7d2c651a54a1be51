"""QR code files: made, read back, and only then put in their place."""

from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from affiliate_desktop.core.files import write_bytes
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.studio import proof, qr, qr_vector
from affiliate_desktop.studio.fonts import ensure_gui
from affiliate_desktop.studio.matrix import Matrix, matrix
from affiliate_desktop.studio.model import Artwork, QrStyle
from affiliate_desktop.studio.pictures import still_notes
from affiliate_desktop.studio.png import encoded
from affiliate_desktop.studio.preflight import PRINT_DPI
from affiliate_desktop.studio.qr_paint import logo_of, paint_code, plan_of

SUFFIXES = (".png", ".svg", ".pdf", ".eps")
_PROOF_PIXELS = 3000


def write_qr(text: str, file: Path, style: QrStyle, *, force: bool) -> Artwork:
    """Writes a code as PNG, SVG, PDF or EPS, as the suffix says.

    Raises:
        BadInput: another suffix, a text that is empty or too long, a style or logo that cannot be drawn.
        NotReady: when it would not scan and ``force`` is not given.
    """
    content, artwork = prove_qr(text, file, style)
    (artwork,) = proof.ready((artwork,), force=force)
    write_bytes(file, content)
    return artwork


def prove_qr(text: str, file: Path, style: QrStyle) -> tuple[bytes, Artwork]:
    """The file's content, and what a reader says of it; nothing is written."""
    qr.check_style(style)
    kind = file.suffix.lower()
    if kind not in SUFFIXES:
        raise BadInput(
            "qr_suffix", "“{file}” does not say which kind of file: end it in .png, .svg, .pdf or .eps.", file=file.name
        )
    code = matrix(text, style.level)
    ensure_gui()
    logo = logo_of(style)
    covered = plan_of(code, style, logo).covered if logo is not None else 0.0
    content = code_file(kind, code, style, logo)
    expected = proof.expected(
        text, code, style, style.mm, dpi=_judged_dpi(kind, style), logo_share=covered, place=proof.WHOLE
    )
    codes = proof.prove(_rendered(kind, content, code, style, logo), (expected,))
    width = {".png": qr.pixels(code, style), ".svg": qr.edge(code, style)}.get(kind, round(style.mm / 25.4 * 72, 2))
    return content, Artwork(file, width, width, len(content), codes, still_notes("logo", logo))


def code_file(kind: str, code: Matrix, style: QrStyle, logo: QImage | None) -> bytes:
    """A code as a file of a kind (``.png`` ...), unproven."""
    plain = style.look.plain
    if kind == ".png":
        return qr.png(code, style) if plain else _painted_png(code, style, logo)
    if kind == ".svg":
        return qr.svg(code, style) if plain else qr_vector.svg(code, style, logo)
    if kind == ".pdf":
        return qr.pdf(code, style) if plain else qr_vector.pdf(code, style, logo)
    return qr_vector.eps(code, style, logo)


def _painted_png(code: Matrix, style: QrStyle, logo: QImage | None) -> bytes:
    edge = qr.pixels(code, style)
    image = QImage(edge, edge, QImage.Format.Format_RGB32)
    dots = round(edge * 1000 / style.mm)
    image.setDotsPerMeterX(dots)
    image.setDotsPerMeterY(dots)
    painter = QPainter(image)
    try:
        paint_code(painter, QRectF(0, 0, edge, edge), code, style, logo)
    finally:
        painter.end()
    return encoded(image)


def _rendered(kind: str, content: bytes, code: Matrix, style: QrStyle, logo: QImage | None) -> QImage:
    """The file as it would be printed. No library of ours reads EPS: the PDF of the same operators stands for it."""
    if kind == ".png":
        image = proof.picture(content)
        return image.scaledToWidth(_PROOF_PIXELS) if image.width() > _PROOF_PIXELS else image
    if kind == ".svg":
        return proof.rendered_svg(content, round(style.mm / 25.4 * _proof_dpi(style)))
    shown = content if kind == ".pdf" else qr_vector.pdf(code, style, logo)
    return proof.rendered_pdf(shown, dpi=_proof_dpi(style))


def _judged_dpi(kind: str, style: QrStyle) -> float:
    """A PNG has four pixels a module at least, whatever its dpi: those are what is printed by an office printer."""
    return max(style.dpi, PRINT_DPI) if kind == ".png" else style.dpi


def _proof_dpi(style: QrStyle) -> float:
    """The printer's resolution; of a poster's code less, so that its picture stays in memory."""
    return min(style.dpi, _PROOF_PIXELS / (style.mm / 25.4))

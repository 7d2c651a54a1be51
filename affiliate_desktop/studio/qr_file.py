"""QR code files: made, read back, and only then put in their place."""

from pathlib import Path

from PySide6.QtGui import QImage

from affiliate_desktop.core.files import write_bytes
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.studio import proof, qr
from affiliate_desktop.studio.fonts import ensure_gui
from affiliate_desktop.studio.matrix import Matrix, matrix
from affiliate_desktop.studio.model import Artwork, NotReady, QrStyle, Verdict
from affiliate_desktop.studio.preflight import PRINT_DPI

_PROOF_PIXELS = 3000


def write_qr(text: str, file: Path, style: QrStyle, *, force: bool) -> Artwork:
    """Writes a code as PNG, SVG or PDF, as the suffix says.

    Raises:
        BadInput: another suffix, a text that is empty or too long, a style that cannot be drawn.
        NotReady: when it would not scan and ``force`` is not given.
    """
    content, artwork = prove_qr(text, file, style)
    if artwork.verdict is Verdict.RED and not force:
        raise NotReady((artwork,))
    write_bytes(file, content)
    return artwork


def prove_qr(text: str, file: Path, style: QrStyle) -> tuple[bytes, Artwork]:
    """The file's content, and what a reader says of it; nothing is written."""
    qr.check_style(style)
    kind = file.suffix.lower()
    if kind not in {".png", ".svg", ".pdf"}:
        raise BadInput(
            "qr_suffix", "“{file}” does not say which kind of file: end it in .png, .svg or .pdf.", file=file.name
        )
    code = matrix(text, style.level)
    content, width, image = _made(kind, code, style)
    modules = qr.edge(code, style)
    expected = proof.Expected(text, code.size, style.dark, style.light, style.mm / modules)
    codes = proof.prove(image, (expected,))
    return content, Artwork(file, width, width, len(content), codes)


def _made(kind: str, code: Matrix, style: QrStyle) -> tuple[bytes, float, QImage]:
    ensure_gui()
    if kind == ".png":
        content = qr.png(code, style)
        return content, qr.pixels(code, style), proof.picture(content)
    if kind == ".svg":
        content = qr.svg(code, style)
        return content, qr.edge(code, style), proof.rendered_svg(content, round(style.mm / 25.4 * _proof_dpi(style)))
    content = qr.pdf(code, style)
    return content, round(style.mm / 25.4 * 72, 2), proof.rendered_pdf(content, dpi=_proof_dpi(style))


def _proof_dpi(style: QrStyle) -> float:
    """The resolution of an office printer; of a poster's code less, so that its picture stays in memory."""
    return min(PRINT_DPI, _PROOF_PIXELS / (style.mm / 25.4))

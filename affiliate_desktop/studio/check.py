"""Codes of any picture or PDF: every one is read and judged, though nothing is known of it but what is seen."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QImage

from affiliate_desktop.core.files import read_file
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.studio import proof
from affiliate_desktop.studio.fonts import ensure_gui
from affiliate_desktop.studio.foreign_pdf import open_page
from affiliate_desktop.studio.model import Artwork, Code
from affiliate_desktop.studio.pictures import MAX_BYTES, decoded
from affiliate_desktop.studio.preflight import PRINT_DPI
from affiliate_desktop.studio.scan import read_codes

MAX_PAGES = 50
_SCREEN_DPI = 100
"""Pictures that name no more than this are made for screens (72, 96): their size in print is not known."""

NONE_FOUND = "No QR code was found."


def check_file(file: Path) -> tuple[Artwork, ...]:
    """Every code of a PNG, JPEG, WebP or GIF, or of each page of a PDF.

    Returns:
        One record a picture or page; its codes are judged as the file shows them. Of a PDF with more than 50 pages a
        last one, without codes, says what was not looked at.

    Raises:
        BadInput: when the file is missing, is neither, is damaged or too large.
    """
    ensure_gui()
    content = _content(file)
    if content[:1024].lstrip().startswith(b"%PDF"):
        return _pages(content, file)
    image = decoded(content, file.name)
    dots = _declared_dpi(content)
    return (_judged(file, image, image.width(), image.height(), len(content), dots),)


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > MAX_BYTES:
            raise BadInput(
                "picture_too_heavy",
                "“{file}” is larger than {limit} MB; save it smaller.",
                file=file.name,
                limit=MAX_BYTES // 1_000_000,
            )
        return read_file(file)
    except OSError as error:
        raise BadInput(
            "picture_unreadable", "“{file}” cannot be read: {reason}.", file=str(file), reason=error.strerror or "?"
        ) from error


def _judged(
    file: Path, image: QImage, width: float, height: float, size: int, dpi: float | None, note: str = ""
) -> Artwork:
    codes: tuple[Code, ...] = tuple(
        proof.judge_found(image, seen, dpi=dpi) for seen in read_codes(image, inverted=True)
    )
    notes = (*((note,) if note else ()), *(() if codes else (NONE_FOUND,)))
    return Artwork(file, width, height, size, codes, notes)


def _declared_dpi(content: bytes) -> float | None:
    """The dpi that a picture's header names, where it is one of print."""
    from io import BytesIO

    from PIL import Image

    try:
        with Image.open(BytesIO(content)) as picture:
            dots = picture.info.get("dpi")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    try:
        across = float(dots[0]) if dots else 0.0
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return across if _SCREEN_DPI < across < 10_000 else None


def _pages(content: bytes, file: Path) -> tuple[Artwork, ...]:
    answers: list[Artwork] = []
    count = 1
    while len(answers) < min(count, MAX_PAGES):
        page = open_page(content, file.name, len(answers), PRINT_DPI)
        count = page.pages
        note = f"Page {len(answers) + 1} of {count}." if count > 1 else ""
        size = round(page.width, 2), round(page.height, 2)
        answers.append(_judged(file, page.image, *size, len(content), page.dpi, note))
    if count > MAX_PAGES:
        left = f"Pages {MAX_PAGES + 1} to {count} were not looked at; check them as files of their own."
        answers.append(replace(answers[-1], codes=(), notes=(left,)))
    return tuple(answers)

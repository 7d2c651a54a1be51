"""Pictures of the user: judged by their content before they are decoded, turned upright, stripped of everything else.

Only PNG, JPEG, WebP and GIF are read (of a moving picture, its first frame), and SVG through a limited child process;
the name's suffix says nothing.
"""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter

from affiliate_desktop.core.files import read_file
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.studio.svg_picture import drawn_svg, is_svg

MAX_PIXELS = 40_000_000
MAX_BYTES = 60_000_000
MAX_EDGE = 3600
"""Pixels an edge that are kept: more than a page of A4 or Letter has at 300 dpi."""
MOVES = "moves"
"""Key of a word on the first frame of a moving picture, so that whoever uses it is told."""
_ALLOCATION_MB = 8 * MAX_PIXELS // 2**20 + 16
"""The decoder's own limit: 8 bytes a pixel, which is what 16 bits a channel take."""


def open_picture(file: Path) -> QImage:
    """A user's picture, upright, as pixels only.

    Raises:
        BadInput: when it does not exist, is no picture of these kinds, is truncated, too large or broken.
    """
    try:
        status = file.stat()
    except OSError as error:
        raise _unreadable(file, error) from error
    return _opened(file, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=4)
def _opened(file: Path, _changed: int, size: int) -> QImage:
    """The picture as it was at a time, kept so that a preview at each key stroke needs not decode it again."""
    return decoded(_content(file, size), file.name)


def _content(file: Path, size: int) -> bytes:
    try:
        if size > MAX_BYTES:
            raise BadInput(
                "picture_too_heavy",
                "“{file}” is larger than {limit} MB; save it smaller.",
                file=file.name,
                limit=MAX_BYTES // 1_000_000,
            )
        return read_file(file)
    except OSError as error:
        raise _unreadable(file, error) from error


def _unreadable(file: Path, error: OSError) -> BadInput:
    return BadInput(
        "picture_unreadable", "“{file}” cannot be read: {reason}.", file=str(file), reason=error.strerror or "?"
    )


def decoded(content: bytes, name: str) -> QImage:
    """The picture in a file's content, at most 3,600 pixels an edge; see :func:`open_picture`."""
    if not content:
        raise BadInput("picture_empty", "“{file}” is empty; copy or download it again.", file=name)
    kind = _kind(content)
    if kind is None and is_svg(content):
        kind, content = "png", drawn_svg(content, name)
    if kind is None:
        raise BadInput("no_picture", "“{file}” is no PNG, JPEG, WebP, GIF or SVG picture.", file=name)
    if not _whole(kind, content):
        raise BadInput("picture_truncated", "“{file}” is not complete; copy or download it again.", file=name)
    buffer = QBuffer()
    buffer.setData(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind.encode()))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and size.width() * size.height() > MAX_PIXELS:
        raise BadInput(
            "picture_too_large",
            "“{file}” has {width} x {height} pixels; at most {limit} million are read. Save it smaller.",
            file=name,
            width=size.width(),
            height=size.height(),
            limit=MAX_PIXELS // 1_000_000,
        )
    if max(size.width(), size.height()) > MAX_EDGE:
        reader.setScaledSize(size.scaled(MAX_EDGE, MAX_EDGE, Qt.AspectRatioMode.KeepAspectRatio))
    QImageReader.setAllocationLimit(_ALLOCATION_MB)
    image = reader.read() if size.isValid() and not size.isEmpty() else QImage()
    if image.isNull():
        raise BadInput("picture_broken", "“{file}” is damaged and cannot be shown.", file=name)
    form = QImage.Format.Format_ARGB32_Premultiplied if image.hasAlphaChannel() else QImage.Format.Format_RGB32
    image = _bare(image.convertToFormat(form))
    if image.hasAlphaChannel() and bytes(image.constBits()).count(0) == image.sizeInBytes():
        raise BadInput("picture_blank", "“{file}” shows nothing: all of it is see-through.", file=name)
    if reader.supportsAnimation() and reader.imageCount() > 1:
        image.setText(MOVES, "yes")
    return image


def still_notes(name: str, image: QImage | None) -> tuple[str, ...]:
    """What a person should know of a picture that moves; nothing of others."""
    moves = image is not None and bool(image.text(MOVES))
    return (f"The {name} moves; its first frame is shown.",) if moves else ()


def picture_content(file: Path) -> bytes:
    """A user's picture as PNG without anything but its pixels.

    Raises:
        BadInput: see :func:`open_picture`.
    """
    return _packed(open_picture(file), "PNG")


def checked_picture(content: bytes, name: str) -> bytes:
    """The picture of some content, re-encoded: as JPEG where nothing is see-through and that is lighter, else as PNG.

    Raises:
        BadInput: see :func:`open_picture`.
    """
    image = decoded(content, name)
    packed = _packed(image, "PNG")
    return packed if image.hasAlphaChannel() else min(packed, _packed(image, "JPEG"), key=len)


def _packed(image: QImage, kind: str) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(kind.lower().encode()))
    writer.setQuality(92)
    writer.write(_bare(image))
    return bytes(data.data())


def _bare(image: QImage) -> QImage:
    """The picture without words that came along with it."""
    if not image.textKeys():
        return image
    shown = QImage(image.constBits(), image.width(), image.height(), image.bytesPerLine(), image.format())
    return shown.copy()


def _kind(content: bytes) -> str | None:
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    return "webp" if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else None


def _whole(kind: str, content: bytes) -> bool:
    """Whether the file goes on to its own end mark; decoders fill what is missing with gray."""
    if kind == "png":
        return _png_ends(content)
    if kind == "jpeg":
        return content.rfind(b"\xff\xd9") > _jpeg_scan(content) > 0
    if kind == "gif":
        return content.rstrip(b"\0").endswith(b";")
    return len(content) >= 8 + int.from_bytes(content[4:8], "little")


def _png_ends(content: bytes) -> bool:
    place = 8
    while place + 12 <= len(content):
        length = int.from_bytes(content[place : place + 4])
        name = content[place + 4 : place + 8]
        place += 12 + length
        if name == b"IEND":
            return place <= len(content)
    return False


def _jpeg_scan(content: bytes) -> int:
    """Where the first scan begins, behind the headers (which may hold a thumbnail with its own end); 0 if nowhere."""
    place = 2
    while place + 4 <= len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if marker == 0xDA:
            return place
        place += 1 if marker == 0xFF else 2 + int.from_bytes(content[place + 2 : place + 4])
    return 0

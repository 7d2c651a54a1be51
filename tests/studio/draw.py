"""Pictures of our own making, as a user's."""

import zlib
from pathlib import Path
from struct import pack

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QLinearGradient, QPainter

from affiliate_desktop.studio.fonts import ensure_gui


def photo(width: int = 320, height: int = 240) -> QImage:
    """A gradient with a dot in the upper left corner."""
    ensure_gui()
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    gradient = QLinearGradient(0, 0, width, height)
    gradient.setColorAt(0, QColor("#e07a5f"))
    gradient.setColorAt(1, QColor("#3d405b"))
    painter.fillRect(image.rect(), gradient)
    painter.fillRect(0, 0, width // 4, height // 4, Qt.GlobalColor.white)
    painter.end()
    return image


def encoded(image: QImage, kind: str) -> bytes:
    """The picture in a file format that Qt writes."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(kind.encode())).write(image)
    return bytes(content.data())


def logo(color: str = "#ffffff") -> QImage:
    """A see-through picture with a bar of one color."""
    ensure_gui()
    image = QImage(200, 60, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.fillRect(10, 20, 180, 20, QColor(color))
    painter.end()
    return image


def saved(folder: Path, name: str, content: bytes) -> Path:
    """The content in a file."""
    file = folder / name
    file.write_bytes(content)
    return file


def png(width: int, height: int, data: bytes = b"") -> bytes:
    """A PNG that claims a size, with any data for its pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return pack(">I", len(body)) + name + body + pack(">I", zlib.crc32(name + body))

    header = pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


def turned(jpeg: bytes, orientation: int) -> bytes:
    """A JPEG with an EXIF orientation."""
    entry = pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    body = b"Exif\0\0MM\0*" + pack(">I", 8) + pack(">H", 1) + entry + pack(">I", 0)
    return jpeg[:2] + b"\xff\xe1" + pack(">H", len(body) + 2) + body + jpeg[2:]


GIF = (
    b"GIF89a\x02\0\x01\0\x80\0\0\xff\0\0\0\0\xff"  # two colors: red, blue
    b",\0\0\0\0\x02\0\x01\0\0\x02\x02D\n\0;"
)
"""A GIF of two pixels."""


def difference(one: QImage, other: QImage) -> float:
    """How far two pictures of one size are from each other, on average, 0 to 255; seen at 64 pixels an edge."""
    assert one.size() == other.size()
    smooth, form = Qt.TransformationMode.SmoothTransformation, QImage.Format.Format_RGB888
    small = [
        image.scaled(64, 64, Qt.AspectRatioMode.IgnoreAspectRatio, smooth).convertToFormat(form)
        for image in (one, other)
    ]
    pairs = zip(bytes(small[0].constBits()), bytes(small[1].constBits()), strict=True)
    return sum(abs(a - b) for a, b in pairs) / small[0].sizeInBytes()

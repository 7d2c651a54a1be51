"""Banners as SVG: letters as outlines, so that they look the same where the fonts are missing."""

import base64
import re
from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from affiliate_desktop.studio.raster import Made, jpeg, too_heavy, webp

_NUMBER = re.compile(rb"-?\d+\.\d{3,}")
_PICTURE = re.compile(rb'"data:image/png;base64,([^"]+)"')
_SIZE = re.compile(rb'<svg width="[^"]*" height="[^"]*"')
_EMPTY = re.compile(rb"<g[^>]*>\s*</g>\s*")


def svg(width: int, height: int, title: str, paint_page: Callable[[QPainter], object], max_kb: int | None) -> Made:
    """An SVG of a page in pixels, squeezed: two decimals, and opaque pictures as JPEG where the ceiling asks for it."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(QSize(width, height))
    generator.setViewBox(QRectF(0, 0, width, height))
    generator.setTitle(" ".join(title.split()))
    generator.setDescription("Affiliate Desktop")
    with QPainter(generator) as painter:
        paint_page(painter)
    pixels = f'<svg width="{width}" height="{height}"'.encode()
    content = _SIZE.sub(pixels, _squeezed(bytes(data.data())), count=1)
    if max_kb is None or len(content) <= max_kb * 1000:
        return content, ()
    held = [len(match[1]) for match in _PICTURE.finditer(content)]
    room = (max_kb * 1000 - len(content) + sum(held)) * 3 // 4 - 60 * len(held)
    if held and room > 0:
        most = room // len(held) // 1000
        lighter = _PICTURE.sub(lambda match: _lighter(match, most), content)
        if len(lighter) <= max_kb * 1000:
            return lighter, (f"Its pictures were reduced to stay within {max_kb} kB.",)
    return content, (too_heavy(content, max_kb, "As PNG or WebP it is lighter."),)


def _squeezed(content: bytes) -> bytes:
    content = _NUMBER.sub(lambda match: b"%g" % round(float(match[0]), 2), content)
    before = b""
    while before != content:
        before, content = content, _EMPTY.sub(b"", content)
    return re.sub(rb"\n\s*\n+", b"\n", content)


def _lighter(match: re.Match[bytes], max_kb: int) -> bytes:
    """The picture as JPEG, or as WebP where parts of it are see-through."""
    image = QImage.fromData(QByteArray(base64.b64decode(match[1])))
    if image.isNull():
        return match[0]
    kind, (made, _) = (b"webp", webp(image, max_kb)) if image.hasAlphaChannel() else (b"jpeg", jpeg(image, max_kb))
    return b'"data:image/' + kind + b";base64," + base64.b64encode(made) + b'"'

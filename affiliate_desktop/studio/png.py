"""Pictures as PNG, made lighter where a network sets a ceiling."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter

from affiliate_desktop.studio.raster import too_heavy

_COLORS = (256, 128, 64, 32)


def encoded(image: QImage, *, small: bool = False) -> bytes:
    """A PNG of a picture; ``small`` packs as tightly as PNG can and takes longer."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"png"))
    writer.setCompression(100 if small else 60)
    writer.write(image)
    return bytes(content.data())


def within_weight(image: QImage, max_kb: int | None) -> tuple[bytes, tuple[str, ...]]:
    """A PNG that weighs at most ``max_kb`` (1000 bytes each) where that can be, and what was given up for it."""
    content = encoded(image)
    if max_kb is None or len(content) <= max_kb * 1000:
        return content, ()
    content = min(content, encoded(image, small=True), key=len)
    if len(content) <= max_kb * 1000:
        return content, ()
    for colors in _COLORS:
        lighter = _palette_png(image, colors)
        if len(lighter) <= max_kb * 1000:
            return lighter, (f"Reduced to {colors} colors to stay within {max_kb} kB.",)
        content = min(content, lighter, key=len)
    return content, (too_heavy(content, max_kb),)


def _palette_png(image: QImage, colors: int) -> bytes:
    """A PNG of at most ``colors`` colors, chosen for the picture."""
    from io import BytesIO

    from PIL import Image

    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    size = (plain.width(), plain.height())
    picture = Image.frombytes("RGB", size, bytes(plain.constBits()), "raw", "RGB", plain.bytesPerLine(), 1)
    file = BytesIO()
    picture.quantize(colors, method=Image.Quantize.MEDIANCUT).save(file, "PNG", optimize=True)
    return file.getvalue()

"""Pictures as JPEG, WebP and moving pictures, each as good as its weight ceiling allows, and what was given up for it.

A ceiling is in kB of 1,000 bytes. Quality is searched by halving; what no quality brings below the ceiling is written
at the lowest that is still decent, and told.
"""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from PIL import Image as Pillow

Made = tuple[bytes, tuple[str, ...]]
"""A file's content, and what a person should know of it."""

BEST, LEAST = 92, 40
"""Qualities of JPEG and WebP: above nobody sees more, below anybody sees the blocks."""
_STEP = 4
_COLORS = (256, 128, 64, 32, 16)
PLAYS = 3
"""A moving banner plays so often and then stands still: with its durations below the 15 s that networks allow."""


def pillow(image: QImage) -> "Pillow.Image":
    """The picture for Pillow; with transparency where it has some."""
    from PIL import Image

    clear = image.hasAlphaChannel()
    plain = image.convertToFormat(QImage.Format.Format_RGBA8888 if clear else QImage.Format.Format_RGB888)
    mode, size = "RGBA" if clear else "RGB", (plain.width(), plain.height())
    return Image.frombytes(mode, size, bytes(plain.constBits()), "raw", mode, plain.bytesPerLine(), 1)


def jpeg(image: QImage, max_kb: int | None) -> Made:
    """The picture as JPEG; letters stay crisp, since colors are not halved while there is room for them."""
    picture = pillow(image)

    def encode(quality: int) -> bytes:
        subsampling = 0 if quality >= 70 else 2
        return _saved(picture, "JPEG", quality=quality, optimize=True, progressive=True, subsampling=subsampling)

    return _searched(encode, max_kb)


def webp(image: QImage, max_kb: int | None) -> Made:
    """The picture as WebP."""
    picture = pillow(image)
    return _searched(lambda quality: _saved(picture, "WEBP", quality=quality, method=2), max_kb)


def moving_webp(frames: Sequence[QImage], durations: Sequence[int], max_kb: int | None) -> Made:
    """Pictures one after the other as WebP; durations in milliseconds."""
    first, *others = [pillow(frame) for frame in frames]
    values: dict[str, Any] = {"save_all": True, "append_images": others, "duration": list(durations), "loop": PLAYS}
    return _searched(lambda quality: _saved(first, "WEBP", quality=quality, method=2, **values), max_kb)


def moving_gif(frames: Sequence[QImage], durations: Sequence[int], max_kb: int | None) -> Made:
    """Pictures one after the other as GIF, all in the colors of the last one; durations in milliseconds."""
    pictures = [pillow(frame) for frame in frames]
    best = b""
    for colors in _COLORS:
        content = _gif(pictures, durations, colors)
        best = content if not best or len(content) < len(best) else best
        if max_kb is None or len(content) <= max_kb * 1000:
            told = () if colors == _COLORS[0] else (f"Reduced to {colors} colors to stay within {max_kb} kB.",)
            return content, told
    return best, (too_heavy(best, max_kb or 0),)


def _gif(pictures: "Sequence[Pillow.Image]", durations: Sequence[int], colors: int) -> bytes:
    from PIL import Image

    palette = pictures[-1].quantize(colors)
    first, *others = [picture.quantize(palette=palette, dither=Image.Dither.NONE) for picture in pictures]
    values = {"save_all": True, "append_images": others, "duration": list(durations), "loop": PLAYS - 1}
    return _saved(first, "GIF", optimize=False, disposal=1, **values)


def _searched(encode: Callable[[int], bytes], max_kb: int | None) -> Made:
    """The best quality below a ceiling."""
    content = encode(BEST)
    if max_kb is None or len(content) <= max_kb * 1000:
        return content, ()
    low, high, best = LEAST, BEST, b""
    quality = 0
    while high - low > _STEP:
        middle = (low + high) // 2
        tried = encode(middle)
        if len(tried) <= max_kb * 1000:
            low, best, quality = middle, tried, middle
        else:
            high = middle
    if best:
        return best, (f"Reduced to quality {quality} to stay within {max_kb} kB.",)
    least = encode(LEAST)
    if len(least) <= max_kb * 1000:
        return least, (f"Reduced to quality {LEAST} to stay within {max_kb} kB.",)
    return least, (too_heavy(least, max_kb),)


def too_heavy(content: bytes, max_kb: int, advice: str = "Use a simpler picture.") -> str:
    """What is told of a file that no effort brings below its ceiling."""
    kb = -(-len(content) // 1000)
    return f"Weighs {kb} kB; the network takes at most {max_kb} kB. {advice}"


def _saved(picture: "Pillow.Image", kind: str, **values: Any) -> bytes:
    file = BytesIO()
    picture.save(file, kind, **values)
    return file.getvalue()

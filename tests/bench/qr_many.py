"""A thousand QR codes as PNG of about 600 pixels, ours beside other libraries; the same text, level and modules.

libqrencode is called through ctypes and its modules are written by our own PNG writer, so that the matrices are what
differs. It is Debian's libqrencode4; where it is missing and this runs as root, it is installed.
"""

import ctypes
import ctypes.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from typing import Any

import qrcode
from qrcode.image.pil import PilImage

from affiliate_desktop.studio import qr
from affiliate_desktop.studio.matrix import Matrix, matrix
from affiliate_desktop.studio.model import Level, QrStyle
from tests.bench.row import Row, in_turn, seconds

TITLE = "QR codes: a thousand PNGs of 600 pixels of a 120-character link"
LINK = (
    "https://shop.example/walking-boots-for-spring?tag=me-20&utm_source=flyer&utm_medium=print&utm_campaign=spring&ref="
)
STYLE = QrStyle(mm=25.4, dpi=600)
_OURS, _THEIRS = 200, 20
"""Codes that are measured at a time; the figures are for 1,000."""


def _link(number: int) -> str:
    return f"{LINK}{number:06d}"


def _our_png(number: int) -> bytes:
    return qr.png(matrix(_link(number), Level.M), STYLE)


def _qrcode_png(number: int) -> bytes:
    made = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, box_size=12, border=4)
    made.add_data(_link(number))
    file = BytesIO()
    made.make_image(image_factory=PilImage).save(file)
    return file.getvalue()


def _segno_png(number: int) -> bytes:
    import segno

    file = BytesIO()
    segno.make(_link(number), error="m", boost_error=False, micro=False).save(file, kind="png", scale=12, border=4)
    return file.getvalue()


def measure() -> list[Row]:
    """Seconds for 1,000 codes, and what an SVG weighs."""
    rows = [_row("qrcode + Pillow", _qrcode_png, _THEIRS, 1 / 12)]
    if _has_segno():
        rows.append(_row("segno", _segno_png, _THEIRS, 1 / 12))
    else:
        _say("segno is not installed; its row is left out.")
    encode = _libqrencode()
    if encode is not None:
        rows.append(_row("libqrencode + our PNG writer", encode, _OURS, 1.3))
    weight = len(qr.svg(matrix(_link(0), Level.M), QrStyle(level=Level.M)))
    rows.append(Row("an SVG of the link", (weight / 1000,), "kB", goal=10, kind="at most"))
    return rows


def _row(name: str, theirs: Callable[[int], bytes], count: int, goal: float) -> Row:
    ours, other = in_turn(lambda: _thousand(_our_png, _OURS), lambda: _thousand(theirs, count))
    return Row("1,000 QR PNGs", ours, "s", name, other, goal=goal, kind="times")


def _thousand(make: Callable[[int], bytes], count: int) -> float:
    return seconds(lambda: [make(number) for number in range(count)]) * 1000 / count


def _has_segno() -> bool:
    try:
        import segno  # noqa: F401
    except ImportError:
        return False
    return True


# --- libqrencode -----------------------------------------------------------------------------------------------


class _Code(ctypes.Structure):
    """``QRcode`` of qrencode.h."""

    _fields_ = (("version", ctypes.c_int), ("width", ctypes.c_int), ("data", ctypes.POINTER(ctypes.c_ubyte)))


def _libqrencode() -> Callable[[int], bytes] | None:
    """Makes a PNG by libqrencode's matrix; None, with the reason said, where the library cannot be had."""
    library = _loaded()
    if library is None:
        return None
    library.QRcode_encodeData.restype = ctypes.POINTER(_Code)
    library.QRcode_encodeData.argtypes = [ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_int]
    library.QRcode_free.argtypes = [ctypes.POINTER(_Code)]
    bits = bytes(byte & 1 for byte in range(256)).translate(bytes((48, 49)) + bytes(254))

    def encode(number: int) -> bytes:
        content = _link(number).encode()
        made = library.QRcode_encodeData(len(content), content, 0, 1)
        width = made.contents.width
        modules = ctypes.string_at(made.contents.data, width * width)
        library.QRcode_free(made)
        # The first module is the lowest bit of a matrix.
        return qr.png(Matrix(width, int(modules.translate(bits)[::-1], 2), Level.M), STYLE)

    return encode


def _loaded() -> Any:
    if ctypes.util.find_library("qrencode") is None and hasattr(os, "geteuid") and os.geteuid() == 0:
        apt = shutil.which("apt-get")
        if apt is not None:
            subprocess.run([apt, "install", "-y", "-q", "libqrencode4"], check=False, capture_output=True)
    name = ctypes.util.find_library("qrencode")
    if name is None:
        _say("libqrencode4 is not installed (and cannot be without root); its row is left out.")
        return None
    return ctypes.CDLL(name)


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")

"""One QR PNG, ours against the ``qrcode`` library's own with Pillow: the same text, level, mask and modules."""

from collections.abc import Callable
from io import BytesIO

import qrcode
from qrcode.image.pil import PilImage

from affiliate_desktop.studio import qr
from affiliate_desktop.studio.matrix import matrix
from affiliate_desktop.studio.model import Level, QrStyle
from tests.bench.row import Row, in_turn, seconds

TITLE = "QR codes: a 120-character link as PNG, level M"
LINK = "https://shop.example/walking-boots-for-spring?tag=me-20&utm_source=flyer&utm_medium=print&utm_campaign=spring&ref=k3v9x1"
STYLE = QrStyle(level=Level.M)
_TURNS = 50


def _our_png() -> bytes:
    return qr.png(matrix(LINK, STYLE.level), STYLE)


def _their_png() -> bytes:
    made = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, box_size=7, border=4)
    made.add_data(LINK)
    file = BytesIO()
    made.make_image(image_factory=PilImage).save(file)
    return file.getvalue()


def _their_modules() -> list[list[bool]]:
    made = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    made.add_data(LINK)
    modules: list[list[bool]] = made.get_matrix()
    return modules


def measure() -> list[Row]:
    """PNG files and bare matrices, in milliseconds a code."""
    assert len(LINK) == 120
    code = matrix(LINK, STYLE.level)
    assert [[bool(row >> c & 1) for c in range(code.size)] for row in code.rows()] == _their_modules()
    files = in_turn(lambda: _milliseconds(_our_png), lambda: _milliseconds(_their_png, 5))
    modules = in_turn(
        lambda: _milliseconds(lambda: matrix(LINK, STYLE.level)), lambda: _milliseconds(_their_modules, 5)
    )
    return [
        Row("one QR PNG", files[0], "ms", "qrcode + Pillow", files[1], goal=0.25, kind="times"),
        Row("the matrix alone", modules[0], "ms", "qrcode", modules[1], goal=0.25, kind="times"),
    ]


def _milliseconds(job: Callable[[], object], turns: int = _TURNS) -> float:
    return seconds(lambda: [job() for _ in range(turns)]) / turns * 1000

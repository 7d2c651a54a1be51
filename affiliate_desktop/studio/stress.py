"""What a telephone does to a code: turned, out of focus, in poor light, seen from the side. Always the same way.

A code is cut out of its page with what stands around it, brought to few pixels a module, as a camera sees it from a
reader's distance, and then spoiled. Light codes of good contrast and square modules stand all of it.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QImage, QPolygonF, QTransform

from affiliate_desktop.studio import scan
from affiliate_desktop.studio.scan import Seen

if TYPE_CHECKING:
    from PIL.Image import Image

PIXELS_A_MODULE = 5.0
"""What a telephone sees of a code that fills a third of its picture."""

_AROUND = 6
"""Modules around the code that are looked at: its quiet zone and what is beyond."""

_OUTSIDE = 110
"""Gray of what lies beyond the cut: a table top."""


class Trial(StrEnum):
    """A way of spoiling a picture."""

    ROTATION = "rotation"
    BLUR = "blur"
    NOISE = "noise"
    PERSPECTIVE = "perspective"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Which trials a code failed, of how many of each."""

    failed: dict[Trial, int]
    tried: dict[Trial, int]

    @property
    def share(self) -> float:
        """Failed ones of all, 0 to 1."""
        return sum(self.failed.values()) / max(sum(self.tried.values()), 1)


def spoil(image: QImage, seen: Seen) -> Outcome:
    """Reads a code of a page again under every trial.

    Args:
        image: the rendered page.
        seen: the code as it was read straight.
    """
    picture = _cut(image, seen)
    failed: dict[Trial, int] = {}
    tried: dict[Trial, int] = {}
    for trial, changes in _TRIALS:
        tried[trial] = tried.get(trial, 0) + 1
        if not any(scan.reads(change(picture), seen.content) for change in changes):
            failed[trial] = failed.get(trial, 0) + 1
    return Outcome(failed, tried)


def _cut(image: QImage, seen: Seen) -> "Image":
    """The code with its surroundings in gray, a few pixels a module."""
    from PIL import Image

    margin = seen.module * _AROUND
    place = QRect(
        round(seen.left - margin), round(seen.top - margin), *(round(e + 2 * margin) for e in (seen.width, seen.height))
    )
    part = image.copy(place & image.rect()).convertToFormat(QImage.Format.Format_Grayscale8)
    size = (part.width(), part.height())
    picture = Image.frombytes("L", size, bytes(part.constBits()), "raw", "L", part.bytesPerLine(), 1)
    scale = PIXELS_A_MODULE / max(seen.module, 0.1)
    if scale < 1:
        wanted = max(1, round(size[0] * scale)), max(1, round(size[1] * scale))
        picture = picture.resize(wanted, Image.Resampling.BOX if scale < 0.5 else Image.Resampling.BILINEAR)
    return picture


# --- the trials ------------------------------------------------------------------------------------------------


def _turned(degrees: float) -> Callable[["Image"], "Image"]:
    def change(picture: "Image") -> "Image":
        from PIL import Image

        return picture.rotate(degrees, Image.Resampling.BILINEAR, expand=True, fillcolor=_OUTSIDE)

    return change


def _blurred(modules: float) -> Callable[["Image"], "Image"]:
    def change(picture: "Image") -> "Image":
        from PIL import ImageFilter

        return picture.filter(ImageFilter.GaussianBlur(modules * PIXELS_A_MODULE))

    return change


def _noisy(strength: float, contrast: float) -> Callable[["Image"], "Image"]:
    """Noise over a picture of weak contrast: poor light."""

    def change(picture: "Image") -> "Image":
        from PIL import Image, ImageChops

        dim = picture.point([round(40 + level * contrast) for level in range(256)])
        noise = Image.frombytes("L", dim.size, _noise(strength, dim.width * dim.height))
        return ImageChops.add(dim, noise, 1, -128)

    return change


def _tilted(across: float, down: float) -> Callable[["Image"], "Image"]:
    """The far edge is shorter by these shares; a bit turned and blurred too, as by hand."""

    def change(picture: "Image") -> "Image":
        from PIL import Image, ImageFilter

        width, height = picture.size
        dx, dy = width * down / 2, height * across / 2
        seen = [QPointF(dx, 0), QPointF(width - dx, dy), QPointF(width, height - dy), QPointF(0, height)]
        whole = [QPointF(0, 0), QPointF(width, 0), QPointF(width, height), QPointF(0, height)]
        answer: object = QTransform.quadToQuad(QPolygonF(seen), QPolygonF(whole))
        t = answer if isinstance(answer, QTransform) else QTransform()
        factors = (t.m11(), t.m21(), t.m31(), t.m12(), t.m22(), t.m32(), t.m13(), t.m23())
        scale = t.m33() or 1.0
        made = picture.transform(
            picture.size,
            Image.Transform.PERSPECTIVE,
            [factor / scale for factor in factors],
            Image.Resampling.BILINEAR,
            fillcolor=_OUTSIDE,
        )
        return made.filter(ImageFilter.GaussianBlur(0.2 * PIXELS_A_MODULE))

    return change


def _by_hand(degrees: float, tilt: float) -> Callable[["Image"], "Image"]:
    """All at once, each a little less, and from further away: how most people scan."""

    def change(picture: "Image") -> "Image":
        from PIL import Image, ImageFilter

        size = round(picture.width * 0.8), round(picture.height * 0.8)
        far = _tilted(tilt, tilt / 2)(_turned(degrees)(picture.resize(size, Image.Resampling.BILINEAR)))
        return _noisy(7, 0.7)(far.filter(ImageFilter.GaussianBlur(0.7)))

    return change


_NOISE_PERIOD = 65_521


@cache
def _noise_tile(strength: float) -> bytes:
    chance = random.Random(18004)  # noqa: S311 - the same noise each time
    return bytes(min(max(round(chance.gauss(128, strength)), 0), 255) for _ in range(_NOISE_PERIOD))


def _noise(strength: float, count: int) -> bytes:
    tile = _noise_tile(strength)
    return (tile * (count // len(tile) + 1))[:count]


_TRIALS: tuple[tuple[Trial, tuple[Callable[["Image"], "Image"], ...]], ...] = (
    (Trial.ROTATION, (_turned(11), _turned(14), _turned(8))),
    (Trial.ROTATION, (_turned(43), _turned(47), _turned(39))),
    (Trial.ROTATION, (_turned(180),)),
    (Trial.BLUR, (_blurred(0.25), _blurred(0.28))),
    (Trial.BLUR, (_blurred(0.38), _blurred(0.36))),
    (Trial.NOISE, (_noisy(12, 0.6), _noisy(11, 0.65))),
    (Trial.NOISE, (_noisy(18, 0.6), _noisy(17, 0.65))),
    (Trial.PERSPECTIVE, (_tilted(0.12, 0.0), _tilted(0.1, 0.02), _tilted(0.13, 0.04))),
    (Trial.ROTATION, (_by_hand(27, 0.04), _by_hand(31, 0.05), _by_hand(24, 0.03))),
    (Trial.ROTATION, (_by_hand(-62, 0.05), _by_hand(-58, 0.04), _by_hand(-65, 0.06))),
    (Trial.PERSPECTIVE, (_tilted(0.05, 0.1), _tilted(0.07, 0.12), _tilted(0.03, 0.11))),
)
"""Each with the pictures that follow when the first is not read: a telephone takes many while a hand moves."""

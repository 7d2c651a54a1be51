"""Styles of QR codes: shapes, colors and logo, and how much of them a code can bear.

A code is drawn from a :class:`~.matrix.Matrix` and a :class:`~.model.QrStyle`, whose ``look`` is one of these records.
Whoever draws a code on a page calls :func:`~.qr_paint.paint_code` with the same two.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.studio.color import contrast, luminance, rgb


class ModuleShape(StrEnum):
    """How the modules that carry data are drawn."""

    SQUARE = "square"
    ROUNDED = "rounded"
    """Neighbors run together; free corners are round."""
    DOT = "dot"
    DIAMOND = "diamond"
    BAR = "bar"
    """Neighbors in a column run together into bars with round ends."""


class EyeShape(StrEnum):
    """How the three finder patterns are drawn."""

    SQUARE = "square"
    ROUNDED = "rounded"
    CIRCLE = "circle"
    LEAF = "leaf"
    """Two corners round, two square."""


class Gradient(StrEnum):
    """How the color of the modules runs into ``fade``."""

    NONE = "none"
    DOWN = "down"
    DIAGONAL = "diagonal"
    RADIAL = "radial"
    """From the middle to the corners."""


@dataclass(frozen=True, slots=True)
class QrLook:
    """What makes a code look like its brand; all of it may be left as it is.

    Attributes:
        modules, eyes: shapes.
        gradient, fade: ``fade`` (``#rrggbb``) is the color at the end of the gradient; empty for none.
        eye: color of the finder patterns; that of the modules when empty.
        logo: the user's picture in the middle, or None.
        logo_share: of the code's area that the logo with its margin covers, 0 to 1; 0 for as much as the level bears.
    """

    modules: ModuleShape = ModuleShape.SQUARE
    eyes: EyeShape = EyeShape.SQUARE
    gradient: Gradient = Gradient.NONE
    fade: str = ""
    eye: str = ""
    logo: Path | None = None
    logo_share: float = 0.0

    @property
    def plain(self) -> bool:
        """Whether it is nothing but squares of one color."""
        return (
            self.modules is ModuleShape.SQUARE
            and self.eyes is EyeShape.SQUARE
            and self.fades is False
            and not self.eye
            and self.logo is None
        )

    @property
    def fades(self) -> bool:
        """Whether the modules have a gradient."""
        return self.gradient is not Gradient.NONE and bool(self.fade)


LOGO_LIMITS: Mapping[str, float] = MappingProxyType({"L": 0.0, "M": 0.04, "Q": 0.08, "H": 0.12})
"""Share of a code's area that a logo may cover, by level: measured with blurred, noisy and tilted pictures of codes.

It is far below the share of code words that a level restores, since a logo takes whole blocks at one place.
"""

_LOGO_LEAST_VERSION_H = 3
"""Below this version the few code words of level H lie so close together that a logo hits too many of one block."""

MOST_LOGO_SHARE = 0.25


def logo_limit(level: str, version: int) -> float:
    """The share of a code's area that a logo may cover; 0 for no logo at all."""
    if level == "H" and version < _LOGO_LEAST_VERSION_H:
        return 0.0
    return LOGO_LIMITS[level]


def logo_modules(size: int, share: float, ratio: float = 1.0) -> tuple[int, int]:
    """Columns and rows that a logo with its margin takes in the middle of a code.

    Whole modules, since one that is half covered is lost as well; odd numbers, so that it is centered.

    Args:
        size: modules an edge of the code.
        share: of the area, 0 to 1; never exceeded.
        ratio: width by height of the logo; beyond 3:1 and 1:3 the plate is no longer or higher.

    Returns:
        (0, 0) where not even one module may be covered.
    """
    ratio = min(max(ratio, 1 / 3), 3.0)
    area = share * size * size + 1e-9
    width = math.floor(math.sqrt(area * ratio))
    width -= 1 - width % 2
    if width < 1:
        return 0, 0
    height = math.floor(min(area / width, width / ratio + 1))
    height -= 1 - height % 2
    return (width, height) if height >= 1 else (0, 0)


def darks(dark: str, look: QrLook) -> tuple[str, ...]:
    """Every dark color a code is drawn in."""
    colors = (dark, look.fade if look.fades else "", look.eye)
    return tuple(dict.fromkeys(color for color in colors if color))


def weakest_contrast(dark: str, light: str, look: QrLook) -> float:
    """The lowest contrast (WCAG) of a dark color of the code against its ground."""
    return min(contrast(color, light) for color in darks(dark, look))


def check_look(dark: str, light: str, look: QrLook) -> None:
    """Refuses what cannot be drawn, or what readers see as light on dark.

    Raises:
        BadInput: a color that is none, one that is lighter than the ground, a gradient without its second color,
            a logo larger than a quarter of the code.
    """
    for color in (dark, *darks(dark, look)):
        rgb(color)
        if luminance(color) >= luminance(light):
            raise BadInput(
                "qr_inverted",
                "The code would be {dark} on {light}: many readers cannot read a code that is lighter than its "
                "background. Exchange the two colors.",
                dark=color,
                light=light,
            )
    if look.gradient is not Gradient.NONE and not look.fade:
        raise BadInput("qr_gradient", "A gradient needs a second color.")
    if not 0 <= look.logo_share <= MOST_LOGO_SHARE:
        raise BadInput(
            "qr_logo_share",
            "A logo can cover 0 to {most:.0%} of the code, not {share:.0%}.",
            most=MOST_LOGO_SHARE,
            share=look.logo_share,
        )

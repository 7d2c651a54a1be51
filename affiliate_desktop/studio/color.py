"""Colors as ``#rrggbb``: mixing them, and how well they stand out from each other."""

import re
from functools import lru_cache

from affiliate_desktop.core.problems import BadInput

Rgb = tuple[int, int, int]
_READ = 3.6
"""WCAG 2.2 asks for 3; the rest is for backgrounds that have a tint of the color."""
_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})\Z")


@lru_cache(maxsize=4096)
def rgb(color: str) -> Rgb:
    """Red, green and blue (0 to 255) of ``#rrggbb`` or ``#rgb``.

    Raises:
        BadInput: when the text is no such color.
    """
    text = color.strip()
    if not _HEX.match(text):
        raise BadInput("bad_color", "“{color}” is no color; write it as #12343b.", color=text[:40])
    digits = text[1:] if len(text) == 7 else "".join(digit * 2 for digit in text[1:])
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def hexadecimal(color: Rgb) -> str:
    """``#rrggbb``."""
    return "#{:02x}{:02x}{:02x}".format(*color)


@lru_cache(maxsize=4096)
def mixed(over: str, under: str, share: float) -> str:
    """``share`` (0 to 1) of one color over another."""
    pairs = zip(rgb(over), rgb(under), strict=True)
    red, green, blue = (round(a * share + b * (1 - share)) for a, b in pairs)
    return hexadecimal((red, green, blue))


@lru_cache(maxsize=4096)
def luminance(color: str) -> float:
    """Relative luminance, 0 (black) to 1 (white), by WCAG 2.2."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (part / 255 for part in rgb(color))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@lru_cache(maxsize=4096)
def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21, by WCAG 2.2."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@lru_cache(maxsize=4096)
def readable(color: str, background: str) -> str:
    """A color itself where bold text in it can be read on a background, else darker or lighter until it can."""
    away = readable_on(background)
    steps = (mixed(away, color, tenths / 10) for tenths in range(10))
    return next((made for made in steps if contrast(made, background) >= _READ), away)


def readable_on(background: str) -> str:
    """Near-black or white, whichever stands out more."""
    dark = "#10191c"
    return dark if contrast(dark, background) >= contrast("#ffffff", background) else "#ffffff"

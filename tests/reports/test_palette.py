"""The status colors can be told apart by everyone."""

from itertools import combinations
from math import dist

import pytest

from affiliate_desktop.ledger.model import Status
from affiliate_desktop.reports import palette

# Machado, Oliveira, Fernandes 2009, severity 1.0, on linear RGB.
SIGHT = {
    "usual": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
THEMES = {"light": (palette.LIGHT, "#ffffff"), "dark": (palette.DARK, "#1e2226")}


def linear(color: str) -> tuple[float, ...]:
    shares = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return tuple(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)


def luminance(color: str) -> float:
    return sum(weight * share for weight, share in zip((0.2126, 0.7152, 0.0722), linear(color), strict=True))


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: tuple[float, ...]) -> tuple[float, float, float]:
    red, green, blue = (min(1.0, max(0.0, share)) for share in rgb)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    root_x, root_y, root_z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * root_y - 16, 500 * (root_x - root_y), 200 * (root_y - root_z)


def seen(color: str, sight: str) -> tuple[float, float, float]:
    rgb = linear(color)
    return lab(tuple(sum(a * b for a, b in zip(row, rgb, strict=True)) for row in SIGHT[sight]))


@pytest.mark.parametrize("theme", THEMES)
def test_every_status_has_a_color_that_stands_out_from_the_background(theme: str) -> None:
    colors, background = THEMES[theme]
    assert set(colors) == set(Status) == set(palette.STACK)
    assert all(contrast(color, background) >= 3 for color in colors.values())


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("theme", THEMES)
def test_any_two_statuses_stay_apart_for_every_kind_of_sight(theme: str, sight: str) -> None:
    colors, _ = THEMES[theme]
    for one, other in combinations(colors.values(), 2):
        assert dist(seen(one, sight), seen(other, sight)) > 20, (one, other)

"""The outlines of a styled code, in modules, for every device: Qt's painter, SVG, PDF and EPS draw the same ones.

An outline is a list of steps: ``("M", x, y)``, ``("L", x, y)``, ``("C", x1, y1, x2, y2, x, y)`` and ``("Z",)``. The
origin is the upper left corner of the code without its quiet zone; y grows downward.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.studio.matrix import Matrix
from affiliate_desktop.studio.model import QrStyle
from affiliate_desktop.studio.qr_style import EyeShape, Gradient, ModuleShape, logo_limit, logo_modules

Step = tuple[Any, ...]
"""A letter and its numbers."""

Box = tuple[float, float, float, float]
"""Left, top, width, height."""

EYE = 7
"""Modules an edge of a finder pattern."""

_KAPPA = 0.5523
"""Length of the handles of a cubic curve that is a quarter of a circle of radius 1."""

_DOT = 0.46
_DIAMOND = 0.67
_BAR = 0.44
"""Half widths in modules: as large as they look well, since a reader's camera averages over a module."""

_LOGO_MARGIN = 0.5
"""Modules between the logo and the nearest module of the code."""


@dataclass(frozen=True, slots=True)
class Ink:
    """What a layer is filled with: a color, or a gradient over the whole code."""

    color: str
    fade: str = ""
    gradient: Gradient = Gradient.NONE


@dataclass(frozen=True, slots=True)
class Layer:
    """An outline and its ink; with ``holes``, what is outlined twice is left out."""

    outline: list[Step]
    ink: Ink
    holes: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """A styled code, ready to be drawn.

    Attributes:
        size: modules an edge, without quiet zone.
        logo: where the logo stands; None for none.
        covered: share of the code's area that the logo with its margin takes.
    """

    size: int
    layers: tuple[Layer, ...]
    logo: Box | None
    covered: float


def plan(code: Matrix, style: QrStyle, logo_ratio: float | None) -> Plan:
    """What is drawn of a code.

    Args:
        code: the modules.
        style: shapes and colors.
        logo_ratio: width by height of the logo; None when there is none.

    Raises:
        BadInput: when the code's level bears no logo.
    """
    look = style.look
    across, down = _logo_size(code, style, logo_ratio)
    shown = _without(code, across, down)
    body = Ink(style.dark, look.fade, look.gradient) if look.fades else Ink(style.dark)
    eyes = Ink(look.eye) if look.eye else body
    layers = (
        Layer(list(_SHAPES[look.modules](_without_eyes(shown))), body, holes=False),
        Layer(list(_eyes(code.size, look.eyes)), eyes, holes=True),
    )
    place = _logo_box(code.size, across, down, logo_ratio or 1.0) if across else None
    return Plan(code.size, layers, place, across * down / code.size**2)


def _logo_size(code: Matrix, style: QrStyle, ratio: float | None) -> tuple[int, int]:
    if ratio is None:
        return 0, 0
    share = style.look.logo_share or logo_limit(code.level, code.version)
    across, down = logo_modules(code.size, share, ratio)
    if not across:
        raise BadInput(
            "qr_no_room_for_logo",
            "A code of level {level} and version {version} bears no logo. Choose level M, Q or H, or a longer text.",
            level=code.level.value,
            version=code.version,
        )
    return across, down


def _logo_box(size: int, across: int, down: int, ratio: float) -> Box:
    """The logo in its proportions, within its plate."""
    width, height = max(across - 2 * _LOGO_MARGIN, 0.6), max(down - 2 * _LOGO_MARGIN, 0.6)
    width, height = min(width, height * ratio), min(height, width / ratio)
    return (size - width) / 2, (size - height) / 2, width, height


def _without(code: Matrix, across: int, down: int) -> Matrix:
    """The code with the modules under its logo light."""
    if not across:
        return code
    left, top = (code.size - across) // 2, (code.size - down) // 2
    row = ((1 << across) - 1) << left
    return replace(code, bits=code.bits & ~sum(row << ((top + each) * code.size) for each in range(down)))


def _without_eyes(code: Matrix) -> Matrix:
    size = code.size
    corner = sum(((1 << EYE) - 1) << (row * size) for row in range(EYE))
    eyes = corner | corner << (size - EYE) | corner << (size * (size - EYE))
    return replace(code, bits=code.bits & ~eyes)


# --- modules ---------------------------------------------------------------------------------------------------


def _squares(code: Matrix) -> Iterator[Step]:
    for row, column, length in code.runs():
        yield from box(column, row, length, 1)


def _dots(code: Matrix) -> Iterator[Step]:
    for row, column in _places(code):
        yield from rounded((column + 0.5 - _DOT, row + 0.5 - _DOT, 2 * _DOT, 2 * _DOT), (_DOT,) * 4)


def _diamonds(code: Matrix) -> Iterator[Step]:
    for row, column in _places(code):
        x, y = column + 0.5, row + 0.5
        yield from (("M", x, y - _DIAMOND), ("L", x + _DIAMOND, y), ("L", x, y + _DIAMOND), ("L", x - _DIAMOND, y))
        yield ("Z",)


def _bars(code: Matrix) -> Iterator[Step]:
    for column, row, length in _turned(code).runs():
        yield from rounded((column + 0.5 - _BAR, row + 0.5 - _BAR, 2 * _BAR, length - 1 + 2 * _BAR), (_BAR,) * 4)


def _rounded(code: Matrix) -> Iterator[Step]:
    dark = set(_places(code))
    for row, column in _places(code):
        up, down = (row - 1, column) in dark, (row + 1, column) in dark
        left, right = (row, column - 1) in dark, (row, column + 1) in dark
        free = (not (up or left), not (up or right), not (down or right), not (down or left))
        yield from rounded((column, row, 1, 1), tuple(0.5 if each else 0.0 for each in free))


_SHAPES: dict[ModuleShape, Callable[[Matrix], Iterator[Step]]] = {
    ModuleShape.SQUARE: _squares,
    ModuleShape.ROUNDED: _rounded,
    ModuleShape.DOT: _dots,
    ModuleShape.DIAMOND: _diamonds,
    ModuleShape.BAR: _bars,
}


def _places(code: Matrix) -> Iterator[tuple[int, int]]:
    """Row and column of each dark module."""
    for row, column, length in code.runs():
        for each in range(column, column + length):
            yield row, each


def _turned(code: Matrix) -> Matrix:
    """Rows and columns exchanged."""
    size = code.size
    return replace(code, bits=sum(1 << (column * size + row) for row, column in _places(code)))


# --- finder patterns -------------------------------------------------------------------------------------------


def _eyes(size: int, shape: EyeShape) -> Iterator[Step]:
    for left, top in ((0, 0), (size - EYE, 0), (0, size - EYE)):
        for inset in (0, 1, 2):
            edge = EYE - 2 * inset
            yield from rounded((left + inset, top + inset, edge, edge), _eye_corners(shape, edge))


_ROUND = 0.38
"""Corner of a round finder pattern as a share of its edge. Full circles look turned when a line crosses them beside the
middle: of five pictures by hand one in ten was not read, of these one in twenty, of squares none."""


def _eye_corners(shape: EyeShape, edge: float) -> tuple[float, ...]:
    if shape is EyeShape.SQUARE:
        return (0.0,) * 4
    if shape is EyeShape.CIRCLE:
        return (edge * _ROUND,) * 4
    radius = edge * 0.29
    return (radius,) * 4 if shape is EyeShape.ROUNDED else (radius * 1.3, 0.0, radius * 1.3, 0.0)


# --- outlines --------------------------------------------------------------------------------------------------


def box(left: float, top: float, width: float, height: float) -> Iterator[Step]:
    """A rectangle."""
    yield from (("M", left, top), ("L", left + width, top), ("L", left + width, top + height))
    yield from (("L", left, top + height), ("Z",))


def rounded(place: Box, corners: tuple[float, ...]) -> Iterator[Step]:
    """A rectangle with a radius for each corner: upper left, upper right, lower right, lower left."""
    left, top, width, height = place
    right, bottom = left + width, top + height
    a, b, c, d = corners
    if not any(corners):
        yield from box(*place)
        return
    yield ("M", left + a, top)
    yield from _side(right - b, top, right, top + b, b, across=True)
    yield from _side(right, bottom - c, right - c, bottom, c, across=False)
    yield from _side(left + d, bottom, left, bottom - d, d, across=True)
    yield from _side(left, top + a, left + a, top, a, across=False)
    yield ("Z",)


def _side(x: float, y: float, end_x: float, end_y: float, radius: float, *, across: bool) -> Iterator[Step]:
    """A straight side to (x, y), then a quarter of a circle to the end; ``across``: the side is level."""
    yield ("L", x, y)
    if radius:
        dx, dy = (end_x - x) * _KAPPA, (end_y - y) * _KAPPA
        if across:
            yield ("C", x + dx, y, end_x, end_y - dy, end_x, end_y)
        else:
            yield ("C", x, y + dy, end_x - dx, end_y, end_x, end_y)

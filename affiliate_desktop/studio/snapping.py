"""Snapping: a rectangle that comes near a line of the page or of a neighbor goes there."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from affiliate_desktop.studio.frames import Guides


@dataclass(frozen=True, slots=True)
class Snap:
    """How far a rectangle goes, and the lines that it then touches."""

    right: float = 0.0
    down: float = 0.0
    upright: tuple[float, ...] = ()
    level: tuple[float, ...] = ()


def guides_of(
    width: float, height: float, safe: float, neighbors: Sequence[QRectF], own: Guides | None = None
) -> Guides:
    """The lines of a page: its edges and middle, its safe area, the edges and middles of neighbors, its own guides.

    All are in units of the page, but ``own``, which are shares of it as the design has them.
    """
    own = own or Guides()
    upright = {0.0, width / 2, width, *(line * width for line in own.upright)}
    level = {0.0, height / 2, height, *(line * height for line in own.level)}
    if safe:
        upright |= {safe, width - safe}
        level |= {safe, height - safe}
    for area in neighbors:
        upright |= {area.left(), area.center().x(), area.right()}
        level |= {area.top(), area.center().y(), area.bottom()}
    return Guides(tuple(sorted(upright)), tuple(sorted(level)))


def snap_move(area: QRectF, guides: Guides, within: float) -> Snap:
    """How far a rectangle that is moved goes so that an edge or its middle lies on a line.

    Args:
        area: where it is without snapping.
        guides: the lines.
        within: how near a line has to be, in units.
    """
    right = nearest((area.left(), area.center().x(), area.right()), guides.upright, within)
    down = nearest((area.top(), area.center().y(), area.bottom()), guides.level, within)
    return _touching(area.translated(right or 0.0, down or 0.0), guides, right, down)


def snap_edges(area: QRectF, edges: str, guides: Guides, within: float) -> tuple[QRectF, Snap]:
    """A rectangle that is resized, with those edges (letters of ``lrtb``) that are near a line on it."""
    right = down = None
    if "l" in edges:
        right = nearest((area.left(),), guides.upright, within)
        area = area.adjusted(right or 0.0, 0, 0, 0)
    if "r" in edges:
        right = nearest((area.right(),), guides.upright, within)
        area = area.adjusted(0, 0, right or 0.0, 0)
    if "t" in edges:
        down = nearest((area.top(),), guides.level, within)
        area = area.adjusted(0, down or 0.0, 0, 0)
    if "b" in edges:
        down = nearest((area.bottom(),), guides.level, within)
        area = area.adjusted(0, 0, 0, down or 0.0)
    return area, _touching(area, guides, right, down)


def nearest(places: Sequence[float], lines: Sequence[float], within: float) -> float | None:
    """The shortest way from a place to a line; None where none is near."""
    ways = [line - place for line in lines for place in places if abs(line - place) <= within]
    return min(ways, key=abs) if ways else None


def _touching(area: QRectF, guides: Guides, right: float | None, down: float | None) -> Snap:
    near = 1e-6 * max(area.width(), area.height(), 1.0)
    upright = (area.left(), area.center().x(), area.right()) if right is not None else ()
    level = (area.top(), area.center().y(), area.bottom()) if down is not None else ()
    return Snap(
        right or 0.0,
        down or 0.0,
        tuple(line for line in guides.upright if any(abs(line - place) <= near for place in upright)),
        tuple(line for line in guides.level if any(abs(line - place) <= near for place in level)),
    )

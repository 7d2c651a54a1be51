"""Edits of a design's guides as pure functions; places are shares of the page, kept within what a file may say."""

from dataclasses import replace

from affiliate_desktop.studio.design_file import MAX_GUIDES, OUTERMOST
from affiliate_desktop.studio.frames import Design, Guides

UPRIGHT, LEVEL = "upright", "level"
Line = tuple[str, int]
"""A guide: its way, ``upright`` or ``level``, and its place among those of that way."""


def guides_at(design: Design, spot: str) -> Guides:
    """The guides of a variant or part."""
    return design.guides.get(spot) or Guides()


def with_guides(design: Design, spot: str, guides: Guides) -> Design:
    """The design with other guides in a variant or part."""
    kept = {name: each for name, each in design.guides.items() if name != spot}
    return replace(design, guides=kept if guides == Guides() else {**kept, spot: guides})


def lines_of(guides: Guides, way: str) -> tuple[float, ...]:
    """The guides of one way."""
    return guides.upright if way == UPRIGHT else guides.level


def added(guides: Guides, way: str, place: float) -> Guides:
    """One guide more, the last of its way; none where there are as many as a design may have."""
    lines = lines_of(guides, way)
    return guides if len(lines) >= MAX_GUIDES else _with(guides, way, (*lines, _within(place)))


def moved(guides: Guides, line: Line, place: float) -> Guides:
    """A guide at another place."""
    way, number = line
    lines = lines_of(guides, way)
    return _with(guides, way, (*lines[:number], _within(place), *lines[number + 1 :]))


def removed(guides: Guides, line: Line) -> Guides:
    """The guides without one."""
    way, number = line
    lines = lines_of(guides, way)
    return _with(guides, way, (*lines[:number], *lines[number + 1 :]))


def _with(guides: Guides, way: str, lines: tuple[float, ...]) -> Guides:
    return replace(guides, upright=lines) if way == UPRIGHT else replace(guides, level=lines)


def _within(place: float) -> float:
    return min(max(place, OUTERMOST[0]), OUTERMOST[1])

"""Rules on designs: which variant a page takes, which variables a design asks for, and whether it is complete."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from affiliate_desktop.studio.frames import TEXT_KINDS, Design, Frame, FrameKind, Frames

VARIABLE = re.compile(r"\{([a-z][a-z0-9_.]*)\}")

STANDARD = ("headline", "text", "cta", "link", "disclosure", "picture", "logo")
"""Variables that every form asks for; others are a design's own."""
_FROM_LINK = "link."
"""Variables that begin so are filled from the link."""
_ON_LABELS = frozenset({*STANDARD, "code"}) - {"cta"}
"""Variables that labels fill without being asked; ``code`` is the click reference there."""

_NEAREST = {
    "button": ("leaderboard", "rectangle"),
    "leaderboard": ("rectangle", "square"),
    "rectangle": ("square", "leaderboard"),
    "square": ("rectangle", "story"),
    "story": ("skyscraper", "page", "square"),
    "skyscraper": ("story", "page", "square"),
    "page": ("story", "skyscraper"),
}


def shape_of(width: float, height: float) -> str:
    """The shape class of a page."""
    if max(width, height) <= 240 and min(width, height) <= 60:
        return "button"
    ratio = width / height
    for shape, least in (("leaderboard", 2.9), ("rectangle", 1.15), ("square", 0.78), ("story", 0.53)):
        if ratio >= least:
            return shape
    return "skyscraper"


def variant_of(design: Design, width: float, height: float) -> str:
    """The name of the variant that a page of this size takes: that of its shape, or the nearest there is."""
    shape = "page" if "page" in design.variants else shape_of(width, height)
    if shape in design.variants:
        return shape
    near = (each for each in _NEAREST[shape] if each in design.variants)
    return next(near, next(iter(design.variants)))


def frames_for(design: Design, width: float, height: float) -> Frames:
    """The frames of a design for the shape of a page, or for the nearest shape it has."""
    return design.variants[variant_of(design, width, height)]


def all_frames(design: Design) -> Iterator[tuple[str, int, Frame]]:
    """Each frame of each variant and part, with the name of its list and its place there."""
    for lists in (design.variants, design.parts):
        for name, frames in lists.items():
            for number, frame in enumerate(frames):
                yield name, number, frame


def variables(design: Design, *, hidden: bool = False) -> tuple[str, ...]:
    """The variables of a design's texts, in the order they are met; with ``hidden`` those of hidden frames too."""
    found: dict[str, None] = {}
    for _, _, frame in all_frames(design):
        if frame.hidden and not hidden:
            continue
        if frame.kind is FrameKind.DISCLOSURE:
            found["disclosure"] = None
        if frame.kind in TEXT_KINDS:
            found |= dict.fromkeys(VARIABLE.findall(frame.content))
    return tuple(found)


def own_variables(design: Design) -> tuple[str, ...]:
    """The variables that are not asked for by every form."""
    return tuple(name for name in variables(design) if name not in STANDARD)


def asked_variables(design: Design) -> tuple[str, ...]:
    """Those of its own variables that somebody has to say; the others are filled from the link."""
    filled = _ON_LABELS if design.kind == "label" else STANDARD
    return tuple(name for name in variables(design) if name not in filled and not name.startswith(_FROM_LINK))


def as_drawn(design: Design, sizes: Iterable[tuple[float, float]] = ()) -> Design:
    """The design without what is drawn nowhere: words on it, samples, guides, locks, hidden frames, unused parts.

    Args:
        design: as it is kept.
        sizes: width and height of the pages it is drawn on, in the units of paintings; all its variants without any.
    """
    shapes = {variant_of(design, *size) for size in sizes} or set(design.variants)
    variants = {shape: _drawn(frames) for shape, frames in design.variants.items() if shape in shapes}
    used = {frame.content for frames in variants.values() for frame in frames if frame.kind is FrameKind.PART}
    parts = {name: _drawn(frames) for name, frames in design.parts.items() if name in used}
    plain = replace(design, name="", about="", texts={}, guides={}, page=replace(design.page, safe=0.0))
    return replace(plain, variants=variants, parts=parts)


def names_used(design: Design) -> frozenset[str]:
    """The pictures, codes and variables that frames show or depend on."""
    frames = [frame for _, _, frame in all_frames(design) if not frame.hidden]
    return frozenset(name for each in frames for name in (each.content, *each.when.split(), *each.unless.split()))


def _drawn(frames: Frames) -> Frames:
    return tuple(replace(frame, name="", group="", locked=False) for frame in frames if not frame.hidden)

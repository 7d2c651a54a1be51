"""What a page shows, worked out once for all pages that show the same, whatever their size.

A set of banners says one text in twenty sizes but has only half a dozen variants: which frames are there, what stands
in them and in which stacks is the same for all sizes of a variant.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import compress
from typing import Any, NamedTuple

from affiliate_desktop.studio.content import is_right_to_left, is_shown, text_of
from affiliate_desktop.studio.frames import TEXT_KINDS, Frame, FrameKind, Frames
from affiliate_desktop.studio.lettering import Wording, wording
from affiliate_desktop.studio.places import mirrored
from affiliate_desktop.studio.sheet import Sheet

_MOST = 64
"""Displays that are held."""


class Item(NamedTuple):
    """A frame that is painted.

    Attributes:
        wordings: of a text, it and those that stand below it in its stack.
        above: the pictures that are painted later.
    """

    frame: Frame
    wordings: tuple[Wording, ...]
    above: Frames


@dataclass(frozen=True, slots=True, eq=False)
class Display:
    """What a page shows.

    Attributes:
        shown: its frames that are there, turned to the other side for scripts from right to left.
        items: what is painted, in order; of a stack of texts, the first stands for all.
        covered: the first of them hides the page's ground altogether, so that it need not be painted.
        state: whether it was turned, and of each frame, whether it is there.
        scales: all of it is in proportion to the page, so that what lies on what is the same at every size.
        faint: by colors, what is told of texts that stand out little.
    """

    shown: Frames
    items: tuple[Item, ...]
    covered: bool
    state: tuple[bool, ...]
    scales: bool
    faint: dict[Any, list[str]] = field(default_factory=dict)


_held: dict[object, tuple[Frames, Display]] = {}


def display_of(frames: Frames, sheet: Sheet, *, whole: bool = False) -> Display:
    """What a page shows of a design's frames.

    Args:
        frames: in the order that they are painted in; the same tuple for all pages of a variant.
        sheet: what the frames' variables stand for.
        whole: the frames are a page's and not a part's, so that they follow the script of its headline.
    """
    named = (tuple(sheet.texts.items()), tuple(sheet.fonts.items()), tuple(sheet.pictures), tuple(sheet.codes))
    key = (id(frames), whole, named)
    found = _held.get(key)
    if found is None or found[0] is not frames:
        if len(_held) >= _MOST:
            _held.clear()
        found = _held[key] = frames, _worked_out(frames, sheet, whole=whole)
    return found[1]


def forget_displays() -> None:
    """Forgets all displays and what is known of their texts, so that they are worked out anew."""
    _held.clear()
    wording.cache_clear()


def wording_of(frame: Frame, sheet: Sheet) -> Wording:
    """What a text says on a page, and in what."""
    family = sheet.fonts.get(frame.font, "") if frame.font in {"body", "heading"} else frame.font
    return wording(_anywhere(frame), text_of(frame, sheet), family)


@lru_cache(maxsize=1024)
def _anywhere(frame: Frame) -> Frame:
    """The frame without its place and name, so that what was set for it holds wherever it is moved."""
    return replace(frame, box=(0.0, 0.0, 1.0, 1.0), name="", group="")


def _worked_out(frames: Frames, sheet: Sheet, *, whole: bool) -> Display:
    there = tuple(is_shown(frame, sheet) for frame in frames)
    shown = tuple(compress(frames, there))
    covered = bool(shown) and _covers_page(shown[0])
    from_right = whole and is_right_to_left(sheet.texts.get("headline", ""))
    if from_right:
        shown = tuple(mirrored(frame) for frame in shown)
    items = []
    for at, frame, followers in _stacked(shown):
        texts = (frame, *followers) if frame.kind in TEXT_KINDS else ()
        later = shown[at + 1 :] if frame.fade else ()
        above = tuple(each for each in later if each.kind is FrameKind.PICTURE)
        items.append(Item(frame, tuple(wording_of(each, sheet) for each in texts), above))
    scales = not any(frame.anchor or frame.square for frame in shown)
    return Display(shown, tuple(items), covered, (from_right, *there), scales)


def _stacked(shown: Frames) -> Iterator[tuple[int, Frame, Frames]]:
    """Frames that are shown, each with its place among them and those that stand below it in its stack."""
    begun: set[str] = set()
    for at, frame in enumerate(shown):
        if frame.stack and frame.stack in begun:
            continue
        begun.add(frame.stack)
        yield at, frame, tuple(f for f in shown if frame.stack and f.stack == frame.stack and f is not frame)


def _covers_page(first: Frame) -> bool:
    if first.kind is not FrameKind.SHAPE or "@" in first.fill or not first.fill or first.anchor:
        return False
    plain = not (first.radius or first.lean or first.turn or first.content == "ellipse") and first.opacity == 1
    return plain and first.box == (0.0, 0.0, 1.0, 1.0)

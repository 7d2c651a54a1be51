"""Whether texts can be read: WCAG contrast of each text against what lies below it, by the design alone.

Thresholds of WCAG 2.2, 1.4.3: 4.5 for running text, 3 for large or bold text. What stands on a picture cannot be
judged without the picture; it is called unsure unless a shape in between covers most of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from affiliate_desktop.studio.color import contrast, mixed
from affiliate_desktop.studio.content import is_shown
from affiliate_desktop.studio.frames import TEXT_KINDS, Box, Frame, FrameKind
from affiliate_desktop.studio.places import place_of
from affiliate_desktop.studio.sheet import Sheet, parted

LARGE = 3.0
RUNNING = 4.5
_BOLD = 600
_COVERS = 0.75
"""Share of a text's area that a shape covers at least to be its ground."""
_GROUNDS = frozenset({FrameKind.PICTURE, FrameKind.SHAPE, FrameKind.GRADIENT})
"""What a text may stand on."""
_SCRIM = 0.5
"""Share of a color over a picture from which on the color decides."""


@dataclass(frozen=True, slots=True)
class Faint:
    """A text that is hard to read, or may be.

    Attributes:
        frame: the text's.
        ratio: contrast, 1 to 21; None where the text stands on a picture.
        needed: what it should be.
    """

    frame: Frame
    ratio: float | None
    needed: float


def faint_texts(frames: Sequence[Frame], sheet: Sheet) -> tuple[Faint, ...]:
    """The texts of a variant that are shown and whose contrast is too low, or unsure."""
    return faint_among([frame for frame in frames if is_shown(frame, sheet)], sheet)


def faint_among(shown: Sequence[Frame], sheet: Sheet) -> tuple[Faint, ...]:
    """Those of frames that are all shown; see :func:`faint_texts`."""
    found = []
    below: list[tuple[Frame, Box]] = []
    for frame in shown:
        if frame.kind in _GROUNDS:
            below.append((frame, place_of(frame, sheet)))
        if frame.kind not in TEXT_KINDS:
            continue
        needed = LARGE if frame.weight >= _BOLD else RUNNING
        grounds = _grounds(below, frame, sheet)
        if not grounds:
            found.append(Faint(frame, None, needed))
            continue
        ratio = min(contrast(sheet.color(frame.color), ground) for ground in grounds)
        if ratio < needed:
            found.append(Faint(frame, round(ratio, 2), needed))
    return tuple(found)


def _grounds(below: Iterable[tuple[Frame, Box]], text: Frame, sheet: Sheet) -> tuple[str, ...]:
    """The colors a text may stand on, the ends of a gradient both; none where it is a picture."""
    if text.hug and text.fill:
        return tuple(sheet.color(word) for word in (text.fill, text.fade) if word)
    area = place_of(text, sheet)
    grounds: tuple[str, ...] = (sheet.color("background"),)
    for frame, place in below:
        if not _covers(place, area):
            continue
        if frame.kind is FrameKind.PICTURE and frame.fit != "contain":
            grounds = ()
        elif frame.kind is not FrameKind.PICTURE and frame.fill:
            grounds = _over(frame, grounds, sheet)
    return grounds


def _over(frame: Frame, grounds: tuple[str, ...], sheet: Sheet) -> tuple[str, ...]:
    """The grounds with a fill over them."""
    made: list[str] = []
    for word in (frame.fill, frame.fade) if frame.fade else (frame.fill,):
        name, share = parted(word)
        part = share * frame.opacity
        color = sheet.color(name)
        if not grounds:
            made += [color] if part >= _SCRIM else []
        else:
            made += [mixed(color, ground, part) for ground in grounds]
    return tuple(dict.fromkeys(made))


def _covers(place: Box, text: Box) -> bool:
    left, top, width, height = place
    x, y, across, down = text
    shared = min(left + width, x + across) - max(left, x), min(top + height, y + down) - max(top, y)
    return min(shared) > 0 and shared[0] * shared[1] >= _COVERS * across * down > 0

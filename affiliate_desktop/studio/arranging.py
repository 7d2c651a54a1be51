"""Edits of a design as pure functions: each takes a record and answers a new one.

A ``Spot`` names a list of frames: a shape class, or ``part.NAME``. Frames are named by their places in the list.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from affiliate_desktop.studio.frames import Box, Design, Frame, Frames

PART = "part."
LEAST = 0.004
"""Smallest edge of a frame, in shares of the page."""
SHIFT = 0.02
"""How far a copy lies to the lower right of what it was made of, in shares of the page."""


def frames_at(design: Design, spot: str) -> Frames:
    """The frames of a variant or a part."""
    return design.parts[spot.removeprefix(PART)] if spot.startswith(PART) else design.variants[spot]


def with_frames(design: Design, spot: str, frames: Iterable[Frame]) -> Design:
    """The design with other frames in a variant or a part."""
    if spot.startswith(PART):
        return replace(design, parts={**design.parts, spot.removeprefix(PART): tuple(frames)})
    return replace(design, variants={**design.variants, spot: tuple(frames)})


def changed(frames: Sequence[Frame], chosen: Collection[int], change: Callable[[Frame], Frame]) -> Frames:
    """The frames, the chosen ones changed."""
    return tuple(change(frame) if index in chosen else frame for index, frame in enumerate(frames))


def moved(frames: Sequence[Frame], chosen: Collection[int], right: float, down: float) -> Frames:
    """Moves frames by shares of the page."""

    def move(frame: Frame) -> Frame:
        left, top, width, height = frame.box
        return replace(frame, box=(left + right, top + down, width, height))

    return changed(frames, chosen, move)


def resized(frames: Sequence[Frame], chosen: Collection[int], old: Box, new: Box) -> Frames:
    """Maps frames as the rectangle around them goes from ``old`` to ``new``."""
    wide = max(new[2], LEAST) / max(old[2], 1e-9)
    high = max(new[3], LEAST) / max(old[3], 1e-9)

    def resize(frame: Frame) -> Frame:
        left, top, width, height = frame.box
        box = (
            new[0] + (left - old[0]) * wide,
            new[1] + (top - old[1]) * high,
            max(width * wide, LEAST),
            max(height * high, LEAST),
        )
        return replace(frame, box=box)

    return changed(frames, chosen, resize)


def around(frames: Sequence[Frame], chosen: Collection[int]) -> Box:
    """The smallest box around frames.

    Raises:
        ValueError: when none is chosen.
    """
    boxes = [frames[index].box for index in chosen]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[0] + box[2] for box in boxes), max(box[1] + box[3] for box in boxes)
    return (left, top, right - left, bottom - top)


def aligned(frames: Sequence[Frame], chosen: Collection[int], side: str) -> Frames:
    """Aligns frames within the box around them, or one frame within the page.

    Args:
        frames: of a variant.
        chosen: their places.
        side: ``left``, ``center``, ``right``, ``top``, ``middle`` or ``bottom``.
    """
    outer = around(frames, chosen) if len(chosen) > 1 else (0.0, 0.0, 1.0, 1.0)
    share = {"left": 0.0, "top": 0.0, "center": 0.5, "middle": 0.5, "right": 1.0, "bottom": 1.0}[side]
    axis = 0 if side in {"left", "center", "right"} else 1

    def align(frame: Frame) -> Frame:
        start = outer[axis] + (outer[axis + 2] - frame.box[axis + 2]) * share
        return replace(frame, box=_with_start(frame.box, axis, start))

    return changed(frames, chosen, align)


def distributed(frames: Sequence[Frame], chosen: Collection[int], *, across: bool) -> Frames:
    """Puts equal gaps between three or more frames; the outermost two stay where they are."""
    axis = 0 if across else 1
    order = sorted(chosen, key=lambda index: frames[index].box[axis])
    if len(order) < 3:
        return tuple(frames)
    outer = around(frames, chosen)
    lengths = sum(frames[index].box[axis + 2] for index in order)
    gap = (outer[axis + 2] - lengths) / (len(order) - 1)
    made, start = list(frames), outer[axis]
    for index in order:
        made[index] = replace(made[index], box=_with_start(made[index].box, axis, start))
        start += made[index].box[axis + 2] + gap
    return tuple(made)


def _with_start(box: Box, axis: int, start: float) -> Box:
    left, top, width, height = box
    return (start, top, width, height) if axis == 0 else (left, start, width, height)


# --- layers ----------------------------------------------------------------------------------------------------


def reordered(frames: Sequence[Frame], chosen: Collection[int], to: int) -> tuple[Frames, tuple[int, ...]]:
    """Puts frames, in their order, so that the first of them stands at a place; with their new places."""
    moving = [frames[index] for index in sorted(chosen)]
    staying = [frame for index, frame in enumerate(frames) if index not in chosen]
    place = max(0, min(to, len(staying)))
    made = (*staying[:place], *moving, *staying[place:])
    return made, tuple(range(place, place + len(moving)))


def raised(frames: Sequence[Frame], chosen: Collection[int], steps: int) -> tuple[Frames, tuple[int, ...]]:
    """Moves frames up (or down, with negative steps) in the layers."""
    return reordered(frames, chosen, min(chosen) + steps) if chosen else (tuple(frames), ())


def removed(frames: Sequence[Frame], chosen: Collection[int]) -> Frames:
    """Takes frames out."""
    return tuple(frame for index, frame in enumerate(frames) if index not in chosen)


def duplicated(
    frames: Sequence[Frame], chosen: Collection[int], shift: float = SHIFT
) -> tuple[Frames, tuple[int, ...]]:
    """Adds copies on top, a little to the lower right, in a group of their own where they were in one."""
    groups: dict[str, str] = {}
    taken = {frame.group for frame in frames}
    names = {frame.name for frame in frames}
    copies = []
    for index in sorted(chosen):
        frame = frames[index]
        left, top, width, height = frame.box
        if frame.group and frame.group not in groups:
            groups[frame.group] = _free(frame.group, taken)
        name = _free(frame.name, names) if frame.name else ""
        box = (left + shift, top + shift, width, height)
        group = groups.get(frame.group, "")
        copies.append(replace(frame, box=box, name=name, group=group, stack="", locked=False))
    return (*frames, *copies), tuple(range(len(frames), len(frames) + len(copies)))


def pasted(frames: Sequence[Frame], copies: Sequence[Frame], shift: float) -> tuple[Frames, tuple[int, ...]]:
    """Adds frames of this or another variant on top, under names that are free."""
    count = len(frames)
    whole, _ = duplicated((*frames, *copies), range(count, count + len(copies)), shift)
    return (*frames, *whole[count + len(copies) :]), tuple(range(count, count + len(copies)))


def grouped(frames: Sequence[Frame], chosen: Collection[int]) -> Frames:
    """Makes one group of frames."""
    name = _free("group", {frame.group for frame in frames})
    return changed(frames, chosen, lambda frame: replace(frame, group=name))


def ungrouped(frames: Sequence[Frame], chosen: Collection[int]) -> Frames:
    """Dissolves the groups of frames."""
    names = {frames[index].group for index in chosen} - {""}
    return tuple(replace(frame, group="") if frame.group in names else frame for frame in frames)


def with_groups(frames: Sequence[Frame], chosen: Collection[int]) -> frozenset[int]:
    """The chosen frames and all others of their groups."""
    names = {frames[index].group for index in chosen} - {""}
    return frozenset({*chosen, *(index for index, frame in enumerate(frames) if frame.group in names)})


def with_stacks(frames: Sequence[Frame], chosen: Collection[int]) -> frozenset[int]:
    """The chosen frames and all others of their stacks, which share one place."""
    names = {frames[index].stack for index in chosen} - {""}
    return frozenset({*chosen, *(index for index, frame in enumerate(frames) if frame.stack in names)})


def movable(frames: Sequence[Frame], chosen: Collection[int]) -> frozenset[int]:
    """The chosen frames and their stacks, but for what is locked; one that is locked holds its whole stack."""
    whole = with_stacks(frames, chosen)
    held = {frames[index].stack for index in whole if frames[index].locked} - {""}
    return frozenset(index for index in whole if not frames[index].locked and frames[index].stack not in held)


def hidden(frames: Sequence[Frame], chosen: Collection[int]) -> Frames:
    """Hides frames; shows them where all are hidden already."""
    hide = not all(frames[index].hidden for index in chosen)
    return changed(frames, chosen, lambda frame: replace(frame, hidden=hide))


def locked(frames: Sequence[Frame], chosen: Collection[int]) -> Frames:
    """Locks frames; unlocks them where all are locked already."""
    lock = not all(frames[index].locked for index in chosen)
    return changed(frames, chosen, lambda frame: replace(frame, locked=lock))


def added(frames: Sequence[Frame], frame: Frame) -> tuple[Frames, tuple[int, ...]]:
    """Puts a frame on top, under a name that is free."""
    name = _free(frame.name or frame.kind.value, {each.name for each in frames})
    return (*frames, replace(frame, name=name)), (len(frames),)


def named(frames: Sequence[Frame], index: int, name: str) -> Frames:
    """Gives a frame a name; one that another frame has gets a number behind it, an empty one takes the name away."""
    name = " ".join(name.split())[:60]
    if name and any(frame.name == name for at, frame in enumerate(frames) if at != index):
        name = _free(name, {frame.name for at, frame in enumerate(frames) if at != index})
    return changed(frames, {index}, lambda frame: replace(frame, name=name))


def _free(name: str, taken: set[str]) -> str:
    """A name that is not taken yet, and is from now on."""
    stem = name.rstrip("0123456789 ").rstrip("-") or name
    number = 1
    while (made := f"{stem}-{number}") in taken:
        number += 1
    taken.add(made)
    return made

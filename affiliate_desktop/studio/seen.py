"""Which frames are seen on a page, where, and which of them lies under a point."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTransform

from affiliate_desktop.studio.content import is_shown
from affiliate_desktop.studio.frames import TEXT_KINDS, Frame
from affiliate_desktop.studio.paint import text_places
from affiliate_desktop.studio.places import area_of
from affiliate_desktop.studio.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Seen:
    """A frame that is shown.

    Attributes:
        index: its place among the frames.
        area: of the frame; of a text in a stack, of the text.
        turn: degrees about the area's middle that it is turned by.
    """

    index: int
    area: QRectF
    turn: float = 0.0

    def holds(self, point: QPointF) -> bool:
        """Whether a point lies within."""
        if not self.turn:
            return self.area.contains(point)
        middle = self.area.center()
        back = QTransform().translate(middle.x(), middle.y()).rotate(-self.turn).translate(-middle.x(), -middle.y())
        return self.area.contains(back.map(point))


def seen_frames(frames: Sequence[Frame], sheet: Sheet) -> tuple[Seen, ...]:
    """The frames that a page shows, the lowest first."""
    shown = [index for index, frame in enumerate(frames) if is_shown(frame, sheet)]
    stacks: dict[str, list[int]] = {}
    for index in shown:
        if frames[index].stack and frames[index].kind in TEXT_KINDS:
            stacks.setdefault(frames[index].stack, []).append(index)
    in_stacks = {index: area for stack in stacks.values() for index, area in _stacked(stack, frames, sheet)}
    return tuple(_seen(index, frames[index], in_stacks.get(index), sheet) for index in shown)


def frame_at(seen: Sequence[Seen], point: QPointF, *, below: int | None = None) -> int | None:
    """The topmost frame at a point; with ``below`` the next one under that, from the top again after the lowest."""
    found = [each.index for each in reversed(seen) if each.holds(point)]
    if below in found:
        return found[(found.index(below) + 1) % len(found)]
    return found[0] if found else None


def _seen(index: int, frame: Frame, in_stack: QRectF | None, sheet: Sheet) -> Seen:
    area = area_of(frame, sheet) if in_stack is None else in_stack
    return Seen(index, area, 0.0 if round(frame.turn, 3) % 90 == 0 else frame.turn)


def _stacked(stack: Sequence[int], frames: Sequence[Frame], sheet: Sheet) -> list[tuple[int, QRectF]]:
    """Where the texts of a stack stand; one that was left out has the whole stack's place."""
    if frames[stack[0]].turn:
        return []
    places = text_places([frames[index] for index in stack], sheet)
    whole = area_of(frames[stack[0]], sheet)
    found = []
    for index in stack:
        at = next((at for at, (frame, _) in enumerate(places) if frame.content == frames[index].content), None)
        found.append((index, whole if at is None else places.pop(at)[1]))
    return found

"""Guides under the mouse and the keys: pulled out of a ruler, moved, put back, found near a point."""

from PySide6.QtCore import QCoreApplication, QPointF, Qt

from affiliate_desktop.gui.editor.editing import Editing
from affiliate_desktop.studio import guides as edits
from affiliate_desktop.studio.frames import Guides
from affiliate_desktop.studio.guides import LEVEL, UPRIGHT, Line, guides_at, lines_of, with_guides
from affiliate_desktop.studio.leaves import Leaf, safe_of
from affiliate_desktop.studio.snapping import Snap, guides_of, nearest

translate = QCoreApplication.translate
Keys = Qt.KeyboardModifier


def guide_near(editing: Editing, point: QPointF, within: float) -> Line | None:
    """The guide that lies nearest to a point of the page, at most ``within`` units away."""
    guides, found = guides_at(editing.design, editing.leaf.spot), []
    for way in (UPRIGHT, LEVEL):
        at, length = _along(point, way), _length(editing.leaf, way)
        found += [(abs(line * length - at), (way, number)) for number, line in enumerate(lines_of(guides, way))]
    away, line = min(found, default=(within + 1, None))
    return line if away <= within else None


def place_words(editing: Editing, line: Line) -> str:
    """How far a guide lies from the page's left or top, as people write it."""
    way, number = line
    leaf = editing.leaf
    place = lines_of(guides_at(editing.design, leaf.spot), way)[number] * _length(leaf, way) / leaf.units
    return f"{round(place, 1):g} {leaf.unit}"


def nudge_guide(editing: Editing, line: Line, right: int, down: int, step: float) -> None:
    """Moves a guide by a step of units; along itself it does not move."""
    way, number = line
    leaf = editing.leaf
    sign = right if way == UPRIGHT else down
    if sign:
        place = lines_of(guides_at(editing.design, leaf.spot), way)[number] + sign * step / _length(leaf, way)
        editing.edit_guides(translate("Editor", "Move guide"), lambda g: edits.moved(g, line, place), run="nudge")


class Pull:
    """Pulls a guide, out of a ruler or from where it lies; Alt lets it go anywhere.

    Args:
        editing: the design.
        way: ``upright`` or ``level``.
        line: the guide; None for a new one.

    Attributes:
        off: the pointer has left the canvas: let go there, the guide is removed.
        snap: nothing, as the guide itself shows where it is.
    """

    def __init__(self, editing: Editing, way: str, line: Line | None = None) -> None:
        self._way, self._line = way, line
        self._spot, self._guides = editing.leaf.spot, guides_at(editing.design, editing.leaf.spot)
        leaf = editing.leaf
        areas = [each.area for each in editing.seen() if not each.turn]
        self._lines = lines_of(guides_of(leaf.width, leaf.height, safe_of(editing.design, leaf), areas), way)
        self._step = 0.5 * leaf.units if leaf.unit == "mm" else 1.0
        self.off = line is None
        self.snap = Snap()

    def drag(self, editing: Editing, point: QPointF, keys: Keys, within: float) -> None:
        """Follows the mouse."""
        if self.off:
            gone = self._guides if self._line is None else edits.removed(self._guides, self._line)
            self._try(editing, gone, None)
            return
        at = _along(point, self._way)
        if not keys & Keys.AltModifier:
            near = nearest((at,), self._lines, within)
            at = round(at / self._step) * self._step if near is None else at + near
        share = at / _length(editing.leaf, self._way)
        if self._line is not None:
            self._try(editing, edits.moved(self._guides, self._line, share), self._line)
        else:
            made = edits.added(self._guides, self._way, share)
            self._try(editing, made, None if made == self._guides else (self._way, len(lines_of(made, self._way)) - 1))

    def end(self, editing: Editing) -> None:
        """The mouse is let go."""
        if self._line is None:
            label = translate("Editor", "Add guide")
        else:
            label = translate("Editor", "Remove guide") if self.off else translate("Editor", "Move guide")
        editing.settle(label)

    def _try(self, editing: Editing, guides: Guides, chosen: Line | None) -> None:
        editing.choose_guide(None)
        editing.try_design(with_guides(editing.design, self._spot, guides))
        editing.choose_guide(chosen)


def _along(point: QPointF, way: str) -> float:
    return point.x() if way == UPRIGHT else point.y()


def _length(leaf: Leaf, way: str) -> float:
    return leaf.width if way == UPRIGHT else leaf.height

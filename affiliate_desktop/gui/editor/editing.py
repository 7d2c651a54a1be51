"""What is being edited: the design, the page in sight, what is selected, and the steps that can be taken back."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QUndoCommand, QUndoStack
from typing_extensions import override

from affiliate_desktop.studio import arranging
from affiliate_desktop.studio.arranging import frames_at, with_frames
from affiliate_desktop.studio.brand import with_brand
from affiliate_desktop.studio.frames import Brand, Design, Frame, Frames, Guides
from affiliate_desktop.studio.guides import Line, guides_at, lines_of, with_guides
from affiliate_desktop.studio.leaves import Leaf, Specimen, leaf_sheet, leaves, specimen
from affiliate_desktop.studio.page_arranging import on_page
from affiliate_desktop.studio.seen import Seen, seen_frames
from affiliate_desktop.studio.sheet import Sheet

Edit = Callable[[Frames], Frames]


@dataclass(frozen=True)
class Draft:
    """A design as it is after a step.

    Attributes:
        pictures: contents of the pictures that it carries, by name.
        images: the same, to paint with.
    """

    design: Design
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    images: Mapping[str, QImage] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Worn:
    """The brand that a design is shown in; nothing of it is kept with the design.

    Attributes:
        pictures: the brand's logo, by the name that designs have for it, where it has one and it is shown.
        logo: a logo of the brand is shown.
    """

    brand: Brand
    pictures: Mapping[str, QImage] = field(default_factory=dict)
    logo: bool = True


@dataclass(frozen=True)
class Opened:
    """What an editor begins with.

    Attributes:
        own: the design is the user's and can be saved in place.
        texts: what its variables say while it is edited.
        samples: pictures that are shown where the design has a place for one and carries none.
        left_out: those of them that are not shown at first.
        page: id of the page that is in sight first; the first one where there is no such page.
        worn: the brand that the design is shown in; None for its own look.
    """

    draft: Draft
    own: bool
    texts: Mapping[str, str]
    samples: Mapping[str, QImage] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    page: str = ""
    worn: Worn | None = None


@dataclass(frozen=True)
class Copied:
    """Frames that were copied, and from which variant or part."""

    frames: Frames = ()
    spot: str = ""


@dataclass(frozen=True)
class _Look:
    """The page in sight, and of what it is the picture."""

    key: tuple[Draft, Leaf, Specimen]
    sheet: Sheet
    seen: tuple[Seen, ...]


class Editing(QObject):
    """The state of one editor. Everything that is shown of it is told by signals.

    Signals:
        changed(): the design, or what fills it, is another.
        chosen(): other frames are selected.
        turned(): another page is in sight.
    """

    changed = Signal()
    chosen = Signal()
    turned = Signal()

    def __init__(self, opened: Opened, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self.own = opened.own
        self.draft = opened.draft
        self.leaves = leaves(opened.draft.design)
        self.leaf = next((leaf for leaf in self.leaves if leaf.id == opened.page), self.leaves[0])
        self.selection: frozenset[int] = frozenset()
        self.guide: Line | None = None
        self.guides_shown = True
        self.copied = Copied()
        self._samples = dict(opened.samples)
        self._left_out = opened.left_out
        self.worn = self.brand = opened.worn
        self._seal = 0
        self._memory: dict[Any, Any] = {}
        self._looked: _Look | None = None
        self._kept: Draft | None = None
        self.filled: Specimen = specimen(opened.texts, self._pictures())

    # --- what is seen ------------------------------------------------------------------------------------------

    @property
    def design(self) -> Design:
        """The design as it is now."""
        return self.draft.design

    @property
    def shown(self) -> Design:
        """The design as it is shown: in the brand that it wears."""
        return with_brand(self.design, self.worn.brand) if self.worn else self.design

    @property
    def frames(self) -> Frames:
        """The frames of the page in sight, the lowest first."""
        return frames_at(self.design, self.leaf.spot)

    def sheet(self) -> Sheet:
        """The page in sight, to paint on; what was worked out for it is remembered from change to change."""
        return self._look().sheet

    def seen(self) -> tuple[Seen, ...]:
        """The frames that the page in sight shows."""
        return self._look().seen

    def reachable(self) -> tuple[Seen, ...]:
        """Those of them that the mouse can select: what is locked it goes through."""
        frames = self.frames
        return tuple(each for each in self.seen() if not frames[each.index].locked)

    def movable(self) -> frozenset[int]:
        """What of the selection can be moved, with the stacks it stands in."""
        return arranging.movable(self.frames, self.selection)

    def unlocked(self) -> frozenset[int]:
        """What is selected and not locked."""
        return frozenset(index for index in self.selection if not self.frames[index].locked)

    def _look(self) -> "_Look":
        """The page as it is now; worked out once a change, however many ask."""
        key = (self.draft, self.leaf, self.filled)
        if self._looked is None or any(old is not new for old, new in zip(self._looked.key, key, strict=True)):
            frames, sheet = leaf_sheet(self.shown, self.leaf, self.filled)
            sheet = replace(sheet, memory=self._memory)
            self._looked = _Look(key, sheet, seen_frames(frames, sheet))
        return self._looked

    def one(self) -> Frame | None:
        """The frame that is selected; None where it is none or several."""
        return self.frames[next(iter(self.selection))] if len(self.selection) == 1 else None

    @property
    def saved(self) -> bool:
        """Whether nothing has changed since it was opened or saved; a stack that is torn down tells of it too."""
        return not shiboken6.isValid(self.stack) or self.stack.isClean()

    def can_go(self, *, back: bool) -> bool:
        """Whether there is a step to take back, or to make again."""
        if not shiboken6.isValid(self.stack):
            return False
        return self.stack.canUndo() if back else self.stack.canRedo()

    # --- selecting ---------------------------------------------------------------------------------------------

    def choose(self, indexes: Collection[int], *, groups: bool = True) -> None:
        """Selects frames, with all others of their groups that are not locked; or just these, locked or not."""
        wanted = frozenset(index for index in indexes if 0 <= index < len(self.frames))
        if groups:
            whole = arranging.with_groups(self.frames, wanted)
            wanted = frozenset(index for index in whole if not self.frames[index].locked)
        self._select(wanted, None)

    def choose_guide(self, line: Line | None) -> None:
        """Selects a guide and no frame; None for neither."""
        self._select(frozenset(), line)

    def _select(self, frames: frozenset[int], guide: Line | None) -> None:
        self.seal()
        if (frames, guide) != (self.selection, self.guide):
            self.selection, self.guide = frames, guide
            self.chosen.emit()

    def choose_all(self) -> None:
        """Selects what the page shows."""
        self.choose([each.index for each in self.seen()])

    def copy(self) -> None:
        """Keeps what is selected, to be put onto this page or another."""
        self.copied = Copied(tuple(self.frames[index] for index in sorted(self.selection)), self.leaf.spot)

    def turn_to(self, leaf: Leaf) -> None:
        """Shows another page; frames stay selected where it shows the same variant."""
        if leaf == self.leaf:
            return
        another = leaf.spot != self.leaf.spot
        self.leaf = leaf
        if another:
            self.selection, self.guide = frozenset(), None
        self.seal()
        self.turned.emit()
        if another:
            self.chosen.emit()

    def leave_out(self, names: Collection[str]) -> None:
        """Shows the design without sample pictures of these names."""
        self._left_out = frozenset(names)
        self._refill()
        self.changed.emit()

    def wear(self, *, brand: bool) -> None:
        """Shows the design in the brand that it was opened with, or as it is by itself."""
        self.worn = self.brand if brand else None
        self._refill()
        self.changed.emit()

    def renew(self, brand: Worn) -> None:
        """Takes the brand as it is now, after somebody has changed it."""
        self.brand = brand
        self.wear(brand=self.worn is not None)

    # --- changing ----------------------------------------------------------------------------------------------

    def seal(self) -> None:
        """Ends a run of edits that are taken back as one."""
        self._seal += 1

    def edit(self, label: str, change: Edit, *, run: str = "", chosen: Collection[int] | None = None) -> None:
        """Changes the frames of the page in sight as one step.

        Args:
            label: what the step is called.
            change: answers the new frames.
            run: edits of one run become one step, until something else is done.
            chosen: what is selected afterwards; the same as before where it is not given.
        """
        design = with_frames(self.design, self.leaf.spot, change(self.frames))
        self.put(label, replace(self.draft, design=design), run=run, chosen=chosen)

    def edit_on_page(self, label: str, change: Edit, *, run: str = "") -> None:
        """Changes boxes as shares of the page in sight; see ``page_arranging``."""
        self.edit(label, lambda frames: on_page(frames, self.sheet(), change), run=run)

    def edit_guides(self, label: str, change: Callable[[Guides], Guides], *, run: str = "") -> None:
        """Changes the guides of the page in sight as one step."""
        spot = self.leaf.spot
        design = with_guides(self.design, spot, change(guides_at(self.design, spot)))
        self.put(label, replace(self.draft, design=design), run=run)

    def put(self, label: str, draft: Draft, *, run: str = "", chosen: Collection[int] | None = None) -> None:
        """Takes another draft as one step; nothing happens when it is the same."""
        before = self._kept or self.draft
        self._kept = None
        selection = self.selection if chosen is None else frozenset(chosen)
        if draft == before:
            self._take(before, selection)
            return
        step = _Step(self, (before, self.selection), (draft, selection), f"{run}-{self._seal}" if run else "")
        step.setText(label)
        self.stack.push(step)

    def try_out(self, frames: Frames) -> None:
        """Shows frames while they are dragged; see :meth:`try_design`."""
        self.try_design(with_frames(self.design, self.leaf.spot, frames))

    def try_design(self, design: Design) -> None:
        """Shows a design while something is dragged; ``settle`` makes a step of it, ``give_up`` takes it back."""
        self._kept = self._kept or self.draft
        self._take(replace(self.draft, design=design), self.selection)

    def settle(self, label: str) -> None:
        """Makes a step of what was tried out."""
        if self._kept is not None:
            self.put(label, self.draft)

    def give_up(self) -> None:
        """Takes back what was tried out."""
        if self._kept is not None:
            kept, self._kept = self._kept, None
            self._take(kept, self.selection)

    def go_to(self, draft: Draft, selection: frozenset[int], spot: str) -> None:
        """Shows the design as it is after a step that is made, taken back or made again."""
        if spot != self.leaf.spot:
            self.turn_to(next((leaf for leaf in self.leaves if leaf.spot == spot), self.leaf))
        self._take(draft, selection)

    def kept_as(self, draft: Draft) -> None:
        """The draft was saved: under this id and name it goes on."""
        self.own, self.draft = True, draft
        self.stack.setClean()

    def _take(self, draft: Draft, selection: frozenset[int]) -> None:
        named = replace(draft.design, id=self.design.id, name=self.design.name, about=self.design.about)
        draft = replace(draft, design=named)
        pictures = draft.images is not self.draft.images
        another = draft != self.draft
        self.draft = draft
        known = frozenset(index for index in selection if index < len(self.frames))
        guide = self.guide if self.guide and not known and self._has(self.guide) else None
        chosen = (known, guide) != (self.selection, self.guide)
        self.selection, self.guide = known, guide
        if pictures:
            self._refill()
        if another:
            self.changed.emit()
        if chosen:
            self.chosen.emit()

    def _has(self, line: Line) -> bool:
        way, number = line
        return number < len(lines_of(guides_at(self.design, self.leaf.spot), way))

    def _refill(self) -> None:
        self.filled = self.filled.with_pictures(self._pictures())

    def _pictures(self) -> dict[str, QImage]:
        worn = self.worn.pictures if self.worn else {}
        samples, logo = (
            {name: image for name, image in pictures.items() if name not in self._left_out}
            for pictures in (self._samples, worn)
        )
        return {**samples, **self.draft.images, **logo}


_State = tuple[Draft, frozenset[int]]


class _Step(QUndoCommand):
    """One step: the draft and the selection before and after."""

    def __init__(self, editing: Editing, before: _State, after: _State, run: str) -> None:
        super().__init__()
        self._editing, self._spot = editing, editing.leaf.spot
        self.before, self.after, self.run = before, after, run

    @override
    def id(self) -> int:
        return 1 if self.run else -1

    @override
    def redo(self) -> None:
        self._editing.go_to(*self.after, self._spot)

    @override
    def undo(self) -> None:
        self._editing.seal()
        self._editing.go_to(*self.before, self._spot)

    @override
    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Step) or other.run != self.run:
            return False
        self.after = other.after
        return True

"""What can be done with frames, each as a named action with a key, and the tool bar that shows them."""

from collections.abc import Callable, Collection
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QSpacerItem, QToolButton, QWidget

from affiliate_desktop.gui.editor.editing import Editing
from affiliate_desktop.gui.editor.words import kind_name
from affiliate_desktop.gui.flow import Flow
from affiliate_desktop.gui.parts import Tinted, row
from affiliate_desktop.gui.theme import Theme
from affiliate_desktop.studio import arranging, guides
from affiliate_desktop.studio.arranging import PART, SHIFT
from affiliate_desktop.studio.design_file import MAX_GUIDES
from affiliate_desktop.studio.frames import Frame, FrameKind, Frames, Guides

_NEW: dict[FrameKind, Frame] = {
    FrameKind.TEXT: Frame(FrameKind.TEXT, (0.25, 0.4, 0.5, 0.2), "{text}", sizes=(0.03, 0.08)),
    FrameKind.PICTURE: Frame(FrameKind.PICTURE, (0.3, 0.3, 0.4, 0.4), "picture"),
    FrameKind.QR: Frame(
        FrameKind.QR, (0.35, 0.35, 0.3, 0.3), "link", color="black", fill="white", align="center", valign="middle"
    ),
    FrameKind.SHAPE: Frame(FrameKind.SHAPE, (0.3, 0.35, 0.4, 0.3), "rectangle", fill="accent"),
    FrameKind.LINE: Frame(FrameKind.LINE, (0.2, 0.48, 0.6, 0.04), "across", color="foreground", thickness=0.004),
    FrameKind.GRADIENT: Frame(
        FrameKind.GRADIENT, (0.0, 0.5, 1.0, 0.5), "linear", fill="background@0", fade="background", angle=90
    ),
    FrameKind.DISCLOSURE: Frame(FrameKind.DISCLOSURE, (0.1, 0.92, 0.8, 0.05), sizes=(0.014, 0.02)),
}
"""What a new frame is like."""
_NEW_ICONS = {
    FrameKind.TEXT: "text",
    FrameKind.PICTURE: "picture",
    FrameKind.QR: "code",
    FrameKind.SHAPE: "shape",
    FrameKind.LINE: "line",
    FrameKind.GRADIENT: "filter",
    FrameKind.DISCLOSURE: "info",
}


class Commands(QObject):
    """The actions of an editor.

    Args:
        editing: what they change.
        window: where their keys work.
    """

    def __init__(self, editing: Editing, window: QWidget) -> None:
        super().__init__(window)
        self._editing, self._window = editing, window
        self.actions: dict[str, QAction] = {}
        self._icons: dict[str, str] = {}
        self._make()
        editing.chosen.connect(self._enable)
        editing.turned.connect(self._enable)
        editing.changed.connect(self._enable)
        for signal in (editing.stack.canUndoChanged, editing.stack.canRedoChanged):
            signal.connect(self._enable)
        self._enable()

    def bar(self, names: tuple[str, ...], theme: Theme, *, wraps: bool = False) -> QWidget:
        """Buttons of actions side by side, in lines where the room is narrow and it ``wraps``; ``|`` parts groups."""
        made = QWidget()
        layout = Flow(spacing=1) if wraps else row(spacing=1)
        for name in names:
            if name == "|":
                layout.addItem(QSpacerItem(14, 1))
            else:
                layout.addWidget(self._button(self.actions[name], self._icons[name], theme))
        if isinstance(layout, QHBoxLayout):
            layout.addStretch(1)
        made.setLayout(layout)
        return made

    def fill_menu(self, widget: QWidget, names: tuple[str, ...]) -> None:
        """Offers actions in a widget's context menu; ``|`` is a line between groups."""
        widget.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for name in names:
            if name == "|":
                line = QAction(widget)
                line.setSeparator(True)
                widget.addAction(line)
            else:
                widget.addAction(self.actions[name])

    def _button(self, action: QAction, icon: str, theme: Theme) -> QToolButton:
        made = _ActionButton(action)
        Tinted(made, theme, icon, "text")
        return made

    # --- frames ------------------------------------------------------------------------------------------------

    @Slot()
    def _add(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            kind = FrameKind(str(action.data()))
            frame = _NEW[kind]
            if self._editing.leaf.unit == "px" and kind is FrameKind.TEXT:
                frame = replace(frame, sizes=(0.06, 0.14))
            frames, chosen = arranging.added(self._editing.frames, frame)
            self._editing.edit(action.text(), lambda _frames: frames, chosen=chosen)

    @Slot()
    def _remove(self) -> None:
        line, chosen = self._editing.guide, self._editing.unlocked()
        if line is not None:
            self._editing.edit_guides(self.tr("Remove guide"), lambda own: guides.removed(own, line))
        elif chosen:
            self._editing.edit(self.tr("Delete"), lambda frames: arranging.removed(frames, chosen), chosen=())

    @Slot()
    def _duplicate(self) -> None:
        frames, chosen = arranging.duplicated(self._editing.frames, self._editing.selection)
        self._editing.edit(self.tr("Duplicate"), lambda _frames: frames, chosen=chosen)

    @Slot()
    def _copy(self) -> None:
        self._editing.copy()
        self._enable()

    @Slot()
    def _paste(self) -> None:
        """Puts what was copied onto the page in sight, which may be of another variant; a part holds no parts."""
        copied, spot = self._editing.copied, self._editing.leaf.spot
        fitting = tuple(each for each in copied.frames if each.kind is not FrameKind.PART or not spot.startswith(PART))
        shift = SHIFT if copied.spot == spot else 0.0
        frames, chosen = arranging.pasted(self._editing.frames, fitting, shift)
        self._editing.edit(self.tr("Paste"), lambda _frames: frames, chosen=chosen)

    @Slot()
    def _group(self) -> None:
        chosen = self._editing.selection
        self._editing.edit(self.tr("Group"), lambda frames: arranging.grouped(frames, chosen))

    @Slot()
    def _ungroup(self) -> None:
        chosen = self._editing.selection
        self._editing.edit(self.tr("Ungroup"), lambda frames: arranging.ungrouped(frames, chosen))

    @Slot()
    def _hide(self) -> None:
        self.hide(self._editing.selection)

    @Slot()
    def _lock(self) -> None:
        self.lock(self._editing.selection)

    def hide(self, chosen: Collection[int]) -> None:
        """Hides frames, or shows them again."""
        label = self.tr("Show") if all(self._editing.frames[at].hidden for at in chosen) else self.tr("Hide")
        self._editing.edit(label, lambda frames: arranging.hidden(frames, chosen))

    def lock(self, chosen: Collection[int]) -> None:
        """Locks frames, or unlocks them again."""
        label = self.tr("Unlock") if all(self._editing.frames[at].locked for at in chosen) else self.tr("Lock")
        self._editing.edit(label, lambda frames: arranging.locked(frames, chosen))

    @Slot()
    def _add_guide(self) -> None:
        """A guide in the middle of the page, for whoever has no mouse."""
        action, editing = self.sender(), self._editing
        if isinstance(action, QAction):
            way = str(action.data())
            number = len(guides.lines_of(guides.guides_at(editing.design, editing.leaf.spot), way))
            editing.edit_guides(action.text(), lambda own: guides.added(own, way, 0.5))
            editing.choose_guide((way, min(number, MAX_GUIDES - 1)))

    @Slot()
    def _clear_guides(self) -> None:
        self._editing.edit_guides(self.tr("Remove all guides"), lambda _own: Guides())

    @Slot()
    def _raise(self) -> None:
        self._order(self.tr("Raise"), 1)

    @Slot()
    def _lower(self) -> None:
        self._order(self.tr("Lower"), -1)

    def _order(self, label: str, steps: int) -> None:
        frames, chosen = arranging.raised(self._editing.frames, self._editing.selection, steps)
        self._editing.edit(label, lambda _frames: frames, chosen=chosen)

    @Slot()
    def _align(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            side = str(action.data())
            chosen = self._editing.movable()
            one_stack = len(self._editing.selection) == 1

            def align(frames: Frames) -> Frames:
                if not one_stack or len(chosen) == 1:
                    return arranging.aligned(frames, chosen, side)
                made = frames
                for index in chosen:  # a stack is one thing: it is aligned within the page
                    made = arranging.aligned(made, {index}, side)
                return made

            self._editing.edit_on_page(action.text(), align)

    @Slot()
    def _distribute(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            across, chosen = action.data() == "across", self._editing.unlocked()

            def distribute(frames: Frames) -> Frames:
                return arranging.distributed(frames, chosen, across=across)

            self._editing.edit_on_page(action.text(), distribute)

    @Slot()
    def _select_all(self) -> None:
        self._editing.choose_all()

    @Slot()
    def _enable(self) -> None:
        """Offers what can be done with what is selected."""
        editing = self._editing
        count, free = len(editing.selection), len(editing.unlocked())
        in_group = any(editing.frames[index].group for index in editing.selection)
        for name, action in self.actions.items():
            if name in {"copy", "duplicate", "raise", "lower", "hide", "lock"}:
                action.setEnabled(count > 0)
            elif name.startswith("align"):
                action.setEnabled(bool(editing.movable()))
            elif name.startswith("distribute"):
                action.setEnabled(free > 2)
        self.actions["remove"].setEnabled(free > 0 or editing.guide is not None)
        self.actions["no-guides"].setEnabled(bool(editing.design.guides.get(editing.leaf.spot)))
        self.actions["group"].setEnabled(count > 1)
        self.actions["ungroup"].setEnabled(in_group)
        self.actions["paste"].setEnabled(bool(editing.copied.frames))
        self.actions["undo"].setEnabled(editing.can_go(back=True))
        self.actions["redo"].setEnabled(editing.can_go(back=False))

    # --- making ------------------------------------------------------------------------------------------------

    def _make(self) -> None:
        tr, stack = self.tr, self._editing.stack
        self._action("undo", "undo", tr("Undo"), stack.undo, QKeySequence.StandardKey.Undo)
        self._action("redo", "redo", tr("Redo"), stack.redo, "Ctrl+Shift+Z")
        self._action("copy", "copy", tr("Copy"), self._copy, QKeySequence.StandardKey.Copy)
        self._action("paste", "copy", tr("Paste"), self._paste, QKeySequence.StandardKey.Paste)
        self._action("duplicate", "duplicate", tr("Duplicate"), self._duplicate, "Ctrl+D")
        self._action("remove", "trash", tr("Delete"), self._remove, "Del")
        self._action("group", "group", tr("Group"), self._group, "Ctrl+G")
        self._action("ungroup", "ungroup", tr("Ungroup"), self._ungroup, "Ctrl+Shift+G")
        self._action("raise", "raise", tr("Raise"), self._raise, "Ctrl+]")
        self._action("lower", "lower", tr("Lower"), self._lower, "Ctrl+[")
        self._action("hide", "eye", tr("Hide or show"), self._hide, "Ctrl+Shift+H")
        self._action("lock", "lock", tr("Lock or unlock"), self._lock, "Ctrl+Shift+L")
        self._action("guide-upright", "guides", tr("Add an upright guide"), self._add_guide, data=guides.UPRIGHT)
        self._action("guide-level", "guides", tr("Add a level guide"), self._add_guide, data=guides.LEVEL)
        self._action("no-guides", "guides", tr("Remove all guides"), self._clear_guides)
        self._action("all", "fit", tr("Select all"), self._select_all, "Ctrl+A")
        for side, title in (
            ("left", tr("Align left")),
            ("center", tr("Align centers")),
            ("right", tr("Align right")),
            ("top", tr("Align tops")),
            ("middle", tr("Align middles")),
            ("bottom", tr("Align bottoms")),
        ):
            self._action(f"align-{side}", f"align-{side}", title, self._align, data=side)
        for way, title in (("across", tr("Distribute across")), ("down", tr("Distribute down"))):
            self._action(f"distribute-{way}", f"distribute-{way}", title, self._distribute, data=way)
        for kind, icon in _NEW_ICONS.items():
            title = tr("Add: {kind}").format(kind=kind_name(kind))
            self._action(f"add-{kind}", icon, title, self._add, data=str(kind))

    def _action(
        self,
        name: str,
        icon: str,
        title: str,
        slot: Callable[[], object],
        keys: QKeySequence.StandardKey | str = "",
        data: str = "",
    ) -> None:
        action = QAction(title, self._window)
        action.setData(data)
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            self._window.addAction(action)
        action.triggered.connect(slot)
        self.actions[name], self._icons[name] = action, icon


class _ActionButton(QToolButton):
    """Shows an action by its icon; its name and key are the tool tip."""

    def __init__(self, action: QAction) -> None:
        super().__init__()
        self._action = action
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.setAccessibleName(action.text())
        self.setToolTip(f"{action.text()} ({keys})" if keys else action.text())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(action.trigger)
        action.enabledChanged.connect(self.setEnabled)
        self.setEnabled(action.isEnabled())

"""What was changed and not saved, kept across a crash: written a moment after each change, offered at the next time."""

from PySide6.QtCore import QObject, QTimer, Slot

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.gui.drafts import Drafts
from affiliate_desktop.gui.editor.editing import Editing
from affiliate_desktop.studio.design_file import parse_design
from affiliate_desktop.studio.design_writer import write_design
from affiliate_desktop.studio.frames import Design

KEEP_MS = 1200
_FIELD = "design"


class Keeper(QObject):
    """Keeps an editor's unsaved design.

    Args:
        drafts: where it is kept.
        editing: what is watched.
        parent: the editor.
    """

    def __init__(self, drafts: Drafts, editing: Editing, parent: QObject) -> None:
        super().__init__(parent)
        self._drafts, self._editing = drafts, editing
        self._name = f"editor-{editing.design.id}"
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(KEEP_MS)
        self._soon.timeout.connect(self.keep)
        editing.changed.connect(self._soon.start)

    def found(self) -> Design | None:
        """What was left unsaved the last time; None where there is nothing, or it no longer fits the design."""
        text = self._drafts.get(self._name).get(_FIELD, "")
        now = self._editing.design
        try:
            design = parse_design(text.encode(), now.name) if text else now
        except BadInput:
            return None
        same = design.variants.keys() == now.variants.keys() and design.parts.keys() == now.parts.keys()
        return design if same and design != parse_design(write_design(now), now.name) else None

    @Slot()
    def keep(self) -> None:
        """Writes what is not saved; forgets it when all is."""
        if self._editing.saved:
            self._drafts.forget(self._name)
        else:
            self._drafts.keep(self._name, {_FIELD: write_design(self._editing.design).decode()})

    def forget(self) -> None:
        """Drops it: it was saved, or is not wanted."""
        self._soon.stop()
        self._drafts.forget(self._name)

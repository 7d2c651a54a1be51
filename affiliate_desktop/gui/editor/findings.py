"""What a designer should look at: contrast (WCAG), texts that do not fit, frames that leave the safe area."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from affiliate_desktop.core.problems import Problem
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.editor.editing import Editing
from affiliate_desktop.gui.parts import column, label
from affiliate_desktop.studio.arranging import PART
from affiliate_desktop.studio.content import is_shown, text_of
from affiliate_desktop.studio.design_check import page_notes
from affiliate_desktop.studio.frames import TEXT_KINDS, Design
from affiliate_desktop.studio.hiding import missing_by_hiding
from affiliate_desktop.studio.leaves import Leaf, Specimen, leaf_sheet
from affiliate_desktop.studio.paint import paint

WAIT_MS = 250
"""How long nothing has to change before the pages are looked at."""


@dataclass(frozen=True)
class Finding:
    """What was found, and on which page first."""

    words: str
    leaf: Leaf


class Findings(QWidget):
    """The list of what was found; choosing a line goes to the page and the text it is about.

    Signals:
        counted(int): so many things were found.
    """

    counted = Signal(int)

    def __init__(self, editing: Editing, context: Context) -> None:
        super().__init__()
        self._editing, self._theme, self._jobs = editing, context.theme, context.jobs
        self.fine = label(self.tr("Every text reads well, fits and keeps to the safe area."), "muted", wrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("What to look at"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = column(self.fine, spacing=8)
        inside.addWidget(self.list, 10)
        inside.addStretch(1)
        inside.setContentsMargins(0, 12, 0, 0)
        self.setLayout(inside)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WAIT_MS)
        self._soon.timeout.connect(self.look)
        self._found: tuple[Finding, ...] = ()
        editing.changed.connect(self._soon.start)
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        context.theme.changed.connect(self._show)
        self._show()
        self.look()

    @property
    def found(self) -> tuple[Finding, ...]:
        """What was found last."""
        return self._found

    @Slot()
    def look(self) -> None:
        """Looks at all pages, off the window's thread."""
        editing = self._editing
        self._jobs.read(partial(findings, editing.shown, editing.leaves, editing.filled), self._take)

    @Slot(object)
    def _take(self, found: tuple[Finding, ...]) -> None:
        self._found = found
        self._show()

    @Slot()
    def _show(self) -> None:
        self.list.clear()
        for each in self._found:
            item = QListWidgetItem(self._theme.icon("warning", self._theme.colors.warning), each.words)
            item.setToolTip(each.leaf.name)
            self.list.addItem(item)
        self.counted.emit(len(self._found))
        self.list.setVisible(bool(self._found))
        self.fine.setVisible(not self._found)

    @Slot(QListWidgetItem)
    def _go(self, item: QListWidgetItem) -> None:
        finding = self._found[self.list.row(item)]
        self._editing.turn_to(finding.leaf)
        frames, sheet = self._editing.frames, self._editing.sheet()
        lost = [each.frame for each in missing_by_hiding(frames, sheet) if each.words == finding.words]
        if lost and lost[0] in frames:
            self._editing.choose([frames.index(lost[0])], groups=False)
            return
        for index, frame in enumerate(frames):
            words = text_of(frame, sheet)[:30] if frame.kind in TEXT_KINDS else frame.name or frame.content
            if words and words in finding.words and is_shown(frame, sheet):
                self._editing.choose([index], groups=False)
                return


def findings(design: Design, leaves: Sequence[Leaf], filled: Specimen) -> tuple[Finding, ...]:
    """What to look at on all pages, each once."""
    found: dict[str, Finding] = {}
    for leaf in leaves:
        for words in _notes(design, leaf, filled):
            found.setdefault(words, Finding(words, leaf))
    return tuple(found.values())


def _notes(design: Design, leaf: Leaf, filled: Specimen) -> tuple[str, ...]:
    try:
        frames, sheet = leaf_sheet(design, leaf, filled, small=True)
        image = QImage(QSize(round(leaf.width / 20) + 1, round(leaf.height / 20) + 1), QImage.Format.Format_RGB32)
        with QPainter(image) as painter:
            painter.scale(0.05, 0.05)
            painted = paint(painter, frames, replace(sheet, dots=0.05))
    except Problem:
        return ()  # the canvas says why
    if leaf.spot.startswith(PART):
        design = replace(design, page=replace(design.page, safe=0.0))
    notes = (*page_notes(design, frames, sheet), *painted.notes)
    return tuple(note for note in notes if "stands out little" not in note)

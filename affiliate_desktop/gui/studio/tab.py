"""What the tabs of the studio share: fields at the left, a live preview and buttons at the right."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QShowEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QScrollArea, QSizePolicy, QWidget
from typing_extensions import override

from affiliate_desktop.core.problems import Problem
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.flow import Flow
from affiliate_desktop.gui.forms import Form
from affiliate_desktop.gui.links.rows import LinkRow
from affiliate_desktop.gui.messages import words
from affiliate_desktop.gui.parts import GAP, button, column, row
from affiliate_desktop.gui.studio.choices import recall_folder, remember_folder
from affiliate_desktop.gui.studio.preview import Preview
from affiliate_desktop.gui.studio.verdict import verdict_words
from affiliate_desktop.studio.model import NotReady

FIELDS_WIDTH = 340
LOOK_MS = 150
"""How long the user pauses before a preview is drawn."""
KEEP_MS = 700


class StudioTab(QWidget):
    """One kind of artwork.

    A subclass fills ``form``, ``stage`` and ``buttons`` and overrides ``draw``, which asks a worker for a preview.

    Args:
        context: the open workspace.
        draft: name under which unfinished texts are kept; empty for none.
    """

    def __init__(self, context: Context, draft: str = "") -> None:
        super().__init__()
        self.context = context
        self.shown: LinkRow | None = None
        self._draft = draft
        self._stale = True
        self._suggested: dict[str, str] = {}
        self.form = Form()
        self.form.setFixedWidth(FIELDS_WIDTH)
        self.form.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        self.stage = column(spacing=12)
        self.buttons = Flow(spacing=8, right=True)
        self._lay_out()
        self._soon = timer(self, LOOK_MS, self._draw)
        self._keep = timer(self, KEEP_MS, self._keep_draft)

    # --- what a tab overrides ----------------------------------------------------------------------------------

    def draw(self, link: LinkRow) -> None:
        """Asks for a preview; a newer answer takes the place of an older one."""

    def draw_without_link(self) -> None:
        """Asks for a preview while no link is chosen, where one can be made."""

    def can_make(self) -> bool:
        """Whether there is something that a file can be made of."""
        return self.shown is not None

    def suggestions(self, link: LinkRow) -> dict[str, str]:  # noqa: ARG002 - for those who override it
        """What a link suggests for lines of text, by field name."""
        return {}

    # --- what a tab uses ---------------------------------------------------------------------------------------

    def use_link(self, link: LinkRow | None) -> None:
        """Makes artwork of this link from now on."""
        another = link is not None and (self.shown is None or self.shown.link.id != link.link.id)
        self.shown = link
        if link is not None and another:
            self.suggest(link)
        self.enable()
        self.look()

    @Slot()
    def enable(self) -> None:
        """Offers the buttons below the preview while something can be made."""
        for each in self.findChildren(QPushButton):
            if each.property("makes"):
                each.setEnabled(self.can_make())

    def suggest(self, link: LinkRow) -> None:
        """Fills fields that are empty, or still say what another link suggested."""
        suggested = self.suggestions(link)
        for name, text in suggested.items():
            field = self.form.rows[name].field
            if isinstance(field, QLineEdit) and field.text() in ("", self._suggested.get(name, "")):
                field.setText(text)
                field.setCursorPosition(0)
        self._suggested = suggested

    def add_action(self, text: str, on_click: Callable[[], object], *, kind: str = "", icon: str = "") -> QPushButton:
        """Adds a button below the preview that works while something can be made, see ``can_make``."""
        made = button(text, on_click, kind=kind, icon=icon, theme=self.context.theme)
        made.setProperty("makes", True)
        if kind == "primary":
            give_keys(made, "Ctrl+S")
        made.setEnabled(False)
        self.buttons.addWidget(made)
        return made

    def restore_draft(self) -> None:
        """Puts back what was typed before; called when the fields are made."""
        self.form.set_texts(self.context.drafts.get(self._draft) if self._draft else {})
        self.form.edited.connect(self.look)

    @Slot()
    def look(self) -> None:
        """Draws the preview anew, a moment after the last change."""
        self._stale = True
        if self.isVisible():
            self._soon.start()
        if self._draft:
            self._keep.start()

    def show_trouble(self, preview: Preview, problem: BaseException) -> None:
        """Says in the preview's place why there is none."""
        if isinstance(problem, Problem):
            preview.say(words(problem))
        else:
            self.context.messages.problem(problem)

    def ask_save(self, title: str, name: str, filters: str, on_path: Callable[[Path], object]) -> None:
        """Asks where to save, starting where it was saved last."""
        self.context.messages.folder = recall_folder(self.context.messages.folder)
        self.context.messages.ask_save(title, name, filters, on_path)

    def saved(self, file: Path) -> None:
        """Tells that a file was saved, and remembers its folder."""
        remember_folder(file.parent)
        self.context.messages.note_saved(file)

    def refuse(self, problem: BaseException, anyway: str, again: Callable[[], object]) -> None:
        """Tells why nothing was saved; what would not scan can be saved all the same, if the user insists.

        Args:
            problem: what went wrong.
            anyway: what the button says that insists.
            again: bound method of this tab that does it.
        """
        if not isinstance(problem, NotReady):
            self.context.messages.problem(problem)
            return
        text = "\n".join(verdict_words(each) for each in problem.artworks)
        self.context.messages.ask(self.tr("This code would not scan"), text, anyway, again, danger=True)

    # --- inside ------------------------------------------------------------------------------------------------

    @Slot()
    def _draw(self) -> None:
        if not self.isVisible():
            return
        self._stale = False
        if self.shown is not None:
            self.draw(self.shown)
        else:
            self.draw_without_link()

    @Slot()
    def _keep_draft(self) -> None:
        texts = {name: text for name, text in self.form.texts().items() if text}
        own = {name: text for name, text in texts.items() if text != self._suggested.get(name)}
        self.context.drafts.keep(self._draft, own)

    def _lay_out(self) -> None:
        held = QWidget()
        held.setLayout(column(self.form, 1))
        scroll = QScrollArea()
        scroll.setWidget(held)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFixedWidth(FIELDS_WIDTH + 18)
        right = column(spacing=12)
        right.addLayout(self.stage, 1)
        right.addLayout(self.buttons)
        beside = row(spacing=GAP)
        beside.setContentsMargins(0, GAP, 0, 0)
        beside.addWidget(scroll)
        beside.addLayout(right, 1)
        self.setLayout(beside)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._soon.start()


def give_keys(made: QPushButton, keys: str) -> None:
    """Lets keys press a button while it is seen, and says so in its tip."""
    made.setShortcut(QKeySequence(keys))
    made.setToolTip(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))


def timer(parent: QWidget, interval: int, slot: Callable[[], object]) -> QTimer:
    """A timer that runs out once; the slot is called then."""
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(interval)
    timer.timeout.connect(slot)
    return timer

"""The attribution window, and the button that opens it."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QPushButton, QTabWidget, QWidget

from affiliate_desktop.core.changes import Changes
from affiliate_desktop.gui.attribution.queue import KINDS, QueueTab
from affiliate_desktop.gui.attribution.rows import Names, load_names
from affiliate_desktop.gui.attribution.rule_dialog import RuleDialog
from affiliate_desktop.gui.attribution.rules import RulesTab
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.parts import button, column, label, row
from affiliate_desktop.ledger.attribution_model import Rule


class AttributionButton(QPushButton):
    """Opens the attribution window; says how many earnings are not attributed."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._open)
        context.changed.connect(self._look)
        self._show(0)
        self.ask()

    def ask(self) -> None:
        """Counts anew."""
        self._context.jobs.read(self._context.app.attributions.waiting, self._show)

    @Slot(object)
    def _look(self, changes: Changes) -> None:
        if changes.touches(*KINDS):
            self.ask()

    @Slot(object)
    def _show(self, waiting: int) -> None:
        text = self.tr("Attribution…")
        if waiting:
            text = self.tr("Attribution ({n})…").format(n=self._context.formats.number(waiting))
        self.setText(text)
        self.setToolTip(self.tr("Decide which campaign earnings belong to that no click reference explains"))

    @Slot()
    def _open(self) -> None:
        AttributionWindow(self._context, self.window()).open()


class AttributionWindow(QDialog):
    """The queue, the guesses and the rules."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Attribution"))
        self.context = context
        self.tabs = QTabWidget()
        self.queue = QueueTab(context, guesses=False)
        self.guesses = QueueTab(context, guesses=True)
        self.rules = RulesTab(context)
        for tab in (self.queue, self.guesses, self.rules):
            tab.rule_wanted.connect(self._rule)
            self.tabs.addTab(tab, "")
        self.queue.counted.connect(self._waiting)
        self.guesses.counted.connect(self._guessed)
        self.rules.counted.connect(self._ruled)
        for name in (self._waiting, self._guessed, self._ruled):
            name(0)
        text = self.tr(
            "Which campaign earnings belong to that no click reference explains. Every guess is marked as one."
        )
        outer = column(label(self.tr("Attribution"), "title"), label(text, "muted", wrap=True), spacing=6)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.addWidget(self.tabs, 1)
        outer.addSpacing(8)
        outer.addLayout(row(1, button(self.tr("Close"), self.accept)))
        self.setLayout(outer)
        room = self.screen().availableGeometry()
        self.resize(min(1160, int(room.width() * 0.95)), min(760, int(room.height() * 0.9)))
        self.queue.table.setFocus()

    @Slot(int)
    def _waiting(self, count: int) -> None:
        self._count(0, self.tr("Not attributed"), count)

    @Slot(int)
    def _guessed(self, count: int) -> None:
        self._count(1, self.tr("Guesses"), count)

    @Slot(int)
    def _ruled(self, count: int) -> None:
        self._count(2, self.tr("Rules"), count)

    def _count(self, at: int, text: str, count: int) -> None:
        self.tabs.setTabText(at, f"{text} ({self.context.formats.number(count)})" if count else text)

    @Slot(object)
    def _rule(self, rule: Rule) -> None:
        if not self.context.read_only:
            self.context.jobs.read(partial(load_names, self.context.app), partial(self._edit, rule))

    @Slot(object, object)
    def _edit(self, rule: Rule, names: Names) -> None:
        RuleDialog(self.context, self, names, rule).open()

"""How many visits campaigns had, what each was worth, and which visits belong to none."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QTabWidget, QWidget

from affiliate_desktop.core.periods import Period
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.gui.campaigns.visits import campaigns_table, rows_of, unmatched_table
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import DateField
from affiliate_desktop.gui.messages import words
from affiliate_desktop.gui.parts import Banner, button, column, label, row
from affiliate_desktop.reports.visits import Traffic

FIELD_WIDTH = 150


class VisitsWindow(QDialog):
    """Two tables and the days they are of. Show it with ``open()``; it frees itself when it is closed."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Visits"))
        self._context = context
        self._period = Period()
        self.first, self.last = DateField(context.theme), DateField(context.theme)
        self.first.setAccessibleName(self.tr("First day"))
        self.last.setAccessibleName(self.tr("Last day"))
        for each in (self.first, self.last):
            each.setFixedWidth(FIELD_WIDTH)
            each.textChanged.connect(self._ask)
        self.note = Banner("info")
        self.campaigns, self.unmatched = campaigns_table(context), unmatched_table(context)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.campaigns, self.tr("By campaign"))
        self.tabs.addTab(self.unmatched, self.tr("Without a campaign"))
        advice = self.tr(
            "Visits come from reports of Google Analytics and the like that you import on the Statements page. They "
            "belong to the campaign whose links have their UTM campaign; earnings are those of the same days."
        )
        head = row(label(self.tr("Visits"), "title"), 1, spacing=8)
        for part in (self.first, label(self.tr("to"), "muted"), self.last):
            head.addWidget(part)
        outer = column(head, label(advice, "muted", wrap=True), self.note, spacing=12)
        outer.addWidget(self.tabs, 1)
        outer.addLayout(row(1, button(self.tr("Close"), self.accept)))
        outer.setContentsMargins(24, 20, 24, 20)
        self.setLayout(outer)
        room = self.screen().availableGeometry()
        self.resize(min(1080, room.width() - 40), min(680, room.height() - 40))
        self._ask()

    @Slot()
    def _ask(self, _text: str = "") -> None:
        try:
            self._period = Period(self.first.day(), self.last.day())
        except BadInput as problem:
            self.note.say(words(problem), "warning")
            return
        self._context.jobs.read(partial(self._context.app.traffic.read, self._period), self._show)

    @Slot(object)
    def _show(self, traffic: Traffic) -> None:
        if traffic.period != self._period:
            return
        self.campaigns.records.show_records(rows_of(traffic))
        self.unmatched.records.show_records(traffic.unmatched)
        formats = self._context.formats
        self.tabs.setTabText(1, self.tr("Without a campaign ({n})").format(n=formats.number(len(traffic.unmatched))))
        self.note.say(self._said(traffic), "info")

    def _said(self, traffic: Traffic) -> str:
        if traffic.beyond:
            text = self.tr("{n} visits are left out, because their report reaches beyond these days.")
            return text.format(n=self._context.formats.number(traffic.beyond))
        if traffic.campaigns or traffic.unmatched:
            return ""
        return self.tr("No report that you imported tells of visits on these days.")

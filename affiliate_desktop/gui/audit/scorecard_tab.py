"""How a program treats its affiliates: approval, days, reversals, rates."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QWidget
from typing_extensions import override

from affiliate_desktop.audit import scorecard_words as say
from affiliate_desktop.audit.scorecard import CurrencyScore, Scorecard
from affiliate_desktop.core.changes import Kind
from affiliate_desktop.core.files import safe_name
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import ChoiceBox
from affiliate_desktop.gui.home.periods import CUSTOM, period_choices, period_named
from affiliate_desktop.gui.parts import GAP, Card, EmptyState, ScrolledBody, column, label, row
from affiliate_desktop.gui.statuses import commission_status
from affiliate_desktop.gui.tabbed import Tab
from affiliate_desktop.ledger.model import Status
from affiliate_desktop.programs.model import Program


class ScorecardTab(Tab):
    """A program and a period, and what the user's own files say about it."""

    kinds: ClassVar[frozenset[Kind]] = frozenset(
        {Kind.TRANSACTION, Kind.STATEMENT, Kind.PAYOUT, Kind.PROGRAM, Kind.ACCOUNT, Kind.PLAN, Kind.REQUEST}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._card: Scorecard | None = None
        self._file = Path()
        self.program = ChoiceBox()
        self.program.setAccessibleName(self.tr("Program"))
        self.program.setMinimumWidth(240)
        self.period = ChoiceBox([each for each in period_choices() if each[0] != CUSTOM])
        self.period.setAccessibleName(self.tr("Period"))
        self.period.set_value("all")
        for box in (self.program, self.period):
            self.bar.addWidget(box)
            box.chosen.connect(self._chosen)
        self.bar.addStretch(1)
        self.save_button = self.add_action(self.tr("Save PDF…"), self._ask, icon="download")
        self.save_button.setEnabled(False)
        self._cards = column(spacing=GAP)
        self.sheet = ScrolledBody(self._cards, self.tr("Scorecard"))
        self.empty = EmptyState(
            context.theme,
            "audit",
            self.tr("Nothing to judge yet"),
            self.tr("A scorecard is made of a program's statements. Import one, or choose another program or period."),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.sheet)
        self.body.addWidget(self.stack, 1)

    @override
    def refresh(self) -> None:
        self.context.jobs.read(self.context.app.programs.programs, self._offer)

    @Slot(object)
    def _offer(self, programs: tuple[Program, ...]) -> None:
        self.program.set_choices([(each.id, each.name) for each in programs])
        self._chosen()

    @Slot()
    def _chosen(self, _value: object = None) -> None:
        program = self.program.value()
        if not isinstance(program, int):
            self._show(None)
            return
        period = period_named(str(self.period.value()), self.context.app.clock.today())
        self.context.jobs.read(partial(self.context.app.scorecards.of, program, period), self._show)

    @Slot(object)
    def _show(self, card: Scorecard | None) -> None:
        self._card = card
        known = card is not None and bool(card.scores or card.answers)
        self.save_button.setEnabled(known)
        if card is None or not known:
            self.stack.setCurrentWidget(self.empty)
            return
        self._clear()
        self._cards.addWidget(self._glance(card))
        for score in card.scores:
            self._cards.addWidget(self._statuses(score))
        if card.reasons:
            self._cards.addWidget(self._reasons(card))
        self._cards.addStretch(1)
        self.stack.setCurrentWidget(self.sheet)

    def _clear(self) -> None:
        while self._cards.count():
            item = self._cards.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _glance(self, card: Scorecard) -> QWidget:
        made = Card(card.program)
        lines = [
            (self.tr("Days to approve, at most"), say.days_words(card.approve)),
            (self.tr("Days to pay"), say.pay_words(card)),
        ]
        several = len(card.scores) > 1
        for score in card.scores:
            beside = f" ({score.currency})" if several else ""
            lines += [
                (self.tr("Approved of what was decided") + beside, say.rate_words(score.approval_rate)),
                (self.tr("Reversed of what was decided") + beside, say.rate_words(score.reversal_rate)),
                (self.tr("Earned") + beside, say.effective_words(score)),
            ]
        lines += [
            (self.tr("Promised"), say.promise_words(card.promise)),
            (self.tr("Terms in force"), card.terms),
            (self.tr("Answers to requests"), say.answers_words(card)),
            (self.tr("Claims"), say.claims_words(card)),
        ]
        grid = _grid()
        for at, (name, value) in enumerate(line for line in lines if line[1]):
            grid.addWidget(label(name, "muted"), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(value, wrap=True), at, 1)
        grid.setColumnStretch(1, 1)
        made.content.addLayout(grid)
        made.setAccessibleName("; ".join(f"{name}: {value}" for name, value in lines))
        return made

    def _statuses(self, score: CurrencyScore) -> QWidget:
        formats = self.context.formats
        sums = [(commission_status(status), score.of(status)) for status in Status]
        rows = [
            (
                name,
                formats.number(held.count),
                formats.money(held.sale_micro, score.currency),
                formats.money(held.commission_micro, score.currency),
            )
            for name, held in (*sums, (self.tr("Returns"), score.returns))
            if held.count
        ]
        heads = (self.tr("Status"), self.tr("Earnings"), self.tr("Sales"), self.tr("Commission"))
        return _table(self.tr("By status, {currency}").format(currency=score.currency), heads, rows)

    def _reasons(self, card: Scorecard) -> QWidget:
        formats = self.context.formats
        rows = [
            (
                each.words or self.tr("no reason given"),
                formats.number(each.count),
                formats.money(each.commission_micro, each.currency),
            )
            for each in card.reasons
        ]
        return _table(
            self.tr("Reversals"), (self.tr("Reversed because"), self.tr("Earnings"), self.tr("Commission")), rows
        )

    @Slot()
    def _ask(self) -> None:
        if self._card is not None:
            name = safe_name(self.tr("scorecard {program}").format(program=self._card.program)) + ".pdf"
            self.context.messages.ask_save(self.tr("Save scorecard"), name, self.tr("PDF (*.pdf)"), self._save)

    @Slot(object)
    def _save(self, path: Path) -> None:
        if self._card is not None:
            self._file = path
            self.context.jobs.read(partial(_write, self.context, self._card, path), self._saved)

    @Slot(object)
    def _saved(self, _pages: int) -> None:
        self.context.messages.note_saved(self._file)


def _write(context: Context, card: Scorecard, path: Path) -> int:
    return context.app.reports.scorecard_pdf(card, path, context.app.preferences.load().paper)


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(8)
    return grid


def _table(title: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> QWidget:
    """A small table of figures; the first column holds names."""
    made = Card(title)
    grid = _grid()
    grid.setColumnStretch(0, 1)
    right = Qt.AlignmentFlag.AlignRight
    for place, head in enumerate(heads):
        grid.addWidget(label(head, "caption"), 0, place, right if place else Qt.AlignmentFlag.AlignLeft)
    for at, cells in enumerate(rows, 1):
        for place, cell in enumerate(cells):
            grid.addWidget(label(cell, wrap=not place), at, place, right if place else Qt.AlignmentFlag(0))
    made.content.addLayout(grid)
    made.setAccessibleName("; ".join(", ".join(cells) for cells in rows))
    held = QWidget()
    held.setLayout(row(made))
    return held

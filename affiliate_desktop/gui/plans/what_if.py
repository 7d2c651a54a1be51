"""Which model pays best: the user's own numbers, or typed ones, through several plans."""

from decimal import Decimal, InvalidOperation
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QSizePolicy, QSpinBox, QStackedWidget, QWidget
from typing_extensions import override

from affiliate_desktop.audit.what_if import Mix, Outcome
from affiliate_desktop.audit.what_if_words import basis_words, currency_words, forecast_words, step_words
from affiliate_desktop.core.changes import Kind
from affiliate_desktop.core.problems import BadInput, Problem
from affiliate_desktop.gui.check_list import CheckList
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import ChoiceBox
from affiliate_desktop.gui.forms import Form
from affiliate_desktop.gui.messages import words
from affiliate_desktop.gui.parts import GAP, GUTTER, Banner, Card, EmptyState, column, label, row
from affiliate_desktop.gui.plans.what_if_chart import CurveChart
from affiliate_desktop.gui.plans.what_if_rows import (
    SHOWN,
    Answer,
    Offer,
    Offers,
    Question,
    ask,
    load_offers,
    outcome_columns,
)
from affiliate_desktop.gui.tabbed import Tab
from affiliate_desktop.gui.table_view import RecordTable
from affiliate_desktop.gui.tables import RecordModel

PAUSE_MS = 300
NUMBERS = ("signups", "projects", "sales", "amount")


class WhatIfTab(Tab):
    """Numbers and plans at the left; what each plan pays, what it means and a chart at the right."""

    kinds: ClassVar[frozenset[Kind]] = frozenset({Kind.PLAN, Kind.PROGRAM, Kind.TRANSACTION, Kind.REFERRAL})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._plans: tuple[Offer, ...] = ()
        self._best: list[str] = []
        self.program = ChoiceBox()
        self.fields = {name: QLineEdit() for name in NUMBERS}
        self.months = QSpinBox()
        self.months.setRange(1, 60)
        self.months.setValue(12)
        self.plans = CheckList([])
        self.form = Form()
        self.form.setFixedWidth(300)
        self._build_form()
        self.trouble = Banner("danger")
        self.model: RecordModel[Outcome] = RecordModel(outcome_columns(context.formats, self._best), _key)
        self.table: RecordTable[Outcome] = RecordTable(
            self.model, context.theme, "what-if", self.tr("What each plan pays")
        )
        self.chart = CurveChart(context)
        self.meaning = Card(self.tr("What it means"))
        self.sentences = label("", wrap=True)
        self.meaning.content.addWidget(self.sentences)
        self.basis = label("", "caption", wrap=True)
        self._build()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE_MS)
        self._soon.timeout.connect(self._ask)
        self.form.edited.connect(self._edited)

    @override
    def refresh(self) -> None:
        self.context.jobs.read(partial(load_offers, self.context.app), self._offer)

    # --- asking ------------------------------------------------------------------------------------------------

    @Slot(object)
    def _offer(self, offers: Offers) -> None:
        first = not self._plans
        chosen = {self._plans[at].name for at in self.plans.chosen()}
        self._plans = offers.plans
        programs = [(program.id, program.name) for program in offers.programs]
        self.program.set_choices([(0, self.tr("Typed numbers")), *programs])
        made = CheckList([(at, each.name) for at, each in enumerate(self._plans)], rows=8)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setAccessibleName(self.tr("Plans"))
        made.changed.connect(self._edited)
        holder = self.form.rows["plans"]
        old, self.plans = self.plans, made
        holder.layout().replaceWidget(old, made)  # type: ignore[union-attr]
        holder.field = made
        old.hide()
        old.deleteLater()
        if first:
            self.plans.choose(list(range(min(3, len(self._plans)))))
            for name, text in zip(NUMBERS, ("20", "6", "12", "150"), strict=True):
                self.fields[name].setText(text)
        else:
            self.plans.choose([at for at, each in enumerate(self._plans) if each.name in chosen])
        self._ask()

    @Slot()
    def _edited(self) -> None:
        self._soon.start()

    @Slot()
    def _ask(self) -> None:
        program = self.program.value()
        typed = not isinstance(program, int) or not program
        for name in (*NUMBERS, "months"):
            self.form.rows[name].setVisible(typed)
        chosen = tuple(self._plans[at] for at in self.plans.chosen())[:SHOWN]
        if not chosen:
            self.inside.setCurrentWidget(self.empty)
            return
        try:
            mix = Mix(**{name: _number(field.text()) for name, field in self.fields.items()}) if typed else Mix()
        except BadInput as problem:
            self.trouble.say(words(problem))
            return
        key = program if isinstance(program, int) else 0
        question = Question(chosen, key, mix, self.months.value())
        self.context.jobs.read(partial(ask, self.context.app, question), self._show, self._failed)

    @Slot(object)
    def _failed(self, problem: BaseException) -> None:
        if isinstance(problem, Problem):
            self.trouble.say(words(problem))
        else:
            self.context.messages.problem(problem)

    # --- showing -----------------------------------------------------------------------------------------------

    @Slot(object)
    def _show(self, answer: Answer) -> None:
        found = answer.comparison
        self.trouble.say("")
        self.inside.setCurrentWidget(self.results)
        self._best[:] = found.best
        self.model.show_records(found.outcomes)
        self.table.viewport().update()
        self.chart.setVisible(bool(found.curves))
        self.chart.show_curves(found.curves, found.crossings)
        self.basis.setText(basis_words(found))
        lines = [
            self.tr("From about {volume} events a month on, {after} pays more than {before}.").format(
                volume=each.volume, after=each.after, before=each.before
            )
            for each in found.crossings
        ]
        lines += currency_words(found.outcomes)
        lines += [step_words(each) for each in answer.outlook.steps]
        forecast = answer.outlook.forecast
        if forecast is not None and (forecast.so_far or forecast.expected):
            lines.append(forecast_words(forecast))
        if not found.count:
            lines.append(self.tr("There are no sign-ups, projects or sales to count yet."))
        elif not any(each.total for each in found.outcomes):
            advice = self.tr("Choose plans that pay for what you have: sign-ups, projects or sales, in their currency.")
            lines.append(f"{self.tr('None of these plans pays anything for these numbers.')} {advice}")
        elif len(found.outcomes) > 1 and found.curves and not found.crossings:
            lines.append(self.tr("No plan overtakes another up to twice these numbers."))
        self.sentences.setText("\n".join(lines))
        self.meaning.setVisible(bool(lines))

    # --- building ----------------------------------------------------------------------------------------------

    def _build_form(self) -> None:
        form, fields = self.form, self.fields
        form.add("program", self.tr("Numbers of"), self.program)
        form.add_pair(
            ("signups", self.tr("Sign-ups a month"), fields["signups"]),
            ("projects", self.tr("Projects a month"), fields["projects"]),
        )
        form.add_pair(
            ("sales", self.tr("Sales a month"), fields["sales"]),
            ("amount", self.tr("Average amount"), fields["amount"]),
        )
        form.add("months", self.tr("Over months"), self.months)
        form.add("plans", self.tr("Plans"), self.plans)

    def _build(self) -> None:
        self.results = _held(self.table, self.basis, self.chart, self.meaning)
        self.table.setMinimumHeight(150)
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.empty = EmptyState(
            self.context.theme,
            "plans",
            self.tr("Choose plans to compare"),
            self.tr("Tick plans at the left; their commissions for the same numbers are shown side by side."),
        )
        self.inside = QStackedWidget()
        self.inside.addWidget(self.results)
        self.inside.addWidget(self.empty)
        right = column(self.trouble, spacing=GAP)
        right.addWidget(self.inside, 1)
        beside = row(spacing=GAP)
        left = column(self.form, 1)
        beside.addLayout(left)
        beside.addLayout(right, 1)
        self.body.addLayout(beside, 1)


def _held(table: RecordTable[Outcome], basis: QWidget, chart: CurveChart, meaning: Card) -> QWidget:
    inside = QWidget()
    layout = column(spacing=GAP)
    layout.addWidget(table, 2)
    layout.addWidget(basis)
    layout.addWidget(meaning)
    layout.addWidget(chart, 3)
    layout.setContentsMargins(0, 0, GUTTER, 0)
    inside.setLayout(layout)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(inside)
    return scroll


def _number(text: str) -> Decimal:
    text = text.strip()
    if not text:
        return Decimal(0)
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number.adjusted() > 9:
        raise BadInput("bad_number", "“{text}” is no number.", text=text[:40])
    return number


def _key(row: Outcome) -> object:
    return row.name, row.currency

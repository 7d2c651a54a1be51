"""The editor of a plan: fields at the left, what they mean in words and in an example at the right."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from affiliate_desktop.core.changes import Done
from affiliate_desktop.core.money import plain
from affiliate_desktop.core.problems import BadInput, Problem
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import ChoiceBox, CurrencyBox, DateField, slim
from affiliate_desktop.gui.forms import Form
from affiliate_desktop.gui.messages import words
from affiliate_desktop.gui.parts import GUTTER, Banner, Card, Elided, button, column, label, row
from affiliate_desktop.gui.plans.rule_fields import BonusCard, PartCard, RuleCard, quoted
from affiliate_desktop.gui.plans.terms_fields import TermsCard
from affiliate_desktop.programs.model import Program
from affiliate_desktop.programs.plan import Bonus, DatedPlan, Measure, Plan, PlanEvent, PlanPeriod, Rounding, Rule
from affiliate_desktop.programs.plan_example import example
from affiliate_desktop.programs.plan_file import parse_plan
from affiliate_desktop.programs.plan_sentence import clauses, terms_clauses
from affiliate_desktop.programs.ready_plans import ready_plan

SETTLE_MS = 150
BESIDE, BESIDE_NARROW, WIDE = 320, 264, 900
"""Width of what stands beside the fields, and of a dialog that has room for it; the steps of a rule need the rest."""
LINES = 14
"""Lines of the example at most."""


class PlanDialog(QDialog):
    """Makes or edits one version of a program's plan. It frees itself when it is closed.

    Signals:
        saved(object): what the write answered.

    Args:
        context: the open workspace.
        parent: the window.
        programs: to choose from; one alone is not asked for.
        dated: what is edited, or what a new version begins with.
    """

    saved = Signal(object)

    def __init__(
        self, context: Context, parent: QWidget | None, programs: tuple[Program, ...], dated: DatedPlan
    ) -> None:
        super().__init__(parent)
        self.context, self._dated = context, dated
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = self.tr("Edit terms") if dated.id else self.tr("New terms")
        self.setWindowTitle(title)
        self.parts: list[PartCard] = []
        self._changed = False
        self._make_head(programs)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SETTLE_MS)
        self.terms = TermsCard(dated.plan.terms)
        self.trouble = Banner("danger")
        self.said = QVBoxLayout()
        self.example = QGridLayout()
        self._lay_out(title)
        self._show_plan(dated.plan)
        self._soon.timeout.connect(self.look)
        self.head.edited.connect(self._edited)
        self.terms.edited.connect(self._edited)
        self.way.chosen.connect(self._choose_way)
        self.look()

    # --- what the fields say -----------------------------------------------------------------------------------

    def plan(self) -> Plan:
        """The plan as the fields say.

        Raises:
            BadInput: naming the rule and the key of what can't be used.
        """
        head = [
            f"name = {quoted(self.name.text())}",
            f"currency = {quoted(self.currency.currentText())}",
            f"timezone = {quoted(self.zone.text() or 'UTC')}",
            f"rounding = {quoted(str(self.rounding.value()))}",
        ]
        parts = sorted(self.parts, key=_bonuses_last)
        return parse_plan("\n".join([*head, *(part.toml() for part in parts), self.terms.toml()]))

    @Slot()
    def look(self) -> None:
        """Shows what the fields mean; what can't be used is said beside its field."""
        self._forgive()
        try:
            plan = self.plan()
        except BadInput as problem:
            if not self._complain(problem):
                self.trouble.say(words(problem))
            return
        for part in self.parts:
            if isinstance(part, RuleCard):
                part.steps.set_currency(plan.currency)
        self._say(plan)

    # --- doing -------------------------------------------------------------------------------------------------

    @Slot()
    def save(self) -> None:
        """Writes the version, or says what is wrong with it."""
        self._forgive()
        field = "start"
        try:
            start = self.start.day()
            field = ""
            plan = self.plan()
        except BadInput as problem:
            if field:
                self.head.complain(field, words(problem))
            elif not self._complain(problem):
                self.trouble.say(words(problem))
            return
        dated = replace(self._dated, plan=plan, valid_from=start, note=self.note.text())
        if not dated.id:
            dated = replace(dated, program_id=int(str(self.program.value() or 0)))
        plans = self.context.app.plans
        work: Callable[[], Done[DatedPlan]] = partial(plans.edit if dated.id else plans.add, dated)
        self.save_button.setEnabled(False)
        self.context.jobs.write(work, self._written, self._failed, said=self.tr("Terms saved"), undoable=True)

    @Slot(object)
    def _written(self, done: object) -> None:
        self._changed = False
        self.saved.emit(done)
        self.accept()

    @Slot(object)
    def _failed(self, problem: BaseException) -> None:
        self.save_button.setEnabled(True)
        if isinstance(problem, Problem):
            self.trouble.say(words(problem))
        else:
            self.context.messages.problem(problem)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._right.setFixedWidth(BESIDE if event.size().width() >= WIDE else BESIDE_NARROW)
        super().resizeEvent(event)

    @override
    def reject(self) -> None:
        """Closes; what was typed is not thrown away unasked."""
        if not self._changed:
            super().reject()
            return
        self.context.messages.ask(
            self.tr("Close without saving?"),
            self.tr("What you changed in these terms is not saved."),
            self.tr("Close without saving"),
            self._discard,
            danger=True,
        )

    @Slot()
    def _discard(self) -> None:
        self._changed = False
        self.reject()

    @Slot()
    def _edited(self, _value: object = None) -> None:
        self._changed = True
        self._soon.start()

    @Slot(object)
    def _choose_way(self, way: object) -> None:
        """Puts the fields of a ready plan in the place of those that are there; a mixed plan keeps them."""
        if isinstance(way, str) and way and way != "mixed":
            currency = self.currency.currentText() or "USD"
            try:
                self._show_plan(ready_plan(way, currency))
            except BadInput:
                self._show_plan(ready_plan(way))
        elif way == "mixed" and len(self.parts) == 1:
            self._add_rule()
        self._soon.start()

    @Slot()
    def _add_rule(self) -> None:
        kinds = {str(part.kind.value()) for part in self.parts if isinstance(part, RuleCard)}
        event = next((each for each in PlanEvent if each.value not in kinds), PlanEvent.SALE)
        share = event is not PlanEvent.SIGNUP
        ten = Decimal("10") if share else None
        self._add(RuleCard(self.context, Rule("", event, None if share else Decimal("5.00"), ten), self._code()))
        self._soon.start()

    @Slot()
    def _add_bonus(self) -> None:
        bonus = Bonus("", PlanEvent.SIGNUP, Measure.COUNT, PlanPeriod.MONTH, Decimal(10), Decimal("100.00"))
        self._add(BonusCard(self.context, bonus))
        self._soon.start()

    @Slot(object)
    def _drop(self, part: PartCard) -> None:
        self.parts.remove(part)
        self._cards.removeWidget(part)
        part.hide()
        part.deleteLater()
        self._soon.start()

    # --- showing -----------------------------------------------------------------------------------------------

    def _show_plan(self, plan: Plan) -> None:
        for part in list(self.parts):
            self._drop(part)
        self.name.setText(plan.name)
        self.currency.set_code(plan.currency)
        self.zone.setText(plan.timezone)
        self.rounding.set_value(plan.rounding)
        for rule in plan.rules:
            self._add(RuleCard(self.context, rule, plan.currency))
        for bonus in plan.bonuses:
            self._add(BonusCard(self.context, bonus))

    def _add(self, part: PartCard) -> None:
        self.parts.append(part)
        self._cards.addWidget(part)
        part.edited.connect(self._edited)
        part.dropped.connect(self._drop)

    def _say(self, plan: Plan) -> None:
        _clear(self.said)
        _clear(self.example)
        for clause in clauses(plan):
            self.said.addWidget(label(f"{clause[:1].upper()}{clause[1:]}.", wrap=True))
        for clause in terms_clauses(plan.terms, plan.currency):
            self.said.addWidget(label(f"{clause[:1].upper()}{clause[1:]}.", "caption", wrap=True))
        lines = example(plan)
        for at, line in enumerate(lines[:LINES]):
            self.example.addWidget(Elided(line.text[:1].upper() + line.text[1:]), 2 * at, 0)
            self.example.addWidget(label(plain(line.commission, plan.currency)), 2 * at, 1, Qt.AlignmentFlag.AlignRight)
            if line.note:
                self.example.addWidget(label(line.note, "caption"), 2 * at + 1, 0)

    def _forgive(self) -> None:
        self.trouble.say("")
        self.head.forgive()
        self.terms.form.forgive()
        for part in self.parts:
            part.form.forgive()

    def _complain(self, problem: BadInput) -> bool:
        """Says a mistake beside its field; False when it belongs to none."""
        key, place = str(problem.values.get("key", "")), str(problem.values.get("place", ""))
        text = str(problem.values.get("why", "")) or words(problem)
        text = text[:1].upper() + text[1:]
        if place == "terms":
            return self.terms.complain(key, text)
        part = self._part_at(place)
        if part is not None:
            key = "steps" if "tiers" in place and key not in part.form.rows else key
            return part.complain(key, text)
        name = {"currency": "currency", "timezone": "zone"}.get(key)
        if name is None:
            return False
        self.head.rows[name].complain(text)
        return True

    def _part_at(self, place: str) -> PartCard | None:
        kind, _, rest = place.partition(" ")
        number = rest.split(" ")[0]
        wanted = {"rule": RuleCard, "bonus": BonusCard}.get(kind)
        if wanted is None or not number.isdigit():
            return None
        mine = [part for part in self.parts if isinstance(part, wanted)]
        return mine[int(number) - 1] if int(number) <= len(mine) else None

    def _code(self) -> str:
        return self.currency.currentText().strip().upper()

    # --- building ----------------------------------------------------------------------------------------------

    def _make_head(self, programs: tuple[Program, ...]) -> None:
        dated = self._dated
        self.head = Form(spacing=10)
        self.program = ChoiceBox([(each.id, each.name) for each in programs])
        self.program.set_value(dated.program_id)
        self.way = ChoiceBox(
            [
                ("", self.tr("as below")),
                ("pay-per-signup", self.tr("per sign-up")),
                ("pay-per-project", self.tr("per project")),
                ("pay-per-sale", self.tr("per sale")),
                ("tiered-marginal", self.tr("tiered, each step for its own")),
                ("tiered-whole", self.tr("tiered, the step reached for the whole month")),
                ("tiered-next-period", self.tr("tiered, the step reached for the next month")),
                ("mixed", self.tr("mixed")),
            ]
        )
        self.name, self.zone, self.note = QLineEdit(), QLineEdit(), QLineEdit(dated.note)
        self.currency = CurrencyBox()
        self.start = DateField(self.context.theme)
        self.start.set_day(dated.valid_from)
        self.rounding = ChoiceBox(
            [
                (Rounding.HALF_UP, self.tr("half a cent up")),
                (Rounding.HALF_EVEN, self.tr("half a cent to even")),
                (Rounding.DOWN, self.tr("down")),
            ]
        )
        form = self.head
        if not dated.id:
            form.add_pair(("program", self.tr("Program"), self.program), ("way", self.tr("How does it pay?"), self.way))
        form.add_pair(("start", self.tr("Holds from"), self.start), ("currency", self.tr("Currency"), self.currency))
        form.rows["start"].advise(self.tr("Empty where it always held."))
        form.add("note", self.tr("What changed, and how you know"), self.note)
        self.more = Form(spacing=10)
        self.more.add("name", self.tr("Name of the plan"), self.name)
        self.more.add_pair(("zone", self.tr("Time zone"), self.zone), ("rounding", self.tr("Rounding"), self.rounding))
        for box in (self.program, self.way, self.rounding):
            slim(box)
        self.head.rows |= {"zone": self.more.rows["zone"]}
        self.more.edited.connect(form.edited)

    def _lay_out(self, title: str) -> None:
        self._cards = column(spacing=12)
        adding = row(
            button(self.tr("Add a rule"), self._add_rule, icon="plus", theme=self.context.theme),
            button(self.tr("Add a bonus"), self._add_bonus, icon="plus", theme=self.context.theme),
            1,
        )
        finer = Card(self.tr("Name and details"))
        finer.content.addWidget(self.more)
        inside = QWidget()
        fields = column(self.head, self._cards, adding, self.terms, finer, 1, spacing=14)
        fields.setContentsMargins(0, 0, GUTTER, 0)
        inside.setLayout(fields)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        meaning = Card(self.tr("In words"))
        self.said.setSpacing(6)
        meaning.content.addLayout(self.said)
        shown = Card(self.tr("For example"))
        self.example.setColumnStretch(0, 1)
        shown.content.addLayout(self.example)
        right = self._right = QWidget()
        right.setFixedWidth(BESIDE)
        right.setLayout(column(meaning, shown, 1, spacing=12))
        self.save_button = button(self.tr("Save"), self.save, kind="primary")
        self.save_button.setDefault(True)
        self.cancel_button = button(self.tr("Cancel"), self.reject)
        middle = row(spacing=18)
        middle.addWidget(scroll, 1)
        middle.addWidget(right)
        outer = column(label(title, "title"), self.trouble, spacing=14)
        outer.addLayout(middle, 1)
        outer.addLayout(row(1, self.cancel_button, self.save_button))
        outer.setContentsMargins(24, 20, 24, 20)
        self.setLayout(outer)
        room = self.screen().availableGeometry().size()
        self.resize(min(1060, room.width()), min(760, int(room.height() * 0.92)))


def _bonuses_last(part: PartCard) -> bool:
    return isinstance(part, BonusCard)


def _clear(layout: QVBoxLayout | QGridLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()

"""The fields of one rule and of one bonus, and what they say as a piece of a plan file."""

import json
from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import ChoiceBox, slim
from affiliate_desktop.gui.forms import Form
from affiliate_desktop.gui.parts import Card, button, icon_button, label, row
from affiliate_desktop.programs.plan import Apply, Bonus, Measure, PlanEvent, PlanPeriod, Rule, Step, Tiers

translate = QCoreApplication.translate


def event_choices() -> list[tuple[object, str]]:
    """What a rule may pay for."""
    return [
        (PlanEvent.SIGNUP, translate("Plans", "each sign-up")),
        (PlanEvent.PROJECT, translate("Plans", "each project")),
        (PlanEvent.SALE, translate("Plans", "each sale")),
    ]


def period_choices(*, none: bool = False) -> list[tuple[object, str]]:
    """Spans of time; with ``none`` also no span."""
    spans: list[tuple[object, str]] = [
        (PlanPeriod.MONTH, translate("Plans", "a month")),
        (PlanPeriod.QUARTER, translate("Plans", "a quarter")),
        (PlanPeriod.YEAR, translate("Plans", "a year")),
        (PlanPeriod.LIFETIME, translate("Plans", "in all")),
    ]
    return [("", ""), *spans] if none else spans


class StepRow(QWidget):
    """One step: from how much on, and what it pays."""

    def __init__(self, owner: "StepList", first: str) -> None:
        super().__init__()
        self.start = QLineEdit(first)
        self.start.setAccessibleName(self.tr("Step from"))
        self.start.setFixedWidth(76)
        self.paid = QLineEdit()
        self.paid.setAccessibleName(self.tr("Step pays"))
        self.paid.setFixedWidth(76)
        self.unit = ChoiceBox([("fixed", owner.currency), ("percent", "%")])
        self.unit.setAccessibleName(self.tr("Step pays an amount or a share"))
        self.drop = icon_button(self.tr("Remove this step"), "trash", owner.context.theme, self._drop)
        self._owner = owner
        line = row(label(self.tr("from"), "muted"), self.start, label(self.tr("on pays"), "muted"), spacing=6)
        for each in (self.paid, self.unit, self.drop):
            line.addWidget(each)
        line.addStretch(1)
        self.setLayout(line)
        for field in (self.start, self.paid):
            field.textChanged.connect(owner.edited)
        self.unit.chosen.connect(owner.edited)

    @Slot()
    def _drop(self) -> None:
        self._owner.drop(self)


class StepList(QWidget):
    """The steps of a tiered rule.

    Signals:
        edited(): something was changed.
    """

    edited = Signal()

    def __init__(self, context: Context, currency: str) -> None:
        super().__init__()
        self.context, self.currency = context, currency
        self.rows: list[StepRow] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self._rows.setContentsMargins(0, 0, 0, 0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(6)
        outer.addLayout(self._rows)
        self.more = button(self.tr("Add a step"), self._add, kind="link")
        outer.addWidget(self.more)

    def show_steps(self, steps: Iterable[Step]) -> None:
        """Shows these steps."""
        for each in list(self.rows):
            self.drop(each)
        for step in steps:
            made = self.add(f"{step.start.normalize():f}")
            made.unit.set_value("percent" if step.percent is not None else "fixed")
            paid = step.percent if step.percent is not None else step.fixed
            made.paid.setText(f"{paid:f}")

    def add(self, start: str = "") -> StepRow:
        """Adds an empty step, of the unit of the one before."""
        made = StepRow(self, start)
        if self.rows:
            made.unit.set_value(self.rows[-1].unit.value())
        self.rows.append(made)
        self._rows.addWidget(made)
        self._settle()
        return made

    def drop(self, step: StepRow) -> None:
        """Takes a step out."""
        self.rows.remove(step)
        self._rows.removeWidget(step)
        step.hide()
        step.deleteLater()
        self._settle()
        self.edited.emit()

    def set_currency(self, currency: str) -> None:
        """Names the currency beside amounts."""
        self.currency = currency
        for each in self.rows:
            each.unit.setItemText(0, currency)

    def toml(self) -> str:
        """The steps as a list."""
        parts = [
            f"{{ from = {quoted(each.start.text())}, {each.unit.value()} = {quoted(each.paid.text())} }}"
            for each in self.rows
        ]
        return f"[{', '.join(parts)}]"

    def _settle(self) -> None:
        for place, each in enumerate(self.rows):
            each.drop.setEnabled(len(self.rows) > 1)
            each.start.setEnabled(place > 0)

    @Slot()
    def _add(self) -> None:
        self.add().start.setFocus()
        self.edited.emit()


class PartCard(Card):
    """A rule or a bonus in the editor.

    Signals:
        edited(): something was changed.
        dropped(object): take this card out.
    """

    edited = Signal()
    dropped = Signal(object)

    def __init__(self, context: Context, heading: str) -> None:
        super().__init__(heading)
        self.form = Form(spacing=10)
        self.content.addWidget(self.form)
        self.drop = icon_button(self.tr("Remove"), "trash", context.theme, self._drop)
        self.heading_row.addWidget(self.drop)
        self.form.edited.connect(self.edited)

    def toml(self) -> str:
        """The part of the plan file that the fields make."""
        raise NotImplementedError

    def complain(self, key: str, text: str) -> bool:
        """Says what is wrong beside the field of a key; False when there is none."""
        name = {
            "fixed, percent, tiers": "paid",
            "fixed": "paid",
            "percent": "paid",
            "cap_period": "cap_per_period",
        }.get(key, key)
        if name not in self.form.rows:
            return False
        self.form.rows[name].complain(text)
        return True

    @Slot()
    def _drop(self) -> None:
        self.dropped.emit(self)


class RuleCard(PartCard):
    """The fields of one rule."""

    def __init__(self, context: Context, rule: Rule, currency: str) -> None:
        super().__init__(context, translate("Plans", "Pays"))
        self.name = QLineEdit()
        self.kind = ChoiceBox(event_choices())
        self.way = ChoiceBox(
            [
                ("fixed", self.tr("a fixed amount")),
                ("percent", self.tr("a share of the amount")),
                ("tiers", self.tr("more in steps")),
            ]
        )
        self.paid = QLineEdit()
        self.measure = ChoiceBox(
            [(Measure.COUNT, self.tr("their number")), (Measure.AMOUNT, self.tr("their summed amount"))]
        )
        self.period = ChoiceBox(period_choices())
        self.apply = ChoiceBox(
            [
                (Apply.MARGINAL, self.tr("for what lies in the step")),
                (Apply.WHOLE, self.tr("for all of the period")),
                (Apply.NEXT_PERIOD, self.tr("for the next period")),
            ]
        )
        self.steps = StepList(context, currency)
        self.limits: dict[str, QLineEdit] = {
            name: QLineEdit()
            for name in (
                "minimum_amount",
                "first_events",
                "within_days",
                "cap_per_event",
                "cap_per_referral",
                "cap_per_period",
            )
        }
        self.cap_period = ChoiceBox(period_choices(none=True))
        self._build()
        self._fill(rule)
        self.set_currency(currency)
        self.way.chosen.connect(self._show_way)
        self.kind.chosen.connect(self._show_way)
        self.measure.chosen.connect(self._measured)
        self.steps.edited.connect(self.edited)
        self._show_way()

    def set_currency(self, currency: str) -> None:
        """Names the currency in labels."""
        self.steps.set_currency(currency)
        self._currency = currency
        self._show_way()

    @override
    def toml(self) -> str:
        lines = ["[[rule]]", f"event = {quoted(str(self.kind.value()))}"]
        if self.name.text().strip():
            lines.append(f"name = {quoted(self.name.text())}")
        if self.way.value() != "tiers":
            lines.append(f"{self.way.value()} = {quoted(self.paid.text())}")
        for name, field in self.limits.items():
            text = field.text().strip()
            if text:
                lines.append(f"{name} = {whole(text) if name in ('first_events', 'within_days') else quoted(text)}")
        if self.limits["cap_per_period"].text().strip() and self.cap_period.value():
            lines.append(f"cap_period = {quoted(str(self.cap_period.value()))}")
        if self.way.value() == "tiers":
            lines += [
                "[rule.tiers]",
                f"measure = {quoted(str(self.measure.value()))}",
                f"period = {quoted(str(self.period.value()))}",
                f"apply = {quoted(str(self.apply.value()))}",
                f"steps = {self.steps.toml()}",
            ]
        return "\n".join(lines)

    def _build(self) -> None:
        form = self.form
        form.add_pair(("way", self.tr("It pays"), self.way), ("paid", self.tr("How much"), self.paid))
        form.add_pair(("event", self.tr("For"), self.kind), ("name", self.tr("Name of the rule"), self.name))
        form.add_pair(
            ("measure", self.tr("Steps go by"), self.measure), ("period", self.tr("Counted over"), self.period)
        )
        form.add("apply", self.tr("The step reached pays"), self.apply)
        form.add("steps", self.tr("Steps"), self.steps)
        self.more = button(self.tr("Limit what it pays"), self._show_limits, kind="link")
        form.add_widget(self.more)
        form.add_pair(
            ("minimum_amount", self.tr("Only from this amount on"), self.limits["minimum_amount"]),
            ("first_events", self.tr("Only each user's first …"), self.limits["first_events"]),
        )
        form.add_pair(
            ("within_days", self.tr("Days after the sign-up"), self.limits["within_days"]),
            ("cap_per_event", self.tr("At most for each"), self.limits["cap_per_event"]),
        )
        form.add_pair(
            ("cap_per_referral", self.tr("At most per referred user"), self.limits["cap_per_referral"]),
            ("cap_per_period", self.tr("At most in a period"), self.limits["cap_per_period"]),
        )
        form.add("cap_over", self.tr("The period of that limit"), self.cap_period)
        for box in (self.way, self.kind, self.measure, self.period, self.apply, self.cap_period):
            slim(box)

    @Slot()
    def _show_limits(self) -> None:
        for name in (*self.limits, "cap_over"):
            self.form.rows[name].show()
        self.form.rows["minimum_amount"].setVisible(self.kind.value() != PlanEvent.SIGNUP)
        self.more.hide()

    def _limited(self) -> bool:
        return any(field.text().strip() for field in self.limits.values())

    def _fill(self, rule: Rule) -> None:
        self.name.setText(rule.name)
        self.kind.set_value(rule.event)
        self.way.set_value("tiers" if rule.tiers else "percent" if rule.percent is not None else "fixed")
        paid = rule.percent if rule.percent is not None else rule.fixed
        self.paid.setText("" if paid is None else f"{paid:f}")
        tiers = rule.tiers or _STEPS
        self.measure.set_value(tiers.measure)
        self.period.set_value(tiers.period)
        self.apply.set_value(tiers.apply)
        self.steps.show_steps(tiers.steps)
        for name, field in self.limits.items():
            value = getattr(rule, name)
            field.setText("" if value is None else f"{value}")
        self.cap_period.set_value(rule.cap_period or "")
        if self._limited():
            self._show_limits()
        else:
            for name in (*self.limits, "cap_over"):
                self.form.rows[name].hide()

    @Slot()
    def _show_way(self, _value: object = None) -> None:
        tiered, rows = self.way.value() == "tiers", self.form.rows
        for name in ("measure", "period", "apply", "steps"):
            rows[name].setVisible(tiered)
        rows["paid"].setVisible(not tiered)
        share = self.way.value() == "percent"
        rows["paid"].title.setText(
            self.tr("Percent") if share else self.tr("Amount, {currency}").format(currency=self._currency)
        )
        self.paid.setAccessibleName(rows["paid"].title.text())
        if self.more.isHidden():
            rows["minimum_amount"].setVisible(self.kind.value() != PlanEvent.SIGNUP)
        self.edited.emit()

    @Slot(object)
    def _measured(self, measure: object) -> None:
        if self.steps.rows:
            self.steps.rows[0].start.setText("1" if measure == Measure.COUNT else "0")

    _currency = ""


class BonusCard(PartCard):
    """The fields of one bonus."""

    def __init__(self, context: Context, bonus: Bonus) -> None:
        super().__init__(context, translate("Plans", "Bonus, once a period"))
        self.name = QLineEdit(bonus.name)
        self.amount = QLineEdit(f"{bonus.amount:f}")
        self.reach = QLineEdit(f"{bonus.reach:f}")
        self.measure = ChoiceBox([(Measure.COUNT, self.tr("in number")), (Measure.AMOUNT, self.tr("in amount"))])
        self.kind = ChoiceBox(
            [
                (PlanEvent.SIGNUP, self.tr("sign-ups")),
                (PlanEvent.PROJECT, self.tr("projects")),
                (PlanEvent.SALE, self.tr("sales")),
            ]
        )
        self.period = ChoiceBox(period_choices())
        self.minimum = QLineEdit("" if bonus.minimum_amount is None else f"{bonus.minimum_amount:f}")
        self.measure.set_value(bonus.measure)
        self.kind.set_value(bonus.event)
        self.period.set_value(bonus.period)
        self.form.add_pair(("amount", self.tr("Amount"), self.amount), ("reach", self.tr("For reaching"), self.reach))
        self.form.add_pair(("event", self.tr("Of"), self.kind), ("measure", self.tr("Counted"), self.measure))
        self.form.add_pair(
            ("period", self.tr("Over"), self.period),
            ("minimum_amount", self.tr("Only from this amount on"), self.minimum),
        )
        self.form.add("name", self.tr("Name of the bonus"), self.name)
        for box in (self.measure, self.kind, self.period):
            slim(box)

    @override
    def toml(self) -> str:
        lines = [
            "[[bonus]]",
            f"event = {quoted(str(self.kind.value()))}",
            f"measure = {quoted(str(self.measure.value()))}",
            f"period = {quoted(str(self.period.value()))}",
            f"reach = {quoted(self.reach.text())}",
            f"amount = {quoted(self.amount.text())}",
        ]
        if self.name.text().strip():
            lines.append(f"name = {quoted(self.name.text())}")
        if self.minimum.text().strip():
            lines.append(f"minimum_amount = {quoted(self.minimum.text())}")
        return "\n".join(lines)


def quoted(text: str) -> str:
    """A text as a value of a plan file."""
    return json.dumps(text.strip(), ensure_ascii=False).replace("\x7f", "\\u007f")


def whole(text: str) -> str:
    """A whole number as a value of a plan file; anything else as a text, which is then refused by its key."""
    text = text.strip()
    return str(int(text)) if text.isascii() and text.isdigit() and len(text) < 12 else quoted(text)


def _default_steps() -> Tiers:
    from decimal import Decimal

    steps = (Step(Decimal(1), Decimal("5.00")), Step(Decimal(11), Decimal("8.00")))
    return Tiers(Measure.COUNT, PlanPeriod.MONTH, Apply.MARGINAL, steps)


_STEPS = _default_steps()

"""Makes or edits a rule, and shows which rows it would change before it is saved."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from affiliate_desktop.core.periods import Period
from affiliate_desktop.core.problems import BadInput, Problem
from affiliate_desktop.gui.attribution.rows import Names, outcome_columns
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import ChoiceBox, DateField
from affiliate_desktop.gui.forms import FormDialog
from affiliate_desktop.gui.messages import words
from affiliate_desktop.gui.parts import label
from affiliate_desktop.gui.table_view import RecordTable
from affiliate_desktop.gui.tables import RecordModel
from affiliate_desktop.ledger.attribution_model import Outcome, Preview, Rule

TYPING_MS = 250


class RuleDialog(FormDialog):
    """A rule's fields and its preview.

    Args:
        context: the open workspace.
        parent: the window.
        names: what can be chosen.
        rule: what is edited; one without an id is the pattern of a new one.
    """

    def __init__(self, context: Context, parent: QWidget, names: Names, rule: Rule) -> None:
        title = self.tr("Edit rule") if rule.id else self.tr("New rule")
        super().__init__(context, parent, title, save=self.tr("Save rule"))
        self._rule, self._names = rule, names
        anything: tuple[object, str] = (None, self.tr("Any"))
        self.account = ChoiceBox([anything, *names.accounts.items()])
        self.program = ChoiceBox()
        self.product, self.tracking = QLineEdit(), QLineEdit()
        self.start, self.end = DateField(context.theme), DateField(context.theme)
        self.campaign = ChoiceBox([(None, self.tr("Choose…")), *names.campaigns.items()])
        self.link = ChoiceBox()
        self.found = label("", "section", wrap=True)
        self.model: RecordModel[Outcome] = RecordModel(outcome_columns(context.formats), _key)
        self.preview: RecordTable[Outcome] = RecordTable(
            self.model, context.theme, "rule-preview", self.tr("Rows that would change"), ("day", True)
        )
        self.preview.setMinimumHeight(190)
        self._build()
        self._fill()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self._ask)
        self.form.edited.connect(self._typing.start)
        self.account.chosen.connect(self._account_chosen)
        self.campaign.chosen.connect(self._campaign_chosen)
        self.ready()
        self.resize(max(self.width(), 760), self.height())
        self._ask()

    @override
    def save(self) -> None:
        rule = self._read()
        if rule is not None:
            self.write(partial(self.context.app.attributions.save_rule, rule), self.tr("Rule saved"))

    # --- preview -----------------------------------------------------------------------------------------------

    @Slot()
    def _ask(self) -> None:
        try:
            rule = self._said()
        except BadInput:
            return
        self.context.jobs.read(partial(self.context.app.attributions.preview, rule), self._show, self._unclear)

    @Slot(object)
    def _show(self, preview: Preview) -> None:
        formats = self.context.formats
        if not preview.count:
            self.found.setText(self.tr("No row would change."))
        else:
            rows = formats.counted(preview.count, self.tr("{n} row would change"), self.tr("{n} rows would change"))
            money = " · ".join(formats.money(each.commission_micro, each.currency) for each in preview.sums)
            self.found.setText(f"{rows}: {money}")
        self.model.show_records(preview.rows)

    @Slot(object)
    def _unclear(self, problem: BaseException) -> None:
        self.found.setText(words(problem) if isinstance(problem, Problem) else "")
        self.model.show_records(())

    # --- fields ------------------------------------------------------------------------------------------------

    @Slot(object)
    def _account_chosen(self, _value: object) -> None:
        self._offer_programs()

    @Slot(object)
    def _campaign_chosen(self, _value: object) -> None:
        self._offer_links()

    def _offer_programs(self) -> None:
        account, held = self.account.value(), self._names
        found = [
            (key, name) for key, name in held.programs.items() if account in {None, held.program_accounts.get(key)}
        ]
        self.program.set_choices([(None, self.tr("Any")), *found])

    def _offer_links(self) -> None:
        campaign, held = self.campaign.value(), self._names
        found = [(key, name) for key, name in held.links.items() if campaign in {None, held.link_campaigns.get(key)}]
        self.link.set_choices([(None, self.tr("None")), *found])

    def _read(self) -> Rule | None:
        """The rule as the fields say; None after a complaint."""
        for name, field in (("start", self.start), ("end", self.end)):
            try:
                field.day()
            except BadInput as problem:
                self.complain(name, words(problem))
                return None
        try:
            rule = self._said()
        except BadInput as problem:
            self.complain("end", words(problem))
            return None
        if rule.campaign_id is None and rule.link_id is None:
            self.complain("campaign", self.tr("Choose what the rows belong to."))
            return None
        return rule

    def _said(self) -> Rule:
        return replace(
            self._rule,
            account_id=_number(self.account),
            program_id=_number(self.program),
            product=self.product.text().strip(),
            tracking=self.tracking.text().strip(),
            period=Period(self.start.day(), self.end.day()),
            campaign_id=_number(self.campaign),
            link_id=_number(self.link),
        )

    def _build(self) -> None:
        form = self.form
        form.add_pair(("account", self.tr("Account"), self.account), ("program", self.tr("Program"), self.program))
        form.add_pair(
            ("product", self.tr("Words in the product"), self.product),
            ("tracking", self.tr("Sub-id or tracking id (* for any characters)"), self.tracking),
        )
        form.add_pair(("start", self.tr("From"), self.start), ("end", self.tr("To"), self.end))
        form.add_pair(("campaign", self.tr("Belongs to campaign"), self.campaign), ("link", self.tr("Link"), self.link))
        form.add_widget(self.found)
        form.add_widget(self.preview)

    def _fill(self) -> None:
        rule = self._rule
        self.account.set_value(rule.account_id)
        self._offer_programs()
        self.program.set_value(rule.program_id)
        self.product.setText(rule.product)
        self.tracking.setText(rule.tracking)
        self.start.set_day(rule.period.start)
        self.end.set_day(rule.period.end)
        self.campaign.set_value(rule.campaign_id)
        self._offer_links()
        self.link.set_value(rule.link_id)


def _number(box: ChoiceBox) -> int | None:
    value = box.value()
    return value if isinstance(value, int) else None


def _key(row: Outcome) -> int:
    return row.id

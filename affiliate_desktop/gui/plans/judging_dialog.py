"""How a program's earnings are judged: by the day of the event or of the sign-up, and how exactly."""

from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from affiliate_desktop.core.money import plain_micro
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import ChoiceBox
from affiliate_desktop.gui.forms import FormDialog
from affiliate_desktop.gui.messages import words
from affiliate_desktop.gui.plans.rows import ProgramTerms
from affiliate_desktop.gui.plans.tolerance import tolerance_micro
from affiliate_desktop.programs.plan import Judging


class JudgingDialog(FormDialog):
    """By which terms, and with which tolerance."""

    def __init__(self, context: Context, parent: QWidget, terms: ProgramTerms) -> None:
        super().__init__(context, parent, self.tr("How it is judged"), save=self.tr("Save"))
        self._program_id = terms.program.id
        self._currency = terms.versions[-1].plan.currency
        self.by = ChoiceBox(
            [
                (False, self.tr("the terms that held on the day of the event")),
                (True, self.tr("the terms that held when the referred user signed up")),
            ]
        )
        self.by.set_value(terms.judging.by_signup)
        self.tolerance = QLineEdit(plain_micro(terms.judging.tolerance_micro, self._currency))
        self.form.add(
            "by",
            self.tr("Judged by"),
            self.by,
            self.tr("By the sign-up, rows without a recorded referral can't be checked."),
        )
        self.form.add(
            "tolerance",
            self.tr("Tolerance, {currency}").format(currency=self._currency),
            self.tolerance,
            self.tr("Differences up to this amount are let pass."),
        )
        self.ready()

    @override
    def save(self) -> None:
        try:
            tolerance = tolerance_micro(self.tolerance.text(), self._currency)
        except BadInput as problem:
            self.complain("tolerance", words(problem))
            return
        judging = Judging(bool(self.by.value()), tolerance)
        self.write(partial(self.context.app.plans.judge, self._program_id, judging), self.tr("Saved"))

"""The small dialogs of the home page: a period from day to day, and how to save the summary."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from affiliate_desktop.core.periods import Period
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import ChoiceBox, DateField
from affiliate_desktop.gui.forms import FormDialog
from affiliate_desktop.gui.messages import words
from affiliate_desktop.reports.model import PAPERS


class PeriodDialog(FormDialog):
    """From a day to a day; an empty one is open.

    Signals:
        picked(object): the Period.
    """

    picked = Signal(object)

    def __init__(self, context: Context, parent: QWidget, period: Period) -> None:
        super().__init__(context, parent, self.tr("Choose a period"), save=self.tr("Show"))
        self.start, self.end = DateField(context.theme), DateField(context.theme)
        self.start.set_day(period.start)
        self.end.set_day(period.end)
        self.form.add_pair(("start", self.tr("From"), self.start), ("end", self.tr("To"), self.end))
        self.ready()

    @override
    def save(self) -> None:
        days = []
        for name, field in (("start", self.start), ("end", self.end)):
            try:
                days.append(field.day())
            except BadInput as problem:
                self.complain(name, words(problem))
                return
        self.picked.emit(Period(*days))
        self.accept()


class SummaryDialog(FormDialog):
    """Paper of the PDF summary.

    Signals:
        picked(str): the paper.
    """

    picked = Signal(str)

    def __init__(self, context: Context, parent: QWidget, period: str, paper: str) -> None:
        super().__init__(context, parent, self.tr("Save PDF summary"), save=self.tr("Save as…"))
        self.paper = ChoiceBox([(name, name) for name in PAPERS])
        self.paper.set_value(paper)
        text = self.tr("Totals by status, program, campaign and month, with the list of imported files.")
        self.form.add("paper", self.tr("Paper"), self.paper, text)
        self.advice.say(self.tr("Period: {period}").format(period=period))
        self.ready()

    @override
    def save(self) -> None:
        self.picked.emit(str(self.paper.value()))
        self.accept()

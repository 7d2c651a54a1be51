"""Chooses what is compared with what, and over which days; then compares."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from affiliate_desktop.app import App
from affiliate_desktop.core.periods import ALL_TIME, Period
from affiliate_desktop.core.problems import BadInput, Problem
from affiliate_desktop.gui.comparison.rows import said_of
from affiliate_desktop.gui.comparison.window import ComparisonWindow
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import ChoiceBox, DateField
from affiliate_desktop.gui.forms import FormDialog
from affiliate_desktop.gui.jobs import LabelledProgress, Step
from affiliate_desktop.gui.messages import words
from affiliate_desktop.gui.parts import button
from affiliate_desktop.gui.statements.questions import Answer, Question, QuestionBar, question_of
from affiliate_desktop.programs.model import Account
from affiliate_desktop.statements.comparison_model import Booked, Imported, OnDisk
from affiliate_desktop.statements.comparison_service import Comparison
from affiliate_desktop.statements.model import NO_CHOICES, Choices, RejectedRow, Statement

Known = tuple[tuple[Statement, ...], tuple[Account, ...]]
COMMON, WHOLE, NAMED = "common", "whole", "named"


def load_known(app: App) -> Known:
    """What can be compared; runs on a worker thread."""
    return app.statements.list(), app.programs.accounts(True)


class ChooserDialog(FormDialog):
    """Two sides and the days.

    Args:
        context: the open workspace.
        parent: the window.
        known: imported files and accounts.
        chosen: the files that are selected in the list, the earlier one first.
    """

    def __init__(self, context: Context, parent: QWidget, known: Known, chosen: tuple[int, ...]) -> None:
        super().__init__(context, parent, self.tr("Compare statements"), save=self.tr("Compare"))
        self._asking: ChoiceBox | None = None
        self._progress: LabelledProgress | None = None
        self._choices = NO_CHOICES
        statements, accounts = known
        files: list[tuple[object, str]] = [(Imported(each.id), _said(each)) for each in statements]
        ledger = self.tr("Everything known of {account}")
        booked: list[tuple[object, str]] = [
            (Booked(each.id), ledger.format(account=each.name)) for each in accounts if not each.archived
        ]
        self.before, self.after = ChoiceBox([*files, *booked]), ChoiceBox(files)
        for box in (self.before, self.after):
            box.setMinimumContentsLength(30)
        self.account = ChoiceBox([(None, self.tr("As the files say")), *((each.id, each.name) for each in accounts)])
        self.days = ChoiceBox(
            [
                (COMMON, self.tr("The days that both cover")),
                (WHOLE, self.tr("All days")),
                (NAMED, self.tr("These days")),
            ]
        )
        self.start, self.end = DateField(context.theme), DateField(context.theme)
        self._build()
        self._choose(statements, chosen)
        context.jobs.stepped.connect(self._stepped)
        self.days.chosen.connect(self._days_chosen)
        self._days_chosen()
        self.ready()

    @override
    def save(self) -> None:
        before, after = self.before.value(), self.after.value()
        if not isinstance(before, Imported | OnDisk | Booked) or not isinstance(after, Imported | OnDisk):
            self.trouble.say(self.tr("Choose two files, or what is known of an account and a file."))
            return
        if before == after:
            self.complain("after", self.tr("Choose another file; this one stands on both sides."))
            return
        try:
            period = self._period()
        except BadInput as problem:
            self.complain("start", words(problem))
            return
        account = self.account.value()
        progress = self._progress = self.context.jobs.progress(self.tr("Comparing"))
        work = partial(
            self.context.app.comparisons.compare,
            before,
            after,
            account_id=account if isinstance(account, int) else None,
            choices=self._choices,
            period=period,
            progress=progress,
        )
        self.trouble.say("")
        self.asking.ask(None)
        self.save_button.setEnabled(False)
        self.context.jobs.read(work, self._compared, self._refused, progress=progress)

    @override
    def done(self, result: int) -> None:
        if self._progress is not None:
            self._progress.cancel()
        super().done(result)

    @Slot(object)
    def _stepped(self, step: Step) -> None:
        if self._progress is not None and step.number == self._progress.number:
            self.advice.say(said_of(step, self.context.formats))

    def choose_file(self, box: ChoiceBox, path: Path) -> None:
        """Offers a file on the disk and chooses it."""
        offered = [(box.itemData(at), box.itemText(at)) for at in range(box.count())]
        box.set_choices([(OnDisk(path), self.tr("File {name}").format(name=path.name)), *offered])
        box.set_value(OnDisk(path))
        self._other_side()

    @Slot(object)
    def _compared(self, found: Comparison) -> None:
        self._progress = None
        parent = self.parentWidget()
        if parent is not None:
            ComparisonWindow(self.context, parent, found).open()
        self.accept()

    @Slot(object)
    def _refused(self, problem: BaseException) -> None:
        self._progress = None
        self.advice.say("")
        self.save_button.setEnabled(True)
        question = _question(problem, self._choices)
        if question is not None:
            self.asking.ask(question)
        elif isinstance(problem, Problem):
            self.trouble.say(words(problem))
        else:
            self.context.messages.problem(problem)

    @Slot(object)
    def _answered(self, answer: Answer) -> None:
        """Compares again, with what only the user knew of a file."""
        if isinstance(answer, Choices):
            self._choices = answer
            self.save()

    @Slot(object)
    def _other_side(self, _value: object = None) -> None:
        """What was said of a file does not hold for another."""
        self._choices = NO_CHOICES
        self.asking.ask(None)

    @Slot()
    def _ask_before(self) -> None:
        self._ask(self.before)

    @Slot()
    def _ask_after(self) -> None:
        self._ask(self.after)

    @Slot(object)
    def _days_chosen(self, _value: object = None) -> None:
        for name in ("start", "end"):
            self.form.rows[name].setVisible(self.days.value() == NAMED)

    def _ask(self, box: ChoiceBox) -> None:
        self._asking = box
        filters = self.tr("Statements (*.csv *.tsv *.txt *.xlsx *.json *.zip);;All files (*)")
        self.context.messages.ask_open(self.tr("Choose a file to compare"), filters, self._file)

    def _file(self, path: Path) -> None:
        if self._asking is not None:
            self.choose_file(self._asking, path)

    def _period(self) -> Period | None:
        days = self.days.value()
        if days == NAMED:
            return Period(self.start.day(), self.end.day())
        return ALL_TIME if days == WHOLE else None

    def _build(self) -> None:
        form = self.form
        self.asking = QuestionBar(self.context.theme)
        self.asking.answered.connect(self._answered)
        for box in (self.before, self.after):
            box.chosen.connect(self._other_side)
        form.add_widget(self.asking)
        form.add("before", self.tr("Before"), self.before, self.tr("The earlier file, or everything known so far."))
        form.add_widget(button(self.tr("Choose a file on the disk…"), self._ask_before, kind="link"))
        form.add("after", self.tr("After"), self.after, self.tr("The later file. Files on the disk are not imported."))
        form.add_widget(button(self.tr("Choose a file on the disk…"), self._ask_after, kind="link"))
        form.add("account", self.tr("Account of files on the disk"), self.account)
        form.add("days", self.tr("Days"), self.days)
        form.add_pair(("start", self.tr("From"), self.start), ("end", self.tr("To"), self.end))

    def _choose(self, statements: tuple[Statement, ...], chosen: tuple[int, ...]) -> None:
        """The selected files, else the two newest of the same account."""
        newest = list(chosen)
        if len(newest) < 2 and statements:
            last = next((each for each in statements if each.id in chosen), statements[0])
            newest = [each.id for each in statements if each.account_id == last.account_id][:2][::-1]
        if len(newest) == 2:
            self.before.set_value(Imported(newest[0]))
            self.after.set_value(Imported(newest[1]))


def _question(problem: BaseException, choices: Choices) -> Question | None:
    """What a refusal asks for; None where it is none that an answer mends."""
    if not isinstance(problem, BadInput):
        return None
    reason = str(problem.values.get("reason", ""))
    return question_of([RejectedRow("", 0, problem.code, reason, ())], choices)


def _said(statement: Statement) -> str:
    days = " - ".join(dict.fromkeys(day for day in (statement.first_day, statement.last_day) if day))
    return "  ·  ".join(filter(None, (statement.file, statement.account, days)))

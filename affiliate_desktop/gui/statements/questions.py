"""What only the user knows of a column: which number is the day, which mark the decimal point, whose the months are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QLocale, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from affiliate_desktop.gui.parts import button, label, row
from affiliate_desktop.gui.statements.days_bar import DaysBar
from affiliate_desktop.gui.theme import Theme
from affiliate_desktop.statements.model import Choices, ColumnMap, Explained, RejectedRow
from affiliate_desktop.statements.months import languages_of

translate = QCoreApplication.translate
Answer = ColumnMap | Choices | str | None


@dataclass(frozen=True)
class Question:
    """Something that nothing in the file tells.

    Attributes:
        text: the question.
        answers: what a button says, and what it leads to: a mapping, the choices about a known format, the code of a
            currency, or None where none of the answers is right.
        days: where the first and the last day are asked for: the choices that they are added to.
    """

    text: str
    answers: tuple[tuple[str, Answer], ...] = ()
    days: Choices | None = None


def question_of(rejected: Sequence[RejectedRow], columns: ColumnMap | Choices) -> Question | None:
    """The first thing that the rejected rows ask for, with an example from the file; answers change what was chosen."""
    for row_ in rejected:
        if row_.code == "date_unclear":
            return _day_or_month(_quoted(row_.reason), columns)
        if row_.code == "amount_unclear":
            return _decimal_mark(_quoted(row_.reason), columns)
        if row_.code == "month_unclear":
            return _language(_quoted(row_.reason), columns)
    return None


def format_question(forms: Sequence[str], name_of: Callable[[str], str]) -> Question | None:
    """Which of several formats a file has."""
    if not forms:
        return None
    text = translate("Questions", "Its columns are those of several reports. Which one is it?")
    answers: list[tuple[str, Answer]] = []
    for form in forms:
        network, _, report = form.partition("/")
        answers.append((f"{name_of(network)}: {report.replace('-', ' ')}", Choices(form=form)))
    return Question(text, (*answers, (translate("Questions", "None of these"), None)))


def order_question(explained: Sequence[Explained], choices: Choices) -> Question | None:
    """Whether the day or the month stands first, of a file of a known format."""
    asked = next((one for each in explained for one in each.questions if one.code == "date_order"), None)
    if asked is None or choices.date_format:
        return None
    example = _quoted(asked.text)
    titles = {True: translate("Questions", "Day first"), False: translate("Questions", "Month first")}
    answers = [(titles[pattern.startswith("%d")], replace(choices, date_format=pattern)) for pattern in asked.choices]
    text = translate("Questions", "Does the day or the month come first in “{example}”?")
    return Question(text.format(example=example), tuple(answers))


def asked_by(code: str, explained: Sequence[Explained], choices: Choices) -> Question | None:
    """What the problem with this code, because of which a file of a known format can't be imported, asks for."""
    if code == "currency_needed":
        return currency_question(explained)
    if code == "days_needed":
        text = translate("Questions", "Of which days are these visits? The file does not say it.")
        return Question(text, days=choices)
    return None


def currency_question(explained: Sequence[Explained]) -> Question | None:
    """Which of the currencies that share a sign is meant."""
    asked = next((one for each in explained for one in each.questions if one.code == "currency" and one.choices), None)
    if asked is None:
        return None
    text = translate("Questions", "Which currency are the amounts in? It is remembered for the account.")
    return Question(text, tuple((code, code) for code in asked.choices[:6]))


def _day_or_month(example: str, columns: ColumnMap | Choices) -> Question:
    mark = next((each for each in "/-." if each in example), "/")
    year = "%Y" if any(len(part) == 4 for part in example.split(" ", maxsplit=1)[0].split(mark)) else "%y"
    parts = example.split(mark)
    text = translate("Questions", "Is “{example}” day {day} of month {month}, or the other way round?")
    return Question(
        text.format(example=example, day=parts[0], month=parts[1] if len(parts) > 1 else ""),
        (
            (translate("Questions", "Day first"), replace(columns, date_format=f"%d{mark}%m{mark}{year}")),
            (translate("Questions", "Month first"), replace(columns, date_format=f"%m{mark}%d{mark}{year}")),
        ),
    )


def _decimal_mark(example: str, columns: ColumnMap | Choices) -> Question:
    text = translate("Questions", "How are amounts such as “{example}” written?")
    return Question(
        text.format(example=example),
        (
            (translate("Questions", "1,234.56"), replace(columns, decimal=".")),
            (translate("Questions", "1.234,56"), replace(columns, decimal=",")),
        ),
    )


def _language(example: str, columns: ColumnMap | Choices) -> Question:
    text = translate("Questions", "In which language is “{example}” a month?")
    names = [(QLocale(code).nativeLanguageName() or code, code) for code in languages_of(example)]
    return Question(
        text.format(example=example),
        tuple((name.capitalize(), replace(columns, language=code)) for name, code in names),
    )


def _quoted(reason: str) -> str:
    return reason.partition("“")[2].partition("”")[0]


class QuestionBar(QFrame):
    """Asks a question; hidden while there is none.

    Signals:
        answered(object): the ``Answer``.
    """

    answered = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "banner")
        self.setProperty("tone", "warning")
        self.text = label("", wrap=True)
        self.days = DaysBar(theme)
        self.days.said.connect(self.answered)
        self._answers: dict[QPushButton, Answer] = {}
        self._buttons = QHBoxLayout()
        outer = row(spacing=8)
        outer.addWidget(self.text, 1)
        outer.addWidget(self.days)
        outer.addLayout(self._buttons)
        outer.setContentsMargins(14, 6, 8, 6)
        self.setLayout(outer)
        self.hide()

    def ask(self, question: Question | None) -> None:
        """Asks; None asks nothing."""
        for each in self._answers:
            each.hide()
            each.deleteLater()
        self._answers = {}
        self.setVisible(question is not None)
        self.days.ask(question.days if question else None)
        if question is None:
            return
        self.text.setText(question.text)
        for text, answer in question.answers:
            made = button(text, self._answer)
            self._answers[made] = answer
            self._buttons.addWidget(made)

    @Slot()
    def _answer(self) -> None:
        made = self.sender()
        if isinstance(made, QPushButton) and made in self._answers:
            self.answered.emit(self._answers[made])

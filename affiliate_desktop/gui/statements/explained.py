"""Why a file was taken for what it is, and the questions that it leaves open."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from affiliate_desktop.gui.format import Formats
from affiliate_desktop.gui.parts import button, column, label, row
from affiliate_desktop.statements.model import Choices, Explained, Identified, Question

translate = QCoreApplication.translate


def certainty_words(certainty: str) -> str:
    """How sure a format is, in a few words."""
    return {
        "sample": translate("Explained", "Seen in a real file"),
        "code": translate("Explained", "From working programs"),
        "docs": translate("Explained", "From help pages"),
        "inferred": translate("Explained", "Pieced together"),
    }.get(certainty, "")


def read_words(each: Explained, formats: Formats) -> str:
    """One line: where the header stands, how days and amounts are written, how many rows were understood."""
    parts = []
    if each.header_line:
        parts.append(translate("Explained", "header on line {line}").format(line=each.header_line))
    day = next((use for use in each.columns if use.field == "date"), None)
    if day is not None and each.date:
        text = translate("Explained", "date = column {column} “{header}” as {written}")
        parts.append(text.format(column=day.column, header=day.header, written=each.date))
        if each.zone:
            parts[-1] += translate("Explained", " in {zone}").format(zone=each.zone)
    rows = formats.counted(each.rows, translate("Explained", "{n} row"), translate("Explained", "{n} rows"))
    if not each.exact:
        text = translate("Explained", "about {rows}; of {checked} looked at {count} not understood")
        parts.append(
            text.format(rows=rows, checked=formats.number(each.checked), count=formats.number(each.not_understood))
        )
    elif each.columns:
        text = translate("Explained", "{rows}, {count} not understood")
        parts.append(text.format(rows=rows, count=formats.number(each.not_understood)))
    else:
        parts.append(rows)
    title = each.sheet or each.name or each.format
    return f"{title}: {', '.join(parts)}"


def why_words(found: Identified) -> str:
    """All reasons and all columns, a line each."""
    lines: list[str] = []
    for each in found.explained:
        if len(found.explained) > 1:
            lines.append(each.sheet or each.format)
        lines += [f"• {text}" for text in each.because]
        lines += [f"• {use.field} = {use.column} “{use.header}”" for use in each.columns]
    return "\n".join(lines)


class ExplainedBar(QWidget):
    """Says how a file was read, why when asked, and puts its questions as buttons.

    Signals:
        answered(object): the ``Choices`` made so far, after each answer.
    """

    answered = Signal(object)

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self._formats = formats
        self._answers: dict[QPushButton, Choices] = {}
        self.choices = Choices()
        self.read = label("", "muted", wrap=True)
        self.why = label("", "muted", wrap=True)
        self.why_button = button(self.tr("Why?"), self._toggle, kind="link")
        self.why_button.setAccessibleName(self.tr("Why the file was taken for this"))
        self.questions = QVBoxLayout()
        self.questions.setSpacing(6)
        head = row(spacing=8)
        head.addWidget(self.read, 1)
        head.addWidget(self.why_button)
        outer = column(head, self.why, spacing=6)
        outer.addLayout(self.questions)
        self.setLayout(outer)
        self.show_found(None)

    def show_found(self, found: Identified | None) -> None:
        """Explains a file; None explains nothing."""
        self.choices = Choices()
        self.why.hide()
        self._clear()
        self.setVisible(found is not None)
        if found is None:
            return
        known = [each for each in found.explained if each.columns and (len(found.explained) == 1 or each.certainty)]
        self.read.setText("\n".join(read_words(each, self._formats) for each in known))
        self.setVisible(bool(known) or any(each.questions for each in found.explained))
        self.why.setText(why_words(found))
        self.why_button.setVisible(bool(self.why.text()))
        asked: dict[str, Question] = {}
        for each in found.explained:
            for question in each.questions:
                asked.setdefault(question.code, question)
        for code in ("format", "date_order"):
            if code in asked:
                self._ask(asked[code])

    @Slot()
    def _toggle(self) -> None:
        self.why.setVisible(not self.why.isVisible())

    def _ask(self, question: Question) -> None:
        frame = QFrame()
        frame.setProperty("kind", "banner")
        frame.setProperty("tone", "warning")
        if question.code == "format":
            text, names = self.tr("The columns fit several reports. Which one is it?"), list(question.choices)
        else:
            text = self.tr("Nothing tells whether the day or the month comes first. Which is it?")
            names = [self.tr("Day first"), self.tr("Month first")]
        inside = row(spacing=8)
        inside.addWidget(label(text, wrap=True), 1)
        for name, value in zip(names, question.choices, strict=True):
            made = button(name, self._answer)
            made.setCheckable(True)
            made.setAutoExclusive(True)
            self._answers[made] = Choices(form=value) if question.code == "format" else Choices(date_format=value)
            inside.addWidget(made)
        inside.setContentsMargins(14, 6, 8, 6)
        frame.setLayout(inside)
        self.questions.addWidget(frame)

    @Slot()
    def _answer(self) -> None:
        chosen = self._answers.get(self.sender())  # type: ignore[call-overload]
        if chosen is not None:
            form, pattern = chosen.form or self.choices.form, chosen.date_format or self.choices.date_format
            self.choices = replace(self.choices, form=form, date_format=pattern)
            self.answered.emit(self.choices)

    def _clear(self) -> None:
        self._answers = {}
        while self.questions.count():
            item = self.questions.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

"""Mends one row that was not understood: its cells under their column names."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.forms import FormDialog
from affiliate_desktop.gui.parts import label
from affiliate_desktop.gui.statements.unknown_words import UnknownWords
from affiliate_desktop.statements.model import OriginalRow, RejectedRow, RetryReport, Statement
from affiliate_desktop.statements.retrying import Edits, StatusesUnclear
from affiliate_desktop.statements.words import header_key


class MendDialog(FormDialog):
    """A field for each cell. It stays open, with the reason, as long as the row is not understood.

    Args:
        context: the open workspace.
        parent: the dialog that lists the rows.
        statement: the import.
        rejected: the row, with the cells that were tried last.
        original: the row as it stands in the file.
    """

    def __init__(
        self, context: Context, parent: QWidget, statement: Statement, rejected: RejectedRow, original: OriginalRow
    ) -> None:
        title = self.tr("Mend line {line}") if not rejected.sheet else self.tr("Mend row {line} of {sheet}")
        super().__init__(
            context,
            parent,
            title.format(line=rejected.line, sheet=rejected.sheet),
            save=self.tr("Read it again"),
        )
        self._statement, self._rejected = statement, rejected
        self.cells: list[QLineEdit] = []
        tried = rejected.cells if len(rejected.cells) >= len(original.cells) else original.cells
        for at in range(max(len(tried), len(original.headers))):
            cell = QLineEdit(tried[at] if at < len(tried) else "")
            name = original.headers[at] if at < len(original.headers) else ""
            self.cells.append(cell)
            self.form.add(f"cell{at}", name or self.tr("Column {n}").format(n=at + 1), cell)
        self.form.add_widget(label(self.tr("In the file: {text}").format(text=original.raw[:500]), "muted", wrap=True))
        self.trouble.say(rejected.reason)
        self.words = UnknownWords()
        self.add_above_buttons(self.words)
        self.ready()

    @override
    def save(self) -> None:
        place = (self._rejected.sheet, self._rejected.line)
        cells = [cell.text() for cell in self.cells]
        there = set(map(header_key, cells))
        said = Said({word: to for word, to in self.words.meanings().items() if word in there}, self.words.listed)
        self.write(partial(_retried, self.context, self._statement.id, place, cells, said), undoable=False)

    @override
    def _failed(self, problem: BaseException) -> None:
        if isinstance(problem, StatusesUnclear):
            self.words.show_unknown(problem.unknown)
        super()._failed(problem)


@dataclass(frozen=True)
class Said:
    """What was answered about status words.

    Attributes:
        meanings: word -> status. asked: the words that were asked about; those left open are taken as usual.
    """

    meanings: Mapping[str, str]
    asked: frozenset[str]


def read_again(context: Context, key: int, edits: Edits, said: Said) -> RetryReport:
    """Reads rejected rows of an import again; runs on the writer.

    Raises:
        StatusesUnclear: for words that were not asked about yet.
    """
    retry = partial(context.app.statements.retry, key, edits, statuses=said.meanings)
    try:
        return retry(asking=True)
    except StatusesUnclear as problem:
        if {header_key(each.word) for each in problem.unknown} <= said.asked:
            return retry()
        raise


def _retried(context: Context, key: int, place: tuple[str, int], cells: list[str], said: Said) -> RetryReport:
    report = read_again(context, key, {place: cells}, said)
    still = next((each for each in report.rejected if (each.sheet, each.line) == place), None)
    if still is not None:
        raise BadInput(still.code, still.reason.replace("{", "{{").replace("}", "}}"))
    return report

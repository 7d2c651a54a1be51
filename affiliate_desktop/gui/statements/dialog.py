"""Imports statement files one after the other: recognized, shown, and only then written."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSplitter, QWidget
from typing_extensions import override

from affiliate_desktop.core.problems import BadInput, Cancelled
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.messages import words
from affiliate_desktop.gui.parts import Banner, Elided, button, column, label, row
from affiliate_desktop.gui.statements.account_bar import AccountBar
from affiliate_desktop.gui.statements.arrival import (
    Arrival,
    Asked,
    Plan,
    carry_out,
    look_at,
    recognize,
    rehearse,
    try_out,
)
from affiliate_desktop.gui.statements.explained import ExplainedBar
from affiliate_desktop.gui.statements.mapping import MappingForm
from affiliate_desktop.gui.statements.preview import PreviewView
from affiliate_desktop.gui.statements.progress_line import ProgressLine
from affiliate_desktop.gui.statements.questions import (
    Answer,
    QuestionBar,
    asked_by,
    format_question,
    order_question,
    question_of,
)
from affiliate_desktop.gui.statements.raw_table import RawTable
from affiliate_desktop.gui.statements.reading_bar import ReadingBar
from affiliate_desktop.gui.statements.recognition import container_words, sheet_words
from affiliate_desktop.gui.statements.unknown_words import UnknownWords
from affiliate_desktop.statements.model import Choices, ColumnMap, ImportReport
from affiliate_desktop.statements.trials import Look, Trial

PREVIEW_MS = 250


class ImportDialog(QDialog):
    """Walks through files. Show it with ``open()``; it frees itself when it is closed.

    Signals:
        imported(ImportReport): a file was imported.

    Args:
        context: the open workspace.
        parent: the window.
        files: what to import; the same dialog goes through all of them.
    """

    imported = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None, files: tuple[Path, ...]) -> None:
        super().__init__(parent)
        self.context = context
        self._files = files
        self._at = 0
        self._arrival: Arrival | None = None
        self._look: Look | None = None
        self._by_hand = False
        self._choices = Choices()
        self._report: ImportReport | None = None
        self._importing = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Import statement"))
        self.setMinimumSize(900, 600)
        self._build()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PREVIEW_MS)
        self._later.timeout.connect(self._ask_preview)
        self._start()

    # --- one file ----------------------------------------------------------------------------------------------

    def _start(self) -> None:
        """Looks at the current file."""
        path = self._files[self._at]
        self._arrival = self._report = self._look = None
        self._choices = Choices()
        self.unknown.restart()
        self.file.setText(path.name)
        count = self.tr("File {number} of {count}").format(number=self._at + 1, count=len(self._files))
        self.count.setText(count if len(self._files) > 1 else "")
        self.skip_button.setVisible(len(self._files) > 1)
        self.trouble.say("")
        self.known.say("")
        self.question.ask(None)
        self.reading.restart()
        self.found.setText(self.tr("Looking at the file…"))
        self.explained.show_found(None)
        for each in (self.settings, self.mapping, self.file_area, self.preview, self.by_hand_button):
            each.hide()
        self._set_ready()
        progress = self.progress.begin(self.tr("Reading {file}").format(file=path.name))
        self.context.jobs.read(
            partial(recognize, self.context.app, path, progress), self._arrived, self._refused, progress=progress
        )

    @Slot(object)
    def _arrived(self, arrival: Arrival) -> None:
        self.progress.end()
        self._arrival = arrival
        self._by_hand = arrival.unknown
        identified = arrival.identified
        told = identified.sheets if identified is not None and not arrival.payments_only else ()
        self.sheets.setVisible(len(told) > 1 or any(not sheet.counted for sheet in told if not arrival.unknown))
        self.sheets.setText("\n".join(sheet_words(sheet, self.context.formats) for sheet in told))
        self.explained.show_found(identified)
        if identified is None:
            self.found.setText(self.tr("A text that has to be explained."))
        else:
            self.found.setText(container_words(identified, arrival.network, self.context.formats))
        if arrival.payments_only:
            self.trouble.say(self.tr("Import it on the Payouts page; it holds no earnings."), "info")
            return
        self.settings.offer(arrival)
        self.settings.show()
        self.by_hand_button.setVisible(not arrival.unknown)
        if self._by_hand:
            self._look_at_table()
        elif arrival.forms:
            name_of = self.context.app.programs.network_catalog.name_of
            self.question.ask(format_question(arrival.forms, name_of))
        else:
            self._ask_preview()

    @Slot(object)
    def _refused(self, problem: BaseException) -> None:
        self.progress.end()
        if isinstance(problem, Cancelled):
            self.reject()
            return
        self.found.setText(self.tr("This file can't be imported."))
        self.trouble.say(words(problem), "warning")

    # --- columns said by hand ----------------------------------------------------------------------------------

    @Slot()
    def _take_over(self) -> None:
        """The user wants to say what the columns of a known table mean."""
        self._by_hand = True
        self._report = None
        self.by_hand_button.hide()
        self.question.ask(None)
        self.unknown.restart()
        self._set_ready()
        self._look_at_table()

    @Slot()
    def _look_at_table(self) -> None:
        arrival = self._arrival
        if arrival is None:
            return
        bar, profile = self.reading, arrival.identified.profile if arrival.identified else None
        asked = Asked(arrival.path, bar.reading(), bar.sheet_name(), bar.header_wanted(), profile)
        progress = self.progress.begin(self.tr("Looking at the columns…"))
        self.file_area.show()
        self.context.jobs.read(
            partial(look_at, self.context.app, asked, progress), self._looked, self._not_looked, progress=progress
        )

    @Slot(object)
    def _looked(self, found: tuple[Look, ColumnMap]) -> None:
        self.progress.end()
        look, columns = found
        before, self._look = self._look, look
        if before is not None and before.names == look.names:
            columns = self.mapping.columns()
        name = (self._arrival.identified.profile if self._arrival and self._arrival.identified else None) or ""
        self.trouble.say("")
        self.raw.show_look(look)
        self.reading.show_look(look)
        self.mapping.offer(look, columns, name or look.path.stem)
        self.mapping.show()
        self._changed()
        self._ask_preview()

    @Slot(object)
    def _not_looked(self, problem: BaseException) -> None:
        """The text can't be taken apart so; another encoding or delimiter may help."""
        self.progress.end()
        self._look = None
        self.raw.show_look(None)
        self.reading.show_unread()
        self.mapping.hide()
        self.preview.hide()
        if not isinstance(problem, Cancelled):
            self.trouble.say(words(problem), "warning")

    def _columns(self) -> ColumnMap | None:
        """What was said of the columns; None while something is missing."""
        look = self._look
        if look is None or self.mapping.missing():
            return None
        reading = self.reading.reading()
        return replace(
            self.mapping.columns(),
            header_line=look.header_line,
            sheet=look.sheet or None,
            skip_bottom=self.reading.bottom.value(),
            encoding=reading.encoding or look.suggested.encoding,
            delimiter=reading.delimiter or look.suggested.delimiter,
        )

    @Slot(int)
    def _end_at(self, line: int) -> None:
        """The rows end above this line."""
        if self._look is not None:
            below = [number for number, _ in self._look.bottom if number >= line]
            self.reading.bottom.setValue(len(below))

    # --- preview -----------------------------------------------------------------------------------------------

    @Slot()
    def _changed(self, _value: object = None) -> None:
        self._report = None
        if self._by_hand and self._look is not None:
            self.raw.lines.mark(self.mapping.columns().columns, self.reading.bottom.value())
        self._set_ready()
        self._later.start()

    @Slot()
    def _ask_preview(self) -> None:
        self._later.stop()
        if self._importing or self._arrival is None:
            return
        if not self._by_hand:
            if not self._arrival.forms or self._choices.form:
                self._rehearse()
            return
        columns = self._columns()
        if columns is None:
            if self._look is not None:
                self.trouble.say(self.mapping.missing(), "info")
            self.question.ask(None)
            self.preview.hide()
            return
        self.trouble.say("")
        progress = self.progress.begin(self.tr("Trying all rows…"))
        work = partial(try_out, self.context.app, self._arrival.path, columns, self._known_currency(), progress)
        self.context.jobs.read(work, self._tried, self._unfit, progress=progress)

    def _known_currency(self) -> str | None:
        """The currency of rows that name none, as far as it is known."""
        try:
            return self.settings.typed_currency() or self.settings.usual_currency()
        except BadInput:
            return None

    @Slot(object)
    def _tried(self, trial: Trial) -> None:
        self.progress.end()
        columns = self._columns()
        if columns is None:
            return
        self.preview.show_trial(trial)
        self.preview.show()
        self.mapping.show_trial(trial)
        self.question.ask(question_of(trial.rejected, columns))
        self.settings.need_currency(needed=trial.needs_currency)
        if trial.rows > trial.refused:
            self._rehearse()

    @Slot(object)
    def _answered(self, answer: Answer) -> None:
        """Goes on with what was answered."""
        self.question.ask(None)
        if isinstance(answer, ColumnMap):
            self.mapping.take(answer)
        elif isinstance(answer, Choices):
            self._choose(answer)
        elif answer is None:
            self._take_over()
            return
        else:
            self.settings.currency.set_code(answer)
        self._ask_preview()

    def _choose(self, choices: Choices) -> None:
        """Takes a decision about a known format; one about the format itself tells the network."""
        arrival = self._arrival
        if arrival is not None and choices.form != self._choices.form:
            wanted = choices.form.partition("/")[0]
            network = next((one for one in arrival.networks if one.id == wanted), None)
            self._arrival = arrival.of_network(network, arrival.everyone)
            self.settings.offer(self._arrival)
        self._choices = choices

    def _ask_rest(self) -> None:
        """Asks what a file of a known format leaves open."""
        identified = self._arrival.identified if self._arrival else None
        if identified is not None and not self._by_hand:
            self.question.ask(order_question(identified.explained, self._choices))

    @Slot()
    def _meant(self) -> None:
        self._choices = replace(self._choices, statuses=self.unknown.meanings())
        self._changed()

    def _rehearse(self) -> None:
        plan = self._plan()
        if plan is None or self._importing:
            return
        progress = self.progress.begin(self.tr("Comparing…"))
        self.context.jobs.read(
            partial(rehearse, self.context.app, plan, progress), self._previewed, self._unfit, progress=progress
        )

    def _plan(self) -> Plan | None:
        """How the file shall be imported; None, and the reason shown, while something is missing."""
        arrival = self._arrival
        if arrival is None:
            return None
        columns = self._columns() if self._by_hand else None
        missing = self.mapping.missing() if self._by_hand else ""
        account = self.settings.account_id()
        if not missing and account is None:
            missing = self.tr("Choose the account that this statement belongs to, or make a new one.")
        try:
            currency = self.settings.typed_currency()
        except BadInput as problem:
            missing, currency = words(problem), None
        self.trouble.say(missing, "info")
        if missing or account is None or (self._by_hand and columns is None):
            return None
        plan = Plan(arrival.path, account, currency)
        if columns is None or self._look is None:
            return replace(plan, choices=self._choices)
        name = self.mapping.name.text().strip()
        return replace(plan, columns=columns, profile=name, headers=self._look.names)

    @Slot(object)
    def _previewed(self, report: ImportReport) -> None:
        self.progress.end()
        self._report = report
        self.trouble.say("")
        self.known.say(
            self.tr("This very file was imported before. Importing it again changes nothing.") if report.known else ""
        )
        self.preview.show_report(report)
        self.preview.show()
        self.unknown.show_report(None if self._by_hand else report)
        self._ask_rest()
        self._set_ready()

    @Slot(object)
    def _unfit(self, problem: BaseException) -> None:
        self.progress.end()
        if not self._by_hand:
            self.preview.hide()
        code = getattr(problem, "code", "")
        if code == "currency_needed":
            self.settings.need_currency(needed=True)
        if not self._by_hand and self._arrival and self._arrival.identified:
            self.question.ask(asked_by(code, self._arrival.identified.explained, self._choices))
            if not self.question.isHidden():
                return
        if not isinstance(problem, Cancelled):
            self.trouble.say(words(problem), "warning")

    # --- import ------------------------------------------------------------------------------------------------

    @Slot()
    def _import(self) -> None:
        plan = self._plan()
        if plan is None:
            return
        self._importing = True
        self._set_ready()
        self.settings.remember()
        progress = self.progress.begin(self.tr("Importing {file}").format(file=plan.path.name))
        self.context.jobs.write(
            partial(carry_out, self.context.app, plan, progress), self._done_one, self._failed, progress=progress
        )

    @Slot(object)
    def _done_one(self, report: ImportReport) -> None:
        self._importing = False
        self.progress.end()
        self.imported.emit(report)
        self._next()

    @Slot(object)
    def _failed(self, problem: BaseException) -> None:
        self._importing = False
        self.progress.end()
        self.trouble.say(words(problem), "warning")
        self._set_ready()

    @Slot()
    def _next(self) -> None:
        """Goes on with the next file, or ends."""
        self._at += 1
        if self._at < len(self._files):
            self._start()
        else:
            self.accept()

    @Slot()
    def _stop(self) -> None:
        """Cancel: stops what runs; without anything running it closes the dialog."""
        self.progress.cancel()
        if not self._importing:
            self.reject()

    @override
    def done(self, result: int) -> None:
        self.progress.cancel()
        super().done(result)

    # --- what can be done --------------------------------------------------------------------------------------

    def _set_ready(self) -> None:
        report = self._report
        new = report.new + report.updated if report else 0
        counted = self.context.formats.counted
        self.import_button.setText(
            counted(new, self.tr("Import {n} row"), self.tr("Import {n} rows")) if new else self.tr("Import")
        )
        accepted = report is not None and report.rows > len(report.rejected)
        self.import_button.setEnabled(bool(accepted) and not self._importing)
        self.skip_button.setEnabled(not self._importing)
        for each in (self.settings, self.mapping, self.file_area, self.unknown):
            each.setEnabled(not self._importing)

    # --- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.file, self.count = Elided("", "title"), label("", "muted")
        self.found, self.sheets = label("", "body", wrap=True), label("", "muted", wrap=True)
        self.explained = ExplainedBar(self.context.formats)
        self.trouble, self.known = Banner("warning"), Banner("info")
        self.settings = AccountBar(self.context)
        self.settings.changed.connect(self._changed)
        self.mapping, self.preview = MappingForm(), PreviewView(self.context)
        self.mapping.changed.connect(self._changed)
        self.unknown, self.question = UnknownWords(), QuestionBar(self.context.theme)
        self.unknown.changed.connect(self._meant)
        self.question.answered.connect(self._answered)
        self.by_hand_button = button(self.tr("Say yourself what the columns mean…"), self._take_over, kind="link")
        self._build_file_area()
        self._lay_out(self._foot())

    def _foot(self) -> QHBoxLayout:
        self.progress = ProgressLine(self.context.jobs)
        self.import_button = button(self.tr("Import"), self._import, kind="primary")
        self.skip_button = button(self.tr("Skip this file"), self._next)
        self.cancel_button = button(self.tr("Cancel"), self._stop)
        return row(self.progress, 1, self.skip_button, self.cancel_button, self.import_button)

    def _lay_out(self, foot: QHBoxLayout) -> None:
        heads = row(spacing=12)
        heads.addWidget(self.file, 1)
        heads.addWidget(self.count)
        said = row(spacing=12)
        said.addWidget(self.found, 1)
        said.addWidget(self.by_hand_button, 0, Qt.AlignmentFlag.AlignTop)
        outer = column(heads, said, self.sheets, self.explained, self.settings, spacing=10)
        for each in (self.trouble, self.known, self.question, self.unknown):
            outer.addWidget(each)
        beside = row(self.mapping, spacing=16)
        beside.addWidget(self._panes(), 1)
        outer.addLayout(beside, 1)
        outer.addLayout(foot)
        outer.setContentsMargins(24, 20, 24, 20)
        self.setLayout(outer)
        screen = self.screen().availableGeometry()
        self.resize(min(1240, screen.width() - 40), min(820, screen.height() - 40))

    def _build_file_area(self) -> None:
        self.reading, self.raw = ReadingBar(), RawTable(self.context.theme)
        self.reading.reread.connect(self._look_at_table)
        self.reading.changed.connect(self._changed)
        self.raw.header_wanted.connect(self.reading.header.setValue)
        self.raw.end_wanted.connect(self._end_at)
        self.file_area = QWidget()
        inside = column(self.reading, spacing=8)
        inside.addWidget(self.raw, 1)
        self.file_area.setLayout(inside)

    def _panes(self) -> QSplitter:
        """The file above, what becomes of it below."""
        panes = QSplitter(Qt.Orientation.Vertical)
        panes.addWidget(self.file_area)
        panes.addWidget(self.preview)
        panes.setChildrenCollapsible(False)
        panes.setHandleWidth(14)
        panes.setStretchFactor(0, 1)
        panes.setStretchFactor(1, 1)
        return panes

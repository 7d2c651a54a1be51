"""Imports statement files one after the other: recognized, shown, and only then written."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QDialog, QFrame, QProgressBar, QScrollArea, QWidget
from typing_extensions import override

from affiliate_desktop.core.problems import BadInput, Cancelled
from affiliate_desktop.gui.accounts.dialogs import AccountDialog
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import ChoiceBox, CurrencyBox
from affiliate_desktop.gui.forms import FormRow
from affiliate_desktop.gui.jobs import LabelledProgress, Step
from affiliate_desktop.gui.messages import words
from affiliate_desktop.gui.parts import Banner, Elided, button, column, label, row
from affiliate_desktop.gui.statements.arrival import Arrival, Plan, carry_out, recognize, rehearse
from affiliate_desktop.gui.statements.mapping import MappingForm, heading
from affiliate_desktop.gui.statements.preview import PreviewView
from affiliate_desktop.gui.statements.recognition import container_words, sheet_words
from affiliate_desktop.programs.model import Account
from affiliate_desktop.statements.model import ImportReport

PREVIEW_MS = 250
SETTING = "import/account"


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
        self._report: ImportReport | None = None
        self._progress: LabelledProgress | None = None
        self._importing = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Import statement"))
        self.setMinimumSize(900, 600)
        self._build()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PREVIEW_MS)
        self._later.timeout.connect(self._ask_preview)
        context.jobs.stepped.connect(self._stepped)
        self._start()

    # --- one file ----------------------------------------------------------------------------------------------

    def _start(self) -> None:
        """Looks at the current file."""
        path = self._files[self._at]
        self._arrival = self._report = None
        self.file.setText(path.name)
        count = self.tr("File {number} of {count}").format(number=self._at + 1, count=len(self._files))
        self.count.setText(count if len(self._files) > 1 else "")
        self.skip_button.setVisible(len(self._files) > 1)
        self.trouble.say("")
        self.known.say("")
        self.found.setText(self.tr("Looking at the file…"))
        for each in (self.settings, self.mapping_area, self.preview):
            each.hide()
        self._set_ready()
        progress = self._begin(self.tr("Reading {file}").format(file=path.name))
        self.context.jobs.read(
            partial(recognize, self.context.app, path, progress), self._arrived, self._refused, progress=progress
        )

    @Slot(object)
    def _arrived(self, arrival: Arrival) -> None:
        self._end()
        self._arrival = arrival
        identified = arrival.identified
        self.found.setText(container_words(identified, arrival.network, self.context.formats))
        self.sheets.setText("\n".join(sheet_words(sheet, self.context.formats) for sheet in identified.sheets))
        self.sheets.setVisible(len(identified.sheets) > 1 or not identified.needs_mapping)
        self._offer_accounts(arrival.accounts, None)
        self._show_currency()
        self.settings.show()
        self.mapping_area.setVisible(identified.needs_mapping)
        if identified.needs_mapping:
            self.mapping.offer(arrival.headers, identified.suggested, identified.path.stem)
        self._ask_preview()

    @Slot(object)
    def _refused(self, problem: BaseException) -> None:
        self._end()
        if isinstance(problem, Cancelled):
            self.reject()
            return
        self.found.setText(self.tr("This file can't be imported."))
        self.sheets.hide()
        self.trouble.say(words(problem))

    # --- preview -----------------------------------------------------------------------------------------------

    def _show_currency(self) -> None:
        """The currency is asked for where neither the file nor the account nor the network tells it."""
        arrival, key = self._arrival, self.account.value()
        chosen = next((one for one in arrival.accounts if one.id == key), None) if arrival else None
        usual = bool(chosen and chosen.currency) or bool(arrival and arrival.network and arrival.network.currency)
        asked = arrival is not None and arrival.identified.needs_currency and chosen is not None and not usual
        self.currency_row.setVisible(asked)

    @Slot()
    def _account_chosen(self, _value: object = None) -> None:
        self._show_currency()
        self._changed()

    @Slot()
    def _changed(self, _value: object = None) -> None:
        self._report = None
        self._set_ready()
        self._later.start()

    @Slot()
    def _ask_preview(self) -> None:
        plan = self._plan()
        if plan is None or self._importing:
            return
        progress = self._begin(self.tr("Comparing…"))
        self.context.jobs.read(
            partial(rehearse, self.context.app, plan, progress), self._previewed, self._unfit, progress=progress
        )

    def _plan(self) -> Plan | None:
        """How the file shall be imported; None, and the reason shown, while something is missing."""
        arrival = self._arrival
        if arrival is None:
            return None
        missing = self.mapping.missing() if arrival.identified.needs_mapping else ""
        account = self.account.value()
        if not isinstance(account, int):
            missing = self.tr("Choose the account that this statement belongs to, or make a new one.")
        try:
            currency = self.currency.code() if self.currency_row.isVisibleTo(self) else None
        except BadInput as problem:
            missing, currency = words(problem), None
        self.trouble.say(missing, "info")
        if missing or not isinstance(account, int):
            return None
        plan = Plan(arrival.identified.path, account, currency)
        if arrival.identified.needs_mapping:
            plan = replace(
                plan, columns=self.mapping.columns(), profile=self.mapping.name.text().strip(), headers=arrival.headers
            )
        return plan

    @Slot(object)
    def _previewed(self, report: ImportReport) -> None:
        self._end()
        self._report = report
        self.trouble.say("")
        self.known.say(
            self.tr("This very file was imported before. Importing it again changes nothing.") if report.known else ""
        )
        self.preview.show_report(report)
        self.preview.show()
        self._set_ready()

    @Slot(object)
    def _unfit(self, problem: BaseException) -> None:
        self._end()
        self.preview.hide()
        if getattr(problem, "code", "") == "currency_needed":
            self.currency_row.show()
            self.currency.setFocus()
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
        QSettings().setValue(f"{SETTING}/{self._network_key()}", plan.account_id)
        progress = self._begin(self.tr("Importing {file}").format(file=plan.path.name))
        self.context.jobs.write(
            partial(carry_out, self.context.app, plan, progress), self._done_one, self._failed, progress=progress
        )

    @Slot(object)
    def _done_one(self, report: ImportReport) -> None:
        self._importing = False
        self._end()
        self.imported.emit(report)
        self._next()

    @Slot(object)
    def _failed(self, problem: BaseException) -> None:
        self._importing = False
        self._end()
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
        if self._progress is not None:
            self._progress.cancel()
        if not self._importing:
            self.reject()

    @override
    def done(self, result: int) -> None:
        if self._progress is not None:
            self._progress.cancel()
        super().done(result)

    # --- accounts ----------------------------------------------------------------------------------------------

    def _offer_accounts(self, accounts: tuple[Account, ...], chosen: int | None) -> None:
        remembered = QSettings().value(f"{SETTING}/{self._network_key()}")
        wanted = chosen if chosen is not None else int(str(remembered)) if str(remembered).isdigit() else None
        self.account.blockSignals(True)
        self.account.set_choices([(None, self.tr("choose…")), *((account.id, account.name) for account in accounts)])
        self.account.setCurrentIndex(1 if len(accounts) == 1 else 0)
        if wanted is not None:
            self.account.set_value(wanted)
        self.account.blockSignals(False)

    def _network_key(self) -> str:
        return self._arrival.network.id if self._arrival and self._arrival.network else "any"

    @Slot()
    def _new_account(self) -> None:
        if self._arrival is None:
            return
        network = self._arrival.network
        first = Account(name=network.name, network=network.id, currency=network.currency) if network else None
        dialog = AccountDialog(self.context, self, self._arrival.networks, first)
        dialog.saved.connect(self._account_made)
        dialog.open()

    @Slot(object)
    def _account_made(self, done: object) -> None:
        account = getattr(done, "value", None)
        if self._arrival is None or not isinstance(account, Account):
            return
        self._arrival = replace(self._arrival, accounts=(*self._arrival.accounts, account))
        self._offer_accounts(self._arrival.accounts, account.id)
        self._account_chosen()

    # --- progress ----------------------------------------------------------------------------------------------

    def _begin(self, text: str) -> LabelledProgress:
        if self._progress is not None:
            self._progress.cancel()
        self._progress = self.context.jobs.progress(text)
        self.bar.setRange(0, 0)
        self.bar.show()
        self.doing.setText(text)
        return self._progress

    def _end(self) -> None:
        self._progress = None
        self.bar.hide()
        self.doing.setText("")

    @Slot(object)
    def _stepped(self, step: Step) -> None:
        if self._progress is not None and step.number == self._progress.number:
            self.bar.setRange(0, step.total or 0)
            self.bar.setValue(step.done)

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
        for each in (self.settings, self.mapping_area):
            each.setEnabled(not self._importing)

    # --- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.file, self.count = Elided("", "title"), label("", "muted")
        self.found, self.sheets = label("", "body", wrap=True), label("", "muted", wrap=True)
        self.trouble, self.known = Banner("warning"), Banner("info")
        self.account, self.currency = ChoiceBox(), CurrencyBox(optional=True)
        self.account.setMinimumWidth(260)
        self.account.chosen.connect(self._account_chosen)
        self.currency.currentTextChanged.connect(self._changed)
        self.currency_row = FormRow(self.tr("Currency of the amounts"), self.currency)
        new = button(self.tr("New account…"), self._new_account, icon="plus", theme=self.context.theme)
        self.settings = QWidget()
        account_row = FormRow(self.tr("Account"), self.account)
        bottom = Qt.AlignmentFlag.AlignBottom
        line = row(account_row, spacing=12)
        line.addWidget(new, 0, bottom)
        line.addWidget(self.currency_row)
        line.addStretch(1)
        self.settings.setLayout(line)
        self.mapping, self.preview = MappingForm(), PreviewView(self.context)
        self.mapping.changed.connect(self._changed)
        self.mapping_area = self._scrolled(self.mapping)
        self.bar, self.doing = QProgressBar(), label("", "muted")
        self.bar.setAccessibleName(self.tr("Progress"))
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(180, 6)
        self.import_button = button(self.tr("Import"), self._import, kind="primary")
        self.skip_button = button(self.tr("Skip this file"), self._next)
        self.cancel_button = button(self.tr("Cancel"), self._stop)
        heads = row(spacing=12)
        heads.addWidget(self.file, 1)
        heads.addWidget(self.count)
        outer = column(heads, self.found, self.sheets, spacing=10)
        for each in (self.trouble, self.known, self.settings, self.mapping_area):
            outer.addWidget(each)
        outer.addWidget(self.preview, 1)
        outer.addStretch(0)
        buttons = row(self.bar, self.doing, 1, self.skip_button, self.cancel_button, self.import_button)
        outer.addLayout(buttons)
        outer.setContentsMargins(24, 20, 24, 20)
        self.setLayout(outer)
        screen = self.screen().availableGeometry()
        self.resize(min(1060, screen.width() - 60), min(760, screen.height() - 60))

    def _scrolled(self, mapping: QWidget) -> QScrollArea:
        inside = QWidget()
        inside.setLayout(column(heading(), mapping, 1, spacing=12))
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.setMinimumHeight(270)
        return area

"""What was due beside what was reported."""

from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget
from typing_extensions import override

from affiliate_desktop.audit.model import CLAIMED, Finding, FindingKind, RecordedEvent, Referral, TieRow
from affiliate_desktop.audit.request import ProgramRequest
from affiliate_desktop.audit.service import AuditReport
from affiliate_desktop.core.changes import Kind
from affiliate_desktop.core.files import safe_name
from affiliate_desktop.core.money import plain_micro
from affiliate_desktop.core.periods import Period
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.gui.audit.chips import KindChips
from affiliate_desktop.gui.audit.finding_panel import FindingPanel
from affiliate_desktop.gui.audit.request_dialog import RequestDialog
from affiliate_desktop.gui.audit.request_rows import RequestListing, load_requests
from affiliate_desktop.gui.audit.rows import (
    AuditChoice,
    Choices,
    Detail,
    columns,
    load_choices,
    load_detail,
    period_of,
    periods,
    summary,
)
from affiliate_desktop.gui.audit.tie import TieDialog
from affiliate_desktop.gui.context import Context, Request
from affiliate_desktop.gui.fields import ChoiceBox, DateField, slim
from affiliate_desktop.gui.messages import words
from affiliate_desktop.gui.parts import GAP, Banner, EmptyState, button, column, label, row
from affiliate_desktop.gui.plans.tolerance import tolerance_micro
from affiliate_desktop.gui.tabbed import Tab
from affiliate_desktop.gui.table_view import RecordTable, TableArea
from affiliate_desktop.gui.tables import PagedModel
from affiliate_desktop.programs.plan import PlanEvent
from affiliate_desktop.reports.claims import ClaimFile

PAGE = 200
Shown = tuple[AuditReport, Finding | None, tuple[Finding, ...]]


class AuditTab(Tab):
    """One program's rows over a period, each with the arithmetic of what was due."""

    kinds: ClassVar[frozenset[Kind]] = frozenset(
        {Kind.PLAN, Kind.PROGRAM, Kind.REFERRAL, Kind.TRANSACTION, Kind.STATEMENT}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.report: AuditReport | None = None
        self._wanted = 0
        self._kind: FindingKind | None = None
        self._sort = ("number", False)
        self._tied = (0, 0)
        self._listing = RequestListing()
        self._drafts: list[ProgramRequest] = []
        self._build_bar()
        self.trouble = Banner("warning")
        self.model: PagedModel[Finding] = PagedModel(columns(context.formats), _key)
        self.table: RecordTable[Finding] = RecordTable(self.model, context.theme, "findings", self.tr("Findings"))
        self.area = TableArea(self.table, self._nothing())
        self.chips = KindChips()
        self.told = label("", "muted")
        self.panel = FindingPanel(context)
        self.panel.hide()
        self._build_body()
        self._connect()

    # --- what the window asks ----------------------------------------------------------------------------------

    @override
    def refresh(self) -> None:
        self.context.jobs.read(partial(load_choices, self.context.app), self._offer)
        if self.report is not None:
            self.trouble.say(self.tr("Something has changed since this audit. Audit again to see what it makes of it."))

    @override
    def new(self) -> None:
        self._run()

    @override
    def answer(self, request: Request) -> None:
        if request.key:
            self._wanted = request.key
            self._choose_wanted()

    # --- auditing ----------------------------------------------------------------------------------------------

    @Slot()
    def _run(self) -> None:
        choice = self._choice()
        if choice is None:
            return
        self.trouble.say("")
        try:
            period = self._period()
            tolerance = tolerance_micro(self.tolerance.text(), choice.currency)
        except BadInput as problem:
            self.trouble.say(words(problem), "danger")
            return
        self.run_button.setEnabled(False)
        progress = self.context.jobs.progress(self.tr("Auditing {program}").format(program=choice.name))
        work = partial(
            self.context.app.audits.run, choice.program_id, period, tolerance_micro=tolerance, progress=progress
        )
        self.context.jobs.read(work, self._ran, self._failed, progress=progress)

    @Slot(object)
    def _ran(self, report: AuditReport) -> None:
        self.run_button.setEnabled(True)
        if self.report is not None:
            self.report.findings.close()
        self.report = report
        self.chips.show_totals(report.totals, self.context.formats)
        self.told.setText(summary(report, self.context.formats))
        claimed = report.findings.count(CLAIMED) > 0
        self.claim_button.setEnabled(claimed)
        self.note_button.setEnabled(claimed and not self.context.read_only)
        self.results.setCurrentWidget(self.found)
        self._choose_kind(None)

    @Slot(object)
    def _failed(self, problem: BaseException) -> None:
        self.run_button.setEnabled(True)
        self.context.messages.problem(problem)

    @Slot(object)
    def _choose_kind(self, kind: FindingKind | None) -> None:
        self._kind = kind
        self.model.restart()

    @Slot(object)
    def _fetch(self, after: Finding | None) -> None:
        if self.report is not None:
            work = partial(_page, self.report, self._kind, after, self._sort)
            self.context.jobs.read(work, self._show_page)

    @Slot(object)
    def _show_page(self, shown: Shown) -> None:
        report, after, findings = shown
        if report is self.report:
            self.model.add_page(after, findings, complete=len(findings) < PAGE)
            if after is None:
                self._selection()

    @Slot(str, bool)
    def _order(self, column: str, falls: bool) -> None:  # noqa: FBT001 - as the signal says
        self._sort = (column, falls)
        if self.report is not None:
            self.model.restart()

    @Slot()
    def _selection(self) -> None:
        finding = self.table.current()
        if finding is None:
            self.panel.hide()
        else:
            self.context.jobs.read(partial(load_detail, self.context.app, finding), self._show_detail)

    @Slot(object)
    def _show_detail(self, detail: Detail) -> None:
        finding = self.table.current()
        if finding is not None and self.report is not None and finding == detail.finding:
            self.panel.show_finding(detail, self.report.scope)
            self.panel.show()

    @Slot(str)
    def _find_record(self, record: str) -> None:
        self.context.jobs.read(partial(self.context.app.referrals.of_record, record), self._choose_row)

    @Slot(object)
    def _choose_row(self, found: tuple[Referral, int]) -> None:
        referral, event_id = found
        signup = RecordedEvent(PlanEvent.SIGNUP, referral.signed_up)
        event = next((each for each in referral.events if each.id == event_id), signup)
        self._tied = (referral.id, event_id)
        dialog = TieDialog(self.context, self.window(), referral.program_id, event)
        dialog.chosen.connect(self._tie)
        dialog.open()

    @Slot(object)
    def _tie(self, row: TieRow) -> None:
        referral_id, event_id = self._tied
        work = partial(self.context.app.referrals.tie, referral_id, row.key, event_id)
        self.context.jobs.write(work, self._tied_row, said=self.tr("Row tied"), undoable=True)

    @Slot(object)
    def _tied_row(self, _done: object) -> None:
        self._run()

    # --- the claim ---------------------------------------------------------------------------------------------

    @Slot()
    def _claim(self) -> None:
        if self.report is not None:
            name = safe_name(f"Commissions to check, {self.report.scope.program}") + ".pdf"
            self.context.messages.ask_save(
                self.tr("Save the claim"), name, self.tr("PDF (*.pdf);;Table (*.csv)"), self._save_claim
            )

    def _save_claim(self, path: Path) -> None:
        if self.report is not None:
            progress = self.context.jobs.progress(self.tr("Writing the claim"))
            work = partial(self.context.app.claims.write, self.report, path, progress=progress)
            self.context.jobs.read(work, self._saved, progress=progress)

    @Slot(object)
    def _saved(self, claim: ClaimFile) -> None:
        self.context.messages.note_saved(claim.file)

    @Slot()
    def _note(self) -> None:
        self.context.jobs.read(partial(load_requests, self.context.app), self._open_request)

    @Slot(object)
    def _open_request(self, listing: RequestListing) -> None:
        if self.report is not None:
            self._listing, self._drafts = listing, list(self.context.app.requests.claims_of(self.report))
            self._open_draft()

    @Slot(object)
    def _open_draft(self, _done: object = None) -> None:
        """Opens the form of the next claim; a currency has one of its own."""
        if self._drafts:
            dialog = RequestDialog(self.context, self.window(), self._listing, self._drafts.pop(0))
            dialog.saved.connect(self._open_draft)
            dialog.open()

    # --- the bar -----------------------------------------------------------------------------------------------

    @Slot(object)
    def _offer(self, choices: Choices) -> None:
        self.program.set_choices([(each, each.name) for each in choices.audited])
        self.run_button.setEnabled(bool(choices.audited))
        self.inside.setCurrentWidget(self.work if choices.audited else self.empty)
        self._say_empty(any_program=bool(choices.programs))
        self._choose_wanted()
        self._show_tolerance()

    def _say_empty(self, *, any_program: bool) -> None:
        """Says what an audit needs first: terms, or before them a program."""
        self._lacks_program = not any_program
        if any_program:
            words = self.tr("An audit needs to know what a program pays for. Say it in plain words, step by step.")
            self.empty.say(self.tr("No terms to compare with"), words)
        else:
            words = self.tr("Terms belong to a program. Add an account first; then say what it pays for.")
            self.empty.say(self.tr("No program yet"), words)
        self.empty.action.setText(self.tr("Add terms") if any_program else self.tr("Add an account"))

    def _choose_wanted(self) -> None:
        for at in range(self.program.count()):
            choice = self.program.itemData(at)
            if isinstance(choice, AuditChoice) and choice.program_id == self._wanted:
                self.program.setCurrentIndex(at)
                self._wanted = 0

    @Slot(object)
    def _show_tolerance(self, _choice: object = None) -> None:
        choice = self._choice()
        if choice is not None:
            self.tolerance.setText(plain_micro(choice.tolerance_micro, choice.currency))

    @Slot(object)
    def _show_days(self, name: object) -> None:
        self.days.setVisible(name == "days")

    def _choice(self) -> AuditChoice | None:
        value = self.program.value()
        return value if isinstance(value, AuditChoice) else None

    def _period(self) -> Period:
        if self.period.value() == "days":
            return Period(self.first.day(), self.last.day())
        return period_of(self.period.value(), self.context.app.clock.today())

    # --- building ----------------------------------------------------------------------------------------------

    def _build_bar(self) -> None:
        self.program = ChoiceBox()
        self.program.setAccessibleName(self.tr("Program"))
        slim(self.program)
        self.program.setMinimumWidth(140)
        self.program.setMaximumWidth(330)
        self.period = ChoiceBox(periods())
        self.period.setAccessibleName(self.tr("Period"))
        self.first, self.last = DateField(self.context.theme), DateField(self.context.theme)
        for field, name in ((self.first, self.tr("First day")), (self.last, self.tr("Last day"))):
            field.setAccessibleName(name)
            field.setFixedWidth(130)
        self.tolerance = QLineEdit()
        self.tolerance.setAccessibleName(self.tr("Tolerance"))
        self.tolerance.setToolTip(self.tr("Differences up to this amount are let pass"))
        self.tolerance.setFixedWidth(70)
        near = label(self.tr("Tolerance"), "muted")
        near.setBuddy(self.tolerance)
        self.bar.addWidget(self.program, 1)
        for each in (self.period, near, self.tolerance):
            self.bar.addWidget(each)
        self.bar.addStretch(0)
        self.days = QWidget()
        self.days.setLayout(
            row(label(self.tr("From"), "muted"), self.first, label(self.tr("to"), "muted"), self.last, 1)
        )
        self.days.hide()
        self.body.addWidget(self.days)
        theme = self.context.theme
        self.claim_button = button(self.tr("Save claim…"), self._claim, icon="download", theme=theme)
        self.claim_button.setEnabled(False)
        self.note_button = button(self.tr("Note as asked…"), self._note, icon="edit", theme=theme)
        self.note_button.setToolTip(self.tr("Keeps that you sent a claim, so that its answer can be noted"))
        self.note_button.setEnabled(False)
        self.run_button = self.add_action(self.tr("Audit"), self._run, kind="primary", icon="audit")
        self.run_button.setEnabled(False)

    def _build_body(self) -> None:
        self.first_words = EmptyState(
            self.context.theme,
            "audit",
            self.tr("Ready to compare"),
            self.tr(
                "Every row of the statements is computed anew by the terms that held, and what you recorded is looked "
                "for. Choose a program and a period, then press Audit."
            ),
        )
        beside = row(spacing=GAP)
        beside.addWidget(self.area, 1)
        beside.addWidget(self.panel)
        self.found = QWidget()
        told = row(spacing=8)
        told.addWidget(self.told, 1)
        told.addWidget(self.claim_button)
        told.addWidget(self.note_button)
        inside = column(self.chips, told, spacing=12)
        inside.addLayout(beside, 1)
        self.found.setLayout(inside)
        self.results = QStackedWidget()
        self.results.addWidget(self.first_words)
        self.results.addWidget(self.found)
        self.work = QWidget()
        middle = column(self.trouble, spacing=12)
        middle.addWidget(self.results, 1)
        self.work.setLayout(middle)
        self.empty = EmptyState(
            self.context.theme,
            "audit",
            "",
            "",
            self.tr("Add terms"),
            self._add_terms,
            may=not self.context.read_only,
        )
        self._say_empty(any_program=True)
        self.inside = QStackedWidget()
        self.inside.addWidget(self.work)
        self.inside.addWidget(self.empty)
        self.body.addWidget(self.inside, 1)

    def _connect(self) -> None:
        self.program.chosen.connect(self._show_tolerance)
        self.period.chosen.connect(self._show_days)
        self.tolerance.returnPressed.connect(self._run)
        self.chips.chosen.connect(self._choose_kind)
        self.model.more_wanted.connect(self._fetch)
        self.model.order_wanted.connect(self._order)
        self.table.selection_moved.connect(self._selection)
        self.panel.plan_wanted.connect(self._show_plan)
        self.panel.tie_wanted.connect(self._find_record)

    def _nothing(self) -> EmptyState:
        return EmptyState(
            self.context.theme,
            "search",
            self.tr("Nothing in this period"),
            self.tr("No statement row and no recorded event of the program lies in it. Choose a longer period."),
        )

    @Slot()
    def _add_terms(self) -> None:
        if self._lacks_program:
            self.context.go("accounts", "new")
        else:
            self.context.go("plans", "plans.new")

    @Slot(object)
    def _show_plan(self, key: int) -> None:
        self.context.go("plans", "plans", key=key)


def _key(finding: Finding) -> int:
    return finding.number


def _page(report: AuditReport, kind: FindingKind | None, after: Finding | None, sort: tuple[str, bool]) -> Shown:
    kinds = () if kind is None else (kind,)
    return report, after, report.findings.page(kinds, after=after, limit=PAGE, sort=sort)

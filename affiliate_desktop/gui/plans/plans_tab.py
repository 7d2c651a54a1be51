"""The programs and their terms."""

from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Slot
from typing_extensions import override

from affiliate_desktop.core.changes import Kind
from affiliate_desktop.core.files import safe_name, write_bytes
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.gui.context import Context, Request
from affiliate_desktop.gui.parts import GAP, EmptyState, row
from affiliate_desktop.gui.plans.dialog import PlanDialog
from affiliate_desktop.gui.plans.judging_dialog import JudgingDialog
from affiliate_desktop.gui.plans.panel import PlanPanel
from affiliate_desktop.gui.plans.rows import ProgramTerms, columns, load_terms, pays
from affiliate_desktop.gui.tabbed import Tab
from affiliate_desktop.gui.table_view import RecordTable, TableArea
from affiliate_desktop.gui.tables import RecordModel
from affiliate_desktop.programs.plan import DatedPlan, Plan
from affiliate_desktop.programs.plan_file import parse_plan
from affiliate_desktop.programs.plan_writing import plan_toml
from affiliate_desktop.programs.ready_plans import ready_plan


class PlansTab(Tab):
    """Programs at the left, the versions of the chosen one at the right."""

    kinds: ClassVar[frozenset[Kind]] = frozenset({Kind.PLAN, Kind.PROGRAM, Kind.ACCOUNT})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._rows: tuple[ProgramTerms, ...] = ()
        self._wanted: int | None = None
        self._wanted_version = 0
        self._new_waits = False
        self.add_search(self.tr("Search programs")).textChanged.connect(self._refilter)
        self.bar.addStretch(1)
        self.import_button = self.add_action(self.tr("Import a plan…"), self._ask_file, icon="upload", writes=True)
        self.new_button = self.add_action(self.tr("New terms"), self.new, kind="primary", icon="plus", writes=True)
        self.model: RecordModel[ProgramTerms] = RecordModel(columns(context.formats), _key)
        self.table: RecordTable[ProgramTerms] = RecordTable(
            self.model, context.theme, "plans", self.tr("Programs and their terms"), ("program", False)
        )
        self.area = TableArea(self.table, self._empty(), self._nothing_found())
        self.area.searching = self._is_searching
        self.panel = PlanPanel(context)
        self.panel.hide()
        beside = row(spacing=GAP)
        beside.addWidget(self.area, 1)
        beside.addWidget(self.panel)
        self.body.addLayout(beside, 1)
        self._connect()

    @override
    def refresh(self) -> None:
        self.context.jobs.read(partial(load_terms, self.context.app), self._show)

    @override
    @Slot()
    def new(self) -> None:
        if self.context.read_only:
            return
        if not self._rows:
            self._new_waits = True
            self.look_again()
            return
        chosen = self.table.current() or self._rows[0]
        held = chosen.versions[-1] if chosen.versions else None
        plan = held.plan if held else ready_plan("pay-per-signup", chosen.account.currency or "USD")
        start = self.context.app.clock.today() if held else None
        self._open(DatedPlan(chosen.program.id, plan, start))

    @override
    def answer(self, request: Request) -> None:
        super().answer(request)
        if request.action == "show" and request.key:
            self._wanted_version = request.key
            self._select_wanted()

    # --- showing -----------------------------------------------------------------------------------------------

    @Slot(object)
    def _show(self, rows: tuple[ProgramTerms, ...]) -> None:
        self._rows = rows
        self.new_button.setEnabled(bool(rows) and not self.context.read_only)
        self.import_button.setEnabled(bool(rows) and not self.context.read_only)
        self._refilter()
        self._select_wanted()
        self._selection()
        if self._new_waits and rows:
            self._new_waits = False
            self.new()

    @Slot()
    def _refilter(self, _text: object = None) -> None:
        self.model.show_records([each for each in self._rows if self._fits(each)])

    def _fits(self, terms: ProgramTerms) -> bool:
        return self.finds(f"{terms.program.name} {terms.account.name} {pays(terms)}")

    def _is_searching(self) -> bool:
        return bool(self._rows)

    def _select_wanted(self) -> None:
        if self._wanted_version:
            for terms in self._rows:
                if any(dated.id == self._wanted_version for dated in terms.versions):
                    self._wanted, self._wanted_version = terms.program.id, 0
        if self._wanted is not None and self.table.select(self._wanted):
            self._wanted = None

    @Slot()
    def _selection(self) -> None:
        terms = self.table.current()
        self.panel.setVisible(terms is not None)
        if terms is not None:
            self.panel.show_terms(terms)
        for action in self.table.actions():
            action.setEnabled(terms is not None and not self.context.read_only)

    # --- doing -------------------------------------------------------------------------------------------------

    def _open(self, dated: DatedPlan) -> None:
        programs = tuple(each.program for each in self._rows)
        dialog = PlanDialog(self.context, self.window(), programs, dated)
        dialog.saved.connect(self._saved)
        dialog.open()

    @Slot(object)
    def _saved(self, done: object) -> None:
        dated = getattr(done, "value", None)
        if isinstance(dated, DatedPlan):
            self._wanted = dated.program_id

    @Slot()
    def _edit_newest(self) -> None:
        terms = self.table.current()
        if terms is None or self.context.read_only:
            return
        if terms.versions:
            self._open(terms.versions[-1])
        else:
            self.new()

    @Slot(object)
    def _edit(self, key: int) -> None:
        dated = self._version(key)
        if dated is not None:
            self._open(dated)

    @Slot(object)
    def _remove(self, key: int) -> None:
        work = partial(self.context.app.plans.remove, key)
        self.context.jobs.write(work, said=self.tr("Terms removed"), undoable=True)

    @Slot(object)
    def _export(self, key: int) -> None:
        dated, terms = self._version(key), self.table.current()
        if dated is not None and terms is not None:
            self._exported = dated.plan
            name = safe_name(terms.program.name) + ".toml"
            self.context.messages.ask_save(self.tr("Export the plan"), name, self.tr("Plan (*.toml)"), self._save_plan)

    def _save_plan(self, path: Path) -> None:
        work = partial(_write_plan, path, self._exported)
        self.context.jobs.read(work, self.context.messages.note_saved)

    @Slot()
    def _ask_file(self) -> None:
        self.context.messages.ask_open(self.tr("Import a plan"), self.tr("Plan (*.toml)"), self._read_plan)

    def _read_plan(self, path: Path) -> None:
        self.context.jobs.read(partial(_load_plan, path), self._take_plan)

    @Slot(object)
    def _take_plan(self, plan: Plan) -> None:
        """A plan of a file is looked at before it is saved."""
        if self._rows:
            chosen = self.table.current() or self._rows[0]
            start = self.context.app.clock.today() if chosen.versions else None
            self._open(DatedPlan(chosen.program.id, plan, start))

    @Slot()
    def _judge(self) -> None:
        terms = self.table.current()
        if terms is not None:
            JudgingDialog(self.context, self.window(), terms).open()

    @Slot()
    def _audit(self) -> None:
        terms = self.table.current()
        if terms is not None:
            self.context.go("audit", "audit", key=terms.program.id)

    def _version(self, key: int) -> DatedPlan | None:
        return next((dated for terms in self._rows for dated in terms.versions if dated.id == key), None)

    # --- building ----------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.table.activated_record.connect(self._edit_newest)
        self.table.selection_moved.connect(self._selection)
        self.table.offer(self.tr("New terms…"), self.new)
        self.table.offer(self.tr("Edit the newest terms…"), self._edit_newest, "F2")
        self.panel.new_wanted.connect(self.new)
        self.panel.judging_wanted.connect(self._judge)
        self.panel.audit_wanted.connect(self._audit)
        self.panel.edit_wanted.connect(self._edit)
        self.panel.export_wanted.connect(self._export)
        self.panel.remove_wanted.connect(self._remove)

    def _empty(self) -> EmptyState:
        return EmptyState(
            self.context.theme,
            "plans",
            self.tr("No program yet"),
            self.tr("Terms belong to a program. Add an account first; its programs come with it or its statements."),
            self.tr("Add an account"),
            self._add_account,
            may=not self.context.read_only,
        )

    @Slot()
    def _add_account(self) -> None:
        self.context.go("accounts", "new")

    def _nothing_found(self) -> EmptyState:
        return EmptyState(self.context.theme, "search", self.tr("No program fits"), self.tr("Search for other words."))


def _key(terms: ProgramTerms) -> int:
    return terms.program.id


def _write_plan(path: Path, plan: Plan) -> Path:
    write_bytes(path, plan_toml(plan).encode())
    return path


def _load_plan(path: Path) -> Plan:
    try:
        return parse_plan(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise BadInput("not_utf8", "“{file}” is not UTF-8 text.", file=path.name) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadInput("cannot_read", "“{file}” cannot be read: {reason}.", file=path.name, reason=reason) from None

"""What was asked of programs, and what they answered."""

from functools import partial
from typing import ClassVar

from PySide6.QtCore import Slot
from typing_extensions import override

from affiliate_desktop.audit.request import Outcome, ProgramRequest, RequestKind
from affiliate_desktop.core.changes import Kind
from affiliate_desktop.gui.audit.request_dialog import RequestDialog
from affiliate_desktop.gui.audit.request_rows import RequestListing, RequestRow, columns, load_requests
from affiliate_desktop.gui.context import Context, Request
from affiliate_desktop.gui.fields import ChoiceBox
from affiliate_desktop.gui.parts import EmptyState
from affiliate_desktop.gui.tabbed import Tab
from affiliate_desktop.gui.table_view import RecordTable, TableArea
from affiliate_desktop.gui.tables import RecordModel


class RequestsTab(Tab):
    """Requests to programs; the scorecard counts their answers."""

    kinds: ClassVar[frozenset[Kind]] = frozenset({Kind.REQUEST, Kind.PROGRAM, Kind.ACCOUNT})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._listing = RequestListing()
        self._wanted: int | None = None
        self.add_search(self.tr("Search requests")).textChanged.connect(self._refilter)
        self.program = ChoiceBox([(0, self.tr("All programs"))])
        self.program.setAccessibleName(self.tr("Program that is shown"))
        self.state = ChoiceBox([(0, self.tr("All outcomes")), (1, self.tr("Waiting")), (2, self.tr("Settled"))])
        self.state.setAccessibleName(self.tr("Outcomes that are shown"))
        for each in (self.program, self.state):
            self.bar.addWidget(each)
        self.bar.addStretch(1)
        self.new_button = self.add_action(self.tr("New request"), self.new, kind="primary", icon="plus", writes=True)
        self.model: RecordModel[RequestRow] = RecordModel(columns(context.formats), _key)
        self.table: RecordTable[RequestRow] = RecordTable(
            self.model, context.theme, "requests", self.tr("Requests"), ("asked", True)
        )
        self.empty = self._nothing_yet()
        self.area = TableArea(self.table, self.empty, self._nothing_found())
        self.area.searching = self._is_searching
        self.body.addWidget(self.area, 1)
        self.program.chosen.connect(self._refilter)
        self.state.chosen.connect(self._refilter)
        self.table.activated_record.connect(self._edit)
        self.table.selection_moved.connect(self._selection)
        self.edit_action = self.table.offer(self.tr("Edit…"), self._edit, "F2")
        self.answer_action = self.table.offer(self.tr("Note the answer…"), self._answered, "Ctrl+E")
        self.remove_action = self.table.offer(self.tr("Remove"), self._remove, "Del")

    @override
    def refresh(self) -> None:
        self.context.jobs.read(partial(load_requests, self.context.app), self._show)

    @override
    @Slot()
    def new(self) -> None:
        if not self.context.read_only and self._listing.programs:
            program = int(str(self.program.value() or 0)) or self._listing.programs[0][0]
            today = self.context.app.clock.today()
            self._open(ProgramRequest(program, RequestKind.CLAIM, "", today))

    @override
    def answer(self, request: Request) -> None:
        super().answer(request)
        if request.action == "show" and request.key:
            self._wanted = request.key
            self._select_wanted()

    # --- showing -----------------------------------------------------------------------------------------------

    @Slot(object)
    def _show(self, listing: RequestListing) -> None:
        self._listing = listing
        self.program.set_choices([(0, self.tr("All programs")), *listing.programs])
        self.new_button.setEnabled(bool(listing.programs) and not self.context.read_only)
        if not listing.programs:
            self.empty.say(
                self.tr("No program yet"),
                self.tr("Requests go to a program. Add an account and a program first."),
            )
        self._refilter()
        self._select_wanted()

    @Slot()
    def _refilter(self, _value: object = None) -> None:
        self.model.show_records([each for each in self._listing.rows if self._fits(each)])
        self._selection()

    def _fits(self, each: RequestRow) -> bool:
        request, program, state = each.request, self.program.value(), self.state.value()
        text = f"{request.subject} {each.program} {request.answer} {request.notes}"
        waits = request.outcome is Outcome.OPEN
        return self.finds(text) and program in (0, None, request.program_id) and state in (0, 1 if waits else 2)

    def _is_searching(self) -> bool:
        return bool(self._listing.rows)

    def _select_wanted(self) -> None:
        if self._wanted is not None and self.table.select(self._wanted):
            self._wanted = None

    @Slot()
    def _selection(self) -> None:
        chosen = len(self.table.selected())
        for action, most in ((self.edit_action, 1), (self.answer_action, 1), (self.remove_action, 10**6)):
            action.setEnabled(1 <= chosen <= most and not self.context.read_only)

    # --- doing -------------------------------------------------------------------------------------------------

    def _open(self, request: ProgramRequest, *, answering: bool = False) -> None:
        dialog = RequestDialog(self.context, self.window(), self._listing, request, answering=answering)
        dialog.saved.connect(self._saved)
        dialog.open()

    @Slot(object)
    def _saved(self, done: object) -> None:
        request = getattr(done, "value", None)
        if isinstance(request, ProgramRequest):
            self._wanted = request.id

    @Slot()
    def _edit(self) -> None:
        chosen = self.table.current()
        if chosen is not None and not self.context.read_only:
            self._open(chosen.request)

    @Slot()
    def _answered(self) -> None:
        chosen = self.table.current()
        if chosen is not None and not self.context.read_only:
            self._open(chosen.request, answering=True)

    @Slot()
    def _remove(self) -> None:
        keys = [each.request.id for each in self.table.selected()]
        if keys:
            said = self.context.formats.counted(len(keys), self.tr("Request removed"), self.tr("{n} requests removed"))
            self.context.jobs.write(partial(self.context.app.requests.remove, keys), said=said, undoable=True)

    # --- building ----------------------------------------------------------------------------------------------

    def _nothing_yet(self) -> EmptyState:
        return EmptyState(
            self.context.theme,
            "audit",
            self.tr("No requests yet"),
            self.tr("Note what you asked a program and when it answered; the scorecard shows how well it answers."),
            self.tr("Note the first request"),
            self.new,
            may=not self.context.read_only,
        )

    def _nothing_found(self) -> EmptyState:
        return EmptyState(
            self.context.theme,
            "search",
            self.tr("No request fits"),
            self.tr("Search for other words, or choose all programs and all outcomes."),
        )


def _key(each: RequestRow) -> int:
    return each.request.id

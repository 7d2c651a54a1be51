"""The user's own record of who was referred."""

from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from affiliate_desktop.audit.model import Referral, ReferralImport
from affiliate_desktop.core.changes import Done, Kind
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.gui.audit.referral_dialog import BulkDialog, ImportedDialog, ReferralDialog
from affiliate_desktop.gui.audit.referral_rows import ReferralListing, ReferralRow, came_by, columns, load_referrals
from affiliate_desktop.gui.context import Context, Request
from affiliate_desktop.gui.fields import ChoiceBox, DateField, SuggestBox
from affiliate_desktop.gui.messages import words
from affiliate_desktop.gui.parts import Banner, EmptyState, button, label, row
from affiliate_desktop.gui.tabbed import Tab
from affiliate_desktop.gui.table_view import RecordTable, TableArea
from affiliate_desktop.gui.tables import RecordModel


class ReferralsTab(Tab):
    """Referrals with their sign-ups, projects and sales; a line above the list adds one quickly."""

    kinds: ClassVar[frozenset[Kind]] = frozenset(
        {Kind.REFERRAL, Kind.PROGRAM, Kind.LINK, Kind.PLAN, Kind.CAMPAIGN, Kind.PLACEMENT}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._listing = ReferralListing()
        self._wanted: int | None = None
        self._build_bar()
        self._build_quick()
        self.model: RecordModel[ReferralRow] = RecordModel(columns(context.formats), _key)
        self.table: RecordTable[ReferralRow] = RecordTable(
            self.model, context.theme, "referrals", self.tr("Referrals"), ("name", False)
        )
        self.area = TableArea(self.table, self._empty(), self._nothing_found())
        self.area.searching = self._is_searching
        self.trouble = Banner("danger")
        self.body.addWidget(self.trouble)
        self.body.addLayout(self.quick)
        self.body.addWidget(self.area, 1)
        self._connect()

    @override
    def refresh(self) -> None:
        self.context.jobs.read(partial(load_referrals, self.context.app), self._show)

    @override
    @Slot()
    def new(self) -> None:
        if not self.context.read_only and self._listing.programs:
            self._open(Referral(self._program_id(), ""))

    @override
    def answer(self, request: Request) -> None:
        super().answer(request)
        if request.action == "show" and request.key:
            self._wanted = request.key
            self._select_wanted()

    # --- showing -----------------------------------------------------------------------------------------------

    @Slot(object)
    def _show(self, listing: ReferralListing) -> None:
        self._listing = listing
        self.program.set_choices([(0, self.tr("All programs")), *listing.programs])
        self.quick_program.set_choices(list(listing.programs))
        self.quick_via.suggest([*(name for _, name in listing.links), *listing.ways])
        writable = bool(listing.programs) and not self.context.read_only
        for each in (self.new_button, self.import_button, self.quick_add, self.quick_name):
            each.setEnabled(writable)
        self._refilter()
        self._select_wanted()

    @Slot()
    def _refilter(self, _value: object = None) -> None:
        self.model.show_records([each for each in self._listing.rows if self._fits(each)])
        self._selection()

    def _fits(self, each: ReferralRow) -> bool:
        program = self.program.value()
        text = f"{each.referral.name} {each.program} {came_by(each)} {each.referral.notes}"
        return self.finds(text) and program in (0, None, each.referral.program_id)

    def _is_searching(self) -> bool:
        return bool(self._listing.rows)

    def _select_wanted(self) -> None:
        if self._wanted is not None and self.table.select(self._wanted):
            self._wanted = None

    @Slot()
    def _selection(self) -> None:
        chosen = len(self.table.selected())
        for action, most in ((self.edit_action, 1), (self.bulk_action, 10**6), (self.remove_action, 10**6)):
            action.setEnabled(1 <= chosen <= most and not self.context.read_only)

    # --- doing -------------------------------------------------------------------------------------------------

    def _open(self, referral: Referral) -> None:
        dialog = ReferralDialog(self.context, self.window(), self._listing, referral)
        dialog.saved.connect(self._saved)
        dialog.open()

    @Slot(object)
    def _saved(self, done: object) -> None:
        referral = getattr(done, "value", None)
        if isinstance(referral, Referral):
            self._wanted = referral.id

    @Slot()
    def _edit(self) -> None:
        chosen = self.table.current()
        if chosen is not None and not self.context.read_only:
            self._open(chosen.referral)

    @Slot()
    def _bulk(self) -> None:
        keys = [each.referral.id for each in self.table.selected()]
        if keys:
            BulkDialog(self.context, self.window(), self._listing, keys).open()

    @Slot()
    def _remove(self) -> None:
        keys = [each.referral.id for each in self.table.selected()]
        if keys:
            work = partial(self.context.app.referrals.remove, keys)
            said = self.context.formats.counted(
                len(keys), self.tr("Referral removed"), self.tr("{n} referrals removed")
            )
            self.context.jobs.write(work, said=said, undoable=True)

    @Slot()
    def _add_quickly(self) -> None:
        """Adds what the line says; the day stays for the next one."""
        self.trouble.say("")
        try:
            day = self.quick_day.day()
        except BadInput as problem:
            self.trouble.say(words(problem))
            return
        name = self.quick_name.text().strip()
        if name and self.quick_program.value():
            key = int(str(self.quick_program.value()))
            link_id, via = self._came_by(self.quick_via.text())
            referral = Referral(key, name, link_id, via, signed_up=day.isoformat() if day else "")
            work = partial(self.context.app.referrals.add, referral)
            self.context.jobs.write(work, self._added, self._refused, said=self.tr("Referral added"), undoable=True)

    def _came_by(self, text: str) -> tuple[int | None, str]:
        """The link of this name where there is one, else the words as they are."""
        links = [key for key, name in self._listing.links if name == text]
        return (links[0], "") if len(links) == 1 and text not in self._listing.ways else (None, text)

    @Slot(object)
    def _added(self, done: Done[Referral]) -> None:
        self._wanted = done.value.id
        self._select_wanted()
        self.quick_name.clear()
        self.quick_name.setFocus()

    @Slot(object)
    def _refused(self, problem: BaseException) -> None:
        if isinstance(problem, BadInput):
            self.trouble.say(words(problem))
        else:
            self.context.messages.problem(problem)

    @Slot()
    def _ask_file(self) -> None:
        kinds = self.tr("Tables (*.csv *.tsv *.txt *.xlsx)")
        self.context.messages.ask_open(self.tr("Import referrals"), kinds, self._import)

    def _import(self, path: Path) -> None:
        progress = self.context.jobs.progress(self.tr("Importing {file}").format(file=path.name))
        work = partial(self.context.app.referrals.import_file, self._program_id(), path, progress)
        self.context.jobs.write(work, self._imported, progress=progress)

    @Slot(object)
    def _imported(self, done: Done[ReferralImport]) -> None:
        report = done.value
        if report.rejected:
            ImportedDialog(self.context, self.window(), report).open()
            return
        said = self.tr("{new} new referrals, {events} projects and sales, {unchanged} rows known already")
        text = said.format(new=report.new, events=report.events, unchanged=report.unchanged)
        self.context.messages.note(text, undoable=bool(done.changes))

    def _program_id(self) -> int:
        """The program that is filtered by, else the one of the quick line."""
        return int(str(self.program.value() or self.quick_program.value() or 0))

    # --- building ----------------------------------------------------------------------------------------------

    def _build_bar(self) -> None:
        self.add_search(self.tr("Search referrals")).textChanged.connect(self._refilter)
        self.program = ChoiceBox([(0, self.tr("All programs"))])
        self.program.setAccessibleName(self.tr("Program that is shown"))
        self.bar.addWidget(self.program)
        self.bar.addStretch(1)
        self.import_button = self.add_action(self.tr("Import a table…"), self._ask_file, icon="upload", writes=True)
        self.new_button = self.add_action(self.tr("New referral"), self.new, kind="primary", icon="plus", writes=True)

    def _build_quick(self) -> None:
        self.quick_name, self.quick_via = QLineEdit(), SuggestBox()
        self.quick_name.setPlaceholderText(self.tr("Name or alias"))
        self.quick_name.setAccessibleName(self.tr("Name or alias of a new referral"))
        self.quick_via.line().setPlaceholderText(self.tr("came by"))
        self.quick_via.setAccessibleName(self.tr("How the new referral came"))
        self.quick_via.setFixedWidth(210)
        self.quick_via.setToolTip(self.tr("A link, a campaign, a placement, or anything else"))
        self.quick_day = DateField(self.context.theme)
        self.quick_day.set_day(self.context.app.clock.today())
        self.quick_day.setAccessibleName(self.tr("Day of the sign-up of a new referral"))
        self.quick_day.setFixedWidth(130)
        self.quick_program = ChoiceBox()
        self.quick_program.setAccessibleName(self.tr("Program of a new referral"))
        self.quick_program.setMinimumWidth(210)
        self.quick_add = button(self.tr("Add"), self._add_quickly, icon="plus", theme=self.context.theme)
        self.quick = row(label(self.tr("Quick entry"), "muted"), spacing=8)
        self.quick.addWidget(self.quick_name, 1)
        for each in (self.quick_day, self.quick_via, self.quick_program, self.quick_add):
            self.quick.addWidget(each)

    def _connect(self) -> None:
        self.program.chosen.connect(self._refilter)
        self.quick_name.returnPressed.connect(self._add_quickly)
        self.table.activated_record.connect(self._edit)
        self.table.selection_moved.connect(self._selection)
        self.edit_action = self.table.offer(self.tr("Edit…"), self._edit, "F2")
        self.bulk_action = self.table.offer(self.tr("Edit all selected…"), self._bulk, "Ctrl+E")
        self.remove_action = self.table.offer(self.tr("Remove"), self._remove, "Del")

    def _empty(self) -> EmptyState:
        return EmptyState(
            self.context.theme,
            "audit",
            self.tr("No referrals yet"),
            self.tr("Note whom you referred and when. A name or an alias is enough; no network ever sees it."),
            self.tr("Add the first referral"),
            self.new,
            may=not self.context.read_only,
        )

    def _nothing_found(self) -> EmptyState:
        return EmptyState(
            self.context.theme,
            "search",
            self.tr("No referral fits"),
            self.tr("Search for other words, or choose “All programs”."),
        )


def _key(each: ReferralRow) -> int:
    return each.referral.id

"""Makes or edits a referral, or several at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from affiliate_desktop.audit.model import RecordedEvent, Referral, ReferralImport, TieRow
from affiliate_desktop.audit.referral_service import ReferralChange
from affiliate_desktop.core.changes import Done
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.gui.audit.event_list import EventList
from affiliate_desktop.gui.audit.referral_rows import ReferralListing, rejected_columns
from affiliate_desktop.gui.audit.tie import TieLine
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import ChoiceBox, DateField, LongText, SuggestBox
from affiliate_desktop.gui.forms import FormDialog
from affiliate_desktop.gui.messages import words
from affiliate_desktop.gui.table_view import RecordTable
from affiliate_desktop.gui.tables import RecordModel
from affiliate_desktop.programs.plan import PlanEvent


class ReferralDialog(FormDialog):
    """A referral's fields.

    Args:
        context: the open workspace.
        parent: the window.
        listing: what the form offers.
        referral: what is edited, or what a new one begins with.
    """

    def __init__(self, context: Context, parent: QWidget, listing: ReferralListing, referral: Referral) -> None:
        new = not referral.id
        super().__init__(
            context,
            parent,
            self.tr("New referral") if new else self.tr("Edit referral"),
            save=self.tr("Add referral") if new else self.tr("Save"),
        )
        self.setMinimumWidth(700)
        self._referral = referral
        self.name = QLineEdit(referral.name)
        self.program = ChoiceBox(list(listing.programs))
        self.program.set_value(referral.program_id)
        self.program.setEnabled(new)
        self.signed_up = DateField(context.theme)
        self.signed_up.setText(referral.signed_up[:10])
        self.state = ChoiceBox([(True, self.tr("Valid")), (False, self.tr("Reversed"))])
        self.state.set_value(referral.valid)
        self.link = ChoiceBox([(0, ""), *listing.links])
        self.link.set_value(referral.link_id or 0)
        self.via = SuggestBox(listing.ways, referral.via)
        self.tie = TieLine(context, self._program_id, self._signup, referral.transaction_key, self._no_row)
        self.notes = LongText(2)
        self.notes.setPlainText(referral.notes)
        self.events = EventList(context, referral.events, self._program_id, self._no_row)
        self._build()
        self.ready()
        if referral.transaction_key or any(event.transaction_key for event in referral.events):
            context.jobs.read(partial(context.app.referrals.tied_rows, referral), self._show_ties)

    @override
    def save(self) -> None:
        field = "signed_up"
        try:
            day = self.signed_up.day()
            field = "events"
            events = self.events.events()
        except BadInput as problem:
            self.complain(field, words(problem))
            return
        if not self.name.text().strip():
            self.complain("name", self.tr("Give a name or an alias."))
            return
        before = self._referral
        same_day = day is not None and before.signed_up[:10] == day.isoformat()
        referral = replace(
            before,
            program_id=int(str(self.program.value() or 0)),
            name=self.name.text().strip(),
            link_id=int(str(self.link.value() or 0)) or None,
            via=self.via.text(),
            signed_up=before.signed_up if same_day else day.isoformat() if day else "",
            valid=bool(self.state.value()),
            transaction_key=self.tie.key,
            notes=self.notes.toPlainText().strip(),
            events=events,
        )
        referrals = self.context.app.referrals
        work: Callable[[], Done[Referral]] = partial(referrals.edit if referral.id else referrals.add, referral)
        self.write(work, self.tr("Referral saved"))

    def _program_id(self) -> int:
        return int(str(self.program.value() or 0))

    def _signup(self) -> RecordedEvent:
        day = self.signed_up.day()
        return RecordedEvent(PlanEvent.SIGNUP, day.isoformat() if day else "")

    def _no_row(self, why: str) -> None:
        self.trouble.say(why)

    @Slot(object)
    def _show_ties(self, rows: Mapping[str, TieRow]) -> None:
        for each in (self.tie, *(line.tie for line in self.events.lines)):
            if each.key:
                each.show_row(rows.get(each.key))

    def _build(self) -> None:
        form = self.form
        form.add_pair(("name", self.tr("Name or alias"), self.name), ("program", self.tr("Program"), self.program))
        form.add_pair(("signed_up", self.tr("Signed up on"), self.signed_up), ("state", self.tr("Sign-up"), self.state))
        form.add_pair(
            ("link", self.tr("Came by this link"), self.link),
            ("via", self.tr("Or by a campaign, a placement, or else"), self.via),
        )
        form.add("events", self.tr("Projects and sales"), self.events)
        form.add("row", self.tr("Statement row of the sign-up"), self.tie)
        form.add("notes", self.tr("Notes"), self.notes)


class BulkDialog(FormDialog):
    """Changes several referrals at once; what is left as it is stays."""

    def __init__(
        self, context: Context, parent: QWidget, listing: ReferralListing, referral_ids: Sequence[int]
    ) -> None:
        title = self.tr("Edit {n} referrals").format(n=len(referral_ids))
        super().__init__(context, parent, title, save=self.tr("Save"))
        self._ids = list(referral_ids)
        keep: tuple[object, str] = (None, self.tr("leave as it is"))
        self.state = ChoiceBox([keep, (True, self.tr("Valid")), (False, self.tr("Reversed"))])
        self.link = ChoiceBox([keep, (0, self.tr("no link")), *listing.links])
        self.via = SuggestBox(listing.ways)
        self.via.line().setPlaceholderText(self.tr("leave as it is"))
        self.form.add("state", self.tr("Sign-up"), self.state)
        self.form.add("link", self.tr("Came by this link"), self.link)
        self.form.add("via", self.tr("Or by a campaign, a placement, or else"), self.via)
        self.ready()

    @override
    def save(self) -> None:
        valid, link = self.state.value(), self.link.value()
        change = ReferralChange(
            None if valid is None else bool(valid),
            self.via.text() or None,
            None if link is None else int(str(link)),
        )
        work = partial(self.context.app.referrals.change, self._ids, change)
        self.write(work, self.tr("{n} referrals changed").format(n=len(self._ids)))


class ImportedDialog(FormDialog):
    """What an import did, and the rows that were not taken."""

    def __init__(self, context: Context, parent: QWidget, report: ReferralImport) -> None:
        super().__init__(context, parent, self.tr("Rows not taken"), save=self.tr("Close"))
        self.cancel_button.hide()
        said = self.tr("{new} new referrals, {events} projects and sales; {rejected} of {rows} rows were not taken.")
        self.advice.say(
            said.format(new=report.new, events=report.events, rejected=len(report.rejected), rows=report.rows)
        )
        model = RecordModel(rejected_columns(), _line)
        self.table = RecordTable(model, context.theme, "rejected-referrals", self.tr("Rows not taken"))
        self.table.setMinimumHeight(260)
        model.show_records(report.rejected)
        self.form.add_widget(self.table)
        self.ready()

    @override
    def save(self) -> None:
        self.accept()


def _line(row: object) -> object:
    return getattr(row, "line", 0)

"""Notes a request to a program, and its answer."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from affiliate_desktop.audit.request import ANSWERS, OUTCOMES, Outcome, ProgramRequest, RequestKind
from affiliate_desktop.core.changes import Done
from affiliate_desktop.core.money import Money
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.gui.audit.request_rows import RequestListing, kind_text, outcome_text
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import ChoiceBox, DateField, LongText, MoneyField
from affiliate_desktop.gui.forms import FormDialog
from affiliate_desktop.gui.messages import words

_GRANTING = (Outcome.ACCEPTED, Outcome.PARTLY)


class RequestDialog(FormDialog):
    """A request's fields; those of the answer show once the outcome is one.

    Args:
        context: the open workspace.
        parent: the window.
        listing: what the form offers.
        request: what is edited, or what a new one begins with.
        answering: go to the outcome at once.
    """

    def __init__(
        self,
        context: Context,
        parent: QWidget,
        listing: RequestListing,
        request: ProgramRequest,
        *,
        answering: bool = False,
    ) -> None:
        new = not request.id
        title = self.tr("New request") if new else self.tr("Edit request")
        super().__init__(context, parent, title, save=self.tr("Add request") if new else self.tr("Save"))
        self.setMinimumWidth(620)
        self._request, self._listing = request, listing
        self.subject = QLineEdit(request.subject)
        self.subject.setPlaceholderText(self.tr("such as: three sales of May are missing"))
        self.program = ChoiceBox(list(listing.programs))
        self.program.set_value(request.program_id)
        self.program.setEnabled(new)
        self.kind = ChoiceBox([(each, kind_text(each)) for each in RequestKind])
        self.kind.set_value(request.kind)
        self.asked_on = DateField(context.theme)
        self.asked_on.set_day(request.asked_on)
        self.claimed, self.granted = MoneyField(), MoneyField()
        self.outcome = ChoiceBox()
        self.answered_on = DateField(context.theme)
        self.answered_on.set_day(request.answered_on)
        self.answer, self.notes = LongText(3), LongText(2)
        self.answer.setPlainText(request.answer)
        self.notes.setPlainText(request.notes)
        self._build()
        self._fill_amounts()
        self._show_kind()
        self.outcome.set_value(request.outcome)
        self._show_outcome()
        self.kind.chosen.connect(self._show_kind)
        self.outcome.chosen.connect(self._show_outcome)
        self.program.chosen.connect(self._usual_currency)
        self.ready()
        if answering:
            self.outcome.setFocus()

    @override
    def save(self) -> None:
        kind, outcome = RequestKind(str(self.kind.value())), Outcome(str(self.outcome.value()))
        field = "asked_on"
        try:
            asked = self.asked_on.day()
            field = "answered_on"
            answered = self.answered_on.day() if outcome in ANSWERS else None
            field = "claimed"
            claimed = self.claimed.money() if kind is RequestKind.CLAIM else None
            field = "granted"
            granted = self.granted.money() if outcome in _GRANTING else None
        except BadInput as problem:
            self.complain(field, words(problem))
            return
        if not self.subject.text().strip():
            self.complain("subject", self.tr("Say in a few words what you asked."))
        elif asked is None:
            self.complain("asked_on", self.tr("Give the day on which you asked."))
        elif outcome in ANSWERS and answered is None:
            self.complain("answered_on", self.tr("Give the day of the answer."))
        elif claimed and granted and claimed.currency != granted.currency:
            self.complain("granted", self.tr("Give it in {currency}, as the claim.").format(currency=claimed.currency))
        else:
            named = claimed or granted
            request = replace(
                self._request,
                program_id=int(str(self.program.value() or 0)),
                kind=kind,
                subject=self.subject.text(),
                asked_on=asked,
                outcome=outcome,
                answered_on=answered,
                currency=named.currency if named else "",
                claimed_micro=claimed.micro if claimed else None,
                granted_micro=granted.micro if granted else None,
                answer=self.answer.toPlainText(),
                notes=self.notes.toPlainText(),
            )
            requests = self.context.app.requests
            work: Callable[[], Done[ProgramRequest]] = partial(requests.edit if request.id else requests.add, request)
            self.write(work, self.tr("Request saved"))

    def _build(self) -> None:
        form = self.form
        form.add("subject", self.tr("What you asked"), self.subject)
        form.add_pair(("program", self.tr("Program"), self.program), ("kind", self.tr("Kind"), self.kind))
        form.add_pair(
            ("asked_on", self.tr("Asked on"), self.asked_on), ("claimed", self.tr("Amount claimed"), self.claimed)
        )
        form.add_pair(
            ("outcome", self.tr("Outcome"), self.outcome), ("answered_on", self.tr("Answered on"), self.answered_on)
        )
        form.add("granted", self.tr("Amount granted"), self.granted)
        form.add("answer", self.tr("What they answered"), self.answer)
        form.add("notes", self.tr("Notes"), self.notes)

    def _fill_amounts(self) -> None:
        request = self._request
        for field, micro in ((self.claimed, request.claimed_micro), (self.granted, request.granted_micro)):
            if request.currency:
                field.currency.set_code(request.currency)
            if micro is not None:
                field.set_money(Money(micro, request.currency))
        if not request.currency:
            self._usual_currency()

    @Slot()
    def _usual_currency(self, _value: object = None) -> None:
        usual = dict(self._listing.currencies).get(int(str(self.program.value() or 0)), "")
        for field in (self.claimed, self.granted):
            if usual and not field.amount.text():
                field.currency.set_code(usual)

    @Slot()
    def _show_kind(self, _value: object = None) -> None:
        kind = RequestKind(str(self.kind.value()))
        self.outcome.set_choices([(each, outcome_text(each)) for each in OUTCOMES[kind]])
        self.form.rows["claimed"].setVisible(kind is RequestKind.CLAIM)
        self._show_outcome()

    @Slot()
    def _show_outcome(self, _value: object = None) -> None:
        outcome = Outcome(str(self.outcome.value()))
        answered = outcome in ANSWERS
        self.form.rows["answered_on"].setVisible(answered)
        self.form.rows["answer"].setVisible(answered or bool(self.answer.toPlainText()))
        self.form.rows["granted"].setVisible(outcome in _GRANTING)
        hint = self.tr("All that was claimed, where it is left empty") if outcome is Outcome.ACCEPTED else ""
        self.form.rows["granted"].advise(hint)
        if answered and not self.answered_on.text():
            self.answered_on.set_day(self.context.app.clock.today())
        if self.isVisible():
            self.grow()

"""Records or edits a payout."""

from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from affiliate_desktop.core.money import Money, plain_micro
from affiliate_desktop.core.periods import Period
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import ChoiceBox, DateField, LongText, MoneyField
from affiliate_desktop.gui.forms import FormDialog
from affiliate_desktop.gui.messages import words
from affiliate_desktop.gui.payouts.alike import imported_words
from affiliate_desktop.ledger.payout import Payout
from affiliate_desktop.ledger.payouts import PayoutView
from affiliate_desktop.programs.model import Account

METHODS = ("PayPal", "Payoneer", "Stripe", "Wise")


class PayoutDialog(FormDialog):
    """A payout's fields.

    Args:
        context: the open workspace.
        parent: the window.
        accounts: to choose from.
        payout: what is edited; None records a new one.
    """

    def __init__(
        self, context: Context, parent: QWidget, accounts: tuple[Account, ...], payout: Payout | None = None
    ) -> None:
        new = payout is None
        super().__init__(
            context,
            parent,
            self.tr("Record a payout") if new else self.tr("Edit payout"),
            save=self.tr("Record payout") if new else self.tr("Save"),
            draft="payout" if new else "",
        )
        self._payout = payout
        self._wanted: Payout | None = None
        self._warned: Payout | None = None
        self.account = ChoiceBox(
            [(None, self.tr("Not known yet")), *((account.id, account.name) for account in accounts)]
        )
        self.day = DateField(context.theme)
        self.received, self.statement = MoneyField(), MoneyField()
        self.fee, self.carried, self.rate = QLineEdit(), QLineEdit(), QLineEdit()
        self.method = QComboBox()
        self.reference = QLineEdit()
        self.start, self.end = DateField(context.theme), DateField(context.theme)
        self.notes = LongText(2)
        self._build()
        if payout is not None:
            self._fill(payout)
        else:
            self.day.set_day(context.app.clock.today())
            self._suggest(accounts)
        self.ready()

    @override
    def save(self) -> None:
        payout = self._read()
        if payout is None:
            return
        payouts = self.context.app.payouts
        if payout.id:
            self.write(partial(payouts.edit, payout), self.tr("Payout saved"))
        elif payout == self._warned:
            self.write(partial(payouts.add, payout), self.tr("Payout recorded"))
        else:
            self._wanted = payout
            self.advice.say("")
            self.save_button.setText(self.tr("Record payout"))
            self.context.jobs.read(partial(payouts.alike, payout), self._compared, self._failed)

    @Slot(object)
    def _compared(self, alike: tuple[PayoutView, ...]) -> None:
        """Warns once of a payout that a file holds already; the next click records it."""
        self._warned = self._wanted
        if alike:
            self.advice.say(imported_words(alike, self.context.formats), "warning")
            self.save_button.setText(self.tr("Record it as another"))
        else:
            self.save()

    def _build(self) -> None:
        self.method.setEditable(True)
        self.method.addItems(["", self.tr("Bank transfer"), *METHODS])
        form = self.form
        form.add("account", self.tr("Account"), self.account)
        form.add_pair(("day", self.tr("Received on"), self.day), ("method", self.tr("Method"), self.method))
        form.add_pair(("received", self.tr("Received"), self.received), ("fee", self.tr("Fee kept"), self.fee))
        form.add(
            "statement",
            self.tr("Total of the program's statement"),
            self.statement,
            self.tr("What the program says it pays; leave it empty when you don't know."),
        )
        form.add_pair(
            ("carried", self.tr("Of that, carried over"), self.carried), ("rate", self.tr("Payer's rate"), self.rate)
        )
        form.add_pair(("start", self.tr("For earnings from"), self.start), ("end", self.tr("to"), self.end))
        form.add("reference", self.tr("Reference"), self.reference)
        form.add("notes", self.tr("Notes"), self.notes)
        for field in (self.fee, self.carried):
            field.setPlaceholderText("0.00")

    def _suggest(self, accounts: tuple[Account, ...]) -> None:
        if len(accounts) == 1:
            self.account.set_value(accounts[0].id)
            self.received.currency.set_code(accounts[0].currency or "USD")

    def _fill(self, payout: Payout) -> None:
        self.account.set_value(payout.account_id)
        self.day.set_day(payout.paid_on)
        self.method.setCurrentText(payout.method)
        self.received.set_money(payout.received)
        self.statement.set_money(payout.statement)
        self.fee.setText(plain_micro(payout.fee_micro, payout.received.currency) if payout.fee_micro else "")
        carried = payout.carried_micro
        self.carried.setText("" if carried is None else plain_micro(carried, payout.target.currency))
        self.rate.setText("" if payout.rate is None else f"{payout.rate:f}")
        self.reference.setText(payout.reference)
        self.start.set_day(payout.period.start)
        self.end.set_day(payout.period.end)
        self.notes.setPlainText(payout.notes)

    def _read(self) -> Payout | None:
        """The payout as the fields say; None after a complaint."""
        field = "day"
        try:
            day = self.day.day()
            field = "received"
            received = self.received.money()
            field = "statement"
            statement = self.statement.money()
            field = "fee"
            fee = _amount(self.fee.text(), received)
            field = "carried"
            carried = _amount(self.carried.text(), received)
            field = "rate"
            rate = _decimal(self.rate.text())
            field = "end"
            start, end = self.start.day(), self.end.day()
            period = Period(start, end)
        except BadInput as problem:
            self.complain(field, words(problem))
            return None
        if day is None:
            self.complain("day", self.tr("Say when the money came."))
            return None
        if received is None:
            self.complain("received", self.tr("Say how much arrived."))
            return None
        return replace(
            self._payout or Payout(day, received),
            paid_on=day,
            received=received,
            account_id=_key(self.account.value()),
            fee_micro=fee or 0,
            statement=statement,
            carried_micro=carried,
            rate=rate,
            method=self.method.currentText().strip(),
            reference=self.reference.text().strip(),
            period=period,
            notes=self.notes.toPlainText().strip(),
        )


def _key(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _amount(text: str, received: Money | None) -> int | None:
    amount = _decimal(text)
    return None if amount is None else Money.of(amount, received.currency if received else "USD").micro


def _decimal(text: str) -> Decimal | None:
    if not text.strip():
        return None
    try:
        return Decimal(text.strip())
    except InvalidOperation:
        raise BadInput("bad_amount", "“{text}” is no amount; write it as 1234.50.", text=text.strip()[:40]) from None

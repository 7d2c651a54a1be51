"""Enters an earning by hand, or corrects one that a file brought."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from affiliate_desktop.app import App
from affiliate_desktop.core.money import Money
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import ChoiceBox, DateField, MoneyField
from affiliate_desktop.gui.forms import FormDialog
from affiliate_desktop.gui.messages import words
from affiliate_desktop.gui.statuses import commission_status
from affiliate_desktop.ledger.model import Entry, Status, Transaction
from affiliate_desktop.programs.model import Account, Program


@dataclass(frozen=True)
class Offers:
    """Accounts and programs to choose from."""

    accounts: tuple[Account, ...]
    programs: tuple[Program, ...]


def load_offers(app: App) -> Offers:
    """Accounts and programs; runs on a worker thread."""
    return Offers(tuple(app.programs.accounts()), tuple(app.programs.programs(archived=True)))


class EarningDialog(FormDialog):
    """The fields of an earning.

    Args:
        context: the open workspace.
        parent: the window.
        offers: accounts and programs to choose from.
        shown: what is corrected; None enters a new one.
        note: why it was corrected before.
    """

    def __init__(
        self, context: Context, parent: QWidget, offers: Offers, shown: Transaction | None = None, note: str = ""
    ) -> None:
        new = shown is None
        super().__init__(
            context,
            parent,
            self.tr("Enter an earning") if new else self.tr("Correct this earning"),
            save=self.tr("Add earning") if new else self.tr("Save"),
            draft="earning" if new else "",
        )
        self._shown, self._offers = shown, offers
        self._program_before: int | None = None
        self.account = ChoiceBox([(each.id, each.name) for each in offers.accounts])
        self.day = DateField(context.theme)
        self.status = ChoiceBox([(status, commission_status(status)) for status in Status])
        self.commission, self.sale = MoneyField(), MoneyField()
        self.program = ChoiceBox([(None, self.tr("None"))])
        self.sub_id, self.product, self.external_id = QLineEdit(), QLineEdit(), QLineEdit()
        self.note = QLineEdit(note)
        self._build(new=new)
        if shown is None:
            self.day.set_day(context.app.clock.today())
            self.status.set_value(Status.APPROVED)
            self._account_chosen()
        else:
            self._fill(shown)
        self.ready()

    @override
    def save(self) -> None:
        values = self._read()
        if values is None:
            return
        corrections, note = self.context.app.corrections, self.note.text().strip()
        if self._shown is not None:
            changed = {name: value for name, value in values.items() if value != self._before(name)}
            work = partial(corrections.correct, self._shown.id, changed, note)
            self.write(work, self.tr("Earning corrected"))
            return
        account = self.account.value()
        if not isinstance(account, int):
            self.complain("account", self.tr("Add an account first."))
            return
        program = values["program_id"]
        entry = Entry(
            account_id=account,
            day=values["day"],
            currency=values["currency"],
            commission_micro=values["commission_micro"],
            sale_micro=values["sale_micro"],
            status=Status(values["status"]),
            external_id=self.external_id.text().strip() or None,
            program_id=program,
            sub_id=values["sub_id"],
            product=values["product"],
            note=note,
        )
        self.write(partial(corrections.add, entry), self.tr("Earning added"))

    def _build(self, *, new: bool) -> None:
        form = self.form
        if new:
            form.add("account", self.tr("Account"), self.account)
            self.account.chosen.connect(self._account_picked)
        form.add_pair(("day", self.tr("Date"), self.day), ("status", self.tr("Status"), self.status))
        form.add("commission", self.tr("Commission"), self.commission)
        form.add("sale", self.tr("Sale amount"), self.sale)
        form.add("program", self.tr("Program"), self.program)
        form.add("product", self.tr("What for"), self.product)
        form.add("sub_id", self.tr("Reference"), self.sub_id, self.tr("The click reference or tracking id of a link."))
        if new:
            hint = self.tr("Where you know it: a statement's row with this id is then the same earning.")
            form.add("external_id", self.tr("The program's id"), self.external_id, hint)
        else:
            self.advice.say(self.tr("What you correct holds above every statement, also above later ones."))
        form.add("note", self.tr("Note"), self.note, self.tr("Why, or where you know it from."))

    def _fill(self, shown: Transaction) -> None:
        self.day.set_day(shown.day)
        self.status.set_value(shown.status)
        self.commission.set_money(Money(shown.commission_micro, shown.currency))
        self.sale.set_money(Money(shown.sale_micro, shown.currency))
        own = next((each.id for each in self._offers.accounts if each.name == shown.account), None)
        self._offer_programs(own)
        named = [each.id for each in self._offers.programs if each.account_id == own and each.name == shown.program]
        self._program_before = named[0] if named else None
        self.program.set_value(self._program_before)
        self.product.setText(shown.product)
        self.sub_id.setText(shown.sub_id)

    def _before(self, name: str) -> object:
        return self._program_before if name == "program_id" else getattr(self._shown, name)

    def _read(self) -> dict[str, Any] | None:
        """What the fields say; None after a complaint."""
        field = "day"
        try:
            day = self.day.day()
            if day is None:
                self.complain("day", self.tr("Say the day."))
                return None
            field = "commission"
            commission = self.commission.money()
            if commission is None:
                self.complain("commission", self.tr("Say the commission; 0 is one too."))
                return None
            field = "sale"
            sale = self.sale.money()
        except BadInput as problem:
            self.complain(field, words(problem))
            return None
        if sale is not None and sale.currency != commission.currency and sale.micro:
            self.complain("sale", self.tr("Sale and commission must be of one currency."))
            return None
        return {
            "day": day,
            "status": Status(str(self.status.value())),
            "currency": commission.currency,
            "commission_micro": commission.micro,
            "sale_micro": sale.micro if sale else 0,
            "program_id": self.program.value(),
            "product": self.product.text().strip(),
            "sub_id": self.sub_id.text().strip(),
        }

    @Slot(object)
    def _account_picked(self, _value: object) -> None:
        self._account_chosen()

    def _account_chosen(self) -> None:
        """Offers the account's programs, and its currency where no amount stands yet."""
        key = self.account.value()
        self._offer_programs(key)
        account = next((each for each in self._offers.accounts if each.id == key), None)
        if account is not None and account.currency and not self.commission.amount.text():
            self.commission.currency.set_code(account.currency)
            self.sale.currency.set_code(account.currency)

    def _offer_programs(self, account: object) -> None:
        own = [(each.id, each.name) for each in self._offers.programs if each.account_id == account]
        self.program.set_choices([(None, self.tr("None")), *own])

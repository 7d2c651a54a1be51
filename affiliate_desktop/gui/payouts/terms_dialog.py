"""When an account pays, as the user knows it."""

from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import MoneyField
from affiliate_desktop.gui.forms import FormDialog
from affiliate_desktop.gui.messages import words
from affiliate_desktop.ledger.payout import Terms
from affiliate_desktop.programs.model import Account


class TermsDialog(FormDialog):
    """Hold days, day of payment and threshold of an account."""

    def __init__(self, context: Context, parent: QWidget, account: Account, terms: Terms | None) -> None:
        super().__init__(
            context, parent, self.tr("When {account} pays").format(account=account.name), save=self.tr("Save")
        )
        self._account = account
        self.hold, self.day = QLineEdit(), QLineEdit()
        self.threshold = MoneyField()
        self.form.add_pair(
            ("hold", self.tr("Days an earning is held"), self.hold), ("day", self.tr("Paid on day of month"), self.day)
        )
        self.form.add(
            "threshold",
            self.tr("Paid from this sum on"),
            self.threshold,
            self.tr("What a program's plan says goes before. Leave everything empty to go by past payouts."),
        )
        self._fill(terms or Terms())
        self.ready()

    @override
    def save(self) -> None:
        field = "hold"
        try:
            hold = _whole(self.hold.text())
            field = "day"
            day = _whole(self.day.text())
            field = "threshold"
            threshold = self.threshold.money()
        except BadInput as problem:
            self.complain(field, words(problem))
            return
        work = partial(self.context.app.unpaid.save_terms, self._account.id, Terms(hold, day, threshold))
        self.write(work, self.tr("Terms of payment saved"))

    def _fill(self, terms: Terms) -> None:
        self.hold.setText("" if terms.hold_days is None else str(terms.hold_days))
        self.day.setText("" if terms.pay_day is None else str(terms.pay_day))
        self.threshold.currency.set_code(self._account.currency or "USD")
        self.threshold.set_money(terms.threshold)


def _whole(text: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise BadInput("bad_number", "“{text}” is no whole number.", text=text[:40])
    return int(text)

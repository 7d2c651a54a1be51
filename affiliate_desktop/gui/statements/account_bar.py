"""Where a statement belongs: the account, a new one on the way, and the currency where nothing tells it."""

from dataclasses import replace

from PySide6.QtCore import QSettings, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from affiliate_desktop.gui.accounts.dialogs import AccountDialog
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import ChoiceBox, CurrencyBox
from affiliate_desktop.gui.forms import FormRow
from affiliate_desktop.gui.parts import button, row
from affiliate_desktop.gui.statements.arrival import Arrival
from affiliate_desktop.programs.model import Account

SETTING = "import/account"


class AccountBar(QWidget):
    """The account of a file; the one that was taken for its network last is chosen already.

    Signals:
        changed(): another account or currency.
    """

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._arrival: Arrival | None = None
        self._needed = False
        self.account, self.currency = ChoiceBox(), CurrencyBox(optional=True)
        self.account.setMinimumWidth(260)
        self.account.chosen.connect(self._account_chosen)
        self.currency.currentTextChanged.connect(self._currency_changed)
        self.currency_row = FormRow(self.tr("Currency of the amounts"), self.currency)
        new = button(self.tr("New account…"), self.make_account, icon="plus", theme=context.theme)
        line = row(FormRow(self.tr("Account"), self.account), spacing=12)
        line.addWidget(new, 0, Qt.AlignmentFlag.AlignBottom)
        line.addWidget(self.currency_row)
        line.addStretch(1)
        self.setLayout(line)

    def offer(self, arrival: Arrival) -> None:
        """Offers the accounts that a file may belong to."""
        self._arrival = arrival
        self._offer(None)
        self.need_currency(needed=False)

    def account_id(self) -> int | None:
        """The account that was chosen."""
        value = self.account.value()
        return value if isinstance(value, int) else None

    def typed_currency(self) -> str | None:
        """The currency that the user named.

        Raises:
            BadInput: when there is none of that name.
        """
        return self.currency.code() if self.currency_row.isVisibleTo(self) else None

    def usual_currency(self) -> str | None:
        """The currency of the account, else of its network."""
        arrival, key = self._arrival, self.account.value()
        chosen = next((one for one in arrival.accounts if one.id == key), None) if arrival else None
        if chosen is None or arrival is None:
            return None
        network = next((one for one in arrival.networks if one.id == chosen.network), None)
        return chosen.currency or (network.currency if network else None)

    def need_currency(self, *, needed: bool) -> None:
        """Asks for the currency where neither the file nor the account nor the network tells it."""
        self._needed = needed
        asked = needed and self.account_id() is not None and self.usual_currency() is None
        self.currency_row.setVisible(asked)

    def remember(self) -> None:
        """Remembers the account for the next file of this network."""
        QSettings().setValue(f"{SETTING}/{self._network_key()}", self.account_id())

    @Slot()
    def make_account(self) -> None:
        """Makes an account on the way."""
        if self._arrival is None:
            return
        network = self._arrival.network
        first = Account(name=network.name, network=network.id, currency=network.currency) if network else None
        dialog = AccountDialog(self._context, self.window(), self._arrival.networks, first)
        dialog.saved.connect(self._account_made)
        dialog.open()

    def _offer(self, chosen: int | None) -> None:
        accounts = self._arrival.accounts if self._arrival else ()
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

    @Slot(object)
    def _account_made(self, done: object) -> None:
        account = getattr(done, "value", None)
        if self._arrival is None or not isinstance(account, Account):
            return
        self._arrival = replace(self._arrival, accounts=(*self._arrival.accounts, account))
        self._offer(account.id)
        self._account_chosen()

    @Slot()
    def _account_chosen(self, _value: object = None) -> None:
        self.need_currency(needed=self._needed)
        self.changed.emit()

    @Slot(str)
    def _currency_changed(self, _text: str) -> None:
        self.changed.emit()

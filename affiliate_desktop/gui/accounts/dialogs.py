"""Makes or edits an account, a program, a tracking id."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from affiliate_desktop.campaigns.model import Campaign
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import ChoiceBox, CurrencyBox, LongText
from affiliate_desktop.gui.forms import Form, FormDialog
from affiliate_desktop.gui.messages import words
from affiliate_desktop.programs.model import Account, Network, Program, TemplateParameter, TrackingId


class AccountDialog(FormDialog):
    """An account's fields; which there are depends on the network.

    Args:
        context: the open workspace.
        parent: the window.
        networks: to choose from.
        account: what is edited; one without an id is new, of a network that is settled; None is new in all.
    """

    def __init__(
        self, context: Context, parent: QWidget, networks: Sequence[Network], account: Account | None = None
    ) -> None:
        new = account is None or not account.id
        super().__init__(
            context,
            parent,
            self.tr("New account") if new else self.tr("Edit account"),
            save=self.tr("Add account") if new else self.tr("Save"),
            draft="account" if account is None else "",
        )
        networks = sorted(networks, key=lambda network: (not network.hosts and not network.statements, network.name))
        self._networks = {network.id: network for network in networks}
        self._account = account or Account(name="", network=networks[0].id)
        self.network = ChoiceBox([(network.id, network.name) for network in networks])
        self.name, self.publisher_id = QLineEdit(), QLineEdit()
        self.currency = CurrencyBox(optional=True)
        self.notes = LongText(3)
        self._parameters: dict[str, QLineEdit] = {}
        self._own = Form()
        self._build()
        self._fill()
        self.network.setEnabled(account is None)
        self.network.chosen.connect(self._network_chosen)
        self.ready()

    @override
    def save(self) -> None:
        if not self.name.text().strip():
            self.complain("name", self.tr("Give the account a name."))
            return
        try:
            currency = self.currency.code()
        except BadInput as problem:
            self.complain("currency", words(problem))
            return
        account = replace(
            self._account,
            name=self.name.text().strip(),
            network=str(self.network.value()),
            publisher_id=self.publisher_id.text().strip(),
            currency=currency,
            parameters=self._values(),
            notes=self.notes.toPlainText().strip(),
        )
        programs = self.context.app.programs
        if account.id:
            self.write(partial(programs.edit_account, account), self.tr("Account saved"))
        else:
            self.write(partial(programs.add_account, account), self.tr("Account added"))

    def _build(self) -> None:
        form = self.form
        form.add("network", self.tr("Network"), self.network)
        form.add("name", self.tr("Name"), self.name, self.tr("What you call it, such as “Amazon US”."))
        form.add_pair(
            ("publisher_id", self.tr("Publisher id"), self.publisher_id),
            ("currency", self.tr("Currency"), self.currency),
        )
        form.add_widget(self._own)
        form.add("notes", self.tr("Notes"), self.notes)

    def _fill(self) -> None:
        account = self._account
        self.network.set_value(account.network)
        self.name.setText(account.name or self._networks[account.network].name)
        self.publisher_id.setText(account.publisher_id)
        self.currency.set_code(account.currency)
        self.notes.setPlainText(account.notes)
        self._offer_parameters(self._networks[account.network])

    @Slot(object)
    def _network_chosen(self, network_id: str) -> None:
        network = self._networks[network_id]
        known = {each.name for each in self._networks.values()}
        if not self.name.text() or self.name.text() in known:
            self.name.setText(network.name)
        if network.currency and not self.currency.currentText():
            self.currency.set_code(network.currency)
        self._offer_parameters(network)

    def _offer_parameters(self, network: Network) -> None:
        """Fields for what the network's links take from the account."""
        old, self._own = self._own, Form()
        self.form.replace(old, self._own)
        self._parameters = {}
        for parameter in _of_account(network):
            field = QLineEdit(str(self._account.parameters.get(parameter.name, parameter.default)))
            field.setPlaceholderText(parameter.example)
            self._parameters[parameter.name] = field
            self._own.add(parameter.name, parameter.label, field)
        self._own.setVisible(bool(self._parameters))

    def _values(self) -> dict[str, str]:
        return {name: field.text().strip() for name, field in self._parameters.items() if field.text().strip()}


class ProgramDialog(FormDialog):
    """A program within an account."""

    def __init__(self, context: Context, parent: QWidget, program: Program) -> None:
        new = not program.id
        super().__init__(
            context,
            parent,
            self.tr("New program") if new else self.tr("Edit program"),
            save=self.tr("Add program") if new else self.tr("Save"),
        )
        self._program = program
        self.name, self.external_id = QLineEdit(program.name), QLineEdit(program.external_id)
        self.notes = LongText(2)
        self.notes.setPlainText(program.notes)
        self.form.add("name", self.tr("Name"), self.name, self.tr("The advertiser, as statements name it."))
        self.form.add("external_id", self.tr("Id at the network"), self.external_id)
        self.form.add("notes", self.tr("Notes"), self.notes)
        self.ready()

    @override
    def save(self) -> None:
        if not self.name.text().strip():
            self.complain("name", self.tr("Give the program a name."))
            return
        program = replace(
            self._program,
            name=self.name.text().strip(),
            external_id=self.external_id.text().strip(),
            notes=self.notes.toPlainText().strip(),
        )
        programs = self.context.app.programs
        if program.id:
            self.write(partial(programs.edit_program, program), self.tr("Program saved"))
        else:
            self.write(partial(programs.add_program, program), self.tr("Program added"))


class TrackingIdDialog(FormDialog):
    """A tracking id that was made at the network, and the campaign it stands for."""

    def __init__(
        self, context: Context, parent: QWidget, campaigns: Sequence[Campaign], tracking_id: TrackingId
    ) -> None:
        new = not tracking_id.id
        super().__init__(
            context,
            parent,
            self.tr("New tracking id") if new else self.tr("Edit tracking id"),
            save=self.tr("Add tracking id") if new else self.tr("Save"),
        )
        self._tracking_id = tracking_id
        self.value = QLineEdit(tracking_id.value)
        self.value.setPlaceholderText("mystore-20")
        shown = [each for each in campaigns if not each.archived or each.id == tracking_id.campaign_id]
        self.campaign = ChoiceBox([(None, self.tr("No campaign")), *((each.id, each.name) for each in shown)])
        self.campaign.set_value(tracking_id.campaign_id)
        self.form.add("value", self.tr("Tracking id"), self.value, self.tr("As it stands at the network."))
        hint = self.tr("Statement rows with this id count for the campaign.")
        self.form.add("campaign", self.tr("Campaign"), self.campaign, hint)
        self.ready()

    @override
    def save(self) -> None:
        if not self.value.text().strip():
            self.complain("value", self.tr("Enter the tracking id."))
            return
        chosen = self.campaign.value()
        tracking_id = replace(
            self._tracking_id, value=self.value.text().strip(), campaign_id=chosen if isinstance(chosen, int) else None
        )
        self.write(partial(self.context.app.programs.save_tracking_id, tracking_id), self.tr("Tracking id saved"))


def _of_account(network: Network) -> list[TemplateParameter]:
    return [each for each in network.link.parameters if each.scope == "account" and not each.filled_by]

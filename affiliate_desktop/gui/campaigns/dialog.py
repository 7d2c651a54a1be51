"""Makes or edits a campaign."""

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from affiliate_desktop.campaigns.model import Campaign, CampaignStatus
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.gui.check_list import CheckList
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import ChoiceBox, DateField, LongText, MoneyField
from affiliate_desktop.gui.forms import FormDialog
from affiliate_desktop.gui.messages import words
from affiliate_desktop.gui.statuses import campaign_status
from affiliate_desktop.programs.model import Account, Program

Offers = tuple[tuple[Account, ...], tuple[Program, ...]]


class CampaignDialog(FormDialog):
    """A campaign's fields.

    Args:
        context: the open workspace.
        parent: the window.
        offers: accounts and programs to choose from.
        campaign: what is edited; None makes a new one.
    """

    def __init__(self, context: Context, parent: QWidget, offers: Offers, campaign: Campaign | None = None) -> None:
        new = campaign is None
        super().__init__(
            context,
            parent,
            self.tr("New campaign") if new else self.tr("Edit campaign"),
            save=self.tr("Add campaign") if new else self.tr("Save"),
            draft="campaign" if new else "",
        )
        self._campaign = campaign or Campaign(name="")
        self.name = QLineEdit()
        self.status = ChoiceBox([(status, campaign_status(status)) for status in CampaignStatus])
        self.channel = QComboBox()
        self.programs = CheckList(_labels(*offers))
        self.starts, self.ends = DateField(context.theme), DateField(context.theme)
        self.budget = MoneyField()
        self.goal = QLineEdit()
        self.notes = LongText(3)
        self._build(has_programs=bool(offers[1]))
        self._fill(self._campaign)
        self.ready()

    @override
    def save(self) -> None:
        campaign = self._read()
        if campaign is None:
            return
        campaigns = self.context.app.campaigns
        if campaign.id:
            self.write(partial(campaigns.edit, campaign), self.tr("Campaign saved"))
        else:
            self.write(partial(campaigns.add, campaign), self.tr("Campaign added"))

    def _build(self, *, has_programs: bool) -> None:
        self.channel.setEditable(True)
        self.channel.addItems(["", *_channels(self)])
        form = self.form
        form.add("name", self.tr("Name"), self.name)
        form.add_pair(
            ("status", self.tr("Status"), self.status),
            ("channel", self.tr("Channel"), self.channel),
        )
        if has_programs:
            form.add("programs", self.tr("Programs"), self.programs)
        form.add_pair(("starts", self.tr("Starts"), self.starts), ("ends", self.tr("Ends"), self.ends))
        form.add("budget", self.tr("Budget"), self.budget)
        form.add("goal", self.tr("Goal"), self.goal, self.tr("In your own words, such as “200 sign-ups by June”."))
        form.add("notes", self.tr("Notes"), self.notes)

    def _fill(self, campaign: Campaign) -> None:
        self.name.setText(campaign.name)
        self.status.set_value(campaign.status)
        self.channel.setCurrentText(campaign.channel)
        self.programs.choose(campaign.program_ids)
        self.starts.set_day(campaign.starts_on)
        self.ends.set_day(campaign.ends_on)
        self.budget.set_money(campaign.budget)
        self.goal.setText(campaign.goal)
        self.notes.setPlainText(campaign.notes)

    def _read(self) -> Campaign | None:
        """The campaign as the fields say; None after a complaint."""
        if not self.name.text().strip():
            self.complain("name", self.tr("Give the campaign a name."))
            return None
        field = "starts"
        try:
            starts = self.starts.day()
            field = "ends"
            ends = self.ends.day()
            field = "budget"
            budget = self.budget.money()
        except BadInput as problem:
            self.complain(field, words(problem))
            return None
        return replace(
            self._campaign,
            name=self.name.text().strip(),
            status=CampaignStatus(str(self.status.value())),
            channel=self.channel.currentText().strip(),
            program_ids=self.programs.chosen(),
            starts_on=starts,
            ends_on=ends,
            budget=budget,
            goal=self.goal.text().strip(),
            notes=self.notes.toPlainText().strip(),
        )


def _labels(accounts: tuple[Account, ...], programs: tuple[Program, ...]) -> list[tuple[int, str]]:
    names = {account.id: account.name for account in accounts}
    return [(each.id, f"{each.name}  ({names.get(each.account_id, '?')})") for each in programs]


def _channels(dialog: CampaignDialog) -> list[str]:
    return [
        dialog.tr("Blog"),
        dialog.tr("Newsletter"),
        dialog.tr("YouTube"),
        dialog.tr("Instagram"),
        dialog.tr("TikTok"),
        dialog.tr("Podcast"),
        dialog.tr("Print"),
        dialog.tr("Event"),
    ]

"""Makes or edits a tagged link, and shows it while it is typed."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication, QSettings, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import ChoiceBox, LongText
from affiliate_desktop.gui.forms import FormDialog
from affiliate_desktop.gui.links.fields import SuggestBox
from affiliate_desktop.gui.links.naming import hint_for
from affiliate_desktop.gui.links.offers import Offers, load_offers
from affiliate_desktop.gui.links.parameters import ParameterForm
from affiliate_desktop.gui.links.tagged import TaggedView
from affiliate_desktop.gui.messages import words
from affiliate_desktop.gui.parts import button, row
from affiliate_desktop.links.model import Link, LinkDraft, Utm
from affiliate_desktop.links.naming import FIELDS
from affiliate_desktop.programs.model import TrackingId

translate = QCoreApplication.translate
NETWORK_SETTING = "links/network"
_FIELD_OF = {
    "reference_taken": "reference",
    "bad_reference": "reference",
    "name_taken": "name",
    "name_unseen": "name",
    "name_too_long": "name",
}
"""Which field a problem belongs to, by its code; parameters are named by the problem itself."""


class LinkDialog(FormDialog):
    """A link's fields, and below them the tagged link.

    Args:
        context: the open workspace.
        parent: the window.
        offers: what to choose from.
        link: what is edited; one without id is the pattern of a new link; None starts an empty one.
        campaign_id: the campaign of a new link.
    """

    def __init__(
        self, context: Context, parent: QWidget, offers: Offers, link: Link | None = None, campaign_id: int = 0
    ) -> None:
        self._new = link is None or not link.id
        title = translate("LinkDialog", "New link") if self._new else translate("LinkDialog", "Edit link")
        save = translate("LinkDialog", "Save link") if self._new else translate("LinkDialog", "Save")
        super().__init__(context, parent, title, save=save, draft="link" if link is None else "")
        self._offers = offers
        self._link = link or Link(name="", destination="", url="", network=_last_network(offers))
        self._known = LinkDraft("")
        self._filled_campaign = ""
        self._make_fields()
        self._build()
        self._fill(self._link)
        self._connect()
        self.ready()
        if campaign_id:
            self.campaign.set_value(campaign_id)
        self.setMinimumSize(860, 420)
        available = self.screen().availableGeometry().size()
        self.resize(min(1000, available.width()), min(self.height() + 40, round(available.height() * 0.9)))
        self._ask_known()
        self._look()

    # --- what the fields say -----------------------------------------------------------------------------------

    def draft(self) -> LinkDraft:
        """The link as the fields say."""
        utm = {name: self._utm(name) for name in FIELDS}
        if self._new and not utm["campaign"]:
            utm["campaign"] = self._known.utm.campaign
        takes = self.context.app.links.takes_reference(self._network_id())
        return LinkDraft(
            destination=self.destination.text().strip(),
            network=self._network_id(),
            utm=Utm(**utm),
            parameters=self.parameters.values(),
            click_reference=(self.reference.text().strip() or None) if takes else None,
        )

    @override
    def save(self) -> None:
        links, draft = self.context.app.links, self.draft()
        try:
            links.build(draft)
        except BadInput as problem:
            self._complain_of(problem)
            return
        QSettings().setValue(NETWORK_SETTING, draft.network)
        name, notes = self.name.text().strip(), self.notes.toPlainText()
        campaign, account, program = self._key(self.campaign), self._key(self.account), self._key(self.program)
        place = self._key(self.placement)
        if self._new:
            owners = {"campaign_id": campaign, "account_id": account, "program_id": program, "placement_id": place}
            self.write(partial(links.add, name, draft, **owners, notes=notes), self.tr("Link saved"))
            return
        edited = replace(
            self._link,
            name=name or self._link.name,
            destination=draft.destination,
            network=draft.network,
            utm=draft.utm,
            parameters=dict(draft.parameters),
            click_reference=draft.click_reference,
            campaign_id=campaign,
            account_id=account,
            program_id=program,
            placement_id=place,
            notes=notes,
        )
        self.write(partial(links.edit, edited), self.tr("Link saved"))

    def _complain_of(self, problem: BadInput) -> None:
        """Says what is wrong at the field that it is about."""
        name = str(problem.values.get("name", ""))
        if name in self.parameters.rows and problem.code in ("missing_parameter", "bad_parameter", "parameter_twice"):
            self.parameters.complain(name, words(problem))
            return
        field = str(problem.values.get("field", "")).removeprefix("utm_")
        if field not in FIELDS:
            field = _FIELD_OF.get(problem.code, "destination")
        self.complain(field, words(problem))

    # --- following the fields ----------------------------------------------------------------------------------

    @Slot()
    def _look(self) -> None:
        """Builds the link anew; called at each key stroke."""
        draft = self.draft()
        for each in self.form.rows.values():
            if each.complaint.text():
                each.complain("")
        for name in FIELDS:
            self.form.rows[name].advise(hint_for(self.context.app.links.naming_hints(draft.utm), name))
        self._look_at_tracking_id()
        self.parameters.judge()
        if not draft.destination:
            self.tagged.invite()
            return
        try:
            tagged = self.context.app.links.build(draft)
        except BadInput as problem:
            self.tagged.refuse(words(problem))
        else:
            self.tagged.show_link(tagged, self._offers.network(draft.network).name)

    @Slot()
    def _network_chosen(self) -> None:
        self._offer_accounts()
        self._offer_programs()
        self._offer_parameters()
        self._ask_known()
        self._look()

    @Slot()
    def _account_chosen(self) -> None:
        self._offer_programs()
        self._offer_tracking_ids()
        self._ask_known()
        self._look()

    @Slot()
    def _campaign_chosen(self) -> None:
        self._offer_placements()
        self._owner_chosen()

    @Slot()
    def _owner_chosen(self) -> None:
        self._ask_known()
        self._look()

    def _ask_known(self) -> None:
        """Asks what account, program and campaign know of the link."""
        owners = {
            "campaign_id": self._key(self.campaign),
            "account_id": self._key(self.account),
            "program_id": self._key(self.program),
        }
        fill = partial(self.context.app.links.fill, LinkDraft("", self._network_id()), **owners)
        self.context.jobs.read(fill, self._know)

    @Slot(object)
    def _know(self, known: LinkDraft) -> None:
        if known.network != self._network_id():
            return
        remember = not self._new and self._known.network != known.network
        self._known = known
        self.parameters.prefill(known.parameters, only_remember=remember)
        typed = self._utm("campaign")
        if not remember and typed in ("", self._filled_campaign):
            self.utm["campaign"].set_text(known.utm.campaign)
        self._filled_campaign = known.utm.campaign
        self._look()

    # --- tracking ids ------------------------------------------------------------------------------------------

    def _look_at_tracking_id(self) -> None:
        """Says which campaign a tracking id stands for, or offers to keep a new one."""
        name = self._tracking_parameter()
        if not name:
            return
        shown = self.parameters.rows[name]
        value, account = self.parameters.values().get(name, ""), self._key(self.account)
        found = next((each for each in self._ids() if each.value == value), None)
        self.keep.setVisible(bool(value) and account is not None and found is None and not self.context.read_only)
        campaign = self._offers.campaign_name(found.campaign_id) if found else ""
        shown.advise(self.tr("Stands for the campaign “{name}”.").format(name=campaign) if campaign else "")

    @Slot()
    def _keep_tracking_id(self) -> None:
        value, account = self.parameters.values().get(self._tracking_parameter(), ""), self._key(self.account)
        if value and account is not None:
            kept = TrackingId(account, value, self._key(self.campaign))
            work = partial(self.context.app.programs.save_tracking_id, kept)
            self.context.jobs.write(work, self._kept, said=self.tr("Tracking id kept"))

    @Slot(object)
    def _kept(self, _done: object) -> None:
        self.context.jobs.read(partial(load_offers, self.context.app, self._link), self._offer_anew)

    @Slot(object)
    def _offer_anew(self, offers: Offers) -> None:
        self._offers = replace(offers, reference=self._offers.reference)
        self._offer_tracking_ids()
        self._look()

    def _ids(self) -> list[TrackingId]:
        account = self._key(self.account)
        return [each for each in self._offers.tracking_ids if each.account_id == account]

    def _tracking_parameter(self) -> str:
        return next((each.name for each in self.parameters.parameters if each.filled_by == "tracking_id"), "")

    # --- what the user presses ---------------------------------------------------------------------------------

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.tagged.text())
        self.context.messages.note(self.tr("Link copied"))

    @Slot()
    def _strip(self) -> None:
        links, draft = self.context.app.links, self.draft()
        names = links.build(draft).strippable
        self.destination.setText(links.strip(draft.destination, names))

    # --- building ----------------------------------------------------------------------------------------------

    def _make_fields(self) -> None:
        self.destination, self.name, self.reference = QLineEdit(), QLineEdit(), QLineEdit()
        self.destination.setPlaceholderText("https://")
        self.network = ChoiceBox([(each.id, each.name) for each in self._offers.networks])
        self.account, self.program = ChoiceBox(), ChoiceBox()
        none: tuple[object, str] = (None, self.tr("None"))
        self.campaign = ChoiceBox([none, *((each.id, each.name) for each in self._offers.campaigns)])
        self.placement = ChoiceBox()
        self.utm = {name: SuggestBox(self._offers.used.get(name, ())) for name in FIELDS}
        self.notes = LongText(2)
        self.parameters = ParameterForm(self._offers.network(self._link.network))
        self.keep = button(self.tr("Keep this tracking id with the account"), self._keep_tracking_id, kind="link")
        self.keep.hide()
        self.tagged = TaggedView(self.context.theme)

    def _build(self) -> None:
        form, hint = self.form, self.tr("The page that you promote, as you copied it from the browser.")
        form.add("destination", self.tr("Destination"), self.destination, hint)
        form.add_pair(("network", self.tr("Network"), self.network), ("account", self.tr("Account"), self.account))
        form.add("program", self.tr("Program"), self.program)
        form.add_widget(self.parameters)
        form.add_widget(self.keep)
        form.add_pair(
            ("owner", self.tr("Campaign"), self.campaign), ("campaign", self.tr("UTM campaign"), self.utm["campaign"])
        )
        form.add("placement", self.tr("Placement"), self.placement)
        form.add_pair(
            ("source", self.tr("Source"), self.utm["source"]), ("medium", self.tr("Medium"), self.utm["medium"])
        )
        form.add_pair(("content", self.tr("Content"), self.utm["content"]), ("term", self.tr("Term"), self.utm["term"]))
        text = self.tr("Statements name it, so that each commission finds its way back to this link.")
        form.add("reference", self.tr("Click reference"), self.reference, text)
        text = self.tr("Left empty, the name is made of the campaign and the page.") if self._new else ""
        form.add("name", self.tr("Name"), self.name, text)
        form.add("notes", self.tr("Notes"), self.notes)
        self._put_beside(self.tagged)

    def _put_beside(self, card: QWidget) -> None:
        """Puts a card to the right of the fields."""
        outer, fields = self.layout(), self.findChild(QScrollArea)
        if isinstance(outer, QVBoxLayout) and isinstance(fields, QScrollArea):
            at = outer.indexOf(fields)
            outer.removeWidget(fields)
            beside = row(spacing=24)
            beside.addWidget(fields, 1)
            beside.addWidget(card, 0, Qt.AlignmentFlag.AlignTop)
            outer.insertLayout(at, beside, 1)

    def _fill(self, link: Link) -> None:
        self.destination.setText(link.destination)
        self.network.set_value(link.network)
        self.campaign.set_value(link.campaign_id)
        self._offer_placements()
        self.placement.set_value(link.placement_id)
        self._offer_accounts()
        if link.account_id is not None or not self._new:
            self.account.set_value(link.account_id)
        self._offer_programs()
        self.program.set_value(link.program_id)
        self._offer_parameters()
        self.parameters.show_values(link.parameters)
        for name in FIELDS:
            self.utm[name].set_text(str(getattr(link.utm, name)))
        self.reference.setText(link.click_reference or self._offers.reference)
        self.name.setText(link.name)
        self.notes.setPlainText(link.notes)

    def _connect(self) -> None:
        self.form.edited.connect(self._look)
        self.network.chosen.connect(self._network_chosen)
        self.account.chosen.connect(self._account_chosen)
        self.program.chosen.connect(self._owner_chosen)
        self.campaign.chosen.connect(self._campaign_chosen)
        self.tagged.copy_wanted.connect(self._copy)
        self.tagged.strip_wanted.connect(self._strip)

    def _offer_accounts(self) -> None:
        """The accounts at the network; the only one is chosen."""
        accounts = self._offers.accounts_at(self._network_id())
        self.account.set_choices([(None, self.tr("None")), *((each.id, each.name) for each in accounts)])
        if self.account.value() is None and len(accounts) == 1:
            self.account.blockSignals(True)
            self.account.set_value(accounts[0].id)
            self.account.blockSignals(False)
        self.form.rows["account"].setVisible(bool(accounts))

    def _offer_placements(self) -> None:
        """The places where the campaign is seen."""
        campaign = self._key(self.campaign)
        places = [each for each in self._offers.placements if each.campaign_id == campaign]
        self.placement.set_choices([(None, self.tr("None")), *((each.id, each.name) for each in places)])
        self.form.rows["placement"].setVisible(bool(places))

    def _offer_programs(self) -> None:
        account = self._key(self.account)
        single = self._offers.network(self._network_id()).single_program
        programs = [each for each in self._offers.programs if each.account_id == account and not single]
        self.program.set_choices([(None, self.tr("None")), *((each.id, each.name) for each in programs)])
        self.form.rows["program"].setVisible(bool(programs))

    def _offer_parameters(self) -> None:
        """Fields for what the network's links take."""
        network_id = self._network_id()
        links = self.context.app.links
        old = self.parameters
        self.parameters = ParameterForm(self._offers.network(network_id), links.advice(network_id))
        self.form.replace(old, self.parameters)
        self.parameters.edited.connect(self.form.edited)
        for name in [name for name in self.form.rows if name.startswith("set:")]:
            del self.form.rows[name]
        self.form.rows |= {f"set:{name}": each for name, each in self.parameters.rows.items()}
        self.form.rows["reference"].setVisible(links.takes_reference(network_id))
        self.keep.hide()
        self._offer_tracking_ids()

    def _offer_tracking_ids(self) -> None:
        name = self._tracking_parameter()
        if name:
            self.parameters.suggest(name, [each.value for each in self._ids()])

    def _network_id(self) -> str:
        return str(self.network.value())

    def _utm(self, name: str) -> str:
        return self.utm[name].text()

    @staticmethod
    def _key(box: ChoiceBox) -> int | None:
        value = box.value()
        return value if isinstance(value, int) else None


def _last_network(offers: Offers) -> str:
    """The network of the link that was saved last; plain UTM tags at first."""
    last = str(QSettings().value(NETWORK_SETTING, "utm"))
    return last if any(network.id == last for network in offers.networks) else offers.networks[0].id

"""What a link takes over from its campaign, account and program."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from affiliate_desktop.campaigns import placement_store
from affiliate_desktop.campaigns import store as campaign_store
from affiliate_desktop.campaigns.model import Campaign
from affiliate_desktop.core.problems import BadInput, NotFound
from affiliate_desktop.links import store
from affiliate_desktop.links.model import LinkDraft
from affiliate_desktop.links.naming import slug
from affiliate_desktop.programs import store as program_store
from affiliate_desktop.programs.model import Account, Network, Program, TemplateParameter
from affiliate_desktop.programs.parameters import parameter_named


@dataclass(frozen=True, slots=True)
class Owners:
    """What a link belongs to; each may be missing."""

    campaign: Campaign | None = None
    account: Account | None = None
    program: Program | None = None

    @property
    def campaign_name(self) -> str:
        """The campaign's name, or empty."""
        return self.campaign.name if self.campaign else ""


def read_owners(
    connection: Connection,
    network: Network,
    campaign_id: int | None,
    account_id: int | None,
    program_id: int | None,
) -> Owners:
    """Reads them; a program brings its account, and an account at a network of one program brings that.

    Raises:
        NotFound: when one does not exist.
        BadInput: when the program is not the account's, or the account is at another network.
    """
    program = None if program_id is None else program_store.program(connection, program_id)
    if account_id is None and program is not None:
        account_id = program.account_id
    account = None if account_id is None else program_store.account(connection, account_id)
    campaign = None if campaign_id is None else campaign_store.campaign(connection, campaign_id)
    for wanted, found, what in (
        (program_id, program, "program"),
        (account_id, account, "account"),
        (campaign_id, campaign, "campaign"),
    ):
        if wanted is not None and found is None:
            raise NotFound(f"no_such_{what}", "There is no {kind} with the id {id}.", kind=what, id=wanted)
    if program and account and program.account_id != account.id:
        raise BadInput(
            "foreign_program",
            "The program “{program}” does not belong to the account “{account}”.",
            program=program.name,
            account=account.name,
        )
    if account and account.network != network.id:
        raise BadInput(
            "foreign_account",
            "The account “{account}” is not at {network}. Choose another account or network.",
            account=account.name,
            network=network.name,
        )
    if account and program is None and network.single_program:
        program = next(iter(program_store.programs(connection, account.id)), None)
    return Owners(campaign, account, program)


def campaign_at(connection: Connection, placement_id: int | None, campaign_id: int | None) -> int | None:
    """The campaign of a link: its own, or the one that its placement belongs to.

    Raises:
        NotFound: when there is no such placement.
        BadInput: when the placement belongs to another campaign.
    """
    if placement_id is None:
        return campaign_id
    found = placement_store.campaign_of(connection, placement_id)
    if found is None:
        raise NotFound("no_such_placement", "There is no placement with the id {id}.", id=placement_id)
    if campaign_id not in {None, found}:
        raise BadInput("foreign_placement", "The placement belongs to another campaign. Choose one of the link's.")
    return found


def filled(connection: Connection, draft: LinkDraft, network: Network, owners: Owners) -> LinkDraft:
    """The draft with what its owners know; what it says itself stays."""
    utm = draft.utm
    if owners.campaign and not utm.campaign.strip():
        utm = replace(utm, campaign=slug(owners.campaign.name) or f"campaign-{owners.campaign.id}")
    given = {key: value for key, value in draft.parameters.items() if value.strip()}
    named = {parameter.name for key in given if (parameter := parameter_named(network, key))}
    for parameter in network.link.parameters:
        if parameter.name not in named:
            value = _known(connection, parameter, owners)
            if value:
                given[parameter.name] = value
    return replace(draft, network=network.id, utm=utm, parameters=given)


def _known(connection: Connection, parameter: TemplateParameter, owners: Owners) -> str:
    """The value that the owners know for a parameter, or empty."""
    account, program, name = owners.account, owners.program, parameter.name
    if account is None:
        return ""
    if parameter.filled_by == "tracking_id" and owners.campaign:
        for each in program_store.tracking_ids(connection, account.id):
            if each.campaign_id == owners.campaign.id:
                return each.value
    if name in account.parameters:
        return account.parameters[name]
    if parameter.filled_by == "program_id" and program and program.external_id:
        return program.external_id
    if parameter.filled_by in ("publisher_id", "tracking_id"):
        return account.publisher_id
    if parameter.scope == "program" and program:
        latest = store.latest_of_program(connection, program.id)
        return latest.parameters.get(name, "") if latest else ""
    return ""

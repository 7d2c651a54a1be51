"""Records as JSON documents and as text: flat objects with snake_case keys, null for what is unknown."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from affiliate_desktop.app import App
    from affiliate_desktop.campaigns.model import Campaign
    from affiliate_desktop.links.model import Link
    from affiliate_desktop.programs.model import Account, Network, Program


def account_document(account: "Account") -> dict[str, Any]:
    """An account."""
    return {
        "id": account.id,
        "name": account.name,
        "network": account.network,
        "publisher_id": account.publisher_id or None,
        "currency": account.currency,
        "parameters": dict(account.parameters),
        "notes": account.notes or None,
        "archived": account.archived,
    }


def program_document(program: "Program", account: str) -> dict[str, Any]:
    """A program with the name of its account."""
    return {
        "id": program.id,
        "name": program.name,
        "account": account,
        "external_id": program.external_id or None,
        "notes": program.notes or None,
        "archived": program.archived,
    }


def campaign_document(campaign: "Campaign", programs: dict[int, str]) -> dict[str, Any]:
    """A campaign with the names of its programs."""
    budget = campaign.budget
    return {
        "id": campaign.id,
        "name": campaign.name,
        "status": campaign.status.value,
        "channel": campaign.channel or None,
        "programs": [programs[key] for key in campaign.program_ids],
        "starts_on": campaign.starts_on and campaign.starts_on.isoformat(),
        "ends_on": campaign.ends_on and campaign.ends_on.isoformat(),
        "budget": str(budget) if budget else None,
        "currency": budget.currency if budget else None,
        "goal": campaign.goal or None,
        "notes": campaign.notes or None,
        "archived": campaign.archived,
    }


def link_document(link: "Link", names: "Names") -> dict[str, Any]:
    """A link with the names of what it belongs to."""
    return {
        "id": link.id,
        "name": link.name,
        "url": link.url,
        "destination": link.destination,
        "network": link.network,
        "account": names.accounts.get(link.account_id or 0),
        "program": names.programs.get(link.program_id or 0),
        "campaign": names.campaigns.get(link.campaign_id or 0),
        "placement": names.placements.get(link.placement_id or 0),
        "utm_source": link.utm.source or None,
        "utm_medium": link.utm.medium or None,
        "utm_campaign": link.utm.campaign or None,
        "utm_content": link.utm.content or None,
        "utm_term": link.utm.term or None,
        "parameters": dict(link.parameters),
        "click_reference": link.click_reference,
        "notes": link.notes or None,
        "archived": link.archived,
        "created_at": link.created_at,
    }


def network_document(network: "Network") -> dict[str, Any]:
    """A network and the parameters of its links."""
    link = network.link
    return {
        "id": network.id,
        "name": network.name,
        "origin": network.origin,
        "currency": network.currency,
        "single_program": network.single_program,
        "click_reference": link.reference.parameter if link.reference else None,
        "parameters": [
            {
                "name": each.name,
                "label": each.label,
                "scope": each.scope,
                "required": each.required and not each.default,
                "example": each.example or None,
                "default": each.default or None,
                "choices": [value for value, _ in each.choices],
            }
            for each in link.parameters
        ],
        "advice": link.advice or None,
    }


class Names:
    """Names of accounts, programs and campaigns by id, read once."""

    def __init__(self, app: "App") -> None:
        self.accounts = {each.id: each.name for each in app.programs.accounts(archived=True)}
        self.programs = {each.id: each.name for each in app.programs.programs(archived=True)}
        self.campaigns = {each.id: each.name for each in app.campaigns.list(archived=True)}
        self.placements = {each.id: each.name for each in app.placements.list(archived=True)}


def lines(document: dict[str, Any]) -> str:
    """A record as one line a value; what is unknown is left out."""
    known = {key: value for key, value in document.items() if value not in (None, "", [], {}, False)}
    width = max(len(key) for key in known)
    return "\n".join(f"{key.replace('_', ' '):<{width}}  {_shown(value, width)}" for key, value in known.items())


def _shown(value: Any, width: int) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}={each}" for key, each in value.items())
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value).replace("\n", "\n" + " " * (width + 2)) if value is not True else "yes"

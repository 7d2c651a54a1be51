"""Every campaign and link as something that earnings may belong to."""

import re
from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import Connection

from affiliate_desktop.campaigns import store as campaigns
from affiliate_desktop.campaigns.model import Campaign
from affiliate_desktop.ledger.candidates import Option
from affiliate_desktop.links import store as links
from affiliate_desktop.links.model import Link
from affiliate_desktop.programs import store as programs

_SITE = re.compile(r"^\w+://[^/]*")
"""What of an address says nothing about the page."""


def options(connection: Connection) -> tuple[Option, ...]:
    """Campaigns and links that are not archived."""
    held = {each.id: each for each in campaigns.campaigns(connection) if not each.archived}
    tracking: dict[int | None, list[str]] = defaultdict(list)
    for account in programs.accounts(connection):
        for each in programs.tracking_ids(connection, account.id):
            tracking[each.campaign_id].append(each.value)
    made = links.links(connection, (), None, archived=False)
    of_campaign: dict[int | None, list[Link]] = defaultdict(list)
    for link in made:
        of_campaign[link.campaign_id].append(link)
    found = [_campaign(each, tracking[each.id], of_campaign[each.id]) for each in held.values()]
    return (*found, *_links(made, held))


def _campaign(campaign: Campaign, tracking: list[str], of_it: list[Link]) -> Option:
    utm = (link.utm.campaign for link in of_it)
    return Option(
        campaign_id=campaign.id,
        campaign=campaign.name,
        names=_names(campaign.name, *tracking, *utm),
        program_ids=frozenset(campaign.program_ids),
        starts_on=campaign.starts_on,
        ends_on=campaign.ends_on,
        text=f"{campaign.name} {campaign.goal}",
    )


def _links(made: list[Link], held: dict[int, Campaign]) -> Iterator[Option]:
    for link in made:
        campaign = held.get(link.campaign_id or 0)
        if link.campaign_id is not None and campaign is None:
            continue
        yield Option(
            campaign_id=link.campaign_id,
            campaign=campaign.name if campaign else "",
            link_id=link.id,
            link=link.name,
            names=_names(link.click_reference or "", link.name, link.utm.content),
            program_ids=frozenset([link.program_id] if link.program_id else ()),
            account_id=link.account_id,
            starts_on=campaign.starts_on if campaign else None,
            ends_on=campaign.ends_on if campaign else None,
            text=" ".join(
                [link.name, campaign.name if campaign else "", re.sub(r"^\w+://[^/]*", "", link.destination)]
            ),
        )


def _names(*texts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))

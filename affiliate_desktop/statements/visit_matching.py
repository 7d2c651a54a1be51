"""Which campaign, placement and link visits belong to, by the UTM tags of links; letter case makes no difference.

Visits belong to a campaign when a link of it has their UTM campaign. Where links of several campaigns have it, source
and medium decide, if they can. To a placement, and to a link, belong those whose source and medium are the links' too,
as far as the report tells them: visits by another source stay with the campaign.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from affiliate_desktop.links.model import Link
from affiliate_desktop.statements.visit_model import NOT_SET


class Unmatched(StrEnum):
    """Why visits belong to no campaign.

    ``UNTAGGED``: they came without a UTM campaign. ``UNTOLD``: the report has no column for it. ``NO_LINK``: no link
    has it. ``NO_CAMPAIGN``: the links that have it belong to no campaign. ``SEVERAL``: links of several campaigns do.
    """

    UNTAGGED = "untagged"
    UNTOLD = "untold"
    NO_LINK = "no_link"
    NO_CAMPAIGN = "no_campaign"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Place:
    """Where visits belong.

    Attributes:
        campaign_id, placement_id, link_id: as far as they are known.
        why: why there is no campaign; None where there is one.
        links: names of the links that have the UTM campaign, where several campaigns or none are theirs.
    """

    campaign_id: int | None = None
    placement_id: int | None = None
    link_id: int | None = None
    why: Unmatched | None = None
    links: tuple[str, ...] = ()


class Places:
    """Finds where visits belong.

    Args:
        links: all links, archived ones too.
    """

    def __init__(self, links: Iterable[Link]) -> None:
        self._links: dict[str, list[Link]] = {}
        for link in links:
            if link.utm.campaign.strip():
                self._links.setdefault(_key(link.utm.campaign), []).append(link)

    def of(self, source: str, medium: str, campaign: str) -> Place:
        """The place of visits with these tags; an empty tag is one that the report does not tell."""
        if not campaign:
            return Place(why=Unmatched.UNTOLD)
        having = self._links.get(_key(campaign), [])
        if not having:
            return Place(why=Unmatched.UNTAGGED if _no_tag(campaign) else Unmatched.NO_LINK)
        same = [link for link in having if _fits(source, link.utm.source) and _fits(medium, link.utm.medium)]
        campaigns = _campaigns(having)
        if len(campaigns) > 1:
            campaigns = _campaigns(same) or campaigns
        if len(campaigns) != 1:
            names = tuple(sorted({link.name for link in having}))
            return Place(why=Unmatched.SEVERAL if campaigns else Unmatched.NO_CAMPAIGN, links=names)
        own = [link for link in same if link.campaign_id == campaigns[0]]
        placements = {link.placement_id for link in own}
        return Place(
            campaign_id=campaigns[0],
            placement_id=placements.pop() if len(placements) == 1 else None,
            link_id=own[0].id if len(own) == 1 else None,
        )


def _campaigns(links: Sequence[Link]) -> list[int]:
    return sorted({link.campaign_id for link in links if link.campaign_id is not None})


def _fits(told: str, tag: str) -> bool:
    """Whether a tag can be what a report tells; ``(not set)`` is a link without that tag."""
    return not told or _key(told) == (_key(tag) or NOT_SET)


def _key(tag: str) -> str:
    return tag.strip().casefold()


def _no_tag(campaign: str) -> bool:
    """Whether an analytics program wrote this in the place of a tag: ``(direct)``, ``(organic)``, ``(not set)``."""
    return campaign == NOT_SET or (campaign.startswith("(") and campaign.endswith(")"))

"""Which link and campaign an earning belongs to, by the sub-id its row carries."""

from collections.abc import Iterable
from dataclasses import dataclass

TRUNCATED = 50
"""Characters after which some networks cut a sub-id off."""

TRACKING_PARAMETER = "tag"
"""The link parameter that carries a tracking id, where a network has those and no click references."""

Target = tuple[int | None, int | None]
"""Id of the link and id of the campaign."""

NOBODY: Target = (None, None)


@dataclass(frozen=True, slots=True)
class Marked:
    """What of a saved link matters here.

    Attributes:
        reference: its click reference, or empty. tracking: the tracking id it carries, or empty.
        account_id: the account it was made for, or None.
    """

    id: int
    campaign_id: int | None
    account_id: int | None
    reference: str
    tracking: str


class Attribution(dict[str, Target]):
    """Sub-id -> link and campaign, for the rows of one account; remembers what it has looked up.

    A click reference is compared without regard to letter case, and where the sub-id was cut off at 50
    characters, by its beginning. Else the sub-id is a tracking id: the user said which campaign it stands for, or
    all links that carry it belong to one.

    Args:
        account_id: the account.
        links: all saved links.
        tracking: tracking id -> campaign, as the user said for this account.
    """

    def __init__(self, account_id: int, links: Iterable[Marked], tracking: dict[str, int | None]) -> None:
        super().__init__({"": NOBODY})
        links = list(links)
        self._references = {link.reference.casefold(): link for link in links if link.reference}
        self._tracking = {value.casefold(): campaign for value, campaign in tracking.items()}
        self._carriers: dict[str, list[Marked]] = {}
        for link in links:
            if link.tracking and link.account_id in {None, account_id}:
                self._carriers.setdefault(link.tracking.casefold(), []).append(link)

    def __missing__(self, sub_id: str) -> Target:
        target = self[sub_id] = self._find(sub_id.casefold())
        return target

    def _find(self, sub_id: str) -> Target:
        link = self._references.get(sub_id)
        if link is None and len(sub_id) == TRUNCATED:
            begun = [link for reference, link in self._references.items() if reference.startswith(sub_id)]
            link = begun[0] if len(begun) == 1 else None
        if link is not None:
            return link.id, link.campaign_id
        return self._by_tracking(sub_id)

    def _by_tracking(self, value: str) -> Target:
        campaign = self._tracking.get(value)
        carriers = self._carriers.get(value, [])
        if campaign is not None:
            carriers = [link for link in carriers if link.campaign_id == campaign]
        only = carriers[0].id if len(carriers) == 1 else None
        if campaign is None:
            campaigns = {link.campaign_id for link in carriers}
            campaign = campaigns.pop() if len(campaigns) == 1 else None
        return only, campaign

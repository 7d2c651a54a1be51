"""How referrals came: campaigns and their placements, by the words under which a referral keeps them.

A referral keeps its link by id and any other way as words, so that a talk needs no campaign and a way outlives the
campaign it belonged to. What is chosen is written as ``campaign`` or ``campaign · placement``.
"""

from collections import defaultdict

from sqlalchemy import Connection

from affiliate_desktop.campaigns import placement_store
from affiliate_desktop.campaigns import store as campaign_store
from affiliate_desktop.core.names import visible
from affiliate_desktop.core.problems import BadInput, NotFound

BETWEEN = " · "


class Ways:
    """The campaigns and placements that are known.

    Attributes:
        words: of all that are not archived, each campaign before its placements.
    """

    def __init__(self, connection: Connection) -> None:
        campaigns = campaign_store.campaigns(connection)
        self._campaigns = {each.name.casefold(): each.name for each in campaigns}
        names = {each.id: each.name for each in campaigns}
        archived = {each.id for each in campaigns if each.archived}
        self._placements: dict[str, list[tuple[str, str]]] = defaultdict(list)
        placed: dict[int, list[str]] = defaultdict(list)
        for each in placement_store.placements(connection):
            campaign = names[each.campaign_id]
            self._placements[each.name.casefold()].append((campaign, each.name))
            if not each.archived:
                placed[each.campaign_id].append(f"{campaign}{BETWEEN}{each.name}")
        self.words = tuple(
            words for each in campaigns if each.id not in archived for words in (each.name, *placed[each.id])
        )

    def of(self, campaign: str, placement: str = "") -> str:
        """The words for a campaign, or for a placement of it (of any, where one alone has this placement).

        Raises:
            NotFound: when there is no such campaign or placement.
            BadInput: when several campaigns have the placement and none is named.
        """
        name = ""
        if campaign:
            name = self._campaigns.get(campaign.casefold(), "")
            if not name:
                raise NotFound("no_such_campaign", "There is no campaign “{name}”.", name=visible(campaign))
        if not placement:
            return name
        found = [each for each in self._placements.get(placement.casefold(), ()) if name in ("", each[0])]
        if not found:
            raise NotFound("no_such_placement", "There is no placement “{name}”.", name=visible(placement))
        if len(found) > 1:
            raise BadInput(
                "placement_ambiguous",
                "Several campaigns have a placement “{name}”; name the campaign too.",
                name=visible(placement),
            )
        return BETWEEN.join(found[0])

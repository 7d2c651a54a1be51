"""Which link and campaign an earning belongs to, by the sub-id its row carries, or as the user said."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from affiliate_desktop.ledger.attribution_model import CASE, CUT, EXACT, GUESS, USER, Decided, Rule

TRACKING_PARAMETER = "tag"
"""The link parameter that carries a tracking id, where a network has those and no click references."""

Target = tuple[int | None, int | None, str | None]
"""Id of the link, id of the campaign, and how it was found; see ``attribution_model.Attributed``."""

NOBODY: Target = (None, None, None)


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

    What the user said of a sub-id comes first. A click reference is compared letter by letter, then without regard to
    letter case, and where the sub-id is as long as the network's reports let it be, by its beginning. Else the sub-id
    is a tracking id: the user said which campaign it stands for, or all links that carry it belong to one. A guess
    comes last. What is not found letter by letter is passed over where the user turned it down.

    Args:
        account_id: the account.
        links: all saved links.
        tracking: tracking id -> campaign, as the user said for this account.
        cut_at: lengths at which the network's reports cut a click reference off.
        decided: sub-id, case-folded -> what was said of it.
        refused: sub-id, case-folded -> links and campaigns that it does not stand for.
        rules: the account's rules in order, for rows that no sub-id explains; applied in SQL.
        rows_decided: whether something was said of single rows; looked up in SQL.
    """

    def __init__(
        self,
        account_id: int,
        links: Iterable[Marked],
        tracking: Mapping[str, int | None],
        *,
        cut_at: Sequence[int] = (),
        decided: Mapping[str, Decided] | None = None,
        refused: Mapping[str, Collection[tuple[int | None, int | None]]] | None = None,
        rules: Sequence[Rule] = (),
        rows_decided: bool = False,
    ) -> None:
        super().__init__({"": NOBODY})
        links = list(links)
        self.account_id = account_id
        self.rules = tuple(rules)
        self.rows_decided = rows_decided
        self._decided = dict(decided or {})
        self._refused = dict(refused or {})
        self._exact = {link.reference: link for link in links if link.reference}
        self._references = {link.reference.casefold(): link for link in links if link.reference}
        self._begun = _beginnings(self._references, cut_at)
        self._spelled = {*tracking, *(link.tracking for link in links)}
        self._tracking = {value.casefold(): campaign for value, campaign in tracking.items()}
        self._carriers: dict[str, list[Marked]] = {}
        for link in links:
            if link.tracking and link.account_id in {None, account_id}:
                self._carriers.setdefault(link.tracking.casefold(), []).append(link)

    def __missing__(self, sub_id: str) -> Target:
        target = self[sub_id] = self._find(sub_id, sub_id.casefold())
        return target

    def _find(self, sub_id: str, folded: str) -> Target:
        decided, refused = self._decided.get(folded), self._refused.get(folded, ())
        if decided is not None and decided.kind == USER:
            return decided.link_id, decided.campaign_id, USER
        found = ((self._exact.get(sub_id), EXACT), (self._references.get(folded), CASE), (self._begun.get(folded), CUT))
        for link, how in found:
            if link is not None and (how == EXACT or (link.id, link.campaign_id) not in refused):
                return link.id, link.campaign_id, how
        only, campaign = self._by_tracking(folded)
        how = EXACT if sub_id in self._spelled else CASE
        if (only is not None or campaign is not None) and (how == EXACT or (only, campaign) not in refused):
            return only, campaign, how
        return NOBODY if decided is None else (decided.link_id, decided.campaign_id, GUESS)

    def _by_tracking(self, value: str) -> tuple[int | None, int | None]:
        campaign = self._tracking.get(value)
        carriers = self._carriers.get(value, [])
        if campaign is not None:
            carriers = [link for link in carriers if link.campaign_id == campaign]
        only = carriers[0].id if len(carriers) == 1 else None
        if campaign is None:
            campaigns = {link.campaign_id for link in carriers}
            campaign = campaigns.pop() if len(campaigns) == 1 else None
        return only, campaign


def _beginnings(references: Mapping[str, Marked], cut_at: Iterable[int]) -> dict[str, Marked]:
    """What is left of longer references once they are cut off; a beginning that several share stands for none."""
    found: dict[str, Marked | None] = {}
    for length in cut_at:
        for reference, link in references.items():
            if len(reference) > length:
                begun = reference[:length]
                found[begun] = None if begun in found else link
    return {begun: link for begun, link in found.items() if link is not None}

"""What the link editor offers to choose from."""

from collections.abc import Mapping
from dataclasses import dataclass

from affiliate_desktop.app import App
from affiliate_desktop.campaigns.model import Campaign, Placement
from affiliate_desktop.links.model import Link
from affiliate_desktop.links.naming import FIELDS
from affiliate_desktop.programs.model import Account, Network, Program, TrackingId

COMMON: Mapping[str, tuple[str, ...]] = {
    "source": ("newsletter", "blog", "youtube", "instagram", "tiktok", "facebook", "podcast", "flyer"),
    "medium": ("email", "social", "video", "referral", "print", "qr", "cpc", "affiliate"),
    "content": ("header", "button", "footer", "image"),
}
"""Values that analytics programs know, for the first links."""


@dataclass(frozen=True)
class Offers:
    """Choices of the link editor.

    Attributes:
        tracking_ids: of all accounts.
        used: UTM values of earlier links by field, the most recent first, then common ones.
        reference: a click reference that no link has.
    """

    networks: tuple[Network, ...]
    accounts: tuple[Account, ...]
    programs: tuple[Program, ...]
    campaigns: tuple[Campaign, ...]
    tracking_ids: tuple[TrackingId, ...]
    used: Mapping[str, tuple[str, ...]]
    reference: str
    placements: tuple[Placement, ...] = ()

    def network(self, network_id: str) -> Network:
        """The network of this id."""
        return next(network for network in self.networks if network.id == network_id)

    def accounts_at(self, network_id: str) -> tuple[Account, ...]:
        """The accounts at a network."""
        return tuple(account for account in self.accounts if account.network == network_id)

    def campaign_name(self, campaign_id: object) -> str:
        """A campaign's name, or empty."""
        return next((campaign.name for campaign in self.campaigns if campaign.id == campaign_id), "")


def load_offers(app: App, link: Link | None = None) -> Offers:
    """Everything the editor offers; runs on a worker thread.

    Args:
        app: the services.
        link: what will be edited; what it belongs to is offered even when it is archived.
    """
    accounts = app.programs.accounts(True)
    owned = (link.account_id, link.program_id, link.campaign_id) if link else (None, None, None)
    return Offers(
        networks=app.programs.network_catalog.all(),
        accounts=tuple(each for each in accounts if not each.archived or each.id == owned[0]),
        programs=tuple(p for p in app.programs.programs(None, True) if not p.archived or p.id == owned[1]),
        campaigns=tuple(each for each in app.campaigns.list(True) if not each.archived or each.id == owned[2]),
        tracking_ids=tuple(each for account in accounts for each in app.programs.tracking_ids(account.id)),
        used=_used(app.links.list()),
        reference=app.links.new_reference(),
        placements=app.placements.list(),
    )


def _used(links: tuple[Link, ...]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for field in FIELDS:
        values = [str(getattr(link.utm, field)) for link in links]
        found[field] = tuple(dict.fromkeys(each for each in (*values, *COMMON.get(field, ())) if each))[:40]
    return found

"""What the link list shows: a link with the names of its campaign and network."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from affiliate_desktop.app import App
from affiliate_desktop.campaigns.model import Campaign
from affiliate_desktop.gui.format import Formats
from affiliate_desktop.gui.tables import Column
from affiliate_desktop.links.model import Link

translate = QCoreApplication.translate


@dataclass(frozen=True)
class LinkRow:
    """A link as the list shows it; ``campaign`` and ``network`` are names, ``words`` is what a search looks in."""

    link: Link
    campaign: str
    network: str
    words: str


@dataclass(frozen=True)
class Listing:
    """All links, archived ones too, and the campaigns they can be narrowed down to."""

    rows: tuple[LinkRow, ...]
    campaigns: tuple[Campaign, ...]


def load_listing(app: App) -> Listing:
    """Everything the page shows; runs on a worker thread."""
    campaigns = app.campaigns.list(True)
    names = {campaign.id: campaign.name for campaign in campaigns}
    networks = {network.id: network.name for network in app.programs.network_catalog.all()}
    links = app.links.list(archived=True)
    rows = tuple(
        _row(link, names.get(link.campaign_id or 0, ""), networks.get(link.network, link.network)) for link in links
    )
    used = {link.campaign_id for link in links}
    return Listing(rows, tuple(each for each in campaigns if each.id in used))


def short_address(url: str) -> str:
    """An address as people read it: without scheme, ``www.``, query and fragment."""
    text = url.strip().partition("://")[2] or url.strip()
    for mark in "#?":
        text = text.partition(mark)[0]
    return text.removeprefix("www.").rstrip("/")


def columns(formats: Formats) -> Sequence[Column[LinkRow]]:
    """The list's columns."""
    return (
        Column("name", translate("Links", "Name"), lambda row: row.link.name, tip=lambda row: row.link.name, width=0),
        Column("campaign", translate("Links", "Campaign"), lambda row: row.campaign, width=22),
        Column("network", translate("Links", "Network"), lambda row: row.network, muted=True, width=21),
        Column(
            "url",
            translate("Links", "Leads to"),
            lambda row: short_address(row.link.destination),
            tip=lambda row: row.link.url,
            muted=True,
            width=0,
        ),
        Column(
            "reference",
            translate("Links", "Reference"),
            lambda row: row.link.click_reference or "",
            muted=True,
            width=16,
        ),
        Column(
            "created",
            translate("Links", "Created"),
            lambda row: formats.day(_day(row.link.created_at)),
            tip=lambda row: formats.instant(row.link.created_at),
            sort=lambda row: row.link.created_at,
            muted=True,
            width=16,
        ),
    )


def _day(instant: str) -> date | None:
    """The local day of an instant."""
    return datetime.fromisoformat(instant).astimezone().date() if instant else None


def _row(link: Link, campaign: str, network: str) -> LinkRow:
    words = f"{link.name} {link.url} {link.destination} {campaign} {network} {link.click_reference or ''} {link.notes}"
    return LinkRow(link, campaign, network, words.casefold())

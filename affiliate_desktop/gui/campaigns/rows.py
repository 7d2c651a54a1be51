"""What the campaign list shows: a campaign with what it earned and how many links it has."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from affiliate_desktop.app import App
from affiliate_desktop.campaigns.model import Campaign, Placement
from affiliate_desktop.gui.colors import STATUS_TONES
from affiliate_desktop.gui.format import Formats
from affiliate_desktop.gui.statuses import campaign_status
from affiliate_desktop.gui.tables import Column
from affiliate_desktop.kits.model import Kit
from affiliate_desktop.ledger.model import EarningsFilter, Grouping
from affiliate_desktop.links.model import Link
from affiliate_desktop.programs.model import Program
from affiliate_desktop.reports.measures import Figures, breakdown, currencies_of
from affiliate_desktop.reports.visits import CampaignTraffic


@dataclass(frozen=True)
class CampaignRow:
    """A campaign as the list shows it.

    Attributes:
        figures: what it earned, a currency each, the currency with most commission in the workspace first.
        links: how many links it has, archived ones left out.
    """

    campaign: Campaign
    figures: tuple[Figures, ...]
    links: int


@dataclass(frozen=True)
class CampaignDetail:
    """What the panel beside the list shows."""

    row: CampaignRow
    programs: tuple[Program, ...]
    links: tuple[Link, ...]
    placements: tuple[Placement, ...] = ()
    kits: tuple[tuple[Kit, int], ...] = ()
    """Each kit, and how many of its parts are stale."""
    placed: Mapping[str, tuple[Figures, ...]] = field(default_factory=dict)
    """Name of a placement -> what its links earned for the campaign, a currency each."""
    traffic: CampaignTraffic | None = None
    """Its visits, as far as reports tell of any."""


def load_rows(app: App) -> tuple[CampaignRow, ...]:
    """All campaigns with their figures; runs on a worker thread."""
    totals = app.ledger.totals((Grouping.CAMPAIGN, Grouping.STATUS))
    figures: dict[str, list[Figures]] = {}
    for currency in currencies_of(totals):
        for each in breakdown(totals, currency, Grouping.CAMPAIGN):
            if each.name is not None:
                figures.setdefault(each.name, []).append(each)
    counts = Counter(link.campaign_id for link in app.links.list())
    return tuple(
        CampaignRow(campaign, tuple(figures.get(campaign.name, ())), counts[campaign.id])
        for campaign in app.campaigns.list(True)
    )


def load_detail(app: App, row: CampaignRow) -> CampaignDetail:
    """What belongs to a campaign; runs on a worker thread."""
    programs = tuple(each for each in app.programs.programs(None, True) if each.id in row.campaign.program_ids)
    key = row.campaign.id
    kits = tuple(
        (kit, len(app.kits.stale(kit.id, look_at_files=False)) if kit.built_at else 0)
        for kit in app.kits.of_campaign(key)
    )
    totals = app.ledger.totals((Grouping.PLACEMENT, Grouping.STATUS), EarningsFilter(campaign_id=key))
    placed: dict[str, tuple[Figures, ...]] = {}
    for currency in currencies_of(totals):
        for each in breakdown(totals, currency, Grouping.PLACEMENT):
            if each.name is not None:
                placed[each.name] = (*placed.get(each.name, ()), each)
    links, placements = app.links.list(campaign_id=key), app.placements.list(key)
    return CampaignDetail(row, programs, links, placements, kits, placed, app.traffic.of(key))


def earned(row: CampaignRow, formats: Formats) -> str:
    """What a campaign earned, in each currency."""
    return sums(row.figures, formats)


def sums(figures: Sequence[Figures], formats: Formats) -> str:
    """The commission in each currency."""
    return " · ".join(formats.money(each.total.commission_micro, each.currency) for each in figures)


def dates(campaign: Campaign, formats: Formats) -> str:
    """From when to when, as far as it is known."""
    if campaign.starts_on is None and campaign.ends_on is None:
        return ""
    if campaign.ends_on is None:
        return QCoreApplication.translate("Campaigns", "from {day}").format(day=formats.day(campaign.starts_on))
    if campaign.starts_on is None:
        return QCoreApplication.translate("Campaigns", "until {day}").format(day=formats.day(campaign.ends_on))
    return f"{formats.day(campaign.starts_on)} - {formats.day(campaign.ends_on)}"


def columns(formats: Formats) -> Sequence[Column[CampaignRow]]:
    """The list's columns."""
    translate = QCoreApplication.translate
    return (
        Column("name", translate("Campaigns", "Name"), lambda row: row.campaign.name, width=0),
        Column(
            "status",
            translate("Campaigns", "Status"),
            status_text,
            sort=lambda row: (row.campaign.archived, list(STATUS_TONES).index(row.campaign.status)),
            tone=lambda row: STATUS_TONES["archived" if row.campaign.archived else row.campaign.status],
            width=12,
        ),
        Column(
            "channel",
            translate("Campaigns", "Channel"),
            lambda row: row.campaign.channel,
            muted=True,
            width=11,
            spare=2,
        ),
        Column(
            "links",
            translate("Campaigns", "Links"),
            lambda row: str(row.links),
            sort=lambda row: row.links,
            right=True,
            width=7,
            spare=1,
        ),
        Column(
            "earned",
            translate("Campaigns", "Commission"),
            lambda row: earned(row, formats),
            sort=lambda row: row.figures[0].total.commission_micro if row.figures else 0,
            right=True,
            width=22,
        ),
    )


def status_text(row: CampaignRow) -> str:
    """The status in a word; an archived campaign is archived first of all."""
    if row.campaign.archived:
        return QCoreApplication.translate("Campaigns", "Archived")
    return campaign_status(row.campaign.status)

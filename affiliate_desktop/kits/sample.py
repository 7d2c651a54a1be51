"""Sample data: a small hiking and coffee site that earns at three places, to explore the program with.

Everything is made through the services, as a person would make it; nothing in it is real. The tracking ids
and click references are those that the statements of ``resources/sample`` name, so that their rows find
their links and campaigns.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from affiliate_desktop.audit.referral_service import Referrals
from affiliate_desktop.audit.request_service import Requests
from affiliate_desktop.campaigns.model import Campaign, CampaignStatus
from affiliate_desktop.campaigns.service import Campaigns
from affiliate_desktop.core.changes import Changes, Done
from affiliate_desktop.core.clock import Clock
from affiliate_desktop.core.money import Money
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.core.resources import resource_folder
from affiliate_desktop.kits.sample_payouts import sample_payouts
from affiliate_desktop.kits.sample_plans import sample_plans, sample_requests
from affiliate_desktop.ledger.payouts import Payouts
from affiliate_desktop.links.model import Link, LinkDraft, Utm
from affiliate_desktop.links.service import Links
from affiliate_desktop.programs.model import Account, Program, TrackingId
from affiliate_desktop.programs.plan_service import Plans
from affiliate_desktop.programs.service import Programs
from affiliate_desktop.statements.model import ColumnMap, Field, ImportReport
from affiliate_desktop.statements.service import Statements

AMAZON, UPWORK, SHOPS, WEBSITE = "Amazon US", "Upwork", "Partner shops", "Website"
SPRING, COFFEE, PACKING, WINTER, PORTFOLIO = (
    *("Spring trail guide", "Coffee corner", "Summer packing list", "Winter hut evenings"),
    "Portfolio",
)
FLYER_LINK = "Spring guide, flyer"
"""The link that a flyer, a QR code and a banner are shown with."""

ADVERTISERS = {"Northlight Outdoor": "20871", "Auwald Coffee Roasters": "31544", "Paper & Ink": "18220"}
TRACKING_IDS = {
    "trailkettle-20": None,
    "tk-spring-20": SPRING,
    "tk-coffee-20": COFFEE,
    "tk-packing-20": PACKING,
    "tk-winter-20": WINTER,
}
CAMPAIGNS = (
    Campaign(
        SPRING,
        CampaignStatus.ENDED,
        channel="Flyer",
        starts_on=date(2026, 3, 1),
        ends_on=date(2026, 5, 31),
        budget=Money.of(120, "EUR"),
        goal="40 orders of boots or poles",
        notes="Flyers lie at three mountain huts and at the climbing gym.",
    ),
    Campaign(
        COFFEE,
        CampaignStatus.ACTIVE,
        channel="Blog",
        starts_on=date(2026, 1, 1),
        goal="A review a month",
        notes="Grinder and kettle reviews bring most of the sales.",
    ),
    Campaign(
        PACKING,
        CampaignStatus.ENDED,
        channel="Video",
        starts_on=date(2026, 6, 1),
        ends_on=date(2026, 8, 31),
        budget=Money.of(80, "USD"),
        goal="10,000 views",
    ),
    Campaign(
        WINTER,
        CampaignStatus.ACTIVE,
        channel="Newsletter",
        starts_on=date(2026, 9, 15),
        ends_on=date(2026, 12, 20),
        goal="200 new subscribers",
    ),
    Campaign(PORTFOLIO, CampaignStatus.ACTIVE, channel="Website", goal="Two new clients a quarter"),
)
SHOP_COLUMNS = ColumnMap(
    columns={
        Field.EXTERNAL_ID: "Transaction",
        Field.DATE: "Date",
        Field.PROGRAM: "Shop",
        Field.SALE_AMOUNT: "Order value",
        Field.COMMISSION: "Commission",
        Field.CURRENCY: "Currency",
        Field.STATUS: "State",
        Field.SUB_ID: "Click reference",
    },
    statuses={"open": "pending", "confirmed": "approved", "paid": "paid", "declined": "reversed"},
)
STATEMENTS: tuple[tuple[str, str, ColumnMap | None], ...] = (
    ("amazon-associates-2026.xlsx", AMAZON, None),
    ("upwork-weekly-summary-2026.csv", UPWORK, None),
    ("partner-shops-2026.csv", SHOPS, SHOP_COLUMNS),
    ("website-visits-2026.csv", WEBSITE, None),
)


@dataclass(frozen=True, slots=True)
class _Link:
    """A link to make; ``at`` is an account's name, ``program`` an advertiser's."""

    name: str
    destination: str
    network: str
    at: str | None
    program: str | None
    campaign: str
    source: str
    medium: str
    reference: str | None = None


_SITE = "https://www.trail-and-kettle.example"
LINKS = (
    _Link("Portfolio page", f"{_SITE}/portfolio", "utm", None, None, PORTFOLIO, "upwork", "profile"),
    _Link(
        "Winter evenings, notebook",
        "https://www.paper-and-ink.example/notebooks/dotted-a5?color=pine",
        "awin",
        SHOPS,
        "Paper & Ink",
        WINTER,
        "newsletter",
        "email",
        "winternbk1",
    ),
    _Link(
        "Coffee corner, house beans",
        "https://www.auwald-coffee.example/beans/house-roast",
        "awin",
        SHOPS,
        "Auwald Coffee Roasters",
        COFFEE,
        "blog",
        "article",
        "coffeebns1",
    ),
    _Link(
        "Coffee corner, hand grinder",
        "https://www.amazon.com/dp/B0SAMPLE01",
        "amazon",
        AMAZON,
        None,
        COFFEE,
        "blog",
        "article",
    ),
    _Link(
        "Packing list, tent",
        "https://www.amazon.com/dp/B0SAMPLE06",
        "amazon",
        AMAZON,
        None,
        PACKING,
        "youtube",
        "video",
    ),
    _Link(
        "Packing list, rain jackets",
        "https://www.northlight-outdoor.example/jackets?sort=weight",
        "awin",
        SHOPS,
        "Northlight Outdoor",
        PACKING,
        "youtube",
        "video",
        "packvideo1",
    ),
    _Link(
        FLYER_LINK,
        "https://www.northlight-outdoor.example/boots?ref=guide#sizes",
        "awin",
        SHOPS,
        "Northlight Outdoor",
        SPRING,
        "flyer",
        "print",
        "sprngflyr1",
    ),
)


class Rooms(Protocol):
    """The services that the sample is made through; the composition root has them."""

    @property
    def programs(self) -> Programs: ...  # noqa: D102 - as in the composition root
    @property
    def campaigns(self) -> Campaigns: ...  # noqa: D102
    @property
    def links(self) -> Links: ...  # noqa: D102
    @property
    def plans(self) -> Plans: ...  # noqa: D102
    @property
    def payouts(self) -> Payouts: ...  # noqa: D102
    @property
    def clock(self) -> Clock: ...  # noqa: D102
    @property
    def referrals(self) -> Referrals: ...  # noqa: D102
    @property
    def requests(self) -> Requests: ...  # noqa: D102
    @property
    def statements(self) -> Statements: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Sample:
    """What was made.

    Attributes:
        link: the one to show a QR code, a banner and a flyer with.
        imports: what became of each statement.
    """

    accounts: tuple[Account, ...]
    campaigns: tuple[Campaign, ...]
    links: tuple[Link, ...]
    link: Link
    imports: tuple[ImportReport, ...]


def sample_file(name: str) -> Path:
    """A file of the sample: a statement, ``picture.jpg`` or ``logo.png``."""
    return resource_folder() / "sample" / name


def build_sample(rooms: Rooms, progress: Progress | None = None) -> Done[Sample]:
    """Fills an empty workspace with the sample data.

    It takes about a second and is not stopped halfway, as half a sample helps nobody.

    Args:
        rooms: the services of the workspace.
        progress: told the steps.

    Raises:
        BadInput: when the workspace holds accounts or campaigns already; nothing was written.
    """
    if rooms.programs.accounts(archived=True) or rooms.campaigns.list(archived=True):
        raise BadInput(
            "not_empty",
            "The sample data needs an empty workspace; this one holds accounts or campaigns. Make a new one.",
        )
    progress = progress or Progress()
    progress.check()
    told = Progress(report=progress.report)
    changes: list[Changes] = []
    told.step(0, 4, "accounts")
    accounts = dict(_accounts(rooms, changes))
    programs = dict(_programs(rooms, accounts[SHOPS], changes))
    told.step(1, 4, "campaigns")
    campaigns = dict(_campaigns(rooms, accounts[AMAZON], changes))
    told.step(2, 4, "links")
    links = tuple(_links(rooms, accounts, programs, campaigns, changes))
    told.step(3, 4, "statements")
    imports = tuple(_imports(rooms, accounts, changes))
    changes += sample_plans(rooms.plans, rooms.referrals, programs)
    changes += sample_requests(rooms.requests, programs, rooms.clock.today())
    changes += sample_payouts(rooms.payouts, accounts[UPWORK], accounts[AMAZON], rooms.clock.today())
    told.step(4, 4, "statements")
    flyer = next(link for link in links if link.name == FLYER_LINK)
    sample = Sample(tuple(accounts.values()), tuple(campaigns.values()), links, flyer, imports)
    return Done(sample, _all(changes))


def _accounts(rooms: Rooms, changes: list[Changes]) -> Iterator[tuple[str, Account]]:
    for account in (
        Account(AMAZON, "amazon", "trailkettle-20", "USD", notes="Pays 60 days after the end of the month."),
        Account(UPWORK, "upwork", "", "USD"),
        Account(SHOPS, "awin", "482913", "EUR", notes="Invented shops that stand for an affiliate network."),
        Account(WEBSITE, "utm", notes="Visits by UTM tags, as Google Analytics exports them; they hold no money."),
    ):
        done = rooms.programs.add_account(account)
        changes.append(done.changes)
        yield account.name, done.value


def _programs(rooms: Rooms, account: Account, changes: list[Changes]) -> Iterator[tuple[str, Program]]:
    for name, number in ADVERTISERS.items():
        done = rooms.programs.add_program(Program(account.id, name, number))
        changes.append(done.changes)
        yield name, done.value


def _campaigns(rooms: Rooms, amazon: Account, changes: list[Changes]) -> Iterator[tuple[str, Campaign]]:
    made = {}
    for campaign in CAMPAIGNS:
        done = rooms.campaigns.add(campaign)
        changes.append(done.changes)
        made[campaign.name] = done.value
    for value, name in TRACKING_IDS.items():
        tracking = TrackingId(amazon.id, value, made[name].id if name else None)
        changes.append(rooms.programs.save_tracking_id(tracking).changes)
    yield from made.items()


def _links(
    rooms: Rooms,
    accounts: dict[str, Account],
    programs: dict[str, Program],
    campaigns: dict[str, Campaign],
    changes: list[Changes],
) -> Iterator[Link]:
    for each in LINKS:
        done = rooms.links.add(
            each.name,
            LinkDraft(each.destination, each.network, Utm(source=each.source, medium=each.medium), {}, each.reference),
            campaign_id=campaigns[each.campaign].id,
            account_id=accounts[each.at].id if each.at else None,
            program_id=programs[each.program].id if each.program else None,
        )
        changes.append(done.changes)
        yield done.value


def _imports(rooms: Rooms, accounts: dict[str, Account], changes: list[Changes]) -> Iterator[ImportReport]:
    for file, account, columns in STATEMENTS:
        report = rooms.statements.import_file(sample_file(file), accounts[account].id, column_map=columns)
        changes.append(report.changes)
        yield report


def _all(changes: list[Changes]) -> Changes:
    together = Changes({})
    for each in changes:
        together |= each
    return together

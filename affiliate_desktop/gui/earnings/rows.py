"""What the Earnings page shows: columns, choices and one load of rows with their totals."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication

from affiliate_desktop.app import App
from affiliate_desktop.core.periods import ALL_TIME, Period, last_days, last_months, month_of, previous_month, year_of
from affiliate_desktop.gui.colors import STATUS_TONES
from affiliate_desktop.gui.format import Formats
from affiliate_desktop.gui.statuses import commission_status
from affiliate_desktop.gui.tables import Column
from affiliate_desktop.ledger.attribution_model import UNSURE, Attributed
from affiliate_desktop.ledger.model import EarningsFilter, Grouping, Page, Sort, Status, Total, Transaction

PAGE_ROWS = 200
Choice = tuple[object, str]


@dataclass(frozen=True)
class Query:
    """What is asked for: which transactions, in which order."""

    filter: EarningsFilter
    sort: tuple[str, bool] = (Sort.DAY, True)


@dataclass(frozen=True)
class Shown:
    """A page of rows; with the first page also the totals of all of them.

    Attributes:
        last: the row it follows, None for the first page.
        anything: whether the workspace holds any earnings at all.
    """

    query: Query
    last: Transaction | None
    page: Page
    totals: tuple[Total, ...] = ()
    count: int = 0
    anything: bool = True


def load(app: App, query: Query, last: Transaction | None, after: tuple[Any, int] | None) -> Shown:
    """A page of rows; runs on a worker thread."""
    page = app.ledger.rows(query.filter, after=after, limit=PAGE_ROWS, sort=query.sort)
    if last is not None:
        return Shown(query, last, page)
    totals = app.ledger.totals((Grouping.STATUS,), query.filter)
    count = sum(total.count for total in totals)
    anything = count > 0 or app.ledger.count() > 0
    return Shown(query, None, page, totals, count, anything)


@dataclass(frozen=True)
class Choices:
    """What can be chosen in the filters."""

    accounts: tuple[Choice, ...]
    campaigns: tuple[Choice, ...]


def load_choices(app: App) -> Choices:
    """Accounts and campaigns to filter by; runs on a worker thread."""
    return Choices(
        tuple((account.id, account.name) for account in app.programs.accounts(True)),
        tuple((campaign.id, campaign.name) for campaign in app.campaigns.list(True)),
    )


def period_choices() -> list[Choice]:
    """Stretches of time by their stable names."""
    translate = QCoreApplication.translate
    return [
        ("all", translate("Earnings", "All time")),
        ("month", translate("Earnings", "This month")),
        ("previous", translate("Earnings", "Last month")),
        ("30", translate("Earnings", "Last 30 days")),
        ("12m", translate("Earnings", "Last 12 months")),
        ("year", translate("Earnings", "This year")),
        ("last_year", translate("Earnings", "Last year")),
    ]


def period_named(name: object, today: date) -> Period:
    """The period that a choice stands for."""
    periods = {
        "month": month_of(today),
        "previous": previous_month(today),
        "30": last_days(30, today),
        "12m": last_months(12, today),
        "year": year_of(today),
        "last_year": year_of(replace_year(today)),
    }
    return periods.get(str(name), ALL_TIME)


def replace_year(today: date) -> date:
    """A day of the year before."""
    return date(today.year - 1, 1, 1)


def status_choices() -> list[Choice]:
    """Every status, and all of them."""
    everything = QCoreApplication.translate("Earnings", "Every status")
    return [(None, everything), *((status, commission_status(status)) for status in Status)]


def narrowed(query: Query, **values: Any) -> Query:
    """The query with another filter."""
    return replace(query, filter=replace(query.filter, **values))


def columns(formats: Formats) -> Sequence[Column[Transaction]]:
    """The table's columns; their names are what the ledger sorts by."""
    translate = QCoreApplication.translate
    return (
        Column(Sort.DAY, translate("Earnings", "Date"), lambda row: formats.day(row.day), width=15),
        Column(Sort.PRODUCT, translate("Earnings", "What for"), what_for, width=0, tip=what_for),
        Column(
            Sort.CAMPAIGN,
            translate("Earnings", "Campaign"),
            campaign_of,
            muted=True,
            width=21,
            spare=1,
        ),
        Column(
            Sort.PROGRAM, translate("Earnings", "Program"), lambda row: row.program or "", muted=True, width=20, spare=2
        ),
        Column(
            Sort.STATUS,
            translate("Earnings", "Status"),
            lambda row: commission_status(row.status),
            tone=lambda row: STATUS_TONES[row.status],
            width=13,
        ),
        Column(
            Sort.SALE_AMOUNT,
            translate("Earnings", "Sale"),
            lambda row: formats.money(row.sale_micro, row.currency) if row.sale_micro else "",
            right=True,
            muted=True,
            width=13,
            spare=3,
        ),
        Column(
            Sort.COMMISSION,
            translate("Earnings", "Commission"),
            lambda row: formats.money(row.commission_micro, row.currency),
            right=True,
            width=14,
        ),
    )


def campaign_of(row: Transaction) -> str:
    """The campaign; what is not sure is called so."""
    translate = QCoreApplication.translate
    unsure = {
        Attributed.GUESS: translate("Earnings", "{campaign} (guess)"),
        Attributed.CASE: translate("Earnings", "{campaign} (other letter case)"),
        Attributed.CUT: translate("Earnings", "{campaign} (cut off)"),
    }
    return unsure.get(row.attributed, "{campaign}").format(campaign=row.campaign) if row.campaign else ""


def attribution_choices() -> list[Choice]:
    """How link and campaign were found."""
    translate = QCoreApplication.translate
    sure = tuple(how for how in Attributed if how not in UNSURE)
    return [
        ((), translate("Earnings", "However attributed")),
        (sure, translate("Earnings", "Without guesses")),
        (UNSURE, translate("Earnings", "Guesses only")),
        ((Attributed.NONE,), translate("Earnings", "Not attributed")),
    ]


def what_for(row: Transaction) -> str:
    """The product, else whatever else names the row."""
    return row.product or row.external_id or row.sub_id or row.event.value.capitalize()

"""What the account list shows: an account with its network, programs and earnings."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from affiliate_desktop.app import App
from affiliate_desktop.campaigns.model import Campaign
from affiliate_desktop.gui.colors import STATUS_TONES
from affiliate_desktop.gui.format import Formats
from affiliate_desktop.gui.tables import Column
from affiliate_desktop.ledger.model import Grouping
from affiliate_desktop.programs.model import Account, Network, Program, TrackingId
from affiliate_desktop.reports.measures import Figures, breakdown, currencies_of
from affiliate_desktop.statements.status_words import Answered


@dataclass(frozen=True)
class AccountRow:
    """An account as the list shows it."""

    account: Account
    network: Network
    programs: tuple[Program, ...]
    figures: tuple[Figures, ...]


@dataclass(frozen=True)
class AccountDetail:
    """What the panel beside the list shows.

    Attributes:
        takes_tracking_ids: its links carry ids that were made at the network by hand.
        words: status words that the user gave a meaning.
    """

    row: AccountRow
    tracking_ids: tuple[TrackingId, ...]
    campaigns: tuple[Campaign, ...]
    takes_tracking_ids: bool
    words: tuple[Answered, ...] = ()


def load_rows(app: App) -> tuple[AccountRow, ...]:
    """All accounts with their figures; runs on a worker thread."""
    totals = app.ledger.totals((Grouping.ACCOUNT, Grouping.STATUS))
    figures: dict[str | None, list[Figures]] = {}
    for currency in currencies_of(totals):
        for each in breakdown(totals, currency, Grouping.ACCOUNT):
            figures.setdefault(each.name, []).append(each)
    programs = app.programs.programs(None, True)
    return tuple(
        AccountRow(
            account,
            app.programs.network_catalog.get(account.network),
            tuple(program for program in programs if program.account_id == account.id),
            tuple(figures.get(account.name, ())),
        )
        for account in app.programs.accounts(True)
    )


def load_detail(app: App, row: AccountRow) -> AccountDetail:
    """What belongs to an account; runs on a worker thread."""
    taken = any(parameter.filled_by == "tracking_id" for parameter in row.network.link.parameters)
    words = app.status_words.list(row.account.id)
    return AccountDetail(row, app.programs.tracking_ids(row.account.id), app.campaigns.list(True), taken, words)


def columns(formats: Formats) -> Sequence[Column[AccountRow]]:
    """The list's columns."""
    translate = QCoreApplication.translate
    return (
        Column("name", translate("Accounts", "Name"), lambda row: row.account.name, width=0),
        Column("network", translate("Accounts", "Network"), lambda row: row.network.name, muted=True, width=20),
        Column(
            "status",
            translate("Accounts", "Status"),
            lambda row: translate("Accounts", "Archived") if row.account.archived else translate("Accounts", "Active"),
            tone=lambda row: STATUS_TONES["archived" if row.account.archived else "active"],
            width=12,
        ),
        Column(
            "currency", translate("Accounts", "Currency"), lambda row: row.account.currency or "", width=10, spare=1
        ),
        Column(
            "earned",
            translate("Accounts", "Commission"),
            lambda row: " · ".join(formats.money(each.total.commission_micro, each.currency) for each in row.figures),
            sort=lambda row: row.figures[0].total.commission_micro if row.figures else 0,
            right=True,
            width=22,
        ),
    )

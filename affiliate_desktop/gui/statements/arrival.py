"""A file on its way in: what it seems to be, where it may go, and what importing it would do."""

from dataclasses import dataclass
from pathlib import Path

from affiliate_desktop.app import App
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.programs.model import Account, Network
from affiliate_desktop.statements.model import ColumnMap, Identified, ImportReport

SAMPLE_COLUMNS = 30
"""Columns of an unknown table that the dialog shows; all can be chosen."""


@dataclass(frozen=True)
class Arrival:
    """A file, recognized.

    Attributes:
        network: the one whose statement it is, None when it is unknown.
        accounts: those it can go into, all that are not archived when the network is unknown.
        networks: every network, for a new account.
    """

    identified: Identified
    network: Network | None
    accounts: tuple[Account, ...]
    networks: tuple[Network, ...]

    @property
    def headers(self) -> tuple[str, ...]:
        """Column names of the table that has to be mapped."""
        sheets = self.identified.sheets
        unknown = next((sheet for sheet in sheets if sheet.format == "unknown" and sheet.headers), None)
        return (unknown or sheets[0]).headers if sheets else ()


@dataclass(frozen=True)
class Plan:
    """How a file shall be imported.

    Attributes:
        profile: name under which the mapping is kept; empty keeps none.
    """

    path: Path
    account_id: int
    currency: str | None = None
    columns: ColumnMap | None = None
    profile: str = ""
    headers: tuple[str, ...] = ()


def recognize(app: App, path: Path, progress: Progress) -> Arrival:
    """Reads as much of a file as is needed to know it; runs on a worker thread."""
    identified = app.statements.identify(path, progress)
    networks = app.programs.network_catalog.all()
    network = next((one for one in networks if one.id == identified.network), None)
    accounts = app.programs.accounts()
    fitting = accounts if network is None else tuple(one for one in accounts if one.network == network.id)
    return Arrival(identified, network, fitting, networks)


def rehearse(app: App, plan: Plan, progress: Progress) -> ImportReport:
    """What the import would do; runs on a worker thread."""
    return app.statements.preview(
        plan.path, plan.account_id, currency=plan.currency, column_map=plan.columns, progress=progress
    )


def carry_out(app: App, plan: Plan, progress: Progress) -> ImportReport:
    """Imports the file, and keeps its mapping when it was given a name; runs on the writer."""
    report = app.statements.import_file(
        plan.path, plan.account_id, currency=plan.currency, column_map=plan.columns, progress=progress
    )
    if plan.columns is not None and plan.profile:
        app.profiles.save(plan.profile, plan.headers, plan.columns)
    return report

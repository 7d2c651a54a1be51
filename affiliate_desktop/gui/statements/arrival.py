"""A file on its way in: what it seems to be, where it may go, and what importing it would do."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from affiliate_desktop.app import App
from affiliate_desktop.core.problems import BadInput, NotFound
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.programs.model import Account, Network
from affiliate_desktop.statements.model import (
    NO_CHOICES,
    Choices,
    ColumnMap,
    Explained,
    Identified,
    ImportReport,
    Reading,
)
from affiliate_desktop.statements.trials import Look, Trial

MENDABLE = frozenset({"no_header", "no_columns", "wrong_encoding", "quotes_broken"})
"""Why a text was not understood that may be read when the user says how."""


@dataclass(frozen=True)
class Arrival:
    """A file that was looked at.

    Attributes:
        identified: what it seems to be; None where it is a text that can't be taken apart by itself.
        problem: why it can't.
        network: the one whose statement it is, None when it is unknown.
        accounts: those it can go into, all that are not archived when the network is unknown.
        networks: every network, for a new account.
        everyone: all accounts, whatever their network.
    """

    path: Path
    identified: Identified | None
    network: Network | None
    accounts: tuple[Account, ...]
    networks: tuple[Network, ...]
    everyone: tuple[Account, ...]
    problem: BadInput | None = None

    @property
    def unknown(self) -> bool:
        """Whether the user has to say what its columns mean; where several formats fit, one is asked for instead."""
        return self.identified is None or (self.identified.needs_mapping and not self.forms)

    @property
    def forms(self) -> tuple[str, ...]:
        """The formats that fit, where there are several."""
        return forms_of(self.identified.explained) if self.identified else ()

    def of_network(self, network: Network | None, accounts: tuple[Account, ...]) -> "Arrival":
        """The same file as one of this network, with the accounts at it."""
        fitting = tuple(one for one in accounts if network is None or one.network == network.id)
        return replace(self, network=network, accounts=fitting)

    @property
    def payments_only(self) -> bool:
        """Whether it is a list of payments and no statement."""
        found = self.identified
        return found is not None and found.payments is not None and all(s.format == "unknown" for s in found.sheets)


@dataclass(frozen=True)
class Plan:
    """How a file shall be imported.

    Attributes:
        choices: what was decided about a file of a known format.
        profile: name under which the mapping is kept; empty keeps none.
        headers: names of all columns, by which the mapping is known again.
    """

    path: Path
    account_id: int
    currency: str | None = None
    columns: ColumnMap | None = None
    choices: Choices = NO_CHOICES
    profile: str = ""
    headers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """How a table shall be looked at; what is empty is found out."""

    path: Path
    reading: Reading
    sheet: str | None = None
    header: int = 0
    profile: str | None = None


def recognize(app: App, path: Path, progress: Progress) -> Arrival:
    """Reads as much of a file as is needed to know it; runs on a worker thread."""
    identified, trouble = None, None
    try:
        identified = app.statements.identify(path, progress)
    except BadInput as problem:
        if problem.code not in MENDABLE:
            raise
        trouble = problem
    networks = app.programs.network_catalog.all()
    if identified is not None and identified.needs_mapping and not forms_of(identified.explained):
        identified = _for_an_account(app, path, progress) or identified
    known = identified.network if identified else None
    network = next((one for one in networks if one.id == known), None)
    accounts = app.programs.accounts()
    return Arrival(path, identified, None, accounts, networks, accounts, trouble).of_network(network, accounts)


def _for_an_account(app: App, path: Path, progress: Progress) -> Identified | None:
    """What the file is to the first account whose network is known to send such files without column names."""
    by_network = {account.network: account.id for account in reversed(app.programs.accounts())}
    for account_id in by_network.values():
        progress.check()
        found = app.statements.identify(path, progress, account_id=account_id)
        if not found.needs_mapping and found.network:
            return found
    return None


def look_at(app: App, asked: Asked, progress: Progress) -> tuple[Look, ColumnMap]:
    """The table, and the mapping to begin with: the saved one that was named, else a guess; on a worker thread."""
    columns, reading = None, asked.reading
    if asked.profile:
        try:
            columns = app.profiles.get(asked.profile).mapping
        except NotFound:
            columns = None
        if columns is not None and reading == Reading():
            reading = columns.reading
    header = asked.header or (columns.header_line if columns else 0)
    look = app.trials.look(asked.path, reading, sheet=asked.sheet, header=header, progress=progress)
    if columns is None or not set(columns.columns.values()) <= set(look.names):
        return look, look.suggested
    return replace(look, suggested=replace(look.suggested, skip_bottom=columns.skip_bottom)), columns


def try_out(app: App, path: Path, columns: ColumnMap, currency: str | None, progress: Progress) -> Trial:
    """What a mapping makes of all rows; runs on a worker thread."""
    return app.trials.run(path, columns, currency=currency, progress=progress)


def rehearse(app: App, plan: Plan, progress: Progress) -> ImportReport:
    """What the import would do; runs on a worker thread."""
    return app.statements.preview(
        plan.path,
        plan.account_id,
        currency=plan.currency,
        column_map=plan.columns,
        choices=plan.choices,
        progress=progress,
    )


def carry_out(app: App, plan: Plan, progress: Progress) -> ImportReport:
    """Imports the file, and keeps its mapping when it was given a name; runs on the writer."""
    report = app.statements.import_file(
        plan.path,
        plan.account_id,
        currency=plan.currency,
        column_map=plan.columns,
        choices=plan.choices,
        progress=progress,
    )
    if plan.columns is not None and plan.profile:
        app.profiles.save(plan.profile, plan.headers, replace(plan.columns, identity=()))
    return report


def forms_of(explained: Sequence[Explained]) -> tuple[str, ...]:
    """The formats that a file may have, where several fit."""
    found = [one.choices for each in explained for one in each.questions if one.code == "format"]
    return found[0] if found else ()

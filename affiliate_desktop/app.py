"""The composition root: opens a workspace and builds the services. The window and the command line use it.

Services are imported when they are first asked for, so that the command line and the window start fast.
"""

from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from affiliate_desktop.core.changes import NOTHING, Changes, Kind
from affiliate_desktop.core.clock import Clock, SystemClock

if TYPE_CHECKING:
    from affiliate_desktop.audit.referral_service import Referrals
    from affiliate_desktop.audit.request_service import Requests
    from affiliate_desktop.audit.scorecard_service import Scorecards
    from affiliate_desktop.audit.service import Audits
    from affiliate_desktop.audit.what_if_service import WhatIf
    from affiliate_desktop.campaigns.placements import Placements
    from affiliate_desktop.campaigns.service import Campaigns
    from affiliate_desktop.kits.service import Kits
    from affiliate_desktop.ledger.attribution_service import Attributions
    from affiliate_desktop.ledger.corrections import Corrections
    from affiliate_desktop.ledger.payout import Terms
    from affiliate_desktop.ledger.payouts import Payouts
    from affiliate_desktop.ledger.rates import Rates
    from affiliate_desktop.ledger.service import Ledger
    from affiliate_desktop.ledger.unpaid import Unpaid
    from affiliate_desktop.links.service import Links
    from affiliate_desktop.programs.plan_service import Plans
    from affiliate_desktop.programs.service import Programs
    from affiliate_desktop.reports.calendars import Calendars
    from affiliate_desktop.reports.claims import Claims
    from affiliate_desktop.reports.service import Reports
    from affiliate_desktop.reports.visits import Traffics
    from affiliate_desktop.statements.comparison_service import Comparisons
    from affiliate_desktop.statements.file_rows import FileRows
    from affiliate_desktop.statements.format_files import Formats
    from affiliate_desktop.statements.payments import PaymentFiles
    from affiliate_desktop.statements.profiles import Profiles
    from affiliate_desktop.statements.receipts import Receipts
    from affiliate_desktop.statements.service import Statements
    from affiliate_desktop.statements.status_words import StatusWords
    from affiliate_desktop.statements.trials import Trials
    from affiliate_desktop.statements.visits import Visiting
    from affiliate_desktop.statements.watching import Watching
    from affiliate_desktop.studio.codes import Codes
    from affiliate_desktop.studio.designs import Designs
    from affiliate_desktop.studio.labels import Labels
    from affiliate_desktop.studio.service import Studio
    from affiliate_desktop.workspace.backup import Backups
    from affiliate_desktop.workspace.file import Workspace
    from affiliate_desktop.workspace.settings import Preferences


class App:
    """An open workspace and the services on it."""

    def __init__(self, workspace: "Workspace", clock: Clock) -> None:
        self.workspace = workspace
        self.clock = clock
        workspace.follow = self._follow

    @staticmethod
    def open(path: Path | None = None, clock: Clock | None = None, *, create: bool = True) -> "App":
        """Opens a workspace, the default one where no path is given.

        Args:
            path: the workspace file.
            clock: the computer's where none is given.
            create: make the file when it does not exist.

        Raises:
            Problem: when the file is no workspace, is damaged, or lies where it would be damaged.
        """
        from affiliate_desktop.workspace.opening import default_path, open_or_create, open_workspace

        clock = clock or SystemClock()
        return App((open_or_create if create else open_workspace)(path or default_path(), clock), clock)

    @cached_property
    def programs(self) -> "Programs":
        """Networks, accounts, programs, tracking ids."""
        from affiliate_desktop.programs.service import Programs

        return Programs(self.workspace)

    @cached_property
    def plans(self) -> "Plans":
        """The commission plans of programs, version by version."""
        from affiliate_desktop.programs.plan_service import Plans

        return Plans(self.workspace, self.programs)

    @cached_property
    def campaigns(self) -> "Campaigns":
        """Campaigns."""
        from affiliate_desktop.campaigns.service import Campaigns

        return Campaigns(self.workspace)

    @cached_property
    def placements(self) -> "Placements":
        """Where campaigns are seen."""
        from affiliate_desktop.campaigns.placements import Placements

        return Placements(self.workspace)

    @cached_property
    def scorecards(self) -> "Scorecards":
        """How programs treat their affiliates."""
        from affiliate_desktop.audit.scorecard_service import Scorecards

        return Scorecards(self.workspace, self.programs, self.plans)

    @cached_property
    def what_if(self) -> "WhatIf":
        """Which terms would pay best, and how the current period stands."""
        from affiliate_desktop.audit.what_if_service import WhatIf

        return WhatIf(self.workspace, self.plans)

    @cached_property
    def links(self) -> "Links":
        """Tagged links."""
        from affiliate_desktop.links.service import Links

        return Links(self.workspace, self.programs.network_catalog)

    @cached_property
    def studio(self) -> "Studio":
        """QR codes, banners and flyers."""
        from affiliate_desktop.studio.service import Studio

        return Studio(self.designs)

    @cached_property
    def designs(self) -> "Designs":
        """Designs and brand kits."""
        import platformdirs

        from affiliate_desktop.studio.design_catalog import DesignCatalog
        from affiliate_desktop.studio.designs import Designs

        folder = platformdirs.user_config_path("affiliate-desktop", appauthor=False) / "designs"
        return Designs(self.workspace, DesignCatalog(own=folder))

    @cached_property
    def labels(self) -> "Labels":
        """Label sheets, part-used sheets and printers."""
        from affiliate_desktop.studio.labels import Labels

        return Labels(self.workspace, self.designs)

    @cached_property
    def kits(self) -> "Kits":
        """Campaign kits."""
        from affiliate_desktop.kits.service import Kits

        return Kits(self.workspace, self.campaigns, self.links, self.studio, self.designs, self.preferences)

    @cached_property
    def codes(self) -> "Codes":
        """QR codes by the dozen."""
        from affiliate_desktop.studio.codes import Codes

        return Codes()

    @cached_property
    def ledger(self) -> "Ledger":
        """Transactions and their totals."""
        from affiliate_desktop.ledger.service import Ledger

        return Ledger(self.workspace, self.programs.network_catalog)

    @cached_property
    def attributions(self) -> "Attributions":
        """Where earnings belong that no click reference explains."""
        from affiliate_desktop.ledger.attribution_service import Attributions

        return Attributions(self.workspace)

    @cached_property
    def rates(self) -> "Rates":
        """Reference rates of currencies."""
        import platformdirs

        from affiliate_desktop.ledger.rates import Rates

        return Rates(platformdirs.user_config_path("affiliate-desktop", appauthor=False) / "rates")

    @cached_property
    def payouts(self) -> "Payouts":
        """Money received, and what it paid."""
        from affiliate_desktop.ledger.payouts import Payouts

        return Payouts(self.workspace, self.rates)

    @cached_property
    def unpaid(self) -> "Unpaid":
        """What has not been paid yet."""
        from affiliate_desktop.ledger.unpaid import Unpaid

        return Unpaid(self.workspace, self._payment_terms)

    @cached_property
    def corrections(self) -> "Corrections":
        """What you say of earnings yourself: entered, corrected, decided; and where each comes from."""
        from affiliate_desktop.ledger.corrections import Corrections

        return Corrections(self.workspace, self.programs.network_catalog)

    @cached_property
    def statements(self) -> "Statements":
        """Statement files."""
        from affiliate_desktop.statements.service import Statements

        return Statements(self.workspace, self.programs.network_catalog, self.backups)

    @cached_property
    def status_words(self) -> "StatusWords":
        """What the user said that words of status columns mean."""
        from affiliate_desktop.statements.status_words import StatusWords

        return StatusWords(self.workspace)

    @cached_property
    def file_rows(self) -> "FileRows":
        """The rows of imported files, and what became of each."""
        from affiliate_desktop.statements.file_rows import FileRows

        return FileRows(self.workspace)

    @cached_property
    def visits(self) -> "Visiting":
        """Visits of your own pages by UTM tags."""
        from affiliate_desktop.statements.visits import Visiting

        return Visiting(self.workspace)

    @cached_property
    def profiles(self) -> "Profiles":
        """Saved mappings of tables of no known format."""
        from affiliate_desktop.statements.profiles import Profiles

        return Profiles(self.workspace)

    @cached_property
    def watching(self) -> "Watching":
        """New files in a folder that the user chose."""
        from affiliate_desktop.statements.watching import Watching

        return Watching(self.workspace, self.statements)

    @cached_property
    def trials(self) -> "Trials":
        """Looks at tables of no known format and tries mappings on them."""
        from affiliate_desktop.statements.trials import Trials

        return Trials()

    @cached_property
    def formats(self) -> "Formats":
        """Formats that statements are recognized by."""
        from affiliate_desktop.statements.format_files import Formats

        return Formats(self.programs.network_catalog)

    @cached_property
    def payment_files(self) -> "PaymentFiles":
        """Files that say which money came in."""
        from affiliate_desktop.statements.payments import PaymentFiles

        return PaymentFiles(self.programs.network_catalog)

    @cached_property
    def receipts(self) -> "Receipts":
        """Payments of files, taken as payouts."""
        from affiliate_desktop.statements.receipts import Receipts

        return Receipts(self.payment_files, self.payouts, self.programs)

    @cached_property
    def comparisons(self) -> "Comparisons":
        """What differs between two statements, or between a file and the ledger."""
        from affiliate_desktop.statements.comparison_service import Comparisons

        return Comparisons(self.workspace, self.statements)

    @cached_property
    def referrals(self) -> "Referrals":
        """The user's own record of whom they referred."""
        from affiliate_desktop.audit.referral_service import Referrals

        return Referrals(self.workspace, self.programs)

    @cached_property
    def requests(self) -> "Requests":
        """What the user asked programs, and what they answered."""
        from affiliate_desktop.audit.request_service import Requests

        return Requests(self.workspace, self.programs)

    @cached_property
    def audits(self) -> "Audits":
        """What was due beside what statements report."""
        from affiliate_desktop.audit.service import Audits

        return Audits(self.workspace, self.programs, self.plans)

    @cached_property
    def claims(self) -> "Claims":
        """What an audit found, as a file for the program."""
        from affiliate_desktop.reports.claims import Claims

        name = self.workspace.path.stem
        return Claims(self.audits, self.clock, "" if name == "Default" else name)

    @cached_property
    def reports(self) -> "Reports":
        """Summaries and their PDF."""
        from affiliate_desktop.reports.service import Reports

        name = self.workspace.path.stem
        shown = "" if name == "Default" else name
        return Reports(self.ledger, self.statements, self.clock, shown, self.traffic)

    @cached_property
    def traffic(self) -> "Traffics":
        """Visits of campaigns, and what each was worth."""
        from affiliate_desktop.reports.visits import Traffics

        return Traffics(self.visits, self.ledger, self.campaigns, self.placements)

    @cached_property
    def calendars(self) -> "Calendars":
        """Calendar files."""
        from affiliate_desktop.reports.calendars import Calendars

        return Calendars(self.clock)

    @cached_property
    def backups(self) -> "Backups":
        """Verified copies of the workspace."""
        from affiliate_desktop.workspace.backup import Backups

        return Backups(self.workspace)

    @cached_property
    def preferences(self) -> "Preferences":
        """The workspace's settings."""
        from affiliate_desktop.workspace.settings import Preferences

        return Preferences(self.workspace)

    def _payment_terms(self, day: date) -> "dict[tuple[int, int | None], Terms]":
        """What the plans in force say about payment, by account and program."""
        from affiliate_desktop.core.money import Money
        from affiliate_desktop.ledger.payout import Terms

        accounts = {program.id: program.account_id for program in self.programs.programs(archived=True)}
        owners = list(accounts.values())
        found: dict[tuple[int, int | None], Terms] = {}
        for version in self.plans.versions():
            if version.valid_from is None or version.valid_from <= day:
                terms, account = version.plan.terms, accounts[version.program_id]
                # the only program's terms are those of the account, also for rows that name no program
                key = (account, version.program_id if owners.count(account) > 1 else None)
                least = terms.payout_threshold
                threshold = None if least is None else Money.of(least, version.plan.currency)
                found[key] = Terms(terms.hold_days, terms.pay_day, threshold, "plan")
        return {key: terms for key, terms in found.items() if terms != Terms(source="plan")}

    def _follow(self, changes: Changes) -> Changes:
        """After an edit, undo or redo: earnings follow links, tracking ids, rules, payouts and what was said."""
        followed = self.payouts.settle_again(changes) if changes.touches(Kind.PAYOUT) else NOTHING
        if changes.touches(Kind.CORRECTION):
            followed |= self.corrections.settle().changes
        if changes.touches(Kind.LINK, Kind.ACCOUNT, Kind.ATTRIBUTION):
            followed |= self.ledger.attribute().changes
        return followed

    def close(self) -> None:
        """Backs up what changed and lets go of the file.

        Raises:
            Failed: when the backup can't be written; the file is let go all the same.
        """
        try:
            self.backups.make_at_close()
        finally:
            self.workspace.close()

"""Audit: what was due, beside what the statements say, and the user's own record of referrals."""

from PySide6.QtCore import QCoreApplication

from affiliate_desktop.gui.audit.audit_tab import AuditTab
from affiliate_desktop.gui.audit.referrals_tab import ReferralsTab
from affiliate_desktop.gui.audit.requests_tab import RequestsTab
from affiliate_desktop.gui.audit.scorecard_tab import ScorecardTab
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.tabbed import TabbedPage

translate = QCoreApplication.translate


class AuditPage(TabbedPage):
    """What was due and what was reported."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            translate("AuditPage", "Audit"),
            translate("AuditPage", "What was due by the terms, beside what the statements say"),
            "audit",
        )
        self.add_tabs(
            ("audit", self.tr("Audit"), AuditTab(context)),
            ("referrals", self.tr("Referrals"), ReferralsTab(context)),
            ("requests", self.tr("Requests"), RequestsTab(context)),
            ("scorecard", self.tr("Scorecard"), ScorecardTab(context)),
        )

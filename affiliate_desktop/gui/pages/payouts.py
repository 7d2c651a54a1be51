"""Payouts: what is unpaid, what was received, what should come."""

from PySide6.QtCore import QCoreApplication

from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.payouts.expected_tab import ExpectedTab
from affiliate_desktop.gui.payouts.payouts_tab import PayoutsTab
from affiliate_desktop.gui.payouts.unpaid_tab import UnpaidTab
from affiliate_desktop.gui.tabbed import TabbedPage

translate = QCoreApplication.translate


class PayoutsPage(TabbedPage):
    """Money: owed, received, expected."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            translate("PayoutsPage", "Payouts"),
            translate(
                "PayoutsPage", "What programs still owe you, what they paid, and when the next money should come"
            ),
            "payouts",
        )
        self.add_tabs(
            ("unpaid", self.tr("Unpaid"), UnpaidTab(context)),
            ("payouts", self.tr("Payouts"), PayoutsTab(context)),
            ("expected", self.tr("Expected"), ExpectedTab(context)),
        )

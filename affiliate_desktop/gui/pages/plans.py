"""Plans: what each program pays for, from when on, in words."""

from PySide6.QtCore import QCoreApplication

from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.plans.plans_tab import PlansTab
from affiliate_desktop.gui.plans.what_if import WhatIfTab
from affiliate_desktop.gui.tabbed import TabbedPage

translate = QCoreApplication.translate


class PlansPage(TabbedPage):
    """The terms of programs, and what they make of referrals."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            translate("PlansPage", "Plans"),
            translate("PlansPage", "What each program pays for, from when on, in words"),
            "plans",
        )
        self.add_tabs(
            ("plans", self.tr("Plans"), PlansTab(context)),
            ("what_if", self.tr("What if"), WhatIfTab(context)),
        )

"""What was due beside what was reported."""

from typing import ClassVar

from affiliate_desktop.core.changes import Kind
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.parts import EmptyState
from affiliate_desktop.gui.tabbed import Tab


class AuditTab(Tab):
    """One program's rows over a period, each with the arithmetic of what was due."""

    kinds: ClassVar[frozenset[Kind]] = frozenset({Kind.PLAN, Kind.PROGRAM, Kind.REFERRAL, Kind.TRANSACTION})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.empty = EmptyState(
            context.theme,
            "audit",
            self.tr("Nothing to compare yet"),
            self.tr("An audit needs a program with terms, and a statement of it."),
        )
        self.body.addWidget(self.empty, 1)

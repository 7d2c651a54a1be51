"""The user's own record of who was referred."""

from typing import ClassVar

from affiliate_desktop.core.changes import Kind
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.parts import EmptyState
from affiliate_desktop.gui.tabbed import Tab


class ReferralsTab(Tab):
    """Referrals with their sign-ups, projects and sales."""

    kinds: ClassVar[frozenset[Kind]] = frozenset({Kind.REFERRAL, Kind.PROGRAM, Kind.LINK})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.empty = EmptyState(
            context.theme,
            "audit",
            self.tr("No referrals yet"),
            self.tr("Note whom you referred and when. A name or an alias is enough; no network ever sees it."),
        )
        self.body.addWidget(self.empty, 1)

"""The programs and their terms."""

from typing import ClassVar

from affiliate_desktop.core.changes import Kind
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.parts import EmptyState
from affiliate_desktop.gui.tabbed import Tab


class PlansTab(Tab):
    """Programs at the left, the versions of the chosen one at the right."""

    kinds: ClassVar[frozenset[Kind]] = frozenset({Kind.PLAN, Kind.PROGRAM, Kind.ACCOUNT})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.empty = EmptyState(
            context.theme,
            "plans",
            self.tr("No program yet"),
            self.tr(
                "Terms belong to a program. Add an account first; its programs come with it or with its statements."
            ),
        )
        self.body.addWidget(self.empty, 1)

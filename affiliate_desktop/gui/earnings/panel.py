"""What is told about the selected transaction: every figure, and where it came from."""

from PySide6.QtCore import Signal, Slot

from affiliate_desktop.gui.attribution.rows import how_found
from affiliate_desktop.gui.colors import STATUS_TONES
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.detail import DetailPanel
from affiliate_desktop.gui.earnings.rows import what_for
from affiliate_desktop.gui.parts import Pill, button, label, row
from affiliate_desktop.gui.statuses import commission_status
from affiliate_desktop.ledger.model import Transaction


class EarningPanel(DetailPanel):
    """The panel beside the earnings.

    Signals:
        statement_wanted(): show the imported file that the row stands in.
        closed(): the panel is not wanted any more.
    """

    statement_wanted = Signal()
    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context

    def show_row(self, shown: Transaction) -> None:
        """Tells about a transaction."""
        self.clear()
        formats = self._context.formats
        self.inside.addWidget(label(what_for(shown), "section", wrap=True))
        pill = Pill(self._context.theme, commission_status(shown.status), STATUS_TONES[shown.status])
        self.add_layout(row(pill, 1))
        self.inside.addSpacing(6)
        self.inside.addWidget(label(formats.money(shown.commission_micro, shown.currency), "title"))
        self.inside.addWidget(label(self.tr("Commission"), "caption"))
        self.inside.addSpacing(6)
        self.add_facts(
            (
                (self.tr("Date"), formats.day(shown.day)),
                (self.tr("Sale"), formats.money(shown.sale_micro, shown.currency) if shown.sale_micro else ""),
                (self.tr("Quantity"), "" if shown.quantity is None else formats.number(shown.quantity)),
                (self.tr("Account"), shown.account),
                (self.tr("Program"), shown.program or ""),
                (self.tr("Campaign"), shown.campaign or self.tr("not attributed")),
                (self.tr("Placement"), shown.placement or ""),
                (self.tr("Link"), shown.link or ""),
                (self.tr("Attributed"), how_found(shown.attributed)),
                (self.tr("Reference"), shown.sub_id),
                (self.tr("Their id"), shown.external_id or ""),
                (self.tr("Their status"), shown.status_raw),
            )
        )
        self.add_heading(self.tr("Where it comes from"))
        place = self.tr("line {line}").format(line=formats.number(shown.line))
        if shown.sheet:
            place = self.tr("sheet {sheet}, row {line}").format(sheet=shown.sheet, line=formats.number(shown.line))
        self.inside.addWidget(label(shown.file, wrap=True))
        self.inside.addWidget(label(place, "muted"))
        self.inside.addSpacing(10)
        self.add_layout(
            row(button(self.tr("Show the import"), self._statement), button(self.tr("Close"), self._close), 1)
        )
        self.end()

    @Slot()
    def _statement(self) -> None:
        self.statement_wanted.emit()

    @Slot()
    def _close(self) -> None:
        self.closed.emit()

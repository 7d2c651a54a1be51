"""What is told about the selected payout."""

from PySide6.QtCore import Signal, Slot

from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.detail import DetailPanel
from affiliate_desktop.gui.parts import Pill, button, label, row
from affiliate_desktop.gui.payouts.gap_view import GapView
from affiliate_desktop.gui.payouts.words import state_of
from affiliate_desktop.ledger.payout import Payout, ThreeWay
from affiliate_desktop.ledger.payouts import PayoutView


class PayoutPanel(DetailPanel):
    """The panel beside the list.

    Signals:
        edit_wanted(), match_wanted(): for the payout that is shown.
    """

    edit_wanted = Signal()
    match_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.gap = GapView(context.formats)

    def show_payout(self, view: PayoutView, gap: ThreeWay) -> None:
        """Tells about a payout."""
        self.clear()
        payout, formats = view.payout, self._context.formats
        heading = formats.money(payout.received.micro, payout.received.currency)
        self.inside.addWidget(label(heading, "section", wrap=True))
        self.add_layout(row(Pill(self._context.theme, *state_of(view)), 1))
        self.inside.addSpacing(6)
        self.add_facts(
            (
                (self.tr("Received"), formats.day(payout.paid_on)),
                (self.tr("Account"), view.account or ""),
                (self.tr("Payer"), payout.payer),
                (self.tr("Method"), payout.method),
                (self.tr("Reference"), payout.reference),
                (self.tr("For"), self._period(payout)),
                (self.tr("File"), self._file(payout)),
                (self.tr("Notes"), payout.notes),
            )
        )
        self.add_heading(self.tr("From earnings to money"))
        self.gap = GapView(formats)
        self.gap.show_gap(gap)
        self.inside.addWidget(self.gap)
        self.inside.addSpacing(14)
        self._add_buttons(view)
        self.end()

    def _period(self, payout: Payout) -> str:
        period = payout.period
        if period.start is None and period.end is None:
            return ""
        formats = self._context.formats
        return f"{formats.day(period.start)} - {formats.day(period.end)}"

    def _file(self, payout: Payout) -> str:
        evidence = payout.evidence
        if not evidence.file or evidence.line is None:
            return evidence.file
        return self.tr("{file}, line {line}").format(file=evidence.file, line=evidence.line)

    def _add_buttons(self, view: PayoutView) -> None:
        match = button(self.tr("Match earnings…"), self._match, kind="primary")
        match.setEnabled(view.payout.account_id is not None)
        edit = button(self.tr("Edit…"), self._edit, icon="edit", theme=self._context.theme)
        edit.setEnabled(not self._context.read_only)
        self.add_layout(row(match, edit, 1))

    @Slot()
    def _match(self) -> None:
        self.match_wanted.emit()

    @Slot()
    def _edit(self) -> None:
        self.edit_wanted.emit()

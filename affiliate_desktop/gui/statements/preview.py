"""What an import would do: counts, sums, the first rows, and every row that could not be read."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QStackedWidget, QWidget

from affiliate_desktop.core.money import NO_CURRENCY
from affiliate_desktop.core.periods import parse_day
from affiliate_desktop.gui.colors import STATUS_TONES
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.format import Formats
from affiliate_desktop.gui.parts import button, column, label, row
from affiliate_desktop.gui.statements.visits import silenced_words, visits_table
from affiliate_desktop.gui.statuses import commission_status
from affiliate_desktop.gui.table_view import RecordTable
from affiliate_desktop.gui.tables import Column, RecordModel
from affiliate_desktop.ledger.model import Observation
from affiliate_desktop.statements.model import ImportReport, RejectedRow, StatusTotal
from affiliate_desktop.statements.trials import Trial

translate = QCoreApplication.translate


class PreviewView(QWidget):
    """Shows an ``ImportReport`` that has not been carried out."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._figures: QWidget = QWidget()
        self.accepted: RecordTable[Observation] = RecordTable(
            RecordModel(observation_columns(context.formats), _place),
            context.theme,
            "import-rows",
            self.tr("First rows"),
        )
        self.visits = visits_table(context)
        self.rejected = rejected_table(context)
        self._rows_button = self._switch(self.tr("First rows"))
        self._rejected_button = self._switch(self.tr("Not understood"))
        self._rows_button.setChecked(True)
        choices = QFrame()
        choices.setProperty("kind", "choices")
        choices.setLayout(row(self._rows_button, self._rejected_button, spacing=2, margin=3))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.accepted)
        self._stack.addWidget(self.visits)
        self._stack.addWidget(self.rejected)
        self._first: QWidget = self.accepted
        self.silenced = label("", "hint", wrap=True)
        self.silenced.hide()
        self._layout = column(self._figures, self.silenced, row(choices, 1), spacing=10)
        self._layout.addWidget(self._stack, 1)
        self.setLayout(self._layout)

    def show_report(self, report: ImportReport) -> None:
        """Shows what would happen."""
        counts: Sequence[tuple[str, int]] = (
            (self.tr("Rows"), report.rows),
            (self.tr("New"), report.new),
            (self.tr("Updated"), report.updated),
            (self.tr("Unchanged"), report.unchanged),
            (self.tr("Not understood"), len(report.rejected)),
        )
        if report.visits is not None:
            counts = (*counts, (self.tr("Visits"), report.visits.sessions))
        self._show_figures(counts, report.totals)
        self.visits.records.show_records(report.visit_rows)
        self._first = self.visits if report.visit_rows else self.accepted
        self._show_rows(report.sample, report.rejected, len(report.rejected))
        self.silenced.setText(silenced_words(report, self._context.formats))
        self.silenced.setVisible(bool(report.silenced))

    def show_trial(self, trial: Trial) -> None:
        """Shows what a mapping makes of the rows, before it is known which of them are new."""
        counts = ((self.tr("Rows"), trial.rows), (self.tr("Not understood"), trial.refused))
        self._first = self.accepted
        self.silenced.hide()
        self._show_figures(counts, trial.totals)
        self._show_rows(trial.sample, trial.rejected, trial.refused)

    def _show_figures(self, counts: Sequence[tuple[str, int]], totals: Sequence[StatusTotal]) -> None:
        figures = figures_of(counts, totals, self._context.formats)
        self._layout.replaceWidget(self._figures, figures)
        self._figures.hide()
        self._figures.deleteLater()
        self._figures = figures

    def _show_rows(self, sample: Sequence[Observation], rejected: Sequence[RejectedRow], count: int) -> None:
        stays = self._stack.currentWidget() is self.rejected
        self.accepted.records.show_records(sample)
        self.rejected.records.show_records(rejected)
        self._rejected_button.setText(self.tr("Not understood ({count})").format(count=count))
        _make_room(self._rejected_button)
        self._rejected_button.setEnabled(bool(count))
        nothing = not sample and self._first is self.accepted
        self._show_rejected(wanted=bool(count) and (stays or nothing))

    def _switch(self, text: str) -> QPushButton:
        made = button(text, self._switched, kind="choice")
        made.setCheckable(True)
        made.setAutoExclusive(True)
        _make_room(made)
        return made

    @Slot()
    def _switched(self) -> None:
        self._show_rejected(wanted=self._rejected_button.isChecked())

    def _show_rejected(self, *, wanted: bool) -> None:
        (self._rejected_button if wanted else self._rows_button).setChecked(True)
        self._stack.setCurrentWidget(self.rejected if wanted else self._first)


def _make_room(made: QPushButton) -> None:
    """The text is bold while the button is chosen."""
    bold = QFont(made.font())
    bold.setBold(True)
    made.setMinimumWidth(QFontMetrics(bold).horizontalAdvance(made.text()) + 40)


def figures_of(counts: Sequence[tuple[str, int]], totals: Sequence[StatusTotal], formats: Formats) -> QWidget:
    """Counts, and the sum of each currency and status."""
    held = QWidget()
    grid = QGridLayout(held)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(32)
    grid.setVerticalSpacing(2)
    for at, (name, count) in enumerate(counts):
        grid.addWidget(label(name, "caption"), 0, at)
        grid.addWidget(label(formats.number(count), "section"), 1, at)
    at = len(counts)
    for total in totals:
        currency = "" if total.currency == NO_CURRENCY else f", {total.currency}"
        name = f"{commission_status(total.status)}{currency}"
        grid.addWidget(label(name, "caption"), 0, at)
        money = label(formats.money(total.commission_micro, total.currency), "section")
        sales = formats.money(total.sale_micro, total.currency)
        money.setToolTip(translate("Preview", "Sales {sum}").format(sum=sales))
        grid.addWidget(money, 1, at)
        at += 1
    grid.setColumnStretch(at, 1)
    return held


def rejected_table(context: Context) -> RecordTable[RejectedRow]:
    """The rows that could not be read: where, why, and what stands there."""
    model: RecordModel[RejectedRow] = RecordModel(
        (
            Column("line", translate("Preview", "Line"), _line, sort=lambda one: (one.sheet, one.line), width=16),
            Column("reason", translate("Preview", "Reason"), _reason, width=0, tip=_reason),
            Column("cells", translate("Preview", "What stands there"), _cells, width=0, muted=True, tip=_cells),
        ),
        lambda one: (one.sheet, one.line),
    )
    return RecordTable(model, context.theme, "import-rejected", translate("Preview", "Rows not understood"))


def observation_columns(formats: Formats) -> Sequence[Column[Observation]]:
    """The columns of the first rows."""
    return (
        Column("day", translate("Preview", "Date"), lambda one: formats.day(parse_day(one.day)), width=16),
        Column("product", translate("Preview", "What for"), lambda one: one.product or one.external_id or "", width=0),
        Column("sub_id", translate("Preview", "Reference"), lambda one: one.sub_id, muted=True, width=18),
        Column(
            "status",
            translate("Preview", "Status"),
            lambda one: commission_status(one.status),
            tone=lambda one: STATUS_TONES[one.status],
            width=13,
        ),
        Column(
            "sale",
            translate("Preview", "Sale"),
            lambda one: formats.money(one.sale_micro, one.currency) if one.sale_micro else "",
            right=True,
            muted=True,
            width=13,
        ),
        Column(
            "commission",
            translate("Preview", "Commission"),
            lambda one: formats.money(one.commission_micro, one.currency),
            right=True,
            width=14,
        ),
    )


def _place(one: Observation) -> tuple[int, int]:
    return one.sheet, one.line


def _line(one: RejectedRow) -> str:
    return f"{one.sheet}, {one.line}" if one.sheet else str(one.line)


def _reason(one: RejectedRow) -> str:
    return one.reason


def _cells(one: RejectedRow) -> str:
    return " | ".join(one.cells)

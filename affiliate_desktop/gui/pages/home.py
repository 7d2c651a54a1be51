"""Home: what was earned in a period, per currency, by month, program and campaign."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSettings, Slot
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QWidget
from typing_extensions import override

from affiliate_desktop.app import App
from affiliate_desktop.core.changes import Kind
from affiliate_desktop.core.periods import ALL_TIME, Period
from affiliate_desktop.gui.context import Context, Request
from affiliate_desktop.gui.fields import ChoiceBox
from affiliate_desktop.gui.home.chart import MonthChart
from affiliate_desktop.gui.home.currency_card import CurrencyCard
from affiliate_desktop.gui.home.dialogs import PeriodDialog, SummaryDialog
from affiliate_desktop.gui.home.periods import (
    CUSTOM,
    DEFAULT,
    period_choices,
    period_named,
    period_slug,
    period_words,
)
from affiliate_desktop.gui.home.ranking import Ranking
from affiliate_desktop.gui.page import Page
from affiliate_desktop.gui.parts import GAP, EmptyState, ScrolledBody, column, row
from affiliate_desktop.ledger.model import Grouping
from affiliate_desktop.reports.measures import breakdown, key_figures
from affiliate_desktop.reports.model import Summary

translate = QCoreApplication.translate
CARDS_ABREAST = 2


class HomePage(Page):
    """The figures of a period, from ``Reports.summary`` alone: the same as in the PDF and at the command line."""

    kinds = frozenset({Kind.TRANSACTION, Kind.STATEMENT, Kind.CAMPAIGN, Kind.PROGRAM, Kind.ACCOUNT})

    def __init__(self, context: Context) -> None:
        super().__init__(context, translate("HomePage", "Home"), " ")
        self._custom = ALL_TIME
        self._summary: Summary | None = None
        self._currency = ""
        self._paper = "A4"
        self.cards: list[CurrencyCard] = []
        self.period_box = ChoiceBox(period_choices())
        self.period_box.setAccessibleName(self.tr("Period"))
        self.period_box.set_value(str(QSettings().value("home/period", DEFAULT)))
        if self.period_box.value() == CUSTOM:
            self.period_box.set_value(DEFAULT)
        self.period_box.chosen.connect(self._period_chosen)
        self.add_widget(self.period_box)
        self.save_button = self.add_action(self.tr("Save PDF summary…"), self.save_summary, icon="download")
        self.stack = QStackedWidget()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.stack, 1)
        self._build()

    @property
    def period(self) -> Period:
        """The period that is shown."""
        name = str(self.period_box.value())
        return self._custom if name == CUSTOM else period_named(name, self.context.app.clock.today())

    @override
    def refresh(self) -> None:
        self.subtitle.setText(period_words(self.period, self.context.formats))
        self.context.jobs.read(partial(_load, self.context.app, self.period), self._show)

    @override
    def new(self) -> None:
        self.context.go("links", "new")

    @override
    def answer(self, request: Request) -> None:
        super().answer(request)
        if request.action == "pdf":
            self.save_summary()

    # --- showing -----------------------------------------------------------------------------------------------

    @Slot(object)
    def _show(self, loaded: tuple[Summary, bool, str]) -> None:
        summary, any_at_all, self._paper = loaded
        self._summary = summary
        self.save_button.setEnabled(not summary.empty)
        if summary.empty:
            self.stack.setCurrentWidget(self.nothing_then if any_at_all else self.nothing_yet)
            return
        self._show_cards(summary)
        self._show_currency(self._currency if self._currency in summary.currencies else summary.currencies[0])
        self.stack.setCurrentWidget(self.figures)

    def _show_cards(self, summary: Summary) -> None:
        for card in self.cards:
            self.cards_grid.removeWidget(card)
            card.deleteLater()
        several = len(summary.currencies) > 1
        self.cards = []
        for at, currency in enumerate(summary.currencies):
            figures = key_figures(summary.by_status, currency)
            card = CurrencyCard(self.context.theme, self.context.formats, figures, choosable=several)
            card.chosen.connect(self._show_currency)
            self.cards_grid.addWidget(card, at // CARDS_ABREAST, at % CARDS_ABREAST)
            self.cards.append(card)

    @Slot(str)
    def _show_currency(self, currency: str) -> None:
        summary = self._summary
        if summary is None:
            return
        self._currency = currency
        for card in self.cards:
            card.mark(currency)
        self.chart.show_months(breakdown(summary.by_month, currency, Grouping.MONTH), currency)
        programs = breakdown(summary.by_program_status, currency, Grouping.PROGRAM)
        campaigns = breakdown(summary.by_campaign_status, currency, Grouping.CAMPAIGN)
        self.programs.show_figures(programs)
        self.campaigns.show_figures(campaigns)

    # --- the period --------------------------------------------------------------------------------------------

    @Slot(object)
    def _period_chosen(self, name: str) -> None:
        if name == CUSTOM:
            dialog = PeriodDialog(self.context, self.window(), self._custom)
            dialog.picked.connect(self._picked)
            dialog.open()
            return
        QSettings().setValue("home/period", name)
        self.refresh()

    @Slot(object)
    def _picked(self, period: Period) -> None:
        self._custom = period
        self.refresh()

    @Slot()
    def _show_all_time(self) -> None:
        self.period_box.set_value("all")

    @Slot()
    def _import(self) -> None:
        self.context.go("statements", "import")

    # --- the PDF -----------------------------------------------------------------------------------------------

    @Slot()
    def save_summary(self) -> None:
        """Asks for the paper and the file, and writes the summary."""
        if self._summary is not None and self._summary.empty:
            self.context.messages.note(self.tr("There is nothing to summarize in this period"))
            return
        words = period_words(self.period, self.context.formats)
        dialog = SummaryDialog(self.context, self.window(), words, self._paper)
        dialog.picked.connect(self._paper_picked)
        dialog.open()

    @Slot(str)
    def _paper_picked(self, paper: str) -> None:
        self._paper = paper
        name = f"earnings-{period_slug(self.period)}.pdf"
        self.context.messages.ask_save(self.tr("Save PDF summary"), name, self.tr("PDF (*.pdf)"), self._save)

    def _save(self, path: Path) -> None:
        progress = self.context.jobs.progress(self.tr("Writing the summary"))
        work = partial(self.context.app.reports.pdf, self.period, path, self._paper, progress=progress)
        self.context.jobs.read(work, self._saved, progress=progress)

    @Slot(object)
    def _saved(self, path: Path) -> None:
        self.context.messages.note_saved(path)

    # --- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        theme, formats = self.context.theme, self.context.formats
        self.cards_grid = QGridLayout()
        self.cards_grid.setSpacing(GAP)
        self.chart = MonthChart(self.context)
        self.programs = Ranking(theme, formats, self.tr("By program"), self.tr("No program"))
        self.campaigns = Ranking(theme, formats, self.tr("Top campaigns"), self.tr("No campaign"))
        beside = row(spacing=GAP)
        beside.addWidget(self.programs, 1)
        beside.addWidget(self.campaigns, 1)
        layout = column(self.cards_grid, self.chart, beside, 1, spacing=GAP)
        self.figures = ScrolledBody(layout, self.tr("Figures"))
        self.nothing_yet = self._nothing_yet()
        self.nothing_then = self._nothing_then()
        for widget in (QWidget(), self.figures, self.nothing_yet, self.nothing_then):
            self.stack.addWidget(widget)

    def _nothing_yet(self) -> EmptyState:
        return EmptyState(
            self.context.theme,
            "earnings",
            self.tr("No earnings yet"),
            self.tr("Import what a program sent you, or drop the file on the window: a network's, or any table."),
            self.tr("Import a statement"),
            self._import,
            may=not self.context.read_only,
        )

    def _nothing_then(self) -> EmptyState:
        return EmptyState(
            self.context.theme,
            "calendar",
            self.tr("Nothing was earned in this period"),
            self.tr("There are earnings outside of it."),
            self.tr("Show all time"),
            self._show_all_time,
        )


def _load(app: App, period: Period) -> tuple[Summary, bool, str]:
    """The figures, whether there are any in other periods, and the paper; runs on a worker thread."""
    summary = app.reports.summary(period)
    return summary, not summary.empty or app.ledger.count() > 0, app.preferences.load().paper

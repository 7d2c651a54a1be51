"""The home page shows the figures of the reports room, and saves them as a PDF."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from affiliate_desktop.app import App
from affiliate_desktop.core.periods import Period
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.gui.context import Context, Request
from affiliate_desktop.gui.home.dialogs import PeriodDialog, SummaryDialog
from affiliate_desktop.gui.home.periods import period_named, period_slug, period_words
from affiliate_desktop.gui.home.plot import MonthPlot
from affiliate_desktop.gui.pages.home import HomePage
from affiliate_desktop.ledger.model import Grouping
from affiliate_desktop.reports.measures import breakdown, key_figures
from tests.gui.conftest import RecordedMessages


@pytest.fixture
def sample(app: App) -> App:
    """The sample data, made through the services."""
    from affiliate_desktop.kits.sample import build_sample

    build_sample(app, Progress())
    return app


@pytest.fixture
def page(context: Context, qtbot: QtBot, settle) -> HomePage:
    page = HomePage(context)
    qtbot.addWidget(page)
    page.resize(1000, 800)
    page.show()
    settle()
    return page


def test_without_earnings_the_page_says_what_to_do_next(page: HomePage, context: Context, qtbot: QtBot) -> None:
    wanted: list[Request] = []
    context.wanted.connect(wanted.append)
    assert page.stack.currentWidget() is page.nothing_yet
    assert not page.save_button.isEnabled()
    qtbot.mouseClick(page.nothing_yet.action, Qt.MouseButton.LeftButton)
    assert wanted == [Request("statements", "import")]


def test_the_cards_show_the_sums_of_the_reports_room(sample: App, page: HomePage, settle) -> None:
    page.period_box.set_value("all")
    settle()
    summary = sample.reports.summary(Period())
    assert [card.total.text() for card in page.cards] == [
        page.context.formats.money(key_figures(summary.by_status, currency).total.commission_micro, currency)
        for currency in summary.currencies
    ]


def test_the_rankings_show_the_largest_first_in_the_chosen_currency(sample: App, page: HomePage, settle) -> None:
    page.period_box.set_value("all")
    settle()
    summary = sample.reports.summary(Period())
    for currency in summary.currencies:
        page._show_currency(currency)
        figures = breakdown(summary.by_program_status, currency, Grouping.PROGRAM)
        texts = [each.text() for each in page.programs.findChildren(QLabel)]
        assert page.context.formats.money(figures[0].total.commission_micro, currency) in texts
        assert [str(card.property("chosen")) for card in page.cards].count("true") == 1


def test_the_chart_is_drawn_with_a_bar_for_each_month(sample: App, page: HomePage, settle, qtbot: QtBot) -> None:
    page.period_box.set_value("all")
    settle()
    qtbot.waitUntil(lambda: isinstance(page.chart._plot, MonthPlot), timeout=10_000)
    plot = page.chart._plot
    assert isinstance(plot, MonthPlot)
    first, last = plot._months[0].name or "", plot._months[-1].name or ""
    months = (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7]) + 1
    assert len(plot._months) == months
    assert plot.accessibleName()
    assert first[:4] in plot.accessibleDescription()
    page.context.theme.choose("dark")
    page.context.theme.choose("light")


def test_a_period_without_earnings_offers_all_time(sample: App, page: HomePage, settle, qtbot: QtBot) -> None:
    page._picked(Period(date(1999, 1, 1), date(1999, 2, 1)))
    page.period_box.blockSignals(True)
    page.period_box.set_value("custom")
    page.period_box.blockSignals(False)
    page.refresh()
    settle()
    assert page.stack.currentWidget() is page.nothing_then
    qtbot.mouseClick(page.nothing_then.action, Qt.MouseButton.LeftButton)
    settle()
    assert page.stack.currentWidget() is page.figures
    assert QSettings().value("home/period") == "all"


def test_days_can_be_chosen_from_and_to(sample: App, page: HomePage, settle) -> None:
    page.period_box.set_value("custom")
    settle()
    dialog = next(each for each in page.findChildren(QDialog) if isinstance(each, PeriodDialog))
    dialog.start.setText("2026-03-01")
    dialog.end.setText("2026-03-31")
    dialog._save()
    settle()
    assert page.period == Period(date(2026, 3, 1), date(2026, 3, 31))
    assert page.subtitle.toolTip() or "Mar 1, 2026" in page.subtitle.text()


def test_the_summary_is_saved_on_the_chosen_paper(
    sample: App, page: HomePage, messages: RecordedMessages, tmp_path: Path, settle
) -> None:
    page.period_box.set_value("all")
    settle()
    page.answer(Request("home", "pdf"))
    dialog = next(each for each in page.findChildren(QDialog) if isinstance(each, SummaryDialog))
    dialog.paper.set_value("Letter")
    dialog._save()
    assert messages.told.asked[-1].text == "earnings-all-time.pdf"
    messages.give(tmp_path / "out.pdf")
    settle()
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")
    assert messages.told.saved == [tmp_path / "out.pdf"]


def test_an_empty_period_has_no_summary(page: HomePage, messages: RecordedMessages) -> None:
    page.answer(Request("home", "pdf"))
    assert messages.told.notes == ["There is nothing to summarize in this period"]


def test_a_summary_that_cannot_be_written_is_told(
    sample: App, page: HomePage, messages: RecordedMessages, tmp_path: Path, settle
) -> None:
    page._save(tmp_path / "nowhere" / "out.pdf")
    settle()
    assert len(messages.told.problems) == 1
    assert not messages.told.saved


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("this-month", "2026-03-01", "2026-03-31"),
        ("last-month", "2026-02-01", "2026-02-28"),
        ("last-3-months", "2026-01-01", "2026-03-31"),
        ("last-12-months", "2025-04-01", "2026-03-31"),
        ("this-year", "2026-01-01", "2026-12-31"),
        ("last-year", "2025-01-01", "2025-12-31"),
    ],
)
def test_a_named_period_is_whole_months(name: str, start: str, end: str) -> None:
    period = period_named(name, date(2026, 3, 15))
    assert (str(period.start), str(period.end)) == (start, end)
    assert period_slug(period) == f"{start}-to-{end}"


def test_open_periods_are_said_in_words(context: Context) -> None:
    assert period_words(Period(), context.formats) == "All time"
    assert period_words(Period(date(2026, 1, 1)), context.formats) == "since Jan 1, 2026"
    assert period_words(Period(None, date(2026, 1, 1)), context.formats) == "until Jan 1, 2026"
    assert period_slug(Period(None, date(2026, 1, 1))) == "start-to-2026-01-01"

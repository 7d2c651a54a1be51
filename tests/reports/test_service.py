"""Summaries from real imports: the PDF, the service and the ledger say the same."""

from datetime import date
from pathlib import Path

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.core.periods import ALL_TIME, Period
from affiliate_desktop.core.problems import BadInput, Cancelled, Failed
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.kits.sample import build_sample
from affiliate_desktop.ledger.model import EarningsFilter, Grouping
from affiliate_desktop.reports.words import amount
from tests.reports.conftest import texts

SPRING = Period(date(2026, 3, 1), date(2026, 5, 31))


@pytest.fixture
def earning(app: App) -> App:
    """A workspace with the sample data."""
    build_sample(app)
    return app


@pytest.mark.parametrize("period", [ALL_TIME, SPRING])
def test_a_summary_is_what_the_ledger_says(earning: App, period: Period) -> None:
    summary = earning.reports.summary(period)
    only = EarningsFilter(period=period)
    assert summary.by_status == earning.ledger.totals((Grouping.STATUS,), only)
    assert summary.by_month == earning.ledger.totals((Grouping.MONTH, Grouping.STATUS), only)
    assert set(summary.by_program) == set(earning.ledger.totals((Grouping.PROGRAM,), only))
    assert set(summary.by_campaign) == set(earning.ledger.totals((Grouping.CAMPAIGN,), only))
    for currency in summary.currencies:
        own = [total.commission_micro for total in summary.by_program if total.currency == currency]
        assert own == sorted(own, reverse=True)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_pdf_shows_the_ledgers_totals(earning: App, tmp_path: Path, paper: str) -> None:
    file = earning.reports.pdf(SPRING, tmp_path / "spring.pdf", paper)
    lines = {line for page in texts(file) for line in page.split("\n")}
    totals = earning.ledger.totals((Grouping.STATUS,), EarningsFilter(period=SPRING))
    assert len(totals) >= 3
    for total in totals:
        status = (total.group(Grouping.STATUS) or "").capitalize()
        sale, commission = amount(total.sale_micro, total.currency), amount(total.commission_micro, total.currency)
        assert f"{status} {total.count:,} {sale} {commission}" in lines
    for statement in earning.statements.list():
        assert (f"SHA-256 {statement.sha256}" in lines) is (statement.visits is None)


def test_the_pdf_tells_what_each_visit_of_a_campaign_was_worth(earning: App, tmp_path: Path) -> None:
    whole = texts(earning.reports.pdf(ALL_TIME, tmp_path / "all.pdf", "A4"))
    lines = {line for page in whole for line in page.split("\n")}
    assert "Visits by campaign" in lines
    for each in earning.traffic.read().campaigns:
        first, *_ = each.whole.earned or [None]
        if first is not None:
            worth = amount(round((first.per_visit_micro or 0) / 100) * 100, first.currency)
            money = f"{amount(first.commission_micro, first.currency)} {first.currency} {worth} {first.currency}"
            assert f"{each.whole.name} {each.whole.count.sessions:,} {first.conversions:,} {money}" in lines
    assert any(line.startswith("No campaign 16,356") for line in lines)
    (visits,) = (each for each in earning.statements.list() if each.visits)
    assert f"SHA-256 {visits.sha256}" in lines
    part = "\n".join(texts(earning.reports.pdf(SPRING, tmp_path / "part.pdf", "A4")))
    assert "33,797 visits are left out" in part


def test_a_summary_of_one_account_holds_only_its_figures_and_files(earning: App, tmp_path: Path) -> None:
    account = earning.programs.account("Upwork")
    made = earning.reports.publish(ALL_TIME, tmp_path / "upwork.pdf", account_id=account.id)
    assert made.summary.currencies == ("USD",)
    assert [statement.account for statement in made.summary.statements] == ["Upwork"]
    assert made.bytes == made.file.stat().st_size
    assert made.pages == len(texts(made.file))


def test_the_same_summary_makes_the_same_bytes(earning: App, tmp_path: Path) -> None:
    one, other = (earning.reports.pdf(ALL_TIME, tmp_path / name) for name in ("one.pdf", "other.pdf"))
    assert one.read_bytes() == other.read_bytes()


def test_a_period_without_earnings_is_empty_and_still_a_document(earning: App, tmp_path: Path) -> None:
    made = earning.reports.publish(Period(date(2001, 1, 1), date(2001, 1, 31)), tmp_path / "empty.pdf")
    assert made.summary.empty
    assert made.summary.statements == ()
    assert made.pages == 1


def test_an_unknown_paper_is_refused(app: App, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="A4 or Letter"):
        app.reports.pdf(ALL_TIME, tmp_path / "x.pdf", "A3")


def test_a_folder_that_is_missing_is_a_clear_message(app: App, tmp_path: Path) -> None:
    with pytest.raises(Failed) as caught:
        app.reports.pdf(ALL_TIME, tmp_path / "nowhere" / "x.pdf")
    assert caught.value.code == "cannot_write"


def test_a_stopped_report_leaves_the_old_file_and_nothing_else(earning: App, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    file = folder / "summary.pdf"
    file.write_bytes(b"old")
    progress = Progress(report=lambda done, _total, what: progress.cancel() if what == "pages" and done else None)
    with pytest.raises(Cancelled):
        earning.reports.pdf(ALL_TIME, file, progress=progress)
    assert [each.name for each in folder.iterdir()] == ["summary.pdf"]
    assert file.read_bytes() == b"old"

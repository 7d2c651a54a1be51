"""The scorecard: rates and days from the user's own files, the same in the document and the PDF."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from affiliate_desktop.app import App
from affiliate_desktop.audit import scorecard_store
from affiliate_desktop.audit.scorecard import CurrencyScore, StatusSum, promise_of
from affiliate_desktop.audit.scorecard_words import days_words, promise_words
from affiliate_desktop.audit.spread import spread
from affiliate_desktop.core.money import Money
from affiliate_desktop.core.periods import Period
from affiliate_desktop.core.problems import Cancelled
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.ledger.payout import Chosen, Payout
from affiliate_desktop.programs.model import Account, Program
from affiliate_desktop.programs.plan import DatedPlan
from affiliate_desktop.programs.plan_file import parse_plan
from tests.ledger.earnings import import_rows

PLAN = """
name = "p"
currency = "EUR"
[[rule]]
event = "sale"
percent = "8"
[[rule]]
event = "signup"
[rule.tiers]
measure = "count"
period = "month"
apply = "whole"
steps = [{ from = "1", fixed = "5.00" }, { from = "11", fixed = "8.00" }]
"""


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(-30, 400), min_size=1, max_size=60))
def test_a_spread_is_that_of_the_single_rows(days: list[int]) -> None:
    found = spread([(day, days.count(day)) for day in set(days)])
    assert found is not None
    ordered = sorted(days)
    assert (found.count, found.fastest, found.slowest) == (len(days), ordered[0], ordered[-1])
    assert found.median == ordered[(len(days) + 1) // 2 - 1]
    assert sum(day <= found.slow for day in days) * 10 >= 9 * len(days)


def test_nothing_has_no_spread_and_no_rate() -> None:
    assert spread([]) is None
    assert days_words(None) == "not known"
    score = CurrencyScore("EUR", {"pending": StatusSum(3, 0, 0)})
    assert (score.approval_rate, score.reversal_rate, score.effective_percent) == (None, None, None)


def test_a_promise_goes_from_the_lowest_to_the_highest_step() -> None:
    assert promise_words(promise_of(parse_plan(PLAN))) == "8 % of sales, 5.00 to 8.00 EUR a sign-up"


@pytest.fixture
def tea(app: App, tmp_path: Path) -> int:
    """A program with five earnings, told of by three files."""
    account = app.programs.add_account(Account("Awin", "awin", currency="EUR")).value.id
    program = app.programs.add_program(Program(account, "Tea")).value.id
    first = "".join(f"{at},2026-01-{at:02},10.00,EUR,pending,Tea\n" for at in range(1, 6))
    import_rows(app, account, tmp_path, first, "january.csv")
    second = (
        "1,2026-01-01,10.00,EUR,approved,Tea\n2,2026-01-02,10.00,EUR,approved,Tea\n9,2026-01-31,1.00,EUR,approved,Tea\n"
    )
    import_rows(app, account, tmp_path, second, "later.csv")
    third = (
        "3,2026-01-03,10.00,EUR,reversed,Tea\n4,2026-01-04,8.00,EUR,approved,Tea\n8,2026-02-28,1.00,EUR,pending,Tea\n"
    )
    import_rows(app, account, tmp_path, third, "february.csv")
    app.plans.add(DatedPlan(program, parse_plan(PLAN)))
    return program


def test_rates_and_days_come_from_what_the_files_said(app: App, tea: int) -> None:
    card = app.scorecards.of(tea)
    (score,) = card.scores
    assert {status: held.count for status, held in score.sums.items()} == {"approved": 4, "pending": 2, "reversed": 1}
    assert (score.approval_rate, score.reversal_rate) == (Decimal("80.0"), Decimal("20.0"))
    assert card.approve is not None
    assert (card.approve.count, card.approve.median, card.approve.slowest) == (3, 30, 55)
    assert [(each.words, each.count, each.commission_micro) for each in card.reasons] == [("reversed", 1, 10_000_000)]
    assert (card.pay, card.pay_basis, card.answers) == (None, "", None)
    assert card.promise is not None
    assert card.terms


def test_days_to_pay_come_from_matched_payouts(app: App, tea: int) -> None:
    account = app.programs.program(tea).account_id
    payout = app.payouts.add(Payout(date(2026, 3, 31), Money.of(29, "EUR"), account)).value
    app.payouts.match(payout.id, Chosen("EUR", Period(None, date(2026, 1, 31))))
    card = app.scorecards.of(tea)
    assert card.pay is not None
    assert (card.pay.count, card.pay.fastest, card.pay.slowest, card.pay_basis) == (4, 59, 89, "payouts")


def test_a_period_counts_only_its_days(app: App, tea: int) -> None:
    assert app.scorecards.of(tea, Period(date(2026, 2, 1), None)).scores[0].count == 1
    assert app.scorecards.of(tea, Period(date(2027, 1, 1), None)).scores == ()


@pytest.mark.usefixtures("cut_fonts")
def test_the_pdf_holds_the_figures(app: App, tea: int, tmp_path: Path) -> None:
    import pypdfium2

    card = app.scorecards.of(tea)
    file = tmp_path / "card.pdf"
    assert app.reports.scorecard_pdf(card, file) == 1
    document = pypdfium2.PdfDocument(file)
    text = document[0].get_textpage().get_text_range()
    document.close()
    for words in (
        "Scorecard of Tea",
        "80.0 %",
        "20.0 %",
        "30 days in the middle, 55 for nine of ten",
        "no request is recorded",
    ):
        assert words in text
    first = file.read_bytes()
    app.reports.scorecard_pdf(card, file, "A4")
    assert file.read_bytes() == first


def test_it_can_be_stopped(app: App, tea: int) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        app.scorecards.of(tea, progress=progress)


def test_a_return_counts_as_a_reversal_and_lowers_what_was_earned(app: App, tmp_path: Path) -> None:
    account = app.programs.add_account(Account("Awin", "awin", currency="EUR")).value.id
    rows = (
        "1,2026-01-01,10.00,EUR,approved,Tea\n2,2026-01-02,6.00,EUR,approved,Tea\n3,2026-01-03,-4.00,EUR,approved,Tea\n"
    )
    import_rows(app, account, tmp_path, rows)
    (score,) = app.scorecards.of(app.programs.program("Tea").id).scores
    assert (score.count, score.returns.count, score.returns.commission_micro) == (2, 1, -4_000_000)
    assert (score.approval_rate, score.reversal_rate) == (Decimal("100.0"), Decimal("50.0"))


@pytest.mark.parametrize("page", [1, 2])
def test_a_scorecard_is_the_same_whatever_is_asked_about_at_a_time(
    app: App, tea: int, monkeypatch: pytest.MonkeyPatch, page: int
) -> None:
    import_rows(app, 1, Path(app.workspace.path).parent, "71,2026-03-01,4.00,EUR,reversed,Tea\n", "more.csv")
    whole = app.scorecards.of(tea)
    assert whole.reasons
    assert whole.approve is not None
    monkeypatch.setattr(scorecard_store, "PAGE", page)
    assert app.scorecards.of(tea) == whole

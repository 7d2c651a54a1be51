"""The sample data: made through the services, attributed, alive."""

import csv
import runpy
from collections import Counter, defaultdict
from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from affiliate_desktop.app import App
from affiliate_desktop.audit.model import FindingKind
from affiliate_desktop.core.clock import FixedClock
from affiliate_desktop.core.money import from_micro
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.kits.sample import (
    CAMPAIGNS,
    FLYER_LINK,
    LINKS,
    PORTFOLIO,
    STATEMENTS,
    build_sample,
    sample_file,
)
from affiliate_desktop.ledger.model import EarningsFilter, Grouping, Status
from affiliate_desktop.programs.model import Account

SCRIPT = Path(__file__).resolve().parents[2] / "packaging" / "sample_files.py"


def test_it_fills_a_workspace_with_everything_there_is(app: App) -> None:
    sample = build_sample(app).value
    assert {account.name for account in app.programs.accounts()} == {account for _, account, _ in STATEMENTS}
    assert len(app.campaigns.list()) == len(CAMPAIGNS)
    assert [link.name for link in app.links.list()] == [link.name for link in reversed(LINKS)]
    assert sample.link.name == FLYER_LINK
    assert len(app.statements.list()) == 4
    traffic = app.traffic.read()
    assert {each.whole.name for each in traffic.campaigns} == {each.name for each in CAMPAIGNS}
    assert {each.campaign for each in traffic.unmatched} == {"(organic)", "(direct)", "spring-flyer-2025"}
    assert all(report.new and not report.rejected for report in sample.imports)


def test_totals_are_the_independent_sums_of_the_files(app: App) -> None:
    build_sample(app)
    assert earned(app, "Upwork") == sum_of("upwork-weekly-summary-2026.csv", "Amount")
    expected: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    status = {"open": "pending", "confirmed": "approved", "paid": "paid", "declined": "reversed"}
    with sample_file("partner-shops-2026.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            expected[row["Currency"], status[row["State"]]] += Decimal(row["Commission"])
    assert commissions(app, "Partner shops") == expected
    book = CalamineWorkbook.from_path(sample_file("amazon-associates-2026.xlsx"))
    amazon = Decimal(0)
    for sheet, column in (("Fee-Earnings", 10), ("Bounty", 4), ("Fee-BonusEarnings", 5)):
        amazon += sum(Decimal(str(row[column])) for row in book.get_sheet_by_name(sheet).to_python()[2:])
    assert earned(app, "Amazon US") == amazon


def test_payments_until_today_are_matched_and_the_last_waits(tmp_path: Path) -> None:
    with closing(App.open(tmp_path / "later.affiliate", FixedClock(datetime(2026, 11, 20, tzinfo=UTC)))) as app:
        build_sample(app)
        views = app.payouts.list()
        assert len(views) == 17
        assert [view.payout.reference for view in views if not view.matched.count] == ["AMZ-2026-08"]
        for view in views:
            if view.matched.count:
                assert view.matched.micro == view.payout.target.micro
        (waiting,) = (view.payout for view in views if not view.matched.count)
        assert app.payouts.suggest(waiting.id)[0].micro == waiting.target.micro


def test_payments_after_today_are_left_out(app: App) -> None:
    build_sample(app)
    assert {view.payout.paid_on <= app.clock.today() for view in app.payouts.list()} == {True}


def test_rows_find_their_links_and_campaigns(app: App) -> None:
    build_sample(app)
    found = {total.group(Grouping.CAMPAIGN) for total in app.ledger.totals((Grouping.CAMPAIGN,))}
    assert {campaign.name for campaign in CAMPAIGNS} - {PORTFOLIO} <= found
    page = app.ledger.rows(EarningsFilter(search="sprngflyr1"))
    assert page.rows
    assert {row.link for row in page.rows} == {FLYER_LINK}


def test_home_looks_alive_with_ten_months_two_currencies_and_all_statuses(app: App) -> None:
    build_sample(app)
    summary = app.reports.summary()
    assert set(summary.currencies) == {"USD", "EUR"}
    assert {total.group(Grouping.MONTH) for total in summary.by_month} == {f"2026-{n:02d}" for n in range(1, 11)}
    assert {total.group(Grouping.STATUS) for total in summary.by_status} == set(Status)
    assert {total.group(Grouping.PROGRAM) for total in summary.by_program} >= {"Northlight Outdoor", "Paper & Ink"}


def test_a_workspace_that_holds_something_is_left_alone(app: App) -> None:
    app.programs.add_account(Account("Mine", "amazon"))
    with pytest.raises(BadInput) as caught:
        build_sample(app)
    assert caught.value.code == "not_empty"
    assert not app.campaigns.list()


def test_it_tells_its_steps(app: App) -> None:
    steps: list[tuple[int, int | None, str]] = []
    build_sample(app, Progress(report=lambda done, total, what: steps.append((done, total, what))))
    assert [done for done, total, _ in steps if total == 4] == [0, 1, 2, 3, 4]


def test_the_files_are_those_that_the_script_makes(tmp_path: Path) -> None:
    runpy.run_path(str(SCRIPT))["make"](tmp_path)
    for file in tmp_path.iterdir():
        shipped = sample_file(file.name)
        if file.suffix == ".xlsx":
            assert cells(file) == cells(shipped)
        elif file.suffix == ".csv":
            assert file.read_bytes() == shipped.read_bytes()
        assert shipped.stat().st_size < 40_000


def cells(file: Path) -> dict[str, object]:
    book = CalamineWorkbook.from_path(file)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def sum_of(name: str, column: str) -> Decimal:
    with sample_file(name).open(encoding="utf-8", newline="") as stream:
        return sum((Decimal(row[column]) for row in csv.DictReader(stream)), Decimal(0))


def earned(app: App, account: str) -> Decimal:
    return sum(commissions(app, account).values(), Decimal(0))


def commissions(app: App, account: str) -> dict[tuple[str, str], Decimal]:
    only = EarningsFilter(account_id=app.programs.account(account).id)
    totals = app.ledger.totals((Grouping.STATUS,), only)
    return {
        (total.currency, total.group(Grouping.STATUS) or ""): from_micro(total.commission_micro) for total in totals
    }


def test_an_audit_finds_a_raise_that_was_not_paid_and_an_order_that_was_not_reported(app: App) -> None:
    build_sample(app)
    found = {}
    for name in ("Northlight Outdoor", "Auwald Coffee Roasters", "Paper & Ink"):
        report = app.audits.run(app.programs.program(name).id)
        found[name] = {total.kind.value: total.count for total in report.totals}
        report.findings.close()
    assert found["Northlight Outdoor"]["underpaid"] > 10
    assert found["Auwald Coffee Roasters"]["missing"] == 1
    assert all("overpaid" not in kinds and "unchecked" not in kinds for kinds in found.values())
    assert found["Paper & Ink"]["underpaid"] == 1
    assert found["Paper & Ink"]["right"] > 30
    assert set(found["Paper & Ink"]) <= {"right", "underpaid", "reversed", "late"}


def test_the_underpaid_order_of_the_stepped_plan_shows_the_step_that_was_due(app: App) -> None:
    build_sample(app)
    report = app.audits.run(app.programs.program("Paper & Ink").id)
    (finding,) = report.findings.each((FindingKind.UNDERPAID,))
    report.findings.close()
    assert [line.step for line in finding.lines] == [("4",)]
    assert finding.due_micro is not None
    assert finding.reported_micro is not None
    assert finding.reported_micro * 3 == pytest.approx(finding.due_micro * 2, abs=30_000), "6 % instead of 9 %"


def test_months_of_the_stepped_plan_reach_its_second_step(app: App) -> None:
    build_sample(app)
    sold: Counter[str] = Counter()
    for row in app.ledger.rows(EarningsFilter(program_id=app.programs.program("Paper & Ink").id)).rows:
        sold[row.day.isoformat()[:7]] += row.status is not Status.REVERSED
    assert max(sold.values()) > 6
    assert min(sold.values()) < 4

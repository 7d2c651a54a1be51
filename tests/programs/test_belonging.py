"""Rows that name no program are those of an account's only program, wherever they are looked at."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from affiliate_desktop.app import App
from affiliate_desktop.audit.what_if_service import Source
from affiliate_desktop.programs.model import Account, Program
from affiliate_desktop.programs.plan import DatedPlan, Plan, PlanEvent, Rule, Terms
from tests.ledger.earnings import import_rows

PLAN = Plan(
    "p", "EUR", rules=(Rule("sale", PlanEvent.SALE, percent=Decimal(10)),), terms=Terms(hold_days=20, pay_day=5)
)


def counted(app: App, program: int) -> tuple[int, int, int]:
    """Rows of a program in its audit, on its scorecard and in what if."""
    report = app.audits.run(program)
    found = report.findings.count(), sum(score.count for score in app.scorecards.of(program).scores)
    report.findings.close()
    return *found, len(app.what_if.events(program, source=Source.STATEMENTS)[1])


def test_they_count_while_it_is_the_only_one(app: App, tmp_path: Path) -> None:
    account = app.programs.add_account(Account("Awin", "awin", currency="EUR")).value.id
    other = app.programs.add_account(Account("Other", "awin", currency="EUR")).value.id
    program = app.programs.add_program(Program(account, "Tea")).value.id
    app.plans.add(DatedPlan(program, PLAN))
    import_rows(app, account, tmp_path, "1,2026-05-10,10.00,EUR,approved,\n2,2026-05-11,10.00,EUR,approved,\n")
    import_rows(app, other, tmp_path, "3,2026-05-10,10.00,EUR,approved,\n", "other.csv")
    assert counted(app, program) == (2, 2, 2)
    assert {each.account: each.on for each in app.unpaid.expected()} == {"Awin": date(2026, 6, 5), "Other": None}
    app.programs.add_program(Program(account, "Books"))
    assert counted(app, program) == (0, 0, 0)
    assert {each.account: each.on for each in app.unpaid.expected()} == {"Awin": None, "Other": None}

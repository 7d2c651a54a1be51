"""Plans of programs: dated versions, undo, and which one holds on a day."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.core.changes import Kind
from affiliate_desktop.core.problems import BadInput, Failed, NotFound
from affiliate_desktop.programs.model import Account
from affiliate_desktop.programs.plan import DatedPlan, Judging
from affiliate_desktop.programs.ready_plans import ready_plan


@pytest.fixture
def program(app: App) -> int:
    """The one program of an account."""
    account = app.programs.add_account(Account("Upwork", "upwork")).value
    return app.programs.programs(account.id)[0].id


def test_the_version_in_force_is_the_last_that_has_begun(app: App, program: int) -> None:
    first = app.plans.add(DatedPlan(program, ready_plan("pay-per-signup"))).value
    later = app.plans.add(DatedPlan(program, ready_plan("pay-per-project"), date(2026, 3, 1), " by mail ")).value
    assert later.note == "by mail"
    assert app.plans.versions(program) == (first, later)
    assert app.plans.in_force(program, date(2026, 2, 28)) == first
    assert app.plans.in_force(program, date(2026, 3, 1)) == later
    assert app.plans.find("upwork") == later
    assert app.plans.find(str(first.id)) == first
    assert [each.valid_from for each in app.plans.for_evaluation(program)] == [None, datetime(2026, 3, 1, tzinfo=UTC)]


def test_before_the_first_version_nothing_is_known(app: App, program: int) -> None:
    app.plans.add(DatedPlan(program, ready_plan("pay-per-signup"), date(2026, 7, 1)))
    assert app.plans.in_force(program, date(2026, 6, 30)) is None
    with pytest.raises(NotFound, match="no plan that holds"):
        app.plans.find("Upwork")


def test_versions_are_changed_removed_and_taken_back(app: App, program: int) -> None:
    done = app.plans.add(DatedPlan(program, ready_plan("pay-per-signup")))
    assert done.changes.touches(Kind.PLAN)
    changed = app.plans.edit(replace(done.value, plan=ready_plan("pay-per-sale"))).value
    assert app.plans.get(changed.id).plan.name == "Pay per sale"
    app.plans.remove(changed.id)
    assert app.plans.versions(program) == ()
    app.workspace.undo()
    app.workspace.undo()
    assert app.plans.get(changed.id) == done.value


def test_two_versions_of_one_day_or_of_two_currencies_are_refused(app: App, program: int) -> None:
    app.plans.add(DatedPlan(program, ready_plan("pay-per-signup")))
    with pytest.raises(BadInput, match="from the beginning already"):
        app.plans.add(DatedPlan(program, ready_plan("pay-per-sale")))
    with pytest.raises(BadInput, match="are in USD"):
        app.plans.add(DatedPlan(program, ready_plan("pay-per-sale", "EUR"), date(2026, 3, 1)))


def test_a_version_that_is_gone_is_said_so(app: App, program: int) -> None:
    gone = app.plans.add(DatedPlan(program, ready_plan("pay-per-signup"))).value
    app.plans.remove(gone.id)
    with pytest.raises(Failed, match="removed elsewhere"):
        app.plans.edit(gone)
    with pytest.raises(NotFound):
        app.plans.remove(gone.id)


def test_how_a_program_is_judged_is_kept(app: App, program: int) -> None:
    assert app.plans.judging(program) == Judging()
    app.plans.judge(program, Judging(by_signup=True, tolerance_micro=10_000))
    app.plans.judge(program, Judging(by_signup=True, tolerance_micro=20_000))
    assert app.plans.judging(program) == Judging(by_signup=True, tolerance_micro=20_000)
    with pytest.raises(BadInput, match="tolerance"):
        app.plans.judge(program, Judging(tolerance_micro=-1))
    app.workspace.undo()
    assert app.plans.judging(program).tolerance_micro == 10_000


def test_a_program_goes_with_its_plan_and_comes_back_with_it(app: App) -> None:
    account = app.programs.add_account(Account("Shops", "utm")).value
    from affiliate_desktop.programs.model import Program

    program = app.programs.add_program(Program(account.id, "Tea")).value
    kept = app.plans.add(DatedPlan(program.id, ready_plan("pay-per-sale"))).value
    app.plans.judge(program.id, Judging(by_signup=True))
    app.programs.remove_account(account.id)
    assert app.plans.versions() == ()
    app.workspace.undo()
    assert app.plans.versions(program.id) == (kept,)
    assert app.plans.judging(program.id).by_signup

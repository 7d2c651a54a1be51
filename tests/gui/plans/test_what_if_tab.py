"""What if in the window: typed and own numbers through ticked plans, with a chart and what it means."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from affiliate_desktop.app import App
from affiliate_desktop.gui.jobs import Jobs
from affiliate_desktop.gui.pages.plans import PlansPage
from affiliate_desktop.gui.plans.what_if import WhatIfTab
from affiliate_desktop.gui.window import Window
from affiliate_desktop.programs.model import Account, Program
from affiliate_desktop.programs.plan import DatedPlan, PlanEvent
from affiliate_desktop.programs.ready_plans import ready_plan
from tests.gui.person import Person
from tests.ledger.earnings import import_rows


@pytest.fixture
def tea(app: App, tmp_path: Path) -> int:
    account = app.programs.add_account(Account("Awin", "awin", currency="USD")).value.id
    key = app.programs.add_program(Program(account, "Tea")).value.id
    app.plans.add(DatedPlan(key, ready_plan("pay-per-sale", "USD")))
    rows = "".join(f"{at},2026-06-{at + 1:02},5.00,USD,approved,Tea\n" for at in range(8))
    import_rows(app, account, tmp_path, rows)
    return key


@pytest.fixture
def tab(tea: int, window: Window, qtbot: QtBot, jobs: Jobs) -> WhatIfTab:
    window.resize(1400, 900)
    person = Person(qtbot, window, jobs)
    person.go("Plans")
    page = window.page
    assert isinstance(page, PlansPage)
    person.turn_to(page.tabs, "What if")
    assert isinstance(page.tab, WhatIfTab)
    return page.tab


def test_typed_numbers_are_compared_as_they_are_typed(tab: WhatIfTab, window: Window, qtbot: QtBot, jobs: Jobs) -> None:
    person = Person(qtbot, window, jobs)
    names = {row.name for row in tab.model.records}
    assert names == {"Tea", "Pay per sign-up", "Pay per project"}
    before = {row.name: row.total for row in tab.model.records}
    assert all(before.values())
    person.write(tab.fields["signups"], "40")
    qtbot.waitUntil(lambda: {row.name: row.total for row in tab.model.records} != before, timeout=20_000)
    person.rest()
    after = {row.name: row.total for row in tab.model.records}
    assert after["Pay per sign-up"] == 2 * before["Pay per sign-up"]
    assert after["Pay per project"] == before["Pay per project"]
    person.write(tab.fields["signups"], "many")
    qtbot.waitUntil(lambda: "no number" in tab.trouble.text.text(), timeout=20_000)
    person.write(tab.fields["signups"], "40")
    qtbot.waitUntil(lambda: not tab.trouble.isVisible(), timeout=20_000)


def test_the_users_own_rows_are_compared_with_what_the_month_becomes(
    tab: WhatIfTab, tea: int, window: Window, qtbot: QtBot, jobs: Jobs
) -> None:
    person = Person(qtbot, window, jobs)
    person.pick(tab.program, "Tea")
    qtbot.waitUntil(lambda: not tab.fields["signups"].isVisible(), timeout=20_000)
    person.rest()
    assert {row.currency for row in tab.model.records} == {"USD"}
    assert "8 statement rows" in tab.basis.text()
    assert "each row is taken for a referral of its own" in tab.basis.text()
    assert tab.basis.isVisible()
    assert "None of these plans pays anything" in tab.sentences.text(), "the rows name no amounts"
    assert tab.chart.legend.count() == 3
    for at in tab.plans.chosen():
        tab.plans.setCurrentIndex(tab.plans.model().index(at, 0))
        qtbot.keyClick(tab.plans, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: tab.inside.currentWidget() is tab.empty, timeout=20_000)


def test_the_next_step_of_the_users_own_program_is_told(
    tab: WhatIfTab, tea: int, app: App, window: Window, qtbot: QtBot, jobs: Jobs
) -> None:
    person = Person(qtbot, window, jobs)
    steps = ready_plan("tiered-whole", "USD")
    rule = replace(steps.rules[0], event=PlanEvent.SALE)
    jobs.write(partial(app.plans.edit, replace(app.plans.versions(tea)[0], plan=replace(steps, rules=(rule,)))))
    person.rest()
    person.pick(tab.program, "Tea")
    qtbot.waitUntil(lambda: "lift you to step 2, worth" in tab.sentences.text(), timeout=20_000)
    assert "3 more sales in 2026-06 lift you to step 2, worth 48.00 USD (16 days left)." in tab.sentences.text()
    assert "2026-06: 40.00 USD so far, about 128.00 USD by its end" in tab.sentences.text()


def test_a_plan_that_overtakes_another_is_told_for_typed_numbers(
    tab: WhatIfTab, window: Window, qtbot: QtBot, jobs: Jobs
) -> None:
    person = Person(qtbot, window, jobs)
    rising = ready_plan("tiered-whole", "USD").name
    for at, offer in enumerate(tab._plans):
        if (at in tab.plans.chosen()) != (offer.name in ("Pay per sign-up", rising)):
            tab.plans.setCurrentIndex(tab.plans.model().index(at, 0))
            qtbot.keyClick(tab.plans, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: f"{rising} pays more than Pay per sign-up" in tab.sentences.text(), timeout=20_000)
    person.rest()
    assert "The same numbers every month" in tab.basis.text()
    assert tab.chart.legend.count() == 2
    assert tab.chart.isVisible()


def test_the_model_keeps_qts_rules(tab: WhatIfTab, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(tab.model)

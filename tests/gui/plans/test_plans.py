"""The plans tab and the editor: terms made by mouse, said in words at once, and kept version by version."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from affiliate_desktop.app import App
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.plans.dialog import SETTLE_MS, PlanDialog
from affiliate_desktop.gui.plans.judging_dialog import JudgingDialog
from affiliate_desktop.gui.plans.plans_tab import PlansTab
from affiliate_desktop.gui.plans.rule_fields import RuleCard
from affiliate_desktop.programs.plan import Judging
from tests.audit.making import SALE, Desk
from tests.gui.conftest import RecordedMessages

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(app: App, tmp_path: Path) -> Desk:
    """A program without terms."""
    return Desk(app, tmp_path)


@pytest.fixture
def tab(desk: Desk, context: Context, qtbot: QtBot, settle: Callable[[], None]) -> PlansTab:
    """The tab, shown."""
    tab = PlansTab(context)
    qtbot.addWidget(tab)
    tab.resize(1100, 700)
    tab.show()
    settle()
    return tab


def editor() -> PlanDialog:
    """The editor that is open."""
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, PlanDialog) and each.isVisible()]
    assert len(found) == 1
    return found[0]


def said(dialog: PlanDialog) -> list[str]:
    """What the editor says beside the fields."""
    items = [dialog.said.itemAt(at) for at in range(dialog.said.count())]
    widgets = [item.widget() for item in items if item is not None]
    return [each.text() for each in widgets if isinstance(each, QLabel)]


def paid(dialog: PlanDialog) -> list[str]:
    """What the example pays, line by line."""
    grid = dialog.example
    found = []
    for row in range(grid.rowCount()):
        item = grid.itemAtPosition(row, 1)
        widget = item.widget() if item else None
        if isinstance(widget, QLabel):
            found.append(widget.text())
    return found


def test_terms_are_made_by_choosing_the_way_and_said_at_once(tab: PlansTab, desk: Desk, qtbot: QtBot, settle) -> None:
    qtbot.mouseClick(tab.new_button, LEFT)
    dialog = editor()
    assert said(dialog)[0] == "5.00 USD for each sign-up."
    dialog.way.set_value("pay-per-project")
    qtbot.wait(SETTLE_MS + 50)
    assert said(dialog)[0] == "10 % of each referred user's first three projects, at most 50.00 each."
    assert paid(dialog) == ["25.00", "50.00", "25.00", "0.00"]
    card = dialog.parts[0]
    assert isinstance(card, RuleCard)
    card.paid.clear()
    qtbot.keyClicks(card.paid, "20")
    card.limits["first_events"].clear()
    qtbot.wait(SETTLE_MS + 50)
    assert said(dialog)[0] == "20 % of each project, at most 50.00 each."
    qtbot.keyClicks(dialog.terms.fields["payout_threshold"], "75.00")
    qtbot.keyClicks(dialog.note, "their mail of May")
    qtbot.mouseClick(dialog.save_button, LEFT)
    settle()
    kept = desk.app.plans.versions(desk.program)[0]
    assert (kept.plan.rules[0].percent, kept.plan.terms.payout_threshold) == (Decimal(20), Decimal("75.00"))
    assert kept.note == "their mail of May"
    assert tab.panel.isVisible()
    text = "\n".join(each.text() for each in tab.panel.findChildren(QLabel))
    assert "20 % of each project, at most 50.00 each." in text
    assert "Note: their mail of May" in text


def test_steps_are_added_and_taken_out(tab: PlansTab, desk: Desk, qtbot: QtBot, settle) -> None:
    tab.new()
    dialog = editor()
    dialog.way.set_value("tiered-whole")
    card = dialog.parts[0]
    assert isinstance(card, RuleCard)
    qtbot.mouseClick(card.steps.rows[2].drop, LEFT)
    qtbot.mouseClick(card.steps.more, LEFT)
    qtbot.keyClicks(card.steps.rows[2].start, "5")
    qtbot.keyClicks(card.steps.rows[2].paid, "9.50")
    qtbot.wait(SETTLE_MS + 50)
    assert "must rise" in card.form.rows["steps"].complaint.text()
    card.steps.rows[2].start.setText("20")
    qtbot.wait(SETTLE_MS + 50)
    assert card.form.rows["steps"].complaint.text() == ""
    assert said(dialog)[0].endswith("9.50 USD for all of a month that reaches 20 sign-ups.")
    qtbot.mouseClick(dialog.save_button, LEFT)
    settle()
    tiers = desk.app.plans.versions(desk.program)[0].plan.rules[0].tiers
    assert tiers is not None
    assert [int(step.start) for step in tiers.steps] == [1, 11, 20]


def test_a_mixed_plan_has_several_rules_and_a_bonus(tab: PlansTab, desk: Desk, qtbot: QtBot, settle) -> None:
    tab.new()
    dialog = editor()
    dialog.way.set_value("mixed")
    dialog._add_bonus()
    qtbot.wait(SETTLE_MS + 50)
    assert said(dialog)[:3] == [
        "5.00 USD for each sign-up.",
        "10 % of each project.",
        "100.00 USD once more for reaching ten sign-ups in a month.",
    ]
    qtbot.mouseClick(dialog.save_button, LEFT)
    settle()
    plan = desk.app.plans.versions(desk.program)[0].plan
    assert (len(plan.rules), len(plan.bonuses)) == (2, 1)


def test_mistakes_are_said_beside_their_field_and_nothing_is_saved(
    tab: PlansTab, desk: Desk, qtbot: QtBot, settle
) -> None:
    tab.new()
    dialog = editor()
    card = dialog.parts[0]
    assert isinstance(card, RuleCard)
    card.paid.setText("five")
    dialog.terms.fields["pay_day"].setText("40")
    qtbot.mouseClick(dialog.save_button, LEFT)
    assert "no decimal" in card.form.rows["paid"].complaint.text()
    card.paid.setText("5")
    dialog._add_rule()
    twin = dialog.parts[1]
    assert isinstance(twin, RuleCard)
    card.name.setText("share")
    twin.name.setText("share")
    qtbot.mouseClick(dialog.save_button, LEFT)
    assert "is the name of rule 1 too" in twin.form.rows["name"].complaint.text()
    assert not twin.form.rows["name"].complaint.isHidden()
    twin.name.setText("")
    qtbot.mouseClick(dialog.save_button, LEFT)
    assert "1 to 31" in dialog.terms.form.rows["pay_day"].complaint.text()
    dialog.terms.fields["pay_day"].setText("")
    dialog.start.setText("31.02.")
    qtbot.mouseClick(dialog.save_button, LEFT)
    assert "no date" in dialog.head.rows["start"].complaint.text()
    dialog.start.setText("")
    dialog.zone.setText("Mars/Base")
    qtbot.mouseClick(dialog.save_button, LEFT)
    assert "Mars/Base" in dialog.head.rows["zone"].complaint.text()
    assert desk.app.plans.versions() == ()


def test_what_was_typed_is_not_thrown_away_unasked(
    tab: PlansTab, messages: RecordedMessages, qtbot: QtBot, settle
) -> None:
    tab.new()
    dialog = editor()
    qtbot.keyClicks(dialog.note, "x")
    qtbot.mouseClick(dialog.cancel_button, LEFT)
    assert dialog.isVisible()
    assert messages.told.asked[-1].title == "Close without saving?"
    messages.yes()
    assert not dialog.isVisible()
    tab.new()
    untouched = editor()
    qtbot.mouseClick(untouched.cancel_button, LEFT)
    assert not untouched.isVisible()


def test_a_later_version_begins_with_the_terms_before_it(tab: PlansTab, desk: Desk, qtbot: QtBot, settle) -> None:
    desk.terms(SALE)
    tab.refresh()
    settle()
    tab.table.selectRow(0)
    tab.new()
    dialog = editor()
    assert dialog.start.text() == "2026-06-15"
    card = dialog.parts[0]
    assert isinstance(card, RuleCard)
    card.paid.setText("5")
    qtbot.mouseClick(dialog.save_button, LEFT)
    settle()
    assert [each.valid_from for each in desk.app.plans.versions()] == [None, date(2026, 6, 15)]
    text = "\n".join(each.text() for each in tab.panel.findChildren(QLabel))
    assert "Changed: share: 10 % of each sale → 5 % of each sale" in text
    tab._remove(desk.app.plans.versions()[1].id)
    settle()
    assert len(desk.app.plans.versions()) == 1
    tab.context.undo()
    settle()
    assert len(desk.app.plans.versions()) == 2


def test_a_plan_is_exported_and_imported_as_a_file(
    tab: PlansTab, desk: Desk, messages: RecordedMessages, qtbot: QtBot, settle, tmp_path: Path
) -> None:
    kept = desk.terms(SALE)
    tab.refresh()
    settle()
    tab.table.selectRow(0)
    tab._export(kept.id)
    messages.give(tmp_path / "tea.toml")
    settle()
    assert 'percent = "10"' in (tmp_path / "tea.toml").read_text()
    (tmp_path / "tea.toml").write_text(SALE.replace('"10"', '"12"'))
    qtbot.mouseClick(tab.import_button, LEFT)
    messages.give(tmp_path / "tea.toml")
    settle()
    dialog = editor()
    assert said(dialog)[0] == "12 % of each sale."
    dialog.reject()
    (tmp_path / "tea.toml").write_text("currency = ")
    qtbot.mouseClick(tab.import_button, LEFT)
    messages.give(tmp_path / "tea.toml")
    settle()
    assert "not valid TOML" in messages.told.problems[-1]


def test_how_a_program_is_judged_is_set_beside_its_terms(tab: PlansTab, desk: Desk, qtbot: QtBot, settle) -> None:
    desk.terms(SALE)
    tab.refresh()
    settle()
    tab.table.selectRow(0)
    tab._judge()
    dialog = next(each for each in QApplication.topLevelWidgets() if isinstance(each, JudgingDialog))
    dialog.by.set_value(True)
    dialog.tolerance.setText("x")
    qtbot.mouseClick(dialog.save_button, LEFT)
    assert "tolerance is an amount" in dialog.form.rows["tolerance"].complaint.text()
    dialog.tolerance.setText("0.02")
    qtbot.mouseClick(dialog.save_button, LEFT)
    settle()
    assert desk.app.plans.judging(desk.program) == Judging(by_signup=True, tolerance_micro=20_000)


@pytest.mark.parametrize("width", [800, 1060])
def test_the_editor_does_not_scroll_sideways(tab: PlansTab, desk: Desk, qtbot: QtBot, settle, width: int) -> None:
    tab.new()
    dialog = editor()
    dialog.way.set_value("tiered-marginal")
    dialog.resize(width, 600)
    qtbot.wait(SETTLE_MS + 50)
    (area,) = dialog.findChildren(QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0

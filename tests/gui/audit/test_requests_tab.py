"""Requests in the window: a claim noted from an audit, its answer, a question by hand, refusals, undo."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from affiliate_desktop.app import App
from affiliate_desktop.audit.request import Outcome, RequestKind
from affiliate_desktop.gui.audit.audit_tab import AuditTab
from affiliate_desktop.gui.audit.request_dialog import RequestDialog
from affiliate_desktop.gui.audit.requests_tab import RequestsTab
from affiliate_desktop.gui.audit.scorecard_tab import ScorecardTab
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.jobs import Jobs
from affiliate_desktop.gui.pages.audit import AuditPage
from affiliate_desktop.gui.window import Window
from tests.audit.making import SALE, Desk, micro
from tests.gui.person import Person

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(app: App, tmp_path: Path) -> Desk:
    """A program."""
    return Desk(app, tmp_path)


@pytest.fixture
def tab(desk: Desk, context: Context, qtbot: QtBot, settle: Callable[[], None]) -> RequestsTab:
    """The tab, shown."""
    tab = RequestsTab(context)
    qtbot.addWidget(tab)
    tab.resize(1000, 700)
    tab.show()
    settle()
    return tab


def opened() -> RequestDialog:
    """The dialog that is open."""
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, RequestDialog) and each.isVisible()]
    assert len(found) == 1
    return found[0]


def test_a_claim_goes_from_the_audit_to_its_answer_on_the_scorecard(
    app: App, window: Window, qtbot: QtBot, jobs: Jobs, tmp_path: Path
) -> None:
    desk = Desk(app, tmp_path)
    desk.terms(SALE)
    desk.rows("a,2026-05-08,sale,70.00,1.00,USD,approved", "b,2026-05-09,sale,50.00,5.00,USD,paid")
    person = Person(qtbot, window, jobs)
    person.go("Audit")
    page = window.page
    assert isinstance(page, AuditPage)
    audit = page.tab
    assert isinstance(audit, AuditTab)
    assert not audit.note_button.isEnabled()
    person.click(audit.run_button)
    person.click(audit.note_button)
    dialog = opened()
    assert (dialog.subject.text(), dialog.claimed.amount.text()) == ("1 commission to check", "6.00")
    assert not dialog.answered_on.isVisible()
    person.click(dialog.save_button)
    person.turn_to(page.tabs, "Requests")
    tab = page.tab
    assert isinstance(tab, RequestsTab)
    (noted,) = app.requests.list()
    assert (noted.kind, noted.claimed_micro, noted.currency) == (RequestKind.CLAIM, micro("6.00"), "USD")
    assert tab.table.select(noted.id)
    tab.answer_action.trigger()
    dialog = opened()
    person.pick(dialog.outcome, "In part")
    assert dialog.answered_on.isVisible()
    assert dialog.answered_on.text() == app.clock.today().isoformat()
    qtbot.keyClicks(dialog.granted.amount, "4.50")
    qtbot.keyClicks(dialog.answer, "A mistake of ours")
    person.click(dialog.save_button)
    (answered,) = app.requests.list()
    assert (answered.outcome, answered.granted_micro, answered.answer) == (
        Outcome.PARTLY,
        micro("4.50"),
        "A mistake of ours",
    )
    person.turn_to(page.tabs, "Scorecard")
    card = page.tab
    assert isinstance(card, ScorecardTab)
    texts = {each.text() for each in card.sheet.findChildren(QLabel) if each.isVisible()}
    assert {
        "1 of 1 answered, 0 days in the middle, 0 days at most",
        "1 accepted in part; 4.50 of 6.00 USD granted",
    } <= texts


def test_a_question_is_noted_found_and_taken_back(tab: RequestsTab, desk: Desk, qtbot: QtBot, settle) -> None:
    assert tab.area.currentWidget() is tab.area.empty
    qtbot.mouseClick(tab.new_button, LEFT)
    dialog = opened()
    dialog.kind.set_value(RequestKind.QUESTION)
    assert not dialog.claimed.isVisible()
    assert [dialog.outcome.itemText(at) for at in range(dialog.outcome.count())] == ["Waiting", "Answered", "No answer"]
    qtbot.mouseClick(dialog.save_button, LEFT)
    assert "few words" in dialog.form.rows["subject"].complaint.text()
    qtbot.keyClicks(dialog.subject, "When is pay day?")
    dialog.asked_on.setText("2026-06-31")
    qtbot.mouseClick(dialog.save_button, LEFT)
    assert "no date" in dialog.form.rows["asked_on"].complaint.text()
    dialog.asked_on.setText("2027-06-30")
    qtbot.mouseClick(dialog.save_button, LEFT)
    settle()
    assert "to today" in dialog.trouble.text.text()
    dialog.asked_on.setText("2026-05-16")
    qtbot.mouseClick(dialog.save_button, LEFT)
    settle()
    (row,) = tab.model.records
    assert (row.request.kind, row.request.currency) == (RequestKind.QUESTION, "")
    texts = [tab.model.index(0, at).data() for at in range(tab.model.columnCount())]
    assert {"When is pay day?", "Question", "waits 30 days", "Waiting"} <= set(texts)
    assert tab.table.current() is not None
    tab.state.set_value(2)
    assert tab.model.rowCount() == 0
    tab.state.set_value(1)
    assert tab.search is not None
    qtbot.keyClicks(tab.search, "pay tea")
    assert tab.model.rowCount() == 1
    assert tab.table.select(row.request.id)
    tab.remove_action.trigger()
    settle()
    assert desk.app.requests.list() == ()
    tab.context.undo()
    settle()
    assert tab.model.rowCount() == 1


def test_amounts_in_two_currencies_are_refused(tab: RequestsTab, qtbot: QtBot) -> None:
    qtbot.mouseClick(tab.new_button, LEFT)
    dialog = opened()
    qtbot.keyClicks(dialog.subject, "May")
    qtbot.keyClicks(dialog.claimed.amount, "5")
    dialog.outcome.set_value(Outcome.PARTLY)
    qtbot.keyClicks(dialog.granted.amount, "4")
    dialog.claimed.currency.set_code("EUR")
    dialog.granted.currency.set_code("USD")
    qtbot.mouseClick(dialog.save_button, LEFT)
    assert "EUR" in dialog.form.rows["granted"].complaint.text()

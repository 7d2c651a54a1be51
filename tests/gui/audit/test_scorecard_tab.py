"""The scorecard in the window: figures of a program and a period, saved as a PDF."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from affiliate_desktop.app import App
from affiliate_desktop.gui.audit.scorecard_tab import ScorecardTab
from affiliate_desktop.gui.jobs import Jobs
from affiliate_desktop.gui.pages.audit import AuditPage
from affiliate_desktop.gui.window import Window
from affiliate_desktop.programs.model import Account
from tests.gui.conftest import RecordedMessages
from tests.gui.person import Person
from tests.ledger.earnings import import_rows

NOT_RECORDED = "no request is recorded"


@pytest.mark.usefixtures("cut_fonts")
def test_a_program_is_scored_and_saved(app: App, window: Window, qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    account = app.programs.add_account(Account("Awin", "awin", currency="EUR")).value.id
    import_rows(
        app, account, tmp_path, "1,2026-01-01,10.00,EUR,pending,Tea\n2,2026-01-02,5.00,EUR,reversed,Tea\n", "a.csv"
    )
    import_rows(
        app, account, tmp_path, "1,2026-01-01,10.00,EUR,approved,Tea\n3,2026-02-01,1.00,EUR,approved,Tea\n", "b.csv"
    )
    person = Person(qtbot, window, jobs)
    person.go("Audit")
    page = window.page
    assert isinstance(page, AuditPage)
    person.turn_to(page.tabs, "Scorecard")
    tab = page.tab
    assert isinstance(tab, ScorecardTab)
    assert tab.program.currentText() == "Tea"
    texts = {each.text() for each in tab.sheet.findChildren(QLabel) if each.isVisible()}
    assert {"66.7 %", "33.3 %", NOT_RECORDED, "31 days in the middle, 31 for nine of ten (1 earning)"} <= texts
    person.click(tab.save_button)
    messages = window.messages
    assert isinstance(messages, RecordedMessages)
    messages.give(tmp_path / "card.pdf")
    qtbot.waitUntil(lambda: bool(messages.told.saved), timeout=100_000)  # fonts are cut once a process
    assert messages.told.saved == [tmp_path / "card.pdf"]
    assert (tmp_path / "card.pdf").read_bytes().startswith(b"%PDF")
    person.pick(tab.period, "Last month")
    assert tab.stack.currentWidget() is tab.empty
    assert not tab.save_button.isEnabled()

"""The audit tab: every kind of finding made, read and claimed at the window."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from affiliate_desktop.app import App
from affiliate_desktop.audit.model import FindingKind
from affiliate_desktop.gui.audit.audit_tab import AuditTab
from affiliate_desktop.gui.audit.tie import TieDialog
from affiliate_desktop.gui.pages.audit import AuditPage
from affiliate_desktop.gui.window import Window
from affiliate_desktop.programs.model import Account, Program
from tests.audit.making import Desk
from tests.cli.calls import caller
from tests.gui.conftest import RecordedMessages
from tests.reports.conftest import texts

PLAN = """currency = "USD"
[[rule]]
name = "share"
event = "sale"
percent = "10"
[[rule]]
name = "project"
event = "project"
percent = "10"
first_events = 3
[[rule]]
name = "sign-up"
event = "signup"
fixed = "5.00"
[terms]
hold_days = 30
"""


@pytest.fixture
def desk(app: App, tmp_path: Path) -> Desk:
    """Statements and referrals that hold one finding of each kind."""
    desk = Desk(app, tmp_path)
    desk.terms(PLAN)
    desk.rows(
        "right,2026-05-01,sale,100.00,10.00,USD,paid",
        "under,2026-05-02,sale,240.00,20.00,USD,paid",
        "over,2026-05-03,sale,60.00,9.00,USD,approved",
        "late,2026-05-04,sale,90.00,9.00,USD,pending",
        "back,2026-05-05,sale,30.00,3.00,USD,reversed",
        "nobody,2026-05-06,project,400.00,40.00,USD,approved",
        "gift,2026-05-07,bonus,0,25.00,USD,approved",
    )
    desk.referral("Ann", "2026-04-20")
    return desk


@pytest.fixture
def tab(desk: Desk, window: Window, settle: Callable[[], None]) -> AuditTab:
    """The tab, shown."""
    window.show_page("audit")
    settle()
    page = window.pages["audit"]
    assert isinstance(page, AuditPage)
    page.turn_to("audit")
    settle()
    assert isinstance(page.tab, AuditTab)
    return page.tab


def audit(tab: AuditTab, qtbot: QtBot, settle: Callable[[], None]) -> None:
    """Presses the button."""
    qtbot.mouseClick(tab.run_button, Qt.MouseButton.LeftButton)
    settle()


def test_every_kind_of_finding_is_shown_with_its_arithmetic(tab: AuditTab, qtbot: QtBot, settle) -> None:
    assert tab.results.currentWidget() is tab.first_words
    audit(tab, qtbot, settle)
    assert {each.kind for each in tab.model.records} == set(FindingKind)
    assert len(tab.model.records) == 8
    for kind, words in (
        (FindingKind.RIGHT, "10 % of each sale on 100.00 gives 10.00"),
        (FindingKind.UNDERPAID, "10 % of each sale on 240.00 gives 24.00"),
        (FindingKind.OVERPAID, "10 % of each sale on 60.00 gives 6.00"),
        (FindingKind.MISSING, "5.00 USD for each sign-up gives 5.00"),
        (FindingKind.UNEXPECTED, "does not say that it is a sign-up"),
        (FindingKind.REVERSED, "says that it was reversed"),
        (FindingKind.LATE, "still pending after the hold days"),
        (FindingKind.UNCHECKED, "no recorded referral belongs to this row"),
    ):
        chip = tab.chips.button_of(kind)
        assert chip is not None
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
        settle()
        assert [each.kind for each in tab.model.records] == [kind]
        click_row(tab, qtbot, 0)
        settle()
        text = "\n".join(each.text() for each in tab.panel.findChildren(QLabel))
        assert words in text
        assert ("statement-1.csv" in text) == (kind is not FindingKind.MISSING)


def test_a_row_leads_to_the_terms_in_force_and_can_be_copied(
    tab: AuditTab, window: Window, qtbot: QtBot, settle
) -> None:
    audit(tab, qtbot, settle)
    click_row(tab, qtbot, 2)
    settle()
    for each in tab.panel.findChildren(type(tab.run_button)):
        if each.text() == "Copy":
            qtbot.mouseClick(each, Qt.MouseButton.LeftButton)
    assert "10 % of each sale on 240.00 gives 24.00" in QGuiApplication.clipboard().text()
    for each in tab.panel.findChildren(type(tab.run_button)):
        if each.text() == "Show these terms":
            qtbot.mouseClick(each, Qt.MouseButton.LeftButton)
    settle()
    assert window.page is window.pages["plans"]


def test_period_and_tolerance_narrow_what_is_found(tab: AuditTab, qtbot: QtBot, settle) -> None:
    tab.period.set_value("days")
    assert tab.first.isVisible()
    qtbot.keyClicks(tab.first, "2026-05-02")
    qtbot.keyClicks(tab.last, "2026-05-03")
    tab.tolerance.setText("3.00")
    audit(tab, qtbot, settle)
    assert [each.kind for each in tab.model.records] == [FindingKind.UNDERPAID, FindingKind.RIGHT]
    tab.tolerance.setText("lots")
    audit(tab, qtbot, settle)
    assert "tolerance is an amount" in tab.trouble.text.text()


def test_what_changes_after_an_audit_is_said(tab: AuditTab, desk: Desk, qtbot: QtBot, settle) -> None:
    audit(tab, qtbot, settle)
    work = desk.app.referrals.remove
    from functools import partial

    tab.context.jobs.write(partial(work, [desk.app.referrals.list()[0].id]))
    settle()
    assert "changed since this audit" in tab.trouble.text.text()
    audit(tab, qtbot, settle)
    assert tab.trouble.isHidden()
    assert FindingKind.MISSING not in {each.kind for each in tab.model.records}


def test_the_claim_is_saved_with_what_is_underpaid_missing_or_late(
    tab: AuditTab, window: Window, qtbot: QtBot, settle, tmp_path: Path
) -> None:
    audit(tab, qtbot, settle)
    assert isinstance(window.messages, RecordedMessages)
    qtbot.mouseClick(tab.claim_button, Qt.MouseButton.LeftButton)
    assert window.messages.told.asked[-1].text == "Commissions to check, Tea.pdf"
    window.messages.give(tmp_path / "claim.csv")
    settle()
    assert window.messages.told.saved == [tmp_path / "claim.csv"]
    rows = (tmp_path / "claim.csv").read_text("utf-8-sig").splitlines()
    assert [row.partition(",")[0] for row in rows[1:]] == ["missing", "underpaid", "late"]
    assert "Ann" not in "".join(rows)


def test_the_totals_of_the_claim_saved_in_the_window_are_those_of_the_command_line(
    tab: AuditTab, desk: Desk, window: Window, qtbot: QtBot, settle, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.rows("euro,2026-05-08,sale,70.00,1.00,EUR,approved", "cents,2026-05-09,sale,333.35,33.33,USD,paid")
    audit(tab, qtbot, settle)
    qtbot.mouseClick(tab.claim_button, Qt.MouseButton.LeftButton)
    messages = window.messages
    assert isinstance(messages, RecordedMessages)
    messages.give(tmp_path / "claim.pdf")
    qtbot.waitUntil(lambda: bool(messages.told.saved), timeout=100_000)  # fonts are cut once a process
    call = caller(capsys, "--json", "--workspace", str(desk.app.workspace.path))
    found = call("audit", "run", "--program", "Tea").document
    claimed = {each["kind"]: each for each in found["totals"] if each["kind"] in ("underpaid", "missing", "late")}
    assert {kind: each["count"] for kind, each in claimed.items()} == {"underpaid": 2, "missing": 1, "late": 1}
    lines = [" ".join(line.split()) for page in texts(tmp_path / "claim.pdf") for line in page.splitlines()]
    words = {"underpaid": "Below the terms", "missing": "Not reported", "late": "Still pending"}
    for kind, total in claimed.items():
        figures = (str(total["count"]), total["reported"], total["due"], total["difference"], total["currency"])
        assert " ".join((words[kind], *figures)) in lines
    whole = [sum(Decimal(each[name]) for each in claimed.values()) for name in ("reported", "due", "difference")]
    assert " ".join(("Total", "4", *map(str, whole), "USD")) in lines
    for each in found["findings"]:
        if each["kind"] in claimed and each["row"]:
            assert any(f"{each['row']['file']}, line {each['row']['line']}" in line for line in lines)
            assert any(each["row"]["sha256"] in line for line in lines)


def test_a_missing_event_is_tied_to_the_row_that_reports_it_after_all(
    tab: AuditTab, desk: Desk, qtbot: QtBot, settle
) -> None:
    desk.rows("join,2026-05-30,signup,0,5.00,USD,approved")
    audit(tab, qtbot, settle)
    chip = tab.chips.button_of(FindingKind.MISSING)
    assert chip is not None
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    settle()
    click_row(tab, qtbot, 0)
    settle()
    (link,) = [
        each for each in tab.panel.findChildren(type(tab.run_button)) if each.text().startswith("Choose the row")
    ]
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    settle()
    (dialog,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, TieDialog) and each.isVisible()]
    assert dialog.model.records[0].external_id == "join"
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    settle()
    assert desk.app.referrals.find("Ann").transaction_key == "i:join"
    assert tab.chips.button_of(FindingKind.MISSING) is None
    assert [each.referral for each in tab.model.records if each.event == "signup"] == ["Ann"]


def test_without_terms_the_tab_leads_to_the_plans(
    app: App, tmp_path: Path, window: Window, qtbot: QtBot, settle
) -> None:
    Desk(app, tmp_path)
    window.show_page("audit")
    settle()
    page = window.pages["audit"]
    assert isinstance(page, AuditPage)
    tab = page.tab
    assert isinstance(tab, AuditTab)
    assert tab.inside.currentWidget() is tab.empty
    qtbot.mouseClick(tab.empty.action, Qt.MouseButton.LeftButton)
    settle()
    assert window.page is window.pages["plans"]


def click_row(tab: AuditTab, qtbot: QtBot, row: int) -> None:
    """Clicks a row of the list."""
    place = tab.table.visualRect(tab.model.index(row, 0)).center()
    qtbot.mouseClick(tab.table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_what_an_audit_needs_first_is_said_and_offered(app: App, window: Window, settle: Callable[[], None]) -> None:
    window.show_page("audit")
    settle()
    page = window.pages["audit"]
    assert isinstance(page, AuditPage)
    assert isinstance(page.tab, AuditTab)
    empty = page.tab.empty
    assert (empty.title.text(), empty.action.text()) == ("No program yet", "Add an account")
    account = app.programs.add_account(Account("Shop", "awin", currency="USD")).value.id
    done = app.programs.add_program(Program(account, "Tea"))
    page.tab.context.changed.emit(done.changes)
    settle()
    assert (empty.title.text(), empty.action.text()) == ("No terms to compare with", "Add terms")
    app.programs.remove_program(done.value.id)
    page.tab.refresh()
    settle()
    empty.action.click()
    settle()
    assert window.page is window.pages["accounts"]

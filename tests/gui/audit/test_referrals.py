"""The referrals tab: quick entry, the form, several at once, a table with bad rows, undo."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from affiliate_desktop.app import App
from affiliate_desktop.gui.audit.referral_dialog import BulkDialog, ImportedDialog, ReferralDialog
from affiliate_desktop.gui.audit.referrals_tab import ReferralsTab
from affiliate_desktop.gui.context import Context
from tests.audit.making import Desk, micro
from tests.gui.conftest import RecordedMessages

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(app: App, tmp_path: Path) -> Desk:
    """A program."""
    return Desk(app, tmp_path)


@pytest.fixture
def tab(desk: Desk, context: Context, qtbot: QtBot, settle: Callable[[], None]) -> ReferralsTab:
    """The tab, shown."""
    tab = ReferralsTab(context)
    qtbot.addWidget(tab)
    tab.resize(1000, 700)
    tab.show()
    settle()
    return tab


def opened(kind: type[QDialog]) -> QDialog:
    """The dialog of a kind that is open."""
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]
    assert len(found) == 1
    return found[0]


def test_a_referral_is_noted_in_one_line(tab: ReferralsTab, desk: Desk, qtbot: QtBot, settle) -> None:
    assert tab.area.currentWidget() is tab.area.empty
    qtbot.keyClicks(tab.quick_name, "Ann")
    qtbot.keyClicks(tab.quick_via, "Workshop")
    qtbot.keyClick(tab.quick_name, Qt.Key.Key_Return)
    settle()
    ann = desk.app.referrals.find("Ann")
    assert (ann.signed_up, ann.via) == ("2026-06-15", "Workshop")
    assert tab.quick_name.text() == ""
    qtbot.keyClicks(tab.quick_name, "ann")
    qtbot.mouseClick(tab.quick_add, LEFT)
    settle()
    assert "already" in tab.trouble.text.text()
    assert tab.quick_name.text() == "ann"
    tab.context.undo()
    settle()
    assert tab.model.rowCount() == 0


def test_projects_and_sales_are_entered_in_the_form(tab: ReferralsTab, desk: Desk, qtbot: QtBot, settle) -> None:
    desk.rows("a,2026-05-20,signup,0,5.00,USD,approved")
    qtbot.mouseClick(tab.new_button, LEFT)
    dialog = opened(ReferralDialog)
    assert isinstance(dialog, ReferralDialog)
    qtbot.mouseClick(dialog.save_button, LEFT)
    assert "Give a name" in dialog.form.rows["name"].complaint.text()
    qtbot.keyClicks(dialog.name, "Ben")
    qtbot.keyClicks(dialog.signed_up, "2026-05-19")
    qtbot.keyClicks(dialog.row, "zz")
    qtbot.mouseClick(dialog.events.more, LEFT)
    line = dialog.events.lines[0]
    line.day.setText("31.02.")
    qtbot.keyClicks(line.amount, "250.50")
    qtbot.mouseClick(dialog.save_button, LEFT)
    assert "no date" in dialog.form.rows["events"].complaint.text()
    line.day.setText("2026-05-30")
    qtbot.mouseClick(dialog.save_button, LEFT)
    settle()
    assert "No imported row" in dialog.trouble.text.text()
    dialog.row.setText("a")
    qtbot.mouseClick(dialog.save_button, LEFT)
    settle()
    ben = desk.app.referrals.find("Ben")
    assert (ben.transaction_key, ben.events[0].amount_micro) == ("i:a", micro("250.50"))
    assert tab.model.records[0].referral == ben
    assert tab.table.current() is not None


def test_several_are_edited_and_removed_together(tab: ReferralsTab, desk: Desk, qtbot: QtBot, settle) -> None:
    for name in ("Ann", "Ben", "Cleo"):
        desk.referral(name)
    tab.refresh()
    settle()
    tab.table.selectAll()
    tab.bulk_action.trigger()
    dialog = opened(BulkDialog)
    assert isinstance(dialog, BulkDialog)
    dialog.state.set_value(False)
    qtbot.keyClicks(dialog.via, "Fair")
    qtbot.mouseClick(dialog.save_button, LEFT)
    settle()
    assert {(each.valid, each.via) for each in desk.app.referrals.list()} == {(False, "Fair")}
    tab.context.undo()
    settle()
    assert {(each.valid, each.via) for each in desk.app.referrals.list()} == {(True, "")}
    tab.table.selectAll()
    tab.remove_action.trigger()
    settle()
    assert desk.app.referrals.list() == ()
    tab.context.undo()
    settle()
    assert tab.model.rowCount() == 3


def test_a_table_is_imported_and_its_bad_rows_are_listed(
    tab: ReferralsTab, desk: Desk, messages: RecordedMessages, qtbot: QtBot, settle, tmp_path: Path
) -> None:
    file = tmp_path / "referrals.csv"
    file.write_text("name,date\nAnn,2026-05-01\nBen,never\n")
    qtbot.mouseClick(tab.import_button, LEFT)
    messages.give(file)
    settle()
    dialog = opened(ImportedDialog)
    assert isinstance(dialog, ImportedDialog)
    assert [each.line for each in dialog.table.records.records] == [3]
    qtbot.mouseClick(dialog.save_button, LEFT)
    assert [each.referral.name for each in tab.model.records] == ["Ann"]
    file.write_text("name,date\nAnn,2026-05-01\n")
    qtbot.mouseClick(tab.import_button, LEFT)
    messages.give(file)
    settle()
    assert "1 rows known already" in messages.told.notes[-1]


def test_the_list_is_searched_and_filtered(tab: ReferralsTab, desk: Desk, qtbot: QtBot, settle) -> None:
    desk.referral("Ann")
    desk.referral("Ben")
    tab.refresh()
    settle()
    qtbot.keyClicks(tab.search_field(), "be")
    assert [each.referral.name for each in tab.model.records] == ["Ben"]
    qtbot.keyClicks(tab.search_field(), "xx")
    assert tab.area.currentWidget() is tab.area.nothing_found

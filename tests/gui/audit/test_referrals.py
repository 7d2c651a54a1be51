"""The referrals tab: quick entry, the form, several at once, a table with bad rows, undo."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from affiliate_desktop.app import App
from affiliate_desktop.campaigns.model import Campaign, Placement
from affiliate_desktop.gui.audit.referral_dialog import BulkDialog, ImportedDialog, ReferralDialog
from affiliate_desktop.gui.audit.referral_rows import came_by
from affiliate_desktop.gui.audit.referrals_tab import ReferralsTab
from affiliate_desktop.gui.audit.tie import TieDialog
from affiliate_desktop.gui.context import Context
from affiliate_desktop.links.model import LinkDraft
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
    qtbot.keyClicks(tab.quick_via.line(), "Workshop")
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
    qtbot.mouseClick(dialog.events.more, LEFT)
    line = dialog.events.lines[0]
    line.day.setText("31.02.")
    qtbot.keyClicks(line.amount, "250.50")
    qtbot.mouseClick(dialog.save_button, LEFT)
    assert "no date" in dialog.form.rows["events"].complaint.text()
    line.day.setText("2026-05-30")
    qtbot.mouseClick(dialog.tie.choose_button, LEFT)
    settle()
    rows = opened(TieDialog)
    assert isinstance(rows, TieDialog)
    assert [each.external_id for each in rows.model.records] == ["a"]
    qtbot.mouseClick(rows.save_button, LEFT)
    settle()
    assert "row a" in dialog.tie.said.toolTip() + dialog.tie.said.text()
    qtbot.mouseClick(dialog.save_button, LEFT)
    settle()
    ben = desk.app.referrals.find("Ben")
    assert (ben.transaction_key, ben.events[0].amount_micro) == ("i:a", micro("250.50"))
    assert tab.model.records[0].referral == ben
    assert tab.table.current() is not None


def test_an_event_is_tied_to_a_row_found_by_its_id_and_untied_again(
    tab: ReferralsTab, desk: Desk, qtbot: QtBot, settle
) -> None:
    desk.rows(
        "near,2026-05-20,project,250.00,25.00,USD,approved",
        "taken,2026-05-21,project,250.00,25.00,USD,approved",
        "old,2026-01-20,project,9.00,0.90,USD,approved",
    )
    desk.referral("Zoe", "2026-05-21", row="taken")
    ann = desk.referral("Ann", "2026-05-01", ("project", "2026-05-19", "250.00"))
    tab.refresh()
    settle()
    assert tab.table.select(ann.id)
    tab.edit_action.trigger()
    dialog = opened(ReferralDialog)
    assert isinstance(dialog, ReferralDialog)
    line = dialog.events.lines[0]
    settle()
    qtbot.mouseClick(line.link, LEFT)
    settle()
    rows = opened(TieDialog)
    assert isinstance(rows, TieDialog)
    assert [each.external_id for each in rows.model.records] == ["near", "taken"]
    rows.table.selectRow(1)
    qtbot.mouseClick(rows.save_button, LEFT)
    assert "Zoe, signup of 2026-05-21" in rows.trouble.text.text()
    qtbot.keyClicks(rows.search, "ol")
    qtbot.waitUntil(lambda: [each.external_id for each in rows.model.records] == ["old"], timeout=20_000)
    qtbot.mouseClick(rows.save_button, LEFT)
    qtbot.mouseClick(dialog.save_button, LEFT)
    settle()
    assert desk.app.referrals.find("Ann").events[0].transaction_key == "i:old"
    tab.context.undo()
    settle()
    assert desk.app.referrals.find("Ann").events[0].transaction_key == ""
    desk.app.referrals.tie(ann.id, "i:old", ann.events[0].id)
    tab.refresh()
    settle()
    tab.edit_action.trigger()
    settle()
    again = opened(ReferralDialog)
    assert isinstance(again, ReferralDialog)
    held = again.events.lines[0].tie
    assert held.isVisible()
    assert "row old" in held.said.toolTip() + held.said.text()
    qtbot.mouseClick(held.untie_button, LEFT)
    qtbot.mouseClick(again.save_button, LEFT)
    settle()
    assert desk.app.referrals.find("Ann").events[0].transaction_key == ""


def test_a_referral_came_by_a_link_a_placement_or_what_is_written(
    tab: ReferralsTab, desk: Desk, qtbot: QtBot, settle
) -> None:
    link = desk.app.links.add("Tea flyer", LinkDraft("https://tea.example/", "utm")).value
    fair = desk.app.campaigns.add(Campaign("Fair")).value.id
    desk.app.placements.add(Placement("Poster", fair))
    tab.refresh()
    settle()
    box = tab.quick_via
    assert [box.itemText(at) for at in range(box.count())] == ["Tea flyer", "Fair", "Fair · Poster"]
    for name, way in (("Ann", "Tea flyer"), ("Ben", "Fair · Poster"), ("Cleo", "At the gym")):
        qtbot.keyClicks(tab.quick_name, name)
        box.set_text(way)
        qtbot.mouseClick(tab.quick_add, LEFT)
        settle()
    ann, ben, cleo = desk.app.referrals.list()
    assert (ann.link_id, ann.via) == (link.id, "")
    assert (ben.link_id, ben.via, cleo.via) == (None, "Fair · Poster", "At the gym")
    shown = {each.referral.name: came_by(each) for each in tab.model.records}
    assert shown == {"Ann": "Tea flyer", "Ben": "Fair · Poster", "Cleo": "At the gym"}
    assert tab.table.select(cleo.id)
    tab.edit_action.trigger()
    dialog = opened(ReferralDialog)
    assert isinstance(dialog, ReferralDialog)
    assert dialog.via.text() == "At the gym"
    dialog.via.setCurrentIndex(dialog.via.findText("Fair"))
    qtbot.mouseClick(dialog.save_button, LEFT)
    settle()
    assert desk.app.referrals.find("Cleo").via == "Fair"


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
    qtbot.keyClicks(dialog.via.line(), "Fair")
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
    qtbot.keyClicks(tab.search, "be")
    assert [each.referral.name for each in tab.model.records] == ["Ben"]
    qtbot.keyClicks(tab.search, "xx")
    assert tab.area.currentWidget() is tab.area.nothing_found

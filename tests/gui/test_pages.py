"""The pages of campaigns and accounts, with real services."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from affiliate_desktop.app import App
from affiliate_desktop.campaigns.model import Campaign, CampaignStatus
from affiliate_desktop.core.money import Money
from affiliate_desktop.gui.accounts.dialogs import AccountDialog, ProgramDialog, TrackingIdDialog
from affiliate_desktop.gui.campaigns.dialog import CampaignDialog
from affiliate_desktop.gui.context import Context, Request
from affiliate_desktop.gui.pages.accounts import AccountsPage
from affiliate_desktop.gui.pages.campaigns import CampaignsPage
from affiliate_desktop.links.model import LinkDraft
from affiliate_desktop.programs.model import Account, Program, TrackingId
from tests.gui.conftest import RecordedMessages


def test_a_campaign_is_added_with_the_mouse_and_the_keyboard_alone(
    context: Context, app: App, qtbot: QtBot, settle
) -> None:
    page = _shown(CampaignsPage(context), qtbot, settle)
    assert page.area.currentWidget() is page.area.empty
    qtbot.mouseClick(page.area.empty.action, Qt.MouseButton.LeftButton)
    settle()
    dialog = _dialog(page, CampaignDialog)
    qtbot.keyClicks(dialog.name, "Spring")
    qtbot.keyClicks(dialog.starts, "2026-03-01")
    qtbot.keyClicks(dialog.budget.amount, "120.50")
    dialog.status.set_value(CampaignStatus.PLANNED)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    settle()
    added = app.campaigns.get("Spring")
    assert (added.status, added.starts_on, added.budget) == (
        CampaignStatus.PLANNED,
        date(2026, 3, 1),
        Money.of("120.50", "USD"),
    )
    assert page.table.current() is not None
    assert page.panel.isVisible()


def test_mistakes_are_said_beside_their_field(context: Context, app: App, qtbot: QtBot, settle) -> None:
    app.campaigns.add(Campaign("Taken"))
    page = _shown(CampaignsPage(context), qtbot, settle)
    page.new()
    settle()
    dialog = _dialog(page, CampaignDialog)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert dialog.form.rows["name"].complaint.text() == "Give the campaign a name."
    dialog.name.setText("Taken")
    dialog.ends.setText("31.02.")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert "is no date" in dialog.form.rows["ends"].complaint.text()
    assert dialog.form.rows["name"].complaint.text() == ""
    dialog.ends.setText("")
    dialog.budget.amount.setText("12 euro")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert "is no amount" in dialog.form.rows["budget"].complaint.text()
    dialog.budget.amount.setText("")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    settle()
    assert dialog.trouble.text.text() == "There is a campaign “Taken” already."
    assert dialog.isVisible()
    assert len(app.campaigns.list()) == 1


def test_a_campaign_is_edited_archived_taken_back_and_removed(context: Context, app: App, qtbot: QtBot, settle) -> None:
    app.campaigns.add(Campaign("Spring"))
    page = _shown(CampaignsPage(context), qtbot, settle)
    page.table.selectRow(0)
    page._edit()
    settle()
    dialog = _dialog(page, CampaignDialog)
    dialog.goal.setText("forty orders")
    dialog._save()
    settle()
    assert app.campaigns.get("Spring").goal == "forty orders"
    page.table.selectRow(0)
    page.archive_action.trigger()
    settle()
    assert page.model.rowCount() == 0
    assert page.area.currentWidget() is page.area.nothing_found
    page.filter.set_value("archived")
    page.table.selectRow(0)
    settle()
    page.archive_action.trigger()
    settle()
    page.filter.set_value("")
    page.table.selectRow(0)
    page._remove()
    settle()
    assert app.campaigns.list(True) == ()
    context.undo()
    settle()
    assert [row.campaign.name for row in page.model.records] == ["Spring"]


def test_campaigns_are_found_by_words_and_by_status(context: Context, app: App, qtbot: QtBot, settle) -> None:
    app.campaigns.add(Campaign("Spring", channel="Newsletter"))
    app.campaigns.add(Campaign("Autumn", CampaignStatus.PAUSED))
    page = _shown(CampaignsPage(context), qtbot, settle)
    assert page.search is not None
    page.search.setText("news spr")
    assert [row.campaign.name for row in page.model.records] == ["Spring"]
    page.search.setText("")
    page.filter.set_value(CampaignStatus.PAUSED)
    assert [row.campaign.name for row in page.model.records] == ["Autumn"]
    page.answer(Request("campaigns", "show", app.campaigns.get("Spring").id))
    current = page.table.current()
    assert current is not None
    assert current.campaign.name == "Spring"


def test_the_panel_names_the_campaigns_links_and_leads_to_them(
    context: Context, app: App, qtbot: QtBot, settle
) -> None:
    campaign = app.campaigns.add(Campaign("Spring")).value
    link = app.links.add("The link", LinkDraft("https://shop.example/a"), campaign_id=campaign.id).value
    wanted: list[Request] = []
    context.wanted.connect(wanted.append)
    page = _shown(CampaignsPage(context), qtbot, settle)
    page.table.selectRow(0)
    settle()
    page.panel.link_wanted.emit(link.id)
    page.panel._new_link()
    page.panel._earnings()
    assert wanted == [
        Request("links", "show", link.id),
        Request("links", "new", campaign.id),
        Request("earnings", "show", campaign.id),
    ]


def test_the_list_looks_again_when_something_changed_and_only_when_it_is_seen(
    context: Context, app: App, qtbot: QtBot, settle
) -> None:
    page = _shown(CampaignsPage(context), qtbot, settle)
    context.jobs.write(lambda: app.campaigns.add(Campaign("Seen")))
    settle()
    assert page.model.rowCount() == 1
    page.hide()
    context.jobs.write(lambda: app.campaigns.add(Campaign("Unseen")))
    settle()
    assert page.model.rowCount() == 1
    page.show()
    settle()
    assert page.model.rowCount() == 2


def test_an_account_is_added_for_a_network(context: Context, app: App, qtbot: QtBot, settle) -> None:
    page = _shown(AccountsPage(context), qtbot, settle)
    qtbot.mouseClick(page.area.empty.action, Qt.MouseButton.LeftButton)
    settle()
    dialog = _dialog(page, AccountDialog)
    dialog.network.set_value("awin")
    dialog.network.set_value("amazon")
    assert dialog.name.text() == "Amazon Associates"
    dialog.currency.set_code("nope")
    dialog._save()
    assert "is no currency code" in dialog.form.rows["currency"].complaint.text()
    dialog.currency.set_code("USD")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    settle()
    account = app.programs.account("Amazon Associates")
    assert (account.network, account.currency) == ("amazon", "USD")
    assert len(app.programs.programs(account.id)) == 1


def test_an_account_is_edited_archived_and_removed(context: Context, app: App, qtbot: QtBot, settle) -> None:
    app.programs.add_account(Account("Shops", "awin", "123456", "EUR"))
    page = _shown(AccountsPage(context), qtbot, settle)
    page._edit()
    settle()
    dialog = _dialog(page, AccountDialog)
    assert not dialog.network.isEnabled()
    assert dialog.publisher_id.text() == "123456"
    dialog.notes.setPlainText("pays monthly")
    dialog._save()
    settle()
    assert app.programs.account("Shops").notes == "pays monthly"
    page.table.selectRow(0)
    page.archive_action.trigger()
    settle()
    assert app.programs.accounts() == ()
    context.undo()
    settle()
    page.table.selectRow(0)
    page._remove()
    settle()
    assert app.programs.accounts(True) == ()


def test_programs_and_tracking_ids_are_kept_within_their_account(
    context: Context, app: App, qtbot: QtBot, settle
) -> None:
    account = app.programs.add_account(Account("Shops", "awin", "123456")).value
    campaign = app.campaigns.add(Campaign("Spring")).value
    page = _shown(AccountsPage(context), qtbot, settle)
    page.panel.program_wanted.emit(None)
    program = _dialog(page, ProgramDialog)
    program._save()
    assert program.form.rows["name"].complaint.text()
    program.name.setText("Northlight")
    program._save()
    settle()
    assert [each.name for each in app.programs.programs(account.id)] == ["Northlight"]
    page.panel.tracking_id_wanted.emit(None)
    tracking = _dialog(page, TrackingIdDialog)
    tracking.value.setText("spring-20")
    tracking.campaign.set_value(campaign.id)
    tracking._save()
    settle()
    kept = app.programs.tracking_ids(account.id)
    assert [(each.value, each.campaign_id) for each in kept] == [("spring-20", campaign.id)]
    page.panel.removal_wanted.emit(kept[0])
    page.panel.removal_wanted.emit(app.programs.program("Northlight"))
    settle()
    assert app.programs.tracking_ids(account.id) == ()
    assert app.programs.programs(account.id) == ()


def test_a_refused_removal_is_told(
    context: Context, app: App, messages: RecordedMessages, qtbot: QtBot, settle
) -> None:
    account = app.programs.add_account(Account("Shop", "amazon", currency="USD")).value
    app.links.add(
        "L",
        LinkDraft("https://www.amazon.com/dp/B000000000", "amazon", parameters={"tag": "x-20"}),
        account_id=account.id,
    )
    page = _shown(AccountsPage(context), qtbot, settle)
    page._remove()
    settle()
    assert len(messages.told.problems) == 1
    assert "Shop" in messages.told.problems[0]
    assert len(app.programs.accounts()) == 1


def test_records_can_be_edited_from_their_menu(context: Context, app: App, qtbot: QtBot, settle) -> None:
    account = app.programs.add_account(Account("Shops", "awin", "123456")).value
    program = app.programs.add_program(Program(account.id, "Northlight")).value
    page = _shown(AccountsPage(context), qtbot, settle)
    page.panel.program_wanted.emit(program)
    dialog = _dialog(page, ProgramDialog)
    dialog.external_id.setText("20871")
    dialog._save()
    settle()
    assert app.programs.program("Northlight").external_id == "20871"
    page.panel.tracking_id_wanted.emit(TrackingId(account.id, "a-20"))
    dialog2 = _dialog(page, TrackingIdDialog)
    dialog2._save()
    settle()
    assert [each.value for each in app.programs.tracking_ids(account.id)] == ["a-20"]


def _shown(page, qtbot: QtBot, settle):
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    settle()
    return page


def _dialog(page, kind):
    found = [each for each in page.window().findChildren(QDialog) if isinstance(each, kind) and each.isVisible()]
    assert len(found) == 1
    return found[0]

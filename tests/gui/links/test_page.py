"""The links page, with real services."""

import csv
import io
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from affiliate_desktop.app import App
from affiliate_desktop.campaigns.model import Campaign
from affiliate_desktop.gui.context import Context, Request
from affiliate_desktop.gui.links.editor import LinkDialog
from affiliate_desktop.links.model import LinkDraft, Utm
from tests.gui.conftest import RecordedMessages
from tests.gui.links.conftest import SHOP, add_awin, add_link, dialog_of, names, shown


def test_a_link_is_made_by_keyboard_from_the_empty_page(context: Context, app: App, qtbot: QtBot, settle) -> None:
    app.campaigns.add(Campaign("Spring Mail"))
    page = shown(context, qtbot, settle)
    assert page.area.currentWidget() is page.area.empty
    qtbot.mouseClick(page.area.empty.action, Qt.MouseButton.LeftButton)
    settle()
    dialog = dialog_of(page)
    qtbot.keyClicks(dialog.destination, SHOP)
    qtbot.keyClicks(dialog.campaign, "Spring")
    settle()
    for field, text in (("source", "newsletter"), ("medium", "email")):
        qtbot.keyClicks(dialog.utm[field], text)
    built = f"{SHOP}&utm_source=newsletter&utm_medium=email&utm_campaign=spring-mail"
    assert dialog.tagged.text() == built
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    saved = app.links.list()
    assert [(link.url, link.name) for link in saved] == [(built, "Spring Mail: shop.example/boots")]
    current = page.table.current()
    assert current is not None
    assert (current.link.id, current.campaign) == (saved[0].id, "Spring Mail")
    assert page.strip.url.text() == built


def test_the_list_is_narrowed_while_typing_and_sorted_by_its_heads(
    context: Context, app: App, qtbot: QtBot, settle
) -> None:
    spring = app.campaigns.add(Campaign("Spring")).value
    add_link(app, "Boots", campaign_id=spring.id)
    add_link(app, "anorak")
    add_link(app, "Cap")
    page = shown(context, qtbot, settle)
    page.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert names(page) == ["anorak", "Boots", "Cap"]
    assert page.search is not None
    qtbot.keyClicks(page.search, "spri boo")
    assert names(page) == ["Boots"]
    qtbot.keyClicks(page.search, "x")
    assert page.area.currentWidget() is page.area.nothing_found
    page.search.clear()
    page.filter.set_value(spring.id)
    assert names(page) == ["Boots"]


def test_copying_rows_copies_their_addresses(
    context: Context, app: App, messages: RecordedMessages, qtbot: QtBot, settle
) -> None:
    urls = {add_link(app, name).url for name in ("one", "two")}
    page = shown(context, qtbot, settle)
    page.table.selectAll()
    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    clipboard = QGuiApplication.clipboard()
    assert set(clipboard.text().splitlines()) == urls
    rows = list(csv.reader(io.StringIO(bytes(clipboard.mimeData().data("text/csv").data()).decode())))
    assert {row[-1] for row in rows[1:]} == urls
    page.table.selectRow(0)
    qtbot.mouseClick(page.strip.copy, Qt.MouseButton.LeftButton)
    assert clipboard.text() == page.strip.url.text()
    assert messages.told.notes == ["2 links copied", "Link copied"]


def test_a_removed_link_comes_back_with_undo(context: Context, app: App, qtbot: QtBot, settle) -> None:
    add_link(app, "Boots")
    page = shown(context, qtbot, settle)
    page.table.selectRow(0)
    said: list[tuple[str, bool]] = []
    context.jobs.said.connect(lambda text, undoable: said.append((text, undoable)))
    qtbot.mouseClick(page.strip.remove, Qt.MouseButton.LeftButton)
    settle()
    assert said == [("Link removed", True)]
    assert app.links.list() == ()
    assert not page.strip.isVisible()
    context.undo()
    settle()
    assert names(page) == ["Boots"]


def test_an_archived_link_is_found_under_archived_and_taken_back(
    context: Context, app: App, qtbot: QtBot, settle
) -> None:
    key = add_link(app, "Boots").id
    page = shown(context, qtbot, settle)
    page.table.selectRow(0)
    qtbot.mouseClick(page.strip.archive, Qt.MouseButton.LeftButton)
    settle()
    assert names(page) == []
    page.answer(Request("links", "show", key))
    assert page.filter.value() == "archived"
    assert names(page) == ["Boots"]
    assert page.strip.archive.accessibleName() == "Take back from the archive"
    page.archive_action.trigger()
    settle()
    assert not app.links.get(key).archived


def test_a_duplicate_has_a_name_and_a_reference_of_its_own(context: Context, app: App, qtbot: QtBot, settle) -> None:
    account, program = add_awin(app)
    draft = LinkDraft(SHOP, "awin", Utm(source="blog"))
    first = app.links.add("Boots", draft, account_id=account.id, program_id=program.id).value
    page = shown(context, qtbot, settle)
    page.table.selectRow(0)
    qtbot.mouseClick(page.strip.duplicate, Qt.MouseButton.LeftButton)
    settle()
    dialog = dialog_of(page)
    assert (dialog.destination.text(), dialog.name.text()) == (SHOP, "")
    dialog._save()
    settle()
    other = next(link for link in app.links.list() if link.id != first.id)
    assert other.utm.source == "blog"
    assert other.name != first.name
    assert other.click_reference not in (None, first.click_reference)


def test_an_edited_link_keeps_what_was_not_touched(context: Context, app: App, qtbot: QtBot, settle) -> None:
    account, program = add_awin(app)
    campaign = app.campaigns.add(Campaign("Spring")).value
    before = app.links.add(
        "Boots",
        LinkDraft(SHOP, "awin", Utm(campaign="own-words", source="blog"), {"clickref2": "header"}),
        campaign_id=campaign.id,
        account_id=account.id,
        program_id=program.id,
        notes="kept",
    ).value
    page = shown(context, qtbot, settle)
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    settle()
    dialog = dialog_of(page)
    dialog.name.setText("Boots, red")
    dialog._save()
    settle()
    after = app.links.get(before.id)
    assert after == replace(before, name="Boots, red")


def test_artwork_of_a_link_is_asked_for_without_knowing_the_studio(
    context: Context, app: App, qtbot: QtBot, settle
) -> None:
    key = add_link(app, "Boots").id
    wanted: list[Request] = []
    context.wanted.connect(wanted.append)
    page = shown(context, qtbot, settle)
    page.table.selectRow(0)
    for each in (page.strip.qr, page.strip.banner, page.strip.flyer):
        qtbot.mouseClick(each, Qt.MouseButton.LeftButton)
    page._make_qr()
    page._make_banners()
    page._make_flyer()
    kinds = ("qr", "banner", "flyer") * 2
    assert wanted == [Request("studio", kind, key) for kind in kinds]


def test_a_link_for_a_campaign_starts_with_it(context: Context, app: App, qtbot: QtBot, settle) -> None:
    app.campaigns.add(Campaign("Autumn"))
    spring = app.campaigns.add(Campaign("Spring")).value
    page = shown(context, qtbot, settle)
    page.answer(Request("links", "new", spring.id))
    settle()
    dialog = dialog_of(page)
    assert dialog.campaign.value() == spring.id
    assert dialog.utm["campaign"].text() == "spring"


def test_a_read_only_workspace_offers_nothing_that_writes(context: Context, app: App, qtbot: QtBot, settle) -> None:
    from affiliate_desktop.core.problems import Failed

    add_link(app, "Boots")
    app.workspace.read_only = Failed("read_only", "This file can only be read.")
    page = shown(context, qtbot, settle)
    page.table.selectRow(0)
    assert not page.strip.edit.isEnabled()
    assert not page.strip.remove.isEnabled()
    assert page.strip.copy.isEnabled()
    page.new()
    settle()
    assert not page.findChildren(LinkDialog)


def test_the_table_of_links_is_a_sound_model(
    context: Context, app: App, qtbot: QtBot, qtmodeltester: ModelTester, settle
) -> None:
    for name in "abc":
        add_link(app, name)
    page = shown(context, qtbot, settle)
    qtmodeltester.check(page.model)

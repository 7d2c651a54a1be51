"""The editor of a link, with real services."""

import weakref

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from affiliate_desktop.app import App
from affiliate_desktop.campaigns.model import Campaign
from affiliate_desktop.gui.context import Context
from affiliate_desktop.links.model import LinkDraft, Utm
from affiliate_desktop.programs.model import Account, TrackingId
from tests.gui.conftest import RecordedMessages, flush
from tests.gui.links.conftest import SHOP, add_awin, add_link

INPUTS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("javascript:alert(1)", "http"),
        ("ftp://shop.example/", "http"),
        ("https://nonsense", "host"),
        ("https://", "host"),
    ],
)
def test_what_is_no_address_is_refused_with_the_reason_in_place(
    context: Context, qtbot: QtBot, settle, editor, address: str, reason: str
) -> None:
    dialog = editor()
    qtbot.keyClicks(dialog.destination, address)
    assert reason in dialog.tagged.reason.text()
    assert not dialog.tagged.copy.isEnabled()
    dialog._save()
    assert reason in dialog.form.rows["destination"].complaint.text()
    assert dialog.isVisible()
    assert context.app.links.list() == ()
    qtbot.keyClick(dialog.destination, Qt.Key.Key_Backspace)
    assert not dialog.form.rows["destination"].complaint.text()


def test_the_link_is_built_at_each_key_stroke_and_copied(
    context: Context, messages: RecordedMessages, qtbot: QtBot, settle, editor
) -> None:
    dialog = editor()
    dialog.destination.setText(SHOP)
    for typed in ("b", "bl", "blog"):
        dialog.utm["source"].set_text(typed)
        assert dialog.tagged.text() == f"{SHOP}&utm_source={typed}"
    qtbot.mouseClick(dialog.tagged.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == f"{SHOP}&utm_source=blog"
    assert messages.told.notes == ["Link copied"]


def test_a_tag_that_is_there_already_is_replaced_and_that_is_said(
    context: Context, qtbot: QtBot, settle, editor
) -> None:
    dialog = editor()
    dialog.destination.setText("https://shop.example/?utm_source=old&a=1")
    dialog.utm["source"].set_text("blog")
    assert dialog.tagged.text() == "https://shop.example/?utm_source=blog&a=1"
    assert "utm_source" in dialog.tagged.notice.text()


def test_what_a_network_advises_to_leave_out_is_removed_only_on_demand(
    context: Context, qtbot: QtBot, settle, editor
) -> None:
    dialog = editor()
    dialog.network.set_value("amazon")
    settle()
    dialog.destination.setText("https://www.amazon.com/dp/B000000000?psc=1&th=1&ref_=abc")
    dialog.parameters.prefill({"tag": "x-20"})
    dialog._look()
    assert "psc=1" in dialog.tagged.text()
    assert "psc, ref_" in dialog.tagged.extra.text.text()
    qtbot.mouseClick(dialog.tagged.strip, Qt.MouseButton.LeftButton)
    assert dialog.destination.text() == "https://www.amazon.com/dp/B000000000?th=1"
    assert dialog.tagged.text() == "https://www.amazon.com/dp/B000000000?th=1&tag=x-20"
    assert not dialog.tagged.extra.isVisible()


def test_account_and_program_fill_the_networks_own_fields(
    context: Context, app: App, qtbot: QtBot, settle, editor
) -> None:
    _, program = add_awin(app)
    dialog = editor()
    dialog.destination.setText(SHOP)
    dialog.network.set_value("awin")
    settle()
    assert dialog.account.currentText() == "Shops"
    assert dialog.parameters.values() == {"awinaffid": "482913"}
    assert "advertiser id" in dialog.tagged.reason.text()
    dialog.program.set_value(program.id)
    settle()
    assert dialog.parameters.values() == {"awinmid": "20871", "awinaffid": "482913"}
    reference = dialog.reference.text()
    assert len(reference) == 10
    assert f"clickref={reference}" in dialog.tagged.text()
    dialog.network.set_value("utm")
    settle()
    assert not dialog.reference.isVisible()
    assert "clickref" not in dialog.tagged.text()


def test_what_the_user_typed_is_not_overwritten_by_an_account(
    context: Context, app: App, qtbot: QtBot, settle, editor
) -> None:
    add_awin(app)
    other = app.programs.add_account(Account("Other", "awin", "111111")).value
    dialog = editor()
    dialog.network.set_value("awin")
    settle()
    field = dialog.parameters.rows["awinmid"].field
    assert isinstance(field, QLineEdit)
    field.setText("777")
    dialog.account.set_value(other.id)
    settle()
    assert dialog.parameters.values() == {"awinmid": "777", "awinaffid": "111111"}


def test_the_campaigns_tracking_id_is_picked_and_a_new_one_kept(
    context: Context, app: App, qtbot: QtBot, settle, editor
) -> None:
    account = app.programs.add_account(Account("Amazon US", "amazon", "main-20", "USD")).value
    spring, autumn = (app.campaigns.add(Campaign(name)).value for name in ("Spring", "Autumn"))
    app.programs.save_tracking_id(TrackingId(account.id, "spring-20", spring.id))
    dialog = editor()
    dialog.network.set_value("amazon")
    dialog.campaign.set_value(spring.id)
    settle()
    assert dialog.parameters.values() == {"tag": "spring-20"}
    assert dialog.parameters.rows["tag"].hint.text() == "Stands for the campaign “Spring”."
    assert not dialog.keep.isVisible()
    dialog.campaign.set_value(autumn.id)
    settle()
    dialog.parameters.prefill({"tag": "autumn-20"})
    dialog._look()
    qtbot.mouseClick(dialog.keep, Qt.MouseButton.LeftButton)
    settle()
    kept = {each.value: each.campaign_id for each in app.programs.tracking_ids(account.id)}
    assert kept == {"spring-20": spring.id, "autumn-20": autumn.id}
    assert not dialog.keep.isVisible()


def test_a_value_that_does_not_fit_is_told_beside_its_field(context: Context, qtbot: QtBot, settle, editor) -> None:
    dialog = editor()
    dialog.destination.setText(SHOP)
    dialog.network.set_value("awin")
    settle()
    field = dialog.parameters.rows["awinmid"].field
    assert isinstance(field, QLineEdit)
    dialog._save()
    assert "need the advertiser id" in dialog.parameters.rows["awinmid"].complaint.text()
    qtbot.keyClicks(field, "12a")
    assert "“12a” is no Advertiser id" in dialog.parameters.rows["awinmid"].complaint.text()
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert not dialog.parameters.rows["awinmid"].complaint.text()


def test_the_marketplace_follows_the_address_unless_one_is_chosen(
    context: Context, qtbot: QtBot, settle, editor
) -> None:
    dialog = editor()
    dialog.network.set_value("ebay")
    settle()
    dialog.destination.setText("https://www.ebay.de/itm/1")
    dialog.parameters.prefill({"campid": "5338000000"})
    dialog._look()
    assert "mkrid=707-53477-19255-0" in dialog.tagged.text()
    dialog.parameters.prefill({"campid": "5338000000", "mkrid": "711-53200-19255-0"})
    dialog._look()
    assert "mkrid=711-53200-19255-0" in dialog.tagged.text()


def test_advice_on_names_is_given_beside_them(context: Context, qtbot: QtBot, settle, editor) -> None:
    dialog = editor()
    dialog.utm["source"].set_text("News Letter")
    assert "news-letter" in dialog.form.rows["source"].hint.text()
    dialog.utm["source"].set_text("newsletter")
    assert not dialog.form.rows["source"].hint.text()


def test_a_taken_name_is_told_in_the_dialog_and_nothing_typed_is_lost(
    context: Context, app: App, qtbot: QtBot, settle, editor
) -> None:
    add_link(app, "Boots")
    dialog = editor()
    dialog.destination.setText(SHOP)
    dialog.name.setText("Boots")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    settle()
    assert "already" in dialog.trouble.text.text()
    assert dialog.destination.text() == SHOP
    dialog.name.setText("Boots 2")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    settle()
    assert app.links.get("Boots 2").destination == SHOP


def test_what_was_typed_is_there_again_after_the_editor_was_closed(
    context: Context, qtbot: QtBot, settle, editor
) -> None:
    dialog = editor()
    dialog.network.set_value("awin")
    settle()
    qtbot.keyClicks(dialog.destination, SHOP)
    field = dialog.parameters.rows["awinmid"].field
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, "4321")
    dialog.reject()
    flush()
    again = editor()
    assert again.destination.text() == SHOP
    assert again.network.value() == "awin"
    assert again.parameters.values()["awinmid"] == "4321"


def test_values_of_earlier_links_are_suggested_first(context: Context, app: App, qtbot: QtBot, settle, editor) -> None:
    app.links.add("Boots", LinkDraft(SHOP, utm=Utm(source="village-paper")))
    dialog = editor()
    box = dialog.utm["source"]
    assert [box.itemText(0), box.itemText(1)] == ["village-paper", "newsletter"]
    assert box.text() == ""


def test_every_control_of_the_editor_has_an_accessible_name(context: Context, qtbot: QtBot, settle, editor) -> None:
    dialog = editor()
    for network in context.app.programs.network_catalog.all():
        dialog.network.set_value(network.id)
        settle()
        nameless = [
            type(widget).__name__
            for widget in dialog.findChildren(QWidget)
            if isinstance(widget, INPUTS)
            and not isinstance(widget.parentWidget(), QComboBox | QLineEdit)
            and not widget.accessibleName()
            and not (isinstance(widget, QAbstractButton) and widget.text())
        ]
        assert not nameless


def test_a_closed_editor_is_freed_without_the_collector(context: Context, qtbot: QtBot, settle, editor) -> None:
    dialog = editor()
    alive = weakref.ref(dialog)
    dialog.network.set_value("awin")
    settle()
    dialog.close()
    del dialog
    flush()
    assert alive() is None

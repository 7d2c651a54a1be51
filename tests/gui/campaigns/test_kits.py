"""Kits in the window: described, built, told to be stale and built again, from the campaign they belong to."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from affiliate_desktop.campaigns.model import Campaign
from affiliate_desktop.gui.campaigns.kit_dialog import KitDialog
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.pages.campaigns import CampaignsPage
from affiliate_desktop.gui.status import JobStrip
from affiliate_desktop.kits.model import Part
from affiliate_desktop.links.model import Link, LinkDraft, Utm
from affiliate_desktop.studio import preflight
from affiliate_desktop.studio.frames import Brand
from tests.gui.conftest import RecordedMessages


@pytest.fixture
def campaign(context: Context) -> Campaign:
    return context.app.campaigns.add(Campaign("Autumn fair")).value


@pytest.fixture
def link(context: Context, campaign: Campaign) -> Link:
    draft = LinkDraft("https://shop.example/bags", utm=Utm(source="flyer"))
    return context.app.links.add("Bags", draft, campaign_id=campaign.id).value


@pytest.fixture
def page(context: Context, campaign: Campaign, link: Link, qtbot: QtBot, settle) -> CampaignsPage:
    """The page with the campaign selected."""
    assert link.campaign_id == campaign.id
    page = CampaignsPage(context)
    qtbot.addWidget(page)
    page.resize(1060, 760)
    page.show()
    settle()
    page.table.select(campaign.id)
    settle()
    return page


def press(page: CampaignsPage, words: str, qtbot: QtBot) -> None:
    found = [each for each in page.panel.findChildren(QPushButton) if words in each.text() and each.isVisible()]
    assert len(found) == 1
    qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)


def dialog_of(page: CampaignsPage) -> KitDialog:
    found = [each for each in page.findChildren(QDialog) if isinstance(each, KitDialog) and each.isVisible()]
    assert len(found) == 1
    return found[0]


def test_a_kit_for_somebody_is_built_told_stale_and_built_again(
    page: CampaignsPage, context: Context, link: Link, messages: RecordedMessages, tmp_path: Path, qtbot: QtBot, settle
) -> None:
    press(page, "Make a kit", qtbot)
    dialog = dialog_of(page)
    dialog.name.setText("For Ada")
    dialog.holder.setText("Ada")
    for part in (Part.BANNERS, Part.FLYERS):
        dialog.parts[part].setChecked(False)
    qtbot.mouseClick(dialog.zip_button, Qt.MouseButton.LeftButton)
    place = tmp_path / "ada.zip"
    messages.give(place)
    settle()
    assert messages.told.saved == [place]
    (copy,) = context.app.links.copies(link.id)
    with zipfile.ZipFile(place) as archive:
        assert copy.url in archive.read("texts/bags.txt").decode()
    assert [kit.holder for kit in context.app.kits.list()] == ["Ada"]
    context.jobs.write(lambda: context.app.links.edit(replace(link, name="Hats")))
    settle()
    press(page, "For Ada · ", qtbot)
    settle()
    again = dialog_of(page)
    assert "Not up to date any more" in again.advice.text.text()
    qtbot.mouseClick(again.again_button, Qt.MouseButton.LeftButton)
    settle()
    with zipfile.ZipFile(place) as archive:
        assert "texts/hats.txt" in archive.namelist()
    assert messages.told.problems == []


def test_a_kit_that_would_not_scan_is_built_when_the_user_insists(
    page: CampaignsPage,
    context: Context,
    link: Link,
    messages: RecordedMessages,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    qtbot: QtBot,
    settle,
) -> None:
    for limit in ("SMALL_MODULE_MM", "LEAST_MODULE_MM"):
        monkeypatch.setattr(preflight, limit, 90.0)
    press(page, "Make a kit", qtbot)
    dialog = dialog_of(page)
    dialog.holder.setText("Ada")
    for part in (Part.BANNERS, Part.FLYERS):
        dialog.parts[part].setChecked(False)
    qtbot.mouseClick(dialog.zip_button, Qt.MouseButton.LeftButton)
    messages.give(tmp_path / "ada.zip")
    settle()
    assert context.app.links.copies(link.id) == ()
    assert not (tmp_path / "ada.zip").exists()
    messages.yes()
    settle()
    assert messages.told.saved == [tmp_path / "ada.zip"]
    (copy,) = context.app.links.copies(link.id)
    with zipfile.ZipFile(tmp_path / "ada.zip") as archive:
        assert copy.url in archive.read("texts/bags.txt").decode()


def test_a_build_is_seen_and_stopped_in_the_dialog(
    page: CampaignsPage, context: Context, messages: RecordedMessages, tmp_path: Path, qtbot: QtBot, settle
) -> None:
    press(page, "Make a kit", qtbot)
    dialog = dialog_of(page)
    strip = dialog.findChild(JobStrip)
    assert strip is not None
    assert strip.isHidden()
    qtbot.mouseClick(dialog.zip_button, Qt.MouseButton.LeftButton)
    messages.give(tmp_path / "fair.zip")
    qtbot.waitUntil(strip.isVisible)
    qtbot.mouseClick(dialog.cancel_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    settle()
    assert "Stopped" in dialog.trouble.text.text()
    assert not (tmp_path / "fair.zip").exists()
    assert [kit.name for kit in context.app.kits.list()] == ["Autumn fair"]
    qtbot.mouseClick(dialog.cancel_button, Qt.MouseButton.LeftButton)
    assert not page.findChildren(KitDialog) or not dialog.isVisible()


def test_a_campaign_without_links_says_so_before_a_kit_is_described(
    page: CampaignsPage, context: Context, qtbot: QtBot, settle
) -> None:
    empty = context.app.campaigns.add(Campaign("Empty")).value
    dialog = KitDialog(context, page, empty)
    dialog.open()
    settle()
    assert "no links to hand on yet" in dialog.advice.text.text()
    dialog.reject()


def test_a_folder_with_other_files_is_refused_in_the_dialog(
    page: CampaignsPage, messages: RecordedMessages, tmp_path: Path, qtbot: QtBot, settle
) -> None:
    (tmp_path / "Autumn fair").mkdir()
    (tmp_path / "Autumn fair" / "photo.jpg").write_bytes(b"x")
    press(page, "Make a kit", qtbot)
    dialog = dialog_of(page)
    qtbot.mouseClick(dialog.folder_button, Qt.MouseButton.LeftButton)
    messages.give(tmp_path)
    settle()
    assert "no kit" in dialog.trouble.text.text()
    assert [path.name for path in (tmp_path / "Autumn fair").iterdir()] == ["photo.jpg"]
    dialog.reject()


def test_a_kit_needs_a_name(page: CampaignsPage, context: Context, qtbot: QtBot) -> None:
    press(page, "Make a kit", qtbot)
    dialog = dialog_of(page)
    dialog.name.clear()
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert dialog.form.rows["name"].complaint.text()
    assert context.app.kits.list() == ()
    dialog.reject()


def test_links_papers_designs_and_code_size_are_chosen_and_are_there_again(
    page: CampaignsPage, context: Context, campaign: Campaign, link: Link, qtbot: QtBot, settle
) -> None:
    draft = LinkDraft("https://shop.example/hats", utm=Utm(source="flyer"))
    hats = context.app.links.add("Hats", draft, campaign_id=campaign.id).value
    context.app.designs.save_brand(Brand("Trail", {"background": "#7a1020", "accent": "#ffd000"}))
    press(page, "Make a kit", qtbot)
    dialog = dialog_of(page)
    settle()
    choice = dialog.choice
    assert choice.all_links.isChecked()
    assert not choice.links.isVisible()
    choice.all_links.click()
    assert set(choice.links.chosen()) == {link.id, hats.id}
    choice.links.choose([])
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert "at least one link" in dialog.form.rows["links"].complaint.text()
    choice.links.choose([hats.id])
    choice.papers.boxes["Letter"].setChecked(False)
    choice.papers.boxes["A5"].setChecked(True)
    choice.flyer_designs.choose([])
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert "at least one design" in dialog.form.rows["flyer_designs"].complaint.text()
    choice.flyer_designs.choose([0, 2])
    choice.qr_mm.setValue(42)
    choice.brand.set_value("Trail")
    assert dialog.colors["background"].color() == "#7a1020"
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
        settle()
    (kit,) = context.app.kits.list()
    assert (kit.link_ids, kit.papers, kit.qr_mm, kit.brand) == ((hats.id,), ("A4", "A5"), 42, "Trail")
    assert len(kit.flyer_designs) == 2
    assert (kit.background, kit.accent) == ("", "")

    again = KitDialog(context, page, campaign, kit)
    again.open()
    settle()
    assert again.choice.links.chosen() == (hats.id,)
    assert again.choice.papers.values() == ("A4", "A5")
    assert again.choice.flyer_designs.chosen() == (0, 2)
    again.save()
    settle()
    assert context.app.kits.list() == (kit,)

    another = KitDialog(context, page, campaign)
    another.open()
    settle()
    assert another.choice.all_links.isChecked()
    assert (another.choice.papers.values(), another.choice.qr_mm.value()) == (("A4", "A5"), 42)
    assert another.choice.brand.value() == "Trail"
    another.reject()


def test_what_belongs_to_a_part_is_offered_with_it(page: CampaignsPage, qtbot: QtBot, settle) -> None:
    press(page, "Make a kit", qtbot)
    dialog = dialog_of(page)
    settle()
    assert dialog.choice.papers.isEnabled()
    dialog.parts[Part.FLYERS].click()
    assert not dialog.choice.papers.isEnabled()
    assert dialog.choice.qr_mm.isEnabled()
    dialog.reject()


def test_fields_of_the_chosen_designs_are_asked_for_and_kept(
    page: CampaignsPage, context: Context, campaign: Campaign, qtbot: QtBot, settle
) -> None:
    press(page, "Make a kit", qtbot)
    dialog = dialog_of(page)
    settle()
    choice, rows = dialog.choice, dialog.choice.values.rows
    assert not choice.values.isVisible()
    designs = [each.id for each in context.app.designs.all() if each.kind == "print"]
    model = choice.flyer_designs.model()
    tick = model.index(designs.index("event"), 0)
    assert model.setData(tick, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert rows["variable/event.date"].isVisible()
    assert not rows["variable/offer"].isVisible()
    choice.banner_design.set_value("offer")
    assert rows["variable/offer"].isVisible()
    dialog.parts[Part.FLYERS].click()
    assert not rows["variable/event.date"].isVisible()
    dialog.parts[Part.FLYERS].click()
    qtbot.keyClicks(rows["variable/event.date"].field, "Friday")
    qtbot.keyClicks(rows["variable/offer"].field, "2 for 1")
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
        settle()
    (kit,) = context.app.kits.list()
    assert kit.values == {"event.date": "Friday", "offer": "2 for 1"}
    again = KitDialog(context, page, campaign, kit)
    again.open()
    settle()
    assert again.choice.values.texts()["variable/event.date"] == "Friday"
    again.save()
    settle()
    assert context.app.kits.list() == (kit,)
    another = KitDialog(context, page, campaign)
    another.open()
    settle()
    assert another.choice.values.texts()["variable/offer"] == "2 for 1"
    another.reject()

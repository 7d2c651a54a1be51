"""Designs are chosen by mouse, bring their colors and fields along, and are what is saved."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pypdfium2
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from affiliate_desktop.app import App
from affiliate_desktop.gui.editor.window import EditorWindow
from affiliate_desktop.gui.pages.studio import StudioPage
from affiliate_desktop.gui.studio.design_strip import DesignList, DesignStrip
from affiliate_desktop.gui.studio.preview import Preview
from affiliate_desktop.studio.frames import Brand, Design, Frame, FrameKind, Page
from affiliate_desktop.studio.model import FlyerText, Paper
from tests.gui.conftest import RecordedMessages
from tests.gui.studio.conftest import dialog_of


def _has_all_pictures(designs: DesignList) -> bool:
    return all(designs.index(row, 0).data(Qt.ItemDataRole.UserRole) for row in range(designs.rowCount()))


def _colors(image: QImage) -> set[str]:
    places = [(x, y) for x in range(0, image.width(), 4) for y in range(0, image.height(), 4)]
    return {image.pixelColor(*place).name() for place in places}


def _shows(preview: Preview, color: str) -> bool:
    return color in _colors(preview.image)


def _ratio(image: QImage) -> float:
    return image.width() / max(1, image.height())


def click(qtbot: QtBot, strip: DesignStrip, design_id: str) -> None:
    index = strip.designs.index(strip.designs.place(design_id), 0)
    strip.scrollTo(index)
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(strip.viewport(), left, pos=strip.visualRect(index).center())
    assert strip.currentIndex() == index


def test_a_banner_design_brings_its_colors_and_its_own_fields(page: StudioPage, qtbot: QtBot, settle) -> None:
    page.tabs.setCurrentIndex(1)
    settle()
    tab = page.banner
    offer = tab.form.rows["variable/offer"]
    assert not offer.isVisible()
    click(qtbot, tab.designs.strip, "offer")
    assert offer.isVisible()
    assert tab.colors.background.color() == "#241a4a"
    qtbot.keyClicks(offer.field, "2 for 1")
    settle()
    text = tab.banner_text()
    assert (text.design, text.values) == ("offer", {"offer": "2 for 1"})
    qtbot.waitUntil(lambda: {"#241a4a", "#ff7759"} <= _colors(tab.preview.image), timeout=15_000)


def test_every_design_has_a_picture_and_the_list_is_a_sound_model(
    page: StudioPage, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    for tab, at in ((page.banner, 1), (page.flyer, 2), (page.label, 3)):
        page.tabs.setCurrentIndex(at)
        designs = tab.designs.strip.designs
        qtbot.waitUntil(partial(_has_all_pictures, designs), timeout=20_000)
        qtmodeltester.check(designs)


def test_a_set_is_saved_in_every_kind_of_file_that_is_ticked(
    page: StudioPage, messages: RecordedMessages, qtbot: QtBot, tmp_path: Path, settle
) -> None:
    page.tabs.setCurrentIndex(1)
    tab = page.banner
    for box in (tab.formats.boxes["png"], tab.formats.boxes["webp"], tab.extras.boxes["sharp"]):
        box.click()
    tab.set.setCurrentIndex(0)
    qtbot.mouseClick(tab.save_button, Qt.MouseButton.LeftButton)
    messages.give(tmp_path)
    settle()
    names = {path.suffix for path in (tmp_path / "Boots banners").iterdir()}
    assert names == {".webp", ".html", ".md"}
    assert len(list((tmp_path / "Boots banners").glob("*@2x.webp"))) == 11


def test_without_a_kind_of_file_nothing_is_saved(page: StudioPage, messages: RecordedMessages, qtbot: QtBot) -> None:
    page.tabs.setCurrentIndex(1)
    page.banner.formats.boxes["png"].click()
    qtbot.mouseClick(page.banner.save_button, Qt.MouseButton.LeftButton)
    assert page.banner.form.rows["formats"].complaint.isVisible()


def test_a_flyer_design_offers_the_papers_it_is_made_for(page: StudioPage, qtbot: QtBot, settle) -> None:
    page.tabs.setCurrentIndex(2)
    settle()
    tab = page.flyer
    click(qtbot, tab.designs.strip, "tearoff")
    offered = [tab.paper.itemData(at) for at in range(tab.paper.count())]
    assert offered == [Paper.A4, Paper.LETTER, Paper.A3, Paper.LEGAL, Paper.TABLOID]
    click(qtbot, tab.designs.strip, "card")
    settle()
    qtbot.waitUntil(lambda: abs(_ratio(tab.preview.image) - 85 / 55) < 0.03, timeout=15_000)


def test_an_own_design_appears_in_the_strip_and_stays_chosen(page: StudioPage, qtbot: QtBot, settle) -> None:
    page.tabs.setCurrentIndex(1)
    settle()
    click(qtbot, page.banner.designs.strip, "loud")
    frame = Frame(FrameKind.TEXT, (0.1, 0.1, 0.8, 0.8), content="{headline}")
    page.context.app.designs.save(Design("mine", "Mine", "banner", variants={"square": (frame,)}))
    page.refresh()
    settle()
    strip = page.banner.designs.strip
    assert strip.designs.designs[0].id == "mine"
    design = strip.design()
    assert design is not None
    assert design.id == "loud"


def test_cards_are_printed_as_many_as_fit(page: StudioPage) -> None:
    image = QImage(1050, 1485, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    studio = page.context.app.studio
    studio.paint_flyer(
        "https://shop.example/", FlyerText("Day walks", design="card"), Paper.A4, painter, image.rect().toRectF()
    )
    painter.end()
    edge = [image.pixelColor(x, y).name() == "#e4572e" for x in range(0, 1050, 3) for y in (60, 700, 1400)]
    assert sum(edge) >= 6


def test_a_brand_is_chosen_in_the_tabs_and_remembered(page: StudioPage, app: App, qtbot: QtBot, settle) -> None:
    for at, tab in ((1, page.banner), (2, page.flyer)):
        page.tabs.setCurrentIndex(at)
        settle()
        assert not tab.form.rows["brand"].isVisible()
    app.designs.save_brand(Brand("Trail", {"background": "#7a1020", "accent": "#ffd000"}))
    page.refresh()
    settle()
    for at, tab in ((1, page.banner), (2, page.flyer)):
        page.tabs.setCurrentIndex(at)
        assert tab.form.rows["brand"].isVisible()
        tab.designs.brands.set_value("Trail")
        assert tab.colors.background.color() == "#7a1020"
        qtbot.waitUntil(partial(_shows, tab.preview, "#7a1020"))
        settle()
    assert page.banner.banner_text().brand == page.flyer.flyer_text().brand == "Trail"
    again = StudioPage(page.context)
    assert again.banner.designs.brand() == "Trail"
    again.deleteLater()

    (kept,) = app.designs.brands()
    app.designs.save_brand(replace(kept, name="Hut", colors={"background": "#103060"}))
    page.refresh()
    settle()
    assert page.banner.designs.brand() == "Hut"
    assert page.banner.colors.background.color() == "#103060"
    app.designs.remove_brand(kept.id)
    page.refresh()
    settle()
    assert page.banner.designs.brand() == ""
    assert page.banner.colors.background.color() == page.banner.designs.design().colors["background"]


def test_labels_wear_the_chosen_brand_and_are_saved_in_it(
    page: StudioPage, app: App, messages: RecordedMessages, qtbot: QtBot, tmp_path: Path, settle
) -> None:
    app.designs.save_brand(Brand("Trail", {"background": "#7a1020", "accent": "#ffd000"}))
    page.refresh()
    page.tabs.setCurrentIndex(3)
    settle()
    tab = page.label
    assert not _shows(tab.preview, "#7a1020")
    tab.designs.brands.set_value("Trail")
    qtbot.waitUntil(partial(_shows, tab.preview, "#7a1020"))
    qtbot.waitUntil(lambda: tab.verdict.property("tone") == "success")
    save = next(each for each in tab.findChildren(QPushButton) if each.text() == "Save PDF…")
    qtbot.mouseClick(save, Qt.MouseButton.LeftButton)
    messages.give(tmp_path / "labels.pdf")
    settle()
    with pypdfium2.PdfDocument(tmp_path / "labels.pdf") as document:
        assert (0x7A, 0x10, 0x20) in document[0].render(scale=1).to_pil().convert("RGB").get_flattened_data()
    again = StudioPage(page.context)
    assert again.label.designs.brand() == "Trail"
    again.deleteLater()


def test_a_label_design_is_edited_in_the_shape_of_the_sheet_with_its_own_fields_filled(
    page: StudioPage, app: App, qtbot: QtBot, settle
) -> None:
    code, day = Frame(FrameKind.QR, (0, 0, 0.5, 1), "link"), Frame(FrameKind.TEXT, (0.5, 0, 0.5, 1), "{event.date}")
    shapes = {"square": (code,), "rectangle": (code, day)}
    app.designs.save(Design("dated", "Dated", "label", page=Page("mm"), variants=shapes))
    page.refresh()
    page.tabs.setCurrentIndex(3)
    settle()
    tab = page.label
    field = tab.form.rows["variable/event.date"]
    assert not field.isVisible()
    assert "variable/code" not in tab.form.rows
    click(qtbot, tab.designs.strip, "dated")
    assert field.isVisible()
    qtbot.keyClicks(field.field, "Friday")
    settle()
    qtbot.mouseClick(tab.designs.edit, Qt.MouseButton.LeftButton)
    settle()
    editor = dialog_of(page, EditorWindow)
    assert [leaf.name for leaf in editor.editing.leaves] == ["Square", "Wide"]
    assert editor.editing.leaf.spot == "rectangle"
    assert editor.editing.filled.texts["event.date"] == "Friday"
    editor.editing.edit("Bold", lambda frames: (frames[0], replace(frames[1], weight=700)))
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    settle()
    editor.leave()
    chosen = tab.designs.design()
    assert (chosen.id, chosen.variants["rectangle"][1].weight) == ("dated", 700)
    assert field.isVisible()

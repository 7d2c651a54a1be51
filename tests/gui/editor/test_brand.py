"""A design is edited in the brand that was chosen for it, which is shown and not kept."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from affiliate_desktop.app import App
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.editor.opening import opened
from affiliate_desktop.gui.pages.studio import StudioPage
from affiliate_desktop.gui.studio.design_choice import DesignWanted
from affiliate_desktop.studio.frames import Brand
from tests.gui.editor.conftest import Hand, Open
from tests.gui.studio.conftest import LOGO, link, page
from tests.studio import draw

__all__ = ["link", "page"]


@pytest.fixture
def trail(app: App, tmp_path: Path) -> Brand:
    logo = app.designs.keep_logo(draw.saved(tmp_path, "logo.png", draw.encoded(draw.logo("#00ff00"), "png")))
    colors = {"background": "#7a1020", "accent": "#ffd000"}
    return app.designs.save_brand(Brand("Trail & Co", colors, {"heading": "Fraunces"}, (logo,))).value


def colors_of(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def thumbnails(hand: Hand) -> list[QImage]:
    pages = hand.editor.previews.pages
    hand.editor.previews.repaint_pages()
    return [pages.index(row, 0).data(Qt.ItemDataRole.UserRole) for row in range(pages.rowCount())]


def test_the_page_and_all_sizes_wear_the_brand_and_the_design_stays_as_it_is(
    edit: Open, app: App, trail: Brand, settle
) -> None:
    hand = edit("banner", trail.name)
    plain = app.designs.get("banner")
    sheet = hand.editing.sheet()
    assert (sheet.colors["background"], sheet.fonts["heading"]) == ("#7a1020", "Fraunces")
    assert all("#7a1020" in colors_of(image) for image in thumbnails(hand))
    grabbed = colors_of(hand.canvas.viewport().grab().toImage())
    assert "#7a1020" in grabbed
    assert "#00ff00" in colors_of(hand.editing.filled.pictures["logo"])
    assert hand.editor.logo.isChecked()
    assert hand.editing.design == plain
    assert hand.editing.saved
    settle()
    assert hand.editor.design_form.worn.isVisibleTo(hand.editor.design_form)


def test_the_brand_and_its_logo_are_taken_off_to_look_at_the_design_itself(edit: Open, app: App, trail: Brand) -> None:
    hand = edit("banner", trail.name)
    box, logo = hand.editor.brand, hand.editing.filled.pictures["logo"]
    assert box.text() == "Brand “Trail && Co”"
    hand.editor.logo.click()
    assert "logo" not in hand.editing.filled.pictures
    hand.editor.logo.click()
    box.click()
    assert hand.editing.sheet().colors["background"] == app.designs.get("banner").colors["background"]
    assert not any("#7a1020" in colors_of(image) for image in thumbnails(hand))
    assert hand.editing.filled.pictures["logo"] != logo
    assert hand.editing.saved
    box.click()
    assert hand.editing.sheet().colors["background"] == "#7a1020"
    assert hand.editing.filled.pictures["logo"] == logo


def test_what_is_saved_is_the_design_without_the_brand(
    edit: Open, app: App, trail: Brand, qtbot: QtBot, settle
) -> None:
    app.designs.save(app.designs.get("banner"))
    (own,) = app.designs.own()
    hand = edit(own.id, trail.name)
    hand.click(hand.place("{headline}"))
    hand.keys(Qt.Key.Key_Right)
    assert hand.editing.sheet().colors["background"] == "#7a1020"
    qtbot.mouseClick(hand.editor.save_button, Qt.MouseButton.LeftButton)
    settle()
    (kept,) = app.designs.own()
    assert kept.variants != own.variants
    assert (kept.colors, kept.fonts, kept.pictures) == (own.colors, own.fonts, own.pictures)


def test_a_brand_that_is_changed_meanwhile_is_shown_as_it_is_now(
    edit: Open, app: App, trail: Brand, context: Context, settle
) -> None:
    hand = edit("banner", trail.name)
    context.jobs.write(partial(app.designs.save_brand, replace(trail, colors={"background": "#204020"}, logos=())))
    settle()
    assert hand.editing.sheet().colors["background"] == "#204020"
    assert hand.editing.filled.pictures.keys() == {"logo"}
    hand.editor.brand.click()
    context.jobs.write(partial(app.designs.save_brand, trail))
    settle()
    assert hand.editing.worn is None
    hand.editor.brand.click()
    assert hand.editing.sheet().colors["background"] == "#7a1020"
    context.jobs.write(partial(app.designs.remove_brand, trail.id))
    settle()
    assert hand.editing.sheet().colors["background"] == "#7a1020"


def test_without_a_brand_nothing_speaks_of_one(edit: Open) -> None:
    hand = edit("banner")
    assert not hand.editor.brand.isVisible()
    assert hand.editor.design_form.worn.isHidden()


def test_a_logo_that_was_given_comes_before_the_brand_s(app: App, trail: Brand) -> None:
    found = opened(app, DesignWanted("banner", {}, {"logo": LOGO}, brand=trail.name))
    assert found.worn is not None
    assert found.worn.pictures == {}
    assert "logo" not in found.left_out


def test_each_tab_asks_for_the_editor_in_its_brand(
    page: StudioPage, app: App, trail: Brand, qtbot: QtBot, settle
) -> None:
    page.refresh()
    settle()
    for at, tab in ((1, page.banner), (2, page.flyer), (3, page.label)):
        page.tabs.setCurrentIndex(at)
        settle()
        tab.designs.brands.set_value(trail.name)
        wanted: list[DesignWanted] = []
        tab.edit_wanted.disconnect()
        tab.edit_wanted.connect(wanted.append)
        qtbot.mouseClick(tab.designs.edit, Qt.MouseButton.LeftButton)
        settle()
        assert [each.brand for each in wanted] == [trail.name]

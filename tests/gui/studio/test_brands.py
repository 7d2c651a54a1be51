"""Brands are kept, changed, renamed and removed by a form that the studio opens, and reach an open editor."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from affiliate_desktop.app import App
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.pages.studio import StudioPage
from affiliate_desktop.gui.studio.brand_form import BrandDialog
from affiliate_desktop.gui.studio.brands import BrandsDialog
from affiliate_desktop.studio.frames import Brand
from tests.gui.editor.conftest import Open, edit  # noqa: F401 - a fixture
from tests.gui.studio.conftest import LOGO

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def brands(page: StudioPage, settle) -> BrandsDialog:
    """The list, opened from the studio."""
    QTest.mouseClick(page.brands, LEFT)
    (dialog,) = page.window().findChildren(BrandsDialog)
    settle()
    return dialog


def form_of(dialog: BrandsDialog, opener: QPushButton) -> BrandDialog:
    """The form that a button opens."""
    assert opener.isEnabled()
    QTest.mouseClick(opener, LEFT)
    (form,) = dialog.findChildren(BrandDialog)
    return form


def test_a_brand_is_made_changed_renamed_and_removed_with_undo(
    brands: BrandsDialog, app: App, qtbot: QtBot, settle
) -> None:
    assert brands.none.isVisible()
    assert not brands.edit.isEnabled()
    form = form_of(brands, brands.add)
    qtbot.keyClicks(form.name, "Trail")
    for name, color in (("background", "#ffffff"), ("foreground", "#eeeeee"), ("accent", "#cc3300")):
        qtbot.keyClicks(form.colors[name], color)
    assert "1.2:1" in form.form.rows["foreground"].hint.text()
    form.colors["foreground"].setText("#222222")
    assert not form.form.rows["foreground"].hint.text()
    form.fonts["heading"].setEditText("Noto Serif")
    form.logo.take(LOGO)
    settle()
    with qtbot.waitSignal(form.destroyed):
        QTest.mouseClick(form.save_button, LEFT)
        settle()
    (made,) = app.designs.brands()
    assert (made.name, made.colors["accent"], made.fonts) == ("Trail", "#cc3300", {"heading": "Noto Serif"})
    assert len(made.logos) == 1
    assert brands.list.item(0).text() == "Trail"

    form = form_of(brands, brands.edit)
    settle()
    assert form.logo.file() is not None
    form.name.setText("Hut")
    form.colors["accent"].setText("")
    with qtbot.waitSignal(form.destroyed):
        QTest.mouseClick(form.save_button, LEFT)
        settle()
    (changed,) = app.designs.brands()
    assert (changed.id, changed.name, changed.logos) == (made.id, "Hut", made.logos)
    assert "accent" not in changed.colors

    QTest.mouseClick(brands.remove, LEFT)
    settle()
    assert not app.designs.brands()
    assert brands.gone.isVisible()
    (undo,) = [each for each in brands.gone.findChildren(QPushButton) if each.text() == "Undo"]
    QTest.mouseClick(undo, LEFT)
    settle()
    assert app.designs.brands() == (changed,)
    assert brands.brands == (changed,)


def test_a_form_says_what_is_wrong_where_it_is(brands: BrandsDialog, app: App, tmp_path: Path, settle) -> None:
    app.designs.save_brand(Brand("Trail", {"accent": "#cc3300"}))
    form = form_of(brands, brands.add)
    rows = form.form.rows

    def save() -> None:
        QTest.mouseClick(form.save_button, LEFT)
        settle()

    save()
    assert "name" in rows["name"].complaint.text()
    form.name.setText("trail")
    save()
    assert "at least" in rows["background"].complaint.text()
    form.colors["accent"].setText("#12")
    save()
    assert "#rrggbb" in rows["accent"].complaint.text()
    form.colors["accent"].setText("#123456")
    broken = tmp_path / "logo.png"
    broken.write_bytes(b"no picture")
    form.logo.take(broken)
    settle()
    assert "logo.png" in rows["logo"].complaint.text()
    save()
    assert "already" in form.trouble.text.text()
    assert len(app.designs.brands()) == 1


def test_a_brands_logo_is_taken_out(brands: BrandsDialog, app: App, context: Context, qtbot: QtBot, settle) -> None:
    sha256 = app.designs.keep_logo(LOGO)
    context.jobs.write(lambda: app.designs.save_brand(Brand("Trail", {"accent": "#cc3300"}, logos=(sha256,))))
    settle()
    form = form_of(brands, brands.edit)
    settle()
    QTest.mouseClick(form.logo.remove, LEFT)
    with qtbot.waitSignal(form.destroyed):
        QTest.mouseClick(form.save_button, LEFT)
        settle()
    assert app.designs.brands()[0].logos == ()


def test_an_open_editor_offers_a_brand_that_was_made_meanwhile(
    edit: Open,  # noqa: F811 - the fixture
    app: App,
    context: Context,
    settle,
) -> None:
    hand = edit("banner")
    design_form = hand.editor.design_form
    sha256 = app.designs.keep_logo(LOGO)
    brand = Brand("Trail", {"accent": "#cc3300"}, {"heading": "Noto Serif"}, (sha256,))
    context.jobs.write(lambda: app.designs.save_brand(brand))
    settle()
    (offered,) = design_form.brands
    offered.button.click()
    settle()
    assert hand.editing.design.colors["accent"] == "#cc3300"
    assert hand.editing.design.fonts["heading"] == "Noto Serif"
    assert "logo" in hand.editing.draft.pictures
    hand.press("Undo")
    assert hand.editing.design.colors["accent"] != "#cc3300"

"""Codes with a look, other payloads, advice, and many at once, as a person makes them."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.pages.studio import StudioPage
from affiliate_desktop.gui.studio.qr_many import ManyCodes
from affiliate_desktop.links.model import Link
from affiliate_desktop.studio.model import Level, QrStyle
from affiliate_desktop.studio.qr_style import EyeShape, Gradient, ModuleShape
from tests.gui.conftest import RecordedMessages
from tests.gui.studio.conftest import LOGO, decoded, decoded_image

NOT_READY = "needs a value"


def test_a_code_with_shapes_gradient_and_logo_is_saved_and_reads(
    page: StudioPage, link: Link, messages: RecordedMessages, tmp_path: Path, settle
) -> None:
    looks = page.qr.looks
    page.qr.level.set_value(Level.H)
    page.qr.mm.setValue(60)
    looks.modules.set_value(ModuleShape.ROUNDED)
    looks.eyes.set_value(EyeShape.LEAF)
    looks.gradient.set_value(Gradient.RADIAL)
    looks.logo.take(LOGO)
    settle()
    assert page.qr.style_().look.logo == LOGO
    page.qr._save_eps()
    file = tmp_path / "code.eps"
    messages.give(file)
    settle()
    assert messages.told.saved == [file]
    page.qr._save_pdf()
    messages.give(tmp_path / "code.pdf")
    settle()
    assert decoded(tmp_path / "code.pdf") == [link.url]


def test_fields_that_make_no_difference_are_not_shown(page: StudioPage, settle) -> None:
    rows = page.qr.form.rows
    assert not rows["fade"].isVisible()
    assert not rows["share"].isVisible()
    page.qr.looks.gradient.set_value(Gradient.DOWN)
    page.qr.looks.eye_color.set_value("own")
    assert rows["fade"].isVisible()
    assert rows["eye"].isVisible()


def test_a_logo_on_level_l_is_refused_in_words(page: StudioPage, qtbot: QtBot, settle) -> None:
    page.qr.level.set_value(Level.L)
    page.qr.looks.logo.take(LOGO)
    qtbot.waitUntil(lambda: "bears no logo" in page.qr.preview.accessibleDescription())
    assert not page.qr.verdict.isVisible()


def test_a_network_is_typed_and_scanned(page: StudioPage, qtbot: QtBot) -> None:
    page.qr.says.kind.set_value("wifi")
    qtbot.waitUntil(lambda: NOT_READY in page.qr.preview.accessibleDescription())
    rows = page.qr.says.forms["wifi"].rows
    assert rows["ssid"].isVisible()
    qtbot.keyClicks(rows["ssid"].field, "Guests; upstairs")
    qtbot.keyClicks(rows["password"].field, "a:b")
    qtbot.waitUntil(lambda: not page.qr.preview.image.isNull() and page.qr.verdict.isVisible())
    assert decoded_image(page.qr.preview.image) == ["WIFI:T:WPA;S:Guests\\; upstairs;P:a\\:b;;"]
    page.qr.says.kind.set_value("link")
    assert not rows["ssid"].isVisible()
    page.qr.says.kind.set_value("wifi")
    assert page.qr.says.values()["ssid"] == "Guests; upstairs"


def test_a_value_that_is_missing_is_told_when_saving(page: StudioPage, messages: RecordedMessages) -> None:
    page.qr.says.kind.set_value("phone")
    page.qr._save_png()
    assert not messages.told.asked

    assert NOT_READY in messages.told.problems[0]


def test_advice_is_shown_and_the_level_taken_at_a_click(page: StudioPage, qtbot: QtBot) -> None:
    page.qr.level.set_value(Level.H)
    advice = page.qr.advice
    qtbot.waitUntil(advice.isVisible)
    assert "instead of" in advice.words.text()
    qtbot.mouseClick(advice.take, Qt.MouseButton.LeftButton)
    assert page.qr.style_().level is not Level.H
    qtbot.waitUntil(lambda: not advice.take.isVisible())


def test_how_far_readers_stand_is_judged(page: StudioPage, qtbot: QtBot) -> None:
    page.qr.distance.setValue(3)
    qtbot.waitUntil(lambda: page.qr.verdict.property("tone") == "danger")
    assert "from 3 m away" in page.qr.verdict.text.text()


def opened(page: StudioPage) -> ManyCodes:
    page.qr._many()
    (dialog,) = page.window().findChildren(ManyCodes)
    assert dialog.isVisible()
    return dialog


def test_all_links_become_files_in_a_folder(
    page: StudioPage, link: Link, messages: RecordedMessages, tmp_path: Path, qtbot: QtBot, settle
) -> None:
    dialog = opened(page)
    qtbot.mouseClick(dialog.make_button, Qt.MouseButton.LeftButton)
    messages.give(tmp_path / "codes")
    settle()
    assert decoded(tmp_path / "codes" / "Boots.png") == [link.url]
    assert messages.told.saved == [tmp_path / "codes"]


def test_a_table_becomes_one_pdf_and_what_failed_is_named(
    page: StudioPage, messages: RecordedMessages, tmp_path: Path, qtbot: QtBot, settle
) -> None:
    table = tmp_path / "links.csv"
    table.write_text("name,url\nHats,https://shop.example/hats\nNothing,\n")
    dialog = opened(page)
    dialog.source.set_value("table")
    dialog.form_of.set_value("a4")
    assert dialog.form.rows["kind"].isVisible()
    assert not dialog.form.rows["files"].isVisible()
    qtbot.mouseClick(dialog.make_button, Qt.MouseButton.LeftButton)
    messages.give(table)
    messages.give(tmp_path / "codes.pdf")
    settle()
    assert decoded(tmp_path / "codes.pdf") == ["https://shop.example/hats"]
    assert "Nothing: The row has no text" in dialog.trouble.text.text()
    dialog.reject()


def test_a_table_that_can_not_be_read_is_told(
    context: Context, link: Link, messages: RecordedMessages, tmp_path: Path, qtbot: QtBot, settle
) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    dialog = ManyCodes(context, owner, link, QrStyle())
    dialog.open()
    dialog.source.set_value("table")
    qtbot.mouseClick(dialog.make_button, Qt.MouseButton.LeftButton)
    messages.give(tmp_path / "none.csv")
    messages.give(tmp_path / "codes")
    settle()
    assert "no file" in messages.told.problems[0]
    assert dialog.make_button.isEnabled()
    dialog.reject()

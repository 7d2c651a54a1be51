"""QR codes: what is saved scans, and what would not scan is not saved unless the user insists."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.pages.studio import StudioPage
from affiliate_desktop.links.model import Link
from affiliate_desktop.studio.model import Level, Paper
from tests.gui.conftest import RecordedMessages
from tests.gui.studio.conftest import decoded, decoded_image


@pytest.mark.parametrize(("save", "suffix"), [("_save_png", ".png"), ("_save_svg", ".svg"), ("_save_pdf", ".pdf")])
def test_a_saved_code_says_the_link(
    page: StudioPage, link: Link, messages: RecordedMessages, tmp_path: Path, settle, save: str, suffix: str
) -> None:
    page.qr.level.set_value(Level.Q)
    page.qr.mm.setValue(40)
    getattr(page.qr, save)()
    assert messages.told.asked[-1].text == f"Boots QR{suffix}"
    file = tmp_path / f"code{suffix}"
    messages.give(file)
    settle()
    assert messages.told.saved == [file]
    assert decoded(file) == [link.url]


def test_the_preview_is_the_code_in_whole_pixels_a_module(page: StudioPage, link: Link, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.qr.preview.image.isNull() and page.qr.verdict.isVisible())
    image = page.qr.preview.image
    assert decoded_image(image) == [link.url]
    room = page.qr.preview.room()
    assert image.width() <= min(room.width(), room.height())
    assert page.qr.preview.box().width() * page.devicePixelRatioF() == image.width()
    assert "read back" in page.qr.verdict.text.text()
    assert page.qr.verdict.property("tone") == "success"


def test_the_contrast_is_judged_while_colors_are_chosen(page: StudioPage, qtbot: QtBot) -> None:
    page.qr.dark.setText("#88aaff")
    qtbot.waitUntil(lambda: page.qr.verdict.property("tone") == "danger")
    assert "contrast is 2." in page.qr.verdict.text.text()
    page.qr.dark.setText("#767676")
    qtbot.waitUntil(lambda: page.qr.verdict.property("tone") in ("warning", "success"))
    page.qr.dark.setText("#1234")
    qtbot.waitUntil(lambda: bool(page.qr.preview.accessibleDescription()))
    assert "is no color" in page.qr.preview.accessibleDescription()


def test_exchanged_colors_are_refused_in_words_and_exchanged_back(page: StudioPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(page.qr.verdict.isVisible)
    qtbot.mouseClick(page.qr.swap, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(page.qr.preview.accessibleDescription()))
    assert "Exchange the two colors" in page.qr.preview.accessibleDescription()
    assert not page.qr.verdict.isVisible()
    qtbot.mouseClick(page.qr.swap, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.qr.preview.image.isNull())


def test_a_code_that_would_not_scan_is_saved_only_when_the_user_insists(
    page: StudioPage, messages: RecordedMessages, tmp_path: Path, settle
) -> None:
    file = tmp_path / "faint.png"
    page.qr.dark.setText("#ccccff")
    page.qr._save_png()
    messages.give(file)
    settle()
    assert not file.exists()
    assert messages.told.asked[-1].title == "This code would not scan"
    assert "contrast" in messages.told.asked[-1].text
    messages.yes()
    settle()
    assert file.exists()
    assert messages.told.saved == [file]


def test_the_code_is_copied_as_a_picture(page: StudioPage, link: Link, messages: RecordedMessages, settle) -> None:
    page.qr._copy()
    settle()
    assert decoded_image(QGuiApplication.clipboard().image()) == [link.url]
    assert messages.told.notes == ["QR code copied as a picture"]
    page.qr.dark.setText("#ccccff")
    page.qr._copy()
    settle()
    assert messages.told.asked[-1].title == "This code would not scan"
    messages.yes()
    assert len(messages.told.notes) == 2


def test_a_folder_that_can_not_be_written_is_told(
    page: StudioPage, messages: RecordedMessages, tmp_path: Path, settle
) -> None:
    page.qr._save_png()
    messages.give(tmp_path / "missing" / "code.png")
    settle()
    assert "cannot be written" in messages.told.problems[0]


def test_the_last_choices_are_there_again(page: StudioPage, context: Context, qtbot: QtBot, settle) -> None:
    page.qr.level.set_value(Level.H)
    page.qr.mm.setValue(55)
    page.qr.dark.setText("#101080")
    page.flyer.paper.set_value(Paper.LETTER)
    page.banner.colors.accent.setText("#aa3311")
    again = StudioPage(context)
    qtbot.addWidget(again)
    again.show()
    settle()
    style = again.qr.style_()
    assert (style.level, style.mm, style.dark) == (Level.H, 55, "#101080")
    assert again.flyer.chosen_paper() is Paper.LETTER
    assert again.banner.banner_text().accent == "#aa3311"


def test_a_damaged_setting_does_no_harm(context: Context, link: Link, qtbot: QtBot, settle) -> None:
    for name, value in (("qr/level", "Z"), ("qr/mm", "wide"), ("tab", "?"), ("link", "x"), ("flyer/paper", "A9")):
        QSettings().setValue(f"studio/{name}", value)
    page = StudioPage(context)
    qtbot.addWidget(page)
    page.show()
    settle()
    assert page.qr.style_().level is Level.L
    assert page.flyer.chosen_paper() is Paper.A4


_SAYS = {
    "vcard": {"given": "Ana", "family": "Brook"},
    "wifi": {"ssid": "Hut guest", "password": "secret words"},
    "email": {"to": "ana@trail.example", "subject": "Walk"},
    "phone": {"number": "+49 30 123456"},
    "event": {"title": "Open day", "start": "2026-12-01 18:00"},
    "text": {"text": "Meet at the north gate"},
}


@pytest.mark.parametrize("kind", _SAYS)
def test_a_code_that_says_something_else_needs_no_link(
    context: Context, messages: RecordedMessages, qtbot: QtBot, tmp_path: Path, settle, kind: str
) -> None:
    page = StudioPage(context)
    qtbot.addWidget(page)
    page.resize(1200, 760)
    page.show()
    settle()
    tab = page.qr
    (save,) = [each for each in tab.findChildren(QPushButton) if each.text() == "Save PNG…"]
    assert not save.isEnabled()
    qtbot.waitUntil(lambda: "no link" in tab.preview.accessibleDescription())
    tab.says.kind.set_value(kind)
    for name, text in _SAYS[kind].items():
        field = tab.says.forms[kind].rows[name].field
        qtbot.keyClicks(field, text)
    assert save.isEnabled()
    assert not tab.many.isEnabled()
    said = context.app.studio.qr_text(kind, tab.says.values())
    qtbot.waitUntil(lambda: not tab.preview.image.isNull() and decoded_image(tab.preview.image) == [said])
    qtbot.mouseClick(save, Qt.MouseButton.LeftButton)
    asked = messages.told.asked[-1]
    assert next(iter(_SAYS[kind].values())).split()[0].strip("+") in asked.text
    assert "secret" not in asked.text
    messages.give(tmp_path / "code.png")
    settle()
    assert decoded(tmp_path / "code.png") == [said]

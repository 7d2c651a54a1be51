"""The studio page: links, pictures, dialogs, and what is remembered."""

import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QColorDialog,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from affiliate_desktop.app import App
from affiliate_desktop.gui.context import Context, Request
from affiliate_desktop.gui.pages.studio import StudioPage
from affiliate_desktop.gui.studio.banner_results import BannerResults
from affiliate_desktop.gui.studio.printing import PrintDialog
from affiliate_desktop.links.model import Link, LinkDraft
from tests.gui.conftest import RecordedMessages, flush
from tests.gui.studio.conftest import LOGO, PICTURE, dialog_of, drop

INPUTS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox)


def test_without_links_the_page_says_what_to_do(context: Context, qtbot: QtBot, settle) -> None:
    wanted: list[Request] = []
    context.wanted.connect(wanted.append)
    page = StudioPage(context)
    qtbot.addWidget(page)
    page.show()
    settle()
    for at in (1, 2, 3):
        page.tabs.setCurrentIndex(at)
        (make,) = [each for each in page.findChildren(QPushButton) if each.text() == "Make a link" and each.isVisible()]
        qtbot.mouseClick(make, Qt.MouseButton.LeftButton)
    assert wanted == [Request("links", "new")] * 3


@pytest.mark.parametrize(("action", "tab"), [("qr", 0), ("banner", 1), ("flyer", 2)])
def test_another_page_asks_for_artwork_of_a_link(
    page: StudioPage, app: App, context: Context, settle, action: str, tab: int
) -> None:
    other = app.links.add("Cap", LinkDraft("https://shop.example/cap"))
    context.changed.emit(other.changes)
    page.answer(Request("studio", action, other.value.id))
    settle()
    assert page.tabs.currentIndex() == tab
    assert page.address.toolTip() in ("", other.value.url)
    chosen = page.picker.row()
    assert chosen is not None
    assert chosen.link == other.value


def test_a_link_is_found_by_typing_and_words_that_name_none_give_way(
    page: StudioPage, app: App, context: Context, qtbot: QtBot, settle
) -> None:
    context.jobs.write(lambda: app.links.add("Cap", LinkDraft("https://shop.example/cap")))
    settle()
    line = page.picker.lineEdit()
    assert line is not None
    page.picker.activated.emit(page.picker.findText("Cap"))
    page.picker.setCurrentIndex(page.picker.findText("Cap"))
    page.picker.activated.emit(page.picker.currentIndex())
    assert page.qr.shown is not None
    assert page.qr.shown.link.name == "Cap"
    line.selectAll()
    qtbot.keyClicks(line, "nothing")
    line.editingFinished.emit()
    assert line.text() == "Cap"


def test_a_removed_link_is_no_longer_offered(page: StudioPage, app: App, context: Context, link: Link, settle) -> None:
    context.jobs.write(lambda: app.links.remove(link.id))
    settle()
    assert [each.currentIndex() for each in page.waiting] == [1, 1, 1]
    assert page.qr.shown is None
    context.undo()
    settle()
    assert [each.currentIndex() for each in page.waiting] == [0, 0, 0]


def test_what_was_typed_survives_other_pages_other_links_and_a_new_start(
    page: StudioPage, context: Context, qtbot: QtBot, settle
) -> None:
    page.tabs.setCurrentIndex(2)
    page.flyer.headline.setText("My own words")
    page.hide()
    page.show()
    settle()
    page.refresh()
    settle()
    assert page.flyer.headline.text() == "My own words"
    page.flyer._keep_draft()
    again = StudioPage(context)
    qtbot.addWidget(again)
    again.show()
    settle()
    assert again.flyer.headline.text() == "My own words"


def test_a_headline_that_nobody_typed_follows_the_link(
    page: StudioPage, app: App, context: Context, qtbot: QtBot, settle
) -> None:
    assert page.flyer.headline.text() == "Spring trail guide"
    page.flyer._keep_draft()
    other = app.links.add("Cap", LinkDraft("https://www.shop.example/cap?x=1"))
    context.changed.emit(other.changes)
    page.answer(Request("studio", "flyer", other.value.id))
    settle()
    assert page.flyer.headline.text() == "Cap"
    assert page.flyer.shown_link.text() == "shop.example/cap"
    page.flyer.headline.setText("")
    page.refresh()
    settle()
    assert page.flyer.headline.text() == ""


def test_every_control_has_an_accessible_name(page: StudioPage) -> None:
    nameless = [
        type(widget).__name__
        for widget in page.findChildren(QWidget)
        if isinstance(widget, INPUTS)
        and not isinstance(widget.parentWidget(), QComboBox | QAbstractSpinBox | QLineEdit)
        and "Scroll" not in type(widget.parentWidget()).__name__
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
        and widget.objectName() not in ("ScrollLeftButton", "ScrollRightButton")
    ]
    assert not nameless


def test_a_picture_is_dropped_and_taken_out_again(page: StudioPage, qtbot: QtBot, settle) -> None:
    field = page.banner.picture
    drop(field, PICTURE)
    settle()
    assert field.file() == PICTURE
    qtbot.mouseClick(field.remove, Qt.MouseButton.LeftButton)
    assert field.file() is None


def test_what_is_no_picture_is_refused_in_place_and_the_one_before_stays(
    page: StudioPage, messages: RecordedMessages, tmp_path: Path, settle
) -> None:
    field, row = page.flyer.picture, page.flyer.form.rows["picture"]
    field.take(PICTURE)
    settle()
    false = tmp_path / "false.png"
    false.write_bytes(b"not a picture")
    field._ask()
    messages.give(false)
    settle()
    assert "is no PNG" in row.complaint.text()
    assert field.file() == PICTURE
    field.take(LOGO)
    settle()
    assert not row.complaint.text()
    assert field.file() == LOGO


def test_previews_of_a_large_picture_are_drawn_from_a_smaller_copy(page: StudioPage, tmp_path: Path, settle) -> None:
    large = QImage(4000, 3000, QImage.Format.Format_RGB32)
    large.fill(QColor("#336699"))
    file = tmp_path / "large.jpg"
    assert large.save(str(file))
    page.banner.picture.take(file)
    settle()
    text = page.banner.banner_text(for_preview=True)
    assert text.picture is not None
    assert QImage(str(text.picture)).width() == 1600
    assert page.banner.banner_text().picture == file


def test_a_color_is_picked_from_the_dialog(page: StudioPage, settle) -> None:
    page.qr.dark.pick()
    dialog = page.qr.dark.findChild(QColorDialog)
    assert dialog is not None
    dialog.colorSelected.emit(QColor("#224466"))
    dialog.close()
    assert page.qr.dark.color() == "#224466"


def test_a_closed_dialog_is_freed_without_the_collector(
    page: StudioPage, messages: RecordedMessages, tmp_path: Path, settle
) -> None:
    page.banner._save(tmp_path)
    settle()
    alive = [weakref.ref(dialog_of(page, BannerResults))]
    page.flyer._print()
    settle()
    alive.append(weakref.ref(dialog_of(page, PrintDialog)))
    page.qr.dark.pick()
    for each in page.findChildren(QDialog):
        each.close()
    del each
    flush()
    assert [ghost() for ghost in alive] == [None, None]
    assert page.qr.dark.findChild(QColorDialog) is None


def test_the_page_is_freed_with_its_copies_of_pictures(
    context: Context, link: Link, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    page = StudioPage(context)
    page.show()
    settle()
    folder = Path(page._pictures.path())
    assert folder.is_dir()
    alive = weakref.ref(page)
    page.close()
    page.deleteLater()
    del page
    flush()
    assert alive() is None
    assert not folder.exists()

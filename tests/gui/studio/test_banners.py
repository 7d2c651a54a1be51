"""Banner sets: every size, the snippets, and nothing when it was cancelled."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.pages.studio import StudioPage
from affiliate_desktop.gui.studio.banner_results import BannerResults
from affiliate_desktop.links.model import Link
from tests.gui.conftest import RecordedMessages
from tests.gui.studio.conftest import dialog_of


def test_every_size_of_the_set_is_drawn_while_typing(page: StudioPage, qtbot: QtBot) -> None:
    page.tabs.setCurrentIndex(1)
    sheet = page.banner.sheet
    starters = [size for size in page.context.app.studio.sizes() if size.starter]
    assert page.banner.headline.text() == "Spring trail guide"
    assert list(sheet.sizes.sizes) == starters
    role = Qt.ItemDataRole.UserRole
    qtbot.waitUntil(lambda: all(sheet.sizes.index(at, 0).data(role) for at in range(len(starters))))
    sheet.setCurrentIndex(sheet.sizes.index(4, 0))
    size = starters[4]
    qtbot.waitUntil(lambda: page.banner.preview.image.width() == size.width)
    assert page.banner.preview.image.height() == size.height
    assert size.name in page.banner.caption.accessibleName()


def test_a_banner_set_is_saved_with_its_snippets(
    page: StudioPage, link: Link, messages: RecordedMessages, qtbot: QtBot, tmp_path: Path, settle
) -> None:
    page.tabs.setCurrentIndex(1)
    page.banner.headline.setText("Boots & <poles>")
    qtbot.mouseClick(page.banner.save_button, Qt.MouseButton.LeftButton)
    messages.give(tmp_path)
    settle()
    folder = tmp_path / "Boots banners"
    starters = [size for size in page.context.app.studio.sizes() if size.starter]
    for size in starters:
        image = QImage(str(folder / f"{size.id}.png"))
        assert (image.width(), image.height()) == (size.width, size.height)
    snippets = (folder / "snippets.html").read_text()
    assert 'rel="sponsored nofollow noopener"' in snippets
    assert "Boots &amp; &lt;poles&gt;" in snippets
    results = dialog_of(page, BannerResults)
    assert results.table.records.rowCount() == len(starters)
    results.table.selectRow(1)
    qtbot.mouseClick(results.copy, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert f'src="{starters[1].id}.png"' in copied
    assert link.url.replace("&", "&amp;") in copied
    assert copied == results.html.toPlainText()
    qtbot.mouseClick(results.copy_all, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().count("<img") == len(starters)
    qtbot.mouseClick(results.open_folder, Qt.MouseButton.LeftButton)
    assert messages.told.revealed == [folder]
    results.accept()


def test_another_group_of_sizes_is_shown_and_saved(
    page: StudioPage, messages: RecordedMessages, tmp_path: Path, settle
) -> None:
    page.tabs.setCurrentIndex(1)
    page.banner.set.set_value("email")
    expected = [size for size in page.context.app.studio.sizes() if size.group == "email"]
    assert list(page.banner.sheet.sizes.sizes) == expected
    page.banner._ask()
    messages.give(tmp_path)
    settle()
    assert len(list((tmp_path / "Boots banners").glob("*.png"))) == len(expected)
    dialog_of(page, BannerResults).accept()


def test_a_cancelled_banner_set_leaves_nothing_behind(
    page: StudioPage, context: Context, messages: RecordedMessages, tmp_path: Path, settle
) -> None:
    started: list[int] = []
    context.jobs.started.connect(lambda step: started.append(step.number))
    page.banner._save(tmp_path)
    context.jobs.cancel(started[0])
    settle()
    assert messages.told.problems == ["Stopped; nothing was written."]
    assert list(tmp_path.glob("Boots*")) == []
    assert page.banner.save_button.isEnabled()


def test_banners_need_a_headline(page: StudioPage, messages: RecordedMessages) -> None:
    page.tabs.setCurrentIndex(1)
    page.banner.headline.setText(" ")
    page.banner._ask()
    assert "headline" in page.banner.form.rows["headline"].complaint.text()
    assert messages.told.asked == []


def test_banner_text_that_is_hard_to_read_is_told(page: StudioPage, qtbot: QtBot) -> None:
    page.tabs.setCurrentIndex(1)
    page.banner.colors.foreground.setText("#20444b")
    qtbot.waitUntil(page.banner.contrast.isVisible)
    assert "contrast" in page.banner.contrast.text()


def test_the_sizes_are_a_sound_model(page: StudioPage, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page.banner.sheet.sizes)

"""The editor as a whole: opened from the studio, used by mouse, saved as one change."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from affiliate_desktop.app import App
from affiliate_desktop.gui.editor.saving import SaveDialog
from affiliate_desktop.gui.editor.window import EditorWindow
from affiliate_desktop.gui.pages.studio import StudioPage
from affiliate_desktop.links.model import Link
from affiliate_desktop.studio.frames import Brand
from affiliate_desktop.studio.places import area_of
from tests.gui.conftest import RecordedMessages
from tests.gui.editor.conftest import LEFT, Hand
from tests.gui.studio.conftest import decoded, link, page

__all__ = ["link", "page"]


def visible(kind: type[QWidget]) -> QWidget:
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]
    assert len(found) == 1
    return found[0]


def push(place: QWidget, text: str) -> None:
    (found,) = [each for each in place.findChildren(QPushButton) if each.text() == text and each.isVisible()]
    assert found.isEnabled()
    QTest.mouseClick(found, LEFT)


def test_a_flyer_is_designed_saved_proofed_and_exported_by_mouse(
    app: App, page: StudioPage, link: Link, messages: RecordedMessages, tmp_path: Path, qtbot: QtBot, settle
) -> None:
    app.designs.save_brand(Brand("Trail & hut", {"accent": "#a03020"}, {"heading": "Fraunces"}))
    page.tabs.setCurrentIndex(2)
    qtbot.waitUntil(lambda: not page.flyer.preview.image.isNull())
    push(page.flyer, "Edit design…")
    settle()
    editor = visible(EditorWindow)
    assert isinstance(editor, EditorWindow)
    hand = Hand(editor)
    assert hand.editing.leaf.name == page.flyer.chosen_paper().value

    hand.click(hand.place("{cta}"))
    before = area_of(hand.frame("{cta}"), hand.editing.sheet())
    safe = hand.editing.leaf.width * (1 - 0.027)
    hand.drag(hand.place("{cta}"), (safe - before.right()) * hand.canvas.view().scale - 1, 0)
    moved = area_of(hand.frame("{cta}"), hand.editing.sheet())
    assert moved.right() == pytest.approx(safe)
    hand.drag(hand.canvas.place_of_handle("l"), -20, 0)
    assert area_of(hand.frame("{cta}"), hand.editing.sheet()).width() > moved.width()
    hand.keys(Qt.Key.Key_Up)

    at = hand.index("{cta}")
    QTest.mouseDClick(hand.view, LEFT, Qt.KeyboardModifier.NoModifier, hand.place("{cta}"))
    text = editor.frame_form.content.text
    assert text.hasFocus()
    qtbot.keyClicks(text, "Find {")
    qtbot.keyClicks(text, "headline}")
    assert hand.editing.frames[at].content == "Find {headline}"
    assert hand.editing.selection == {at}

    QTest.mouseClick(editor.tabs.tabBar(), LEFT, pos=editor.tabs.tabBar().tabRect(1).center())
    settle()
    QTest.mouseClick(editor.design_form.brands[0].button, LEFT)
    settle()
    assert hand.editing.design.colors["accent"] == "#a03020"
    assert hand.editing.design.fonts["heading"] == "Fraunces"
    hand.press("Undo")
    assert hand.editing.design.colors["accent"] != "#a03020"
    hand.press("Redo")

    push(editor, "Save as your own…")
    dialog = visible(SaveDialog)
    assert isinstance(dialog, SaveDialog)
    qtbot.keyClicks(dialog.name, "Hut evening")
    QTest.mouseClick(dialog.save_button, LEFT)
    settle()
    (own,) = app.designs.own()
    assert (own.name, own.colors["accent"]) == ("Hut evening", "#a03020")
    assert app.designs.get("flyer").colors["accent"] != "#a03020"
    push(editor, "Close")
    settle()
    assert page.flyer.designs.design().id == own.id
    assert page.flyer.flyer_text().accent == "#a03020"

    page.flyer._ask()
    file = tmp_path / "flyer.pdf"
    messages.give(file)
    settle()
    assert decoded(file) == [link.url]
    assert page.flyer.verdict.property("tone") == "success"
    import pypdfium2

    document = pypdfium2.PdfDocument(file)
    assert "Find " in document[0].get_textpage().get_text_bounded()
    document.close()
    app.workspace.undo()
    assert not app.designs.own()


def test_a_design_from_a_file_is_chosen_and_edited_from_the_banner_tab(
    app: App, page: StudioPage, messages: RecordedMessages, tmp_path: Path, qtbot: QtBot, settle
) -> None:
    file = app.designs.export("quiet", tmp_path / "quiet.design")
    page.tabs.setCurrentIndex(1)
    push(page.banner, "Import…")
    messages.give(file)
    settle()
    (own,) = app.designs.own()
    assert page.banner.designs.design().id == own.id
    page.banner.sheet.setCurrentIndex(page.banner.sheet.sizes.index(4, 0))
    push(page.banner, "Edit design…")
    settle()
    editor = visible(EditorWindow)
    assert isinstance(editor, EditorWindow)
    chosen = page.banner.sheet.size_chosen()
    assert chosen is not None
    assert editor.editing.leaf.id == chosen.id
    assert editor.title.text() == own.name
    assert editor.save_button.text() == "Save"
    assert editor.previews.pages.rowCount() == 11
    hand = Hand(editor)
    assert hand.editing.filled.texts["headline"] == page.banner.headline.text()
    hand.press("Add: Shape")
    hand.keys(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle()
    spot = hand.editing.leaf.spot
    assert len(app.designs.get(own.id).variants[spot]) == len(own.variants[spot]) + 1
    push(editor, "Close")
    settle()
    assert len(page.banner.designs.design().variants[spot]) == len(own.variants[spot]) + 1

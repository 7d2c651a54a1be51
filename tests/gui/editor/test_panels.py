"""The panels change one frame or the whole design, and list what to look at."""

from dataclasses import fields, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from affiliate_desktop.app import App
from affiliate_desktop.core.resources import resource_folder
from affiliate_desktop.gui.editor.settings import Number, settings
from affiliate_desktop.studio.design_file import parse_design
from affiliate_desktop.studio.design_writer import write_design
from affiliate_desktop.studio.frames import Design, Frame, FrameKind
from affiliate_desktop.studio.places import area_of
from tests.gui.conftest import RecordedMessages
from tests.gui.editor.conftest import LEFT, Open


def test_settings_of_a_frame_change_it(edit: Open, qtbot: QtBot) -> None:
    hand = edit("flyer")
    hand.click(hand.place("{cta}"))
    at, entries = hand.index("{cta}"), hand.editor.frame_form.entries
    for name, typed in (("largest", "40"), ("x", "20"), ("leading", "150")):
        field = entries[name].field
        field.setFocus()
        field.selectAll()  # type: ignore[attr-defined]
        qtbot.keyClicks(field, typed)
        QTest.keyClick(field, Qt.Key.Key_Return)
    frame, sheet = hand.editing.frames[at], hand.editing.sheet()
    assert frame.sizes[1] * sheet.edge / 10 * 72 / 25.4 == pytest.approx(40)
    assert area_of(frame, sheet).x() == pytest.approx(200)
    assert frame.leading == 1.5
    entries["align"].field.set_value("right")  # type: ignore[attr-defined]
    entries["italic"].field.click()  # type: ignore[attr-defined]
    place = area_of(hand.editing.frames[at], sheet)
    entries["anchor_x"].field.set_value("right")  # type: ignore[attr-defined]
    frame = hand.editing.frames[at]
    assert (frame.align, frame.italic, frame.anchor) == ("right", True, "right")
    assert area_of(frame, sheet).getRect() == pytest.approx(place.getRect())
    assert all(each.field.accessibleName() or each.setting.shape == "check" for each in entries.values())


def test_every_property_of_a_frame_is_changed_by_a_setting_that_fits_its_range(edit: Open) -> None:
    hand = edit("banner")
    sheet, leaf = hand.editing.sheet(), hand.editing.leaf
    reached: set[str] = set()
    for kind in FrameKind:
        frame = Frame(kind, (0.1, 0.1, 0.4, 0.2), _CONTENTS.get(kind, ""), color="accent")
        for setting in settings():
            for value in _values(setting.shape) if kind in setting.kinds else ():
                made = setting.write(frame, value, sheet, leaf)
                reached |= {name for name in _PROPERTIES if getattr(made, name) != getattr(frame, name)}
                parts = {"strip": (Frame(FrameKind.SHAPE, (0, 0, 1, 1)),)}
                design = Design("own", "Own", "banner", variants={"rectangle": (made,)}, parts=parts)
                assert parse_design(write_design(design), setting.name).variants["rectangle"]
    by_other_means = {"kind", "name", "group", "content", "hidden", "locked"}
    assert {*_PROPERTIES} - by_other_means == reached


_PROPERTIES = tuple(each.name for each in fields(Frame))
_CONTENTS = {FrameKind.PART: "strip", FrameKind.QR: "link", FrameKind.PICTURE: "picture"}


def _values(shape: object) -> list[object]:
    """What somebody may say in a field, its least and most."""
    if isinstance(shape, Number):
        return [shape.least, shape.most]
    if isinstance(shape, tuple):
        return [value for value, _label in shape]
    words: dict[object, list[object]] = {"check": [True, False], "line": ["offer"], "stack": ["a"], "font": ["heading"]}
    return words.get(shape, ["white", "black"])


def test_settings_that_few_need_are_folded_away_and_each_is_a_step(edit: Open) -> None:
    hand = edit("flyer")
    form = hand.editor.frame_form
    hand.press("Add: Picture")
    at = next(iter(hand.editing.selection))
    crop = form.entries["crop_l"]
    assert not crop.row.isVisible()
    QTest.mouseClick(form.more, LEFT)
    assert crop.row.isVisible()
    assert not form.entries["tracking"].row.isVisible()
    assert "cut away" in crop.row.toolTip()
    crop.field.setValue(20)  # type: ignore[attr-defined]
    form.entries["crop_b"].field.setValue(40)  # type: ignore[attr-defined]
    assert hand.editing.frames[at].crop == pytest.approx((0.2, 0, 0.8, 0.6))
    hand.press("Undo")
    assert hand.editing.frames[at].crop == pytest.approx((0.2, 0, 0.8, 1))
    hand.press("Undo")
    assert crop.field.value() == 0  # type: ignore[attr-defined]
    square = form.entries["square"].field
    assert square.text() == "No"  # type: ignore[attr-defined]
    square.setValue(42)  # type: ignore[attr-defined]
    assert hand.editing.frames[at].square == pytest.approx(0.2)
    assert square.text() == "42.0 mm"  # type: ignore[attr-defined]


def test_a_text_joins_a_stack_by_its_name(edit: Open, qtbot: QtBot) -> None:
    hand = edit("flyer")
    hand.press("Add: Text")
    (at,) = hand.editing.selection
    field = hand.editor.frame_form.entries["stack"].field
    known = {frame.stack for frame in hand.editing.frames} - {""}
    assert {field.itemText(row) for row in range(field.count())} == known  # type: ignore[attr-defined]
    QTest.mouseClick(hand.editor.frame_form.more, LEFT)
    line = field.lineEdit()  # type: ignore[attr-defined]
    line.setFocus()
    qtbot.keyClicks(line, "mine")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert hand.editing.frames[at].stack == "mine"


def test_a_color_is_named_shared_or_typed_and_others_are_refused(edit: Open, qtbot: QtBot) -> None:
    hand = edit("flyer")
    hand.click(hand.place("{cta}"))
    at, entry = hand.index("{cta}"), hand.editor.frame_form.entries["color"]
    line = entry.field.lineEdit()  # type: ignore[attr-defined]

    def say(word: str) -> None:
        line.selectAll()
        qtbot.keyClicks(line, word)
        QTest.keyClick(line, Qt.Key.Key_Return)

    for word in ("accent@40", "#aa3300", "white"):
        say(word)
        assert hand.editing.frames[at].color == word
    for word, reason in (("greenish", "no color"), ("accent@400", "0 to 100"), ("#112233@20", "named")):
        say(word)
        assert reason in entry.row.complaint.text()  # type: ignore[attr-defined]
        assert hand.editing.frames[at].color == "white"


def test_texts_that_read_badly_are_listed_and_found(edit: Open, qtbot: QtBot) -> None:
    hand = edit("banner")
    findings = hand.editor.findings
    assert not [each for each in findings.found if "contrast" in each.words]
    editing = hand.editing
    draft = editing.draft
    design = replace(draft.design, colors={**draft.design.colors, "foreground": draft.design.colors["background"]})
    editing.put("Color", replace(draft, design=design))
    qtbot.waitUntil(lambda: any("contrast of 1.0:1" in each.words for each in findings.found), timeout=20_000)
    tabs = hand.editor.tabs
    assert tabs.tabText(tabs.indexOf(findings)) == f"To look at ({len(findings.found)})"
    tabs.setCurrentWidget(findings)
    row = next(row for row, each in enumerate(findings.found) if "contrast" in each.words)
    item = findings.list.item(row)
    findings.list.scrollToItem(item)
    place = findings.list.visualItemRect(item).center()
    QTest.mouseClick(findings.list.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place)
    assert editing.one() is not None
    hand.press("Undo")
    qtbot.waitUntil(lambda: not [each for each in findings.found if "contrast" in each.words], timeout=20_000)


def test_only_pages_that_look_different_are_painted_again(edit: Open, qtmodeltester: ModelTester) -> None:
    hand = edit("banner")
    previews, editing = hand.editor.previews, hand.editing
    qtmodeltester.check(previews.pages)
    previews.repaint_pages()
    before = dict(previews.pages._pictures)
    hand.press("Add: Shape")
    previews.repaint_pages()
    again = {leaf.spot for leaf in editing.leaves if previews.pages._pictures[leaf.id] is not before[leaf.id]}
    assert again == {editing.leaf.spot}
    one = editing.leaf.id
    assert previews.pages._pictures[one] != before[one]


def test_a_brand_is_kept_and_a_picture_of_its_own_is_carried_to_another_workspace(
    app: App, edit: Open, messages: RecordedMessages, tmp_path: Path, qtbot: QtBot, settle
) -> None:
    hand = edit("banner")
    editor = hand.editor
    editor.design_form._ask_name()
    (dialog,) = editor.findChildren(QInputDialog)
    dialog.setTextValue("Market")
    dialog.accept()
    settle()
    (brand,) = app.designs.brands()
    assert (brand.name, brand.colors["accent"]) == ("Market", hand.editing.design.colors["accent"])
    assert [each.brand for each in editor.design_form.brands] == [brand]

    editor._ask_picture()
    messages.give(resource_folder() / "sample" / "picture.jpg")
    settle()
    frame = hand.editing.one()
    assert frame is not None
    assert frame.content == "photo1"
    editor._export()
    file = tmp_path / "own.design"
    messages.give(file)
    settle()
    made = app.designs.import_file(file).value
    assert app.designs.pictures(made)["photo1"].width() > 100
    hand.press("Undo")
    assert not hand.editing.design.pictures
    assert "photo1" not in hand.editing.filled.pictures


def test_a_picture_that_cannot_be_read_is_told_and_changes_nothing(
    edit: Open, messages: RecordedMessages, context, tmp_path: Path, settle
) -> None:
    hand = edit("card")
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    hand.editor.take_picture(broken)
    settle()
    assert "broken.png" in messages.told.problems[0]
    assert hand.editing.saved


def test_closing_asks_before_something_is_lost(edit: Open, messages: RecordedMessages, qtbot: QtBot) -> None:
    hand = edit("card")
    hand.press("Add: Line")
    hand.editor.close()
    assert hand.editor.isVisible()
    assert messages.told.asked[-1].title == "Close without saving?"
    with qtbot.waitSignal(hand.editor.destroyed):
        messages.yes()


def test_an_own_design_is_saved_in_place_and_removed(
    app: App, edit: Open, messages: RecordedMessages, qtbot: QtBot, settle
) -> None:
    own = app.designs.save(replace(app.designs.get("card"), name="My card")).value
    hand = edit(own.id)
    hand.press("Add: Shape")
    QTest.mouseClick(hand.editor.save_button, LEFT)
    settle()
    assert len(app.designs.get(own.id).variants["page"]) == len(own.variants["page"]) + 1
    assert hand.editing.saved
    assert len(app.designs.own()) == 1
    hand.editor._ask_remove()
    with qtbot.waitSignal(hand.editor.destroyed):
        messages.yes()
        settle()
    assert not app.designs.own()


def test_what_was_not_saved_is_offered_the_next_time(edit: Open, context, settle, qtbot: QtBot) -> None:
    hand = edit("card")
    hand.press("Add: Shape")
    wanted = hand.editing.design
    hand.editor.keeper.keep()
    again = edit("card")
    assert again.editor.left.isVisible()
    assert again.editing.design != wanted
    (take,) = [each for each in again.editor.left.findChildren(QPushButton) if each.text() == "Take it up"]
    QTest.mouseClick(take, LEFT)
    assert again.editing.frames[-1].fill == "accent"
    assert len(again.editing.frames) == len(wanted.variants["page"])
    assert not again.editing.saved
    again.editor.leave()
    assert not edit("card").editor.left.isVisible()


def test_the_page_gets_another_safe_area_and_bleed(edit: Open) -> None:
    hand = edit("flyer")
    form = hand.editor.design_form
    form.safe.setValue(5)
    form.bleed.setValue(4)
    page = hand.editing.design.page
    assert (page.safe, page.bleed) == (0.05, 4)
    assert hand.editing.stack.count() == 1
    hand.press("Undo")
    assert form.bleed.value() == 3

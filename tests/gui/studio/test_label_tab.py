"""Labels in the window: seen on their sheet, saved with a code each, and the part-used sheet is remembered."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from affiliate_desktop.core.changes import Changes, Kind
from affiliate_desktop.core.problems import Problem
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.gui.pages.studio import StudioPage
from affiliate_desktop.gui.studio.calibration import CalibrationDialog
from affiliate_desktop.gui.studio.own_sheet import OwnSheetDialog
from affiliate_desktop.gui.studio.printing import PrintDialog
from affiliate_desktop.links.model import Link
from affiliate_desktop.studio import preflight
from affiliate_desktop.studio.label_fill import LabelTable
from affiliate_desktop.studio.label_places import Calibration
from tests.gui.conftest import RecordedMessages
from tests.gui.studio.conftest import decoded, dialog_of, print_into


def labels(page: StudioPage, qtbot: QtBot):
    """The tab, once it knows its sheets and shows one."""
    page.tabs.setCurrentIndex(3)
    qtbot.waitUntil(lambda: not page.label.preview.image.isNull())
    return page.label


def press(page: StudioPage, text: str, qtbot: QtBot) -> None:
    found = [each for each in page.findChildren(QPushButton) if each.text() == text and each.isVisible()]
    assert len(found) == 1
    qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)


def test_numbered_labels_are_saved_and_the_sheet_is_remembered(
    page: StudioPage, link: Link, messages: RecordedMessages, tmp_path: Path, qtbot: QtBot, settle
) -> None:
    tab = labels(page, qtbot)
    tab.sheet.set_value("avery-l7160")
    tab.start.setValue(19)
    tab.serial.setChecked(True)
    tab.headline.setText("Scan me")
    assert tab.count.value() == 3
    press(page, "Save PDF…", qtbot)
    file = tmp_path / "labels.pdf"
    messages.give(file)
    settle()
    copies = page.context.app.links.copies(link.id)
    assert sorted(decoded(file)) == sorted(copy.url for copy in copies)
    assert len(copies) == 3
    assert tab.verdict.property("tone") == "success"
    assert messages.told.asked == []  # the sheet is used up: there is nothing to remember


def test_a_part_used_sheet_is_remembered_when_it_was_printed(
    page: StudioPage, messages: RecordedMessages, tmp_path: Path, qtbot: QtBot, settle
) -> None:
    tab = labels(page, qtbot)
    tab.count.setValue(4)
    press(page, "Save PDF…", qtbot)
    messages.give(tmp_path / "labels.pdf")
    settle()
    assert "number 5" in messages.told.asked[-1].text
    messages.yes()
    settle()
    assert tab.start.value() == 5


def test_the_preview_shows_the_sheet_and_follows_it(page: StudioPage, qtbot: QtBot, settle) -> None:
    tab = labels(page, qtbot)
    before = tab.preview.image
    assert abs(before.height() / before.width() - 297 / 210) < 0.01
    tab.sheet.set_value("avery-5160")
    qtbot.waitUntil(lambda: abs(tab.preview.image.height() / tab.preview.image.width() - 279.4 / 215.9) < 0.01)


def test_labels_come_from_the_rows_of_a_table(
    page: StudioPage, messages: RecordedMessages, tmp_path: Path, qtbot: QtBot, settle
) -> None:
    table = tmp_path / "stalls.csv"
    table.write_text("name,url\nNorth,https://a.example/1\nSouth,https://a.example/2\n")
    tab = labels(page, qtbot)
    tab.fill.set_value("table")
    messages.give(table)
    settle()
    press(page, "Save PDF…", qtbot)
    messages.give(tmp_path / "labels.pdf")
    settle()
    assert sorted(decoded(tmp_path / "labels.pdf")) == ["https://a.example/1", "https://a.example/2"]
    with pypdfium2.PdfDocument(tmp_path / "labels.pdf") as document:
        assert "North" in "".join(document[0].get_textpage().get_text_range().split())


def test_a_printer_is_calibrated_and_chosen(
    page: StudioPage, messages: RecordedMessages, tmp_path: Path, qtbot: QtBot, settle
) -> None:
    tab = labels(page, qtbot)
    press(page, "Calibrate a printer…", qtbot)
    dialog = dialog_of(page, CalibrationDialog)
    settle()
    assert dialog.down.visibleRegion().boundingRect().height() == dialog.down.height()
    dialog.printer.setCurrentText("Office")
    qtbot.mouseClick(dialog.page_button, Qt.MouseButton.LeftButton)
    messages.give(tmp_path / "test.pdf")
    settle()
    with pypdfium2.PdfDocument(tmp_path / "test.pdf") as document:
        assert "Print at 100 %" in " ".join(document[0].get_textpage().get_text_range().split())
    dialog.right.setValue(0.4)
    dialog.down.setValue(-0.3)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    settle()
    assert page.context.app.labels.calibration("Office") == Calibration(0.4, -0.3)
    assert tab.printer.findText("Office") >= 0


def test_a_sheet_of_ones_own_is_described_by_form(page: StudioPage, qtbot: QtBot, settle) -> None:
    tab = labels(page, qtbot)
    press(page, "Sheet of your own…", qtbot)
    dialog = dialog_of(page, OwnSheetDialog)
    dialog.rows.setValue(9)
    dialog.name.setText("Jam jars")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    settle()
    assert "past the paper" in dialog.trouble.text.text()
    dialog.rows.setValue(6)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    settle()
    assert tab.sheet.value() == "own-own-jam-jars"
    assert tab.start.maximum() == 18


def test_printed_labels_are_in_exact_millimeters(
    page: StudioPage, messages: RecordedMessages, tmp_path: Path, qtbot: QtBot, settle
) -> None:
    tab = labels(page, qtbot)
    tab.count.setValue(2)
    press(page, "Print…", qtbot)
    settle()
    print_into(page, tmp_path / "printed.pdf")
    settle()
    press(page, "Save PDF…", qtbot)
    messages.give(tmp_path / "saved.pdf")
    settle()
    pictures = []
    for name in ("printed", "saved"):
        with pypdfium2.PdfDocument(tmp_path / f"{name}.pdf") as document:
            pictures.append(document[0].render(scale=2).to_pil().convert("L").crop((0, 0, 1180, 1670)))
    difference = sum(abs(a - b) for a, b in zip(*(picture.tobytes() for picture in pictures), strict=True))
    assert difference / (pictures[0].width * pictures[0].height) < 1.0


def test_a_label_is_judged_while_it_is_made(
    page: StudioPage, link: Link, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    tab = labels(page, qtbot)
    tab.serial.setChecked(True)
    qtbot.waitUntil(tab.verdict.isVisible)
    assert tab.verdict.property("tone") == "success"
    assert tab.caption.text() == "Labels: 21 · sheets: 1"
    tab.count.setValue(43)
    qtbot.waitUntil(lambda: tab.caption.text() == "Labels: 43 · sheets: 3, of which the first is shown")
    for limit in ("SMALL_MODULE_MM", "LEAST_MODULE_MM"):
        monkeypatch.setattr(preflight, limit, 5.0)
    tab.count.setValue(2)
    qtbot.waitUntil(lambda: tab.verdict.property("tone") == "danger")
    assert page.context.app.links.copies(link.id) == ()


def test_numbered_labels_are_shown_each_with_a_reference(page: StudioPage, qtbot: QtBot) -> None:
    tab = labels(page, qtbot)
    plain = tab.preview.image
    tab.serial.setChecked(True)
    qtbot.waitUntil(lambda: tab.preview.image != plain)
    pixels = tab.preview.image
    tab.look()
    qtbot.wait(400)
    assert tab.preview.image == pixels  # the same references at each look


@pytest.mark.parametrize(
    ("fill", "words"), [("table", "Choose the table"), ("placement", "no placement"), ("campaign", "no campaign")]
)
def test_what_labels_cannot_be_filled_from_is_told_with_the_way_out(
    page: StudioPage, link: Link, messages: RecordedMessages, qtbot: QtBot, settle, fill: str, words: str
) -> None:
    page.context.app.links.edit(replace(link, campaign_id=None))
    page.refresh()
    settle()
    tab = labels(page, qtbot)
    tab.fill.set_value(fill)
    messages.told.asked.clear()
    qtbot.waitUntil(lambda: words in tab.preview.accessibleDescription())
    assert tab.verdict.isHidden()
    press(page, "Save PDF…", qtbot)
    assert words in tab.form.rows["fill"].complaint.text()
    assert messages.told.asked == []
    tab.fill.set_value("link")
    qtbot.waitUntil(lambda: not tab.preview.image.isNull())
    assert tab.form.rows["fill"].complaint.text() == ""


def test_another_table_is_chosen_with_the_button_that_tables_have(
    page: StudioPage, messages: RecordedMessages, tmp_path: Path, qtbot: QtBot
) -> None:
    tab = labels(page, qtbot)
    assert tab.choose_table.isHidden()
    tab.fill.set_value("table")
    messages.told.asked.clear()
    for name, rows in (("one.csv", 1), ("two.csv", 30)):
        file = tmp_path / name
        file.write_text("name,url\n" + "Stall,https://a.example/\n" * rows)
        press(page, "Choose a table…", qtbot)
        messages.give(file)
        qtbot.waitUntil(lambda n=rows: f"Labels: {n} " in tab.caption.text())  # type: ignore[misc]


def test_keys_save_and_print_what_is_shown(page: StudioPage, messages: RecordedMessages, qtbot: QtBot, settle) -> None:
    labels(page, qtbot)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(messages.told.asked))
    assert messages.told.asked.pop().title == "Save the labels"
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page, Qt.Key.Key_P, both)
    qtbot.waitUntil(lambda: bool(page.findChildren(PrintDialog)), timeout=30_000)
    settle()
    dialog_of(page, PrintDialog).close()


@pytest.fixture
def too_coarse(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every code is called too small."""
    for limit in ("SMALL_MODULE_MM", "LEAST_MODULE_MM"):
        monkeypatch.setattr(preflight, limit, 5.0)


def numbered(page: StudioPage, qtbot: QtBot, count: int = 2):
    tab = labels(page, qtbot)
    tab.serial.setChecked(True)
    tab.count.setValue(count)
    return tab


@pytest.mark.usefixtures("too_coarse")
def test_a_refused_sheet_leaves_no_copies_and_has_the_same_when_the_user_insists(
    page: StudioPage, link: Link, messages: RecordedMessages, tmp_path: Path, qtbot: QtBot, settle
) -> None:
    tab = numbered(page, qtbot)
    press(page, "Save PDF…", qtbot)
    messages.give(tmp_path / "labels.pdf")
    settle()
    assert page.context.app.links.copies(link.id) == ()
    assert not (tmp_path / "labels.pdf").exists()
    judged = tab.verdict.text.text()
    messages.yes()
    settle()
    copies = page.context.app.links.copies(link.id)
    assert sorted(decoded(tmp_path / "labels.pdf")) == sorted(copy.url for copy in copies)
    assert len(copies) == 2
    assert judged


def test_a_stopped_sheet_leaves_no_copies(
    page: StudioPage, link: Link, messages: RecordedMessages, tmp_path: Path, qtbot: QtBot, settle
) -> None:
    numbered(page, qtbot, 400)
    press(page, "Save PDF…", qtbot)
    page.context.jobs.started.connect(lambda step: page.context.jobs.cancel(step.number))
    messages.give(tmp_path / "labels.pdf")
    settle()
    assert "Stopped" in messages.told.problems[-1]
    assert page.context.app.links.copies(link.id) == ()
    assert list(tmp_path.glob("*.pdf")) == []


def test_saved_labels_tell_of_their_copies_and_are_undone(
    page: StudioPage, link: Link, messages: RecordedMessages, tmp_path: Path, qtbot: QtBot, settle
) -> None:
    numbered(page, qtbot)
    changed: list[Changes] = []
    page.context.jobs.changed.connect(changed.append)
    press(page, "Save PDF…", qtbot)
    messages.give(tmp_path / "labels.pdf")
    settle()
    assert any(changes.touches(Kind.LINK) for changes in changed)
    assert len(page.context.app.links.copies(link.id)) == 2
    page.context.app.workspace.undo()
    assert page.context.app.links.copies(link.id) == ()


@pytest.mark.usefixtures("too_coarse")
def test_labels_that_would_not_scan_are_printed_only_when_the_user_insists(
    page: StudioPage, link: Link, messages: RecordedMessages, qtbot: QtBot, settle
) -> None:
    numbered(page, qtbot)
    press(page, "Print…", qtbot)
    settle()
    assert not page.findChildren(PrintDialog)
    assert page.context.app.links.copies(link.id) == ()
    assert messages.told.asked[-1].title == "This code would not scan"
    messages.yes()
    settle()
    assert len(page.context.app.links.copies(link.id)) == 2
    dialog_of(page, PrintDialog).close()
    settle()
    assert page.context.app.links.copies(link.id) == ()


def test_labels_are_used_up_when_they_were_printed_not_when_they_were_looked_at(
    page: StudioPage, messages: RecordedMessages, tmp_path: Path, qtbot: QtBot, settle
) -> None:
    numbered(page, qtbot)
    press(page, "Print…", qtbot)
    settle()
    assert messages.told.asked == []
    print_into(page, tmp_path / "printed.pdf")
    settle()
    assert "number 3" in messages.told.asked[-1].text


def test_a_table_is_read_once_and_anew_when_it_was_written_since(tmp_path: Path) -> None:
    file = tmp_path / "stalls.csv"
    file.write_text("name,url\nNorth,https://a.example/1\n")
    table = LabelTable(file)
    rows = table.rows(Progress())
    assert [row.headline for row in rows] == ["North"]
    assert table.rows(Progress()) is rows
    file.write_text("name,url\nSouth,https://a.example/22\n")
    assert [row.headline for row in table.rows(Progress())] == ["South"]
    file.unlink()
    with pytest.raises(Problem, match="stalls"):
        table.rows(Progress())

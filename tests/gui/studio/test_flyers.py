"""Flyers: what is saved or printed scans."""

import shutil
from functools import partial
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PySide6.QtPrintSupport import QPrintPreviewWidget
from pytestqt.qtbot import QtBot

from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.jobs import Jobs, Step
from affiliate_desktop.gui.pages.studio import StudioPage
from affiliate_desktop.gui.studio.flyer_tab import FlyerTab
from affiliate_desktop.gui.studio.printing import PrintDialog
from affiliate_desktop.links.model import Link
from affiliate_desktop.studio import preflight
from affiliate_desktop.studio.model import Paper
from tests.gui.conftest import RecordedMessages
from tests.gui.studio.conftest import LOGO, PICTURE, decoded, dialog_of, print_into


@pytest.mark.parametrize(("paper", "points"), [(Paper.A4, (595, 842)), (Paper.LETTER, (612, 792))])
def test_a_saved_flyer_scans(
    page: StudioPage,
    link: Link,
    messages: RecordedMessages,
    tmp_path: Path,
    qtbot: QtBot,
    settle,
    paper: Paper,
    points: tuple[int, int],
) -> None:
    page.tabs.setCurrentIndex(2)
    page.flyer.paper.set_value(paper)
    page.flyer.headline.setText("Walk lighter")
    page.flyer.picture.take(PICTURE)
    page.flyer.logo.take(LOGO)
    settle()
    page.flyer._ask()
    assert messages.told.asked[-1].text == "Boots flyer.pdf"
    file = tmp_path / "flyer.pdf"
    messages.give(file)
    settle()
    assert decoded(file) == [link.url]
    document = pypdfium2.PdfDocument(file)
    assert [round(edge) for edge in document[0].get_size()] == list(points)
    words = document[0].get_textpage().get_text_bounded()
    document.close()
    assert "Walk lighter" in words
    assert "shop.example/boots" in words
    assert "affiliate links" in words
    assert page.flyer.verdict.property("tone") == "success"


def test_the_flyer_is_shown_as_it_will_be_and_judged_while_typing(page: StudioPage, link: Link, qtbot: QtBot) -> None:
    page.tabs.setCurrentIndex(2)
    qtbot.waitUntil(lambda: not page.flyer.preview.image.isNull())
    image = page.flyer.preview.image
    assert image.height() / image.width() == pytest.approx(297 / 210, abs=0.01)
    qtbot.waitUntil(page.flyer.verdict.isVisible)
    assert "read back" in page.flyer.verdict.text.text()
    page.flyer.headline.setText("")
    qtbot.waitUntil(lambda: bool(page.flyer.preview.accessibleDescription()))
    assert "no headline" in page.flyer.preview.accessibleDescription()
    page.flyer._ask()
    assert "headline" in page.flyer.form.rows["headline"].complaint.text()


def test_a_flyer_that_would_not_scan_is_not_saved_unless_the_user_insists(
    page: StudioPage, messages: RecordedMessages, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settle
) -> None:
    for limit in ("SMALL_MODULE_MM", "LEAST_MODULE_MM"):
        monkeypatch.setattr(preflight, limit, 5.0)
    page.tabs.setCurrentIndex(2)
    file = tmp_path / "flyer.pdf"
    page.flyer._ask()
    messages.give(file)
    settle()
    assert not file.exists()
    assert page.flyer.verdict.property("tone") == "danger"
    assert messages.told.asked[-1].title == "This code would not scan"
    messages.yes()
    settle()
    assert file.exists()


def test_numbered_flyers_have_a_click_reference_each(
    page: StudioPage, context: Context, link: Link, messages: RecordedMessages, tmp_path: Path, settle
) -> None:
    page.tabs.setCurrentIndex(2)
    page.flyer.copies.setValue(3)
    page.flyer._ask()
    messages.give(tmp_path / "flyers.pdf")
    settle()
    copies = context.app.links.copies(link.id)
    assert len(copies) == 3
    with pypdfium2.PdfDocument(tmp_path / "flyers.pdf") as document:
        assert len(document) == 3
    assert page.flyer.verdict.property("tone") == "success"


def test_numbered_flyers_that_would_not_scan_leave_no_copies(
    page: StudioPage,
    context: Context,
    link: Link,
    messages: RecordedMessages,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    settle,
) -> None:
    for limit in ("SMALL_MODULE_MM", "LEAST_MODULE_MM"):
        monkeypatch.setattr(preflight, limit, 5.0)
    page.tabs.setCurrentIndex(2)
    page.flyer.copies.setValue(2)
    page.flyer._ask()
    messages.give(tmp_path / "flyers.pdf")
    settle()
    assert not context.app.links.copies(link.id)
    messages.yes()
    settle()
    assert len(context.app.links.copies(link.id)) == 2
    assert (tmp_path / "flyers.pdf").exists()


def test_a_flyer_is_printed_as_it_is_saved(page: StudioPage, link: Link, tmp_path: Path, settle) -> None:
    page.tabs.setCurrentIndex(2)
    page.flyer._print()
    settle()
    print_into(page, tmp_path / "printed.pdf")
    settle()
    assert decoded(tmp_path / "printed.pdf") == [link.url]


@pytest.mark.parametrize(("design", "count", "pages"), [("flyer", 3, (1, 1, 1)), ("card", 13, (10, 3))])
def test_numbered_flyers_are_printed_with_a_click_reference_each(
    page: StudioPage,
    context: Context,
    link: Link,
    tmp_path: Path,
    settle,
    design: str,
    count: int,
    pages: tuple[int, ...],
) -> None:
    page.tabs.setCurrentIndex(2)
    page.flyer.designs.take(context.app.studio.design(design))
    page.flyer.copies.setValue(count)
    page.flyer._print()
    settle()
    print_into(page, tmp_path / "printed.pdf")
    settle()
    urls = [copy.url for copy in context.app.links.copies(link.id)]
    assert len(urls) == count
    with pypdfium2.PdfDocument(tmp_path / "printed.pdf") as document:
        seen = [
            {code.text for code in zxingcpp.read_barcodes(each.render(scale=200 / 72).to_pil())} for each in document
        ]
    assert seen == [set(urls[sum(pages[:at]) : sum(pages[: at + 1])]) for at in range(len(pages))]
    assert len(context.app.links.copies(link.id)) == count


def test_numbered_flyers_that_are_not_printed_after_all_leave_no_copies(
    page: StudioPage, context: Context, link: Link, settle
) -> None:
    page.tabs.setCurrentIndex(2)
    page.flyer.copies.setValue(2)
    page.flyer._print()
    settle()
    assert len(context.app.links.copies(link.id)) == 2
    dialog_of(page, PrintDialog).close()
    settle()
    assert context.app.links.copies(link.id) == ()


def flyers_to_print(page: StudioPage, count: int, settle) -> None:
    page.tabs.setCurrentIndex(2)
    page.flyer.copies.setValue(count)
    page.flyer._print()
    settle()


def test_many_pages_are_printed_of_which_the_preview_shows_the_first(
    page: StudioPage, link: Link, tmp_path: Path, settle
) -> None:
    flyers_to_print(page, 31, settle)
    dialog = dialog_of(page, PrintDialog)
    shown = dialog.findChild(QPrintPreviewWidget)
    assert shown is not None
    assert shown.pageCount() == 10
    assert "first 10 of 31 pages" in dialog.part.text.text()
    print_into(page, tmp_path / "printed.pdf")
    settle()
    with pypdfium2.PdfDocument(tmp_path / "printed.pdf") as document:
        assert len(document) == 31
    assert len(page.context.app.links.copies(link.id)) == 31
    assert page.flyer.can_make()


def test_a_range_of_pages_is_printed_alone(
    page: StudioPage, context: Context, link: Link, tmp_path: Path, settle
) -> None:
    flyers_to_print(page, 5, settle)
    print_into(page, tmp_path / "printed.pdf", pages=(2, 3))
    settle()
    with pypdfium2.PdfDocument(tmp_path / "printed.pdf") as document:
        seen = [zxingcpp.read_barcodes(each.render(scale=200 / 72).to_pil())[0].text for each in document]
    assert seen == [copy.url for copy in context.app.links.copies(link.id)[1:3]]


def test_printing_is_stopped_and_leaves_no_half_file_and_no_copies(
    page: StudioPage, context: Context, link: Link, messages: RecordedMessages, tmp_path: Path, settle
) -> None:
    flyers_to_print(page, 40, settle)
    context.jobs.started.connect(partial(cancel_job, context.jobs))
    print_into(page, tmp_path / "printed.pdf")
    settle()
    assert "Stopped" in messages.told.problems[-1]
    assert list(tmp_path.glob("*.pdf")) == []
    assert context.app.links.copies(link.id) == ()
    assert page.flyer.can_make()


def cancel_job(jobs: Jobs, step: Step) -> None:
    if step.label == "Printing":
        jobs.cancel(step.number)


def test_a_file_that_cannot_be_printed_to_is_told_and_takes_the_copies_back(
    page: StudioPage, context: Context, link: Link, messages: RecordedMessages, tmp_path: Path, settle
) -> None:
    flyers_to_print(page, 2, settle)
    print_into(page, tmp_path / "gone" / "printed.pdf")
    settle()
    assert "cannot be written" in messages.told.problems[-1]
    assert context.app.links.copies(link.id) == ()


def test_the_preview_of_numbered_flyers_shows_where_a_reference_will_stand(page: StudioPage, qtbot: QtBot) -> None:
    page.tabs.setCurrentIndex(2)
    qtbot.waitUntil(lambda: not page.flyer.preview.image.isNull())
    plain = page.flyer.preview.image
    page.flyer.copies.setValue(2)
    qtbot.waitUntil(lambda: page.flyer.preview.image != plain)
    assert "link.code" not in page.flyer.flyer_text().values


def test_a_changed_disclosure_reaches_the_flyer_and_is_read_from_its_beginning(
    page: StudioPage, context: Context, qtbot: QtBot, settle
) -> None:
    page.tabs.setCurrentIndex(2)
    page.flyer.text.setPlainText("Come by.")
    qtbot.wait(900)  # the draft is kept
    assert "disclosure" not in context.drafts.get("studio-flyer")
    words = "Advertisement: this page has links that earn me a commission when you order something there."
    context.app.preferences.save(disclosure=words)
    again = FlyerTab(context, Path(page._pictures.path()))
    qtbot.addWidget(again)
    again.use_link(page.flyer.shown)
    settle()
    assert again.disclosure.text() == words
    assert again.disclosure.cursorPosition() == 0
    again.form.set_texts({"headline": "A long headline that does not fit into its field at all, not by far"})
    assert again.headline.cursorPosition() == 0


def test_a_picture_that_is_gone_when_printing_is_told(
    page: StudioPage, messages: RecordedMessages, tmp_path: Path, settle
) -> None:
    picture = tmp_path / "gone.png"
    shutil.copy(LOGO, picture)
    page.tabs.setCurrentIndex(2)
    page.flyer.picture.take(picture)
    settle()
    page.flyer._print()
    settle()
    picture.unlink()
    print_into(page, tmp_path / "printed.pdf")
    settle()
    assert "gone.png" in messages.told.problems[-1]
    assert not (tmp_path / "printed.pdf").exists()

"""Printed labels stand where the sheet's numbers say, each with its own code, and what does not scan is not written."""

import resource
import sys
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from pypdfium2 import raw
from PySide6.QtGui import QImage

from affiliate_desktop.app import App
from affiliate_desktop.core.problems import BadInput, Cancelled, Failed
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.core.resources import resource_folder
from affiliate_desktop.links.drafting import DraftCopies
from affiliate_desktop.links.model import LinkDraft, Utm
from affiliate_desktop.studio.design_catalog import DesignCatalog
from affiliate_desktop.studio.label_fill import Words, labels_of_copies, labels_of_links, labels_of_table
from affiliate_desktop.studio.label_places import Calibration, places
from affiliate_desktop.studio.label_print import (
    Label,
    LabelJob,
    draw_labels,
    inner_area,
    preview_labels,
    prove_labels,
    write_labels,
)
from affiliate_desktop.studio.label_sheet import LabelSheet, find_sheet, shipped_sheets
from affiliate_desktop.studio.model import NotReady, Verdict

MM = 72 / 25.4
L7160 = find_sheet("avery-l7160", shipped_sheets())
LABEL = Label("https://a.example/x", {"headline": "Autumn fair", "link": "a.example/x", "code": "k3v9x1"})


def job(sheet: LabelSheet = L7160, design: str = "label", **options: object) -> LabelJob:
    return LabelJob(sheet, DesignCatalog().get(design), **options)  # type: ignore[arg-type]


def outlines(file: Path, sheet: LabelSheet) -> list[tuple[float, float, float, float]]:
    """Left, top, width and height in millimeters of what is drawn as large as a label, by page and place."""
    found = []
    with pypdfium2.PdfDocument(file) as document:
        for page in document:
            for part in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3):
                left, bottom, right, top = part.get_bounds()
                box = (left / MM, (page.get_height() - top) / MM, (right - left) / MM, (top - bottom) / MM)
                if abs(box[2] - sheet.label[0]) < 0.3 and abs(box[3] - sheet.label[1]) < 0.3:
                    found.append(box)
    return found


@pytest.mark.parametrize("sheet", shipped_sheets(), ids=lambda sheet: sheet.id)
def test_every_label_is_within_a_tenth_of_a_millimeter_of_its_place(sheet: LabelSheet, tmp_path: Path) -> None:
    labels = [Label("https://a.example", {})] * sheet.count
    file, _, _ = draw_labels(labels, job(sheet, "label-code", outlines=True), tmp_path / "a.pdf", Progress())
    found = outlines(file, sheet)
    wanted = [(place.left, place.top) for place in places(sheet, sheet.count)]
    assert len(found) == len(wanted)
    for (left, top, width, height), (x, y) in zip(found, wanted, strict=True):
        middle = (left + width / 2 - sheet.label[0] / 2, top + height / 2 - sheet.label[1] / 2)
        assert middle == pytest.approx((x, y), abs=0.1)


def test_a_calibration_moves_what_is_printed(tmp_path: Path) -> None:
    shifted = job(outlines=True, calibration=Calibration(0.8, -0.6))
    straight, moved = (
        outlines(draw_labels([LABEL], each, tmp_path / "a.pdf", Progress())[0], L7160)
        for each in (job(outlines=True), shifted)
    )
    assert (moved[0][0] - straight[0][0], moved[0][1] - straight[0][1]) == pytest.approx((0.8, -0.6), abs=0.02)


def test_numbered_labels_carry_their_own_codes_from_the_first_free_label_on(app: App, tmp_path: Path) -> None:
    link = app.links.add("Fair", LinkDraft("https://shop.example/a", utm=Utm(source="fair"))).value
    copies = app.links.add_copies(link.id, 22).value
    labels = labels_of_copies(link, copies, Words(headline="Scan me"))
    artwork = app.labels.render(labels, app.labels.job(L7160, start=20), tmp_path / "labels.pdf")
    assert artwork.verdict is Verdict.GREEN
    assert [code.decoded for code in artwork.codes] == [copy.url for copy in copies]
    with pypdfium2.PdfDocument(tmp_path / "labels.pdf") as document:
        pages = [page.get_textpage().get_text_range() for page in document]
        read = [{code.text for code in zxingcpp.read_barcodes(page.render(scale=3).to_pil())} for page in document]
    assert len(pages) == 2
    assert [sum(copy.reference in page for copy in copies) for page in pages] == [2, 20]
    assert read[0] == {copy.url for copy in copies[:2]}
    assert read[1] == {copy.url for copy in copies[2:]}


@pytest.mark.timeout(60)
def test_a_reference_that_a_tiny_label_has_no_room_for_does_not_hold_the_work_up() -> None:
    texts = {"headline": "Spring trail guide", "link": "shop.example/boots"}
    labels = [
        Label(f"https://www.shop.example/boots?u={code}", {**texts, "code": code}) for code in ("64sdfgywum", "W" * 9)
    ]
    for sheet in shipped_sheets():
        assert preview_labels(labels, LabelJob(sheet, DesignCatalog().get("label")), 400)


def test_labels_whose_file_cannot_take_its_place_keep_no_copies(app: App, tmp_path: Path) -> None:
    link = app.links.add("Fair", LinkDraft("https://shop.example/a")).value
    drafts = DraftCopies(app.links)
    labels = labels_of_copies(link, drafts.of((link.id,), 3)[link.id], Words())
    file = tmp_path / "labels.pdf"
    file.mkdir()
    with pytest.raises(Failed, match=r"labels\.pdf"):
        drafts.prove(lambda proven: app.labels.render(labels, app.labels.job(L7160), file, proven=proven))
    assert app.links.copies(link.id) == ()
    file.rmdir()
    drafts.prove(lambda proven: app.labels.render(labels, app.labels.job(L7160), file, proven=proven))
    with pypdfium2.PdfDocument(file) as document:
        read = {code.text for code in zxingcpp.read_barcodes(document[0].render(scale=3).to_pil())}
    assert read == {copy.url for copy in app.links.copies(link.id)}


def test_a_code_that_would_not_scan_is_not_written_unless_somebody_insists(app: App, tmp_path: Path) -> None:
    tiny = app.labels.sheet("avery-l7651")
    labels = [Label("https://a.example/" + "x" * 900, {})]
    plan = app.labels.job(tiny)
    with pytest.raises(NotReady):
        app.labels.render(labels, plan, tmp_path / "labels.pdf")
    assert list(tmp_path.glob("labels*")) == []
    forced = app.labels.render(labels, plan, tmp_path / "labels.pdf", force=True)
    assert forced.verdict is Verdict.RED
    assert any("would not scan" in note for note in forced.notes)


def test_every_copy_is_proven_not_only_the_first_page(tmp_path: Path) -> None:
    labels = [Label(f"https://a.example/{number}", {}) for number in range(30)]
    plan = job(design="label-code")
    codes = prove_labels(labels, plan, draw_labels(labels, plan, tmp_path / "a.pdf", Progress()), Progress())
    assert [code.decoded for code in codes] == [label.url for label in labels]


def test_equal_jobs_are_equal_files(tmp_path: Path) -> None:
    one, other = (draw_labels([LABEL] * 3, job(), tmp_path / name, Progress())[0] for name in ("a.pdf", "b.pdf"))
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are POSIX")
def test_a_disk_that_is_full_is_told_and_nothing_stays_behind(tmp_path: Path) -> None:
    file = tmp_path / "labels.pdf"
    file.write_bytes(b"older")
    labels = [Label(f"https://a.example/{number}", {}) for number in range(400)]
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        with pytest.raises(Failed, match="cannot be written"):
            write_labels(labels, job(), file, Progress())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [each.name for each in tmp_path.iterdir()] == ["labels.pdf"]
    assert file.read_bytes() == b"older"


def test_a_cancelled_job_writes_nothing(app: App, tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        app.labels.render([LABEL] * 50, app.labels.job(L7160), tmp_path / "labels.pdf", progress=progress)
    assert list(tmp_path.glob("labels*")) == []


@pytest.mark.parametrize("count", [0, 20_001])
def test_an_impossible_number_of_labels_is_refused(count: int, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="labels can't be printed"):
        draw_labels([LABEL] * count, job(), tmp_path / "a.pdf", Progress())


def test_notes_of_many_labels_are_few(app: App, tmp_path: Path) -> None:
    tiny = app.labels.sheet("avery-l7651")
    labels = [
        Label(f"https://a.example/{number}", {"headline": f"A far too long headline number {number} " * 6})
        for number in range(40)
    ]
    artwork = app.labels.render(labels, app.labels.job(tiny), tmp_path / "labels.pdf")
    assert len(artwork.notes) == 6
    assert "and 35 more" in artwork.notes[-1]


@pytest.mark.parametrize(
    "sheet", ["avery-l7160", "zweckform-3415", "avery-l7162", "avery-l7168", "herma-4387", "avery-3111"]
)
def test_what_is_painted_stays_inside_its_label(sheet: str, tmp_path: Path) -> None:
    found = find_sheet(sheet, shipped_sheets())
    area = inner_area(found)
    assert area.left() >= 0
    assert area.right() <= found.label[0]
    assert area.bottom() <= found.label[1]
    _, (painted,), _ = draw_labels([LABEL], job(found), tmp_path / "a.pdf", Progress())
    (code,) = painted.codes
    assert code.area.right() / 10 <= area.width() + 0.01
    assert code.area.bottom() / 10 <= area.height() + 0.01


def test_labels_are_filled_from_a_table(tmp_path: Path) -> None:
    table = tmp_path / "stalls.csv"
    table.write_text("Title;Link;Text;Code\nNorth;https://a.example/1;Gate 1;N1\n;;;\nSouth;https://a.example/2;;S2\n")
    labels = labels_of_table(table, Words(text="Scan me"), Progress())
    assert [(each.url, each.texts["headline"], each.texts["text"], each.texts["code"]) for each in labels] == [
        ("https://a.example/1", "North", "Gate 1", "N1"),
        ("https://a.example/2", "South", "Scan me", "S2"),
    ]


def test_a_row_without_an_address_is_told_with_its_line(tmp_path: Path) -> None:
    table = tmp_path / "stalls.csv"
    table.write_text("Title,Link\nNorth,https://a.example/1\nSouth,\n")
    with pytest.raises(BadInput, match="Line 3"):
        labels_of_table(table, Words(), Progress())


def test_equal_labels_repeat_a_link(app: App) -> None:
    link = app.links.add("Fair", LinkDraft("https://shop.example/a", utm=Utm(source="fair"))).value
    labels = labels_of_links([link], Words(show_link=False), 3)
    assert len(labels) == 3
    assert {(each.url, each.texts["headline"], each.texts["link"]) for each in labels} == {(link.url, "Fair", "")}


@pytest.mark.parametrize("sheet", ["avery-l7169", "avery-l7164", "avery-l7160", "avery-l7162"])
def test_words_and_logo_leave_the_code_alone_on_labels_of_every_shape(sheet: str, tmp_path: Path) -> None:
    words = {"headline": "Boots for the first warm weekend", "text": "Twelve day walks.", "link": "a.example/x"}
    logo = {"logo": QImage(str(resource_folder() / "sample" / "logo.png"))}
    for pictures in ({}, logo):
        asked = job(find_sheet(sheet, shipped_sheets()), pictures=pictures)
        made = write_labels((Label("https://a.example/x", words),), asked, tmp_path / "a.pdf", Progress())
        assert made.verdict is Verdict.GREEN

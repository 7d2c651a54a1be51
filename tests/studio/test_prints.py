"""Every print design that ships scans on its papers, and pages are made as printers want them."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.core.resources import resource_folder
from affiliate_desktop.studio.design_catalog import DesignCatalog
from affiliate_desktop.studio.design_check import check_design
from affiliate_desktop.studio.model import Paper, PrintOptions, Verdict
from affiliate_desktop.studio.print_pdf import PrintPage, page_pdf
from affiliate_desktop.studio.sample import URL, sample_flyer
from affiliate_desktop.studio.service import Studio

CATALOG = DesignCatalog()
PRINTS = [design.id for design in CATALOG.all() if design.kind == "print"]
MM = 72 / 25.4


def box(page: Any, name: str) -> list[float]:
    return [float(corner) for corner in getattr(page, name)]


@pytest.mark.parametrize("design", PRINTS)
def test_a_print_design_fits_and_scans_on_its_first_paper(design: str, tmp_path: Path) -> None:
    shown = CATALOG.get(design)
    paper = Paper(shown.page.papers[0]) if shown.page.papers else Paper.A4
    paper = Paper.A4 if "A4" in shown.page.papers else paper
    text = replace(sample_flyer(shown), logo=None)
    artwork = Studio().flyer(URL, text, paper, tmp_path / "page.pdf", PrintOptions(per_sheet=1))
    assert artwork.verdict is Verdict.GREEN
    assert artwork.notes == ()


@pytest.mark.soak
@pytest.mark.parametrize("design", PRINTS)
def test_a_print_design_passes_its_check_on_every_paper(design: str) -> None:
    shown = CATALOG.get(design)
    shown = replace(shown, page=replace(shown.page, papers=shown.page.papers or tuple(Paper)))
    for artwork in check_design(shown, CATALOG):
        assert (artwork.file.name, artwork.verdict, artwork.notes) == (artwork.file.name, Verdict.GREEN, ())


def test_a_page_with_marks_has_its_boxes_to_the_tenth_of_a_millimeter(tmp_path: Path) -> None:
    file = tmp_path / "event.pdf"
    options = PrintOptions(bleed_mm=3, marks=True, cmyk=True)
    artwork = Studio().flyer(URL, sample_flyer(CATALOG.get("event")), Paper.A4, file, options)
    assert artwork.verdict is Verdict.GREEN
    with pikepdf.open(file) as document:
        (page,) = document.pages
        trim, bleed, media = (box(page, name) for name in ("trimbox", "bleedbox", "mediabox"))
        assert trim[2] - trim[0] == pytest.approx(210 * MM, abs=0.01)
        assert trim[3] - trim[1] == pytest.approx(297 * MM, abs=0.01)
        assert [trim[0] - bleed[0], trim[1] - bleed[1]] == pytest.approx([3 * MM] * 2, abs=0.01)
        assert [trim[0] - media[0], media[2] - trim[2]] == pytest.approx([8 * MM] * 2, abs=0.01)
        content = b"".join(part.read_bytes() for part in page.Contents)
        assert b"1 1 1 1 K" in content
        assert b"/CSpcmyk cs" in content
        assert b"/CSp cs\n1" not in content


def test_what_touches_the_edge_is_painted_into_the_bleed(tmp_path: Path) -> None:
    from affiliate_desktop.studio import proof

    file = tmp_path / "poster.pdf"
    Studio().flyer(URL, sample_flyer(CATALOG.get("poster")), Paper.A3, file, PrintOptions(bleed_mm=5))
    image = proof.rendered_pdf(file.read_bytes(), dpi=25.4)  # a pixel a millimeter
    assert (image.width(), image.height()) == pytest.approx((307, 430), abs=1)
    assert image.pixelColor(2, 100).name() == "#d2381f"
    assert image.pixelColor(2, image.height() - 3).name() == "#1b1b2f"


def test_cards_are_laid_out_on_a_sheet_and_every_code_of_it_scans(tmp_path: Path) -> None:
    file = tmp_path / "cards.pdf"
    artwork = Studio().flyer(URL, sample_flyer(CATALOG.get("card")), Paper.A4, file)
    assert (artwork.width, artwork.height) in {(595, 842), (842, 595)}
    assert len(artwork.codes) == 10
    assert {code.verdict for code in artwork.codes} == {Verdict.GREEN}
    assert any("10 on a sheet of A4" in note for note in artwork.notes)
    with pikepdf.open(BytesIO(file.read_bytes())) as document:
        assert len(document.pages) == 1
        resources: Any = document.pages[0].Resources
        assert list(resources.XObject.keys()) == ["/Copy"]


def test_fewer_copies_are_laid_out_when_asked_and_a_page_too_large_is_refused(tmp_path: Path) -> None:
    text = sample_flyer(CATALOG.get("card"))
    artwork = Studio().flyer(URL, text, Paper.A4, tmp_path / "two.pdf", PrintOptions(per_sheet=2))
    assert len(artwork.codes) == 2
    with pytest.raises(BadInput, match="does not fit onto the paper"):
        Studio().flyer(URL, sample_flyer(CATALOG.get("postcard")), Paper.A6, tmp_path / "x.pdf")
    with pytest.raises(BadInput, match="bleed"):
        Studio().flyer(URL, text, Paper.A4, tmp_path / "x.pdf", PrintOptions(bleed_mm=99))


@pytest.mark.parametrize(
    ("paper", "points"),
    [(Paper.A3, (842, 1191)), (Paper.A6, (298, 420)), (Paper.LEGAL, (612, 1008)), (Paper.TABLOID, (792, 1224))],
)
def test_every_paper_has_its_size(tmp_path: Path, paper: Paper, points: tuple[int, int]) -> None:
    artwork = Studio().flyer(URL, sample_flyer(CATALOG.get("flyer")), paper, tmp_path / "page.pdf")
    assert [artwork.width, artwork.height] == list(points)
    with pikepdf.open(tmp_path / "page.pdf") as document:
        media = box(document.pages[0], "mediabox")
        assert (media[2] - media[0], media[3] - media[1]) == pytest.approx(points, abs=0.6)


@pytest.mark.parametrize("design", ["flyer", "bookmark", "event"])
def test_a_see_through_picture_goes_to_the_press_in_inks_and_keeps_its_mask(design: str, tmp_path: Path) -> None:
    """Designs that show a logo, a picture in a leaning form, and a gradient over a picture."""
    from affiliate_desktop.studio import proof

    shown = CATALOG.get(design)
    files = {cmyk: tmp_path / f"{cmyk}.pdf" for cmyk in (False, True)}
    folder = resource_folder() / "sample"
    text = replace(sample_flyer(shown), picture=folder / "picture.jpg", logo=folder / "logo.png")
    for cmyk, file in files.items():
        Studio().flyer(URL, text, Paper.A4, file, PrintOptions(cmyk=cmyk, per_sheet=1))
    with pikepdf.open(files[True]) as document:
        pictures = [each for each in document.objects if _is_picture(each)]
        assert {str(each.ColorSpace) for each in pictures} == {"/DeviceCMYK", "/DeviceGray"}
        assert any("/SMask" in each for each in pictures)
    screen, press = (proof.rendered_pdf(file.read_bytes(), dpi=40) for file in files.values())
    assert screen.size() == press.size()
    far = [
        (x, y)
        for x in range(0, screen.width(), 3)
        for y in range(0, screen.height(), 3)
        if max(abs(a - b) for a, b in zip(_rgb(screen, x, y), _rgb(press, x, y), strict=True)) > 70
    ]
    assert not far, f"{len(far)} dots are of another color"


def test_pictures_that_are_not_jpeg_are_turned_to_inks_too(tmp_path: Path) -> None:
    image = QImage(40, 30, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(204, 51, 0, 128))

    def paint_page(painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        painter.drawImage(QRectF(0, 0, 400, 300), image)

    content, _ = page_pdf(PrintPage(40, 30, cmyk=True), paint_page)
    with pikepdf.open(BytesIO(content)) as document:
        (picture,) = [each for each in document.objects if _is_picture(each) and "/SMask" in each]
        assert str(picture.ColorSpace) == "/DeviceCMYK"
        assert (int(picture.Width), int(picture.Height)) == (40, 30)
        inks = Image.open(BytesIO(picture.read_raw_bytes())).getpixel((20, 15))
    assert inks == pytest.approx([255 - ink for ink in (0, 191, 255, 51)], abs=4)  # Pillow turns them once more


def _is_picture(each: Any) -> bool:
    return isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"


def _rgb(image: QImage, x: int, y: int) -> tuple[int, int, int]:
    color = image.pixelColor(x, y)
    return color.red(), color.green(), color.blue()


def test_a_label_design_is_checked_on_a_label_of_each_shape() -> None:
    made = check_design(CATALOG.get("label"), CATALOG)
    assert [each.file.name for each in made] == [
        f"label-{shape}.pdf" for shape in ("long", "wide", "square", "upright")
    ]
    assert [round((each.width or 0) / (each.height or 1), 1) for each in made] == [3.0, 1.6, 1.0, 0.6]
    assert {each.verdict for each in made} == {Verdict.GREEN}
    assert not any("contrast" in note or "safe area" in note for each in made for note in each.notes)

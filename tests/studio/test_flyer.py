from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.studio import proof, scan
from affiliate_desktop.studio.flyer import shown_address
from affiliate_desktop.studio.model import FlyerText, NotReady, Paper, Verdict
from affiliate_desktop.studio.service import Studio
from tests.studio import draw

URL = "https://www.shop.example/boots/?tag=me-20&utm_source=flyer&utm_medium=print"
TEXT = FlyerText(
    "Spring trail guide",
    "Twelve day walks with train stations at both ends.\nAnd the boots we took along.",
    "Scan for the boots",
    disclosure="Ad: I earn a commission when you order through this link.",
)


def text_of(file: Path) -> str:
    document = pypdfium2.PdfDocument(file.read_bytes())
    text: str = document[0].get_textpage().get_text_range()
    document.close()
    return " ".join(text.split())


@pytest.mark.parametrize(("paper", "points"), [(Paper.A4, (595, 842)), (Paper.LETTER, (612, 792))])
def test_a_flyer_is_one_page_whose_code_scans(tmp_path: Path, paper: Paper, points: tuple[int, int]) -> None:
    file = tmp_path / "flyer.pdf"
    artwork = Studio().flyer(URL, TEXT, paper, file)
    assert [artwork.width, artwork.height] == list(points)
    assert artwork.verdict is Verdict.GREEN
    (code,) = artwork.codes
    assert not artwork.notes
    assert (code.text, code.decoded, code.quiet_modules) == (URL, URL, 4)
    assert code.module_mm is not None
    assert code.module_mm > 0.9
    document = pypdfium2.PdfDocument(file.read_bytes())
    assert len(document) == 1
    assert document[0].get_size() == pytest.approx(points, abs=0.5)
    document.close()
    assert [seen.text for seen in scan.read_codes(proof.rendered_pdf(file.read_bytes(), dpi=150))] == [URL]


def test_everything_that_was_written_stands_on_the_page(tmp_path: Path) -> None:
    Studio().flyer(URL, TEXT, Paper.A4, tmp_path / "flyer.pdf")
    text = text_of(tmp_path / "flyer.pdf")
    for part in (
        TEXT.headline,
        "train stations at both ends",
        TEXT.call_to_action,
        "shop.example/boots",
        TEXT.disclosure,
    ):
        assert part in text


def test_the_same_flyer_is_the_same_file_and_has_its_title(tmp_path: Path) -> None:
    for name in ("one.pdf", "two.pdf"):
        Studio().flyer(URL, TEXT, Paper.A4, tmp_path / name)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
    with pikepdf.open(tmp_path / "one.pdf") as document:
        assert str(document.docinfo["/Title"]) == TEXT.headline
        assert "/CreationDate" not in document.docinfo


def test_fonts_are_embedded(tmp_path: Path) -> None:
    Studio().flyer(URL, TEXT, Paper.A4, tmp_path / "flyer.pdf")
    with pikepdf.open(BytesIO((tmp_path / "flyer.pdf").read_bytes())) as document:
        resources: Any = document.pages[0].Resources
        fonts = list(resources.Font.values())
        assert fonts
        for font in fonts:
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert any(key.startswith("/FontFile") for key in descriptor)


@pytest.mark.parametrize("with_picture", [False, True])
@pytest.mark.parametrize("with_logo", [False, True])
@pytest.mark.parametrize("text", ["", "A few words."])
@pytest.mark.parametrize("background", ["#ffffff", "#101820"])
def test_every_kind_of_flyer_scans(
    tmp_path: Path, with_picture: bool, with_logo: bool, text: str, background: str
) -> None:
    picture = draw.saved(tmp_path, "p.jpg", draw.encoded(draw.photo(), "jpg")) if with_picture else None
    logo = draw.saved(tmp_path, "l.png", draw.encoded(draw.logo(), "png")) if with_logo else None
    foreground = "#ffffff" if background == "#101820" else "#101820"
    flyer = replace(TEXT, picture=picture, logo=logo, text=text, background=background, foreground=foreground)
    artwork = Studio().flyer(URL, flyer, Paper.LETTER, tmp_path / "flyer.pdf")
    assert artwork.verdict is Verdict.GREEN
    assert artwork.notes == ()


def test_too_much_text_is_told_and_the_code_still_scans(tmp_path: Path) -> None:
    artwork = Studio().flyer(URL, replace(TEXT, text="Many words. " * 300), Paper.A4, tmp_path / "flyer.pdf")
    assert artwork.verdict is Verdict.GREEN
    assert any("ends in “…”" in note for note in artwork.notes)
    assert "…" in text_of(tmp_path / "flyer.pdf")


def test_text_that_cannot_be_told_from_its_background_is_told(tmp_path: Path) -> None:
    artwork = Studio().flyer(URL, replace(TEXT, foreground="#eeeeee"), Paper.A4, tmp_path / "flyer.pdf")
    assert any("stands out little" in note for note in artwork.notes)


def test_a_link_too_long_for_its_place_is_amber_or_refused(tmp_path: Path) -> None:
    file = tmp_path / "flyer.pdf"
    amber = Studio().flyer("https://shop.example/" + "x" * 2200, TEXT, Paper.A4, file)
    assert amber.verdict is Verdict.AMBER
    file.unlink()
    with pytest.raises(BadInput, match="too long for a QR code"):
        Studio().flyer("https://shop.example/" + "x" * 2400, TEXT, Paper.A4, file)
    assert not list(tmp_path.iterdir()) or not file.exists()


def test_a_flyer_whose_code_does_not_read_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blank = QImage(800, 800, QImage.Format.Format_RGB32)
    blank.fill(0xFFFFFFFF)
    unreadable: Callable[..., QImage] = lambda *_args, **_values: blank  # noqa: E731
    monkeypatch.setattr(proof, "rendered_pdf", unreadable)
    file = tmp_path / "flyer.pdf"
    with pytest.raises(NotReady, match="does not find the code"):
        Studio().flyer(URL, TEXT, Paper.A4, file)
    assert not file.exists()
    assert Studio().flyer(URL, TEXT, Paper.A4, file, force=True).verdict is Verdict.RED
    assert file.exists()


def test_a_design_without_a_code_makes_no_flyer(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="shows no code"):
        Studio().flyer(URL, replace(TEXT, design="banner"), Paper.A4, tmp_path / "flyer.pdf")


def test_a_preview_has_the_width_asked_for_and_scans() -> None:
    image = proof.picture(Studio().flyer_preview(URL, TEXT, Paper.A4, 800))
    assert (image.width(), image.height()) == (800, 1131)
    assert [seen.text for seen in scan.read_codes(image)] == [URL]


def test_a_printer_gets_the_same_page() -> None:
    preview = proof.picture(Studio().flyer_preview(URL, TEXT, Paper.A4, 800))
    image = QImage(1000, 1331, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    notes = Studio().paint_flyer(URL, TEXT, Paper.A4, painter, QRectF(100, 100, 800, 1131))
    painter.end()
    assert notes == ()
    part = image.copy(100, 100, 800, 1131)
    assert draw.difference(part, preview) < 1
    assert image.pixelColor(50, 50).name() == "#ffffff"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (URL, "shop.example/boots"),
        ("https://me:pw@shop.example:8080/?q=1", "shop.example:8080"),
        ("HTTPS://WWW.Shop.example/", "Shop.example"),
        ("tel:123", "tel:123"),
        ("https://[::1", "https://[::1"),
    ],
)
def test_a_link_is_shown_as_people_read_it(url: str, shown: str) -> None:
    assert shown_address(url) == shown


@pytest.mark.parametrize(
    "text", [replace(TEXT, headline=""), replace(TEXT, accent="x"), replace(TEXT, text="x" * 5000)]
)
def test_what_cannot_be_used_is_refused(tmp_path: Path, text: FlyerText) -> None:
    with pytest.raises(BadInput):
        Studio().flyer(URL, text, Paper.A4, tmp_path / "flyer.pdf")
    with pytest.raises(BadInput, match=r"\.pdf"):
        Studio().flyer(URL, TEXT, Paper.A4, tmp_path / "flyer.png")
    assert list(tmp_path.glob("flyer*")) == []

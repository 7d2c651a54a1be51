import re
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from affiliate_desktop.core.problems import BadInput, Failed
from affiliate_desktop.studio import proof, qr, scan
from affiliate_desktop.studio.matrix import matrix
from affiliate_desktop.studio.model import Level, NotReady, QrStyle, Verdict
from affiliate_desktop.studio.service import Studio

URL = (
    "https://shop.example/walking-boots?utm_source=flyer&utm_medium=print&utm_campaign=spring-2026&ascsubtag=k3v9x1q7ab"
)


def decoded(file: Path) -> tuple[str, ...]:
    content = file.read_bytes()
    images = {
        ".png": lambda: proof.picture(content),
        ".svg": lambda: proof.rendered_svg(content, 500),
        ".pdf": lambda: proof.rendered_pdf(content),
    }
    return tuple(seen.text for seen in scan.read_codes(images[file.suffix]()))


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
@pytest.mark.parametrize("level", list(Level))
def test_what_was_written_reads_as_the_link(tmp_path: Path, suffix: str, level: Level) -> None:
    file = tmp_path / f"code{suffix}"
    artwork = Studio().qr(URL, file, QrStyle(level=level, mm=40))
    assert decoded(file) == (URL,)
    assert artwork.verdict is Verdict.GREEN
    assert artwork.bytes == file.stat().st_size
    assert artwork.codes[0].decoded == URL
    assert artwork.codes[0].quiet_modules == 4


@pytest.mark.parametrize("text", ["ćma źdźbło", "日本語のテキスト", "WIFI:T:WPA;S:Café;P:x;;", "0123456789", "🎉"])
def test_any_script_reads_back(tmp_path: Path, text: str) -> None:
    assert Studio().qr(text, tmp_path / "code.png").codes[0].decoded == text


@settings(max_examples=60, deadline=None)
@given(mm=st.floats(12, 300), dpi=st.sampled_from([72, 150, 300, 600, 1200]), length=st.integers(1, 300))
def test_a_png_prints_at_exactly_its_size(mm: float, dpi: int, length: int) -> None:
    style = QrStyle(mm=mm, dpi=dpi)
    code = matrix("x" * length)
    image = proof.picture(qr.png(code, style))
    assert image.width() == image.height() == qr.pixels(code, style)
    assert image.width() % qr.edge(code, style) == 0
    # pHYs counts whole dots a meter: the error is half a dot of that many
    assert image.width() / image.dotsPerMeterX() * 1000 == pytest.approx(mm, rel=0.6 / image.dotsPerMeterX())


def test_a_png_has_the_two_colors_and_the_modules(tmp_path: Path) -> None:
    style = QrStyle(dark="#0b3954", light="#fefae0", quiet=5)
    code = matrix(URL)
    image = proof.picture(qr.png(code, style))
    scale = image.width() // qr.edge(code, style)
    for row, modules in enumerate(code.rows()):
        for column in range(code.size):
            pixel = image.pixelColor((column + 5) * scale + scale // 2, (row + 5) * scale + scale // 2).name()
            assert pixel == (style.dark if modules >> column & 1 else style.light)


def test_an_svg_is_one_path_on_a_ground_and_small() -> None:
    svg = qr.svg(matrix(URL), QrStyle(mm=25.4))
    root = ElementTree.fromstring(svg)
    assert root.attrib["width"] == "25.4mm"
    assert [element.tag.rpartition("}")[2] for element in root] == ["path", "path"]
    assert len(svg) < 10_000


def test_a_pdf_page_is_exactly_the_code_and_the_same_each_time() -> None:
    code = matrix(URL)
    made = qr.pdf(code, QrStyle(mm=50))
    assert made == qr.pdf(code, QrStyle(mm=50))
    with pikepdf.open(BytesIO(made)) as document:
        box = [float(edge) for edge in document.pages[0].mediabox]
        assert box == pytest.approx([0, 0, 50 / 25.4 * 72, 50 / 25.4 * 72], abs=0.001)
        assert "/XObject" not in document.pages[0].get("/Resources", {})


def test_a_code_keeps_its_quiet_zone_on_any_background() -> None:
    image = QImage(400, 400, QImage.Format.Format_RGB32)
    image.fill(0xFF202020)
    painter = QPainter(image)
    code = matrix(URL)
    qr.draw(painter, code, QRectF(40, 40, 320, 320), "#000000", "#ffffff")
    painter.end()
    (answer,) = proof.prove(image, [proof.Expected(URL, code.size, "#000000", "#ffffff")])
    assert answer.verdict is Verdict.GREEN
    assert answer.quiet_modules == 4


def test_an_inverted_code_is_refused_even_by_force(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="Exchange the two colors"):
        Studio().qr(URL, tmp_path / "code.png", QrStyle(dark="#ffffff", light="#000000"), force=True)
    assert not list(tmp_path.glob("*.png"))


@pytest.mark.parametrize(
    ("style", "words"),
    [
        (QrStyle(mm=12), "too small to print"),
        (QrStyle(dark="#aaaaaa"), "below 3:1"),
        (QrStyle(quiet=1), "readers need 4"),
    ],
)
@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_a_code_that_would_not_scan_is_not_written(tmp_path: Path, style: QrStyle, words: str, suffix: str) -> None:
    file = tmp_path / f"code{suffix}"
    file.write_text("before")
    with pytest.raises(NotReady, match=words) as refused:
        Studio().qr(URL, file, style)
    assert refused.value.artworks[0].verdict is Verdict.RED
    assert refused.value.exit_code == 1
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [file.name]
    assert file.read_text() == "before"


def test_a_red_code_is_written_by_force_and_says_so(tmp_path: Path) -> None:
    artwork = Studio().qr(URL, tmp_path / "code.png", QrStyle(mm=12), force=True)
    assert artwork.verdict is Verdict.RED
    assert (tmp_path / "code.png").exists()


@pytest.mark.parametrize(
    ("style", "word"), [(QrStyle(mm=17), "module"), (QrStyle(dark="#7f7f7f"), "contrast"), (QrStyle(quiet=3), "quiet")]
)
def test_a_code_that_may_fail_is_amber_with_its_reason(tmp_path: Path, style: QrStyle, word: str) -> None:
    artwork = Studio().qr(URL, tmp_path / "code.pdf", style)
    assert artwork.verdict is Verdict.AMBER
    assert word in artwork.codes[0].reasons[0].lower()


@pytest.mark.parametrize(
    "style",
    [
        QrStyle(mm=0),
        QrStyle(mm=float("nan")),
        QrStyle(dpi=1),
        QrStyle(dark="black"),
        QrStyle(light="#12"),
        QrStyle(quiet=-1),
    ],
)
def test_a_style_that_cannot_be_drawn_is_refused(style: QrStyle) -> None:
    with pytest.raises(BadInput):
        Studio().qr_preview(URL, style)


def test_another_suffix_and_a_folder_that_is_not_there_are_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=re.escape(".png, .svg, .pdf or .eps")):
        Studio().qr(URL, tmp_path / "code.jpg")
    with pytest.raises(Failed, match="cannot be written"):
        Studio().qr(URL, tmp_path / "nowhere" / "code.png")


def test_a_preview_is_the_png_and_a_check_writes_nothing(tmp_path: Path) -> None:
    Studio().qr(URL, tmp_path / "code.png")
    assert Studio().qr_preview(URL) == (tmp_path / "code.png").read_bytes()
    assert Studio().qr_check(URL, QrStyle(mm=12)).verdict is Verdict.RED


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_a_poster_of_two_meters_is_made_in_little_memory(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"code{suffix}"
    artwork = Studio().qr(URL, file, QrStyle(mm=2000, dpi=2400))
    assert artwork.verdict is Verdict.GREEN
    assert file.stat().st_size < 100_000

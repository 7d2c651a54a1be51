import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.core.resources import resource_folder
from affiliate_desktop.studio import proof, qr_vector, scan
from affiliate_desktop.studio.matrix import matrix
from affiliate_desktop.studio.model import Level, NotReady, QrStyle, Verdict
from affiliate_desktop.studio.qr_paint import logo_of
from affiliate_desktop.studio.qr_style import EyeShape, Gradient, ModuleShape, QrLook, logo_limit, logo_modules
from affiliate_desktop.studio.service import Studio
from tests.studio import draw

URL = "https://shop.example/walking-boots?utm_source=flyer"
LOGO = resource_folder() / "sample" / "logo.png"
FULL = QrLook(ModuleShape.ROUNDED, EyeShape.LEAF, Gradient.RADIAL, "#7a1f5c", "#aa2211", LOGO)


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf", ".eps"])
def test_every_kind_of_file_shows_shapes_gradient_and_logo(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"code{suffix}"
    artwork = Studio().qr(URL, file, QrStyle(level=Level.H, mm=50, dark="#12343b", look=FULL))
    (code,) = artwork.codes
    assert (code.decoded, code.verdict, code.quiet_modules) == (URL, Verdict.GREEN, 4)
    assert 0.08 < code.logo_share <= 0.12
    assert file.stat().st_size == artwork.bytes


@pytest.mark.parametrize("modules", list(ModuleShape))
@pytest.mark.parametrize("eyes", list(EyeShape))
def test_every_shape_scans(modules: ModuleShape, eyes: EyeShape, tmp_path: Path) -> None:
    style = QrStyle(look=QrLook(modules, eyes, Gradient.DIAGONAL, "#103060"))
    assert Studio().qr(URL, tmp_path / "code.png", style).verdict is Verdict.GREEN


def test_svg_pdf_and_png_of_a_style_look_alike() -> None:
    code, style = matrix(URL, Level.H), QrStyle(level=Level.H, mm=50, dpi=203, dark="#12343b", look=FULL)
    logo = logo_of(style)
    edge = code.size + 8
    painted = proof.picture(Studio().qr_preview(URL, style)).scaled(edge * 8, edge * 8)
    drawn = proof.rendered_svg(qr_vector.svg(code, style, logo), edge * 8)
    pages = proof.rendered_pdf(qr_vector.pdf(code, style, logo), dpi=edge * 8 / 50 * 25.4)
    assert draw.difference(painted, drawn) < 5
    assert draw.difference(painted, pages.scaled(edge * 8, edge * 8)) < 5


def test_equal_styles_are_equal_files() -> None:
    code, style = matrix(URL, Level.Q), QrStyle(level=Level.Q, look=FULL)
    for write in (qr_vector.pdf, qr_vector.eps, qr_vector.svg):
        assert write(code, style, logo_of(style)) == write(code, style, logo_of(style))


@pytest.mark.skipif(shutil.which("gs") is None, reason="Ghostscript is not installed")
def test_an_eps_is_postscript_that_another_program_draws(tmp_path: Path) -> None:
    file, shown = tmp_path / "code.eps", tmp_path / "code.png"
    Studio().qr(URL, file, QrStyle(level=Level.H, mm=50, dark="#12343b", look=FULL))
    command = ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=png16m", "-r150", "-dEPSCrop"]
    subprocess.run([*command, f"-sOutputFile={shown}", str(file)], check=True, capture_output=True)
    (seen,) = scan.read_codes(proof.picture(shown.read_bytes()))
    assert seen.text == URL
    assert proof.picture(shown.read_bytes()).width() == pytest.approx(50 / 25.4 * 150, abs=2)


def test_an_eps_says_its_size_and_needs_no_fonts() -> None:
    lines = qr_vector.eps(matrix(URL), QrStyle(mm=25.4), None).decode().splitlines()
    assert lines[0] == "%!PS-Adobe-3.0 EPSF-3.0"
    assert "%%BoundingBox: 0 0 72 72" in lines
    assert lines[-1] == "%%EOF"


def test_an_svg_holds_nothing_that_is_fetched_or_runs() -> None:
    root = ElementTree.fromstring(qr_vector.svg(matrix(URL, Level.H), QrStyle(level=Level.H, look=FULL), draw.logo()))
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert names == {"svg", "g", "path", "defs", "radialGradient", "stop", "image"}
    (image,) = (element for element in root.iter() if element.tag.endswith("image"))
    assert all(not value.startswith("http") for value in image.attrib.values())


@given(size=st.integers(21, 177), share=st.floats(0.001, 0.25), ratio=st.floats(0.1, 10))
def test_a_logo_takes_whole_modules_in_the_middle_and_never_more_than_its_share(
    size: int, share: float, ratio: float
) -> None:
    across, down = logo_modules(size, share, ratio)
    assert across * down <= share * size * size + 1e-6
    assert (across % 2 and down % 2) or (across, down) == (0, 0)


@pytest.mark.parametrize(
    ("level", "version", "limit"),
    [("L", 5, 0), ("M", 1, 0.04), ("Q", 1, 0.08), ("H", 2, 0), ("H", 3, 0.12), ("H", 40, 0.12)],
)
def test_how_much_a_level_bears(level: str, version: int, limit: float) -> None:
    assert logo_limit(level, version) == limit


def test_a_logo_that_covers_too_much_is_not_written(tmp_path: Path) -> None:
    style = QrStyle(level=Level.M, mm=50, look=QrLook(logo=LOGO, logo_share=0.1))
    with pytest.raises(NotReady, match=r"covers .* level M bears 4%"):
        Studio().qr(URL, tmp_path / "code.png", style)
    forced = Studio().qr(URL, tmp_path / "code.png", style, force=True)
    assert forced.verdict is Verdict.RED
    assert forced.notes == (proof.FORCED,)


@pytest.mark.parametrize(
    ("style", "words"),
    [
        (QrStyle(level=Level.L, look=QrLook(logo=LOGO)), "bears no logo"),
        (QrStyle(look=QrLook(logo=LOGO, logo_share=0.4)), "0 to 25%"),
        (QrStyle(look=QrLook(logo=Path("nowhere.png"))), "cannot be read"),
        (QrStyle(look=QrLook(gradient=Gradient.DOWN)), "second color"),
        (QrStyle(look=QrLook(gradient=Gradient.DOWN, fade="#ffffff")), "Exchange the two colors"),
        (QrStyle(light="#808080", look=QrLook(eye="#a0a0a0")), "Exchange the two colors"),
        (QrStyle(look=QrLook(eye="red")), "no color"),
        (QrStyle(distance_mm=-1), "reading distance"),
    ],
)
def test_a_look_that_cannot_be_drawn_is_refused(style: QrStyle, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        Studio().qr_preview(URL, style)


def test_a_logo_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    file = draw.saved(tmp_path, "logo.png", b"<svg onload='alert(1)'/>")
    with pytest.raises(BadInput, match="no SVG"):
        Studio().qr(URL, tmp_path / "code.png", QrStyle(look=QrLook(logo=file)))
    assert not (tmp_path / "code.png").exists()


def test_the_weakest_color_of_a_gradient_decides(tmp_path: Path) -> None:
    style = QrStyle(look=QrLook(gradient=Gradient.DOWN, fade="#b0b0b0"))
    with pytest.raises(NotReady, match="contrast is 2"):
        Studio().qr(URL, tmp_path / "code.png", style)

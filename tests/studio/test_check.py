import resource
import zlib
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from struct import pack

import pikepdf
import pytest
from PIL import Image
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.studio import check, foreign_pdf, qr
from affiliate_desktop.studio.check import NONE_FOUND, check_file
from affiliate_desktop.studio.matrix import matrix
from affiliate_desktop.studio.model import Level, QrStyle, Verdict
from affiliate_desktop.studio.service import Studio
from tests.studio import draw

URL = "https://shop.example/walking-boots?utm_source=flyer"


def two_codes() -> QImage:
    image = QImage(900, 450, QImage.Format.Format_RGB32)
    image.fill(0xFF406080)
    painter = QPainter(image)
    qr.draw(painter, matrix(URL), QRectF(20, 20, 400, 400), "#000000", "#ffffff")
    qr.draw(painter, matrix("tel:+4930123456"), QRectF(450, 20, 400, 400), "#9a9a9a", "#ffffff")
    painter.end()
    return image


@pytest.mark.parametrize("kind", ["png", "jpg", "webp"])
def test_every_code_of_a_picture_is_judged(tmp_path: Path, kind: str) -> None:
    file = draw.saved(tmp_path, f"photo.{kind}", draw.encoded(two_codes(), kind))
    (artwork,) = check_file(file)
    assert (artwork.width, artwork.height) == (900, 450)
    codes = {code.decoded: code for code in artwork.codes}
    assert codes[URL].verdict is Verdict.GREEN
    assert codes[URL].contrast == pytest.approx(21, abs=1.5)
    assert codes[URL].module_mm is None
    faint = codes["tel:+4930123456"]
    assert faint.verdict is Verdict.RED
    assert faint.contrast == pytest.approx(2.8, abs=0.05)
    assert "below 3:1" in faint.reasons[0]


def test_a_print_picture_tells_its_module_width(tmp_path: Path) -> None:
    Studio().qr(URL, tmp_path / "code.png", QrStyle(mm=30))
    (code,) = check_file(tmp_path / "code.png")[0].codes
    assert code.module_mm == pytest.approx(30 / (matrix(URL).size + 8), rel=0.02)
    assert code.version == matrix(URL).version


def test_a_rotated_code_is_measured_in_its_own_directions(tmp_path: Path) -> None:
    Studio().qr(URL, tmp_path / "code.png", QrStyle(mm=40, level=Level.Q))
    with Image.open(tmp_path / "code.png") as picture:
        turned = picture.convert("RGB").rotate(30, Image.Resampling.BICUBIC, expand=True, fillcolor="#336699")
    turned.save(tmp_path / "turned.png")
    (code,) = check_file(tmp_path / "turned.png")[0].codes
    assert (code.verdict, code.quiet_modules) == (Verdict.GREEN, 4)


def test_a_light_code_on_dark_ground_is_found_and_red(tmp_path: Path) -> None:
    image = QImage(300, 300, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    qr.draw(painter, matrix(URL), QRectF(0, 0, 300, 300), "#ffffff", "#000000")
    painter.end()
    (code,) = check_file(draw.saved(tmp_path, "a.png", draw.encoded(image, "png")))[0].codes
    assert code.verdict is Verdict.RED
    assert "lighter than its background" in code.reasons[0]


def test_each_page_of_a_pdf_is_answered(tmp_path: Path) -> None:
    file = tmp_path / "pages.pdf"
    Studio().qr(URL, file, QrStyle(mm=40))
    with pikepdf.open(file, allow_overwriting_input=True) as document:
        document.pages.append(document.pages[0])
        document.add_blank_page()
        document.save(file)
    first, second, third = check_file(file)
    assert first.codes[0].decoded == second.codes[0].decoded == URL
    assert first.codes[0].module_mm == pytest.approx(40 / (matrix(URL).size + 8), rel=0.02)
    assert first.notes == ("Page 1 of 3.",)
    assert third.notes == ("Page 3 of 3.", NONE_FOUND)


def test_pages_that_are_not_looked_at_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "MAX_PAGES", 2)
    file = tmp_path / "pages.pdf"
    Studio().qr(URL, file, QrStyle(mm=40))
    with pikepdf.open(file, allow_overwriting_input=True) as document:
        document.pages.extend([document.pages[0]] * 3)
        document.save(file)
    *pages, left = check_file(file)
    assert [page.codes[0].decoded for page in pages] == [URL, URL]
    assert (left.codes, left.notes) == ((), ("Pages 3 to 4 were not looked at; check them as files of their own.",))


def bomb_pdf(edge: int) -> bytes:
    """A page with a picture of ``edge`` pixels in each direction, three bytes each, in a few kilobytes."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(200, 200))
    packer = zlib.compressobj(9)
    packer.compress(b"")
    block = packer.compress(bytes(3 * edge * 200)) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(bytes(3 * edge * 200)) + packer.flush(zlib.Z_FULL_FLUSH)
    rows = block + again * (edge // 200 - 1) + b"\x03\0" + bytes(4)
    image = document.make_stream(zlib.compress(rows, 9))
    image.Filter = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    image.Width, image.Height, image.BitsPerComponent = edge, edge, 8
    image.ColorSpace = pikepdf.Name.DeviceRGB
    page.obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Bomb=image))
    page.Contents = document.make_stream(b"q 200 0 0 200 0 0 cm /Bomb Do Q")
    file = BytesIO()
    document.save(file, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return file.getvalue()


def test_a_pdf_that_unpacks_to_gigabytes_costs_no_memory_of_ours(tmp_path: Path) -> None:
    file = draw.saved(tmp_path, "bomb.pdf", bomb_pdf(12_000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert file.stat().st_size < 100_000
    with suppress(BadInput):  # the reader gives up, or shows an empty page
        assert check_file(file)[0].codes == ()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < before + 400_000


def test_a_page_as_large_as_a_house_is_rendered_coarser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign_pdf, "MAX_PIXELS", 1_000_000)
    document = pikepdf.new()
    document.add_blank_page(page_size=(14_400, 14_400))
    file = BytesIO()
    document.save(file)
    page = foreign_pdf.open_page(file.getvalue(), "big.pdf", 0, 300)
    assert page.image.width() * page.image.height() <= foreign_pdf.MAX_PIXELS * 1.01
    assert page.dpi < 10


def bomb_png() -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return pack(">I", len(body)) + name + body + pack(">I", zlib.crc32(name + body))

    header = pack(">IIBBBBB", 50_000, 50_000, 1, 0, 0, 0, 0)
    data = zlib.compress(bytes(6251) * 5000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("bomb.png", bomb_png(), "million"),
        ("a.txt", b"hello", "no PNG, JPEG, WebP, GIF or SVG"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "damaged or no SVG"),
        ("a.pdf", b"%PDF-1.7\n%broken", "damaged or protected"),
        ("empty.png", b"", "is empty"),
    ],
)
def test_what_is_no_picture_is_refused(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        check_file(draw.saved(tmp_path, name, content))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        check_file(tmp_path / "none.png")


def test_a_picture_without_a_code_says_so(tmp_path: Path) -> None:
    (artwork,) = check_file(draw.saved(tmp_path, "a.png", draw.encoded(draw.photo(), "png")))
    assert (artwork.codes, artwork.notes) == ((), (NONE_FOUND,))

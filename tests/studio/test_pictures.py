import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, PngImagePlugin
from PySide6.QtGui import QColor

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.studio.banner import draw_banner
from affiliate_desktop.studio.design_catalog import DesignCatalog
from affiliate_desktop.studio.model import BannerSize, BannerText
from affiliate_desktop.studio.pictures import checked_picture, decoded, open_picture
from tests.studio import draw


@pytest.mark.parametrize("kind", ["png", "jpg", "webp"])
def test_pictures_are_told_by_their_content_not_their_suffix(tmp_path: Path, kind: str) -> None:
    file = draw.saved(tmp_path, "picture.txt", draw.encoded(draw.photo(), kind))
    assert (open_picture(file).width(), open_picture(file).height()) == (320, 240)


def test_a_gif_is_read() -> None:
    assert decoded(draw.GIF, "a.gif").width() == 2


def test_a_picture_that_lies_on_its_side_is_turned_upright() -> None:
    image = decoded(draw.turned(draw.encoded(draw.photo(), "jpg"), 6), "photo.jpg")
    assert (image.width(), image.height()) == (240, 320)
    assert image.pixelColor(220, 20).lightness() > 240
    assert image.textKeys() == []


def test_transparency_is_kept() -> None:
    assert decoded(draw.encoded(draw.logo(), "png"), "logo.png").pixelColor(0, 0).alpha() == 0


@pytest.mark.parametrize(
    "content",
    [b"GIF", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"BM" + bytes(60), b"%PDF-1.7", b"II*\0" + bytes(60)],
    ids=["three-letters", "svg", "bmp", "pdf", "tiff"],
)
def test_what_is_no_picture_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(BadInput, match=r"“photo\.png” (is no PNG, JPEG, WebP, GIF or SVG picture|.* or no SVG)"):
        open_picture(draw.saved(tmp_path, "photo.png", content))


def _cut(share: float) -> Callable[[bytes], bytes]:
    return lambda content: content[: int(len(content) * share)]


@pytest.mark.parametrize("kind", ["png", "jpg", "webp"])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.995])
def test_a_truncated_picture_is_refused(kind: str, share: float) -> None:
    with pytest.raises(BadInput, match="not complete"):
        decoded(_cut(share)(draw.encoded(draw.photo(), kind)), "photo")


def test_a_truncated_photo_with_a_thumbnail_is_refused() -> None:
    thumbnail = draw.encoded(draw.photo(32, 24), "jpg")
    whole = draw.encoded(draw.photo(), "jpg")
    comment = b"\xff\xfe" + (len(thumbnail) + 2).to_bytes(2) + thumbnail
    assert decoded(whole[:2] + comment + whole[2:], "photo").width() == 320
    with pytest.raises(BadInput, match="not complete"):
        decoded((whole[:2] + comment + whole[2:])[:-200], "photo")


@pytest.mark.parametrize(("width", "height"), [(50_000, 50_000), (40_001, 1000), (1000, 2**31 - 1)])
def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_decoded(width: int, height: int) -> None:
    with pytest.raises(BadInput, match=r"million|damaged"):
        decoded(draw.png(width, height), "bomb.png")


@pytest.mark.parametrize(
    "content",
    [draw.png(100, 100, b"\0" * 10), draw.png(0, 10), draw.png(100, 100)[:40] + draw.png(100, 100)[45:]],
    ids=["too-few-pixels", "no-width", "bytes-missing"],
)
def test_a_damaged_picture_is_refused(content: bytes) -> None:
    with pytest.raises(BadInput, match=r"damaged|not complete"):
        decoded(content, "photo.png")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        open_picture(tmp_path / "none.png")
    with pytest.raises(BadInput, match="cannot be read"):
        open_picture(tmp_path)


def test_a_photo_keeps_its_colors() -> None:
    assert decoded(draw.encoded(draw.photo(), "png"), "a").pixelColor(2, 2) == QColor("white")


def test_a_large_photo_is_kept_at_the_size_of_a_printed_page() -> None:
    image = decoded(draw.encoded(draw.photo(7000, 3500), "jpg"), "a.jpg")
    assert (image.width(), image.height()) == (3600, 1800)


def test_a_picture_that_was_changed_is_read_again(tmp_path: Path) -> None:
    file = draw.saved(tmp_path, "a.png", draw.encoded(draw.photo(), "png"))
    assert open_picture(file).width() == 320
    draw.saved(tmp_path, "a.png", draw.encoded(draw.photo(64, 64), "png"))
    assert open_picture(file).width() == 64


def test_an_empty_file_and_one_that_never_ends_are_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is empty"):
        open_picture(draw.saved(tmp_path, "empty.png", b""))
    pipe = tmp_path / "pipe.png"
    os.mkfifo(pipe)
    with pytest.raises(BadInput, match="no ordinary file"):
        open_picture(pipe)


def test_inks_and_deep_colors_become_those_of_a_screen() -> None:
    plain = Image.new("RGB", (40, 30), (204, 51, 0))
    inks = BytesIO()
    plain.convert("CMYK").save(inks, "JPEG", quality=95)
    color = decoded(inks.getvalue(), "inks.jpg").pixelColor(20, 15)
    assert (color.red(), color.green(), color.blue()) == pytest.approx((204, 51, 0), abs=6)
    deep = BytesIO()
    Image.fromarray(np.full((30, 40), 0xC8C8, dtype=np.uint16)).save(deep, "PNG")
    color = decoded(deep.getvalue(), "deep.png").pixelColor(20, 15)
    assert (color.red(), color.green(), color.blue()) == (0xC8, 0xC8, 0xC8)


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_of_a_moving_picture_the_first_frame_is_taken_and_told(kind: str) -> None:
    frames = [Image.new("RGB", (60, 40), color) for color in ("#cc3300", "#0033cc", "#00cc33")]
    content = BytesIO()
    frames[0].save(content, kind, save_all=True, append_images=frames[1:], duration=100)
    image = decoded(content.getvalue(), "moving")
    assert image.pixelColor(30, 20).red() > 190
    assert b"moves" not in checked_picture(content.getvalue(), "moving")
    still = draw.photo()
    size = BannerSize("x", "X", 300, 250, "")
    design = DesignCatalog().get("banner")
    for picture, told in ((image, True), (still, False)):
        _, notes = draw_banner(design, BannerText("Boots"), size, {"picture": picture})
        assert ("The picture moves; its first frame is shown." in notes) is told


def test_words_that_come_along_with_a_picture_are_dropped() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("moves", "yes")
    words.add_text("Author", "somebody")
    content = BytesIO()
    Image.new("RGBA", (60, 40), (204, 51, 0, 90)).save(content, "PNG", pnginfo=words)
    assert decoded(content.getvalue(), "a.png").textKeys() == []
    assert b"somebody" not in checked_picture(content.getvalue(), "a.png")


def test_a_picture_of_which_nothing_is_seen_is_refused() -> None:
    clear = draw.logo()
    clear.fill(0)
    with pytest.raises(BadInput, match=r"clear\.png.*shows nothing"):
        decoded(draw.encoded(clear, "png"), "clear.png")
    clear.setPixelColor(7, 5, QColor(0, 0, 0, 3))
    assert decoded(draw.encoded(clear, "png"), "clear.png").pixelColor(7, 5).alpha() == 3

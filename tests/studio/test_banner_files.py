"""Every format of a banner: what it shows, what it weighs, what is told of it."""

import io
import random
import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QImage
from typing_extensions import override

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.studio import proof
from affiliate_desktop.studio.model import Artwork, BannerFormat, BannerOptions, BannerSize, BannerText
from affiliate_desktop.studio.service import Studio
from affiliate_desktop.studio.sizes import choose_sizes
from affiliate_desktop.studio.svg_picture import drawn_svg
from tests.studio import draw

URL = "https://shop.example/boots?tag=me-20&utm_source=blog"
TEXT = BannerText("Boots for the first warm weekend", "See the boots", "Our spring trail guide")
SIZE = choose_sizes(["300x250"])
HEAVY = BannerSize("heavy", "", 300, 250, "own", max_kb=30)


def made(
    folder: Path, *kinds: BannerFormat, scales: tuple[int, ...] = (1,), text: BannerText = TEXT
) -> tuple[Artwork, ...]:
    files = Studio().banners(URL, text, folder, SIZE, BannerOptions(kinds, scales))
    return tuple(each for each in files if not each.extra)


def noise(folder: Path) -> BannerText:
    image = QImage(random.Random(1).randbytes(4 * 300 * 250), 300, 250, QImage.Format.Format_RGB32)
    return replace(TEXT, picture=draw.saved(folder, "noise.png", draw.encoded(image, "png")))


def test_each_format_shows_the_same_banner_at_one_and_two_pixels(tmp_path: Path) -> None:
    kinds = (BannerFormat.PNG, BannerFormat.JPEG, BannerFormat.WEBP)
    files = {each.file.name: each for each in made(tmp_path, *kinds, scales=(1, 2))}
    stem = SIZE[0].id
    assert set(files) == {f"{stem}{twice}.{kind}" for twice in ("", "@2x") for kind in ("png", "jpg", "webp")}
    reference = QImage(str(files[f"{stem}.png"].file))
    for name, artwork in files.items():
        image = QImage(str(artwork.file))
        factor = 2 if "@2x" in name else 1
        assert (image.width(), image.height()) == (300 * factor, 250 * factor) == (artwork.width, artwork.height)
        assert draw.difference(image.scaled(300, 250).convertToFormat(reference.format()), reference) < 4


def test_an_svg_needs_no_font_and_shows_the_same(tmp_path: Path) -> None:
    svg, png = made(tmp_path, BannerFormat.SVG, BannerFormat.PNG, scales=(1, 2))[:2]
    content = svg.file.read_bytes()
    assert b"<text" not in content
    assert b'width="300" height="250"' in content
    drawn = proof.picture(drawn_svg(content, "x")).scaled(300, 250).convertToFormat(QImage.Format.Format_RGB32)
    assert draw.difference(drawn, QImage(str(png.file)).convertToFormat(QImage.Format.Format_RGB32)) < 4


def frames_of(artwork: Artwork) -> list[Image.Image]:
    with Image.open(artwork.file) as moving:
        frames = []
        for number in range(getattr(moving, "n_frames", 1)):
            moving.seek(number)
            frames.append(moving.convert("RGB"))
    return frames


def test_a_moving_banner_builds_up_and_ends_with_the_whole(tmp_path: Path) -> None:
    gif, webp, png = made(tmp_path, BannerFormat.GIF, BannerFormat.MOVING_WEBP, BannerFormat.PNG)
    (whole,) = frames_of(png)
    for artwork in (gif, webp):
        first, second, third = frames_of(artwork)
        assert first.tobytes() != second.tobytes() != third.tobytes()
        pairs = zip(third.resize((30, 25)).tobytes(), whole.resize((30, 25)).tobytes(), strict=True)
        assert sum(abs(a - b) for a, b in pairs) / (30 * 25 * 3) < 5


def test_a_banner_without_text_and_button_does_not_move(tmp_path: Path) -> None:
    (gif,) = made(tmp_path, BannerFormat.GIF, text=replace(TEXT, text="", call_to_action=""))
    assert len(frames_of(gif)) == 1


class Page(HTMLParser):
    """The attributes of a page's elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_html5_zip_has_its_size_its_click_and_nothing_from_elsewhere(tmp_path: Path) -> None:
    text = replace(TEXT, alt='"><script>alert(1)</script>')
    url = URL + "</script><script>alert(2)//"
    artwork, *_ = Studio().banners(url, text, tmp_path, SIZE, BannerOptions((BannerFormat.HTML5,)))
    with zipfile.ZipFile(io.BytesIO(artwork.file.read_bytes())) as archive:
        html = archive.read("index.html").decode()
        names = set(archive.namelist())
        assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o644}
    page = Page(html)
    assert ("html", {}) in page.found
    assert [tag for tag, _ in page.found].count("script") == 1
    sources = {attributes["src"] for tag, attributes in page.found if tag == "img"}
    assert sources == names - {"index.html"}
    assert ("meta", {"name": "ad.size", "content": "width=300,height=250"}) in page.found
    assert re.search(r'var clickTag = "https://shop\.example/boots\?tag=me-20', html)
    assert "http://" not in html
    assert artwork.snippet == ""


@pytest.mark.parametrize("kind", list(BannerFormat))
def test_a_ceiling_is_kept_and_what_was_given_up_is_told(tmp_path: Path, kind: BannerFormat) -> None:
    options = BannerOptions((kind,))
    most = 90 if kind is BannerFormat.SVG else 30
    size = replace(HEAVY, max_kb=most)
    artwork, *_ = Studio().banners(URL, noise(tmp_path), tmp_path / "set", (size,), options)
    assert artwork.notes
    assert artwork.bytes <= most * 1000 or any(f"at most {most} kB" in note for note in artwork.notes)
    if kind in {BannerFormat.JPEG, BannerFormat.WEBP, BannerFormat.SVG}:
        assert artwork.bytes <= most * 1000
        assert any("to stay within" in note for note in artwork.notes)


def test_the_snippet_names_the_sharper_file_and_markdown_stands_beside(tmp_path: Path) -> None:
    text = replace(TEXT, headline="Boots [new] *now*")
    first, *others = made(tmp_path, BannerFormat.WEBP, BannerFormat.PNG, scales=(1, 2), text=text)
    stem = SIZE[0].id
    assert f'src="{stem}.webp" srcset="{stem}@2x.webp 2x"' in first.snippet
    assert not any(each.snippet for each in others)
    words = (tmp_path / "snippets.md").read_text()
    assert rf"[![Boots \[new\] \*now\*]({stem}.webp)](<{URL}>)" in words


def test_a_drawing_that_is_too_heavy_is_told_what_is_lighter(tmp_path: Path) -> None:
    size = replace(SIZE[0], max_kb=2)
    artwork, *_ = Studio().banners(URL, TEXT, tmp_path, (size,), BannerOptions((BannerFormat.SVG,)))
    assert artwork.notes[-1].endswith("the network takes at most 2 kB. As PNG or WebP it is lighter.")


def test_markdown_leaves_names_of_characters_and_addresses_as_they_are(tmp_path: Path) -> None:
    text = replace(TEXT, headline="Tom &amp; Ann & Co")
    Studio().banners("https://shop.example/?a=1&lt;=2&b=\\*", text, tmp_path, SIZE)
    words = (tmp_path / "snippets.md").read_text()
    assert rf"[![Tom \&amp; Ann & Co]({SIZE[0].id}.png)](<https://shop.example/?a=1&amp;lt;=2&b=%5C*>)" in words


def test_the_contact_sheet_shows_every_banner(tmp_path: Path) -> None:
    import pypdfium2

    sheet = Studio().banners(URL, TEXT, tmp_path, None, BannerOptions(sheet=True))[-1]
    assert sheet.extra
    assert (sheet.file, sheet.bytes) == (tmp_path / "contact-sheet.pdf", sheet.file.stat().st_size)
    document = pypdfium2.PdfDocument(sheet.file.read_bytes())
    assert [round(edge) for edge in document[0].get_size()] == [sheet.width, sheet.height]
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    sizes = [size for size in Studio().sizes() if size.starter]
    assert all(f"{size.width} x {size.height} px" in text for size in sizes)


@pytest.mark.parametrize("options", [BannerOptions(()), BannerOptions(scales=(3,)), BannerOptions(scales=())])
def test_formats_and_scales_that_are_none_are_refused(tmp_path: Path, options: BannerOptions) -> None:
    with pytest.raises(BadInput, match="at least one format"):
        Studio().banners(URL, TEXT, tmp_path / "set", SIZE, options)
    assert not (tmp_path / "set").exists()


# --- from a table --------------------------------------------------------------------------------------------------


def test_each_row_makes_a_set_and_a_bad_row_does_not_stop_the_others(tmp_path: Path) -> None:
    draw.saved(tmp_path, "boots.png", draw.encoded(draw.photo(), "png"))
    rows = (
        "Name,Headline,Picture,Offer,Accent\n"
        "CON,Boots,boots.png,20 % off,#ff0000\n"
        ",Tents,,,\n"
        "Up,Stoves,../secret.png,,\n"
        "Gone,Maps,gone.png,,\n"
        "Color,Ropes,,,reddish\n"
        "Tents,Again,,,\n"
    )
    table = draw.saved(tmp_path, "rows.csv", rows.encode())
    sets = Studio().banner_sets(table, URL, replace(TEXT, design="offer"), tmp_path / "out", SIZE)
    assert [each.line for each in sets] == [2, 3, 4, 5, 6, 7]
    assert [str(each.failure) if each.failure else "" for each in sets] == [
        "",
        "",
        "“../secret.png” lies outside of the table's folder.",
        "There is no picture “gone.png” beside the table.",
        "“reddish” is no color; write it as #12343b.",
        "",
    ]
    folders = {each.artworks[0].file.parent.name for each in sets if each.artworks}
    assert folders == {"_CON", "Tents", "Tents 2"}
    assert {path.name for path in (tmp_path / "out").iterdir()} == folders
    boots = QImage(str(sets[0].artworks[0].file))
    colors = {boots.pixelColor(x, y).name() for x in range(0, 300, 3) for y in range(0, 250, 3)}
    assert "#ff0000" in colors


@pytest.mark.parametrize("head", ["url", "Link", "Address", "Destination"])
def test_a_row_leads_where_its_column_of_links_says(tmp_path: Path, head: str) -> None:
    rows = f"Headline,{head}\nOwn,https://own.example/1\nNone,\nBad,nowhere\nScript,javascript:alert(1)\n"
    table = draw.saved(tmp_path, "rows.csv", rows.encode())
    own, none, bad, script = Studio().banner_sets(table, URL, TEXT, tmp_path / "out", SIZE)
    assert 'href="https://own.example/1"' in own.artworks[0].snippet
    assert f'href="{URL.replace("&", "&amp;")}"' in none.artworks[0].snippet
    assert bad.failure
    assert script.failure


def test_a_table_without_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no rows"):
        Studio().banner_sets(draw.saved(tmp_path, "rows.csv", b"headline,text\n"), URL, TEXT, tmp_path / "out", SIZE)

import random
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from threading import Thread

import pytest
from PySide6.QtGui import QColor, QImage
from typing_extensions import override

from affiliate_desktop.core.problems import BadInput, Cancelled, Failed
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.studio.banner import draw_banner
from affiliate_desktop.studio.design_catalog import DesignCatalog
from affiliate_desktop.studio.model import BannerSize, BannerText
from affiliate_desktop.studio.service import Studio
from affiliate_desktop.studio.sizes import banner_sizes, choose_sizes
from tests.studio import draw

URL = "https://shop.example/boots?tag=me-20&utm_source=blog&utm_content=a%22b"
TEXT = BannerText("Boots for the first warm weekend", "See the boots", "Our spring trail guide", accent="#f2b134")
DESIGN = DesignCatalog().get("banner")
SMALL = choose_sizes(["300x250", "320x50"])


class Tags(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_starter_set_has_a_picture_of_each_size_and_a_page_of_snippets(tmp_path: Path) -> None:
    made = Studio().banners(URL, TEXT, tmp_path / "set")
    assert [each.file.name for each in made if each.extra] == ["snippets.html", "snippets.md"]
    assert len(made) == 13
    for artwork in made:
        image = QImage(str(artwork.file))
        assert artwork.extra or (image.width(), image.height()) == (artwork.width, artwork.height)
        assert artwork.bytes == artwork.file.stat().st_size
        assert artwork.codes == ()
    names = {path.name for path in (tmp_path / "set").iterdir()}
    assert names == {artwork.file.name for artwork in made}


def test_a_snippet_carries_the_link_and_says_that_it_is_paid_for(tmp_path: Path) -> None:
    text = replace(TEXT, alt='"><script>alert(1)</script>&')
    artwork, *_ = Studio().banners(URL, text, tmp_path, SMALL[:1])
    (link, image) = Tags(artwork.snippet).found
    assert link == ("a", {"href": URL, "rel": "sponsored nofollow noopener", "target": "_blank"})
    assert image == ("img", {"src": artwork.file.name, "width": "300", "height": "250", "alt": text.alt})


def test_the_page_of_snippets_shows_each_banner_and_runs_nothing(tmp_path: Path) -> None:
    Studio().banners(URL, replace(TEXT, headline="<script>alert(1)</script></title>"), tmp_path, SMALL)
    tags = Tags((tmp_path / "snippets.html").read_text()).found
    names = [name for name, _ in tags]
    assert ("html", {}) in tags
    assert ("h1", {"dir": "auto"}) in tags
    assert "script" not in names
    assert names.count("img") == names.count("textarea") == len(SMALL)


def test_any_size_is_drawn_and_text_that_does_not_fit_is_told() -> None:
    long = replace(TEXT, headline=" ".join([TEXT.headline] * 4), text=" ".join([TEXT.text] * 9))
    for size in banner_sizes():
        image, notes = draw_banner(DESIGN, long, size)
        assert (image.width(), image.height()) == (size.width, size.height)
        if size.width * size.height < 30_000:
            assert notes


@pytest.mark.parametrize("shape", ["300x250", "728x90", "160x600", "1080x1080", "1080x1920", "88x31"])
@pytest.mark.parametrize("with_picture", [False, True])
@pytest.mark.parametrize("with_logo", [False, True])
def test_colors_pictures_and_button_are_on_the_banner(
    tmp_path: Path, shape: str, with_picture: bool, with_logo: bool
) -> None:
    picture = draw.saved(tmp_path, "p.png", draw.encoded(draw.photo(), "png")) if with_picture else None
    logo = draw.saved(tmp_path, "l.png", draw.encoded(draw.logo("#00ff00"), "png")) if with_logo else None
    text = replace(TEXT, picture=picture, logo=logo, background="#101820", accent="#ff4d6d")
    (size,) = choose_sizes([shape])
    image, notes = draw_banner(DESIGN, replace(text, text=""), size)
    step = max(1, size.width // 300)
    places = [(x, y) for x in range(0, size.width, step) for y in range(0, size.height, step)]
    colors = {image.pixelColor(*place).name() for place in places}
    assert "#ff4d6d" in colors
    if shape != "88x31":
        assert any(QColor(color).green() > 200 > 100 > QColor(color).red() for color in colors) == with_logo
        assert notes == ()


def test_a_white_logo_is_not_lost_on_white(tmp_path: Path) -> None:
    logo = draw.saved(tmp_path, "l.png", draw.encoded(draw.logo("#ffffff"), "png"))
    (size,) = choose_sizes(["300x250"])
    plain = replace(TEXT, background="#ffffff", foreground="#000000", accent="#ffffff", text="", call_to_action="")
    with_logo, _ = draw_banner(DESIGN, replace(plain, logo=logo), size)
    corner = {with_logo.pixelColor(x, y).lightness() for x in range(15, 60) for y in range(15, 45)}
    assert min(corner) < 60
    assert max(corner) > 240


def test_a_headline_from_right_to_left_mirrors_the_layout() -> None:
    (size,) = choose_sizes(["300x250"])
    image, _ = draw_banner(DESIGN, replace(TEXT, headline="מבצע אביב"), size)
    accent = QColor(TEXT.accent)
    assert image.pixelColor(5, 5) == accent
    assert image.pixelColor(294, 5) != accent


def test_a_heavy_banner_is_made_lighter_and_told(tmp_path: Path) -> None:
    noise = QImage(random.Random(1).randbytes(4 * 600 * 500), 600, 500, QImage.Format.Format_RGB32)
    text = replace(TEXT, picture=draw.saved(tmp_path, "noise.png", draw.encoded(noise, "png")))
    sizes = (BannerSize("fits", "", 300, 250, "own", max_kb=45), BannerSize("never", "", 300, 250, "own", max_kb=5))
    fits, never, *_ = Studio().banners(URL, text, tmp_path / "set", sizes)
    assert fits.bytes <= 45_000
    assert any("colors to stay within 45 kB" in note for note in fits.notes)
    assert any("at most 5 kB" in note for note in never.notes)


def _stops_at(step: int) -> Progress:
    progress = Progress()

    def report(done: int, _total: int | None, _what: str) -> None:
        if done == step:
            progress.cancel()

    progress.report = report
    return progress


def test_cancel_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    Studio().banners(URL, TEXT, tmp_path / "old", SMALL)
    before = {path.name: path.read_bytes() for path in (tmp_path / "old").iterdir()}
    for folder in ("old", "new"):
        with pytest.raises(Cancelled):
            Studio().banners(URL, replace(TEXT, headline="Other"), tmp_path / folder, SMALL, progress=_stops_at(1))
    assert {path.name: path.read_bytes() for path in (tmp_path / "old").iterdir()} == before
    assert not (tmp_path / "new").exists()


def test_progress_goes_from_none_to_all(tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    progress = Progress(report=lambda done, total, _what: told.append((done, total)))
    Studio().banners(URL, TEXT, tmp_path, SMALL, progress=progress)
    assert told == [(0, 2), (1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("javascript:alert(1)", TEXT),
        (URL, replace(TEXT, headline=" ")),
        (URL, replace(TEXT, accent="gold")),
        (URL, replace(TEXT, design="none")),
        (URL, replace(TEXT, headline="x" * 5000)),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_written(tmp_path: Path, url: str, text: BannerText) -> None:
    with pytest.raises(BadInput):
        Studio().banners(url, text, tmp_path / "set", SMALL)
    assert not (tmp_path / "set").exists()


def test_a_picture_that_is_none_stops_the_set_before_it_begins(tmp_path: Path) -> None:
    fake = draw.saved(tmp_path, "fake.png", b"GIF? no")
    with pytest.raises(BadInput, match=r"fake\.png"):
        Studio().banners(URL, replace(TEXT, picture=fake), tmp_path / "set", SMALL)
    assert not (tmp_path / "set").exists()


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "set").write_text("mine")
    with pytest.raises(Failed, match="cannot be written"):
        Studio().banners(URL, TEXT, tmp_path / "set", SMALL)
    assert (tmp_path / "set").read_text() == "mine"


def test_banners_are_drawn_the_same_on_worker_threads() -> None:
    (size,) = choose_sizes(["300x250"])
    expected = Studio().banner_preview(TEXT, size)
    made: list[bytes] = []
    threads = [Thread(target=lambda: made.append(Studio().banner_preview(TEXT, size))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [expected] * 6


@pytest.mark.parametrize(
    "text", ["\0\1\x1b[31m", "\ud800 half", "a\r\nb\u2028c", "\u202eevil\u202c", "🎉" * 30, "ﷺ" * 20]
)
def test_strange_text_does_no_harm(text: str) -> None:
    for size in SMALL:
        image, _ = draw_banner(DESIGN, BannerText(f"x{text}", text, text), size)
        assert not image.isNull()

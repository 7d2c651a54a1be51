"""A brand chosen for a banner set or a flyer gives the design its colors, fonts and logo, and nothing is kept of it."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from affiliate_desktop.app import App
from affiliate_desktop.core.problems import NotFound
from affiliate_desktop.studio.design_catalog import DesignCatalog
from affiliate_desktop.studio.frames import Brand, Design, Frame, FrameKind, Page
from affiliate_desktop.studio.label_print import Label
from affiliate_desktop.studio.model import BannerSize, BannerText, FlyerText, Paper, Verdict
from tests.studio import draw

SIZE = BannerSize("own", "", 300, 250, "own")
URL = "https://shop.example/boots"


@pytest.fixture
def trail(app: App, tmp_path: Path) -> Brand:
    logo = app.designs.keep_logo(draw.saved(tmp_path, "logo.png", draw.encoded(draw.logo("#00ff00"), "png")))
    colors = {"background": "#7a1020", "accent": "#ffd000"}
    return app.designs.save_brand(Brand("Trail", colors, {"heading": "Fraunces"}, (logo,))).value


def colors_of(content: bytes) -> set[str]:
    image = QImage.fromData(content)
    return {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}


def near(content: bytes, wanted: str) -> bool:
    goal = QColor(wanted)
    found = (QColor(name) for name in colors_of(content))
    return any(
        abs(each.red() - goal.red()) + abs(each.green() - goal.green()) + abs(each.blue() - goal.blue()) < 30
        for each in found
    )


def test_a_design_is_dressed_in_a_brand_and_stays_as_it_is(app: App, trail: Brand) -> None:
    plain = app.designs.get("banner")
    design, pictures = app.designs.dressed("banner", "trail")
    assert design.colors["background"] == "#7a1020"
    assert design.fonts["heading"] == "Fraunces"
    assert set(pictures) == {"logo"}
    assert app.designs.dressed("banner", str(trail.id))[0] == design
    assert app.designs.dressed("banner", "")[0] == plain == app.designs.get("banner")
    assert not app.designs.own()


def test_banners_and_flyers_wear_the_brand(app: App, trail: Brand) -> None:
    plain, worn = BannerText("Boots"), BannerText("Boots", brand="Trail")
    assert not near(app.studio.banner_preview(plain, SIZE), "#00ff00")
    banner = app.studio.banner_preview(worn, SIZE)
    assert near(banner, "#7a1020")
    assert near(banner, "#00ff00")
    flyer = app.studio.flyer_preview(URL, FlyerText("Boots", brand="Trail"), Paper.A4, 600)
    assert near(flyer, "#00ff00")
    assert not near(app.studio.flyer_preview(URL, FlyerText("Boots"), Paper.A4, 600), "#00ff00")


@pytest.mark.parametrize("design", ["banner", "flyer"])
def test_the_headline_of_the_usual_designs_wears_the_brands_font(app: App, design: str) -> None:
    app.designs.save_brand(Brand("Serif", {}, {"heading": "Fraunces"}))

    def drawn(brand: str) -> QImage:
        if design == "banner":
            return QImage.fromData(app.studio.banner_preview(BannerText("Boots", brand=brand), SIZE))
        return QImage.fromData(app.studio.flyer_preview(URL, FlyerText("Boots", brand=brand), Paper.A4, 400))

    assert drawn("Serif") != drawn("")


def test_a_color_and_a_logo_that_are_given_come_before_the_brands(app: App, trail: Brand, tmp_path: Path) -> None:
    own = draw.saved(tmp_path, "own.png", draw.encoded(draw.logo("#0000ff"), "png"))
    text = BannerText("Boots", brand="Trail", background="#204020", logo=own)
    banner = app.studio.banner_preview(text, SIZE)
    assert near(banner, "#204020")
    assert near(banner, "#0000ff")
    assert not near(banner, "#00ff00")


def test_a_brand_that_is_not_there_is_told(app: App) -> None:
    with pytest.raises(NotFound, match="no brand “Gone”"):
        app.studio.banner_preview(BannerText("Boots", brand="Gone"), SIZE)
    with pytest.raises(NotFound, match="no brand “Gone”"):
        DesignCatalog().dressed("banner", "Gone")


def test_each_row_of_a_table_can_wear_another_brand(app: App, trail: Brand, tmp_path: Path) -> None:
    table = draw.saved(tmp_path, "table.csv", b"headline,brand\nOne,Trail\nTwo,\nThree,Gone\n")
    made = app.studio.banner_sets(table, URL, BannerText("x"), tmp_path / "out", [SIZE])
    assert [bool(each.failure) for each in made] == [False, False, True]
    pictures = [each.artworks[0].file.read_bytes() for each in made[:2]]
    assert [near(content, "#7a1020") for content in pictures] == [True, False]


@pytest.mark.parametrize("sheet", ["avery-l7160", "avery-l7162", "avery-l7169"])
def test_labels_wear_the_brand(app: App, trail: Brand, sheet: str) -> None:
    labels = (Label(URL, {"headline": "Boots", "link": "shop.example/boots", "code": "k7m2p9x4dq"}),)
    found = app.labels.sheet(sheet)

    def drawn(brand: str) -> bytes:
        return app.labels.preview(labels, app.labels.job(found, start=1, brand=brand), 2000)

    assert near(drawn("Trail"), "#7a1020")
    assert near(drawn("Trail"), "#00ff00")
    assert not near(drawn(""), "#00ff00")


def test_labels_in_a_brand_are_proven_and_carry_its_logo_once(app: App, trail: Brand, tmp_path: Path) -> None:
    sheet = app.labels.sheet("avery-l7160")
    labels = [Label(f"{URL}?n={number}", {"headline": "Boots"}) for number in range(42)]
    sizes = []
    for count in (1, 42):
        file = tmp_path / f"{count}.pdf"
        made = app.labels.render(labels[:count], app.labels.job(sheet, start=1, brand="Trail"), file)
        assert made.verdict is Verdict.GREEN
        assert len(made.codes) == count
        sizes.append(file.read_bytes().count(b"/Subtype /Image"))
    assert sizes[0] == sizes[1] > 0


def test_a_label_shows_the_pictures_its_design_carries(app: App, tmp_path: Path) -> None:
    picture = draw.encoded(draw.logo("#00ff00"), "png")
    code = Frame(FrameKind.QR, (0, 0, 0.5, 1), "link")
    stamp = Frame(FrameKind.PICTURE, (0.6, 0.2, 0.3, 0.6), "stamp")
    design = Design("stamped", "Stamped", "label", variants={"leaderboard": (code, stamp)}, page=Page("mm"))
    app.designs.save(replace(design, pictures={"stamp": "stamp.png"}), {"stamp": picture})
    job = app.labels.job(app.labels.sheet("avery-l7160"), design="stamped", start=1)
    assert near(app.labels.preview((Label(URL),), job, 1500), "#00ff00")


def test_a_label_in_a_brand_that_is_not_there_is_told(app: App) -> None:
    with pytest.raises(NotFound, match="no brand “Gone”"):
        app.labels.job(app.labels.sheet("avery-l7160"), brand="Gone")

"""The user's designs and brands are kept in the workspace, exported and imported as one file, and can be undone."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from affiliate_desktop.app import App
from affiliate_desktop.core.problems import BadInput, NotFound
from affiliate_desktop.studio.brand import with_brand
from affiliate_desktop.studio.color import contrast
from affiliate_desktop.studio.frames import Brand, Design, Frame, FrameKind, Guides
from tests.studio import draw

PICTURE = Frame(FrameKind.PICTURE, (0, 0, 1, 1), content="stand")
OWN = Design("market", "Market day", "banner", variants={"square": (PICTURE,)}, pictures={"stand": "stand.png"})


def photo(kind: str = "png") -> bytes:
    return draw.encoded(draw.photo(), kind)


def test_an_own_design_is_kept_with_its_pictures_and_stands_first(app: App) -> None:
    made = app.designs.save(OWN, {"stand": photo()}).value
    assert app.designs.all()[0] == made
    assert app.designs.is_own("market")
    assert app.designs.pictures(made)["stand"].width() == 320
    app.workspace.undo()
    assert not app.designs.own()
    app.workspace.redo()
    assert app.designs.pictures(app.designs.get("Market day"))["stand"].width() == 320


def test_saving_again_changes_it_and_keeps_its_pictures(app: App) -> None:
    made = app.designs.save(OWN, {"stand": photo()}).value
    app.designs.save(replace(made, about="For the stand"))
    (again,) = app.designs.own()
    assert again.about == "For the stand"
    assert set(app.designs.pictures(again)) == {"stand"}


def test_a_design_that_ships_is_saved_as_a_copy(app: App) -> None:
    shipped = app.designs.get("banner")
    made = app.designs.save(replace(shipped, name="My spotlight")).value
    assert made.id == "banner-2"
    assert app.designs.get("banner") == shipped
    with pytest.raises(NotFound, match="ships with the program"):
        app.designs.remove("banner")


def test_two_own_designs_cannot_have_one_name(app: App) -> None:
    app.designs.save(OWN, {"stand": photo()})
    with pytest.raises(BadInput, match="already"):
        app.designs.save(replace(OWN, id="other", name="MARKET day"))


def test_a_design_goes_to_another_workspace_in_one_file(app: App, tmp_path: Path) -> None:
    app.designs.save(OWN, {"stand": photo("jpg")})
    file = app.designs.export("market", tmp_path / "market.design")
    first = file.read_bytes()
    assert app.designs.export("market", file).read_bytes() == first
    with App.open(tmp_path / "other.affiliate").workspace.read():
        pass
    other = App.open(tmp_path / "other.affiliate")
    try:
        made = other.designs.import_file(file).value
        assert (made.name, made.variants) == (OWN.name, OWN.variants)
        assert other.designs.pictures(made)["stand"].height() == 240
        assert other.designs.import_file(file).value.name == "Market day 2"
    finally:
        other.close()


def bundle(file: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file


HEAD = (
    b"id = 'x'\nname = 'X'\nkind = 'banner'\n[pictures]\na = 'a.png'\n[[square]]\nkind = 'text'\nbox = [0, 0, 1, 1]\n"
)


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"other.txt": b""}, r"no design\.toml"),
        ({"design.toml": HEAD}, r"a\.png.*missing"),
        ({"design.toml": HEAD, "../a.png": b""}, "leaves the design's folder"),
        ({"design.toml": HEAD, "a.png": b"no picture"}, r"a\.png.*no PNG"),
        ({"design.toml": HEAD.replace(b"text", b"video"), "a.png": b""}, r"design\.toml, square 1, kind"),
        ({"design.toml": HEAD, "a.png": draw.png(50_000, 50_000)}, "at most 40 million"),
        ({"design.toml": b"#" * 3_000_000}, "larger than 2 MB"),
    ],
)
def test_a_file_that_is_no_design_is_refused_with_the_place(
    app: App, tmp_path: Path, members: dict[str, bytes], reason: str
) -> None:
    with pytest.raises(BadInput, match=reason):
        app.designs.import_file(bundle(tmp_path / "x.design", members))
    assert not app.designs.own()


def test_a_file_that_is_no_zip_is_refused(app: App, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no design file"):
        app.designs.import_file(draw.saved(tmp_path, "x.design", b"PK\3\4 damaged"))
    with pytest.raises(BadInput, match="cannot be read"):
        app.designs.import_file(tmp_path / "gone.design")


def test_a_brand_is_kept_changed_and_removed(app: App, tmp_path: Path) -> None:
    sha256 = app.designs.keep_logo(draw.saved(tmp_path, "logo.png", draw.encoded(draw.logo(), "png")))
    made = app.designs.save_brand(Brand("Trail", {"accent": "#0B5"}, {"heading": "Fraunces"}, (sha256,))).value
    assert app.designs.brands() == (made,)
    assert made.colors == {"accent": "#00bb55"}
    assert not QImage.fromData(app.designs.logo(sha256)).isNull()
    app.designs.save_brand(replace(made, name="Trail & hut"))
    with pytest.raises(BadInput, match="already"):
        app.designs.save_brand(Brand("trail & HUT"))
    with pytest.raises(BadInput, match="no color"):
        app.designs.save_brand(Brand("Other", {"accent": "green"}))
    app.designs.remove_brand(made.id)
    assert app.designs.brands() == ()
    app.workspace.undo()
    assert app.designs.brands()[0].name == "Trail & hut"


def test_a_brand_changes_colors_and_fonts_and_keeps_texts_readable(app: App) -> None:
    design = app.designs.get("banner")
    made = with_brand(design, Brand("Bright", {"background": "#ffffff"}, {"heading": "Fraunces"}))
    assert made.colors["background"] == "#ffffff"
    assert contrast(made.colors["foreground"], "#ffffff") > 7
    assert made.colors["accent"] == design.colors["accent"]
    assert made.fonts["heading"] == "Fraunces"
    assert made.variants is design.variants


HEADLINE = Frame(FrameKind.TEXT, (0.1, 0.1, 0.8, 0.3), content="{headline}", name="Words")
SEALED = Frame(FrameKind.SHAPE, (0, 0, 1, 1), fill="accent", hidden=True)
TAB = Frame(FrameKind.TEXT, (0, 0, 1, 1), content="{link}")
STRIP = Frame(FrameKind.PART, (0, 0.8, 1, 0.2), content="tab", hidden=True)
SEEN = replace(
    OWN,
    variants={"square": (PICTURE, HEADLINE, SEALED, STRIP), "story": (HEADLINE,)},
    parts={"tab": (TAB,)},
)


def with_square(*frames: Frame) -> Design:
    return replace(SEEN, variants={**SEEN.variants, "square": frames})


@pytest.mark.parametrize(
    "design",
    [
        with_square(PICTURE, replace(HEADLINE, locked=True), SEALED, STRIP),
        with_square(PICTURE, replace(HEADLINE, name="Other", group="both"), SEALED, STRIP),
        with_square(PICTURE, HEADLINE, replace(SEALED, fill="background"), STRIP),
        with_square(PICTURE, HEADLINE, STRIP),
        replace(SEEN, parts={"tab": (replace(TAB, weight=700),)}),
        replace(SEEN, name="Other", about="Another", texts={"headline": "Sample"}, guides={"square": Guides((0.5,))}),
        replace(SEEN, page=replace(SEEN.page, safe=0.1)),
    ],
    ids=["locked", "named", "hidden", "without", "part", "said", "safe"],
)
def test_the_mark_of_a_design_stays_while_what_is_drawn_does(app: App, design: Design) -> None:
    app.designs.save(SEEN, {"stand": photo()})
    before = app.designs.mark("market", "")
    app.designs.save(design)
    assert app.designs.mark("market", "") == before


@pytest.mark.parametrize(
    "design",
    [
        with_square(PICTURE, replace(HEADLINE, hidden=True), SEALED, STRIP),
        with_square(PICTURE, HEADLINE, replace(SEALED, hidden=False), STRIP),
        with_square(PICTURE, HEADLINE, SEALED, replace(STRIP, hidden=False)),
        with_square(HEADLINE, PICTURE, SEALED, STRIP),
        with_square(PICTURE, replace(HEADLINE, weight=700), SEALED, STRIP),
        replace(SEEN, colors={**SEEN.colors, "accent": "#123456"}),
    ],
    ids=["hidden", "shown", "strip", "order", "weight", "color"],
)
def test_the_mark_of_a_design_changes_with_what_is_drawn(app: App, design: Design) -> None:
    app.designs.save(SEEN, {"stand": photo()})
    before = app.designs.mark("market", "")
    app.designs.save(design)
    assert app.designs.mark("market", "") != before


def test_the_mark_is_of_the_sizes_and_pictures_that_are_drawn(app: App, tmp_path: Path) -> None:
    app.designs.save(SEEN, {"stand": photo()})
    square, story = (((300, 250),), ((1080, 1920),))
    before = [app.designs.mark("market", "", sizes) for sizes in (square, story, ())]
    app.designs.save(replace(SEEN, variants={**SEEN.variants, "story": (replace(HEADLINE, weight=700),)}))
    after = [app.designs.mark("market", "", sizes) for sizes in (square, story, ())]
    assert [old == new for old, new in zip(before, after, strict=True)] == [True, False, False]
    logos = [
        app.designs.keep_logo(draw.saved(tmp_path, f"{color}.png", draw.encoded(draw.logo(f"#{color}"), "png")))
        for color in ("00ff00", "0000ff")
    ]
    trail = app.designs.save_brand(Brand("Trail", {}, {}, (logos[0],))).value
    before = [app.designs.mark(design, "Trail") for design in ("market", "banner")]
    app.designs.save_brand(replace(trail, logos=(logos[1],)))
    after = [app.designs.mark(design, "Trail") for design in ("market", "banner")]
    assert [old == new for old, new in zip(before, after, strict=True)] == [True, False]

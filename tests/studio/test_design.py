import os
from pathlib import Path

import pytest

from affiliate_desktop.core.problems import BadInput, NotFound
from affiliate_desktop.core.resources import resource_folder
from affiliate_desktop.studio.design import asked_variables, shape_of
from affiliate_desktop.studio.design_bundle import open_design
from affiliate_desktop.studio.design_catalog import DesignCatalog
from affiliate_desktop.studio.design_file import parse_design, read_design
from affiliate_desktop.studio.design_writer import write_design
from affiliate_desktop.studio.frames import Design, Frame, FrameKind
from affiliate_desktop.studio.sizes import banner_sizes

HEAD = 'id = "own"\nname = "Own"\nkind = "banner"\n'


@pytest.mark.parametrize("file", sorted((resource_folder() / "designs").glob("*.toml")), ids=lambda file: file.stem)
def test_every_design_that_ships_is_understood(file: Path) -> None:
    design = read_design(file)
    assert design.id == file.stem
    for frames in design.variants.values():
        assert all(frame.sizes[0] <= frame.sizes[1] for frame in frames)
        needed = FrameKind.QR if design.kind == "label" else FrameKind.TEXT
        assert any(frame.kind is needed and (needed is FrameKind.QR or not frame.optional) for frame in frames)


def test_the_banner_design_has_a_layout_for_every_size() -> None:
    variants = DesignCatalog().get("banner").variants
    assert {shape_of(size.width, size.height) for size in banner_sizes()} == set(variants)


@pytest.mark.parametrize(
    ("size", "shape"),
    [
        ((88, 31), "button"),
        ((320, 50), "leaderboard"),
        ((970, 250), "leaderboard"),
        ((300, 250), "rectangle"),
        ((1200, 630), "rectangle"),
        ((1080, 1080), "square"),
        ((1080, 1920), "story"),
        ((300, 600), "skyscraper"),
    ],
)
def test_a_size_has_the_shape_people_call_it(size: tuple[int, int], shape: str) -> None:
    assert shape_of(*size) == shape


SQUARE = "[[square]]\nkind = 'text'\nbox = [0, 0, 1, 1]\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id = ", "Invalid value"),
        ('id = "own"', "name"),
        (HEAD.replace("own", "../own"), "id"),
        (HEAD.replace("banner", "poster"), "kind.*banner, print"),
        (HEAD + "[[hexagon]]\nkind = 'text'\nbox = [0, 0, 1, 1]", "hexagon"),
        (HEAD + "square = 3", "square"),
        (HEAD + "[[square]]\nkind = 'text'", "square 1.*a kind and a box"),
        (HEAD + "[[square]]\nkind = 'video'\nbox = [0, 0, 1, 1]", "kind.*text"),
        (HEAD + "[[square]]\nkind = 'text'\nbox = [0, 0, 1]", "box.*4 numbers"),
        (HEAD + "[[square]]\nkind = 'text'\nbox = [0, 0, 1, nan]", "box.*4 numbers"),
        (HEAD + SQUARE + "src = '../x'", "“src” is not known"),
        (HEAD + SQUARE + "weight = 'bold'", "weight"),
        (HEAD + SQUARE + "weight = 5000", "weight"),
        (HEAD + SQUARE + "hug = 1", "hug"),
        (HEAD + SQUARE + "align = 'justify'", "align"),
        (HEAD + SQUARE + "anchor = 'left north'", "anchor.*north"),
        (HEAD + SQUARE + "sizes = [0.2, 0.1]", "sizes"),
        (HEAD + SQUARE + "color = 'url(x)'", "no color"),
        (HEAD + SQUARE + "color = 'night'", "no color"),
        (HEAD + SQUARE + "fill = 'accent@x'", "fill"),
        (HEAD + SQUARE + "fill = 'accent@300'", "fill"),
        (HEAD + "[[square]]\nkind = 'line'\ncontent = 'zigzag'\nbox = [0, 0, 1, 1]", "content.*across"),
        (HEAD + "[[square]]\nkind = 'part'\ncontent = 'strip'\nbox = [0, 0, 1, 1]", "no part “strip”"),
        (HEAD + SQUARE + "[[part.a]]\nkind = 'part'\ncontent = 'a'\nbox = [0, 0, 1, 1]", "part.a 1.*no part “a”"),
        (HEAD + SQUARE + "[format]\nunit = 'inch'", "unit.*px, mm"),
        (HEAD + SQUARE + "[format]\nwidth = 80", "width and a height"),
        (HEAD + SQUARE + "[format]\npapers = ['B7']", "papers"),
        (HEAD + SQUARE + "[colors]\nnight = 'dark'", "colors, night.*no color"),
        (HEAD + SQUARE + "[fonts]\ncaption = 'Arial'", "fonts, caption"),
        (HEAD + SQUARE + "[pictures]\nphoto = '../secret.png'", "photo.*leaves the design's folder"),
        (HEAD + SQUARE + "[pictures]\nphoto = '/etc/passwd.png'", "photo.*leaves the design's folder"),
        (HEAD + SQUARE + "[pictures]\nphoto = 'C:x.png'", "photo.*leaves the design's folder"),
        (HEAD + SQUARE + r"[pictures]" + "\nphoto = '..\\x.png'", "photo.*leaves the design's folder"),
        (HEAD + SQUARE + "[pictures]\nphoto = 'notes.txt'", "photo.*no PNG"),
        (HEAD + SQUARE + "[pictures]\nphoto = 'gone.png'", "photo.*no “gone.png” beside"),
        (HEAD + SQUARE * 401, "more than 400 frames"),
    ],
)
def test_a_design_that_is_not_understood_is_refused_with_the_place(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "own.toml"
    file.write_text(text)
    with pytest.raises(BadInput, match=rf"(?s)own\.toml.*{words}"):
        read_design(file)


def test_a_design_without_frames_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(HEAD)
    with pytest.raises(BadInput, match="no frames"):
        read_design(file)


def test_a_file_that_is_no_text_or_has_gone_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_bytes(b"\xff\xfe\x00")
    for each in (file, tmp_path / "gone.toml"):
        with pytest.raises(BadInput, match=each.name):
            read_design(each)


@pytest.mark.parametrize("file", sorted((resource_folder() / "designs").glob("*.toml")), ids=lambda file: file.stem)
def test_a_design_that_is_written_reads_as_it_was(file: Path) -> None:
    design = read_design(file)
    assert parse_design(write_design(design), "again") == design


def test_an_unknown_design_is_told_with_those_there_are() -> None:
    with pytest.raises(NotFound, match=r"banner, .*flyer"):
        DesignCatalog().get("../secret")


def test_own_files_are_offered_and_broken_ones_do_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(HEAD + SQUARE)
    (tmp_path / "broken.toml").write_text(HEAD)
    catalog = DesignCatalog(own=tmp_path)
    assert catalog.get("own").name == "Own"
    assert "broken.toml" in str(catalog.problems()[0])
    assert {"banner", "flyer"} <= {design.id for design in catalog.all()}


PICTURE = "[[square]]\nkind = 'picture'\nbox = [0, 0, 1, 1]\ncontent = 'picture'\n"
PRINT = HEAD.replace("banner", "print") + "[[page]]\nkind = 'text'\nbox = [0, 0, 1, 1]\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD + PICTURE + "crop = [0, 0, 0, 0]", "square 1, crop"),
        (HEAD + PICTURE + "crop = [0.5, 0, 0.6, 1]", "square 1, crop"),
        (HEAD + PICTURE + "focal = [2, 0]", "square 1, focal"),
        (HEAD + PICTURE + "lean = 3", "square 1, lean"),
        (HEAD + PICTURE.replace("'picture'\n", "'photo'\n").replace("kind = 'photo'", "kind = 'picture'"), "“photo”"),
        (HEAD + PICTURE.replace("kind = 'picture'", "kind = 'qr'"), "“picture” to show; it is one of link"),
        (HEAD + SQUARE.replace("1, 1]", "-1, 1]"), "square 1, box"),
        (PRINT + "[format]\nunit = 'mm'\nwidth = 3000\nheight = 3000", "a square meter at most"),
        (PRINT + "[format]\nunit = 'mm'\nwidth = 1\nheight = 100", "5 to 1500 mm"),
        (PRINT + "[format]\nunit = 'mm'\nbleed = 900", "format, bleed"),
    ],
)
def test_what_could_not_be_drawn_as_it_is_said_is_refused(text: str, words: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_design(text.encode(), "own.toml")
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"\xff\xfe", "no text in UTF-8"), (b"a = " + b"[" * 50_000, "nested far too deeply"), (b"id =", "no TOML")],
)
def test_what_is_no_design_at_all_is_told_in_words(content: bytes, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        parse_design(content, "own.toml")


@pytest.mark.parametrize("name", ["pipe.toml", "pipe.design"])
def test_a_pipe_is_not_waited_for(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    with pytest.raises(BadInput, match="no ordinary file"):
        open_design(tmp_path / name)


def test_a_page_as_large_as_a0_is_a_design() -> None:
    text = PRINT + "[format]\nunit = 'mm'\nwidth = 841\nheight = 1189\nbleed = 5"
    assert parse_design(text.encode(), "own.toml").page.width == 841


def test_only_what_nothing_else_fills_is_asked_for() -> None:
    said = "{headline} {cta} {code} {link.code} {disclosure} {event.date}"
    frames = {"page": (Frame(FrameKind.TEXT, (0, 0, 1, 1), said),)}
    assert asked_variables(Design("a", "A", "print", variants=frames)) == ("code", "event.date")
    assert asked_variables(Design("a", "A", "label", variants=frames)) == ("cta", "event.date")

from pathlib import Path

import pytest

from affiliate_desktop.core.problems import BadInput, NotFound
from affiliate_desktop.core.resources import resource_folder
from affiliate_desktop.studio.design import load_design, read_design, shape_of
from affiliate_desktop.studio.model import FrameKind
from affiliate_desktop.studio.sizes import banner_sizes

HEAD = 'id = "own"\nname = "Own"\nkind = "banner"\n'


@pytest.mark.parametrize("file", sorted((resource_folder() / "designs").glob("*.toml")), ids=lambda file: file.stem)
def test_every_design_that_ships_is_understood(file: Path) -> None:
    design = read_design(file)
    assert design.id == file.stem
    for frames in design.variants.values():
        assert all(frame.sizes[0] <= frame.sizes[1] for frame in frames)
        assert any(not frame.optional for frame in frames if frame.kind is FrameKind.TEXT)


def test_the_banner_design_has_a_layout_for_every_size() -> None:
    variants = load_design("banner").variants
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


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id = ", "Invalid value"),
        ('id = "own"', "name"),
        (HEAD + "[[hexagon]]\nkind = 'text'\nbox = [0, 0, 1, 1]", "hexagon"),
        (HEAD + "square = 3", "square"),
        (HEAD + "[[square]]\nkind = 'text'", "square 1.*a kind and a box"),
        (HEAD + "[[square]]\nkind = 'video'\nbox = [0, 0, 1, 1]", "kind.*text"),
        (HEAD + "[[square]]\nkind = 'text'\nbox = [0, 0, 1]", "box.*4 numbers"),
        (HEAD + "[[square]]\nkind = 'text'\nbox = [0, 0, 1, nan]", "box.*4 numbers"),
        (HEAD + "[[square]]\nkind = 'text'\nbox = [0, 0, 1, 1]\nsrc = '../x'", "“src” is not known"),
        (HEAD + "[[square]]\nkind = 'text'\nbox = [0, 0, 1, 1]\nweight = 'bold'", "weight"),
        (HEAD + "[[square]]\nkind = 'text'\nbox = [0, 0, 1, 1]\nweight = 5000", "weight"),
        (HEAD + "[[square]]\nkind = 'text'\nbox = [0, 0, 1, 1]\nhug = 1", "hug"),
        (HEAD + "[[square]]\nkind = 'text'\nbox = [0, 0, 1, 1]\nalign = 'justify'", "align"),
        (HEAD + "[[square]]\nkind = 'text'\nbox = [0, 0, 1, 1]\ncolor = 'url(x)'", "no color"),
        (HEAD + "[[square]]\nkind = 'text'\nbox = [0, 0, 1, 1]\nfill = 'accent@x'", "fill"),
        (HEAD + "[[square]]\nkind = 'text'\nbox = [0, 0, 1, 1]\nfill = 'accent@300'", "fill"),
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


def test_an_unknown_design_is_told_with_those_there_are() -> None:
    with pytest.raises(NotFound, match="banner, flyer"):
        load_design("../secret")

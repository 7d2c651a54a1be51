"""What a page shows is worked out once for all sizes, and anew whenever it says or holds something else."""

from dataclasses import replace

import pytest

from affiliate_desktop.studio.display import display_of
from affiliate_desktop.studio.fonts import ensure_gui
from affiliate_desktop.studio.frames import Frame, FrameKind
from affiliate_desktop.studio.sheet import Sheet
from tests.studio import draw

BOX = (0.0, 0.0, 1.0, 1.0)
GROUND = Frame(FrameKind.SHAPE, BOX, fill="background")
PICTURE = Frame(FrameKind.PICTURE, (0.0, 0.0, 0.5, 1.0), content="picture")
HEADLINE = Frame(FrameKind.TEXT, (0.5, 0.0, 0.5, 0.5), content="{headline}", stack="words")
TEXT = replace(HEADLINE, content="{text}")
FRAMES = (GROUND, PICTURE, HEADLINE, TEXT)
COLORS = {"background": "#ffffff", "foreground": "#000000", "accent": "#ff0000"}


def page(width: float = 300, height: float = 250, **texts: str) -> Sheet:
    return Sheet(width, height, 9, 1, texts, colors=COLORS)


@pytest.fixture(autouse=True)
def _fonts() -> None:
    ensure_gui()


def said(sheet: Sheet) -> list[list[str]]:
    return [[wording.text for wording in item.wordings] for item in display_of(FRAMES, sheet).items]


def test_pages_of_any_size_that_say_the_same_share_what_is_worked_out() -> None:
    first = display_of(FRAMES, page(300, 250, headline="Boots"), whole=True)
    assert display_of(FRAMES, page(1200, 630, headline="Boots"), whole=True) is first
    assert display_of(FRAMES, page(300, 250, headline="Shoes"), whole=True) is not first


def test_texts_of_a_stack_are_one_item() -> None:
    assert said(page(headline="Boots", text="For spring")) == [[], ["Boots", "For spring"]]
    assert said(page(text="For spring")) == [[], ["For spring"]]


def test_a_picture_is_there_once_it_is_given() -> None:
    sheet = page(headline="Boots")
    assert PICTURE not in display_of(FRAMES, sheet).shown
    assert PICTURE in display_of(FRAMES, replace(sheet, pictures={"picture": draw.photo()})).shown


def test_a_page_from_right_to_left_is_turned_and_a_part_of_it_is_not() -> None:
    sheet = page(headline="שלום")
    assert display_of(FRAMES, sheet, whole=True).shown[1].box[0] == 0.0
    assert display_of(FRAMES, sheet).shown[1].box[0] == 0.5


def test_another_font_is_another_wording() -> None:
    sheet = page(headline="Boots")
    plain = display_of(FRAMES, sheet).items[1].wordings[0]
    strong = display_of(FRAMES, replace(sheet, fonts={"body": "Archivo"})).items[1].wordings[0]
    assert (plain.family, strong.family) == ("", "Archivo")


def test_only_a_plain_shape_over_the_whole_page_hides_its_ground() -> None:
    for change, covered in (({}, True), ({"fill": "accent@50"}, False), ({"radius": 0.1}, False), ({"turn": 3}, False)):
        frames = (replace(GROUND, **change), HEADLINE)
        assert display_of(frames, page(headline="Boots")).covered is covered


def test_of_two_equal_gradients_only_the_one_below_a_picture_is_hidden_by_it() -> None:
    ramp = replace(GROUND, fade="accent")
    sheet = replace(page(), pictures={"picture": draw.photo()})
    items = display_of((ramp, PICTURE, ramp), sheet).items
    assert [item.above for item in items] == [(PICTURE,), (), ()]

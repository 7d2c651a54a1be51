"""What the painter does with turned, repeated, hidden and missing things."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from affiliate_desktop.studio.banner import banner_of
from affiliate_desktop.studio.design_catalog import DesignCatalog
from affiliate_desktop.studio.fonts import ensure_gui, families
from affiliate_desktop.studio.frames import Frame, FrameKind, Frames
from affiliate_desktop.studio.lettering import Piece, set_block, wording
from affiliate_desktop.studio.matrix import matrix
from affiliate_desktop.studio.model import BannerSize, BannerText, Level
from affiliate_desktop.studio.paint import Painted, paint
from affiliate_desktop.studio.sheet import Sheet
from tests.studio import draw

COLORS = {"background": "#ffffff", "foreground": "#000000", "accent": "#ff0000"}
DOT = Frame(FrameKind.SHAPE, (0, 0, 0.5, 0.5), fill="accent")
SIZE = BannerSize("own", "", 300, 250, "own")


def painted(frames: Frames, sheet: Sheet) -> tuple[QImage, Painted]:
    ensure_gui()
    image = QImage(round(sheet.width), round(sheet.height), QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        answer = paint(painter, frames, sheet)
    return image, answer


def sheet(width: float = 200, height: float = 100, **values: object) -> Sheet:
    return replace(Sheet(width, height, 9, 1, {"headline": "Words", "text": "More"}, colors=COLORS), **values)  # type: ignore[arg-type]


def is_red(image: QImage, x: int, y: int) -> bool:
    return image.pixelColor(x, y).name() == "#ff0000"


@pytest.mark.parametrize(("turn", "corner"), [(0, (5, 5)), (90, (95, 5)), (180, (95, 95)), (270, (5, 95))])
def test_a_part_is_turned_in_its_cell(turn: float, corner: tuple[int, int]) -> None:
    part = Frame(FrameKind.PART, (0, 0, 1, 1), content="dot", turn=turn, repeat=(2, 1))
    image, _ = painted((part,), sheet(parts={"dot": (DOT,)}))
    for cell in (0, 100):
        reds = [(x, y) for x in (5, 95) for y in (5, 95) if is_red(image, cell + x, y)]
        assert reds == [corner]


def test_the_codes_of_a_part_are_told_where_they_stand() -> None:
    code = Frame(FrameKind.QR, (0, 0, 0.5, 1), content="link", align="left", valign="top")
    part = Frame(FrameKind.PART, (0, 0.5, 1, 0.5), content="strip", turn=-90, repeat=(4, 1))
    page = sheet(400, 400, parts={"strip": (code,)}, codes={"link": matrix("https://shop.example/", Level.M)})
    _, answer = painted((part,), page)
    places = [code.area for code in answer.codes]
    assert places == [QRectF(100 * cell, 300, 100, 100) for cell in range(4)]


def test_hidden_words_keep_their_room() -> None:
    frames = (
        Frame(FrameKind.TEXT, (0.1, 0.1, 0.8, 0.8), content="{headline}", stack="a", sizes=(0.2, 0.2)),
        Frame(FrameKind.TEXT, (0.1, 0.1, 0.8, 0.8), content="{text}", stack="a", sizes=(0.2, 0.2)),
    )
    whole, _ = painted(frames, sheet())
    less, _ = painted(frames, sheet(hidden=frozenset({"text"})))
    upper = QRectF(0, 0, 200, 26).toRect()
    assert whole.copy(upper) == less.copy(upper)
    assert whole != less


def test_a_font_that_is_missing_is_told_and_another_stands_in() -> None:
    text = Frame(FrameKind.TEXT, (0, 0, 1, 1), content="{headline}", font="No Such Font 7")
    image, answer = painted((text,), sheet())
    assert answer.notes == ("The font “No Such Font 7” is not on this machine; Noto Sans stands in for it.",)
    assert any(image.pixelColor(x, y).lightness() < 100 for x in range(0, 200, 2) for y in range(0, 40, 2))


def test_the_fonts_of_the_program_come_first_and_are_there() -> None:
    assert families()[:3] == ("Noto Sans", "Archivo", "Fraunces")
    for family in ("Archivo", "Fraunces"):
        text = Frame(FrameKind.TEXT, (0, 0, 1, 1), content="{headline}", font=family, weight=800)
        assert painted((text,), sheet())[1].notes == ()


SCRIPTS = ("مرحبا بالعالم", "שלום עולם", "春の山歩き", "🥾🏔️ 2 for 1", "Z\u0335\u0321a\u0300\u0301lgo", "नमस्ते")


@pytest.mark.parametrize("headline", SCRIPTS)
@pytest.mark.parametrize("design", ["editorial", "loud", "offer", "panorama", "quiet"])
def test_every_script_is_drawn_or_told(design: str, headline: str) -> None:
    shown = DesignCatalog().get(design)
    image, notes = banner_of(shown, BannerText(headline, "Go", values={"offer": headline}), SIZE, {}).image()
    assert not image.isNull()
    assert all("No font on this machine" in note or "does not fit" in note or "larger" in note for note in notes)


def test_a_page_whose_ground_is_covered_is_painted_all_over() -> None:
    ground = Frame(FrameKind.SHAPE, (0, 0, 1, 1), fill="accent")
    image, _ = painted((ground,), sheet())
    assert all(is_red(image, x, y) for x in (0, 199) for y in (0, 99))
    see_through, _ = painted((replace(ground, opacity=0.5),), sheet())
    assert see_through.pixelColor(100, 50).name() in {"#ff7f7f", "#ff8080"}


def test_a_line_whose_variables_are_empty_leaves_no_gap() -> None:
    text = Frame(FrameKind.TEXT, (0, 0, 1, 1), content="{event.date}\n{headline}", sizes=(0.2, 0.2))
    alone = replace(text, content="{headline}")
    assert painted((text,), sheet())[0] == painted((alone,), sheet())[0]


@pytest.mark.parametrize("lean", [0.0, 0.3, -0.3])
@pytest.mark.parametrize(
    "box", [(0, 0, 0.4, 1), (0.6, 0, 0.4, 1), (0, 0, 1, 0.5), (0, 0.52, 1, 0.48), (0.2, 0.2, 0.3, 0.3), (-1, -1, 3, 3)]
)
def test_a_gradient_below_a_picture_looks_as_if_all_of_it_were_painted(
    box: tuple[float, float, float, float], lean: float
) -> None:
    ground = Frame(FrameKind.SHAPE, (0, 0, 1, 1), fill="accent", fade="foreground")
    picture = Frame(FrameKind.PICTURE, box, "picture", lean=lean)
    page = sheet(203, 117, pictures={"picture": draw.photo()})
    image, _ = painted((ground, picture), page)
    # Turned about, with its colors swapped, it is the same; what is turned is painted whole.
    whole, _ = painted((replace(ground, turn=180, fill="foreground", fade="accent"), picture), page)
    assert draw.difference(image, whole) < 0.5


@pytest.mark.parametrize("size", [70, 160])
def test_large_letters_are_where_small_ones_would_be(size: int) -> None:
    ensure_gui()
    frame = Frame(FrameKind.TEXT, (0, 0, 1, 1), weight=800)
    block = set_block(Piece(wording(frame, "Boots and more\nאבג"), size, size), size, 900)
    images = [QImage(900, 500, QImage.Format.Format_RGB32) for _ in range(2)]
    for image, by_letter in zip(images, (True, False), strict=True):
        image.fill(QColor("#ffffff"))
        with QPainter(image) as painter:
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
            painter.setPen(QColor("#000000"))
            if by_letter:
                block.draw(painter, 10.3, 10.6)
            else:
                block.layout.draw(painter, QPointF(10.3, 10.6))
    assert draw.difference(images[1], blank(images[1])) > 3
    assert draw.difference(*images) < 0.2


def blank(image: QImage) -> QImage:
    """White, of the same size."""
    made = QImage(image.size(), image.format())
    made.fill(QColor("#ffffff"))
    return made


@pytest.mark.parametrize("box", [(0.5, 0, 0, 1), (0, 0.5, 1, 0), (0.5, 0.5, 0.001, 0.001), (2, 2, 1, 1)])
def test_a_picture_without_room_is_left_out(box: tuple[float, float, float, float]) -> None:
    frames = [Frame(FrameKind.PICTURE, box, "picture", lean=lean) for lean in (0.0, 0.2)]
    image, answer = painted(tuple(frames), sheet(pictures={"picture": draw.photo()}))
    assert answer.notes == ()
    assert draw.difference(image, blank(image)) < 0.1

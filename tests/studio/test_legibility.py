from dataclasses import replace

from PySide6.QtGui import QImage

from affiliate_desktop.studio.frames import Frame, FrameKind
from affiliate_desktop.studio.legibility import faint_texts
from affiliate_desktop.studio.sheet import Sheet

TEXT = Frame(FrameKind.TEXT, (0.2, 0.2, 0.5, 0.2), content="Words", color="foreground")
GROUND = Frame(FrameKind.SHAPE, (0, 0, 1, 1), fill="accent")
PICTURE = Frame(FrameKind.PICTURE, (0, 0, 1, 1), content="picture")
COLORS = {"background": "#ffffff", "foreground": "#111111", "accent": "#1a1a1a"}


def sheet(**colors: str) -> Sheet:
    return Sheet(
        100, 100, 9, 1, {"cta": "Go"}, {"picture": QImage(4, 4, QImage.Format.Format_RGB32)}, {**COLORS, **colors}
    )


def test_dark_text_on_white_is_legible_and_on_a_dark_shape_is_not() -> None:
    assert faint_texts((TEXT,), sheet()) == ()
    (faint,) = faint_texts((GROUND, TEXT), sheet())
    assert faint.frame is TEXT
    assert faint.ratio is not None
    assert faint.ratio < 1.2
    assert faint.needed == 4.5


def test_a_shape_beside_the_text_or_above_it_does_not_count() -> None:
    assert faint_texts((replace(GROUND, box=(0.6, 0, 0.4, 1)), TEXT), sheet()) == ()
    assert faint_texts((TEXT, GROUND), sheet()) == ()


def test_a_hidden_shape_does_not_count() -> None:
    assert faint_texts((replace(GROUND, when="logo"), TEXT), sheet()) == ()


def test_bold_text_may_have_less_contrast() -> None:
    gray = sheet(foreground="#8a8a8a")
    assert len(faint_texts((TEXT,), gray)) == 1
    assert faint_texts((replace(TEXT, weight=800),), gray) == ()


def test_text_on_a_picture_is_unsure_until_a_shape_lies_between() -> None:
    (unsure,) = faint_texts((PICTURE, TEXT), sheet())
    assert unsure.ratio is None
    white = replace(TEXT, color="white")
    assert faint_texts((PICTURE, GROUND, white), sheet()) == ()
    assert len(faint_texts((PICTURE, replace(GROUND, fill="accent@30"), white), sheet())) == 1


def test_of_a_gradient_the_worse_end_counts() -> None:
    scrim = Frame(FrameKind.GRADIENT, (0, 0, 1, 1), fill="accent", fade="white")
    assert faint_texts((scrim, TEXT), sheet())[0].needed == 4.5


def test_the_text_of_a_button_stands_on_the_button() -> None:
    button = replace(TEXT, hug=True, fill="accent", color="on_accent", padding=0.5)
    assert faint_texts((button,), sheet()) == ()

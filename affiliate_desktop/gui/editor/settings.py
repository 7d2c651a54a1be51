"""The settings of a frame: which kinds have them, which field shows them, and how they are read and written."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QCoreApplication

from affiliate_desktop.studio.frames import TEXT_KINDS, Frame, FrameKind
from affiliate_desktop.studio.leaves import Leaf
from affiliate_desktop.studio.page_arranging import anchored, at_turn
from affiliate_desktop.studio.sheet import Sheet

translate = QCoreApplication.translate
POINTS = 72 / 25.4
TEXT = TEXT_KINDS
FILLED = frozenset({FrameKind.SHAPE, FrameKind.GRADIENT, FrameKind.QR, FrameKind.TEXT, FrameKind.DISCLOSURE})
ALL = frozenset(FrameKind)
_PART = frozenset({FrameKind.PART})
_LEFT = 0.01
"""Of a picture that is cropped at least so much is left, as a share."""
_ACROSS, _DOWN = ("left", "center", "right"), ("top", "middle", "bottom")


@dataclass(frozen=True)
class Number:
    """A number in a spin box: its range, decimals and step, what stands behind it, and what stands instead of 0."""

    least: float
    most: float
    decimals: int = 0
    step: float = 1.0
    suffix: str = ""
    zero: str = ""


@dataclass(frozen=True)
class Setting:
    """One setting.

    Attributes:
        name: stable short name.
        title: what the field is called.
        kinds: of frames that have it.
        shape: ``line``, ``check``, ``color``, ``fill``, ``font``, ``stack``, a ``Number``, or (value, label) pairs.
        read: what the field shows.
        write: the frame with what the field says.
        pair: stands beside the one before.
        hint: what it does, as the tool tip.
        unit: ``length`` in pixels or millimeters, ``type`` in pixels or points; empty where the shape says it.
        more: is folded away until it is asked for.
        place: of where the frame is, which all texts of a stack share.
    """

    name: str
    title: str
    kinds: frozenset[FrameKind]
    shape: object
    read: Callable[[Frame, Sheet, Leaf], Any]
    write: Callable[[Frame, Any, Sheet, Leaf], Frame]
    pair: bool = False
    hint: str = ""
    unit: str = ""
    more: bool = False
    place: bool = False


def _plain(
    name: str, title: str, kinds: frozenset[FrameKind], shape: object, *, of: str = "", pair: bool = False
) -> Setting:
    """A setting that is an attribute of the frame as it is."""
    attribute = of or name
    return Setting(
        name,
        title,
        kinds,
        shape,
        lambda frame, _sheet, _leaf: getattr(frame, attribute),
        lambda frame, value, _sheet, _leaf: replace(frame, **{attribute: value}),
        pair,
    )


def _scaled(
    name: str, title: str, kinds: frozenset[FrameKind], shape: Number, scale: float, *, pair: bool = False
) -> Setting:
    """A setting that is shown as so many times the frame's attribute, such as percent."""
    return Setting(
        name,
        title,
        kinds,
        shape,
        lambda frame, _sheet, _leaf: getattr(frame, name) * scale,
        lambda frame, value, _sheet, _leaf: replace(frame, **{name: value / scale}),
        pair,
    )


def _length(
    name: str,
    title: str,
    kinds: frozenset[FrameKind],
    bounds: tuple[float, float],
    *,
    zero: str = "",
    pair: bool = False,
) -> Setting:
    """A setting that is a share of the page's shorter edge, shown in pixels or millimeters.

    Args:
        name: of the frame's attribute.
        title: what the field is called.
        kinds: of frames that have it.
        bounds: the smallest and the largest share that a design may say.
        zero: what stands there instead of 0.
        pair: stands beside the one before.
    """

    def write(frame: Frame, value: float, sheet: Sheet, leaf: Leaf) -> Frame:
        made: dict[str, Any] = {name: min(max(value * leaf.units / sheet.edge, bounds[0]), bounds[1])}
        return replace(frame, **made)

    return Setting(
        name,
        title,
        kinds,
        Number(-20_000 if bounds[0] < 0 else 0, 20_000, 1, 1, zero=zero),
        lambda frame, sheet, leaf: getattr(frame, name) * sheet.edge / leaf.units,
        write,
        pair,
        unit="length",
    )


def _crop(name: str, title: str, side: str, *, pair: bool = False) -> Setting:
    """How much of a picture is cut away at a side, in percent; some of it stays."""

    def read(frame: Frame, _sheet: Sheet, _leaf: Leaf) -> float:
        left, top, width, height = frame.crop
        return 100 * {"l": left, "t": top, "r": 1 - left - width, "b": 1 - top - height}[side]

    def write(frame: Frame, value: float, _sheet: Sheet, _leaf: Leaf) -> Frame:
        left, top, width, height = frame.crop
        right, bottom, share = left + width, top + height, value / 100
        if side in "lr":
            left, right = (min(share, right - _LEFT), right) if side == "l" else (left, max(1 - share, left + _LEFT))
        else:
            top, bottom = (min(share, bottom - _LEFT), bottom) if side == "t" else (top, max(1 - share, top + _LEFT))
        return replace(frame, crop=(left, top, right - left, bottom - top))

    return Setting(name, title, frozenset({FrameKind.PICTURE}), Number(0, 95, 1, 5, " %"), read, write, pair)


def _repeat(name: str, title: str, at: int, *, pair: bool = False) -> Setting:
    """How often a part stands on an axis."""

    def write(frame: Frame, value: float, _sheet: Sheet, _leaf: Leaf) -> Frame:
        across, down = frame.repeat
        return replace(frame, repeat=(int(value), down) if at == 0 else (across, int(value)))

    return Setting(name, title, _PART, Number(1, 40), lambda frame, _sheet, _leaf: frame.repeat[at], write, pair)


def _turning(title: str) -> Setting:
    return Setting(
        "turn",
        title,
        ALL,
        Number(-180, 180, 1, 1, "°"),
        lambda frame, _sheet, _leaf: frame.turn,
        lambda frame, value, sheet, _leaf: at_turn(frame, value, sheet),
        pair=True,
        place=True,
    )


def _part(
    name: str, title: str, kinds: frozenset[FrameKind], attribute: str, at: int, *, pair: bool = False
) -> Setting:
    """One number of a pair of the frame, in percent."""

    def write(frame: Frame, value: float, _sheet: Sheet, _leaf: Leaf) -> Frame:
        numbers = list(getattr(frame, attribute))
        numbers[at] = value / 100
        made: dict[str, Any] = {attribute: tuple(numbers)}
        return replace(frame, **made)

    return Setting(
        name,
        title,
        kinds,
        Number(0, 100, 0, 5, " %"),
        lambda frame, _sheet, _leaf: getattr(frame, attribute)[at] * 100,
        write,
        pair,
    )


def _type_scale(sheet: Sheet, leaf: Leaf) -> float:
    """From shares of the page's shorter edge to points on paper, pixels on a screen."""
    return sheet.edge / leaf.units * (POINTS if leaf.unit == "mm" else 1.0)


def _size(name: str, title: str, at: int, *, pair: bool = False) -> Setting:
    def write(frame: Frame, value: float, sheet: Sheet, leaf: Leaf) -> Frame:
        size = max(value / _type_scale(sheet, leaf), 1e-4)
        low, high = frame.sizes
        return replace(frame, sizes=(size, max(size, high)) if at == 0 else (min(low, size), size))

    return Setting(
        name,
        title,
        TEXT,
        Number(1, 2000, 1, 1),
        lambda frame, sheet, leaf: frame.sizes[at] * _type_scale(sheet, leaf),
        write,
        pair,
        unit="type",
    )


def _anchor(name: str, title: str, words: tuple[str, str, str], *, pair: bool = False) -> Setting:
    """How a frame follows the page on an axis, in the place where it is seen."""
    first, middle, last = words
    labels = {
        "": translate("Editor", "In proportion"),
        first: translate("Editor", "Keeps to the left") if first == "left" else translate("Editor", "Keeps to the top"),
        last: translate("Editor", "Keeps to the right")
        if last == "right"
        else translate("Editor", "Keeps to the bottom"),
        middle: translate("Editor", "Keeps to the middle"),
        f"{first} {last}": translate("Editor", "Stretches"),
    }

    def read(frame: Frame, _sheet: Sheet, _leaf: Leaf) -> str:
        return " ".join(word for word in (first, middle, last) if word in frame.anchor.split())

    def write(frame: Frame, value: str, sheet: Sheet, _leaf: Leaf) -> Frame:
        kept = [word for word in frame.anchor.split() if word not in words]
        return anchored(frame, " ".join([*value.split(), *kept]), sheet)

    return Setting(name, title, ALL, tuple(labels.items()), read, write, pair, place=True)


def settings() -> tuple[Setting, ...]:
    """All settings but a frame's content and place, in the order of the panel; those that few need come last."""
    hints = _hints()
    last = tuple(replace(each, more=True) for each in _rare())
    return tuple(replace(each, hint=hints.get(each.name, "")) for each in (*_usual(), *last))


def _usual() -> tuple[Setting, ...]:
    shape, line, picture = FrameKind.SHAPE, FrameKind.LINE, FrameKind.PICTURE
    gradient, code = FrameKind.GRADIENT, FrameKind.QR
    t = translate
    aligns = (("left", t("Editor", "Left")), ("center", t("Editor", "Center")), ("right", t("Editor", "Right")))
    valigns = (("top", t("Editor", "Top")), ("middle", t("Editor", "Middle")), ("bottom", t("Editor", "Bottom")))
    fits = (
        ("cover", t("Editor", "Fills the frame")),
        ("contain", t("Editor", "Whole picture")),
        ("fill", t("Editor", "Stretched")),
    )
    masks = (("rectangle", t("Editor", "Rectangle")), ("ellipse", t("Editor", "Ellipse")))
    placed = TEXT | {picture, code}
    return (
        _repeat("repeat_x", t("Editor", "Times across"), 0),
        _repeat("repeat_y", t("Editor", "Times down"), 1, pair=True),
        _length("gutter", t("Editor", "Space between"), _PART, (0, 1)),
        _plain("cut", t("Editor", "Lines to cut along"), _PART, "check"),
        _plain("font", t("Editor", "Font"), TEXT, "font"),
        _plain("weight", t("Editor", "Weight"), TEXT, _weights()),
        _size("smallest", t("Editor", "Smallest size"), 0),
        _size("largest", t("Editor", "Largest size"), 1, pair=True),
        _plain("align", t("Editor", "Align"), placed, aligns),
        _plain("valign", t("Editor", "Vertical"), placed, valigns, pair=True),
        _scaled("leading", t("Editor", "Line spacing"), TEXT, Number(50, 500, 0, 5, " %"), 100),
        _plain("lines", t("Editor", "Lines at most"), TEXT, Number(0, 100, zero=t("Editor", "Any")), pair=True),
        _plain("italic", t("Editor", "Italic"), TEXT, "check"),
        _plain("capitals", t("Editor", "Capitals"), TEXT, "check", pair=True),
        _plain("hug", t("Editor", "As a button"), TEXT, "check"),
        _plain("optional", t("Editor", "May be left out"), TEXT, "check", pair=True),
        _plain("color", t("Editor", "Color"), TEXT | {line, code}, "color"),
        _plain("fill", t("Editor", "Fill"), FILLED, "fill", pair=True),
        _plain("fade", t("Editor", "Fades into"), frozenset({shape, gradient, *TEXT}), "fill"),
        _plain("angle", t("Editor", "Direction"), frozenset({gradient}), Number(-360, 360, 0, 15, "°"), pair=True),
        _plain("edging", t("Editor", "Line color"), frozenset({shape}), "color", of="color"),
        _scaled("thickness", t("Editor", "Line width"), frozenset({shape, line}), _FINE, 100, pair=True),
        _scaled("radius", t("Editor", "Corners"), frozenset({shape, gradient, picture, *TEXT}), _PERCENT, 100),
        _plain("dash", t("Editor", "Dashed"), frozenset({shape, line}), "check", pair=True),
        _plain("fit", t("Editor", "Fit"), frozenset({picture}), fits),
        _plain("mask", t("Editor", "Mask"), frozenset({picture}), masks, pair=True),
        _part("focal_x", t("Editor", "Focus across"), frozenset({picture}), "focal", 0),
        _part("focal_y", t("Editor", "Focus down"), frozenset({picture}), "focal", 1, pair=True),
        _scaled("opacity", t("Editor", "Opacity"), ALL - _PART, _PERCENT, 100),
        _turning(t("Editor", "Turn")),
        _anchor("anchor_x", t("Editor", "Across"), _ACROSS),
        _anchor("anchor_y", t("Editor", "Up and down"), _DOWN, pair=True),
    )


def _rare() -> tuple[Setting, ...]:
    picture, shape = FrameKind.PICTURE, FrameKind.SHAPE
    formed = frozenset({shape, picture, FrameKind.GRADIENT})
    t = translate
    return (
        _crop("crop_l", t("Editor", "Cut off at the left"), "l"),
        _crop("crop_r", t("Editor", "Cut off at the right"), "r", pair=True),
        _crop("crop_t", t("Editor", "Cut off at the top"), "t"),
        _crop("crop_b", t("Editor", "Cut off at the bottom"), "b", pair=True),
        _scaled("lean", t("Editor", "Lean"), formed, Number(-100, 100, 0, 5, " %"), 100),
        _length("square", t("Editor", "Square"), formed | {FrameKind.QR}, (0, 10), zero=t("Editor", "No"), pair=True),
        _scaled("tracking", t("Editor", "Letter spacing"), TEXT, Number(-50, 200, 1, 1, " %"), 100),
        _plain("width", t("Editor", "Letter width"), TEXT, Number(50, 200, 1, 5, " %"), pair=True),
        _scaled("padding", t("Editor", "Button margin"), TEXT, Number(0, 1000, 0, 5, " %"), 100),
        _plain("stack", t("Editor", "Stack"), TEXT, "stack"),
        _length("gap", t("Editor", "Space above"), TEXT, (-10, 10), pair=True),
        _plain("when", t("Editor", "Only with"), ALL, "line"),
        _plain("unless", t("Editor", "Only without"), ALL, "line", pair=True),
    )


def _weights() -> tuple[tuple[int, str], ...]:
    """The weights by the names that fonts give them."""
    t = translate
    names = {
        300: t("Editor", "Light"),
        400: t("Editor", "Regular"),
        500: t("Editor", "Medium"),
        600: t("Editor", "Semibold"),
        700: t("Editor", "Bold"),
        800: t("Editor", "Extrabold"),
        900: t("Editor", "Black"),
    }
    return tuple((weight, f"{weight} {names.get(weight, '')}".strip()) for weight in range(100, 1000, 100))


def _hints() -> dict[str, str]:
    """What settings do whose name does not tell it all."""
    t = translate
    crop = t("Editor", "The share of the picture that is cut away at this side, before it is fitted into its frame")
    keeps = t("Editor", "How the frame follows the page when it has other proportions")
    focus = t("Editor", "The point of the picture that stays in sight where it is larger than its frame")
    names = t("Editor", "Names of variables or pictures with blanks between them, such as: code event.date logo")
    return {
        "gutter": t("Editor", "Between the repetitions"),
        "cut": t("Editor", "Dashed lines between the repetitions, to cut or tear along"),
        "smallest": t("Editor", "The text is made smaller down to this size until it fits"),
        "largest": t("Editor", "The text is made as large as its place allows, up to this size"),
        "hug": t("Editor", "The filled frame is only as large as its text with a margin"),
        "optional": t("Editor", "The text may be left out, with a note, where it does not fit at its smallest size"),
        "focal_x": focus,
        "focal_y": focus,
        "turn": t("Editor", "Clockwise about the middle; the round handle on the page turns it too"),
        "anchor_x": keeps,
        "anchor_y": keeps,
        "crop_l": crop,
        "crop_r": crop,
        "crop_t": crop,
        "crop_b": crop,
        "lean": t("Editor", "How far the left edge leans inward at the top; the right edge where it is negative"),
        "square": t("Editor", "Edge of a square that is kept within the frame's place on every page"),
        "tracking": t("Editor", "Extra space between letters, in percent of the font size"),
        "width": t("Editor", "Narrower or wider letters, where the font has them: 62.5 to 125 % of those that ship"),
        "padding": t("Editor", "Above and below a button's text, in percent of the font size; twice that beside it"),
        "stack": t("Editor", "Texts with the same word here share one place and stand below each other"),
        "gap": t("Editor", "Above this text, where it is not the first of its stack"),
        "when": t("Editor", "The frame is there only with these.") + " " + names,
        "unless": t("Editor", "The frame is there only without these.") + " " + names,
    }


_PERCENT = Number(0, 100, 0, 5, " %")
_FINE = Number(0, 100, 2, 0.1, " %")

"""The settings of a frame: which kinds have them, which field shows them, and how they are read and written."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QCoreApplication

from affiliate_desktop.studio.frames import TEXT_KINDS, Frame, FrameKind
from affiliate_desktop.studio.leaves import Leaf
from affiliate_desktop.studio.page_arranging import anchored
from affiliate_desktop.studio.sheet import Sheet

translate = QCoreApplication.translate
POINTS = 72 / 25.4
TEXT = TEXT_KINDS
FILLED = frozenset({FrameKind.SHAPE, FrameKind.GRADIENT, FrameKind.QR, FrameKind.TEXT, FrameKind.DISCLOSURE})
ALL = frozenset(FrameKind)
_ACROSS, _DOWN = ("left", "center", "right"), ("top", "middle", "bottom")


@dataclass(frozen=True)
class Number:
    """A number in a spin box: its range, decimals and step, and what stands behind it."""

    least: float
    most: float
    decimals: int = 0
    step: float = 1.0
    suffix: str = ""


@dataclass(frozen=True)
class Setting:
    """One setting.

    Attributes:
        name: stable short name.
        title: what the field is called.
        kinds: of frames that have it.
        shape: ``text``, ``line``, ``check``, ``color``, ``fill``, a ``Number``, or (value, label) pairs.
        read: what the field shows.
        write: the frame with what the field says.
        pair: stands beside the one before.
    """

    name: str
    title: str
    kinds: frozenset[FrameKind]
    shape: object
    read: Callable[[Frame, Sheet, Leaf], Any]
    write: Callable[[Frame, Any, Sheet, Leaf], Frame]
    pair: bool = False


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

    return Setting(name, title, ALL, tuple(labels.items()), read, write, pair)


def settings() -> tuple[Setting, ...]:
    """All settings but a frame's content and place, in the order of the panel."""
    shape, line, picture = FrameKind.SHAPE, FrameKind.LINE, FrameKind.PICTURE
    gradient, code = FrameKind.GRADIENT, FrameKind.QR
    t = translate
    aligns = (("left", t("Editor", "Left")), ("center", t("Editor", "Center")), ("right", t("Editor", "Right")))
    valigns = (("top", t("Editor", "Top")), ("middle", t("Editor", "Middle")), ("bottom", t("Editor", "Bottom")))
    weights = tuple((number, f"{number}") for number in range(100, 1000, 100))
    fits = (
        ("cover", t("Editor", "Fills the frame")),
        ("contain", t("Editor", "Whole picture")),
        ("fill", t("Editor", "Stretched")),
    )
    masks = (("rectangle", t("Editor", "Rectangle")), ("ellipse", t("Editor", "Ellipse")))
    placed = TEXT | {picture, code}
    return (
        _plain("font", t("Editor", "Font"), TEXT, "font"),
        _plain("weight", t("Editor", "Weight"), TEXT, weights),
        _size("smallest", t("Editor", "Smallest size"), 0),
        _size("largest", t("Editor", "Largest size"), 1, pair=True),
        _plain("align", t("Editor", "Align"), placed, aligns),
        _plain("valign", t("Editor", "Upright"), placed, valigns, pair=True),
        _scaled("leading", t("Editor", "Line spacing"), TEXT, Number(50, 500, 0, 5, " %"), 100),
        _plain("lines", t("Editor", "Lines at most"), TEXT, Number(0, 100), pair=True),
        _plain("italic", t("Editor", "Italic"), TEXT, "check"),
        _plain("capitals", t("Editor", "Capitals"), TEXT, "check", pair=True),
        _plain("hug", t("Editor", "As a button"), TEXT, "check"),
        _plain("optional", t("Editor", "May be left out"), TEXT, "check", pair=True),
        _plain("color", t("Editor", "Color"), TEXT | {line, shape, code}, "color"),
        _plain("fill", t("Editor", "Fill"), FILLED, "fill", pair=True),
        _plain("fade", t("Editor", "Fades into"), frozenset({shape, gradient, *TEXT}), "fill"),
        _plain("angle", t("Editor", "Direction"), frozenset({gradient}), Number(-360, 360, 0, 15, "°")),
        _scaled("radius", t("Editor", "Corners"), frozenset({shape, gradient, picture, *TEXT}), _PERCENT, 100),
        _scaled("thickness", t("Editor", "Line width"), frozenset({shape, line}), Number(0, 100, 2, 0.1, " %"), 100),
        _plain("dash", t("Editor", "Dashed"), frozenset({shape, line}), "check"),
        _plain("fit", t("Editor", "Fit"), frozenset({picture}), fits),
        _plain("mask", t("Editor", "Mask"), frozenset({picture}), masks, pair=True),
        _part("focal_x", t("Editor", "Focus across"), frozenset({picture}), "focal", 0),
        _part("focal_y", t("Editor", "Focus down"), frozenset({picture}), "focal", 1, pair=True),
        _scaled("opacity", t("Editor", "Opacity"), ALL - {FrameKind.PART}, _PERCENT, 100),
        _plain("turn", t("Editor", "Turn"), ALL, Number(-360, 360, 1, 1, "°"), pair=True),
        _anchor("anchor_x", t("Editor", "Across"), _ACROSS),
        _anchor("anchor_y", t("Editor", "Up and down"), _DOWN, pair=True),
        _plain("when", t("Editor", "Only with"), ALL, "line"),
        _plain("unless", t("Editor", "Only without"), ALL, "line", pair=True),
    )


_PERCENT = Number(0, 100, 0, 5, " %")

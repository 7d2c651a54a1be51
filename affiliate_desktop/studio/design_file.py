"""Designs as TOML, read strictly: what is not known is refused with the place where it stands.

A design file has an ``id``, a ``name``, a ``kind`` (``banner`` or ``print``), tables ``format``, ``colors``, ``fonts``,
``texts``, ``pictures`` and ``references``, one list of frames a shape class (``[[leaderboard]]``, ``[[page]]`` ...) and
one a part (``[[part.strip]]``). The keys of a frame are those of :class:`~.frames.Frame`. Guides of the editor stand in
a table a shape class or part (``[guides.page]``, ``[guides."part.strip"]``): lists ``upright`` and ``level``, in shares
of the page.
"""

import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from pathlib import Path, PureWindowsPath
from typing import Any, get_args, get_origin, get_type_hints

from affiliate_desktop.core.files import read_file
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.studio.color import rgb
from affiliate_desktop.studio.design_sense import check_sense
from affiliate_desktop.studio.frames import PALETTE, SHAPES, Design, Frame, FrameKind, Frames, Guides, Page

MAX_BYTES = 2_000_000
MAX_FRAMES = 400
"""Frames of all variants and parts together."""
MAX_GUIDES = 100
"""Of one way on one page."""
OUTERMOST = (-1.0, 2.0)
"""Where a guide can be, in shares of the page: on it or beside it."""
COLORS = frozenset({"background", "foreground", "accent", "accent_deep", "accent_text", "on_accent", "white", "black"})
PAPER_NAMES = ("A3", "A4", "A5", "A6", "Letter", "Legal", "Tabloid")
KINDS = ("banner", "print", "label")
_HEAD = ("id", "name", "kind", "about")
_TABLES = ("format", "colors", "fonts", "texts", "pictures", "references", "part", "guides")
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}\Z")
_WORD = re.compile(r"[a-z][a-z0-9_.]{0,39}\Z")
_SHARE = re.compile("|[0-9]{1,2}|100")
_PICTURE = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg")
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "align": ("left", "center", "right"),
    "valign": ("top", "middle", "bottom"),
    "fit": ("cover", "contain", "fill"),
    "mask": ("rectangle", "ellipse"),
}
_FORMS: Mapping[FrameKind, tuple[str, ...]] = {
    FrameKind.SHAPE: ("", "rectangle", "ellipse"),
    FrameKind.GRADIENT: ("", "linear", "radial"),
    FrameKind.LINE: ("", "across", "down", "rise", "fall"),
}
_ANCHORS = frozenset({"left", "right", "center", "top", "bottom", "middle"})
_RANGES: Mapping[str, tuple[float, float]] = {
    "weight": (1, 1000),
    "width": (50, 200),
    "opacity": (0, 1),
    "turn": (-360, 360),
    "angle": (-360, 360),
    "thickness": (0, 1),
    "leading": (0.5, 5),
    "tracking": (-0.5, 2),
    "lines": (0, 100),
    "radius": (0, 1),
    "padding": (0, 10),
    "square": (0, 10),
    "gap": (-10, 10),
    "gutter": (0, 1),
}


def read_design(file: Path) -> Design:
    """A design from its file; the pictures it carries are looked for in its folder.

    Raises:
        BadInput: naming the place, when the file is no TOML, a frame is not understood or a path leaves the folder.
    """
    try:
        content = read_file(file)
    except OSError as error:
        raise _bad(file.name, "", error.strerror or str(error)) from error
    design = parse_design(content, file.name)
    for name, picture in design.pictures.items():
        if not (file.parent / picture).is_file():
            raise _bad(file.name, f"pictures, {name}", f"there is no “{picture}” beside the design")
    return design


@lru_cache(maxsize=64)
def parse_design(content: bytes, where: str) -> Design:
    """A design from the bytes of a TOML file, parsed once for as long as it stays the same.

    ``where`` is what problems call it.
    """
    if len(content) > MAX_BYTES:
        raise _bad(where, "", f"it is larger than {MAX_BYTES // 1_000_000} MB")
    try:
        document = tomllib.loads(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise _bad(where, "", "it is no text in UTF-8") from error
    except RecursionError as error:
        raise _bad(where, "", "it is nested far too deeply") from error
    except tomllib.TOMLDecodeError as error:
        raise _bad(where, "", f"it is no TOML: {error}") from error
    design = design_of(document, where)
    check_sense(design, where)
    return design


def design_of(document: Mapping[str, Any], where: str) -> Design:
    """A design from its document, as TOML or JSON holds it.

    Raises:
        BadInput: naming the place.
    """
    _check_head(document, where)
    colors = _texts(document, "colors", where, _color_value)
    named = COLORS | colors.keys()
    variants = {
        shape: _frames(frames, where, shape, named)
        for shape, frames in document.items()
        if shape not in {*_HEAD, *_TABLES} and _is_shape(shape, frames, where)
    }
    parts = {
        name: _frames(frames, where, f"part.{name}", named)
        for name, frames in _table(document, "part", where).items()
        if _is_list(name, frames, where)
    }
    _check_whole(variants, parts, where)
    return Design(
        id=document["id"],
        name=document["name"],
        kind=document["kind"],
        about=document.get("about", ""),
        page=_page(_table(document, "format", where), where),
        colors=colors or PALETTE,
        fonts=_texts(document, "fonts", where, _font_value),
        texts=_texts(document, "texts", where, _text_value),
        pictures=_texts(document, "pictures", where, _picture_value),
        references=_references(_table(document, "references", where), where),
        variants=variants,
        parts=parts,
        guides=_guides(_table(document, "guides", where), {*variants, *(f"part.{name}" for name in parts)}, where),
    )


def _check_head(document: Mapping[str, Any], where: str) -> None:
    for key in ("id", "name", "kind"):
        if not isinstance(document.get(key), str) or not document[key].strip():
            raise _bad(where, key, "a text is missing here")
    if not _ID.match(document["id"]):
        raise _bad(where, "id", "use small letters, digits and hyphens")
    if document["kind"] not in KINDS:
        raise _bad(where, "kind", f"is none of {', '.join(KINDS)}")
    if not isinstance(document.get("about", ""), str):
        raise _bad(where, "about", "a text is needed")


def _check_whole(variants: Mapping[str, Frames], parts: Mapping[str, Frames], where: str) -> None:
    """Refuses a design without frames, with far too many, and parts that are missing or hold parts."""
    if not any(variants.values()):
        raise _bad(where, "", "it has no frames")
    if sum(map(len, (*variants.values(), *parts.values()))) > MAX_FRAMES:
        raise _bad(where, "", f"it has more than {MAX_FRAMES} frames")
    for name, frames in (*variants.items(), *((f"part.{name}", frames) for name, frames in parts.items())):
        for number, frame in enumerate(frames, 1):
            if frame.kind is FrameKind.PART and (name.startswith("part.") or frame.content not in parts):
                raise _bad(where, f"{name} {number}, content", f"there is no part “{frame.content}” to use here")


def _is_shape(shape: str, frames: Any, where: str) -> bool:
    if shape not in SHAPES or not isinstance(frames, list):
        raise _bad(where, shape, f"is none of {', '.join(SHAPES)}")
    return True


def _is_list(name: str, frames: Any, where: str) -> bool:
    if not _WORD.match(name) or not isinstance(frames, list) or not frames:
        raise _bad(where, f"part.{name}", "a list of frames is needed")
    return True


def _table(document: Mapping[str, Any], key: str, where: str) -> Mapping[str, Any]:
    table = document.get(key, {})
    if not isinstance(table, dict):
        raise _bad(where, key, "a table is needed")
    return table


# --- tables beside the frames ------------------------------------------------------------------------------------


def _texts(document: Mapping[str, Any], key: str, where: str, check: Callable[[str, str], str]) -> dict[str, str]:
    """A table of words to texts; ``check`` answers the text or raises ValueError with the reason."""
    read = {}
    for name, value in _table(document, key, where).items():
        place = f"{key}, {name}"
        if not _WORD.match(name):
            raise _bad(where, place, "use small letters, digits and underscores")
        if not isinstance(value, str):
            raise _bad(where, place, "a text is needed")
        try:
            read[name] = check(name, value)
        except (ValueError, BadInput) as error:
            raise _bad(where, place, str(error)) from error
    return read


def _color_value(_name: str, value: str) -> str:
    rgb(value)
    return value.strip().lower()


def _font_value(name: str, value: str) -> str:
    if name not in {"heading", "body"}:
        raise ValueError("is none of heading, body")
    if not value.strip() or len(value) > 100 or not value.isprintable():
        raise ValueError("the name of a font is needed")
    return value.strip()


def _text_value(_name: str, value: str) -> str:
    if len(value) > 4000:
        raise ValueError("the text is too long")
    return value


def _picture_value(_name: str, value: str) -> str:
    """A picture beside the design: a plain file name, also by the rules of other systems."""
    inside = value == Path(value).name == PureWindowsPath(value).name and value not in {"", ".", ".."}
    if not inside or not value.isprintable() or ":" in value:
        raise ValueError(f"“{value[:60]}” leaves the design's folder; put the picture beside the design")
    if not value.lower().endswith(_PICTURE):
        raise ValueError(f"“{value[:60]}” is no PNG, JPEG, WebP, GIF or SVG picture")
    return value


def _references(table: Mapping[str, Any], where: str) -> dict[str, tuple[float, float]]:
    read = {}
    for shape, value in table.items():
        if shape not in SHAPES:
            raise _bad(where, f"references, {shape}", f"is none of {', '.join(SHAPES)}")
        pair = _numbers(value, 2, where, f"references, {shape}")
        if min(pair) <= 0:
            raise _bad(where, f"references, {shape}", "a width and a height are needed")
        read[shape] = (pair[0], pair[1])
    return read


def _guides(table: Mapping[str, Any], spots: Collection[str], where: str) -> dict[str, Guides]:
    read = {}
    for spot, ways in table.items():
        place = f"guides, {spot}"
        if spot not in spots:
            raise _bad(where, place, f"is none of {', '.join(sorted(spots))}")
        if not isinstance(ways, dict) or not ways.keys() <= {"upright", "level"}:
            raise _bad(where, place, "a table with upright and level is needed")
        read[spot] = Guides(**{way: _lines(lines, where, f"{place}, {way}") for way, lines in ways.items()})
    return read


def _lines(value: Any, where: str, place: str) -> tuple[float, ...]:
    if not isinstance(value, list) or len(value) > MAX_GUIDES:
        raise _bad(where, place, f"a list of at most {MAX_GUIDES} numbers is needed")
    lines = _numbers(value, len(value), where, place)
    if not all(OUTERMOST[0] <= line <= OUTERMOST[1] for line in lines):
        raise _bad(where, place, f"is from {OUTERMOST[0]:g} to {OUTERMOST[1]:g}")
    return lines


def _page(table: Mapping[str, Any], where: str) -> Page:
    values: dict[str, Any] = {}
    for key, value in table.items():
        place = f"format, {key}"
        if key == "unit":
            if value not in {"px", "mm"}:
                raise _bad(where, place, "is none of px, mm")
            values[key] = value
        elif key == "papers":
            if not isinstance(value, list) or not set(map(str, value)) <= set(PAPER_NAMES):
                raise _bad(where, place, f"is none of {', '.join(PAPER_NAMES)}")
            values[key] = tuple(value)
        elif key in {"width", "height", "bleed", "safe"}:
            if not _is_number(value) or not 0 <= value <= 10_000:
                raise _bad(where, place, "a number from 0 to 10000 is needed")
            values[key] = float(value)
        else:
            raise _bad(where, place, f"“{key}” is not known")
    if (values.get("width", 0) > 0) is not (values.get("height", 0) > 0):
        raise _bad(where, "format", "a page of fixed size needs a width and a height")
    return Page(**values)


# --- frames ------------------------------------------------------------------------------------------------------


def _frames(tables: list[Any], where: str, name: str, colors: frozenset[str]) -> Frames:
    return tuple(_frame(where, f"{name} {number}", table, colors) for number, table in enumerate(tables, 1))


_HINTS = get_type_hints(Frame)


def _frame(where: str, place: str, table: Any, colors: frozenset[str]) -> Frame:
    if not isinstance(table, dict) or not {"kind", "box"} <= table.keys():
        raise _bad(where, place, "a frame needs a kind and a box")
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in _HINTS:
            raise _bad(where, place, f"“{key}” is not known")
        values[key] = _value(where, f"{place}, {key}", value, _HINTS[key])
    for key, (least, most) in _RANGES.items():
        if not least <= values.get(key, least) <= most:
            raise _bad(where, f"{place}, {key}", f"is from {least:g} to {most:g}")
    _check_words(where, place, values)
    for key in ("color", "fill", "fade"):
        _check_color(where, f"{place}, {key}", values.get(key, ""), colors)
    return Frame(**values)


def _check_words(where: str, place: str, values: Mapping[str, Any]) -> None:
    for key, choices in _CHOICES.items():
        if values.get(key, choices[0]) not in choices:
            raise _bad(where, f"{place}, {key}", f"is none of {', '.join(choices)}")
    unknown = set(values.get("anchor", "").split()) - _ANCHORS
    if unknown:
        raise _bad(where, f"{place}, anchor", f"“{sorted(unknown)[0]}” is none of {', '.join(sorted(_ANCHORS))}")
    forms = _FORMS.get(values["kind"], ())
    if forms and values.get("content", "") not in forms:
        raise _bad(where, f"{place}, content", f"is none of {', '.join(forms[1:])}")
    across, down = values.get("repeat", (1, 1))
    if not (1 <= across <= 40 and 1 <= down <= 40):
        raise _bad(where, f"{place}, repeat", "is from 1 to 40")
    smallest, largest = values.get("sizes", (0.03, 0.1))
    if not 0 < smallest <= largest:
        raise _bad(where, f"{place}, sizes", "the smallest size comes first, then the largest")


def _value(where: str, place: str, value: Any, kind: Any) -> Any:
    if kind is FrameKind:
        if value not in set(FrameKind):
            raise _bad(where, place, f"is none of {', '.join(FrameKind)}")
        return FrameKind(value)
    if get_origin(kind) is tuple:
        parts = get_args(kind)
        numbers = _numbers(value, len(parts), where, place)
        return tuple(int(number) for number in numbers) if parts[0] is int else numbers
    if kind is float and _is_number(value):
        return float(value)
    if not isinstance(value, kind) or isinstance(value, bool) is not (kind is bool):
        raise _bad(where, place, f"a value of another kind is needed ({kind.__name__})")
    return value


def _numbers(value: Any, count: int, where: str, place: str) -> tuple[float, ...]:
    if not isinstance(value, list | tuple) or len(value) != count or not all(_is_number(part) for part in value):
        raise _bad(where, place, f"{count} numbers are needed")
    return tuple(float(part) for part in value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 100_000


def _check_color(where: str, place: str, color: str, known: frozenset[str]) -> None:
    name, _, share = color.partition("@")
    if not color or (name in known and _SHARE.fullmatch(share)):
        return
    try:
        rgb(color)
    except BadInput as error:
        raise _bad(where, place, str(error)) from error


def _bad(where: str, place: str, reason: str) -> BadInput:
    at = f"{where}, {place}" if place else where
    return BadInput("bad_design", "The design cannot be used ({where}): {reason}.", where=at, reason=reason)

"""A page as it is painted: its size, and what a design's variables, colors, pictures and codes stand for."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeVar

from PySide6.QtGui import QImage

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.studio.color import hexadecimal, luminance, mixed, readable, readable_on, rgb
from affiliate_desktop.studio.design import variant_of
from affiliate_desktop.studio.frames import Design, Frames
from affiliate_desktop.studio.matrix import Matrix

T = TypeVar("T")
MOST_LETTERS = 4000
MOST_REMEMBERED = 500
Sides = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page and what its design's variables stand for.

    Attributes:
        width, height: in units: pixels of a banner, tenths of a millimeter on paper.
        legible: the smallest font size that can be read, in units.
        dots: device dots a unit, to which pictures are scaled.
        texts: by variable; an empty one is as good as none.
        pictures: by name.
        colors: ``background``, ``foreground``, ``accent`` and the design's own.
        codes: QR codes by name.
        fonts: families of ``heading`` and ``body``.
        parts: frames that ``part`` frames repeat, by name.
        reference: width and height of the page that the frames were drawn on; None for this page's own.
        bleed: units that what touches an edge reaches past it: left, top, right, bottom.
        cmyk: pictures are turned into the colors of printing presses.
        hidden: variables whose texts keep their room but are not painted, as in a moving banner that builds up.
        outlines: letters are painted as outlines, for files that travel without their fonts.
        memory: what was worked out for one page and holds for the next; pages that are copies of each other with other
            texts or codes share it.
    """

    width: float
    height: float
    legible: float
    dots: float
    texts: Mapping[str, str]
    pictures: Mapping[str, QImage] = field(default_factory=dict)
    colors: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, Matrix] = field(default_factory=dict)
    fonts: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, Frames] = field(default_factory=dict)
    reference: tuple[float, float] | None = None
    bleed: Sides = (0.0, 0.0, 0.0, 0.0)
    cmyk: bool = False
    hidden: frozenset[str] = frozenset()
    outlines: bool = False
    memory: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    _named: dict[str, str] = field(default_factory=dict, init=False, compare=False, repr=False)

    @property
    def edge(self) -> float:
        """The shorter edge."""
        return min(self.width, self.height)

    def has(self, name: str) -> bool:
        """Whether a variable or picture is there."""
        return bool(self.texts.get(name, "").strip()) or name in self.pictures or name in self.codes

    def remembered(self, key: Hashable, work_out: Callable[[], T]) -> T:
        """What was worked out for this key before, else what is worked out now."""
        found: T | None = self.memory.get(key)
        if found is None:
            if len(self.memory) >= MOST_REMEMBERED:
                self.memory.clear()
            found = self.memory[key] = work_out()
        return found

    def color(self, word: str) -> str:
        """The color that a design's word stands for: ``accent``, ``accent@20`` or ``#rrggbb``.

        Raises:
            BadInput: when it stands for none.
        """
        found = self._named.get(word)
        if found is None:
            found = self._named[word] = _color(word, tuple(self.colors.items()))
        return found


@lru_cache(maxsize=1024)
def _color(word: str, colors: tuple[tuple[str, str], ...]) -> str:
    given = dict(colors)
    name, _, share = word.partition("@")
    accent = given["accent"]
    on_accent = readable_on(accent)
    away = "#000000" if luminance(on_accent) > 0.5 else "#ffffff"
    derived = {"on_accent": on_accent, "accent_deep": mixed(away, accent, 0.45)}
    derived["accent_text"] = readable(accent, hexadecimal(rgb(given["background"])))
    named = {"white": "#ffffff", "black": "#000000", **derived, **given}
    color = hexadecimal(rgb(named.get(name, name)))
    return mixed(color, given["background"], int(share) / 100) if share else color


@lru_cache(maxsize=1024)
def parted(word: str) -> tuple[str, float]:
    """The name in a word for a color, and how much of it is meant, 0 to 1."""
    name, _, share = word.partition("@")
    return name, int(share) / 100 if share else 1.0


@dataclass(frozen=True, slots=True)
class Medium:
    """What a page is painted for.

    Attributes:
        legible: the smallest font size that can be read, in units.
        dots: device dots a unit.
    """

    legible: float
    dots: float


SCREEN = Medium(legible=9.0, dots=1.0)
"""Units are CSS pixels."""
UNITS_A_MM = 10
PRINT_DPI = 300
PRINT = Medium(legible=25.0, dots=PRINT_DPI / 25.4 / UNITS_A_MM)
"""Units are tenths of a millimeter; 25 of them are about 7 points."""


def sheet_for(
    design: Design,
    width: float,
    height: float,
    medium: Medium,
    *,
    texts: Mapping[str, str],
    pictures: Mapping[str, QImage],
    colors: Mapping[str, str] | None = None,
    codes: Mapping[str, Matrix] | None = None,
) -> tuple[Frames, Sheet]:
    """The frames that a page of a design shows, and the sheet to paint them on.

    Args:
        design: whose variant for this shape is taken, and whose colors and fonts hold where no others are given.
        width: in the medium's units.
        height: likewise.
        medium: screen or print.
        texts: by variable.
        pictures: by name.
        colors: by name, over the design's own; an empty one leaves the design's.
        codes: by name.

    Raises:
        BadInput: when a text is far too long for any page, or a color is none.
    """
    check_texts(texts)
    shape = variant_of(design, width, height)
    given = {name: hexadecimal(rgb(color)) for name, color in (colors or {}).items() if color}
    sheet = Sheet(
        width=width,
        height=height,
        legible=medium.legible,
        dots=medium.dots,
        texts=texts,
        pictures=pictures,
        colors={"background": "#ffffff", "foreground": "#10191c", "accent": "#0f7b6c", **design.colors, **given},
        codes=codes or {},
        fonts=design.fonts,
        parts=design.parts,
        reference=design.reference(shape),
    )
    return design.variants[shape], sheet


def check_texts(texts: Mapping[str, str]) -> None:
    """Refuses texts that no page holds, before any time is spent on them.

    Raises:
        BadInput: when one is too long.
    """
    for text in texts.values():
        if len(text) > MOST_LETTERS:
            raise BadInput(
                "text_too_long",
                "A text has {length} characters; at most {limit} can be set on one page.",
                length=len(text),
                limit=MOST_LETTERS,
            )

"""Records of designs: one model for a banner, a flyer, a card and a label.

A design is a page and, for each shape class of page, frames that are painted in order. A frame's place is a box in
shares of the page; its anchor says how the box follows when the page has other proportions than the reference page
that the design was drawn on. Everything here is frozen: an edit makes a new record (see ``arranging``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from typing_extensions import override

Box = tuple[float, float, float, float]
"""Left, top, width and height."""


class FrameKind(StrEnum):
    """What a frame of a design holds."""

    TEXT = "text"
    DISCLOSURE = "disclosure"
    PICTURE = "picture"
    QR = "qr"
    SHAPE = "shape"
    LINE = "line"
    GRADIENT = "gradient"
    PART = "part"


TEXT_KINDS = frozenset({FrameKind.TEXT, FrameKind.DISCLOSURE})


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of a design and what it holds.

    Attributes:
        name: what the layers call it; unique within its variant, empty for none.
        group: frames of one group are selected and moved together; empty for none.
        box: left, top, width, height as shares of the reference page (0 to 1); may reach past the page.
        anchor: words of ``left``, ``right``, ``center`` and ``top``, ``bottom``, ``middle``. A side that is named keeps
            its distance, in shares of the page's shorter edge; both sides of an axis stretch the frame between them;
            ``center`` and ``middle`` keep the size. An axis without a word is proportional.
        turn: degrees clockwise about the middle; of quarter turns the box is what is seen.
        opacity: 0 (unseen) to 1.
        square: edge of a square within the box, as a share of the page's shorter edge; 0 for the whole box.
        content: text with ``{variables}``; the name of the picture (``picture``, ``logo``, or one the design
            carries); the form of a shape or mask of a picture (``rectangle``, ``ellipse``); the form of a gradient
            (``linear``, ``radial``); the direction of a line (``across``, ``down``, ``rise``, ``fall``); the name of
            the code (``link``); the name of a part. A disclosure says ``{disclosure}`` where it is empty.
        color, fill: ``#rrggbb`` or the name of a color (the design's own, ``background``, ``foreground``, ``accent``,
            ``accent_deep``, ``accent_text`` (readable on the background), ``on_accent``, ``white``, ``black``), with
            ``name@20`` for 20 % of it over the background (of a shape or gradient: over what lies below it); empty
            for none.
        fade: the color a fill runs into; empty for none. Of a shape from top left to bottom right.
        angle: degrees clockwise from left to right that a gradient runs in.
        thickness: of a line or an outline (in ``color``), as a share of the page's shorter edge; 0 for none.
        dash: the line or outline is dashed.
        font: ``body``, ``heading`` (as the design says), or a family's name.
        weight, width: of the font: 100 to 900, and 62.5 (condensed) to 125 % (expanded), where the font has it.
        italic: slanted.
        sizes: smallest and largest font size, as shares of the page's shorter edge.
        leading: distance of lines in font sizes.
        tracking: extra space between letters in font sizes.
        capitals: set in capitals.
        lines: at most so many lines; 0 for as many as fit.
        align: ``left``, ``center`` or ``right``; valign: ``top``, ``middle`` or ``bottom``.
        fit: of pictures ``cover``, ``contain`` or ``fill``.
        focal: the point of a picture that stays in sight when it is cropped, in shares of the picture.
        crop: the part of a picture that is used, in shares of it.
        mask: form of a picture: ``rectangle`` or ``ellipse``.
        lean: how far the left edge of a shape or picture leans inward at the top, as a share of its width; the right
            edge where it is negative.
        radius: corner radius as a share of the frame's shorter edge.
        hug: the filled frame of a text is only as large as its text with a padding, like a button.
        padding: above and below a text that is hugged, in font sizes; left and right it is about twice as much.
        stack: frames of one name share the first one's box and stand below each other; gap: space above this one
            when it is not the first of them, as a share of the page's shorter edge.
        repeat: how often a part stands across and down; gutter: space between, in shares of the shorter edge.
        cut: a part has dashed lines between its repetitions, to cut or tear along.
        when: the frame is there only with these variables or pictures (names with blanks between them); unless: only
            without any of these.
        optional: may be left out, with a note, when the text does not fit at its smallest size.
        hidden: is drawn nowhere, neither in the editor nor in what is made, as if it were not there.
        locked: the editor does not select it on the page nor move or delete it; what is drawn is the same.
    """

    kind: FrameKind
    box: Box
    content: str = ""
    name: str = ""
    group: str = ""
    anchor: str = ""
    turn: float = 0.0
    opacity: float = 1.0
    color: str = "foreground"
    fill: str = ""
    fade: str = ""
    angle: float = 0.0
    thickness: float = 0.0
    dash: bool = False
    font: str = "body"
    weight: int = 400
    width: float = 100.0
    italic: bool = False
    sizes: tuple[float, float] = (0.03, 0.1)
    leading: float = 1.3
    tracking: float = 0.0
    capitals: bool = False
    lines: int = 0
    align: str = "left"
    valign: str = "top"
    fit: str = "cover"
    focal: tuple[float, float] = (0.5, 0.5)
    crop: Box = (0.0, 0.0, 1.0, 1.0)
    mask: str = "rectangle"
    lean: float = 0.0
    radius: float = 0.0
    padding: float = 0.0
    square: float = 0.0
    hug: bool = False
    stack: str = ""
    gap: float = 0.0
    repeat: tuple[int, int] = (1, 1)
    gutter: float = 0.0
    cut: bool = False
    when: str = ""
    unless: str = ""
    optional: bool = True
    hidden: bool = False
    locked: bool = False

    @override
    def __hash__(self) -> int:
        """Of what tells most frames apart: they are looked up often, and a hash of all fields takes its time."""
        return hash((self.box, self.content, self.sizes))


Frames = tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class Guides:
    """Lines that frames are put along while a design is edited; they are never drawn.

    Attributes:
        upright: distances from the page's left edge.
        level: distances from its top.
    """

    upright: tuple[float, ...] = ()
    level: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a design.

    Attributes:
        unit: ``px`` or ``mm``.
        width, height: in the unit; 0 where the page follows the size or paper that is asked for.
        bleed: how far what touches an edge reaches past it, in the unit.
        safe: distance from the edges that texts and codes keep, in the unit of a page of fixed size, else in shares of
            the shorter edge.
        papers: names of the papers the design is made for; empty for all.
    """

    unit: str = "px"
    width: float = 0.0
    height: float = 0.0
    bleed: float = 0.0
    safe: float = 0.0
    papers: tuple[str, ...] = ()

    @property
    def fixed(self) -> bool:
        """Whether the page has a size of its own, such as a card's."""
        return self.width > 0 and self.height > 0


SHAPES = ("button", "leaderboard", "rectangle", "square", "story", "skyscraper", "page")
"""Shape classes of pages; ``page`` is paper."""

REFERENCES: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "button": (120.0, 60.0),
        "leaderboard": (728.0, 90.0),
        "rectangle": (300.0, 250.0),
        "square": (1080.0, 1080.0),
        "story": (1080.0, 1920.0),
        "skyscraper": (160.0, 600.0),
        "page": (210.0, 297.0),
    }
)
"""The page that each variant is drawn on, where a design names no other; only its proportions matter."""

PALETTE: Mapping[str, str] = MappingProxyType({"background": "#12343b", "foreground": "#ffffff", "accent": "#f2b134"})


@dataclass(frozen=True, slots=True)
class Design:
    """A layout: frames for each shape class of page.

    Attributes:
        id: short and safe in file names; what the command line calls it.
        kind: ``banner``, ``print`` or ``label``.
        about: what it is for, in one line.
        page: the unit, the size where it is fixed, bleed and safe area.
        colors: ``background``, ``foreground``, ``accent`` and colors of the design's own, ``#rrggbb``.
        fonts: families of ``heading`` and ``body``.
        texts: what variables say in samples, by name.
        pictures: pictures that the design carries: name -> file name in its folder.
        references: the reference page of a shape class, where it is not that of ``REFERENCES``.
        variants: shape class -> frames, painted in order.
        parts: named frames that ``part`` frames repeat.
        guides: shape class, or ``part.NAME`` -> the editor's guides there, as shares of the page.
    """

    id: str
    name: str
    kind: str
    about: str = ""
    page: Page = Page()
    colors: Mapping[str, str] = field(default_factory=lambda: PALETTE)
    fonts: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
    references: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    variants: Mapping[str, Frames] = field(default_factory=dict)
    parts: Mapping[str, Frames] = field(default_factory=dict)
    guides: Mapping[str, Guides] = field(default_factory=dict)

    def reference(self, shape: str) -> tuple[float, float]:
        """Width and height of the page that a variant was drawn on."""
        if self.page.fixed:
            return self.page.width, self.page.height
        return self.references.get(shape) or REFERENCES[shape]


@dataclass(frozen=True, slots=True)
class Brand:
    """A brand kit: what makes artwork of different designs look like one sender's.

    Attributes:
        colors: names of a design's colors -> ``#rrggbb``.
        fonts: families of ``heading`` and ``body``.
        logos: SHA-256 of pictures kept in the workspace, the preferred one first.
    """

    name: str
    colors: Mapping[str, str] = field(default_factory=dict)
    fonts: Mapping[str, str] = field(default_factory=dict)
    logos: tuple[str, ...] = ()
    id: int = 0

"""Records of the studio: what artwork is made of, and what was made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from affiliate_desktop.core.problems import Failed
from affiliate_desktop.studio.qr_style import QrLook


class Level(StrEnum):
    """QR error correction (ISO/IEC 18004): recovers about 7, 15, 25, 30 % of the code words."""

    L = "L"
    M = "M"
    Q = "Q"
    H = "H"


class Verdict(StrEnum):
    """Whether artwork may be called ready."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class QrStyle:
    """How a QR code is drawn.

    Attributes:
        mm: edge of the code with its quiet zone.
        dark, light: ``#rrggbb``.
        quiet: width of the quiet zone in modules (4 by the standard).
        dpi: for PNG; the module is a whole number of pixels and the file's dpi makes up the rounding. For other files
            that of the printer they are judged for.
        distance_mm: how far readers stand away; 0 where they come as near as they need.
        look: shapes, gradient and logo.
    """

    level: Level = Level.M
    mm: float = 30.0
    dark: str = "#000000"
    light: str = "#ffffff"
    quiet: int = 4
    dpi: int = 300
    distance_mm: float = 0.0
    look: QrLook = field(default_factory=QrLook)


@dataclass(frozen=True, slots=True)
class Code:
    """A code in finished artwork, and whether it scans.

    Attributes:
        text: what it must say; decoded: what a reader saw, None when nothing.
        verdict, reasons: the judgement in words.
        module_mm: edge of a module in print, None on screens.
        contrast: WCAG contrast ratio of dark against light; of several dark colors, the weakest.
        quiet_modules: width of the light zone around it, up to 4.
        version: 1 to 40; dots: printer dots a module at the target's dpi.
        logo_share: of its area, that a logo covers; reach_mm: how far away it can be read, about ten times its width.
        expected: whether the artwork was meant to hold it; a code in a user's picture is not.
    """

    text: str
    decoded: str | None
    verdict: Verdict
    reasons: tuple[str, ...] = ()
    module_mm: float | None = None
    contrast: float | None = None
    quiet_modules: float | None = None
    version: int | None = None
    dots: float | None = None
    logo_share: float = 0.0
    reach_mm: float | None = None
    expected: bool = True


@dataclass(frozen=True, slots=True)
class Artwork:
    """One finished file.

    Attributes:
        width, height: pixels of a picture; points (1/72 inch) of a PDF page; user units of an SVG.
        notes: what a person should know: text that was shrunk or does not fit, low contrast.
        snippet: HTML for a banner, else empty.
    """

    file: Path
    width: float
    height: float
    bytes: int
    codes: tuple[Code, ...] = ()
    notes: tuple[str, ...] = ()
    snippet: str = ""

    @property
    def verdict(self) -> Verdict:
        """The worst verdict of its codes; green without codes."""
        order = [Verdict.GREEN, Verdict.AMBER, Verdict.RED]
        return max((code.verdict for code in self.codes), key=order.index, default=Verdict.GREEN)


class NotReady(Failed):
    """Artwork whose code would not scan; nothing was written.

    Attributes:
        artworks: what was made and judged; their files do not exist.
    """

    def __init__(self, artworks: tuple[Artwork, ...]) -> None:
        codes = [code for artwork in artworks for code in artwork.codes if code.verdict is Verdict.RED]
        super().__init__(
            "not_ready",
            "“{file}” was not written, because its code would not scan. {reasons}",
            file=artworks[0].file.name if artworks else "",
            reasons=" ".join(dict.fromkeys(reason for code in codes for reason in code.reasons)),
        )
        self.artworks = artworks


@dataclass(frozen=True, slots=True)
class BannerSize:
    """A banner size in pixels; ``max_kb`` is the weight ceiling where one is known."""

    id: str
    name: str
    width: int
    height: int
    group: str
    max_kb: int | None = None
    starter: bool = False


@dataclass(frozen=True, slots=True)
class BannerText:
    """What a banner set says and looks like.

    Attributes:
        picture: a PNG, JPEG, WebP or GIF of the user, or None.
        logo: likewise.
        alt: alternative text of the pictures in the snippets; the headline when empty.
    """

    headline: str
    call_to_action: str = ""
    text: str = ""
    picture: Path | None = None
    logo: Path | None = None
    background: str = "#12343b"
    foreground: str = "#ffffff"
    accent: str = "#f2b134"
    alt: str = ""
    design: str = "banner"


class Paper(StrEnum):
    """Paper of a flyer or a report."""

    A4 = "A4"
    LETTER = "Letter"


@dataclass(frozen=True, slots=True)
class FlyerText:
    """What a flyer says and looks like.

    Attributes:
        shown_link: the link as people read it; the URL without its query when empty.
        disclosure: the line that says that the link earns a commission.
    """

    headline: str
    text: str = ""
    call_to_action: str = ""
    picture: Path | None = None
    logo: Path | None = None
    shown_link: str = ""
    disclosure: str = ""
    background: str = "#ffffff"
    foreground: str = "#12343b"
    accent: str = "#0f7b6c"
    design: str = "flyer"


# --- designs: one model for a banner and a flyer --------------------------------------------------------------


class FrameKind(StrEnum):
    """What a frame of a design holds."""

    TEXT = "text"
    PICTURE = "picture"
    QR = "qr"
    SHAPE = "shape"


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of a design and what it holds.

    Attributes:
        box: left, top, width, height as shares of the page (0 to 1); may reach past the page.
        square: edge of a square within the box, as a share of the page's shorter edge; 0 for the whole box.
        content: text with ``{variables}``; the name of the picture (``picture``, ``logo``); the form of a shape
            (``rectangle``, ``ellipse``); the name of the code (``link``).
        color, fill: ``#rrggbb`` or the name of a color (``background``, ``foreground``, ``accent``,
            ``accent_deep``, ``on_accent``, ``white``, ``black``), with ``name@20`` for 20 % of it over the background
            (of a shape: over what lies below it); empty for none.
        fade: the color a shape's fill runs into, from top left to bottom right; empty for none.
        sizes: smallest and largest font size, as shares of the page's shorter edge.
        weight, width: of the font: 100 to 900, and 62.5 (condensed) to 100 % (normal).
        leading: distance of lines in font sizes.
        align: ``left``, ``center`` or ``right``; valign: ``top``, ``middle`` or ``bottom``.
        fit: ``cover`` or ``contain`` for pictures.
        lean: how far the left edge of a shape or picture leans inward at the top, as a share of its width; the right
            edge where it is negative.
        radius: corner radius as a share of the frame's shorter edge.
        hug: the filled frame of a text is only as large as its text with a padding, like a button.
        padding: above and below a text that is hugged, in font sizes; left and right it is about twice as much.
        stack: frames of one name share the first one's box and stand below each other; gap: space above this one
            when it is not the first of them, as a share of the page's shorter edge.
        when: the frame is there only with these variables or pictures (names with blanks between them); unless: only
            without any of these.
        optional: may be left out, with a note, when the text does not fit at its smallest size.
    """

    kind: FrameKind
    box: tuple[float, float, float, float]
    content: str = ""
    color: str = "foreground"
    fill: str = ""
    fade: str = ""
    weight: int = 400
    width: float = 100.0
    sizes: tuple[float, float] = (0.03, 0.1)
    leading: float = 1.3
    align: str = "left"
    valign: str = "top"
    fit: str = "cover"
    lean: float = 0.0
    radius: float = 0.0
    padding: float = 0.0
    square: float = 0.0
    hug: bool = False
    stack: str = ""
    gap: float = 0.0
    when: str = ""
    unless: str = ""
    optional: bool = True


@dataclass(frozen=True, slots=True)
class Design:
    """A layout: frames for each shape class of page.

    Attributes:
        variants: shape class (``button``, ``leaderboard``, ``rectangle``, ``square``, ``story``, ``skyscraper``,
            ``page``) -> frames, painted in order.
    """

    id: str
    name: str
    kind: str
    variants: Mapping[str, tuple[Frame, ...]] = field(default_factory=dict)

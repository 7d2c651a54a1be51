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
        width, height: pixels of a picture; points (1/72 inch) of a PDF page; user units of an SVG; None of other files.
        notes: what a person should know: text that was shrunk or does not fit, low contrast.
        snippet: HTML for a banner, else empty.
        extra: whether it only goes along with the artwork: pages of snippets, a contact sheet.
    """

    file: Path
    width: float | None
    height: float | None
    bytes: int
    codes: tuple[Code, ...] = ()
    notes: tuple[str, ...] = ()
    snippet: str = ""
    extra: bool = False

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
        picture: a PNG, JPEG, WebP, GIF or SVG of the user, or None.
        logo: likewise.
        background, foreground, accent: ``#rrggbb``; those of brand or design when empty.
        alt: alternative text of the pictures in the snippets; the headline when empty.
        design: the design's id.
        brand: name or id of a brand whose colors, fonts and logo the design takes; the design's own when empty. Colors
            and a logo that are given here come before it.
        values: what other variables of the design stand for, such as ``offer``.
    """

    headline: str
    call_to_action: str = ""
    text: str = ""
    picture: Path | None = None
    logo: Path | None = None
    background: str = ""
    foreground: str = ""
    accent: str = ""
    alt: str = ""
    design: str = "banner"
    brand: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


class BannerFormat(StrEnum):
    """Files that a banner can be written as."""

    PNG = "png"
    JPEG = "jpeg"
    WEBP = "webp"
    SVG = "svg"
    GIF = "gif"
    MOVING_WEBP = "animated-webp"
    HTML5 = "html5"


@dataclass(frozen=True, slots=True)
class BannerOptions:
    """Which files a banner set is made of.

    Attributes:
        formats: the first one that a web page can show is that of the snippets.
        scales: device pixels a CSS pixel, 1 and 2.
        sheet: a PDF with all banners on it is added.
    """

    formats: tuple[BannerFormat, ...] = (BannerFormat.PNG,)
    scales: tuple[int, ...] = (1,)
    sheet: bool = False


class Paper(StrEnum):
    """Paper of what is printed, upright."""

    A4 = "A4"
    LETTER = "Letter"
    A3 = "A3"
    A5 = "A5"
    A6 = "A6"
    LEGAL = "Legal"
    TABLOID = "Tabloid"


@dataclass(frozen=True, slots=True)
class FlyerText:
    """What a flyer says and looks like.

    Attributes:
        shown_link: the link as people read it; the URL without its query when empty.
        disclosure: the line that says that the link earns a commission.
        background, foreground, accent: ``#rrggbb``; those of brand or design when empty.
        design: the design's id.
        brand: name or id of a brand whose colors, fonts and logo the design takes; the design's own when empty. Colors
            and a logo that are given here come before it.
        values: what other variables of the design stand for, such as ``event.date``.
    """

    headline: str
    text: str = ""
    call_to_action: str = ""
    picture: Path | None = None
    logo: Path | None = None
    shown_link: str = ""
    disclosure: str = ""
    background: str = ""
    foreground: str = ""
    accent: str = ""
    design: str = "flyer"
    brand: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """How a page is made ready for a printer.

    Attributes:
        bleed_mm: painted beyond the cut; None for what the design says where marks are asked for, else 0.
        marks: crop marks stand around the page.
        cmyk: colors are written for printing presses.
        per_sheet: copies of a small page on a sheet of the paper; 0 for as many as fit, 1 for the page by itself.
    """

    bleed_mm: float | None = None
    marks: bool = False
    cmyk: bool = False
    per_sheet: int = 0

"""A banner set of 20 sizes: drawn beside Pillow drawing the same art, and encoded beside one plain PNG of each.

Pillow is handed what our layout found (where each line stands, how large it is, which part of the picture shows) and
only draws, with its fonts loaded before. What has slanted or round edges it draws at four times the size into a mask,
which is how Pillow makes such edges smooth. Ours lays the texts out anew in every run.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import fontpkg_noto_sans
from PIL import Image, ImageColor, ImageDraw, ImageFont, ImageOps
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage

from affiliate_desktop.core.resources import resource_folder
from affiliate_desktop.studio.banner import Banner, banner_of, draw_banner, load_pictures
from affiliate_desktop.studio.banner_files import BannerFiles
from affiliate_desktop.studio.columns import set_column
from affiliate_desktop.studio.design_catalog import DesignCatalog
from affiliate_desktop.studio.frames import TEXT_KINDS, Frame, FrameKind
from affiliate_desktop.studio.lettering import Block
from affiliate_desktop.studio.measure import measured
from affiliate_desktop.studio.model import BannerFormat, BannerSize, BannerText
from affiliate_desktop.studio.paint import _grouped, _piece
from affiliate_desktop.studio.places import area_of, placed
from affiliate_desktop.studio.png import encoded
from affiliate_desktop.studio.sizes import banner_sizes
from tests.bench.row import Row, in_turn, seconds

TITLE = "A banner set of 20 sizes"
TEXT = BannerText("Boots for the first warm weekend", "See the boots", "Our spring trail guide")
_FONT = Path(fontpkg_noto_sans.__file__).parent / "files" / "NotoSans[wdth,wght].ttf"
Color = tuple[int, ...]


def _sizes() -> Sequence[BannerSize]:
    """The starter set first, then others until there are 20 of different measure."""
    unlike = {(size.width, size.height): size for size in sorted(banner_sizes(), key=lambda size: not size.starter)}
    return tuple(unlike.values())[:20]


DESIGN = DesignCatalog().get("banner")
PICTURE = resource_folder() / "sample" / "picture.jpg"
PICTURES = load_pictures(PICTURE, None)


def _our_drawing() -> list[QImage]:
    measured.cache_clear()
    return [draw_banner(DESIGN, TEXT, size, PICTURES)[0] for size in _sizes()]


# --- the same art with Pillow ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shape:
    """A filled rectangle, ellipse or button."""

    box: tuple[float, float, float, float]
    fill: Color
    fade: Color | None = None
    form: str = ""
    radius: float = 0.0
    lean: float = 0.0


@dataclass(frozen=True)
class Photo:
    """A picture that fills a box, leaning."""

    box: tuple[float, float, float, float]
    lean: float


@dataclass(frozen=True)
class Line:
    """A line of letters: where its baseline begins."""

    text: str
    left: float
    base: float
    size: int
    weight: int
    width: float
    color: Color


Part = Shape | Line | Photo


@cache
def _letters(size: int, weight: int, width: float) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(_FONT), size)
    font.set_variation_by_axes([weight, width])
    return font


def _plan(banner: Banner) -> list[Part]:
    """What our painter paints, as plain numbers."""
    made: list[Part] = [Shape((0, 0, banner.size.width, banner.size.height), _rgba(banner, "background"))]
    for frame, followers in _grouped(banner.frames, banner.sheet):
        area = area_of(frame, banner.sheet)
        if frame.kind is FrameKind.SHAPE:
            fade = _rgba(banner, frame.fade) if frame.fade else None
            made.append(Shape(_box(area), _rgba(banner, frame.fill), fade, frame.content, lean=frame.lean))
        elif frame.kind is FrameKind.PICTURE:
            made.append(Photo(_box(area), frame.lean))
        elif frame.kind in TEXT_KINDS:
            made += _texts(banner, (frame, *followers), area)
    return made


def _texts(banner: Banner, frames: Sequence[Frame], area: QRectF) -> list[Part]:
    made: list[Part] = []
    column = set_column(tuple(_piece(frame, banner.sheet) for frame in frames), area.width(), area.height())
    top = placed(QSizeF(area.width(), column.height), area, frames[0]).y()
    for number, block in enumerate(column.blocks):
        frame = block.piece.frame
        top += block.piece.gap if number else 0
        size = QSizeF(block.width if frame.hug else area.width(), block.height)
        place = placed(size, QRectF(area.x(), top, area.width(), block.height), frame)
        if frame.hug:
            radius = frame.radius * block.line_height
            made.append(Shape(_box(place), _rgba(banner, frame.fill), radius=radius))
        made += _lines(block, place, _rgba(banner, frame.color))
        top += block.height
    return made


def _lines(block: Block, place: QRectF, color: Color) -> list[Line]:
    text, frame, made = block.layout.text(), block.piece.frame, []
    for number in range(block.layout.lineCount()):
        line = block.layout.lineAt(number)
        words = text[line.textStart() : line.textStart() + line.textLength()].strip()
        left = place.x() + block.across + line.naturalTextRect().x()
        base = place.y() + block.above + line.y() + line.ascent()
        made.append(Line(words, left, base, block.size, frame.weight, frame.width, color))
    return made


def _box(area: QRectF) -> tuple[float, float, float, float]:
    return area.left(), area.top(), area.right(), area.bottom()


def _rgba(banner: Banner, word: str) -> Color:
    name, _, share = word.partition("@")
    return (*ImageColor.getrgb(banner.sheet.color(name)), round(255 * int(share or 100) / 100))


def _drawn(size: BannerSize, plan: Sequence[Part]) -> Image.Image:
    image = Image.new("RGB", (size.width, size.height))
    draw = ImageDraw.Draw(image, "RGBA")
    for part in plan:
        if isinstance(part, Line):
            font = _letters(part.size, part.weight, part.width)
            draw.text((part.left, part.base), part.text, fill=part.color, font=font, anchor="ls")
        elif isinstance(part, Shape) and part.fade is not None:
            ramp = Image.linear_gradient("L").rotate(45, expand=True).resize(image.size)
            image.paste(Image.composite(Image.new("RGB", image.size, part.fade[:3]), image, ramp))
        elif isinstance(part, Photo):
            corner, mask = _mask(part, image.size)
            wide, high = round(part.box[2] - part.box[0]), round(part.box[3] - part.box[1])
            shown = ImageOps.fit(_photo(), (wide, high), Image.Resampling.BICUBIC)
            image.paste(shown.crop((0, 0, *mask.size)), corner, mask)
        elif part.form == "ellipse" or part.radius or part.lean:
            corner, mask = _mask(part, image.size)
            image.paste(part.fill[:3], (*corner, corner[0] + mask.width, corner[1] + mask.height), mask)
        else:
            draw.rectangle(part.box, fill=part.fill)
    return image


def _mask(part: "Shape | Photo", page: tuple[int, int]) -> tuple[tuple[int, int], Image.Image]:
    """The part's outline with smooth edges, as far as it lies on the page, and where it stands."""
    left, top = max(0, int(part.box[0])), max(0, int(part.box[1]))
    right, bottom = min(page[0], round(part.box[2])), min(page[1], round(part.box[3]))
    mask = Image.new("L", ((right - left) * 4, (bottom - top) * 4))
    draw = ImageDraw.Draw(mask)
    x, y, far, low = ((edge - start) * 4 for edge, start in zip(part.box, (left, top) * 2, strict=True))
    opacity = 255
    if isinstance(part, Shape):
        opacity = part.fill[3]
    if part.lean:
        inward = (far - x) * part.lean
        corners = [(x + max(inward, 0), y), (far + min(inward, 0), y), (far, low), (x, low)]
        draw.polygon(corners, fill=opacity)
    elif isinstance(part, Shape) and part.form == "ellipse":
        draw.ellipse((x, y, far, low), fill=opacity)
    else:
        draw.rounded_rectangle((x, y, far, low), part.radius * 4 if isinstance(part, Shape) else 0, fill=opacity)
    return (left, top), mask.reduce(4)


@cache
def _photo() -> Image.Image:
    return Image.open(PICTURE).convert("RGB")


# --- measuring ---------------------------------------------------------------------------------------------------


def _encoded_set(kind: BannerFormat) -> int:
    """The whole set within its ceilings; the bytes."""
    measured.cache_clear()
    files = (BannerFiles(banner_of(DESIGN, TEXT, size, PICTURES), "https://shop.example/", "") for size in _sizes())
    return sum(len(each.made(kind, 1)[0]) for each in files)


def _plain_set(images: Sequence[QImage]) -> int:
    return sum(len(encoded(image)) for image in images)


def measure() -> list[Row]:
    """Drawing, and drawing with encoding, in milliseconds a set."""
    banners = [banner_of(DESIGN, TEXT, size, PICTURES) for size in _sizes()]
    plans = [(banner.size, _plan(banner)) for banner in banners]
    images = _our_drawing()
    drawn = in_turn(lambda: _ms(_our_drawing), lambda: _ms(lambda: [_drawn(*plan) for plan in plans]))
    rows = [Row("drawing the set", drawn[0], "ms", "Pillow, handed our layout", drawn[1], goal=0.125, kind="times")]
    for kind in (BannerFormat.PNG, BannerFormat.JPEG, BannerFormat.WEBP):
        ours, plain = partial(_encoded_set, kind), partial(_plain_set, images)
        made = in_turn(partial(_ms, ours), partial(_ms, plain), 3)
        what = f"the whole set as {kind.value.upper()}, within its ceilings"
        rows.append(Row(what, made[0], "ms", "one plain PNG of each", made[1], goal=4, kind="times"))
    return rows


def _ms(job: Callable[[], object]) -> float:
    return seconds(job) * 1000

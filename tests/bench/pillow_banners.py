"""Pillow drawing the art of our banners: what stands beside ours in ``banners``.

It begins where ours begins, with the frames of the design. As ours, it finds in every run how large the texts can be
and where their lines break (words are measured once a run, as ours are), where frames, lines and buttons stand, and
which part of the picture shows. Its fonts are loaded before, and kept; so are Qt's. It is used as well as it can be:
what has slanted or round edges is drawn at four times the size into a mask, as Pillow makes smooth edges; what has
straight ones is drawn without; a gradient is one ramp that is turned, then colored; the picture is resized by the
filter that Pillow takes by itself.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import fontpkg_noto_sans
from PIL import Image, ImageColor, ImageDraw, ImageFont, ImageOps

from affiliate_desktop.core.resources import resource_folder
from affiliate_desktop.studio.banner import Banner
from affiliate_desktop.studio.display import display_of
from affiliate_desktop.studio.frames import Frame, FrameKind
from affiliate_desktop.studio.lettering import DESCENT, Wording
from affiliate_desktop.studio.model import BannerSize
from affiliate_desktop.studio.paint import piece_of
from affiliate_desktop.studio.places import area_of

PICTURE = resource_folder() / "sample" / "picture.jpg"
_FONT = Path(fontpkg_noto_sans.__file__).parent / "files" / "NotoSans[wdth,wght].ttf"
_AT = 240
"""Font size at which words are measured."""
_SHARES = {"left": 0.0, "top": 0.0, "center": 0.5, "middle": 0.5, "right": 1.0, "bottom": 1.0}
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
Color = tuple[int, ...]


@dataclass(frozen=True)
class Shape:
    """A filled rectangle or ellipse; ``fade`` is what the fill runs into."""

    box: Box
    fill: Color
    fade: Color | None = None
    form: str = ""
    radius: float = 0.0
    lean: float = 0.0


@dataclass(frozen=True)
class Photo:
    """A picture that fills a box, leaning."""

    box: Box
    lean: float


@dataclass(frozen=True)
class Words:
    """A text of a stack: what it says in which colors, and how large it may be; ``button`` is what fills its ground."""

    frame: Frame
    text: str
    smallest: int
    largest: int
    gap: float
    color: Color
    button: Color | None
    wraps: bool = True


@dataclass(frozen=True)
class Stack:
    """Texts below each other in a box."""

    box: Box
    texts: tuple[Words, ...]


Part = Shape | Photo | Stack


@cache
def _letters(size: int, weight: int, width: float) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(_FONT), size)
    font.set_variation_by_axes([weight, width])
    return font


def art_of(banner: Banner) -> list[Part]:
    """What our painter paints, as plain numbers."""
    made: list[Part] = [Shape((0, 0, banner.size.width, banner.size.height), _rgba(banner, "background"))]
    for frame, wordings, _ in display_of(banner.frames, banner.sheet, whole=True).items:
        area = area_of(frame, banner.sheet)
        box = area.left(), area.top(), area.right(), area.bottom()
        if frame.kind is FrameKind.SHAPE:
            fade = ImageColor.getrgb(banner.sheet.color(frame.fade)) if frame.fade else None
            made.append(Shape(box, _rgba(banner, frame.fill), fade, frame.content, lean=frame.lean))
        elif frame.kind is FrameKind.PICTURE:
            made.append(Photo(box, frame.lean))
        elif wordings:
            made.append(Stack(box, tuple(_words(banner, each) for each in wordings)))
    return made


def _words(banner: Banner, wording: Wording) -> Words:
    piece, frame = piece_of(wording, banner.sheet.edge, banner.sheet.legible), wording.frame
    color = ImageColor.getrgb(banner.sheet.color(frame.color))
    button = _rgba(banner, frame.fill) if frame.hug else None
    return Words(frame, piece.text, piece.smallest, piece.largest, piece.gap, color, button)


def _rgba(banner: Banner, word: str) -> Color:
    name, _, share = word.partition("@")
    return (*ImageColor.getrgb(banner.sheet.color(name)), round(255 * int(share or 100) / 100))


# --- Pillow fits the texts ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Set:
    """A text that was set: its lines with their widths, and the room it takes."""

    words: Words
    size: int
    lines: tuple[tuple[str, float], ...]
    capitals: float
    height: float


@cache
def _known(text: str, weight: int, width: float) -> tuple[tuple[tuple[str, float], ...], float, float]:
    """The words of a text with their widths, a blank, and the height of capitals, in font sizes."""
    font = _letters(_AT, weight, width)
    words = tuple((word, font.getlength(word) / _AT) for word in text.split())
    return words, font.getlength(" ") / _AT, -font.getbbox("H", anchor="ls")[1] / _AT


def _set(words: Words, size: int, room: float) -> Set:
    frame, lines = words.frame, []
    known, blank, capitals = _known(words.text, frame.weight, frame.width)
    room = room - (_padding(frame, size) * 3.8 if frame.hug else 0) if words.wraps else math.inf
    line, length = known[0][0], known[0][1]
    for word, width in known[1:]:
        if (length + blank + width) * size > room:
            lines.append((line, length * size))
            line, length = word, width
        else:
            line, length = f"{line} {word}", length + blank + width
    lines.append((line, length * size))
    height = (capitals + (len(lines) - 1) * frame.leading) * size
    height += 2 * _padding(frame, size) if frame.hug else DESCENT * size
    return Set(words, size, tuple(lines), capitals * size, height)


def _padding(frame: Frame, size: int) -> float:
    return frame.padding * size


def _fitted(stack: Stack) -> list[Set]:
    """The texts as large as the box allows, their sizes going down in step; what is optional is left out at need."""
    left, top, right, bottom = stack.box
    texts = [_as_button(each, right - left) if each.button else each for each in stack.texts]
    while (made := _tried(texts, 0.0, right - left, bottom - top)) is None and len(texts) > 1:
        spare = next((each for each in reversed(texts) if each.frame.optional), None)
        if spare is None:
            break
        texts.remove(spare)
    if made is None:
        return [_set(each, each.smallest, right - left) for each in texts]
    low, high = 0.0, 2.0
    for _ in range(10):
        share = min(1.0, (low + high) / 2)
        tried = _tried(texts, share, right - left, bottom - top)
        if tried is None:
            high = share
        else:
            low, made = share, tried
            if share == 1.0:
                break
    return [_even(each, right - left) for each in made]


def _as_button(words: Words, width: float) -> Words:
    """A button's text stays in one line where it can, else it is kept small."""
    one_line = replace(words, wraps=False)
    return one_line if _stands(_set(one_line, words.smallest, width), width) else replace(words, largest=words.smallest)


def _tried(texts: Sequence[Words], share: float, width: float, height: float) -> list[Set] | None:
    made = [_set(each, each.smallest + int((each.largest - each.smallest) * share), width) for each in texts]
    if sum(each.height for each in made) + sum(each.gap for each in texts[1:]) > height + 0.5:
        return None
    return made if all(_stands(each, width) for each in made) else None


def _stands(made: Set, width: float) -> bool:
    frame = made.words.frame
    room = width - (_padding(frame, made.size) * 3.8 if frame.hug else 0)
    return max(length for _, length in made.lines) <= room + 0.5 and not 0 < frame.lines < len(made.lines)


def _even(made: Set, width: float) -> Set:
    """A headline in as narrow a room as its number of lines allows."""
    if len(made.lines) < 2 or made.words.frame.weight < 600 or made.words.button:
        return made
    low, high = width / len(made.lines), width
    for _ in range(7):
        middle = (low + high) / 2
        tried = _set(made.words, made.size, middle)
        if len(tried.lines) <= len(made.lines) and max(length for _, length in tried.lines) <= middle + 0.5:
            high, made = middle, tried
        else:
            low = middle
    return made


# --- Pillow draws ------------------------------------------------------------------------------------------------


def forget() -> None:
    """Forgets how wide words are, so that they are measured anew."""
    _known.cache_clear()


def drawn_by_pillow(size: BannerSize, art: Sequence[Part]) -> Image.Image:
    """A banner."""
    image = Image.new("RGB", (size.width, size.height))
    draw = ImageDraw.Draw(image, "RGBA")
    for part in art:
        if isinstance(part, Stack):
            _draw_texts(image, draw, part)
        elif isinstance(part, Photo):
            _draw_photo(image, part)
        else:
            _draw_shape(image, draw, part)
    return image


def _draw_texts(image: Image.Image, draw: ImageDraw.ImageDraw, stack: Stack) -> None:
    made, (left, top, right, bottom) = _fitted(stack), stack.box
    height = sum(each.height for each in made) + sum(each.words.gap for each in made[1:])
    y = top + (bottom - top - height) * _SHARES[stack.texts[0].frame.valign]
    for number, each in enumerate(made):
        frame = each.words.frame
        y += each.words.gap if number else 0
        share, pad = _SHARES["center" if frame.hug else frame.align], _padding(frame, each.size) if frame.hug else 0.0
        widest = max(width for _, width in each.lines) + 3.8 * pad if frame.hug else right - left
        x = left + (right - left - widest) * _SHARES[frame.align]
        if each.words.button:
            radius = frame.radius * min(each.capitals + 2 * pad, widest)
            _draw_shape(image, draw, Shape((x, y, x + widest, y + each.height), each.words.button, radius=radius))
        for line, (text, width) in enumerate(each.lines):
            place = x + (widest - width) * share, y + pad + each.capitals + line * frame.leading * each.size
            font = _letters(each.size, frame.weight, frame.width)
            draw.text(place, text, fill=each.words.color, font=font, anchor="ls")
        y += each.height


def _draw_photo(image: Image.Image, part: Photo) -> None:
    left, top, right, bottom = (round(edge) for edge in part.box)
    shown = ImageOps.fit(_photo(), (right - left, bottom - top))
    if not part.lean:
        image.paste(shown, (left, top))
        return
    corner, mask = _mask(part, image.size)
    image.paste(shown.crop((0, 0, *mask.size)), corner, mask)


def _draw_shape(image: Image.Image, draw: ImageDraw.ImageDraw, part: Shape) -> None:
    if part.fade is not None:
        left, top, right, bottom = (round(edge) for edge in part.box)
        image.paste(_gradient((right - left, bottom - top), part.fill, part.fade), (left, top))
    elif part.form == "ellipse" or part.radius or part.lean:
        corner, mask = _mask(part, image.size)
        image.paste(part.fill[:3], (*corner, corner[0] + mask.width, corner[1] + mask.height), mask)
    else:
        draw.rectangle(part.box, fill=part.fill)


def _gradient(size: tuple[int, int], start: Color, end: Color) -> Image.Image:
    """From the upper left corner to the lower right one."""
    width, height = size
    across, down = (255 * edge / (width**2 + height**2) for edge in size)
    ramp = Image.linear_gradient("L").transform(size, Image.Transform.AFFINE, (0, 0, 128, across, down, 0))
    return ImageOps.colorize(ramp, start[:3], end[:3])


def _mask(part: Shape | Photo, page: tuple[int, int]) -> tuple[tuple[int, int], Image.Image]:
    """The part's outline with smooth edges, as far as it lies on the page, and where it stands."""
    left, top = max(0, int(part.box[0])), max(0, int(part.box[1]))
    right, bottom = min(page[0], math.ceil(part.box[2])), min(page[1], math.ceil(part.box[3]))
    mask = Image.new("L", ((right - left) * 4, (bottom - top) * 4))
    draw = ImageDraw.Draw(mask)
    x, y, far, low = ((edge - start) * 4 for edge, start in zip(part.box, (left, top) * 2, strict=True))
    opacity = part.fill[3] if isinstance(part, Shape) else 255
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

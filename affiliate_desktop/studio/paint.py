"""One painter for every device: banners, pages, previews and printers all draw the frames of a design here."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QLinearGradient, QPaintDevice, QPainter, QPainterPath

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.studio import qr
from affiliate_desktop.studio.color import contrast, hexadecimal, luminance, mixed, readable_on, rgb
from affiliate_desktop.studio.columns import set_column
from affiliate_desktop.studio.lettering import Piece
from affiliate_desktop.studio.matrix import Matrix
from affiliate_desktop.studio.model import Frame, FrameKind

_VARIABLE = re.compile(r"\{([a-z_.]+)\}")
_READABLE = 3.0
"""Contrast below which large text is hard to read (WCAG 2.2)."""


_MOST_LETTERS = 4000
_LOST = 1.6
"""Contrast below which no part of a logo can be told from the background."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page and what its design's variables stand for.

    Attributes:
        width, height: in units: pixels of a banner, tenths of a millimeter on paper.
        legible: the smallest font size that can be read, in units.
        dots: device dots a unit, to which pictures are scaled.
        texts: by variable; an empty one is as good as none.
        pictures: by name.
        colors: ``background``, ``foreground``, ``accent``.
        codes: QR codes by name.
    """

    width: float
    height: float
    legible: float
    dots: float
    texts: Mapping[str, str]
    pictures: Mapping[str, QImage] = field(default_factory=dict)
    colors: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, Matrix] = field(default_factory=dict)

    @property
    def edge(self) -> float:
        """The shorter edge."""
        return min(self.width, self.height)

    def has(self, name: str) -> bool:
        """Whether a variable or picture is there."""
        return bool(self.texts.get(name, "").strip()) or name in self.pictures or name in self.codes


def _check_texts(texts: Mapping[str, str]) -> None:
    """Refuses texts that no page holds, before any time is spent on them.

    Raises:
        BadInput: when one is too long.
    """
    for text in texts.values():
        if len(text) > _MOST_LETTERS:
            raise BadInput(
                "text_too_long",
                "A text has {length} characters; at most {limit} can be set on one page.",
                length=len(text),
                limit=_MOST_LETTERS,
            )


@dataclass(frozen=True, slots=True)
class PlacedCode:
    """A QR code on a page: its name, its edge with quiet zone in units, its colors."""

    name: str
    edge: float
    dark: str
    light: str


@dataclass(frozen=True, slots=True)
class Painted:
    """What was painted: the codes, and what a person should know."""

    codes: tuple[PlacedCode, ...] = ()
    notes: tuple[str, ...] = ()


def paint(painter: QPainter, frames: Sequence[Frame], sheet: Sheet) -> Painted:
    """Paints a design's frames, in order, onto a painter whose units are the sheet's.

    Raises:
        BadInput: when a text is far too long for any page.
    """
    hints = QPainter.RenderHint
    painter.setRenderHints(hints.Antialiasing | hints.TextAntialiasing | hints.SmoothPixmapTransform)
    _check_texts(sheet.texts)
    page = QRectF(0, 0, sheet.width, sheet.height)
    painter.setClipRect(page)
    painter.fillRect(page, QColor(_color("background", sheet)))
    if _is_right_to_left(sheet.texts.get("headline", "")):
        frames = [_mirrored(frame) for frame in frames]
    codes: list[PlacedCode] = []
    notes = _color_notes(sheet)
    for frame, followers in _grouped(frames, sheet):
        area = _area(frame, sheet)
        if frame.kind is FrameKind.TEXT:
            notes += _paint_texts(painter, (frame, *followers), area, sheet)
        elif frame.kind is FrameKind.PICTURE:
            _paint_picture(painter, frame, area, sheet)
        elif frame.kind is FrameKind.SHAPE:
            painter.fillPath(_outline(frame, area), _brush(frame, area, sheet))
        else:
            codes.append(_paint_code(painter, frame, area, sheet))
    return Painted(tuple(codes), tuple(dict.fromkeys(notes)))


def _is_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction is Hebrew, Arabic or the like (Unicode TR 9, rule P2)."""
    strong = (unicodedata.bidirectional(character) for character in text)
    return next((direction for direction in strong if direction in {"L", "R", "AL"}), "L") != "L"


def _mirrored(frame: Frame) -> Frame:
    left, top, width, height = frame.box
    align = {"left": "right", "right": "left"}.get(frame.align, frame.align)
    box = (1 - left - width, top, width, height)
    return replace(frame, box=box, align=align, lean=-frame.lean)


@contextmanager
def painting(device: QPaintDevice) -> Iterator[QPainter]:
    """A painter that lets go of its device also when something is raised."""
    painter = QPainter(device)
    try:
        yield painter
    finally:
        painter.end()


def _grouped(frames: Sequence[Frame], sheet: Sheet) -> Iterator[tuple[Frame, tuple[Frame, ...]]]:
    """The frames that are there, each with those that stand below it in its stack."""
    shown = [frame for frame in frames if _is_shown(frame, sheet)]
    begun: set[str] = set()
    for frame in shown:
        if frame.stack and frame.stack in begun:
            continue
        begun.add(frame.stack)
        yield frame, tuple(f for f in shown if frame.stack and f.stack == frame.stack and f is not frame)


def _is_shown(frame: Frame, sheet: Sheet) -> bool:
    if not all(map(sheet.has, frame.when.split())) or any(map(sheet.has, frame.unless.split())):
        return False
    if frame.kind is FrameKind.TEXT:
        return bool(_text(frame, sheet))
    if frame.kind is FrameKind.PICTURE:
        return frame.content in sheet.pictures
    return frame.kind is FrameKind.SHAPE or frame.content in sheet.codes


def _text(frame: Frame, sheet: Sheet) -> str:
    return _clean(_VARIABLE.sub(lambda match: sheet.texts.get(match[1], ""), frame.content))


def _clean(text: str) -> str:
    """Line feeds stay; other control characters become blanks, halves of characters the replacement character."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return "".join(" " if unicodedata.category(c) == "Cc" and c != "\n" else c for c in text).strip()


def _area(frame: Frame, sheet: Sheet) -> QRectF:
    left, top, width, height = frame.box
    area = QRectF(left * sheet.width, top * sheet.height, width * sheet.width, height * sheet.height)
    if not frame.square:
        return area
    edge = frame.square * sheet.edge
    return _placed(QSizeF(edge, edge), area, frame)


def _placed(size: QSizeF, area: QRectF, frame: Frame) -> QRectF:
    """A size within an area, as the frame is aligned."""
    across = {"left": 0.0, "center": 0.5, "right": 1.0}[frame.align]
    down = {"top": 0.0, "middle": 0.5, "bottom": 1.0}[frame.valign]
    left = area.x() + (area.width() - size.width()) * across
    return QRectF(QPointF(left, area.y() + (area.height() - size.height()) * down), size)


# --- colors ----------------------------------------------------------------------------------------------------


def _color(name: str, sheet: Sheet) -> str:
    """The color that a design's word stands for: ``accent``, ``accent@20`` or ``#rrggbb``."""
    word, _, share = name.partition("@")
    color = hexadecimal(rgb(_named_colors(sheet).get(word, word)))
    return mixed(color, sheet.colors["background"], int(share) / 100) if share else color


def _named_colors(sheet: Sheet) -> dict[str, str]:
    accent = sheet.colors["accent"]
    on_accent = readable_on(accent)
    away = "#000000" if luminance(on_accent) > 0.5 else "#ffffff"
    derived = {"on_accent": on_accent, "accent_deep": mixed(away, accent, 0.45)}
    return {"white": "#ffffff", "black": "#000000", **derived, **sheet.colors}


def _color_notes(sheet: Sheet) -> list[str]:
    ratio = contrast(sheet.colors["foreground"], sheet.colors["background"])
    if ratio >= _READABLE:
        return []
    return [f"The text stands out little from its background ({ratio:.1f}:1); {_READABLE:g}:1 or more can be read."]


def _brush(frame: Frame, area: QRectF, sheet: Sheet) -> QBrush:
    if not frame.fade:
        word, _, share = frame.fill.partition("@")
        color = QColor(_color(word, sheet))
        color.setAlphaF(int(share) / 100 if share else 1.0)
        return QBrush(color)
    color = QColor(_color(frame.fill, sheet))
    gradient = QLinearGradient(area.topLeft(), area.bottomRight())
    gradient.setColorAt(0, color)
    gradient.setColorAt(1, QColor(_color(frame.fade, sheet)))
    return QBrush(gradient)


# --- shapes and pictures ---------------------------------------------------------------------------------------


def _outline(frame: Frame, area: QRectF) -> QPainterPath:
    path = QPainterPath()
    if frame.content == "ellipse":
        path.addEllipse(area)
    elif frame.lean:
        inward = QPointF(area.width() * frame.lean, 0)
        on_left, on_right = (inward, QPointF()) if frame.lean > 0 else (QPointF(), inward)
        path.addPolygon([area.topLeft() + on_left, area.topRight() + on_right, area.bottomRight(), area.bottomLeft()])
        path.closeSubpath()
    else:
        radius = frame.radius * min(area.width(), area.height())
        path.addRoundedRect(area, radius, radius)
    return path


def _paint_picture(painter: QPainter, frame: Frame, area: QRectF, sheet: Sheet) -> None:
    image = sheet.pictures[frame.content]
    size = QSizeF(image.size())
    fill = frame.fit == "cover"
    mode = Qt.AspectRatioMode.KeepAspectRatioByExpanding if fill else Qt.AspectRatioMode.KeepAspectRatio
    target = _placed(size.scaled(area.size(), mode), area, frame)
    painter.save()
    if fill:
        painter.setClipPath(_outline(frame, area), Qt.ClipOperation.IntersectClip)
    elif chip := _chip(image, sheet):
        margin = 0.14 * area.height()
        target = _placed(size.scaled(area.size().shrunkBy(QMarginsF(*[margin] * 4)), mode), area, frame)
        target.translate({"left": margin, "center": 0.0, "right": -margin}[frame.align], 0)
        ground = target.marginsAdded(QMarginsF(*[margin] * 4))
        path = QPainterPath()
        path.addRoundedRect(ground, 1.4 * margin, 1.4 * margin)
        painter.fillPath(path, QColor(chip))
    painter.drawImage(target, _scaled(image, target, sheet.dots))
    painter.restore()


def _chip(image: QImage, sheet: Sheet) -> str:
    """The color of a ground for a see-through logo that would be lost on the background; empty for none."""
    if not image.hasAlphaChannel():
        return ""
    small = image.scaled(24, 24, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    seen = [color for y in range(24) for x in range(24) if (color := small.pixelColor(x, y)).alpha() > 128]
    if not seen or any(contrast(color.name(), sheet.colors["background"]) >= _LOST for color in seen):
        return ""
    return readable_on(sheet.colors["background"])


def _scaled(image: QImage, target: QRectF, dots: float) -> QImage:
    """A picture that has more pixels than the device shows, made smaller; averaging looks better than sampling."""
    width, height = round(target.width() * dots), round(target.height() * dots)
    if width >= image.width() or height >= image.height():
        return image
    smooth = Qt.TransformationMode.SmoothTransformation
    return image.scaled(max(1, width), max(1, height), Qt.AspectRatioMode.IgnoreAspectRatio, smooth)


# --- text and codes --------------------------------------------------------------------------------------------


def _paint_texts(painter: QPainter, frames: Sequence[Frame], area: QRectF, sheet: Sheet) -> list[str]:
    column = set_column(tuple(_piece(frame, sheet) for frame in frames), area.width(), area.height())
    top = _placed(QSizeF(area.width(), column.height), area, frames[0]).y()
    notes = list(column.notes)
    for number, block in enumerate(column.blocks):
        frame = block.piece.frame
        top += block.piece.gap if number else 0
        size = QSizeF(block.width if frame.hug else area.width(), block.height)
        place = _placed(size, QRectF(area.x(), top, area.width(), block.height), frame)
        if frame.hug and frame.fill:
            radius = frame.radius * min(block.line_height, place.width())
            path = QPainterPath()
            path.addRoundedRect(place, radius, radius)
            painter.fillPath(path, _brush(frame, place, sheet))
        painter.setPen(QColor(_color(frame.color, sheet)))
        block.draw(painter, place.x(), place.y())
        top += block.height
        if lost := block.missing():
            notes.append(f"No font on this machine has “{lost[:20]}”; an empty box stands in its place.")
    return notes


def _piece(frame: Frame, sheet: Sheet) -> Piece:
    smallest = max(frame.sizes[0] * sheet.edge, sheet.legible)
    largest = max(frame.sizes[1] * sheet.edge, smallest)
    floor, gap = round(sheet.legible), frame.gap * sheet.edge
    return Piece(frame, _text(frame, sheet), round(smallest), round(largest), floor, gap)


def _paint_code(painter: QPainter, frame: Frame, area: QRectF, sheet: Sheet) -> PlacedCode:
    dark, light = _color(frame.color or "black", sheet), _color(frame.fill or "white", sheet)
    if contrast(dark, light) < 7:
        dark, light = "#000000", "#ffffff"
    edge = min(area.width(), area.height())
    square = _placed(QSizeF(edge, edge), area, frame)
    qr.draw(painter, sheet.codes[frame.content], square, dark, light)
    return PlacedCode(frame.content, edge, dark, light)

"""One painter for every device: banners, pages, previews and printers all draw the frames of a design here."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import compress

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QImage, QPaintDevice, QPainter, QPainterPath, QTransform

from affiliate_desktop.studio import qr
from affiliate_desktop.studio.color import contrast
from affiliate_desktop.studio.columns import Column, set_column
from affiliate_desktop.studio.content import is_right_to_left, is_shown, text_of
from affiliate_desktop.studio.design import VARIABLE
from affiliate_desktop.studio.fonts import is_installed
from affiliate_desktop.studio.frames import TEXT_KINDS, Frame, FrameKind
from affiliate_desktop.studio.hiding import missing_by_hiding
from affiliate_desktop.studio.legibility import LARGE, Faint, faint_among
from affiliate_desktop.studio.lettering import Block, Piece
from affiliate_desktop.studio.pictures import still_notes
from affiliate_desktop.studio.places import area_of, lies_across, mirrored, placed, with_bleed
from affiliate_desktop.studio.shapes import (
    brush,
    cutting_pen,
    in_sight,
    paint_gradient,
    paint_line,
    paint_picture,
    paint_shape,
)
from affiliate_desktop.studio.sheet import Sheet

_CODE_CONTRAST = 7.0
_HINTS = (
    QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing | QPainter.RenderHint.SmoothPixmapTransform
)
_PAINTERS = {
    FrameKind.PICTURE: paint_picture,
    FrameKind.SHAPE: paint_shape,
    FrameKind.GRADIENT: paint_gradient,
    FrameKind.LINE: paint_line,
}


@dataclass(frozen=True, slots=True)
class PlacedCode:
    """A QR code on a page: its name, its edge with quiet zone in units, its colors, and where it stands."""

    name: str
    edge: float
    dark: str
    light: str
    area: QRectF = field(default_factory=QRectF)


@dataclass(frozen=True, slots=True)
class Painted:
    """What was painted: the codes, and what a person should know."""

    codes: tuple[PlacedCode, ...] = ()
    notes: tuple[str, ...] = ()


def paint(painter: QPainter, frames: Sequence[Frame], sheet: Sheet) -> Painted:
    """Paints a design's frames, in order, onto a painter whose units are the sheet's.

    Raises:
        BadInput: when a color is none.
    """
    painter.setRenderHints(_HINTS)
    left, top, right, bottom = sheet.bleed
    page = QRectF(0, 0, sheet.width, sheet.height).adjusted(-left, -top, right, bottom)
    painter.setClipRect(page)
    state = tuple(is_shown(frame, sheet) for frame in frames)
    shown = list(compress(frames, state))
    if not _covers_page(shown):
        painter.fillRect(page, QColor(sheet.color("background")))
    from_right = is_right_to_left(sheet.texts.get("headline", ""))
    if from_right:
        shown = [mirrored(frame) for frame in shown]
    key = (from_right, *state)
    notes = sheet.remembered(
        key, lambda: [*_lost(frames, sheet), *_moving_notes(shown, sheet), *_faint_notes(shown, sheet)]
    )
    codes, more = _paint_frames(painter, shown, sheet)
    return Painted(tuple(codes), tuple(dict.fromkeys(note for note in (*notes, *more) if note)))


def _covers_page(shown: Sequence[Frame]) -> bool:
    """Whether the first frame that is shown hides the page's ground altogether, so that it need not be painted."""
    first = next(iter(shown), None)
    if first is None or first.kind is not FrameKind.SHAPE or "@" in first.fill or not first.fill or first.anchor:
        return False
    plain = not (first.radius or first.lean or first.turn or first.content == "ellipse") and first.opacity == 1
    return plain and first.box == (0.0, 0.0, 1.0, 1.0)


@contextmanager
def painting(device: QPaintDevice) -> Iterator[QPainter]:
    """A painter that lets go of its device also when something is raised."""
    painter = QPainter(device)
    try:
        yield painter
    finally:
        painter.end()


def _paint_frames(painter: QPainter, shown: Sequence[Frame], sheet: Sheet) -> tuple[list[PlacedCode], list[str]]:
    codes: list[PlacedCode] = []
    notes: list[str] = []
    for frame, followers in stacked(shown):
        whole = area = with_bleed(frame, area_of(frame, sheet), sheet)
        if frame.kind is FrameKind.PART:
            made, more = _paint_part(painter, frame, area, sheet)
            codes += made
            notes += more
            continue
        painter.save()
        if frame.opacity != 1:
            painter.setOpacity(painter.opacity() * frame.opacity)
        area = _turned(painter, frame, area)
        if frame.kind in TEXT_KINDS:
            notes += _paint_texts(painter, (frame, *followers), area, sheet)
        elif frame.kind is FrameKind.QR:
            code = _paint_code(painter, frame, area, sheet)
            codes.append(replace(code, area=code.area.translated(whole.center())) if frame.turn else code)
        elif frame.kind is FrameKind.SHAPE and frame.fade and not frame.turn and isinstance(painter.device(), QImage):
            paint_shape(painter, frame, area, sheet, in_sight(painter, area, shown[shown.index(frame) + 1 :], sheet))
        else:
            _PAINTERS[frame.kind](painter, frame, area, sheet)
        painter.restore()
    return codes, notes


def stacked(shown: Sequence[Frame]) -> Iterator[tuple[Frame, tuple[Frame, ...]]]:
    """Frames that are shown, each with those that stand below it in its stack."""
    begun: set[str] = set()
    for frame in shown:
        if frame.stack and frame.stack in begun:
            continue
        begun.add(frame.stack)
        yield frame, tuple(f for f in shown if frame.stack and f.stack == frame.stack and f is not frame)


def _turned(painter: QPainter, frame: Frame, area: QRectF) -> QRectF:
    """Turns the painter about a frame's middle; of quarter turns the area is what is seen, so its edges swap."""
    if not frame.turn:
        return area
    painter.translate(area.center())
    painter.rotate(frame.turn)
    size = area.size().transposed() if lies_across(frame.turn) else area.size()
    return QRectF(QPointF(-size.width() / 2, -size.height() / 2), size)


def _lost(frames: Sequence[Frame], sheet: Sheet) -> list[str]:
    return [each.words for each in missing_by_hiding(frames, sheet)]


def _moving_notes(shown: Sequence[Frame], sheet: Sheet) -> list[str]:
    names = {frame.content for frame in shown if frame.kind is FrameKind.PICTURE}
    return [note for name in sorted(names) for note in still_notes(name, sheet.pictures[name])]


def _faint_notes(shown: Sequence[Frame], sheet: Sheet) -> list[str]:
    return [_faint_note(faint, sheet) for faint in faint_among(shown, sheet)]


def _faint_note(faint: Faint, sheet: Sheet) -> str:
    """What is told of a text that cannot be read; what can with some effort is left to the design's check."""
    if faint.ratio is None or faint.ratio >= LARGE:
        return ""
    words = f"“{_short(text_of(faint.frame, sheet))}” stands out little from its background ({faint.ratio:.1f}:1)"
    return f"{words}; {LARGE:g}:1 or more can be read."


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39]}…"


# --- parts that repeat -------------------------------------------------------------------------------------------


def _paint_part(painter: QPainter, frame: Frame, area: QRectF, sheet: Sheet) -> tuple[list[PlacedCode], list[str]]:
    """A part's frames in each cell of a grid, turned as the frame says."""
    codes: list[PlacedCode] = []
    notes: list[str] = []
    for cell in cells_of(frame, area, sheet):
        transform = _into_cell(cell, frame.turn)
        size = cell.size().transposed() if lies_across(frame.turn) else cell.size()
        inner = replace(
            sheet,
            width=size.width(),
            height=size.height(),
            reference=None,
            bleed=_cell_bleed(cell, frame.turn, sheet),
        )
        shown = [each for each in sheet.parts[frame.content] if is_shown(each, inner)]
        painter.save()
        painter.setTransform(transform, True)  # noqa: FBT003 - Qt's own: combine
        made, more = _paint_frames(painter, shown, inner)
        painter.restore()
        codes += [replace(code, area=transform.mapRect(code.area)) for code in made]
        notes += more
    if frame.cut:
        _paint_cuts(painter, frame, area, sheet)
    return codes, notes


def cells_of(frame: Frame, area: QRectF, sheet: Sheet) -> list[QRectF]:
    """The cells of a part's grid, row by row."""
    across, down = frame.repeat
    gutter = frame.gutter * sheet.edge
    width = (area.width() - (across - 1) * gutter) / across
    height = (area.height() - (down - 1) * gutter) / down
    return [
        QRectF(area.x() + column * (width + gutter), area.y() + row * (height + gutter), width, height)
        for row in range(down)
        for column in range(across)
    ]


def _into_cell(cell: QRectF, turn: float) -> QTransform:
    size = cell.size().transposed() if lies_across(turn) else cell.size()
    return (
        QTransform.fromTranslate(cell.center().x(), cell.center().y())
        .rotate(turn)
        .translate(-size.width() / 2, -size.height() / 2)
    )


def _cell_bleed(cell: QRectF, turn: float, sheet: Sheet) -> tuple[float, float, float, float]:
    """The page's bleed on those sides of a cell that lie on the page's edge, as the turned cell sees them."""
    left, top, right, bottom = sheet.bleed
    near = sheet.edge * 1e-3
    sides = [
        left if cell.left() <= near else 0.0,
        top if cell.top() <= near else 0.0,
        right if cell.right() >= sheet.width - near else 0.0,
        bottom if cell.bottom() >= sheet.height - near else 0.0,
    ]
    steps = round(turn / 90) % 4
    a, b, c, d = sides[steps:] + sides[:steps]
    return a, b, c, d


def _paint_cuts(painter: QPainter, frame: Frame, area: QRectF, sheet: Sheet) -> None:
    across, down = frame.repeat
    painter.setPen(cutting_pen(sheet))
    for step in range(1, across):
        x = area.x() + area.width() * step / across
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
    for step in range(0 if area.top() > sheet.edge * 0.01 else 1, down):
        y = area.y() + area.height() * step / down
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))


# --- text and codes ----------------------------------------------------------------------------------------------


def _paint_texts(painter: QPainter, frames: Sequence[Frame], area: QRectF, sheet: Sheet) -> list[str]:
    column = _column(frames, area, sheet)
    notes = list(column.notes)
    for block, place in _blocks(column, frames[0], area):
        frame = block.piece.frame
        if sheet.hidden and _is_hidden(frame, sheet):
            continue
        if frame.hug and frame.fill:
            radius = frame.radius * min(block.line_height, place.width())
            path = QPainterPath()
            path.addRoundedRect(place, radius, radius)
            painter.fillPath(path, brush(frame, place, sheet))
        painter.setPen(QColor(sheet.color(frame.color)))
        if sheet.outlines:
            painter.fillPath(block.outline(place.x(), place.y()), painter.pen().color())
        else:
            block.draw(painter, place.x(), place.y())
        if lost := block.missing():
            notes.append(f"No font on this machine has “{lost[:20]}”; an empty box stands in its place.")
        if not is_installed(block.piece.family):
            notes.append(f"The font “{block.piece.family}” is not on this machine; Noto Sans stands in for it.")
    return notes


def text_places(frames: Sequence[Frame], sheet: Sheet) -> list[tuple[Frame, QRectF]]:
    """Where each text of a stack stands, the first one's frame first; what is left out for want of room is not there.

    The frames are as the column has them: equal to those that were given, but for what the room made necessary.
    """
    area = area_of(frames[0], sheet)
    return [(block.piece.frame, place) for block, place in _blocks(_column(frames, area, sheet), frames[0], area)]


def _column(frames: Sequence[Frame], area: QRectF, sheet: Sheet) -> Column:
    pieces = tuple(_piece(frame, sheet) for frame in frames)
    width, height = area.width(), area.height()
    return sheet.remembered((pieces, width, height), lambda: set_column(pieces, width, height))


def _blocks(column: Column, first: Frame, area: QRectF) -> Iterator[tuple[Block, QRectF]]:
    """The blocks of a column, as its first frame is aligned in its area."""
    top = placed(QSizeF(area.width(), column.height), area, first).y()
    for number, block in enumerate(column.blocks):
        frame = block.piece.frame
        top += block.piece.gap if number else 0
        size = QSizeF(block.width if frame.hug else area.width(), block.height)
        yield block, placed(size, QRectF(area.x(), top, area.width(), block.height), frame)
        top += block.height


def _is_hidden(frame: Frame, sheet: Sheet) -> bool:
    """Whether all variables of a text are hidden."""
    names = VARIABLE.findall(frame.content)
    return bool(names) and sheet.hidden.issuperset(names)


def _piece(frame: Frame, sheet: Sheet) -> Piece:
    smallest = max(frame.sizes[0] * sheet.edge, sheet.legible)
    largest = max(frame.sizes[1] * sheet.edge, smallest)
    floor, gap = round(sheet.legible), frame.gap * sheet.edge
    family = sheet.fonts.get(frame.font, "") if frame.font in {"body", "heading"} else frame.font
    return Piece(_anywhere(frame), text_of(frame, sheet), round(smallest), round(largest), floor, gap, family=family)


@lru_cache(maxsize=1024)
def _anywhere(frame: Frame) -> Frame:
    """The frame without its place and name, so that what was set for it holds wherever it is moved."""
    return replace(frame, box=(0.0, 0.0, 1.0, 1.0), name="", group="")


def _paint_code(painter: QPainter, frame: Frame, area: QRectF, sheet: Sheet) -> PlacedCode:
    dark, light = sheet.color(frame.color or "black"), sheet.color(frame.fill or "white")
    if contrast(dark, light) < _CODE_CONTRAST:
        dark, light = "#000000", "#ffffff"
    edge = min(area.width(), area.height())
    square = placed(QSizeF(edge, edge), area, frame)
    qr.draw(painter, sheet.codes[frame.content], square, dark, light)
    return PlacedCode(frame.content, edge, dark, light, square)

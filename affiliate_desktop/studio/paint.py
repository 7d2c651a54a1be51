"""One painter for every device: banners, pages, previews and printers all draw the frames of a design here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter, QPainterPath, QTransform

from affiliate_desktop.studio import qr
from affiliate_desktop.studio.color import contrast
from affiliate_desktop.studio.columns import Column, set_column
from affiliate_desktop.studio.content import text_of
from affiliate_desktop.studio.design import VARIABLE
from affiliate_desktop.studio.display import Display, Item, display_of, wording_of
from affiliate_desktop.studio.fonts import is_installed
from affiliate_desktop.studio.frames import Frame, FrameKind, Frames
from affiliate_desktop.studio.hiding import missing_by_hiding
from affiliate_desktop.studio.legibility import LARGE, Faint, faint_among
from affiliate_desktop.studio.lettering import Block, Piece, Wording
from affiliate_desktop.studio.pictures import still_notes
from affiliate_desktop.studio.places import area_of, lies_across, with_bleed, within
from affiliate_desktop.studio.shapes import (
    brush,
    cutting_pen,
    in_sight,
    paint_gradient,
    paint_line,
    paint_picture,
    paint_shape,
    shade,
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


def paint(painter: QPainter, frames: Frames, sheet: Sheet) -> Painted:
    """Paints a design's frames, in order, onto a painter whose units are the sheet's.

    Raises:
        BadInput: when a color is none.
    """
    painter.setRenderHints(_HINTS)
    left, top, right, bottom = sheet.bleed
    page = QRectF(-left, -top, left + sheet.width + right, top + sheet.height + bottom)
    painter.setClipRect(page)
    display = display_of(frames, sheet, whole=True)
    if not display.covered:
        painter.fillRect(page, shade(sheet.color("background")))
    notes = sheet.remembered(display.state, lambda: _notes(frames, display, sheet))
    codes, more = _paint_items(painter, display.items, sheet)
    return Painted(tuple(codes), tuple(dict.fromkeys(note for note in (*notes, *more) if note)))


def _notes(frames: Frames, display: Display, sheet: Sheet) -> tuple[str, ...]:
    """What holds of a page whatever is written on it."""
    lost = [each.words for each in missing_by_hiding(frames, sheet)]
    return (*lost, *_moving_notes(display.shown, sheet), *_faint_notes(display, sheet))


def _paint_items(painter: QPainter, items: Sequence[Item], sheet: Sheet) -> tuple[list[PlacedCode], list[str]]:
    codes: list[PlacedCode] = []
    notes: list[str] = []
    for item in items:
        frame = item.frame
        whole = area = with_bleed(frame, area_of(frame, sheet), sheet)
        if frame.kind is FrameKind.PART:
            made, more = _paint_part(painter, frame, area, sheet)
            codes += made
            notes += more
            continue
        apart = bool(frame.turn) or frame.opacity != 1
        if apart:
            painter.save()
            painter.setOpacity(painter.opacity() * frame.opacity)
            area = _turned(painter, frame, area)
        if item.wordings:
            notes += _paint_texts(painter, item, area, sheet)
        elif frame.kind is FrameKind.QR:
            code = _paint_code(painter, frame, area, sheet)
            codes.append(replace(code, area=code.area.translated(whole.center())) if frame.turn else code)
        elif frame.kind is FrameKind.SHAPE and frame.fade and not frame.turn and isinstance(painter.device(), QImage):
            paint_shape(painter, frame, area, sheet, in_sight(painter, area, item.above, sheet))
        else:
            _PAINTERS[frame.kind](painter, frame, area, sheet)
        if apart:
            painter.restore()
    return codes, notes


def _turned(painter: QPainter, frame: Frame, area: QRectF) -> QRectF:
    """Turns the painter about a frame's middle; of quarter turns the area is what is seen, so its edges swap."""
    if not frame.turn:
        return area
    painter.translate(area.center())
    painter.rotate(frame.turn)
    size = area.size().transposed() if lies_across(frame.turn) else area.size()
    return QRectF(QPointF(-size.width() / 2, -size.height() / 2), size)


def _moving_notes(shown: Sequence[Frame], sheet: Sheet) -> list[str]:
    names = {frame.content for frame in shown if frame.kind is FrameKind.PICTURE}
    return [note for name in sorted(names) for note in still_notes(name, sheet.pictures[name])]


def _faint_notes(display: Display, sheet: Sheet) -> list[str]:
    key = tuple(sheet.colors.items())
    found = display.faint.get(key) if display.scales else None
    if found is None:
        found = display.faint[key] = [_faint_note(each, sheet) for each in faint_among(display.shown, sheet)]
    return found


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
        display = display_of(sheet.parts[frame.content], inner)
        painter.save()
        painter.setTransform(transform, True)  # noqa: FBT003 - Qt's own: combine
        made, more = _paint_items(painter, display.items, inner)
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


def _paint_texts(painter: QPainter, item: Item, area: QRectF, sheet: Sheet) -> list[str]:
    column = column_of(item.wordings, area, sheet)
    notes = list(column.notes)
    for block, place in blocks_of(column, item.frame, area):
        frame = block.piece.frame
        if sheet.hidden and _is_hidden(frame, sheet):
            continue
        if frame.hug and frame.fill:
            radius = frame.radius * min(block.line_height, place.width())
            path = QPainterPath()
            path.addRoundedRect(place, radius, radius)
            painter.fillPath(path, brush(frame, place, sheet))
        color = shade(sheet.color(frame.color))
        painter.setPen(color)
        if sheet.outlines:
            painter.fillPath(block.outline(place.x(), place.y()), color)
        else:
            block.draw(painter, place.x(), place.y())
        if lost := block.missing():
            notes.append(f"No font on this machine has “{lost[:20]}”; an empty box stands in its place.")
        if not is_installed(block.piece.wording.family):
            family = block.piece.wording.family
            notes.append(f"The font “{family}” is not on this machine; Noto Sans stands in for it.")
    return notes


def text_places(frames: Sequence[Frame], sheet: Sheet) -> list[tuple[Frame, QRectF]]:
    """Where each text of a stack stands, the first one's frame first; what is left out for want of room is not there.

    The frames are as the column has them: equal to those that were given, but for what the room made necessary.
    """
    area = area_of(frames[0], sheet)
    column = column_of(tuple(wording_of(frame, sheet) for frame in frames), area, sheet)
    return [(block.piece.frame, place) for block, place in blocks_of(column, frames[0], area)]


def column_of(wordings: Sequence[Wording], area: QRectF, sheet: Sheet) -> Column:
    """Texts below each other, set in an area of a page."""
    edge, legible = sheet.edge, sheet.legible
    pieces = tuple(piece_of(each, edge, legible) for each in wordings)
    width, height = area.width(), area.height()
    return sheet.remembered((pieces, width, height), lambda: set_column(pieces, width, height))


def piece_of(wording: Wording, edge: float, legible: float) -> Piece:
    """A text on a page with this shorter edge, where letters smaller than ``legible`` cannot be read; in its units."""
    least, most = wording.frame.sizes
    smallest = max(least * edge, legible)
    largest = max(most * edge, smallest)
    return Piece(wording, round(smallest), round(largest), round(legible), wording.frame.gap * edge)


def blocks_of(column: Column, first: Frame, area: QRectF) -> Iterator[tuple[Block, QRectF]]:
    """The blocks of a column, as its first frame is aligned in its area."""
    left, wide = area.x(), area.width()
    top = within(wide, column.height, area, first).y()
    for number, block in enumerate(column.blocks):
        frame, height = block.piece.frame, block.height
        top += block.piece.gap if number else 0
        line = QRectF(left, top, wide, height)
        yield block, within(block.width, height, line, frame) if frame.hug else line
        top += height


def _is_hidden(frame: Frame, sheet: Sheet) -> bool:
    """Whether all variables of a text are hidden."""
    names = VARIABLE.findall(frame.content)
    return bool(names) and sheet.hidden.issuperset(names)


def _paint_code(painter: QPainter, frame: Frame, area: QRectF, sheet: Sheet) -> PlacedCode:
    dark, light = sheet.color(frame.color or "black"), sheet.color(frame.fill or "white")
    if contrast(dark, light) < _CODE_CONTRAST:
        dark, light = "#000000", "#ffffff"
    edge = min(area.width(), area.height())
    square = within(edge, edge, area, frame)
    qr.draw(painter, sheet.codes[frame.content], square, dark, light)
    return PlacedCode(frame.content, edge, dark, light, square)

"""Setting one text at one size: its lines, their places, and the room they take."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QBrush,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from affiliate_desktop.studio.fonts import Face, font
from affiliate_desktop.studio.frames import Frame
from affiliate_desktop.studio.measure import Measured, measured

DESCENT = 0.24
"""Room below the last baseline, in font sizes."""
PARAGRAPH = 0.45
"""Extra room above a new paragraph, in lines."""
SIDES = 1.9
"""Padding left and right of a text, in paddings above and below it."""
_LARGE = 64
"""Dots of a font size from which on Qt draws letters as outlines (its ``QT_MAX_CACHED_GLYPH_SIZE``)."""
_LINE = "\u2028"
"""How Qt marks a line feed within a layout."""


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """What a text says and what it is set in, whatever its size; the same one wherever the same is said.

    Attributes:
        family: of the font; empty for the program's own.
        face: what the text is set in, as frame and family say.
        known: how wide its words are in it.
        padding: around it, left and right nearly twice as much; step: distance of lines; least: height of one line with
            the padding; all in font sizes.
    """

    frame: Frame
    text: str
    family: str
    face: Face
    known: Measured
    padding: float
    step: float
    least: float


@lru_cache(maxsize=1024)
def wording(frame: Frame, text: str, family: str = "") -> Wording:
    """A text in a frame; remembered, since it is asked for at every size."""
    face = Face(family, frame.weight, frame.width, frame.italic, frame.tracking)
    known = measured(text, face)
    padding = frame.padding if frame.hug else 0.0
    step = frame.leading if known.tall <= 1.5 else max(frame.leading, known.tall * 0.9)
    least = known.capitals + known.breaks * PARAGRAPH * frame.leading + (2 * padding if frame.hug else DESCENT)
    return Wording(frame, text, family, face, known, padding, step, least)


class Piece(NamedTuple):
    """A text of a stack.

    Attributes:
        smallest, largest: font sizes in units, as the design has them.
        floor: the smallest that can be read; used rather than cutting a text short.
        gap: room above it, in units, when it is not the first.
        wraps: may take more than one line; a button does only when it is too wide at its smallest.
    """

    wording: Wording
    smallest: int
    largest: int
    floor: int = 1
    gap: float = 0.0
    wraps: bool = True

    @property
    def frame(self) -> Frame:
        """The frame that holds it."""
        return self.wording.frame

    @property
    def text(self) -> str:
        """What it says."""
        return self.wording.text


class Block(NamedTuple):
    """A text that was set: its lines and its size; y 0 is the top of the first line's capitals.

    Attributes:
        width, height: with the padding of a frame that hugs its text.
        across: the padding left and right; above: the padding at the top.
        line_height: what the height would be with one line.
    """

    piece: Piece
    layout: QTextLayout
    size: int
    width: float
    height: float
    across: float = 0.0
    above: float = 0.0
    line_height: float = 0.0

    @property
    def evenness(self) -> float:
        """The shortest line as a share of the longest."""
        widths = [self.layout.lineAt(index).naturalTextWidth() for index in range(self.layout.lineCount())]
        return min(widths) / max(widths) if widths and max(widths) > 0 else 1.0

    def fits(self, width: float) -> bool:
        """Whether no line is wider."""
        return self.width <= width + 0.5

    def missing(self) -> str:
        """The characters that no font of this machine holds."""
        return self.piece.wording.known.missing

    def draw(self, painter: QPainter, left: float, top: float) -> None:
        """Draws the text with its padding's corner at a point."""
        corner = QPointF(left + self.across, top + self.above)
        if self.size * painter.combinedTransform().m22() < _LARGE or not self._draw_letters(painter, corner):
            self.layout.draw(painter, corner)

    def _draw_letters(self, painter: QPainter, corner: QPointF) -> bool:
        """Fills large letters one by one; false where that can't be done.

        Qt keeps pictures of letters up to a size; beyond it, it fills all letters of a line as one outline, which takes
        twice as long as one after the other.
        """
        if not isinstance(painter.device(), QImage):
            return False
        letters = []
        paths: dict[int, QPainterPath] = {}
        last = None
        for run in self.layout.glyphRuns():
            font, glyphs = run.rawFont(), run.glyphIndexes()
            if font != last:
                last, paths = font, {}
            paths |= {glyph: font.pathForGlyph(glyph) for glyph in set(glyphs).difference(paths)}
            if any(path.isEmpty() and not font.boundingRect(glyph).isEmpty() for glyph, path in paths.items()):
                return False  # a picture of its own, as an emoji is
            places = zip(glyphs, run.positions(), strict=True)
            letters += [paths[glyph].translated(corner + place) for glyph, place in places]
        fill = QBrush(painter.pen().color())
        for path in letters:
            painter.fillPath(path, fill)
        return True

    def outline(self, left: float, top: float) -> QPainterPath:
        """The text's letters as one outline, with its padding's corner at a point."""
        path = QPainterPath()
        corner = QPointF(left + self.across, top + self.above)
        for run in self.layout.glyphRuns():
            letters = run.rawFont()
            for glyph, place in zip(run.glyphIndexes(), run.positions(), strict=True):
                path.addPath(letters.pathForGlyph(glyph).translated(corner + place))
        return path


def set_block(
    piece: Piece, size: int, width: float, *, within: float = 0.0, lines: int = 0, anywhere: bool = False
) -> Block:
    """A text at a size.

    Args:
        piece: the text and its frame.
        size: of the font.
        width: where lines break.
        within: the width that lines are aligned in, where it is another.
        lines: at most so many, the last one with an ellipsis; 0 for all.
        anywhere: lines may break within words.
    """
    padding = piece.wording.padding * size
    across = padding * SIDES
    room = max(1.0, width - 2 * across)
    laid = _laid_out(piece.text, piece, size, room, within, anywhere=anywhere)
    if lines and len(laid.lines) > lines:
        laid = _shortened(laid, lines, piece, size, room, within, anywhere=anywhere)
    last = laid.lines[-1]
    height = last.y() + last.ascent() + (0.0 if piece.frame.hug else DESCENT * size)
    one_line = capitals_of(size, piece.wording.face) + 2 * padding
    widest = laid.widest + 2 * across
    return Block(piece, laid.layout, size, widest, height + 2 * padding, across, padding, one_line)


class _Laid(NamedTuple):
    """A text in lines.

    Attributes:
        widest: the width of the widest of them.
    """

    layout: QTextLayout
    lines: list[QTextLine]
    widest: float


def _shortened(
    laid: _Laid, lines: int, piece: Piece, size: int, room: float, within: float, *, anywhere: bool
) -> _Laid:
    """The first lines of a text, the last one with an ellipsis.

    Letter spacing and rounding may let Qt break that line once more; then less of it is kept.
    """
    metrics, shorter = QFontMetricsF(laid.layout.font()), laid
    for share in (1.0, 0.9, 0.75, 0.5, 0.25):
        text = _elided(laid.layout, lines, room * share, metrics)
        shorter = _laid_out(text, piece, size, room, within, anywhere=anywhere)
        if len(shorter.lines) <= lines:
            break
    return shorter


def _laid_out(text: str, piece: Piece, size: int, room: float, within: float, *, anywhere: bool) -> _Laid:
    frame = piece.frame
    text = text.replace("\n", _LINE)
    layout = QTextLayout(text, font(size, piece.wording.face))
    layout.setCacheEnabled(True)
    moved = frame.hug or bool(within)
    layout.setTextOption(_option("left" if moved else frame.align, piece.wraps, anywhere))
    step = size * frame.leading
    paragraphs = _paragraph_starts(text) if _LINE in text else ()
    lines: list[QTextLine] = []
    y = widest = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(room)
        if lines:
            y += max(step, _tall(line.height(), size))
            y += PARAGRAPH * step if line.textStart() in paragraphs else 0.0
        else:
            y = capitals_of(size, piece.wording.face) - line.ascent()
        line.setPosition(QPointF(0, y))
        widest = max(widest, line.naturalTextWidth())
        lines.append(line)
    layout.endLayout()
    if moved:
        _align(lines, "center" if frame.hug else frame.align, widest if frame.hug else within)
    return _Laid(layout, lines, widest)


@lru_cache(maxsize=16)
def _option(align: str, wraps: bool, anywhere: bool) -> QTextOption:  # noqa: FBT001
    """How lines break and stand; shared, not to be changed."""
    option = QTextOption(_ALIGN[align])
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # else that of the window
    modes = QTextOption.WrapMode
    wrapping = modes.WordWrap if wraps else modes.ManualWrap
    option.setWrapMode(modes.WrapAtWordBoundaryOrAnywhere if anywhere else wrapping)
    return option


@lru_cache(maxsize=1024)
def capitals_of(size: int, face: Face) -> float:
    """The height of capitals of a face in a size, in its units."""
    return QFontMetricsF(font(size, face)).capHeight()


def _paragraph_starts(text: str) -> set[int]:
    """Where paragraphs after the first begin, in UTF-16 units as Qt counts."""
    lengths = [len(part.encode("utf-16-le")) // 2 + 1 for part in text.split(_LINE)]
    return set(accumulate(lengths[:-1]))


def _tall(height: float, size: int) -> float:
    """The least distance of lines in scripts that are much taller than Latin."""
    return height * 0.9 if height > 1.5 * size else 0.0


_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute,
}
_SHARES = {"left": 0.0, "center": 0.5, "right": 1.0}


def _align(lines: list[QTextLine], align: str, width: float) -> None:
    """Moves lines so that they are aligned within another width than they were broken in."""
    share = _SHARES[align]
    if share:
        for line in lines:
            line.setPosition(QPointF((width - line.naturalTextWidth()) * share, line.y()))


def _elided(layout: QTextLayout, lines: int, room: float, metrics: QFontMetricsF) -> str:
    """The text up to a line, which ends in an ellipsis."""
    last = layout.lineAt(lines - 1)
    units = layout.text().encode("utf-16-le")
    start = last.textStart()
    head = units[: 2 * start].decode("utf-16-le", errors="ignore")
    tail = units[2 * start : 2 * (start + last.textLength())].decode("utf-16-le", errors="ignore").strip()
    return head + metrics.elidedText(f"{tail} …", Qt.TextElideMode.ElideRight, room).replace(" …", "…")

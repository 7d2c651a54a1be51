"""Setting one text at one size: its lines, their places, and the room they take."""

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPainterPath, QTextLayout, QTextOption

from affiliate_desktop.studio.fonts import Face, font
from affiliate_desktop.studio.frames import Frame
from affiliate_desktop.studio.measure import Measured, measured

DESCENT = 0.24
"""Room below the last baseline, in font sizes."""
PARAGRAPH = 0.45
"""Extra room above a new paragraph, in lines."""
_LARGE = 64
"""Dots of a font size from which on Qt draws letters as outlines (its ``QT_MAX_CACHED_GLYPH_SIZE``)."""
_LINE = "\u2028"
"""How Qt marks a line feed within a layout."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A text of a stack.

    Attributes:
        smallest, largest: font sizes in units, as the design has them.
        floor: the smallest that can be read; used rather than cutting a text short.
        gap: room above it, in units, when it is not the first.
        wraps: may take more than one line; a button does only when it is too wide at its smallest.
        family: of the font; empty for the program's own.
        face: what the text is set in, as frame and family say; known: how wide its words are in it.
    """

    frame: Frame
    text: str
    smallest: int
    largest: int
    floor: int = 1
    gap: float = 0.0
    wraps: bool = True
    family: str = ""
    face: Face = field(init=False, compare=False, repr=False)
    known: Measured = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Looks up once what is asked for at every size that is tried."""
        frame = self.frame
        face = _face(self.family, frame.weight, frame.width, frame.italic, frame.tracking)
        object.__setattr__(self, "face", face)
        object.__setattr__(self, "known", measured(self.text, face))


@lru_cache(maxsize=256)
def _face(family: str, weight: int, width: float, italic: bool, tracking: float) -> Face:  # noqa: FBT001
    return Face(family, weight, width, italic, tracking)


@dataclass(frozen=True, slots=True)
class Block:
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
        return self.piece.known.missing

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
        for run in self.layout.glyphRuns():
            font, glyphs = run.rawFont(), run.glyphIndexes()
            paths = {glyph: font.pathForGlyph(glyph) for glyph in dict.fromkeys(glyphs)}
            if any(path.isEmpty() and not font.boundingRect(glyph).isEmpty() for glyph, path in paths.items()):
                return False  # a picture of its own, as an emoji is
            places = zip(glyphs, run.positions(), strict=True)
            letters += [paths[glyph].translated(corner + place) for glyph, place in places]
        color = painter.pen().color()
        for path in letters:
            painter.fillPath(path, color)
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
    frame = piece.frame
    across, above = (frame.padding * size * 1.9, frame.padding * size) if frame.hug else (0.0, 0.0)
    room = max(1.0, width - 2 * across)
    layout = _laid_out(piece.text, piece, size, room, anywhere=anywhere)
    if lines and layout.lineCount() > lines:
        layout = _shortened(layout, lines, piece, size, room, anywhere=anywhere)
    widest = max((layout.lineAt(i).naturalTextWidth() for i in range(layout.lineCount())), default=0.0)
    if frame.hug or within:
        _align(layout, frame, widest if frame.hug else within)
    last = layout.lineAt(layout.lineCount() - 1)
    height = last.y() + last.ascent() + (0.0 if frame.hug else DESCENT * size)
    one_line = capitals_of(size, piece.face) + 2 * above
    return Block(piece, layout, size, widest + 2 * across, height + 2 * above, across, above, one_line)


def _shortened(layout: QTextLayout, lines: int, piece: Piece, size: int, room: float, *, anywhere: bool) -> QTextLayout:
    """The first lines of a text, the last one with an ellipsis.

    Letter spacing and rounding may let Qt break that line once more; then less of it is kept.
    """
    metrics, shorter = QFontMetricsF(layout.font()), layout
    for share in (1.0, 0.9, 0.75, 0.5, 0.25):
        text = _elided(layout, lines, room * share, metrics)
        shorter = _laid_out(text, piece, size, room, anywhere=anywhere)
        if shorter.lineCount() <= lines:
            break
    return shorter


def _laid_out(text: str, piece: Piece, size: int, room: float, *, anywhere: bool) -> QTextLayout:
    frame = piece.frame
    text = text.replace("\n", _LINE)
    layout = QTextLayout(text, font(size, piece.face))
    modes = QTextOption.WrapMode
    option = QTextOption(_ALIGN["center" if frame.hug else frame.align])
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # else that of the window
    wraps = modes.WordWrap if piece.wraps else modes.ManualWrap
    option.setWrapMode(modes.WrapAtWordBoundaryOrAnywhere if anywhere else wraps)
    layout.setTextOption(option)
    capitals = capitals_of(size, piece.face)
    step = size * frame.leading
    paragraphs = _paragraph_starts(text) if _LINE in text else ()
    layout.beginLayout()
    y = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(room)
        y = y + max(step, _tall(line.height(), size)) if line.textStart() else capitals - line.ascent()
        if line.textStart() in paragraphs:
            y += PARAGRAPH * step
        line.setPosition(QPointF(0, y))
    layout.endLayout()
    return layout


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


def _align(layout: QTextLayout, frame: Frame, width: float) -> None:
    """Moves finished lines so that they are aligned within another width than they were broken in."""
    option = layout.textOption()
    option.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    layout.setTextOption(option)
    share = {"left": 0.0, "center": 0.5, "right": 1.0}["center" if frame.hug else frame.align]
    for index in range(layout.lineCount()):
        line = layout.lineAt(index)
        line.setPosition(QPointF((width - line.naturalTextWidth()) * share, line.y()))


def _elided(layout: QTextLayout, lines: int, room: float, metrics: QFontMetricsF) -> str:
    """The text up to a line, which ends in an ellipsis."""
    last = layout.lineAt(lines - 1)
    units = layout.text().encode("utf-16-le")
    start = last.textStart()
    head = units[: 2 * start].decode("utf-16-le", errors="ignore")
    tail = units[2 * start : 2 * (start + last.textLength())].decode("utf-16-le", errors="ignore").strip()
    return head + metrics.elidedText(f"{tail} …", Qt.TextElideMode.ElideRight, room).replace(" …", "…")

"""How wide the words of a text are, measured once, so that sizes and line breaks can be tried by arithmetic alone.

Letters are set without hinting, so all widths grow in proportion to the font size. What arithmetic finds is set once
by Qt at the end, which has the last word (see ``columns``).
"""

import math
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from PySide6.QtCore import QTextBoundaryFinder
from PySide6.QtGui import QFontMetricsF, QTextLayout, QTextOption

from affiliate_desktop.studio.fonts import SHIPPED, Face, font

_AT = 240
"""Font size at which words are measured."""
_MOST_BREAKS = 32
"""Ways of breaking a text that are kept; looking through more takes longer than breaking it."""
_UNSEEN = {"Cc", "Cf", "Mn", "Zs", "Zl", "Zp"}
"""Categories that have no picture of their own: nobody misses them."""
_GLYPHS = (
    QTextLayout.GlyphRunRetrievalFlag.RetrieveGlyphIndexes | QTextLayout.GlyphRunRetrievalFlag.RetrieveStringIndexes
)
Word = tuple[float, float]
"""Width of a word, and of the blanks behind it, in font sizes."""
Breaks = tuple[float, float, tuple[float, ...], float]
"""From which room on and below which a text breaks so; the widths of its lines, and that of the widest."""


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """A text in a face, in font sizes; the same one wherever the same is measured.

    Attributes:
        paragraphs: their words, where a line may break after each; breaks: how many lines begin another one.
        wholes: how wide each of them is in one line; longest: the widest.
        capitals: height of capitals; tall: height of a line.
        missing: characters that no font of this machine holds.
        breaks_known: the breaks that were asked for, since sizes and widths are tried that differ little.
    """

    paragraphs: tuple[tuple[Word, ...], ...]
    breaks: int
    wholes: tuple[float, ...]
    longest: float
    capitals: float
    tall: float
    missing: str
    breaks_known: list["Breaks"] = field(default_factory=list)

    def broken(self, room: float) -> tuple[tuple[float, ...], float]:
        """The widths of the lines in a room (in font sizes), and that of the widest."""
        if self.longest <= room:
            return self.wholes, self.longest
        for least, most, lines, widest in self.breaks_known:
            if least <= room < most:
                return lines, widest
        found = self._broken(room)
        if len(self.breaks_known) >= _MOST_BREAKS:
            self.breaks_known.clear()
        self.breaks_known.append(found)
        return found[2:]

    def _broken(self, room: float) -> "Breaks":
        lines: list[float] = []
        least, most = 0.0, math.inf
        for words in self.paragraphs:
            width = blank = 0.0
            for word, space in words:
                wider = width + blank + word
                if width and wider > room:
                    most = min(most, wider)
                    lines.append(width)
                    wider = word
                elif width:
                    least = max(least, wider)
                width, blank = wider, space
            lines.append(width)
        return least, most, tuple(lines), max(lines)


@lru_cache(maxsize=1024)
def measured(text: str, face: Face) -> Measured:
    """The words of a text in a face; remembered, since a set of banners says the same in many sizes."""
    metrics = QFontMetricsF(font(_AT, face))
    paragraphs, tall, lost = [], 0.0, ""
    for paragraph in text.split("\n"):
        layout = QTextLayout(paragraph, font(_AT, face))
        layout.setCacheEnabled(True)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.ManualWrap)
        layout.setTextOption(option)
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()
        tall = max(tall, line.height() if line.isValid() else 0.0)
        paragraphs.append(_words(paragraph, layout))
        if not (text.isascii() and (not face.family or face.family in SHIPPED)):
            lost += _missing(layout)
    wholes = tuple(_whole(words) for words in paragraphs)
    missing = "".join(dict.fromkeys(lost))
    capitals = metrics.capHeight() / _AT
    return Measured(tuple(paragraphs), len(paragraphs) - 1, wholes, max(wholes), capitals, tall / _AT, missing)


def _whole(words: tuple[Word, ...]) -> float:
    """The width of words in one line, without the blanks behind the last."""
    return sum(word + space for word, space in words) - (words[-1][1] if words else 0.0)


def _words(paragraph: str, layout: QTextLayout) -> tuple[Word, ...]:
    units = paragraph.encode("utf-16-le", "surrogatepass")
    length = len(units) // 2
    if not length:
        return ()
    line = layout.lineAt(0)
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Line, paragraph)
    words: list[Word] = []
    # a word from right to left, or a number in such a text, does not end where the next one begins
    turned = QFontMetricsF(layout.font()).horizontalAdvance if _has_turns(paragraph) else None
    start, begin = 0, _x(line, 0)
    while start < length:
        end = finder.toNextBoundary()
        end = length if end < 0 else end
        if end <= start:
            continue
        part = units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")
        stop = end - (len(part) - len(part.rstrip()))
        if turned is not None:
            words.append((turned(part.rstrip()) / _AT, turned(part[len(part.rstrip()) :]) / _AT))
            start = end
            continue
        last = _x(line, stop)
        behind = _x(line, end) if end > stop else last
        words.append((abs(last - begin) / _AT, abs(behind - last) / _AT))
        start, begin = end, behind
    return tuple(words)


def _has_turns(text: str) -> bool:
    """Whether something of a text is written from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text)


def _x(line: object, place: int) -> float:
    answer = line.cursorToX(place)  # type: ignore[attr-defined]
    return float(answer[0] if isinstance(answer, tuple) else answer)


def _missing(layout: QTextLayout) -> str:
    """The characters that no font of this machine holds."""
    units = layout.text().encode("utf-16-le", "surrogatepass")
    found = {
        index
        for run in layout.glyphRuns(-1, -1, _GLYPHS)
        for glyph, index in zip(run.glyphIndexes(), run.stringIndexes(), strict=False)
        if glyph == 0 and 2 * index < len(units)
    }
    lost = dict.fromkeys(_character(units, index) for index in sorted(found))  # Qt gives the runs in no sure order
    return "".join(character for character in lost if unicodedata.category(character) not in _UNSEEN)


def _character(units: bytes, index: int) -> str:
    """The character at a place that counts UTF-16 units, as Qt does."""
    pair = 0xD8 <= units[2 * index + 1] <= 0xDB
    return units[2 * index : 2 * index + (4 if pair else 2)].decode("utf-16-le", "replace")

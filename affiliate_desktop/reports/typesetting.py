"""The one door through which text gets onto a page: cleaned, split into fonts, measured, escaped.

Nothing of the user's reaches the PDF library but through a ``Typesetter``: its markup is XML, and an
unescaped ``&`` would change the text, a ``<b>`` stop the report and an ``<img>`` embed a local file.
"""

import unicodedata
from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape

from affiliate_desktop.reports.fonts import Face, faces, main_face, viewer_font
from affiliate_desktop.reports.scripts import plain_form, visual
from affiliate_desktop.reports.words import plain_text

UNKNOWN = "\ufffd"
"""Printed for a character that no font can show; the document explains it."""

Run = tuple[str, str]


class Typesetter:
    """Sets the texts of one document.

    Attributes:
        missing: the characters that no font could show so far.
        lent: whether a font is used that is not in the file but lent by the viewer.
    """

    def __init__(self) -> None:
        self.missing: set[str] = set()
        self.lent = False
        self._main = main_face()
        self._widths: dict[tuple[str, bool], float] = {}

    def runs(self, text: str, *, bold: bool = False) -> list[Run]:
        """(name of the font, characters) in the order on paper."""
        text = plain_text(text)
        if self._main.characters.issuperset(text):
            shown = visual(text)
            if shown is text:
                return [(_weight(self._main, bold=bold), text)]
        else:
            shown = visual(text)
        placed = [self._placed(character, shown, bold=bold) for character in shown]
        return [(font, "".join(each for _, each in group)) for font, group in groupby(placed, key=lambda pair: pair[0])]

    def plain(self, text: str) -> str:
        """The text for a document's own data (title, outline), which viewers show in fonts of theirs."""
        return plain_text(text)

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Points that the text takes at a font size."""
        from reportlab.pdfbase.pdfmetrics import stringWidth

        key = (text, bold)
        if key not in self._widths:
            self._widths[key] = sum(stringWidth(part, font, 1000) for font, part in self.runs(text, bold=bold))
        return self._widths[key] * size / 1000

    def fitted(self, text: str, size: float, width: float, *, bold: bool = False) -> str:
        """The text, cut with an ellipsis where it is wider than ``width`` points."""
        text = plain_text(text)
        if self.width(text, size, bold=bold) <= width:
            return text
        short, long = 0, len(text)
        while short < long:
            middle = (short + long + 1) // 2
            if self.width(text[:middle].rstrip() + "…", size, bold=bold) <= width:
                short = middle
            else:
                long = middle - 1
        return text[:short].rstrip() + "…"

    def markup(self, text: str, *, bold: bool = False) -> str:
        """The text for a paragraph: escaped, each run in its font."""
        return "".join(f'<font name="{font}">{escape(part)}</font>' for font, part in self.runs(text, bold=bold))

    def draw(
        self, canvas: Any, x: float, y: float, text: str, size: float, *, bold: bool = False, right: bool = False
    ) -> None:
        """Draws one line with its baseline at ``y``; from ``x``, or up to it when ``right``."""
        line = canvas.beginText(x - self.width(text, size, bold=bold) if right else x, y)
        for font, part in self.runs(text, bold=bold):
            line.setFont(font, size)
            line.textOut(part)
        canvas.drawText(line)

    def _placed(self, character: str, context: str, *, bold: bool) -> Run:
        """The font that shows a character, and what it shows.

        Installed fonts for East Asia often lack one of its scripts: a font must show all such characters of a text, or
        the one that viewers lend is taken for all of them.
        """
        together = frozenset(filter(_is_east_asian, context)) if _is_east_asian(character) else frozenset()
        for candidate in dict.fromkeys((character, plain_form(character))):
            for face in faces():
                if face.characters.issuperset(candidate) and face.characters >= together:
                    return _weight(face, bold=bold), candidate
        font = viewer_font(character, context)
        if font is not None:
            self.lent = True
            return font, character
        for face in faces() if together else ():
            if face.characters.issuperset(character):
                return _weight(face, bold=bold), character
        self.missing.add(character)
        return _weight(self._main, bold=bold), UNKNOWN


def _is_east_asian(character: str) -> bool:
    return unicodedata.category(character) == "Lo" and unicodedata.east_asian_width(character) in "WF"


def _weight(face: Face, *, bold: bool) -> str:
    return face.bold if bold else face.regular

"""Fonts of the documents: Noto Sans, and for what it lacks an installed font or a viewer's CJK font.

The PDF library neither falls back between fonts nor reads variable fonts. So Regular and Bold are cut from
the packaged variable font once and kept in the cache folder, and every text is split into runs that one font
can show. Its registry of fonts is one for the process; a lock guards it.
"""

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from threading import RLock
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from typing_extensions import override

from affiliate_desktop.core.files import write_whole
from affiliate_desktop.core.problems import Failed

REGULAR = "NotoSans-Regular"
BOLD = "NotoSans-Bold"
_WEIGHTS = {REGULAR: 400, BOLD: 700}
_UNUSED_TABLES = ("GSUB", "GPOS", "GDEF", "HVAR", "MVAR", "STAT")
_POSTSCRIPT_NAME = 6
_registry = RLock()

INSTALLED = (
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("NotoSansArabic-Regular.ttf", "NotoSansArabic-Bold.ttf"),
    ("NotoSansHebrew-Regular.ttf", "NotoSansHebrew-Bold.ttf"),
    ("NotoSansThai-Regular.ttf", "NotoSansThai-Bold.ttf"),
    ("segoeui.ttf", "segoeuib.ttf"),
    ("tahoma.ttf", "tahomabd.ttf"),
    ("arial.ttf", "arialbd.ttf"),
    ("Arial Unicode.ttf", "Arial Unicode.ttf"),
    ("YuGothR.ttc", "YuGothB.ttc"),
    ("msyh.ttc", "msyhbd.ttc"),
    ("malgun.ttf", "malgunbd.ttf"),
    ("DroidSansFallbackFull.ttf", "DroidSansFallbackFull.ttf"),
    ("wqy-zenhei.ttc", "wqy-zenhei.ttc"),
    ("seguisym.ttf", "seguisym.ttf"),
    ("seguiemj.ttf", "seguiemj.ttf"),
    ("NotoSansSymbols2-Regular.ttf", "NotoSansSymbols2-Regular.ttf"),
    ("NotoEmoji-Regular.ttf", "NotoEmoji-Regular.ttf"),
    ("FreeSans.ttf", "FreeSansBold.ttf"),
)
"""Files of TrueType fonts that systems bring, regular and bold; the first that has a character shows it."""

VIEWER = (
    ("gb2312", "STSong-Light"),
    ("shift_jis", "HeiseiKakuGo-W5"),
    ("euc_kr", "HYGothic-Medium"),
    ("big5", "MSung-Light"),
)
"""Codec that tells what a font holds, and the font that PDF viewers bring for it; nothing is embedded."""


@dataclass(frozen=True)
class Face:
    """A font in two weights, registered with the PDF library.

    Attributes:
        characters: what it can show.
    """

    regular: str
    bold: str
    characters: frozenset[str]


class _Font(TTFont):  # type: ignore[misc]  # reportlab has no types
    """A font whose text can be searched and copied beyond the basic plane too.

    The library writes the table for that with five digits for an emoji, where UTF-16 needs two pairs.
    """

    @override
    def addObjects(self, doc: Any) -> None:
        super().addObjects(doc)
        for name, item in doc.idToObject.items():
            if name.startswith("toUnicodeCMap:"):
                item.content = re.sub(r"(?<= <)[0-9A-F]{5,6}(?=>)", _utf16, item.content)


def _utf16(code: re.Match[str]) -> str:
    return chr(int(code.group(), 16)).encode("utf-16-be").hex().upper()


@cache
def main_face() -> Face:
    """Noto Sans; cut and registered when first asked."""
    with _registry:
        both = [_register(name, _cut(name)) for name in (REGULAR, BOLD)]
        return Face(REGULAR, BOLD, both[0] & both[1])


def faces() -> Iterator[Face]:
    """All fonts, in the order in which they are asked for a character; each is loaded when its turn comes."""
    yield main_face()
    for place in range(len(INSTALLED)):
        face = _installed_face(place)
        if face is not None:
            yield face


def viewer_font(character: str, context: str) -> str | None:
    """The viewer's font for an East Asian character, registered, or None.

    Args:
        character: one character.
        context: the text around it: kana make it Japanese, hangul Korean.
    """
    if not "\u2e80" <= character <= "\uffee":
        return None
    for codec, name in _by_language(context):
        if _encodes(character, codec):
            with _registry:
                _register_viewer_font(name)
            return name
    return None


@lru_cache(1024)
def _by_language(context: str) -> list[tuple[str, str]]:
    """The viewer's fonts, the one first that has most of the text; kana and hangul decide before the count."""
    wide = {each for each in context if each >= "\u2e80"}
    kana = any("\u3040" <= each <= "\u30ff" for each in wide)
    hangul = any("\uac00" <= each <= "\ud7a3" for each in wide)
    wanted = "shift_jis" if kana else "euc_kr" if hangul else ""
    return sorted(VIEWER, key=lambda pair: (pair[0] != wanted, -sum(_encodes(each, pair[0]) for each in wide)))


def _encodes(character: str, codec: str) -> bool:
    try:
        return len(character.encode(codec)) > 0
    except UnicodeEncodeError:
        return False


@cache
def _register_viewer_font(name: str) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(name))


def _register(name: str, file: Path | BytesIO) -> frozenset[str]:
    font = _Font(name, str(file) if isinstance(file, Path) else file)
    pdfmetrics.registerFont(font)
    return frozenset(chr(code) for code in font.face.charToGlyph)


@cache
def _installed_face(place: int) -> Face | None:
    """A font of the system; None where it is missing or cannot be embedded."""
    regular, bold = INSTALLED[place]
    files = _font_files()
    if regular not in files:
        return None
    with _registry:
        try:
            covered = _register(regular, files[regular])
            if bold in files and bold != regular:
                _register(bold, files[bold])
        except (TTFError, OSError, ValueError, KeyError, IndexError):
            return None
    return Face(regular, bold if bold in files else regular, covered)


@cache
def _font_files() -> dict[str, Path]:
    """File name -> path, of the fonts in ``INSTALLED`` that this computer has."""
    wanted = {name for pair in INSTALLED for name in pair}
    found: dict[str, Path] = {}
    for folder in _font_folders():
        for place, folders, names in os.walk(folder):
            folders.sort()
            found.update({name: Path(place) / name for name in names if name in wanted and name not in found})
    return found


def _font_folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "win32":
        return [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts", home / ".fonts"]


def _cut(name: str) -> Path | BytesIO:
    """The static font of a weight, from the cache folder; cut from the variable font when it is not there."""
    import platformdirs

    folder = platformdirs.user_cache_path("affiliate-desktop", appauthor=False) / "fonts"
    file = folder / f"{name}-{version('fontpkg-noto-sans')}.ttf"
    if file.is_file():
        return file
    font = _instance(name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(file, font.save)
    except (OSError, Failed):  # a cache that cannot be written costs a second each time, not the report
        content = BytesIO()
        font.save(content)
        content.seek(0)
        return content
    return file


def _instance(name: str) -> Any:
    """One weight of the variable font, under its own name, without the tables that the PDF library does not read."""
    import fontpkg_noto_sans
    from fontTools.ttLib import TTFont as FontTables
    from fontTools.varLib.instancer import instantiateVariableFont

    source = fontpkg_noto_sans.ROOT / "files" / "NotoSans[wdth,wght].ttf"
    font = FontTables(source, recalcTimestamp=False)
    for table in _UNUSED_TABLES:
        del font[table]
    instantiateVariableFont(font, {"wght": _WEIGHTS[name], "wdth": 100}, inplace=True)
    font["name"].setName(name, _POSTSCRIPT_NAME, 3, 1, 0x409)
    return font

"""Qt's drawing without a window, and the fonts that artwork is set in.

Artwork is set in families that come with the program, so that it looks the same on every machine; what they do not
hold (Hebrew, Arabic, Chinese ...) comes from the machine's own fonts.
"""

import importlib
import os
import sys
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from PySide6.QtCore import QByteArray, QCoreApplication
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

from affiliate_desktop.core.problems import Failed

FAMILY = "Noto Sans"
SHIPPED = (FAMILY, "Archivo", "Fraunces")
"""Families that come with the program: a plain one for everything, a strong one and a warm one for headlines."""
_lock = Lock()


class Face(NamedTuple):
    """What a text is set in, whatever its size; a tuple, since it is looked up often.

    Attributes:
        family: empty for the program's own.
        weight: 100 to 900; width: 62.5 to 125 %, where the family has it; tracking: extra space in font sizes.
    """

    family: str = ""
    weight: int = 400
    width: float = 100.0
    italic: bool = False
    tracking: float = 0.0


_PLAIN = Face()


def ensure_gui() -> None:
    """Makes Qt ready to draw: an application object where there is none, and the program's fonts.

    Safe on any thread and at any time. Without a display the offscreen platform is used.
    """
    with _lock:
        if QCoreApplication.instance() is None:
            _application()
        _register_fonts()


@cache
def _application() -> QGuiApplication:
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # A window's toolkit that is already loaded would not accept an application without widgets.
    widgets = sys.modules.get("PySide6.QtWidgets")
    made: QGuiApplication = (widgets.QApplication if widgets else QGuiApplication)(["affiliate-desktop"])
    return made


@cache
def _register_fonts() -> None:
    if not _registered(FAMILY):
        raise Failed("font_broken", "The font “{file}” cannot be loaded; install the program again.", file=FAMILY)


@cache
def _registered(family: str) -> bool:
    """Makes a family that ships with the program known to Qt; false where its package or a file is missing."""
    try:
        package = importlib.import_module(f"fontpkg_{family.lower().replace(' ', '_')}")
    except ImportError:
        return False
    files = sorted((Path(package.__file__ or "").parent / "files").glob("*.ttf"))
    loaded = [QFontDatabase.addApplicationFontFromData(QByteArray(file.read_bytes())) >= 0 for file in files]
    return bool(loaded) and all(loaded)


def families() -> tuple[str, ...]:
    """The families that come with the program, then those of the machine."""
    ensure_gui()
    for family in SHIPPED:
        _available(family)
    others = [family for family in QFontDatabase.families() if family not in SHIPPED]
    return (*SHIPPED, *others)


def is_installed(family: str) -> bool:
    """Whether texts of this family are set in it; an empty name is the program's own and always there."""
    return not family or _available(family)


@cache
def _available(family: str) -> bool:
    if family not in SHIPPED:
        return QFontDatabase.hasFamily(family)
    with _lock:
        return _registered(family)


@lru_cache(maxsize=512)
def font(size: int, face: Face = _PLAIN) -> QFont:
    """A face in a size, in the painter's units; shared, so not to be changed."""
    chosen = QFont(_of_face(face))
    chosen.setPixelSize(max(1, size))
    if face.tracking:
        chosen.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, face.tracking * size)
    return chosen


@lru_cache(maxsize=256)
def _of_face(face: Face) -> QFont:
    family = face.family if is_installed(face.family) and face.family else FAMILY
    chosen = QFont(family)
    chosen.setWeight(QFont.Weight(face.weight))
    chosen.setItalic(face.italic)
    if face.width != 100.0:
        chosen.setVariableAxis(QFont.Tag("wght"), face.weight)
        chosen.setVariableAxis(QFont.Tag("wdth"), face.width)
    # Hinting would move letters by whole pixels, so that screen, PDF and printer would break lines differently.
    chosen.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    chosen.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return chosen

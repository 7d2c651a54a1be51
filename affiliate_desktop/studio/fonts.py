"""Qt's drawing without a window, and the fonts that artwork is set in.

Artwork is set in Noto Sans, which comes with the program, so that it looks the same on every machine; what Noto Sans
does not hold (Hebrew, Arabic, Chinese ...) comes from the machine's own fonts.
"""

import os
import sys
from functools import cache
from pathlib import Path
from threading import Lock

from PySide6.QtCore import QByteArray, QCoreApplication
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

from affiliate_desktop.core.problems import Failed

FAMILY = "Noto Sans"
_lock = Lock()


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
    import fontpkg_noto_sans

    file = Path(fontpkg_noto_sans.__file__).parent / "files" / "NotoSans[wdth,wght].ttf"
    if not file.is_file() or QFontDatabase.addApplicationFontFromData(QByteArray(file.read_bytes())) < 0:
        raise Failed("font_broken", "The font “{file}” cannot be loaded; install the program again.", file=file.name)


def font(size: int, weight: int = 400, width: float = 100.0) -> QFont:
    """Noto Sans in a size (in the painter's units), a weight (100 to 900) and a width (62.5 to 100 %)."""
    chosen = QFont(FAMILY)
    chosen.setPixelSize(max(1, size))
    chosen.setWeight(QFont.Weight(weight))
    if width != 100.0:
        chosen.setVariableAxis(QFont.Tag("wght"), weight)
        chosen.setVariableAxis(QFont.Tag("wdth"), width)
    # Hinting would move letters by whole pixels, so that screen, PDF and printer would break lines differently.
    chosen.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    chosen.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return chosen

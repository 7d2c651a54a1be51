"""Light and dark: follows the system or the user's choice; palettes, stylesheet, type scale and tinted icons."""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from affiliate_desktop.core.resources import resource_folder
from affiliate_desktop.gui.colors import DARK, LIGHT, Colors
from affiliate_desktop.gui.style import stylesheet

SCALE = {"display": 1.9, "title": 1.55, "section": 1.15, "body": 1.0, "small": 0.92}
"""Text sizes as shares of the system's."""

ICON_SIZE = 18


class Theme(QObject):
    """The look of the program.

    Signals:
        changed(): colors are others now; who paints by itself should do so again.
    """

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._choice = "system"
        self.colors: Colors = LIGHT
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self._follow)
        self._apply(self._wanted())

    @property
    def choice(self) -> str:
        """``system``, ``light`` or ``dark``."""
        return self._choice

    def choose(self, choice: str) -> None:
        """Takes the user's choice: ``system``, ``light`` or ``dark``."""
        self._choice = choice if choice in ("light", "dark") else "system"
        self._follow()

    def icon(self, name: str, color: str | None = None) -> QIcon:
        """A line icon of ours (``resources/icons/NAME.svg``) in a color, that of muted text when None."""
        return _icon(name, color or self.colors.muted, self.colors.edge)

    def pixmap(self, name: str, color: str, size: int, ratio: float = 1.0) -> QPixmap:
        """An icon as a crisp picture of ``size`` logical pixels."""
        return _pixmap(name, color, size, ratio)

    @Slot()
    def _follow(self) -> None:
        wanted = self._wanted()
        if wanted is not self.colors:
            self._apply(wanted)
            self.changed.emit()

    def _wanted(self) -> Colors:
        if self._choice != "system":
            return DARK if self._choice == "dark" else LIGHT
        scheme = QGuiApplication.styleHints().colorScheme()
        return DARK if scheme == Qt.ColorScheme.Dark else LIGHT

    def _apply(self, colors: Colors) -> None:
        self.colors = colors
        folder = resource_folder() / "icons"
        suffix = "dark" if colors.dark else "light"
        names = ("chevron-down", "chevron-up", "check")
        marks = [(folder / f"{name}-{suffix}.svg").as_posix() for name in names]
        self._application.setPalette(palette(colors))
        self._application.setStyleSheet(stylesheet(colors, *marks))


def palette(colors: Colors) -> QPalette:
    """Qt's palette of a theme."""
    role, result = QPalette.ColorRole, QPalette()
    pairs = {
        role.Window: colors.canvas,
        role.WindowText: colors.text,
        role.Base: colors.card,
        role.AlternateBase: colors.canvas,
        role.Text: colors.text,
        role.PlaceholderText: colors.muted,
        role.Button: colors.card,
        role.ButtonText: colors.text,
        role.BrightText: colors.danger,
        role.Highlight: colors.accent,
        role.HighlightedText: colors.on_accent,
        role.Link: colors.accent_text,
        role.LinkVisited: colors.accent_text,
        role.ToolTipBase: colors.tip,
        role.ToolTipText: colors.on_tip,
        role.Light: colors.card,
        role.Midlight: colors.hover,
        role.Mid: colors.edge,
        role.Dark: colors.edge,
        role.Shadow: colors.line,
        role.Accent: colors.accent,
    }
    for name, color in pairs.items():
        result.setColor(name, QColor(color))
    for name in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, name, QColor("#6f7683" if colors.dark else "#8d94a0"))
    return result


def font(size: str = "body", *, bold: bool = False) -> QFont:
    """A font of the type scale: ``display``, ``title``, ``section``, ``body``, ``small``."""
    result = QFont(QApplication.font())
    result.setPointSizeF(max(result.pointSizeF(), 9.0) * SCALE[size])
    if bold:
        result.setWeight(QFont.Weight.DemiBold)
    return result


@lru_cache(512)
def _source(name: str) -> bytes:
    return (resource_folder() / "icons" / f"{name}.svg").read_bytes()


@lru_cache(512)
def _icon(name: str, color: str, disabled: str) -> QIcon:
    icon = QIcon()
    for ratio in (1.0, 2.0):
        icon.addPixmap(_pixmap(name, color, ICON_SIZE, ratio))
        icon.addPixmap(_pixmap(name, disabled, ICON_SIZE, ratio), QIcon.Mode.Disabled)
    return icon


@lru_cache(512)
def _pixmap(name: str, color: str, size: int, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(QByteArray(_source(name).replace(b"currentColor", color.encode())))
    edge = round(size * ratio)
    pixmap = QPixmap(QSize(edge, edge))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, edge, edge))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def app_icon() -> QIcon:
    """The program's own icon."""
    return QIcon(str(Path(resource_folder()) / "icons" / "app.svg"))

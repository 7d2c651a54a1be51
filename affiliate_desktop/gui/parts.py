"""The small parts that pages are built of: labels of the type scale, buttons, cards, banners, empty states."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from affiliate_desktop.gui.colors import tone
from affiliate_desktop.gui.theme import Theme, font

_Box = TypeVar("_Box", bound=QBoxLayout)

GAP = 16
"""Between cards and between groups of fields."""
MARGIN = 32
"""Around a page."""
GUTTER = 12
"""Width of a scroll bar, which lies in a page's right margin."""


def label(text: str = "", kind: str = "body", *, wrap: bool = False) -> QLabel:
    """A text of the type scale.

    Args:
        text: plain text; markup is shown as it is.
        kind: ``display``, ``title``, ``section``, ``body``, ``muted``, ``hint`` and ``caption`` (small and muted),
            ``error``.
        wrap: break lines.
    """
    size = {"muted": "body", "caption": "small", "hint": "small", "error": "small"}.get(kind, kind)
    result = QLabel(text)
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setProperty("kind", kind)
    result.setFont(font(size, bold=kind in ("display", "title", "section")))
    result.setWordWrap(wrap)
    if wrap:
        result.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return result


class Elided(QLabel):
    """One line of text that ends in … where there is no room; the whole text is its tool tip."""

    def __init__(self, text: str = "", kind: str = "body") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        size = {"muted": "body", "caption": "small", "hint": "small"}.get(kind, kind)
        self.setFont(font(size, bold=kind in ("display", "title", "section")))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._whole = ""
        self.setText(text)

    @override
    def setText(self, text: str) -> None:
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def _fit(self) -> None:
        shown = QFontMetrics(self.font()).elidedText(self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 24))
        super().setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")


def button(
    text: str,
    on_click: Callable[[], object] | None = None,
    *,
    kind: str = "",
    icon: str = "",
    theme: Theme | None = None,
) -> QPushButton:
    """A button.

    Args:
        text: what it says.
        on_click: bound method of a QObject.
        kind: ``primary``, ``danger``, ``flat``, ``link``; empty for an ordinary one.
        icon: name of an icon of ours; needs the theme.
        theme: tints the icon.
    """
    result = QPushButton(text)
    result.setProperty("kind", kind)
    result.setCursor(Qt.CursorShape.PointingHandCursor)
    result.setAutoDefault(False)
    if icon and theme is not None:
        Tinted(result, theme, icon, {"primary": "on_accent", "danger": "on_danger"}.get(kind, "text"))
    if on_click is not None:
        result.clicked.connect(on_click)
    return result


def icon_button(name: str, icon: str, theme: Theme, on_click: Callable[[], object] | None = None) -> QToolButton:
    """A button that shows an icon only; ``name`` is its accessible name and tool tip."""
    result = QToolButton()
    result.setAccessibleName(name)
    result.setToolTip(name)
    result.setCursor(Qt.CursorShape.PointingHandCursor)
    result.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    Tinted(result, theme, icon, "muted")
    if on_click is not None:
        result.clicked.connect(on_click)
    return result


class Tinted(QWidget):
    """Keeps a button's icon in the theme's color; an unseen child of the button."""

    def __init__(self, owner: QPushButton | QToolButton, theme: Theme, icon: str, role: str) -> None:
        super().__init__(owner)
        self.hide()
        self._owner, self._theme, self._icon, self._role = owner, theme, icon, role
        theme.changed.connect(self.tint)
        self.tint()

    def show_icon(self, icon: str) -> None:
        """Shows another icon."""
        self._icon = icon
        self.tint()

    def tint(self) -> None:
        """Paints the icon in the theme's color."""
        self._owner.setIcon(self._theme.icon(self._icon, getattr(self._theme.colors, self._role)))
        self._owner.setIconSize(QSize(18, 18))


def column(*items: QWidget | QLayout | int, spacing: int = 8, margin: int = 0) -> QVBoxLayout:
    """Things below each other; a number is a stretch."""
    result = QVBoxLayout()
    return _filled(result, items, spacing, margin)


def row(*items: QWidget | QLayout | int, spacing: int = 8, margin: int = 0) -> QHBoxLayout:
    """Things beside each other; a number is a stretch."""
    result = QHBoxLayout()
    return _filled(result, items, spacing, margin)


def _filled(layout: _Box, items: tuple[QWidget | QLayout | int, ...], spacing: int, margin: int) -> _Box:
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(spacing)
    for item in items:
        if isinstance(item, int):
            layout.addStretch(item)
        elif isinstance(item, QWidget):
            layout.addWidget(item)
        else:
            layout.addLayout(item)
    return layout


class Card(QFrame):
    """A framed surface with a heading; put things into ``content``."""

    def __init__(self, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        outer = column(spacing=12)
        outer.setContentsMargins(20, 18, 20, 18)
        self.heading = label(heading, "section")
        self.heading_row = row(self.heading, 1)
        self.heading.setVisible(bool(heading))
        if heading:
            outer.addLayout(self.heading_row)
        self.content = column(spacing=8)
        outer.addLayout(self.content, 1)
        self.setLayout(outer)


class ScrolledBody(QScrollArea):
    """A page's scrolling body: its scroll bar lies in the page's margin, so that edges stay aligned.

    Put it into a page's ``body`` after ``body.setContentsMargins(0, 0, 0, 0)``.
    """

    def __init__(self, layout: QLayout, name: str) -> None:
        super().__init__()
        self._layout = layout
        inside = QWidget()
        inside.setLayout(layout)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self.setWidget(inside)
        self.verticalScrollBar().rangeChanged.connect(self._make_room)
        self._make_room(0, 0)

    @Slot(int, int)
    def _make_room(self, _low: int, high: int) -> None:
        self._layout.setContentsMargins(0, 0, 0 if high > 0 else GUTTER, 0)


class Banner(QFrame):
    """A line of advice or warning at the top of a page; hidden until ``say``.

    Args:
        tone: ``info``, ``warning``, ``danger`` or ``success``.
    """

    def __init__(self, tone: str = "info", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner")
        self.setProperty("tone", tone)
        self.text = label("", wrap=True)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.layout_ = row(self.text)
        self.layout_.setContentsMargins(14, 10, 14, 10)
        self.setLayout(self.layout_)
        self.hide()

    def say(self, text: str, tone: str | None = None) -> None:
        """Shows a text; an empty one hides the banner."""
        if tone is not None and tone != self.property("tone"):
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)
            self.style().polish(self.text)
        self.text.setText(text)
        self.setVisible(bool(text))


class Pill(QWidget):
    """A status in words on a soft ground of its tone (see ``colors.STATUS_TONES``)."""

    def __init__(self, theme: Theme, text: str = "", tone: str = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._text, self._tone = theme, text, tone
        self.setFont(font("small"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        theme.changed.connect(self.update)

    def say(self, text: str, tone: str) -> None:
        """Shows another status."""
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self._text) + 20, metrics.height() + 6)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._text:
            painter = QPainter(self)
            painter.setFont(self.font())
            paint_pill(painter, QRectF(self.rect()), self._text, *tone(self._theme.colors, self._tone))


def paint_pill(painter: QPainter, box: QRectF, text: str, color: str, back: str) -> None:
    """Paints a pill that fills the box."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(back))
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    painter.setPen(QColor(color))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


class Swatch(QLabel):
    """An icon of ours in the middle of an empty place."""

    def __init__(self, theme: Theme, icon: str, size: int = 44) -> None:
        super().__init__()
        self._theme, self._icon, self._size = theme, icon, size
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        theme.changed.connect(self.tint)
        self.tint()

    def tint(self) -> None:
        """Paints the icon in the theme's color."""
        picture: QPixmap = self._theme.pixmap(self._icon, self._theme.colors.accent, self._size, 2.0)
        self.setPixmap(picture)


class EmptyState(QWidget):
    """Says why a place is empty and what to do next.

    Args:
        theme: tints the icon.
        icon, title, text: what is shown.
        action: text of the button; none when empty.
        on_click: bound method of a QObject.
        may: False where the action would write into a file that can only be read.
    """

    def __init__(
        self,
        theme: Theme,
        icon: str,
        title: str,
        text: str,
        action: str = "",
        on_click: Callable[[], object] | None = None,
        *,
        may: bool = True,
    ) -> None:
        super().__init__()
        self.title = label(title, "section")
        self.text = label(text, "muted", wrap=True)
        for each in (self.title, self.text):
            each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.text.setMinimumWidth(420)
        self.text.setMaximumWidth(460)
        self.action = button(action, on_click, kind="primary")
        self.action.setVisible(bool(action))
        self.action.setEnabled(may)
        middle = column(Swatch(theme, icon), self.title, row(1, self.text, 1), spacing=10)
        middle.addSpacing(6)
        middle.addLayout(row(1, self.action, 1))
        self.setLayout(column(2, middle, 3, margin=GAP))

    def say(self, title: str, text: str) -> None:
        """Shows other words (nothing found, for example)."""
        self.title.setText(title)
        self.text.setText(text)


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Sets a property that the stylesheet looks at."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)

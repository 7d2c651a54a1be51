"""The navigation at the left."""

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget
from typing_extensions import override

from affiliate_desktop.gui.parts import Elided, column, label, row
from affiliate_desktop.gui.theme import Theme, app_icon

PAGES = ("home", "campaigns", "links", "studio", "statements", "earnings", "payouts", "plans", "audit", "accounts")
"""Ids of the pages, in the order of the navigation and of Ctrl+1 to Ctrl+9 and Ctrl+0."""


def page_title(page: str) -> str:
    """What a page is called in the navigation."""
    translate = QCoreApplication.translate
    return {
        "home": translate("Pages", "Home"),
        "campaigns": translate("Pages", "Campaigns"),
        "links": translate("Pages", "Links"),
        "studio": translate("Pages", "Studio"),
        "statements": translate("Pages", "Statements"),
        "earnings": translate("Pages", "Earnings"),
        "payouts": translate("Pages", "Payouts"),
        "plans": translate("Pages", "Plans"),
        "audit": translate("Pages", "Audit"),
        "accounts": translate("Pages", "Accounts"),
    }[page]


def page_keys(number: int) -> str:
    """The shortcut of a page by its place, the first is 1; empty where the digits are used up."""
    return f"Ctrl+{number % 10}" if number <= 10 else ""


class Sidebar(QWidget):
    """The pages, one button each; the arrow keys move between them.

    Signals:
        chosen(str): the user picked a page.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("kind", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(212)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, QPushButton] = {}
        mark = label("")
        mark.setPixmap(app_icon().pixmap(QSize(26, 26)))
        self.workspace = Elided("", "section")
        self.workspace.setText(self.tr("Affiliate Desktop"))
        layout = column(spacing=2)
        layout.setContentsMargins(12, 18, 12, 14)
        head = row(mark, spacing=10)
        head.addWidget(self.workspace, 1)
        head.setContentsMargins(8, 0, 0, 14)
        layout.addLayout(head)
        for number, page in enumerate(PAGES, 1):
            layout.addWidget(self._make(page, number))
        layout.addStretch(1)
        self.setLayout(layout)
        theme.changed.connect(self._tint)
        self._tint()

    def show_page(self, page: str) -> None:
        """Marks a page as the one that is shown."""
        found = self._buttons.get(page)
        if found is not None:
            found.setChecked(True)
        else:
            checked = self._group.checkedButton()
            self._group.setExclusive(False)
            if checked is not None:
                checked.setChecked(False)
            self._group.setExclusive(True)
        self._tint()

    def _make(self, page: str, number: int) -> QPushButton:
        made = QPushButton(f"  {page_title(page)}")
        made.setAccessibleName(page_title(page))
        made.setProperty("kind", "nav")
        made.setProperty("page", page)
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.setIconSize(QSize(18, 18))
        made.setToolTip(page_keys(number))
        made.clicked.connect(self._clicked)
        self._buttons[page] = made
        self._group.addButton(made)
        return made

    @Slot()
    def _clicked(self) -> None:
        sender = self._group.checkedButton()
        if sender is not None:
            self.chosen.emit(str(sender.property("page")))

    @Slot()
    def _tint(self) -> None:
        colors = self._theme.colors
        for page, found in self._buttons.items():
            found.setIcon(self._theme.icon(page, colors.accent_text if found.isChecked() else colors.muted))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        buttons = list(self._buttons.values())
        focused = next((at for at, found in enumerate(buttons) if found.hasFocus()), None)
        if step and focused is not None:
            buttons[(focused + step) % len(buttons)].setFocus()
        else:
            super().keyPressEvent(event)

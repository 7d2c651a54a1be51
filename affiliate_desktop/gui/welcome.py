"""The first screen, and what is shown when a workspace can't be opened."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.parts import Card, Swatch, button, column, label, row
from affiliate_desktop.gui.theme import Theme, app_icon


class Welcome(QWidget):
    """*Explore with sample data* or *Start empty*.

    Signals:
        sample_wanted(): show sample data, in a workspace of its own.
        done(): the user has started; show the home page.
    """

    sample_wanted = Signal()
    done = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.setProperty("kind", "canvas")
        mark = label("")
        mark.setPixmap(app_icon().pixmap(QSize(72, 72)))
        mark.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        title = label(self.tr("Welcome to Affiliate Desktop"), "display")
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        text = label(
            self.tr("Tagged links, QR flyers and earnings statements, in one file on this computer."),
            "muted",
            wrap=True,
        )
        text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        empty = self._choice(
            "folder",
            self.tr("Start empty"),
            self.tr("Make your first campaign and link, or drop an earnings statement on the window."),
            self.tr("Start empty"),
            "primary",
        )
        sample = self._choice(
            "sample",
            self.tr("Explore with sample data"),
            self.tr("Campaigns, links and earnings in a file of their own, apart from yours."),
            self.tr("Open sample data"),
            "",
        )
        self.empty_button, self.sample_button = empty[1], sample[1]
        self.empty_button.clicked.connect(self._start_empty)
        self.sample_button.clicked.connect(self.sample_wanted)
        self.setFocusProxy(self.empty_button)
        middle = column(mark, title, text, spacing=10)
        middle.addSpacing(22)
        middle.addLayout(row(1, sample[0], empty[0], 1, spacing=16))
        self.setLayout(column(2, middle, 3, margin=32))

    def _choice(self, icon: str, title: str, text: str, action: str, kind: str) -> tuple[Card, QPushButton]:
        card = Card()
        card.setFixedWidth(300)
        card.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        swatch = Swatch(self._context.theme, icon, 32)
        swatch.setAlignment(Qt.AlignmentFlag.AlignLeft)
        made = button(action, kind=kind)
        words = label(text, "muted", wrap=True)
        words.setMinimumHeight(words.fontMetrics().lineSpacing() * 3 + 4)
        words.setAlignment(Qt.AlignmentFlag.AlignTop)
        for part in (swatch, label(title, "section"), words):
            card.content.addWidget(part)
        card.content.addStretch(1)
        card.content.addWidget(made)
        return card, made

    @Slot()
    def _start_empty(self) -> None:
        context = self._context
        context.jobs.write(partial(context.app.preferences.save, first_run_done=True), self._started)

    @Slot(object)
    def _started(self, _done: object) -> None:
        self.done.emit()


class CannotOpen(QWidget):
    """Says why a workspace can't be opened, and the ways out. The file was not touched.

    Args:
        theme: tints the icon.
        path: the file.
        why: in words.
        copies: whether a copy in another place could be opened.

    Signals:
        other_wanted(), new_wanted(): open another workspace; make a new one.
        copy_wanted(object): copy this file to a safe place and open the copy.
    """

    other_wanted = Signal()
    new_wanted = Signal()
    copy_wanted = Signal(object)

    def __init__(self, theme: Theme, path: Path, why: str, *, copies: bool = True) -> None:
        super().__init__()
        self._path = path
        self.setProperty("kind", "canvas")
        title = label(self.tr("“{name}” can't be opened").format(name=path.name), "title", wrap=True)
        self.why = label(why, "muted", wrap=True)
        for each in (title, self.why):
            each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            each.setMinimumWidth(520)
        self.copy = button(self.tr("Open a copy in my data folder"), self._copy)
        self.copy.setVisible(copies and path.exists() and path.stat().st_size > 0)
        self.other = button(self.tr("Open another…"), kind="primary")
        self.new = button(self.tr("New workspace…"))
        self.other.clicked.connect(self.other_wanted)
        self.new.clicked.connect(self.new_wanted)
        middle = column(Swatch(theme, "warning"), row(1, title, 1), row(1, self.why, 1), spacing=12)
        middle.addSpacing(10)
        middle.addLayout(row(1, self.new, self.copy, self.other, 1))
        self.setLayout(column(2, middle, 3, margin=32))

    @Slot()
    def _copy(self) -> None:
        self.copy_wanted.emit(self._path)

"""Status words whose meaning neither the format nor the user told: what they are taken for, and a choice for each."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea

from affiliate_desktop.gui.fields import ChoiceBox
from affiliate_desktop.gui.statements.word_list import WordList
from affiliate_desktop.gui.statuses import commission_status
from affiliate_desktop.ledger.model import Status
from affiliate_desktop.statements.model import UnknownWord

MOST_HEIGHT = 190


class UnknownWords(QScrollArea):
    """Asks about the words of a file of a known format. Hidden while there are none.

    Signals:
        changed(): a word was given a meaning.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        statuses = [(status.value, commission_status(status)) for status in Status]
        self._words = WordList(self.tr("Status words that are not known"), [("", ""), *statuses])
        self._words.changed.connect(self._tell)
        self._found: dict[str, int] = {}
        self.setWidget(self._words)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hide()

    @property
    def boxes(self) -> dict[str, ChoiceBox]:
        """The choice of each word."""
        return self._words.boxes

    def meanings(self) -> dict[str, str]:
        """Word -> status, of the words that were given one."""
        return self._words.meanings()

    def restart(self) -> None:
        """Forgets what was said of another file."""
        self._found = {}
        self._words.begin({})
        self.hide()

    def show_unknown(self, unknown: Sequence[UnknownWord]) -> None:
        """Lists words, and still those that were found before and answered since."""
        self._found |= {each.word: each.rows for each in unknown}
        if unknown:
            taken = commission_status(unknown[0].status).lower()
            self._words.say_usual(self.tr("not known, taken as {status}").format(status=taken))
        self._words.show_words(tuple(self._found.items()))
        self.setVisible(bool(self._found))
        self.setFixedHeight(min(self._words.sizeHint().height() + 4, MOST_HEIGHT))

    @Slot()
    def _tell(self) -> None:
        self.changed.emit()

"""Status words whose meaning neither the format nor the user told: what they are taken for, and a choice for each."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea

from affiliate_desktop.gui.fields import ChoiceBox
from affiliate_desktop.gui.statements.word_list import WordList
from affiliate_desktop.gui.statuses import commission_status
from affiliate_desktop.ledger.model import Status
from affiliate_desktop.statements.model import ImportReport, RememberedWord, UnknownWord
from affiliate_desktop.statements.words import header_key

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
        self._words = WordList("", [("", ""), *statuses])
        self._words.changed.connect(self._tell)
        self._found: dict[str, int] = {}
        self._open: set[str] = set()
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

    @property
    def listed(self) -> frozenset[str]:
        """The words that are asked about, as ``header_key`` has them."""
        return frozenset(map(header_key, self._found))

    def restart(self) -> None:
        """Forgets what was said of another file."""
        self._found, self._open = {}, set()
        self._words.begin({})
        self.hide()

    def show_unknown(self, unknown: Sequence[UnknownWord], remembered: Sequence[RememberedWord] = ()) -> None:
        """Lists words, those that an earlier file told, and still those that were found before and answered since."""
        for each in remembered:
            if each.word not in self._found:
                self._words.take_said(each.word, each.status)
        self._open |= {each.word for each in unknown}
        self._found |= {each.word: each.rows for each in (*remembered, *unknown)}
        new = self._open >= set(self._found)
        self._words.heading.setText(self.tr("Status words that are not known") if new else self.tr("Status words"))
        if unknown:
            taken = commission_status(unknown[0].status).lower()
            self._words.say_usual(self.tr("not known, taken as {status}").format(status=taken))
        self._words.show_words(tuple(self._found.items()))
        self.setVisible(bool(self._found))
        self.setFixedHeight(min(self._words.sizeHint().height() + 4, MOST_HEIGHT))

    def show_report(self, report: ImportReport | None) -> None:
        """Lists the words of an import; of a table that is mapped by hand, which says itself what they mean, none."""
        self.show_unknown(*((report.unknown, report.remembered) if report else ((),)))

    @Slot()
    def _tell(self) -> None:
        self.changed.emit()

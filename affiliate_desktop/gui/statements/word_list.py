"""The words that stand in a column, and what each of them means."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from affiliate_desktop.gui.fields import ChoiceBox
from affiliate_desktop.gui.parts import Elided, column, label
from affiliate_desktop.statements.words import header_key

MOST = 40
"""Words that are listed; a column with more of them holds something else."""


class WordList(QWidget):
    """A choice for each word of a column. Hidden while there are none.

    Signals:
        changed(): a word was given another meaning.

    Args:
        heading: what the words are about.
        meanings: (value, text) of what a word can mean; the first is for words that nothing is known of.
    """

    changed = Signal()

    def __init__(self, heading: str, meanings: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._meanings = tuple(meanings)
        self._known: dict[str, str] = {}
        self._chosen: dict[str, str] = {}
        self._said: set[str] = set()
        self.boxes: dict[str, ChoiceBox] = {}
        self._grid = QWidget()
        self.note = label(self.tr("There are too many words for a status; is it the right column?"), "hint", wrap=True)
        self.heading = label(heading, "section")
        self.setLayout(column(self.heading, self.note, self._grid, spacing=6))
        self.note.hide()
        self.hide()

    def begin(self, known: Mapping[str, str]) -> None:
        """Takes over what is known of words, for another file."""
        self._known, self._chosen, self._said = dict(known), {}, set()
        self.show_words(())

    def take_said(self, word: str, meaning: str) -> None:
        """Takes over what was said of a word with an earlier file; it may be given another meaning, but not none."""
        self._known[header_key(word)] = meaning
        self._said.add(header_key(word))

    def say_usual(self, text: str) -> None:
        """What is said of words that are given no meaning; for lists that are made from now on."""
        self._meanings = ((self._meanings[0][0], text), *self._meanings[1:])

    def show_words(self, words: Sequence[tuple[str, int]]) -> None:
        """Lists the words that were found, with how often they stand there."""
        listed = list(words[:MOST])
        self.note.setVisible(len(words) > MOST)
        self.setVisible(bool(words))
        if [header_key(word) for word, _ in listed] == list(self.boxes):
            return
        old, self._grid = self._grid, QWidget()
        self.boxes = {}
        grid = QGridLayout(self._grid)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for at, (word, count) in enumerate(listed):
            self._add(grid, at, word, count)
        layout = self.layout()
        if layout is not None:
            layout.replaceWidget(old, self._grid)
        old.hide()
        old.deleteLater()

    def meanings(self) -> dict[str, str]:
        """What the words mean, as ``words.header_key`` has them; those that are not listed any more are kept."""
        shown = {word: str(box.value()) for word, box in self.boxes.items()}
        return {word: meaning for word, meaning in {**self._chosen, **shown}.items() if meaning}

    def _add(self, grid: QGridLayout, at: int, word: str, count: int) -> None:
        key = header_key(word)
        said = key in self._said
        text = self.tr("{word} ({count}), as you said before") if said else self.tr("{word} ({count})")
        box = ChoiceBox(self._meanings[1:] if said else self._meanings)
        box.setAccessibleName(self.tr("Meaning of “{word}”").format(word=word))
        box.set_value(self._chosen.get(key, self._known.get(key, self._meanings[0][0])))
        box.chosen.connect(self._tell)
        self.boxes[key] = box
        grid.addWidget(Elided(text.format(word=word, count=count)), at, 0)
        grid.addWidget(box, at, 1)

    @Slot(object)
    def _tell(self, _value: object) -> None:
        self._chosen = self.meanings()
        self.changed.emit()

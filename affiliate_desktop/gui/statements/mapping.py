"""Says what the columns of an unknown table mean: fields to drop column names on, words, and how it is written."""

from dataclasses import replace

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QWidget

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.gui.fields import ChoiceBox, CurrencyBox
from affiliate_desktop.gui.forms import FormRow
from affiliate_desktop.gui.parts import button, column, label, row
from affiliate_desktop.gui.statements.slots import FieldSlot
from affiliate_desktop.gui.statements.titles import (
    DATE_FORMATS,
    FIELDS,
    NEEDED,
    RARE,
    date_format_title,
    event_title,
    field_title,
)
from affiliate_desktop.gui.statements.word_list import WordList
from affiliate_desktop.gui.statuses import commission_status
from affiliate_desktop.ledger.model import Event, Status
from affiliate_desktop.statements.meanings import EVENT_WORDS, STATUS_WORDS
from affiliate_desktop.statements.model import ColumnMap, Field
from affiliate_desktop.statements.months import LANGUAGES
from affiliate_desktop.statements.split_amounts import MINUS, PLUS
from affiliate_desktop.statements.trials import Look, Trial

WIDTH = 372


class MappingForm(QScrollArea):
    """The choices for one table.

    Signals:
        changed(): something else was chosen.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._base = ColumnMap({})
        self.fields = {field: FieldSlot(field) for field in FIELDS}
        self.more = button(self.tr("More fields"), self._show_more, kind="link")
        self.date_format = ChoiceBox([(each, date_format_title(each)) for each in DATE_FORMATS])
        self.language = ChoiceBox([("", self.tr("Find out")), *_languages()])
        self.currency = CurrencyBox(optional=True)
        self.decimal = ChoiceBox([("auto", self.tr("Find out")), (".", "1,234.56"), (",", "1.234,56")])
        statuses = [(status.value, commission_status(status)) for status in Status]
        events = [(event.value, event_title(event)) for event in Event]
        signs = [("+", self.tr("Plus")), ("-", self.tr("Minus"))]
        self.status, self.earned_by = ChoiceBox(statuses), ChoiceBox(events)
        self.words = {
            Field.STATUS: WordList(self.tr("Status words"), [("", self.tr("as other rows")), *statuses]),
            Field.EVENT: WordList(self.tr("Words for kinds of earning"), [("", self.tr("as other rows")), *events]),
            Field.SIGN: WordList(self.tr("Signs"), [("", self.tr("choose…")), *signs]),
        }
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("do not remember"))
        self.name.setMaxLength(200)
        self._build()

    def offer(self, look: Look, columns: ColumnMap, name: str) -> None:
        """Offers the columns of a table, with guesses or a saved mapping chosen."""
        self._base = columns
        self.blockSignals(True)
        for field, slot in self.fields.items():
            slot.offer(look.names, columns.columns.get(field), look.reasons.get(field, ""))
        self._take_rest(columns)
        self.words[Field.STATUS].begin({**STATUS_WORDS, **columns.statuses})
        self.words[Field.EVENT].begin({**EVENT_WORDS, **columns.events})
        self.words[Field.SIGN].begin({**dict.fromkeys(PLUS, "+"), **dict.fromkeys(MINUS, "-"), **columns.signs})
        self.name.setText(name)
        for field in RARE:
            self.fields[field].setVisible(field in columns.columns)
        self.more.setVisible(not columns.columns.keys() >= RARE)
        self.blockSignals(False)

    def take(self, columns: ColumnMap) -> None:
        """Takes over the answer to a question."""
        self._base = columns
        self.blockSignals(True)
        self._take_rest(columns)
        self.blockSignals(False)
        self.changed.emit()

    def columns(self) -> ColumnMap:
        """What was chosen."""
        chosen = {field: slot.column() for field, slot in self.fields.items()}
        return replace(
            self._base,
            columns={field: name for field, name in chosen.items() if name is not None},
            date_format=str(self.date_format.value()),
            language=str(self.language.value()),
            decimal=str(self.decimal.value()),
            currency=self._currency(),
            default_status=str(self.status.value()),
            event=str(self.earned_by.value()),
            statuses=self.words[Field.STATUS].meanings(),
            events=self.words[Field.EVENT].meanings(),
            signs=self.words[Field.SIGN].meanings(),
        )

    def missing(self) -> str:
        """What has still to be chosen, in words; empty when nothing is missing."""
        missing = [field_title(field) for field in NEEDED if self.fields[field].column() is None]
        text = self.tr("Drag a column name onto {fields}, or choose it from the list.")
        return text.format(fields=" + ".join(missing)) if missing else ""

    def show_trial(self, trial: Trial) -> None:
        """Lists the words that were found."""
        for field, words in self.words.items():
            words.show_words(trial.words.get(field, ()))

    def _take_rest(self, columns: ColumnMap) -> None:
        if not self.date_format.set_value(columns.date_format):
            self.date_format.addItem(date_format_title(columns.date_format), columns.date_format)
            self.date_format.set_value(columns.date_format)
        self.language.set_value(columns.language)
        self.decimal.set_value(columns.decimal)
        self.currency.set_code(columns.currency)
        self.status.set_value(columns.default_status)
        self.earned_by.set_value(columns.event)

    def _currency(self) -> str | None:
        try:
            return self.currency.code()
        except BadInput:  # half typed
            return None

    @Slot(object)
    def _field_chosen(self, field: Field) -> None:
        """A column means one thing: it is taken from the field that had it."""
        name = self.fields[field].column()
        for other, slot in self.fields.items():
            if other != field and name is not None and slot.column() == name:
                slot.box.blockSignals(True)
                slot.take(None)
                slot.box.blockSignals(False)
                slot.mark()
        self.changed.emit()

    @Slot(object)
    def _changed(self, _value: object = None) -> None:
        self.changed.emit()

    @Slot()
    def _show_more(self) -> None:
        for field in RARE:
            self.fields[field].show()
        self.more.hide()

    def _build(self) -> None:
        for slot in self.fields.values():
            slot.chosen.connect(self._field_chosen)
        for box in (self.date_format, self.language, self.decimal, self.status, self.earned_by):
            box.chosen.connect(self._changed)
        self.currency.currentTextChanged.connect(self._changed)
        for words in self.words.values():
            words.changed.connect(self._changed)
        advice = self.tr("Drag the column names onto these fields, or choose them. What is chosen already is a guess.")
        inner = column(label(advice, "muted", wrap=True), spacing=2)
        inner.addSpacing(4)
        for slot in self.fields.values():
            inner.addWidget(slot)
        inner.addLayout(row(self.more, 1))
        for part in (*self.words.values(), self._written()):
            inner.addSpacing(6)
            inner.addWidget(part)
        inner.addStretch(1)
        inner.setContentsMargins(0, 0, 14, 0)
        inside = QWidget()
        inside.setLayout(inner)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(self.tr("What the columns mean"))

    def _written(self) -> QWidget:
        rows = (
            (FormRow(self.tr("Dates are written"), self.date_format), FormRow(self.tr("Months in"), self.language)),
            (FormRow(self.tr("Amounts are written"), self.decimal), FormRow(self.tr("All are in"), self.currency)),
            (FormRow(self.tr("Other rows are"), self.status), FormRow(self.tr("They are for a"), self.earned_by)),
            (FormRow(self.tr("Remember these choices as"), self.name),),
        )
        lines = column(label(self.tr("How it is written"), "section"), spacing=8)
        for pair in rows:
            line = row(spacing=12)
            for each in pair:
                line.addWidget(each, 1)
            lines.addLayout(line)
        held = QWidget()
        held.setLayout(lines)
        return held


def _languages() -> list[tuple[str, str]]:
    named = [(code, QLocale(code).nativeLanguageName().capitalize() or code) for code in LANGUAGES]
    return sorted(named, key=lambda each: each[1].casefold())

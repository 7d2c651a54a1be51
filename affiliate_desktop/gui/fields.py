"""Fields that Qt does not have: an optional date, an amount with its currency, a long text, a choice by value."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QDate, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QCompleter,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from affiliate_desktop.core.money import CURRENCIES, Money, currency_code, plain_micro
from affiliate_desktop.core.periods import parse_day
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.gui.parts import row
from affiliate_desktop.gui.theme import Theme


class DateField(QLineEdit):
    """A day as ``YYYY-MM-DD``, or empty; a calendar opens from its icon."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setPlaceholderText("YYYY-MM-DD")
        self.setMaxLength(10)
        self._menu: QMenu | None = None
        self._theme = theme
        action = self.addAction(theme.icon("calendar"), QLineEdit.ActionPosition.TrailingPosition)
        action.setToolTip(self.tr("Pick a day"))
        action.triggered.connect(self._open)

    def day(self) -> date | None:
        """The day; None when empty.

        Raises:
            BadInput: when the text is no day.
        """
        text = self.text().strip()
        return parse_day(text) if text else None

    def set_day(self, day: date | None) -> None:
        """Shows a day."""
        self.setText("" if day is None else day.isoformat())

    @Slot()
    def _open(self) -> None:
        menu = QMenu(self)
        calendar = QCalendarWidget(menu)
        calendar.setMinimumSize(calendar.sizeHint() + QSize(40, 40))
        calendar.setGridVisible(False)
        _dress(calendar, self._theme)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        try:
            shown = self.day()
        except BadInput:
            shown = None
        if shown is not None:
            calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        calendar.clicked.connect(self._picked)
        calendar.activated.connect(self._picked)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)
        menu.aboutToHide.connect(menu.deleteLater)
        self._menu = menu
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    @Slot(QDate)
    def _picked(self, day: QDate) -> None:
        self.setText(f"{day.year():04d}-{day.month():02d}-{day.day():02d}")
        if self._menu is not None:
            self._menu.close()
            self._menu = None


def _dress(calendar: QCalendarWidget, theme: Theme) -> None:
    """Gives the calendar the theme's arrows and week-ends without alarm."""
    weekend = QTextCharFormat()
    weekend.setForeground(QColor(theme.colors.muted))
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, weekend)
    for name, icon in (("qt_calendar_prevmonth", "chevron-left"), ("qt_calendar_nextmonth", "chevron-right")):
        arrow = calendar.findChild(QToolButton, name)
        if arrow is not None:
            arrow.setIcon(theme.icon(icon))


class CurrencyBox(QComboBox):
    """A currency code to pick or type; may be empty when ``optional``."""

    def __init__(self, *, optional: bool = False, common: Sequence[str] = ("USD", "EUR", "GBP")) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        if optional:
            self.addItem("")
        self.addItems(list(common))
        self.insertSeparator(self.count())
        self.addItems([code for code in CURRENCIES if code not in common])
        self.setCurrentIndex(0)

    def code(self) -> str | None:
        """The ISO 4217 code; None when empty.

        Raises:
            BadInput: when there is no such currency.
        """
        text = self.currentText().strip()
        return currency_code(text) if text else None

    def set_code(self, code: str | None) -> None:
        """Shows a currency."""
        self.setCurrentText(code or "")


class MoneyField(QWidget):
    """An optional amount and its currency.

    Signals:
        changed(): either was edited.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.amount = QLineEdit()
        self.amount.setPlaceholderText("0.00")
        self.currency = CurrencyBox()
        self.currency.setFixedWidth(100)
        layout = row(self.amount, self.currency)
        self.setLayout(layout)
        self.setFocusProxy(self.amount)
        self.amount.textChanged.connect(self.changed)
        self.currency.currentTextChanged.connect(self.changed)

    def name(self, title: str) -> None:
        """Names both parts for assistive technology."""
        self.amount.setAccessibleName(title)
        self.currency.setAccessibleName(self.tr("{field}: currency").format(field=title))

    def money(self) -> Money | None:
        """The amount; None when empty.

        Raises:
            BadInput: when the text is no amount or the currency is unknown.
        """
        text = self.amount.text().strip()
        if not text:
            return None
        try:
            amount = Decimal(text)
        except InvalidOperation:
            raise BadInput("bad_amount", "“{text}” is no amount; write it as 1234.50.", text=text[:40]) from None
        code = self.currency.code()
        if code is None:
            raise BadInput("no_currency", "Pick the currency of the amount.")
        return Money.of(amount, code)

    def set_money(self, money: Money | None) -> None:
        """Shows an amount."""
        self.amount.setText("" if money is None else plain_micro(money.micro, money.currency))
        if money is not None:
            self.currency.set_code(money.currency)


class SearchField(QLineEdit):
    """A line to search with: what it says is its placeholder and its accessible name."""

    def __init__(self, theme: Theme, placeholder: str) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(True)
        self.setFixedWidth(240)
        self._theme = theme
        self._glass = self.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        theme.changed.connect(self._tint)

    def finds(self, text: str) -> bool:
        """Whether a text holds every word that is searched for, in any order and case."""
        text = text.casefold()
        return all(word in text for word in self.text().casefold().split())

    @Slot()
    def _tint(self) -> None:
        self._glass.setIcon(self._theme.icon("search"))


class LongText(QPlainTextEdit):
    """Several lines of plain text; Tab leaves the field."""

    def __init__(self, lines: int = 3) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 20)


class ChoiceBox(QComboBox):
    """A choice among (value, label) pairs.

    Signals:
        chosen(object): the user or the program picked another value.
    """

    chosen = Signal(object)

    def __init__(self, choices: Sequence[tuple[object, str]] = ()) -> None:
        super().__init__()
        self.setMaxVisibleItems(14)
        self.set_choices(choices)
        self.currentIndexChanged.connect(self._tell)

    def set_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        """Offers other choices and keeps the chosen value where it is still there."""
        kept = self.value()
        self.blockSignals(True)
        self.clear()
        for value, text in choices:
            self.addItem(text, value)
        self.set_value(kept)
        self.blockSignals(False)

    def value(self) -> object:
        """The chosen value; None when there are no choices."""
        return self.currentData()

    def set_value(self, value: object) -> bool:
        """Chooses a value; False when it is not offered."""
        for at in range(self.count()):
            if self.itemData(at) == value:
                self.setCurrentIndex(at)
                return True
        return False

    @Slot(int)
    def _tell(self, _index: int) -> None:
        self.chosen.emit(self.currentData())


class SuggestBox(QComboBox):
    """A line of text with suggestions: pick one, find one by a part of it, or write anything else."""

    def __init__(self, suggestions: Sequence[str] = (), text: str = "") -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        finder = QCompleter(self.model(), self)
        self.setCompleter(finder)
        finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        finder.setFilterMode(Qt.MatchFlag.MatchContains)
        finder.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.suggest(suggestions)
        self.set_text(text)

    def suggest(self, suggestions: Sequence[str]) -> None:
        """Offers other suggestions; what is written stays."""
        kept = self.text()
        self.blockSignals(True)
        self.clear()
        self.addItems(list(suggestions))
        self.set_text(kept)
        self.blockSignals(False)

    def text(self) -> str:
        """What is picked or written."""
        return self.currentText().strip()

    def set_text(self, text: str) -> None:
        """Shows a text, whether it is suggested or not."""
        self.setCurrentIndex(self.findText(text) if text else -1)
        self.setEditText(text)

    def line(self) -> QLineEdit:
        """The line to write in."""
        line = self.lineEdit()
        assert line is not None  # noqa: S101 - an editable box has one
        return line


def slim(box: ChoiceBox) -> None:
    """Lets a choice be narrower than its longest entry."""
    box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)

"""Forms: labels above fields, mistakes said in place, and the dialog that saves one record."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from affiliate_desktop.core.problems import Problem
from affiliate_desktop.gui.check_list import CheckList
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import CurrencyBox, MoneyField
from affiliate_desktop.gui.messages import words
from affiliate_desktop.gui.parts import Banner, button, column, label, restyle, row

_WIDTH = 540
"""Of a dialog, in pixels, where its fields need no more."""


class FormRow(QWidget):
    """A label, its field, a hint below and the place of a complaint."""

    def __init__(self, title: str, field: QWidget, hint: str = "") -> None:
        super().__init__()
        self.field = field
        self.title = label(title)
        self.title.setFont(label("", "small").font())
        self.title.setBuddy(field)
        self.hint = label(hint, "hint", wrap=True)
        self.hint.setVisible(bool(hint))
        self.complaint = label("", "error", wrap=True)
        self.complaint.hide()
        _name(field, title)
        self.setLayout(column(self.title, field, self.hint, self.complaint, spacing=4))

    def complain(self, text: str) -> None:
        """Says what is wrong with the field; an empty text takes it back."""
        self.complaint.setText(text)
        self.complaint.setVisible(bool(text))
        for each in _inputs(self.field):
            restyle(each, "wrong", "true" if text else "false")
            each.setAccessibleDescription(text)

    def advise(self, text: str) -> None:
        """Shows another hint."""
        self.hint.setText(text)
        self.hint.setVisible(bool(text))


class Form(QWidget):
    """Fields below each other, by name.

    Signals:
        edited(): the user changed something.
    """

    edited = Signal()

    def __init__(self, *, spacing: int = 14) -> None:
        super().__init__()
        self.rows: dict[str, FormRow] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(spacing)

    def add(self, name: str, title: str, field: QWidget, hint: str = "") -> FormRow:
        """Adds a field under a label; the label is its accessible name."""
        made = self._make(name, title, field, hint)
        self._layout.addWidget(made)
        return made

    def add_pair(self, *fields: tuple[str, str, QWidget], hint: str = "") -> None:
        """Adds fields beside each other: (name, label, field) each."""
        beside = row(spacing=12)
        for name, title, field in fields:
            made = self._make(name, title, field, hint)
            beside.addWidget(made, 1, Qt.AlignmentFlag.AlignTop)
        self._layout.addLayout(beside)

    def add_widget(self, widget: QWidget) -> None:
        """Adds something that is no field."""
        self._layout.addWidget(widget)

    def replace(self, old: QWidget, new: QWidget) -> None:
        """Puts a widget in the place of another one, which is freed."""
        self._layout.replaceWidget(old, new)
        old.hide()
        old.deleteLater()

    def complain(self, name: str, text: str) -> None:
        """Says what is wrong with a field and goes there."""
        self.rows[name].complain(text)
        self.rows[name].field.setFocus()

    def forgive(self) -> None:
        """Takes all complaints back."""
        for each in self.rows.values():
            each.complain("")

    def texts(self) -> dict[str, str]:
        """What stands in the fields, by name, for drafts."""
        return {name: _text(each.field) for name, each in self.rows.items()}

    def set_texts(self, texts: dict[str, str]) -> None:
        """Puts a draft into the fields; names that are no fields are ignored."""
        for name, text in texts.items():
            if name in self.rows:
                _set_text(self.rows[name].field, text)

    def _make(self, name: str, title: str, field: QWidget, hint: str) -> FormRow:
        made = FormRow(title, field, hint)
        self.rows[name] = made
        for each in _inputs(field):
            _watch(each, self._edited)
            _pad(each)
        return made

    @Slot()
    def _edited(self) -> None:
        self.edited.emit()


class FormDialog(QDialog):
    """A dialog that makes or edits one record. Show it with ``open()``; it frees itself when it is closed.

    A subclass fills ``self.form``, calls ``ready()`` at the end of ``__init__`` and overrides ``save``, which
    validates and writes: ``self.complain(field, text)`` for a mistake, else ``self.write(work, said)``.

    Signals:
        saved(object): what the write answered.

    Args:
        context: the open workspace.
        title: heading and window title.
        save: text of the button that saves.
        draft: name under which unsaved texts are kept; empty keeps none (dialogs that edit a saved record).
    """

    saved = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None, title: str, *, save: str, draft: str = "") -> None:
        super().__init__(parent)
        self.context = context
        self._draft = draft
        self._first: dict[str, str] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(520)
        self.form = Form()
        self.trouble = Banner("danger")
        self.advice = Banner("info")
        self.save_button = button(save, self._save, kind="primary")
        self.save_button.setDefault(True)
        self.cancel_button = button(self.tr("Cancel"), self.reject)
        self.buttons = row(1, self.cancel_button, self.save_button)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setLayout(column(self.form, 1))
        scroll.setWidget(inside)
        self._scroll = scroll
        outer = column(label(title, "title"), self.advice, self.trouble, spacing=14)
        outer.addWidget(scroll, 1)
        outer.addLayout(self.buttons)
        outer.setContentsMargins(24, 20, 24, 20)
        self.setLayout(outer)
        self._outer = outer
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(700)
        self._keep.timeout.connect(self._keep_draft)
        self.form.edited.connect(self._edited)

    def ready(self) -> None:
        """Restores the draft, sizes the dialog and goes to the first field."""
        self._first = self.form.texts()
        if self._draft:
            texts = self.context.drafts.get(self._draft)
            if texts:
                self.form.set_texts(texts)
                self.advice.say(self.tr("What you had typed before was kept."))
        self.resize(max(self.minimumWidth(), _WIDTH), self._wanted_height())
        first = next(iter(self.form.rows.values()), None)
        if first is not None:
            first.field.setFocus()

    def grow(self) -> None:
        """Makes room for fields that have come into sight, as far as the screen has it."""
        self.form.adjustSize()
        self.resize(self.width(), max(self.height(), self._wanted_height()))

    def _wanted_height(self) -> int:
        screen = self.screen().availableGeometry().height()
        margins = self._outer.contentsMargins()
        across = max(self.width(), self.minimumWidth(), _WIDTH) - margins.left() - margins.right()
        told = 0 if self.advice.isHidden() else self.advice.heightForWidth(across) + self._outer.spacing()
        return min(self.form.sizeHint().height() + told + 180, int(screen * 0.9))

    def add_above_buttons(self, widget: QWidget) -> None:
        """Adds something that is always in sight."""
        self._outer.insertWidget(self._outer.count() - 1, widget)

    def save(self) -> None:
        """Validates and writes; overridden."""

    def complain(self, field: str, text: str) -> None:
        """Says what is wrong with a field."""
        self.form.complain(field, text)

    def write(self, work: object, said: str = "", *, undoable: bool = True) -> None:
        """Writes in the background and closes when it is done; a failure is said in the dialog."""
        self.save_button.setEnabled(False)
        self.context.jobs.write(work, self._written, self._failed, said=said, undoable=undoable)  # type: ignore[arg-type]

    @Slot()
    def _save(self) -> None:
        self.form.forgive()
        self.trouble.say("")
        try:
            self.save()
        except Problem as problem:
            self.trouble.say(words(problem))

    @Slot(object)
    def _written(self, answer: object) -> None:
        self._keep.stop()
        if self._draft:
            self.context.drafts.forget(self._draft)
        self._draft = ""
        self.saved.emit(answer)
        self.accept()

    @Slot(object)
    def _failed(self, problem: BaseException) -> None:
        self.save_button.setEnabled(True)
        if isinstance(problem, Problem):
            self.trouble.say(words(problem))
        else:
            self.context.messages.problem(problem)

    @Slot()
    def _edited(self) -> None:
        if self._draft:
            self._keep.start()

    @Slot()
    def _keep_draft(self) -> None:
        if self._draft:
            texts = self.form.texts()
            self.context.drafts.keep(self._draft, {} if texts == self._first else texts)

    @override
    def done(self, result: int) -> None:
        if self._keep.isActive():
            self._keep.stop()
            self._keep_draft()
        super().done(result)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._save()
        else:
            super().keyPressEvent(event)


def _inputs(field: QWidget) -> Iterator[QWidget]:
    if isinstance(field, MoneyField):
        yield field.amount
        yield field.currency
    else:
        yield field


def _name(field: QWidget, title: str) -> None:
    if isinstance(field, MoneyField):
        field.name(title)
    elif not isinstance(field, QLabel):
        field.setAccessibleName(title)


def _pad(field: QWidget) -> None:
    """Style sheets do not reach the line inside a spin box: its text stands as far from the edge as others do."""
    line = field.lineEdit() if isinstance(field, QAbstractSpinBox) else None
    if line is not None:
        line.setTextMargins(7, 0, 0, 0)


def _watch(field: QWidget, slot: object) -> None:
    """Connects whatever says that a field was edited."""
    for kind, signal in (
        (QLineEdit, "textChanged"),
        (QPlainTextEdit, "textChanged"),
        (QComboBox, "currentTextChanged"),
        (QSpinBox, "valueChanged"),
        (QDoubleSpinBox, "valueChanged"),
        (QCheckBox, "toggled"),
        (CheckList, "changed"),
    ):
        if isinstance(field, kind):
            getattr(field, signal).connect(slot)


def _text(field: QWidget) -> str:
    if isinstance(field, MoneyField):
        return f"{field.amount.text()} {field.currency.currentText()}" if field.amount.text() else ""
    if isinstance(field, CheckList):
        return " ".join(str(key) for key in field.chosen())
    if isinstance(field, QLineEdit):
        return field.text()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    if isinstance(field, QComboBox):
        return field.currentText()
    if isinstance(field, QSpinBox | QDoubleSpinBox):
        return str(field.value())
    return str(field.isChecked()) if isinstance(field, QCheckBox) else ""


def _set_text(field: QWidget, text: str) -> None:
    if isinstance(field, MoneyField):
        amount, _, currency = text.partition(" ")
        field.amount.setText(amount)
        field.currency.set_code(currency or None)
    elif isinstance(field, CheckList):
        field.choose([int(key) for key in text.split()])
    elif isinstance(field, QLineEdit):
        field.setText(text)
        field.setCursorPosition(0)  # a long text is seen from its beginning
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(text)
    elif isinstance(field, CurrencyBox):
        field.set_code(text or None)
    elif isinstance(field, QComboBox):
        field.setCurrentText(text)
    elif isinstance(field, QSpinBox):
        field.setValue(int(text))
    elif isinstance(field, QDoubleSpinBox):
        field.setValue(float(text))
    elif isinstance(field, QCheckBox):
        field.setChecked(text == "True")

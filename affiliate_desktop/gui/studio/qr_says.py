"""What a code says: the link, or a contact, a Wi-Fi network, an event ... with fields of their own."""

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from affiliate_desktop.gui.fields import ChoiceBox, LongText
from affiliate_desktop.gui.forms import Form
from affiliate_desktop.gui.parts import column
from affiliate_desktop.studio.payloads import KINDS, PayloadField, PayloadKind

translate = QCoreApplication.translate
LINK = "link"
_OFFERED = ("vcard", "wifi", "email", "phone", "event", "text")


class Says(QWidget):
    """The fields of one kind at a time; what was typed for another is still there when it is chosen again.

    Signals:
        changed(): another kind, or other values.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.kind = ChoiceBox([(LINK, self.tr("The link above")), *_choices()])
        self.forms = {name: _form(KINDS[name]) for name in _OFFERED}
        layout = column(spacing=0)
        for form in self.forms.values():
            form.hide()
            form.edited.connect(self.changed)
            layout.addWidget(form)
        self.setLayout(layout)
        self.hide()
        self.kind.chosen.connect(self._show)

    def chosen(self) -> str:
        """The kind; ``link`` for the studio's link."""
        return str(self.kind.value())

    def values(self) -> dict[str, str]:
        """What was typed for the chosen kind."""
        form = self.forms.get(self.chosen())
        return {} if form is None else {name: _text(row.field) for name, row in form.rows.items()}

    @Slot(object)
    def _show(self, _kind: object) -> None:
        chosen = self.chosen()
        for name, form in self.forms.items():
            form.setVisible(name == chosen)
        self.setVisible(chosen in self.forms)
        self.changed.emit()


def _choices() -> list[tuple[object, str]]:
    return [(name, translate("Payload", KINDS[name].title)) for name in _OFFERED]


def _form(kind: PayloadKind) -> Form:
    form = Form(spacing=10)
    for field in kind.fields:
        hint = "" if field.choices or len(field.hint) < 24 else translate("Payload", field.hint)
        form.add(field.name, translate("Payload", field.title), _widget(field), hint)
    return form


def _widget(field: PayloadField) -> QWidget:
    if field.choices:
        words = {
            "nopass": translate("Payload", "None"),
            "no": translate("Payload", "No"),
            "yes": translate("Payload", "Yes"),
        }
        return ChoiceBox([(choice, words.get(choice, choice)) for choice in field.choices])
    if field.lines:
        return LongText()
    line = QLineEdit()
    line.setPlaceholderText(field.hint if len(field.hint) < 24 else "")
    return line


def _text(field: QWidget) -> str:
    if isinstance(field, ChoiceBox):
        return str(field.value())
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    return field.text() if isinstance(field, QLineEdit) else ""

"""The fields for what a network's links take besides UTM tags: ids, marketplaces, sub-ids."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.gui.fields import ChoiceBox
from affiliate_desktop.gui.forms import Form, FormRow
from affiliate_desktop.gui.links.fields import SuggestBox
from affiliate_desktop.gui.messages import words
from affiliate_desktop.gui.parts import button, label
from affiliate_desktop.programs.model import Network, TemplateParameter
from affiliate_desktop.programs.parameters import checked_value


class ParameterForm(Form):
    """One field a parameter; those that may stay empty are folded away.

    Args:
        network: whose links are made.
        advice: what a person should know of its links.
    """

    def __init__(self, network: Network, advice: str = "") -> None:
        super().__init__()
        self._network = network
        self._filled: dict[str, str] = {}
        self._folded: list[FormRow] = []
        if advice:
            self.add_widget(label(advice, "hint", wrap=True))
        needed = [each for each in network.link.parameters if each.required]
        optional = [each for each in network.link.parameters if not each.required]
        self._add_all(needed)
        self.more = button(self.tr("More fields of {network}").format(network=network.name), self._unfold, kind="link")
        self.more.setVisible(bool(optional))
        self.add_widget(self.more)
        self._folded = self._add_all(optional)
        for each in self._folded:
            each.hide()
        self.setVisible(bool(network.link.parameters or advice))

    @property
    def parameters(self) -> tuple[TemplateParameter, ...]:
        """What the fields are for."""
        return self._network.link.parameters

    def values(self) -> dict[str, str]:
        """What was given, by parameter name; empty fields are left out."""
        return {name: text for name, text in self._texts().items() if text}

    def show_values(self, values: Mapping[str, str]) -> None:
        """Shows the values of a saved link."""
        for name, row in self.rows.items():
            _show(row.field, values.get(name, ""))
        if any(values.get(name) for name in self._optional_names()):
            self._unfold()

    def prefill(self, known: Mapping[str, str], *, only_remember: bool = False) -> None:
        """Puts what account, program and campaign know into fields that the user has not filled.

        Args:
            known: values by parameter name.
            only_remember: take them as what stands there already (an earlier link is edited).
        """
        for name, row in self.rows.items():
            value, typed = known.get(name, ""), _text(row.field)
            if not only_remember and typed in ("", self._filled.get(name, "")):
                _show(row.field, value)
            self._filled[name] = value

    def suggest(self, name: str, values: Sequence[str]) -> None:
        """Offers values for a parameter."""
        field = self.rows[name].field
        if isinstance(field, SuggestBox):
            field.suggest(values)

    def judge(self) -> None:
        """Says in place which values do not fit."""
        for parameter in self.parameters:
            text = _text(self.rows[parameter.name].field)
            complaint = ""
            if text:
                try:
                    checked_value(self._network, parameter, text)
                except BadInput as problem:
                    complaint = words(problem)
            self.rows[parameter.name].complain(complaint)

    def _texts(self) -> dict[str, str]:
        return {name: _text(row.field) for name, row in self.rows.items()}

    def _optional_names(self) -> list[str]:
        return [each.name for each in self.parameters if not each.required]

    def _add_all(self, parameters: Sequence[TemplateParameter]) -> list[FormRow]:
        """Two fields a line."""
        rows = []
        for at in range(0, len(parameters), 2):
            pair = [(each.name, each.label, self._field(each)) for each in parameters[at : at + 2]]
            if len(pair) == 1:
                self.add(*pair[0])
            else:
                self.add_pair(*pair)
            rows += [self.rows[name] for name, _, _ in pair]
        return rows

    def _field(self, parameter: TemplateParameter) -> QWidget:
        hint = parameter.default or (
            self.tr("such as {example}").format(example=parameter.example) if parameter.example else ""
        )
        if parameter.choices:
            first = self.tr("By the address") if parameter.by_host else self.tr("Choose…")
            return ChoiceBox([("", first), *parameter.choices])
        if parameter.filled_by == "tracking_id":
            return SuggestBox((), hint)
        field = QLineEdit()
        field.setPlaceholderText(hint)
        return field

    @Slot()
    def _unfold(self) -> None:
        self.more.hide()
        for each in self._folded:
            each.show()


def _text(field: QWidget) -> str:
    if isinstance(field, ChoiceBox):
        return str(field.value() or "")
    return field.text().strip() if isinstance(field, SuggestBox | QLineEdit) else ""


def _show(field: QWidget, text: str) -> None:
    if isinstance(field, ChoiceBox):
        if not field.set_value(text):
            field.addItem(text, text)
            field.set_value(text)
    elif isinstance(field, SuggestBox):
        field.set_text(text)
    elif isinstance(field, QLineEdit):
        field.setText(text)

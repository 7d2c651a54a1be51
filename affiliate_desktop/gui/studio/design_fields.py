"""Fields for the variables of designs' own, such as an event's date."""

from collections.abc import Collection, Iterable, Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit

from affiliate_desktop.gui.forms import Form
from affiliate_desktop.studio.design import asked_variables
from affiliate_desktop.studio.frames import Design

translate = QCoreApplication.translate
VARIABLE = "variable/"
"""What the names of these fields begin with."""


class DesignFields:
    """The fields in a form; those of designs that are not chosen are hidden, and keep what they say.

    Args:
        form: where they stand; each at the end, when its design is first offered.
    """

    def __init__(self, form: Form) -> None:
        self._form = form

    def offer(self, designs: Iterable[Design]) -> None:
        """Makes a field for each variable that has none yet."""
        for design in designs:
            for name in asked_variables(design):
                if f"{VARIABLE}{name}" not in self._form.rows:
                    field = QLineEdit()
                    field.setPlaceholderText(design.texts.get(name, ""))
                    self._form.add(f"{VARIABLE}{name}", _title(name), field).hide()

    def show(self, designs: Iterable[Design]) -> None:
        """Shows the fields of these designs only."""
        wanted = _names(designs)
        for name in self._fields():
            self._form.rows[f"{VARIABLE}{name}"].setVisible(name in wanted)

    def values(self, designs: Iterable[Design]) -> dict[str, str]:
        """What the fields of these designs say."""
        wanted, fields = _names(designs), self._fields()
        return {name: fields[name].text().strip() for name in wanted if name in fields}

    def fill(self, values: Mapping[str, str]) -> None:
        """Puts values into the fields there are."""
        for name, field in self._fields().items():
            field.setText(values.get(name, ""))
            field.setCursorPosition(0)

    def _fields(self) -> dict[str, QLineEdit]:
        rows = {name: row.field for name, row in self._form.rows.items() if name.startswith(VARIABLE)}
        return {name.removeprefix(VARIABLE): field for name, field in rows.items() if isinstance(field, QLineEdit)}


def _names(designs: Iterable[Design]) -> Collection[str]:
    return dict.fromkeys(name for design in designs for name in asked_variables(design))


def _title(name: str) -> str:
    known = {
        "cta": translate("DesignFields", "Call to action"),
        "offer": translate("DesignFields", "Offer"),
        "code": translate("DesignFields", "Voucher code"),
        "event.name": translate("DesignFields", "Event"),
        "event.date": translate("DesignFields", "Date"),
        "event.time": translate("DesignFields", "Time"),
        "event.place": translate("DesignFields", "Place"),
        "contact.name": translate("DesignFields", "Your name"),
        "contact.role": translate("DesignFields", "What you do"),
        "contact.mail": translate("DesignFields", "Your e-mail"),
    }
    return known.get(name, name.replace(".", " ").replace("_", " ").capitalize())

"""Saving a design as one's own: its name, in place or as a new one."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.editor.editing import Draft
from affiliate_desktop.gui.forms import FormDialog

translate = QCoreApplication.translate


class SaveDialog(FormDialog):
    """Asks for the name of a new design of the user's own, and saves it.

    Args:
        context: the open workspace.
        parent: the editor.
        state: what is saved.
        own: it is the user's already, and a copy is saved.
    """

    def __init__(self, context: Context, parent: QWidget, state: Draft, *, own: bool) -> None:
        super().__init__(
            context,
            parent,
            translate("SaveDialog", "Save as your own design"),
            save=translate("SaveDialog", "Save"),
        )
        self._state = state
        suggested = self.tr("{name} copy") if own else self.tr("My {name}")
        self.name = QLineEdit(suggested.format(name=state.design.name))
        self.about = QLineEdit(state.design.about)
        self.form.add("name", self.tr("Name"), self.name)
        self.form.add("about", self.tr("What it is for"), self.about)
        self.ready()
        self.name.selectAll()

    @override
    def save(self) -> None:
        name = self.name.text().strip()
        if not name:
            self.complain("name", self.tr("Give the design a name."))
            return
        design = replace(self._state.design, id="", name=name, about=self.about.text().strip())
        work = partial(self.context.app.designs.save, design, self._state.pictures)
        self.write(work, self.tr("Design saved"))


def changed_pictures(draft: Draft, opened: Mapping[str, bytes]) -> dict[str, bytes]:
    """The pictures that are others than when the design was opened."""
    return {name: content for name, content in draft.pictures.items() if opened.get(name) != content}

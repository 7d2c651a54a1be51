"""Makes, edits or removes a placement of a campaign."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from affiliate_desktop.campaigns.model import Campaign, Placement
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import LongText
from affiliate_desktop.gui.forms import FormDialog
from affiliate_desktop.gui.parts import button


class PlacementDialog(FormDialog):
    """A placement's fields.

    Args:
        context: the open workspace.
        parent: the window.
        campaign: whose placement it is.
        placement: what is edited; None makes a new one.
    """

    def __init__(
        self, context: Context, parent: QWidget, campaign: Campaign, placement: Placement | None = None
    ) -> None:
        new = placement is None
        super().__init__(
            context,
            parent,
            self.tr("New placement") if new else self.tr("Edit placement"),
            save=self.tr("Add placement") if new else self.tr("Save"),
        )
        self._placement = placement or Placement("", campaign.id)
        self.name, self.place, self.notes = QLineEdit(), QLineEdit(), LongText(3)
        self.kind = QComboBox()
        self.kind.setEditable(True)
        kinds = (self.tr("Page"), self.tr("Newsletter"), self.tr("Video"), self.tr("Social post"), self.tr("Poster"))
        self.kind.addItems(["", *kinds, self.tr("Flyer"), self.tr("Shop window"), self.tr("Event")])
        form = self.form
        form.add(
            "name", self.tr("Name"), self.name, self.tr("Part of the campaign “{name}”.").format(name=campaign.name)
        )
        form.add("kind", self.tr("Kind"), self.kind)
        form.add("place", self.tr("Where"), self.place, self.tr("An address on the web, or a place."))
        form.add("notes", self.tr("Notes"), self.notes)
        self.name.setText(self._placement.name)
        self.kind.setCurrentText(self._placement.kind)
        self.place.setText(self._placement.place)
        self.notes.setPlainText(self._placement.notes)
        if not new:
            self.remove_button = button(self.tr("Remove"), self._remove, icon="trash", theme=context.theme)
            self.buttons.insertWidget(0, self.remove_button)
        self.ready()

    @override
    def save(self) -> None:
        if not self.name.text().strip():
            self.complain("name", self.tr("Give the placement a name."))
            return
        placement = replace(
            self._placement,
            name=self.name.text().strip(),
            kind=self.kind.currentText().strip(),
            place=self.place.text().strip(),
            notes=self.notes.toPlainText().strip(),
        )
        placements = self.context.app.placements
        if placement.id:
            self.write(partial(placements.edit, placement), self.tr("Placement saved"))
        else:
            self.write(partial(placements.add, placement), self.tr("Placement added"))

    @Slot()
    def _remove(self) -> None:
        self.write(partial(self.context.app.placements.remove, self._placement.id), self.tr("Placement removed"))

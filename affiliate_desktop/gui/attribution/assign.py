"""Says what the selected earnings belong to, whatever their rows say."""

from functools import partial

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from affiliate_desktop.gui.attribution.rows import Names
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import ChoiceBox
from affiliate_desktop.gui.forms import FormDialog

AS_FOUND = "as found"


class AssignDialog(FormDialog):
    """One choice for the selected earnings.

    Args:
        context: the open workspace.
        parent: the window.
        keys: the earnings.
        names: what can be chosen.
    """

    def __init__(self, context: Context, parent: QWidget, keys: tuple[int, ...], names: Names) -> None:
        super().__init__(context, parent, self.tr("Attribute earnings"), save=self.tr("Attribute"))
        self._keys = keys
        link = self.tr("Link: {name}")
        self.target = ChoiceBox(
            [
                (AS_FOUND, self.tr("As sub-id and rules say")),
                ((None, None), self.tr("To nothing")),
                *(((None, key), name) for key, name in names.campaigns.items()),
                *(((key, names.link_campaigns.get(key)), link.format(name=name)) for key, name in names.links.items()),
            ]
        )
        text = self.tr("What you say here outlives importing the file again. “As sub-id and rules say” takes it back.")
        rows = context.formats.counted(len(keys), self.tr("{n} row belongs to"), self.tr("{n} rows belong to"))
        self.form.add("target", rows, self.target, text)
        self.ready()

    @override
    def save(self) -> None:
        target, service = self.target.value(), self.context.app.attributions
        if isinstance(target, tuple):
            self.write(partial(service.assign, self._keys, (target[0], target[1])), self.tr("Earnings attributed"))
        else:
            self.write(partial(service.forget, self._keys), self.tr("Attributed as sub-id and rules say"))

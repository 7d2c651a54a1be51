"""A field of a statement as a place: drop the name of a column on it, or choose the column from its list."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame
from typing_extensions import override

from affiliate_desktop.gui.fields import ChoiceBox
from affiliate_desktop.gui.parts import label, restyle, row
from affiliate_desktop.gui.statements.titles import NEEDED, field_hint, field_title
from affiliate_desktop.statements.model import Field

COLUMN_NAME = "application/x-affiliate-column"
"""MIME type of the name of a column that is dragged."""
TITLE_WIDTH = 132


class FieldSlot(QFrame):
    """One field and the column that holds it.

    Signals:
        chosen(object): another column, for this ``Field``.

    Args:
        field: what it is.
    """

    chosen = Signal(object)

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self.setProperty("kind", "slot")
        self.setAcceptDrops(True)
        self.setToolTip(field_hint(field))
        self.title = label(field_title(field))
        self.title.setFixedWidth(TITLE_WIDTH)
        self.box = ChoiceBox()
        self.box.setAccessibleName(field_title(field))
        self.box.setAccessibleDescription(field_hint(field))
        self.box.setMinimumContentsLength(8)
        self.title.setBuddy(self.box)
        self.setFocusProxy(self.box)
        layout = row(self.title, spacing=6)
        layout.addWidget(self.box, 1)
        layout.setContentsMargins(8, 1, 4, 1)
        self.setLayout(layout)
        self.box.chosen.connect(self._tell)

    def offer(self, names: tuple[str, ...], chosen: str | None, guessed_by: str = "") -> None:
        """Offers the columns of a table; ``guessed_by`` is ``name`` or ``values`` where the choice is a guess."""
        why = {
            "name": self.tr("Guessed from the name of the column."),
            "values": self.tr("Guessed from what stands in the column."),
        }.get(guessed_by if chosen else "", "")
        self.setToolTip("\n".join(filter(None, (field_hint(self.field), why))))
        nothing = self.tr("drop or choose…") if self.field in NEEDED else self.tr("none")
        self.box.blockSignals(True)
        self.box.set_choices([(None, nothing), *((name, name) for name in names)])
        self.box.set_value(chosen)
        self.box.blockSignals(False)
        self.mark()

    def column(self) -> str | None:
        """The column that was chosen."""
        value = self.box.value()
        return None if value is None else str(value)

    def take(self, name: str | None) -> None:
        """Chooses a column."""
        self.box.set_value(name)

    @Slot(object)
    def _tell(self, _value: object) -> None:
        self.mark()
        self.chosen.emit(self.field)

    def mark(self) -> None:
        """Paints whether something is missing here."""
        restyle(self, "missing", "true" if self.field in NEEDED and self.column() is None else "false")

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(COLUMN_NAME):
            event.acceptProposedAction()
            restyle(self, "over", "true")

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        restyle(self, "over", "false")

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        restyle(self, "over", "false")
        name = bytes(event.mimeData().data(COLUMN_NAME).data()).decode()
        if self.box.set_value(name):
            event.acceptProposedAction()

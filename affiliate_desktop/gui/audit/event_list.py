"""The projects and sales of a referral, as lines of fields."""

from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from affiliate_desktop.audit.model import RecordedEvent
from affiliate_desktop.core.money import plain_micro, to_micro
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.gui.audit.tie import TieLine
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import ChoiceBox, CurrencyBox, DateField
from affiliate_desktop.gui.parts import button, column, icon_button, row
from affiliate_desktop.programs.plan import PlanEvent


class EventLine(QWidget):
    """One project or sale."""

    def __init__(self, owner: "EventList", event: RecordedEvent) -> None:
        super().__init__()
        self.kept = event
        self._owner = owner
        self.kind = ChoiceBox([(PlanEvent.PROJECT, self.tr("Project")), (PlanEvent.SALE, self.tr("Sale"))])
        self.kind.set_value(event.event)
        self.day = DateField(owner.context.theme)
        self.day.setText(event.time[:10])
        self.amount = QLineEdit(plain_micro(event.amount_micro, event.currency or "USD") if event.amount_micro else "")
        self.amount.setPlaceholderText("0.00")
        self.currency = CurrencyBox(optional=True)
        self.currency.set_code(event.currency or None)
        self.state = ChoiceBox([(True, self.tr("Valid")), (False, self.tr("Reversed"))])
        self.state.set_value(event.valid)
        self.tie = TieLine(owner.context, owner.program_id, self.read, event.transaction_key, owner.complain)
        self.tie.choose_button.hide()
        self.tie.setVisible(bool(event.transaction_key))
        self.link = icon_button(self.tr("Choose the statement row that reports it"), "links", owner.context.theme)
        self.link.clicked.connect(self._choose)
        self.drop = icon_button(self.tr("Remove this event"), "trash", owner.context.theme, self._drop)
        for field, name, width in (
            (self.kind, self.tr("Kind of event"), 108),
            (self.day, self.tr("Day of the event"), 124),
            (self.amount, self.tr("Amount of the event"), 88),
            (self.currency, self.tr("Currency of the event"), 100),
            (self.state, self.tr("Status of the event"), 100),
        ):
            field.setAccessibleName(name)
            field.setFixedWidth(width)
        fields = row(self.kind, self.day, self.amount, self.currency, self.state, self.link, self.drop, 1, spacing=6)
        lines = column(spacing=2)
        lines.addLayout(fields)
        lines.addWidget(self.tie)
        self.setLayout(lines)

    def read(self) -> RecordedEvent:
        """The event as the fields say.

        Raises:
            BadInput: when there is no day, or the amount is none.
        """
        day = self.day.day()
        if day is None:
            raise BadInput("event_no_day", "Give each project and sale its day.")
        text = self.amount.text().strip()
        try:
            amount = to_micro(Decimal(text)) if text else 0
        except InvalidOperation:
            raise BadInput("bad_amount", "“{text}” is no amount; write it as 1234.50.", text=text[:40]) from None
        same_day = self.kept.time[:10] == day.isoformat()
        return RecordedEvent(
            PlanEvent(str(self.kind.value())),
            self.kept.time if same_day else day.isoformat(),
            amount,
            self.currency.code() or "",
            bool(self.state.value()),
            self.tie.key,
            self.kept.notes,
            self.kept.id,
        )

    @Slot()
    def _drop(self) -> None:
        self._owner.drop(self)

    @Slot()
    def _choose(self) -> None:
        self.tie.show()
        self.tie.choose()


class EventList(QWidget):
    """Lines of projects and sales, and a button that adds one.

    Args:
        context: the open workspace.
        events: what is shown.
        program_id: asked for when a row is chosen for an event.
        complain: told what keeps a row from being chosen.
    """

    def __init__(
        self,
        context: Context,
        events: Iterable[RecordedEvent],
        program_id: Callable[[], int],
        complain: Callable[[str], object],
    ) -> None:
        super().__init__()
        self.context, self.program_id, self.complain = context, program_id, complain
        self.lines: list[EventLine] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self._lines)
        self.more = button(self.tr("Add a project or sale"), self._add, kind="link")
        outer.addWidget(self.more)
        for event in events:
            self.add(event)

    def add(self, event: RecordedEvent) -> EventLine:
        """Adds a line."""
        made = EventLine(self, event)
        self.lines.append(made)
        self._lines.addWidget(made)
        return made

    def drop(self, line: EventLine) -> None:
        """Takes a line out."""
        self.lines.remove(line)
        self._lines.removeWidget(line)
        line.hide()
        line.deleteLater()

    def events(self) -> tuple[RecordedEvent, ...]:
        """The events as the fields say.

        Raises:
            BadInput: when one can't be used.
        """
        return tuple(line.read() for line in self.lines)

    @Slot()
    def _add(self) -> None:
        day = self.context.app.clock.today().isoformat()
        self.add(RecordedEvent(PlanEvent.PROJECT, day)).amount.setFocus()

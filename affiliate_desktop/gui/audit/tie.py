"""Ties a recorded sign-up, project or sale to the statement row that reports it."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QTimer, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from affiliate_desktop.audit.model import RecordedEvent, TieRow
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.gui.audit.rows import event_text
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.format import Formats
from affiliate_desktop.gui.forms import FormDialog
from affiliate_desktop.gui.messages import words
from affiliate_desktop.gui.parts import Elided, button, label, row
from affiliate_desktop.gui.statuses import commission_status
from affiliate_desktop.gui.table_view import RecordTable
from affiliate_desktop.gui.tables import Column, RecordModel

PAUSE_MS = 250


class TieDialog(FormDialog):
    """Chooses a row among those that may report an event, the likeliest first.

    Signals:
        chosen(object): the row.

    Args:
        context: the open workspace.
        parent: the window or the dialog that asks.
        program_id: whose rows.
        event: what was recorded, a sign-up too.
        key: the row it is tied to already, or empty.
    """

    chosen = Signal(object)

    def __init__(self, context: Context, parent: QWidget, program_id: int, event: RecordedEvent, key: str = "") -> None:
        super().__init__(context, parent, self.tr("Which row reports it?"), save=self.tr("Tie this row"))
        self.setMinimumWidth(820)
        self._program_id, self._event, self._key = program_id, event, key
        self.about = label(_asked(event, context.formats), "muted", wrap=True)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("A part of the row's id or product, for rows of any day"))
        self.search.setClearButtonEnabled(True)
        self.model: RecordModel[TieRow] = RecordModel(tie_columns(context.formats), _key)
        self.table: RecordTable[TieRow] = RecordTable(self.model, context.theme, "tie-rows", self.tr("Statement rows"))
        self.table.setSortingEnabled(False)
        self.table.setMinimumHeight(280)
        self.none = label("", "muted", wrap=True)
        self.none.hide()
        self.form.add_widget(self.about)
        self.form.add("search", self.tr("Search rows"), self.search)
        self.form.add_widget(self.table)
        self.form.add_widget(self.none)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE_MS)
        self._soon.timeout.connect(self._ask)
        self.form.edited.connect(self._soon.start)
        self.table.activated_record.connect(self._activated)
        self.ready()
        self._ask()

    @override
    def save(self) -> None:
        chosen = self.table.current()
        if chosen is None:
            self.trouble.say(self.tr("Choose a row of the list."))
        elif chosen.tied_to and chosen.key != self._key:
            said = self.tr("This row is tied to {other} already. Untie it there first.")
            self.trouble.say(said.format(other=chosen.tied_to))
        else:
            self.chosen.emit(chosen)
            self.accept()

    @Slot()
    def _ask(self) -> None:
        work = partial(self.context.app.referrals.rows, self._program_id, self._event, self.search.text())
        self.context.jobs.read(work, self._show)

    @Slot(object)
    def _show(self, rows: Sequence[TieRow]) -> None:
        self.model.show_records(rows)
        self.none.setText(
            self.tr("No row of the program fits. Search by its id, or import the statement that holds it.")
        )
        self.none.setVisible(not rows)
        if not self.table.select(self._key) and rows:
            self.table.selectRow(0)

    @Slot(object)
    def _activated(self, _row: object) -> None:
        self._save()


class TieLine(QWidget):
    """What an event is tied to, with buttons that choose a row and that untie it.

    Args:
        context: the open workspace.
        program_id: asked for when a row is chosen.
        event: asked for when a row is chosen; may raise BadInput.
        key: the row's key, or empty.
        complain: told what keeps a row from being chosen.
    """

    def __init__(
        self,
        context: Context,
        program_id: Callable[[], int],
        event: Callable[[], RecordedEvent],
        key: str,
        complain: Callable[[str], object],
    ) -> None:
        super().__init__()
        self._context, self._program_id, self._event, self._complain = context, program_id, event, complain
        self.key = key
        self.said = Elided("", "caption")
        self.choose_button = button(self.tr("Choose the row…"), self.choose, kind="link")
        self.untie_button = button(self.tr("Untie"), self.untie, kind="link")
        line = row(spacing=10)
        line.addWidget(self.said, 1)
        line.addWidget(self.choose_button)
        line.addWidget(self.untie_button)
        line.setContentsMargins(0, 0, 0, 0)
        self.setLayout(line)
        self._say(None)

    def show_row(self, found: TieRow | None) -> None:
        """Tells about the row, once it is known; None where it is not imported now."""
        self._say(found)

    @Slot()
    def choose(self) -> None:
        """Opens the list of rows."""
        try:
            event = self._event()
        except BadInput as problem:
            self._complain(words(problem))
            return
        dialog = TieDialog(self._context, self.window(), self._program_id(), event, self.key)
        dialog.chosen.connect(self._chosen)
        dialog.open()

    @Slot()
    def untie(self) -> None:
        """Takes the tie away; it is written with the referral."""
        self.key = ""
        self._say(None)

    @Slot(object)
    def _chosen(self, found: TieRow) -> None:
        self.key = found.key
        self._say(found)

    def _say(self, found: TieRow | None) -> None:
        if not self.key:
            text = self.tr("The audit looks for its row by day and amount.")
        elif found is None:
            text = self.tr("Tied to row {row}").format(row=shown(self.key))
        else:
            text = self.tr("Tied to {row}").format(row=row_words(found, self._context.formats))
        self.said.setText(text)
        self.untie_button.setVisible(bool(self.key))


def tie_columns(formats: Formats) -> Sequence[Column[TieRow]]:
    """The columns of the rows to choose among."""
    translate = QCoreApplication.translate
    return (
        Column("day", translate("Tie", "Date"), lambda row: formats.day(row.day), sort=lambda row: row.day, width=14),
        Column("row", translate("Tie", "Row"), lambda row: row.external_id or "—", width=0, tip=lambda row: row.key),
        Column("event", translate("Tie", "Event"), lambda row: event_text(row.event), width=11),
        Column("sale", translate("Tie", "Amount"), lambda row: formats.money(row.sale_micro, row.currency), right=True),
        Column(
            "commission",
            translate("Tie", "Commission"),
            lambda row: formats.money(row.commission_micro, row.currency),
            right=True,
        ),
        Column("status", translate("Tie", "Status"), lambda row: commission_status(row.status), width=11, spare=2),
        Column("tied", translate("Tie", "Tied to"), lambda row: row.tied_to, width=18, tip=lambda row: row.tied_to),
    )


def row_words(found: TieRow, formats: Formats) -> str:
    """A row in a line."""
    amount = formats.money(found.sale_micro, found.currency) if found.sale_micro else ""
    name = QCoreApplication.translate("Tie", "row {row}").format(row=shown(found.key)) if found.external_id else ""
    return " · ".join(filter(None, (name, formats.day(found.day), event_text(found.event), amount)))


def shown(key: str) -> str:
    """The id at the network of a row's key, where the key is made of it."""
    return key.removeprefix("i:")


def _asked(event: RecordedEvent, formats: Formats) -> str:
    from datetime import date

    parts = [event_text(event.event.value)]
    if event.time:
        parts.append(formats.day(date.fromisoformat(event.time[:10])))
    if event.amount_micro:
        amount = formats.amount(event.amount_micro, event.currency or "USD")
        parts.append(f"{amount} {event.currency}".strip())
    said = QCoreApplication.translate("Tie", "{event}. Rows of the same kind, amount and day stand first.")
    return said.format(event=" · ".join(parts))


def _key(found: TieRow) -> str:
    return found.key

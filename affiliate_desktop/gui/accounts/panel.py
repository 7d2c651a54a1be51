"""What is told about the selected account, and what can be done with its programs and tracking ids."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton

from affiliate_desktop.gui.accounts.rows import AccountDetail
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.detail import DetailPanel
from affiliate_desktop.gui.parts import Elided, button, icon_button, label, row
from affiliate_desktop.gui.statuses import commission_status
from affiliate_desktop.programs.model import Program


class AccountPanel(DetailPanel):
    """The panel beside the account list.

    Signals:
        edit_wanted(): edit the account that is shown.
        program_wanted(object), tracking_id_wanted(object): edit this record; None makes a new one.
        removal_wanted(object): remove this program or tracking id, or forget this status word.
        import_wanted(): import a statement.
    """

    edit_wanted = Signal()
    program_wanted = Signal(object)
    tracking_id_wanted = Signal(object)
    removal_wanted = Signal(object)
    import_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._records: dict[str, object] = {}

    def show_detail(self, detail: AccountDetail) -> None:
        """Tells about an account."""
        self.clear()
        self._records = {}
        account = detail.row.account
        self.inside.addWidget(label(account.name, "section", wrap=True))
        self.inside.addWidget(label(detail.row.network.name, "muted"))
        self.inside.addSpacing(6)
        parameters = [
            (each.label, str(account.parameters[each.name]))
            for each in detail.row.network.link.parameters
            if each.name in account.parameters
        ]
        self.add_facts(
            (
                (self.tr("Publisher id"), account.publisher_id),
                (self.tr("Currency"), account.currency or self.tr("as each statement says")),
                *parameters,
                (self.tr("Notes"), account.notes),
            )
        )
        self._add_earnings(detail)
        if not detail.row.network.single_program:
            self._add_programs(detail)
        if detail.takes_tracking_ids:
            self._add_tracking_ids(detail)
        if detail.words:
            self._add_words(detail)
        self.inside.addSpacing(14)
        self._add_buttons()
        self.end()

    def _add_earnings(self, detail: AccountDetail) -> None:
        self.add_heading(self.tr("Commission"))
        if not detail.row.figures:
            self.inside.addWidget(label(self.tr("No statement has been imported yet."), "muted", wrap=True))
            self.add_link(self.tr("Import a statement…"), self._import)
        self.add_figures(detail.row.figures, self._context.formats)

    def _add_programs(self, detail: AccountDetail) -> None:
        self.add_heading(self.tr("Programs"))
        if not detail.row.programs:
            text = self.tr("They are made from the rows of your statements, or added here.")
            self.inside.addWidget(label(text, "muted", wrap=True))
        for program in detail.row.programs:
            self._add_record(f"program-{program.id}", program.name, program.external_id, program)
        if not self._context.read_only:
            self.add_link(self.tr("Add a program…"), self._new_program)

    def _add_tracking_ids(self, detail: AccountDetail) -> None:
        self.add_heading(self.tr("Tracking ids"))
        names = {campaign.id: campaign.name for campaign in detail.campaigns}
        if not detail.tracking_ids:
            text = self.tr("Make one at the network for each campaign; statements name it in each row.")
            self.inside.addWidget(label(text, "muted", wrap=True))
        for each in detail.tracking_ids:
            campaign = names.get(each.campaign_id or 0, self.tr("no campaign"))
            self._add_record(f"tracking-{each.id}", each.value, campaign, each)
        if not self._context.read_only:
            self.add_link(self.tr("Add a tracking id…"), self._new_tracking_id)

    def _add_words(self, detail: AccountDetail) -> None:
        """What the user said of status words, each with a way to forget it."""
        self.add_heading(self.tr("Status words that you explained"))
        for at, each in enumerate(detail.words):
            self._records[f"word-{at}"] = each
            text = self.tr("Forget “{word}”").format(word=each.word)
            forget = icon_button(text, "close", self._context.theme, self._forget)
            forget.setObjectName(f"word-{at}")
            forget.setEnabled(not self._context.read_only)
            line = row(spacing=8)
            line.addWidget(Elided(each.word), 1)
            line.addWidget(Elided(commission_status(each.status), "muted"), 1)
            line.addWidget(forget)
            self.add_layout(line)

    def _add_record(self, name: str, text: str, more: str, record: object) -> None:
        """A line with a record's name, something muted, and a menu."""
        self._records[name] = record
        menu = icon_button(self.tr("What to do with {name}").format(name=text), "more", self._context.theme, self._menu)
        menu.setObjectName(name)
        menu.setEnabled(not self._context.read_only)
        line = row(spacing=8)
        line.addWidget(Elided(text), 1)
        line.addWidget(Elided(more, "muted"), 1)
        line.addWidget(menu)
        self.add_layout(line)

    def _add_buttons(self) -> None:
        edit = button(self.tr("Edit…"), self._edit, icon="edit", theme=self._context.theme)
        edit.setEnabled(not self._context.read_only)
        self.add_layout(row(edit, 1))

    @Slot()
    def _menu(self) -> None:
        sender = self.sender()
        if not isinstance(sender, QToolButton):
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, slot in ((self.tr("Edit…"), self._edit_record), (self.tr("Remove"), self._remove_record)):
            action = menu.addAction(text)
            action.setData(sender.objectName())
            action.triggered.connect(slot)
        menu.popup(self.cursor().pos())

    def _asked(self) -> object:
        """The record whose menu was used."""
        sender = self.sender()
        return self._records.get(str(sender.data())) if isinstance(sender, QAction) else None

    @Slot()
    def _forget(self) -> None:
        sender = self.sender()
        if isinstance(sender, QToolButton):
            self.removal_wanted.emit(self._records[sender.objectName()])

    @Slot()
    def _edit_record(self) -> None:
        record = self._asked()
        if isinstance(record, Program):
            self.program_wanted.emit(record)
        elif record is not None:
            self.tracking_id_wanted.emit(record)

    @Slot()
    def _remove_record(self) -> None:
        record = self._asked()
        if record is not None:
            self.removal_wanted.emit(record)

    @Slot()
    def _new_program(self) -> None:
        self.program_wanted.emit(None)

    @Slot()
    def _new_tracking_id(self) -> None:
        self.tracking_id_wanted.emit(None)

    @Slot()
    def _import(self) -> None:
        self.import_wanted.emit()

    @Slot()
    def _edit(self) -> None:
        self.edit_wanted.emit()

"""The payments that a file holds: pick those that are commissions, say whose they are, record them."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QItemSelectionModel, Qt, Slot
from PySide6.QtWidgets import QDialog, QWidget

from affiliate_desktop.core.problems import Problem
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import ChoiceBox
from affiliate_desktop.gui.format import Formats
from affiliate_desktop.gui.messages import words
from affiliate_desktop.gui.parts import Banner, EmptyState, button, column, label, row
from affiliate_desktop.gui.payouts.alike import AlikeBar, Answer, Answers
from affiliate_desktop.gui.payouts.words import skipped_words, taken_back_words
from affiliate_desktop.gui.statements.questions import QuestionBar, question_of
from affiliate_desktop.gui.table_view import RecordTable, TableArea
from affiliate_desktop.gui.tables import Column, RecordModel
from affiliate_desktop.ledger.payout import Payout
from affiliate_desktop.programs.model import Account
from affiliate_desktop.statements.model import NO_CHOICES, Choices
from affiliate_desktop.statements.receipts import Arrived

RECOGNIZED = "recognized"
SHOWN = 3
"""Rows not understood that are told one by one."""


class PaymentsDialog(QDialog):
    """Records payments of a file. Show it with ``open()``; it frees itself when it is closed."""

    def __init__(self, context: Context, parent: QWidget, arrived: Arrived, accounts: tuple[Account, ...]) -> None:
        super().__init__(parent)
        self.context = context
        self._arrived = arrived
        self._names = {account.id: account.name for account in accounts}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = self.tr("Payments in “{file}”").format(file=arrived.file.file)
        self.setWindowTitle(title)
        self.trouble = Banner("danger")
        self.refused = Banner("warning")
        self.question = QuestionBar(context.theme)
        self.question.answered.connect(self._answered)
        self.summary = label("", "muted", wrap=True)
        self.left_out = label("", "muted", wrap=True)
        self.taken_back = Banner("warning")
        self.alike = AlikeBar()
        self.alike.answered.connect(self._alike_answered)
        self.answers = Answers()
        self._choices = NO_CHOICES
        self.account = ChoiceBox(
            [(RECOGNIZED, self.tr("As recognized by the payer")), *((each.id, each.name) for each in accounts)]
        )
        self.account.setAccessibleName(self.tr("Account"))
        self.model: RecordModel[Payout] = RecordModel(self._columns(context.formats), _key)
        self.table: RecordTable[Payout] = RecordTable(
            self.model, context.theme, "payments", self.tr("Payments of the file"), ("day", False)
        )
        self.save_button = button("", self._save, kind="primary")
        self.cancel_button = button(self.tr("Cancel"), self.reject)
        self._lay_out(title)
        self.table.selection_moved.connect(self._moved)
        self.account.currentIndexChanged.connect(self._compare)
        self._show(arrived)
        self.table.setFocus()

    @Slot(object)
    def _show(self, arrived: Arrived) -> None:
        self._arrived = arrived
        self.summary.setText(self._summary())
        self.left_out.setText(skipped_words(arrived.skipped, self.context.formats))
        self.left_out.setVisible(bool(arrived.skipped))
        self.taken_back.say(taken_back_words(arrived.skipped, self.context.formats))
        question = question_of(arrived.file.rejected, self._choices)
        self.question.ask(question)
        self.refused.say("" if question else self._refused_words())
        self.model.show_records(arrived.fresh)
        self._choose()
        self._compare()

    @Slot(object)
    def _answered(self, answer: object) -> None:
        if isinstance(answer, Choices):
            self._choices = answer
            work = partial(self.context.app.receipts.look, self._arrived.path, choices=answer)
            self.context.jobs.read(work, self._show, self._failed)

    @Slot()
    def _compare(self) -> None:
        """Looks which payments, paid by the account as it is chosen, may be entered by hand already."""
        self.answers.twins = self._arrived.twins(self._of_account(self._arrived.fresh))
        self.model.show_records(self._arrived.fresh)
        self._moved()

    @Slot(object)
    def _alike_answered(self, answer: Answer) -> None:
        self.answers.say(self.table.selected(), answer)
        self.model.show_records(self._arrived.fresh)
        self._moved()

    def chosen(self) -> list[Payout]:
        """What would be recorded now."""
        return self._of_account(self.answers.decided(self.table.selected()))

    def _of_account(self, payments: Sequence[Payout]) -> list[Payout]:
        account = self.account.value()
        return [replace(each, account_id=account) if isinstance(account, int) else each for each in payments]

    def _choose(self) -> None:
        """Selects the payments whose account is known; all where none is."""
        known = [at for at, each in enumerate(self.model.records) if each.account_id is not None]
        flags = QItemSelectionModel.SelectionFlag
        for at in known or range(self.model.rowCount()):
            self.table.selectionModel().select(self.model.index(at, 0), flags.Select | flags.Rows)

    @Slot()
    def _moved(self) -> None:
        count = len(self.chosen())
        formats = self.context.formats
        selected = [each for each in self.table.selected() if each.evidence.key in self.answers.twins]
        self.alike.ask(len(self.answers.open(self._arrived.fresh)), len(selected), formats)
        self.save_button.setText(formats.counted(count, self.tr("Record {n} payment"), self.tr("Record {n} payments")))
        self.save_button.setEnabled(count > 0)

    @Slot()
    def _save(self) -> None:
        self.save_button.setEnabled(False)
        chosen = self.chosen()
        work = partial(self.context.app.receipts.take, self._arrived, chosen, self.answers.same(chosen))
        self.context.jobs.write(work, self._saved, self._failed, said=self.tr("Payments recorded"), undoable=True)

    @Slot(object)
    def _saved(self, _done: object) -> None:
        self.accept()

    @Slot(object)
    def _failed(self, problem: BaseException) -> None:
        self.save_button.setEnabled(True)
        if isinstance(problem, Problem):
            self.trouble.say(words(problem))
        else:
            self.context.messages.problem(problem)

    def _lay_out(self, title: str) -> None:
        nothing = EmptyState(
            self.context.theme,
            "payouts",
            self.tr("Nothing new"),
            self.tr("Every payment received in this file is recorded already, or it holds none."),
        )
        hint = self.tr("Select the payments that are commissions.")
        choice = row(label(hint, "muted"), 1, label(self.tr("Account")), self.account, spacing=10)
        outer = column(label(title, "title"), self.summary, self.left_out, spacing=12)
        for each in (self.trouble, self.question, self.refused, self.taken_back, self.alike):
            outer.addWidget(each)
        outer.addWidget(TableArea(self.table, nothing), 1)
        outer.addLayout(choice)
        outer.addLayout(row(1, self.cancel_button, self.save_button))
        outer.setContentsMargins(24, 20, 24, 20)
        self.setLayout(outer)
        screen = self.screen().availableGeometry()
        self.resize(min(860, int(screen.width() * 0.95)), min(560, int(screen.height() * 0.9)))

    def _summary(self) -> str:
        file, counted = self._arrived.file, self.context.formats.number
        return self.tr("{name}: {new} new, {known} recorded already, {skipped} left out, {bad} not understood").format(
            name=file.name,
            new=counted(len(self._arrived.fresh)),
            known=counted(len(self._arrived.payouts) - len(self._arrived.fresh)),
            skipped=counted(len(self._arrived.skipped)),
            bad=counted(len(file.rejected)),
        )

    def _refused_words(self) -> str:
        rejected = self._arrived.file.rejected
        lines = [
            self.tr("Line {line}: {reason}").format(line=each.line, reason=each.reason) for each in rejected[:SHOWN]
        ]
        if len(rejected) > SHOWN:
            lines.append(self.tr("… and {n} more").format(n=self.context.formats.number(len(rejected) - SHOWN)))
        return "\n".join(lines)

    def _columns(self, formats: Formats) -> list[Column[Payout]]:
        names = self._names

        def money(payout: Payout) -> str:
            return formats.money(payout.received.micro, payout.received.currency)

        alike = Column(
            "alike",
            self.tr("Entered by hand"),
            lambda row: self.answers.words(row, formats),
            tone=self.answers.tone,
            width=26,
        )
        return [
            Column("day", self.tr("Day"), lambda row: formats.day(row.paid_on), sort=lambda row: row.paid_on, width=14),
            Column("payer", self.tr("Payer"), lambda row: row.payer, width=0),
            Column("what", self.tr("What for"), lambda row: row.notes, muted=True, width=18, spare=2),
            Column(
                "account",
                self.tr("Account"),
                lambda row: names.get(row.account_id or 0, self.tr("not recognized")),
                width=15,
                spare=1,
            ),
            *([alike] if self._arrived.entered else []),
            Column(
                "received",
                self.tr("Received"),
                money,
                sort=lambda row: (row.received.currency, row.received.micro),
                right=True,
                width=14,
            ),
        ]


def _key(payout: Payout) -> object:
    return payout.evidence.key

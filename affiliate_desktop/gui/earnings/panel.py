"""What is told about the selected transaction: every figure, and where it came from."""

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from affiliate_desktop.gui.attribution.rows import how_found
from affiliate_desktop.gui.cells import cells_grid
from affiliate_desktop.gui.colors import STATUS_TONES
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.detail import DetailPanel
from affiliate_desktop.gui.earnings.evidence import (
    Evidence,
    changes_words,
    conflict_words,
    field_name,
    load_history,
    load_row,
    value_words,
)
from affiliate_desktop.gui.earnings.rows import what_for
from affiliate_desktop.gui.format import Formats
from affiliate_desktop.gui.parts import Pill, button, label, row
from affiliate_desktop.gui.statuses import commission_status
from affiliate_desktop.ledger.model import History, Transaction


class EarningPanel(DetailPanel):
    """The panel beside the earnings, and beside the rows of a file.

    Args:
        context: the open workspace.
        in_file: a transaction is shown as one row of a file says it, and that row is where it comes from.

    Signals:
        statement_wanted(): show the imported file that the row stands in.
        correct_wanted(): correct the row.
        closed(): the panel is not wanted any more.
    """

    statement_wanted = Signal()
    correct_wanted = Signal()
    closed = Signal()

    def __init__(self, context: Context, *, in_file: bool = False) -> None:
        super().__init__()
        self._context, self._in_file = context, in_file
        self._shown: Transaction | None = None
        self._history: History | None = None

    def show_row(self, shown: Transaction) -> None:
        """Tells about a transaction."""
        self.clear()
        formats = self._context.formats
        self.inside.addWidget(label(what_for(shown), "section", wrap=True))
        pill = Pill(self._context.theme, commission_status(shown.status), STATUS_TONES[shown.status])
        self.add_layout(row(pill, 1))
        self.inside.addSpacing(6)
        self.inside.addWidget(label(formats.money(shown.commission_micro, shown.currency), "title"))
        self.inside.addWidget(label(self.tr("Commission"), "caption"))
        self.inside.addSpacing(6)
        self.add_facts(
            (
                (self.tr("Date"), formats.day(shown.day)),
                (self.tr("Sale"), formats.money(shown.sale_micro, shown.currency) if shown.sale_micro else ""),
                (self.tr("Quantity"), "" if shown.quantity is None else formats.number(shown.quantity)),
                (self.tr("Account"), shown.account),
                (self.tr("Program"), shown.program or ""),
                (self.tr("Campaign"), shown.campaign or self.tr("not attributed")),
                (self.tr("Placement"), shown.placement or ""),
                (self.tr("Link"), shown.link or ""),
                (self.tr("Attributed"), how_found(shown.attributed)),
                (self.tr("Reference"), shown.sub_id),
                (self.tr("Their id"), shown.external_id or ""),
                (self.tr("Their status"), shown.status_raw),
            )
        )
        self._shown, self._history = shown, None
        if shown.id:
            self._add_actions(shown)
        self.add_heading(self.tr("Where it comes from"))
        if shown.entered:
            self.inside.addWidget(label(self.tr("Entered by hand"), wrap=True))
        if shown.statement_id:
            self.inside.addWidget(label(shown.file, wrap=True))
            self.inside.addWidget(label(_place(self, shown, formats), "muted"))
        self.evidence = QVBoxLayout()
        self.evidence.setSpacing(6)
        self.add_layout(self.evidence)
        self.raw = QVBoxLayout()
        self.add_layout(self.raw)
        if shown.statement_id:
            self.raw_button = button(self.tr("Show the raw values"), self._ask_raw, kind="link")
            self.raw.addWidget(self.raw_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.inside.addSpacing(10)
        known = shown.statement_id and not self._in_file
        statement = [button(self.tr("Show the import"), self._statement)] if known else []
        self.add_layout(row(*statement, button(self.tr("Close"), self._close), 1))
        self.end()
        self._context.jobs.read(partial(load_history, self._context.app, shown.id), self._show_history, _unsaid)

    def _add_actions(self, shown: Transaction) -> None:
        """What can be done with the row."""
        correct = button(self.tr("Correct…"), self._correct)
        made = [correct]
        if shown.entered:
            made.append(button(self.tr("Remove"), self._remove))
        elif shown.corrected:
            made.append(button(self.tr("Take correction back"), self._restore))
        for each in made:
            each.setEnabled(not self._context.read_only)
        self.inside.addSpacing(8)
        self.add_layout(row(*made, 1))

    @Slot(object)
    def _show_history(self, history: History) -> None:
        if self._shown is None or history.transaction.id != self._shown.id:
            return
        self._history = history
        formats, currency = self._context.formats, history.transaction.currency
        if history.correction is not None and not history.correction.entered:
            said = [
                f"{field_name(name)}: {value_words(name, value, currency, formats)}"
                for name, value in history.correction.values.items()
            ]
            self._tell(self.tr("Corrected by you"), "\n".join(said), history.correction.note)
        elif history.correction is not None and history.correction.note:
            self._tell(self.tr("Note"), history.correction.note)
        if history.conflict is not None:
            kept = history.conflict.decision == "keep"
            title = self.tr("Kept as it was paid") if kept else self.tr("Paid, and changed since")
            self._tell(title, conflict_words(history.conflict, formats))
            keep = button(self.tr("Keep"), self._keep)
            keep.setVisible(not kept)
            self.evidence.addLayout(row(button(self.tr("Accept"), self._accept), keep, 1))
        if len(history.sayings) > 1:
            self._head(self.tr("History"))
            for saying in history.sayings:
                head = f"{formats.instant(saying.imported_at)}, {saying.file}"
                changed = changes_words(saying.changes, currency, formats)
                self.evidence.addWidget(label(head, wrap=True))
                if changed:
                    self.evidence.addWidget(label(changed, "muted", wrap=True))

    @Slot()
    def _ask_raw(self) -> None:
        self.raw_button.setEnabled(False)
        if self._shown is not None:
            self._context.jobs.read(partial(load_row, self._context.app, self._shown), self._show_raw)

    @Slot(object)
    def _show_raw(self, found: Evidence) -> None:
        if found.shown is not self._shown:
            return
        self.raw_button.hide()
        if found.row is None:
            self.raw.addWidget(label(self.tr("The file can't be read any more."), "muted", wrap=True))
            return
        self.raw.addSpacing(8)
        self.raw.addWidget(label(self.tr("As it stands in the file"), "caption"))
        self.raw.addLayout(cells_grid(found.row.headers, found.row.cells))

    def _head(self, title: str) -> None:
        self.evidence.addSpacing(8)
        self.evidence.addWidget(label(title, "caption"))

    def _tell(self, title: str, *texts: str) -> None:
        self._head(title)
        for text in texts:
            if text:
                self.evidence.addWidget(label(text, wrap=True))

    # --- doing -------------------------------------------------------------------------------------------------

    @Slot()
    def _correct(self) -> None:
        self.correct_wanted.emit()

    @Slot()
    def _restore(self) -> None:
        if self._shown is not None:
            work = partial(self._context.app.corrections.restore, self._shown.id)
            self._context.jobs.write(work, said=self.tr("Correction taken back"), undoable=True)

    @Slot()
    def _remove(self) -> None:
        if self._shown is not None:
            work = partial(self._context.app.corrections.remove, self._shown.id)
            self._context.jobs.write(work, said=self.tr("Earning removed"), undoable=True)

    @Slot()
    def _accept(self) -> None:
        self._decide(accept=True)

    @Slot()
    def _keep(self) -> None:
        self._decide(accept=False)

    def _decide(self, *, accept: bool) -> None:
        if self._history is not None and self._history.conflict is not None:
            work = partial(self._context.app.corrections.decide, self._history.conflict.id, accept=accept)
            said = self.tr("Accepted") if accept else self.tr("Kept as paid")
            self._context.jobs.write(work, said=said, undoable=True)

    @Slot()
    def _statement(self) -> None:
        self.statement_wanted.emit()

    @Slot()
    def _close(self) -> None:
        self.closed.emit()


def _place(widget: QWidget, shown: Transaction, formats: Formats) -> str:
    line = formats.number(shown.line)
    if shown.sheet:
        return widget.tr("sheet {sheet}, row {line}").format(sheet=shown.sheet, line=line)
    return widget.tr("line {line}").format(line=line)


def _unsaid(_problem: BaseException) -> None:
    """The row has gone while its history was asked for; the page shows that by itself."""

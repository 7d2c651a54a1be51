"""What a comparison found: kinds with what they are worth, the rows, and files to save."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget
from typing_extensions import override

from affiliate_desktop.app import App
from affiliate_desktop.core.files import safe_name
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.gui.comparison.rows import Query, Shown, columns, kind_name, load, said_of
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import SearchField
from affiliate_desktop.gui.jobs import LabelledProgress, Step
from affiliate_desktop.gui.parts import EmptyState, button, column, label, row
from affiliate_desktop.gui.table_view import RecordTable, TableArea
from affiliate_desktop.gui.tables import PagedModel
from affiliate_desktop.statements.comparison_model import Compared, Difference, DifferenceKind, DifferenceSort, Side
from affiliate_desktop.statements.comparison_service import Comparison

CHIPS_A_ROW = 4
TYPING_MS = 200


class ComparisonWindow(QDialog):
    """Shows a comparison; its rows are let go when it is closed.

    Args:
        context: the open workspace.
        parent: the window.
        found: the comparison.
    """

    def __init__(self, context: Context, parent: QWidget, found: Comparison) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Comparison of statements"))
        self.context, self.comparison = context, found
        self.query = Query()
        self.chips: dict[DifferenceKind, QPushButton] = {}
        self._after: tuple[object, int] | None = None
        self._saving: LabelledProgress | None = None
        self._build_table()
        self.search = SearchField(context.theme, self.tr("Search rows"))
        self.status = label("", "muted")
        context.jobs.stepped.connect(self._stepped)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self._ask)
        self.search.textChanged.connect(self._typed)
        outer = column(spacing=14)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.addLayout(self._head(found.found))
        outer.addLayout(self._chips(found.found))
        outer.addWidget(self.area, 1)
        outer.addLayout(self._buttons())
        self.setLayout(outer)
        room = self.screen().availableGeometry()
        self.resize(min(1160, int(room.width() * 0.95)), min(760, int(room.height() * 0.9)))
        self.table.setFocus()
        self.model.restart()

    @override
    def done(self, result: int) -> None:
        if self._saving is not None:
            self._saving.cancel()
        super().done(result)
        self.comparison.close()

    # --- asking ------------------------------------------------------------------------------------------------

    @Slot()
    def _typed(self) -> None:
        self._typing.start()

    @Slot()
    def _ask(self) -> None:
        kinds = tuple(kind for kind, chip in self.chips.items() if chip.isChecked())
        self.query = Query(kinds, self.search.text().strip(), self.query.sort)
        self.model.restart()

    @Slot(str, bool)
    def _sort(self, name: str, falling: bool) -> None:  # noqa: FBT001 - as the signal says
        self.query = Query(self.query.kinds, self.query.search, (DifferenceSort(name), falling))
        self.model.restart()

    @Slot(object)
    def _fetch(self, last: Difference | None) -> None:
        after = None if last is None else self._after
        self.context.jobs.read(partial(load, self.comparison, self.query, last, after), self._show)

    @Slot(object)
    def _show(self, shown: Shown) -> None:
        if shown.query == self.query:
            self._after = shown.page.after
            self.model.add_page(shown.last, shown.page.rows, complete=shown.page.after is None)

    # --- saving ------------------------------------------------------------------------------------------------

    @Slot()
    def _save_csv(self) -> None:
        self.context.messages.ask_save(self.tr("Save the rows"), self._name("csv"), "CSV (*.csv)", self._write)

    @Slot()
    def _save_xlsx(self) -> None:
        filters = self.tr("Spreadsheet (*.xlsx)")
        self.context.messages.ask_save(self.tr("Save the rows"), self._name("xlsx"), filters, self._write)

    @Slot()
    def _save_pdf(self) -> None:
        self.context.messages.ask_save(self.tr("Save the report"), self._name("pdf"), "PDF (*.pdf)", self._print)

    def _write(self, path: Path) -> None:
        progress = self._saving = self.context.jobs.progress(self.tr("Saving the rows"))
        work = partial(self.comparison.save, path, self.query.kinds, progress=progress)
        self.context.jobs.read(work, self._saved, self._not_saved, key=path, progress=progress)

    def _print(self, path: Path) -> None:
        progress = self._saving = self.context.jobs.progress(self.tr("Saving the report"))
        work = partial(_report, self.context.app, self.comparison, path, progress)
        self.context.jobs.read(work, self._saved, self._not_saved, key=path, progress=progress)

    @Slot(object)
    def _saved(self, path: Path) -> None:
        self._saving = None
        self.status.setText("")
        self.context.messages.note_saved(path)

    @Slot(object)
    def _not_saved(self, problem: BaseException) -> None:
        self._saving = None
        self.status.setText("")
        self.context.messages.problem(problem)

    @Slot(object)
    def _stepped(self, step: Step) -> None:
        if self._saving is not None and step.number == self._saving.number:
            self.status.setText(said_of(step, self.context.formats))

    def _name(self, suffix: str) -> str:
        period = self.comparison.found.period
        days = " ".join(str(day) for day in (period.start, period.end) if day)
        return safe_name(f"comparison {self.comparison.found.after.account} {days}") + f".{suffix}"

    # --- building ----------------------------------------------------------------------------------------------

    def _head(self, told: Compared) -> QGridLayout:
        formats = self.context.formats
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(4)
        start, end = told.period.start, told.period.end
        if start is None and end is None:
            days = self.tr("All days")
        else:
            days = f"{formats.day(start) if start else '…'} - {formats.day(end) if end else '…'}"
        covered = self.tr("the days that both cover") if told.common else self.tr("the days you chose")
        grid.addWidget(label(days, "title"), 0, 0)
        said = self.tr("{covered}: {matched} rows on both sides, {unchanged} unchanged, {differing} differ")
        numbers = {name: formats.number(getattr(told, name)) for name in ("matched", "unchanged", "differing")}
        grid.addWidget(label(said.format(covered=covered, **numbers), "muted"), 1, 0)
        sides = row(
            self._side(self.tr("Before"), told.before),
            self._side(self.tr("After"), told.after),
            1,
            spacing=24,
        )
        grid.addLayout(sides, 2, 0)
        for at, net in enumerate(told.net[:3], 1):
            amount = formats.money(net.difference_micro, net.currency)
            grid.addWidget(label(amount, "title"), 0, at, Qt.AlignmentFlag.AlignRight)
            text = self.tr("from {before} to {after}").format(
                before=formats.money(net.before_micro, net.currency), after=formats.money(net.after_micro, net.currency)
            )
            grid.addWidget(label(text, "muted"), 1, at, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)
        return grid

    def _side(self, title: str, side: Side) -> QLabel:
        """What a side is; its tip tells the first rows that could not be read."""
        said = label(self._side_text(title, side), "muted")
        line = self.tr("Line {line}: {reason}")
        said.setToolTip("\n".join(line.format(line=row.line, reason=row.reason) for row in side.unread))
        return said

    def _side_text(self, title: str, side: Side) -> str:
        names = {
            "ledger": self.tr("everything known of {name}"),
            "file": self.tr("{name}, not imported"),
            "statement": "{name}",
        }
        said = names[side.kind].format(name=side.name)
        rows = self.context.formats.counted(side.rows, self.tr("{n} row"), self.tr("{n} rows"))
        if side.rejected:
            text = self.tr("{rows}, {n} not read and not compared")
            rows = text.format(rows=rows, n=self.context.formats.number(side.rejected))
        return f"{title}: {said} ({rows})"

    def _chips(self, told: Compared) -> QGridLayout:
        """A button a kind: what it is worth; pressed, only its rows are listed."""
        formats = self.context.formats
        grid = QGridLayout()
        grid.setSpacing(8)
        kinds = [kind for kind in DifferenceKind if any(each.kind == kind for each in told.kinds)]
        for at, kind in enumerate(kinds):
            sums = [each for each in told.kinds if each.kind == kind]
            count = formats.counted(sum(each.count for each in sums), self.tr("{n} row"), self.tr("{n} rows"))
            worth = " · ".join(formats.money(each.difference_micro, each.currency) for each in sums)
            chip = button(f"{kind_name(kind)}, {count}\n{worth}", self._ask, kind="chip")
            chip.setCheckable(True)
            chip.setAccessibleName(f"{kind_name(kind)}: {count}, {worth}")
            self.chips[kind] = chip
            grid.addWidget(chip, at // CHIPS_A_ROW, at % CHIPS_A_ROW)
        for at in range(CHIPS_A_ROW):
            grid.setColumnStretch(at, 1)
        if kinds:
            text = self.tr(
                "A row may be of several kinds; the figures above count it once. A reversed commission counts as 0. "
                "Why rows differ is not known from the files alone."
            )
            grid.addWidget(label(text, "hint", wrap=True), 9, 0, 1, CHIPS_A_ROW)
        return grid

    def _buttons(self) -> QHBoxLayout:
        theme = self.context.theme
        csv = button(self.tr("Save as CSV…"), self._save_csv, icon="download", theme=theme)
        xlsx = button(self.tr("Save as spreadsheet…"), self._save_xlsx, icon="download", theme=theme)
        pdf = button(self.tr("Save as PDF…"), self._save_pdf, icon="print", theme=theme)
        return row(self.search, self.status, 1, csv, xlsx, pdf, button(self.tr("Close"), self.accept, kind="primary"))

    def _build_table(self) -> None:
        self.model: PagedModel[Difference] = PagedModel(columns(self.context.formats), _key)
        self.model.more_wanted.connect(self._fetch)
        self.model.order_wanted.connect(self._sort)
        self.table: RecordTable[Difference] = RecordTable(
            self.model, self.context.theme, "comparison", self.tr("Differences")
        )
        same = self.tr("Nothing differs")
        text = self.tr("Every row of these days is on both sides, with the same amounts, status, date and sub-id.")
        nothing = EmptyState(self.context.theme, "search", self.tr("No row fits"), self.tr("Search for other words."))
        self.area = TableArea(self.table, EmptyState(self.context.theme, "statements", same, text), nothing)
        self.area.searching = self._has_any

    def _has_any(self) -> bool:
        return self.comparison.found.differing > 0


def _key(difference: Difference) -> int:
    return difference.id


def _report(app: App, found: Comparison, path: Path, progress: Progress) -> Path:
    """Writes the PDF; runs on a worker thread."""
    return app.reports.comparison_pdf(found, path, progress=progress)

"""What the window of an import's rows shows: columns, choices, and one load of rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from affiliate_desktop.app import App
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.gui.colors import STATUS_TONES
from affiliate_desktop.gui.earnings.rows import campaign_of, what_for
from affiliate_desktop.gui.format import Formats
from affiliate_desktop.gui.statuses import commission_status
from affiliate_desktop.gui.tables import Column
from affiliate_desktop.ledger.model import Transaction
from affiliate_desktop.statements.file_rows_model import FileRow, RowKey, RowQuery, RowResult, RowSort, RowsPage

PAGE_ROWS = 200
RESULT_TONES = {
    RowResult.NEW: "success",
    RowResult.UPDATED: "info",
    RowResult.UNCHANGED: "neutral",
    RowResult.CONTESTED: "warning",
    RowResult.REJECTED: "warning",
    RowResult.REPLACED: "neutral",
}


@dataclass(frozen=True)
class Shown:
    """A page of rows, and what it answers.

    Attributes:
        last: the row it follows, None for the first page.
    """

    query: RowQuery
    last: FileRow | None
    page: RowsPage


def load(app: App, query: RowQuery, last: FileRow | None, after: RowKey | None, progress: Progress) -> Shown:
    """A page of rows; runs on a worker thread."""
    return Shown(query, last, app.file_rows.page(query, after=after, limit=PAGE_ROWS, progress=progress))


def result_word(result: RowResult) -> str:
    """What became of a row, as people say it."""
    translate = QCoreApplication.translate
    return {
        RowResult.NEW: translate("FileRows", "New"),
        RowResult.UPDATED: translate("FileRows", "Updated"),
        RowResult.UNCHANGED: translate("FileRows", "Unchanged"),
        RowResult.CONTESTED: translate("FileRows", "To decide"),
        RowResult.REJECTED: translate("FileRows", "Not understood"),
        RowResult.REPLACED: translate("FileRows", "Replaced"),
    }[result]


def result_tip(result: RowResult) -> str:
    """The same in a sentence."""
    translate = QCoreApplication.translate
    return {
        RowResult.NEW: translate("FileRows", "No file that you imported before has this row."),
        RowResult.UPDATED: translate("FileRows", "It changed what earlier files said of this earning."),
        RowResult.UNCHANGED: translate("FileRows", "It changed nothing of what was known already."),
        RowResult.CONTESTED: translate("FileRows", "It says otherwise than what a payout paid; see Earnings."),
        RowResult.REJECTED: translate("FileRows", "It was left out. Mend it here, and it counts."),
        RowResult.REPLACED: translate("FileRows", "A corrected file stands in its place; it counts no more."),
    }[result]


def result_choices(*, replaced: bool) -> list[tuple[object, str]]:
    """Results to filter by; all rows of a file that was replaced have the same."""
    everything = QCoreApplication.translate("FileRows", "Every row")
    some = (RowResult.REPLACED, RowResult.REJECTED)
    offered = [each for each in RowResult if (each in some if replaced else each != RowResult.REPLACED)]
    return [(None, everything), *((each, result_word(each)) for each in offered)]


def place_words(row: FileRow, formats: Formats) -> str:
    """Sheet and line."""
    line = formats.number(row.line)
    return f"{row.sheet}, {line}" if row.sheet else line


def columns(formats: Formats) -> Sequence[Column[FileRow]]:
    """The table's columns; their names are what the rows can be ordered by."""
    translate = QCoreApplication.translate
    status, pill = _of(lambda said: commission_status(said.status)), _of(lambda said: STATUS_TONES[said.status])
    day, time = _of(lambda said: formats.day(said.day)), _of(lambda said: said.time or "")
    sale = _of(lambda said: formats.money(said.sale_micro, said.currency) if said.sale_micro else "")
    commission = _of(lambda said: formats.money(said.commission_micro, said.currency))
    return (
        Column(RowSort.LINE, translate("FileRows", "Line"), lambda row: place_words(row, formats), width=10),
        Column(RowSort.RESULT, translate("FileRows", "Result"), _word, tone=_tone, tip=_tip, width=16),
        Column(RowSort.DAY, translate("FileRows", "Date"), day, tip=time, width=15),
        Column(RowSort.PRODUCT, translate("FileRows", "What for"), _what, width=0, tip=_what),
        _further(RowSort.EXTERNAL_ID, translate("FileRows", "Their id"), lambda said: said.external_id or "", 17, 4),
        _further(RowSort.SUB_ID, translate("FileRows", "Reference"), lambda said: said.sub_id, 17, 2),
        _further(RowSort.CAMPAIGN, translate("FileRows", "Campaign"), campaign_of, 18, 3),
        _further(RowSort.LINK, translate("FileRows", "Link"), lambda said: said.link or "", 18, 7),
        _further(RowSort.PROGRAM, translate("FileRows", "Program"), lambda said: said.program or "", 18, 6),
        _further(RowSort.EVENT, translate("FileRows", "Kind"), lambda said: said.event.value.capitalize(), 11, 8),
        Column(RowSort.STATUS, translate("FileRows", "Status"), status, tone=pill, width=13),
        _further(RowSort.STATUS_RAW, translate("FileRows", "Their status"), lambda said: said.status_raw, 15, 5),
        Column(RowSort.SALE_AMOUNT, translate("FileRows", "Sale"), sale, right=True, muted=True, width=13, spare=1),
        Column(RowSort.COMMISSION, translate("FileRows", "Commission"), commission, right=True, width=14),
        _further(RowSort.CURRENCY, translate("FileRows", "Currency"), lambda said: said.currency, 10, 9),
    )


def _further(name: RowSort, title: str, text: Callable[[Transaction], str], width: int, spare: int) -> Column[FileRow]:
    """A column that a narrow window can spare."""
    return Column(name, title, _of(text), muted=True, tip=_of(text), width=width, spare=spare)


def _word(row: FileRow) -> str:
    return result_word(row.result)


def _tip(row: FileRow) -> str:
    return result_tip(row.result)


def _tone(row: FileRow) -> str:
    return RESULT_TONES[row.result]


def _of(text: Callable[[Transaction], str]) -> Callable[[FileRow], str]:
    """What a cell shows of a row that was understood; nothing of others."""

    def shown(row: FileRow) -> str:
        return text(row.said) if row.said is not None else ""

    return shown


def _what(row: FileRow) -> str:
    if row.rejected is not None:
        return row.rejected.reason
    return what_for(row.said) if row.said is not None else ""

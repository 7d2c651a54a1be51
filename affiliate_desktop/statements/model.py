"""Records of the statements room."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from typing_extensions import override

from affiliate_desktop.core.changes import NOTHING, Changes
from affiliate_desktop.ledger.model import Conflict, Observation
from affiliate_desktop.statements.visit_model import Silenced, Visits, VisitSums
from affiliate_desktop.statements.words import shown

Cell = str | int | float | bool | None
"""A cell as the reader gives it; text files give text only."""


class Field(StrEnum):
    """What a column of a statement can mean."""

    DATE = "date"
    EXTERNAL_ID = "external_id"
    SALE_AMOUNT = "sale_amount"
    COMMISSION = "commission"
    CURRENCY = "currency"
    STATUS = "status"
    SUB_ID = "sub_id"
    PROGRAM = "program"
    PRODUCT = "product"
    QUANTITY = "quantity"
    EVENT = "event"
    DEBIT = "debit"
    CENTS = "cents"
    SIGN = "sign"


NO_HEADER = -1
"""Header line of a table without column names; its columns are called ``Column 1`` and so on."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a text file is taken apart; what is empty is found out."""

    encoding: str = ""
    delimiter: str = ""


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """How a table of no known format is read; made in the mapping dialog, saved as a profile.

    Attributes:
        columns: field -> header name as ``words.distinct`` has it: of two equal names the second is ``Name (2)``.
            The commission may be spread over several: ``DEBIT`` is taken away from it, ``CENTS`` holds its
            hundredths, and ``SIGN`` says in words whether the amounts of a row are negative.
        header_line: line of the header, the first is 1; 0 lets the reader find it, ``NO_HEADER`` says there is none.
        sheet: name of the sheet, or None for the first.
        date_format: ``auto`` or a strptime-like pattern such as ``%d.%m.%Y``.
        decimal: ``auto``, ``.`` or ``,``.
        currency: for files without a currency column.
        statuses: raw word (case-folded) -> status, above the words that are known (``meanings``).
        default_status: of rows whose word is neither listed nor known.
        event: of rows whose event word is neither listed nor known.
        events: raw word (case-folded) -> event, above the words that are known.
        signs: raw word (case-folded) -> ``-`` or ``+``, beside the words that are known.
        skip_bottom: lines at the end that are no rows, such as totals; blank lines are not counted.
        language: of month names, such as ``fr``; empty finds it out.
        encoding, delimiter: of a text file; empty finds it out.
        identity: names of the columns that tell rows without an id apart, in this order; empty takes all. The status
            is none of them.
    """

    columns: Mapping[Field, str]
    header_line: int = 0
    sheet: str | None = None
    date_format: str = "auto"
    decimal: str = "auto"
    currency: str | None = None
    statuses: Mapping[str, str] = field(default_factory=dict)
    default_status: str = "approved"
    event: str = "sale"
    events: Mapping[str, str] = field(default_factory=dict)
    signs: Mapping[str, str] = field(default_factory=dict)
    skip_bottom: int = 0
    language: str = ""
    encoding: str = ""
    delimiter: str = ""
    identity: tuple[str, ...] = ()

    @property
    def reading(self) -> Reading:
        """How a text file is taken apart."""
        return Reading(self.encoding, self.delimiter)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user decided about a file; what is empty is found out.

    Attributes:
        form: the format, such as ``awin/transactions``, where the columns fit several.
        date_format: such as ``%d/%m/%Y``, where the dates do not tell whether the day or the month stands first.
        decimal: ``.`` or ``,``, where the amounts do not tell which mark stands before the cents.
        language: such as ``fr``, where names of months stand for different months in different languages.
        statuses: raw word of the status column -> status, above the words that the format knows.
        first_day, last_day: such as ``2026-03-01``, of visits where the file does not tell the days.
    """

    form: str = ""
    date_format: str = ""
    decimal: str = ""
    language: str = ""
    statuses: Mapping[str, str] = field(default_factory=dict)
    first_day: str = ""
    last_day: str = ""


NO_CHOICES = Choices()
MAX_UNKNOWN = 200
"""Unknown words of a column that are told; a column with more of them holds something else."""

DECIDED = ("date_format", "decimal", "language")
"""Those of the choices, and of a mapping, that say how a column is written."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A saved mapping, chosen by itself for tables with the same column names."""

    name: str
    headers: tuple[str, ...]
    columns: ColumnMap
    id: int = 0

    @property
    def mapping(self) -> ColumnMap:
        """The mapping for a file of its kind: the line of the column names is looked for anew.

        A row without an id is known again by the columns that the mapping was saved with, in that order, so that a
        column that was moved or added makes no row a new one.
        """
        line = NO_HEADER if self.columns.header_line == NO_HEADER else 0
        return replace(self.columns, header_line=line, identity=self.headers)


@dataclass(frozen=True, slots=True)
class SheetReport:
    """What was made of one sheet (a text file is one sheet).

    Attributes:
        format: id of the format, such as ``amazon/fee-earnings``; ``profile`` for a mapped table,
            ``unknown`` where nothing fits.
        rows: rows of data in it.
        counted: False where the sheet repeats money of another, or holds none; its rows are in no count.
        why: in words, for the preview.
        visits: whether it holds visits, which are no money.
    """

    index: int
    sheet: str
    format: str
    rows: int
    counted: bool
    why: str = ""
    header_line: int = 0
    headers: tuple[str, ...] = ()
    visits: bool = False


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that could not be read; kept with the import.

    Attributes:
        code: stable short name of the reason.
        reason: in words.
        raw: its text as the file has it; of a workbook, the cells with tabs between them.
    """

    sheet: str
    line: int
    code: str
    reason: str
    cells: tuple[str, ...] = ()
    raw: str = ""


@dataclass(frozen=True, slots=True)
class OriginalRow:
    """A row as it stands in a file that was imported.

    Attributes:
        headers: of its sheet; empty where they are not known any more.
        delimiter: between the cells of a text file; a tab for others.
    """

    file: str
    sheet: str
    line: int
    headers: tuple[str, ...]
    cells: tuple[str, ...]
    raw: str
    delimiter: str = "\t"


@dataclass(frozen=True, slots=True)
class StatusTotal:
    """Accepted rows of a file, by currency and status."""

    currency: str
    status: str
    count: int
    sale_micro: int
    commission_micro: int


@dataclass(frozen=True, slots=True)
class Use:
    """What a column means; the first column is 1."""

    field: str
    column: int
    header: str


@dataclass(frozen=True, slots=True)
class Question:
    """Something that the file does not tell, and that is never guessed.

    Attributes:
        code: ``format``, ``currency``, ``date_order``, ``decimal``, ``status`` or ``days``.
        option: of the command line, which answers it.
        choices: possible answers, as the option takes them; empty for any.
    """

    code: str
    text: str
    option: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explained:
    """What one sheet is.

    Attributes:
        format: such as ``awin/transactions``, ``profile`` or ``unknown``. name: how people call it.
        certainty: ``sample``, ``code``, ``docs`` or ``inferred`` of a known format, else empty.
        because: why it was taken for that, a sentence each.
        date: how days are written, such as ``day.month.year``; zone: of times that name none, or empty.
        decimal: the decimal point, or empty where the column does not tell.
        currency: of rows that name none, and what told it.
        rows: of data. exact: False where they were reckoned from a sample.
        checked: rows that were read for this. not_understood: of those. left_out: of those, because they are no
            earnings, such as sums.
        problems: the first rows not understood; line 0 where it is not known.
        visits: whether it holds visits and no money; first_day, last_day: of these, as far as they are known.
    """

    sheet: str
    format: str
    name: str
    certainty: str
    because: tuple[str, ...]
    header_line: int
    columns: tuple[Use, ...] = ()
    date: str = ""
    zone: str = ""
    decimal: str = ""
    currency: str | None = None
    currency_from: str = ""
    rows: int = 0
    exact: bool = True
    checked: int = 0
    not_understood: int = 0
    left_out: int = 0
    problems: tuple[RejectedRow, ...] = ()
    questions: tuple[Question, ...] = ()
    visits: bool = False
    first_day: str = ""
    last_day: str = ""


@dataclass(frozen=True, slots=True)
class Identified:
    """What a file seems to be.

    Attributes:
        sha256: empty for a large text that only a sample was read of.
        container: ``csv``, ``xlsx``, ``xls``, ``ods`` or ``json``.
        encoding, delimiter: of a text file, else empty.
        network: network id of the recognized format, or None.
        needs_mapping: no sheet has a known format, so the user must say what the columns mean.
        needs_currency: the rows name no currency, and neither the format nor the headers settle it.
        sample: the first rows of the first unknown sheet (or of the first counted one).
        explained: what was made of each sheet and why.
        payments: the format of a file of payments, which is no statement of earnings; or which holds both.
    """

    path: Path
    sha256: str
    size: int
    container: str
    encoding: str
    delimiter: str
    sheets: tuple[SheetReport, ...]
    network: str | None
    needs_mapping: bool
    needs_currency: bool
    sample: tuple[tuple[str, ...], ...] = ()
    suggested: ColumnMap | None = None
    profile: str | None = None
    explained: tuple[Explained, ...] = ()
    payments: str | None = None


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word of a status column whose meaning neither the format nor the user told.

    Attributes:
        rows: how many rows have it. status: what they were taken for.
    """

    word: str
    rows: int
    status: str

    @property
    def text(self) -> str:
        """In words."""
        count = f"{self.rows} row" + ("" if self.rows == 1 else "s")
        return f"“{shown(self.word)}” is not known as a status, taken as {self.status} ({count})."


@dataclass(frozen=True, slots=True)
class RememberedWord(UnknownWord):
    """A word of a status column whose meaning the user told with an earlier file of the account."""

    @property
    @override
    def text(self) -> str:
        """In words."""
        rows = f"{self.rows} row" + ("" if self.rows == 1 else "s")
        said = "as you said for an earlier file of this account"
        return f"“{shown(self.word)}” was taken as {self.status}, {said} ({rows})."


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do (``id`` is None in a preview).

    Attributes:
        rows: new + updated + unchanged + rejected, over sheets that count and sheets of visits.
        known: the very same file had been imported before.
        sample: the first accepted rows, for the preview; empty in the command line's answer.
        conflicts: rows that say otherwise than what payouts paid; they changed nothing yet.
        replaced: the import that this one stands in for.
        unknown: words of status columns that nobody told the meaning of, the first ``MAX_UNKNOWN`` of each sheet.
        visits: what its visits add up to; None where it holds none. visit_rows: the first of them, for the preview.
        silenced: visits of earlier files that count no more, although their days are not the same, because some are.
        remembered: words that were taken for what the user said with an earlier file.
    """

    id: int | None
    file: str
    sha256: str
    account: str
    formats: tuple[SheetReport, ...]
    rows: int
    new: int
    updated: int
    unchanged: int
    rejected: tuple[RejectedRow, ...]
    totals: tuple[StatusTotal, ...]
    known: bool = False
    sample: tuple[Observation, ...] = ()
    changes: Changes = NOTHING
    conflicts: tuple[Conflict, ...] = ()
    replaced: int | None = None
    unknown: tuple[UnknownWord, ...] = ()
    visits: VisitSums | None = None
    visit_rows: tuple[Visits, ...] = ()
    silenced: tuple[Silenced, ...] = ()
    remembered: tuple[RememberedWord, ...] = ()


@dataclass(frozen=True, slots=True)
class RetryReport:
    """What became of rows that had been rejected.

    Attributes:
        retried: how many were tried.
        rejected: those of the import that are rejected still, whether they were tried or not.
        unknown: words in the status columns of the rows tried that nobody told the meaning of.
        remembered: words that were taken for what the user said with another file.
    """

    id: int
    file: str
    retried: int
    new: int
    updated: int
    unchanged: int
    rejected: tuple[RejectedRow, ...]
    conflicts: tuple[Conflict, ...] = ()
    changes: Changes = NOTHING
    unknown: tuple[UnknownWord, ...] = ()
    remembered: tuple[RememberedWord, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """An imported file, as the list shows it."""

    id: int
    account: str
    account_id: int
    file: str
    sha256: str
    size: int
    imported_at: str
    first_day: str | None
    last_day: str | None
    rows: int
    new: int
    updated: int
    unchanged: int
    rejected: int
    formats: tuple[SheetReport, ...] = ()
    replaced_by: int | None = None
    visits: VisitSums | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

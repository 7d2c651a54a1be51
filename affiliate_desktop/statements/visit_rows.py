"""Rows of a sheet -> visits; a row that can't be read is told with its line and reason, as one of earnings is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from affiliate_desktop.core.problems import BadInput, Problem
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.statements.conversion import KEPT_CELL
from affiliate_desktop.statements.dates import DateColumn, DateReader
from affiliate_desktop.statements.layout import Layout
from affiliate_desktop.statements.model import Cell, RejectedRow
from affiliate_desktop.statements.tables import Table
from affiliate_desktop.statements.visit_layout import as_day
from affiliate_desktop.statements.visit_model import NOT_SET, TAGS, VisitField, VisitLayout, Visits
from affiliate_desktop.statements.words import bare, header_key, shown, text_of

MOST = 10**12
"""Visits that a row can have at most."""
LONGEST_TAG = 500
_GAPS = ",.'\u2019 \u00a0\u2009\u202f"
_COUNT = re.compile(
    rf"(?P<plain>[0-9]{{1,20}})(?:\.0{{1,2}})?|[0-9]{{1,3}}(?P<gap>[{_GAPS}])[0-9]{{3}}(?:(?P=gap)[0-9]{{3}}){{0,5}}"
    r"|[0-9]{1,2}(?:,[0-9]{2}){1,5},[0-9]{3}"
)
"""A whole number, perhaps with two zeros behind a point, or in groups of three; in India all groups but the last are
of two."""


@dataclass(slots=True)
class ReadVisits:
    """What some rows became.

    Attributes:
        left_out: rows that are no visits: sums, remarks, and what follows them.
    """

    rows: list[Visits] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)
    left_out: int = 0

    @property
    def seen(self) -> int:
        """Rows of data."""
        return len(self.rows) + len(self.rejected) + self.left_out


class VisitReader:
    """Reads one sheet of visits.

    Args:
        table: the sheet.
        layout: how it is read; it has ``visits``, whose days are known or stand in each row.
    """

    def __init__(self, table: Table, layout: Layout) -> None:
        if layout.visits is None:
            raise LookupError(layout.format)
        self._table = table
        self._layout = layout
        self._visits: VisitLayout = layout.visits
        self._width = len(layout.headers)
        self._header = [header_key(header) for header in layout.headers]
        self._first_header = layout.headers[0]
        self._days_of: dict[str, str] = {}
        self.dates: DateReader | None = None
        """How the days of rows are read; decided when reading begins, None where all rows have the same."""

    def chunks(self, progress: Progress) -> Iterator[ReadVisits]:
        """The visits, in the order of the file."""
        self._decide(progress)
        ended = False
        for chunk in self._table.chunks():
            progress.step(chunk.lines[-1] if chunk.lines else 0, self._table.size(), self._table.name)
            read = ReadVisits()
            for bad in chunk.bad:
                if bad.line > self._layout.header_line and not ended:
                    read.rejected.append(self._rejected(bad.line, bad.cells, bad.problem))
            for line, row in zip(chunk.lines, chunk.rows, strict=True):
                if line > self._layout.header_line and any(map(_filled, row)):
                    ended = ended or _is_remark(row)
                    if ended or self._is_total(row):
                        read.left_out += 1
                    else:
                        self._take(line, row, read)
            yield read

    def again(self, lines: Sequence[int], rows: Sequence[list[Cell]], progress: Progress) -> ReadVisits:
        """Reads some rows, perhaps edited, by what all rows of the sheet decide."""
        self._decide(progress)
        read = ReadVisits()
        for line, row in zip(lines, rows, strict=True):
            self._take(line, row, read)
        return read

    def _decide(self, progress: Progress) -> None:
        if not self._visits.dated:
            return
        column = DateColumn(self._layout.date_format, self._layout.usual_date, self._layout.language)
        for chunk in self._table.chunks():
            progress.check()
            pairs = zip(chunk.lines, chunk.rows, strict=True)
            column.see([self._date_cell(row) for line, row in pairs if line > self._layout.header_line])
        self.dates = column.reader()

    def _take(self, line: int, row: Sequence[Cell], read: ReadVisits) -> None:
        if row and row[0] == self._first_header and [header_key(text_of(cell)) for cell in row] == self._header:
            return
        try:
            read.rows.append(self._visit(line, row))
        except Problem as problem:
            read.rejected.append(self._rejected(line, row, problem))

    def _visit(self, line: int, row: Sequence[Cell]) -> Visits:
        if any(map(_filled, row[self._width :])):
            raise BadInput(
                "row_too_long",
                "The row has {found} cells, the header {expected}.",
                found=len(row),
                expected=self._width,
            )
        first, last = self._days(row)
        source, medium = self._came_by(row)
        campaign = self._tag(row, VisitField.CAMPAIGN)
        if self._visits.totals and not any(self._text(row, name) for name in TAGS):
            raise BadInput("no_tags", "The row names no source, medium or campaign; perhaps it sums up others.")
        for tag in (source, medium, campaign):
            if len(tag) > LONGEST_TAG:
                raise BadInput("tag_too_long", "A tag has more than {most} characters.", most=LONGEST_TAG)
        sessions = count_of(self._text(row, VisitField.SESSIONS))
        users = self._text(row, VisitField.USERS)
        return Visits(
            line=line,
            first=first,
            last=last,
            source=source,
            medium=medium,
            campaign=campaign,
            sessions=sessions,
            users=count_of(users) if users else None,
            sheet=self._table.name,
        )

    def _days(self, row: Sequence[Cell]) -> tuple[str, str]:
        if self.dates is None:
            return self._visits.first, self._visits.last
        day, _ = self.dates.read(self._date_cell(row))
        if self._layout.latest and day > self._layout.latest:
            raise BadInput("date_in_future", "“{day}” is more than a year ahead.", day=day)
        return day, day

    def _came_by(self, row: Sequence[Cell]) -> tuple[str, str]:
        if VisitField.SOURCE_MEDIUM not in self._visits.columns:
            return self._tag(row, VisitField.SOURCE), self._tag(row, VisitField.MEDIUM)
        text = self._tag(row, VisitField.SOURCE_MEDIUM)
        source, mark, medium = text.rpartition(" / ") if " / " in text else text.rpartition("/")
        return (bare(source) or NOT_SET, bare(medium) or NOT_SET) if mark else (text, NOT_SET)

    def _tag(self, row: Sequence[Cell], name: VisitField) -> str:
        """What a row says; empty where the sheet has no such column."""
        return (self._text(row, name) or NOT_SET) if name in self._visits.columns else ""

    def _text(self, row: Sequence[Cell], name: VisitField) -> str:
        for index in self._visits.columns.get(name, ()):
            text = bare(text_of(row[index])) if index < len(row) else ""
            if text:
                return text
        return ""

    def _date_cell(self, row: Sequence[Cell]) -> Cell:
        text = self._text(row, VisitField.DATE)
        if text not in self._days_of:
            self._days_of[text] = as_day(text) or text
        return self._days_of[text]

    def _is_total(self, row: Sequence[Cell]) -> bool:
        """Whether a row sums up others: where a tag should stand, there is nothing or a word for sums."""
        totals = self._visits.totals
        if not totals or any((text := self._text(row, name)) and header_key(text) not in totals for name in TAGS):
            return False
        return any(header_key(text_of(cell)) in totals for cell in row)

    def _rejected(self, line: int, row: Sequence[Cell], problem: Problem) -> RejectedRow:
        cells = tuple(text_of(cell)[:KEPT_CELL] for cell in row)
        return RejectedRow(self._table.name, line, problem.code, str(problem), cells)


def count_of(text: str) -> int:
    """A whole number of 0 or more; marks between thousands do not matter.

    Raises:
        BadInput: when it is none.
    """
    if not text:
        raise BadInput("count_missing", "The number of visits is missing.")
    match = _COUNT.fullmatch(text)
    count = int(match["plain"] or re.sub(r"[^0-9]", "", text)) if match else MOST + 1
    if count > MOST:
        raise BadInput("not_a_count", "“{text}” is no whole number of visits.", text=shown(text))
    return count


def _filled(cell: Cell) -> bool:
    return bool(bare(text_of(cell)))


def _is_remark(row: Sequence[Cell]) -> bool:
    """Whether nothing but a text that begins with # stands in a row."""
    first = row[0]
    return isinstance(first, str) and bare(first)[:1] == "#" and not any(map(_filled, row[1:]))

"""Looks at a table of no known format, and tries a mapping on all its rows; nothing is written."""

from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from affiliate_desktop.core.money import NO_CURRENCY
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.ledger.model import Batch, Observation
from affiliate_desktop.statements.conversion import Converter
from affiliate_desktop.statements.guessing import guesses, header_line, suggested, totals_at_end
from affiliate_desktop.statements.layout import Layout, mapped_layout
from affiliate_desktop.statements.model import (
    NO_HEADER,
    Cell,
    ColumnMap,
    Field,
    Reading,
    RejectedRow,
    StatusTotal,
)
from affiliate_desktop.statements.opening import top_rows
from affiliate_desktop.statements.recognition import Sheet, currency_for
from affiliate_desktop.statements.source import open_source
from affiliate_desktop.statements.tables import Table
from affiliate_desktop.statements.words import bare, distinct, header_key, text_of

TOP, BOTTOM = 40, 10
SAMPLE_ROWS = 200
MAX_REJECTED = 10_000
MAX_WORDS = 200
NAMED_WORDS = 20
_WORDED = (Field.STATUS, Field.EVENT, Field.SIGN)

Line = tuple[int, tuple[str, ...]]
"""Number of a line, and its cells as text."""


@dataclass(frozen=True, slots=True)
class Look:
    """A table before anything is known of it.

    Attributes:
        encoding, delimiter: as the text was taken apart, else empty.
        sheets: names of all sheets; one empty name for a text.
        header_line: where the column names stand; ``NO_HEADER`` where none were found.
        names: of the columns, all different.
        top, bottom: the first and the last lines that are not blank.
        lines: how many lines there are.
        suggested: what may be meant.
        reasons: field -> ``name`` or ``values``, whatever the suggestion was guessed by.
    """

    path: Path
    container: str
    encoding: str
    delimiter: str
    sheets: tuple[str, ...]
    sheet: str
    header_line: int
    names: tuple[str, ...]
    top: tuple[Line, ...]
    bottom: tuple[Line, ...]
    lines: int
    suggested: ColumnMap
    reasons: Mapping[Field, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Trial:
    """What a mapping makes of all rows of a table.

    Attributes:
        rows: accepted and rejected ones.
        rejected: those that can't be read, at most ``MAX_REJECTED`` of them.
        refused: how many there are in all.
        sample: the first accepted rows.
        words: field -> the words that stand in its column, with how often, the most frequent first.
        needs_currency: nothing says which currency the amounts are in; they are given in ``NO_CURRENCY``.
    """

    rows: int
    rejected: tuple[RejectedRow, ...]
    refused: int
    sample: tuple[Observation, ...]
    totals: tuple[StatusTotal, ...]
    words: Mapping[Field, tuple[tuple[str, int], ...]]
    needs_currency: bool


class Trials:
    """Use cases of the mapping dialog."""

    def look(
        self,
        path: Path,
        reading: Reading | None = None,
        *,
        sheet: str | None = None,
        header: int = 0,
        progress: Progress | None = None,
    ) -> Look:
        """What stands in a table.

        Args:
            path: the file.
            reading: encoding and delimiter where the user named them.
            sheet: name of the sheet, else the first one that has column names.
            header: line of the column names where the user named it, ``NO_HEADER`` for none; 0 finds it.
            progress: may cancel.

        Raises:
            BadInput: when the file can't be read so.
        """
        progress = progress or Progress()
        with open_source(path, progress, reading=reading) as source:
            tables = source.tables
            table = next((each for each in tables if sheet is not None and each.name == sheet), None)
            table = table or next((each for each in tables if header_line(top_rows(each))), tables[0])
            top = top_rows(table)
            line = header or header_line(top) or NO_HEADER
            names = _names(top, line)
            bottom, lines = _bottom(table, max(line, 0), progress)
            found = guesses(names, _data(top, line))
            return Look(
                path=path,
                container=source.container,
                encoding=source.encoding,
                delimiter=source.delimiter,
                sheets=tuple(each.name for each in tables),
                sheet=table.name,
                header_line=line,
                names=names,
                top=tuple(_line(at, row) for at, row in enumerate(top, start=1) if any(map(text_of, row)))[:TOP],
                bottom=tuple(_line(at, row) for at, row in bottom),
                lines=lines,
                suggested=_suggested(names, top, bottom, line, table.name, reading or Reading()),
                reasons={field: guess.by for field, guess in found.items()},
            )

    def run(
        self, path: Path, columns: ColumnMap, *, currency: str | None = None, progress: Progress | None = None
    ) -> Trial:
        """Tries a mapping on all rows.

        Args:
            path: the file.
            columns: the mapping.
            currency: of rows that name none.
            progress: may cancel.

        Raises:
            BadInput: when the mapping does not fit the file.
        """
        progress = progress or Progress()
        with open_source(path, progress, reading=columns.reading) as source:
            table = _chosen(source.tables, columns)
            top = top_rows(table)
            layout = mapped_layout(top, columns)
            code, unsettled = _currency(Sheet(table, layout, top), columns.currency or currency)
            tally = _Tally()
            for converted in Converter(table, layout, code).converted(progress, 0, table.size()):
                tally.add(converted.batch, converted.rejected, converted.rows)
            words = _words(table, layout, progress)
        return Trial(
            rows=tally.rows,
            rejected=tuple(tally.rejected),
            refused=tally.refused,
            sample=tuple(tally.sample),
            totals=tally.totals(),
            words=words,
            needs_currency=unsettled,
        )

    def check_statuses(self, path: Path, columns: ColumnMap, *, progress: Progress | None = None) -> None:
        """Makes sure that every word of the status column has a meaning, so that none is taken for approved unseen.

        Args:
            path: the file.
            columns: the mapping; without a status column there is nothing to check. Empty cells have no word.
            progress: may cancel.

        Raises:
            BadInput: when words stand there that are neither mapped nor known, or the mapping does not fit the file.
        """
        if Field.STATUS not in columns.columns:
            return
        progress = progress or Progress()
        with open_source(path, progress, reading=columns.reading) as source:
            table = _chosen(source.tables, columns)
            layout = mapped_layout(top_rows(table), columns)
            found = _words(table, layout, progress, most=None).get(Field.STATUS, ())
        header = header_key(columns.columns[Field.STATUS])
        open_ = [word for word, _ in found if header_key(word) not in {*layout.statuses, header}]
        if open_:
            raise BadInput(
                "status_unclear",
                "“{file}” has status words whose meaning is not known: {words}. "
                "Say what each means, such as --status “{word}=pending”.",
                file=path.name,
                words=", ".join(f"“{word[:40]}”" for word in open_[:NAMED_WORDS])
                + (", …" * (len(open_) > NAMED_WORDS)),
                word=open_[0][:40],
            )


def _chosen(tables: Sequence[Table], columns: ColumnMap) -> Table:
    """The table that a mapping is for."""
    wanted = columns.sheet or tables[0].name
    table = next((each for each in tables if each.name == wanted), None)
    if table is None:
        raise BadInput("sheet_missing", "The file has no sheet “{sheet}”.", sheet=wanted)
    return table


class _Tally:
    """Counts what the chunks of a table became."""

    def __init__(self) -> None:
        self.rows = self.refused = 0
        self.rejected: list[RejectedRow] = []
        self.sample: list[Observation] = []
        self._sums: dict[tuple[str, str], list[int]] = {}

    def add(self, batch: Batch | None, rejected: Sequence[RejectedRow], rows: int) -> None:
        self.rows += rows
        self.refused += len(rejected)
        self.rejected += rejected[: MAX_REJECTED - len(self.rejected)]
        if batch is None:
            return
        missing = min(SAMPLE_ROWS - len(self.sample), len(batch.lines))
        self.sample += [batch.observation(index) for index in range(missing)]
        for currency, status, sale, commission in zip(
            batch.currencies, batch.statuses, batch.sales, batch.commissions, strict=True
        ):
            sums = self._sums.setdefault((currency, status), [0, 0, 0])
            sums[0] += 1
            sums[1] += sale
            sums[2] += commission

    def totals(self) -> tuple[StatusTotal, ...]:
        return tuple(StatusTotal(*names, *sums) for names, sums in sorted(self._sums.items()))


def _currency(sheet: Sheet, given: str | None) -> tuple[str | None, bool]:
    """The currency of rows that name none, and whether nothing tells it."""
    try:
        return currency_for(sheet, given, None), False
    except BadInput as problem:
        if problem.code != "currency_needed":
            raise
        return NO_CURRENCY, True


def _names(top: Sequence[Sequence[Cell]], line: int) -> tuple[str, ...]:
    if line == NO_HEADER:
        return distinct([""] * max((len(row) for row in top), default=0))
    if not 1 <= line <= len(top):
        raise BadInput("no_header", "The table has no line {line} for column names.", line=line)
    return distinct([text_of(cell) for cell in top[line - 1]])


def _data(top: Sequence[Sequence[Cell]], line: int) -> list[Sequence[Cell]]:
    return [row for row in top[max(line, 0) :] if any(bare(text_of(cell)) for cell in row)]


def _bottom(table: Table, above: int, progress: Progress) -> tuple[list[tuple[int, Sequence[Cell]]], int]:
    """The last lines that are not blank, and how many lines there are."""
    last: deque[tuple[int, Sequence[Cell]]] = deque(maxlen=BOTTOM)
    lines = 0
    for chunk in table.chunks():
        progress.check()
        for line, row in zip(chunk.lines[-BOTTOM * 4 :], chunk.rows[-BOTTOM * 4 :], strict=True):
            if line > above and any(bare(text_of(cell)) for cell in row):
                last.append((line, row))
        lines = max([lines, *chunk.lines[-1:], *(bad.line for bad in chunk.bad)])
    return list(last), lines


def _suggested(
    names: Sequence[str],
    top: Sequence[Sequence[Cell]],
    bottom: Sequence[tuple[int, Sequence[Cell]]],
    line: int,
    sheet: str,
    reading: Reading,
) -> ColumnMap:
    found = suggested(names, _data(top, line), line=line, sheet=sheet or None)
    date = found.columns.get(Field.DATE)
    skip = totals_at_end([row for _, row in bottom], names.index(date)) if date else 0
    return replace(found, skip_bottom=skip, encoding=reading.encoding, delimiter=reading.delimiter)


def _line(number: int, row: Sequence[Cell]) -> Line:
    return number, tuple(text_of(cell)[:200] for cell in row)


def _words(
    table: Table, layout: Layout, progress: Progress, most: int | None = MAX_WORDS
) -> dict[Field, tuple[tuple[str, int], ...]]:
    places = {name: layout.columns[name] for name in _WORDED if name in layout.columns}
    counts: dict[Field, Counter[str]] = {name: Counter() for name in places}
    for chunk in table.chunks() if places else ():
        progress.check()
        rows = [row for at, row in zip(chunk.lines, chunk.rows, strict=True) if at > layout.header_line]
        for name, place in places.items():
            counts[name].update(bare(text_of(row[place]))[:200] for row in rows if place < len(row))
    return {
        name: tuple((word, count) for word, count in found.most_common(most) if word) for name, found in counts.items()
    }

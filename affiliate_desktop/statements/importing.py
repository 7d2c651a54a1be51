"""One file into the ledger, in one transaction: all of it, or nothing."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from affiliate_desktop.core.changes import Changes, Kind
from affiliate_desktop.core.problems import Cancelled, Problem
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.ledger import evidence
from affiliate_desktop.ledger.attributing import attribute_touched, attribution_of
from affiliate_desktop.ledger.model import Batch, Observation, Repeated
from affiliate_desktop.ledger.posting import Posting
from affiliate_desktop.programs.model import Account
from affiliate_desktop.statements import status_words, store, visit_store
from affiliate_desktop.statements.conversion import KEPT_CELL, Converter
from affiliate_desktop.statements.model import (
    NO_CHOICES,
    Choices,
    ColumnMap,
    ImportReport,
    RejectedRow,
    RememberedWord,
    SheetReport,
    UnknownWord,
)
from affiliate_desktop.statements.originals import joined, raw_texts, rows_at
from affiliate_desktop.statements.recognition import Sheet
from affiliate_desktop.statements.refusals import check_count
from affiliate_desktop.statements.source import Source
from affiliate_desktop.statements.sums import Sums
from affiliate_desktop.statements.visit_model import Silenced, VisitSums
from affiliate_desktop.statements.visit_posting import NAMED, VisitPosting
from affiliate_desktop.statements.visit_rows import VisitReader
from affiliate_desktop.statements.words import bare, text_of
from affiliate_desktop.workspace.packing import Packed, packed_file, put_file, reserve

SAMPLE_ROWS = 20
MOST_REJECTED = 40_000
"""Rows that may be left out of an import. They are kept with it, so more would fill memory and workspace; where so many
can't be read, the columns are taken for what they are not."""

KEPT_TEXT = 32_767
"""Characters that are kept of the text of a rejected row; the original file has the rest."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be imported.

    Attributes:
        currencies: of each sheet that counts, by index.
        program: name of the network's one program, or None where rows name their own.
        columns: the user's mapping, where there is one.
        cut_at: lengths at which the network's reports cut a click reference off.
        replaces: the import of the same account that this one stands in for.
    """

    source: Source
    sheets: tuple[Sheet, ...]
    account: Account
    currencies: dict[int, str | None]
    program: str | None
    columns: ColumnMap | None = None
    cut_at: tuple[int, ...] = ()
    replaces: int | None = None
    choices: Choices = NO_CHOICES


def known_report(connection: Connection, account: Account, name: str, key: int) -> ImportReport:
    """The answer for a file that had been imported before: everything unchanged."""
    before = store.statement(connection, key)
    if before is None:
        raise LookupError(key)
    return ImportReport(
        id=key,
        file=name,
        sha256=before.sha256,
        account=account.name,
        formats=before.formats,
        rows=before.rows,
        new=0,
        updated=0,
        unchanged=before.rows - before.rejected,
        rejected=store.rejected(connection, key),
        totals=store.totals_of(connection, key),
        known=True,
        visits=before.visits,
        silenced=visit_store.silenced_by(connection, key, NAMED),
    )


def run(connection: Connection, task: Task, progress: Progress, at: str, *, keep: bool) -> ImportReport:
    """Writes a file into the ledger.

    Args:
        connection: inside a write transaction, which the caller commits or rolls back.
        task: what to import.
        progress: told at each chunk; may cancel.
        at: the instant of the import.
        keep: False in a rehearsal: the original is not stored.
    """
    run = _Import(connection, task, progress)
    if not keep:
        return run.run(at)
    source = task.source
    with ThreadPoolExecutor(1) as pool:  # packing takes as long as a fifth of the import, without the interpreter
        packing = pool.submit(packed_file, _stoppable(source.blocks(), progress))
        try:
            report = run.run(at)
        except BaseException:
            _let_go(packing)
            raise
        put_file(connection, packing.result())
    return report


def _stoppable(blocks: Iterator[bytes], progress: Progress) -> Iterator[bytes]:
    for block in blocks:
        progress.check()
        yield block


def _let_go(packing: Future[Packed]) -> None:
    """Closes the packed file of an import that failed; what failed in packing besides is not the reason."""
    try:
        packing.result().file.close()
    except (Problem, Cancelled, OSError):
        return


def leaves_order_open(task: Task, progress: Progress) -> bool:
    """Whether nothing in the file tells if the day or the month stands first in its dates."""
    counted = [sheet for sheet in task.sheets if sheet.layout.counted]
    converters = [Converter(each.table, each.layout, task.currencies[each.table.index]) for each in counted]
    return any(converter.decided(progress).dates.undecided for converter in converters)


class _Import:
    def __init__(self, connection: Connection, task: Task, progress: Progress) -> None:
        self._connection = connection
        self._task = task
        self._progress = progress
        self._rejected: list[RejectedRow] = []
        self._sample: list[Observation] = []
        self._unknown: list[UnknownWord] = []
        self._remembered: list[RememberedWord] = []
        self._sums = Sums()
        self._visits: VisitPosting | None = None
        self._total = sum(sheet.table.size() for sheet in task.sheets if sheet.layout.counted)

    def run(self, at: str) -> ImportReport:
        connection, task = self._connection, self._task
        key = self._begin(at)
        programs = store.ProgramNames(connection, task.account.id, task.program)
        attribution = attribution_of(connection, task.account.id, task.cut_at)
        posting = Posting(connection, task.account.id, key, attribution, programs.__getitem__, at)
        reports = self._sheets(posting, key)
        self._note_span(key)
        self._progress.check()
        updated, unchanged = posting.finish(task.replaces)
        attribute_touched(connection, attribution)
        silenced = self._settle_visits()
        counts = self._counts(posting.new, updated, unchanged)
        store.note_counts(connection, key, counts)
        store.add_sheets(connection, key, reports)
        store.add_rejected(connection, key, self._rejected)
        said = {each.word: each.status for each in self._remembered} | dict(task.choices.statuses)
        status_words.note(connection, task.account.id, key, said)
        self._progress.check()
        changes = Changes.of(Kind.STATEMENT, key) | Changes({Kind.TRANSACTION: frozenset()})
        return ImportReport(
            id=key,
            file=task.source.name,
            sha256=task.source.sha256,
            account=task.account.name,
            formats=tuple(reports),
            rows=counts["rows"],
            new=counts["new"],
            updated=counts["updated"],
            unchanged=counts["unchanged"],
            rejected=tuple(self._rejected),
            totals=self._sums.totals(),
            sample=tuple(self._sample),
            conflicts=evidence.conflicts(connection, keys=posting.guard.conflicts),
            replaced=task.replaces,
            unknown=tuple(self._unknown),
            visits=self._visits.sums if self._visits else None,
            visit_rows=tuple(self._visits.sample) if self._visits else (),
            silenced=silenced,
            remembered=tuple(self._remembered),
            changes=changes | Changes({Kind.PROGRAM: frozenset()}) if programs.made else changes,
        )

    def _note_span(self, key: int) -> None:
        """Notes the days of earnings and visits."""
        sums, visits = self._sums, self._visits.sums if self._visits else VisitSums()
        firsts = [day for day in (sums.first, visits.first) if day]
        lasts = [day for day in (sums.last, visits.last) if day]
        store.note_span(self._connection, key, min(firsts, default=None), max(lasts, default=None))

    def _settle_visits(self) -> tuple[Silenced, ...]:
        """Settles which visits count, also where the file holds none but replaces one that did."""
        named = () if self._visits is None else self._visits.finish()
        if self._task.replaces is not None:
            days = visit_store.span(self._connection, self._task.replaces)
            visit_store.settle(self._connection, self._task.account.id, *days)
        return named

    def _counts(self, new: int, updated: int, unchanged: int) -> dict[str, int]:
        """How many rows became what, of earnings and of visits."""
        if self._visits is not None:
            new += self._visits.new
            updated += self._visits.updated
            unchanged += self._visits.unchanged
        rejected = len(self._rejected)
        rows = new + updated + unchanged + rejected
        return {"rows": rows, "new": new, "updated": updated, "unchanged": unchanged, "rejected": rejected}

    def _begin(self, at: str) -> int:
        source = self._task.source
        reserve(self._connection, source.sha256, source.media_type)
        currencies = {currency for currency in self._task.currencies.values() if currency}
        columns = self._task.columns
        values: dict[str, Any] = {
            "account_id": self._task.account.id,
            "file": source.name,
            "sha256": source.sha256,
            "size": source.size,
            "imported_at": at,
            "currency": currencies.pop() if len(currencies) == 1 else None,
            "mapping": store.mapping_of(columns) if columns else store.choices_of(self._task.choices),
        }
        return store.add_statement(self._connection, values)

    def _sheets(self, posting: Posting, key: int) -> list[SheetReport]:
        done, reports = 0, []
        for sheet in self._task.sheets:
            report = report_of(sheet)
            if sheet.layout.counted:
                rows = self._post(sheet, posting, done)
                done += sheet.table.size()
            elif sheet.layout.visits is not None:
                rows = self._keep_visits(sheet, key)
            else:
                rows = count_rows(sheet, self._progress)
            reports.append(replace(report, rows=rows))
        return reports

    def _post(self, sheet: Sheet, posting: Posting, done: int) -> int:
        converter = Converter(sheet.table, sheet.layout, self._task.currencies[sheet.table.index])
        rows = 0
        told: list[RejectedRow] = []
        for converted in converter.converted(self._progress, done, self._total):
            rows += converted.rows
            rejected = list(converted.rejected)
            if converted.batch is not None:
                self._taste(converted.batch)
                repeated = posting.add(converted.batch)
                self._sums.add(converted.batch, {each.line for each in repeated})
                rejected += [repeated_row(sheet.table.name, each) for each in repeated]
            told += sorted(rejected, key=lambda row: row.line)
            self._check_count(told)
        self._unknown += converter.reader.unknown
        self._remembered += converter.reader.remembered
        self._rejected += with_raw(sheet, told, self._task.source.delimiter)
        return rows

    def _keep_visits(self, sheet: Sheet, key: int) -> int:
        if self._visits is None:
            self._visits = VisitPosting(self._connection, self._task.account.id, key)
        rows = 0
        told: list[RejectedRow] = []
        for read in VisitReader(sheet.table, sheet.layout).chunks(self._progress):
            rows += read.seen
            told += read.rejected
            self._visits.add(read.rows)
            self._check_count(told)
        self._rejected += with_raw(sheet, told, self._task.source.delimiter)
        return rows

    def _check_count(self, told: Sequence[RejectedRow]) -> None:
        if len(self._rejected) + len(told) > MOST_REJECTED:
            check_count(self._task.source.name, [*self._rejected, *told], MOST_REJECTED)

    def _taste(self, batch: Batch) -> None:
        missing = min(SAMPLE_ROWS - len(self._sample), len(batch.lines))
        self._sample += [batch.observation(index) for index in range(missing)]


def report_of(sheet: Sheet) -> SheetReport:
    """What is said about a sheet; its rows are not counted yet."""
    layout = sheet.layout
    return SheetReport(
        index=sheet.table.index,
        sheet=sheet.table.name,
        format=layout.format,
        rows=0,
        counted=layout.counted,
        why=layout.why,
        header_line=layout.header_line,
        headers=layout.headers,
        visits=layout.visits is not None,
    )


def count_rows(sheet: Sheet, progress: Progress) -> int:
    """Rows of data in a sheet: those below the header that are not blank."""
    rows = 0
    for chunk in sheet.table.chunks():
        progress.check()
        for line, row in zip(chunk.lines, chunk.rows, strict=True):
            rows += line > sheet.layout.header_line and any(bare(text_of(cell)) for cell in row)
        rows += sum(bad.line > sheet.layout.header_line for bad in chunk.bad)
    return rows


def with_raw(sheet: Sheet, rows: Sequence[RejectedRow], delimiter: str) -> list[RejectedRow]:
    """Rejected rows with their text, and those that repeat an id with all their cells."""
    raw = raw_texts(sheet.table, {row.line for row in rows})
    repeated = {row.line for row in rows if row.code == "id_repeated"}
    cells = rows_at(sheet.table, repeated) if repeated else {}
    result = []
    for row in rows:
        own = tuple(text_of(cell)[:KEPT_CELL] for cell in cells[row.line]) if row.line in cells else row.cells
        broken = any("\n" in cell or "\r" in cell for cell in own)
        text = joined(own, delimiter) if broken or row.line not in raw else raw[row.line]
        result.append(replace(row, cells=own, raw=text[:KEPT_TEXT]))
    return result


def repeated_row(sheet: str, row: Repeated) -> RejectedRow:
    """A row that was left out because of its id."""
    reason = (
        f"The id “{row.external_id}” stands in line {row.other} already. If one id may stand in several rows, "
        "import the file without the column of ids."
    )
    return RejectedRow(sheet, row.line, "id_repeated", reason, (row.external_id,))


def sample_of(sheets: Sequence[Sheet], rows: int) -> tuple[tuple[str, ...], ...]:
    """The first rows below the header of the first unknown sheet, else of the first that counts."""
    unknown = [sheet for sheet in sheets if not sheet.known]
    counted = [sheet for sheet in sheets if sheet.layout.counted]
    chosen = (unknown or counted or list(sheets))[0]
    below = [row for row in chosen.top[chosen.layout.header_line :] if any(text_of(cell) for cell in row)]
    return tuple(tuple(text_of(cell) for cell in row) for row in below[:rows])

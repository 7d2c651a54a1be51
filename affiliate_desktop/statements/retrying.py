"""Reading rejected rows again, perhaps edited, in the place where they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from affiliate_desktop.core.changes import Changes, Kind
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.ledger import evidence
from affiliate_desktop.ledger.attributing import attribute_touched, attribution_of
from affiliate_desktop.ledger.posting import Posting
from affiliate_desktop.statements import status_words, store
from affiliate_desktop.statements.conversion import Converter
from affiliate_desktop.statements.importing import Task, repeated_row
from affiliate_desktop.statements.model import Cell, Field, RejectedRow, RememberedWord, RetryReport, UnknownWord
from affiliate_desktop.statements.originals import rows_at
from affiliate_desktop.statements.recognition import Sheet
from affiliate_desktop.statements.visit_posting import VisitPosting
from affiliate_desktop.statements.visit_rows import VisitReader
from affiliate_desktop.statements.words import header_key, text_of

Place = tuple[str, int]
"""Name of the sheet (empty for a text file) and line."""

Edits = Mapping[Place, Sequence[str] | None]
"""The rows to try -> their cells, or None to try them as they stand in the file."""


@dataclass(frozen=True, slots=True)
class Trying:
    """Which rows are tried, and how.

    Attributes:
        edits: the rows; empty for all.
        statuses: what was said now of words in the status column.
        asking: words that nobody knows are refused, for their meaning to be asked.
    """

    edits: Edits
    statuses: Mapping[str, str]
    asking: bool = False


class StatusesUnclear(BadInput):
    """Rows have status words that nobody told the meaning of; nothing was read.

    Args:
        unknown: the words.
    """

    def __init__(self, unknown: Sequence[UnknownWord]) -> None:
        words = ", ".join(f"“{each.word[:40]}”" for each in unknown[:10])
        super().__init__("status_unclear", "Say what the status {words} means, then read again.", words=words)
        self.unknown = tuple(unknown)


def retry(connection: Connection, task: Task, key: int, trying: Trying, at: str, progress: Progress) -> RetryReport:
    """Tries rejected rows of an import again.

    Args:
        connection: inside a write transaction.
        task: the file of the import, opened again.
        key: the import.
        trying: which rows.
        at: the instant.
        progress: may cancel.

    Raises:
        BadInput: when a row is not among the rejected ones, or none has a word that something was said of.
        StatusesUnclear: when it was asked for.
    """
    run = _Retry(connection, task, key, at, progress)
    report = run.run(trying.edits)
    strange = next((word for word in trying.statuses if header_key(word) not in run.words), None)
    if strange is not None:
        raise BadInput(
            "no_such_word",
            "No row that is tried has the status “{word}”. To read rows anew that went in, take import {id} back and "
            "import the file with that answer.",
            word=strange[:60],
            id=key,
        )
    if trying.asking and report.unknown:
        raise StatusesUnclear(report.unknown)
    said = {each.word: each.status for each in report.remembered} | dict(trying.statuses)
    status_words.note(connection, task.account.id, key, said)
    return report


class _Retry:
    def __init__(self, connection: Connection, task: Task, key: int, at: str, progress: Progress) -> None:
        self._connection = connection
        self._task = task
        self._key = key
        self._progress = progress
        self._unknown: list[UnknownWord] = []
        self._visits: VisitPosting | None = None
        self._remembered: list[RememberedWord] = []
        self.words: set[str] = set()
        self._attribution = attribution_of(connection, task.account.id, task.cut_at)
        self._programs = store.ProgramNames(connection, task.account.id, task.program)
        self._posting = Posting(
            connection, task.account.id, key, self._attribution, self._programs.__getitem__, at, resumed=True
        )

    def run(self, edits: Edits) -> RetryReport:
        connection, key = self._connection, self._key
        waiting = [(row.sheet, row.line) for row in store.rejected(connection, key)]
        chosen = dict(edits) or dict.fromkeys(waiting)
        unknown = next((place for place in chosen if place not in waiting), None)
        if unknown is not None:
            raise BadInput("not_rejected", "Line {line} is not among the rejected rows.", line=unknown[1])
        read: list[Place] = []
        still: list[RejectedRow] = []
        for sheet in self._task.sheets:
            own = {line: cells for (name, line), cells in chosen.items() if name == sheet.table.name}
            if own and sheet.layout.counted:
                self._sheet(sheet, own, read, still)
            elif own and sheet.layout.visits is not None:
                self._visit_sheet(sheet, own, read, still)
        before = store.last_day(connection, key)
        store.note_days(connection, key)
        updated, unchanged = self._posting.finish(moved=store.last_day(connection, key) != before)
        attribute_touched(connection, self._attribution)
        if self._visits is not None:
            self._visits.finish()
            updated += self._visits.updated
            unchanged += self._visits.unchanged
        new = self._posting.new + (self._visits.new if self._visits else 0)
        store.settle_rejected(connection, key, read, still)
        store.add_counts(connection, key, new, updated, unchanged)
        statement = store.statement(connection, key)
        changes = Changes.of(Kind.STATEMENT, key) | Changes({Kind.TRANSACTION: frozenset()})
        return RetryReport(
            id=key,
            file=statement.file if statement else "",
            retried=len(chosen),
            new=new,
            updated=updated,
            unchanged=unchanged,
            rejected=store.rejected(connection, key),
            conflicts=evidence.conflicts(connection, keys=self._posting.guard.conflicts),
            changes=changes | Changes({Kind.PROGRAM: frozenset()}) if self._programs.made else changes,
            unknown=tuple(self._unknown),
            remembered=tuple(self._remembered),
        )

    def _sheet(
        self, sheet: Sheet, own: Mapping[int, Sequence[str] | None], read: list[Place], still: list[RejectedRow]
    ) -> None:
        rows = _cells(sheet, own)
        lines = sorted(rows)
        converter = Converter(sheet.table, sheet.layout, self._task.currencies[sheet.table.index])
        converted = converter.again(lines, [rows[line] for line in lines], self._progress)
        self._unknown += converter.reader.unknown
        self._remembered += converter.reader.remembered
        status = sheet.layout.columns.get(Field.STATUS)
        if status is not None:
            self.words |= {header_key(text_of(row[status])) for row in rows.values() if len(row) > status}
        told = list(converted.rejected)
        if converted.batch is not None:
            told += [
                RejectedRow(row.sheet, row.line, row.code, row.reason, tuple(map(str, rows[row.line])))
                for row in (repeated_row(sheet.table.name, each) for each in self._posting.add(converted.batch))
            ]
            left = {row.line for row in told}
            read += [(sheet.table.name, line) for line in converted.batch.lines if line not in left]
        still += told

    def _visit_sheet(
        self, sheet: Sheet, own: Mapping[int, Sequence[str] | None], read: list[Place], still: list[RejectedRow]
    ) -> None:
        if self._visits is None:
            self._visits = VisitPosting(self._connection, self._task.account.id, self._key)
        rows = _cells(sheet, own)
        lines = sorted(rows)
        found = VisitReader(sheet.table, sheet.layout).again(lines, [rows[line] for line in lines], self._progress)
        self._visits.add(found.rows)
        read += [(sheet.table.name, row.line) for row in found.rows]
        still += found.rejected


def _cells(sheet: Sheet, own: Mapping[int, Sequence[str] | None]) -> dict[int, list[Cell]]:
    """Line -> cells of the rows to try: edited, or as they stand in the file."""
    as_they_stand = {line for line, cells in own.items() if cells is None}
    originals = rows_at(sheet.table, as_they_stand) if as_they_stand else {}
    return {line: originals.get(line, []) if cells is None else list(cells) for line, cells in own.items()}

"""Comparing two statements, or a file with the ledger."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

from affiliate_desktop.core.files import write_whole
from affiliate_desktop.core.periods import Period
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.ledger.model import Batch
from affiliate_desktop.statements import comparison_store
from affiliate_desktop.statements.comparison import Pair, Tally, base_of, paired
from affiliate_desktop.statements.comparison_files import write_csv, write_xlsx
from affiliate_desktop.statements.comparison_model import (
    Booked,
    Compared,
    Difference,
    DifferenceKind,
    DifferencePage,
    DifferenceSort,
    OnDisk,
    Place,
    Side,
)
from affiliate_desktop.statements.conversion import Converter
from affiliate_desktop.statements.model import Choices, ColumnMap, RejectedRow
from affiliate_desktop.statements.refusals import check_clear
from affiliate_desktop.statements.scratch import CHUNK, Found, Scratch
from affiliate_desktop.statements.service import Statements
from affiliate_desktop.workspace.file import Workspace

PAGE = 1_000
NAMED = 20
"""Rows of a side that could not be read, of which line and reason are kept."""

_Given = tuple[int | None, str | None, ColumnMap | None, Choices | None]
"""Account, currency, mapping and choices: what is said of files."""


class Comparison:
    """A finished comparison: its figures, and its rows page by page. Close it when it is not needed any more.

    Attributes:
        found: periods, sides and sums.
    """

    def __init__(self, found: Compared, scratch: Scratch) -> None:
        self.found = found
        self._scratch = scratch

    def page(
        self,
        kinds: Iterable[DifferenceKind] = (),
        *,
        search: str = "",
        sort: tuple[DifferenceSort, bool] = (DifferenceSort.DIFFERENCE, False),
        after: tuple[object, int] | None = None,
        limit: int = 200,
    ) -> DifferencePage:
        """Some differences in order; those that cost most stand first where nothing else is asked for."""
        return self._scratch.page(tuple(kinds), search, sort, after, limit)

    def count(self, kinds: Iterable[DifferenceKind] = (), search: str = "") -> int:
        """How many rows differ in one of these ways."""
        return self._scratch.count(tuple(kinds), search)

    def rows(self, kinds: Iterable[DifferenceKind] = ()) -> Iterator[Difference]:
        """All differences, those that cost most first; read page by page."""
        after = None
        while True:
            page = self.page(kinds, after=after, limit=PAGE)
            yield from page.rows
            after = page.after
            if after is None:
                return

    def save(self, file: Path, kinds: Sequence[DifferenceKind] = (), *, progress: Progress | None = None) -> Path:
        """Writes the differences as a file, whole or not at all: ``.xlsx`` as a spreadsheet, anything else as CSV.

        Raises:
            Failed: when it can't be written.
            Cancelled: when the user stopped it.
        """
        write = write_xlsx if file.suffix.lower() == ".xlsx" else write_csv
        total = self.count(kinds)
        write_whole(file, lambda path: write(path, self.rows(kinds), total, progress or Progress()))
        return file

    def close(self) -> None:
        """Lets go of the rows."""
        self._scratch.close()

    def __enter__(self) -> "Comparison":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Comparisons:
    """Use cases on comparisons; nothing is written to the workspace.

    Args:
        workspace: where imported rows are.
        statements: reads files as an import does.
    """

    def __init__(self, workspace: Workspace, statements: Statements) -> None:
        self._workspace = workspace
        self._statements = statements

    def compare(
        self,
        before: Place,
        after: Place,
        *,
        account_id: int | None = None,
        currency: str | None = None,
        choices: Choices | None = None,
        period: Period | None = None,
        progress: Progress | None = None,
    ) -> Comparison:
        """Compares an earlier side with a later one.

        Args:
            before: a statement, a file or the ledger.
            after: a statement or a file.
            account_id: whose files they are, where no side tells.
            currency: of rows of a file that name none.
            choices: what the user decided about the files.
            period: the days to compare, ``ALL_TIME`` for all; without it those that both sides cover. Against the
                ledger that is what the file covers.
            progress: told at each chunk; may cancel.

        Raises:
            BadInput: when a file can't be read, the sides belong to different accounts, or have no day in common.
            NotFound: when there is no such statement or account.
            Cancelled: when the user stopped it.
        """
        progress = progress or Progress()
        sides = [self._described(place) for place in (before, after)]
        account_id = _one_account(account_id, sides)
        mapping = next((side.columns for side in sides if side.columns), None)
        with ExitStack() as stack:
            scratch = Scratch()
            stack.callback(scratch.close)
            told = [
                self._read(side, name, scratch, (account_id, currency, mapping, choices), progress)
                for side, name in zip(sides, "ab", strict=True)
            ]
            days, common = _days(told, period)
            tally = Tally(days, booked=isinstance(before, Booked))
            pairs = paired(scratch.ordered("a"), scratch.ordered("b"))
            scratch.note(_differences(pairs, tally, progress, told[0].rows + told[1].rows))
            scratch.forget_sides()
            stack.pop_all()
        found = Compared(
            before=told[0],
            after=told[1],
            period=days,
            common=common,
            matched=tally.matched,
            unchanged=tally.unchanged,
            differing=tally.differing,
            kinds=tally.kinds(),
            net=tally.net(),
            statuses=tally.statuses(),
        )
        return Comparison(found, scratch)

    def _described(self, place: Place) -> comparison_store.Described:
        with self._workspace.read() as connection:
            return comparison_store.described(connection, place, NAMED)

    def _read(
        self,
        side: comparison_store.Described,
        name: str,
        scratch: Scratch,
        reading: _Given,
        progress: Progress,
    ) -> Side:
        rejected, unread = side.side.rejected, side.side.unread
        if isinstance(side.place, OnDisk):
            rejected, unread = self._read_file(side.place.path, name, scratch, reading, progress)
        else:
            with self._workspace.read() as connection:
                done = 0
                for rows in comparison_store.rows(connection, side.place, CHUNK):
                    scratch.add(name, ((base_of(row[0]), *row[1:]) for row in rows))
                    done += len(rows)
                    progress.step(done, None, "rows")
        count, first, last = scratch.days(name)
        return replace(side.side, rows=count, rejected=rejected, unread=unread, first_day=first, last_day=last)

    def _read_file(
        self,
        path: Path,
        name: str,
        scratch: Scratch,
        reading: _Given,
        progress: Progress,
    ) -> tuple[int, tuple[RejectedRow, ...]]:
        """Reads a file as an import would, and refuses what an import refuses.

        Returns:
            How many of its rows can't be read, and the first of them.
        """
        account_id, currency, mapping, choices = reading
        rejected, accepted = 0, False
        first: list[RejectedRow] = []
        of_code: dict[str, RejectedRow] = {}
        with self._statements.reading(
            path, account_id, currency=currency, column_map=mapping, choices=choices, progress=progress
        ) as task:
            for sheet in task.sheets:
                if sheet.layout.counted:
                    converter = Converter(sheet.table, sheet.layout, task.currencies[sheet.table.index])
                    for converted in converter.converted(progress):
                        rejected += len(converted.rejected)
                        first += converted.rejected[: NAMED - len(first)]
                        for row in converted.rejected:
                            of_code.setdefault(row.code, row)
                        if converted.batch is not None:
                            accepted = True
                            scratch.add(name, _rows_of(converted.batch, task.program))
        check_clear(of_code.values(), path.name, accepted=accepted, compared=True)
        return rejected, tuple(first)


def _rows_of(batch: Batch, program: str | None) -> Iterator[tuple[object, ...]]:
    programs: Iterable[str] = batch.programs if program is None else [program] * len(batch.keys)
    return zip(
        map(base_of, batch.keys),
        batch.external_ids,
        batch.days,
        batch.statuses,
        batch.currencies,
        batch.sales,
        batch.commissions,
        batch.sub_ids,
        batch.products,
        programs,
        batch.lines,
        strict=False,
    )


def _differences(pairs: Iterator[Pair], tally: Tally, progress: Progress, total: int) -> Iterator[Found]:
    for done, pair in enumerate(pairs):
        if done % CHUNK == 0:
            progress.step(min(done * 2, total), total, "compared")
        yield from tally.take(pair)


def _one_account(account_id: int | None, sides: Iterable[comparison_store.Described]) -> int | None:
    accounts = {side.account_id: side.side.account for side in sides if side.account_id is not None}
    if len(accounts) > 1 or (account_id is not None and accounts and account_id not in accounts):
        raise BadInput(
            "different_accounts",
            "These are of different accounts ({accounts}); compare statements of one account.",
            accounts=", ".join(accounts.values()),
        )
    return account_id if account_id is not None else next(iter(accounts), None)


def _days(sides: list[Side], asked: Period | None) -> tuple[Period, bool]:
    """The days to compare, and whether they are those that both sides cover."""
    if asked is not None:
        return asked, False
    covered = [side for side in sides if side.kind != "ledger"] or sides
    starts = [side.first_day for side in covered if side.first_day is not None]
    ends = [side.last_day for side in covered if side.last_day is not None]
    if len(starts) < len(covered):
        empty = next(side for side in covered if side.first_day is None)
        raise BadInput("nothing_to_compare", "“{name}” has no rows that can be compared.", name=empty.name)
    start, end = max(starts), min(ends)
    if start > end:
        first, second = (f"{_iso(side.first_day)} to {_iso(side.last_day)}" for side in covered)
        raise BadInput(
            "no_common_days",
            "The two cover no common day ({first}; {second}). Choose statements of the same period, or name the days.",
            first=first,
            second=second,
        )
    return Period(start, end), True


def _iso(day: date | None) -> str:
    return day.isoformat() if day else "?"

"""Statement files: identify, preview, import, list, undo."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

from affiliate_desktop.core.changes import Changes, Done, Kind
from affiliate_desktop.core.money import currency_code
from affiliate_desktop.core.periods import ALL_TIME, Period
from affiliate_desktop.core.problems import BadInput, NotFound
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.ledger import attributing, withdrawal
from affiliate_desktop.ledger.model import Status
from affiliate_desktop.programs import store as programs_store
from affiliate_desktop.programs.catalog import NetworkCatalog
from affiliate_desktop.programs.model import Account
from affiliate_desktop.statements import importing, retrying, status_words, store
from affiliate_desktop.statements.identification import identified
from affiliate_desktop.statements.importing import Task
from affiliate_desktop.statements.known import KnownFormats
from affiliate_desktop.statements.model import (
    DECIDED,
    Choices,
    ColumnMap,
    Identified,
    ImportReport,
    OriginalRow,
    Profile,
    RejectedRow,
    RetryReport,
    Statement,
)
from affiliate_desktop.statements.opening import opened
from affiliate_desktop.statements.originals import joined, original_file, raw_texts, rows_at, taken_apart
from affiliate_desktop.statements.recognition import Sheet, currency_for, sheets_of
from affiliate_desktop.statements.refusals import (
    already_replaced,
    check_current,
    check_network,
    check_replaced,
    check_told,
    no_statement,
    not_this_format,
)
from affiliate_desktop.statements.retrying import Edits, Trying
from affiliate_desktop.statements.source import Source
from affiliate_desktop.statements.visit_layout import check_days, with_days
from affiliate_desktop.statements.words import header_key, text_of
from affiliate_desktop.workspace import attachments
from affiliate_desktop.workspace.backup import Backups
from affiliate_desktop.workspace.file import Workspace

_AHEAD = timedelta(days=366)
"""How far ahead the day of an earning may lie; what is dated later was misread or mistyped."""


class Statements:
    """Use cases on statement files.

    Args:
        workspace: where they go.
        catalog: the networks and their formats.
        backups: a backup is made before each import.
    """

    def __init__(self, workspace: Workspace, catalog: NetworkCatalog, backups: Backups) -> None:
        self._workspace = workspace
        self._catalog = catalog
        self._known = KnownFormats(catalog)
        self._backups = backups

    def identify(
        self, path: Path, progress: Progress | None = None, *, account_id: int | None = None, full: bool = False
    ) -> Identified:
        """What a file seems to be, why, and what has to be asked; nothing is written.

        Args:
            path: the file.
            progress: may cancel.
            account_id: the account it is for, where that is known already.
            full: read it to the end, however large it is; else only a sample of a large text is read.

        Raises:
            BadInput: when it is no statement, or no line of it looks like column names.
        """
        progress = progress or Progress()
        account = None if account_id is None else self._account(account_id)
        own = account.network if account else None
        usual = (account.currency or self._catalog.get(account.network).currency) if account else None
        with opened(path, self.profiles(), None, progress, glance=not full) as source:
            sheets = self._sheets(source, account, None, Choices())
            formats, payments = self._known.earnings(own), self._known.payments()
            return identified(source, sheets, formats, payments, own, progress, usual=usual, full=full)

    def preview(
        self,
        path: Path,
        account_id: int,
        *,
        currency: str | None = None,
        column_map: ColumnMap | None = None,
        choices: Choices | None = None,
        progress: Progress | None = None,
        replaces: int | None = None,
        asking: bool = False,
    ) -> ImportReport:
        """What an import would do: the very same steps, taken back at the end; ``id`` is None.

        With ``asking``, what only the user knows of a column is refused, as in ``import_file``; else its rows are
        listed among the rejected, for the window to ask.

        Raises:
            BadInput: as ``import_file``.
            Cancelled: when the user stopped it.
        """
        progress = progress or Progress()
        with self._prepared(path, account_id, currency, column_map, choices, progress, replaces) as (task, known):
            if known is not None:
                return replace(known, id=None)
            try:
                with self._workspace.write() as connection:
                    _take_back(importing.run(connection, task, progress, self._now(), keep=False))
            except _Rehearsed as rehearsal:
                if asking:
                    check_told(rehearsal.report)
                return rehearsal.report

    def import_file(
        self,
        path: Path,
        account_id: int,
        *,
        currency: str | None = None,
        column_map: ColumnMap | None = None,
        choices: Choices | None = None,
        progress: Progress | None = None,
        replaces: int | None = None,
    ) -> ImportReport:
        """Imports a file, all of it or nothing; rows that can't be read are listed, the others go in.

        Args:
            path: the file.
            account_id: the account it came from.
            currency: of rows that name none; else the account's.
            column_map: what the columns of a table of no known format mean.
            choices: what the user decided where a file of a known format leaves it open.
            progress: told how far it is; may cancel, which leaves nothing behind.
            replaces: the import that this file corrects. What that one said does not count any more; it comes back
                when this import is undone.

        Raises:
            BadInput: when the file can't be read, belongs to another network, needs a mapping or a currency, or
                leaves open how a column is written.
            Cancelled: when the user stopped it.
        """
        progress = progress or Progress()
        with self._prepared(path, account_id, currency, column_map, choices, progress, replaces) as (task, known):
            if known is not None:
                return known
            self._backups.make("import")
            with self._workspace.write() as connection:
                key = store.known_file(connection, account_id, task.source.sha256)
                if key is not None:
                    return importing.known_report(connection, task.account, task.source.name, key)
                report = importing.run(connection, task, progress, self._now(), keep=True)
                check_told(report)
                return report

    def check(
        self,
        path: Path,
        account_id: int,
        *,
        currency: str | None = None,
        column_map: ColumnMap | None = None,
        choices: Choices | None = None,
        progress: Progress | None = None,
    ) -> None:
        """Whether a file can be imported at all; of its rows only what decides how dates are written is looked at.

        Raises:
            BadInput: as ``import_file``.
        """
        progress = progress or Progress()
        with self._prepared(path, account_id, currency, column_map, choices, progress) as (task, known):
            open_ = known is None and importing.leaves_order_open(task, progress)
        if open_:
            self.preview(path, account_id, currency=currency, column_map=column_map, choices=choices, asking=True)

    def list(self) -> tuple[Statement, ...]:
        """The imported files, the newest import first."""
        with self._workspace.read() as connection:
            return store.statements(connection)

    def get(self, key: int) -> Statement:
        """One imported file.

        Raises:
            NotFound: when there is none with this id.
        """
        with self._workspace.read() as connection:
            found = store.statement(connection, key)
        if found is None:
            raise no_statement(key)
        return found

    def report(self, key: int) -> ImportReport:
        """What an imported file holds, as the answer to importing it again would say.

        Raises:
            NotFound: when there is none with this id.
        """
        found = self.get(key)
        with self._workspace.read() as connection:
            account = self._account(found.account_id)
            again = importing.known_report(connection, account, found.file, key)
        return replace(again, new=found.new, updated=found.updated, unchanged=found.unchanged)

    def rejected(self, key: int) -> tuple[RejectedRow, ...]:
        """The rows of an imported file that could not be read."""
        with self._workspace.read() as connection:
            return store.rejected(connection, key)

    def original(self, key: int) -> bytes:
        """The file as it was imported, byte for byte.

        Raises:
            NotFound: when there is no such statement.
        """
        sha256 = self.get(key).sha256
        with self._workspace.read() as connection:
            return attachments.get(connection, sha256)

    def row(self, key: int, sheet: str, line: int, progress: Progress | None = None) -> OriginalRow:
        """A row as it stands in the file of an import.

        Args:
            key: the import.
            sheet: name of the sheet; empty for a text file.
            line: where the row begins, the first is 1.
            progress: may cancel.

        Raises:
            NotFound: when there is no such import or row.
        """
        with self._reopened(key, progress or Progress()) as task:
            found = next((each for each in task.sheets if each.table.name == sheet), None)
            cells = rows_at(found.table, {line}).get(line) if found else None
            if found is None or cells is None:
                raise NotFound("no_such_row", "The file has no row in line {line}.", line=line)
            raw = raw_texts(found.table, {line}).get(line) or joined(cells, task.source.delimiter)
            name, headers, delimiter = self.get(key).file, found.layout.headers, task.source.delimiter or "\t"
        return OriginalRow(name, sheet, line, headers, tuple(map(text_of, cells)), raw, delimiter)

    @staticmethod
    def cells_of(row: OriginalRow, text: str) -> Sequence[str]:
        """The cells of a text that is to stand in the place of a row."""
        return taken_apart(text, row.delimiter)

    def retry(
        self,
        key: int,
        edits: Edits | None = None,
        progress: Progress | None = None,
        *,
        statuses: Mapping[str, str] | None = None,
        asking: bool = False,
    ) -> RetryReport:
        """Reads rejected rows of an import again, in place; those that can be read now go in, as if always read.

        Args:
            key: the import.
            edits: sheet and line of the rows to try -> their cells, or None as they stand; all when left out.
            progress: may cancel, which leaves nothing behind.
            statuses: raw word of the status column -> status; later files of the account are read so as well.
            asking: words that nobody knows are refused, for their meaning to be asked.

        Raises:
            NotFound: when there is no such import.
            BadInput: when a row is not among the rejected ones, the import was replaced, or no row that is tried has
                one of the words.
            StatusesUnclear: when it was asked for, and there are words that nobody knows.
        """
        progress = progress or Progress()
        found = self.get(key)
        if found.replaced_by is not None:
            raise already_replaced(found)
        trying = Trying(edits or {}, statuses or {}, asking)
        with self._reopened(key, progress, trying.statuses) as task, self._workspace.write() as connection:
            return retrying.retry(connection, task, key, trying, self._now(), progress)

    @contextmanager
    def _reopened(self, key: int, progress: Progress, statuses: Mapping[str, str] | None = None) -> Iterator[Task]:
        """The file of an import, read the way it was imported, with what was said of status words since."""
        found = self.get(key)
        currency = found.extra["currency"]
        columns, choices = store.reading_of(found.extra["mapping"])
        if columns:
            columns = replace(columns, statuses={**columns.statuses, **(statuses or {})})
        choices = replace(choices, statuses={**choices.statuses, **(statuses or {})})
        with ExitStack() as stack:
            with self._workspace.read() as connection:
                path = stack.enter_context(original_file(connection, found.sha256, found.file))
            source = stack.enter_context(opened(path, self.profiles(), columns, progress))
            account = self._account(found.account_id)
            yield self._task(source, account, currency, columns, choices, self._remembered(account))

    def statements_in(self, period: Period = ALL_TIME, account_id: int | None = None) -> tuple[Statement, ...]:
        """The imported files that hold rows of a period."""
        with self._workspace.read() as connection:
            return store.statements_in(connection, period, account_id)

    def undo(self, key: int) -> Done[None]:
        """Takes an import back, at any time; what other files say of the same rows holds again.

        A file that it had replaced counts again. What the user said of its rows waits until they are imported anew.

        Raises:
            NotFound: when there is none with this id.
        """
        with self._workspace.write() as connection:
            found = store.statement(connection, key)
            if found is None:
                raise no_statement(key)
            withdrawal.withdraw(connection, key)
            cut_at = self._catalog.cut_at(programs_store.network_of(connection, found.account_id))
            attributing.attribute_touched(connection, attributing.attribution_of(connection, found.account_id, cut_at))
            store.remove_statement(connection, key)
        return Done(None, Changes.of(Kind.STATEMENT, key) | Changes({Kind.TRANSACTION: frozenset()}))

    def profiles(self) -> tuple[Profile, ...]:
        """The saved mappings, the newest first."""
        with self._workspace.read() as connection:
            return store.profiles(connection)

    @contextmanager
    def reading(
        self,
        path: Path,
        account_id: int | None,
        *,
        currency: str | None = None,
        column_map: ColumnMap | None = None,
        choices: Choices | None = None,
        progress: Progress | None = None,
    ) -> Iterator[Task]:
        """A file as an import would read it, without importing it.

        Args:
            path: the file.
            account_id: whose it is; None where only the file itself tells.
            currency: of rows that name none.
            column_map: what the columns mean where the format is not known.
            choices: what the user decided about the file.
            progress: may cancel.

        Raises:
            BadInput: as ``import_file``.
        """
        given = currency_code(currency) if currency else None
        choices = choices or Choices()
        with opened(path, self.profiles(), column_map, progress or Progress()) as source:
            account = None if account_id is None else self._account(account_id)
            known = [sheet for sheet in self._sheets(source, account, None, choices) if sheet.known]
            if account is None:
                network = next((sheet.layout.network for sheet in known if sheet.layout.network), "utm")
                account = Account("", network)
            columns = None if known else column_map
            yield self._task(source, account, given, columns, choices, self._remembered(account))

    @contextmanager
    def _prepared(
        self,
        path: Path,
        account_id: int,
        currency: str | None,
        columns: ColumnMap | None,
        choices: Choices | None,
        progress: Progress,
        replaces: int | None = None,
    ) -> Iterator[tuple[Task, ImportReport | None]]:
        account = self._account(account_id)
        old = None if replaces is None else self.get(replaces)
        given = currency_code(currency) if currency else None
        with opened(path, self.profiles(), columns, progress) as source:
            with self._workspace.read() as connection:
                key = store.known_file(connection, account.id, source.sha256)
                known = None if key is None else importing.known_report(connection, account, source.name, key)
            again = old is not None and key is not None and old.replaced_by == key
            if old is not None and not again:
                check_replaced(old, account)
            if key is not None:
                check_current(self.get(key))
            if known is not None and replaces not in {None, key} and not again:
                raise BadInput(
                    "known_file",
                    "“{file}” was imported already, as import {id}. Take import {replaced} back instead.",
                    file=source.name,
                    id=key,
                    replaced=replaces,
                )
            if known is not None:
                yield Task(source, (), account, {}, None), known
                return
            choices = choices or Choices()
            task = self._task(source, account, given, columns, choices, self._remembered(account))
            yield replace(task, replaces=replaces, choices=choices), None

    def _task(
        self,
        source: Source,
        account: Account,
        given: str | None,
        columns: ColumnMap | None,
        choices: Choices,
        remembered: Sequence[str],
    ) -> Task:
        network = self._catalog.get(account.network)
        sheets = self._sheets(source, account, columns, choices)
        check_network(source, sheets, account, self._known.payments(), self._catalog)
        check_days((sheet.layout.visits for sheet in sheets), source.name)
        usual = account.currency or network.currency
        counted = [sheet for sheet in sheets if sheet.layout.counted]
        currencies = {sheet.table.index: currency_for(sheet, given, usual, remembered) for sheet in counted}
        program = network.name if network.single_program else None
        return Task(source, sheets, account, currencies, program, columns, self._catalog.cut_at(network.id))

    def _remembered(self, account: Account) -> Sequence[str]:
        """The currencies of the account's earlier files."""
        with self._workspace.read() as connection:
            return store.currencies_of(connection, account.id)

    def _sheets(
        self, source: Source, account: Account | None, columns: ColumnMap | None, choices: Choices
    ) -> tuple[Sheet, ...]:
        own = account.network if account else None
        if not choices.form:
            found = sheets_of(source, self._known.earnings(own), self.profiles(), columns, own)
        else:
            chosen = self._known.get(choices.form)
            found = sheets_of(source, [chosen], (), None, chosen.network)
            if not any(sheet.known for sheet in found):
                raise not_this_format(source.name, chosen, found)
        latest = (self._workspace.clock.now() + _AHEAD).date().isoformat()
        said = {name: value for name in DECIDED if (value := getattr(choices, name))}
        words = {header_key(word): Status(to).value for word, to in choices.statuses.items()}
        earlier = self._answered(account, columns)
        noted = frozenset(earlier) - set(words)
        layouts = (replace(with_days(each.layout, choices), latest=latest, remembered=noted, **said) for each in found)
        return tuple(
            replace(each, layout=replace(layout, statuses={**layout.statuses, **earlier, **words}))
            for each, layout in zip(found, layouts, strict=True)
        )

    def _answered(self, account: Account | None, columns: ColumnMap | None) -> Mapping[str, str]:
        if account is None:
            return {}
        with self._workspace.read() as connection:
            return status_words.meanings(connection, account.id, columns)

    def _account(self, key: int) -> Account:
        with self._workspace.read() as connection:
            account = programs_store.account(connection, key)
        if account is None:
            raise NotFound("no_such_account", "There is no account {id}.", id=key)
        return account

    def _now(self) -> str:
        return self._workspace.clock.now().isoformat()


class _Rehearsed(Exception):
    """Ends a preview, so that everything it wrote is rolled back."""

    def __init__(self, report: ImportReport) -> None:
        super().__init__()
        self.report = replace(report, id=None, changes=Changes({}))


def _take_back(report: ImportReport) -> NoReturn:
    raise _Rehearsed(report)

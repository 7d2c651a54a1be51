"""All rows of an imported file, a page at a time, and what became of each."""

from collections.abc import Sequence

from sqlalchemy import Connection

from affiliate_desktop.core.progress import Progress
from affiliate_desktop.ledger.said_rows import is_replaced, said_at
from affiliate_desktop.statements import file_rows_store as store
from affiliate_desktop.statements.file_rows_model import FileRow, RowKey, RowQuery, RowResult, RowsPage
from affiliate_desktop.workspace.file import Workspace
from affiliate_desktop.workspace.stopping import stopped_by

MAX_PAGE = 1_000


class FileRows:
    """Use cases on the rows of imported files.

    Args:
        workspace: where they are.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def page(
        self, query: RowQuery, *, after: RowKey | None = None, limit: int = 200, progress: Progress | None = None
    ) -> RowsPage:
        """Some rows of a file in order; none where there is no such file.

        Args:
            query: which rows.
            after: ``RowsPage.after`` of the page before; None for the first page.
            limit: most rows.
            progress: may cancel, at once.

        Raises:
            Cancelled: when nobody waits for the answer any more.
        """
        limit = max(1, min(limit, MAX_PAGE))
        with self._workspace.read() as connection, stopped_by(connection, progress or Progress()):
            return _page(connection, query, after, limit)


def _page(connection: Connection, query: RowQuery, after: RowKey | None, limit: int) -> RowsPage:
    replaced = is_replaced(connection, query.statement_id)
    at_once = MAX_PAGE if query.result else limit
    rows: list[FileRow] = []
    while True:
        keys = store.keys(connection, query, after, at_once, replaced=replaced)
        for key, row in zip(keys, _rows(connection, query, keys, replaced=replaced), strict=True):
            after = key
            if query.result in {None, row.result}:
                rows.append(row)
                if len(rows) == limit:
                    return RowsPage(tuple(rows), after)
        if len(keys) < at_once:
            return RowsPage(tuple(rows), None)


def _rows(connection: Connection, query: RowQuery, keys: Sequence[RowKey], *, replaced: bool) -> list[FileRow]:
    """The rows that stand at places, in their order."""
    said = said_at(connection, query.statement_id, [key.place for key in keys if not key.rejected])
    results = store.results(connection, query.statement_id, said, replaced=replaced)
    rejected = store.rejected_at(connection, [key.rejected for key in keys if key.rejected])
    rows = []
    for key in keys:
        if key.rejected:
            row = rejected[key.rejected]
            rows.append(FileRow(key.place, row.sheet, RowResult.REJECTED, rejected=row))
        else:
            rows.append(FileRow(key.place, said[key.place].sheet, results[key.place], said=said[key.place]))
    return rows

"""The ledger: what was earned, in totals and rows."""

from collections.abc import Iterator, Sequence
from typing import Any

from affiliate_desktop.core.changes import NOTHING, Changes, Done, Kind
from affiliate_desktop.core.problems import BadInput, NotFound
from affiliate_desktop.ledger import attributing, folding, said_rows, store
from affiliate_desktop.ledger.model import ALL_EARNINGS, EarningsFilter, Grouping, Page, Sort, Total, Transaction
from affiliate_desktop.programs.catalog import NetworkCatalog
from affiliate_desktop.workspace.file import Workspace

MAX_PAGE = 10_000
SAID_AT_ONCE = 5_000


class Ledger:
    """Use cases on transactions.

    Args:
        workspace: where they are.
        catalog: knows where networks cut sub-ids off.
    """

    def __init__(self, workspace: Workspace, catalog: NetworkCatalog) -> None:
        self._workspace = workspace
        self._catalog = catalog

    def totals(
        self,
        by: Sequence[Grouping] = (Grouping.STATUS,),
        filter: EarningsFilter = ALL_EARNINGS,  # noqa: A002
    ) -> tuple[Total, ...]:
        """Sums, ordered by currency and then by the groups; never over currencies.

        Args:
            by: what to break down by, besides currency.
            filter: which transactions.
        """
        with self._workspace.read() as connection:
            return store.totals(connection, tuple(dict.fromkeys(by)), filter)

    def count(self, filter: EarningsFilter = ALL_EARNINGS) -> int:  # noqa: A002
        """How many transactions there are."""
        with self._workspace.read() as connection:
            return store.count(connection, filter)

    def rows(
        self,
        filter: EarningsFilter = ALL_EARNINGS,  # noqa: A002
        *,
        after: tuple[Any, int] | None = None,
        limit: int = 200,
        sort: tuple[Sort | str, bool] = (Sort.DAY, True),
    ) -> Page:
        """Some transactions in order.

        Args:
            filter: which transactions.
            after: ``Page.after`` of the page before; None for the first page.
            limit: most rows.
            sort: what to order by, and whether the largest stands first.

        Raises:
            BadInput: when there is no such order.
        """
        try:
            key = Sort(sort[0])
        except ValueError:
            raise BadInput("no_such_order", "Earnings can't be ordered by “{key}”.", key=str(sort[0])[:40]) from None
        with self._workspace.read() as connection:
            return store.page(
                connection, filter, key, descending=sort[1], after=after, limit=max(0, min(limit, MAX_PAGE))
            )

    def said_by(self, statement_id: int) -> Iterator[Transaction]:
        """The rows of an imported file as the file has them, with the ids of their transactions; in its order.

        Those of a file that was replaced count no more; where nothing stands in their place now, the id is 0.
        """
        after = (-1, -1)
        while True:
            with self._workspace.read() as connection:
                rows = said_rows.said_by(connection, statement_id, after, SAID_AT_ONCE)
            yield from (row for _, row in rows)
            if len(rows) < SAID_AT_ONCE:
                return
            after = rows[-1][0]

    def get(self, key: int) -> Transaction:
        """One transaction.

        Raises:
            NotFound: when there is none with this id.
        """
        with self._workspace.read() as connection:
            found = store.transaction(connection, key)
        if found is None:
            raise NotFound("no_such_earning", "There is no earning {id}.", id=key)
        return found

    def attribute(self, account_id: int | None = None) -> Done[int]:
        """Finds link and campaign of all transactions anew; to be called when links or tracking ids have changed.

        Args:
            account_id: of one account only.

        Returns:
            How many transactions changed.
        """
        with self._workspace.read() as connection:
            if not store.accounts_with_earnings(connection):
                return Done(0, NOTHING)
        changed = 0
        with self._workspace.write() as connection:
            for key, network in store.accounts_with_earnings(connection):
                if account_id in {None, key}:
                    cursor: Any = connection.connection.cursor()
                    folding.touch(cursor, "SELECT id FROM transaction_ WHERE account_id = ?", (key,))
                    attribution = attributing.attribution_of(connection, key, self._catalog.cut_at(network))
                    changed += attributing.attribute_touched(connection, attribution)
        return Done(changed, Changes({Kind.TRANSACTION: frozenset()}) if changed else NOTHING)

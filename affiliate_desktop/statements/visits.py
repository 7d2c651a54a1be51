"""Visits of your own pages by UTM tags: what files say of them, and which campaigns and placements they belong to."""

from affiliate_desktop.statements import store, visit_store
from affiliate_desktop.statements.refusals import no_statement
from affiliate_desktop.statements.visit_model import Visits
from affiliate_desktop.workspace.file import Workspace


class Visiting:
    """Use cases on visits.

    Args:
        workspace: where they are.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def of(self, statement_id: int) -> tuple[Visits, ...]:
        """The visits of an import, in the order of its file; those that count no more say which import speaks instead.

        Raises:
            NotFound: when there is no such import.
        """
        with self._workspace.read() as connection:
            if store.statement(connection, statement_id) is None:
                raise no_statement(statement_id)
            return tuple(visit_store.of_statement(connection, statement_id))

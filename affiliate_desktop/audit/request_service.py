"""What the user asked programs, and what they answered."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection

from affiliate_desktop.audit import request_store as store
from affiliate_desktop.audit.model import CLAIMED, FindingKind
from affiliate_desktop.audit.request import ProgramRequest, RequestKind, checked_request
from affiliate_desktop.audit.service import AuditReport
from affiliate_desktop.core.changes import Done
from affiliate_desktop.core.names import visible
from affiliate_desktop.core.problems import Failed, NotFound
from affiliate_desktop.programs.service import Programs
from affiliate_desktop.workspace import schema
from affiliate_desktop.workspace.file import Workspace


class Requests:
    """Use cases on requests to programs. Every write can be undone."""

    def __init__(self, workspace: Workspace, programs: Programs) -> None:
        self._workspace, self._programs = workspace, programs

    def list(self, program_id: int | None = None) -> tuple[ProgramRequest, ...]:
        """The requests to a program, or to all, the newest first."""
        with self._workspace.read() as connection:
            return store.requests(connection, program_id)

    def find(self, ref: int | str) -> ProgramRequest:
        """The request with this id.

        Raises:
            NotFound: when there is none.
        """
        text = str(ref).strip()
        key = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
        with self._workspace.read() as connection:
            found = store.request(connection, key)
        if found is None:
            raise NotFound("no_such_request", "There is no request {id}; “request list” shows them.", id=visible(text))
        return found

    def claims_of(self, report: AuditReport, kinds: Sequence[FindingKind] = CLAIMED) -> tuple[ProgramRequest, ...]:
        """Claims for what an audit found, underpaid, missing or late unless told otherwise, one a currency.

        They ask for what is short of the due, and for all of what is late. Nothing is written.
        """
        scope = report.scope
        first, last = scope.period.start, scope.period.end
        days = (f" from {first}" if first else "") + (f" to {last}" if last else "")
        found = []
        for currency in sorted({each.currency for each in report.totals}):
            mine = [each for each in report.totals if each.currency == currency and each.kind in kinds]
            amount = sum(
                each.due_micro if each.kind is FindingKind.LATE else -each.difference_micro
                for each in mine
                if each.count
            )
            rows = sum(each.count for each in mine)
            if rows:
                subject = f"{rows} commission to check" if rows == 1 else f"{rows} commissions to check"
                asked = ProgramRequest(
                    scope.program_id, RequestKind.CLAIM, subject + days, self._workspace.clock.today()
                )
                found.append(replace(asked, currency=currency, claimed_micro=amount) if amount > 0 else asked)
        return tuple(found)

    def add(self, request: ProgramRequest) -> Done[ProgramRequest]:
        """Adds a request.

        Raises:
            BadInput: when a value can't be used.
            NotFound: when there is no such program.
        """
        clock = self._workspace.clock
        program = self._programs.program(request.program_id)
        request = replace(checked_request(request, clock.today()), created_at=clock.now().isoformat())
        with self._workspace.edit("Add request to “{program}”", program=program.name) as edit:
            made = _kept(edit.connection, edit.insert(schema.request, store.request_values(request)))
        return Done(made, edit.changes)

    def edit(self, request: ProgramRequest) -> Done[ProgramRequest]:
        """Changes a request, such as when its answer has come. Its program stays.

        Raises:
            BadInput: when a value can't be used.
            Failed: when it was removed elsewhere.
        """
        request = checked_request(request, self._workspace.clock.today())
        with self._workspace.edit("Edit request “{subject}”", subject=request.subject) as edit:
            before = _kept(edit.connection, request.id)
            request = replace(request, program_id=before.program_id, created_at=before.created_at)
            edit.update(schema.request, request.id, store.request_values(request))
            made = _kept(edit.connection, request.id)
        return Done(made, edit.changes)

    def remove(self, request_ids: Sequence[int]) -> Done[int]:
        """Removes requests; answers how many.

        Raises:
            Failed: when one was removed elsewhere.
        """
        with self._workspace.edit("Remove {count} requests", count=len(request_ids)) as edit:
            for key in request_ids:
                edit.delete(schema.request, key)
        return Done(len(request_ids), edit.changes)


def _kept(connection: Connection, key: int) -> ProgramRequest:
    found = store.request(connection, key)
    if found is None:
        raise Failed("record_gone", "This request does not exist any more; it was removed elsewhere.")
    return found

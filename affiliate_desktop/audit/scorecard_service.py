"""Scorecards of programs."""

from affiliate_desktop.audit import request_store
from affiliate_desktop.audit import scorecard_store as store
from affiliate_desktop.audit.request import answers_of
from affiliate_desktop.audit.scorecard import Scorecard, promise_of
from affiliate_desktop.audit.spread import spread
from affiliate_desktop.core.periods import ALL_TIME, Period
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.programs.plan_sentence import sentence
from affiliate_desktop.programs.plan_service import Plans
from affiliate_desktop.programs.service import Programs
from affiliate_desktop.workspace.file import Workspace

_STEPS = 4


class Scorecards:
    """Says how programs treat their affiliates, from the user's own files. Nothing is written.

    Args:
        workspace: where the files' rows are.
        programs: the programs.
        plans: what they promise.
    """

    def __init__(self, workspace: Workspace, programs: Programs, plans: Plans) -> None:
        self._workspace = workspace
        self._programs = programs
        self._plans = plans

    def of(self, program_id: int, period: Period = ALL_TIME, progress: Progress | None = None) -> Scorecard:
        """A program's scorecard.

        Args:
            program_id: the program.
            period: of the statements' own dates.
            progress: told after each of four questions to the database; may cancel between them.

        Raises:
            NotFound: when there is no such program.
            Cancelled: when the user stopped it.
        """
        progress = progress or Progress()
        program = self._programs.program(program_id)
        account = self._programs.account(program.account_id)
        day = period.end or self._workspace.clock.today()
        held = self._plans.in_force(program_id, day)
        with self._workspace.read() as connection:
            asked = store.Asked(connection, program_id, period, progress)
            scores = store.scores(asked)
            progress.step(1, _STEPS, "questions")
            reasons = store.reasons(asked)
            progress.step(2, _STEPS, "questions")
            approve = spread(store.days_to_approve(asked))
            progress.step(3, _STEPS, "questions")
            basis, days = store.days_to_pay(asked)
            requests = request_store.requests(connection, program_id, period)
        progress.step(_STEPS, _STEPS, "questions")
        return Scorecard(
            program=program.name,
            account=account.name,
            period=period,
            scores=scores,
            approve=approve,
            pay=spread(days),
            pay_basis=basis,
            reasons=reasons,
            promise=promise_of(held.plan) if held else None,
            terms=sentence(held.plan) if held else "",
            answers=answers_of(requests, self._workspace.clock.today()),
        )

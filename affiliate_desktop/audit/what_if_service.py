"""What if: which terms would pay best, what the next step is worth, and how the month will end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from affiliate_desktop.audit import what_if_store as store
from affiliate_desktop.audit.forecasting import Forecast, forecast
from affiliate_desktop.audit.in_force import InForce
from affiliate_desktop.audit.what_if import (
    BreakEven,
    Curve,
    Mix,
    NextStep,
    Outcome,
    break_even,
    compare,
    curves,
    goes_on,
    mix_of,
    next_steps,
    typed_events,
)
from affiliate_desktop.core.periods import ALL_TIME, Period
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.programs.plan import Plan
from affiliate_desktop.programs.plan_events import ReferralEvent
from affiliate_desktop.programs.plan_service import Plans
from affiliate_desktop.workspace.file import Workspace

MAX_MONTHLY = 5_000


class Source(StrEnum):
    """Where the events come from."""

    STATEMENTS = "statements"
    RECORDS = "records"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Plans side by side.

    Attributes:
        mix: the average month of the events; months: over how many months they go.
        best: names of the plans that pay most, one a currency.
    """

    source: Source
    mix: Mix
    months: int
    count: int
    outcomes: tuple[Outcome, ...]
    curves: tuple[Curve, ...]
    crossings: tuple[BreakEven, ...]

    @property
    def best(self) -> tuple[str, ...]:
        """The plan that pays most, in each currency."""
        found: dict[str, str] = {}
        for outcome in self.outcomes:
            if outcome.total:
                found.setdefault(outcome.currency, outcome.name)
        return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Outlook:
    """How the current period of a program stands; empty where it has no plan."""

    steps: tuple[NextStep, ...] = ()
    forecast: Forecast | None = None


class WhatIf:
    """Use cases on terms that might be. Nothing is written.

    Args:
        workspace: where referrals and statements are.
        plans: the terms in force.
    """

    def __init__(self, workspace: Workspace, plans: Plans) -> None:
        self._workspace = workspace
        self._plans = plans

    def events(
        self, program_id: int, period: Period = ALL_TIME, source: Source | None = None
    ) -> tuple[Source, list[ReferralEvent]]:
        """The user's own events of a program; where no source is asked for, of the one that knows more of them."""
        with self._workspace.read() as connection:
            recorded = [] if source is Source.STATEMENTS else store.recorded_events(connection, program_id, period)
            if source is Source.RECORDS:
                return Source.RECORDS, recorded
            reported = store.statement_events(connection, program_id, period)
        if source is None and len(recorded) >= max(len(reported), 1):
            return Source.RECORDS, recorded
        return Source.STATEMENTS, reported

    def compare(self, plans: Sequence[tuple[str, Plan]], source: Source, events: Sequence[ReferralEvent]) -> Comparison:
        """Runs events through plans.

        Raises:
            BadInput: when there is no plan.
        """
        if not plans:
            raise BadInput("no_plans", "Name at least one plan to run the numbers through, such as pay-per-sale.")
        mix, months = mix_of(events)
        if mix.count > MAX_MONTHLY:
            mix = mix.times(MAX_MONTHLY / mix.count)
        drawn = curves(plans, mix, self._workspace.clock.today())
        return Comparison(source, mix, months, len(events), compare(plans, events), drawn, break_even(drawn))

    def typed(self, mix: Mix, months: int) -> list[ReferralEvent]:
        """Events for typed numbers, over months that end with the current one.

        Raises:
            BadInput: when a number is negative or too large.
        """
        if min(mix.signups, mix.projects, mix.sales, mix.amount) < 0 or mix.count > MAX_MONTHLY:
            raise BadInput("bad_numbers", "Numbers a month are 0 to {most} in all.", most=MAX_MONTHLY)
        if not 1 <= months <= 60:
            raise BadInput("bad_months", "Look at 1 to 60 months.")
        today = self._workspace.clock.today()
        index = today.year * 12 + today.month - months
        return typed_events(mix, months, date(index // 12, index % 12 + 1, 1))

    def outlook(self, program_id: int, source: Source | None = None) -> Outlook:
        """What the next step of a program's plan is worth, and how the month will end."""
        now = self._workspace.clock.now()
        held = [
            each for each in self._plans.for_evaluation(program_id) if not each.valid_from or each.valid_from <= now
        ]
        if not held:
            return Outlook()
        terms = InForce(tuple(held), self._plans.judging(program_id).by_signup)
        start = self._workspace.clock.today().replace(month=1, day=1)
        # what earlier events have used up of limits, and when referrals signed up, may reach back to the beginning
        all_time = terms.by_signup or any(goes_on(each.plan) for each in held)
        since = None if all_time else start.replace(year=start.year - 1)
        _, events = self.events(program_id, Period(since, None), source)
        known = [event for event in events if event.time <= now]
        return Outlook(next_steps(terms, known, now), forecast(terms, known, now))

"""The terms of a program that hold up to now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from affiliate_desktop.programs.evaluated import NO_PASTS, Evaluation, Past
from affiliate_desktop.programs.evaluation import PlanVersion, evaluate_versions
from affiliate_desktop.programs.plan import Plan
from affiliate_desktop.programs.plan_events import ReferralEvent


@dataclass(frozen=True, slots=True)
class InForce:
    """Dated versions, of which the last holds now.

    Attributes:
        by_signup: events are judged by the version in force at their referral's sign-up.
    """

    versions: tuple[PlanVersion, ...]
    by_signup: bool = False

    @property
    def plan(self) -> Plan:
        """The version that holds now."""
        return self.versions[-1].plan

    def evaluate(self, events: Sequence[ReferralEvent], pasts: Mapping[str, Past] = NO_PASTS) -> Evaluation:
        """What was due for events, in any order."""
        return evaluate_versions(self.versions, events, by_signup=self.by_signup, pasts=pasts)

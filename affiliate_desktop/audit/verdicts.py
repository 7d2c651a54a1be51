"""What is found about one statement row: the decision alone, on plain values."""

from dataclasses import dataclass
from datetime import date

from affiliate_desktop.audit.model import FindingKind
from affiliate_desktop.programs.plan import Plan, PlanEvent, Rule


@dataclass(frozen=True, slots=True)
class Needs:
    """What the rules for one kind of event need beyond the row itself.

    Attributes:
        referral: to know whom the event belongs to. signup: to know when they signed up.
        others: what one event earns depends on the other events of the period.
        base: the amount of the event, as a share of it is paid.
    """

    referral: bool = False
    signup: bool = False
    others: bool = False
    base: bool = False


def needs_of(plan: Plan, event: PlanEvent, *, by_signup: bool) -> Needs:
    """What has to be known of an event to compute what it earns."""
    rules = [rule for rule in plan.rules if rule.event is event]
    return Needs(
        referral=by_signup or any(needs_referral(rule) for rule in rules),
        signup=by_signup or any(rule.within_days is not None for rule in rules),
        others=any(rule.tiers is not None or rule.cap_per_period is not None for rule in rules),
        base=any(pays_share(rule) for rule in rules),
    )


def needs_referral(rule: Rule) -> bool:
    """Whether a rule pays by whom the event belongs to."""
    return rule.within_days is not None or rule.first_events is not None or rule.cap_per_referral is not None


def pays_share(rule: Rule) -> bool:
    """Whether a rule pays a percentage in any step."""
    if rule.tiers is not None:
        return any(step.percent is not None for step in rule.tiers.steps)
    return rule.percent is not None


def judge(
    reported: int, due: int | None, *, tolerance: int, reason: str, pending: bool, days_late: int
) -> tuple[FindingKind, str]:
    """The kind of finding and its reason.

    Args:
        reported: the row's commission, millionths.
        due: what the terms pay; None where no rule pays for the event at all.
        tolerance: differences up to it are let pass.
        reason: why no rule pays, for ``unexpected``.
        pending: the row is not approved yet.
        days_late: days since the hold days are over; 0 when they are not, or not known.
    """
    difference = reported - (due or 0)
    if due is None and abs(difference) > tolerance:
        return FindingKind.UNEXPECTED, reason
    if difference < -tolerance:
        return FindingKind.UNDERPAID, ""
    if difference > tolerance:
        return FindingKind.OVERPAID, ""
    if pending and days_late > 0 and reported:
        return FindingKind.LATE, "pending"
    return FindingKind.RIGHT, reason if due is None else ""


def days_over(day: date, hold_days: int | None, today: date) -> int:
    """Days since the hold days of an event are over; 0 while they are not."""
    return max(0, (today - day).days - (hold_days or 0))

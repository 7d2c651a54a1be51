"""What if, in sentences."""

from collections.abc import Sequence

from affiliate_desktop.audit.forecasting import Forecast
from affiliate_desktop.audit.what_if import NextStep, Outcome
from affiliate_desktop.audit.what_if_service import Comparison, Source
from affiliate_desktop.core.money import plain
from affiliate_desktop.programs.plan import Measure, PlanEvent

_ONE = {PlanEvent.SIGNUP: "sign-up", PlanEvent.PROJECT: "project", PlanEvent.SALE: "sale"}


def step_words(step: NextStep) -> str:
    """What is missing for a step, such as “3 more sign-ups in 2026-06 lift you to step 3, worth 57.00 USD.”."""
    if step.measure is Measure.COUNT:
        many = "" if step.more == 1 else "s"
        what = f"{step.more:f} more {_ONE[step.event]}{many}"
    else:
        what = f"{_ONE[step.event]}s of {plain(step.more, step.currency)} {step.currency} more"
    when = "" if step.period == "lifetime" else f" in {step.period}"
    one = step.measure is Measure.COUNT and step.more == 1
    goal = (
        f"lift{'s' if one else ''} you to step {step.step}" if step.step else f"earn{'s' if one else ''} “{step.rule}”"
    )
    later = " from the next period on" if step.later else ""
    left = "" if step.days_left is None else f" ({step.days_left} day{'' if step.days_left == 1 else 's'} left)"
    said = f"{what}{when} {goal}{later}, worth {plain(step.worth, step.currency)} {step.currency}{left}."
    return said[:1].upper() + said[1:]


def basis_words(found: Comparison) -> str:
    """What the numbers were counted from, and what that leaves out."""
    if found.source is Source.STATEMENTS:
        return (
            f"Counted from {_many(found.count, 'statement row')}. Statements do not say who was referred, so "
            "each row is taken for a referral of its own: limits per referred user do not bite, and terms that need "
            "the day of a sign-up pay nothing."
        )
    if found.source is Source.RECORDS:
        events = _many(found.count, "sign-up, project or sale", "sign-ups, projects and sales")
        return f"Counted from your own record: {events}."
    return "The same numbers every month; each sign-up is a referral, and the projects go round among them."


def currency_words(outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """Which plans leave events out because they are in another currency."""
    names: dict[tuple[str, int], list[str]] = {}
    for each in outcomes:
        count = dict(each.not_paid).get("currency", 0)
        if count:
            names.setdefault((each.currency, count), []).append(each.name)
    return tuple(
        f"{', '.join(mine)} {'pays' if len(mine) == 1 else 'pay'} in {currency}: {_many(count, 'event')} in other "
        f"currencies {'counts' if count == 1 else 'count'} for nothing there."
        for (currency, count), mine in names.items()
    )


def _many(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def forecast_words(found: Forecast) -> str:
    """How a month will end, such as “2026-06: 60.00 USD so far, about 120.00 USD by its end.”."""
    so_far, expected = (
        f"{plain(amount, found.currency)} {found.currency}" for amount in (found.so_far, found.expected)
    )
    first = "day" if found.days == 1 else f"{found.days} days"
    basis = f"at the pace of its first {first}" if found.basis == "pace" else "as the three months before"
    return f"{found.month}: {so_far} so far, about {expected} by its end, {basis}."

"""Plans over many events, against a function written by hand for just that plan."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from affiliate_desktop.programs.evaluated import Line, NotPaid, PeriodLine
from affiliate_desktop.programs.evaluation import evaluate
from affiliate_desktop.programs.plan import PlanEvent
from affiliate_desktop.programs.plan_events import ReferralEvent
from affiliate_desktop.programs.plan_file import parse_plan
from tests.bench.row import Row, in_turn, seconds

TITLE = "Commission plan over 100,000 events"
EVENTS = 100_000
PLAN = parse_plan("""
currency = "USD"
[[rule]]
name = "growing"
event = "signup"
[rule.tiers]
measure = "count"
period = "month"
apply = "marginal"
steps = [ { from = "1", fixed = "5.00" }, { from = "11", fixed = "8.00" }, { from = "51", fixed = "12.00" } ]
[[rule]]
name = "project"
event = "project"
percent = "10"
cap_per_period = "5000.00"
cap_period = "month"
[[rule]]
name = "sale"
event = "sale"
percent = "7.5"
""")


def events() -> list[ReferralEvent]:
    """A year and a half of sign-ups, projects and sales, a few of them reversed."""
    start, kinds = datetime(2025, 1, 1, tzinfo=UTC), list(PlanEvent)
    return [
        ReferralEvent(
            f"e{n:06}",
            start + timedelta(seconds=n * 450),
            kinds[n % 3],
            f"r{n % 5000}",
            Decimal(n % 90000) / 100,
            "",
            n % 17 != 0,
        )
        for n in range(EVENTS)
    ]


def by_hand(found: list[ReferralEvent]) -> tuple[Decimal, list[Line], list[NotPaid], list[PeriodLine]]:
    """The same records for just this plan."""
    cent, zero, cap = Decimal("0.01"), Decimal(0), Decimal("5000.00")
    names = {PlanEvent.SIGNUP: "growing", PlanEvent.PROJECT: "project", PlanEvent.SALE: "sale"}
    counts: dict[str, int] = defaultdict(int)
    paid: dict[str, Decimal] = defaultdict(Decimal)
    uses: dict[str, int] = defaultdict(int)
    capped: dict[str, Decimal] = defaultdict(Decimal)
    lines, not_paid = [], []
    for event in sorted(found, key=lambda one: (one.time, one.id)):
        name = names[event.event]
        if not event.valid:
            not_paid.append(NotPaid(event.id, name, "reversed"))
            continue
        month = f"{event.time.year:04}-{event.time.month:02}"
        step: tuple[Decimal, ...] = ()
        cut: tuple[str, ...] = ()
        if event.event is PlanEvent.SIGNUP:
            counts[month] += 1
            n = counts[month]
            unrounded, first = (
                (Decimal("5.00"), 1) if n < 11 else (Decimal("8.00"), 11) if n < 51 else (Decimal(12), 51)
            )
            step = (Decimal(first),)
            due = unrounded.quantize(cent, ROUND_HALF_UP)
            paid[month] += due
        elif event.event is PlanEvent.PROJECT:
            unrounded = event.amount * 10 / 100
            due = unrounded.quantize(cent, ROUND_HALF_UP)
            left = cap - capped[month]
            if due > left:
                due, cut = left, ("cap_per_period",)
            capped[month] += due
            uses[month] += 1
        else:
            unrounded = event.amount * Decimal("7.5") / 100
            due = unrounded.quantize(cent, ROUND_HALF_UP)
        lines.append(Line(event.id, name, due, unrounded, step, cut, 0))
    periods = [PeriodLine("growing", month, Decimal(counts[month]), paid[month], 0) for month in sorted(counts)]
    periods += [PeriodLine("project", month, Decimal(uses[month]), capped[month], 0) for month in sorted(capped)]
    return sum((line.commission for line in lines), zero), lines, not_paid, periods


def measure() -> list[Row]:
    """Ours against the function by hand; both must give the same records."""
    found = events()
    result = evaluate(PLAN, found)
    if by_hand(found) != (result.total, result.lines, result.not_paid, result.periods):
        message = "the plan and the function by hand disagree"
        raise AssertionError(message)
    ours, theirs = in_turn(lambda: seconds(lambda: evaluate(PLAN, found)), lambda: seconds(lambda: by_hand(found)))
    return [Row("three rules, one tiered, one capped", ours, "s", "written by hand", theirs, 2, "times")]

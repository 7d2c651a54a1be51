"""What was due: the worked examples of the terms, and what holds for every plan."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.programs.evaluated import Evaluation
from affiliate_desktop.programs.evaluation import PlanVersion, evaluate, evaluate_versions
from affiliate_desktop.programs.plan import PlanEvent
from affiliate_desktop.programs.plan_events import ReferralEvent
from affiliate_desktop.programs.plan_file import parse_plan

D = Decimal
HEAD = 'name = "Example"\ncurrency = "USD"\n'
STEPS = '{ from = "1", fixed = "5.00" }, { from = "11", fixed = "8.00" }, { from = "51", fixed = "12.00" }'


def growing(apply: str, period: str = "month") -> str:
    return (
        f'{HEAD}[[rule]]\nname = "growing"\nevent = "signup"\n[rule.tiers]\nmeasure = "count"\n'
        f'period = "{period}"\napply = "{apply}"\nsteps = [ {STEPS} ]\n'
    )


def at(month: int, day: int = 1, hour: int = 0, year: int = 2025) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


def signups(count: int, month: int) -> list[ReferralEvent]:
    return [ReferralEvent(f"{month:02}-{n:03}", at(month, 2, n % 24), PlanEvent.SIGNUP) for n in range(count)]


def sales(*amounts: str, kind: PlanEvent = PlanEvent.SALE, referral: str = "r") -> list[ReferralEvent]:
    return [ReferralEvent(f"s{n}", at(5, n + 1), kind, referral, D(amount)) for n, amount in enumerate(amounts)]


def due(found: Evaluation) -> list[str]:
    return [str(line.commission) for line in found.lines]


@pytest.mark.parametrize(
    ("apply", "april", "total"),
    [("marginal", 0, "66.00"), ("whole", 0, "96.00"), ("next_period", 3, "60.00"), ("next_period", 11, "96.00")],
)
def test_twelve_signups_in_may_earn_by_the_way_steps_apply(apply, april, total):
    found = evaluate(parse_plan(growing(apply)), signups(april, 4) + signups(12, 5))
    assert sum(line.commission for line in found.lines if line.event.startswith("05")) == D(total)


def test_a_sale_that_straddles_two_steps_earns_by_both():
    plan = parse_plan(
        HEAD + '[[rule]]\nevent = "sale"\n[rule.tiers]\nmeasure = "amount"\nperiod = "month"\napply = "marginal"\n'
        'steps = [ { from = "0", percent = "5" }, { from = "1000", percent = "8" } ]\n'
    )
    found = evaluate(plan, sales("900.00", "300.00"))
    assert due(found) == ["45.00", "21.00"]
    assert found.lines[1].step == (D(0), D(1000))
    assert [(p.period, p.measure, p.commission) for p in found.periods] == [("2025-05", D("1200.00"), D("66.00"))]


def test_halves_are_rounded_away_from_zero():
    plan = parse_plan(HEAD + '[[rule]]\nevent = "project"\npercent = "10"\n')
    found = evaluate(plan, sales("333.35", kind=PlanEvent.PROJECT))
    assert due(found) == ["33.34"]
    assert found.lines[0].unrounded == D("33.335")


def test_caps_cut_in_order_with_what_is_left():
    plan = parse_plan(
        HEAD + '[[rule]]\nevent = "project"\npercent = "10"\nfirst_events = 3\ncap_per_event = "50"\n'
        'cap_per_referral = "120"\n'
    )
    found = evaluate(plan, sales("600", "600", "600", "600", kind=PlanEvent.PROJECT))
    assert [line.commission for line in found.lines] == [50, 50, 20]
    assert [line.cut_by for line in found.lines] == [
        ("cap_per_event",),
        ("cap_per_event",),
        ("cap_per_event", "cap_per_referral"),
    ]
    assert [(one.event, one.reason) for one in found.not_paid] == [("s3", "after_first_events")]


def test_a_period_cap_is_used_up_by_what_was_finally_paid():
    plan = parse_plan(
        HEAD + '[[rule]]\nevent = "sale"\npercent = "50"\ncap_per_referral = "10"\ncap_per_period = "15"\n'
        'cap_period = "month"\n'
    )
    events = sales("30", referral="a") + [e._replace(id="t" + e.id) for e in sales("30", "30", referral="b")]
    found = evaluate(plan, events)
    assert sum(line.commission for line in found.lines) == 15
    assert found.periods[0].commission == 15


def test_the_measure_of_a_cap_period_is_what_the_tiers_measure():
    plan = parse_plan(
        f'{HEAD}[[rule]]\nevent = "sale"\ncap_per_period = "50.00"\ncap_period = "year"\n[rule.tiers]\n'
        'measure = "amount"\nperiod = "month"\napply = "whole"\nsteps = [ { from = "0", percent = "10" } ]\n'
    )
    found = evaluate(plan, sales("200.00", "200.00", "200.00"))
    assert [(one.period, one.measure, one.commission) for one in found.periods] == [
        ("2025", D("600.00"), D("50.00")),
        ("2025-05", D("600.00"), D("50.00")),
    ]


def test_within_days_is_measured_from_the_earliest_valid_signup():
    plan = parse_plan(HEAD + '[[rule]]\nevent = "project"\nfixed = "1.00"\nwithin_days = 10\n')
    signup = ReferralEvent("u", at(5, 2), PlanEvent.SIGNUP, "r")
    late = at(5, 2) + timedelta(days=10, seconds=1)
    events = [
        signup,
        signup._replace(id="x", time=at(4, 1), valid=False),
        ReferralEvent("before", at(5, 1), PlanEvent.PROJECT, "r"),
        ReferralEvent("last", at(5, 12), PlanEvent.PROJECT, "r"),
        ReferralEvent("late", late, PlanEvent.PROJECT, "r"),
        ReferralEvent("nobody", at(5, 3), PlanEvent.PROJECT, "other"),
    ]
    found = evaluate(plan, events)
    assert [line.event for line in found.lines] == ["last"]
    reasons = {one.event: one.reason for one in found.not_paid}
    assert reasons == {"before": "before_signup", "late": "too_late", "nobody": "no_signup"}


def test_other_currencies_are_reported_and_never_converted():
    plan = parse_plan(HEAD + '[[rule]]\nevent = "sale"\npercent = "10"\n')
    found = evaluate(plan, [sales("10")[0]._replace(currency="EUR")])
    assert found.total == 0
    assert [one.reason for one in found.not_paid] == ["currency"]


def test_a_signup_in_another_currency_still_fixes_the_signup_time():
    plan = parse_plan(HEAD + '[[rule]]\nevent = "sale"\nfixed = "2.00"\nwithin_days = 30\n')
    signup = ReferralEvent("u", at(4, 30), PlanEvent.SIGNUP, "r", currency="EUR")
    assert evaluate(plan, [signup, *sales("10")]).total == 2


def test_the_plans_time_zone_decides_the_month():
    text = growing("whole").replace('currency = "USD"', 'currency = "USD"\ntimezone = "Asia/Tokyo"')
    found = evaluate(parse_plan(text), [ReferralEvent("a", datetime(2025, 4, 30, 16, tzinfo=UTC), PlanEvent.SIGNUP)])
    assert found.periods[0].period == "2025-05"


def test_a_bonus_is_paid_once_a_period_on_the_event_that_reaches_it():
    plan = parse_plan(
        HEAD + '[[bonus]]\nname = "ten"\nevent = "signup"\nmeasure = "count"\nperiod = "month"\nreach = "10"\n'
        'amount = "100.00"\n'
    )
    found = evaluate(plan, signups(12, 5) + signups(9, 6) + signups(10, 7))
    assert [line.event for line in found.lines] == ["05-009", "07-009"]
    assert [(one.period, int(one.commission)) for one in found.periods] == [
        ("2025-05", 100),
        ("2025-06", 0),
        ("2025-07", 100),
    ]


def test_counts_start_anew_with_new_terms_but_first_events_go_on():
    old = parse_plan(growing("marginal") + '[[rule]]\nname = "p"\nevent = "project"\nfixed = "1"\nfirst_events = 2\n')
    new = parse_plan(growing("marginal") + '[[rule]]\nname = "p"\nevent = "project"\nfixed = "3"\nfirst_events = 2\n')
    projects = sales("1", "1", "1", kind=PlanEvent.PROJECT)
    versions = [PlanVersion(old), PlanVersion(new, at(5, 2))]
    found = evaluate_versions(versions, projects)
    assert due(found) == ["1.00", "3.00"]
    assert [one.reason for one in found.not_paid] == ["after_first_events"]
    twelve = [ReferralEvent(f"{n:02}", at(5, 1, n), PlanEvent.SIGNUP) for n in range(6)]
    twelve += [ReferralEvent(f"{n:02}", at(5, 2, n), PlanEvent.SIGNUP) for n in range(6, 12)]
    assert evaluate_versions(versions, twelve).total == 60


def test_limits_that_come_with_new_terms_hold_for_what_was_paid_before_them():
    rule = '[[rule]]\nname = "p"\nevent = "project"\nfixed = "4"\n'
    projects = sales("1", "1", "1", kind=PlanEvent.PROJECT)
    since = PlanVersion(parse_plan(HEAD + rule + "first_events = 2\n"), at(5, 3))
    found = evaluate_versions([PlanVersion(parse_plan(HEAD + rule)), since], projects)
    assert [(one.event, one.reason) for one in found.not_paid] == [("s2", "after_first_events")]
    since = PlanVersion(parse_plan(HEAD + rule + 'cap_per_referral = "10"\n'), at(5, 3))
    assert due(evaluate_versions([PlanVersion(parse_plan(HEAD + rule)), since], projects)) == ["4.00", "4.00", "2.00"]


def test_a_program_may_judge_by_the_time_of_the_signup():
    old = parse_plan(HEAD + '[[rule]]\nevent = "sale"\nfixed = "1"\n')
    new = parse_plan(HEAD + '[[rule]]\nevent = "sale"\nfixed = "9"\n')
    versions = [PlanVersion(old), PlanVersion(new, at(5, 1))]
    events = [ReferralEvent("u", at(4, 2), PlanEvent.SIGNUP, "r"), *sales("10"), *sales("5", referral="none")[:0]]
    assert evaluate_versions(versions, events).total == 9
    assert evaluate_versions(versions, events, by_signup=True).total == 1
    stranger = sales("10", referral="nobody")
    assert [one.reason for one in evaluate_versions(versions, stranger, by_signup=True).not_paid] == ["no_signup"]


def test_no_digit_of_an_unrounded_commission_is_lost():
    from affiliate_desktop.core.money import plain

    plan = parse_plan(HEAD + '[[rule]]\nevent = "sale"\npercent = "99.9999999999"\n')
    line = evaluate(plan, sales("99999999999.999999")).lines[0]
    assert plain(line.unrounded, "USD") == "99999999999.899999000000000001"
    assert plain(line.commission, "USD") == "99999999999.90"


def test_repeated_ids_are_refused():
    with pytest.raises(BadInput) as caught:
        evaluate(parse_plan(growing("whole")), signups(2, 5) + signups(1, 5))
    assert caught.value.code == "event_repeated"


WHOLE_PAGE = """
name = "Example"
currency = "USD"
timezone = "UTC"
rounding = "half_up"
[[rule]]
name = "sign-up"
event = "signup"
fixed = "5.00"
[[rule]]
name = "project share"
event = "project"
percent = "10"
minimum_amount = "20.00"
first_events = 3
within_days = 365
cap_per_event = "50.00"
cap_per_referral = "120.00"
cap_per_period = "1000.00"
cap_period = "month"
[[rule]]
name = "growing sign-ups"
event = "signup"
[rule.tiers]
measure = "count"
period = "month"
apply = "marginal"
steps = [
  { from = "1",  fixed = "5.00" },
  { from = "11", fixed = "8.00" },
  { from = "51", fixed = "12.00" },
]
[[bonus]]
name = "ten in a month"
event = "signup"
measure = "count"
period = "month"
reach = "10"
amount = "100.00"
"""


def test_every_rule_and_bonus_that_fits_an_event_pays_a_line_of_its_own():
    joined = [event._replace(referral=f"u{n}") for n, event in enumerate(signups(12, 5))]
    projects = [
        ReferralEvent(f"p{n}", at(6, n + 1), PlanEvent.PROJECT, "u0", D(amount))
        for n, amount in enumerate(["600", "19.99", "600", "600", "600"])
    ]
    found = evaluate(parse_plan(WHOLE_PAGE), joined + projects)
    totals = {rule: sum(line.commission for line in found.lines if line.rule == rule) for rule in RULES}
    assert totals == {"sign-up": 60, "project share": 120, "growing sign-ups": 66, "ten in a month": 100}
    assert found.total == 346
    assert [str(line.commission) for line in found.lines if line.rule == "project share"] == ["50.00", "50.00", "20.00"]
    assert [(one.event, one.reason) for one in found.not_paid] == [
        ("p1", "below_minimum"),
        ("p4", "after_first_events"),
    ]
    assert [(one.rule, one.period, int(one.measure), one.commission) for one in found.periods] == [
        ("project share", "2025-06", 3, D("120.00")),
        ("growing sign-ups", "2025-05", 12, D("66.00")),
        ("ten in a month", "2025-05", 12, D("100.00")),
    ]


RULES = ("sign-up", "project share", "growing sign-ups", "ten in a month")

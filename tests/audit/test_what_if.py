"""What if: plans side by side, break-even, the next step and the month's forecast."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affiliate_desktop.app import App
from affiliate_desktop.audit.in_force import InForce
from affiliate_desktop.audit.model import Referral
from affiliate_desktop.audit.what_if import (
    Mix,
    break_even,
    compare,
    curves,
    mix_of,
    next_steps,
    typed_events,
)
from affiliate_desktop.audit.what_if_service import Source
from affiliate_desktop.audit.what_if_words import basis_words, currency_words, step_words
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.programs.evaluation import PlanVersion, evaluate
from affiliate_desktop.programs.model import Account, Program
from affiliate_desktop.programs.plan import DatedPlan, Plan, PlanEvent
from affiliate_desktop.programs.plan_events import ReferralEvent
from affiliate_desktop.programs.plan_file import parse_plan
from tests.ledger.earnings import import_rows

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)


def plan(rules: str, currency: str = "USD") -> Plan:
    return parse_plan(f'name = "p"\ncurrency = "{currency}"\ntimezone = "UTC"\nrounding = "half_up"\n{rules}')


def tiered(apply: str, *, period: str = "month") -> Plan:
    return plan(
        f"""
[[rule]]
name = "growing"
event = "signup"
[rule.tiers]
measure = "count"
period = "{period}"
apply = "{apply}"
steps = [{{ from = "1", fixed = "5.00" }}, {{ from = "11", fixed = "8.00" }}, {{ from = "16", fixed = "9.00" }}]
"""
    )


PER_SIGNUP = plan('[[rule]]\nevent = "signup"\nfixed = "5.00"')
SHARE = plan('[[rule]]\nevent = "project"\npercent = "10"')


def held(terms: Plan | str) -> InForce:
    """A plan that always held."""
    return InForce((PlanVersion(plan(terms) if isinstance(terms, str) else terms),))


def figures(*values: object) -> tuple[object, ...]:
    """Numbers of several kinds beside each other."""
    return values


def signups(count: int, day: str = "2026-06-05") -> list[ReferralEvent]:
    start = datetime.fromisoformat(f"{day}T10:00:00+00:00")
    return [
        ReferralEvent(f"{day}-{at}", start + timedelta(minutes=at), PlanEvent.SIGNUP, f"{day}-{at}")
        for at in range(count)
    ]


def test_the_step_that_three_more_sign_ups_reach_is_worth_what_all_of_them_gain() -> None:
    (step,) = next_steps(held(tiered("whole")), signups(8), NOW)
    assert figures(step.more, step.step, step.period, step.days_left) == (3, 2, "2026-06", 16)
    assert step.worth == 11 * 8 - 8 * 5
    assert step_words(step) == "3 more sign-ups in 2026-06 lift you to step 2, worth 48.00 USD (16 days left)."


def test_a_marginal_step_is_worth_its_own_events() -> None:
    (step,) = next_steps(held(tiered("marginal")), signups(13), NOW)
    assert figures(step.more, step.step, step.worth) == (3, 3, 8 + 8 + 9)


def test_a_step_for_the_next_period_is_worth_what_a_month_like_this_gains() -> None:
    (step,) = next_steps(held(tiered("next_period")), signups(10), NOW)
    assert figures(step.more, step.later) == (1, True)
    assert step.worth == 5 + 11 * (8 - 5)
    assert "from the next period on" in step_words(step)


def test_beyond_the_last_step_there_is_none_and_other_months_do_not_count() -> None:
    assert next_steps(held(tiered("whole")), signups(20), NOW) == ()
    (step,) = next_steps(held(tiered("whole")), signups(20, "2026-05-05"), NOW)
    assert figures(step.more, step.step, step.worth) == (11, 2, 88)


def test_an_amount_and_a_bonus_are_told_too() -> None:
    found = next_steps(
        held(
            """
[[rule]]
name = "volume"
event = "sale"
[rule.tiers]
measure = "amount"
period = "month"
apply = "marginal"
steps = [{ from = "0", percent = "5" }, { from = "1000", percent = "8" }]
[[bonus]]
name = "ten in a month"
event = "signup"
measure = "count"
period = "month"
reach = "10"
amount = "100.00"
"""
        ),
        [*signups(9), ReferralEvent("x", NOW, PlanEvent.SALE, "", Decimal(900))],
        NOW,
    )
    assert [figures(each.rule, each.more, each.step, each.worth) for each in found] == [
        ("ten in a month", 1, 0, 100),
        ("volume", 100, 2, 5),
    ]
    assert step_words(found[0]) == "1 more sign-up in 2026-06 earns “ten in a month”, worth 100.00 USD (16 days left)."
    assert step_words(found[1]).startswith("Sales of 100.00 USD more in 2026-06 lift you to step 2")


def test_plans_are_compared_with_what_they_leave_unpaid() -> None:
    events = [*signups(2), ReferralEvent("p", NOW, PlanEvent.PROJECT, "2026-06-05-0", Decimal(500), "EUR")]
    found = compare([("share", SHARE), ("each", PER_SIGNUP)], events)
    assert [figures(each.name, each.total, each.not_paid) for each in found] == [
        ("each", 10, ()),
        ("share", 0, (("currency", 1),)),
    ]


def test_the_break_even_lies_where_both_pay_the_same() -> None:
    mix = Mix(signups=Decimal(10), projects=Decimal(4), amount=Decimal(100))
    capped = plan('[[rule]]\nevent = "signup"\nfixed = "9.00"\ncap_per_period = "45.00"\ncap_period = "month"')
    drawn = curves([("capped", capped), ("each", PER_SIGNUP)], mix, date(2026, 1, 1))
    (crossing,) = break_even(drawn)
    assert (crossing.before, crossing.after) == ("capped", "each")
    assert abs(crossing.volume - Decimal("12.6")) <= Decimal("0.9"), "9 sign-ups of 14 events pay 45 either way"
    assert not any(drawn[0].points[0])
    other = curves(
        [("eur", plan('[[rule]]\nevent = "signup"\nfixed = "9.00"', "EUR")), ("each", PER_SIGNUP)], mix, NOW.date()
    )
    assert break_even(other) == ()


@settings(max_examples=40, deadline=None)
@given(st.decimals(0, 40, places=2), st.decimals(0, 20, places=1), st.integers(1, 8))
def test_typed_numbers_become_as_many_events(signups_: Decimal, projects: Decimal, months: int) -> None:
    events = typed_events(Mix(signups_, projects, Decimal(0), Decimal(50)), months, date(2025, 11, 3))
    kinds = [event.event for event in events]
    assert kinds.count(PlanEvent.SIGNUP) == int(signups_ * months)
    assert kinds.count(PlanEvent.PROJECT) == int(projects * months)
    assert len({event.id for event in events}) == len(events)
    if events:
        mix, spread = mix_of(events)
        assert spread <= months
        assert round(mix.count * spread) == len(events)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 30), st.sampled_from(["whole", "marginal", "next_period"]))
def test_a_step_of_rising_pay_is_never_worth_less_than_nothing(count: int, apply: str) -> None:
    for step in next_steps(held(tiered(apply)), signups(count), NOW):
        assert step.worth > 0
        reached = [*signups(count), *signups(int(step.more), "2026-06-10")]
        if not step.later:
            both = evaluate(tiered(apply), reached).total - evaluate(tiered(apply), signups(count)).total
            assert step.worth == both


@pytest.fixture
def program(app: App, tmp_path: Path) -> int:
    account = app.programs.add_account(Account("Awin", "awin", currency="USD")).value.id
    key = app.programs.add_program(Program(account, "Tea")).value.id
    app.plans.add(DatedPlan(key, tiered("whole")))
    rows = "".join(f"{at},2026-06-0{at % 9 + 1},5.00,USD,approved,Tea\n" for at in range(8))
    import_rows(app, account, tmp_path, rows)
    return key


def test_statement_rows_are_the_events_where_nothing_is_recorded(app: App, program: int) -> None:
    source, events = app.what_if.events(program)
    assert (source, len(events)) == (Source.STATEMENTS, 8)
    assert [event.time for event in events] == sorted(event.time for event in events)
    found = app.what_if.compare([("each", PER_SIGNUP)], source, events)
    assert found.count == 8
    outlook = app.what_if.outlook(program)
    assert outlook.forecast is not None


def test_the_record_is_taken_where_it_knows_as_much_as_the_statements(app: App, program: int) -> None:
    for number in range(7):
        app.referrals.add(Referral(program, f"friend {number}", signed_up="2026-06-01"))
    assert app.what_if.events(program)[0] is Source.STATEMENTS
    app.referrals.add(Referral(program, "one more", signed_up="2026-06-02"))
    source, events = app.what_if.events(program)
    assert (source, len(events)) == (Source.RECORDS, 8)
    assert app.what_if.events(program, source=Source.STATEMENTS)[0] is Source.STATEMENTS


def test_what_cannot_be_compared_is_refused(app: App) -> None:
    with pytest.raises(BadInput):
        app.what_if.compare([], Source.TYPED, [])
    with pytest.raises(BadInput):
        app.what_if.typed(Mix(Decimal(-1)), 12)
    with pytest.raises(BadInput):
        app.what_if.typed(Mix(Decimal(1)), 0)
    assert app.what_if.compare([("each", PER_SIGNUP)], Source.TYPED, []).curves == ()


def test_a_lifetime_counts_rows_of_all_years(app: App, tmp_path: Path) -> None:
    account = app.programs.add_account(Account("Awin", "awin", currency="USD")).value.id
    key = app.programs.add_program(Program(account, "Tea")).value.id
    steps = tiered("whole", period="lifetime")
    rule = replace(steps.rules[0], event=PlanEvent.SALE)
    app.plans.add(DatedPlan(key, replace(steps, rules=(rule,))))
    rows = "".join(f"{at},2021-06-0{at},5.00,USD,approved,Tea\n" for at in range(1, 8))
    import_rows(app, account, tmp_path, rows)
    (step,) = app.what_if.outlook(key).steps
    assert figures(step.more, step.step, step.days_left) == (4, 2, None)
    assert step_words(step) == "4 more sales lift you to step 2, worth 53.00 USD."


def test_what_was_counted_is_said(app: App, program: int) -> None:
    source, events = app.what_if.events(program)
    found = app.what_if.compare([("each", PER_SIGNUP), ("euros", plan(SALE_RULE, "EUR"))], source, events)
    assert basis_words(found).startswith("Counted from 8 statement rows. Statements do not say who was referred")
    assert currency_words(found.outcomes) == (
        "euros pays in EUR: 8 events in other currencies count for nothing there.",
    )
    both = [("a", plan(SALE_RULE, "EUR")), ("b", plan(SALE_RULE, "EUR"))]
    assert currency_words(app.what_if.compare(both, source, events[:1]).outcomes) == (
        "a, b pay in EUR: 1 event in other currencies counts for nothing there.",
    )
    typed = app.what_if.compare([("each", PER_SIGNUP)], Source.TYPED, app.what_if.typed(Mix(Decimal(2)), 3))
    assert basis_words(typed).startswith("The same numbers every month")
    records = app.what_if.compare([("each", PER_SIGNUP)], Source.RECORDS, signups(1))
    assert basis_words(records) == "Counted from your own record: 1 sign-up, project or sale."


SALE_RULE = '[[rule]]\nevent = "sale"\npercent = "10"'

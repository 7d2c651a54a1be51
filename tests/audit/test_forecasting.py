"""How the month will end: the pace so far, with referrals that stand where those before them stood."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affiliate_desktop.app import App
from affiliate_desktop.audit.forecasting import Forecast, forecast
from affiliate_desktop.audit.in_force import InForce
from affiliate_desktop.audit.model import RecordedEvent, Referral
from affiliate_desktop.audit.what_if_service import Source
from affiliate_desktop.audit.what_if_words import forecast_words
from affiliate_desktop.programs.evaluation import PlanVersion
from affiliate_desktop.programs.model import Account, Program
from affiliate_desktop.programs.plan import DatedPlan, Judging, Plan, PlanEvent
from affiliate_desktop.programs.plan_events import ReferralEvent
from affiliate_desktop.programs.plan_file import parse_plan

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
"""Half of June has passed: as much comes as has been."""
SHARE = '[[rule]]\nevent = "project"\npercent = "10"\n'
KINDS = ((PlanEvent.SIGNUP, 0), (PlanEvent.PROJECT, 70))
TIERS = """
[[rule]]
name = "growing"
event = "signup"
[rule.tiers]
measure = "count"
period = "month"
apply = "whole"
steps = [{ from = "1", fixed = "5.00" }, { from = "11", fixed = "8.00" }]
"""


def figures(*values: object) -> tuple[object, ...]:
    """Numbers of several kinds beside each other."""
    return values


def plan(rules: str) -> Plan:
    return parse_plan(f'name = "p"\ncurrency = "USD"\ntimezone = "UTC"\n{rules}')


def held(rules: str) -> InForce:
    return InForce((PlanVersion(plan(rules)),))


def signup(who: str, day: str) -> ReferralEvent:
    return ReferralEvent(f"s-{who}", datetime.fromisoformat(f"{day}T10:00:00+00:00"), PlanEvent.SIGNUP, who)


def project(who: str, day: str, amount: str = "100") -> ReferralEvent:
    moment = datetime.fromisoformat(f"{day}T11:00:00+00:00")
    return ReferralEvent(f"p-{who}-{day}", moment, PlanEvent.PROJECT, who, Decimal(amount))


def money(rules: str, *events: ReferralEvent, now: datetime = NOW) -> tuple[int, int]:
    """So far and expected, in whole units."""
    found = forecast(held(rules), events, now)
    assert int(found.so_far) == found.so_far
    return int(found.so_far), int(found.expected)


def test_the_month_goes_on_at_its_pace_into_the_next_step() -> None:
    events = [
        *(signup(f"m{at}", "2026-05-05") for at in range(3)),
        *(signup(f"j{at}", "2026-06-05") for at in range(6)),
    ]
    found = forecast(held(TIERS), events, NOW)
    assert figures(found.so_far, found.expected, found.count, found.basis) == (30, 12 * 8, 6, "pace")
    assert forecast_words(found) == (
        "2026-06: 30.00 USD so far, about 96.00 USD by its end, at the pace of its first 15 days."
    )


def test_the_first_day_of_a_month_is_one_day() -> None:
    found = forecast(held(SHARE), [project("a", "2026-06-01")], datetime(2026, 6, 1, 12, tzinfo=UTC))
    assert figures(found.so_far, found.expected) == (10, 300)
    assert forecast_words(found).endswith("about 300.00 USD by its end, at the pace of its first day.")


def test_a_month_without_events_goes_on_as_the_three_before() -> None:
    quiet = forecast(
        held('[[rule]]\nevent = "signup"\nfixed = "5.00"'), [signup(f"m{at}", "2026-05-05") for at in range(9)], NOW
    )
    # 9 in the 92 days of March, April and May; 16 days are left, today included
    assert figures(quiet.so_far, quiet.expected, quiet.basis) == (0, 9 * 16 // 92 * 5, "before")
    assert forecast(held(SHARE), [], NOW) == Forecast("2026-06", "USD", Decimal(0), Decimal(0), 0, 15, 30, "before")


def test_projects_of_referrals_who_signed_up_this_month_go_on_within_their_days() -> None:
    events = (
        signup("a", "2026-06-03"),
        project("a", "2026-06-06"),
        signup("b", "2026-06-08"),
        project("b", "2026-06-09"),
    )
    assert money(SHARE + "within_days = 30", *events) == (20, 40)


def test_projects_of_referrals_who_signed_up_long_ago_stay_within_their_days_or_too_late() -> None:
    events = (
        signup("old", "2025-01-01"),
        project("old", "2026-06-06"),
        signup("new", "2026-03-01"),
        project("new", "2026-06-09"),
        project("unknown", "2026-06-10"),
    )
    assert money(SHARE + "within_days = 120", *events) == (10, 20)


def test_first_events_stay_first_and_later_ones_stay_later() -> None:
    events = (project("a", "2026-05-06"), project("a", "2026-06-06"), project("b", "2026-06-07"))
    assert money(SHARE + "first_events = 1", *events) == (10, 20)


def test_what_a_referral_has_used_up_of_its_cap_stays_used_up() -> None:
    events = (project("a", "2026-05-06", "800"), project("a", "2026-06-06", "300"), project("b", "2026-06-07", "300"))
    assert money(SHARE + 'cap_per_referral = "100.00"', *events) == (20 + 30, 2 * (20 + 30))


def test_a_cap_of_the_month_holds_for_what_comes() -> None:
    events = [project(f"r{at}", "2026-06-06", "300") for at in range(3)]
    assert money(SHARE + 'cap_per_period = "100.00"\ncap_period = "month"', *events) == (90, 100)


def test_half_as_many_events_keep_the_mix_of_kinds() -> None:
    events = [
        *(signup(f"s{at}", f"2026-06-{at + 1:02}") for at in range(8)),
        *(project(f"s{at}", "2026-06-18") for at in range(8)),
    ]
    late = datetime(2026, 6, 20, 12, tzinfo=UTC)
    both = SHARE + 'within_days = 30\n[[rule]]\nevent = "signup"\nfixed = "1.00"'
    # 16 in 20 days: 8 more in 10, half of them sign-ups
    assert money(both, *events, now=late) == (88, 88 + 44)


def test_todays_time_zone_decides_the_month() -> None:
    last = [ReferralEvent("x", datetime(2026, 5, 31, 23, tzinfo=UTC), PlanEvent.PROJECT, "", Decimal(100))]
    terms = InForce((PlanVersion(parse_plan('name = "p"\ncurrency = "USD"\ntimezone = "Europe/Berlin"\n' + SHARE)),))
    assert figures(forecast(terms, last, NOW).so_far, money(SHARE, *last)[0]) == (10, 0)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from(KINDS), st.integers(1, 106)), max_size=25),
    st.sampled_from(
        ["", "within_days = 20\n", "first_events = 2\n", 'cap_per_referral = "15.00"\n', 'cap_per_event = "6.00"\n']
    ),
)
def test_half_of_a_month_is_doubled_by_terms_that_know_referrals_only(
    made: Sequence[tuple[int, tuple[PlanEvent, int], int]], limit: str
) -> None:
    start = datetime(2026, 3, 1, tzinfo=UTC)
    events = [
        ReferralEvent(f"e{at:03}", start + timedelta(days=day - 1, minutes=at), kind, f"r{who}", Decimal(amount))
        for at, (who, (kind, amount), day) in enumerate(made)
    ]
    found = forecast(held(SHARE + limit + '[[rule]]\nevent = "signup"\nfixed = "1.00"'), events, NOW)
    if found.count:
        assert found.expected == 2 * found.so_far


@pytest.fixture
def program(app: App) -> int:
    account = app.programs.add_account(Account("Awin", "awin", currency="USD")).value.id
    return app.programs.add_program(Program(account, "Tea")).value.id


def recorded(app: App, program: int, signed_up: str, *days: str) -> None:
    """A referral with projects."""
    events = tuple(RecordedEvent(PlanEvent.PROJECT, day, 100_000_000, "USD") for day in days)
    app.referrals.add(Referral(program, f"since {signed_up}", signed_up=signed_up, events=events))


def test_a_sign_up_before_the_version_that_holds_is_known(app: App, program: int) -> None:
    app.plans.add(DatedPlan(program, plan(SHARE + "within_days = 60")))
    app.plans.add(DatedPlan(program, plan(SHARE.replace("10", "20") + "within_days = 60"), date(2026, 6, 1)))
    today = app.clock.today()
    assert today.isoformat()[:7] == "2026-06"
    recorded(app, program, "2026-05-20", "2026-06-01")
    found = app.what_if.outlook(program, Source.RECORDS).forecast
    assert found is not None
    assert found.so_far == 20
    app.plans.judge(program, Judging(by_signup=True))
    found = app.what_if.outlook(program, Source.RECORDS).forecast
    assert found is not None
    assert found.so_far == 10

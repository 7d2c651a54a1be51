"""Plans as files and in words: what is written reads back the same, and the sentence says what is paid."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.programs.plan import (
    Apply,
    Bonus,
    Measure,
    Plan,
    PlanEvent,
    PlanPeriod,
    Rounding,
    Rule,
    Step,
    Terms,
    Tiers,
)
from affiliate_desktop.programs.plan_example import example
from affiliate_desktop.programs.plan_file import parse_plan
from affiliate_desktop.programs.plan_sentence import clauses, differences, sentence, terms_clauses
from affiliate_desktop.programs.plan_writing import plan_toml, with_values
from affiliate_desktop.programs.ready_plans import ready_plan, ready_plans

D = Decimal
amounts = st.decimals(min_value=0, max_value=99999, places=2)
names = (
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]), min_size=1, max_size=12)
    .map(str.strip)
    .filter(lambda name: name != "")
)
wholes = st.none() | st.integers(1, 400)


@st.composite
def tiers(draw: st.DrawFn) -> Tiers:
    measure, apply = draw(st.sampled_from(Measure)), draw(st.sampled_from(Apply))
    periods = [each for each in PlanPeriod if apply is not Apply.NEXT_PERIOD or each is not PlanPeriod.LIFETIME]
    first = 1 if measure is Measure.COUNT else 0
    starts = [first, *sorted(draw(st.sets(st.integers(2, 300), max_size=3)))]
    percents_only = measure is Measure.AMOUNT and apply is Apply.MARGINAL
    steps = []
    for start in starts:
        fixed = not percents_only and draw(st.booleans())
        steps.append(Step(D(start), draw(amounts), None) if fixed else Step(D(start), None, draw(amounts)))
    return Tiers(measure, draw(st.sampled_from(periods)), apply, tuple(steps))


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    way = draw(st.sampled_from(("fixed", "percent", "tiers")))
    capped = draw(st.booleans())
    return Rule(
        name=draw(names),
        event=draw(st.sampled_from(PlanEvent)),
        fixed=draw(amounts) if way == "fixed" else None,
        percent=draw(amounts) if way == "percent" else None,
        tiers=draw(tiers()) if way == "tiers" else None,
        minimum_amount=draw(st.none() | amounts),
        first_events=draw(wholes),
        within_days=draw(wholes),
        cap_per_event=draw(st.none() | amounts),
        cap_per_referral=draw(st.none() | amounts),
        cap_per_period=draw(amounts) if capped else None,
        cap_period=draw(st.sampled_from(PlanPeriod)) if capped else None,
    )


bonuses = st.builds(
    Bonus,
    names,
    st.sampled_from(PlanEvent),
    st.sampled_from(Measure),
    st.sampled_from(PlanPeriod),
    st.integers(1, 500).map(D),
    amounts,
    st.none() | amounts,
)
terms = st.builds(
    Terms,
    wholes,
    wholes,
    st.none() | amounts,
    st.none() | st.integers(1, 31),
    wholes,
    st.lists(names.map(str.strip), max_size=3).map(tuple),
    st.none() | st.booleans(),
    st.none() | st.booleans(),
)


def names_of_their_own(plan: Plan) -> bool:
    """Whether no two parts of a plan are called the same."""
    called = [rule.name for rule in plan.rules] + [bonus.name for bonus in plan.bonuses]
    return len(set(called)) == len(called)


plans = st.builds(
    Plan,
    st.just("") | names,
    st.sampled_from(("USD", "EUR", "JPY")),
    st.sampled_from(("UTC", "Asia/Tokyo")),
    st.sampled_from(Rounding),
    st.lists(rules(), min_size=1, max_size=3).map(tuple),
    st.lists(bonuses, max_size=2).map(tuple),
    terms,
).filter(names_of_their_own)


@given(plans)
@settings(deadline=None, max_examples=40)
def test_a_plan_that_is_written_reads_back_the_same(plan):
    assert parse_plan(plan_toml(plan)) == plan


@given(plans)
@settings(deadline=None, max_examples=40)
def test_every_plan_has_words_and_an_example(plan):
    said = sentence(plan)
    assert said.endswith(".")
    assert len(clauses(plan)) == len(plan.rules) + len(plan.bonuses)
    assert all(line.commission >= 0 for line in example(plan))


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (
            Rule("r", PlanEvent.PROJECT, percent=D(10), first_events=3, cap_per_event=D(50)),
            "10 % of each referred user's first three projects, at most 50.00 each",
        ),
        (Rule("r", PlanEvent.SIGNUP, fixed=D(5)), "5.00 USD for each sign-up"),
        (
            Rule("r", PlanEvent.SALE, fixed=D(2), first_events=1, within_days=30, minimum_amount=D(20)),
            "2.00 USD for each referred user's first sale of 20.00 or more, up to 30 days after the sign-up",
        ),
        (
            Rule("r", PlanEvent.SALE, percent=D("7.50"), cap_per_period=D(1000), cap_period=PlanPeriod.MONTH),
            "7.5 % of each sale, at most 1000.00 a month",
        ),
        (
            Rule(
                "r",
                PlanEvent.SALE,
                tiers=Tiers(
                    Measure.AMOUNT,
                    PlanPeriod.YEAR,
                    Apply.MARGINAL,
                    (Step(D(0), None, D(5)), Step(D(1000), None, D(8))),
                ),
            ),
            "5 % of the sales of a year, 8 % of what is above 1000.00",
        ),
    ],
)
def test_a_rule_is_said_in_plain_language(rule, said):
    assert clauses(Plan("", "USD", rules=(rule,))) == (said,)


def test_the_ready_plans_show_the_ways_programs_pay():
    found = {each.id: sentence(each.plan) for each in ready_plans()}
    assert list(found)[:3] == ["pay-per-signup", "pay-per-project", "pay-per-sale"]
    assert found["tiered-marginal"] == (
        "5.00 USD for each sign-up of a month, 8.00 USD from the 11th, 12.00 USD from the 51st."
    )
    assert "in a month after one with 11 sign-ups or more" in found["tiered-next-period"]
    assert "for all of a month that reaches 51 sign-ups" in found["tiered-whole"]
    assert ready_plan("pay-per-sale", "eur").currency == "EUR"


def test_the_example_shows_what_limits_and_caps_do():
    lines = example(ready_plan("pay-per-project"))
    assert [(line.text, str(line.commission)) for line in lines[:2]] == [
        ("1st project of 250.00", "25.00"),
        ("2nd project of 750.00", "50.00"),
    ]
    assert lines[1].note == "cut to the most for one"
    assert lines[-1].note == "not among the first"
    months = [line.text for line in example(ready_plan("tiered-next-period"))]
    assert months[-2:] == ["1st to 51st sign-up in May 2025", "1st sign-up in June 2025"]


def test_what_changed_between_two_versions_is_said_line_by_line():
    old = ready_plan("pay-per-project")
    new = with_values(parse_plan(plan_toml(old).replace('"10"', '"8"')), {"hold_days": "60", "cookie_days": ""})
    share = "% of each referred user's first three projects, at most 50.00 each"
    assert differences(old, new) == (
        f"project share: 10 {share} → 8 {share}",
        "no longer: clicks count for 30 days",
        "no longer: commissions are held for 30 days",
        "new: commissions are held for 60 days",
    )
    assert differences(old, old) == ()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"hold_days": "soon"}, "hold_days"),
        ({"pay_day": "32"}, "1 to 31"),
        ({"payout_threshold": "-1"}, "payout_threshold"),
        ({"with_vat": "perhaps"}, "true or false"),
        ({"cookies": "3"}, "no such term"),
    ],
)
def test_other_terms_that_cannot_be_used_are_refused_by_name(values, words):
    with pytest.raises(BadInput, match=words):
        with_values(ready_plan("pay-per-sale"), values)


def test_other_terms_are_kept_in_the_file_and_said():
    plan = with_values(
        ready_plan("pay-per-signup"),
        {"payout_threshold": "50.00", "pay_day": "15", "notice_days": "1", "channels": "blog, mail", "with_vat": "no"},
    )
    assert parse_plan(plan_toml(plan)).terms == plan.terms
    assert parse_plan(plan_toml(plan, with_terms=False)).terms == Terms()
    assert terms_clauses(plan.terms, "USD") == (
        "clicks count for 30 days",
        "commissions are held for 30 days",
        "paid out from 50.00 USD on",
        "paid on day 15 of the month",
        "changes are announced 1 day ahead",
        "allowed: blog, mail",
        "the base is without VAT",
    )

"""Every kind of finding, from real statements, terms and referrals."""

from datetime import date

import pytest

from affiliate_desktop.audit.model import FindingKind as K
from affiliate_desktop.core.periods import Period
from affiliate_desktop.core.problems import BadInput, Failed
from affiliate_desktop.programs.plan import Judging
from tests.audit.making import HOLD, PROJECT, SALE, SIGNUP, Desk, kinds


def test_rows_are_right_underpaid_or_overpaid_by_the_sale_amount_on_them(desk: Desk) -> None:
    desk.terms(SALE)
    desk.rows(
        "a,2026-05-01,sale,100.00,10.00,USD,approved",
        "b,2026-05-02,sale,100.00,8.00,USD,paid",
        "c,2026-05-03,sale,100.00,12.50,USD,approved",
    )
    found = desk.found()
    assert kinds(found) == [K.RIGHT, K.UNDERPAID, K.OVERPAID]
    assert [(each.reported_micro, each.due_micro, each.difference_micro) for each in found] == [
        (10_000_000, 10_000_000, 0),
        (8_000_000, 10_000_000, -2_000_000),
        (12_500_000, 10_000_000, 2_500_000),
    ]
    line = found[1].lines[0]
    assert (line.rule, line.commission, line.unrounded) == ("share", "10.00", "10.00")


def test_differences_within_the_tolerance_are_let_pass(desk: Desk) -> None:
    desk.terms(SALE)
    desk.rows("a,2026-05-01,sale,100.00,9.98,USD,approved")
    assert kinds(desk.found(tolerance="0.02")) == [K.RIGHT]
    assert kinds(desk.found(tolerance="0.01")) == [K.UNDERPAID]
    desk.app.plans.judge(desk.program, Judging(tolerance_micro=20_000))
    assert kinds(desk.found()) == [K.RIGHT]
    with pytest.raises(BadInput, match="tolerance"):
        desk.app.audits.run(desk.program, tolerance_micro=-1)


def test_what_no_rule_pays_for_is_unexpected(desk: Desk) -> None:
    desk.terms(SALE + 'minimum_amount = "20.00"\n')
    desk.rows(
        "a,2026-05-01,signup,0,5.00,USD,approved",
        "b,2026-05-02,sale,10.00,1.00,USD,approved",
        "c,2026-05-03,sale,50.00,5.00,EUR,approved",
        "d,2026-05-04,bonus,0,25.00,USD,approved",
        "e,2026-05-05,sale,10.00,0,USD,approved",
    )
    found = desk.found()
    assert [(each.kind, each.reason) for each in found] == [
        (K.UNEXPECTED, "no_rule"),
        (K.UNEXPECTED, "below_minimum"),
        (K.UNEXPECTED, "currency"),
        (K.UNEXPECTED, "other_event"),
        (K.RIGHT, "below_minimum"),
    ]
    assert found[1].refused == (("share", "below_minimum"),)


def test_reversed_rows_and_returns_are_told_apart_from_what_is_due(desk: Desk) -> None:
    desk.terms(SALE)
    desk.rows("a,2026-05-01,sale,100.00,10.00,USD,reversed", "b,2026-05-02,sale,-30.00,-3.00,USD,approved")
    found = desk.found()
    assert [(each.kind, each.reason, each.due_micro) for each in found] == [
        (K.REVERSED, "reversed", None),
        (K.REVERSED, "returned", None),
    ]


def test_a_row_that_is_pending_after_the_hold_days_is_late(desk: Desk) -> None:
    desk.terms(SALE + HOLD)
    desk.rows("a,2026-05-15,sale,100.00,10.00,USD,pending", "b,2026-05-16,sale,100.00,10.00,USD,pending")
    found = desk.found()
    assert kinds(found) == [K.LATE, K.RIGHT]
    assert found[0].days_late == 1


def test_what_was_recorded_and_never_reported_is_missing_after_the_hold_days(desk: Desk) -> None:
    desk.terms(SIGNUP + HOLD)
    desk.referral("Ann", "2026-05-01")
    desk.referral("Ben", "2026-06-01")
    desk.referral("Cleo", "2026-04-01")
    desk.rows("a,2026-04-02,signup,0,5.00,USD,approved")
    report = desk.audit()
    found = list(report.findings.each())
    assert [(each.kind, each.referral, each.due_micro) for each in found] == [
        (K.RIGHT, "Cleo", 5_000_000),
        (K.MISSING, "Ann", 5_000_000),
    ]
    assert (found[1].reported_micro, found[1].transaction_id, found[1].record) == (None, 0, "s1")
    assert report.waiting == 1


def test_terms_that_need_a_referral_leave_rows_unchecked_until_it_is_recorded(desk: Desk) -> None:
    desk.terms(PROJECT)
    desk.rows("a,2026-05-05,project,200.00,20.00,USD,approved", "b,2026-05-06,project,300.00,10.00,USD,approved")
    assert [(each.kind, each.reason) for each in desk.found()] == [(K.UNCHECKED, "no_referral")] * 2
    desk.referral("Ann", "2026-05-01", ("project", "2026-05-05", "200.00"), ("project", "2026-05-06", "300.00"))
    assert kinds(desk.found()) == [K.RIGHT, K.UNDERPAID]


def test_terms_by_the_signup_need_its_day(desk: Desk) -> None:
    desk.terms(PROJECT.replace("first_events = 3", "within_days = 30"))
    desk.rows("a,2026-05-05,project,200.00,20.00,USD,approved")
    ann = desk.referral("Ann", "", ("project", "2026-05-05", "200.00"))
    assert [(each.kind, each.reason) for each in desk.found()] == [(K.UNCHECKED, "no_signup")]
    from dataclasses import replace

    desk.app.referrals.edit(replace(ann, signed_up="2026-04-05"))
    assert kinds(desk.found()) == [K.RIGHT]
    desk.app.referrals.edit(replace(ann, signed_up="2026-04-04"))
    assert [(each.kind, each.reason) for each in desk.found()] == [(K.UNEXPECTED, "too_late")]


def test_before_the_first_terms_nothing_can_be_checked(desk: Desk) -> None:
    desk.terms(SALE, date(2026, 5, 1))
    desk.rows("a,2026-04-30,sale,100.00,9.00,USD,approved", "b,2026-05-01,sale,100.00,9.00,USD,approved")
    assert [(each.kind, each.reason) for each in desk.found()] == [(K.UNCHECKED, "no_terms"), (K.UNDERPAID, "")]


def test_a_share_of_an_amount_that_no_row_names_is_unchecked(desk: Desk) -> None:
    desk.terms(SALE)
    desk.rows("a,2026-05-01,sale,0,9.00,USD,approved")
    assert [(each.kind, each.reason) for each in desk.found()] == [(K.UNCHECKED, "no_base")]


def test_each_row_is_judged_by_the_version_in_force(desk: Desk) -> None:
    old = desk.terms(SALE)
    new = desk.terms(SALE.replace('"10"', '"5"'), date(2026, 5, 1))
    desk.rows("a,2026-04-30,sale,100.00,10.00,USD,approved", "b,2026-05-01,sale,100.00,10.00,USD,approved")
    found = desk.found()
    assert [(each.kind, each.version_id) for each in found] == [(K.RIGHT, old.id), (K.OVERPAID, new.id)]


def test_a_program_may_be_judged_by_the_day_of_the_signup(desk: Desk) -> None:
    desk.terms(SALE)
    desk.terms(SALE.replace('"10"', '"5"'), date(2026, 5, 1))
    desk.app.plans.judge(desk.program, Judging(by_signup=True))
    desk.rows("a,2026-05-10,sale,100.00,10.00,USD,approved", "b,2026-05-11,sale,60.00,6.00,USD,approved")
    desk.referral("Ann", "2026-04-01", ("sale", "2026-05-10", "100.00"))
    assert [(each.kind, each.reason) for each in desk.found()] == [(K.RIGHT, ""), (K.UNCHECKED, "no_referral")]


def test_steps_count_rows_outside_the_period_and_events_that_no_row_reports(desk: Desk) -> None:
    desk.terms(
        'currency = "USD"\n[[rule]]\nname = "growing"\nevent = "signup"\n[rule.tiers]\nmeasure = "count"\n'
        'period = "month"\napply = "whole"\nsteps = [{ from = "1", fixed = "5.00" }, { from = "3", fixed = "8.00" }]\n'
    )
    desk.rows("a,2026-04-01,signup,0,5.00,USD,approved", "b,2026-04-20,signup,0,8.00,USD,approved")
    assert kinds(desk.found()) == [K.RIGHT, K.OVERPAID]
    desk.referral("Ann", "2026-04-10")
    found = desk.found(Period(date(2026, 4, 15), date(2026, 4, 30)))
    assert kinds(found) == [K.RIGHT]
    assert found[0].lines[0].step == ("3",)
    assert sorted(kinds(desk.found())) == [K.MISSING, K.RIGHT, K.UNDERPAID]


def test_a_step_that_depends_on_rows_nobody_could_check_is_unchecked_too(desk: Desk) -> None:
    desk.terms(
        'currency = "USD"\n[[rule]]\nname = "growing"\nevent = "project"\nwithin_days = 90\n[rule.tiers]\n'
        'measure = "count"\nperiod = "month"\napply = "whole"\n'
        'steps = [{ from = "1", fixed = "5.00" }, { from = "2", fixed = "8.00" }]\n'
    )
    desk.referral("Ann", "2026-04-01", ("project", "2026-04-10", "100.00"))
    desk.rows("a,2026-04-10,project,100.00,8.00,USD,approved", "b,2026-04-20,project,70.00,8.00,USD,approved")
    assert [(each.kind, each.reason) for each in desk.found()] == [
        (K.UNCHECKED, "others_unchecked"),
        (K.UNCHECKED, "no_referral"),
    ]


BONUS = '[[bonus]]\nname = "two"\nevent = "sale"\nmeasure = "count"\nperiod = "month"\nreach = "2"\namount = "25.00"\n'


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((), [(K.RIGHT, "share"), (K.RIGHT, "share"), (K.MISSING, "two")]),
        (("c,2026-05-31,bonus,0,25.00,USD,approved",), [(K.RIGHT, "share"), (K.RIGHT, "share"), (K.RIGHT, "two")]),
        (("c,2026-05-31,bonus,0,20.00,USD,approved",), [(K.RIGHT, "share"), (K.RIGHT, "share"), (K.UNDERPAID, "two")]),
        (
            ("c,2026-04-01,bonus,0,25.00,USD,approved",),
            [
                (K.RIGHT, "share"),
                (K.RIGHT, "share"),
                (K.UNEXPECTED, ""),
                (K.MISSING, "two"),
            ],
        ),
    ],
)
def test_a_bonus_is_due_once_and_found_in_its_own_row(
    desk: Desk, rows: tuple[str, ...], expected: list[tuple[K, str]]
) -> None:
    desk.terms(SALE + BONUS)
    desk.rows("a,2026-05-01,sale,100.00,10.00,USD,approved", "b,2026-05-02,sale,100.00,10.00,USD,approved", *rows)
    assert [(each.kind, each.lines[0].rule if each.lines else "") for each in desk.found()] == expected


def test_a_bonus_may_be_paid_with_the_row_that_reaches_it(desk: Desk) -> None:
    desk.terms(SALE + BONUS)
    desk.rows("a,2026-05-01,sale,100.00,10.00,USD,approved", "b,2026-05-02,sale,100.00,35.00,USD,approved")
    found = desk.found()
    assert kinds(found) == [K.RIGHT, K.RIGHT]
    assert [line.rule for line in found[1].lines] == ["share", "two"]


def test_a_plan_that_knows_only_projects_takes_sales_for_projects(desk: Desk) -> None:
    desk.terms(PROJECT.replace("first_events = 3\n", ""))
    desk.rows("a,2026-05-01,sale,100.00,10.00,USD,approved")
    assert kinds(desk.found()) == [K.RIGHT]


def test_a_program_without_terms_cannot_be_audited(desk: Desk) -> None:
    with pytest.raises(Failed, match="no plan yet"):
        desk.audit()

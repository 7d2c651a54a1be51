"""A million rows are read in parts: however they are cut, the findings are the same; and work can be stopped."""

import random
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from affiliate_desktop.audit import store
from affiliate_desktop.audit.model import FindingKind
from affiliate_desktop.core.money import from_micro
from affiliate_desktop.core.problems import Cancelled
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.programs.evaluation import evaluate
from affiliate_desktop.programs.plan import PlanEvent
from affiliate_desktop.programs.plan_events import ReferralEvent
from affiliate_desktop.programs.plan_file import parse_plan
from tests.audit.making import Desk

PLAN = """currency = "USD"
[[rule]]
name = "growing"
event = "signup"
[rule.tiers]
measure = "count"
period = "month"
apply = "next_period"
steps = [{ from = "1", fixed = "5.00" }, { from = "11", fixed = "8.00" }]
[[rule]]
name = "volume"
event = "sale"
minimum_amount = "5.00"
cap_per_period = "40.00"
cap_period = "quarter"
[rule.tiers]
measure = "amount"
period = "year"
apply = "marginal"
steps = [{ from = "0", percent = "5" }, { from = "1000", percent = "8" }]
[[bonus]]
name = "many"
event = "sale"
measure = "amount"
period = "month"
reach = "300"
amount = "15.00"
"""


def many(desk: Desk, count: int = 300) -> None:
    """Rows over half a year; three of them wrong."""
    rng = random.Random(5)
    rows = []
    for number in range(count):
        day = date.fromordinal(date(2026, 1, 1).toordinal() + rng.randrange(150))
        event = rng.choice(("signup", "sale"))
        sale = "0" if event == "signup" else f"{rng.randrange(100, 9000) / 100:.2f}"
        status = rng.choice(("approved", "paid", "reversed"))
        rows.append(f"r{number:04},{day},{event},{sale},1.00,USD,{status}")
    desk.rows(*rows)


@pytest.mark.parametrize(
    ("apply", "size"), [("next_period", 1), ("next_period", 7), ("next_period", 5_000), ("whole", 7)]
)
def test_the_findings_are_those_of_the_evaluation_however_the_rows_are_cut(
    desk: Desk, apply: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = PLAN.replace("next_period", apply)
    desk.terms(plan)
    many(desk)
    monkeypatch.setattr(store, "CHUNK", size)
    found = desk.found()
    assert len(found) >= 300
    events = [
        ReferralEvent(
            f"{each.transaction_id:015}",
            datetime.combine(each.day, time(), UTC),
            PlanEvent(each.event),
            "",
            from_micro(each.sale_micro),
            "USD",
            each.kind is not FindingKind.REVERSED,
        )
        for each in found
        if each.transaction_id and each.event != "bonus"
    ]
    expected = evaluate(parse_plan(plan), events)
    ours = [
        (f"{each.transaction_id:015}", line.rule, line.commission, line.step, line.cut_by)
        for each in found
        for line in each.lines
        if each.transaction_id and line.rule != "many"
    ]
    theirs = [
        (one.event, one.rule, f"{one.commission:.2f}", tuple(f"{s.normalize():f}" for s in one.step), one.cut_by)
        for one in expected.lines
        if one.rule != "many"
    ]
    assert sorted(ours) == sorted(theirs)
    bonuses = [each for each in found if each.kind is FindingKind.MISSING]
    assert len(bonuses) == len([one for one in expected.lines if one.rule == "many"]) > 0


def test_an_audit_tells_how_far_it_is_and_can_be_stopped(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, kept: Callable[[], int]
) -> None:
    desk.terms(PLAN.replace("next_period", "whole"))
    many(desk)
    monkeypatch.setattr(store, "CHUNK", 50)
    told: list[tuple[int, int | None]] = []
    desk.app.audits.run(
        desk.program, progress=Progress(lambda done, total, _: told.append((done, total)))
    ).findings.close()
    assert told[0] == (0, 600)
    assert told[-1] == (600, 600)

    def stop(done: int, _total: int | None, _what: str) -> None:
        if done >= 200:
            progress.cancel()

    progress = Progress(stop)
    with pytest.raises(Cancelled):
        desk.app.audits.run(desk.program, progress=progress)
    assert kept() == 0


def test_the_file_of_findings_goes_when_they_are_closed(desk: Desk, kept: Callable[[], int]) -> None:
    desk.terms(PLAN)
    many(desk, 20)
    report = desk.audit()
    assert kept() == 1
    report.findings.close()
    assert kept() == 0


def test_findings_are_paged_in_any_order(desk: Desk) -> None:
    desk.terms(PLAN)
    many(desk, 60)
    report = desk.audit()
    for column in ("number", "kind", "day", "difference", "due", "referral"):
        for falls in (False, True):
            seen: list[int] = []
            last = None
            while page := report.findings.page(after=last, limit=7, sort=(column, falls)):
                seen += [each.number for each in page]
                last = page[-1]
            assert len(seen) == len(set(seen)) == report.findings.count()
    only = report.findings.page([FindingKind.REVERSED], limit=1000)
    assert {each.kind for each in only} == {FindingKind.REVERSED}
    assert len(only) == report.findings.count([FindingKind.REVERSED])
    report.findings.close()


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Counts the files of findings that are there now."""
    folder = tmp_path / "kept"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return lambda: len(list(folder.glob("affiliate-audit-*")))


def test_times_with_an_offset_decide_the_month_in_the_plans_time_zone(desk: Desk, tmp_path: Path) -> None:
    desk.terms(
        'currency = "USD"\ntimezone = "Asia/Tokyo"\n[[rule]]\nname = "g"\nevent = "signup"\n[rule.tiers]\n'
        'measure = "count"\nperiod = "month"\napply = "whole"\n'
        'steps = [{ from = "1", fixed = "5.00" }, { from = "2", fixed = "8.00" }]\n'
    )
    desk.rows(
        "a,2026-04-30T16:30:00+00:00,signup,0,8.00,USD,approved",
        "b,2026-05-02,signup,0,8.00,USD,approved",
        "c,2026-04-30T12:00:00+00:00,signup,0,5.00,USD,approved",
    )
    assert {each.kind for each in desk.found()} == {FindingKind.RIGHT}

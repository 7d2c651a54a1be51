"""``affiliate-desktop plan``: commission plans."""

import io
from pathlib import Path
from typing import Any

import click

from affiliate_desktop.cli.plan_compare import compare_command
from affiliate_desktop.cli.plan_judging import judge_command
from affiliate_desktop.cli.plan_versions import COMMANDS, FILE, text_of
from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.cli.table import table
from affiliate_desktop.core.money import plain
from affiliate_desktop.programs.evaluated import Evaluation
from affiliate_desktop.programs.evaluation import evaluate
from affiliate_desktop.programs.plan import Measure, Plan
from affiliate_desktop.programs.plan_events import read_events
from affiliate_desktop.programs.plan_file import parse_plan


@click.group("plan")
def command() -> None:
    """Commission plans: what was due."""


for each in (*COMMANDS, compare_command, judge_command):
    command.add_command(each)


@command.command("evaluate")
@click.argument("plan_file", metavar="PLAN.toml", type=FILE)
@click.argument("events_file", metavar="EVENTS.csv", type=FILE)
@pass_session
def evaluate_command(session: Session, plan_file: Path, events_file: Path) -> None:
    """Compute what a plan pays for events.

    EVENTS.csv has the columns id, time, event, referral, amount, currency, status.
    """
    plan = parse_plan(text_of(plan_file))
    events = read_events(io.StringIO(text_of(events_file), newline=""))
    evaluation = evaluate(plan, events)
    session.answer(_document(plan, evaluation), _text(evaluation))


def _document(plan: Plan, found: Evaluation) -> dict[str, Any]:
    currency = found.currency
    by_amount = {rule.name for rule in plan.rules if rule.tiers and rule.tiers.measure is Measure.AMOUNT}
    by_amount |= {bonus.name for bonus in plan.bonuses if bonus.measure is Measure.AMOUNT}
    return {
        "currency": currency,
        "total": plain(found.total, currency),
        "lines": [
            {
                "event": line.event,
                "rule": line.rule,
                "commission": plain(line.commission, currency),
                "unrounded": plain(line.unrounded, currency),
                "step": [f"{start:f}" for start in line.step],
                "cut_by": list(line.cut_by),
            }
            for line in found.lines
        ],
        "not_paid": [one._asdict() for one in found.not_paid],
        "periods": [
            {
                "rule": one.rule,
                "period": one.period,
                "measure": plain(one.measure, currency) if one.rule in by_amount else f"{one.measure:f}",
                "commission": plain(one.commission, currency),
            }
            for one in found.periods
        ],
    }


def _text(found: Evaluation) -> str:
    currency = found.currency
    rows = [
        (line.event, line.rule, plain(line.commission, currency), ", ".join(line.cut_by) or None)
        for line in found.lines
    ]
    rows += [(one.event, one.rule, plain(found.total * 0, currency), one.reason) for one in found.not_paid]
    text = table(["event", "rule", f"commission {currency}", "note"], rows, right=[2])
    return f"{text}\n\ntotal {plain(found.total, currency)} {currency}"

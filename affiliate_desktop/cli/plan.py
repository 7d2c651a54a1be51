"""``affiliate-desktop plan``: commission plans."""

from pathlib import Path
from typing import Any

import click

from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.cli.table import table
from affiliate_desktop.core.money import plain
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.programs.evaluation import Evaluation, evaluate
from affiliate_desktop.programs.plan import Measure, Plan
from affiliate_desktop.programs.plan_events import read_events
from affiliate_desktop.programs.plan_file import parse_plan

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.group("plan")
def command() -> None:
    """Commission plans: what was due."""


@command.command("evaluate")
@click.argument("plan_file", metavar="PLAN.toml", type=_FILE)
@click.argument("events_file", metavar="EVENTS.csv", type=_FILE)
@pass_session
def evaluate_command(session: Session, plan_file: Path, events_file: Path) -> None:
    """Compute what a plan pays for events.

    EVENTS.csv has the columns id, time, event, referral, amount, currency, status.
    """
    plan = parse_plan(_text_of(plan_file))
    events = read_events(_text_of(events_file).splitlines(keepends=True))
    evaluation = evaluate(plan, events)
    session.answer(_document(plan, evaluation), _text(evaluation))


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput("not_utf8", "“{file}” is not UTF-8 text.", file=file.name) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadInput("cannot_read", "“{file}” cannot be read: {reason}.", file=file.name, reason=reason) from None


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
                "step": [f"{start.normalize():f}" for start in line.step],
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

"""``affiliate-desktop plan compare``: which terms would pay best."""

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from affiliate_desktop.cli.plan_versions import text_of
from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.cli.table import table
from affiliate_desktop.core.money import plain
from affiliate_desktop.core.periods import Period, parse_day
from affiliate_desktop.core.problems import BadInput

if TYPE_CHECKING:
    from affiliate_desktop.audit.what_if import Curve, Mix
    from affiliate_desktop.audit.what_if_service import Comparison, Outlook
    from affiliate_desktop.programs.plan import Plan

_A_MONTH = "A month; instead of your own events."


@click.command("compare")
@click.argument("plans", metavar="[PLAN...]", nargs=-1)
@click.option("--program", metavar="PROGRAM", help="Its plan in force, and your own events of it.")
@click.option("--source", type=click.Choice(["statements", "records"]), help="Of your own events.")
@click.option("--from", "start", metavar="DAY", help="First day of your own events.")
@click.option("--to", "end", metavar="DAY", help="Last day, included.")
@click.option("--signups", metavar="N", help=_A_MONTH)
@click.option("--projects", metavar="N", help=_A_MONTH)
@click.option("--sales", metavar="N", help=_A_MONTH)
@click.option("--amount", metavar="AMOUNT", help="Average of a project or sale.")
@click.option("--months", type=click.IntRange(1, 60), default=12, show_default=True)
@click.option("--currency", metavar="CODE", help="Of ready plans.")
@pass_session
def compare_command(
    session: Session,
    /,
    plans: tuple[str, ...],
    program: str | None,
    source: str | None,
    start: str | None,
    end: str | None,
    months: int,
    currency: str | None,
    **numbers: str | None,
) -> None:
    """Run the same numbers through several plans.

    A PLAN is a file, or the name of a ready plan such as pay-per-signup. The numbers are your own referrals or
    statement rows of --program, or typed ones.
    """
    from affiliate_desktop.audit.what_if_service import Source

    app = session.app
    chosen = [(_name(each), _plan(each, currency)) for each in plans]
    found = app.programs.program(program) if program else None
    if found is not None:
        held = app.plans.in_force(found.id, app.clock.today())
        chosen = [(found.name, held.plan), *chosen] if held else chosen
    if any(value is not None for value in numbers.values()):
        kind, events = Source.TYPED, app.what_if.typed(_mix(numbers), months)
    elif found is not None:
        period = Period(parse_day(start) if start else None, parse_day(end) if end else None)
        kind, events = app.what_if.events(found.id, period, Source(source) if source else None)
    else:
        message = "Name a --program for your own numbers, or type some: --signups, --projects, --sales, --amount."
        raise click.UsageError(message)
    compared = app.what_if.compare(chosen, kind, events)
    outlook = app.what_if.outlook(found.id, kind if kind is not Source.TYPED else None) if found else None
    session.answer({**_document(compared), **_outlook(outlook)}, _text(compared, outlook))


def _name(text: str) -> str:
    return Path(text).stem


def _plan(text: str, currency: str | None) -> "Plan":
    from affiliate_desktop.programs.plan_file import parse_plan
    from affiliate_desktop.programs.ready_plans import ready_plan

    path = Path(text)
    return parse_plan(text_of(path)) if path.is_file() else ready_plan(text, currency)


def _mix(numbers: dict[str, str | None]) -> "Mix":
    from affiliate_desktop.audit.what_if import Mix

    return Mix(**{name: _decimal(text) for name, text in numbers.items() if text is not None})


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number.adjusted() > 9 or not text.strip().isascii() or "_" in text:
        raise BadInput("bad_number", "“{text}” is no number.", text=text.strip()[:40])
    return number


def _document(found: "Comparison") -> dict[str, Any]:
    mix = found.mix
    return {
        "events": {
            "source": found.source.value,
            "count": found.count,
            "months": found.months,
            "signups": _short(mix.signups),
            "projects": _short(mix.projects),
            "sales": _short(mix.sales),
            "amount": _short(mix.amount),
        },
        "plans": [
            {
                "name": each.name,
                "currency": each.currency,
                "total": plain(each.total, each.currency),
                "paid": each.paid,
                "percent": None if each.percent is None else f"{each.percent:f}",
                "not_paid": dict(each.not_paid),
            }
            for each in found.outcomes
        ],
        "best": list(found.best),
        "curves": [_curve(each) for each in found.curves],
        "break_even": [
            {"volume": f"{each.volume:f}", "before": each.before, "after": each.after} for each in found.crossings
        ],
    }


def _curve(curve: "Curve") -> dict[str, Any]:
    cent = Decimal("0.01")
    return {
        "name": curve.name,
        "currency": curve.currency,
        "points": [
            {"volume": _short(volume), "commission": plain(paid.quantize(cent), curve.currency)}
            for volume, paid in curve.points
        ],
    }


def _outlook(outlook: "Outlook | None") -> dict[str, Any]:
    if outlook is None:
        return {"next_steps": [], "forecast": None}
    forecast = outlook.forecast
    return {
        "next_steps": [
            {
                "rule": each.rule,
                "event": each.event.value,
                "measure": each.measure.value,
                "more": f"{each.more:f}",
                "step": each.step or None,
                "from": f"{each.start:f}",
                "worth": plain(each.worth, each.currency),
                "currency": each.currency,
                "period": each.period,
                "days_left": each.days_left,
                "next_period": each.later,
            }
            for each in outlook.steps
        ],
        "forecast": None
        if forecast is None
        else {
            "month": forecast.month,
            "currency": forecast.currency,
            "so_far": plain(forecast.so_far, forecast.currency),
            "expected": plain(forecast.expected, forecast.currency),
            "count": forecast.count,
            "basis": forecast.basis,
        },
    }


def _text(found: "Comparison", outlook: "Outlook | None") -> str:
    rows = [
        (each.name, f"{plain(each.total, each.currency)} {each.currency}", each.paid, each.percent)
        for each in found.outcomes
    ]
    parts = [table(("Plan", "Commission", "Paid events", "% of sales"), rows, right=(1, 2, 3))]
    parts += [
        f"From about {each.volume} events a month on, {each.after} pays more than {each.before}."
        for each in found.crossings
    ]
    from affiliate_desktop.audit.what_if_words import basis_words, currency_words, forecast_words, step_words

    parts += [*currency_words(found.outcomes), basis_words(found)]
    if outlook is not None:
        parts += [step_words(each) for each in outlook.steps]
        parts += [forecast_words(outlook.forecast)] if outlook.forecast else []
    return "\n".join(parts)


def _short(number: Decimal) -> str:
    return f"{number.quantize(Decimal('0.01')).normalize():f}"

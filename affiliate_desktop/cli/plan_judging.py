"""``affiliate-desktop plan judge``: how a program's earnings are judged."""

from dataclasses import replace

import click

from affiliate_desktop.cli.options import amount_of
from affiliate_desktop.cli.records import lines
from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.core.money import plain_micro


@click.command("judge")
@click.argument("program", metavar="PROGRAM")
@click.option(
    "--by",
    type=click.Choice(["event", "signup"]),
    help="Whose day decides which terms held: that of the event, or that of the referral's sign-up.",
)
@click.option("--tolerance", metavar="AMOUNT", help="Differences up to it are let pass in an audit.")
@pass_session
def judge_command(session: Session, program: str, by: str | None, tolerance: str | None) -> None:
    """Show or say how a program is judged; “workspace undo” takes it back."""
    found = session.app.programs.program(program)
    judging = before = session.app.plans.judging(found.id)
    if by is not None:
        judging = replace(judging, by_signup=by == "signup")
    if tolerance is not None:
        judging = replace(judging, tolerance_micro=amount_of(tolerance))
    if judging != before:
        session.app.plans.judge(found.id, judging)
    versions = session.app.plans.versions(found.id)
    document = {
        "program": found.name,
        "judged_by": "signup" if judging.by_signup else "event",
        "tolerance": plain_micro(judging.tolerance_micro, versions[0].plan.currency if versions else "USD"),
    }
    session.answer(document, lines(document))

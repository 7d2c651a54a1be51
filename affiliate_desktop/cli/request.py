"""``affiliate-desktop request``: what you asked programs, and what they answered."""

from dataclasses import replace
from datetime import date
from typing import Any

import click

from affiliate_desktop.audit.request import Outcome, ProgramRequest, RequestKind
from affiliate_desktop.cli.options import amount_of
from affiliate_desktop.cli.records import lines
from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.cli.table import table
from affiliate_desktop.core.money import currency_code, plain_micro
from affiliate_desktop.core.periods import parse_day

_OUTCOME = click.Choice([each.value for each in Outcome])


@click.group("request")
def command() -> None:
    """What you asked programs, and what they answered; the scorecard counts it."""


@command.command("list")
@click.option("--program", metavar="PROGRAM", help="Only to this program, by id or name.")
@click.option("--open", "waiting", is_flag=True, help="Only those that wait for an answer.")
@pass_session
def list_requests(session: Session, program: str | None, waiting: bool) -> None:
    """List the requests, the newest first."""
    key = session.app.programs.program(program).id if program else None
    found = [each for each in session.app.requests.list(key) if not waiting or each.outcome is Outcome.OPEN]
    names = {each.id: each.name for each in session.app.programs.programs(archived=True)}
    documents = [_document(session, each, names[each.program_id]) for each in found]
    cells = [
        [
            each["id"],
            each["asked_on"],
            each["program"],
            each["kind"],
            each["subject"],
            each["outcome"],
            each["answered_on"] or ("" if each["waiting_days"] is None else f"waits {each['waiting_days']} days"),
            each["claimed"],
            each["granted"],
            each["currency"],
        ]
        for each in documents
    ]
    heads = ("Id", "Asked", "Program", "Kind", "Subject", "Outcome", "Answered", "Claimed", "Granted", "")
    session.answer({"requests": documents}, table(heads, cells, right=(0, 7, 8)))


@command.command()
@click.argument("request", metavar="ID")
@pass_session
def show(session: Session, request: str) -> None:
    """Show a request."""
    _answer(session, session.app.requests.find(request))


@command.command()
@click.argument("subject")
@click.option("--program", metavar="PROGRAM", required=True, help="By id or name.")
@click.option("--asked", metavar="DAY", help="Today when left out.")
@click.option("--amount", metavar="AMOUNT", help="What a claim asks for; a request with an amount is a claim.")
@click.option("--currency", metavar="CODE", help="Of the amount; the account's when left out.")
@click.option("--claim", is_flag=True, help="It is a claim, also without an amount; else it is a question.")
@click.option("--notes", default="")
@pass_session
def add(
    session: Session,
    subject: str,
    program: str,
    asked: str | None,
    amount: str | None,
    currency: str | None,
    claim: bool,
    notes: str,
) -> None:
    """Note what you asked a program, in a few words. Its answer is noted with “request answer”."""
    owner = session.app.programs.program(program)
    kind = RequestKind.CLAIM if claim or amount is not None else RequestKind.QUESTION
    request = ProgramRequest(owner.id, kind, subject, _day(session, asked), notes=notes)
    if amount is not None:
        usual = session.app.programs.account(owner.account_id).currency
        request = replace(request, claimed_micro=amount_of(amount), currency=_currency(currency) or usual or "")
    _answer(session, session.app.requests.add(request).value)


@command.command()
@click.argument("request", metavar="ID")
@click.argument("outcome", type=_OUTCOME)
@click.option("--on", "day", metavar="DAY", help="The day of the answer; today when left out.")
@click.option("--granted", metavar="AMOUNT", help="What the program agrees to; all of a claim that is accepted.")
@click.option("--text", help="The program's words.")
@pass_session
def answer(
    session: Session, request: str, outcome: str, day: str | None, granted: str | None, text: str | None
) -> None:
    """Note what a program answered.

    OUTCOME of a claim: accepted, partly or refused; of a question: answered. “unanswered” gives a request up, “open”
    makes it wait again.
    """
    before, became = session.app.requests.find(request), Outcome(outcome)
    silent = became in (Outcome.OPEN, Outcome.UNANSWERED)
    changed = replace(
        before,
        outcome=became,
        answered_on=None if silent and day is None else _day(session, day),
        granted_micro=None if granted is None else amount_of(granted),
        currency=before.currency or (_usual(session, before) if granted is not None else ""),
        answer=before.answer if text is None else text,
    )
    _answer(session, session.app.requests.edit(changed).value)


@command.command()
@click.argument("request", metavar="ID")
@click.option("--subject")
@click.option("--asked", metavar="DAY")
@click.option("--amount", metavar="AMOUNT", help="What the claim asks for; an empty one takes it away.")
@click.option("--currency", metavar="CODE")
@click.option("--text", help="The program's words.")
@click.option("--notes")
@pass_session
def edit(
    session: Session,
    request: str,
    subject: str | None,
    asked: str | None,
    amount: str | None,
    currency: str | None,
    text: str | None,
    notes: str | None,
) -> None:
    """Change a request."""
    before = session.app.requests.find(request)
    given = {"subject": subject, "answer": text, "notes": notes}
    changes: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if asked is not None:
        changes["asked_on"] = parse_day(asked)
    if amount is not None:
        changes["claimed_micro"] = amount_of(amount) if amount.strip() else None
    if currency is not None or amount:
        changes["currency"] = _currency(currency) or before.currency or _usual(session, before)
    _answer(session, session.app.requests.edit(replace(before, **changes)).value)


@command.command()
@click.argument("requests", metavar="ID...", nargs=-1, required=True)
@pass_session
def remove(session: Session, requests: tuple[str, ...]) -> None:
    """Remove requests; “workspace undo” brings them back."""
    found = {each.id: each for each in map(session.app.requests.find, requests)}
    session.app.requests.remove(list(found))
    count = "1 request" if len(found) == 1 else f"{len(found)} requests"
    names = {each.id: each.name for each in session.app.programs.programs(archived=True)}
    documents = [_document(session, each, names[each.program_id]) for each in found.values()]
    session.answer({"requests": documents}, f"Removed {count}.")


def _day(session: Session, text: str | None) -> date:
    return session.app.clock.today() if text is None else parse_day(text)


def _currency(text: str | None) -> str:
    return currency_code(text) if text else ""


def _usual(session: Session, request: ProgramRequest) -> str:
    program = session.app.programs.program(request.program_id)
    return session.app.programs.account(program.account_id).currency or ""


def _answer(session: Session, request: ProgramRequest) -> None:
    document = _document(session, request, session.app.programs.program(request.program_id).name)
    session.answer(document, lines(document))


def _document(session: Session, request: ProgramRequest, program: str) -> dict[str, Any]:
    amounts = {"claimed": request.claimed_micro, "granted": request.granted_micro}
    return {
        "id": request.id,
        "program": program,
        "kind": request.kind.value,
        "subject": request.subject,
        "asked_on": request.asked_on.isoformat(),
        "outcome": request.outcome.value,
        "answered_on": request.answered_on and request.answered_on.isoformat(),
        "days": request.days,
        "waiting_days": request.waits(session.app.clock.today()),
        **{name: None if micro is None else plain_micro(micro, request.currency) for name, micro in amounts.items()},
        "currency": request.currency or None,
        "answer": request.answer or None,
        "notes": request.notes or None,
    }

"""``affiliate-desktop plan``: the versions of programs' plans."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from affiliate_desktop.cli.options import settings
from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.cli.table import table
from affiliate_desktop.core.files import write_bytes
from affiliate_desktop.core.periods import parse_day
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.programs.plan import DatedPlan, Plan
from affiliate_desktop.programs.plan_file import parse_plan
from affiliate_desktop.programs.plan_sentence import clauses, differences, sentence, terms_clauses
from affiliate_desktop.programs.plan_writing import plan_toml, with_values
from affiliate_desktop.programs.ready_plans import ready_plan, ready_plans

MOST_BYTES = 256 << 20
"""What a plan or a table of events may have at most: a few million events."""

NO_PLANS = "There are no plans yet; “plan add” takes a ready one, such as pay-per-sale."
FILE = click.Path(path_type=Path, dir_okay=False)
_PROGRAM = click.option("--program", metavar="PROGRAM", required=True, help="By id or name.")
_FROM = click.option("--from", "start", metavar="DAY", help="First day it holds; from the beginning when left out.")
_NOTE = click.option("--note", default="", help="What changed, and how you learned of it.")
_SET = click.option(
    "--set",
    "values",
    multiple=True,
    metavar="KEY=VALUE",
    help="Another term: cookie_days, hold_days, payout_threshold, pay_day, notice_days, channels (with commas), "
    "with_vat, with_delivery; an empty value takes it away. May be given again.",
)


def text_of(file: Path) -> str:
    """What a file of text holds.

    Raises:
        BadInput: when it can't be read, is larger than ``MOST_BYTES`` or is not UTF-8.
    """
    try:
        with file.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise BadInput("file_too_large", "“{file}” is too large: more than 256 MB.", file=file.name)
        return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise BadInput("not_utf8", "“{file}” is not UTF-8 text.", file=file.name) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadInput("cannot_read", "“{file}” cannot be read: {reason}.", file=file.name, reason=reason) from None


@click.command("list")
@click.option("--program", metavar="PROGRAM", help="Only of this program.")
@click.option("--ready", is_flag=True, help="The plans that ship with the program instead.")
@pass_session
def list_plans(session: Session, program: str | None, ready: bool) -> None:
    """List the plans, version by version."""
    if ready:
        found = [{"id": each.id, **plan_document(each.plan)} for each in ready_plans()]
        rows = [(each["id"], each["sentence"]) for each in found]
        session.answer({"plans": found}, table(("Id", "Plan"), rows))
        return
    key = None if program is None else session.app.programs.program(program).id
    names = _names(session)
    documents = [dated_document(each, names) for each in session.app.plans.versions(key)]
    cells = [
        [each[key] or "the beginning" for key in ("id", "program", "valid_from", "sentence")] for each in documents
    ]
    text = table(("Id", "Program", "Holds from", "Plan"), cells, right=(0,)) if cells else NO_PLANS
    session.answer({"plans": documents}, text)


@click.command()
@click.argument("plan", metavar="ID|PROGRAM")
@click.option("--on", "day", metavar="DAY", help="The version that holds on this day; today when left out.")
@pass_session
def show(session: Session, plan: str, day: str | None) -> None:
    """Show a version by its id, or the one of a program that holds on a day, with the program's changelog."""
    found = session.app.plans.find(plan, parse_day(day) if day else None)
    document = dated_document(found, _names(session))
    document["changelog"] = changelog(session.app.plans.versions(found.program_id))
    _answer(session, document)


@click.command()
@_PROGRAM
@click.option("--ready", metavar="NAME", help="One of “plan list --ready”.")
@click.option("--file", "source", type=FILE, metavar="PLAN.toml", help="A plan file.")
@click.option("--currency", metavar="CODE", help="The currency, for a ready plan.")
@_FROM
@_NOTE
@_SET
@pass_session
def add(
    session: Session,
    program: str,
    ready: str | None,
    source: Path | None,
    currency: str | None,
    start: str | None,
    note: str,
    values: tuple[str, ...],
) -> None:
    """Add a version: a ready plan, or one of your own as a file."""
    if (ready is None) == (source is None):
        message = "Name the plan with either --ready NAME or --file PLAN.toml."
        raise click.UsageError(message)
    plan = ready_plan(ready or "", currency) if source is None else parse_plan(text_of(source))
    _add(session, program, plan, start, note, values)


@click.command("import")
@click.argument("source", metavar="PLAN.toml", type=FILE)
@_PROGRAM
@_FROM
@_NOTE
@pass_session
def import_plan(session: Session, source: Path, program: str, start: str | None, note: str) -> None:
    """Add a version from a plan file."""
    _add(session, program, parse_plan(text_of(source)), start, note, ())


@click.command()
@click.argument("plan", metavar="ID", type=int)
@click.option("--file", "source", type=FILE, metavar="PLAN.toml", help="What it pays for from now on.")
@click.option("--from", "start", metavar="DAY", help="Another first day; an empty one is the beginning.")
@click.option("--note", help="Another note.")
@_SET
@pass_session
def edit(
    session: Session, plan: int, source: Path | None, start: str | None, note: str | None, values: tuple[str, ...]
) -> None:
    """Change a version; “workspace undo” takes it back."""
    found = session.app.plans.get(plan)
    content = found.plan if source is None else parse_plan(text_of(source))
    changed = replace(
        found,
        plan=with_values(content, settings(values)),
        valid_from=found.valid_from if start is None else (parse_day(start) if start else None),
        note=found.note if note is None else note,
    )
    _answer(session, dated_document(session.app.plans.edit(changed).value, _names(session)))


@click.command()
@click.argument("plan", metavar="ID", type=int)
@pass_session
def remove(session: Session, plan: int) -> None:
    """Remove a version; the one before it holds then, and “workspace undo” brings it back."""
    found = session.app.plans.get(plan)
    session.app.plans.remove(plan)
    session.answer(dated_document(found, _names(session)), f"Removed plan {plan}.")


@click.command()
@click.argument("plan", metavar="ID|PROGRAM")
@click.option("-o", "--output", "target", type=FILE, metavar="FILE", help="Where to; printed when left out.")
@click.option("--plain", is_flag=True, help="Only what is paid for, without the other terms.")
@pass_session
def export(session: Session, plan: str, target: Path | None, plain: bool) -> None:
    """Write a version as a plan file."""
    text = plan_toml(session.app.plans.find(plan).plan, with_terms=not plain)
    if target is not None:
        write_bytes(target, text.encode())
    session.answer(
        {"file": target and str(target), "toml": text}, text.rstrip() if target is None else f"Wrote {target}."
    )


@click.command("sentence")
@click.argument("plan", metavar="PLAN.toml|ID|PROGRAM")
@pass_session
def say(session: Session, plan: str) -> None:
    """Say in plain language what a plan pays: a plan file, a version by its id, or a program's of today."""
    found = parse_plan(text_of(Path(plan))) if plan.endswith(".toml") else session.app.plans.find(plan).plan
    document = plan_document(found)
    terms = [f"{each[:1].upper()}{each[1:]}." for each in terms_clauses(found.terms, found.currency)]
    session.answer(document, "\n".join((document["sentence"], *terms)))


COMMANDS = (list_plans, show, add, edit, remove, import_plan, export, say)


def plan_document(plan: Plan) -> dict[str, Any]:
    """What a plan pays, in words and as its file."""
    return {
        "name": plan.name or None,
        "currency": plan.currency,
        "sentence": sentence(plan),
        "clauses": list(clauses(plan)),
        "terms": list(terms_clauses(plan.terms, plan.currency)),
        "toml": plan_toml(plan),
    }


def dated_document(dated: DatedPlan, programs: dict[int, str]) -> dict[str, Any]:
    """A version of a program's plan."""
    return {
        "id": dated.id,
        "program": programs.get(dated.program_id),
        "valid_from": dated.valid_from and dated.valid_from.isoformat(),
        "note": dated.note or None,
        "recorded_at": dated.created_at or None,
        **plan_document(dated.plan),
    }


def changelog(versions: tuple[DatedPlan, ...]) -> list[dict[str, Any]]:
    """What each version of a program changed, the newest first."""
    log: list[dict[str, Any]] = []
    for number, dated in enumerate(versions):
        before = versions[number - 1] if number else None
        log.append(
            {
                "id": dated.id,
                "valid_from": dated.valid_from and dated.valid_from.isoformat(),
                "recorded_at": dated.created_at,
                "note": dated.note or None,
                "changes": list(differences(before.plan, dated.plan) if before else clauses(dated.plan)),
            }
        )
    return log[::-1]


def _add(session: Session, program: str, plan: Plan, start: str | None, note: str, values: tuple[str, ...]) -> None:
    dated = DatedPlan(
        session.app.programs.program(program).id,
        with_values(plan, settings(values)),
        parse_day(start) if start else None,
        note,
    )
    _answer(session, dated_document(session.app.plans.add(dated).value, _names(session)))


def _answer(session: Session, document: dict[str, Any]) -> None:
    lines = [
        f"{document['program']}, plan {document['id']}, from {document['valid_from'] or 'the beginning'}",
        document["sentence"],
        *(f"{each[:1].upper()}{each[1:]}." for each in document["terms"]),
    ]
    lines += [f"Note: {document['note']}"] if document["note"] else []
    for entry in document.get("changelog", ()):
        lines += [
            "",
            f"From {entry['valid_from'] or 'the beginning'} (plan {entry['id']}) {entry['note'] or ''}".rstrip(),
        ]
        lines += [f"  {each}" for each in entry["changes"]]
    session.answer(document, "\n".join(lines))


def _names(session: Session) -> dict[int, str]:
    return {each.id: each.name for each in session.app.programs.programs(archived=True)}

"""``affiliate-desktop program``: the offers within an account."""

from dataclasses import replace

import click

from affiliate_desktop.cli.records import lines, program_document
from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.cli.table import table
from affiliate_desktop.programs.model import Program

_ACCOUNT = click.option("--account", metavar="ACCOUNT", help="Where several accounts have a program of this name.")


@click.group("program")
def command() -> None:
    """The offers within an account."""


@command.command("list")
@click.option("--account", metavar="ACCOUNT", help="Only of this account.")
@click.option("--archived", is_flag=True, help="Also the archived ones.")
@pass_session
def list_programs(session: Session, account: str | None, archived: bool) -> None:
    """List the programs."""
    programs = session.app.programs
    found = programs.programs(_account_id(session, account), archived)
    accounts = {each.id: each.name for each in programs.accounts(archived=True)}
    documents = [program_document(each, accounts[each.account_id]) for each in found]
    rows = [(each["id"], each["name"], each["account"], each["external_id"]) for each in documents]
    session.answer({"programs": documents}, table(("Id", "Name", "Account", "Id there"), rows, right=(0,)))


@command.command()
@click.argument("program", metavar="PROGRAM")
@_ACCOUNT
@pass_session
def show(session: Session, program: str, account: str | None) -> None:
    """Show a program, named by id or name."""
    _answer(session, _found(session, program, account))


@command.command()
@click.argument("name")
@click.option("--account", metavar="ACCOUNT", required=True)
@click.option("--external-id", default="", help="The advertiser's id at the network.")
@click.option("--notes", default="")
@pass_session
def add(session: Session, name: str, account: str, external_id: str, notes: str) -> None:
    """Add a program to an account."""
    program = Program(session.app.programs.account(account).id, name, external_id, notes)
    _answer(session, session.app.programs.add_program(program).value)


@command.command()
@click.argument("program", metavar="PROGRAM")
@_ACCOUNT
@click.option("--name")
@click.option("--external-id")
@click.option("--notes")
@pass_session
def edit(
    session: Session, program: str, account: str | None, name: str | None, external_id: str | None, notes: str | None
) -> None:
    """Change a program."""
    found = _found(session, program, account)
    changed = replace(
        found,
        name=found.name if name is None else name,
        external_id=found.external_id if external_id is None else external_id,
        notes=found.notes if notes is None else notes,
    )
    _answer(session, session.app.programs.edit_program(changed).value)


@command.command()
@click.argument("program", metavar="PROGRAM")
@_ACCOUNT
@click.option("--back", is_flag=True, help="Take it back.")
@pass_session
def archive(session: Session, program: str, account: str | None, back: bool) -> None:
    """Put a program away; nothing of it is lost."""
    found = _found(session, program, account)
    _answer(session, session.app.programs.archive_program(found.id, not back).value)


@command.command()
@click.argument("program", metavar="PROGRAM")
@_ACCOUNT
@pass_session
def remove(session: Session, program: str, account: str | None) -> None:
    """Remove a program that nothing depends on; “workspace undo” brings it back."""
    found = _found(session, program, account)
    document = program_document(found, session.app.programs.account(found.account_id).name)
    session.app.programs.remove_program(found.id)
    session.answer(document, f"Removed “{found.name}”.")


def _found(session: Session, program: str, account: str | None) -> Program:
    return session.app.programs.program(program, _account_id(session, account))


def _account_id(session: Session, account: str | None) -> int | None:
    return None if account is None else session.app.programs.account(account).id


def _answer(session: Session, program: Program) -> None:
    document = program_document(program, session.app.programs.account(program.account_id).name)
    session.answer(document, lines(document))

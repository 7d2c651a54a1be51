"""``affiliate-desktop account``: memberships at networks."""

from dataclasses import replace

import click

from affiliate_desktop.cli.options import settings
from affiliate_desktop.cli.records import account_document, lines
from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.cli.table import table


@click.group("account")
def command() -> None:
    """Your memberships at networks."""


@command.command("list")
@click.option("--archived", is_flag=True, help="Also the archived ones.")
@pass_session
def list_accounts(session: Session, archived: bool) -> None:
    """List the accounts."""
    found = session.app.programs.accounts(archived)
    rows = [(each.id, each.name, each.network, each.publisher_id or None, each.currency) for each in found]
    text = table(("Id", "Name", "Network", "Publisher id", "Currency"), rows, right=(0,))
    session.answer({"accounts": [account_document(each) for each in found]}, text)


@command.command()
@click.argument("account", metavar="ACCOUNT")
@pass_session
def show(session: Session, account: str) -> None:
    """Show an account, named by id or name."""
    document = account_document(session.app.programs.account(account))
    session.answer(document, lines(document))


@command.command()
@click.argument("name")
@click.option("--network", required=True, metavar="ID", help="The network: amazon, awin, ebay, impact, upwork, utm …")
@click.option("--currency", help="What its statements are in, such as USD.")
@click.option("--publisher-id", default="", help="Your id at the network.")
@click.option("--set", "values", multiple=True, metavar="KEY=VALUE", help="A value that all its links carry.")
@click.option("--notes", default="")
@pass_session
def add(
    session: Session,
    name: str,
    network: str,
    currency: str | None,
    publisher_id: str,
    values: tuple[str, ...],
    notes: str,
) -> None:
    """Add an account."""
    from affiliate_desktop.programs.model import Account

    account = Account(name, network, publisher_id, currency, settings(values), notes)
    document = account_document(session.app.programs.add_account(account).value)
    session.answer(document, lines(document))


@command.command()
@click.argument("account", metavar="ACCOUNT")
@click.option("--name")
@click.option("--currency", help="An empty one: each statement tells.")
@click.option("--publisher-id")
@click.option("--set", "values", multiple=True, metavar="KEY=VALUE", help="An empty value takes it away.")
@click.option("--notes")
@pass_session
def edit(
    session: Session,
    account: str,
    name: str | None,
    currency: str | None,
    publisher_id: str | None,
    values: tuple[str, ...],
    notes: str | None,
) -> None:
    """Change an account."""
    found = session.app.programs.account(account)
    changed = replace(
        found,
        name=found.name if name is None else name,
        currency=found.currency if currency is None else currency or None,
        publisher_id=found.publisher_id if publisher_id is None else publisher_id,
        parameters={**found.parameters, **settings(values)},
        notes=found.notes if notes is None else notes,
    )
    document = account_document(session.app.programs.edit_account(changed).value)
    session.answer(document, lines(document))


@command.command()
@click.argument("account", metavar="ACCOUNT")
@click.option("--back", is_flag=True, help="Take it back.")
@pass_session
def archive(session: Session, account: str, back: bool) -> None:
    """Put an account away; nothing of it is lost."""
    found = session.app.programs.account(account)
    document = account_document(session.app.programs.archive_account(found.id, not back).value)
    session.answer(document, lines(document))


@command.command()
@click.argument("account", metavar="ACCOUNT")
@pass_session
def remove(session: Session, account: str) -> None:
    """Remove an account that nothing depends on; “workspace undo” brings it back."""
    found = session.app.programs.account(account)
    session.app.programs.remove_account(found.id)
    session.answer(account_document(found), f"Removed “{found.name}”.")

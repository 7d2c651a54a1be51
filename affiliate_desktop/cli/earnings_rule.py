"""``affiliate-desktop earnings rule``: rules for earnings that no click reference explains."""

import click

from affiliate_desktop.cli.earnings_attribute import CONDITIONS, preview_document, rule_document, rule_of
from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.cli.table import table
from affiliate_desktop.core.problems import NotFound

parts_argument = click.argument("parts", metavar="KEY=VALUE...", nargs=-1, required=True)


@click.group("rule")
def command() -> None:
    """Rules for earnings that no click reference explains; the first that fits holds."""


@command.command("list")
@pass_session
def list_rules(session: Session) -> None:
    """List the rules in their order."""
    documents = [rule_document(session, rule) for rule in session.app.attributions.rules()]
    keys = ("position", "id", *CONDITIONS[:-1])
    heads = ("", "Id", "Account", "Program", "Product", "Tracking", "From", "To", "Campaign", "Link")
    rows = [[document[key] for key in keys] for document in documents]
    text = table(heads, rows, right=(0, 1)) if rows else "There is no rule yet."
    session.answer({"rules": documents}, text)


@command.command()
@parts_argument
@click.option("--dry-run", is_flag=True, help="List the rows it would change; write nothing.")
@pass_session
def add(session: Session, parts: tuple[str, ...], dry_run: bool) -> None:
    """Add a rule, such as: product=kettle account=Shops campaign="Coffee corner".

    Parts are account, program, product (words), tracking (a tracking id or sub-id; * stands for any characters), from,
    to, campaign, link and position. All that are given must fit.
    """
    _save(session, None, parts, dry_run=dry_run)


@command.command()
@click.argument("key", metavar="ID", type=int)
@parts_argument
@click.option("--dry-run", is_flag=True, help="List the rows it would change; write nothing.")
@pass_session
def edit(session: Session, key: int, parts: tuple[str, ...], dry_run: bool) -> None:
    """Change parts of a rule; an empty value takes a part away."""
    _save(session, key, parts, dry_run=dry_run)


@command.command()
@click.argument("key", metavar="ID", type=int)
@click.argument("position", type=click.IntRange(min=1))
@pass_session
def move(session: Session, key: int, position: int) -> None:
    """Put a rule at a position; the first is 1."""
    rules = session.app.attributions.move_rule(key, position).value
    session.answer({"rules": [rule_document(session, rule) for rule in rules]}, f"Moved rule {key}.")


@command.command()
@click.argument("key", metavar="ID", type=int)
@pass_session
def remove(session: Session, key: int) -> None:
    """Remove a rule; what it attributed is looked at anew."""
    session.app.attributions.remove_rule(key)
    session.answer({"removed": key}, f"Removed rule {key}.")


def _save(session: Session, key: int | None, parts: tuple[str, ...], *, dry_run: bool) -> None:
    service = session.app.attributions
    before = next((rule for rule in service.rules() if rule.id == key), None)
    if key is not None and before is None:
        raise NotFound("no_such_rule", "There is no rule {id}.", id=key)
    rule = rule_of(session, parts, before)
    preview = service.preview(rule)
    saved = None if dry_run else rule_document(session, service.save_rule(rule).value)
    said = f"{preview.count} earnings would change." if dry_run else f"Saved; {preview.count} earnings changed."
    session.answer({"rule": saved, "changes": preview_document(preview)}, said)

"""``affiliate-desktop earnings add|correct|remove|conflicts|decide``: what you say of earnings yourself."""

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from affiliate_desktop.cli.earnings_evidence import NAMES, conflict_document, earning_document, shown_value
from affiliate_desktop.cli.records import lines
from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.cli.table import table
from affiliate_desktop.core.problems import BadInput

if TYPE_CHECKING:
    from affiliate_desktop.ledger.model import Transaction

AMOUNT = re.compile(r"-?[0-9]{1,20}(?:\.[0-9]{1,20})?")
STATUSES = click.Choice(["pending", "approved", "paid", "reversed"])
EVENTS = click.Choice(["sale", "signup", "project", "bonus", "other"])
FIELDS = {
    "day": "day",
    "date": "day",
    "time": "time",
    "status": "status",
    "event": "event",
    "commission": "commission_micro",
    "sale_amount": "sale_micro",
    "currency": "currency",
    "sub_id": "sub_id",
    "product": "product",
    "quantity": "quantity",
    "program": "program_id",
}


@click.command()
@click.option("--account", required=True, metavar="NAME", help="The account it belongs to.")
@click.option("--date", "day", required=True, metavar="DAY", help="The day, as 2026-01-31.")
@click.option("--commission", required=True, metavar="AMOUNT", help="What was earned, as 12.34.")
@click.option("--currency", metavar="CODE", help="Such as EUR; the account's when left out.")
@click.option("--sale", default="0", metavar="AMOUNT", help="The amount of the sale.")
@click.option("--status", type=STATUSES, default="approved")
@click.option("--event", type=EVENTS, default="sale")
@click.option("--id", "external_id", metavar="ID", help="The network's id: a file's row with it is the same earning.")
@click.option("--program", metavar="NAME", help="The program.")
@click.option("--sub-id", default="", metavar="TEXT", help="The click reference or tracking id.")
@click.option("--product", default="", metavar="TEXT")
@click.option("--quantity", type=int)
@click.option("--note", default="", metavar="TEXT", help="Why, or where you know it from.")
@pass_session
def add(session: Session, /, account: str, day: str, commission: str, **given: Any) -> None:
    """Enter an earning by hand; no import changes it."""
    from affiliate_desktop.core.money import currency_code
    from affiliate_desktop.core.periods import parse_day
    from affiliate_desktop.ledger.model import Entry, Event, Status

    owner = session.app.programs.account(account)
    currency = given["currency"] or owner.currency
    if not currency:
        raise BadInput("currency_needed", "Say the currency, such as --currency EUR.")
    entry = Entry(
        account_id=owner.id,
        day=parse_day(day),
        currency=currency_code(currency),
        commission_micro=_micro(commission),
        sale_micro=_micro(given["sale"]),
        status=Status(given["status"]),
        event=Event(given["event"]),
        external_id=given["external_id"] or None,
        program_id=session.app.programs.program(given["program"]).id if given["program"] else None,
        sub_id=given["sub_id"],
        product=given["product"],
        quantity=given["quantity"],
        note=given["note"],
    )
    _answer(session, session.app.corrections.add(entry).value)


@click.command()
@click.argument("key", metavar="ID", type=int)
@click.option("--set", "changes", multiple=True, metavar="FIELD=VALUE", help=f"FIELD is one of {', '.join(FIELDS)}.")
@click.option("--note", metavar="TEXT", help="Why.")
@click.option("--restore", is_flag=True, help="Take all corrections back; the files' word holds again.")
@pass_session
def correct(session: Session, key: int, changes: tuple[str, ...], note: str | None, restore: bool) -> None:
    """Say otherwise than the files; it outlives every import."""
    if restore == bool(changes):
        message = "Say either --set FIELD=VALUE or --restore."
        raise click.UsageError(message)
    corrections = session.app.corrections
    if restore:
        _answer(session, corrections.restore(key).value)
        return
    given = dict(_change(session, change) for change in changes)
    _answer(session, corrections.correct(key, given, note).value)


@click.command()
@click.argument("key", metavar="ID", type=int)
@pass_session
def remove(session: Session, key: int) -> None:
    """Remove an earning that was entered by hand."""
    session.app.corrections.remove(key)
    session.answer({"id": key, "removed": True}, f"The earning {key} was removed.")


@click.command()
@click.option("--all", "kept", is_flag=True, help="Also those that were decided to stay as they were paid.")
@pass_session
def conflicts(session: Session, kept: bool) -> None:
    """List earnings of which a file says something else now than what a payout paid."""
    found = session.app.corrections.conflicts(kept=kept)
    rows = [
        (
            each.id,
            each.external_id or each.transaction_id,
            each.file or None,
            "gone from the corrected file"
            if each.gone
            else ", ".join(
                f"{change.field.removesuffix('_micro')} {shown_value(change.field, change.before, each.currency)} -> "
                f"{shown_value(change.field, change.after, each.currency)}"
                for change in each.changes
            ),
            each.decision,
        )
        for each in found
    ]
    text = table(("Id", "Earning", "File", "Says", "Decided"), rows, right=(0,)) if rows else "There are no conflicts."
    session.answer({"conflicts": [conflict_document(each) for each in found]}, text)


@click.command()
@click.argument("key", metavar="ID", type=int)
@click.option("--accept", "decision", flag_value="accept", help="Take what the file says.")
@click.option("--keep", "decision", flag_value="keep", help="Keep what was paid.")
@pass_session
def decide(session: Session, key: int, decision: str | None) -> None:
    """Decide a conflict between a file and what a payout paid."""
    if decision is None:
        message = "Say either --accept or --keep."
        raise click.UsageError(message)
    session.app.corrections.decide(key, accept=decision == "accept")
    words = {"accept": "What the file says holds now.", "keep": "What was paid stays."}
    session.answer({"id": key, "decision": decision}, words[decision])


def _answer(session: Session, row: "Transaction") -> None:
    corrected = [NAMES.get(name, name) for name in row.corrected]
    document = {**earning_document(row), "entered": row.entered, "corrected": corrected}
    session.answer(document, lines(document))


def _change(session: Session, change: str) -> tuple[str, Any]:
    name, _, value = change.partition("=")
    field = FIELDS.get(name.strip().lower())
    if field is None:
        raise BadInput(
            "no_such_field", "“{name}” is no field; the fields are {known}.", name=name[:40], known=", ".join(FIELDS)
        )
    if field.endswith("_micro"):
        return field, _micro(value)
    if field == "day":
        from affiliate_desktop.core.periods import parse_day

        return field, parse_day(value).isoformat()
    if field == "quantity":
        return field, _whole(value)
    if field == "program_id":
        return field, session.app.programs.program(value).id
    return field, value or None if field == "time" else value


def _micro(text: str) -> int:
    from affiliate_desktop.core.money import to_micro

    if not AMOUNT.fullmatch(text.strip()):
        raise BadInput("not_an_amount", "“{text}” is not an amount; write it as 12.34.", text=text[:40])
    return to_micro(Decimal(text.strip()))


def _whole(text: str) -> int | None:
    if not text:
        return None
    try:
        return int(text)
    except ValueError:
        raise BadInput("bad_value", "“{value}” can't be used as {name}.", value=text[:40], name="quantity") from None

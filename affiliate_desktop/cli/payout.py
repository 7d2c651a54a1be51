"""``affiliate-desktop payout``: money received."""

from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

import click

from affiliate_desktop.cli import payout_import, payout_matching, payout_waiting
from affiliate_desktop.cli.payout_records import (
    gap_document,
    gap_text,
    matched_document,
    payout_document,
    payouts_table,
)
from affiliate_desktop.cli.records import lines
from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.core.money import Money, currency_code, to_micro
from affiliate_desktop.core.periods import Period, parse_day
from affiliate_desktop.core.problems import BadInput, Failed

if TYPE_CHECKING:
    from affiliate_desktop.ledger.payout import Payout

_fields = (
    click.option("--account", metavar="NAME", help="The account that paid; an empty one takes it away."),
    click.option("--date", "day", metavar="DAY", help="When the money came, such as 2026-03-31."),
    click.option("--amount", metavar="AMOUNT", help="What arrived, after fees."),
    click.option("--currency", metavar="CODE", help="Of the amount and the fee."),
    click.option("--fee", metavar="AMOUNT", help="What the payer kept."),
    click.option("--statement-amount", metavar="AMOUNT", help="What the program's payment statement says it pays."),
    click.option("--statement-currency", metavar="CODE", help="Its currency; that of the amount when left out."),
    click.option("--carried", metavar="AMOUNT", help="Of that, carried over from before; negative: to the next one."),
    click.option("--rate", metavar="RATE", help="Received currency for one of the statement's, as the payer says."),
    click.option("--method", help="Such as PayPal or bank transfer."),
    click.option("--payer", help="Who paid."),
    click.option("--reference", help="The payment's id."),
    click.option("--from", "start", metavar="DAY", help="First day of the earnings it is for."),
    click.option("--to", "end", metavar="DAY", help="Last day of the earnings it is for."),
    click.option("--notes"),
)


def _with_fields(function: Any) -> Any:
    for option in reversed(_fields):
        function = option(function)
    return function


@click.group("payout")
def command() -> None:
    """Money received, what it paid, and what is still to come."""


@command.command("list")
@click.option("--account", metavar="NAME", help="Only of this account.")
@click.option("--from", "start", metavar="DAY", help="First day it came on.")
@click.option("--to", "end", metavar="DAY", help="Last day, included.")
@pass_session
def list_payouts(session: Session, account: str | None, start: str | None, end: str | None) -> None:
    """List the payouts, the latest first."""
    period = Period(parse_day(start) if start else None, parse_day(end) if end else None)
    found = session.app.payouts.list(session.app.programs.account(account).id if account else None, period)
    session.answer({"payouts": [payout_document(each) for each in found]}, payouts_table(found))


@command.command()
@click.argument("key", metavar="ID", type=int)
@pass_session
def show(session: Session, key: int) -> None:
    """Show a payout, the earnings it paid, and what lies between them."""
    view = session.app.payouts.get(key)
    gap = session.app.payouts.reconcile(key)
    document = payout_document(view)
    text = f"{lines({name: value for name, value in document.items() if name != 'matched'})}\n\n{gap_text(gap)}"
    rows = [matched_document(row) for row in session.app.payouts.rows(key)]
    session.answer({**document, "reconciliation": gap_document(gap), "rows": rows}, text)


@command.command()
@_with_fields
@click.option("--another", is_flag=True, help="Record it though it looks like a payout that a file holds.")
@pass_session
def add(session: Session, /, another: bool, **options: str | None) -> None:
    """Record a payout."""
    for name in ("day", "amount", "currency"):
        if not options[name]:
            message = f"Missing option '--{'date' if name == 'day' else name}'."
            raise click.UsageError(message)
    payout = _payout(session, options, None)
    if not another:
        _refuse_alike(session, payout)
    _answer(session, session.app.payouts.add(payout).value.id)


@command.command()
@click.argument("key", metavar="ID", type=int)
@_with_fields
@pass_session
def edit(session: Session, /, key: int, **options: str | None) -> None:
    """Change a payout; an empty value takes something away."""
    before = session.app.payouts.get(key).payout
    _answer(session, session.app.payouts.edit(_payout(session, options, before)).value.id)


@command.command()
@click.argument("key", metavar="ID", type=int)
@pass_session
def remove(session: Session, key: int) -> None:
    """Remove a payout; what it paid is unpaid again, and “workspace undo” brings it back."""
    found = session.app.payouts.get(key)
    session.app.payouts.remove(key)
    session.answer(payout_document(found), f"Removed payout {key}.")


def _refuse_alike(session: Session, payout: "Payout") -> None:
    for view in session.app.payouts.alike(payout):
        raise Failed(
            "payout_alike",
            "It looks like payout {id} of {day}, which “{file}” holds. Say --another if it is another one.",
            id=view.payout.id,
            day=view.payout.paid_on.isoformat(),
            file=view.payout.evidence.file,
        )


def _answer(session: Session, key: int) -> None:
    document = payout_document(session.app.payouts.get(key))
    session.answer(document, lines({name: value for name, value in document.items() if name != "matched"}))


def _payout(session: Session, options: dict[str, str | None], before: "Payout | None") -> "Payout":
    """What the options say, over what was there."""
    from affiliate_desktop.ledger.payout import Payout

    day, currency = options["day"], options["currency"]
    known = before.received.currency if before else ""
    received = Money(
        _micro(options["amount"], before.received.micro if before else 0),
        currency_code(currency) if currency else known,
    )
    start = before or Payout(parse_day(day or ""), received)
    changes: dict[str, Any] = {
        name: options[name] for name in ("method", "payer", "reference", "notes") if options[name] is not None
    }
    if options["account"] is not None:
        changes["account_id"] = session.app.programs.account(options["account"]).id if options["account"] else None
    if options["rate"] is not None:
        changes["rate"] = _decimal(options["rate"]) if options["rate"].strip() else None
    if options["carried"] is not None:
        changes["carried_micro"] = to_micro(_decimal(options["carried"])) if options["carried"].strip() else None
    return replace(
        start,
        paid_on=parse_day(day) if day else start.paid_on,
        received=received,
        fee_micro=_micro(options["fee"], start.fee_micro),
        statement=_statement(options, start, received.currency),
        period=_period(options, start.period),
        **changes,
    )


def _statement(options: dict[str, str | None], before: "Payout", currency: str) -> Money | None:
    amount, code = options["statement_amount"], options["statement_currency"]
    if amount is not None and not amount.strip():
        return None
    if amount is None and before.statement is None:
        return None
    micro = to_micro(_decimal(amount)) if amount else before.statement.micro if before.statement else 0
    known = before.statement.currency if before.statement else currency
    return Money(micro, currency_code(code) if code else known)


def _period(options: dict[str, str | None], before: Period) -> Period:
    start, end = options["start"], options["end"]
    return Period(
        before.start if start is None else parse_day(start) if start else None,
        before.end if end is None else parse_day(end) if end else None,
    )


def _micro(text: str | None, before: int) -> int:
    if text is None:
        return before
    return to_micro(_decimal(text)) if text.strip() else 0


def _decimal(text: str) -> Decimal:
    try:
        amount = Decimal(text.strip())
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or not text.strip().isascii() or "_" in text:
        raise BadInput("bad_amount", "“{text}” is no amount; write it as 1250.00.", text=text.strip()[:40])
    return amount


for _verb in (*payout_import.VERBS, *payout_matching.VERBS, *payout_waiting.VERBS):
    command.add_command(_verb)

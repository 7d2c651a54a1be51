"""``affiliate-desktop payout import``: payments of PayPal, Payoneer, Stripe and networks."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from affiliate_desktop.cli.options import reading_options
from affiliate_desktop.cli.payout_records import payout_document, payouts_table
from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.core.money import Money
from affiliate_desktop.core.problems import NotFound

if TYPE_CHECKING:
    from affiliate_desktop.ledger.payout import Payout
    from affiliate_desktop.ledger.payouts import PayoutView
    from affiliate_desktop.statements.receipts import Arrived
    from affiliate_desktop.statements.receiving import Skipped

SHOWN = 10
"""Rows of a kind that are listed one by one."""
LEAVE, SAME, ANOTHER = "leave", "same", "another"


@dataclass
class _Taken:
    """What becomes of the payments of a file.

    Attributes:
        chosen: those that are recorded. others: those whose payers tell no account.
        alike: those that may be entered by hand already, with the payout that was entered.
        same: by key of evidence, the payout that is completed. added, completed: what was written.
    """

    arrived: "Arrived"
    chosen: "list[Payout]"
    others: "list[Payout]"
    alike: "list[tuple[Payout, Payout]]"
    same: dict[str, int]
    decided: str
    added: "list[PayoutView]" = field(default_factory=list)
    completed: "list[PayoutView]" = field(default_factory=list)


@click.command("import")
@click.argument("files", metavar="FILE...", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option(
    "--account",
    metavar="NAME",
    help="Whose all payments are. When left out it is found by the payers' names; payments of others stay out.",
)
@click.option("--payer", default="", metavar="TEXT", help="Only payments of payers in whose names this stands.")
@click.option("--currency", metavar="CODE", help="Of rows that name none.")
@click.option("--reference", "references", metavar="ID", multiple=True, help="Only this payment; may be given again.")
@click.option(
    "--alike",
    type=click.Choice((LEAVE, SAME, ANOTHER)),
    default=LEAVE,
    help="Payments that look like ones entered by hand: leave them out and list them (the default), complete the ones "
    "entered, or record them too. With --reference for single ones.",
)
@reading_options
@click.option("--dry-run", is_flag=True, help="Tell what would be recorded; write nothing.")
@pass_session
def import_payments(
    session: Session,
    files: tuple[Path, ...],
    account: str | None,
    payer: str,
    currency: str | None,
    references: tuple[str, ...],
    alike: str,
    form: str,
    date_format: str,
    decimal: str,
    language: str,
    dry_run: bool,
) -> None:
    """Record the payments received that files of payers or networks hold, each once.

    A payer's file holds other money too. Without --account, --payer or --reference only payments are recorded whose
    payer tells the account; the others are listed. A payment that looks like one entered by hand (same account and
    amount, a few days apart) is not recorded before --alike says what it is.
    """
    from affiliate_desktop.statements.model import Choices

    app, choices = session.app, Choices(form, date_format, decimal, language)
    account_id = app.programs.account(account).id if account else None
    named = bool(account or payer or references)

    def looked(path: Path) -> "Arrived":
        return app.receipts.look(
            path, account_id=account_id, payer=payer, currency=currency, choices=choices, progress=session.progress()
        )

    found = [looked(path) for path in files]
    _refuse_missing(found, references)
    documents, texts = [], []
    for at, path in enumerate(files):
        # what an earlier file completed is no longer open for this one
        taken = _sorted_out(looked(path) if at else found[0], references, alike, named=named)
        if not dry_run:
            _write(session, taken)
        documents.append(_document(taken))
        texts.append(_text(taken))
    session.answer({"imports": documents}, "\n\n".join(texts))


def _sorted_out(arrived: "Arrived", references: tuple[str, ...], decided: str, *, named: bool) -> _Taken:
    wanted = [each for each in arrived.fresh if not references or each.reference in references]
    twins = arrived.twins(wanted)
    alike = [(each, twins[each.evidence.key]) for each in wanted if each.evidence.key in twins]
    plain = [each for each in wanted if each.evidence.key not in twins or decided == ANOTHER]
    chosen = [each for each in plain if named or each.account_id is not None]
    others = [each for each in plain if each not in chosen]
    same = {payment.evidence.key: entered.id for payment, entered in alike} if decided == SAME else {}
    if same:
        chosen += [payment for payment, _ in alike]
    return _Taken(arrived, chosen, others, alike, same, decided)


def _write(session: Session, taken: _Taken) -> None:
    receipt = session.app.receipts.take(taken.arrived, taken.chosen, taken.same).value
    taken.added = [session.app.payouts.get(each.id) for each in receipt.added]
    taken.completed = [session.app.payouts.get(each.id) for each in receipt.completed]


def _refuse_missing(found: "list[Arrived]", references: tuple[str, ...]) -> None:
    known = {each.reference for arrived in found for each in arrived.payouts}
    for reference in references:
        if reference not in known:
            raise NotFound(
                "no_such_payment", "No file holds money received with the reference “{id}”.", id=reference[:80]
            )


def _document(taken: _Taken) -> dict[str, Any]:
    arrived, file = taken.arrived, taken.arrived.file
    return {
        "file": file.file,
        "sha256": file.sha256,
        "format": file.format,
        "payments": len(file.payments),
        "new": len(taken.chosen) - len(taken.same),
        "known": len(arrived.known),
        "skipped": [_skipped_document(each) for each in arrived.skipped],
        "unrecognized": [_payment_document(each) for each in taken.others],
        "alike": [
            {
                **_payment_document(payment),
                "payout": entered.id,
                "entered_date": entered.paid_on.isoformat(),
                "decided": None if taken.decided == LEAVE else taken.decided,
            }
            for payment, entered in taken.alike
        ],
        "rejected": [{"sheet": each.sheet, "line": each.line, "reason": each.reason} for each in file.rejected],
        "payouts": [payout_document(view) for view in taken.added],
        "completed": [payout_document(view) for view in taken.completed],
    }


def _payment_document(payment: "Payout") -> dict[str, Any]:
    return {
        "line": payment.evidence.line,
        "payer": payment.payer or None,
        "reference": payment.reference or None,
        "date": payment.paid_on.isoformat(),
        "amount": str(payment.received),
        "currency": payment.received.currency,
        "notes": payment.notes or None,
    }


def _skipped_document(skipped: "Skipped") -> dict[str, Any]:
    payment = skipped.payment
    return {
        "line": skipped.line,
        "reason": skipped.reason,
        "date": payment.day,
        "amount": str(Money(payment.net_micro, payment.currency)),
        "currency": payment.currency,
        "payer": payment.counterparty or None,
        "reference": payment.reference,
        "related": payment.related or None,
        "takes_back_payout": skipped.payout_id,
    }


def _text(taken: _Taken) -> str:
    arrived, file, rejected = taken.arrived, taken.arrived.file, taken.arrived.file.rejected
    undecided = taken.alike if taken.decided == LEAVE else []
    left = len(arrived.skipped) + len(taken.others) + len(undecided)
    new = len(taken.chosen) - len(taken.same)
    counts = f"{new} new, {len(arrived.known)} known, {left} left out"
    if taken.same:
        counts = f"{len(taken.same)} completed, {counts}"
    lines = [f"{file.file}: {file.name}, {counts}, {len(rejected)} not understood"]
    lines += _listed([f"line {each.line}: {each.reason}" for each in rejected])
    if any(each.code == "date_unclear" for each in rejected):
        lines.append("  Say it with --date-format, such as %d/%m/%Y or %m/%d/%Y.")
    if undecided:
        lines.append("  Left out, as you seem to have entered them by hand; say it with --alike same or another:")
        lines += _listed([f"{_payment_text(each)}, like payout {own.id} of {own.paid_on}" for each, own in undecided])
    if taken.others:
        lines.append("  Left out, as their payers tell no account; say it with --account, --payer or --reference:")
        lines += _listed(list(map(_payment_text, taken.others)))
    lines += _skipped_text(arrived)
    views = (*taken.completed, *taken.added)
    return "\n".join([*lines, payouts_table(views)] if views else lines)


def _skipped_text(arrived: "Arrived") -> list[str]:
    from affiliate_desktop.statements.receiving import REASONS

    counted = Counter(each.reason for each in arrived.skipped)
    words = ", ".join(f"{count} {REASONS[reason]}" for reason, count in counted.items())
    back = [
        f"line {each.line}: takes {Money(-each.payment.amount_micro, each.payment.currency)} {each.payment.currency}"
        f" of payout {each.payout_id} back; edit that payout"
        for each in arrived.skipped
        if each.payout_id is not None
    ]
    return [f"  No money received: {words}", *_listed(back)] if words else []


def _payment_text(payment: "Payout") -> str:
    money = f"{payment.received} {payment.received.currency}"
    return f"line {payment.evidence.line}: {payment.paid_on} {money} {payment.payer or payment.notes}"


def _listed(texts: list[str]) -> list[str]:
    more = [f"  … and {len(texts) - SHOWN} more"] if len(texts) > SHOWN else []
    return [f"  {text}" for text in texts[:SHOWN]] + more


VERBS = (import_payments,)

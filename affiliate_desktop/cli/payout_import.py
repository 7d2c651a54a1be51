"""``affiliate-desktop payout import``: payments of PayPal, Payoneer, Stripe and networks."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from affiliate_desktop.cli.options import reading_options
from affiliate_desktop.cli.payout_records import payout_document, payouts_table
from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.core.problems import NotFound

if TYPE_CHECKING:
    from affiliate_desktop.ledger.payout import Payout
    from affiliate_desktop.statements.receipts import Arrived

SHOWN = 10
"""Rows of a kind that are listed one by one."""


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
    form: str,
    date_format: str,
    decimal: str,
    language: str,
    dry_run: bool,
) -> None:
    """Record the payments received that files of payers or networks hold, each once.

    A payer's file holds other money too. Without --account, --payer or --reference only payments are recorded whose
    payer tells the account; the others are listed.
    """
    from affiliate_desktop.statements.model import Choices

    app, choices = session.app, Choices(form, date_format, decimal, language)
    account_id = app.programs.account(account).id if account else None
    found = [
        app.receipts.look(
            path, account_id=account_id, payer=payer, currency=currency, choices=choices, progress=session.progress()
        )
        for path in files
    ]
    _refuse_missing(found, references)
    named = bool(account or payer or references)
    documents, texts = [], []
    for arrived in found:
        wanted = [each for each in arrived.fresh if not references or each.reference in references]
        chosen = [each for each in wanted if named or each.account_id is not None]
        others = [each for each in wanted if each not in chosen]
        added = () if dry_run else app.receipts.take(arrived, chosen).value.added
        views = [app.payouts.get(each.id) for each in added]
        documents.append(_document(arrived, len(chosen), others, [payout_document(view) for view in views]))
        texts.append(_text(arrived, len(chosen), others, payouts_table(tuple(views)) if views else ""))
    session.answer({"imports": documents}, "\n\n".join(texts))


def _refuse_missing(found: "list[Arrived]", references: tuple[str, ...]) -> None:
    known = {each.reference for arrived in found for each in arrived.payouts}
    for reference in references:
        if reference not in known:
            raise NotFound(
                "no_such_payment", "No file holds money received with the reference “{id}”.", id=reference[:80]
            )


def _document(arrived: "Arrived", new: int, others: "list[Payout]", added: list[dict[str, Any]]) -> dict[str, Any]:
    file = arrived.file
    return {
        "file": file.file,
        "sha256": file.sha256,
        "format": file.format,
        "payments": len(file.payments),
        "new": new,
        "known": len(arrived.payouts) - len(arrived.fresh),
        "skipped": [{"line": each.line, "reason": each.reason} for each in arrived.skipped],
        "unrecognized": [
            {
                "line": each.evidence.line,
                "payer": each.payer or None,
                "reference": each.reference or None,
                "date": each.paid_on.isoformat(),
                "amount": str(each.received),
                "currency": each.received.currency,
                "notes": each.notes or None,
            }
            for each in others
        ],
        "rejected": [{"sheet": each.sheet, "line": each.line, "reason": each.reason} for each in file.rejected],
        "payouts": added,
    }


def _text(arrived: "Arrived", new: int, others: "list[Payout]", added: str) -> str:
    file, rejected = arrived.file, arrived.file.rejected
    known = len(arrived.payouts) - len(arrived.fresh)
    counts = f"{new} new, {known} known, {len(arrived.skipped) + len(others)} left out"
    lines = [f"{file.file}: {file.name}, {counts}, {len(rejected)} not understood"]
    lines += [f"  line {each.line}: {each.reason}" for each in rejected[:SHOWN]]
    if any(each.code == "date_unclear" for each in rejected):
        lines.append("  Say it with --date-format, such as %d/%m/%Y or %m/%d/%Y.")
    if len(rejected) > SHOWN:
        lines.append(f"  … and {len(rejected) - SHOWN} more")
    if others:
        lines.append("  Left out, as their payers tell no account; say it with --account, --payer or --reference:")
    for each in others[:SHOWN]:
        money = f"{each.received} {each.received.currency}"
        lines.append(f"  line {each.evidence.line}: {each.paid_on} {money} {each.payer or each.notes}")
    if len(others) > SHOWN:
        lines.append(f"  … and {len(others) - SHOWN} more")
    return "\n".join([*lines, added] if added else lines)


VERBS = (import_payments,)

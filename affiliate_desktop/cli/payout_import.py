"""``affiliate-desktop payout import``: payments of PayPal, Payoneer, Stripe and networks."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from affiliate_desktop.cli.payout_records import payout_document, payouts_table
from affiliate_desktop.cli.session import Session, pass_session

if TYPE_CHECKING:
    from affiliate_desktop.statements.receipts import Arrived


@click.command("import")
@click.argument("files", metavar="FILE...", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option("--account", metavar="NAME", help="Whose all payments are; found by the payers' names when left out.")
@click.option("--payer", default="", metavar="TEXT", help="Only payments of payers in whose names this stands.")
@click.option("--currency", metavar="CODE", help="Of rows that name none.")
@click.option("--format", "form", metavar="FORMAT", help="Such as paypal/activity, where the columns fit several.")
@click.option("--dry-run", is_flag=True, help="Tell what would be recorded; write nothing.")
@pass_session
def import_payments(
    session: Session,
    files: tuple[Path, ...],
    account: str | None,
    payer: str,
    currency: str | None,
    form: str | None,
    dry_run: bool,
) -> None:
    """Record the payments received that files of payers or networks hold, each once."""
    app = session.app
    account_id = app.programs.account(account).id if account else None
    found = [
        app.receipts.look(
            path, account_id=account_id, payer=payer, currency=currency, form=form, progress=session.progress()
        )
        for path in files
    ]
    documents, texts = [], []
    for arrived in found:
        added = () if dry_run else app.receipts.take(arrived).value.added
        views = [app.payouts.get(each.id) for each in added]
        documents.append(_document(arrived, [payout_document(view) for view in views]))
        texts.append(_text(arrived, payouts_table(tuple(views)) if views else "Nothing new."))
    session.answer({"imports": documents}, "\n\n".join(texts))


def _document(arrived: "Arrived", added: list[dict[str, Any]]) -> dict[str, Any]:
    file = arrived.file
    return {
        "file": file.file,
        "sha256": file.sha256,
        "format": file.format,
        "payments": len(file.payments),
        "new": len(arrived.fresh),
        "known": len(arrived.payouts) - len(arrived.fresh),
        "skipped": [{"line": each.line, "reason": each.reason} for each in arrived.skipped],
        "rejected": [{"sheet": each.sheet, "line": each.line, "reason": each.reason} for each in file.rejected],
        "payouts": added,
    }


def _text(arrived: "Arrived", added: str) -> str:
    new, skipped = len(arrived.fresh), len(arrived.skipped)
    known = len(arrived.payouts) - new
    return f"{arrived.file.file}: {arrived.file.name}, {new} new, {known} known, {skipped} left out\n{added}"


VERBS = (import_payments,)

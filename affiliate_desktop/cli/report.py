"""``report``: PDF summaries."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from affiliate_desktop.cli.earnings import account_option, end_option, start_option, total_document
from affiliate_desktop.cli.report_scorecard import scorecard
from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.cli.table import table

if TYPE_CHECKING:
    from affiliate_desktop.ledger.model import Total


@click.group(name="report")
def command() -> None:
    """PDF summaries."""


command.add_command(scorecard)


@command.command()
@start_option
@end_option
@click.option("-o", "file", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The PDF to write.")
@click.option("--paper", type=click.Choice(["A4", "Letter"], case_sensitive=False), default="A4", show_default=True)
@account_option
@pass_session
def summary(session: Session, start: str | None, end: str | None, file: Path, paper: str, account: str | None) -> None:
    """Write a period's figures, chart and files as a PDF."""
    from affiliate_desktop.core.periods import Period, parse_day
    from affiliate_desktop.reports.words import period as words

    period = Period(parse_day(start) if start else None, parse_day(end) if end else None)
    account_id = session.app.programs.account(account).id if account else None
    made = session.app.reports.publish(period, file, paper, account_id=account_id, progress=session.progress())
    for note in made.notes:
        session.note(note)
    document = {
        "file": str(made.file),
        "bytes": made.bytes,
        "pages": made.pages,
        "paper": paper,
        "period": {"from": period.start, "to": period.end},
        "totals": [total_document(total) for total in made.summary.by_status],
        "notes": list(made.notes),
    }
    pages = f"{made.pages} page{'' if made.pages == 1 else 's'}"
    text = f"{made.file}: {pages}, {words(period)}\n\n{totals_table(made.summary.by_status)}"
    session.answer(document, text)


def totals_table(totals: "tuple[Total, ...]") -> str:
    """Totals by currency and status as a table."""
    rows = [tuple(total_document(total).values()) for total in totals]
    heads = ("Currency", "Status", "Count", "Sales", "Commission")
    return table(heads, rows, right=(2, 3, 4)) if rows else "There are no earnings in this period."

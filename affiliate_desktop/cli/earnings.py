"""``affiliate-desktop earnings``: what was earned, in totals and rows."""

from typing import TYPE_CHECKING, Any

import click

from affiliate_desktop.cli.earnings_attribute import command as attribute
from affiliate_desktop.cli.earnings_evidence import earning_document, history_document
from affiliate_desktop.cli.earnings_rule import command as rule
from affiliate_desktop.cli.earnings_said import add, conflicts, correct, decide, remove
from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.cli.table import table
from affiliate_desktop.core.money import plain_micro
from affiliate_desktop.core.problems import BadInput

if TYPE_CHECKING:
    from affiliate_desktop.ledger.attribution_model import Attributed
    from affiliate_desktop.ledger.model import EarningsFilter, Grouping, Total, Transaction

GROUPINGS = ("month", "account", "program", "campaign", "placement", "status")

start_option = click.option("--from", "start", metavar="DAY", help="First day, as 2026-01-01; open when left out.")
end_option = click.option("--to", "end", metavar="DAY", help="Last day, included; open when left out.")
account_option = click.option("--account", metavar="NAME", help="Only this account.")
campaign_option = click.option("--campaign", metavar="NAME", help="Only this campaign.")
attributed_option = click.option(
    "--attributed",
    metavar="HOW[,HOW...]",
    help="Only where link and campaign were found so: exact, case, cut, rule, guess, user or none.",
)


@click.group("earnings")
def command() -> None:
    """What you earned, in totals and rows."""


command.add_command(attribute)
command.add_command(rule)
for said in (add, correct, remove, conflicts, decide):
    command.add_command(said)


@command.command()
@click.option(
    "--by",
    multiple=True,
    metavar="GROUP[,GROUP...]",
    help=f"Break down by any of {', '.join(GROUPINGS)}, besides currency. By status when left out.",
)
@start_option
@end_option
@account_option
@campaign_option
@attributed_option
@pass_session
def totals(
    session: Session,
    by: tuple[str, ...],
    start: str | None,
    end: str | None,
    account: str | None,
    campaign: str | None,
    attributed: str | None,
) -> None:
    """Sums by currency and group; a sum never mixes currencies.

    Amounts are decimal strings; a group that a row has not, such as a campaign, is null.
    """
    groupings = _groupings(by)
    found = session.app.ledger.totals(groupings, _chosen(session, start, end, account, campaign, attributed))
    rows = [
        (
            total.currency,
            *(value for _, value in total.groups),
            total.count,
            plain_micro(total.sale_micro, total.currency),
            plain_micro(total.commission_micro, total.currency),
        )
        for total in found
    ]
    heads = ("Currency", *(grouping.value.capitalize() for grouping in groupings), "Count", "Sales", "Commission")
    width = len(heads)
    text = table(heads, rows, right=(width - 3, width - 2, width - 1)) if rows else "There are no earnings yet."
    session.answer({"totals": [total_document(total) for total in found]}, text)


@command.command("list")
@start_option
@end_option
@account_option
@campaign_option
@attributed_option
@click.option("--status", type=click.Choice(["pending", "approved", "paid", "reversed"]), help="Only this status.")
@click.option("--search", default="", metavar="WORDS", help="Words in product, sub-id, id, program, campaign or link.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many rows, the newest.")
@pass_session
def list_earnings(
    session: Session,
    start: str | None,
    end: str | None,
    account: str | None,
    campaign: str | None,
    attributed: str | None,
    status: str | None,
    search: str,
    limit: int | None,
) -> None:
    """List the earnings, the newest first."""
    from dataclasses import replace

    from affiliate_desktop.ledger.model import Status

    chosen = _chosen(session, start, end, account, campaign, attributed)
    chosen = replace(chosen, status=Status(status) if status else None, search=search)
    found = rows_of(session, chosen, limit)
    session.answer({"earnings": [earning_document(row) for row in found]}, earnings_table(found))


@command.command()
@click.argument("key", metavar="ID", type=int)
@pass_session
def show(session: Session, key: int) -> None:
    """Show one of the earnings: its file, line and raw values, and what each file and you said of it."""
    history = session.app.corrections.history(key)
    document = earning_document(history.transaction)
    evidence = history_document(session, history)
    text = table(("What", "Value"), list(document.items()))
    said = [
        (each["file"], each["line"], each["status"], each["commission"], "yes" if each["holds"] else "no")
        for each in evidence["history"]
    ]
    parts = [text, table(("File", "Line", "Status", "Commission", "Holds"), said, right=(1, 3))] if said else [text]
    raw = evidence["raw"]
    if raw:
        parts.append(table(("Column", "Raw value"), list(zip(raw["headers"], raw["cells"], strict=False))))
    session.answer({**document, **evidence}, "\n\n".join(parts))


def rows_of(session: Session, chosen: "EarningsFilter", limit: int | None = None) -> "list[Transaction]":
    """All transactions that a filter chooses, the newest first, page by page."""
    found: list[Transaction] = []
    after = None
    while limit is None or len(found) < limit:
        page = session.app.ledger.rows(chosen, after=after, limit=min(5_000, (limit or 5_000) - len(found) or 5_000))
        found += page.rows
        after = page.after
        if after is None:
            break
    return found


def earnings_table(rows: "list[Transaction]") -> str:
    """Transactions as a table."""
    unsure = {"guess": "guess", "case": "other letter case", "cut": "cut off"}
    cells = [
        (
            row.id or None,
            row.day,
            row.account,
            row.program,
            row.product[:40] or None,
            row.status,
            f"{row.campaign} ({unsure[row.attributed]})" if row.campaign and row.attributed in unsure else row.campaign,
            f"{plain_micro(row.commission_micro, row.currency)} {row.currency}",
        )
        for row in rows
    ]
    heads = ("Id", "Day", "Account", "Program", "Product", "Status", "Campaign", "Commission")
    return table(heads, cells, right=(0, 7)) if cells else "There are no earnings."


def total_document(total: "Total") -> dict[str, Any]:
    """A sum as the JSON of the command line has it."""
    return {
        "currency": total.currency,
        **{grouping.value: value for grouping, value in total.groups},
        "count": total.count,
        "sale_amount": plain_micro(total.sale_micro, total.currency),
        "commission": plain_micro(total.commission_micro, total.currency),
    }


def _groupings(by: tuple[str, ...]) -> "list[Grouping]":
    from affiliate_desktop.ledger.model import Grouping

    words = [word.strip().lower() for part in by for word in part.split(",") if word.strip()]
    unknown = [word for word in words if word not in GROUPINGS and word != "currency"]
    if unknown:
        raise BadInput(
            "no_such_grouping",
            "Earnings can't be broken down by “{word}”; by {known} they can.",
            word=unknown[0][:40],
            known=", ".join(GROUPINGS),
        )
    chosen = list(dict.fromkeys(Grouping(word) for word in words if word != "currency"))
    return chosen if words else [Grouping.STATUS]


def _chosen(
    session: Session,
    start: str | None,
    end: str | None,
    account: str | None,
    campaign: str | None,
    attributed: str | None,
) -> "EarningsFilter":
    from affiliate_desktop.core.periods import Period, parse_day
    from affiliate_desktop.ledger.model import EarningsFilter

    return EarningsFilter(
        period=Period(parse_day(start) if start else None, parse_day(end) if end else None),
        account_id=session.app.programs.account(account).id if account else None,
        campaign_id=session.app.campaigns.get(campaign).id if campaign else None,
        attributed=_attributed(attributed),
    )


def _attributed(words: str | None) -> "tuple[Attributed, ...]":
    from affiliate_desktop.ledger.attribution_model import Attributed

    asked = [word.strip().lower() for word in (words or "").split(",") if word.strip()]
    known = [how.value for how in Attributed]
    for word in asked:
        if word not in known:
            raise BadInput(
                "no_such_attribution",
                "“{word}” is no way of attribution; the ways are {known}.",
                word=word[:40],
                known=", ".join(known),
            )
    return tuple(dict.fromkeys(map(Attributed, asked)))

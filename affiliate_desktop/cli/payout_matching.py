"""``affiliate-desktop payout suggest|match|unmatch``: which earnings a payout paid."""

from typing import TYPE_CHECKING

import click

from affiliate_desktop.cli.payout_records import gap_document, gap_text, suggestion_document
from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.cli.table import table

if TYPE_CHECKING:
    from affiliate_desktop.ledger.payout import Chosen


@click.command()
@click.argument("key", metavar="ID", type=int)
@pass_session
def suggest(session: Session, key: int) -> None:
    """Suggest earnings that a payout may have paid, the best first; nothing is changed."""
    found = session.app.payouts.suggest(key)
    documents = [suggestion_document(number, each) for number, each in enumerate(found, 1)]
    rows = [
        (
            each["number"],
            each["score"],
            each["count"],
            f"{each['amount']} {each['currency']}",
            " ".join(each["reasons"]),
        )
        for each in documents
    ]
    text = table(("No", "Score", "Earnings", "Sum", "Why"), rows, right=(0, 1, 2, 3)) if rows else "Nothing fits."
    session.answer({"suggestions": documents}, text)


@click.command()
@click.argument("key", metavar="ID", type=int)
@click.option("--suggestion", "number", type=click.IntRange(min=1), help="By its number in “payout suggest”.")
@click.option("--from", "start", metavar="DAY", help="All open earnings from this day on.")
@click.option("--to", "end", metavar="DAY", help="All open earnings up to this day.")
@click.option("--earning", "earnings", type=int, multiple=True, metavar="ID", help="This one; may be given again.")
@click.option("--currency", metavar="CODE", help="Of the earnings; that of the payout when left out.")
@pass_session
def match(
    session: Session,
    key: int,
    number: int | None,
    start: str | None,
    end: str | None,
    earnings: tuple[int, ...],
    currency: str | None,
) -> None:
    """Match a payout to the earnings it paid: they count as paid from now on."""
    if sum((number is not None, bool(start or end), bool(earnings))) != 1:
        message = "Say which earnings: --suggestion, or --from and --to, or --earning."
        raise click.UsageError(message)
    session.app.payouts.match(key, _chosen(session, key, number, start, end, earnings, currency))
    _answer(session, key)


@click.command()
@click.argument("key", metavar="ID", type=int)
@click.option("--earning", "earnings", type=int, multiple=True, metavar="ID", help="Only this; may be given again.")
@pass_session
def unmatch(session: Session, key: int, earnings: tuple[int, ...]) -> None:
    """Take earnings from a payout, all of them when none is named; they are unpaid again."""
    session.app.payouts.unmatch(key, earnings)
    _answer(session, key)


def _chosen(
    session: Session,
    key: int,
    number: int | None,
    start: str | None,
    end: str | None,
    earnings: tuple[int, ...],
    currency: str | None,
) -> "Chosen":
    from affiliate_desktop.core.money import currency_code
    from affiliate_desktop.core.periods import Period, parse_day
    from affiliate_desktop.core.problems import BadInput
    from affiliate_desktop.ledger.payout import Chosen

    if number is not None:
        found = session.app.payouts.suggest(key)
        if number > len(found):
            raise BadInput("no_such_suggestion", "There are {count} suggestions.", count=len(found))
        return found[number - 1].chosen
    payout = session.app.payouts.get(key).payout
    code = currency_code(currency) if currency else payout.target.currency
    period = Period(parse_day(start) if start else None, parse_day(end) if end else None)
    return Chosen(code, period, only=earnings)


def _answer(session: Session, key: int) -> None:
    gap = session.app.payouts.reconcile(key)
    session.answer({"id": key, "reconciliation": gap_document(gap)}, gap_text(gap))


VERBS = (suggest, match, unmatch)

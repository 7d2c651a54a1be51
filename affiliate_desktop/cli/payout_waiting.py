"""``affiliate-desktop payout ageing|expected|terms|rates``: what is unpaid, and when it should come."""

from pathlib import Path

import click

from affiliate_desktop.cli.payout_records import aged_document, expected_document, terms_document
from affiliate_desktop.cli.records import lines
from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.cli.table import table
from affiliate_desktop.core.problems import BadInput

_account = click.option("--account", metavar="NAME", help="Only of this account.")


@click.command()
@_account
@pass_session
def ageing(session: Session, account: str | None) -> None:
    """What is approved and unpaid, by program, currency and age in days."""
    found = session.app.unpaid.ageing(session.app.programs.account(account).id if account else None)
    documents = [aged_document(each) for each in found]
    rows = [
        (
            each["account"],
            each["program"],
            each["currency"],
            *(bucket["amount"] for bucket in each["buckets"]),
            each["unpaid"],
            each["pending"],
            None if each["threshold_percent"] is None else f"{each['threshold_percent']} %",
        )
        for each in documents
    ]
    heads = (
        "Account",
        "Program",
        "",
        "0-30",
        "31-60",
        "61-90",
        "91-120",
        "121-150",
        "over",
        "Unpaid",
        "Pending",
        "Threshold",
    )
    text = table(heads, rows, right=tuple(range(3, 12))) if rows else "Nothing is unpaid."
    session.answer({"ageing": documents}, text)


@click.command()
@_account
@click.option("--ics", type=click.Path(path_type=Path, dir_okay=False), help="Write them as a calendar file.")
@pass_session
def expected(session: Session, account: str | None, ics: Path | None) -> None:
    """Payments that should come, by the terms or by how the account has paid so far."""
    found = session.app.unpaid.expected(session.app.programs.account(account).id if account else None)
    documents = [expected_document(each) for each in found]
    rows = [
        (
            each["date"],
            each["account"],
            each["program"],
            f"{each['amount']} {each['currency']}",
            each["count"],
            "overdue" if each["overdue"] else None,
            each["why"],
        )
        for each in documents
    ]
    heads = ("Day", "Account", "Program", "Amount", "Earnings", "", "Why")
    text = table(heads, rows, right=(3, 4)) if rows else "No payment is due."
    answer: dict[str, object] = {"expected": documents}
    if ics is not None:
        count = session.app.calendars.write_expected(found, ics)
        answer["file"], answer["events"] = str(ics), count
        text = f"{text}\n\n{ics}: {count} events"
    session.answer(answer, text)


@click.command()
@click.argument("account", metavar="ACCOUNT")
@click.option("--hold-days", metavar="DAYS", help="From an earning to when it may be paid; an empty one takes it away.")
@click.option("--pay-day", metavar="DAY", help="Day of the month on which money goes out; an empty one takes it away.")
@click.option("--threshold", metavar="AMOUNT", help="The least that is paid out; an empty one takes it away.")
@click.option("--currency", metavar="CODE", help="Of the threshold; that of the account when left out.")
@pass_session
def terms(
    session: Session,
    account: str,
    hold_days: str | None,
    pay_day: str | None,
    threshold: str | None,
    currency: str | None,
) -> None:
    """Show or note when an account pays; the terms of a program's plan go before."""
    from dataclasses import replace

    from affiliate_desktop.cli.options import budget_of
    from affiliate_desktop.ledger.payout import Terms

    found = session.app.programs.account(account)
    before = session.app.unpaid.terms(found.id) or Terms()
    changed = before
    if hold_days is not None:
        changed = replace(changed, hold_days=_whole(hold_days))
    if pay_day is not None:
        changed = replace(changed, pay_day=_whole(pay_day))
    if threshold is not None:
        changed = replace(changed, threshold=budget_of(threshold, currency or found.currency, before.threshold))
    if changed != before:
        changed = session.app.unpaid.save_terms(found.id, changed).value
    document = terms_document(found.name, changed)
    session.answer(document, lines(document))


def _whole(text: str) -> int | None:
    if not text.strip():
        return None
    if not (text.strip().isascii() and text.strip().isdigit() and len(text.strip()) < 6):
        raise BadInput("bad_number", "“{text}” is no whole number.", text=text.strip()[:40])
    return int(text)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False), required=False)
@pass_session
def rates(session: Session, file: Path | None) -> None:
    """Tell where exchange rates come from, or take newer ones from the bank's eurofxref-hist.zip or .csv."""
    found = session.app.rates
    if file is not None:
        found.replace(file)
    document = {
        "source": "European Central Bank",
        "file": str(found.file) if found.file else None,
        "last_day": found.last_day.isoformat(),
    }
    session.answer(document, lines(document))


VERBS = (ageing, expected, terms, rates)

"""``affiliate-desktop report scorecard``: how a program treats its affiliates."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from affiliate_desktop.cli.earnings import end_option, start_option
from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.cli.table import table
from affiliate_desktop.core.money import plain, plain_micro

if TYPE_CHECKING:
    from affiliate_desktop.audit.request import Answers
    from affiliate_desktop.audit.scorecard import CurrencyScore, Promise, Scorecard, StatusSum
    from affiliate_desktop.audit.spread import Spread

_STATUSES = ("pending", "approved", "paid", "reversed")


@click.command("scorecard")
@click.option("--program", required=True, metavar="PROGRAM", help="By id or name.")
@start_option
@end_option
@click.option("-o", "file", type=click.Path(path_type=Path, dir_okay=False), help="Write it as a PDF too.")
@click.option("--paper", type=click.Choice(["A4", "Letter"], case_sensitive=False), default="A4", show_default=True)
@pass_session
def scorecard(
    session: Session, program: str, start: str | None, end: str | None, file: Path | None, paper: str
) -> None:
    """Tell a program's approval and reversal rate, days to approve and to pay, and what it really paid."""
    from affiliate_desktop.core.periods import Period, parse_day

    period = Period(parse_day(start) if start else None, parse_day(end) if end else None)
    card = session.app.scorecards.of(session.app.programs.program(program).id, period, session.progress())
    document, text = _document(card), _text(card)
    if file is not None:
        document["file"] = str(file)
        document["pages"] = session.app.reports.scorecard_pdf(card, file, paper)
        text = f"{text}\n\n{file}"
    session.answer(document, text)


def _document(card: "Scorecard") -> dict[str, Any]:
    return {
        "program": card.program,
        "account": card.account,
        "period": {"from": card.period.start, "to": card.period.end},
        "days_to_approve": _spread(card.approve),
        "days_to_pay": _spread(card.pay),
        "days_to_pay_by": card.pay_basis or None,
        "currencies": [_score(each) for each in card.scores],
        "reversal_reasons": [
            {
                "reason": each.words or None,
                "count": each.count,
                "commission": plain_micro(each.commission_micro, each.currency),
                "currency": each.currency,
            }
            for each in card.reasons
        ],
        "promised": _promise(card.promise),
        "terms": card.terms or None,
        "requests": card.answers and card.answers.requests,
        "answered": card.answers and card.answers.answered,
        "answers": card.answers and _answers(card.answers),
    }


def _answers(answers: "Answers") -> dict[str, Any]:
    return {
        "outcomes": {outcome.value: count for outcome, count in answers.counts.items()},
        "days": _spread(answers.days),
        "waiting_days": answers.waiting_days,
        "claims": [
            {
                "currency": each.currency,
                "count": each.count,
                "claimed": plain_micro(each.claimed_micro, each.currency),
                "granted": plain_micro(each.granted_micro, each.currency),
            }
            for each in answers.sums
        ],
    }


def _spread(found: "Spread | None") -> dict[str, int] | None:
    if found is None:
        return None
    return {
        "count": found.count,
        "median": found.median,
        "nine_of_ten": found.slow,
        "fastest": found.fastest,
        "slowest": found.slowest,
    }


def _score(score: "CurrencyScore") -> dict[str, Any]:
    return {
        "currency": score.currency,
        "statuses": {status: _sum(score.of(status), score.currency) for status in _STATUSES},
        "returns": _sum(score.returns, score.currency),
        "approval_percent": _decimal(score.approval_rate),
        "reversal_percent": _decimal(score.reversal_rate),
        "effective_percent": _decimal(score.effective_percent),
        "commission_per_signup": None
        if score.per_signup_micro is None
        else plain_micro(score.per_signup_micro, score.currency),
    }


def _sum(held: "StatusSum", currency: str) -> dict[str, Any]:
    return {
        "count": held.count,
        "sale_amount": plain_micro(held.sale_micro, currency),
        "commission": plain_micro(held.commission_micro, currency),
    }


def _promise(promise: "Promise | None") -> dict[str, Any] | None:
    if promise is None:
        return None
    signups = (promise.signup_low, promise.signup_high)
    low, high = (None if each is None else plain(each, promise.currency) for each in signups)
    return {
        "currency": promise.currency,
        "percent_low": _decimal(promise.low),
        "percent_high": _decimal(promise.high),
        "signup_low": low,
        "signup_high": high,
    }


def _decimal(value: object) -> str | None:
    return None if value is None else f"{value:f}"


def _text(card: "Scorecard") -> str:
    from affiliate_desktop.audit import scorecard_words as say

    rows: list[tuple[str, str]] = [
        ("Days to approve, at most", say.days_words(card.approve)),
        ("Days to pay", say.pay_words(card)),
    ]
    for score in card.scores:
        rows += [
            (f"Approved of what was decided, {score.currency}", say.rate_words(score.approval_rate)),
            (f"Reversed of what was decided, {score.currency}", say.rate_words(score.reversal_rate)),
            (f"Earned, {score.currency}", say.effective_words(score)),
        ]
    rows += [("Promised", say.promise_words(card.promise)), ("Answers to requests", say.answers_words(card))]
    claims = say.claims_words(card)
    rows += [("Claims", claims)] if claims else []
    rows += [
        (f"Reversed because: {each.words or 'no reason given'}", f"{each.count} earnings") for each in card.reasons
    ]
    return table((card.program, ""), rows)

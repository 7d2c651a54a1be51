"""The scorecard in words, the same in the window, the PDF and the terminal."""

from affiliate_desktop.audit.request import Outcome
from affiliate_desktop.audit.scorecard import CurrencyScore, Promise, Scorecard
from affiliate_desktop.audit.spread import Spread
from affiliate_desktop.core.money import plain, plain_micro

UNKNOWN = "not known"


def days_words(spread: Spread | None) -> str:
    """Such as “30 days in the middle, 45 for nine of ten (412 earnings)”."""
    if spread is None:
        return UNKNOWN
    one = "earning" if spread.count == 1 else "earnings"
    return f"{spread.median} days in the middle, {spread.slow} for nine of ten ({spread.count:,} {one})"


def pay_words(card: Scorecard) -> str:
    """Days to pay, and what tells."""
    if card.pay is None:
        return UNKNOWN
    told = "matched payouts" if card.pay_basis == "payouts" else "the statements' word"
    return f"{days_words(card.pay)}, by {told}"


def rate_words(rate: object) -> str:
    """A rate in percent."""
    return UNKNOWN if rate is None else f"{rate} %"


def effective_words(score: CurrencyScore) -> str:
    """What was earned on sales and sign-ups."""
    parts = []
    if score.effective_percent is not None:
        parts.append(f"{score.effective_percent} % of sales")
    if score.per_signup_micro is not None:
        parts.append(f"{plain_micro(score.per_signup_micro, score.currency)} {score.currency} a sign-up")
    return ", ".join(parts) or UNKNOWN


def promise_words(promise: Promise | None) -> str:
    """What the terms promise."""
    if promise is None:
        return "no terms are recorded"
    parts = []
    if promise.low is not None and promise.high is not None:
        parts.append(f"{_range(f'{promise.low.normalize():f}', f'{promise.high.normalize():f}')} % of sales")
    if promise.signup_low is not None and promise.signup_high is not None:
        low, high = (plain(each, promise.currency) for each in (promise.signup_low, promise.signup_high))
        parts.append(f"{_range(low, high)} {promise.currency} a sign-up")
    return ", ".join(parts) or "no rate"


def answers_words(card: Scorecard) -> str:
    """Requests to the program and its answers, such as “2 of 3 answered, 8 days in the middle, …”."""
    answers = card.answers
    if answers is None:
        return "no request is recorded"
    parts = [f"{answers.answered} of {answers.requests} answered"]
    if answers.days is not None:
        most = answers.days.slowest
        parts[0] += f", {_days(answers.days.median)} in the middle, {_days(most)} at most"
    if answers.waiting_days is not None:
        count = answers.counts[Outcome.OPEN]
        since = "since" if count == 1 else "the longest since"
        parts.append(f"{count} {'waits' if count == 1 else 'wait'}, {since} {_days(answers.waiting_days)}")
    return "; ".join(parts)


def claims_words(card: Scorecard) -> str:
    """What claims came to, such as “1 accepted, 1 refused; 20.00 of 35.00 EUR granted”; empty without any decided."""
    answers = card.answers
    if answers is None:
        return ""
    decided = {Outcome.ACCEPTED: "accepted", Outcome.PARTLY: "accepted in part", Outcome.REFUSED: "refused"}
    counts = [f"{answers.counts[each]} {name}" for each, name in decided.items() if each in answers.counts]
    sums = [
        f"{plain_micro(each.granted_micro, each.currency)} of {plain_micro(each.claimed_micro, each.currency)} "
        f"{each.currency} granted"
        for each in answers.sums
    ]
    return "; ".join([", ".join(counts), *sums] if counts else sums)


def _days(count: int) -> str:
    return f"{count} day" if count == 1 else f"{count} days"


def _range(low: str, high: str) -> str:
    return low if low == high else f"{low} to {high}"

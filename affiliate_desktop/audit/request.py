"""What the user asked a program, and what it answered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from affiliate_desktop.audit.spread import Spread, spread
from affiliate_desktop.core.money import LIMIT, MICRO, currency_code
from affiliate_desktop.core.names import clean_line, clean_notes
from affiliate_desktop.core.problems import BadInput

FIRST_YEAR = 1990
MOST_SUBJECT = 300


class RequestKind(StrEnum):
    """A claim asks for money; a question asks for anything else."""

    CLAIM = "claim"
    QUESTION = "question"


class Outcome(StrEnum):
    """How a request stands; ``unanswered`` is one that the user gave up."""

    OPEN = "open"
    ACCEPTED = "accepted"
    PARTLY = "partly"
    REFUSED = "refused"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"


ANSWERS = (Outcome.ACCEPTED, Outcome.PARTLY, Outcome.REFUSED, Outcome.ANSWERED)
"""The outcomes that are an answer of the program."""
OUTCOMES = {
    RequestKind.CLAIM: (Outcome.OPEN, Outcome.ACCEPTED, Outcome.PARTLY, Outcome.REFUSED, Outcome.UNANSWERED),
    RequestKind.QUESTION: (Outcome.OPEN, Outcome.ANSWERED, Outcome.UNANSWERED),
}
"""The outcomes that a kind of request can have."""
_GRANTING = (Outcome.ACCEPTED, Outcome.PARTLY)


@dataclass(frozen=True, slots=True)
class ProgramRequest:
    """A request to a program.

    Attributes:
        subject: what was asked, on one line.
        answered_on: the day of the answer; None unless ``outcome`` is one.
        currency: ISO 4217 code of the amounts, or empty.
        claimed_micro: what a claim asks for, in millionths; None when it names no amount.
        granted_micro: what the program agreed to; None when unknown or nothing.
        answer: the program's words.
    """

    program_id: int
    kind: RequestKind
    subject: str
    asked_on: date
    outcome: Outcome = Outcome.OPEN
    answered_on: date | None = None
    currency: str = ""
    claimed_micro: int | None = None
    granted_micro: int | None = None
    answer: str = ""
    notes: str = ""
    created_at: str = ""
    id: int = 0

    @property
    def days(self) -> int | None:
        """Days until the answer; None without one."""
        return None if self.answered_on is None else (self.answered_on - self.asked_on).days

    def waits(self, today: date) -> int | None:
        """Days that an open request has waited; None when it is not open."""
        return (today - self.asked_on).days if self.outcome is Outcome.OPEN else None


def checked_request(request: ProgramRequest, today: date) -> ProgramRequest:
    """The request as it is kept: an accepted claim without another amount is granted what it claimed.

    Raises:
        BadInput: when the subject is missing, the outcome does not fit the kind, a day can't be, or an amount can't.
    """
    subject = clean_line(request.subject, "subject", longest=MOST_SUBJECT)
    if not subject:
        raise BadInput("subject_missing", "Say in a few words what you asked.")
    if request.outcome not in OUTCOMES[request.kind]:
        raise BadInput(
            "bad_outcome",
            "A {kind} can't be “{outcome}”. Possible are: {known}.",
            kind=request.kind.value,
            outcome=request.outcome.value,
            known=", ".join(OUTCOMES[request.kind]),
        )
    _check_days(request, today)
    return replace(
        _with_amounts(request),
        subject=subject,
        answer=clean_notes(request.answer, "answer"),
        notes=clean_notes(request.notes),
    )


def _check_days(request: ProgramRequest, today: date) -> None:
    for day in filter(None, (request.asked_on, request.answered_on)):
        if day.year < FIRST_YEAR or day > today:
            raise BadInput("bad_day", "{day} can't be the day; give one from 1990 to today.", day=day.isoformat())
    if request.outcome in ANSWERS and request.answered_on is None:
        raise BadInput("answer_day_missing", "Give the day of the answer.")
    if request.outcome not in ANSWERS and request.answered_on is not None:
        raise BadInput("answer_day_too_much", "A day of the answer is given, but the outcome says there was none.")
    if request.answered_on is not None and request.answered_on < request.asked_on:
        raise BadInput(
            "answered_before_asked",
            "The answer ({answered}) lies before the request ({asked}).",
            answered=request.answered_on.isoformat(),
            asked=request.asked_on.isoformat(),
        )


def _with_amounts(request: ProgramRequest) -> ProgramRequest:
    claimed, granted = request.claimed_micro, request.granted_micro
    if request.kind is RequestKind.QUESTION and (claimed is not None or granted is not None):
        raise BadInput("question_amount", "A question has no amount; make it a claim.")
    for amount in (claimed, granted):
        if amount is not None and not 0 < amount < LIMIT * MICRO:
            raise BadInput("bad_amount", "The amount must be more than 0, with at most 11 digits before the point.")
    if granted is not None and request.outcome not in _GRANTING:
        outcome = request.outcome.value
        raise BadInput("granted_too_much", "An amount was granted, but the outcome is “{outcome}”.", outcome=outcome)
    if request.outcome is Outcome.ACCEPTED and granted is None:
        granted = claimed
    if request.outcome is Outcome.PARTLY and claimed is not None and granted is not None and granted >= claimed:
        raise BadInput("granted_whole", "All that was claimed was granted: the outcome is “accepted”.")
    if claimed is None and granted is None:
        return replace(request, currency="", granted_micro=None)
    if not request.currency:
        raise BadInput("no_currency", "Give the currency of the amount.")
    return replace(request, currency=currency_code(request.currency), granted_micro=granted)


@dataclass(frozen=True, slots=True)
class ClaimSum:
    """Claims of one currency that were decided: how many, what they asked for, what was granted, in millionths."""

    currency: str
    count: int
    claimed_micro: int
    granted_micro: int


@dataclass(frozen=True, slots=True)
class Answers:
    """Requests to a program, and what became of them.

    Attributes:
        counts: how many requests there are of each outcome.
        days: until the answer, of those that were answered.
        waiting_days: since the longest open one was asked; None when none is open.
        sums: of claims with an amount that were decided or given up, by currency.
    """

    counts: dict[Outcome, int]
    days: Spread | None
    waiting_days: int | None
    sums: tuple[ClaimSum, ...] = ()

    @property
    def requests(self) -> int:
        """All of them."""
        return sum(self.counts.values())

    @property
    def answered(self) -> int:
        """Those that the program answered."""
        return sum(self.counts.get(each, 0) for each in ANSWERS)


def answers_of(requests: Sequence[ProgramRequest], today: date) -> Answers | None:
    """What became of some requests; None without any."""
    if not requests:
        return None
    days: dict[int, int] = {}
    for each in requests:
        if each.days is not None:
            days[each.days] = days.get(each.days, 0) + 1
    waits = [waited for each in requests if (waited := each.waits(today)) is not None]
    counts = {outcome: sum(each.outcome is outcome for each in requests) for outcome in Outcome}
    settled = [each for each in requests if each.claimed_micro is not None and each.outcome is not Outcome.OPEN]
    sums = []
    for currency in sorted({each.currency for each in settled}):
        mine = [each for each in settled if each.currency == currency]
        claimed, granted = (sum(amounts) for amounts in zip(*map(_amounts, mine), strict=True))
        sums.append(ClaimSum(currency, len(mine), claimed, granted))
    return Answers(
        {outcome: count for outcome, count in counts.items() if count},
        spread(sorted(days.items())),
        max(waits) if waits else None,
        tuple(sums),
    )


def _amounts(request: ProgramRequest) -> tuple[int, int]:
    return request.claimed_micro or 0, request.granted_micro or 0

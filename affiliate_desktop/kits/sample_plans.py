"""What the sample's shops pay for, and one referral: so that an audit of the sample has something to tell.

Northlight Outdoor raised its share in June and its statements do not show it; one order of a referred friend of
Auwald Coffee Roasters was never reported. Paper & Ink pays more from the fourth order of a month on, and forgot it
once.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from affiliate_desktop.audit.model import RecordedEvent, Referral
from affiliate_desktop.audit.referral_service import Referrals
from affiliate_desktop.audit.request import Outcome, ProgramRequest, RequestKind
from affiliate_desktop.audit.request_service import Requests
from affiliate_desktop.core.changes import Changes
from affiliate_desktop.programs.model import Program
from affiliate_desktop.programs.plan import (
    Apply,
    DatedPlan,
    Measure,
    Plan,
    PlanEvent,
    PlanPeriod,
    Rule,
    Step,
    Terms,
    Tiers,
)
from affiliate_desktop.programs.plan_service import Plans

_RAISED = date(2026, 6, 1)
_SHARES = {"Auwald Coffee Roasters": "10", "Northlight Outdoor": "7"}
_STEPPED = "Paper & Ink"


def sample_plans(plans: Plans, referrals: Referrals, programs: Mapping[str, Program]) -> Iterator[Changes]:
    """Adds the terms and the referral.

    Args:
        plans: the service of terms.
        referrals: the service of referrals.
        programs: the shops by name.
    """
    for name, share in _SHARES.items():
        yield plans.add(DatedPlan(programs[name].id, _plan(share), note="As their welcome mail says")).changes
    yield plans.add(DatedPlan(programs[_STEPPED].id, _steps(), note="From the partner page of the shop")).changes
    raised = DatedPlan(programs["Northlight Outdoor"].id, _plan("8"), _RAISED, "Raised, by their mail of 20 May")
    yield plans.add(raised).changes
    friend = Referral(
        programs["Auwald Coffee Roasters"].id,
        "Lena from the climbing gym",
        via="Flyer at the gym",
        signed_up="2026-05-04",
        events=(RecordedEvent(PlanEvent.SALE, "2026-05-09", 64_000_000, "EUR"),),
    )
    yield referrals.add(friend).changes


def sample_requests(requests: Requests, programs: Mapping[str, Program], today: date) -> Iterator[Changes]:
    """Adds a question with its answer, and a claim that waits; none of days that have not come.

    Args:
        requests: the service of requests.
        programs: the shops by name.
        today: the day of the clock.
    """
    question = ProgramRequest(
        programs["Northlight Outdoor"].id,
        RequestKind.QUESTION,
        "Could the share be raised after this spring?",
        date(2026, 5, 12),
        Outcome.ANSWERED,
        date(2026, 5, 20),
        answer="To 8 % from 1 June.",
    )
    claim = ProgramRequest(
        programs["Auwald Coffee Roasters"].id,
        RequestKind.CLAIM,
        "The order of 9 May is missing",
        date(2026, 6, 10),
        currency="EUR",
        claimed_micro=6_400_000,
    )
    for each in (question, claim):
        if (each.answered_on or each.asked_on) <= today:
            yield requests.add(each).changes


def _steps() -> Plan:
    steps = (Step(Decimal(1), percent=Decimal(6)), Step(Decimal(4), percent=Decimal(9)))
    return _with(
        Rule(
            "more from the fourth order",
            PlanEvent.SALE,
            tiers=Tiers(Measure.COUNT, PlanPeriod.MONTH, Apply.MARGINAL, steps),
        )
    )


def _plan(share: str) -> Plan:
    return _with(Rule("sale share", PlanEvent.SALE, percent=Decimal(share)))


def _with(rule: Rule) -> Plan:
    terms = Terms(cookie_days=30, hold_days=30, payout_threshold=Decimal("25.00"), with_vat=False, with_delivery=False)
    return Plan("Partner shops", "EUR", "Europe/Vienna", rules=(rule,), terms=terms)
